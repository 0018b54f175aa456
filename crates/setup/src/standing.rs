//! How a connection stands: what the last check said of it, and whether that still counts.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::checklist::{Stop, row_item, stops};
use super::{ClientIdWay, Connection, FieldId, Setup, StepId};
use checkup::{Finding, Line, Need, Reason, Verdict};
use connectwise::cause::Cause;
use connectwise::grid::Level;
use ground::files;
use integration::Integration;

/// What a check that ran to its end said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub when: String,
    /// Something it rested on changed since.
    #[serde(default)]
    pub stale: bool,
    /// What it rested on besides keys and place, as [`basis`] puts it.
    #[serde(default)]
    pub basis: Option<String>,
    pub signed_in: bool,
    /// Permissions that are missing, by name: "Companies > Contacts".
    #[serde(default)]
    pub missing: Vec<String>,
    /// Other lines that failed, by name: the first is the one that kept the rest from being asked.
    #[serde(default)]
    pub failed: Vec<String>,
    /// Lines that nothing proved or disproved.
    #[serde(default)]
    pub unproven: u32,
    /// Of these, lines that a stopped check never asked about.
    #[serde(default)]
    pub unasked: u32,
    /// More is open than needed.
    #[serde(default)]
    pub wider: bool,
    /// Permissions that were seen to be enough; none in a journal that was written before they
    /// were counted.
    #[serde(default)]
    pub matches: Option<u32>,
    /// The names that ConnectWise has for the member and its role, where it told them.
    #[serde(default)]
    pub member: Option<String>,
    #[serde(default)]
    pub role: Option<String>,
    /// ConnectWise itself turned the keys down.
    #[serde(default)]
    pub refused: bool,
}

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

impl Outcome {
    pub fn of(findings: &[Finding], signed_in: bool, when: String) -> Self {
        let titles = |which: fn(&Finding) -> bool| {
            findings.iter().filter(|f| which(f)).map(|f| f.line.title()).collect()
        };
        let count = |which: fn(&Finding) -> bool| findings.iter().filter(|f| which(f)).count();
        let refused = |finding: &Finding| {
            finding.line == Line::Keys
                && finding.verdict == Verdict::Failed
                && matches!(
                    finding.reason,
                    Some(Reason::Cause(
                        Cause::KeysRefused { .. }
                            | Cause::KeysSwapped
                            | Cause::KeyCutShort { .. }
                            | Cause::KeyOfOtherCompany { .. }
                    ))
                )
        };
        let who = findings.iter().find_map(|finding| finding.who.as_ref());
        Self {
            when,
            member: who.map(|who| who.identifier.clone()),
            role: who.and_then(|who| who.role.clone()),
            stale: false,
            basis: None,
            signed_in,
            missing: titles(|f| f.line.is_permission() && f.verdict == Verdict::Failed),
            failed: titles(|f| !f.line.is_permission() && f.verdict == Verdict::Failed),
            unproven: count(Finding::is_open_question) as u32,
            unasked: count(|f| f.reason == Some(Reason::NotAsked)) as u32,
            wider: findings.iter().any(|f| f.line == Line::Wider && f.verdict == Verdict::Wider),
            matches: Some(count(|f| {
                f.line.is_permission() && matches!(f.verdict, Verdict::Passed | Verdict::Wider)
            }) as u32),
            refused: findings.iter().any(refused),
        }
    }

    /// No row of the role was asked about: nobody ticked one of those that are for some alone.
    pub fn compared_nothing(&self, integration: &Integration) -> bool {
        self.matches == Some(0) && !integration.role.rows.is_empty()
    }

    fn is_perfect(&self) -> bool {
        self.missing.is_empty() && self.failed.is_empty() && self.unproven == 0 && !self.wider
    }

    /// Of a journal that was written before outcomes were.
    pub fn of_old(checked: &str, remarks: &[String]) -> Self {
        let named = |word: &str| -> Vec<String> {
            let word = format!("{word}: ");
            let named = remarks.iter().filter_map(|remark| remark.strip_prefix(&word));
            named.map(|rest| rest.split(". ").next().unwrap_or(rest).to_owned()).collect()
        };
        Self {
            when: checked.to_owned(),
            signed_in: true,
            missing: named("Missing"),
            failed: named("Failed"),
            unproven: named("Not checked").len() as u32,
            wider: !named("More than needed").is_empty(),
            ..Self::default()
        }
    }
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

