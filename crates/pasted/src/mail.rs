//! Links that a mail filter or a search page put in place of the real one. The real one stands
//! in them, in one of a few ways; where it does not, nobody but the filter knows it.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use url::Url;

use super::tidy::percent;
use connectwise::address::is_cloud_host;

/// The domains of filters, and their names.
const FILTERS: &[(&str, &str)] = &[
    ("safelinks.protection.outlook.com", "Outlook Safe Links"),
    ("safelinks.protection.office365.us", "Outlook Safe Links"),
    ("safelinks.protection.partner.outlook.cn", "Outlook Safe Links"),
    ("safelinks.office.net", "Outlook Safe Links"),
    ("urldefense.proofpoint.com", "Proofpoint"),
    ("urldefense.com", "Proofpoint"),
    ("urldefense.us", "Proofpoint"),
    ("protect.mimecast.com", "Mimecast"),
    ("mimecast.com", "Mimecast"),
    ("mimecastprotect.com", "Mimecast"),
    ("linkprotect.cudasvc.com", "Barracuda"),
    ("protection.sophos.com", "Sophos"),
    ("secure-web.cisco.com", "Cisco"),
    ("ctp.trendmicro.com", "Trend Micro"),
    ("protect2.fireeye.com", "Trellix"),
    ("fireeye.com", "Trellix"),
    ("clicktime.symantec.com", "Symantec"),
    ("clicktime.cloud.postoffice.net", "Symantec"),
    ("avanan.click", "Check Point"),
    ("url-protection.com", "Check Point"),
    ("protect.checkpoint.com", "Check Point"),
    ("hornetsecurity.com", "Hornetsecurity"),
    ("zixcentral.com", "Zix"),
    ("emailprotection.link", "Intermedia"),
    ("inky.com", "Inky"),
    ("slack-redir.net", "Slack"),
    ("l.facebook.com", "Facebook"),
    ("trustwave.com", "Trustwave"),
    ("mailcontrol.com", "Forcepoint"),
    ("fortimailcloud.com", "Fortinet"),
    ("urlsand.esvalabs.com", "Libraesva"),
    ("antispamcloud.com", "SpamExperts"),
    ("mailguard.com.au", "MailGuard"),
    ("vadesecure.com", "Vade"),
];

/// Pages that lead elsewhere, by their whole address.
const REDIRECTS: &[(&str, &str, &str)] = &[
    ("google.", "/url", "Google"),
    ("linkedin.com", "/redir", "LinkedIn"),
    ("linkedin.com", "/safety", "LinkedIn"),
    ("teams.cdn.office.net", "/evergreen-assets/safelinks", "Teams"),
    ("bing.com", "/ck/", "Bing"),
    ("duckduckgo.com", "/l/", "DuckDuckGo"),
    ("youtube.com", "/redirect", "YouTube"),
];

/// Whose link it is, where it is a rewritten one.
pub fn rewriter(url: &Url) -> Option<&'static str> {
    let host = url.host_str()?;
    let within = |domain: &str| {
        host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    if let Some((_, name)) = FILTERS.iter().find(|(domain, _)| within(domain)) {
        return Some(name);
    }
    REDIRECTS.iter().find_map(|(domain, path, name)| {
        let here = match domain.strip_suffix('.') {
            Some(first) => host.split('.').any(|label| label == first),
            None => within(domain),
        };
        (here && url.path().starts_with(path)).then_some(*name)
    })
}

/// The address that stands in a link, in any of the ways in which one is put there.
pub fn inner(url: &Url) -> Option<String> {
    let text = url.as_str();
    // Between lines: .../v3/__https://host/path__;...  .../v2/___https://host/path___...
    for line in ["___", "__"] {
        if let Some((_, rest)) = text.split_once(&format!("/{line}http")) {
            let whole = format!("http{rest}");
            let end = whole.find(line).unwrap_or(whole.len());
            // One slash is written as a star, or is lost on the way.
            let whole = whole[..end].replacen(":/*", "://", 1);
            return address(&match whole.split_once(":/") {
                Some((scheme, rest)) if !rest.starts_with('/') => format!("{scheme}://{rest}"),
                _ => whole,
            });
        }
    }
    let of = |names: &[&str]| {
        url.query_pairs()
            .find(|(name, _)| names.contains(&name.to_ascii_lowercase().as_str()))
            .map(|(_, value)| value.into_owned())
    };
    // Its own code: "-" for "%", "_" for "/".
    let own_code = |value: &str| {
        let lower = value.to_ascii_lowercase();
        (lower.starts_with("http-3a") || lower.starts_with("https-3a"))
            .then(|| value.replace('_', "/").replace('-', "%"))
            .and_then(|value| percent(&value).map(|value| value.to_string()))
    };
    let named = [
        "url",
        "u",
        "q",
        "a",
        "o",
        "target",
        "dest",
        "destination",
        "link",
        "to",
        "uddg",
        "redirect",
    ];
    for name in named {
        let Some(value) = of(&[name]) else { continue };
        let host = || is_cloud_host(&value).then(|| format!("https://{value}"));
        let read = own_code(&value).or_else(|| address(&value)).or_else(|| packed(&value));
        let read = read.or_else(host);
        if let Some(found) = read.as_deref().and_then(address) {
            return Some(found);
        }
    }
    // A path that ends in an address.
    let path = url.path();
    let lower = path.to_ascii_lowercase();
    if let Some(at) = lower.find("/http%3a").or_else(|| lower.find("/https%3a")) {
        return address(&path[at + 1..]);
    }
    // The host alone.
    of(&["domain"])
        .filter(|host| host.contains('.'))
        .and_then(|host| address(&format!("https://{host}")))
}

/// A text that is an address, with its codes read.
fn address(text: &str) -> Option<String> {
    let mut text = text.to_owned();
    for _ in 0..3 {
        let lower = text.get(..8).unwrap_or(&text).to_ascii_lowercase();
        if lower.starts_with("http://") || lower.starts_with("https://") {
            return Some(text);
        }
        text = percent(&text)?.to_string();
    }
    None
}

fn packed(text: &str) -> Option<String> {
    let text = text.trim_end_matches('=');
    let read = URL_SAFE_NO_PAD.decode(text).or_else(|_| STANDARD_NO_PAD.decode(text)).ok()?;
    address(std::str::from_utf8(&read).ok()?)
}
