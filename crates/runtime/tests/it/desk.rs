//! The whole assistant without its window: what a person does goes in as Intents, what
//! they see comes out as Views. Practice mode plays ConnectWise; a mock plays the keychain.

mod answers;
mod authority;
mod blocked;
mod canary;
mod checklist;
mod documents;
mod earlier;
mod folder;
mod frame;
mod held;
mod journeys;
mod liar;
mod pasting;
mod places;
mod rehearsal;
mod resume;
mod returns;
mod sequences;
mod setup;
#[cfg(unix)]
mod strange_files;
mod unchecked;
mod updates;
mod vault;
pub mod window;
