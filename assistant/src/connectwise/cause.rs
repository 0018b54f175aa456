//! What an answer, or the lack of one, means: a closed list of named causes.
//! Their words are in `problem.rs`.

use super::certificate::refused;
use super::client::Reply;

/// Why something did not work, by what was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The program could not set up its own network client.
    CannotStart,
    /// A key or ID holds characters that no request can carry.
    Unsendable,
    NoNetwork,
    /// A proxy stands in the way, or would be the way. Its address, where the settings name it.
    Proxy {
        proxy: Option<String>,
        fault: ProxyFault,
    },
    HostNotFound {
        host: String,
    },
    AddressNotAllowed {
        host: String,
    },
    Refused {
        host: String,
    },
    Certificate {
        host: String,
        kind: CertificateFault,
    },
    /// `keys`, here and below: the request carried them, and was under way.
    Timeout {
        host: String,
        seconds: u64,
        keys: bool,
    },
    /// There was a connection, and no whole answer.
    BrokenOff {
        host: String,
        keys: bool,
    },
    /// It asks for a certificate of this computer, often when it has read the request.
    ClientCertificate {
        host: String,
        keys: bool,
    },
    TooLarge {
        host: String,
        keys: bool,
    },
    Redirected {
        to: Option<String>,
    },
    /// HTML where JSON belongs, on a cloud host: the sign-in site.
    SignInSite,
    /// Something answers, but it is no ConnectWise.
    NotConnectWise {
        host: String,
    },
    CompanyUnknown {
        host: String,
        company: String,
    },
    /// No cloud region knows it; `silent` ones gave no answer.
    CompanyNowhere {
        company: String,
        silent: Vec<String>,
    },
    /// Not known here; `there` (a cloud site) knows it.
    CompanyElsewhere {
        host: String,
        company: String,
        there: String,
    },
    /// ConnectWise knows the same letters in another case.
    CompanyOtherCase {
        host: String,
        typed: String,
        known: String,
    },
    /// "Cannot route. Codebase/company is invalid".
    CannotRoute,
    ClientIdRefused,
    /// `swapped`: they were tried the other way round as well, and refused.
    KeysRefused {
        status: u16,
        swapped: bool,
    },
    /// Refused as they are, accepted the other way round.
    KeysSwapped,
    /// Refused, and one key is shorter than its fellow.
    KeyCutShort {
        private: bool,
        length: usize,
        fellow: usize,
    },
    /// Refused, and a key was pasted as `company+key` of another company.
    KeyOfOtherCompany {
        company: String,
    },
    /// Refused here; `there` has a company of the same ID.
    KeysElsewhere {
        host: String,
        company: String,
        there: String,
    },
    /// 404 to the sign-in question: ConnectWise's guide says the cloud may say that of keys.
    SignInNotFound,
    /// 403 and the permission message: this call is not open to the member.
    PermissionMissing,
    SslRequired,
    NotFound,
    Busy {
        retry_after: Option<u64>,
    },
    ServerError {
        status: u16,
    },
    Unreadable {
        status: u16,
    },
    /// Keywright itself stopped: this many questions are enough for one check.
    AskedEnough {
        questions: usize,
    },
}

/// Of a name in DNS. A server may point to anything, and it is shown.
const LONGEST_HOST: usize = 253;

/// What a proxy did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProxyFault {
    /// 407, or a network's own sign-in page.
    SignIn,
    /// It is not found, does not answer, or hangs up.
    Unreachable,
    /// It answers, and does not connect us.
    Refused,
    /// Keywright does not speak its language (SOCKS).
    Unspoken,
    /// The setting that names it, instead of its address: it holds none for https.
    Unreadable,
    /// A script says which one; Keywright reads none. Its address stands for the proxy's.
    Script,
    /// Set for services of Windows, and not used by Keywright.
    OfServices,
    /// This computer looks for a script by itself; there may be none.
    Detection,
}

