//! How a connection stands: what the last check said of it, and whether that still counts.

use super::checklist::{Stop, row_item, stops};
use super::connection::Connection;
use super::names::{ClientIdWay, FieldId, StepId};
use super::outcome::Outcome;
use checkup::{Line, Need};
use connectwise::grid::Level;
use ground::files;
use integration::Integration;

/// What a check asks for, and of which role and member: another text, and its verdict says nothing.
pub fn basis(connection: &Connection, integration: &Integration) -> String {
    let need = Need::used(integration, |row| connection.ticks.contains(&row_item(row)));
    let rows = need.rows.iter().map(|(row, levels)| {
        let levels = levels.map(Level::word).join(",");
        format!("{} > {}: {levels}", row.module(), row.name())
    });
    let ways = format!("{:?} {:?}", connection.role_way, connection.member_way);
    let all: Vec<String> = std::iter::once(ways).chain(rows).chain(need.tables.clone()).collect();
    files::sha256(all.join("\n").as_bytes())
}

/// What can be said of the present values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing<'a> {
    NeverChecked,
    /// The person chose to go on without a check.
    Skipped,
    /// Checked, and something it rested on changed since.
    Changed(&'a Outcome),
    NotConnected(&'a Outcome),
    /// Signed in, and something is missing, failed, open beyond need or not proven.
    Remarks(&'a Outcome),
    Passed(&'a Outcome),
}

impl Connection {
    pub fn standing(&self) -> Standing<'_> {
        match &self.outcome {
            Some(outcome) if outcome.stale => match self.client_id_way {
                ClientIdWay::Skip => Standing::Skipped,
                _ => Standing::Changed(outcome),
            },
            Some(outcome) if !outcome.signed_in => Standing::NotConnected(outcome),
            Some(outcome) if outcome.is_perfect() => Standing::Passed(outcome),
            Some(outcome) => Standing::Remarks(outcome),
            None if self.client_id_way == ClientIdWay::Skip => Standing::Skipped,
            None => Standing::NeverChecked,
        }
    }

    /// The last check asked for something else than would be asked for now.
    pub fn rests_elsewhere(&self, integration: &Integration) -> bool {
        let then = self.fresh().and_then(|outcome| outcome.basis.as_ref());
        then.is_some_and(|then| *then != basis(self, integration))
    }

    /// The last check found it missing, and still counts.
    pub fn is_missing(&self, line: &Line) -> bool {
        self.fresh().is_some_and(|outcome| outcome.missing.contains(line))
    }

    /// What the last check said, if it still counts.
    pub fn fresh(&self) -> Option<&Outcome> {
        self.outcome.as_ref().filter(|outcome| !outcome.stale)
    }
}

/// How many lines of the role are set, and how many there are: one way to count.
pub fn role_lines(connection: &Connection, integration: &Integration) -> (usize, usize) {
    counted(&stops(integration), connection)
}

pub fn counted(stops: &[Stop], connection: &Connection) -> (usize, usize) {
    (stops.iter().filter(|stop| stop.is_set(connection)).count(), stops.len())
}

/// Whether the role is as far as it has to be. What is only for some may stay unticked, but not all
/// of it where there is nothing else.
pub fn role_is_set(connection: &Connection, integration: &Integration) -> bool {
    let stops = stops(integration);
    let set = |stop: &Stop| stop.is_set(connection);
    stops.iter().all(|stop| stop.is_optional() || set(stop))
        && (stops.is_empty() || stops.iter().any(set))
}

/// What rests on a value: no longer passed once it changes.
pub(super) fn rests_on(field: FieldId) -> &'static [StepId] {
    match field {
        FieldId::Address | FieldId::Company => {
            &[StepId::Role, StepId::Member, StepId::Keys, StepId::Check, StepId::Save]
        }
        FieldId::MemberId => &[StepId::Member],
        // They are there or not: that is looked at, and not remembered.
        FieldId::PublicKey | FieldId::PrivateKey => &[],
        FieldId::ClientId => &[StepId::ClientId],
    }
}
