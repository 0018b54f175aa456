//! The whole assistant without its window: what a person does goes in as Intents, what
//! they see comes out as Views. Practice mode plays ConnectWise; a mock plays the keychain.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "desk/answers.rs"]
mod answers;
#[path = "desk/authority.rs"]
mod authority;
#[path = "desk/blocked.rs"]
mod blocked;
#[path = "desk/canary.rs"]
mod canary;
#[path = "desk/checklist.rs"]
mod checklist;
#[path = "desk/documents.rs"]
mod documents;
#[path = "desk/earlier.rs"]
mod earlier;
#[path = "desk/folder.rs"]
mod folder;
#[path = "desk/frame.rs"]
mod frame;
#[path = "desk/held.rs"]
mod held;
#[path = "desk/journeys.rs"]
mod journeys;
#[path = "desk/liar.rs"]
mod liar;
#[path = "desk/pasting.rs"]
mod pasting;
#[path = "desk/places.rs"]
mod places;
#[path = "desk/rehearsal.rs"]
mod rehearsal;
#[path = "desk/resume.rs"]
mod resume;
#[path = "desk/returns.rs"]
mod returns;
#[path = "desk/sequences.rs"]
mod sequences;
#[path = "desk/setup.rs"]
mod setup;
#[cfg(unix)]
#[path = "desk/strange_files.rs"]
mod strange_files;
#[path = "desk/unchecked.rs"]
mod unchecked;
#[path = "desk/updates.rs"]
mod updates;
#[path = "desk/vault.rs"]
mod vault;
#[path = "desk/window.rs"]
mod window;
