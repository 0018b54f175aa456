//! Where a company's ConnectWise is, by asking the practice ConnectWise as all regions.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot start fails")]

use assistant::connectwise::address::{REGIONS, Site};
use assistant::connectwise::cause::Cause;
use assistant::connectwise::client::Wire;
use assistant::connectwise::find::{Found, find};
use practice::{Fault, How, On, Practice, Tenant, World};

async fn look(world: World, site: Option<&str>, company: &str) -> Result<Found, Cause> {
    let practice = Practice::start(world).await.unwrap();
    let wire = Wire::practice(practice.origin()).unwrap();
    find(&wire, site.map(|site| Site::parse(site).unwrap()), company).await
}

fn sites(found: Result<Found, Cause>) -> Vec<String> {
    match found {
        Ok(Found::Here(one) | Found::Elsewhere(one)) => vec![one.site.authority()],
        Ok(Found::Several(all)) => all.iter().map(Site::authority).collect(),
        Err(_) => Vec::new(),
    }
}

#[tokio::test]
async fn every_region_is_tried_and_an_own_server_alone() {
    for region in REGIONS {
        let mut world = World::sample();
        world.tenants[0].site_host = region.host.into();
        let found = look(world.clone(), None, "acme-msp").await;
        assert_eq!(sites(found), [region.host]);
        let own = look(world, Some("cw.example-msp.com"), "acme-msp").await;
        assert!(matches!(own, Err(Cause::CompanyUnknown { .. })), "{own:?}");
    }
}

#[tokio::test]
async fn a_company_in_two_regions_is_not_guessed() {
    let mut world = World::sample();
    let twin = Tenant { site_host: "za.myconnectwise.net".into(), ..world.tenants[0].clone() };
    world.tenants.push(twin);
    let found = look(world.clone(), Some("eu.myconnectwise.net"), "acme-msp").await;
    assert_eq!(sites(found), ["na.myconnectwise.net", "za.myconnectwise.net"]);
    // Where the person names one of them, it is that one.
    let named = look(world, Some("za.myconnectwise.net"), "acme-msp").await;
    assert_eq!(sites(named), ["za.myconnectwise.net"]);
}

/// A region that did not answer may be the one: "none knows it" would be a lie.
#[tokio::test]
async fn a_region_that_gave_no_answer_is_named() {
    let mut world = World::sample();
    let silent = |world: &World| {
        let world = world.clone();
        async move {
            match look(world, Some("na.myconnectwise.net"), "nobody").await {
                Err(Cause::CompanyNowhere { silent, .. }) => silent,
                other => panic!("{other:?}"),
            }
        }
    };
    assert_eq!(silent(&world).await, Vec::<String>::new());
    world.faults =
        vec![Fault::always(On::Host("eu.myconnectwise.net".into()), How::ServerError(503))];
    assert_eq!(silent(&world).await, ["eu.myconnectwise.net"]);
}
