//! "Which product are you connecting?"

use super::dates;
use super::guide;
use super::parts::{button, fact};
use super::practice;
use super::record;
use super::standing;
use super::titles;
use super::types::{
    Before, Button, ByHand, ForgetQuestion, IntegrationCard, Kept, Page, SituationCard, StartPage,
};
use super::updates;
use crate::problem;
use checkup::Need;
use integration::{Integration, Said};
use setup::called::What;
use setup::practice::{REHEARSALS, Situation};
use setup::standing::Standing;
use setup::{Connection, Intent, Named, Setup, StartPress, VaultStatus};

pub fn page(setup: &Setup) -> (Page, String, String) {
    let cards = setup.integrations.iter().map(|i| IntegrationCard {
        id: i.id.to_string(),
        name: i.name.to_string(),
        summary: if i.built_in {
            i.summary.to_string()
        } else {
            format!("Not built in: added by hand. {}", i.summary)
        },
        chosen: setup.chosen.as_deref() == Some(&*i.id),
        choose: Intent::Start(StartPress::Choose { integration: i.id.to_string() }),
    });
    let chosen = setup.integrations.iter().find(|i| setup.chosen.as_deref() == Some(&*i.id));
    let (saved, unfinished): (Vec<_>, Vec<_>) =
        setup.connections.iter().partition(|c| c.saved.is_some() || c.replacing.is_some());
    let page = StartPage {
        integrations: cards.collect(),
        before: chosen.map(|integration| before(setup, integration)),
        unfinished: unfinished.into_iter().rev().map(|c| kept(setup, c)).collect(),
        saved: saved.into_iter().rev().map(|c| kept(setup, c)).collect(),
        troubles: problem::of_start(setup),
        updates: updates::part(setup),
        details: Intent::Named(Named::Copy { what: What::Details(None) }),
    };
    (
        Page::Start(page),
        "Which product are you connecting?".into(),
        "Keywright helps you make its ConnectWise keys, checks them, and hands them over.".into(),
    )
}

fn before(setup: &Setup, integration: &Integration) -> Before {
    let said = |list: &[Said]| list.iter().map(|said| said.text.to_string()).collect();
    Before {
        by_hand: by_hand(integration),
        minutes: guide::minutes(integration),
        who: said(&integration.before.who),
        open: said(&integration.before.open),
        guide: guide::guide(integration),
        gaps: integration.guide.gaps.iter().map(|gap| gap.to_string()).collect(),
        start: button("Start", Intent::Start(StartPress::Begin { practice: None })),
        practise: button(
            "Practise with sample data",
            Intent::Start(StartPress::Begin { practice: Some(Situation::Smooth) }),
        ),
        situations: situations(integration),
        plan: record::plan_part(setup, integration),
    }
}

/// So many hosts are named one by one.
const MOST_HOSTS: usize = 12;

fn by_hand(integration: &Integration) -> Option<ByHand> {
    let facts = integration.file.as_ref().map_or_else(Vec::new, |file| {
        let mut hosts: Vec<&str> = file.hosts.iter().take(MOST_HOSTS).map(String::as_str).collect();
        let more = file.hosts.len().saturating_sub(MOST_HOSTS);
        let more = format!("and {more} more");
        if file.hosts.len() > MOST_HOSTS {
            hosts.push(&more);
        }
        let hosts = if hosts.is_empty() { "none".to_owned() } else { hosts.join(", ") };
        vec![
            fact("File", file.name.clone()),
            fact("SHA-256", file.sha256.clone()),
            fact("Hosts it names", hosts),
        ]
    });
    (!integration.built_in).then(|| ByHand {
        title: "Do you trust this file?".into(),
        text: "It was added by hand, and Keywright's makers have not checked it. Compare its SHA-256 with whoever gave it to you. Type no password where it sends you.".into(),
        facts,
    })
}

/// What can be rehearsed for this product: without companies to read, their lack is none.
fn situations(integration: &Integration) -> Vec<SituationCard> {
    let sees_companies = Need::of(integration).sees_companies();
    let fits = |s: &Situation| *s != Situation::NoCompanies || sees_companies;
    let cards = REHEARSALS.into_iter().filter(fits).map(|situation| SituationCard {
        id: format!("{situation:?}"),
        title: practice::title(situation).into(),
        text: practice::text(situation).into(),
        start: button("Rehearse", Intent::Start(StartPress::Begin { practice: Some(situation) })),
    });
    cards.collect()
}

fn forget_question(setup: &Setup, title: &str) -> String {
    let text = format!(
        "Forget {title}? Its keys are removed from the keychain. ConnectWise keeps the API member."
    );
    match setup.keeper.leaves() {
        Some(left) => format!("{text} {left}"),
        None => text,
    }
}

fn kept(setup: &Setup, connection: &Connection) -> Kept {
    let integration = setup.integrations.iter().find(|i| *i.id == connection.integration);
    let title = titles::title_of(setup, &connection.id);
    let next = titles::title(connection.step);
    let passed = match (connection.standing(), integration) {
        (Standing::Passed(outcome), Some(i)) => !outcome.compared_nothing(i),
        (standing, _) => matches!(standing, Standing::Passed(_)),
    };
    let when = |moment| dates::when(moment, &setup.zone);
    let mut detail = match (&connection.saved, &connection.replacing) {
        (Some(saved), _) if passed => format!("Checked and saved {}", when(*saved)),
        (Some(saved), _) => {
            format!("Saved {}{}", when(*saved), standing::but(&setup.zone, connection))
        }
        (None, Some(before)) => {
            format!("Saved {}. New values are not saved yet", when(before.saved))
        }
        (None, None) => match connection.begun {
            Some(begun) => format!("Begun {}. Next: {next}", when(begun)),
            None => format!("Next: {next}"),
        },
    };
    if setup.would_lose().iter().any(|c| c.id == connection.id) {
        detail += ". Its keys are in memory only";
        if let VaultStatus::Unusable(fault) = setup.vault {
            detail += &format!(". {}", problem::of_keychain(fault).title);
        }
    }
    let removing = setup.removing.contains(&connection.id);
    let id = || connection.id.clone();
    let busy = |label, intent| Button { busy: removing, ..button(label, intent) };
    Kept {
        title: title.clone(),
        detail,
        practice: connection.practice,
        by_hand: integration.is_some_and(|integration| !integration.built_in),
        checked: passed,
        open: busy(
            if connection.saved.is_some() { "Open" } else { "Continue" },
            Intent::Start(StartPress::Resume { connection: id() }),
        ),
        forget: busy("Forget", Intent::Start(StartPress::Forget { connection: id() })),
        forget_question: (setup.forgetting.as_ref() == Some(&connection.id)).then(|| {
            ForgetQuestion {
                text: forget_question(setup, &title),
                yes: button(
                    "Forget it",
                    Intent::Start(StartPress::ForgetForGood { connection: id() }),
                ),
                no: button("Keep it", Intent::Start(StartPress::KeepAfterAll)),
            }
        }),
    }
}
