//! For tests, in debug builds alone: updates from a server on this computer, and another place
//! for the policy file. A release knows none of this (`crates/runtime/tests/it/house.rs`, and
//! `e2e/tests/updates.rs` where it is given a released program).

use std::net::IpAddr;
use std::path::PathBuf;

use updates::Kind;
use url::{Host, Url};

use crate::courier::UpdateSource;

/// "http://127.0.0.1:8080/latest.json KEY deb"
pub fn place() -> Option<UpdateSource> {
    let given = std::env::var("KEYWRIGHT_TEST_UPDATES").ok()?;
    let [at, key, kind] = given.split(' ').collect::<Vec<_>>().try_into().ok()?;
    let at = Url::parse(at).ok().filter(is_here)?;
    let kind = match kind {
        "appimage" => Kind::AppImage,
        "deb" => Kind::Deb,
        "rpm" => Kind::Rpm,
        _ => return None,
    };
    Some(UpdateSource { at, key: key.to_owned(), kind, rehearsal: true })
}

fn is_here(url: &Url) -> bool {
    let address = match url.host() {
        Some(Host::Ipv4(address)) => IpAddr::V4(address),
        Some(Host::Ipv6(address)) => IpAddr::V6(address),
        _ => return false,
    };
    address.is_loopback()
}

pub fn policy_folder() -> Option<PathBuf> {
    std::env::var_os("KEYWRIGHT_TEST_POLICY").map(PathBuf::from)
}
