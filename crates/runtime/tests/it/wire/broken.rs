//! Connections that break off after they were made secure: the server may have read the request,
//! so nothing is said about it that is not known, and keys are said to have perhaps arrived.

use std::io::{Read, Write};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use connectwise::authority::Trust;
use connectwise::cause::Cause;
use connectwise::client::Wire;
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};

use super::authority::trusted;
use super::served::{Authority, Served, head, serving};
use super::tls::{HOST, company_info, signed_in, words};

/// Trusts this authority alone.
pub fn to(address: SocketAddr, authority: &Authority) -> Wire {
    let authority = trusted(authority.pem().as_bytes());
    Wire::loopback(HOST, address, Some(Trust { host: HOST.into(), authority }))
}

/// Reads a request, does this, and hangs up.
fn after_the_request(
    config: ServerConfig,
    then: impl Fn(&mut StreamOwned<ServerConnection, std::net::TcpStream>) + Send + 'static,
) -> Served {
    let config = Arc::new(config);
    Served::by(move |stream| {
        let mut tls = StreamOwned::new(ServerConnection::new(config.clone()).unwrap(), stream);
        let came = head(&mut tls);
        then(&mut tls);
        came
    })
}

/// What is said of a server that has read the request, with and without keys in it.
async fn says(case: &str, wire: &Wire, expected: impl Fn(bool) -> Cause) {
    for keys in [false, true] {
        let cause = match keys {
            false => company_info(wire).await,
            true => signed_in(wire).await.unwrap_err(),
        };
        assert_eq!(cause, expected(keys), "{case}");
        let (title, why) = words(&cause);
        let all = format!("{title} {why}");
        assert!(!all.contains("Nothing was sent") && !all.contains("https"), "{case}: {all}");
        let arrived = format!("Your keys may have reached {HOST}.");
        assert_eq!(all.contains(&arrived), keys, "{case}: {all}");
    }
}

fn broken_off(keys: bool) -> Cause {
    Cause::BrokenOff { host: HOST.into(), keys }
}

fn asks_for_a_certificate(keys: bool) -> Cause {
    Cause::ClientCertificate { host: HOST.into(), keys }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_breaks_a_secure_connection_off_is_not_told_as_if_nothing_had_been_sent() {
    let known = Authority::new("known");
    let raw = |bytes: &'static [u8]| {
        after_the_request(known.server(HOST, 2020..2090), move |tls| {
            let _ = tls.sock.write_all(bytes);
            // Open until the client has read it: a reset could come before it.
            tls.sock.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
            let _ = tls.sock.read(&mut [0; 64]);
        })
    };
    let inside = |bytes: &'static [u8], end: bool| {
        after_the_request(known.server(HOST, 2020..2090), move |tls| {
            let _ = tls.write_all(bytes);
            if end {
                tls.conn.send_close_notify();
            }
            let _ = tls.flush();
        })
    };
    let cases = [
        ("an alert past the encryption", raw(b"\x15\x03\x03\x00\x02\x02\x28")),
        ("a bare answer", raw(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nnull")),
        ("half a record", raw(b"\x17\x03\x03\x00\x40abc")),
        ("a record that does not open", raw(b"\x17\x03\x03\x00\x14abcdefghijklmnopqrst")),
        (
            "a hang-up in its answer",
            inside(b"HTTP/1.1 200 OK\r\ncontent-length: 40\r\n\r\nnul", true),
        ),
        ("cut in its answer", inside(b"HTTP/1.1 200 OK\r\ncontent-length: 40\r\n\r\nnul", false)),
        ("cut in its headers", inside(b"HTTP/1.1 200 OK\r\ncontent-le", false)),
        ("a hang-up at once", inside(b"", true)),
        ("cut at once", inside(b"", false)),
        ("no HTTP", inside(b"SSH-2.0-OpenSSH_9.2\r\n", true)),
    ];
    for (case, server) in cases {
        says(case, &to(server.address, &known), broken_off).await;
        let came = String::from_utf8(server.came()).unwrap();
        assert!(came.starts_with("GET /login/companyinfo/acme HTTP/1.1"), "{case}: {came}");
    }
}

/// Where the first try had arrived and the second one finds nobody, the keys may have, too.
#[tokio::test(flavor = "multi_thread")]
async fn a_second_try_that_finds_no_way_does_not_hide_the_first() {
    let known = Authority::new("known");
    let config = Arc::new(known.server(HOST, 2020..2090));
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let came = std::thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        drop(listener);
        let mut tls = StreamOwned::new(ServerConnection::new(config).unwrap(), stream);
        head(&mut tls)
    });
    assert_eq!(signed_in(&to(address, &known)).await, Err(broken_off(true)));
    assert!(String::from_utf8(came.join().unwrap()).unwrap().contains("Basic "));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_wants_a_certificate_of_this_computer_is_named() {
    let known = Authority::new("known");
    let mutual = |versions: &[&'static rustls::SupportedProtocolVersion]| {
        let mut roots = RootCertStore::empty();
        roots.add(Authority::new("of the clients").certificate).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let verifier =
            WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider.clone())
                .build()
                .unwrap();
        let (certificate, key) = known.certificate_for(HOST, 2020..2090);
        let config = ServerConfig::builder_with_provider(provider)
            .with_protocol_versions(versions)
            .unwrap()
            .with_client_cert_verifier(verifier);
        serving(config, certificate, &key)
    };
    // TLS 1.3: the client believes itself connected, and has sent the request.
    let server = Served::tls(mutual(&[&rustls::version::TLS13]));
    says("TLS 1.3", &to(server.address, &known), asks_for_a_certificate).await;

    // TLS 1.2: before the connection is secure.
    let server = Served::tls(mutual(&[&rustls::version::TLS12]));
    let wire = to(server.address, &known);
    assert_eq!(signed_in(&wire).await, Err(asks_for_a_certificate(false)));
    assert_eq!(server.came(), b"");
    assert!(!words(&asks_for_a_certificate(false)).1.contains("keys"));
}

