//! Asking a ConnectWise server: read-only, to one host, with limits on time and size.
//!
//! Deliberately absent: redirects (they would carry the client ID elsewhere), cookies,
//! compression (a small answer could unpack to a huge one), any method but GET.

use std::collections::HashMap;
use std::error::Error as _;
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, HOST, HeaderMap, HeaderName, HeaderValue, LINK,
    LOCATION, RETRY_AFTER, WWW_AUTHENTICATE,
};
use reqwest::redirect::Policy;
use url::{Host, Url};

use super::address::never_connectwise;
use super::authority::Trust;
use super::cause::{Cause, CertificateFault, ProxyFault};
use super::certificate::tls;
use super::proxy::{Named, Settings};
use super::reply::{Next, Reply};
use ground::secret::Secret;

const LONGEST_CONNECT: Duration = Duration::from_secs(10);
const LONGEST_ANSWER: Duration = Duration::from_secs(20);
const LARGEST_BODY: usize = 1024 * 1024;
const JSON: &str = "application/json";

/// What a sign-in needs.
#[derive(Clone, Debug)]
pub struct SignIn {
    pub company_id: String,
    pub public_key: Secret,
    pub private_key: Secret,
    pub client_id: Secret,
}

impl SignIn {
    /// `Basic base64(company+public:private)`.
    fn authorization(&self) -> Option<HeaderValue> {
        let (public, private) = (self.public_key.expose(), self.private_key.expose());
        let plain = Secret::joined(&[&self.company_id, "+", public, ":", private]);
        let encoded = Secret::new(STANDARD.encode(plain.expose()));
        sensitive(Secret::joined(&["Basic ", encoded.expose()]).expose())
    }
}

fn sensitive(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// How requests travel: to the hosts themselves, or all of them to the practice
/// ConnectWise on loopback, which plays every host by its `Host` header.
#[derive(Debug)]
enum Route {
    Straight {
        /// Host names answered from a table: for tests on loopback.
        names: Arc<HashMap<String, Vec<SocketAddr>>>,
        trust: Option<Trust>,
        /// Nowhere but to this computer: without a proxy, and with no trust but that one.
        loopback: bool,
    },
    Practice {
        origin: String,
    },
}

/// The way to ConnectWise. Cheap to clone, and to make: what reads this computer's
/// certificates is built when it is first asked for.
#[derive(Clone, Debug)]
pub struct Wire(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    route: Route,
    /// Read when first needed, and then the same for every request.
    settings: OnceLock<Settings>,
    /// Built when first needed. By [`Kind`].
    clients: [OnceLock<Option<reqwest::Client>>; 4],
}

/// Which of the clients.
#[derive(Clone, Copy)]
struct Kind {
    /// For the one host whose authority a person trusts.
    trusting: bool,
    connection: Connection,
}

/// Whether a connection that is open already may carry a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connection {
    Any,
    /// A new one: the last question on an open one got no answer.
    New,
}

/// A question that got no answer.
#[derive(Debug)]
pub struct Unanswered {
    pub cause: Cause,
    /// The connection ended before a word of the answer had come: the server may have closed
    /// an idle one in that very moment, so the question may be asked once more.
    pub hung_up: bool,
    /// No connection came about.
    unreached: bool,
    /// This computer knows no way to that address.
    no_way: bool,
}

impl Unanswered {
    /// What to tell of two tries: the second may have found no way there, where the first did.
    pub fn or(self, again: Self) -> Self {
        if again.unreached { self } else { again }
    }
}

impl From<Cause> for Unanswered {
    fn from(cause: Cause) -> Self {
        Self { cause, hung_up: false, unreached: false, no_way: false }
    }
}

impl Wire {
    /// To the real hosts, encrypted, certificates proved by the operating system's store; for
    /// one host by the authority that a person trusts there, too.
    pub fn straight(trust: Option<Trust>) -> Self {
        Self::straight_with_names(HashMap::new(), trust)
    }

    /// The same with some host names answered from a table: for tests on loopback.
    pub fn straight_with_names(names: HashMap<String, SocketAddr>, trust: Option<Trust>) -> Self {
        let each = names.into_iter().map(|(name, address)| (name, vec![address]));
        Self::straight_with_addresses(each.collect(), trust)
    }

