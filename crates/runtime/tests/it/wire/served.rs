//! Servers on loopback, and certificates for them.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WantsServerCert;
use rustls::{ConfigBuilder, ServerConfig, ServerConnection, StreamOwned};

/// Who signs certificates.
pub struct Authority {
    pub issuer: Issuer<'static, KeyPair>,
    pub certificate: CertificateDer<'static>,
}

impl Authority {
    pub fn new(name: &str) -> Self {
        Self::of(name, 1975..4096, None)
    }

    /// One that is good in these years, signed by another one or by itself.
    pub fn of(name: &str, years: std::ops::Range<i32>, above: Option<&Self>) -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        (params.not_before, params.not_after) =
            (date_time_ymd(years.start, 1, 1), date_time_ymd(years.end, 1, 1));
        let key = KeyPair::generate().unwrap();
        let certificate = match above {
            Some(above) => params.signed_by(&key, &above.issuer),
            None => params.self_signed(&key),
        };
        let certificate = certificate.unwrap().der().clone();
        Self { issuer: Issuer::new(params, key), certificate }
    }

    /// As the certificate store of the system holds it.
    pub fn pem(&self) -> String {
        pem(&self.certificate)
    }

    /// A server's certificate for this name, good in these years.
    pub fn server(&self, name: &str, years: std::ops::Range<i32>) -> ServerConfig {
        let (certificate, key) = self.certificate_for(name, years);
        serving(anybody(), certificate, &key)
    }

    pub fn certificate_for(
        &self,
        name: &str,
        years: std::ops::Range<i32>,
    ) -> (CertificateDer<'static>, KeyPair) {
        let key = KeyPair::generate().unwrap();
        let certificate = server_params(name, years).signed_by(&key, &self.issuer).unwrap();
        (certificate.der().clone(), key)
    }
}

/// A server whose certificate nobody but itself has signed.
pub fn signed_by_itself(name: &str) -> (CertificateDer<'static>, ServerConfig) {
    presents(server_params(name, 2020..2090), None)
}

/// A server with this certificate, signed by another one or by itself.
pub fn presents(
    params: CertificateParams,
    by: Option<&Authority>,
) -> (CertificateDer<'static>, ServerConfig) {
    let key = KeyPair::generate().unwrap();
    let certificate = match by {
        Some(authority) => params.signed_by(&key, &authority.issuer),
        None => params.self_signed(&key),
    };
    let certificate = certificate.unwrap().der().clone();
    (certificate.clone(), serving(anybody(), certificate, &key))
}

pub fn pem(certificate: &[u8]) -> String {
    format!(
        "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
        STANDARD.encode(certificate)
    )
}

pub fn server_params(name: &str, years: std::ops::Range<i32>) -> CertificateParams {
    let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    (params.not_before, params.not_after) =
        (date_time_ymd(years.start, 1, 1), date_time_ymd(years.end, 1, 1));
    params
}

/// Lets anybody in.
pub fn anybody() -> ConfigBuilder<ServerConfig, WantsServerCert> {
    ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
}

pub fn serving(
    config: ConfigBuilder<ServerConfig, WantsServerCert>,
    certificate: CertificateDer<'static>,
    key: &KeyPair,
) -> ServerConfig {
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    config.with_single_cert(vec![certificate], key).unwrap()
}

/// A running server, and what each connection brought it.
pub struct Served {
    pub address: SocketAddr,
    came: Receiver<Vec<u8>>,
}

