//! What is known of ConnectWise PSA's screens and REST API. Whatever would change if
//! ConnectWise changed is here.

pub mod address;
pub mod authority;
pub mod cause;
mod certificate;
pub mod client;
pub mod company_info;
pub mod elsewhere;
pub mod find;
pub mod forms;
pub mod grid;
pub mod json;
pub mod probes;
pub mod proxy;
pub mod reply;
