//! A server's certificate, as the operating system judges it. Nothing is judged here: where it is
//! refused, what it says of itself is kept, for the words about it.

use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, OtherError, RootCertStore,
    SignatureScheme,
};
use rustls_platform_verifier::Verifier;
use x509_cert::der::Decode;
use x509_cert::ext::pkix::name::{DirectoryString, GeneralName};
use x509_cert::ext::pkix::{BasicConstraints, SubjectAltName};

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

/// TLS with this computer's certificate store, and this authority besides; or with it alone.
pub fn tls(authority: Option<CertificateDer<'static>>, alone: bool) -> Result<ClientConfig, Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let judge: Arc<dyn ServerCertVerifier> = match authority {
        Some(authority) if alone => {
            let mut roots = RootCertStore::empty();
            roots.add(authority)?;
            WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider.clone())
                .build()
                .map_err(|error| Error::Other(OtherError(Arc::new(error))))?
        }
        Some(authority) => Arc::new(Verifier::new_with_extra_roots([authority], provider.clone())?),
        None => Arc::new(Verifier::new(provider.clone())?),
    };
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Told(judge)))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// Leaves every verdict to another one.
#[derive(Debug)]
struct Told(Arc<dyn ServerCertVerifier>);

impl ServerCertVerifier for Told {
    fn verify_server_cert(
        &self,
        server: &CertificateDer<'_>,
        between: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        self.0.verify_server_cert(server, between, name, ocsp, now).map_err(|error| match error {
            Error::InvalidCertificate(why) => {
                let fault = fault(&why, &Presented::new(server, name));
                CertificateError::Other(OtherError(Arc::new(Refused(fault)))).into()
            }
            other => other,
        })
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.0.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.0.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_verify_schemes()
    }
}

/// A verdict, and what the certificate had to do with it.
#[derive(Debug)]
struct Refused(CertificateFault);

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "refused: {:?}", self.0)
    }
}

impl std::error::Error for Refused {}

/// Why a certificate was refused.
pub(super) fn refused(why: &CertificateError) -> CertificateFault {
    let CertificateError::Other(OtherError(inner)) = why else {
        return fault(why, &Presented::default());
    };
    match inner.downcast_ref() {
        Some(Refused(fault)) => *fault,
        None => fault(why, &Presented::default()),
    }
}

fn fault(why: &CertificateError, presented: &Presented) -> CertificateFault {
    use CertificateError as C;
    use CertificateFault as F;
    match why {
        C::Expired | C::ExpiredContext { .. } => F::Expired,
        C::NotValidYet | C::NotValidYetContext { .. } => F::NotYetValid,
        C::Revoked => F::Revoked,
        C::NotValidForName | C::NotValidForNameContext { .. } => match presented.name {
            Some(Named::InOldPlace) => F::NameInOldPlace,
            _ => F::WrongName,
        },
        C::UnknownIssuer if presented.signed_itself => {
            F::SignedItself { usable: presented.name == Some(Named::Rightly) }
        }
        C::UnknownIssuer => F::UnknownIssuer,
        _ if presented.signed_itself => F::SignedItself { usable: false },
        _ if presented.is_authority => F::IsAuthority,
        _ => F::NotAccepted,
    }
}

/// What a certificate says of itself, as far as it can be read.
#[derive(Debug, Default)]
struct Presented {
    signed_itself: bool,
    /// Marked as one that signs others.
    is_authority: bool,
    /// Where it has the name of the server that was asked for.
    name: Option<Named>,
}

#[derive(Debug, PartialEq, Eq)]
enum Named {
    Rightly,
    /// As its common name, and no other name beside it.
    InOldPlace,
}

impl Presented {
    fn new(server: &CertificateDer<'_>, asked: &ServerName<'_>) -> Self {
        let Ok(certificate) = x509_cert::Certificate::from_der(server) else {
            return Self::default();
        };
        let told = certificate.tbs_certificate();
        let constraints = told.get_extension::<BasicConstraints>().ok().flatten();
        let others = told.get_extension::<SubjectAltName>().ok().flatten();
        let has_names = others.is_some_and(|(_, SubjectAltName(names))| {
            let counts =
                |name: &_| matches!(name, GeneralName::DnsName(_) | GeneralName::IpAddress(_));
            names.iter().any(counts)
        });
        let is_named = || {
            let parsed = ParsedCertificate::try_from(server);
            parsed.is_ok_and(|one| rustls::client::verify_server_name(&one, asked).is_ok())
        };
        let old = || {
            let name: Option<DirectoryString> = told.subject().common_name().ok().flatten();
            name.is_some_and(|name| is_meant(&name.value(), &asked.to_str()))
        };
        Self {
            signed_itself: told.subject() == told.issuer(),
            is_authority: constraints.is_some_and(|(_, constraints)| constraints.ca),
            name: match has_names {
                true => is_named().then_some(Named::Rightly),
                false => old().then_some(Named::InOldPlace),
            },
        }
    }
}

/// Whether a common name is that of the host: `*` stands for its first part.
fn is_meant(common_name: &str, host: &str) -> bool {
    let same = |one: &str, other: &str| one.eq_ignore_ascii_case(other);
    match (common_name.strip_prefix("*."), host.split_once('.')) {
        (Some(above), Some((_, rest))) => same(above, rest),
        _ => same(common_name, host),
    }
}
