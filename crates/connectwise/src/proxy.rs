//! The way out of this network: directly, or through the proxy that this computer is set to use.
//! The settings are read here and handed to the client library, which would take text like
//! Windows' `http=...;https=...` for no proxy at all, and go out directly. So what is said of the
//! way is what was done. What is read from where: docs/network.md.

mod not_for;
mod system;
mod texts;

use url::Url;

use super::cause::ProxyFault;
use ground::text::shown;
use not_for::NotFor;
pub use texts::{Texts, Windows};

/// What this computer is set to.
#[derive(Clone, Debug)]
pub struct Settings {
    way: Way,
    not_for: NotFor,
    unread: Option<Unread>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Way {
    Direct,
    Through(Proxy),
    /// There is a proxy, and Keywright cannot use it. Going out directly instead is not for it
    /// to decide.
    Blocked(Named),
    /// As the client library finds it: on macOS, whose settings take code that is not safe.
    Library,
}

/// A proxy, by its name and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub name: Option<String>,
    pub fault: ProxyFault,
}

#[derive(Clone, PartialEq, Eq)]
struct Proxy {
    /// May hold a password.
    url: Url,
    name: String,
}

impl std::fmt::Debug for Proxy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

/// A way that other programs may take, and Keywright does not.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Unread {
    /// Its address.
    Script(String),
    Services(String),
    /// Looking for a script is switched on, as it is on many computers. There may be none.
    Detection,
}

impl Settings {
    /// Whatever is set: to this computer itself.
    pub fn direct() -> Self {
        Self { way: Way::Direct, not_for: NotFor::default(), unread: None }
    }

    pub fn of_this_computer() -> Self {
        let settings = Self::new(&system::texts());
        match settings.way {
            Way::Direct if cfg!(target_os = "macos") => Self { way: Way::Library, ..settings },
            _ => settings,
        }
    }

    /// The environment counts before the settings of Windows.
    pub fn new(texts: &Texts) -> Self {
        let mut not_for = NotFor::of_the_environment(&texts.no_proxy);
        let set = texts.environment.iter().find(|(_, text)| !bare(text).is_empty());
        if let Some((variable, text)) = set {
            // A variable that is set asks for a proxy: without one for https it cannot be used.
            let way = for_https(text).unwrap_or(Err(ProxyFault::Unreadable));
            return Self { way: Way::of(way, text, variable), not_for, unread: None };
        }
        let Some(windows) = &texts.windows else {
            return Self { not_for, ..Self::direct() };
        };
        let blob = Blob::read(&windows.connection).unwrap_or_default();
        let by_hand = match windows.enabled {
            Some(enabled) => enabled.then_some((&windows.server, &windows.not_for)),
            None => blob.by_hand().then_some((&blob.server, &blob.not_for)),
        };
        let way = by_hand.and_then(|(server, not_for_windows)| {
            not_for.and_of_windows(not_for_windows);
            Some(Way::of(for_https(server)?, server, "the settings of Windows"))
        });
        Self { way: way.unwrap_or(Way::Direct), not_for, unread: unread(windows, &blob) }
    }

    fn way_to(&self, authority: &str) -> &Way {
        if self.is_apart(authority) { &Way::Direct } else { &self.way }
    }

    /// Whether this host, with its port where it has one, is reached without a proxy.
    fn is_apart(&self, authority: &str) -> bool {
        Url::parse(&format!("https://{authority}")).is_ok_and(|url| self.holds(&url))
    }

    fn holds(&self, url: &Url) -> bool {
        let port = url.port_or_known_default().unwrap_or(443);
        url.host_str().is_some_and(|host| self.not_for.holds(host, port))
    }

    /// What stands in the way to this host before anything is asked.
    pub fn blocked(&self, authority: &str) -> Option<&Named> {
        match self.way_to(authority) {
            Way::Blocked(named) => Some(named),
            Way::Direct | Way::Through(_) | Way::Library => None,
        }
    }

    /// The proxy on the way to this host, without the password it may hold.
    pub fn name(&self, authority: &str) -> Option<String> {
        match self.way_to(authority) {
            Way::Through(proxy) => Some(proxy.name.clone()),
            Way::Blocked(named) => named.name.clone(),
            Way::Direct | Way::Library => None,
        }
    }