/// Why no secure connection came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateFault {
    Expired,
    NotYetValid,
    WrongName,
    /// As its common name alone, where names do not count any more.
    NameInOldPlace,
    UnknownIssuer,
    /// `usable`: it has the right name, and could be trusted as its own authority.
    SignedItself {
        usable: bool,
    },
    /// Marked as one that signs others. No server may show such a one.
    IsAuthority,
    Revoked,
    /// Refused for something else.
    NotAccepted,
    /// Nothing from TLS 1.2 on.
    OldProtocol,
    /// What answers is not TLS at all.
    NotEncrypted,
    /// Closed or reset while the two were agreeing.
    HungUp,
    /// One of the two ended it, and did not say why in a way that leaves one reason.
    Other,
}

impl From<&rustls::Error> for CertificateFault {
    fn from(error: &rustls::Error) -> Self {
        use rustls::{AlertDescription, PeerIncompatible as P};
        match error {
            rustls::Error::InvalidCertificate(why) => refused(why),
            rustls::Error::AlertReceived(AlertDescription::ProtocolVersion)
            | rustls::Error::PeerIncompatible(
                P::ServerDoesNotSupportTls12Or13 | P::ServerTlsVersionIsDisabledByOurConfig,
            ) => Self::OldProtocol,
            rustls::Error::InvalidMessage(_) => Self::NotEncrypted,
            _ => Self::Other,
        }
    }
}

impl CertificateFault {
    /// Whether the server could be reached once a person trusts who signed.
    pub fn can_be_trusted(self) -> bool {
        matches!(self, Self::UnknownIssuer | Self::SignedItself { usable: true })
    }
}

impl Cause {
    /// For support, tests and the technical details.
    pub fn name(&self) -> &'static str {
        match self {
            Self::CannotStart => "cannot-start",
            Self::Unsendable => "unsendable",
            Self::NoNetwork => "no-network",
            Self::Proxy { .. } => "proxy",
            Self::HostNotFound { .. } => "host-not-found",
            Self::AddressNotAllowed { .. } => "address-not-allowed",
            Self::Refused { .. } => "refused",
            Self::Certificate { .. } => "certificate",
            Self::Timeout { .. } => "timeout",
            Self::BrokenOff { .. } => "broken-off",
            Self::ClientCertificate { .. } => "client-certificate",
            Self::TooLarge { .. } => "too-large",
            Self::Redirected { .. } => "redirected",
            Self::SignInSite => "sign-in-site",
            Self::NotConnectWise { .. } => "not-connectwise",
            Self::CompanyUnknown { .. } | Self::CompanyNowhere { .. } => "company-unknown",
            Self::CompanyElsewhere { .. } => "company-elsewhere",
            Self::CompanyOtherCase { .. } => "company-other-case",
            Self::CannotRoute => "cannot-route",
            Self::ClientIdRefused => "client-id-refused",
            Self::KeysRefused { .. } => "keys-refused",
            Self::KeysSwapped => "keys-swapped",
            Self::KeyCutShort { .. } => "key-cut-short",
            Self::KeyOfOtherCompany { .. } => "key-of-other-company",
            Self::KeysElsewhere { .. } => "keys-elsewhere",
            Self::SignInNotFound => "sign-in-not-found",
            Self::PermissionMissing => "permission-missing",
            Self::SslRequired => "ssl-required",
            Self::NotFound => "not-found",
            Self::Busy { .. } => "busy",
            Self::ServerError { .. } => "server-error",
            Self::Unreadable { .. } => "unreadable",
            Self::AskedEnough { .. } => "asked-enough",
        }
    }

    /// The HTTP status, where that is what was seen.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::KeysRefused { status, .. }
            | Self::ServerError { status }
            | Self::Unreadable { status } => Some(*status),
            _ => None,
        }
    }
}

impl Reply {
    pub fn is_html(&self) -> bool {
        let text =
            String::from_utf8_lossy(&self.body[..self.body.len().min(512)]).to_ascii_lowercase();
        let text = text.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']);
        text.starts_with("<!doctype html") || text.starts_with("<html") || text.starts_with("<head")
    }

