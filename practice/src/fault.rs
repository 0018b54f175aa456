//! What the practice ConnectWise can be told to get wrong, and on which requests.
//!
//! The first group are refusals the real server is known to give, so that they can be had without arranging for them. The second
//! are what a proxy, a broken network or a hostile server may do: a program must survive each within its own limits.
//!
//! Faults of one path that follow each other in the list, each with its `times`, happen one after another. One of them may be
//! `How::Slow(Duration::ZERO)`, the usual answer.

use std::time::Duration;

use axum::body::Body;
use futures_util::stream;

use crate::answer::{self, Answer};
use crate::wire::Deed;

/// One thing that goes wrong.
#[derive(Debug, Clone)]
pub struct Fault {
    pub on: On,
    pub how: How,
    /// How many more requests it happens to; `None` for every one.
    pub times: Option<u32>,
    /// How many more requests pass it by before it begins.
    pub after: u32,
}

/// The requests a fault happens to. Upper and lower case do not matter.
#[derive(Debug, Clone)]
pub enum On {
    Any,
    /// The path, without the `?` and what follows, contains this.
    Path(String),
    /// The path ends with this: a list, and not what stands below it.
    End(String),
    /// The host addressed is this one, with or without its port.
    Host(String),
    /// Both at once: this host, and a path that contains this.
    PathOf {
        host: String,
        path: String,
    },
}

impl On {
    fn is_about(&self, host: &str, path: &str) -> bool {
        let (bare, path) =
            (host.split_once(':').map_or(host, |(bare, _)| bare), path.to_lowercase());
        let called =
            |name: &str| name.eq_ignore_ascii_case(host) || name.eq_ignore_ascii_case(bare);
        match self {
            On::Any => true,
            On::Path(part) => path.contains(&part.to_lowercase()),
            On::End(end) => path.ends_with(&end.to_lowercase()),
            On::Host(name) => called(name),
            On::PathOf { host, path: part } => called(host) && path.contains(&part.to_lowercase()),
        }
    }
}

/// What happens instead of the usual answer.
#[derive(Debug, Clone)]
pub enum How {
    /// 429 with ConnectWise's body; `retry_after` goes into the header as it is, be it seconds, a date or nonsense.
    TooManyRequests {
        retry_after: Option<String>,
    },
    /// This status with ConnectWise's error shape.
    ServerError(u16),
    /// A sign-in, maintenance or proxy page with this status.
    Html(u16),
    /// 407, a proxy that wants to know who is asking.
    ProxySignIn,
    /// 403 with code `Security`, like a missing permission, but the message says `SSL is required.`
    SslRequired,
    /// 400 in plain text.
    CannotRoute,
    /// The key pair is not accepted.
    Unauthorized,
    /// The client ID is not accepted, with this status: 400 and 401 are both possible.
    ClientIdRefused(u16),
    /// The permission is missing.
    Forbidden,
    NotFound,
    /// 400 with `InvalidObject` and one entry in `errors`.
    InvalidObject,
    Redirect {
        status: u16,
        to: String,
    },

    /// Waits this long, then answers as usual.
    Slow(Duration),
    /// Takes the request and never answers.
    Hang,
    /// Answers at once, then sends one byte at a time and never comes to an end.
    Drip {
        every: Duration,
    },
    /// Closes the connection without an answer.
    CloseEarly,
    /// Promises more bytes than it sends, then closes.
    CutShort,
    EndlessBody,
    EndlessHeaders,
    /// This status with bytes that are not text, called JSON.
    Garbage(u16),
    /// 200 with text that is not JSON, called JSON.
    NotJson,
    /// 200 with JSON of another shape than asked for.
    WrongShape,
    /// 200 with 100,000 arrays inside each other.
    DeepJson,
    /// 200 with nothing.
    EmptyBody,
    /// 200 with an empty list.
    EmptyList,
    /// Exactly this status, content type and body.
    Exactly {
        status: u16,
        content_type: String,
        body: Vec<u8>,
    },
    /// Exactly this status, headers and body. No header is added but what HTTP itself needs.
    Whole {
        status: u16,
        headers: Vec<(String, String)>,
        body: Vec<u8>,
    },
    /// These bytes instead of any HTTP answer, then the connection closes.
    RawBytes(Vec<u8>),
}

impl Fault {
    /// Happens to every request it is about.
    pub fn always(on: On, how: How) -> Fault {
        Fault { on, how, times: None, after: 0 }
    }

