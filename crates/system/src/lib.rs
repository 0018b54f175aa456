//! The computer's hands: keychain, clipboard, downloads, where the window stood. Answers in the
//! Setup's words.

pub mod already;
pub mod clipboard;
pub mod downloads;
pub mod machine;
pub mod place;
pub mod vault;