impl Served {
    pub fn by(handle: impl Fn(TcpStream) -> Vec<u8> + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (tell, came) = channel();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                stream.set_read_timeout(Some(leash::PLENTY)).unwrap();
                if tell.send(handle(stream)).is_err() {
                    break;
                }
            }
        });
        Self { address, came }
    }

    /// Over TLS; what counts is the HTTP inside it.
    pub fn tls(config: ServerConfig) -> Self {
        let null = "HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\nnull";
        Self::tls_saying(config, Arc::new(Mutex::new(null.to_owned())))
    }

    /// The same, with an answer that may change.
    pub fn tls_saying(config: ServerConfig, answer: Arc<Mutex<String>>) -> Self {
        let config = Arc::new(config);
        Self::by(move |stream| {
            let mut tls = StreamOwned::new(ServerConnection::new(config.clone()).unwrap(), stream);
            let came = head(&mut tls);
            let answer = answer.lock().unwrap().clone();
            let _ = tls.write_all(answer.as_bytes());
            tls.conn.send_close_notify();
            let _ = tls.flush();
            read_to_the_end(&mut tls.sock);
            came
        })
    }

    /// Takes what comes first, and hangs up: by a reset where something came after it that
    /// nobody reads.
    pub fn hanging_up(read_first: bool) -> Self {
        Self::by(move |mut stream| {
            let mut came = vec![0; if read_first { 4096 } else { 1 }];
            let size = stream.read(&mut came).unwrap_or(0);
            came.truncate(size);
            came
        })
    }

    /// Answers every connection with these bytes, whatever it says.
    pub fn plain(answer: &[u8]) -> Self {
        let answer = answer.to_vec();
        Self::by(move |mut stream| {
            let mut came = vec![0; 4096];
            let size = stream.read(&mut came).unwrap_or(0);
            came.truncate(size);
            let _ = stream.write_all(&answer);
            came
        })
    }

    /// What the next connection brought.
    pub fn came(&self) -> Vec<u8> {
        self.came.recv_timeout(2 * leash::PLENTY).expect("a connection")
    }

    /// Whether nobody has come since.
    pub fn is_idle(&self) -> bool {
        self.came.recv_timeout(Duration::from_millis(200)).is_err()
    }
}

/// Where nobody is to come. Hangs up on whoever does.
pub struct Target {
    pub address: SocketAddr,
    came: Arc<AtomicUsize>,
}

impl Target {
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let came = Arc::new(AtomicUsize::new(0));
        let counted = came.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                counted.fetch_add(1, Ordering::SeqCst);
                drop(stream);
            }
        });
        Self { address, came }
    }

    /// How many came. A knock of our own goes first: the count is complete once it is in.
    pub fn connections(&self) -> usize {
        let before = self.came.load(Ordering::SeqCst);
        let mut knock = TcpStream::connect(self.address).unwrap();
        let _ = knock.read(&mut [0]);
        let after = self.came.fetch_sub(1, Ordering::SeqCst) - 1;
        assert!(after >= before, "the knock was not counted");
        after
    }
}

/// A connection that is closed over bytes that nobody read is reset, and the reset overtakes what
/// was said last: an alert would be lost now and then.
fn read_to_the_end(stream: &mut TcpStream) {
    let _ = stream.shutdown(Shutdown::Write);
    let _ = std::io::copy(stream, &mut std::io::sink());
}

pub fn head(stream: &mut impl Read) -> Vec<u8> {
    let mut came = Vec::new();
    let mut piece = [0; 1024];
    while !came.ends_with(b"\r\n\r\n") {
        match stream.read(&mut piece) {
            Ok(size) if size > 0 => came.extend_from_slice(&piece[..size]),
            _ => break,
        }
    }
    came
}

const CERTIFICATES: &str = "SSL_CERT_FILE";
const AGAIN: &str = "KEYWRIGHT_TEST_AGAIN";

/// The system's certificate store is named by the environment, which a program takes once:
/// so the test runs again as a program of its own. The path to write the store to, there.
pub fn in_a_program_of_its_own(test: &str) -> Option<std::path::PathBuf> {
    if std::env::var_os(AGAIN).is_some() {
        return Some(std::env::var_os(CERTIFICATES).unwrap().into());
    }
    let folder = tempfile::tempdir().unwrap();
    let said = again(test, &folder.path().join("store.pem"), &[]);
    // Figures that the test measured.
    for line in said.lines().filter(|line| line.starts_with("figure: ")) {
        println!("{line}");
    }
    None
}

/// Runs a test as a program of its own: with this certificate store, these variables, and
/// no proxy besides. What it printed.
pub fn again(test: &str, store: &Path, variables: &[(&str, String)]) -> String {
    let mut again = leash::command(std::env::current_exe().unwrap());
    again
        .args([&format!("wire::{test}"), "--exact", "--nocapture"])
        .env(AGAIN, "1")
        .env(CERTIFICATES, store)
        .env_remove("SSL_CERT_DIR");
    for proxy in ["http_proxy", "https_proxy", "all_proxy", "no_proxy"] {
        again.env_remove(proxy).env_remove(proxy.to_uppercase());
    }
    again.envs(variables.iter().map(|(name, value)| (*name, value)));
    let output = leash::output(&mut again, 10 * leash::PLENTY).unwrap();
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
    said
}
