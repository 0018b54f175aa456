//! An update server on loopback that answers whatever a test tells it to.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

#[derive(Clone)]
pub enum Answer {
    Whole {
        status: u16,
        kind: &'static str,
        body: Vec<u8>,
    },
    /// Less than it says there is.
    CutShort(Vec<u8>),
    /// This much, it says; and it goes on for as long as anybody listens.
    Endless {
        announced: Option<u64>,
    },
    Redirect {
        status: u16,
        to: String,
    },
    HangUp,
}

impl Answer {
    pub fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self::Whole { status: 200, kind: "application/json", body: body.into() }
    }
}

#[derive(Default)]
struct Inner {
    answers: HashMap<String, Answer>,
    asked: Vec<String>,
    connections: usize,
    sent: usize,
}

pub struct Server {
    inner: Arc<Mutex<Inner>>,
    pub origin: String,
}

impl Server {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let origin = format!("http://{}", listener.local_addr().expect("its address"));
        let inner = Arc::new(Mutex::new(Inner::default()));
        let shared = inner.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                shared.lock().expect("no panic before").connections += 1;
                tokio::spawn(serve(stream, shared.clone()));
            }
        });
        Self { inner, origin }
    }

    pub fn answer(&self, path: &str, answer: Answer) {
        self.inner.lock().expect("no panic before").answers.insert(path.to_owned(), answer);
    }

    /// Every request so far, as it was written, the first line and all headers.
    pub fn asked(&self) -> Vec<String> {
        self.inner.lock().expect("no panic before").asked.clone()
    }

    /// How much of endless answers somebody took.
    pub fn sent(&self) -> usize {
        self.inner.lock().expect("no panic before").sent
    }

    pub fn connections(&self) -> usize {
        self.inner.lock().expect("no panic before").connections
    }
}

async fn serve(mut stream: TcpStream, inner: Arc<Mutex<Inner>>) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        match stream.read(&mut byte).await {
            Ok(1) => head.push(byte[0]),
            _ => return,
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let answer = {
        let mut inner = inner.lock().expect("no panic before");
        inner.asked.push(head);
        inner.answers.get(&path).cloned()
    };
    // Whoever is asked may stop listening at any moment.
    let _ = write(&mut stream, answer, &inner).await;
    let _ = stream.shutdown().await;
}

async fn write(
    stream: &mut TcpStream,
    answer: Option<Answer>,
    inner: &Mutex<Inner>,
) -> std::io::Result<()> {
    let first = |status: u16, more: String| {
        format!("HTTP/1.1 {status} Said\r\nconnection: close\r\n{more}\r\n")
    };
    match answer {
        None => stream.write_all(first(404, "content-length: 0\r\n".into()).as_bytes()).await,
        Some(Answer::HangUp) => Ok(()),
        Some(Answer::Whole { status, kind, body }) => {
            let more = format!("content-type: {kind}\r\ncontent-length: {}\r\n", body.len());
            stream.write_all(first(status, more).as_bytes()).await?;
            stream.write_all(&body).await
        }
        Some(Answer::CutShort(body)) => {
            let more = format!("content-length: {}\r\n", body.len() + 1);
            stream.write_all(first(200, more).as_bytes()).await?;
            stream.write_all(&body).await
        }
        Some(Answer::Redirect { status, to }) => {
            let more = format!("location: {to}\r\ncontent-length: 0\r\n");
            stream.write_all(first(status, more).as_bytes()).await
        }
        Some(Answer::Endless { announced }) => {
            let more = match announced {
                Some(length) => format!("content-length: {length}\r\n"),
                None => "transfer-encoding: chunked\r\n".to_owned(),
            };
            stream.write_all(first(200, more).as_bytes()).await?;
            // Large ones: for each, the program's threads have to wake each other.
            let block = vec![b' '; 0x100000];
            loop {
                if announced.is_none() {
                    stream.write_all(b"100000\r\n").await?;
                }
                stream.write_all(&block).await?;
                inner.lock().expect("no panic before").sent += block.len();
                if announced.is_none() {
                    stream.write_all(b"\r\n").await?;
                }
            }
        }
    }
}
