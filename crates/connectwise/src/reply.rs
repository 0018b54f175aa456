//! An answer, and what it means. Only ConnectWise's own words say anything of keys, client ID
//! or rows: JSON in its error shape, its plain "Cannot route". A page is nobody's verdict,
//! whatever words it holds.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::cause::{Cause, Interceptor, ProxyFault};
use super::json::{self, Few, Record};

/// What came back, whatever its status.
#[derive(Clone, Debug, Default)]
pub struct Reply {
    /// Who was asked: host, with its port where it has one.
    pub host: String,
    pub status: u16,
    pub body: Vec<u8>,
    /// Seconds or a date, as the server wrote it.
    pub retry_after: Option<String>,
    /// Where a redirect pointed; never followed.
    pub location: Option<String>,
    /// The sign-ins it offers (`WWW-Authenticate`), as one text.
    pub challenge: Option<String>,
    /// The next page of a list (`Link`, rel="next").
    pub next: Option<Next>,
}

/// Where a list goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// At the same address, with this query.
    Query(String),
    /// Where Keywright does not ask: another host, or no address at all.
    Nowhere,
}

/// ConnectWise's error shape. "Too many requests" calls its code `error`.
#[derive(Deserialize, Default)]
#[serde(default)]
struct ApiError {
    code: Option<String>,
    error: Option<String>,
    message: Option<String>,
    errors: Option<Few<Record<Detail>>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Detail {
    code: Option<String>,
    message: Option<String>,
    resource: Option<String>,
    field: Option<String>,
}

impl ApiError {
    fn code(&self) -> &str {
        self.code.as_deref().unwrap_or_default()
    }

    /// In small letters: the case of some messages is not documented.
    fn message(&self) -> String {
        self.message.as_deref().unwrap_or_default().to_lowercase()
    }

    fn refuses_keys(&self) -> bool {
        let says = |text: &Option<String>| {
            text.as_ref().is_some_and(|text| text.to_lowercase().contains("usernotauthenticated"))
        };
        self.code().eq_ignore_ascii_case("unauthorized") || says(&self.code) || says(&self.message)
    }

    /// How this answer is worded is not documented: "clientId" in any spelling, anywhere in it.
    fn names_client_id(&self) -> bool {
        let details = self.errors.iter().flat_map(|errors| &errors.0);
        let details = details.flat_map(|Record(d)| [&d.code, &d.message, &d.resource, &d.field]);
        let texts = [&self.code, &self.message].into_iter().chain(details);
        texts.flatten().any(|text| names_client_id(text))
    }
}

/// "clientId", "client id", "client_id", "client-id"; not "client identity", nor a header of a
/// gateway's own, such as "X-Client-Id".
fn names_client_id(text: &str) -> bool {
    let text = text.to_lowercase();
    text.match_indices("client").any(|(at, client)| {
        let (before, rest) = (&text[..at], &text[at + client.len()..]);
        let rest = rest.strip_prefix([' ', '-', '_']).unwrap_or(rest);
        let is_id = |rest: &str| !rest.starts_with(char::is_alphabetic);
        !before.ends_with('-') && rest.strip_prefix("id").is_some_and(is_id)
    })
}

/// One record has a number, as every record of ConnectWise's.
#[derive(Deserialize)]
struct Numbered {
    #[serde(rename = "id")]
    _id: u64,
}

/// Of a name in DNS. A server may point to anything, and it is shown.
const LONGEST_HOST: usize = 253;
const LONGEST_PATH: usize = 60;
/// ConnectWise's errors are a few lines. Lists are not read twice to look for one.
const LARGEST_ERROR: usize = 64 * 1024;

/// What an answer looked like, without a value of it: for the technical details, as no
/// document tells what a live ConnectWise answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    pub status: u16,
    pub form: Form,
    /// Of lists of levels.
    pub names: Option<NameFields>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Nothing,
    Page,
    List {
        entries: usize,
        pages: usize,
    },
    /// JSON in ConnectWise's error shape.
    Error,
    Object,
    /// Other JSON: `null`, a text, a number.
    Value,
    /// Neither JSON nor a page.
    Text,
}

