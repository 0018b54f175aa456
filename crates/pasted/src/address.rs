//! The one web address in a text: behind its label, in brackets, in a sentence, or in the link
//! that a mail filter made of it.

use std::ops::Range;

use url::Url;

use super::found::NO_LONGER;
use super::labels::has_word;
use super::slot::LONGEST_TEXT;
use super::{mail, signs, tidy};
use connectwise::address::{is_cloud_host, is_file_name};
use connectwise::elsewhere;

/// What a text came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unwrapped {
    pub text: String,
    pub said: Option<String>,
    /// There is more than one.
    pub several: bool,
    /// A rewritten link, and nobody but this filter knows the address in it.
    pub hidden_by: Option<&'static str>,
}

const TAKEN: &str = "Took the address out of the text.";

/// Reads what was pasted for an address. What is none stays as it is.
pub fn address(text: &str) -> Unwrapped {
    let tidied = tidy::tidy(text);
    let whole = tidied.text.as_str();
    let outcome = |text: &str, said: Option<String>| Unwrapped {
        text: text.to_owned(),
        said,
        several: false,
        hidden_by: None,
    };
    if whole.len() > LONGEST_TEXT {
        return outcome(whole, tidied.words());
    }
    let mut decoded = None;
    for _ in 0..3 {
        let text = decoded.as_deref().map_or(whole, String::as_str);
        match tidy::percent(text).filter(|_| encoded(text)) {
            Some(read) => decoded = Some(read),
            None => break,
        }
    }
    let read = decoded.as_deref().map_or(whole, String::as_str);
    let plain = without_defence(read);
    let read = plain.as_deref().unwrap_or(read);
    let mended = with_scheme(read).or(plain.clone());
    let read = mended.as_deref().unwrap_or(read);

    let unseen = |said: &str| match tidied.unseen() {
        Some(unseen) => Some(format!("{said} {unseen}")),
        None => Some(said.to_owned()),
    };
    let (found, hidden_by) = found(read);
    let one = match one_of(read, found) {
        Ok(Some(one)) => one,
        Ok(None) => return Unwrapped { hidden_by, ..outcome(whole, tidied.words()) },
        Err(Several) => return Unwrapped { several: true, ..outcome(whole, tidied.words()) },
    };
    let address = one.address.as_str();
    if address == whole {
        return outcome(whole, tidied.words());
    }
    let bare = tidy::bare(text);
    let said = if one.way == Way::Rewritten {
        unseen("Took the address out of a rewritten link.")
    } else if address == bare.text.as_str() {
        bare.words()
    } else if one.way == Way::Link && (decoded.is_some() || mended.is_some()) {
        unseen("Mended the address.")
    } else {
        unseen(TAKEN)
    };
    outcome(address, said)
}

/// An address in a text.
#[derive(Clone, Debug)]
struct Found {
    address: String,
    site: String,
    way: Way,
    /// A label stands before it that speaks of an address.
    labelled: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Link,
    Rewritten,
    /// Without `https://`; alone in its line or not.
    Bare {
        alone: bool,
    },
}

/// More than one host, and nothing says which.
struct Several;

/// All addresses of a text, each host once, and the filter that hides one.
fn found(text: &str) -> (Vec<Found>, Option<&'static str>) {
    let mut links = links(text);
    // More say no more: there are several.
    links.truncate(40);
    let mut all: Vec<Found> = Vec::new();
    let mut hidden_by = None;
    let mut from = 0;
    for link in links.iter().cloned().chain(std::iter::once(text.len()..text.len())) {
        all.extend(bare_hosts(text, from..link.start.max(from)));
        from = link.end;
        if link.is_empty() {
            continue;
        }
        match unwrapped(&text[link.clone()]) {
            Ok((address, rewritten)) => {
                let site = host(&address).map_or_else(|| address.clone(), |host| site(&host));
                let way = if rewritten { Way::Rewritten } else { Way::Link };
                all.push(Found { address, site, way, labelled: is_labelled(text, link.start) });
            }
            Err(filter) => hidden_by = Some(filter),
        }
    }
    let mut each: Vec<Found> = Vec::new();
    for found in all {
        match each.iter_mut().find(|known| known.site == found.site) {
            // One with its scheme says more.
            Some(known) if matches!(known.way, Way::Bare { .. }) => {
                let labelled = known.labelled || found.labelled;
                *known = Found { labelled, ..found };
            }
            Some(known) => known.labelled |= found.labelled,
            None => each.push(found),
        }
    }
    (each, hidden_by)
}

