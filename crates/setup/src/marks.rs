//! How far each step of the present set-up is, for the rail.

use super::checklist::paste_item;
use super::connection::Connection;
use super::names::{ClientIdWay, StepId};
use super::outcome::Passage;
use super::standing::Standing;
use super::state::{Open, Present, Setup};

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

impl Setup {
    pub fn mark_of(&self, step: StepId) -> StepMark {
        let Some(Present { open, connection, integration }) = self.present() else {
            return StepMark::Ahead;
        };
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
                if_done(passed && keys_are_there(open, connection))
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

    /// A verdict counts only for what was asked. If a row is used since, the choice of role changed or
    /// the vendor's file needs more, it no longer counts.
    pub(super) fn hold_verdict(&mut self) {
        let elsewhere = |p: Present| p.connection.rests_elsewhere(p.integration);
        if !self.present().is_some_and(elsewhere) {
            return;
        }
        let Some((open, connection)) = self.present_mut() else { return };
        connection.unchecked();
        if !open.check.running {
            open.check.forget();
        }
    }
}

fn by_passage(connection: &Connection, step: StepId) -> StepMark {
    match connection.passed(step) {
        Some(Passage::Done) => StepMark::Done,
        Some(Passage::Over) => StepMark::Skipped,
        None => StepMark::Open,
    }
}

/// Both keys, as far as they can be told apart from what is being read.
fn keys_are_there(open: &Open, connection: &Connection) -> bool {
    let here = open.keys.pair();
    let in_fields = here.public.is_some() && here.private.is_some();
    let kept = connection.kept.public_key && connection.kept.private_key;
    let nothing_here = open.keys.public.is_none() && open.keys.private.is_none();
    in_fields || (kept && nothing_here && open.beside.bound.is_empty())
}