    /// What Keywright did not try on the way to this host: where no connection came about, that
    /// may be why. `certainly`: leaves out what may not be there.
    pub fn untried(&self, authority: &str, certainly: bool) -> Option<Named> {
        // Where a rule says "directly", the rule was followed.
        if self.way != Way::Direct || self.is_apart(authority) {
            return None;
        }
        let (name, fault) = match self.unread.clone()? {
            Unread::Script(address) => (Some(address), ProxyFault::Script),
            Unread::Services(name) => (Some(name), ProxyFault::OfServices),
            Unread::Detection if certainly => return None,
            Unread::Detection => (None, ProxyFault::Detection),
        };
        Some(Named { name, fault })
    }

    /// Makes a client go this way.
    pub fn lead(&self, client: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
        match &self.way {
            Way::Library => client,
            Way::Direct | Way::Blocked(_) => client.no_proxy(),
            Way::Through(proxy) => {
                let (settings, proxy) = (self.clone(), proxy.url.clone());
                client.no_proxy().proxy(reqwest::Proxy::custom(move |url| {
                    (!settings.holds(url)).then(|| proxy.clone())
                }))
            }
        }
    }
}

impl Way {
    /// `place`: what is named where no address can be read. Not the text: it may hold a password.
    fn of(read: Result<Proxy, ProxyFault>, text: &str, place: &str) -> Self {
        match read {
            Ok(proxy) => Self::Through(proxy),
            Err(ProxyFault::Unspoken) => {
                Self::Blocked(Named { name: socks(text), fault: ProxyFault::Unspoken })
            }
            Err(fault) => Self::Blocked(Named { name: Some(place.to_owned()), fault }),
        }
    }
}

/// The address for https in a text that names one proxy, or one for each scheme; nothing where
/// it names others alone.
fn for_https(text: &str) -> Option<Result<Proxy, ProxyFault>> {
    let text = bare(text);
    match entry(&text) {
        Entry::Address("") => None,
        Entry::Address(address) => Some(Proxy::parse(address)),
        Entry::Socks(_) => Some(Err(ProxyFault::Unspoken)),
        Entry::None => None,
    }
}

/// The SOCKS proxy that a text names, as it is shown.
fn socks(text: &str) -> Option<String> {
    let text = bare(text);
    let (Entry::Address(address) | Entry::Socks(address)) = entry(&text) else { return None };
    let (scheme, rest) = address.split_once("://").unwrap_or(("socks", address));
    // Parsed as http: of other schemes a host is not read.
    let url = Url::parse(&format!("http://{rest}")).ok()?;
    Some(format!("{}://{}", scheme.to_ascii_lowercase(), host_and_port(&url)?))
}

enum Entry<'t> {
    Address(&'t str),
    Socks(&'t str),
    None,
}

/// Of `http=a:1;https=b:2;socks=c:3`, the one for https; of a plain address, that. Windows takes
/// semicolons and blanks between them; an entry without a scheme is for all, and SOCKS is for
/// what has no entry of its own.
fn entry(text: &str) -> Entry<'_> {
    const SCHEMES: [&str; 7] = ["http", "https", "ftp", "gopher", "socks", "socks4", "socks5"];
    let entries = || {
        text.split([';', ' ']).filter(|part| !part.is_empty()).map(|part| {
            match part.split_once('=') {
                Some((scheme, address)) => {
                    match SCHEMES.iter().find(|known| known.eq_ignore_ascii_case(scheme)) {
                        Some(known) => (Some(*known), address),
                        None => (None, part),
                    }
                }
                None => (None, part),
            }
        })
    };
    let of = |wanted: fn(Option<&str>) -> bool| {
        entries().find(|(scheme, address)| wanted(*scheme) && !address.is_empty())
    };
    if entries().all(|(scheme, _)| scheme.is_none()) {
        // A password may hold anything; else it is a list, of which the first one is taken.
        let whole = text.contains('@') || !text.contains([';', ' ']);
        let first = entries().next().map_or("", |(_, address)| address);
        return Entry::Address(if whole { text } else { first });
    }
    if let Some((_, address)) =
        of(|scheme| scheme == Some("https")).or_else(|| of(|scheme| scheme.is_none()))
    {
        return Entry::Address(address);
    }
    match of(|scheme| scheme.is_some_and(|scheme| scheme.starts_with("socks"))) {
        Some((_, address)) => Entry::Socks(address),
        None => Entry::None,
    }
}

