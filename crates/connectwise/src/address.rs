//! Addresses: what a person pastes, which host that is, and where its API answers.
//!
//! Cloud sites are known by their domain. Their API has a host of its own, `api-` and the
//! site's; a company's own server answers on its own host (ConnectWise developer guide).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde::{Deserialize, Serialize};
use url::{Host, Url};

use super::elsewhere;
use ground::look;
use ground::text::misleads;

/// A cloud region: its host, and the words people know it by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    pub host: &'static str,
    pub name: &'static str,
    /// Companies work there; the others are for trying things out.
    pub production: bool,
}

const fn region(host: &'static str, name: &'static str) -> Region {
    Region { host, name, production: true }
}

const fn trial(host: &'static str, name: &'static str) -> Region {
    Region { host, name, production: false }
}

/// Public sources name these; which of `au` and `aus` a company is on, only ConnectWise
/// can say, so they are asked and never guessed.
pub const REGIONS: &[Region] = &[
    region("na.myconnectwise.net", "North America"),
    region("eu.myconnectwise.net", "Europe"),
    region("au.myconnectwise.net", "Australia (au)"),
    region("aus.myconnectwise.net", "Australia (aus)"),
    region("za.myconnectwise.net", "South Africa"),
    trial("staging.connectwisedev.com", "Staging"),
    trial("sandbox-na.myconnectwise.net", "Sandbox NA"),
    trial("sandbox-eu.myconnectwise.net", "Sandbox EU"),
];

pub const CLOUD_DOMAINS: &[&str] = &["myconnectwise.net", "connectwisedev.com"];

/// The host people open ConnectWise on, without `api-`; with a port where one was given.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Site {
    host: String,
    port: Option<u16>,
}

/// Why what was typed is no address Keywright will use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadAddress {
    Empty,
    /// `http://`: what is sent there could be read on the way. The same with https.
    NotEncrypted(Site),
    /// `https://name:password@host`.
    CarriesPassword,
    /// Some other scheme, or nothing that is an address.
    NotAnAddress,
    /// A link-local, multicast or unspecified address, or one that hides such.
    NeverConnectWise(String),
    /// An e-mail address.
    Email,
    /// A page or product of ConnectWise's that is not the PSA, by its name.
    OtherPage {
        host: String,
        page: &'static str,
    },
    /// A link that a mail filter put in place of the address, by the filter's name.
    HiddenBy(&'static str),
    /// More than one address, and nothing says which.
    Several,
}

impl Site {
    /// Reads an address as it stands in an address bar: nothing around it, and of ConnectWise's other
    /// pages none.
    pub fn parse(text: &str) -> Result<Self, BadAddress> {
        let parsed = Self::exactly(text);
        let (Ok(site) | Err(BadAddress::NotEncrypted(site))) = &parsed else { return parsed };
        match elsewhere::page(&site.host) {
            Some(page) => Err(BadAddress::OtherPage { host: site.host.clone(), page }),
            None => parsed,
        }
    }

    /// One address: scheme, path, port, white space and an `api-` of a cloud host are taken off
    /// or kept as they should be.
    fn exactly(text: &str) -> Result<Self, BadAddress> {
        let text = text.trim().trim_matches(['"', '\'', '<', '>', '`']).trim();
        if text.is_empty() {
            return Err(BadAddress::Empty);
        }
        let lower = text.to_ascii_lowercase();
        if ["mailto:", "email:", "e-mail:", "mail:"].iter().any(|mail| lower.starts_with(mail)) {
            return Err(BadAddress::Email);
        }
        let plain = lower.starts_with("http://");
        let scheme = lower.split_once("://").map(|(scheme, _)| scheme);
        let text = match scheme {
            Some("http" | "https") => &text[text.find("://").unwrap_or(0) + 3..],
            Some(_) => return Err(BadAddress::NotAnAddress),
            None => text,
        };
        let authority = text.split(['/', '?', '#', '\\']).next().unwrap_or_default();
        if authority.contains('@') {
            let sentence = authority.contains(char::is_whitespace);
            let bare = !plain && !lower.starts_with("https://");
            let email = bare && (sentence || !authority.contains(':'));
            return Err(if email { BadAddress::Email } else { BadAddress::CarriesPassword });
        }
        let url = Url::parse(&format!("https://{}", authority.trim_end_matches('.')))
            .map_err(|_| BadAddress::NotAnAddress)?;
        if let Some(Host::Domain(name)) = url.host()
            && name.ends_with('.')
        {
            // A last dot before a port, or one that was another script's full stop: without it
            // this may be a cloud host, or an address that is not allowed.
            let site = Self::exactly(&with_port(name.trim_end_matches('.'), url.port()))?;
            return if plain { Err(BadAddress::NotEncrypted(site)) } else { Ok(site) };
        }
        // Nothing answers on port 0.
        if url.port() == Some(0) || scheme.is_none() && is_file_name(authority) {
            return Err(BadAddress::NotAnAddress);
        }
        let host = match url.host() {
            Some(Host::Domain(name))
                if is_name(name) && (name.contains('.') || url.port().is_some()) =>
            {
                name.to_owned()
            }
            // One word: a server's short name on the company's network may be one, but so
            // is a company ID that landed in the wrong field. Ask for the whole name.
            Some(Host::Domain(_)) | None => return Err(BadAddress::NotAnAddress),
            Some(Host::Ipv4(ip)) => {
                let ip = allowed(IpAddr::V4(ip), authority)?.to_string();
                // A date is read as one, and so is a number.
                let written = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
                if written.trim_end_matches('.') != ip {
                    return Err(BadAddress::NotAnAddress);
                }
                ip
            }
            Some(Host::Ipv6(ip)) => format!("[{}]", allowed(IpAddr::V6(ip), authority)?),
        };
        let site = Self::of(host, url.port());
        if plain { Err(BadAddress::NotEncrypted(site)) } else { Ok(site) }
    }

