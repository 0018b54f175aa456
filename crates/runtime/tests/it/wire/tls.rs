//! Certificates that do not hold, and servers that are none: the right words, and nothing
//! of a request sent.

use std::collections::HashMap;
use std::net::{SocketAddr, TcpListener};

use connectwise::address::Site;
use connectwise::cause::{Cause, CertificateFault};
use connectwise::client::{SignIn, Wire};
use connectwise::company_info::{self, Instance};
use ground::secret::Secret;
use setup::{Connection, Search};
use view::problem::of_search;

#[cfg(target_os = "linux")]
use super::served::in_a_program_of_its_own;
use super::served::{Authority, Served};

pub const HOST: &str = "cw.example.test";

pub fn to(address: SocketAddr) -> Wire {
    Wire::straight_with_names(HashMap::from([(HOST.to_owned(), address)]), None)
}

pub async fn company_info(wire: &Wire) -> Cause {
    company_info::ask(wire, &Site::parse(HOST).unwrap(), "acme").await.unwrap_err()
}

/// With keys, as the check asks.
pub async fn signed_in(wire: &Wire) -> Result<u16, Cause> {
    let instance = Instance {
        site: Site::parse(HOST).unwrap(),
        company_id: "acme".into(),
        other_case: None,
        company_name: "Acme".into(),
        codebase: "v4_6_release/".into(),
        version: String::new(),
        api_host: None,
    };
    let who = SignIn {
        company_id: "acme".into(),
        public_key: Secret::new("PubPubPubPub1234"),
        private_key: Secret::new("PriPriPriPri5678"),
        client_id: Secret::new("11112222-3333-4444-8555-666677778888"),
    };
    wire.api(&instance, "/system/info", &who).await.map(|reply| reply.status)
}

/// What a person reads about it.
pub fn words(cause: &Cause) -> (String, String) {
    let connection = Connection::new("x".into(), "x".into(), None, Default::default());
    let problem = of_search(&Search::Failed(cause.clone()), &connection).unwrap();
    assert_eq!(problem.cause, cause.name());
    assert!(problem.title.contains(HOST), "{}", problem.title);
    (problem.title, problem.why)
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_does_not_hold_is_named_and_nothing_is_sent() {
    use CertificateFault::{Expired, NotYetValid, UnknownIssuer, WrongName};
    let Some(store) = in_a_program_of_its_own(
        "tls::a_certificate_that_does_not_hold_is_named_and_nothing_is_sent",
    ) else {
        return;
    };
    let (known, unknown) = (Authority::new("known"), Authority::new("unknown"));
    std::fs::write(store, known.pem()).unwrap();

    // One that holds: the request arrives, so the counting below means something.
    let good = Served::tls(known.server(HOST, 2020..2090));
    assert_eq!(
        company_info(&to(good.address)).await.name(),
        "company-unknown",
        "the server said null"
    );
    assert!(
        String::from_utf8(good.came()).unwrap().starts_with("GET /login/companyinfo/acme HTTP/1.1")
    );
    assert_eq!(signed_in(&to(good.address)).await, Ok(200));
    assert!(
        String::from_utf8(good.came()).unwrap().to_lowercase().contains("authorization: basic ")
    );

    let cases = [
        (
            "unknown issuer",
            unknown.server(HOST, 2020..2090),
            UnknownIssuer,
            "Nobody this computer knows",
        ),
        ("expired", known.server(HOST, 2020..2021), Expired, "has run out"),
        ("not valid yet", known.server(HOST, 2088..2090), NotYetValid, "not valid yet"),
        ("another name", known.server("other.example.test", 2020..2090), WrongName, "is not for"),
        ("the name above", known.server("example.test", 2020..2090), WrongName, "is not for"),
    ];
    for (case, config, kind, said) in cases {
        let server = Served::tls(config);
        let wire = to(server.address);
        let expected = Cause::Certificate { host: HOST.into(), kind };
        assert_eq!(company_info(&wire).await, expected, "{case}");
        assert_eq!(signed_in(&wire).await, Err(expected.clone()), "{case}");
        for _ in 0..2 {
            assert_eq!(server.came(), b"", "{case}: something of the request was sent");
        }
        let (title, why) = words(&expected);
        assert!(title.contains(said) && why.contains("Nothing was sent"), "{case}: {title} {why}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_of_nobody_is_refused_on_every_system() {
    let server = Served::tls(Authority::new("nobody").server(HOST, 2020..2026));
    assert_eq!(signed_in(&to(server.address)).await.unwrap_err().name(), "certificate");
    assert_eq!(server.came(), b"");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_encrypted_server_is_named_and_nothing_readable_is_sent() {
    use CertificateFault::{HungUp, NotEncrypted, OldProtocol};
    // A ServerHello of this version, without extensions: what TLS before 1.3 is chosen by.
    let hello = |minor: u8| {
        let mut body = vec![3, minor];
        body.extend([7; 32]);
        body.extend([0, 0xc0, 0x2f, 0]);
        let length = u8::try_from(body.len()).unwrap();
        [&[0x16, 3, minor, 0, length + 4, 2, 0, 0, length], &body[..]].concat()
    };
    let says = Served::plain;
    let cases = [
        ("http", says(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n"), NotEncrypted),
        ("ssh", says(b"SSH-2.0-OpenSSH_9.2\r\n"), NotEncrypted),
        ("a refusal of the protocol", says(b"\x15\x03\x01\x00\x02\x02\x46"), OldProtocol),
        ("TLS 1.1", says(&hello(2)), OldProtocol),
        ("TLS 1.0", says(&hello(1)), OldProtocol),
        ("SSL 3", says(&hello(0)), OldProtocol),
        ("half a ServerHello", says(&hello(3)[..20]), HungUp),
        ("a hang-up after the first message", Served::hanging_up(true), HungUp),
        ("a reset during the first message", Served::hanging_up(false), HungUp),
        ("a hang-up at once", Served::by(|_| Vec::new()), HungUp),
        ("no common cipher", says(b"\x15\x03\x03\x00\x02\x02\x28"), CertificateFault::Other),
    ];
    for (case, server, kind) in cases {
        let expected = Cause::Certificate { host: HOST.into(), kind };
        assert_eq!(company_info(&to(server.address)).await, expected, "{case}");
        assert_eq!(signed_in(&to(server.address)).await, Err(expected.clone()), "{case}");
        let (_, why) = words(&expected);
        assert!(why.contains("Nothing was sent"), "{case}: {why}");
        for _ in 0..2 {
            let came = String::from_utf8_lossy(&server.came()).into_owned();
            for sent in ["GET", "HTTP/1.1", "clientId", "Basic", "acme"] {
                assert!(!came.contains(sent), "{case}: {sent} was sent in the clear");
            }
        }
    }
}

#[tokio::test]
async fn nobody_there_is_told_apart_from_no_such_name() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let cause = company_info(&to(free)).await;
    assert_eq!(cause, Cause::Refused { host: HOST.into() });
    words(&cause);

    // ".invalid" is never anybody's (RFC 2606).
    let nowhere = Site::parse("nowhere.invalid").unwrap();
    let cause = company_info::ask(&to(free), &nowhere, "acme").await.unwrap_err();
    assert_eq!(cause, Cause::HostNotFound { host: "nowhere.invalid".into() });
}
