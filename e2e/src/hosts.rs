//! ConnectWise's hosts over real TLS, played by the practice ConnectWise.

use std::path::Path;
use std::sync::Arc;

use practice::{Practice, World};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use crate::network::{ADDRESS, Authority};

/// The practice ConnectWise at [`ADDRESS`], behind TLS: to the program these hosts are real.
pub struct Hosts {
    pub practice: Practice,
    front: JoinHandle<()>,
}

impl Hosts {
    pub async fn start(world: World, hosts: &[&str], authority: &Authority) -> Self {
        let practice = Practice::start(world).await.expect("the practice ConnectWise");
        authority.sign(&hosts.iter().map(|host| format!("DNS:{host}")).collect::<Vec<_>>());
        let acceptor = TlsAcceptor::from(Arc::new(config(authority.folder())));
        let listener = TcpListener::bind((ADDRESS, 443)).await.expect("the port for https");
        let behind = practice.origin().trim_start_matches("http://").to_owned();
        let front = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, behind) = (acceptor.clone(), behind.clone());
                tokio::spawn(async move {
                    let Ok(mut outside) = acceptor.accept(stream).await else { return };
                    let Ok(mut inside) = TcpStream::connect(behind).await else { return };
                    let _ = copy_bidirectional(&mut outside, &mut inside).await;
                });
            }
        });
        Self { practice, front }
    }

    /// Requests that brought keys, as "host/path".
    pub fn brought_keys(&self) -> Vec<String> {
        let seen = self.practice.seen().into_iter().filter(|seen| seen.had_authorization);
        seen.map(|seen| seen.host + &seen.path).collect()
    }
}

impl Drop for Hosts {
    fn drop(&mut self) {
        self.front.abort();
    }
}

fn config(folder: &Path) -> ServerConfig {
    let certificate = CertificateDer::from_pem_file(folder.join("server.crt"));
    let key = PrivateKeyDer::from_pem_file(folder.join("server.key"));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("TLS")
        .with_no_client_auth()
        .with_single_cert(vec![certificate.expect("a certificate")], key.expect("a key"))
        .expect("a certificate and its key")
}
