//! The keychain with real services: GNOME Keyring and KeePassXC on a message bus of their
//! own, and services that are missing, locked, restarted or hung. Which bus and which home
//! folder a process has is fixed when it starts, so every situation is met by a process of
//! its own: this very program, started again (`inner.rs`).
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "keychain/inner.rs"]
mod inner;
#[path = "keychain/place.rs"]
mod place;
#[path = "keychain/restart.rs"]
mod restart;
#[path = "keychain/situations.rs"]
mod situations;
#[path = "keychain/stuck.rs"]
mod stuck;
#[path = "desk/window.rs"]
#[allow(dead_code, unused_imports, unused_macros)]
mod window;

/// How often something is tried: `make soak` sets the variable.
fn rounds(short: usize, long: usize) -> usize {
    if std::env::var_os("KEYWRIGHT_SOAK").is_some() { long } else { short }
}

/// A measured figure, for docs/reliability.md.
fn figure(text: std::fmt::Arguments) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "figure: {text}");
}