    /// Names with several addresses, as a server may have.
    pub fn straight_with_addresses(
        names: HashMap<String, Vec<SocketAddr>>,
        trust: Option<Trust>,
    ) -> Self {
        Self::by(Route::Straight { names: Arc::new(names), trust, loopback: false })
    }

    /// To a server on this computer that plays this host; never through a proxy. If an authority is
    /// given, only that one is trusted; otherwise the system's.
    pub fn loopback(host: &str, address: SocketAddr, trust: Option<Trust>) -> Self {
        let names = Arc::new(HashMap::from([(host.to_owned(), vec![address])]));
        Self::by(Route::Straight { names, trust, loopback: true })
    }

    /// To the practice ConnectWise: nothing leaves this computer.
    pub fn practice(origin: &str) -> Self {
        Self::by(Route::Practice { origin: origin.to_owned() })
    }

    fn by(route: Route) -> Self {
        let (settings, clients) = (OnceLock::new(), Default::default());
        Self(Arc::new(Inner { route, settings, clients }))
    }

    /// To the real hosts on a computer with these settings: for tests of what Linux does not have.
    pub fn set_to(settings: Settings, names: HashMap<String, SocketAddr>) -> Self {
        let wire = Self::straight_with_names(names, None);
        let _ = wire.0.settings.set(settings);
        wire
    }

    fn settings(&self) -> &Settings {
        self.0.settings.get_or_init(|| match self.0.route {
            Route::Straight { loopback: false, .. } => Settings::of_this_computer(),
            Route::Straight { loopback: true, .. } | Route::Practice { .. } => Settings::direct(),
        })
    }

    /// The client for this host.
    fn http(&self, authority: &str, connection: Connection) -> Result<&reqwest::Client, Cause> {
        let Inner { route, clients, .. } = &*self.0;
        let settings = self.settings();
        if let Some(Named { name, fault }) = settings.blocked(authority).cloned() {
            return Err(Cause::Proxy { proxy: name, fault });
        }
        let trusted = self.trust_for(authority);
        let loopback = matches!(route, Route::Straight { loopback: true, .. });
        let kind = Kind { trusting: trusted.is_some(), connection };
        let builder = || match connection {
            Connection::Any => builder(),
            Connection::New => builder().pool_max_idle_per_host(0),
        };
        clients[kind.index()]
            .get_or_init(|| {
                let builder = match route {
                    Route::Practice { .. } => builder(),
                    Route::Straight { names, .. } => {
                        builder().https_only(true).dns_resolver(Arc::new(Names(names.clone())))
                    }
                };
                let builder = settings.lead(builder);
                let authority = trusted.map(|trust| trust.authority.der().to_vec().into());
                builder.tls_backend_preconfigured(tls(authority, loopback).ok()?).build().ok()
            })
            .as_ref()
            .ok_or(Cause::CannotStart)
    }

    /// Asked once more, on a new connection, if the first one hung up.
    pub async fn get(
        &self,
        authority: &str,
        path: &str,
        who: Option<&SignIn>,
    ) -> Result<Reply, Cause> {
        match self.send(authority, path, who, Connection::Any).await {
            Err(first) if first.hung_up => {
                let again = self.send(authority, path, who, Connection::New).await;
                again.map_err(|again| first.or(again))
            }
            first => first,
        }
        .map_err(|unanswered| unanswered.cause)
    }

    /// Networks that reach the internet through a proxy often know no name of it.
    async fn proxy_or(&self, unanswered: Unanswered, authority: &str) -> Unanswered {
        if let Cause::HostNotFound { .. } = unanswered.cause
            && let Some(Named { name, fault }) = self.settings().untried(authority, false)
            && !self.reaches_internet().await
        {
            return Cause::Proxy { proxy: name, fault }.into();
        }
        if unanswered.no_way
            && matches!(unanswered.cause, Cause::Refused { .. })
            && !self.reaches_internet().await
        {
            return Cause::NoNetwork.into();
        }
        unanswered
    }