/// The one that is meant. To ask a host is an act: of several none is picked, but for a site of
/// ConnectWise's cloud whose label says so, or beside pages that are known to be no site.
fn one_of(text: &str, found: Vec<Found>) -> Result<Option<Found>, Several> {
    if let [one] = &found[..] {
        let said = one.labelled || is_cloud_host(&one.site);
        let sure = one.way != Way::Bare { alone: false } || said;
        return Ok(sure.then(|| one.clone()));
    }
    let is_page = |found: &Found| elsewhere::page(&found.site).is_some();
    let (clouds, others): (Vec<Found>, Vec<Found>) =
        found.into_iter().partition(|found| is_cloud_host(&found.site));
    let changed = has_word(text, &[], NO_LONGER) || has_word(text, &[], CHANGED);
    match &clouds[..] {
        [] if others.is_empty() => Ok(None),
        [one] if others.iter().all(is_page) => Ok(Some(one.clone())),
        [one] if one.labelled && !changed && !others.iter().any(|other| other.labelled) => {
            Ok(Some(one.clone()))
        }
        _ => Err(Several),
    }
}

/// Said where an address took the place of another.
const CHANGED: &[&str] =
    &["not", "now", "moved", "nicht", "jetzt", "umgezogen", "pas", "niet", "nu"];

/// An address whose marks are codes.
fn encoded(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    !lower.contains("://") && (lower.contains("http%") || lower.contains("https%"))
}

/// Dots in brackets and the like, which keep an address from being pressed.
fn without_defence(text: &str) -> Option<String> {
    let plain = text
        .replace("[.]", ".")
        .replace("(.)", ".")
        .replace("[:]", ":")
        .replace("hxxp", "http")
        .replace("\\/", "/");
    (plain != text).then_some(plain)
}

/// `https:/host`, `https//host`, `https:\\host`, `https;//host`: none where nothing is amiss.
fn with_scheme(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    // Its first letters were not copied, or one was typed twice.
    for slip in ["ttps", "tps", "ps", "s", "", "htps", "hhttps", "htttps", "httpss", "httos"] {
        let rest = lower.strip_prefix(slip).and_then(|rest| rest.strip_prefix("://"));
        if rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric())) {
            return Some(format!("https://{}", &text[slip.len() + 3..]));
        }
    }
    let at = lower.find("http")?;
    if lower[..at].ends_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let length = if lower[at..].starts_with("https") { 5 } else { 4 };
    let rest = &text[at + length..];
    let marks = rest.len() - rest.trim_start_matches([':', ';', '/', '\\', ' ']).len();
    let (between, host) = rest.split_at(marks);
    let marked = between.contains(['/', '\\']) || between == ":" && host.contains('.');
    let name = host.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    (marked && name && between != "://" && !host.contains("://"))
        .then(|| format!("{}://{host}", &text[..at + length]))
}

/// Each `http://` and `https://` address of a text.
fn links(text: &str) -> Vec<Range<usize>> {
    let lower = text.to_ascii_lowercase();
    let mut links = Vec::new();
    let mut from = 0;
    while let Some(at) = lower[from..].find("://").map(|at| from + at) {
        let start = ["https", "http"].iter().find_map(|scheme| {
            let start = at.checked_sub(scheme.len())?;
            lower.get(start..at).filter(|s| s == scheme).map(|_| start)
        });
        let Some(start) = start else {
            from = at + 3;
            continue;
        };
        let opened = text[..start].chars().next_back();
        let closing = match opened {
            Some('(') => Some(')'),
            Some('<') => Some('>'),
            Some('[') => Some(']'),
            Some('{') => Some('}'),
            _ => None,
        };
        let rest = &text[start..];
        let ends = |c: char| {
            c.is_whitespace()
                || signs::is_quote(c)
                || matches!(c, '<' | '>' | '|')
                || Some(c) == closing
        };
        let end = rest.find(ends).unwrap_or(rest.len());
        let link = &rest[..end];
        from = start + link.len().max(8);
        // `https://https://host`
        let behind = &link[at + 3 - start..];
        if behind.starts_with("http:") || behind.starts_with("https:") {
            from = at + 3;
            continue;
        }
        let of_its_own = |c| match c {
            ')' => link.contains('('),
            '}' => link.contains('{'),
            c => !matches!(c, '.' | ',' | ';' | ':' | '!' | '?'),
        };
        links.push(start..start + link.trim_end_matches(|c| !of_its_own(c)).len());
        while !text.is_char_boundary(from.min(text.len())) {
            from += 1;
        }
        from = from.min(text.len());
    }
    links
}