/// How many entries of a list of levels named a row of the grid, in each of the fields that
/// could hold its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameFields {
    /// `moduleFunctionDescription`.
    pub description: usize,
    /// `moduleFunctionName`.
    pub name: usize,
    /// `moduleFunctionIdentifier`.
    pub identifier: usize,
}

impl NameFields {
    /// In the order they are tried.
    pub fn counts(&mut self) -> [&mut usize; 3] {
        [&mut self.description, &mut self.name, &mut self.identifier]
    }
}

impl Reply {
    pub fn shape(&self) -> Shape {
        use serde_json::Value;
        let form = match () {
            () if self.body.trim_ascii().is_empty() => Form::Nothing,
            () if self.is_page() => Form::Page,
            () if self.error().is_some_and(|e| e.code.is_some() && e.message.is_some()) => {
                Form::Error
            }
            () => match json::read::<Few<IgnoredAny>>(&self.body) {
                Some(list) => Form::List { entries: list.0.len(), pages: 1 },
                None => match json::read::<Value>(&self.body) {
                    Some(Value::Object(_)) => Form::Object,
                    Some(_) => Form::Value,
                    None => Form::Text,
                },
            },
        };
        Shape { status: self.status, form, names: None }
    }

    /// HTML or XML: a page for people.
    pub fn is_page(&self) -> bool {
        let text = json::text(&self.body[..self.body.len().min(512)]);
        text.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']).starts_with('<')
    }

    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    fn error(&self) -> Option<ApiError> {
        // A list could be read as the fields in their order.
        if self.body.len() > LARGEST_ERROR || !json::text(&self.body).trim_start().starts_with('{')
        {
            return None;
        }
        let error: ApiError = json::read(&self.body)?;
        (error.message.is_some() || error.code.is_some() || error.error.is_some()).then_some(error)
    }

    /// The data of an answer: none if ConnectWise did not say 200, or said an error with it.
    pub fn data<T: serde::de::DeserializeOwned>(&self) -> Option<T> {
        let is_error = || {
            self.error().is_some_and(|error| {
                error.message.is_some() && (error.code.is_some() || error.error.is_some())
            })
        };
        if self.status == 200 && !is_error() { json::read(&self.body) } else { None }
    }

    /// Whether it holds records, whatever is in them: a list of them, or one with its number.
    pub fn is_data(&self) -> bool {
        self.data::<Few<Record<IgnoredAny>>>().is_some()
            || self.data::<Record<Numbered>>().is_some()
    }

    /// What keeps any answer from being ConnectWise's own, whoever was asked.
    pub fn obstacle(&self) -> Option<Cause> {
        match self.status {
            304 => Some(Cause::Unreadable { status: 304 }),
            300..400 => Some(Cause::Redirected { to: self.redirect_to() }),
            // A proxy, or the network itself, wants a sign-in first.
            407 | 511 => Some(Cause::Proxy { proxy: None, fault: ProxyFault::SignIn }),
            429 => Some(Cause::Busy { retry_after: self.seconds_to_wait() }),
            _ => None,
        }
    }

    /// What an answer of the API means, when it is not the data that was asked for.
    pub fn cause(&self) -> Cause {
        if let Some(cause) = self.obstacle().or_else(|| self.refusal()) {
            return cause;
        }
        match self.status {
            200..300 if self.is_page() => Cause::SignInSite,
            500..600 => Cause::ServerError { status: self.status },
            401 | 403 => self.intercepted(),
            400..500 if self.is_page() => self.intercepted(),
            status => Cause::Unreadable { status },
        }
    }

