//! "Copy technical details": what the text says after a walk, and that nothing a person typed,
//! pasted or has at ConnectWise is in it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

#[path = "details/canaries.rs"]
mod canaries;
#[path = "details/says.rs"]
mod says;
#[path = "details/walk.rs"]
mod walk;
