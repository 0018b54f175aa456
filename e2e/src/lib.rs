//! Journeys in the real window: a virtual screen, a message bus and a keychain of their
//! own for each, the program as it is shipped, and WebDriver for hands and eyes.
//!
//! The program is taken from `KEYWRIGHT_BIN`, else from the target folder.

mod desktop;
mod hosts;
pub mod journey;
pub mod keyboard;
pub mod network;
mod other;
mod window;

pub use desktop::{Desktop, Keychain, Placed, program, root};
pub use fantoccini::key::Key;
pub use hosts::Hosts;
pub use other::OtherProgram;
pub use window::Window;
