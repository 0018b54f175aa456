//! What strangers and odd servers do: exact answers, faults that begin late or take turns,
//! pages, and connections that end unannounced.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod common;

use std::time::Duration;

use common::{API, API_HOST, api, plain, start};
use practice::{Fault, How, On, Practice, World};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

async fn faulty(faults: Vec<Fault>) -> Practice {
    start(World { faults, ..World::sample() }).await
}

async fn statuses(practice: &Practice, path: &str, times: usize) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..times {
        statuses.push(api(path).of(practice).await.status);
    }
    statuses
}

#[tokio::test]
async fn a_whole_answer_has_its_headers_and_no_other() {
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let headers = vec![
        header("www-authenticate", "Negotiate"),
        header("www-authenticate", "NTLM"),
        header("retry-after", "7"),
        header("content-encoding", "gzip"),
    ];
    let how = How::Whole { status: 401, headers, body: b"\x1f\x8b".to_vec() };
    let practice = faulty(vec![Fault::always(On::Any, how)]).await;
    let got = api("/system/info").of(&practice).await;
    assert_eq!((got.status, got.content_type.as_str()), (401, ""));
    let asks: Vec<_> = got.headers.get_all("www-authenticate").iter().collect();
    assert_eq!(asks, ["Negotiate", "NTLM"]);
    assert_eq!(got.headers["retry-after"], "7");
    assert_eq!(got.headers["content-encoding"], "gzip");
}

#[tokio::test]
async fn a_fault_may_begin_late_and_several_may_take_turns() {
    let on = || On::Path("/system/info".to_owned());
    let late = faulty(vec![Fault::after(on(), How::Unauthorized, 2)]).await;
    assert_eq!(statuses(&late, "/system/info", 4).await, [200, 200, 401, 401]);
    let turns = faulty(vec![
        Fault::times(on(), How::Unauthorized, 1),
        Fault::times(on(), How::Slow(Duration::ZERO), 2),
        Fault::always(on(), How::Html(503)),
    ])
    .await;
    assert_eq!(statuses(&turns, "/system/info", 5).await, [401, 200, 200, 503, 503]);
}

#[tokio::test]
async fn a_fault_may_be_about_a_path_s_end_or_about_one_host() {
    let practice = faulty(vec![
        Fault::always(On::End("/company/companies".to_owned()), How::Forbidden),
        Fault::always(
            On::PathOf { host: "eu.myconnectwise.net".to_owned(), path: "/login/".to_owned() },
            How::Html(503),
        ),
    ])
    .await;
    assert_eq!(statuses(&practice, "/company/companies?pageSize=1", 1).await, [403]);
    assert_eq!(statuses(&practice, "/company/companies/statuses", 1).await, [200]);
    let info = "/login/companyinfo/nordlicht";
    assert_eq!(plain("eu.myconnectwise.net", info).of(&practice).await.status, 503);
    assert_eq!(plain("eu.myconnectwise.net", "/").of(&practice).await.status, 200);
    assert_eq!(plain("na.myconnectwise.net", info).of(&practice).await.status, 200);
}

#[tokio::test]
async fn a_list_in_pages_names_the_next_one() {
    let practice = start(World::sample()).await;
    let ask = "/system/mySecurity?pageSize=1000";
    assert!(!api(ask).of(&practice).await.headers.contains_key("link"));
    practice.change(|world| world.quirks.longest_page = Some(40));
    let (mut path, mut rows) = (ask.to_owned(), Vec::new());
    for _ in 0..5 {
        let got = api(&path).of(&practice).await;
        rows.extend(got.list());
        let Some(link) = got.headers.get("link") else { break };
        let link = link.to_str().unwrap();
        let (to, rel) = link.split_once(">; ").unwrap();
        assert_eq!(rel, "rel=\"next\"");
        let origin = format!("<https://{API_HOST}{API}");
        path = to.strip_prefix(&origin).unwrap().to_owned();
    }
    assert_eq!((path.as_str(), rows.len()), ("/system/mySecurity?pageSize=1000&page=3", 87));
    practice.change(|world| world.quirks.pages_unannounced = true);
    let got = api(ask).of(&practice).await;
    assert_eq!((got.list().len(), got.headers.contains_key("link")), (40, false));
}

/// Two requests on one connection, and what comes back for both.
async fn twice(practice: &Practice) -> String {
    let address = practice.origin().strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let ask = "GET /login/companyinfo/acme-msp HTTP/1.1\r\nhost: na.myconnectwise.net\r\n\r\n";
    stream.write_all(ask.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let _ = stream.write_all(ask.as_bytes()).await;
    let mut text = Vec::new();
    let within = Duration::from_millis(400);
    let _ = tokio::time::timeout(within, stream.read_to_end(&mut text)).await;
    String::from_utf8(text).unwrap()
}

#[tokio::test]
async fn connections_may_end_without_a_word_before() {
    let practice = start(World::sample()).await;
    let answers = |text: &str| text.matches("\"CompanyName\"").count();
    assert_eq!(answers(&twice(&practice).await), 2);
    practice.change(|world| world.quirks.closes_unannounced = true);
    let text = twice(&practice).await;
    assert_eq!((answers(&text), text.contains("connection: close")), (1, false), "{text}");
    assert_eq!(practice.seen().len(), 3, "the second one was never read");
    practice.change(|world| {
        world.quirks.closes_unannounced = false;
        world.quirks.answers_once = true;
    });
    assert_eq!(answers(&twice(&practice).await), 1);
    assert_eq!(practice.seen().len(), 5, "the second one was read, and not answered");
}

#[tokio::test]
async fn a_sandbox_answers_the_api_on_its_own_host() {
    let practice = start(World::sample()).await;
    let sandbox = "sandbox-na.myconnectwise.net";
    practice.change(|world| world.tenants[0].site_host = sandbox.to_owned());
    assert_eq!(api("/system/info").on(sandbox).of(&practice).await.status, 200);
    let other = format!("api-{sandbox}");
    assert_eq!(api("/system/info").on(&other).of(&practice).await.status, 404);
}
