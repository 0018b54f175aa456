//! Everything the server can be told to get wrong, does go wrong as said.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod common;

use std::time::{Duration, Instant};

use common::{API_HOST, Got, api, plain, start};
use practice::{Fault, How, On, Practice, World};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

async fn with(how: How) -> Practice {
    let mut world = World::sample();
    world.faults = vec![Fault::always(On::Any, how)];
    start(world).await
}

async fn got(how: How) -> Got {
    api("/system/info").of(&with(how).await).await
}

/// What comes over the wire within this time, at most a megabyte.
async fn wire(how: How, within: Duration) -> Vec<u8> {
    let practice = with(how).await;
    let mut stream =
        TcpStream::connect(practice.origin().strip_prefix("http://").unwrap()).await.unwrap();
    stream
        .write_all(format!("GET / HTTP/1.1\r\nhost: {API_HOST}\r\n\r\n").as_bytes())
        .await
        .unwrap();
    let mut bytes = Vec::new();
    let _ = tokio::time::timeout(within, (&mut stream).take(1 << 20).read_to_end(&mut bytes)).await;
    bytes
}

#[tokio::test]
async fn refusals_of_the_facts_page() {
    let busy = got(How::TooManyRequests { retry_after: Some("30".to_owned()) }).await;
    assert_eq!(busy.status, 429);
    assert_eq!(busy.headers["retry-after"], "30");
    assert_eq!(busy.json()["error"], "ConnectWiseAPI");
    assert_eq!(busy.json()["message"], "Too many requests. Please try again in 30 seconds.");
    assert!(
        !got(How::TooManyRequests { retry_after: None }).await.headers.contains_key("retry-after")
    );

    let tls = got(How::SslRequired).await;
    assert_eq!(tls.json()["code"], "Security");
    assert_eq!(tls.json()["message"], "SSL is required.");
    assert!(tls.json()["errors"].is_null());

    for (how, status, code) in [
        (How::Unauthorized, 401, "Unauthorized"),
        (How::Forbidden, 403, "Security"),
        (How::NotFound, 404, "NotFound"),
        (How::InvalidObject, 400, "InvalidObject"),
        (How::ServerError(503), 503, "ServerError"),
        (How::ClientIdRefused(401), 401, "ConnectWiseApi"),
    ] {
        let refused = got(how.clone()).await;
        assert_eq!(
            (refused.status, refused.json()["code"].as_str().unwrap()),
            (status, code),
            "{how:?}"
        );
    }
    assert_eq!(got(How::CannotRoute).await.text, "Cannot route. Codebase/company is invalid");
    assert!(got(How::Html(200)).await.content_type.starts_with("text/html"));
    assert_eq!(got(How::ProxySignIn).await.status, 407);
}

#[tokio::test]
async fn redirects_point_where_told() {
    let moved =
        got(How::Redirect { status: 308, to: "https://elsewhere.example/x".to_owned() }).await;
    assert_eq!(moved.status, 308);
    assert_eq!(moved.headers["location"], "https://elsewhere.example/x");
}

#[tokio::test]
async fn bodies_that_are_not_what_they_are_called() {
    for how in [How::Garbage(200), How::NotJson, How::EmptyBody, How::DeepJson] {
        let answer = got(how.clone()).await;
        assert_eq!(answer.status, 200);
        assert!(answer.content_type.starts_with("application/json"));
        assert!(serde_json::from_str::<serde_json::Value>(&answer.text).is_err(), "{how:?}");
    }
    assert!(got(How::WrongShape).await.json()["practice"].is_array());
    assert!(got(How::EmptyList).await.list().is_empty());
    let exact = got(How::Exactly {
        status: 418,
        content_type: "text/x-tea".to_owned(),
        body: b"tea".to_vec(),
    })
    .await;
    assert_eq!(
        (exact.status, exact.content_type.as_str(), exact.text.as_str()),
        (418, "text/x-tea", "tea")
    );
}