    fn of(host: String, port: Option<u16>) -> Self {
        if is_cloud(&host) {
            let mut site = host.as_str();
            // As often as it stands there: written down and read again, a site is the same.
            while let Some(rest) =
                site.strip_prefix("api-").filter(|rest| is_cloud(rest) && is_name(rest))
            {
                site = rest;
            }
            // Cloud sites answer on 443 alone; a port here is a slip.
            Self { host: site.to_owned(), port: None }
        } else {
            Self { host, port }
        }
    }

    pub fn region(region: Region) -> Self {
        Self { host: region.host.to_owned(), port: None }
    }

    /// Whether the domain is one of ConnectWise's cloud.
    pub fn is_cloud(&self) -> bool {
        is_cloud(&self.host)
    }

    /// Whether a person could take it for a host of ConnectWise's cloud that it is not: the
    /// company's name in it, or nearly so.
    pub fn resembles_cloud(&self) -> bool {
        // Letters of other scripts as they are read, not as they are sent.
        let host = look::without_punycode(&self.host);
        let within = |text: &str| look::distance_within(look::CONNECTWISE, &look::alike(text));
        !self.is_cloud() && (within(&host) <= 1 || host.split('.').any(|part| within(part) <= 2))
    }

    /// "na.myconnectwise.net", "connect.example.com:8443".
    pub fn authority(&self) -> String {
        with_port(&self.host, self.port)
    }

    /// Where the API answers if ConnectWise does not say: `api-` before a cloud host, but for
    /// the sandboxes, which public clients reach without it.
    pub fn api_authority(&self) -> String {
        if self.is_cloud() && !self.host.starts_with("sandbox-") {
            format!("api-{}", self.host)
        } else {
            self.authority()
        }
    }

    /// The host in a text of ConnectWise's that names one, if it belongs to the same cloud as
    /// this site: keys are never sent to another domain.
    pub(super) fn api_host(&self, text: &str) -> Option<String> {
        let text = text.trim();
        let whole = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        let url = Url::parse(&whole).ok()?;
        let host = url.host_str()?;
        let domain = CLOUD_DOMAINS.iter().find(|domain| is_within(&self.host, domain))?;
        let alone = url.username().is_empty() && url.password().is_none() && url.port().is_none();
        (alone && url.scheme() == "https" && is_within(host, domain) && is_name(host))
            .then(|| host.to_owned())
    }

    /// Whether companies work on this site; false for staging and sandboxes.
    pub fn is_production(&self) -> bool {
        REGIONS.iter().find(|r| r.host == self.host).is_none_or(|r| r.production)
    }

    /// The region's name, for a cloud site that is known.
    pub fn region_name(&self) -> Option<&'static str> {
        REGIONS.iter().find(|r| r.host == self.host).map(|r| r.name)
    }
}

impl TryFrom<String> for Site {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::exactly(&text).map_err(|bad| format!("{bad:?}"))
    }
}

impl From<Site> for String {
    fn from(site: Site) -> Self {
        site.authority()
    }
}

