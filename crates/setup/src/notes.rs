//! What of Intents and Events goes into the diary: never a value, only that there was one.

use super::diary::{Call, CauseName, Counts, Entry, LineName, Pages, Place, Seen, Update, Why};
use super::event::{
    CheckEvent, ClipboardEvent, Event, JournalEvent, NamedEvent, PracticeEvent, UpdateEvent,
    VaultEvent,
};
use super::intent::{
    CheckPress, Intent, KeysPress, PlacePress, StartPress, UpdatePress, VaultPress,
};
use super::names::FieldId;
use super::outside::{JournalTrouble, NoText, VaultFault};
use super::state::Setup;
use checkup::{Finding, Line, Reason, Verdict, VerdictMark};
use connectwise::address::Site;
use connectwise::find::Found;
use pasted::{Plain, Slot};
use updates::Looked;

impl Setup {
    pub(super) fn note(&mut self, entry: Entry) {
        self.diary.note(entry);
    }

    /// What was found when the program started.
    pub(super) fn note_opening(&mut self) {
        let pages = match &self.journal_trouble {
            None => Pages::InOrder,
            Some(JournalTrouble::SetAside { recovered, .. }) => {
                Pages::Damaged { recovered: *recovered }
            }
            Some(JournalTrouble::Newer { .. }) => Pages::Newer,
            Some(JournalTrouble::Unreadable { .. }) => Pages::Unreadable,
            Some(JournalTrouble::HeldByAnother { .. }) => Pages::HeldByAnother,
        };
        self.note(Entry::Opened {
            products: self.integrations.len(),
            unread: self.bad_files.len(),
            set_ups: self.connections.len(),
            pages,
        });
    }

    /// Intents whose outcome says nothing that the press itself does not.
    pub(super) fn note_intent(&mut self, intent: &Intent) {
        let entry = match intent {
            Intent::Start(StartPress::Begin { practice }) if self.chosen.is_some() => {
                Entry::Begun { practice: *practice }
            }
            Intent::Vault(VaultPress::KeepForSession) => Entry::SessionOnly,
            Intent::Check(CheckPress::CancelCheck) => Entry::CheckStopped,
            Intent::Keys(KeysPress::SwapKeys) => Entry::Swapped,
            Intent::Place(PlacePress::UsePlace { .. }) => Entry::PlaceTaken,
            Intent::Check(CheckPress::PutRight) => Entry::PutRight,
            Intent::Update(UpdatePress::StopUpdate) => Entry::Update(Update::Stopped),
            _ => return,
        };
        self.note(entry);
    }

    /// A field that was filled in: of a key how long it is, which the page shows as well.
    pub(super) fn note_field(&mut self, field: FieldId) {
        let given = |slot: &Option<Slot>| {
            slot.as_ref().map(|slot| Entry::Given {
                field,
                characters: slot.secret.trace().0 as usize,
                odd: slot.remark.is_some(),
            })
        };
        let Some(open) = &self.open else { return };
        let entry = match field {
            FieldId::PublicKey => given(&open.keys.public),
            FieldId::PrivateKey => given(&open.keys.private),
            FieldId::ClientId => given(&open.keys.client_id),
            FieldId::Address | FieldId::Company | FieldId::MemberId => {
                let refused =
                    |(of, said): &(FieldId, Plain)| *of == field && said.refused.is_some();
                (!open.plain_said.iter().any(refused)).then_some(Entry::Filled(field))
            }
        };
        if let Some(entry) = entry {
            self.note(entry);
        }
    }

    /// Where ConnectWise is looked for.
    pub(super) fn note_looking(&mut self, site: Option<&Site>) {
        let at = match site {
            None => Place::Anywhere,
            Some(site) if site.is_cloud() => Place::Cloud,
            Some(_) => Place::OwnServer,
        };
        self.note(Entry::Looking { at });
    }