    /// What the last check said, if it still counts.
    pub fn fresh(&self) -> Option<&Outcome> {
        self.outcome.as_ref().filter(|outcome| !outcome.stale)
    }
}

/// What the mark of a step in the rail says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepMark {
    Here,
    /// What the step is for is there now.
    Done,
    /// Been there, and something is open.
    Open,
    /// Gone past on purpose.
    Skipped,
    Ahead,
}

/// How a step was left by a press on Continue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Passage {
    Done,
    /// With something open.
    Over,
}

impl Setup {
    pub fn mark_of(&self, step: StepId) -> StepMark {
        let Some((connection, integration)) = self.present() else { return StepMark::Ahead };
        if step == connection.step {
            return StepMark::Here;
        }
        if step > connection.furthest {
            return StepMark::Ahead;
        }
        let if_done = |done: bool| if done { StepMark::Done } else { StepMark::Open };
        match step {
            StepId::Site => if_done(connection.instance.is_some()),
            StepId::Role | StepId::Member => match connection.fresh() {
                // The member signed in; of its role only what was compared counts.
                Some(outcome) if outcome.signed_in && step == StepId::Member => if_done(true),
                Some(outcome) if !outcome.missing.is_empty() => StepMark::Open,
                Some(outcome) if outcome.is_perfect() && !outcome.compared_nothing(integration) => {
                    StepMark::Done
                }
                _ => by_passage(connection, step),
            },
            StepId::Keys => {
                let signed_in = connection.fresh().is_some_and(|outcome| outcome.signed_in);
                let passed = signed_in || connection.passed(step).is_some();
                if_done(passed && self.keys_are_there(connection))
            }
            StepId::ClientId if connection.client_id_way == ClientIdWay::Skip => StepMark::Skipped,
            StepId::ClientId => by_passage(connection, step),
            StepId::Check => match connection.standing() {
                Standing::Passed(_) => StepMark::Done,
                // Nothing is missing: what is left is told, and keeps nothing from working.
                Standing::Remarks(outcome) => {
                    let open = outcome.missing.len() + outcome.failed.len();
                    if_done(open == 0 && outcome.unasked == 0)
                }
                Standing::Skipped => StepMark::Skipped,
                _ => StepMark::Open,
            },
            StepId::Save if connection.saved.is_some() => StepMark::Done,
            StepId::Save => {
                if self.is_session_only() {
                    StepMark::Skipped
                } else {
                    StepMark::Open
                }
            }
            StepId::HandOver => {
                let fields = integration.hand_over.fields.iter();
                let all = fields.map(|field| paste_item(&field.label));
                let mut all = all.filter(|item| !connection.ticks.contains(item));
                match all.next() {
                    None => StepMark::Done,
                    Some(_) if connection.passed(step) == Some(Passage::Over) => StepMark::Skipped,
                    Some(_) => StepMark::Open,
                }
            }
            StepId::Start | StepId::Done => StepMark::Open,
        }
    }

    /// Both keys, as far as they can be told apart from what is being read.
    fn keys_are_there(&self, connection: &Connection) -> bool {
        let here = self.keys.pair();
        let in_fields = here.public.is_some() && here.private.is_some();
        let kept = connection.kept.public_key && connection.kept.private_key;
        let nothing_here = self.keys.public.is_none() && self.keys.private.is_none();
        in_fields || (kept && nothing_here && self.beside.bound.is_empty())
    }

    /// A verdict counts for what was asked, and for nothing else: a row that is used since, another
    /// choice of role, or a vendor's file that needs more.
    pub(super) fn hold_verdict(&mut self) {
        let Some((connection, integration)) = self.present() else { return };
        if !connection.rests_elsewhere(integration) {
            return;
        }
        if let Some(connection) = self.connection_mut() {
            connection.unchecked();
        }
        if !self.check.running {
            self.forget_check();
        }
    }

    /// The rows that the last check found missing, while it counts.
    pub fn missing_rows(&self) -> BTreeSet<String> {
        let fresh = self.connection().and_then(Connection::fresh);
        fresh.into_iter().flat_map(|outcome| outcome.missing.iter().cloned()).collect()
    }
}

fn by_passage(connection: &Connection, step: StepId) -> StepMark {
    match connection.passed(step) {
        Some(Passage::Done) => StepMark::Done,
        Some(Passage::Over) => StepMark::Skipped,
        None => StepMark::Open,
    }
}

/// A value of the hand-over among the ticks, by the vendor's label.
pub fn paste_item(label: &str) -> String {
    format!("paste:{label}")
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
