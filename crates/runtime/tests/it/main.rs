//! All tests of the runtime, and of the crates below it, in one program: linking costs more than
//! running. Another one searches its own memory, where no other test may run: `memory.rs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod checkup;
mod client_id;
mod clipboard;
mod corpus;
mod dependencies;
mod desk;
mod details;
mod facts;
mod find;
mod golden;
mod house;
mod journal;
mod keychain;
mod pasted;
mod record;
mod self_test;
mod truth;
mod types;
mod updates;
mod wire;
