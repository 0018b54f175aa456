//! "Your ConnectWise": found, not found, and each way of not being reached.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use connectwise::address::Site;
use connectwise::cause::{Cause, CertificateFault, Interceptor, ProxyFault};
use connectwise::find::Found;
use practice::{COMPANY_ID, SITE_HOST};
use setup::outside::NoText;
use setup::{
    ClipboardEvent, Event, FieldId, Hiding, Intent, JournalEvent, PlacePress, WalkPress,
    WindowPress, Wish,
};

use crate::golden::Gallery;
use crate::golden::stage::Stage;

pub fn hang(gallery: &mut Gallery) {
    let site = || Stage::begun("vectis");
    gallery.hang("site", site());
    gallery.hang("site-mspcfo", Stage::begun("mspcfo"));
    gallery.hang("site-region", site().pick("site", "region"));
    gallery.hang("site-own-server", site().pick("site", "own"));
    gallery.hang("site-hidden", hidden());
    gallery.hang("site-missing", site().act(Intent::Place(PlacePress::Find)));
    gallery.hang("site-looking", looking());
    gallery.hang("site-found", Stage::begun("vectis").filled());
    gallery.hang("site-found-elsewhere", asked("eu.myconnectwise.net", COMPANY_ID));
    gallery.hang("site-found-own-server", own_server());
    gallery
        .hang("site-not-yet", typed(SITE_HOST, COMPANY_ID).act(Intent::Walk(WalkPress::Continue)));
    gallery.hang("site-several", several());
    gallery.hang(
        "site-clipboard",
        site().learn(Event::Clipboard(ClipboardEvent::Read {
            field: FieldId::Address,
            text: Err(NoText::Empty),
        })),
    );
    gallery.hang(
        "site-disk-full",
        site().learn(Event::Journal(JournalEvent::NotSaved {
            kind: std::io::ErrorKind::StorageFull,
            reason: "no storage space (error 28 of the system)".into(),
        })),
    );
    gallery.hang(
        "site-journal-full",
        site().learn(Event::Journal(JournalEvent::NotSaved {
            kind: std::io::ErrorKind::FileTooLarge,
            reason: setup::outside::FULL.into(),
        })),
    );
    for (name, address, company) in [
        ("site-http", "http://cw.example-msp.com", COMPANY_ID),
        ("site-email", "ada@example.com", COMPANY_ID),
        ("site-password", "https://ada:secret@na.myconnectwise.net", COMPANY_ID),
        ("site-no-address", "ftp://na.myconnectwise.net", COMPANY_ID),
        ("site-never", "169.254.169.254", COMPANY_ID),
        ("site-company-name", SITE_HOST, "Acme Managed Services"),
        ("site-company-address", SITE_HOST, "https://na.myconnectwise.net"),
        ("site-company-email", SITE_HOST, "ada@example.com"),
        ("site-company-plus", SITE_HOST, "acme-msp+"),
        ("site-other-page", "https://home.connectwise.com/", COMPANY_ID),
        ("site-rewritten", "https://protect-us.mimecast.com/s/abcDEF", COMPANY_ID),
        ("site-addresses", "https://a.example.com or https://b.example.com", COMPANY_ID),
        (
            "site-taken-out",
            "Site URL: https://na.myconnectwise.net",
            "\u{201c}acme\u{2011}msp\u{201d}",
        ),
        ("site-key", SITE_HOST, "Zq7Lm2Nx9Kd4Rt6V"),
        ("site-company-tab", SITE_HOST, "acme\tmsp"),
        ("site-unknown", SITE_HOST, "acme"),
        ("site-other-case", SITE_HOST, "ACME-MSP"),
    ] {
        gallery.hang(name, asked(address, company));
    }
    gallery.hang("site-authority", unknown_issuer());
    gallery.hang("site-authority-not-there", unknown_issuer().act(offer(b"hello")));
    gallery.hang("site-authority-compare", unknown_issuer().act(offer(AUTHORITY)));
    gallery.hang("site-authority-trusted", trusted());
    gallery.hang(
        "site-windows-sign-in",
        failing(Cause::Intercepted {
            host: "cw.example-msp.com".into(),
            status: 401,
            by: Interceptor::WindowsSignIn,
        }),
    );
    gallery.hang(
        "site-region-down",
        failing(Cause::CompanyMaybeElsewhere {
            cause: Box::new(Cause::ServerError { status: 503 }),
            host: SITE_HOST.into(),
            company: COMPANY_ID.into(),
            there: "eu.myconnectwise.net".into(),
        }),
    );
    gallery.hang(
        "site-on-staging",
        answered(
            looking(),
            Ok(Found::Choice {
                sites: vec![Site::parse("staging.connectwisedev.com").unwrap()],
                silent: vec!["na.myconnectwise.net".into()],
            }),
        ),
    );
    for cause in causes() {
        gallery.hang(format!("site-{}", cause.name()), failing(cause));
    }
}

/// As on macOS, where some captures show the window all the same.
fn hidden() -> Stage {
    let mut stage = Stage::begun("vectis");
    stage.setup.window.able.hiding = Some(Hiding::Partial);
    stage.act(Intent::Window(WindowPress::Ask { wish: Wish::HideFromCapture(true) }))
}

fn typed(address: &str, company: &str) -> Stage {
    Stage::begun("vectis").fill(FieldId::Address, address).fill(FieldId::Company, company)
}