fn with_port(host: &str, port: Option<u16>) -> String {
    match port {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

/// Quotation marks and the like may stand in a URL's host, and in no name of a server.
fn is_name(host: &str) -> bool {
    !host.starts_with('.')
        && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_'))
}

/// "Report.xlsx": a name of a file, with an ending that is no domain's; of those that are both,
/// one without a third part.
pub fn is_file_name(text: &str) -> bool {
    const FILES: &[&str] = &[
        "xlsx", "xls", "docx", "doc", "pptx", "pdf", "txt", "csv", "rtf", "png", "jpg", "jpeg",
        "gif", "html", "htm", "aspx", "php", "json", "xml", "yml", "yaml", "toml", "ini", "log",
        "exe", "msi", "dll", "bat", "cmd", "ps1", "lnk", "url", "eml", "msg", "kdbx", "pem", "pfx",
    ];
    const BOTH: &[&str] = &["md", "zip", "sh", "py", "rs", "pl"];
    let Some((name, ending)) = text.rsplit_once('.') else { return false };
    let ending = ending.to_ascii_lowercase();
    FILES.contains(&ending.as_str()) || BOTH.contains(&ending.as_str()) && !name.contains('.')
}

/// Whether a host is in ConnectWise's cloud.
pub fn is_cloud_host(host: &str) -> bool {
    is_cloud(host) && is_name(host)
}

fn is_cloud(host: &str) -> bool {
    CLOUD_DOMAINS.iter().any(|domain| is_within(host, domain))
}

fn is_within(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.'))
}

fn allowed(ip: IpAddr, written: &str) -> Result<IpAddr, BadAddress> {
    if never_connectwise(ip) {
        Err(BadAddress::NeverConnectWise(written.to_owned()))
    } else {
        Ok(ip)
    }
}

/// Addresses on which no ConnectWise server can be, but where something of this computer
/// or of its cloud answers. Private ranges are allowed: companies run their own servers. So
/// is loopback: some sit at that server, or reach it through a tunnel on their own computer.
/// It is asked over https and has to prove its name like any other.
pub fn never_connectwise(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => never_v4(ip),
        IpAddr::V6(ip) => match embedded(ip) {
            Some(inner) => never_v4(inner),
            None => {
                METADATA_V6.contains(&ip)
                    || ip.is_unspecified()
                    || ip.is_multicast()
                    // Link-local, and the site-local range given up in 2004 (RFC 3879).
                    || matches!(ip.segments()[0] & 0xffc0, 0xfe80 | 0xfec0)
                    // Teredo: a home computer behind a router, never a server.
                    || ip.segments()[..2] == [0x2001, 0]
                    || never_local_nat64(ip)
            }
        },
    }
}

/// Where clouds answer their own machines about themselves, outside the link-local range.
const METADATA: [Ipv4Addr; 3] = [
    Ipv4Addr::new(100, 100, 100, 200),
    Ipv4Addr::new(168, 63, 129, 16),
    Ipv4Addr::new(192, 0, 0, 192),
];
const METADATA_V6: [Ipv6Addr; 4] = [
    Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254),
    Ipv6Addr::new(0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254),
    Ipv6Addr::new(0xfd00, 0xc1, 0, 0, 0, 0, 0xa9fe, 0xa9fe),
    Ipv6Addr::new(0xfd00, 0x42, 0, 0, 0, 0, 0, 0x42),
];

fn never_v4(ip: Ipv4Addr) -> bool {
    METADATA.contains(&ip)
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_broadcast()
        || ip.octets()[0] == 0
}

/// Whether 64:ff9b:1::/48, NAT64's range for a network's own use (RFC 8215), holds such an
/// address. Where in it is the network's choice (RFC 6052, 2.2): each place is looked at
/// behind which all is zero. The others of an address read as 0.x, which alone says nothing.
fn never_local_nat64(ip: Ipv6Addr) -> bool {
    let o = ip.octets();
    if o[..6] != [0, 0x64, 0xff, 0x9b, 0, 1] {
        return false;
    }
    let places = [[6, 7, 9, 10], [7, 9, 10, 11], [9, 10, 11, 12], [12, 13, 14, 15]];
    let inner = places.into_iter().filter_map(|[a, b, c, d]| {
        let ends = o[d + 1..].iter().all(|octet| *octet == 0);
        (ends && o[a] != 0).then(|| Ipv4Addr::new(o[a], o[b], o[c], o[d]))
    });
    let inner: Vec<Ipv4Addr> = inner.collect();
    inner.is_empty() || inner.into_iter().any(never_v4)
}