    pub(super) async fn send(
        &self,
        authority: &str,
        path: &str,
        who: Option<&SignIn>,
        connection: Connection,
    ) -> Result<Reply, Unanswered> {
        let url = match &self.0.route {
            Route::Straight { .. } if !may_be_asked(authority) => {
                return Err(Cause::AddressNotAllowed { host: authority.to_owned() }.into());
            }
            Route::Straight { .. } => format!("https://{authority}{path}"),
            Route::Practice { origin } => format!("{origin}{path}"),
        };
        let http = self.http(authority, connection)?;
        let mut headers = HeaderMap::from_iter([
            (ACCEPT, HeaderValue::from_static(JSON)),
            // Without this a server may pack its answer.
            (ACCEPT_ENCODING, HeaderValue::from_static("identity")),
        ]);
        if let Route::Practice { .. } = &self.0.route {
            headers.insert(HOST, HeaderValue::from_str(authority).map_err(|_| Cause::Unsendable)?);
        }
        if let Some(who) = who {
            let (Some(keys), Some(id)) = (who.authorization(), sensitive(who.client_id.expose()))
            else {
                return Err(Cause::Unsendable.into());
            };
            headers.insert(AUTHORIZATION, keys);
            headers.insert("clientId", id);
        }
        let keys = who.is_some();
        let settings = self.settings();
        let failed = |error: reqwest::Error| Unanswered {
            hung_up: ended_unanswered(&error),
            unreached: error.is_connect(),
            no_way: error.is_connect() && within(&error).any(is_no_way),
            cause: broken(&error, authority, keys, settings),
        };
        let mut answer = match http.get(&url).headers(headers).send().await.map_err(failed) {
            Err(unanswered) => return Err(self.proxy_or(unanswered, authority).await),
            Ok(answer) => answer,
        };
        let text = |name: HeaderName| Some(answer.headers().get(name)?.to_str().ok()?.to_owned());
        // Whatever their bytes: half of a header would say something else.
        let all = |name: HeaderName| {
            let values = answer.headers().get_all(name).iter();
            let values = values.map(|value| String::from_utf8_lossy(value.as_bytes()));
            values.collect::<Vec<_>>().join(", ")
        };
        let mut reply = Reply {
            host: authority.to_owned(),
            status: answer.status().as_u16(),
            body: Vec::new(),
            retry_after: text(RETRY_AFTER),
            location: text(LOCATION),
            challenge: Some(all(WWW_AUTHENTICATE)).filter(|challenge| !challenge.is_empty()),
            next: next_page(&all(LINK), authority),
        };
        // Once an answer has begun, a hang-up is no idle connection's.
        let failed =
            |error: reqwest::Error| Unanswered::from(broken(&error, authority, keys, settings));
        while let Some(chunk) = answer.chunk().await.map_err(failed)? {
            if reply.body.len() + chunk.len() > LARGEST_BODY {
                return Err(Cause::TooLarge { host: authority.to_owned(), keys }.into());
            }
            reply.body.extend_from_slice(&chunk);
        }
        Ok(reply)
    }

    /// What a person trusts for this host beside the system's store.
    pub fn trust_for(&self, authority: &str) -> Option<&Trust> {
        match &self.0.route {
            Route::Straight { trust: Some(trust), .. } if trust.host == authority => Some(trust),
            _ => None,
        }
    }

    pub fn is_practice(&self) -> bool {
        matches!(self.0.route, Route::Practice { .. })
    }

    /// Whether this computer can look up ConnectWise's own hosts: tells "no network" from
    /// "no such host".
    pub async fn reaches_internet(&self) -> bool {
        let Route::Straight { names, .. } = &self.0.route else { return true };
        found(names, "na.myconnectwise.net").await.is_ok()
    }
}

impl Kind {
    fn index(self) -> usize {
        usize::from(self.trusting) * 2 + usize::from(self.connection == Connection::New)
    }
}

