//! The check, run against the practice ConnectWise: what each behaviour of a server, and
//! each set-up of a role, is told as.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "checkup/again.rs"]
mod again;
#[path = "checkup/gates.rs"]
mod gates;
#[path = "checkup/levels.rs"]
mod levels;
#[path = "checkup/limits.rs"]
mod limits;
#[path = "checkup/manners.rs"]
mod manners;
#[path = "checkup/rig.rs"]
mod rig;
#[path = "checkup/rows.rs"]
mod rows;
#[path = "checkup/setups.rs"]
mod setups;
#[path = "checkup/told.rs"]
mod told;
