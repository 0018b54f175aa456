//! What each Event changes.

use super::effect::{Effect, Event};
use super::keep::Reading;
use super::outside::VaultFault;
use super::standing::{Outcome, rests_on};
use super::{
    Alert, ClientIdWay, Connection, FieldId, Filed, OnClipboard, Search, Setup, SiteWay, Slot,
    StepId, VaultStatus, now,
};
use checkup::{Line, Reason, Verdict};
use connectwise::cause::Cause;
use connectwise::find::Found;

impl Setup {
    /// Changes the state by what an effect came to.
    pub fn learn(&mut self, event: Event) -> Vec<Effect> {
        self.note_event(&event);
        self.whole(|setup| setup.take_in(event))
    }

    fn take_in(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::JournalNotSaved { reason, .. } => {
                self.alert = Some(Alert::JournalNotSaved(reason))
            }
            Event::JournalSaved => {
                if matches!(self.alert, Some(Alert::JournalNotSaved(_))) {
                    self.alert = None;
                }
            }
            // One that was left meanwhile is not for the set-up that is open now.
            Event::PracticeRuns(tenant) => {
                if self.connection_mut().is_some_and(|c| c.practice) {
                    self.practice = Some(tenant);
                    if self.alert == Some(Alert::PracticeNotStarted) {
                        self.alert = None;
                    }
                }
            }
            Event::PracticeFailed => self.alert = Some(Alert::PracticeNotStarted),
            Event::Found { run, outcome } if run == self.find_run => return self.found(outcome),
            Event::VaultSlow { run } if run == self.prove_run => {
                if let VaultStatus::Proving { slow } = &mut self.vault {
                    *slow = true;
                }
                self.vault_waits();
            }
            Event::VaultProved { run, outcome } if run == self.prove_run => {
                return self.vault_proved(outcome);
            }
            Event::KeptBy(keeper) => self.keeper = keeper,
            Event::VaultWaits(true) => self.vault_waits(),
            Event::VaultWaits(false) => self.vault_waits_no_more(),
            Event::Kept { run, connection, held, outcome } => {
                return self.was_kept(run, &connection, *held, outcome);
            }
            Event::Recalled { connection, outcome } => return self.recalled(&connection, outcome),
            Event::ClientIdRecalled(found) => self.client_id_recalled(found),
            Event::Removed { connection, outcome } => return self.removed(&connection, outcome),
            Event::ClipboardRead { field, text } => return self.pasted(field, text),
            Event::ClipboardWritten { name, secret, copy } => {
                self.clipboard_written(name, secret, copy)
            }
            Event::ClipboardHeld { copy } => self.clipboard_held(copy),
            Event::ClipboardEnded { copy, cleared } => {
                if matches!(self.alert, Some(Alert::ClipboardHeld(_))) {
                    self.alert = None;
                }
                if self.clipboard.take_if(|there| there.serial == copy).is_some() && cleared {
                    self.announce("The clipboard was cleared.");
                }
            }
            Event::LinkOpened { url, worked } => {
                self.alert.take_if(|alert| matches!(alert, Alert::LinkNotOpened(_)));
                if !worked {
                    self.alert = Some(Alert::LinkNotOpened(url));
                }
            }
            Event::Finding { run, finding } if run == self.check.run => {
                if let Some(place) = self.check.findings.iter_mut().find(|f| f.line == finding.line)
                {
                    *place = finding;
                }
            }
            Event::CheckSlow { run } if run == self.check.run => {
                self.check.slow = self.check.running
            }
            Event::CheckEnded { run } if run == self.check.run => return self.check_ended(),
            Event::TextSaved { outcome } => match outcome {
                Ok(path) => {
                    self.announce(format!("Saved: {path}"));
                    self.check.saved_to = Some(path);
                }
                Err(reason) => self.alert = Some(Alert::ResultNotSaved(reason)),
            },
            Event::Refused(wish) => self.wish_refused(wish),
            Event::DocumentSaved { outcome } => self.document_saved(outcome),
            Event::UpdateLooked { run, outcome } if run == self.updates.run => {
                self.update_looked(outcome)
            }
            Event::UpdateArrives { run, percent } if run == self.updates.run => {
                self.update_arrives(percent)
            }
            Event::UpdateFetched { run, outcome } if run == self.updates.run => {
                return self.update_fetched(outcome);
            }
            Event::UpdateTaken { run, outcome } if run == self.updates.run => {
                self.update_taken(outcome)
            }
            // Of a connection or run that is no longer the present one.
            Event::VaultSlow { .. }
            | Event::VaultProved { .. }
            | Event::Found { .. }
            | Event::Finding { .. }
            | Event::CheckSlow { .. }
            | Event::CheckEnded { .. }
            | Event::UpdateLooked { .. }
            | Event::UpdateArrives { .. }
            | Event::UpdateFetched { .. }
            | Event::UpdateTaken { .. } => {}
        }
        Vec::new()
    }

    fn document_saved(&mut self, outcome: Result<Filed, String>) {
        if matches!(self.alert, Some(Alert::DocumentNotSaved(_) | Alert::DocumentNotOpened(_))) {
            self.alert = None;
        }
        match outcome {
            Err(reason) => self.alert = Some(Alert::DocumentNotSaved(reason)),
            Ok(filed) => {
                match filed.opened {
                    Some(true) => self.announce("Opened in your browser."),
                    Some(false) => self.alert = Some(Alert::DocumentNotOpened(filed.path.clone())),
                    None => self.announce(format!("Saved: {}", filed.path)),
                }
                self.filed = Some(filed);
            }
        }
    }

    fn found(&mut self, outcome: Result<Found, connectwise::cause::Cause>) -> Vec<Effect> {
        let (search, instance) = match outcome {
            Ok(Found::Here(instance)) => (Search::Idle, Some(instance)),
            Ok(Found::Choice { sites, silent }) => (Search::Choice { sites, silent }, None),
            Err(cause) => (Search::Failed(cause), None),
        };
        if let Some(instance) = &instance {
            self.announce(format!("Found {}.", instance.company_name));
        }
        // Nobody answered where it was found before: that says nothing against it.
        let stays = matches!(&search, Search::Failed(cause) if !cause.says_elsewhere());
        self.find = search;
        if let Some(connection) = self.connection_mut()
            && !(stays && connection.instance.is_some())
            && connection.instance != instance
        {
            connection.changed();
            if connection.instance.is_some() {
                connection.reopen(rests_on(FieldId::Address));
            }
            let origin = instance.as_ref().map(|instance| instance.api_origin());
            connection.instance = instance;
            self.saving = false;
            if let Some(origin) = origin {
                self.hold_back(&origin);
                self.let_go(&origin);
            }
            // Keys that are kept already belong to the address found now.
            self.keep(false);
        }
        let mut effects = vec![Effect::SaveJournal];
        // Looked for from the check itself: that goes on.
        match (self.step(), &self.find) {
            (StepId::Check, Search::Idle) => effects.extend(self.start_check(None)),
            // The page that says what came of it.
            (StepId::Check, _) => effects.extend(self.arrive(StepId::Site)),
            _ => {}
        }
        effects
    }

    fn vault_waits(&mut self) {
        let said_on_the_page =
            self.step() == StepId::Keys && matches!(self.vault, VaultStatus::Proving { .. });
        if !said_on_the_page && self.vault != VaultStatus::SessionOnly {
            self.alert.get_or_insert(Alert::Vault(VaultFault::Slow));
        }
    }

    fn vault_waits_no_more(&mut self) {
        if self.alert == Some(Alert::Vault(VaultFault::Slow)) {
            self.alert = None;
        }
    }

    fn vault_proved(&mut self, outcome: Result<(), VaultFault>) -> Vec<Effect> {
        match outcome {
            Ok(()) => {
                self.vault = VaultStatus::Ready;
                // Keys could not be read, or not be written, until now.
                if matches!(self.alert, Some(Alert::Vault(_))) {
                    self.alert = None;
                }
                let unread = self.reading == Reading::Failed;
                let none_here = self.keys.public.is_none() && self.keys.private.is_none();
                match self.connection_mut() {
                    // Kept earlier, and could not be read until now.
                    Some(c)
                        if unread || (none_here && (c.kept.public_key || c.kept.private_key)) =>
                    {
                        let connection = c.id.clone();
                        self.reading = Reading::UnderWay;
                        let mut effects = vec![Effect::Recall { connection }];
                        effects.extend(self.keep_what_waits());
                        effects
                    }
                    // Keys that waited for it go in now.
                    _ => {
                        if self.is_unkept() || self.saving {
                            self.keep(self.saving);
                        }
                        self.keep_what_waits()
                    }
                }
            }
            Err(fault) => {
                self.vault = VaultStatus::Unusable(fault);
                self.vault_waits_no_more();
                if std::mem::take(&mut self.saving) {
                    self.alert = Some(Alert::Vault(fault));
                }
                Vec::new()
            }
        }
    }

    fn client_id_recalled(&mut self, found: Option<ground::secret::Secret>) {
        self.remembered_client_id = found.clone();
        let own = self
            .connection_mut()
            .is_some_and(|c| c.client_id_way == ClientIdWay::Own && !c.practice);
        if let (true, None, Some(id)) = (own, &self.keys.client_id, found) {
            self.keys.client_id = Some(Slot {
                tidied: Some("Filled in from your last connection.".into()),
                ..Slot::plain(id)
            });
        }
    }

    fn clipboard_written(&mut self, name: String, secret: bool, copy: Option<u32>) {
        let Some(serial) = copy else {
            self.alert = Some(Alert::ClipboardUnwritable);
            return;
        };
        self.announce(format!("Copied: {name}."));
        self.clipboard = secret.then_some(OnClipboard { name, serial, held: false });
    }

    /// The remembered client ID goes with the last connection that could have used it.
    pub(super) fn client_id_of_nobody(&mut self) -> Option<Effect> {
        let uses_it = |c: &Connection| !c.practice && c.client_id_way == ClientIdWay::Own;
        if self.connections.iter().any(uses_it) {
            return None;
        }
        self.remembered_client_id = None;
        Some(Effect::ForgetClientId)
    }

    fn clipboard_held(&mut self, copy: u32) {
        if let Some(there) = self.clipboard.as_mut().filter(|there| there.serial == copy) {
            there.held = true;
            self.alert = Some(Alert::ClipboardHeld(there.name.clone()));
        }
    }

    pub(super) fn check_ended(&mut self) -> Vec<Effect> {
        self.check.running = false;
        self.check.slow = false;
        let signed_in = self.signed_in();
        let remarks: Vec<String> = self
            .check
            .findings
            .iter()
            .filter(|f| f.line != Line::Certificate)
            .filter(|f| matches!(f.verdict, Verdict::Failed | Verdict::Wider | Verdict::Unproven))
            .map(|f| {
                let word = f.verdict.word(f.line.is_gate());
                format!("{word}: {}. {}", f.line.title(), f.evidence)
            })
            .collect();
        let failures = self.check.findings.iter().filter(|f| f.verdict == Verdict::Failed).count();
        self.announce(match (signed_in, failures) {
            (true, 0) => "The check is done: connected to ConnectWise.".to_owned(),
            (true, 1) => "The check is done: 1 line needs a look.".to_owned(),
            (true, n) => format!("The check is done: {n} lines need a look."),
            (false, _) => "The check is done: not connected.".to_owned(),
        });
        let keys = self.check.findings.iter().find(|f| f.line == Line::Keys);
        if let Some(Reason::Cause(Cause::KeysRefused { swapped: true, .. })) =
            keys.and_then(|finding| finding.reason.as_ref())
        {
            self.swap_refused = true;
        }
        let outcome = Outcome::of(&self.check.findings, signed_in, now());
        let outcome = Outcome { basis: self.check.basis.clone(), ..outcome };
        let own = self.keys.client_id.as_ref().map(|s| s.secret.clone());
        let Some(connection) = self.connection_mut() else { return Vec::new() };
        // A check that came nowhere says nothing against keys that signed in before.
        if signed_in || outcome.refused {
            connection.checked = signed_in.then(now);
        }
        connection.remarks = remarks;
        connection.outcome = Some(outcome);
        let mut effects = vec![Effect::SaveJournal];
        let remember =
            signed_in && !connection.practice && connection.client_id_way == ClientIdWay::Own;
        if let (true, Some(id)) = (remember, own) {
            effects.push(Effect::RememberClientId(id));
        }
        // The item says whether its keys were checked, so it is written again.
        self.keep(false);
        effects
    }

    /// The site as it was asked for, to tell it from the one found.
    pub fn asked_site(&self) -> Option<String> {
        let connection = self.connection()?;
        match connection.site_way {
            SiteWay::Region => connection.region.clone(),
            _ => pasted::site(&connection.address).ok().map(|s| s.authority()),
        }
    }
}