#[tokio::test]
async fn answers_that_do_not_end() {
    assert!(wire(How::Hang, Duration::from_millis(400)).await.is_empty());
    // Looked at for longer and longer, as a busy machine may take long for the first bytes.
    for seconds in [1, 5, 25] {
        let drip = How::Drip { every: Duration::from_millis(20) };
        let dripped = wire(drip, Duration::from_secs(seconds)).await;
        let text = String::from_utf8(dripped).unwrap();
        let most = 500 + 50 * 6 * usize::try_from(seconds).unwrap();
        assert!(text.len() < most, "{seconds} s: {text}");
        if text.starts_with("HTTP/1.1 200") && text.matches("1\r\n \r\n").count() > 3 {
            break;
        }
        assert!(seconds < 25, "{text}");
    }
    assert_eq!(wire(How::EndlessBody, leash::PLENTY).await.len(), 1 << 20);
    let headers = wire(How::EndlessHeaders, leash::PLENTY).await;
    assert_eq!(headers.len(), 1 << 20);
    assert!(!headers.windows(4).any(|four| four == b"\r\n\r\n"), "the headers never end");
}

#[tokio::test]
async fn connections_that_break() {
    assert!(wire(How::CloseEarly, leash::PLENTY).await.is_empty());
    assert_eq!(
        wire(How::RawBytes(b"220 mail.example ESMTP\r\n".to_vec()), leash::PLENTY).await,
        b"220 mail.example ESMTP\r\n"
    );
    let practice = with(How::CutShort).await;
    let response = api("/system/info").request(&practice).send().await.unwrap();
    assert_eq!(response.headers()["content-length"], "4096");
    assert!(response.bytes().await.is_err());
}

#[tokio::test]
async fn a_fault_is_about_some_requests_and_has_turns() {
    let mut world = World::sample();
    world.faults = vec![
        Fault::times(On::Path("/System/mySecurity".to_owned()), How::Forbidden, 2),
        Fault::always(On::Host("eu.myconnectwise.net".to_owned()), How::Html(503)),
    ];
    let practice = start(world).await;
    assert_eq!(api("/system/info").of(&practice).await.status, 200);
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(api("/system/mySecurity").of(&practice).await.status);
    }
    assert_eq!(statuses, [403, 403, 200]);
    assert_eq!(plain("eu.myconnectwise.net", "/").of(&practice).await.status, 503);
    practice.change(|world| world.faults.clear());
    assert_eq!(plain("eu.myconnectwise.net", "/").of(&practice).await.status, 200);
}

#[tokio::test]
async fn latency_holds_every_request_and_they_wait_together() {
    let practice = start(World { latency: Duration::from_millis(300), ..World::sample() }).await;
    let start = Instant::now();
    let ask = api("/system/info");
    let (one, two, three) = tokio::join!(ask.of(&practice), ask.of(&practice), ask.of(&practice));
    assert_eq!([one.status, two.status, three.status], [200, 200, 200]);
    assert!(start.elapsed() >= Duration::from_millis(300));
    assert_eq!(practice.most_at_once(), 3);
}

#[tokio::test]
async fn a_slow_answer_is_still_the_answer() {
    let start = Instant::now();
    assert_eq!(got(How::Slow(Duration::from_millis(200))).await.status, 200);
    assert!(start.elapsed() >= Duration::from_millis(200));
}

#[tokio::test]
async fn dropping_it_closes_the_port_and_open_connections() {
    let practice = with(How::Hang).await;
    let address = practice.origin().strip_prefix("http://").unwrap().to_owned();
    let mut stream = TcpStream::connect(&address).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let began = Instant::now();
    while practice.seen().is_empty() {
        assert!(began.elapsed() < leash::PLENTY, "it is never asked");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    drop(practice);
    let mut rest = Vec::new();
    let read = tokio::time::timeout(leash::PLENTY, stream.read_to_end(&mut rest)).await.unwrap();
    assert!(matches!(read, Ok(0) | Err(_)));
    assert!(TcpStream::connect(&address).await.is_err());
}
