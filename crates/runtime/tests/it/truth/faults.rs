//! More pages: those that say that all is well, and those of a server at fault.

use super::pages::{NONE, Page, strange};
use super::strange::Strange;

/// With a status that says that all is well.
const WELCOMING: &[Page] = &[
    (
        "F5 200",
        200,
        NONE,
        "<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please consult with your administrator.<br>Your support ID is: 7</body></html>",
    ),
    (
        "a filter",
        200,
        NONE,
        "<html><head><title>Filter</title></head><body>Your company blocks this site.</body></html>",
    ),
    (
        "FortiGate portal",
        200,
        NONE,
        "<html><head><script language=\"JavaScript\">window.location=\"https://192.0.2.1:1003/fgtauth?02\";</script></head></html>",
    ),
    (
        "hotel",
        200,
        NONE,
        "<!DOCTYPE html><html><head><meta http-equiv=\"refresh\" content=\"0; url=http://192.0.2.1/login\"></head><body>Welcome to our WiFi</body></html>",
    ),
    (
        "Cisco portal",
        200,
        NONE,
        "<HTML><HEAD><TITLE> Web Authentication Redirect</TITLE><META http-equiv=\"Refresh\" content=\"1; URL=https://192.0.2.1/login.html\"></HEAD></HTML>",
    ),
    (
        "ADFS",
        200,
        NONE,
        "<!DOCTYPE html>\n<html lang=\"en-US\"><head><title>Sign In</title></head><body><form id=\"loginForm\"><input name=\"UserName\"></form></body></html>",
    ),
    (
        "Okta",
        200,
        NONE,
        "<!DOCTYPE html><html><head><title>Example - Sign In</title></head><script>var oktaData={\"clientId\":\"x\",\"version\":\"v2025.1\"};</script></html>",
    ),
    (
        "ConnectWise's own sign-in",
        200,
        NONE,
        "<!DOCTYPE html><html lang=\"en\"><head><title>ConnectWise PSA sign in</title></head></html>",
    ),
    (
        "maintenance",
        200,
        NONE,
        "<!DOCTYPE html><html><h1>We will be back soon</h1><p>version 2025.1</p></html>",
    ),
    (
        "accepted",
        202,
        NONE,
        "<html><body>Your request waits for an administrator's permission.</body></html>",
    ),
    (
        "XHTML 200",
        200,
        NONE,
        "<?xml version=\"1.0\"?><!DOCTYPE html><html xmlns=\"http://www.w3.org/1999/xhtml\"><title>Anmeldung</title></html>",
    ),
    (
        "IIS start page",
        200,
        NONE,
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\"><html><head><title>IIS Windows Server</title></head></html>",
    ),
];

/// With a fault of a server.
const FAILING: &[Page] = &[
    (
        "ASP.NET",
        500,
        NONE,
        "<!DOCTYPE html>\r\n<html>\r\n    <head>\r\n        <title>Runtime Error</title></head><body>Server Error in '/v4_6_release/services' Application. clientId</body></html>",
    ),
    (
        "IIS 500",
        500,
        NONE,
        "<?xml version=\"1.0\"?><!DOCTYPE html><html><title>500 - Internal server error. No permission.</title></html>",
    ),
    (
        "Cloudflare 520",
        520,
        NONE,
        "<!DOCTYPE html><html><title>myconnectwise.net | 520: Web server is returning an unknown error</title></html>",
    ),
    (
        "Cloudflare 521",
        521,
        NONE,
        "<!DOCTYPE html><html><title>521: Web server is down</title></html>",
    ),
    (
        "Cloudflare 522",
        522,
        NONE,
        "<!DOCTYPE html><html><title>522: Connection timed out</title></html>",
    ),
    (
        "Cloudflare 523",
        523,
        NONE,
        "<!DOCTYPE html><html><title>523: Origin is unreachable</title></html>",
    ),
    (
        "Cloudflare 525",
        525,
        NONE,
        "<!DOCTYPE html><html><title>525: SSL handshake failed</title><p>SSL is required.</p></html>",
    ),
    (
        "Cloudflare 526",
        526,
        NONE,
        "<!DOCTYPE html><html><title>526: Invalid SSL certificate</title></html>",
    ),
    (
        "Fastly",
        500,
        NONE,
        "Fastly error: unknown domain: cw.example-msp.com. Please check that this domain has been added to a service.",
    ),
    ("not extended", 510, NONE, "<html><title>510</title></html>"),
    ("version", 505, NONE, "<html><title>HTTP Version Not Supported</title></html>"),
];

/// The same; the check asks again a second later, twice.
const BUSY: &[Page] = &[
    (
        "HTTP.sys 503",
        503,
        NONE,
        "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\"\"http://www.w3.org/TR/html4/strict.dtd\">\r\n<HTML><HEAD><TITLE>Service Unavailable</TITLE></HEAD>\r\n<BODY><h2>Service Unavailable</h2></BODY></HTML>",
    ),
    (
        "back soon",
        503,
        &[("retry-after", "3600")],
        "<html><head><title>Back soon</title></head><body>We are working on it.</body></html>",
    ),
    (
        "Varnish",
        503,
        NONE,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\">\n<html><title>503 Backend fetch failed</title><p>Guru Meditation: permission</p></html>",
    ),
    ("nginx 502", 502, NONE, "<html>\r\n<head><title>502 Bad Gateway</title></head></html>"),
    ("nginx 504", 504, NONE, "<html>\r\n<head><title>504 Gateway Time-out</title></head></html>"),
    (
        "Palo Alto 503",
        503,
        NONE,
        "<html><head><title>Web Page Blocked</title></head><body>has been blocked in accordance with company policy</body></html>",
    ),
    (
        "Envoy",
        503,
        NONE,
        "upstream connect error or disconnect/reset before headers. reset reason: connection failure",
    ),
    (
        "HAProxy 503",
        503,
        NONE,
        "<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>",
    ),
];

pub fn welcoming() -> Vec<Strange> {
    strange(WELCOMING)
}

pub fn failing() -> Vec<Strange> {
    strange(FAILING)
}

pub fn busy() -> Vec<Strange> {
    strange(BUSY)
}
