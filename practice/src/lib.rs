//! The practice ConnectWise: a server on this computer alone that answers like ConnectWise PSA's REST API.
//!
//! Tests, benchmarks and the program's practice mode talk to it. One server plays several ConnectWise hosts at once: the HTTP
//! `Host` header says which one is addressed, whatever the address connected to. Start with [`World::sample`], change what you
//! need, [`Practice::start`] it, and send requests to [`Practice::origin`].
//!
//! | question | file |
//! | --- | --- |
//! | what exists: tenants, members, keys, roles, how much data | `world.rs`, `role.rs`, `sample.rs` |
//! | what goes wrong on purpose | `fault.rs`, `wire.rs` |
//! | which host and path is that | `route.rs` |
//! | who is asking, with which key | `signin.rs` |
//! | which permission an address needs | `probes.rs`, `endpoints.rs`, `grid.rs` |
//! | what an answer looks like | `answer.rs`, `listing.rs`, `records/` |
//!
//! What is known about the real server, and how well, is collected in the project's facts page. Where the real form is unknown
//! a comment says so, and `Quirks` in `world.rs` offers the other forms: a program must do well with all of them.

mod answer;
mod endpoints;
mod fault;
mod listing;
mod probes;
mod records;
mod role;
mod route;
mod sample;
mod server;
mod signin;
mod wire;
mod world;

pub use connectwise::grid::{GRID, Level};
pub use fault::{Fault, How, On};
pub use probes::{PROBES, Probe, TABLES, Table};
pub use role::{Role, Row};
pub use sample::{
    CLIENT_ID, COMPANY_ID, LIMITED_PRIVATE_KEY, LIMITED_PUBLIC_KEY, PRIVATE_KEY, PUBLIC_KEY,
    SITE_HOST,
};
pub use server::{Practice, Seen};
pub use world::{BadKeys, Data, KeyPair, Levels, Member, Quirks, RowNames, Tenant, World};