fn asked(address: &str, company: &str) -> Stage {
    typed(address, company).act(Intent::Place(PlacePress::Find))
}

/// Between the press and the answer: the answer is not followed.
fn looking() -> Stage {
    let mut stage = typed(SITE_HOST, COMPANY_ID);
    stage.setup.act(Intent::Place(PlacePress::Find));
    stage
}

fn own_server() -> Stage {
    Stage::begun("vectis")
        .pick("site", "own")
        .fill(FieldId::Address, "cw.example-msp.com")
        .fill(FieldId::Company, "example-msp")
        .act(Intent::Place(PlacePress::Find))
}

fn answered(stage: Stage, outcome: Result<Found, Cause>) -> Stage {
    let run = stage.setup.open.as_ref().unwrap().looking.unwrap();
    stage.learn(Event::Found { ticket: run, outcome })
}

fn several() -> Stage {
    let sites =
        ["na.myconnectwise.net", "eu.myconnectwise.net"].map(|host| Site::parse(host).unwrap());
    answered(looking(), Ok(Found::Choice { sites: sites.into(), silent: Vec::new() }))
}

fn failing(cause: Cause) -> Stage {
    answered(looking(), Err(cause))
}

const AUTHORITY: &[u8] = include_bytes!("../../../../../fuzz/corpus/certificate/root.pem");

fn offer(file: &[u8]) -> Intent {
    Intent::Place(PlacePress::OfferAuthority { file: STANDARD.encode(file) })
}

/// The company signs its own certificates, and nobody has trusted its authority yet.
fn unknown_issuer() -> Stage {
    let host = "cw.example-msp.com".to_owned();
    let cause = Cause::Certificate { host, kind: CertificateFault::UnknownIssuer };
    // A day on which the authority of the tests is good.
    let mut stage = own_server();
    stage.now = "2026-11-26T10:30:00Z".parse().unwrap();
    answered(stage, Err(cause))
}

fn trusted() -> Stage {
    unknown_issuer().act(offer(AUTHORITY)).act(Intent::Place(PlacePress::TrustAuthority))
}

/// Those that the practice ConnectWise does not come to by itself.
fn causes() -> Vec<Cause> {
    let host = || SITE_HOST.to_owned();
    let company = || COMPANY_ID.to_owned();
    vec![
        Cause::CannotStart,
        Cause::NoNetwork,
        Cause::Proxy { proxy: Some("proxy.example.com:8080".into()), fault: ProxyFault::SignIn },
        Cause::HostNotFound { host: "na.myconectwise.net".into() },
        Cause::AddressNotAllowed { host: "cw.example-msp.com".into() },
        Cause::Refused { host: host() },
        Cause::Certificate { host: "cw.example-msp.com".into(), kind: CertificateFault::Expired },
        Cause::Timeout { host: host(), seconds: 20, keys: false },
        Cause::BrokenOff { host: host(), keys: false },
        Cause::ClientCertificate { host: "cw.example-msp.com".into(), keys: false },
        Cause::TooLarge { host: host(), keys: false },
        Cause::Redirected { to: Some("login.example.com".into()) },
        Cause::SignInSite,
        Cause::NotConnectWise { host: "www.example-msp.com".into() },
        Cause::CompanyNowhere { company: company(), silent: vec!["au.myconnectwise.net".into()] },
        Cause::CompanyElsewhere {
            host: "cw.example-msp.com".into(),
            company: company(),
            there: host(),
        },
        Cause::CannotRoute { company_known: false },
        Cause::Intercepted { host: host(), status: 403, by: Interceptor::Unknown },
        Cause::Busy { retry_after: Some(30) },
        Cause::ServerError { status: 503 },
        Cause::Unreadable { status: 200 },
    ]
}

/// What is said of the way there, without a picture of each: as it reads on a company's own
/// server and in the cloud.
pub fn on_the_way() -> Vec<Cause> {
    use CertificateFault as C;
    use ProxyFault as P;
    let certificates = [
        C::Expired,
        C::NotYetValid,
        C::WrongName,
        C::NameInOldPlace,
        C::UnknownIssuer,
        C::SignedItself { usable: true },
        C::SignedItself { usable: false },
        C::IsAuthority,
        C::Revoked,
        C::NotAccepted,
        C::OldProtocol,
        C::NotEncrypted,
        C::HungUp,
        C::Other,
    ];
    let proxies = [
        P::SignIn,
        P::Unreachable,
        P::Refused,
        P::Unspoken,
        P::Unreadable,
        P::Script,
        P::OfServices,
        P::Detection,
    ];
    let hosts = || [SITE_HOST, "cw.example-msp.com"].map(str::to_owned);
    let keys = |host: String| {
        [
            Cause::Timeout { host: host.clone(), seconds: 20, keys: true },
            Cause::BrokenOff { host: host.clone(), keys: true },
            Cause::ClientCertificate { host: host.clone(), keys: true },
            Cause::TooLarge { host, keys: true },
        ]
    };
    let shown = certificates
        .iter()
        .flat_map(|kind| hosts().map(|host| Cause::Certificate { host, kind: *kind }));
    let led = proxies.iter().flat_map(|fault| {
        [None, Some("proxy.example.com:8080".to_owned())]
            .map(|proxy| Cause::Proxy { proxy, fault: *fault })
    });
    shown.chain(led).chain(hosts().into_iter().flat_map(keys)).collect()
}
