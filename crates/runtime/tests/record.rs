//! The record and the plan as documents: read as a browser reads them, and held against the
//! integration files. They are left in `out/records`, for `npm run records` to print.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "record/facts.rs"]
mod facts;
#[path = "record/hostile.rs"]
mod hostile;
#[path = "record/reader.rs"]
mod reader;
#[path = "record/rig.rs"]
mod rig;
