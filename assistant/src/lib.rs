//! Decides everything Keywright does and shows; knows no window.
//!
//! One sentence: an [`setup::Intent`] changes the [`setup::Setup`], the Setup publishes a
//! [`view::types::View`]; an [`integration::Integration`] file says everything about a vendor.

pub mod desk;
pub mod journal;
pub mod practise;
pub mod self_test;

pub use checkup;
pub use connectwise;
pub use ground::{files, look, secret, text};
pub use integration;
pub use pasted;
pub use setup;
pub use system::{already, clipboard, downloads, machine, place, vault};
pub use updates;
pub use view::{self, problem};
