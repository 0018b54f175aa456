//! The keychain with real services: GNOME Keyring and KeePassXC on a message bus of their
//! own, and services that are missing, locked, restarted or hung. Which bus and which home
//! folder a process has is fixed when it starts, so every situation is met by a process of
//! its own: this very program, started again (`inner.rs`).
#![cfg(target_os = "linux")]

mod already;
mod inner;
mod place;
mod restart;
mod situations;
mod stuck;
mod support;

/// How often something is tried: `make soak` sets the variable.
fn rounds(short: usize, long: usize) -> usize {
    if std::env::var_os("KEYWRIGHT_SOAK").is_some() { long } else { short }
}

/// A measured figure, for docs/reliability.md.
fn figure(text: std::fmt::Arguments) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "figure: {text}");
}

/// A press that waits for the keychain takes as long as the keychain may: of the limits that the
/// tests here set, the shortest. That none waits is shown in `desk/blocked.rs`.
const AS_LONG_AS_A_KEYCHAIN: u64 = 2000;

/// How long a press took: by the clock, and without the time in which its thread was ready and
/// other programs had the processors. Whatever it waited for itself is in both.
#[derive(Clone, Copy, Default)]
struct Press {
    own: u64,
    clock: u64,
}

impl Press {
    fn worst(self, other: Self) -> Self {
        Self { own: self.own.max(other.own), clock: self.clock.max(other.clock) }
    }

    /// As the process in the middle of a situation answers it.
    fn parse(text: &str) -> Self {
        let (own, clock) = text.split_once('/').unwrap_or_else(|| panic!("{text}"));
        Self { own: own.parse().unwrap(), clock: clock.parse().unwrap() }
    }
}

impl std::fmt::Display for Press {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ms ({} by the clock)", self.own, self.clock)
    }
}
