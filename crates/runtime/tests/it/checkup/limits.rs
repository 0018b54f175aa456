//! Limits on waiting. Time stands still here until a test moves it, so that 60 seconds
//! take none and nothing depends on how fast the computer is.

use std::future::Future;
use std::time::Duration;

use checkup::{AT_ONCE, Checkup, Need};
use connectwise::address::REGIONS;
use connectwise::grid::{Level, find};
use futures_util::FutureExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{advance, pause, resume};

use super::rig::{Told, checkup, run, some_need};

const COMPANY: &str =
    r#"{"CompanyName":"Acme","Codebase":"v2025_1/","VersionCode":"v2025.1","IsCloud":"True"}"#;

const INFO: &str = r#"{"version":"v2025.1","isCloud":true}"#;

/// Runs a test with the clock stopped; gives up after two real minutes.
async fn frozen(test: impl Future<Output = ()>) {
    let (end, ended) = std::sync::mpsc::channel::<()>();
    // While a blocking task runs, tokio does not move a stopped clock by itself.
    let hung = tokio::task::spawn_blocking(move || ended.recv_timeout(2 * leash::PLENTY));
    pause();
    tokio::select! {
        () = test => {}
        _ = hung => panic!("something was waited for that never came"),
    }
    resume();
    drop(end);
}

/// Lets everything happen that needs no clock and no network.
async fn settle() {
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
}

/// A server that answers as it is told, one connection a request.
struct Server(TcpListener);