/// The next page, from `<https://host/path?page=2>; rel="next"`. Of the address nothing but the
/// query is used: the next page is asked for where the first one was. A header that speaks of a
/// next page in another form leads nowhere: the list has not ended.
fn next_page(link: &str, authority: &str) -> Option<Next> {
    let is_next = |part: &&str| {
        let rest = part.split_once('>').map_or("", |(_, rest)| rest).to_lowercase();
        let rel = rest.split_once("rel=").map_or("", |(_, rel)| rel);
        let rel = rel.split([';', ',']).next().unwrap_or_default();
        rel.split(['"', ' ']).any(|rel| rel == "next")
    };
    let Some(next) = link.split('<').skip(1).find(is_next) else {
        let mut outside = link.split('<').map(|part| part.rsplit('>').next().unwrap_or_default());
        let speaks = outside.any(|text| {
            let text = text.to_lowercase();
            text.split(|c: char| !c.is_alphanumeric()).any(|word| word == "next")
        });
        return speaks.then_some(Next::Nowhere);
    };
    let query = || {
        let base = Url::parse(&format!("https://{authority}/")).ok()?;
        let url = base.join(next.split('>').next()?).ok()?;
        let here = url.host() == base.host() && url.port() == base.port();
        url.query().filter(|query| here && !query.is_empty()).map(str::to_owned)
    };
    Some(query().map_or(Next::Nowhere, Next::Query))
}

/// The one TLS of this process. Installed once; a second call finds it there.
pub fn provide_tls() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}

fn builder() -> reqwest::ClientBuilder {
    provide_tls();
    reqwest::Client::builder()
        .redirect(Policy::none())
        .connect_timeout(LONGEST_CONNECT)
        .timeout(LONGEST_ANSWER)
        .user_agent(concat!("Keywright/", env!("CARGO_PKG_VERSION")))
}

/// Resolves names, refusing addresses on which no ConnectWise can be.
#[derive(Debug)]
struct Names(Arc<HashMap<String, Vec<SocketAddr>>>);

/// A name that resolves to nothing, or to nothing that is allowed.
#[derive(Debug)]
enum NameError {
    Unknown,
    Never,
}

impl std::fmt::Display for NameError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Unknown => "the name is not known",
            Self::Never => "the name leads to an address where ConnectWise cannot be",
        })
    }
}

