//! An authority that a person trusts for one server: that server is reached, nothing else is.

use std::collections::HashMap;

use connectwise::authority::{Authority as Trusted, BadAuthority, Trust, read};
use connectwise::cause::{Cause, CertificateFault};
use connectwise::client::Wire;
use jiff::Timestamp;
use proptest::prelude::*;

use super::served::{Authority, Served, pem, signed_by_itself};
use super::tls::{HOST, company_info, signed_in};

const OTHER: &str = "other.example.test";

fn today() -> Timestamp {
    "2026-11-25T12:00:00Z".parse().unwrap()
}

pub fn trusted(file: &[u8]) -> Trusted {
    read(file, today()).unwrap()
}

/// To a server that plays both hosts, trusting this authority for one of them.
fn to(server: &Served, host: &str, authority: &Trusted) -> Wire {
    let names = [HOST, OTHER].map(|name| (name.to_owned(), server.address));
    let trust = Trust { host: host.into(), authority: authority.clone() };
    Wire::straight_with_names(HashMap::from(names), Some(trust))
}

fn refused(kind: CertificateFault) -> Cause {
    Cause::Certificate { host: HOST.into(), kind }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_is_reached_whose_authority_is_trusted() {
    let company = Authority::new("The company's own");
    let server = Served::tls(company.server(HOST, 2020..2090));
    let wire = to(&server, HOST, &trusted(company.pem().as_bytes()));
    assert_eq!(company_info(&wire).await.name(), "company-unknown", "the server said null");
    assert_eq!(signed_in(&wire).await, Ok(200));
    assert!(String::from_utf8(server.came()).unwrap().starts_with("GET /login/companyinfo/acme"));
    assert!(server.came().windows(6).any(|part| part == b"Basic "), "with keys");
}

/// A server that nobody else has signed for is its own authority.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_signed_itself_can_be_trusted_alone() {
    let (certificate, config) = signed_by_itself(HOST);
    let server = Served::tls(config);
    let wire = to(&server, HOST, &trusted(&certificate));
    assert_eq!(signed_in(&wire).await, Ok(200));
    let (_, another) = signed_by_itself(HOST);
    let impostor = Served::tls(another);
    let wire = to(&impostor, HOST, &trusted(&certificate));
    assert_eq!(signed_in(&wire).await.unwrap_err().name(), "certificate");
    assert_eq!(impostor.came(), b"");
}

#[tokio::test(flavor = "multi_thread")]
async fn trust_ends_at_that_host_and_mends_no_other_fault() {
    use CertificateFault::{Expired, UnknownIssuer, WrongName};
    let (company, stranger) = (Authority::new("company"), Authority::new("stranger"));
    let authority = trusted(company.pem().as_bytes());
    let cases = [
        ("trusted for another host", OTHER, company.server(HOST, 2020..2090), UnknownIssuer),
        (
            "for its name at another port",
            "cw.example.test:8443",
            company.server(HOST, 2020..2090),
            UnknownIssuer,
        ),
        ("signed by somebody else", HOST, stranger.server(HOST, 2020..2090), UnknownIssuer),
        ("run out", HOST, company.server(HOST, 2020..2021), Expired),
        ("another name", HOST, company.server(OTHER, 2020..2090), WrongName),
    ];
    for (case, host, config, kind) in cases {
        let server = Served::tls(config);
        let wire = to(&server, host, &authority);
        assert_eq!(company_info(&wire).await, refused(kind), "{case}");
        assert_eq!(signed_in(&wire).await, Err(refused(kind)), "{case}");
        for _ in 0..2 {
            assert_eq!(server.came(), b"", "{case}: something of the request was sent");
        }
    }
}