impl Server {
    async fn start() -> (Self, Checkup) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        (Self(listener), checkup(&origin, &some_need()))
    }

    /// The next request, read.
    async fn request(&self) -> (TcpStream, String) {
        let (mut stream, _) = self.0.accept().await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.unwrap());
        }
        (stream, String::from_utf8(head).unwrap())
    }

    /// Answers the next request, and waits until the other side is done with it.
    async fn answer(&self, status: &str, headers: &str, body: &str) -> String {
        let (stream, head) = self.request().await;
        Self::say(stream, status, headers, body).await;
        head
    }

    /// The next request: no company is known here, and no key is good.
    async fn refuse_keys_and_know_no_company(&self) -> String {
        let (stream, head) = self.request().await;
        if head.contains("/login/companyinfo/") {
            Self::say(stream, "200 OK", "", "null").await;
        } else {
            Self::say(stream, "401 Unauthorized", "", r#"{"code":"Unauthorized"}"#).await;
        }
        head
    }

    async fn say(mut stream: TcpStream, status: &str, headers: &str, body: &str) {
        let text = format!(
            "HTTP/1.1 {status}\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(text.as_bytes()).await.unwrap();
        let _ = stream.read(&mut [0]).await;
        settle().await;
    }

    fn is_asked(&self) -> bool {
        self.0.accept().now_or_never().is_some()
    }
}

#[tokio::test]
async fn a_busy_server_is_waited_for_as_it_asks_up_to_a_minute_and_twice_at_most() {
    let cases = [
        ("429 Too Many Requests", "retry-after: 1\r\n", 1, "busy"),
        ("429 Too Many Requests", "retry-after: 30\r\n", 30, "busy"),
        ("429 Too Many Requests", "retry-after: 1000000000\r\n", 60, "busy"),
        ("429 Too Many Requests", "retry-after: 18446744073709551615\r\n", 60, "busy"),
        ("429 Too Many Requests", "retry-after: Wed, 21 Oct 2099 07:28:00 GMT\r\n", 30, "busy"),
        ("429 Too Many Requests", "retry-after: soon\r\n", 30, "busy"),
        ("429 Too Many Requests", "retry-after: -5\r\n", 30, "busy"),
        ("429 Too Many Requests", "", 30, "busy"),
        ("503 Service Unavailable", "retry-after: 1000000000\r\n", 1, "server-error"),
        ("502 Bad Gateway", "", 1, "server-error"),
    ];
    frozen(async {
        for (status, headers, seconds, cause) in cases {
            let case = format!("{status} {headers:?}");
            let (server, checkup) = Server::start().await;
            let check = tokio::spawn(async move { run(&checkup).await });
            server.answer("200 OK", "", COMPANY).await;
            // Keys that a broken server was sent may have been looked at: twice is enough.
            let waits: &[u64] =
                if cause == "busy" { &[seconds, seconds, 0] } else { &[seconds, 0] };
            for wait in waits.iter().copied() {
                let asked = server.answer(status, headers, "{}").await;
                assert!(asked.starts_with("GET /v2025_1/apis/3.0/system/info "), "{case}: {asked}");
                if wait > 0 {
                    advance(Duration::from_millis(wait * 1000 - 10)).await;
                    settle().await;
                    assert!(!server.is_asked(), "{case}: asked again too early");
                    advance(Duration::from_millis(20)).await;
                }
            }
            let told = check.await.unwrap();
            assert_eq!(told.the_failure(&case), ("keys".to_owned(), cause), "{case}");
            assert!(!server.is_asked(), "{case}: one request too many");
        }
    })
    .await;
}

#[tokio::test]
async fn a_busy_server_that_recovers_costs_nothing_but_time() {
    frozen(async {
        let (server, checkup) = Server::start().await;
        let check = tokio::spawn(async move { run(&checkup).await });
        server.answer("200 OK", "", COMPANY).await;
        server.answer("429 Too Many Requests", "retry-after: 1\r\n", "{}").await;
        advance(Duration::from_secs(2)).await;
        server.answer("401 Unauthorized", "", r#"{"code":"Unauthorized"}"#).await;
        // The other way round, and side by side with it what other regions know.
        let mut asked = Vec::new();
        while asked.len() < REGIONS.len() {
            asked.push(server.refuse_keys_and_know_no_company().await);
        }
        let told = check.await.unwrap();
        let signing_in = asked.iter().filter(|head| head.contains("/system/info "));
        assert_eq!(signing_in.count(), 1, "{asked:?}");
        assert!(!server.is_asked(), "one question too many");
        assert_eq!(told.the_failure("then 401"), ("keys".to_owned(), "keys-refused"));
    })
    .await;
}

/// One "too many requests" holds every question back, not only the one that met it.
#[tokio::test]
async fn when_one_question_is_told_to_wait_all_wait() {
    frozen(async {
        let (server, mut checkup) = Server::start().await;
        let all = [Level::None, Level::None, Level::None, Level::All];
        let rows = practice::PROBES.iter().filter_map(|probe| find(probe.module, probe.row));
        let mut rows: Vec<_> = rows.map(|row| (row, all)).collect();
        rows.dedup();
        let tables = practice::TABLES.iter().map(|table| table.name.to_owned()).collect();
        checkup.need = Need { rows, tables, ..Need::default() };
        let check = tokio::spawn(async move { run(&checkup).await });
        server.answer("200 OK", "", COMPANY).await;
        server.answer("200 OK", "", INFO).await;
        for _ in ["companies", "member", "levels", "tables"] {
            server.answer("200 OK", "", r#"[{"id":7}]"#).await;
        }
        server.answer("429 Too Many Requests", "retry-after: 30\r\n", "{}").await;
        // Those that were under way. Each that ends lets another one begin, which waits.
        for _ in 1..AT_ONCE {
            server.answer("404 Not Found", "", "{}").await;
        }
        assert!(!server.is_asked(), "asked at once");
        advance(Duration::from_millis(29_900)).await;
        settle().await;
        assert!(!server.is_asked(), "asked too early");
        advance(Duration::from_millis(200)).await;
        server.answer("404 Not Found", "", "{}").await;
        check.abort();
    })
    .await;
}

/// Takes a request and then does what `misbehave` does, while the clock runs 25 seconds.
async fn stalls<F: Future<Output = ()>>(gate: &str, misbehave: impl Fn(TcpStream) -> F + Copy) {
    frozen(async {
        let (server, checkup) = Server::start().await;
        let check = tokio::spawn(async move { run(&checkup).await });
        if gate == "keys" {
            server.answer("200 OK", "", COMPANY).await;
        }
        let (stream, _) = server.request().await;
        settle().await;
        misbehave(stream).await;
        let told: Told = check.await.unwrap();
        assert_eq!(told.the_failure(gate), (gate.to_owned(), "timeout"));
        assert!(!server.is_asked(), "{gate}: asked again after a time-out");
    })
    .await;
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_twenty_seconds() {
    for gate in ["site", "keys"] {
        stalls(gate, |stream| async move {
            advance(Duration::from_millis(20_100)).await;
            settle().await;
            drop(stream);
        })
        .await;
    }
}

#[tokio::test]
async fn a_server_that_drips_is_given_twenty_seconds_in_all() {
    for gate in ["site", "keys"] {
        stalls(gate, |mut stream| async move {
            let head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 4096\r\n\r\n[";
            stream.write_all(head).await.unwrap();
            for _ in 0..21 {
                // Fails once the other side has given up: that is what is waited for.
                let _ = stream.write_all(b" ").await;
                settle().await;
                advance(Duration::from_secs(1)).await;
            }
            settle().await;
            // Still open on this side: it was not the end of the connection.
            let _ = stream.writable().await;
        })
        .await;
    }
}
