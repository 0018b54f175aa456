//! How a connection stands, in words: on Save, Hand over, Done, the first page, and in the record.

use super::parts::{button, plural};
use super::types::{StandingPart, Tone};
use super::{dates, lines};
use crate::problem;
use integration::Integration;
use jiff::tz::TimeZone;
use setup::standing::Standing;
use setup::{Connection, Intent, Outcome, StepId, WalkPress};

/// The keys sign in, and that is all that was seen.
pub const NOTHING_COMPARED: &str = "No needed row is ticked, so none was compared.";

/// What kept a check from passing in full: how many lines, and what they came to.
pub fn remarks(outcome: &Outcome) -> Vec<String> {
    let is = |n: usize| if n == 1 { "is" } else { "are" };
    let was = |n: u32| if n == 1 { "was" } else { "were" };
    let (failed, missing) = (outcome.failed.len(), outcome.missing.len());
    let unproven = outcome.unproven;
    [
        (failed > 0).then(|| format!("{} failed", plural(failed, "line"))),
        (missing > 0).then(|| format!("{} {} missing", plural(missing, "permission"), is(missing))),
        (unproven > 0).then(|| {
            format!("{} {} not checked", plural(unproven as usize, "line"), was(unproven))
        }),
        outcome.wider.then(|| "more is open than needed".to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// One line without names, for the first page.
pub fn short(zone: &TimeZone, connection: &Connection) -> String {
    let when = |outcome: &Outcome| dates::when(outcome.when, zone);
    match connection.standing() {
        Standing::NeverChecked => "Not checked".into(),
        Standing::Skipped => "Not checked: the check was skipped".into(),
        Standing::Changed(outcome) => format!("Changed since the check of {}", when(outcome)),
        Standing::NotConnected(outcome) if outcome.refused => {
            format!("ConnectWise refused the keys {}", when(outcome))
        }
        Standing::NotConnected(outcome) => format!("Not connected {}", when(outcome)),
        Standing::Remarks(outcome) => {
            format!("Connected {}, but {}", when(outcome), problem::listed(&remarks(outcome)))
        }
        Standing::Passed(outcome) => format!("Checked {}", when(outcome)),
    }
}

/// Behind "Saved 25 November 2026, 10:30", where the check did not pass in full.
pub fn but(zone: &TimeZone, connection: &Connection) -> String {
    let when = |outcome: &Outcome| dates::when(outcome.when, zone);
    match connection.standing() {
        // Asked for one that compared nothing, else it is said in full.
        Standing::Passed(_) => ", but no needed row was compared".into(),
        Standing::NeverChecked | Standing::Skipped => ", not checked".into(),
        Standing::Changed(_) => ", changed since it was checked".into(),
        Standing::NotConnected(outcome) if outcome.refused => {
            format!(", but ConnectWise refused the keys {}", when(outcome))
        }
        Standing::NotConnected(outcome) => {
            format!(", but the check of {} did not sign in", when(outcome))
        }
        Standing::Remarks(outcome) => format!(", but {}", problem::listed(&remarks(outcome))),
    }
}

/// The same with names, and the way to what is open.
pub fn part(zone: &TimeZone, connection: &Connection, integration: &Integration) -> StandingPart {
    let go = |label: &str, step| Some(button(label, Intent::Walk(WalkPress::Go { step })));
    let check = |label: &str| match connection.furthest >= StepId::Check {
        true => go(label, StepId::Check),
        false => None,
    };
    let open = |text: String, go| StandingPart { tone: Tone::Important, text, names: vec![], go };
    let when = |outcome: &Outcome| dates::when(outcome.when, zone);
    match connection.standing() {
        Standing::NeverChecked => open(
            "Not checked: these keys have not signed in to ConnectWise yet.".into(),
            check("Go to Check"),
        ),
        Standing::Skipped => open(
            "Not checked: you chose to go on without a check.".into(),
            go("Go to Client ID", StepId::ClientId),
        ),
        Standing::Changed(outcome) => open(
            format!("Something changed since the check of {}. Check again.", when(outcome)),
            check("Go to Check"),
        ),
        Standing::NotConnected(outcome) if outcome.refused => open(
            format!("ConnectWise refused these keys {}.", when(outcome)),
            go("Go to Key pair", StepId::Keys),
        ),
        Standing::NotConnected(outcome) => {
            let at =
                outcome.failed.first().map(|line| format!(" It ended at: {}.", lines::title(line)));
            open(
                format!(
                    "The check of {} did not sign in.{}",
                    when(outcome),
                    at.unwrap_or_default()
                ),
                check("See the check"),
            )
        }
        Standing::Remarks(outcome) => StandingPart {
            names: outcome.failed.iter().chain(&outcome.missing).map(lines::title).collect(),
            ..open(
                format!("Connected {}, but {}.", when(outcome), problem::listed(&remarks(outcome))),
                check("See the check"),
            )
        },
        Standing::Passed(outcome) if outcome.compared_nothing(integration) => open(
            format!("Signed in {}. {NOTHING_COMPARED}", when(outcome)),
            go("Go to Security role", StepId::Role),
        ),
        Standing::Passed(outcome) => StandingPart {
            tone: Tone::Plain,
            text: format!("Checked {}. {} has what it needs.", when(outcome), integration.name),
            names: Vec::new(),
            go: None,
        },
    }
}

/// Nothing where all of it passed.
pub fn open_part(
    zone: &TimeZone,
    connection: &Connection,
    integration: &Integration,
) -> Option<StandingPart> {
    Some(part(zone, connection, integration)).filter(|part| part.tone == Tone::Important)
}
