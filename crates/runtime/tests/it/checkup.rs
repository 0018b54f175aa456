//! The check, run against the practice ConnectWise: what each behaviour of a server, and
//! each set-up of a role, is told as.

mod again;
mod gates;
mod levels;
mod limits;
mod manners;
pub mod rig;
mod rows;
mod setups;
mod told;
