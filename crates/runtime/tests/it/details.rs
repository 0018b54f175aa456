//! "Copy technical details": what the text says after a walk, and that nothing a person typed,
//! pasted or has at ConnectWise is in it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

mod canaries;
mod says;
mod walk;
