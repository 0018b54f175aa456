//! The running assistant: carries out what the Setup asks for, keeps the journal, runs the practice
//! ConnectWise and the self-test. Knows no window.
//!
//! One sentence: a [`setup::Intent`] changes the [`setup::Setup`], the Setup publishes a
//! [`view::types::View`]; an [`integration::Integration`] file says everything about a vendor.

pub mod desk;
mod hands;
pub mod journal;
mod journal_1;
pub mod practise;
pub mod self_test;
mod tasks;