/// As a server does that wants a certificate for one folder: it has read which one.
// Linux: openssl is no part of the other systems.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_negotiates_anew_is_not_told_as_if_nothing_had_been_sent() {
    use std::process::Stdio;

    use leash::{Leash, PLENTY};

    let known = Authority::new("known");
    let folder = tempfile::tempdir().unwrap();
    let (certificate, key) = known.certificate_for(HOST, 2020..2090);
    let [certificate_file, key_file] =
        ["server.pem", "key.pem"].map(|name| folder.path().join(name));
    std::fs::write(&certificate_file, super::served::pem(&certificate)).unwrap();
    let key = super::served::pem(&key.serialize_der()).replace("CERTIFICATE", "PRIVATE KEY");
    std::fs::write(&key_file, key).unwrap();
    for command in ["r\n", "R\n"] {
        let mut openssl = leash::command("openssl");
        openssl
            .args(["s_server", "-tls1_2", "-accept", "127.0.0.1:0", "-naccept", "1", "-cert"])
            .arg(&certificate_file)
            .arg("-key")
            .arg(&key_file)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut server = Leash::start(&mut openssl).expect("openssl (make test installs it)");
        let mut types = server.stdin().unwrap();
        let prints = server.lines().unwrap();
        let address = loop {
            let line = prints.expect(PLENTY).expect("openssl ended");
            if let Some(address) = line.trim().strip_prefix("ACCEPT ") {
                break address.parse().unwrap();
            }
        };
        let reads = std::thread::spawn(move || {
            let mut came = String::new();
            let mut asked = false;
            // Until the server is ended.
            while let Ok(Some(line)) = prints.next(PLENTY) {
                came += &line;
                came.push('\n');
                if line.trim().is_empty() && came.contains("authorization") && !asked {
                    asked = true;
                    let _ = types.write_all(command.as_bytes());
                    let _ = types.flush();
                }
            }
            came
        });
        let cause = signed_in(&to(address, &known)).await.unwrap_err();
        server.kill().unwrap();
        let came = reads.join().unwrap();
        assert!(came.contains("authorization: Basic "), "{came}");
        assert_eq!(cause, broken_off(true), "{command:?}");
    }
}
