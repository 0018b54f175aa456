//! The connection below HTTP, for faults that no HTTP server would let itself be talked into.
//!
//! A handler leaves a [`Deed`] on the connection it came by; the next bytes the server wants to send are replaced by it.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// What is sent instead of the answer.
#[derive(Clone)]
pub(crate) enum Deed {
    /// Nothing: the connection closes.
    Close,
    /// These bytes, then the connection closes.
    Bytes(Vec<u8>),
    /// A good start, then header after header for as long as the other side listens.
    EndlessHeaders,
}

/// A handler's hold on the connection its request came by.
#[derive(Clone, Default)]
pub(crate) struct Wire(Arc<Mutex<Option<Deed>>>, Arc<AtomicUsize>);

impl Wire {
    pub(crate) fn leave(&self, deed: Deed) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(deed);
    }

    /// Counts a request that came by it: how many there were before.
    pub(crate) fn count(&self) -> usize {
        self.1.fetch_add(1, Ordering::SeqCst)
    }

    fn deed(&self) -> Option<Deed> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Accepts connections that carry a [`Wire`].
pub(crate) struct Lines(pub(crate) TcpListener);

impl Listener for Lines {
    type Io = Line;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Line, SocketAddr) {
        loop {
            match self.0.accept().await {
                Ok((stream, address)) => {
                    // Without it small answers wait for the other side's acknowledgement, and timings mean nothing.
                    let _ = stream.set_nodelay(true);
                    return (Line { stream, wire: Wire::default(), sent: 0 }, address);
                }
                // Out of file descriptors, most likely: others will close soon.
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// One connection.
pub(crate) struct Line {
    stream: TcpStream,
    wire: Wire,
    /// Bytes of a deed sent so far.
    sent: usize,
}

impl Connected<IncomingStream<'_, Lines>> for Wire {
    fn connect_info(stream: IncomingStream<'_, Lines>) -> Wire {
        stream.io().wire.clone()
    }
}

impl Line {
    /// Sends what of `bytes` is left, then reports the connection as closed, which makes the HTTP server drop it.
    fn send_and_close(&mut self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        while let Some(rest) = bytes.get(self.sent..).filter(|rest| !rest.is_empty()) {
            self.sent += ready!(Pin::new(&mut self.stream).poll_write(cx, rest))?;
        }
        Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()))
    }

    fn send_headers_forever(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        const START: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
        const MORE: &[u8] =
            b"x-practice: one more header, and it will not be the last one either\r\n";
        loop {
            let rest = match START.get(self.sent..).filter(|rest| !rest.is_empty()) {
                Some(start) => start,
                None => MORE.get((self.sent - START.len()) % MORE.len()..).unwrap_or(MORE),
            };
            // Tokio makes this wait now and then even if the other side keeps up, so the loop does not hog the thread.
            self.sent += ready!(Pin::new(&mut self.stream).poll_write(cx, rest))?;
        }
    }
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.wire.deed() {
            None => Pin::new(&mut self.stream).poll_write(cx, bytes),
            Some(Deed::Close) => self.send_and_close(cx, b""),
            Some(Deed::Bytes(bytes)) => self.send_and_close(cx, &bytes),
            Some(Deed::EndlessHeaders) => self.send_headers_forever(cx),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
