//! The certificate authority of a company's own ConnectWise server, where the operating
//! system does not know it: a person may trust one for that one server. Cloud sites never
//! need it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use rustls::pki_types::pem::{PemObject, SectionKind};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use x509_cert::Certificate;
use x509_cert::der::{Decode, Encode};
use x509_cert::ext::pkix::BasicConstraints;

use ground::text::shown;

/// A certificate takes one or two KiB; a file with several of them a little more.
pub const LARGEST_FILE: usize = 64 * 1024;

/// A certificate that signs others, or a server's that signed itself. What the fields say was
/// read from `der`, which alone is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Authority {
    der: Vec<u8>,
    /// Its common name, else its organization, made fit to be shown.
    pub name: String,
    /// SHA-256, as `openssl x509 -fingerprint -sha256` prints it.
    pub fingerprint: String,
    pub until: Timestamp,
    from: Timestamp,
    signs_others: bool,
    self_issued: bool,
}

/// An authority, and the only host it is trusted for (with its port, where it has one).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trust {
    pub host: String,
    pub authority: Authority,
}

/// Why a file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadAuthority {
    TooLarge,
    NoCertificate,
    /// Nobody but the server may have that.
    PrivateKey,
    /// A server's certificate that somebody else signed: who, as it says.
    NotAnAuthority {
        signed_by: String,
    },
    Several {
        count: usize,
    },
    Over {
        name: String,
        until: Timestamp,
    },
    NotYet {
        name: String,
        from: Timestamp,
    },
}

/// The one authority in a file: PEM or DER, alone or beside the certificates it signed.
pub fn read(file: &[u8], now: Timestamp) -> Result<Authority, BadAuthority> {
    if file.len() > LARGEST_FILE {
        return Err(BadAuthority::TooLarge);
    }
    let mut found = Vec::new();
    for certificate in certificates(file)? {
        let one = Authority::new(certificate).ok_or(BadAuthority::NoCertificate)?;
        if !found.contains(&one) {
            found.push(one);
        }
    }
    let authority = the_one(found)?;
    if authority.until < now {
        return Err(BadAuthority::Over { name: authority.name, until: authority.until });
    }
    if authority.from > now {
        return Err(BadAuthority::NotYet { name: authority.name, from: authority.from });
    }
    Ok(authority)
}

fn certificates(file: &[u8]) -> Result<Vec<Vec<u8>>, BadAuthority> {
    let sections: Vec<(SectionKind, Vec<u8>)> = PemObject::pem_slice_iter(file)
        .collect::<Result<_, _>>()
        .map_err(|_| BadAuthority::NoCertificate)?;
    if sections.is_empty() {
        return Ok(vec![file.to_vec()]);
    }
    use SectionKind::{EcPrivateKey, PrivateKey, RsaPrivateKey};
    if sections.iter().any(|(kind, _)| matches!(kind, EcPrivateKey | PrivateKey | RsaPrivateKey)) {
        return Err(BadAuthority::PrivateKey);
    }
    let certificate = |(kind, der)| (kind == SectionKind::Certificate).then_some(der);
    Ok(sections.into_iter().filter_map(certificate).collect())
}

fn the_one(found: Vec<Authority>) -> Result<Authority, BadAuthority> {
    let (signers, others): (Vec<_>, Vec<_>) = found.into_iter().partition(|one| one.signs_others);
    let count = signers.len();
    // Of a chain, the one that nobody above it signed.
    let mut top: Vec<_> = if count > 1 {
        signers.into_iter().filter(|one| one.self_issued).collect()
    } else {
        signers
    };
    match (top.pop(), top.is_empty(), others.as_slice()) {
        (Some(authority), true, _) => Ok(authority),
        (Some(_), false, _) => Err(BadAuthority::Several { count }),
        (None, _, _) if count > 1 => Err(BadAuthority::Several { count }),
        (None, _, [own]) if own.self_issued => Ok(own.clone()),
        (None, _, [server, ..]) => {
            Err(BadAuthority::NotAnAuthority { signed_by: server.issuer().unwrap_or_default() })
        }
        (None, _, []) => Err(BadAuthority::NoCertificate),
    }
}

impl Authority {
    fn new(der: Vec<u8>) -> Option<Self> {
        let certificate = Certificate::from_der(&der).ok()?;
        // What is kept is what was read, byte for byte.
        if certificate.to_der().ok()? != der {
            return None;
        }
        let told = certificate.tbs_certificate();
        let moment = |time: x509_cert::time::Time| {
            Timestamp::from_second(time.to_unix_duration().as_secs().try_into().ok()?).ok()
        };
        let constraints = told.get_extension::<BasicConstraints>().ok()?;
        Some(Self {
            name: name(told.subject()),
            fingerprint: fingerprint(&der),
            from: moment(told.validity().not_before)?,
            until: moment(told.validity().not_after)?,
            signs_others: constraints.is_some_and(|(_, constraints)| constraints.ca),
            self_issued: told.subject() == told.issuer(),
            der,
        })
    }

    pub fn der(&self) -> &[u8] {
        &self.der
    }

    fn issuer(&self) -> Option<String> {
        let certificate = Certificate::from_der(&self.der).ok()?;
        Some(name(certificate.tbs_certificate().issuer()))
    }
}

impl TryFrom<String> for Authority {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let der = STANDARD.decode(text).map_err(|_| "not base64")?;
        Self::new(der).ok_or("not a certificate")
    }
}

impl From<Authority> for String {
    fn from(authority: Authority) -> Self {
        STANDARD.encode(authority.der)
    }
}

fn name(name: &x509_cert::name::Name) -> String {
    let text = |value: x509_cert::der::Result<Option<_>>| {
        let value: x509_cert::ext::pkix::name::DirectoryString = value.ok()??;
        let text = shown(&value.value());
        (!text.trim().is_empty()).then_some(text)
    };
    text(name.common_name())
        .or_else(|| text(name.organization()))
        .unwrap_or_else(|| shown(&name.to_string()))
}

fn fingerprint(der: &[u8]) -> String {
    let pairs: Vec<String> = Sha256::digest(der).iter().map(|byte| format!("{byte:02X}")).collect();
    pairs.join(":")
}
