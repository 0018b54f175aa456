//! Certificates as people make them by hand: each fault in words that fit that very certificate,
//! and trust offered where it would help, nowhere else.

use connectwise::cause::{Cause, CertificateFault};
use rcgen::{BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, SanType};
use rustls::ServerConfig;
use setup::{Connection, Search};
use view::problem::of_search;

use super::broken::to;
use super::served::{Authority, Served, presents, server_params};
use super::tls::{HOST, company_info, signed_in};

/// With these common and alternative names.
fn named(common: Option<&str>, others: &[&str]) -> CertificateParams {
    let others: Vec<String> = others.iter().map(|name| (*name).to_owned()).collect();
    let mut params = CertificateParams::new(others).unwrap();
    params.distinguished_name = rcgen::DistinguishedName::new();
    if let Some(common) = common {
        params.distinguished_name.push(DnType::CommonName, common);
    }
    params
}

fn marked_as_authority(mut params: CertificateParams) -> CertificateParams {
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params
}

/// Title and reason, what to do, and whether trusting it is offered.
fn told(kind: CertificateFault) -> (String, String, bool) {
    let connection = Connection::new("x".into(), "x".into(), None, Default::default());
    let cause = Cause::Certificate { host: HOST.into(), kind };
    let problem = of_search(&Search::Failed(cause), &connection).unwrap();
    let offered = kind.can_be_trusted();
    (format!("{} {}", problem.title, problem.why), problem.todo.concat(), offered)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_words_fit_the_certificate() {
    use CertificateFault::{
        IsAuthority, NameInOldPlace, NotAccepted, SignedItself, UnknownIssuer, WrongName,
    };
    let known = Authority::new("known");
    let by_known = |params| presents(params, Some(&known)).1;
    let by_itself = |params| presents(params, None).1;
    let mut other_purpose = server_params(HOST, 2020..2090);
    other_purpose.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    let mut mail = named(Some(HOST), &[]);
    mail.subject_alt_names = vec![SanType::Rfc822Name("it@example.test".try_into().unwrap())];
    let unusable = SignedItself { usable: false };
    let cases: Vec<(&str, ServerConfig, CertificateFault, &str)> = vec![
        (
            "common name alone",
            by_known(named(Some(HOST), &[])),
            NameInOldPlace,
            "only in an old place",
        ),
        (
            "in capitals",
            by_known(named(Some("CW.Example.TEST"), &[])),
            NameInOldPlace,
            "only in an old place",
        ),
        (
            "with a star",
            by_known(named(Some("*.example.test"), &[])),
            NameInOldPlace,
            "only in an old place",
        ),
        ("beside an e-mail address", by_known(mail), NameInOldPlace, "only in an old place"),
        (
            "another common name",
            by_known(named(Some("cw.other.test"), &[])),
            WrongName,
            "is not for",
        ),
        ("another star", by_known(named(Some("*.other.test"), &[])), WrongName, "is not for"),
        ("no name at all", by_known(named(None, &[])), WrongName, "is not for"),
        (
            "others that count",
            by_known(named(Some(HOST), &["other.test"])),
            WrongName,
            "is not for",
        ),
        (
            "self-signed",
            by_itself(named(Some(HOST), &[HOST])),
            SignedItself { usable: true },
            "signed its security certificate itself",
        ),
        (
            "self-signed, common name alone",
            by_itself(named(Some(HOST), &[])),
            unusable,
            "signed its security certificate itself",
        ),
        (
            "self-signed, another name",
            by_itself(named(Some(HOST), &["other.test"])),
            unusable,
            "signed its security certificate itself",
        ),
        (
            "self-signed authority",
            by_itself(marked_as_authority(named(Some(HOST), &[HOST]))),
            unusable,
            "signed its security certificate itself",
        ),
        (
            "self-signed authority, common name alone",
            by_itself(marked_as_authority(named(Some(HOST), &[]))),
            unusable,
            "signed its security certificate itself",
        ),
        (
            "an authority's",
            by_known(marked_as_authority(named(Some(HOST), &[HOST]))),
            IsAuthority,
            "marked as an authority's",
        ),
        ("for another purpose", by_known(other_purpose), NotAccepted, "does not accept"),
        (
            "unknown, common name alone",
            presents(named(Some(HOST), &[]), Some(&Authority::new("company"))).1,
            UnknownIssuer,
            "Nobody this computer knows",
        ),
    ];
    for (case, config, kind, said) in cases {
        let server = Served::tls(config);
        let wire = to(server.address, &known);
        let expected = Cause::Certificate { host: HOST.into(), kind };
        assert_eq!(company_info(&wire).await, expected, "{case}");
        assert_eq!(signed_in(&wire).await, Err(expected), "{case}");
        for _ in 0..2 {
            assert_eq!(server.came(), b"", "{case}: something of the request was sent");
        }
        let (words, todo, offered) = told(kind);
        assert!(words.contains(said) && words.contains("Nothing was sent"), "{case}: {words}");
        assert!(!words.contains("encrypt"), "{case}: {words}");
        assert_eq!(
            offered,
            matches!(kind, UnknownIssuer | SignedItself { usable: true }),
            "{case}"
        );
        let by_the_owner = matches!(kind, NameInOldPlace | IsAuthority) || kind == unusable;
        assert_eq!(todo.contains("subject alternative name"), by_the_owner, "{case}: {todo}");
    }
}

/// As `openssl req -x509` and `openssl x509 -req -signkey` make them when nothing else is said.
// Linux: openssl is no part of the other systems.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn what_openssl_makes_by_itself_is_said_to_have_signed_itself() {
    use rustls::sign::{CertifiedKey, SingleCertAndKey};

    use super::served::anybody;

    let folder = tempfile::tempdir().unwrap();
    let openssl = |args: &str| {
        let mut openssl = leash::command("openssl");
        openssl.args(args.split(' ')).current_dir(folder.path());
        let made = leash::output(&mut openssl, leash::PLENTY);
        let made = made.expect("openssl (make test installs it)");
        assert!(made.status.success(), "{args}: {}", String::from_utf8_lossy(&made.stderr));
    };
    let key = rcgen::KeyPair::generate().unwrap();
    let pem = super::served::pem(&key.serialize_der()).replace("CERTIFICATE", "PRIVATE KEY");
    std::fs::write(folder.path().join("key.pem"), pem).unwrap();
    let subject = format!("-subj /CN={HOST}");
    let request = format!("req -new -key key.pem {subject} -out request.pem");
    let cases = [
        format!("req -x509 -key key.pem {subject} -outform DER -out made.der"),
        format!(
            "req -x509 -key key.pem {subject} -addext subjectAltName=DNS:{HOST} -outform DER -out made.der"
        ),
        // Of the first version of certificates: without any extension.
        "x509 -req -signkey key.pem -in request.pem -outform DER -out made.der".to_owned(),
    ];
    openssl(&request);
    for case in cases {
        openssl(&case);
        let certificate = std::fs::read(folder.path().join("made.der")).unwrap();
        // Without rustls' own look at it, which refuses the first version.
        let signer = rustls::pki_types::PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let signer = rustls::crypto::ring::sign::any_supported_type(&signer).unwrap();
        let shown = SingleCertAndKey::from(CertifiedKey::new(vec![certificate.into()], signer));
        let server = Served::tls(anybody().with_cert_resolver(std::sync::Arc::new(shown)));
        let kind = CertificateFault::SignedItself { usable: false };
        let expected = Cause::Certificate { host: HOST.into(), kind };
        let wire = to(server.address, &Authority::new("known"));
        assert_eq!(company_info(&wire).await, expected, "{case}");
        assert_eq!(server.came(), b"");
    }
}