    pub(super) fn note_event(&mut self, event: &Event) {
        let vault =
            |call, outcome: Option<&VaultFault>| Entry::Vault { call, fault: outcome.copied() };
        let entry = match event {
            Event::Journal(JournalEvent::NotSaved { kind, .. }) => Entry::PagesNotSaved(*kind),
            Event::Practice(PracticeEvent::Runs { .. }) => Entry::PracticeRuns { worked: true },
            Event::Practice(PracticeEvent::Failed { .. }) => Entry::PracticeRuns { worked: false },
            Event::Found { outcome, .. } => match outcome {
                Ok(Found::Here(_)) => Entry::Found(Seen::Here),
                Ok(Found::Choice { sites, silent }) => {
                    Entry::Found(Seen::Choice { sites: sites.len(), silent: silent.len() })
                }
                Err(cause) => Entry::NotFound(Why::Cause(CauseName::from(cause))),
            },
            Event::Vault(VaultEvent::Slow { .. }) => Entry::VaultWaits(true),
            Event::Vault(VaultEvent::Waits(waits)) => Entry::VaultWaits(*waits),
            Event::Vault(VaultEvent::Proved { outcome, .. }) => {
                vault(Call::Prove, outcome.as_ref().err())
            }
            Event::Vault(VaultEvent::Kept { held, outcome, .. }) => {
                vault(if held.last { Call::Save } else { Call::Keep }, outcome.as_ref().err())
            }
            Event::Vault(VaultEvent::Recalled { outcome, .. }) => vault(Call::Recall, outcome.as_ref().err()),
            Event::Vault(VaultEvent::Removed { outcome, .. }) => vault(Call::Remove, outcome.as_ref().err()),
            Event::Clipboard(ClipboardEvent::Read { text, .. }) => match text {
                Ok(text) if !text.expose().trim().is_empty() => return,
                Ok(_) => Entry::NothingToPaste(NoText::Empty),
                Err(why) => Entry::NothingToPaste(*why),
            },
            Event::Clipboard(ClipboardEvent::Written { secret, copy, .. }) => {
                Entry::Copied { key: *secret, worked: copy.is_some() }
            }
            Event::Clipboard(ClipboardEvent::Held { .. }) => Entry::ClipboardHeld,
            Event::Clipboard(ClipboardEvent::Ended { cleared, .. }) => Entry::ClipboardEnded { cleared: *cleared },
            Event::Named(NamedEvent::LinkOpened { worked, .. }) => Entry::LinkOpened { worked: *worked },
            Event::Refused(wish) => Entry::Refused(*wish),
            Event::Check(CheckEvent::Finding { finding, .. }) => {
                match self.line_of(finding) {
                    Some(entry) => entry,
                    None => return,
                }
            }
            Event::Check(CheckEvent::Slow { .. }) => Entry::CheckSlow,
            Event::Check(CheckEvent::Ended { .. }) => Entry::CheckEnded(self.counts()),
            Event::Named(NamedEvent::TextSaved { outcome }) => Entry::ResultSaved { worked: outcome.is_ok() },
            Event::Named(NamedEvent::DocumentSaved { outcome }) => Entry::DocumentSaved { worked: outcome.is_ok() },
            Event::Update(UpdateEvent::Looked { outcome, .. }) => {
                Entry::Update(match outcome {
                    Ok(Looked::Latest { .. }) => Update::Latest,
                    Ok(Looked::Newer(_)) => Update::Newer,
                    Err(fault) => Update::Failed(*fault),
                })
            }
            Event::Update(UpdateEvent::Fetched { outcome, .. }) => {
                Entry::Update(outcome.err().map_or(Update::Proved, Update::Failed))
            }
            Event::Update(UpdateEvent::Taken { outcome, .. }) => {
                Entry::Update(outcome.as_ref().err().map_or(Update::Taken, |f| Update::Failed(*f)))
            }
            Event::Journal(JournalEvent::Saved)
            | Event::Vault(VaultEvent::KeptBy(_))
            | Event::Vault(VaultEvent::ClientIdRecalled(_))
            // Twenty of them would push everything else out.
            | Event::Update(UpdateEvent::Arrives { .. }) => return,
        };
        self.note(entry);
    }

    /// Permissions that match are counted at the end: they would push everything else out. The
    /// whole role is kept: its answer shows how ConnectWise tells the levels.
    fn line_of(&self, finding: &Finding) -> Option<Entry> {
        let verdict = VerdictMark::from(&finding.verdict);
        match verdict {
            VerdictMark::Waiting | VerdictMark::Running => return None,
            VerdictMark::Passed if finding.line.is_permission() => return None,
            _ => {}
        }
        let why = finding.reason.as_ref().map(|reason| match reason {
            Reason::Cause(cause) => Why::Cause(CauseName::from(cause)),
            Reason::Levels => Why::Levels,
            Reason::TableNotAllowed => Why::TableNotAllowed,
            Reason::Excess(_) => Why::Excess,
            Reason::EmptyList(_) => Why::EmptyList,
            Reason::MemberInactive => Why::MemberInactive,
            Reason::PersonsKeys => Why::PersonsKeys,
            Reason::Unclear => Why::Unclear,
            Reason::NotAsked => Why::NotAsked,
        });
        let line = match &finding.line {
            Line::Network => LineName::Network,
            Line::Site => LineName::Site,
            Line::Certificate => LineName::Certificate,
            Line::Company => LineName::Company,
            Line::ClientId => LineName::ClientId,
            Line::Keys => LineName::Keys,
            Line::Member => LineName::Member,
            Line::Companies => LineName::Companies,
            Line::Row(row) => LineName::Row(*row),
            Line::Table(_) => LineName::Table { number: self.number_of(&finding.line) },
            Line::Wider => LineName::Wider,
        };
        Some(Entry::Line { line, verdict, why, seen: finding.seen })
    }

    /// Which of the product's tables, from 1.
    fn number_of(&self, line: &Line) -> usize {
        let findings = self.open.iter().flat_map(|open| &open.check.findings);
        let tables = findings.map(|finding| &finding.line);
        let mut tables = tables.filter(|line| matches!(line, Line::Table(_)));
        tables.position(|table| table == line).map_or(0, |place| place + 1)
    }

    fn counts(&self) -> Counts {
        let count = |which: fn(&Verdict) -> bool| {
            let findings = self.open.iter().flat_map(|open| &open.check.findings);
            findings.filter(|finding| which(&finding.verdict)).count()
        };
        Counts {
            passed: count(|verdict| *verdict == Verdict::Passed),
            wider: count(|verdict| *verdict == Verdict::Wider),
            failed: count(|verdict| *verdict == Verdict::Failed),
            unproven: count(|verdict| *verdict == Verdict::Unproven),
            waiting: count(|verdict| matches!(verdict, Verdict::Waiting(_) | Verdict::Running)),
        }
    }
}