/// The IPv4 address inside `::ffff:a.b.c.d`, `::a.b.c.d`, NAT64, 6to4 and ISATAP forms.
fn embedded(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let s = ip.segments();
    let last = |a: u16, b: u16| {
        let ([a, b], [c, d]) = (a.to_be_bytes(), b.to_be_bytes());
        Ipv4Addr::new(a, b, c, d)
    };
    match s {
        [0, 0, 0, 0, 0, 0, 0, 0 | 1] => None,
        [0, 0, 0, 0, 0, 0 | 0xffff, a, b] => Some(last(a, b)),
        [0, 0, 0, 0, 0xffff, 0, a, b] => Some(last(a, b)),
        [0x64, 0xff9b, 0, 0, 0, 0, a, b] => Some(last(a, b)),
        [0x2002, a, b, ..] => Some(last(a, b)),
        [first, .., 0 | 0x200, 0x5efe, a, b] if first & 0xffc0 != 0xfe80 => Some(last(a, b)),
        _ => None,
    }
}

/// Why a company ID cannot be one. It is kept in the case it was typed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadCompanyId {
    Empty,
    Url,
    Email,
    /// `+` and `:` divide the parts of a sign-in; others nobody sees.
    Delimiter(char),
    Spaces,
    /// It ends in dots: the rest was not copied.
    Cut,
}

fn is_odd_in_name(c: char) -> bool {
    "+:/\\?#%@*\"<>|()[]{},;=\u{2022}\u{25cf}".contains(c) || c.is_control() || misleads(c)
}

pub fn company_id(text: &str) -> Result<&str, BadCompanyId> {
    let text = text.trim();
    if text.is_empty() {
        Err(BadCompanyId::Empty)
    } else if text.contains("://") || text.contains(".myconnectwise.") {
        Err(BadCompanyId::Url)
    } else if text.trim_start_matches('@').contains('@') {
        Err(BadCompanyId::Email)
    } else if text.ends_with("..") || text.ends_with('\u{2026}') {
        Err(BadCompanyId::Cut)
    } else if let Some(c) = text.chars().find(|c| is_odd_in_name(*c)) {
        Err(BadCompanyId::Delimiter(c))
    } else if text.contains(char::is_whitespace) {
        Err(BadCompanyId::Spaces)
    } else {
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_that_looks_like_connectwises_cloud_is_told_from_one() {
        for host in [
            "na.myconnectwise.net.evil.example",
            "na.myconnectwlse.net",
            "na.my-connectwise.net",
            "na.myconnectwise.com",
            "evilmyconnectwise.net",
            "myconnectwise.net",
            "na.rnyconnectwise.net",
            "na.myconnectw\u{456}se.net",
            "na.myconne\u{441}twise.net",
            "na.myconectwise.net",
            "na.mycomnectwise.net",
            "connectwise.example.com",
            "connect.wise.example",
        ] {
            let site = Site::parse(host).unwrap();
            assert!(site.resembles_cloud() && !site.is_cloud(), "{host}");
        }
        for host in [
            "na.myconnectwise.net",
            "api-eu.myconnectwise.net",
            "staging.connectwisedev.com",
            "cw.example.com",
            "connect.yourcompany.com",
            "10.0.0.5",
            "psa.acme-msp.example:8443",
        ] {
            assert!(!Site::parse(host).unwrap().resembles_cloud(), "{host}");
        }
    }

    #[test]
    fn the_api_host_is_the_sites_with_api_before_it_in_the_cloud_alone() {
        let api = |text| Site::parse(text).unwrap().api_authority();
        assert_eq!(api("na.myconnectwise.net"), "api-na.myconnectwise.net");
        assert_eq!(api("api-na.myconnectwise.net"), "api-na.myconnectwise.net");
        assert_eq!(api("connect.example.com:8443"), "connect.example.com:8443");
        assert_eq!(api("evilmyconnectwise.net"), "evilmyconnectwise.net");
    }

    #[test]
    fn a_company_id_keeps_its_case_and_what_is_none_is_named() {
        assert_eq!(company_id("  AcmeMSP "), Ok("AcmeMSP"));
        assert_eq!(company_id(""), Err(BadCompanyId::Empty));
        assert_eq!(company_id("acme+key"), Err(BadCompanyId::Delimiter('+')));
        assert_eq!(company_id("https://na.myconnectwise.net"), Err(BadCompanyId::Url));
        assert_eq!(company_id("joe@acme.com"), Err(BadCompanyId::Email));
        assert_eq!(company_id("acme-ms..."), Err(BadCompanyId::Cut));
        assert_eq!(company_id("****"), Err(BadCompanyId::Delimiter('*')));
        assert_eq!(company_id("@acme"), Err(BadCompanyId::Delimiter('@')));
        assert_eq!(company_id("acme\tmsp"), Err(BadCompanyId::Delimiter('\t')));
        assert_eq!(company_id("acme\u{200b}msp"), Err(BadCompanyId::Delimiter('\u{200b}')));
        assert_eq!(company_id("Acme Managed Services"), Err(BadCompanyId::Spaces));
    }
}
