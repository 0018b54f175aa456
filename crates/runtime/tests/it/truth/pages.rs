//! Pages that something before ConnectWise answers with: the stock texts of web servers,
//! gateways, filters and networks' own sign-ins. Shortened; their words are kept.

use super::strange::{Form, Strange};

type Headers = &'static [(&'static str, &'static str)];
pub type Page = (&'static str, u16, Headers, &'static str);

pub const NONE: Headers = &[];
const NEGOTIATE: Headers = &[("www-authenticate", "Negotiate"), ("www-authenticate", "NTLM")];

/// With a status that refuses.
const REFUSING: &[Page] = &[
    (
        "IIS 403",
        403,
        NONE,
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\">\r\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>403 - Forbidden: Access is denied.</title></head><body><h2>403 - Forbidden: Access is denied.</h2><h3>You do not have permission to view this directory or page using the credentials that you supplied.</h3></body></html>",
    ),
    (
        "IIS 403.6",
        403,
        NONE,
        "<!DOCTYPE html><html><head><title>IIS Detailed Error - 403.6 - Forbidden</title></head><body><h3>HTTP Error 403.6 - Forbidden</h3><h4>The IP address from which you are browsing is not permitted to access the requested Web site.</h4><p>You do not have permission</p></body></html>",
    ),
    (
        "IIS 401",
        401,
        NEGOTIATE,
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\"><html><head><title>401 - Unauthorized: Access is denied due to invalid credentials.</title></head><body><h3>You do not have permission to view this directory or page using the credentials that you supplied.</h3></body></html>",
    ),
    (
        "IIS 401.2",
        401,
        &[("www-authenticate", "Basic realm=\"cw.example-msp.com\"")],
        "<html><head><title>401.2 - Unauthorized: Access is denied due to server configuration.</title></head></html>",
    ),
    (
        "IIS 404",
        404,
        NONE,
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\"><html><head><title>404 - File or directory not found.</title></head></html>",
    ),
    (
        "HTTP.sys 400",
        400,
        NONE,
        "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\"\"http://www.w3.org/TR/html4/strict.dtd\">\r\n<HTML><HEAD><TITLE>Bad Request</TITLE></HEAD>\r\n<BODY><h2>Bad Request - Invalid Hostname</h2></BODY></HTML>",
    ),
    (
        "Windows sign-in",
        401,
        &[("www-authenticate", "Negotiate")],
        "<!DOCTYPE html><html><title>Sign in to Windows</title></html>",
    ),
    (
        "no permission to come in",
        403,
        NONE,
        "<!DOCTYPE html><html><title>Stop</title><p>This computer has no permission to come in here.</p></html>",
    ),
    (
        "Apache 403",
        403,
        NONE,
        "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\n<html><head>\n<title>403 Forbidden</title>\n</head><body>\n<h1>Forbidden</h1>\n<p>You don't have permission to access this resource.</p>\n<hr>\n<address>Apache/2.4.57 (Debian) Server at cw Port 443</address>\n</body></html>",
    ),
    (
        "Apache 401",
        401,
        &[("www-authenticate", "Basic realm=\"Restricted\"")],
        "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\n<html><head><title>401 Unauthorized</title></head><body><p>This server could not verify that you are authorized to access the document requested. Either you supplied the wrong credentials (e.g., bad password), or your browser doesn't understand how to supply the credentials required.</p></body></html>",
    ),
    (
        "Apache 404",
        404,
        NONE,
        "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\n<html><head><title>404 Not Found</title></head><body><p>The requested URL was not found on this server.</p></body></html>",
    ),
    (
        "nginx 403",
        403,
        NONE,
        "<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n<center><h1>403 Forbidden</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n",
    ),
    (
        "nginx 401",
        401,
        &[("www-authenticate", "Basic realm=\"intranet\"")],
        "<html>\r\n<head><title>401 Authorization Required</title></head>\r\n<body><center><h1>401 Authorization Required</h1></center></body></html>",
    ),
    (
        "nginx 404",
        404,
        NONE,
        "<html>\r\n<head><title>404 Not Found</title></head>\r\n<body><center>nginx/1.24.0 (Ubuntu)</center></body></html>",
    ),
    (
        "nginx 400 plain port",
        400,
        NONE,
        "<html>\r\n<head><title>400 The plain HTTP request was sent to HTTPS port</title></head></html>",
    ),
    (
        "HAProxy 403",
        403,
        NONE,
        "<html><body><h1>403 Forbidden</h1>\nRequest forbidden by administrative rules.\n</body></html>\n",
    ),
    (
        "Akamai",
        403,
        &[("server", "AkamaiGHost")],
        "<HTML><HEAD>\n<TITLE>Access Denied</TITLE>\n</HEAD><BODY>\n<H1>Access Denied</H1>\n \nYou don't have permission to access \"http&#58;&#47;&#47;api-na&#46;myconnectwise&#46;net&#47;\" on this server.<P>\nReference&#32;&#35;18&#46;2d3e\n</BODY>\n</HTML>",
    ),
    (
        "Zscaler",
        403,
        NONE,
        "<!DOCTYPE html><html><head><title>Internet Security by Zscaler</title></head><body>Sorry, you don't have permission to visit this site.<p>Not allowed to browse Business and Economy category</p></body></html>",
    ),
    (
        "Cloudflare block",
        403,
        &[("server", "cloudflare"), ("cf-ray", "8f")],
        "<!DOCTYPE html>\n<!--[if lt IE 7]> <html class=\"no-js ie6 oldie\" lang=\"en-US\"> <![endif]-->\n<head><title>Attention Required! | Cloudflare</title></head><body><h1>Sorry, you have been blocked</h1><h2>You are unable to access myconnectwise.net</h2></body></html>",
    ),
    (
        "Cloudflare challenge",
        403,
        &[("cf-mitigated", "challenge")],
        "<!DOCTYPE html><html lang=\"en-US\"><head><title>Just a moment...</title><script>window._cf_chl_opt={cvId:'3',clientId:''};</script></head></html>",
    ),
    (
        "Cloudflare 1020",
        403,
        NONE,
        "<!doctype html><html lang=\"en-US\"><head><title>Access denied | cw.example-msp.com used Cloudflare to restrict access</title></head></html>",
    ),
    (
        "F5 403",
        403,
        NONE,
        "<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please consult with your administrator.<br><br>Your support ID is: 1743<br></body></html>",
    ),
    (
        "F5 APM",
        401,
        &[("www-authenticate", "NTLM")],
        "<html><head><title>Authentication required</title></head><body>Client ID: 10.0.0.7</body></html>",
    ),
    (
        "Imperva",
        403,
        &[("x-iinfo", "9-1")],
        "<html style=\"height:100%\"><head><META NAME=\"ROBOTS\" CONTENT=\"NOINDEX, NOFOLLOW\"></head><body><iframe>Request unsuccessful. Incapsula incident ID: 1</iframe></body></html>",
    ),
    (
        "AWS load balancer",
        403,
        &[("server", "awselb/2.0")],
        "<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n<center><h1>403 Forbidden</h1></center>\r\n</body>\r\n</html>\r\n",
    ),
    (
        "CloudFront",
        403,
        &[("x-cache", "Error from cloudfront")],
        "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\" \"http://www.w3.org/TR/html4/loose.dtd\">\n<HTML><HEAD><TITLE>ERROR: The request could not be satisfied</TITLE></HEAD><BODY><H1>403 ERROR</H1>Request blocked. We can't connect to the server for this app or website at this time.</BODY></HTML>",
    ),
    (
        "Azure gateway",
        403,
        &[("server", "Microsoft-Azure-Application-Gateway/v2")],
        "<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body><center><h1>403 Forbidden</h1></center><hr><center>Microsoft-Azure-Application-Gateway/v2</center></body></html>",
    ),
    (
        "Azure web app stopped",
        403,
        NONE,
        "<!DOCTYPE html><html><head><title>Web App - Unavailable</title></head><body><h1>Error 403 - This web app is stopped.</h1></body></html>",
    ),
    (
        "Azure front door",
        404,
        &[("x-azure-ref", "0")],
        "<!DOCTYPE html><html><head><title>Page not found</title></head><body><h2>Our services aren't available right now</h2></body></html>",
    ),
    (
        "Azure network block",
        403,
        NONE,
        "<!DOCTYPE html><html><head><title>Microsoft Azure Web App - Error 403</title></head><body>The web app you have attempted to reach has blocked your access. IP address 203.0.113.7 has no permission.</body></html>",
    ),
    (
        "FortiGate",
        403,
        NONE,
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01//EN\"><html><head><title>Web Page Blocked!</title></head><body>You have tried to access a web page which is in violation of your Internet usage policy. <td>Client IP: 10.0.0.7</td></body></html>",
    ),
    (
        "FortiGate sign-in",
        401,
        NONE,
        "<html><head><title>Firewall Authentication</title></head><body>Authentication Required. clientid=7&amp;permission=none</body></html>",
    ),
    (
        "Palo Alto",
        403,
        NONE,
        "<html><head><title>Web Page Blocked</title></head><body><p>Access to the web page you were trying to visit has been blocked in accordance with company policy. You have no permission.</p></body></html>",
    ),
    (
        "Cisco Umbrella",
        403,
        NONE,
        "<!doctype html><html><head><title>This site is blocked</title></head><body>This site is blocked due to content filtering.</body></html>",
    ),
    (
        "Cisco WSA",
        403,
        NONE,
        "<html><head><title>Access Denied</title></head><body>WEBCAT POLICY. Based on your organization's access policies you have no permission to this site. CLIENT-ID: 7</body></html>",
    ),
    (
        "Squid",
        403,
        &[("x-squid-error", "ERR_ACCESS_DENIED 0")],
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01//EN\" \"http://www.w3.org/TR/html4/strict.dtd\">\n<html><head><title>ERROR: The requested URL could not be retrieved</title></head><body><b>Access Denied.</b><p>Access control configuration prevents your request from being allowed at this time.</p></body></html>",
    ),
    (
        "Blue Coat",
        403,
        NONE,
        "<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY>Access Denied (policy_denied). Your system policy has denied access to the requested URL. Missing permission.</BODY></HTML>",
    ),
    (
        "Sophos",
        403,
        NONE,
        "<html>\n<head><title>Blocked request</title></head><body>Your company's policy does not permit this category. User permission: none</body></html>",
    ),
    (
        "Barracuda",
        403,
        NONE,
        "<html><title>The Barracuda Web Filter</title><body>You do not have permission to reach this page.</body></html>",
    ),
    (
        "WatchGuard",
        403,
        NONE,
        "<HTML><HEAD><TITLE>Request denied by WatchGuard HTTP proxy.</TITLE></HEAD><BODY><B>Reason:</B> header-line too long. Permission denied.</BODY></HTML>",
    ),
    (
        "ModSecurity",
        406,
        NONE,
        "<head><title>Not Acceptable!</title></head><body><h1>Not Acceptable!</h1><p>An appropriate representation of the requested resource could not be found on this server. This error was generated by Mod_Security.</p></body></html>",
    ),
    (
        "Tomcat 401",
        401,
        NONE,
        "<!doctype html><html lang=\"en\"><head><title>HTTP Status 401 \u{2013} Unauthorized</title></head><body><p>The request has not been applied because it lacks valid authentication credentials. UserNotAuthenticated</p></body></html>",
    ),
    (
        "Tomcat 404 with a code",
        404,
        NONE,
        "<!doctype html><html><body>{\"code\":\"NotFound\",\"message\":\"UserNotAuthenticated\"}</body></html>",
    ),
    (
        "Google front end",
        403,
        NONE,
        "<!DOCTYPE html>\n<html lang=en>\n  <meta charset=utf-8>\n  <title>Error 403 (Forbidden)!!1</title>\n  <p>Your client does not have permission to get URL <code>/v2025_1/apis/3.0/system/info</code> from this server.",
    ),
    (
        "Microsoft sign-in",
        401,
        NONE,
        "<!DOCTYPE html><html><head><script>$Config={\"clientId\":\"4765445b-32c6-49b0-83e6-1d93765276ca\",\"urlLogin\":\"https://login.microsoftonline.com/\"};</script></head></html>",
    ),
    (
        "HTTP_CLIENTID echoed",
        403,
        NONE,
        "<html><body><pre>HTTP_CLIENTID=11112222-3333-4444-8555-666677778888\nHTTP_HOST=cw</pre></body></html>",
    ),
    ("clientId is missing, as a page", 400, NONE, "<html><body>clientId is missing</body></html>"),
    (
        "cannot route, as a page",
        400,
        NONE,
        "<html><body>Cannot route. Codebase/company is invalid</body></html>",
    ),
    (
        "SSL, as a page",
        403,
        NONE,
        "<html><body>SSL is required. You have no permission without it.</body></html>",
    ),
    (
        "The endpoint, as a page",
        404,
        NONE,
        "<html><body>The endpoint does not exist.</body></html>",
    ),
    (
        "German",
        403,
        NONE,
        "<!DOCTYPE html><html lang=\"de\"><title>Zugriff verweigert!</title><p>Sie haben keine Berechtigung (permission), auf das angeforderte Verzeichnis zuzugreifen.</p></html>",
    ),
    (
        "French",
        403,
        NONE,
        "<!DOCTYPE html><html lang=\"fr\"><title>Acc\u{e8}s interdit</title><p>Vous n'avez pas la permission d'acc\u{e9}der \u{e0} cette ressource.</p></html>",
    ),
    (
        "Spanish",
        403,
        NONE,
        "<!DOCTYPE html><html lang=\"es\"><title>Prohibido</title><p>No tiene permiso para acceder. permission denied</p></html>",
    ),
    (
        "Japanese",
        401,
        NEGOTIATE,
        "<!DOCTYPE html><html lang=\"ja\"><title>\u{8a8d}\u{8a3c}\u{304c}\u{5fc5}\u{8981}\u{3067}\u{3059}</title></html>",
    ),
    (
        "XHTML",
        403,
        NONE,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x\">\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>No permission</title></head></html>",
    ),
    (
        "XHTML 404",
        404,
        NONE,
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<!DOCTYPE html><html xmlns=\"http://www.w3.org/1999/xhtml\"><title>Objekt nicht gefunden!</title></html>",
    ),
    (
        "a comment first",
        404,
        NONE,
        "<!-- error page -->\n<html><head><title>Not here</title></head></html>",
    ),
    ("capitals after blank lines", 404, NONE, "\r\n\r\n  <HTML><BODY>Not here</BODY></HTML>"),
    (
        "a byte order mark first",
        404,
        NONE,
        "\u{feff}<!doctype html><html><title>Not here</title></html>",
    ),
    ("gone", 410, NONE, "<html><title>410 Gone</title></html>"),
    (
        "method",
        405,
        NONE,
        "<!DOCTYPE html><html><title>405 - HTTP verb used to access this page is not allowed.</title></html>",
    ),
    (
        "legal",
        451,
        NONE,
        "<!DOCTYPE html><html><title>Unavailable For Legal Reasons</title><p>permission</p></html>",
    ),
    (
        "time-out",
        408,
        NONE,
        "<html><body><h1>408 Request Time-out</h1>\nYour browser didn't send a complete request in time.\n</body></html>",
    ),
];

pub fn strange(pages: &[Page]) -> Vec<Strange> {
    let page = |(name, status, headers, body): &Page| {
        let form = if body.starts_with(['F', 'u']) { Form::Text } else { Form::Page };
        let kind = if form == Form::Page { "text/html; charset=utf-8" } else { "text/plain" };
        let mut answer = Strange::new(name, *status, form, *body).with("content-type", kind);
        for (header, value) in *headers {
            answer = answer.with(header, value);
        }
        answer
    };
    pages.iter().map(page).collect()
}

pub fn refusing() -> Vec<Strange> {
    strange(REFUSING)
}
