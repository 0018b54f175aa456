//! The way to the real hosts: encrypted, proved, and never to some addresses. Servers on
//! loopback play them; certificates are made on the spot.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "wire/never.rs"]
mod never;
#[path = "wire/served.rs"]
mod served;
#[path = "wire/tls.rs"]
mod tls;
