//! The journal where it is hard on it: killed in the middle of a save, a full disk, damaged
//! files, two programs at once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::print_stderr, reason = "figures for docs/reliability.md")]

#[path = "journal/damage.rs"]
mod damage;
#[cfg(target_os = "linux")]
#[path = "journal/disk.rs"]
mod disk;
#[path = "journal/helper.rs"]
mod helper;
#[path = "journal/kill.rs"]
mod kill;
#[path = "journal/two.rs"]
mod two;
#[allow(dead_code, reason = "shared with the tests of the desk")]
#[path = "desk/window.rs"]
mod window;
