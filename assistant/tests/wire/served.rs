//! Servers on loopback, and certificates for them.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// Who signs certificates.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pub certificate: CertificateDer<'static>,
}

impl Authority {
    pub fn new(name: &str) -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let certificate = params.self_signed(&key).unwrap().der().clone();
        Self { issuer: Issuer::new(params, key), certificate }
    }

    /// As the certificate store of the system holds it.
    pub fn pem(&self) -> String {
        format!(
            "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
            STANDARD.encode(&self.certificate)
        )
    }

    /// A server's certificate for this name, good in these years.
    pub fn server(&self, name: &str, years: std::ops::Range<i32>) -> ServerConfig {
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        (params.not_before, params.not_after) =
            (date_time_ymd(years.start, 1, 1), date_time_ymd(years.end, 1, 1));
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap().der().clone();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .unwrap()
    }
}

/// A running server, and what each connection brought it.
pub struct Served {
    pub address: SocketAddr,
    came: Receiver<Vec<u8>>,
}

impl Served {
    fn by(handle: impl Fn(TcpStream) -> Vec<u8> + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (tell, came) = channel();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
                if tell.send(handle(stream)).is_err() {
                    break;
                }
            }
        });
        Self { address, came }
    }

    /// Over TLS; what counts is the HTTP inside it.
    pub fn tls(config: ServerConfig) -> Self {
        let config = Arc::new(config);
        Self::by(move |stream| {
            let mut tls = StreamOwned::new(ServerConnection::new(config.clone()).unwrap(), stream);
            let came = head(&mut tls);
            let _ = tls.write_all(
                b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\nnull",
            );
            tls.conn.send_close_notify();
            let _ = tls.flush();
            came
        })
    }

    /// Answers every connection with these bytes, whatever it says.
    pub fn plain(answer: &'static [u8]) -> Self {
        Self::by(move |mut stream| {
            let mut came = vec![0; 4096];
            let size = stream.read(&mut came).unwrap_or(0);
            came.truncate(size);
            let _ = stream.write_all(answer);
            came
        })
    }

    /// What the next connection brought.
    pub fn came(&self) -> Vec<u8> {
        self.came.recv_timeout(Duration::from_secs(10)).expect("a connection")
    }
}

fn head(stream: &mut impl Read) -> Vec<u8> {
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
    let mut again = Command::new(std::env::current_exe().unwrap());
    again
        .args([test, "--exact", "--nocapture"])
        .env(AGAIN, "1")
        .env(CERTIFICATES, folder.path().join("store.pem"))
        .env_remove("SSL_CERT_DIR");
    for proxy in
        ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"]
    {
        again.env_remove(proxy);
    }
    let output = again.output().unwrap();
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
    None
}
