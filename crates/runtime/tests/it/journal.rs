//! The journal where it is hard on it: killed in the middle of a save, a full disk, damaged
//! files, two programs at once.
#![allow(clippy::print_stderr, reason = "figures for docs/reliability.md")]

mod damage;
#[cfg(target_os = "linux")]
mod disk;
mod helper;
mod kill;
mod two;