    /// What ConnectWise itself says no to, in its own words.
    fn refusal(&self) -> Option<Cause> {
        let status = self.status;
        let Some(error) = self.error() else {
            let text = json::text(&self.body[..self.body.len().min(512)]);
            let cannot = text.trim_start().to_lowercase().starts_with("cannot route");
            return (matches!(status, 400 | 404) && cannot)
                .then_some(Cause::CannotRoute { company_known: false });
        };
        match status {
            400..500 if error.names_client_id() => Some(Cause::ClientIdRefused),
            200 | 400..=404 | 500 if error.refuses_keys() => {
                Some(Cause::KeysRefused { status, swapped: false })
            }
            403 if error.code() == "Security" => {
                let message = error.message();
                Some(if message.contains("ssl is required") {
                    Cause::SslRequired
                } else if message.contains("permission") {
                    Cause::PermissionMissing
                } else {
                    Cause::Unreadable { status }
                })
            }
            404 if error.message().contains("endpoint does not exist") => {
                Some(Cause::EndpointClosed)
            }
            404 if error.code() == "NotFound" => Some(Cause::NotFound),
            _ => None,
        }
    }

    /// Something before ConnectWise answered in its place.
    pub fn intercepted(&self) -> Cause {
        let wanted = self.challenge.as_deref().map(str::to_lowercase);
        let by = match wanted.as_deref() {
            Some(wanted) if wanted.contains("negotiate") || wanted.contains("ntlm") => {
                Interceptor::WindowsSignIn
            }
            Some(_) => Interceptor::OtherSignIn,
            None => Interceptor::Unknown,
        };
        Cause::Intercepted { host: self.host.clone(), status: self.status, by }
    }

    /// ConnectWise ran out of time by itself: it says to try again.
    pub fn timed_out_inside(&self) -> bool {
        let says = |error: ApiError| {
            // Both spellings of "occurred".
            error.code() == "ConnectWiseApi" && error.message().contains("a timeout has occ")
        };
        self.status == 500 && self.error().is_some_and(says)
    }

    /// Retry-After in seconds, else the number in the message; a date is not waited for exactly.
    fn seconds_to_wait(&self) -> Option<u64> {
        let header = || self.retry_after.as_ref()?.trim().parse().ok();
        let message = || {
            let message = self.error()?.message();
            let before = message.split_once(" second")?.0;
            before.rsplit(' ').next()?.parse().ok()
        };
        header().or_else(message)
    }

