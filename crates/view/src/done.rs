//! Done: what was made, and what is left.

use super::parts::{button, copyable, fact, plain, plural};
use super::types::{DonePage, Fact, Page, StandingPart, Tone};
use super::{dates, hand_over, record, save, standing, told};
use setup::called::What;
use setup::{Connection, Intent, Open, Present, Setup, StepId, WalkPress};

pub fn page(setup: &Setup, present: Present) -> (Page, String, String) {
    let Present { open, connection, integration } = present;
    let company = connection.instance.as_ref().map_or("ConnectWise", |i| &i.company_name);
    let mut made = vec![
        fact("Product", integration.name.to_string()),
        fact("Company", company),
        fact("Security role", told::role_name(connection, integration)),
    ];
    if let Some(member) = told::member_id(present) {
        made.push(fact("API member", member));
    }
    made.push(fact("Check", standing::short(&setup.zone, connection)));
    let left = open_things(setup, present);
    let page = DonePage {
        made,
        kept: kept(setup, open, connection),
        come_back: vec![
            plain("It waits under **Saved connections**: check it or copy values again."),
            plain("New keys? Go back to **Key pair**, paste them, check, and save."),
        ],
        record: copyable(What::Record, "Copy the record", record::text(setup, present)),
        document: record::part(setup, connection),
        complete: left.is_empty(),
        passed: left.is_empty().then(|| standing::part(&setup.zone, connection, integration).text),
        open: left,
        again: button("Set up another", Intent::Walk(WalkPress::Home)),
    };
    let (heading, lead) = match page.open.len() {
        0 => ("Done".to_owned(), format!("{company} is set up for {}.", integration.name)),
        n => {
            let (things, are) = if n == 1 { ("thing", "is") } else { ("things", "are") };
            (
                "Not finished yet".to_owned(),
                format!("{n} {things} {are} left before {} is set up.", integration.name),
            )
        }
    };
    (Page::Done(page), heading, lead)
}

/// Where the keys are, as far as is known.
pub fn kept(setup: &Setup, open: &Open, connection: &Connection) -> Vec<Fact> {
    let when = |moment| dates::when(moment, &setup.zone);
    let mut facts = match (&connection.saved, setup.is_session_only()) {
        (None, true) => vec![fact("Kept in", "Memory, until you close Keywright")],
        (None, false) if open.is_unkept() || !connection.kept.private_key => {
            vec![fact("Kept in", "Not in the keychain yet")]
        }
        _ => save::kept_in(connection),
    };
    match (&connection.saved, &connection.replacing) {
        (Some(saved), _) => facts.push(fact("Saved", when(*saved))),
        (None, Some(before)) => {
            facts.push(fact(
                "Saved",
                format!("Earlier values, {}. These are not", when(before.saved)),
            ));
        }
        (None, None) => facts.push(fact("Saved", "Not yet")),
    }
    facts
}

/// What is open at the end, the most pressing first.
pub fn open_things(setup: &Setup, present: Present) -> Vec<StandingPart> {
    let Present { connection, integration, .. } = present;
    let go = |label: &str, step| Some(button(label, Intent::Walk(WalkPress::Go { step })));
    let open = |text: String, go| StandingPart { tone: Tone::Important, text, names: vec![], go };
    let mut things: Vec<StandingPart> =
        standing::open_part(&setup.zone, connection, integration).into_iter().collect();
    if connection.saved.is_none() {
        let text = match setup.is_session_only() {
            true => "Not saved: the keys are in memory only.",
            false => "These values are not saved yet.",
        };
        things.push(open(text.into(), go("Go to Save", StepId::Save)));
    }
    let fields = hand_over::fields(present);
    let wanted = fields.iter().filter(|field| !field.ticked && field.unavailable.is_none()).count();
    if wanted > 0 {
        let are = if wanted == 1 { "is" } else { "are" };
        things.push(open(
            format!("{} {are} not ticked as pasted.", plural(wanted, "value")),
            go("Go to Hand over", StepId::HandOver),
        ));
    }
    things
}
