//! The one web address in a text: behind its label, in brackets, in a sentence, or in the link
//! that a mail filter made of it.

use url::Url;

use super::{LONGEST_TEXT, mail, signs, tidy};
use crate::connectwise::address::is_cloud_host;

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

    let mut links = links(read);
    // More say no more: there are several.
    links.truncate(40);
    let mut found: Vec<(String, bool)> = Vec::new();
    let mut hidden_by = None;
    for link in &links {
        match unwrapped(link) {
            Ok((address, rewritten)) => {
                if found.iter().all(|(known, _)| host(known) != host(&address)) {
                    found.push((address, rewritten));
                }
            }
            Err(filter) => hidden_by = Some(filter),
        }
    }
    if found.len() > 1 {
        let cloud =
            |(address, _): &&(String, bool)| host(address).is_some_and(|h| is_cloud_host(&h));
        let mut sites = found.iter().filter(cloud);
        if let (Some(one), None) = (sites.next(), sites.next()) {
            found = vec![one.clone()];
        }
    }
    let unseen = |said: &str| match tidied.unseen() {
        Some(unseen) => Some(format!("{said} {unseen}")),
        None => Some(said.to_owned()),
    };
    match (&found[..], hidden_by) {
        ([(address, true)], _) => {
            return outcome(address, unseen("Took the address out of a rewritten link."));
        }
        ([(address, false)], _) if *address == whole => return outcome(whole, tidied.words()),
        ([(address, false)], _) => {
            let bare = tidy::bare(text);
            let said = if *address == *bare.text {
                bare.words()
            } else if decoded.is_some() || mended.is_some() {
                unseen("Mended the address.")
            } else {
                unseen(TAKEN)
            };
            return outcome(address, said);
        }
        ([], Some(filter)) => {
            return Unwrapped { hidden_by: Some(filter), ..outcome(whole, tidied.words()) };
        }
        ([], None) => {}
        _ => return Unwrapped { several: true, ..outcome(whole, tidied.words()) },
    }
    let (host, several) = bare_host(read);
    if several {
        return Unwrapped { several: true, ..outcome(whole, tidied.words()) };
    }
    match host {
        Some(host) if host == whole => outcome(whole, tidied.words()),
        Some(host) => {
            let bare = tidy::bare(text);
            let said = if host == bare.text.as_str() { bare.words() } else { unseen(TAKEN) };
            outcome(host, said)
        }
        None => outcome(whole, tidied.words()),
    }
}

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
fn links(text: &str) -> Vec<&str> {
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
        links.push(link.trim_end_matches(|c| !of_its_own(c)));
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
                    && crate::connectwise::elsewhere::page(url.host_str().unwrap_or_default())
                        .is_none() =>
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

/// A host without `https://`: alone in its brackets, behind its label, or on its own line; and
/// whether there are several.
fn bare_host(text: &str) -> (Option<&str>, bool) {
    let alone = around(text);
    if looks_like_host(alone) {
        return (Some(alone), false);
    }
    let mut hosts: Vec<&str> = Vec::new();
    for line in text.split(signs::is_line_end) {
        let line = around(line);
        let value = behind_label(line).map_or(line, around);
        if looks_like_host(value) && !hosts.contains(&value) {
            hosts.push(value);
        }
    }
    if let [one] = hosts[..] {
        return (Some(one), false);
    }
    // In a sentence: a site that is known.
    let ends = |c: char| {
        c.is_whitespace()
            || signs::is_quote(c)
            || matches!(c, '(' | ')' | '<' | '>' | ',' | ';' | '|' | '=')
    };
    let mut sites: Vec<&str> = Vec::new();
    for word in text.split(ends) {
        let word = around(word);
        let host = word.split(['/', '?', '#']).next().unwrap_or_default();
        if is_cloud_host(&host.to_ascii_lowercase()) && !sites.contains(&word) {
            sites.push(word);
        }
    }
    match sites[..] {
        [one] if one.len() < text.len() => (Some(one), false),
        _ => (None, sites.len() > 1),
    }
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
    port && name.contains('.')
        && !name.starts_with('.')
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
        && !text.contains(char::is_whitespace)
        && last.chars().count() >= 2
}

/// "Site URL: host", "Server<tab>host": what stands after a label of an address.
fn behind_label(line: &str) -> Option<&str> {
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
    let at = line.find([':', '=', '\t', '|']).or_else(|| line.find(" is ").map(|at| at + 3))?;
    let (label, rest) = line.split_at(at);
    let words: Vec<String> = label
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let known = |word: &String| WORDS.contains(&word.as_str());
    (!words.is_empty() && words.iter().all(known))
        .then(|| rest.trim_start_matches([':', '=', '\t', '|', ' ']))
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
