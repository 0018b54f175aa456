//! "Your ConnectWise".

use super::authority;
use super::parts::{button, choice, fact, important, notes, option, said_field, words};
use super::types::{Choice, FoundSite, Instruction, Page, SitePage};
use connectwise::address::{CLOUD_DOMAINS, REGIONS};
use connectwise::company_info::Instance;
use connectwise::forms;
use setup::called::{Pick, RegionPick};
use setup::{Connection, FieldId, Intent, PlacePress, Present, Setup, SiteWay};

pub fn page(setup: &Setup, present: Present) -> (Page, String, String) {
    let Present { open, connection, integration } = present;
    let way = connection.site_way;
    let address = (way != SiteWay::Region).then(|| {
        let mut field = said_field(open, FieldId::Address, &connection.address);
        if way == SiteWay::OwnServer {
            field.hint = Some("The address your team opens ConnectWise on.".into());
            field.placeholder = Some("connect.yourcompany.com".into());
        } else {
            field.hint = Some("Copy all of your browser's address bar.".into());
            field.placeholder = Some("https://na.myconnectwise.net/...".into());
        }
        field
    });
    let mut company = said_field(open, FieldId::Company, &connection.company);
    company.hint = Some("The short name on your sign-in page, letter for letter.".into());
    let page = SitePage {
        way: choice(
            "site",
            "How do you open ConnectWise?",
            vec![
                option(Pick::Site(SiteWay::Address), "In a browser", None, way == SiteWay::Address),
                option(
                    Pick::Site(SiteWay::Region),
                    "I know the region",
                    None,
                    way == SiteWay::Region,
                ),
                option(
                    Pick::Site(SiteWay::OwnServer),
                    "On our own server",
                    None,
                    way == SiteWay::OwnServer,
                ),
            ],
        ),
        address,
        regions: (way == SiteWay::Region).then(|| regions(connection)),
        company,
        desktop_client: Instruction {
            text: "Only the desktop client? Copy **Site URL**, at the bottom of".into(),
            trail: words(forms::MY_COMPANY),
            sign: None,
            copy: None,
            link: None,
        },
        find_again: connection
            .instance
            .is_some()
            .then(|| button("Look again", Intent::Place(PlacePress::Find))),
        found: connection.instance.as_ref().map(found),
        authority: authority::part(setup, open),
        notes: notes(&integration.site.notes),
    };
    (Page::Site(page), "Your ConnectWise".into(), "Keywright finds the API address.".into())
}

fn regions(connection: &Connection) -> Choice {
    let picked = connection.region.as_deref();
    let mut options = vec![option(
        Pick::Region(RegionPick::All),
        "I don't know",
        Some("Try all"),
        picked.is_none(),
    )];
    options.extend(REGIONS.iter().map(|region| {
        // Where companies work, the host tells one from another.
        let host = region.production.then_some(region.host);
        option(
            Pick::Region(RegionPick::Host(region.host.to_owned())),
            region.name,
            host,
            picked == Some(region.host),
        )
    }));
    choice("region", "Region", options)
}

fn found(instance: &Instance) -> FoundSite {
    // By its host alone: what it says of itself proves nothing.
    let (cloud, resembles) = (instance.site.is_cloud(), instance.site.resembles_cloud());
    let place = match (cloud, instance.site.region_name()) {
        (true, Some(region)) => format!("ConnectWise cloud, {region}"),
        (true, None) => "ConnectWise cloud".into(),
        (false, _) if resembles => "Not ConnectWise's cloud".into(),
        (false, _) => "Own server".into(),
    };
    let mut facts =
        vec![fact("Site", instance.site.authority()), fact("API address", instance.api_origin())];
    if !instance.version.is_empty() {
        facts.push(fact("Version", instance.version.clone()));
    }
    facts.push(fact("Runs in", place));
    let caution = resembles.then(|| {
        important(format!(
            "{} is not ConnectWise's cloud: its addresses end in {}. Is this your company's own server? The keys go there.",
            instance.site.authority(),
            CLOUD_DOMAINS.join(" or "),
        ))
    });
    FoundSite { company_name: instance.company_name.clone(), facts, caution }
}