/// What stands in a link, and whether it was rewritten. An error names the filter.
fn unwrapped(link: &str) -> Result<(String, bool), &'static str> {
    let mut address = link.to_owned();
    let mut rewritten = false;
    // A mail that was forwarded has been through several filters.
    for _ in 0..5 {
        let Ok(url) = Url::parse(&address) else { break };
        let filter = mail::rewriter(&url);
        let site = url.host_str().is_some_and(is_cloud_host);
        if site {
            break;
        }
        match (filter, mail::inner(&url)) {
            (Some(_), Some(inner)) => address = inner,
            (Some(filter), None) => return Err(filter),
            // Somebody else's redirect, to a site that is known.
            (None, Some(inner))
                if Url::parse(&inner).is_ok_and(|u| u.host_str().is_some_and(is_cloud_host))
                    && elsewhere::page(url.host_str().unwrap_or_default()).is_none() =>
            {
                address = inner;
            }
            (None, _) => break,
        }
        rewritten = true;
    }
    Ok((address, rewritten))
}

fn host(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let host = url.host_str()?.trim_end_matches('.').to_owned();
    Some(match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host,
    })
}

/// The site that a host belongs to: of ConnectWise's cloud each has one for its API as well.
fn site(host: &str) -> String {
    let host = host.trim_end_matches('.').to_lowercase();
    let host = host.strip_suffix(":443").unwrap_or(&host);
    let api = host.strip_prefix("api-").filter(|rest| is_cloud_host(rest));
    api.unwrap_or(host).to_owned()
}

/// Hosts without `https://` in a part of a text: in brackets, behind a label, on a line of its
/// own, or in a sentence.
fn bare_hosts(text: &str, part: Range<usize>) -> Vec<Found> {
    let ends = |c: char| {
        c.is_whitespace()
            || signs::is_quote(c)
            || matches!(c, '(' | ')' | '<' | '>' | ',' | ';' | '|')
    };
    let mut hosts = Vec::new();
    let mut at = part.start;
    for word in text[part].split_inclusive(ends) {
        at += word.len();
        // "URL=host", and not "host/?x=1".
        let name = word.split_once('=').filter(|(name, _)| !name.contains(['/', '?', '.']));
        let word = name.map_or(word, |(_, value)| value);
        let start = at - word.len();
        let host = around(word.trim_end_matches(ends));
        if !looks_like_host(host) {
            continue;
        }
        let name = host.split(['/', '?', '#']).next().unwrap_or_default();
        let labelled = is_labelled(text, start);
        let alone = around(line_of(text, start)) == host;
        let whole_name = name.matches('.').count() > 1 || name.contains(':');
        if labelled || alone || whole_name || is_cloud_host(&site(name)) {
            let address = host.to_owned();
            hosts.push(Found { address, site: site(name), way: Way::Bare { alone }, labelled });
        }
    }
    hosts
}

fn line_of(text: &str, at: usize) -> &str {
    let start = text[..at].rfind(signs::is_line_end).map_or(0, |end| end);
    let rest = text[start..].trim_start_matches(signs::is_line_end);
    rest.split(signs::is_line_end).next().unwrap_or_default()
}

