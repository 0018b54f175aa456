//! Newer versions of Keywright itself: what a server's answer says, what a package's signature
//! must say, and whether this machine's administrators allow any of it. Whoever runs the
//! assistant hands it a [`Courier`]; nothing here asks the network.

mod answer;
mod courier;
mod policy;
mod signed;

pub use answer::{Answered, Asked, read};
pub use courier::{About, Courier, Fault, Kind, Looked, Offer, Package, Updates};
pub use policy::{
    Policy, Ruling, folder as policy_folder, read as read_policy, understood as policy_of,
};
pub use signed::proves;