/// Without what people leave around it, and with single blanks within.
fn bare(text: &str) -> String {
    let around = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '\0' | '\u{feff}');
    let words: Vec<&str> = text.trim_matches(around).split_whitespace().collect();
    words.join(" ").replace(" =", "=").replace("= ", "=")
}

impl Proxy {
    fn parse(address: &str) -> Result<Self, ProxyFault> {
        let (scheme, rest) = address.split_once("://").unwrap_or(("http", address));
        let scheme = scheme.to_ascii_lowercase();
        if scheme.starts_with("socks") {
            return Err(ProxyFault::Unspoken);
        }
        let known = matches!(scheme.as_str(), "http" | "https");
        let url = known.then(|| Url::parse(&format!("{scheme}://{rest}")).ok()).flatten();
        let url = url.ok_or(ProxyFault::Unreadable)?;
        let name = host_and_port(&url).ok_or(ProxyFault::Unreadable)?;
        Ok(Self { url, name })
    }
}

/// None where a host has characters that no host has: text that was taken for an address.
fn host_and_port(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
    let port = url.port().map_or(String::new(), |port| format!(":{port}"));
    (!host.is_empty() && host.chars().all(is_plain)).then(|| format!("{host}{port}"))
}

/// What other programs on this computer may use.
fn unread(windows: &Windows, blob: &Blob) -> Option<Unread> {
    let of_blob = if blob.flags & Blob::SCRIPT != 0 { blob.script.as_str() } else { "" };
    let script = [&windows.script, of_blob].into_iter().find(|text| !bare(text).is_empty());
    if let Some(script) = script {
        return Some(Unread::Script(place_of(&bare(script))));
    }
    let services = Blob::read(&windows.services).filter(Blob::by_hand);
    let proxy = services.and_then(|services| for_https(&services.server)?.ok());
    if let Some(proxy) = proxy {
        return Some(Unread::Services(proxy.name));
    }
    (blob.flags & Blob::DETECTION != 0).then_some(Unread::Detection)
}

/// Where a script lies, without a password or a question.
fn place_of(script: &str) -> String {
    let Ok(mut url) = Url::parse(script) else { return shown(script) };
    let _ = (url.set_username(""), url.set_password(None));
    url.set_query(None);
    url.set_fragment(None);
    shown(url.as_str())
}

/// A registry value that holds the proxies of a connection: three numbers, then texts, each with
/// its length before it. Not documented; known since Internet Explorer 5.
#[derive(Debug, Default, PartialEq, Eq)]
struct Blob {
    flags: u32,
    server: String,
    not_for: String,
    script: String,
}

impl Blob {
    const BY_HAND: u32 = 2;
    const SCRIPT: u32 = 4;
    const DETECTION: u32 = 8;

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut left = bytes;
        let number = |left: &mut &[u8]| {
            let (number, rest) = left.split_first_chunk::<4>()?;
            *left = rest;
            Some(u32::from_le_bytes(*number))
        };
        let _version = number(&mut left)?;
        let _changes = number(&mut left)?;
        let flags = number(&mut left)?;
        let mut text = || {
            let length = usize::try_from(number(&mut left)?).ok()?;
            let (text, rest) = left.split_at_checked(length)?;
            left = rest;
            Some(String::from_utf8_lossy(text).into_owned())
        };
        // What is cut off is not there: services have no script.
        let mut texts = || text().unwrap_or_default();
        Some(Self { flags, server: texts(), not_for: texts(), script: texts() })
    }

    fn by_hand(&self) -> bool {
        self.flags & Self::BY_HAND != 0 && !bare(&self.server).is_empty()
    }
}

#[cfg(test)]
#[path = "proxy/tests.rs"]
mod tests;
