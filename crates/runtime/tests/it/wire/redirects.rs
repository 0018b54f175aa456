//! Redirects, over TLS as for real hosts: told, and never followed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use connectwise::cause::Cause;
use connectwise::client::Wire;

use super::served::{Authority, Served, Target, in_a_program_of_its_own};
use super::tls::{HOST, company_info, signed_in};

const OTHER: &str = "other.example.test";

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_over_tls_is_told_and_its_target_never_connected_to() {
    let Some(store) = in_a_program_of_its_own(
        "redirects::a_redirect_over_tls_is_told_and_its_target_never_connected_to",
    ) else {
        return;
    };
    let known = Authority::new("known");
    std::fs::write(store, known.pem()).unwrap();
    let answer = Arc::new(Mutex::new(String::new()));
    let server = Served::tls_saying(known.server(HOST, 2020..2090), answer.clone());
    let target = Target::new();
    let port = target.address.port();
    let names = [(HOST.to_owned(), server.address), (OTHER.to_owned(), target.address)];
    let wire = Wire::straight_with_names(HashMap::from(names), None);

    let targets = [
        ("another host", format!("https://{OTHER}:{port}/x"), Some(format!("{OTHER}:{port}"))),
        ("its address", format!("https://127.0.0.1:{port}/"), Some(format!("127.0.0.1:{port}"))),
        ("another port", format!("https://{HOST}:{port}/x"), Some(format!("{HOST}:{port}"))),
        ("http", format!("http://{HOST}:{port}/x"), Some(format!("http://{HOST}:{port}"))),
        (
            "with a password",
            format!("https://a:b@{OTHER}:{port}/"),
            Some(format!("{OTHER}:{port}")),
        ),
        ("the same scheme", format!("//{OTHER}:{port}/x"), Some(format!("{OTHER}:{port}"))),
    ];
    let mut told = 0;
    for status in [301, 302, 303, 307, 308] {
        for (case, location, to) in &targets {
            *answer.lock().unwrap() = format!(
                "HTTP/1.1 {status} Moved\r\nlocation: {location}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            );
            assert_eq!(
                company_info(&wire).await,
                Cause::Redirected { to: to.clone() },
                "{status} {case}"
            );
            assert!(server.came().starts_with(b"GET /login/companyinfo/acme "));
            // Its status is the answer: what is made of it is the check's business.
            assert_eq!(signed_in(&wire).await, Ok(status), "{status} {case}");
            assert!(server.came().starts_with(b"GET /v4_6_release/apis/3.0/system/info "));
            told += 2;
        }
    }
    assert_eq!(target.connections(), 0);

    // A client as it comes follows each of them: the targets are there to be reached.
    let usual = reqwest::Client::builder()
        .resolve(HOST, server.address)
        .resolve(OTHER, target.address)
        .build()
        .unwrap();
    for (case, location, _) in &targets {
        let before = target.connections();
        *answer.lock().unwrap() = format!(
            "HTTP/1.1 302 Found\r\nlocation: {location}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        );
        assert!(usual.get(format!("https://{HOST}/")).send().await.is_err(), "{case}");
        assert!(target.connections() > before, "{case}: the counting does not work");
    }
    println!("figure: {told} redirects over TLS, 0 connections to their targets");
}