#[test]
fn the_one_authority_of_a_file_is_found_or_it_is_said_why_not() {
    let root = Authority::new("Root");
    let below = Authority::of("Below", 2020..2090, Some(&root));
    let second = Authority::new("Second");
    let (server, _) = signed_by_itself(HOST);
    let leaf = {
        let key = rcgen::KeyPair::generate().unwrap();
        let params = rcgen::CertificateParams::new(vec![HOST.to_owned()]).unwrap();
        params.signed_by(&key, &root.issuer).unwrap().der().to_vec()
    };
    let key = pem(&rcgen::KeyPair::generate().unwrap().serialize_der());
    let key = key.replace("CERTIFICATE", "PRIVATE KEY");
    let found = |file: &[u8]| read(file, today()).map(|authority| authority.name);
    let named = |name: &str| Ok(name.to_owned());
    let all = |parts: &[&str]| parts.concat().into_bytes();

    assert_eq!(found(root.pem().as_bytes()), named("Root"), "PEM");
    assert_eq!(found(&root.certificate), named("Root"), "DER");
    assert_eq!(found(root.pem().replace('\n', "\r\n").as_bytes()), named("Root"), "of Windows");
    assert_eq!(found(&all(&["Bag Attributes\n", &root.pem(), "\n# end\n"])), named("Root"));
    assert_eq!(found(&all(&[&root.pem(), &root.pem()])), named("Root"), "twice the same");
    assert_eq!(found(below.pem().as_bytes()), named("Below"), "one in between");
    assert_eq!(found(&all(&[&pem(&leaf), &below.pem(), &root.pem()])), named("Root"), "a chain");
    assert_eq!(found(&all(&[&pem(&leaf), &root.pem()])), named("Root"));
    assert_eq!(found(&server), named(HOST), "a server that signed itself");

    let no = |file: &[u8]| read(file, today()).unwrap_err();
    assert_eq!(no(&leaf), BadAuthority::NotAnAuthority { signed_by: "Root".into() });
    assert_eq!(no(&all(&[&root.pem(), &second.pem()])), BadAuthority::Several { count: 2 });
    assert_eq!(no(&all(&[&root.pem(), &key])), BadAuthority::PrivateKey);
    assert_eq!(no(key.as_bytes()), BadAuthority::PrivateKey);
    assert_eq!(no(&vec![b' '; 64 * 1024 + 1]), BadAuthority::TooLarge);
    let longer = [&root.certificate[..], b"\0"].concat();
    let shorter = &root.certificate[..root.certificate.len() - 1];
    for file in [b"".as_slice(), b"hello", b"\x30\x82", &longer, shorter, &[0xff; 2000]] {
        assert_eq!(no(file), BadAuthority::NoCertificate, "{} bytes", file.len());
    }
    let over = no(Authority::of("Old", 2000..2020, None).pem().as_bytes());
    assert!(matches!(over, BadAuthority::Over { name, .. } if name == "Old"));
    let early = no(Authority::of("Young", 2030..2040, None).pem().as_bytes());
    assert!(matches!(early, BadAuthority::NotYet { name, .. } if name == "Young"));
}

/// As `openssl x509 -noout -fingerprint -sha256` prints it: what the other side reads out.
// Linux: openssl is no part of the other systems.
#[cfg(target_os = "linux")]
#[test]
fn the_fingerprint_is_the_one_that_openssl_prints() {
    let root = Authority::new("Root");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("root.pem");
    std::fs::write(&file, root.pem()).unwrap();
    let mut openssl = leash::command("openssl");
    openssl.args(["x509", "-noout", "-fingerprint", "-sha256", "-in"]).arg(&file);
    let openssl = leash::output(&mut openssl, leash::PLENTY).unwrap();
    let printed = String::from_utf8(openssl.stdout).unwrap();
    let printed = printed.trim().rsplit('=').next().unwrap().to_owned();
    assert_eq!(printed.len(), 95, "openssl said something else");
    assert_eq!(trusted(root.pem().as_bytes()).fingerprint, printed);
}

/// A name is shown: it must not look like something else.
#[test]
fn a_name_that_misleads_is_cleaned() {
    let name = format!("Contoso\u{202e}toor\u{200b} {}", "x".repeat(500));
    let shown = trusted(Authority::new(&name).pem().as_bytes()).name;
    assert!(shown.starts_with("Contosotoor xxx") && shown.chars().count() == 80, "{shown}");
}

#[test]
fn what_is_kept_is_the_certificate_itself() {
    let trust =
        Trust { host: HOST.into(), authority: trusted(Authority::new("Root").pem().as_bytes()) };
    let kept = serde_json::to_string(&trust).unwrap();
    assert_eq!(serde_json::from_str::<Trust>(&kept).unwrap(), trust);
    for damaged in [r#""""#, r#""AAAA""#, r#""*""#] {
        assert!(serde_json::from_str::<Trusted>(damaged).is_err(), "{damaged}");
    }
}

proptest! {
    /// Whatever is in the file: an authority that is kept and read again, or a reason.
    #[test]
    fn no_file_breaks_the_reader(flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6), cut in any::<prop::sample::Index>(), as_pem: bool) {
        let mut der = Authority::new("Root").certificate.to_vec();
        for (at, value) in flips {
            let at = at.index(der.len());
            der[at] = value;
        }
        der.truncate(cut.index(der.len()) + 1);
        let file = if as_pem { pem(&der).into_bytes() } else { der };
        if let Ok(authority) = read(&file, today()) {
            let kept = String::from(authority.clone());
            prop_assert_eq!(Trusted::try_from(kept).unwrap(), authority);
        }
    }
}