    /// The host with its port; where that is the one asked, the path too. None where it is
    /// longer than names are.
    fn redirect_to(&self) -> Option<String> {
        let asked = url::Url::parse(&format!("https://{}/", self.host)).ok();
        let location = self.location.as_ref()?;
        let url = match &asked {
            Some(asked) => asked.join(location),
            None => url::Url::parse(location),
        };
        let url = url.ok()?;
        let host = url.host_str().filter(|host| host.len() <= LONGEST_HOST)?;
        let to = match url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        };
        Some(match url.scheme() {
            "http" => format!("http://{to}"),
            _ if to == self.host => to + &url.path().chars().take(LONGEST_PATH).collect::<String>(),
            _ => to,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(status: u16, body: &str) -> Reply {
        Reply { host: "cw.example.com".into(), status, body: body.into(), ..Reply::default() }
    }

    #[test]
    fn answers_of_the_facts_page_have_their_cause() {
        let security = r#"{"code":"Security","message":"You do not have security permission to perform this action."}"#;
        let authenticated =
            r#"{"code":"ConnectWiseApi","message":"ConnectWiseApi: UserNotAuthenticated"}"#;
        let cases = [
            (401, r#"{"code":"Unauthorized","message":"x"}"#, "keys-refused"),
            (401, authenticated, "keys-refused"),
            (404, authenticated, "keys-refused"),
            (500, authenticated, "keys-refused"),
            (200, r#"{"code":"Unauthorized","message":"x"}"#, "keys-refused"),
            (400, "Cannot route. Codebase/company is invalid", "cannot-route"),
            (400, r#"{"message":"clientId is required"}"#, "client-id-refused"),
            (401, r#"{"code":"Unauthorized","message":"Invalid CLIENTID"}"#, "client-id-refused"),
            (
                401,
                r#"{"code":"Unauthorized","message":"client_id is unknown"}"#,
                "client-id-refused",
            ),
            (
                400,
                r#"{"code":"X","message":"","errors":[{"field":"client-id"}]}"#,
                "client-id-refused",
            ),
            (401, r#"{"code":"Unauthorized","message":"no client identity"}"#, "keys-refused"),
            (403, security, "permission-missing"),
            (
                403,
                r#"{"code":"Security","message":"SSL is required.","errors":null}"#,
                "ssl-required",
            ),
            (
                404,
                r#"{"code":"ConnectWiseApi","message":"The endpoint does not exist."}"#,
                "endpoint-closed",
            ),
            (404, r#"{"code":"NotFound","message":"x"}"#, "not-found"),
            (429, r#"{"error":"ConnectWiseAPI","message":"Too many requests."}"#, "busy"),
            (503, "<html>maintenance", "server-error"),
            (500, "", "server-error"),
        ];
        for (status, body, name) in cases {
            assert_eq!(reply(status, body).cause().name(), name, "{status} {body}");
        }
    }

    #[test]
    fn what_is_not_connectwises_own_is_no_verdict() {
        let cases = [
            (200, "\u{feff}\n<!DOCTYPE HTML><html></html>", "sign-in-site"),
            (401, "<html>Invalid clientId, permission denied", "intercepted"),
            (403, "You do not have permission to view this directory", "intercepted"),
            (403, r#"{"code":"Forbidden","message":"You have no permission."}"#, "intercepted"),
            (403, r#"{"code":"Security","message":"Blocked."}"#, "unreadable"),
            (401, r#"["Unauthorized"]"#, "intercepted"),
            (401, "", "intercepted"),
            (401, r#"{"message":"Who is asking?"}"#, "intercepted"),
            (404, "<html>", "intercepted"),
            (404, "Not Found", "unreadable"),
            (403, r#"{"message":"Missing CF-Access-Client-Id"}"#, "intercepted"),
            (401, r#"{"message":"X-Example-Client-Id is not registered"}"#, "intercepted"),
            (304, "", "unreadable"),
            (307, "", "redirected"),
            (407, "", "proxy"),
            (511, "<html>", "proxy"),
            (200, "{nonsense", "unreadable"),
            (418, "{}", "unreadable"),
            (400, "<html>Cannot route</html>", "intercepted"),
        ];
        for (status, body, name) in cases {
            assert_eq!(reply(status, body).cause().name(), name, "{status} {body}");
        }
    }

    #[test]
    fn who_wants_a_sign_in_of_its_own_is_named() {
        for (challenge, by) in [
            (Some("Negotiate, NTLM"), Interceptor::WindowsSignIn),
            (Some("Basic realm=\"intranet\""), Interceptor::OtherSignIn),
            (None, Interceptor::Unknown),
        ] {
            let page =
                Reply { challenge: challenge.map(str::to_owned), ..reply(401, "<html>401</html>") };
            let Cause::Intercepted { by: named, .. } = page.cause() else { panic!() };
            assert_eq!(named, by, "{challenge:?}");
        }
    }

    #[test]
    fn how_long_to_wait_is_read_from_the_header_or_the_message() {
        let body = |text: &str| format!(r#"{{"error":"ConnectWiseAPI","message":"{text}"}}"#);
        let said = body("Too many requests. Please try again in 30 seconds.");
        for (header, body, seconds) in [
            (Some("7"), said.clone(), Some(7)),
            (None, said.clone(), Some(30)),
            (Some("Wed, 21 Oct 2026 07:28:00 GMT"), said, Some(30)),
            (None, body("Too many requests."), None),
            (None, "<html>slow down</html>".into(), None),
        ] {
            let busy = Reply { retry_after: header.map(str::to_owned), ..reply(429, &body) };
            assert_eq!(busy.cause(), Cause::Busy { retry_after: seconds }, "{header:?} {body}");
        }
    }

    #[test]
    fn a_redirect_says_what_differs() {
        for (location, to) in [
            ("https://other.example/x", Some("other.example")),
            ("https://cw.example.com:8443/x", Some("cw.example.com:8443")),
            ("https://cw.example.com/psa/login", Some("cw.example.com/psa/login")),
            ("/psa/", Some("cw.example.com/psa/")),
            ("http://cw.example.com/", Some("http://cw.example.com")),
            ("https://[", None),
        ] {
            let moved = Reply { location: Some(location.into()), ..reply(301, "") };
            assert_eq!(moved.cause(), Cause::Redirected { to: to.map(str::to_owned) });
        }
    }
}