    /// Happens to every request it is about, once this many have been answered as usual.
    pub fn after(on: On, how: How, first: u32) -> Fault {
        Fault { on, how, times: None, after: first }
    }

    /// Happens this many times, then no more.
    pub fn times(on: On, how: How, times: u32) -> Fault {
        Fault { on, how, times: Some(times), after: 0 }
    }

    /// If it happens to this request, counts down and says what happens.
    pub(crate) fn strike(&mut self, host: &str, path: &str) -> Option<How> {
        if !self.on.is_about(host, path) {
            return None;
        }
        if self.after > 0 {
            self.after -= 1;
            return None;
        }
        match &mut self.times {
            Some(0) => return None,
            Some(left) => *left -= 1,
            None => {}
        }
        Some(self.how.clone())
    }
}

/// Written past the HTTP server, which would not start an answer it cannot finish.
const CUT_SHORT: &[u8] =
    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 4096\r\n\r\n[{\"id\":";

/// What the server does to carry a fault out.
pub(crate) enum Act {
    Answer(Answer),
    /// 200 called JSON, with this body.
    Stream(Body),
    /// The connection itself misbehaves.
    Wire(Deed),
    /// Waits, then answers as usual.
    Wait(Duration),
    Hang,
}

impl How {
    pub(crate) fn act(self) -> Act {
        Act::Answer(match self {
            How::TooManyRequests { retry_after } => answer::too_many_requests(retry_after),
            How::ServerError(status) => {
                answer::refusal(status, "ServerError", "An internal error has occurred.")
            }
            How::Html(status) => answer::page(status, "Practice page"),
            How::ProxySignIn => answer::page(407, "Proxy sign-in")
                .with_header("proxy-authenticate", "Basic realm=\"practice\""),
            How::SslRequired => answer::refusal(403, "Security", "SSL is required."),
            How::CannotRoute => answer::cannot_route(),
            How::Unauthorized => answer::unauthorized(),
            How::ClientIdRefused(status) => answer::client_id_refused(status),
            How::Forbidden => answer::forbidden(),
            How::NotFound => answer::not_found("Practice"),
            How::InvalidObject => answer::invalid_object("practice", "recordId"),
            How::Redirect { status, to } => {
                answer::page(status, "Moved").with_header("location", &to)
            }
            How::Garbage(status) => Answer::json_bytes(
                status,
                vec![0xFF, 0xFE, 0x00, 0xC3, 0x28, 0xF0, 0x9F, 0x07, 0x1B],
            ),
            How::NotJson => Answer::json_bytes(200, b"ConnectWise is thinking about it".to_vec()),
            How::WrongShape => {
                Answer::json_bytes(200, br#"{"practice":[{"id":"not a number"},17,null]}"#.to_vec())
            }
            How::DeepJson => Answer::json_bytes(200, b"[".repeat(100_000)),
            How::EmptyBody => Answer::json_bytes(200, Vec::new()),
            How::EmptyList => Answer::json_bytes(200, b"[]".to_vec()),
            How::Exactly { status, content_type, body } => Answer::new(status, &content_type, body),
            How::Whole { status, headers, body } => Answer::whole(status, headers, body),

            How::Slow(time) => return Act::Wait(time),
            How::Hang => return Act::Hang,
            How::CutShort => return Act::Wire(Deed::Bytes(CUT_SHORT.to_vec())),
            How::Drip { every } => return Act::Stream(drip(every)),
            How::EndlessBody => return Act::Stream(endless()),
            How::CloseEarly => return Act::Wire(Deed::Close),
            How::EndlessHeaders => return Act::Wire(Deed::EndlessHeaders),
            How::RawBytes(bytes) => return Act::Wire(Deed::Bytes(bytes)),
        })
    }
}

/// A list that opens and then only ever gets more white space: every prefix of it could still become JSON.
fn drip(every: Duration) -> Body {
    Body::from_stream(stream::unfold(true, move |first| async move {
        if first {
            return Some((Ok::<_, std::io::Error>("["), false));
        }
        tokio::time::sleep(every).await;
        Some((Ok(" "), false))
    }))
}

/// The same as fast as the other side takes it.
fn endless() -> Body {
    const SPACES: &[u8] = &[b' '; 16 * 1024];
    Body::from_stream(stream::unfold((), |()| async {
        // Lets other requests have their turn: this stream is always ready.
        tokio::task::yield_now().await;
        Some((Ok::<_, std::io::Error>(SPACES), ()))
    }))
}
