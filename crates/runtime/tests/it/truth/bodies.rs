//! Answers of other programs that are no page: JSON of their own shapes, plain text, nothing.

use super::strange::Strange;

type Short = (&'static str, u16, &'static str);

const JSON: &[Short] = &[
    (
        "licence",
        403,
        r#"{"code":"Forbidden","message":"Your licence does not include this API. Ask your account manager for permission."}"#,
    ),
    (
        "locked",
        403,
        r#"{"code":"Locked","message":"Account locked. You have no permission to sign in."}"#,
    ),
    (
        "address",
        403,
        r#"{"message":"Requests from 203.0.113.7 have no permission to reach this server"}"#,
    ),
    (
        "a number as code",
        403,
        r#"{"code":403,"message":"You do not have security permission to perform this action."}"#,
    ),
    (
        "no code",
        403,
        r#"{"message":"You do not have security permission to perform this action."}"#,
    ),
    (
        "the code inside",
        403,
        r#"{"error":{"code":"Security","message":"You do not have security permission to perform this action."}}"#,
    ),
    (
        "in a list",
        403,
        r#"[{"code":"Security","message":"You do not have security permission to perform this action."}]"#,
    ),
    ("a text", 403, r#""You do not have security permission to perform this action.""#),
    (
        "a longer code",
        403,
        r#"{"code":"SecurityPolicy","message":"No permission for this category"}"#,
    ),
    ("the code alone", 403, r#"{"code":"PermissionDenied"}"#),
    ("Django", 403, r#"{"detail":"You do not have permission to perform this action."}"#),
    ("AWS gateway", 403, r#"{"message":"Missing Authentication Token"}"#),
    ("AWS WAF", 403, r#"{"message":"Forbidden"}"#),
    (
        "Google",
        403,
        r#"{"error":{"code":403,"message":"The caller does not have permission","status":"PERMISSION_DENIED"}}"#,
    ),
    (
        "Okta",
        403,
        r#"{"errorCode":"E0000006","errorSummary":"You do not have permission to perform the requested action"}"#,
    ),
    ("Azure", 403, r#"{"statusCode":403,"message":"Forbidden. IP filtering: no permission"}"#),
    ("OPA", 403, r#"{"allowed":false,"reason":"permission"}"#),
    ("null", 403, "null"),
    ("a number", 403, "403"),
    (
        "no object's end",
        403,
        r#"{"code":"Security","message":"You do not have security permission"#,
    ),
    ("two objects", 403, r#"{"code":"Security","message":"no permission"}{"x":1}"#),
    (
        "Spring",
        401,
        r#"{"timestamp":"2026-11-30T10:00:00Z","status":401,"error":"Unauthorized","path":"/v4_6_release"}"#,
    ),
    ("Laravel", 401, r#"{"message":"Unauthenticated."}"#),
    (".NET", 401, r#"{"Message":"Authorization has been denied for this request."}"#),
    ("Kong", 401, r#"{"message":"No API key found in request"}"#),
    ("OAuth", 401, r#"{"error":"invalid_client","error_description":"client_id is unknown"}"#),
    ("Entra", 401, r#"{"error":"invalid_token","client_id":"4765445b","correlation_id":"x"}"#),
    ("JSON API", 401, r#"{"errors":[{"status":"401","title":"Unauthorized"}]}"#),
    ("a number as code", 401, r#"{"code":401,"message":"Unauthorized"}"#),
    ("an empty object", 401, "{}"),
    ("an empty list", 401, "[]"),
    ("Kong 404", 404, r#"{"message":"no Route matched with those values"}"#),
    ("Spring 404", 404, r#"{"timestamp":"x","status":404,"error":"Not Found","path":"/login"}"#),
    ("problem details", 404, r#"{"type":"about:blank","title":"Not Found","status":404}"#),
    ("GraphQL", 400, r#"{"errors":[{"extensions":{"code":"BAD_USER_INPUT"}}]}"#),
    ("cannot route, as JSON", 400, r#"{"note":"Cannot route. Codebase/company is invalid"}"#),
    ("an empty object", 418, "{}"),
    ("the client ID in a field of its own", 400, r#"{"status":"rejected","clientId":"10.0.0.7"}"#),
    ("health", 200, r#"{"status":"ok"}"#),
    ("version as a number", 200, r#"{"version":3}"#),
    ("wrapped", 200, r#"{"data":{"version":"v2025.1","isCloud":true}}"#),
    ("wrapped items", 200, r#"{"items":[],"total":0}"#),
    (
        "refused, and 200",
        200,
        r#"{"code":"Security","message":"You do not have security permission to perform this action."}"#,
    ),
    ("an error, and 200", 200, r#"{"error":"temporarily unavailable"}"#),
    ("true", 200, "true"),
    ("null", 200, "null"),
    ("a number", 200, "7"),
    ("a text", 200, r#""temporarily unavailable""#),
    ("an empty object", 200, "{}"),
    ("numbers", 200, "[1,2,3]"),
    ("texts", 200, r#"["a","b"]"#),
    ("nulls", 200, "[null]"),
    ("a list of errors", 200, r#"[{"error":"down"}]"#),
    ("elsewhere's fault", 500, r#"{"message":"client_id and permission"}"#),
    (
        "elsewhere's permission",
        500,
        r#"{"code":"Security","message":"You do not have security permission to perform this action."}"#,
    ),
];

const TEXT: &[Short] = &[
    (
        "permission",
        403,
        "You do not have permission to view this directory or page using the credentials that you supplied.",
    ),
    ("Envoy", 403, "RBAC: access denied"),
    (
        "S3",
        403,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>AccessDenied</Code><Message>No permission</Message></Error>",
    ),
    ("SSL", 403, "SSL is required."),
    (
        "the words themselves",
        403,
        "Security: You do not have security permission to perform this action.",
    ),
    ("as a log line", 403, "code=Security message=\"You do not have security permission\""),
    ("client ID", 403, "clientId is missing"),
    ("Istio", 401, "Jwt is missing"),
    ("IAP", 401, "Invalid IAP credentials: empty token"),
    ("Unauthorized", 401, "Unauthorized"),
    ("client ID", 401, "Invalid client_id"),
    ("client ID", 400, "The clientId header is missing"),
    ("Traefik", 404, "404 page not found\n"),
    ("teapot", 418, "short and stout"),
    ("a version", 200, "v2025.1"),
    ("OK", 200, "OK"),
    ("half of an object", 200, "{\"version\":\"v2025.1\""),
    ("more after the object", 200, "{\"version\":\"v2025.1\"} -- served from the cache"),
    ("a comma too many", 200, "{\"version\":\"v2025.1\",}"),
];

/// Statuses with nothing, and those that have a meaning of their own.
fn bare() -> Vec<Strange> {
    let nothing = [200, 204, 205, 400, 401, 402, 403, 410, 418, 423, 426, 431, 500, 501, 599];
    let mut all: Vec<Strange> =
        nothing.into_iter().map(|status| Strange::nothing("nothing", status)).collect();
    for scheme in ["Negotiate", "NTLM", "Basic realm=\"intranet\"", "Bearer", "Digest realm=\"x\""]
    {
        all.push(Strange::nothing(scheme, 401).with("www-authenticate", scheme));
    }
    all.push(Strange::nothing("not modified", 304).with("etag", "\"7\""));
    all.push(Strange::nothing("not modified, with a location", 304).with("location", "/x"));
    for status in [301, 302, 303, 307, 308] {
        let moved = Strange::page("moved", status, "<html>permission clientId</html>");
        all.push(moved.with("location", "https://192.0.2.1/login?clientId=permission"));
    }
    all.push(Strange::nothing("moved nowhere", 302));
    all.push(Strange::nothing("several choices", 300));
    all.push(Strange::page("Squid", 407, "<html>permission").with("proxy-authenticate", "NTLM"));
    all.push(Strange::nothing("proxy", 407).with("proxy-authenticate", "Basic realm=\"x\""));
    all.push(Strange::page("network sign-in", 511, "<!DOCTYPE html><html>permission</html>"));
    all.push(Strange::json("network sign-in", 511, r#"{"message":"sign in"}"#));
    all.push(Strange::nothing("network sign-in", 511));
    // Asked again at once: nothing has to be waited for.
    all.push(Strange::page("Cloudflare 1015", 429, "<html>").with("retry-after", "0"));
    all.push(Strange::json("slow down", 429, r#"{"message":"clientId"}"#).with("retry-after", "0"));
    all
}

pub fn json() -> Vec<Strange> {
    JSON.iter().map(|(name, status, body)| Strange::json(name, *status, body)).collect()
}

/// All that is no page.
pub fn all() -> Vec<Strange> {
    let text = TEXT.iter().map(|(name, status, body)| Strange::text(name, *status, body));
    json().into_iter().chain(text).chain(bare()).collect()
}
