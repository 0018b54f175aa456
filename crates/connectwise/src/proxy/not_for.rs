//! The hosts that are reached without the proxy: `NO_PROXY`, and `ProxyOverride` of Windows.

use std::net::IpAddr;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NotFor(Vec<Rule>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Rule {
    All,
    /// This host, and all below it.
    Below(String),
    /// A network, by the length of the part that counts.
    Network(IpAddr, u8),
    /// `*` stands for anything; the port, where one is named.
    Like(String, Option<u16>),
    /// `<local>`: names without a dot.
    Local,
}

impl NotFor {
    /// As curl reads it: commas between them, here blanks too; a domain holds all below it.
    pub fn of_the_environment(text: &str) -> Self {
        let parts = text.split([',', ' ', '\t', ';']).map(str::trim);
        let rule = |part: &str| match part.trim_start_matches("*.").trim_start_matches('.') {
            "*" => Rule::All,
            domain => network(part).unwrap_or_else(|| Rule::Below(domain.to_ascii_lowercase())),
        };
        Self(parts.filter(|part| !part.is_empty()).map(rule).collect())
    }

    /// Semicolons or blanks between them; `*` anywhere; an entry may name a scheme and a port.
    pub fn and_of_windows(&mut self, text: &str) {
        for part in text.split([';', ' ', '\t', ',', '\0']).filter(|part| !part.is_empty()) {
            let part = part.to_ascii_lowercase();
            let host = part.strip_prefix("https://").unwrap_or(&part);
            match host {
                "<local>" => self.0.push(Rule::Local),
                // Of another scheme, or a rule of Windows' own.
                _ if host.contains("://") || host.starts_with('<') => {}
                _ => self.0.push(network(host).unwrap_or_else(|| like(host))),
            }
        }
    }

    /// This computer itself is never reached through a proxy.
    pub fn holds(&self, host: &str, port: u16) -> bool {
        let host = host.to_ascii_lowercase();
        let host = host.trim_matches(['[', ']']);
        let ip = host.parse::<IpAddr>().ok();
        let itself = match ip {
            Some(ip) => ip.is_loopback(),
            None => host == "localhost" || host.ends_with(".localhost"),
        };
        itself || self.0.iter().any(|rule| rule.holds(host, ip, port))
    }
}

impl Rule {
    fn holds(&self, host: &str, ip: Option<IpAddr>, asked: u16) -> bool {
        match self {
            Self::All => true,
            Self::Below(domain) => {
                let above = host.strip_suffix(domain.as_str());
                above.is_some_and(|above| above.is_empty() || above.ends_with('.'))
            }
            Self::Network(network, length) => ip.is_some_and(|ip| within(ip, *network, *length)),
            Self::Like(pattern, port) => {
                port.is_none_or(|port| port == asked) && matches(pattern, host)
            }
            Self::Local => ip.is_none() && !host.contains('.'),
        }
    }
}

/// `10.0.0.0/8`, `fd00::/8`, or one address.
fn network(text: &str) -> Option<Rule> {
    let (address, length) = text.split_once('/').unwrap_or((text, ""));
    let address: IpAddr = address.trim_matches(['[', ']']).parse().ok()?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    let length = if text.contains('/') { length.parse().ok()? } else { most };
    (length <= most).then_some(Rule::Network(address, length))
}

fn within(ip: IpAddr, network: IpAddr, length: u8) -> bool {
    let same = |one: u128, other: u128, bits: u8| {
        let shift = u32::from(bits - length);
        one.checked_shr(shift).unwrap_or(0) == other.checked_shr(shift).unwrap_or(0)
    };
    match (ip, network) {
        (IpAddr::V4(one), IpAddr::V4(other)) => {
            same(u32::from(one).into(), u32::from(other).into(), 32)
        }
        (IpAddr::V6(one), IpAddr::V6(other)) => same(one.into(), other.into(), 128),
        _ => false,
    }
}

fn like(host: &str) -> Rule {
    let port = |text: &str| text.parse::<u16>().ok();
    let (host, port) = match host.rsplit_once(':') {
        Some((before, after)) if port(after).is_some() && !before.ends_with(':') => {
            (before, port(after))
        }
        _ => (host, None),
    };
    // ".example.com" is "*.example.com".
    let star = if host.starts_with('.') { "*" } else { "" };
    Rule::Like(format!("{star}{host}").trim_matches(['[', ']']).to_owned(), port)
}

/// Whether a text is like a pattern, in which `*` stands for any part.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut left) = parts.next().and_then(|first| text.strip_prefix(first)) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return left.is_empty() };
    for part in parts {
        match left.find(part) {
            Some(at) => left = &left[at + part.len()..],
            None => return false,
        }
    }
    left.ends_with(last)
}
