//! Where a company's ConnectWise is, by asking the practice ConnectWise as all regions.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot start fails")]

use connectwise::address::{REGIONS, Site};
use connectwise::cause::Cause;
use connectwise::client::Wire;
use connectwise::find::{Found, find};
use practice::{Fault, How, On, Practice, Tenant, World};

async fn look(world: World, site: Option<&str>, company: &str) -> Result<Found, Cause> {
    let practice = Practice::start(world).await.unwrap();
    let wire = Wire::practice(practice.origin());
    find(&wire, site.map(|site| Site::parse(site).unwrap()), company).await
}

fn sites(found: Result<Found, Cause>) -> Vec<String> {
    match found {
        Ok(Found::Here(one)) => vec![one.site.authority()],
        Ok(Found::Choice { sites, .. }) => sites.iter().map(Site::authority).collect(),
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

/// Found in another case while searching: the ID as it has to be, and where.
#[tokio::test]
async fn an_id_in_another_case_is_found_and_its_region_named() {
    // Typed, as ConnectWise has it, the site that was named, where it is known.
    let cases = [
        ("ACME-MSP", "acme-msp", None, "na.myconnectwise.net"),
        ("Acme-Msp", "acme-msp", None, "na.myconnectwise.net"),
        ("acme-msp", "ACME-MSP", None, "na.myconnectwise.net"),
        ("Acme-Msp", "acme-msp", Some("na.myconnectwise.net"), "na.myconnectwise.net"),
        ("Example-MSP", "example-msp", Some("cw.example-msp.com"), "cw.example-msp.com"),
    ];
    for (typed, own, site, host) in cases {
        let mut world = World::sample();
        let tenant = world.tenants.iter_mut().find(|t| t.company_id.eq_ignore_ascii_case(own));
        tenant.unwrap().company_id = own.into();
        let cause = look(world, site, typed).await.unwrap_err();
        let expected =
            Cause::CompanyOtherCase { host: host.into(), typed: typed.into(), known: own.into() };
        assert_eq!((cause.name(), &cause), ("company-other-case", &expected), "{site:?}");
    }
    // The right spelling needs no such help, and a company that is nowhere is not invented.
    assert_eq!(sites(look(World::sample(), None, "acme-msp").await), ["na.myconnectwise.net"]);
    for typed in ["acme", "ACMEMSP", "acme-msp-2"] {
        let cause = look(World::sample(), None, typed).await.unwrap_err();
        assert_eq!(cause.name(), "company-unknown", "{typed}");
    }
}

/// The spelling that companyinfo answers may be the one it does not know: offered is the
/// one that is known.
#[tokio::test]
async fn an_id_that_is_answered_as_it_was_typed_is_not_offered_again() {
    let mut world = World::sample();
    world.tenants[0].answered_company_id = "Acme-MSP".into();
    for site in [None, Some("na.myconnectwise.net")] {
        match look(world.clone(), site, "Acme-MSP").await {
            Err(Cause::CompanyOtherCase { typed, known, .. }) => {
                assert_eq!((typed.as_str(), known.as_str()), ("Acme-MSP", "acme-msp"));
            }
            other => panic!("{other:?}"),
        }
    }
}

/// A region that was named, and another one that knows the company: that one is offered, and
/// never taken.
#[tokio::test]
async fn another_region_is_a_question() {
    match look(World::sample(), Some("au.myconnectwise.net"), "acme-msp").await {
        Err(Cause::CompanyElsewhere { host, there, .. }) => {
            assert_eq!((&*host, &*there), ("au.myconnectwise.net", "na.myconnectwise.net"));
        }
        other => panic!("{other:?}"),
    }
    match look(World::sample(), None, "acme-msp").await {
        Ok(Found::Here(here)) => assert_eq!(here.site.authority(), "na.myconnectwise.net"),
        other => panic!("{other:?}"),
    }
}

/// What a region answers that is down, filtered, or no region.
fn outages() -> Vec<(How, &'static str)> {
    let page = |status, text: &str| How::Exactly {
        status,
        content_type: "text/html".into(),
        body: text.into(),
    };
    vec![
        (How::ServerError(503), "server-error"),
        (page(503, "<html>Down for maintenance</html>"), "server-error"),
        (page(403, "<html>You do not have permission</html>"), "intercepted"),
        (page(200, "<html>Blocked by your network</html>"), "intercepted"),
        (page(404, "<html>Not Found</html>"), "intercepted"),
        (page(200, "{\"status\":\"ok\"}"), "unreadable"),
        (How::CloseEarly, "broken-off"),
        (How::ProxySignIn, "proxy"),
        (How::EmptyBody, "unreadable"),
    ]
}

/// A named region that gives no answer of ConnectWise's is said to be so, whether or not
/// another one, or staging, knows a company of the same ID.
#[tokio::test]
async fn a_named_region_that_is_down_is_not_left_for_another() {
    for twin in [None, Some("eu.myconnectwise.net"), Some("staging.connectwisedev.com")] {
        for (how, name) in outages() {
            let mut world = World::sample();
            world.tenants[0].site_host = twin.unwrap_or("na.myconnectwise.net").into();
            world.faults = vec![Fault::always(On::Host("na.myconnectwise.net".into()), how)];
            let cause = look(world, Some("na.myconnectwise.net"), "acme-msp").await.unwrap_err();
            assert_eq!(cause.name(), name, "{twin:?}: {cause:?}");
            let offered = match &cause {
                Cause::CompanyMaybeElsewhere { there, .. } => Some(there.as_str()),
                _ => None,
            };
            assert_eq!(offered, twin, "{name}");
        }
    }
}

/// No region was named. One that is down may be the one; staging and sandboxes are for trying
/// things out.
#[tokio::test]
async fn what_is_found_while_a_region_is_down_or_on_staging_is_a_question() {
    for (how, _) in outages() {
        let mut world = World::sample();
        world.tenants[0].site_host = "eu.myconnectwise.net".into();
        world.faults = vec![Fault::always(On::Host("na.myconnectwise.net".into()), how)];
        match look(world, None, "acme-msp").await {
            Ok(Found::Choice { sites, silent }) => {
                assert_eq!(sites, [Site::parse("eu.myconnectwise.net").unwrap()]);
                assert_eq!(silent, ["na.myconnectwise.net"]);
            }
            other => panic!("{other:?}"),
        }
    }
    for trial in REGIONS.iter().filter(|region| !region.production) {
        let mut world = World::sample();
        world.tenants[0].site_host = trial.host.into();
        let found = look(world, None, "acme-msp").await;
        assert!(matches!(found, Ok(Found::Choice { .. })), "{found:?}");
    }
}
