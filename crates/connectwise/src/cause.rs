//! Why something did not work: a closed list of named causes. Their words are in `problem/`.

pub use super::certificate::CertificateFault;
use super::certificate::refused;

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
    /// A page where the API's data belongs, with 200: the sign-in site.
    SignInSite,
    /// Something before ConnectWise answered in its place.
    Intercepted {
        host: String,
        status: u16,
        by: Interceptor,
    },
    /// Something answers on a company's own host, but it is no ConnectWise.
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
    /// The region that was named gave no answer that counts; `there` knows the company.
    CompanyMaybeElsewhere {
        cause: Box<Cause>,
        host: String,
        company: String,
        there: String,
    },
    /// "Cannot route. Codebase/company is invalid". `company_known`: companyinfo had just
    /// answered, so the client ID may be why.
    CannotRoute {
        company_known: bool,
    },
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
    /// 404 "The endpoint does not exist.": not open to API members.
    EndpointClosed,
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
    /// Keywright itself stopped: the check had taken this long.
    TookTooLong {
        seconds: u64,
    },
    /// Keywright itself stopped: so many questions in a row had no answer in time.
    Silent {
        questions: usize,
    },
    /// Every question was refused in the same words, so they say nothing of one row.
    RefusedAlike,
}

/// What answers in ConnectWise's place, as far as it says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interceptor {
    /// It asks for a Windows sign-in (Negotiate, NTLM).
    WindowsSignIn,
    /// It asks for a sign-in of another kind.
    OtherSignIn,
    Unknown,
}

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
    /// The server that was asked knows no such company, or is no ConnectWise: what was found there
    /// earlier no longer holds.
    pub fn says_elsewhere(&self) -> bool {
        matches!(
            self,
            Self::NotConnectWise { .. }
                | Self::CompanyUnknown { .. }
                | Self::CompanyNowhere { .. }
                | Self::CompanyElsewhere { .. }
                | Self::CompanyOtherCase { .. }
        )
    }

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
            Self::Intercepted { .. } => "intercepted",
            Self::NotConnectWise { .. } => "not-connectwise",
            Self::CompanyUnknown { .. } | Self::CompanyNowhere { .. } => "company-unknown",
            Self::CompanyElsewhere { .. } => "company-elsewhere",
            Self::CompanyOtherCase { .. } => "company-other-case",
            Self::CompanyMaybeElsewhere { cause, .. } => cause.name(),
            Self::CannotRoute { .. } => "cannot-route",
            Self::ClientIdRefused => "client-id-refused",
            Self::KeysRefused { .. } => "keys-refused",
            Self::KeysSwapped => "keys-swapped",
            Self::KeyCutShort { .. } => "key-cut-short",
            Self::KeyOfOtherCompany { .. } => "key-of-other-company",
            Self::KeysElsewhere { .. } => "keys-elsewhere",
            Self::SignInNotFound => "sign-in-not-found",
            Self::PermissionMissing => "permission-missing",
            Self::SslRequired => "ssl-required",
            Self::EndpointClosed => "endpoint-closed",
            Self::NotFound => "not-found",
            Self::Busy { .. } => "busy",
            Self::ServerError { .. } => "server-error",
            Self::Unreadable { .. } => "unreadable",
            Self::AskedEnough { .. } => "asked-enough",
            Self::TookTooLong { .. } => "took-too-long",
            Self::Silent { .. } => "silent",
            Self::RefusedAlike => "refused-alike",
        }
    }

    /// The HTTP status, where that is what was seen.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::KeysRefused { status, .. }
            | Self::Intercepted { status, .. }
            | Self::ServerError { status }
            | Self::Unreadable { status } => Some(*status),
            Self::CompanyMaybeElsewhere { cause, .. } => cause.status(),
            _ => None,
        }
    }
}