/// Whether a label of an address stands before a place: "Site URL: ", "our server is ", or in the
/// line above.
fn is_labelled(text: &str, at: usize) -> bool {
    let before = text[..at]
        .trim_end_matches(|c: char| signs::is_quote(c) || matches!(c, '(' | '<' | '[') || c == ' ');
    let clause = |c: char| {
        signs::is_line_end(c) || matches!(c, '.' | ',' | ';' | '(' | '\u{2013}' | '\u{2014}')
    };
    if before.ends_with(signs::is_line_end) {
        let line = before.trim_end_matches(|c: char| c.is_whitespace() || c == ':');
        return is_label(line.rsplit(clause).next().unwrap_or_default());
    }
    let label = before.strip_suffix([':', '=', '\t', '|']).or_else(|| {
        let is = ["is", "ist", "at", "est", "es"]
            .into_iter()
            .find(|is| before.strip_suffix(is).is_some_and(|rest| rest.ends_with(' ')))?;
        before.strip_suffix(is)
    });
    label.is_some_and(|label| {
        let label = label.rsplit(clause).next().unwrap_or_default();
        is_label(label.rsplit(" - ").next().unwrap_or_default())
    })
}

/// Without brackets and punctuation around it. An IPv6 address has brackets of its own.
fn around(text: &str) -> &str {
    let text = text.trim();
    let v6 = text.starts_with('[') && text.contains(':') && !text.contains("://");
    let opens = |c: char| {
        matches!(c, '(' | '<' | '{') || c == '[' && !v6 || c.is_whitespace() || signs::is_quote(c)
    };
    let closes = |c: char| {
        matches!(c, ')' | '>' | '}' | ',' | ';' | '!' | '?' | '.')
            || c == ']' && !v6
            || c.is_whitespace()
            || signs::is_quote(c)
    };
    text.trim_start_matches(opens).trim_end_matches(closes)
}