impl std::error::Error for NameError {}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let table = self.0.clone();
        Box::pin(async move {
            let found = found(&table, name.as_str()).await?;
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

async fn found(
    table: &HashMap<String, Vec<SocketAddr>>,
    name: &str,
) -> Result<Vec<SocketAddr>, NameError> {
    let found: Vec<SocketAddr> = match table.get(name) {
        Some(addresses) => addresses.clone(),
        None => tokio::net::lookup_host((name, 0)).await.map_err(|_| NameError::Unknown)?.collect(),
    };
    if found.is_empty() {
        return Err(NameError::Unknown);
    }
    if found.iter().any(|address| never_connectwise(address.ip())) {
        return Err(NameError::Never);
    }
    Ok(found)
}

/// Whether this is a host and port alone, and no address on which no ConnectWise can be: an
/// address that is written out passes by the resolver.
fn may_be_asked(authority: &str) -> bool {
    let Ok(url) = Url::parse(&format!("https://{authority}/")) else { return false };
    let host_alone = url.username().is_empty()
        && url.password().is_none()
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none();
    host_alone
        && match url.host() {
            // A site is kept without the last dot, behind which a written address could hide.
            Some(Host::Domain(name)) => !name.ends_with('.'),
            Some(Host::Ipv4(ip)) => !never_connectwise(ip.into()),
            Some(Host::Ipv6(ip)) => !never_connectwise(ip.into()),
            None => false,
        }
}

/// Whether the connection ended before a word of the answer had come. One that is used again
/// may have been closed by the server in the very moment of the question.
fn ended_unanswered(error: &reqwest::Error) -> bool {
    !error.is_connect()
        && within(error).any(|inner| {
            let hyper = inner.downcast_ref::<hyper::Error>();
            hyper.is_some_and(hyper::Error::is_incomplete_message) || is_hang_up(inner)
        })
}

/// What a request that got no answer failed at. Whether there was a connection comes first: once
/// there was, the request may have been read, whatever ended it.
fn broken(error: &reqwest::Error, authority: &str, keys: bool, settings: &Settings) -> Cause {
    if error.is_connect() {
        return unconnected(error, authority, settings);
    }
    let host = authority.to_owned();
    if within(error).filter_map(tls_fault).any(asks_for_a_certificate) {
        Cause::ClientCertificate { host, keys }
    } else if error.is_timeout() {
        Cause::Timeout { host, seconds: LONGEST_ANSWER.as_secs(), keys }
    } else {
        Cause::BrokenOff { host, keys }
    }
}

/// What no connection came about for. Nothing of the request was sent.
fn unconnected(error: &reqwest::Error, authority: &str, settings: &Settings) -> Cause {
    let host = authority.to_owned();
    let mut hung_up = false;
    for inner in within(error) {
        // First: what lies within is about the proxy, not about ConnectWise.
        if let Some(fault) = proxy_fault(inner) {
            return Cause::Proxy { proxy: settings.name(authority), fault };
        }
        if let Some(name) = inner.downcast_ref::<NameError>() {
            return match name {
                NameError::Unknown => Cause::HostNotFound { host },
                NameError::Never => Cause::AddressNotAllowed { host },
            };
        }
        match tls_fault(inner) {
            Some(tls) if asks_for_a_certificate(tls) => {
                return Cause::ClientCertificate { host, keys: false };
            }
            Some(tls) => return Cause::Certificate { host, kind: tls.into() },
            None => hung_up |= is_hang_up(inner),
        }
    }
    if hung_up && !error.is_timeout() {
        // There was a connection, and it ended while it was being made secure.
        Cause::Certificate { host, kind: CertificateFault::HungUp }
    } else if let Some(Named { name, fault }) = settings.untried(authority, true) {
        Cause::Proxy { proxy: name, fault }
    } else if error.is_timeout() {
        Cause::Timeout { host, seconds: LONGEST_CONNECT.as_secs(), keys: false }
    } else {
        Cause::Refused { host }
    }
}

/// What an error was made of, from the outside in.
fn within(error: &reqwest::Error) -> impl Iterator<Item = &(dyn std::error::Error + 'static)> {
    std::iter::successors(error.source(), |&inner| inner.source())
}

/// Under TLS 1.3 the server says so when the client thinks itself connected.
fn asks_for_a_certificate(tls: &rustls::Error) -> bool {
    matches!(tls, rustls::Error::AlertReceived(rustls::AlertDescription::CertificateRequired))
}

/// What a proxy did, where the error is one of the way through it. Known by its words: its
/// type is not within reach.
fn proxy_fault(error: &(dyn std::error::Error + 'static)) -> Option<ProxyFault> {
    let words = error.to_string();
    Some(match words.strip_prefix("tunnel error: ")? {
        "proxy authorization required" => ProxyFault::SignIn,
        "unsuccessful" | "proxy response headers too long" => ProxyFault::Refused,
        _ => ProxyFault::Unreachable,
    })
}

/// Whether the other side closed or reset the connection.
fn is_hang_up(error: &(dyn std::error::Error + 'static)) -> bool {
    use std::io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
    error.downcast_ref::<std::io::Error>().is_some_and(|io| {
        matches!(io.kind(), BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof)
            || io.get_ref().is_some_and(|inner| is_hang_up(inner))
    })
}

/// Whether no way leads there from this computer: nobody was asked.
fn is_no_way(error: &(dyn std::error::Error + 'static)) -> bool {
    use std::io::ErrorKind::{NetworkDown, NetworkUnreachable};
    let io = error.downcast_ref::<std::io::Error>();
    io.is_some_and(|io| matches!(io.kind(), NetworkDown | NetworkUnreachable))
}

/// Whether a question failed before there was a connection, and nothing else is known of it.
pub fn never_connected(cause: &Cause) -> bool {
    let limit = LONGEST_CONNECT.as_secs();
    match cause {
        Cause::Refused { .. } => true,
        Cause::Timeout { seconds, .. } => *seconds == limit,
        _ => false,
    }
}

/// The TLS error an error is, or holds: an io::Error hides what it was made of from
/// `source`, and they stand inside each other.
fn tls_fault<'e>(error: &'e (dyn std::error::Error + 'static)) -> Option<&'e rustls::Error> {
    match error.downcast_ref::<std::io::Error>() {
        Some(io) => tls_fault(io.get_ref()?),
        None => error.downcast_ref(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What prints a request, as a log of a library would, prints no key.
    #[test]
    fn what_carries_a_secret_is_not_printed() {
        let value = sensitive("acme+PubPubPubPub1234").unwrap();
        assert!(value.is_sensitive() && !format!("{value:?}").contains("PubPub"), "{value:?}");
    }
}
