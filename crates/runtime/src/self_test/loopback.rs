//! TLS on loopback, in front of the practice ConnectWise: with a certificate made on the spot,
//! whose keys are nowhere but in this run's memory.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use jiff::{Timestamp, ToSpan, tz::TimeZone};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, date_time_ymd,
};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;
use tokio_rustls::TlsAcceptor;

use connectwise::authority::{self, Authority};

/// It stops listening when dropped.
pub struct Tls {
    pub address: SocketAddr,
    /// Who vouches for it.
    pub authority: Authority,
    listening: AbortHandle,
}

impl Tls {
    /// As this host; whoever comes in is connected with `to`.
    pub async fn start(host: &str, to: &str) -> io::Result<Self> {
        let (authority, config) = certified(host).map_err(io::Error::other)?;
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let to = to.to_owned();
        let listening = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(connected(acceptor.clone(), stream, to.clone()));
            }
        });
        Ok(Self { address, authority, listening: listening.abort_handle() })
    }
}

impl Drop for Tls {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

/// Whoever refuses the certificate hangs up: an error here is no news.
async fn connected(acceptor: TlsAcceptor, stream: TcpStream, to: String) -> io::Result<()> {
    let mut inside = acceptor.accept(stream).await?;
    let mut practice = TcpStream::connect(to).await?;
    tokio::io::copy_bidirectional(&mut inside, &mut practice).await?;
    Ok(())
}

/// An authority, and a server that it signed for. Good for a few days: macOS refuses what is
/// good for years.
fn certified(host: &str) -> Result<(Authority, ServerConfig), String> {
    let text = |error: rcgen::Error| error.to_string();
    let mut above = params(Vec::new(), "Keywright self-test")?;
    above.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let above =
        CertifiedIssuer::self_signed(above, KeyPair::generate().map_err(text)?).map_err(text)?;

    let mut server = params(vec![host.to_owned()], host)?;
    server.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let key = KeyPair::generate().map_err(text)?;
    let certificate = server.signed_by(&key, &above).map_err(text)?.der().clone();

    let key = PrivateKeyDer::try_from(key.serialize_der())?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(vec![certificate], key))
        .map_err(|error| error.to_string())?;
    let authority =
        authority::read(above.der(), Timestamp::now()).map_err(|bad| format!("{bad:?}"))?;
    Ok((authority, config))
}

fn params(hosts: Vec<String>, name: &str) -> Result<CertificateParams, String> {
    let mut params = CertificateParams::new(hosts).map_err(|error| error.to_string())?;
    params.distinguished_name.push(DnType::CommonName, name);
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    let day = |days: i32| {
        let day = today.saturating_add(days.days());
        let unsigned = |number: i8| u8::try_from(number).unwrap_or(1);
        date_time_ymd(day.year().into(), unsigned(day.month()), unsigned(day.day()))
    };
    // Clocks and time zones differ by less.
    (params.not_before, params.not_after) = (day(-2), day(7));
    Ok(params)
}
