//! The search for the site (kind 4b): only "I do not know this company" from the host that
//! was named leads to another region, and staging is never taken by itself.

use connectwise::address::{REGIONS, Region, Site};
use connectwise::cause::Cause;
use connectwise::client::Wire;
use connectwise::find::{Found, find};
use practice::{Fault, How, On, Practice, Tenant, World};

use super::score::Score;
use super::strange::{Causes, Strange};
use super::{bodies, faults, pages};

const NA: &str = "na.myconnectwise.net";
const STAGING: &str = "staging.connectwisedev.com";

/// The sample company on na, and the same ID in another region.
fn twins(there: &str) -> World {
    let mut world = World::sample();
    let twin = Tenant {
        site_host: there.into(),
        company_name: "Another".into(),
        ..world.tenants[0].clone()
    };
    world.tenants.push(twin);
    world
}

fn words(found: &Result<Found, Cause>) -> String {
    match found {
        Ok(Found::Here(one)) => format!("here: {}", one.site.authority()),
        // Offered, or one of several: whichever it is, a person decides.
        Ok(offered) => format!("{offered:?}"),
        Err(cause) => cause.name().to_owned(),
    }
}

pub async fn score() -> Score {
    let lists = [pages::refusing(), faults::welcoming(), faults::failing()];
    let strangers = lists.into_iter().flatten().chain(bodies::all());
    let mut answers: Vec<(String, How, Causes)> = strangers
        .map(|answer: Strange| (answer.name.clone(), answer.how(), answer.at_companyinfo(true).1))
        .filter(|(.., causes)| !causes.contains(&"company-unknown"))
        .collect();
    answers.push(("503 as JSON".into(), How::ServerError(503), &["server-error"]));
    answers.push(("closed".into(), How::CloseEarly, &["broken-off"]));
    answers.push(("no HTTP".into(), How::RawBytes(b"SSH-2.0\r\n".to_vec()), &["broken-off"]));
    answers.push(("bytes".into(), How::Garbage(200), &["unreadable"]));
    let practice = Practice::start(World::sample()).await.unwrap();
    let wire = Wire::practice(practice.origin());
    let mut score = Score::default();
    let site = || Some(Site::parse(NA).unwrap());
    for (n, (name, how, causes)) in answers.into_iter().enumerate() {
        let there = ["eu.myconnectwise.net", STAGING, "za.myconnectwise.net"][n % 3];
        let mut world = twins(there);
        world.faults = vec![Fault::always(On::Host(NA.into()), how.clone())];
        practice.change(|now| *now = world.clone());
        let found = find(&wire, site(), "acme-msp").await;
        // An outage is named; another region is a question at most.
        let right = match &found {
            Err(cause) => causes.contains(&cause.name()),
            Ok(Found::Here(_)) => false,
            Ok(offered) => !format!("{offered:?}").starts_with("Elsewhere"),
        };
        score.count_cause("search", usize::from(right), 1);
        let told = words(&found);
        score.case(
            "4b",
            (!right).then(|| {
                format!("na was named, {there} knows it; na: {name}: {told}; must {causes:?}")
            }),
        );
        // No site named: staging is not where a company is, only because na is down.
        if there == STAGING {
            let found = find(&wire, None, "acme-msp").await;
            let told = words(&found);
            let taken = told == format!("here: {STAGING}");
            score.case("4b", taken.then(|| format!("no site named; na: {name}: {told}")));
        }
        // Nowhere else: na may know it after all, and is named as silent.
        if n % 5 == 0 {
            let somebody = |region: &Region| Tenant {
                site_host: region.host.into(),
                company_id: "somebody".into(),
                ..world.tenants[0].clone()
            };
            world.tenants = REGIONS.iter().map(somebody).collect();
            practice.change(|now| *now = world);
            let found = find(&wire, None, "acme-msp").await;
            let named = match &found {
                Err(Cause::CompanyNowhere { silent, .. }) => silent.contains(&NA.to_owned()),
                Err(Cause::CompanyUnknown { .. }) | Ok(_) => false,
                Err(_) => true,
            };
            let told = words(&found);
            let wrong = format!("nowhere else; na: {name}: {told}, and na is not named");
            score.case("4b", (!named).then_some(wrong));
        }
    }
    // The control: na says that it does not know it.
    let mut world = twins("eu.myconnectwise.net");
    world.tenants[0].company_id = "somebody".into();
    practice.change(|now| *now = world);
    let found = find(&wire, site(), "acme-msp").await;
    let offered = format!("{found:?}").contains("eu.myconnectwise.net");
    score.case("4b", (!offered).then(|| format!("na does not know it, eu does: {found:?}")));
    score
}