fn looks_like_host(text: &str) -> bool {
    let host = text.split(['/', '?', '#']).next().unwrap_or_default();
    let name = host.split(':').next().unwrap_or_default();
    let port =
        host.split_once(':').is_none_or(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
    let last = name.rsplit('.').next().unwrap_or_default();
    let domain = last.chars().count() >= 2
        && last.chars().all(|c| c.is_alphanumeric() || c == '-')
        && last.chars().any(char::is_alphabetic);
    port && name.contains('.')
        && (domain || name.parse::<std::net::Ipv4Addr>().is_ok())
        && !is_file_name(name)
        && !name.starts_with('.')
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
        && !text.contains(char::is_whitespace)
}

/// Whether a text has no words but those of a label of an address.
fn is_label(label: &str) -> bool {
    const WORDS: &[&str] = &[
        "site",
        "url",
        "address",
        "adresse",
        "server",
        "host",
        "hostname",
        "link",
        "website",
        "web",
        "webadresse",
        "psa",
        "connectwise",
        "cw",
        "manage",
        "api",
        "cloud",
        "instance",
        "our",
        "the",
        "your",
        "is",
        "direccion",
        "dirección",
        "adres",
        "seite",
        "sitio",
        "domain",
        "base",
        "endpoint",
    ];
    let words: Vec<String> = label
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let known = |word: &String| WORDS.contains(&word.as_str());
    !words.is_empty() && words.iter().all(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_address_in_a_text_is_taken() {
        let site = "https://na.myconnectwise.net";
        let took = Some(TAKEN);
        let mended = Some("Mended the address.");
        let rewritten = Some("Took the address out of a rewritten link.");
        let cases: &[(&str, &str, Option<&str>)] = &[
            ("https://na.myconnectwise.net", site, None),
            ("Site URL: https://na.myconnectwise.net", site, took),
            ("Site URL\thttps://na.myconnectwise.net", site, took),
            ("ConnectWise PSA\nhttps://na.myconnectwise.net", site, took),
            ("[our PSA](https://na.myconnectwise.net)", site, took),
            ("[https://na.myconnectwise.net](https://na.myconnectwise.net)", site, took),
            ("(https://na.myconnectwise.net)", site, Some("Removed 2 brackets.")),
            ("<https://na.myconnectwise.net>", site, Some("Removed 2 brackets.")),
            ("https://na.myconnectwise.net,", site, Some("Removed 1 comma.")),
            ("\u{feff}https://na.myconnectwise.net", site, Some("Removed 1 byte order mark.")),
            (
                "\u{201c}https://na.myconnectwise.net\u{201d}",
                site,
                Some("Removed 2 quotation marks."),
            ),
            ("We use https://na.myconnectwise.net for tickets.", site, took),
            ("https%3A%2F%2Fna.myconnectwise.net", site, mended),
            ("https:/na.myconnectwise.net", site, mended),
            ("https//na.myconnectwise.net", site, mended),
            ("https:\\\\na.myconnectwise.net", site, mended),
            ("https:na.myconnectwise.net", site, mended),
            ("Address: https:/na.myconnectwise.net", site, mended),
            ("https://https://na.myconnectwise.net", site, took),
            ("PSA https://na.myconnectwise.net, help https://docs.connectwise.com", site, took),
            (
                "na.myconnectwise.net\u{200e}",
                "na.myconnectwise.net",
                Some("Removed 1 left-to-right mark."),
            ),
            ("na.myconnectwise.net.", "na.myconnectwise.net", Some("Removed 1 period.")),
            ("(na.myconnectwise.net)", "na.myconnectwise.net", Some("Removed 2 brackets.")),
            ("Site URL: cw.example-msp.com", "cw.example-msp.com", took),
            ("ConnectWise PSA\ncw.example-msp.com", "cw.example-msp.com", took),
            ("we sign in on na.myconnectwise.net mostly", "na.myconnectwise.net", took),
            (
                "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fna.myconnectwise.net&data=x",
                site,
                rewritten,
            ),
            (
                "https://urldefense.proofpoint.com/v1/url?u=https://na.myconnectwise.net&k=x",
                site,
                rewritten,
            ),
            (
                "https://urldefense.proofpoint.com/v2/url?u=https-3A__na.myconnectwise.net&d=DwMF",
                site,
                rewritten,
            ),
            (
                "https://urldefense.com/v3/__https://na.myconnectwise.net__;!!abc!x$",
                site,
                rewritten,
            ),
            (
                "https://protect-us.mimecast.com/s/abcDEF?domain=na.myconnectwise.net",
                site,
                rewritten,
            ),
            (
                "https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fna.myconnectwise.net&c=E,1,x",
                site,
                rewritten,
            ),
            ("https://www.google.com/url?q=https://na.myconnectwise.net&sa=D", site, rewritten),
            (
                "https://eu-west-1.protection.sophos.com?d=myconnectwise.net&u=aHR0cHM6Ly9uYS5teWNvbm5lY3R3aXNlLm5ldA==&i=x",
                site,
                rewritten,
            ),
            (
                "https://secure-web.cisco.com/1abcDEF/https%3A%2F%2Fna.myconnectwise.net",
                site,
                rewritten,
            ),
            (
                "https://url.avanan.click/v2/___https://na.myconnectwise.net___.YXAz",
                site,
                rewritten,
            ),
            ("https://links.example.org/t?u=https%3A%2F%2Fna.myconnectwise.net", site, rewritten),
            (
                "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Furldefense.com%2Fv3%2F__https%3A%2F%2Fna.myconnectwise.net__%3B!!x&data=1",
                site,
                rewritten,
            ),
        ];
        for (text, expected, said) in cases {
            let read = address(text);
            assert_eq!((read.text.as_str(), read.said.as_deref()), (*expected, *said), "{text}");
        }
    }

    #[test]
    fn what_is_none_or_cannot_be_opened_stays() {
        for text in [
            "two words.example",
            ".example",
            "acme-msp",
            "ftp://na.myconnectwise.net",
            "mailto:joe@acme-msp.example",
            "https://na.myconnectwise.net@evil.example",
            "[fd00::5]:8443",
            "https.example.com",
            "https://na.myconnectwise.net/?x=(y)",
            "cwserver:8443",
            "https://links.example.org/t?u=https%3A%2F%2Fevil.example",
        ] {
            let read = address(text);
            assert_eq!((read.text.as_str(), read.several, read.hidden_by), (text, false, None));
        }
        let read = address("https://protect-us.mimecast.com/s/abcDEF");
        assert_eq!(read.hidden_by, Some("Mimecast"));
        assert!(address("https://a.example and https://b.example").several);
    }
}
