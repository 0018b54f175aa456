//! A connection that the server closes in the very moment in which it is used again.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use connectwise::cause::Cause;
use connectwise::client::Wire;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

const HOST: &str = "cw.example.test";
const ANSWER: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";

/// Answers so many questions of each connection, and ends it when the next one has come; counts
/// questions and connections.
async fn answers(most: usize) -> (Wire, Arc<[AtomicUsize; 2]>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let wire = Wire::practice(&format!("http://{}", listener.local_addr().unwrap()));
    let counts = Arc::new([AtomicUsize::new(0), AtomicUsize::new(0)]);
    let counted = counts.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            counted[1].fetch_add(1, Ordering::SeqCst);
            tokio::spawn(serve(stream, most, counted.clone()));
        }
    });
    (wire, counts)
}

async fn serve(stream: TcpStream, most: usize, counted: Arc<[AtomicUsize; 2]>) {
    let mut stream = BufReader::new(stream);
    let mut answered = 0;
    let mut line = String::new();
    while stream.read_line(&mut line).await.is_ok_and(|size| size > 0) {
        if line == "\r\n" {
            counted[0].fetch_add(1, Ordering::SeqCst);
            if answered == most {
                return;
            }
            answered += 1;
            stream.write_all(ANSWER.as_bytes()).await.unwrap();
        }
        line.clear();
    }
}

async fn ask(wire: &Wire) -> Result<u16, Cause> {
    wire.get(HOST, "/login/companyinfo/acme", None).await.map(|reply| reply.status)
}

#[tokio::test]
async fn a_question_is_asked_again_where_its_connection_ends_under_it() {
    let (wire, counts) = answers(1).await;
    for n in 1..=20 {
        assert_eq!(ask(&wire).await, Ok(200), "question {n}");
    }
    // Every other one was met by the end of the connection before it, and asked again on one
    // that nobody uses twice.
    assert_eq!(counts.each_ref().map(|count| count.load(Ordering::SeqCst)), [30, 20]);
}

#[tokio::test]
async fn a_server_that_never_answers_is_asked_twice_and_named() {
    let (wire, counts) = answers(0).await;
    assert_eq!(ask(&wire).await, Err(Cause::BrokenOff { host: HOST.to_owned(), keys: false }));
    assert_eq!(counts.each_ref().map(|count| count.load(Ordering::SeqCst)), [2, 2]);
}
