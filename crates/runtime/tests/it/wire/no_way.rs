//! A computer that knows no way to a server: a network that is off, or a server by its number
//! while the VPN is down. Nobody refused anything, and no network is said to have been reached.

use std::collections::HashMap;
use std::net::SocketAddr;

use checkup::Checkup;
use connectwise::address::Site;
use connectwise::cause::Cause;
use connectwise::client::Wire;
use connectwise::proxy::Settings;

use super::tls::HOST;
use crate::checkup::rig;

/// Linux connects to no broadcast address: it knows no way there.
const NO_WAY: &str = "127.255.255.255:443";
/// A name that leads here counts as not found.
const NOWHERE: &str = "0.0.0.0:443";

fn checkup(server: SocketAddr, online: bool) -> Checkup {
    let online = if online { "127.0.0.1:443" } else { NOWHERE };
    let names = [(HOST, server), ("na.myconnectwise.net", online.parse().unwrap())];
    let names = names.map(|(name, address)| (name.to_owned(), address));
    let mut checkup = rig::checkup("", &rig::some_need());
    checkup.wire = Wire::set_to(Settings::direct(), HashMap::from(names));
    checkup.instance.site = Site::parse(HOST).unwrap();
    checkup
}

#[tokio::test(flavor = "multi_thread")]
async fn a_computer_without_a_network_is_not_told_that_it_reaches_one() {
    // Nobody listens there.
    let closed: SocketAddr = "127.0.0.1:1".parse().unwrap();
    let no_way: SocketAddr = NO_WAY.parse().unwrap();
    for (name, server, online, cause, network) in [
        ("no way, nowhere", no_way, false, "no-network", "failed"),
        ("no way to that server alone", no_way, true, "refused", "passed"),
        ("refused, and nothing else is found", closed, false, "refused", "unproven"),
        ("refused", closed, true, "refused", "passed"),
    ] {
        let checkup = checkup(server, online);
        let told = rig::run(&checkup).await;
        let failed = if cause == "no-network" { "network" } else { "site" };
        assert_eq!(told.the_failure(name), (failed.to_owned(), cause), "{name}");
        assert_eq!(told.verdict("network"), network, "{name}");
        let reached = told.of("network").evidence.contains("reaches the network");
        assert_eq!(reached, network == "passed", "{name}: {}", told.of("network").evidence);
        let searched = connectwise::find::find(&checkup.wire, Site::parse(HOST).ok(), "acme").await;
        assert_eq!(searched.map_err(|cause: Cause| cause.name()), Err(cause), "{name}");
    }
}