    /// What keeps any answer from being ConnectWise's own, whoever was asked.
    pub fn obstacle(&self) -> Option<Cause> {
        match self.status {
            300..400 => Some(Cause::Redirected { to: self.redirect_host() }),
            407 => Some(Cause::Proxy { proxy: None, fault: ProxyFault::SignIn }),
            429 => Some(Cause::Busy { retry_after: self.seconds_to_wait() }),
            _ => None,
        }
    }

    /// What an answer of the API means, when it is not the data that was asked for.
    pub fn cause(&self) -> Cause {
        if let Some(cause) = self.obstacle() {
            return cause;
        }
        // Small letters: the exact spelling of "clientId" in this answer is not documented.
        let text = String::from_utf8_lossy(&self.body).to_lowercase();
        match self.status {
            200..300 if self.is_html() => Cause::SignInSite,
            400..500 if text.contains("clientid") || text.contains("client id") => {
                Cause::ClientIdRefused
            }
            400 if text.contains("cannot route") => Cause::CannotRoute,
            401 => Cause::KeysRefused { status: 401, swapped: false },
            403 if text.contains("ssl is required") => Cause::SslRequired,
            403 if text.contains("permission") => Cause::PermissionMissing,
            404 if text.contains("notauthenticated") => {
                Cause::KeysRefused { status: 404, swapped: false }
            }
            400..500 if self.is_html() => Cause::SignInSite,
            404 => Cause::NotFound,
            500..600 => Cause::ServerError { status: self.status },
            status => Cause::Unreadable { status },
        }
    }

    /// Retry-After in seconds; a date or anything else is not waited for exactly.
    fn seconds_to_wait(&self) -> Option<u64> {
        self.retry_after.as_ref()?.trim().parse().ok()
    }

    /// With its port, where that is what differs. None where it is longer than names are.
    fn redirect_host(&self) -> Option<String> {
        let url = url::Url::parse(self.location.as_ref()?).ok()?;
        let host = url.host_str().filter(|host| host.len() <= LONGEST_HOST)?;
        Some(match url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_the_facts_page_have_their_cause() {
        let security = r#"{"code":"Security","message":"You do not have security permission to perform this action."}"#;
        let cases = [
            (401, r#"{"code":"Unauthorized","message":"x"}"#, "keys-refused"),
            (
                401,
                r#"{"code":"ConnectWiseApi","message":"ConnectWiseApi: UserNotAuthenticated"}"#,
                "keys-refused",
            ),
            (
                404,
                r#"{"code":"ConnectWiseApi","message":"ConnectWiseApi: UserNotAuthenticated"}"#,
                "keys-refused",
            ),
            (400, "Cannot route. Codebase/company is invalid", "cannot-route"),
            (400, r#"{"message":"clientId is required"}"#, "client-id-refused"),
            (401, r#"{"message":"Invalid CLIENTID"}"#, "client-id-refused"),
            (403, security, "permission-missing"),
            (
                403,
                r#"{"code":"Security","message":"SSL is required.","errors":null}"#,
                "ssl-required",
            ),
            (404, r#"{"code":"NotFound","message":"x"}"#, "not-found"),
            (429, r#"{"error":"ConnectWiseAPI","message":"Too many requests."}"#, "busy"),
            (200, "\u{feff}\n<!DOCTYPE HTML><html></html>", "sign-in-site"),
            (404, "<html>", "sign-in-site"),
            (503, "<html>maintenance", "server-error"),
            (500, "", "server-error"),
            (307, "", "redirected"),
            (407, "", "proxy"),
            (200, "{nonsense", "unreadable"),
            (418, "{}", "unreadable"),
            (403, "no", "unreadable"),
        ];
        for (status, body, name) in cases {
            let reply = Reply { status, body: body.into(), retry_after: None, location: None };
            assert_eq!(reply.cause().name(), name, "{status} {body}");
        }
    }
}
