//! What each Event changes.

use super::connection::Connection;
use super::effect::{Effect, VaultJob};
use super::event::{ClipboardEvent, Event, JournalEvent, NamedEvent, PracticeEvent, VaultEvent};
use super::names::{ClientIdWay, FieldId, SiteWay, StepId};
use super::outside::VaultFault;
use super::standing::rests_on;
use super::state::{Alert, Filed, OnClipboard, Reading, Search, Setup, VaultStatus};
use super::ticket::Ticket;
use connectwise::cause::Cause;
use connectwise::find::Found;
use pasted::Slot;

impl Setup {
    /// Changes the state by what an effect came to.
    pub fn learn(&mut self, event: Event) -> Vec<Effect> {
        // The answer to an earlier question.
        if event.ticket().is_some_and(|ticket| !self.awaits(ticket)) {
            return Vec::new();
        }
        self.note_event(&event);
        self.whole(|setup| setup.take_in(event))
    }

    fn awaits(&self, ticket: Ticket) -> bool {
        let open = self.open.as_ref();
        [
            self.proving,
            self.updates.ticket,
            open.and_then(|open| open.looking),
            open.and_then(|open| open.check.ticket),
        ]
        .contains(&Some(ticket))
    }

    fn take_in(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Journal(event) => self.journal_event(event),
            Event::Practice(event) => self.practice_event(event),
            Event::Found { outcome, .. } => return self.found(outcome),
            Event::Vault(event) => return self.vault_event(event),
            Event::Clipboard(event) => return self.clipboard_event(event),
            Event::Check(event) => return self.check_event(event),
            Event::Named(event) => self.named_event(event),
            Event::Refused(wish) => self.wish_refused(wish),
            Event::Update(event) => return self.update_event(event),
        }
        Vec::new()
    }

    fn journal_event(&mut self, event: JournalEvent) {
        match event {
            JournalEvent::NotSaved { reason, .. } => {
                self.alert = Some(Alert::JournalNotSaved(reason));
            }
            JournalEvent::Saved => {
                self.alert.take_if(|alert| matches!(alert, Alert::JournalNotSaved(_)));
            }
        }
    }

    /// Of a set-up that was left meanwhile it is not for the one that is open now.
    fn practice_event(&mut self, event: PracticeEvent) {
        let (PracticeEvent::Runs { connection, .. } | PracticeEvent::Failed { connection }) =
            &event;
        let Some(open) = self.open.as_mut().filter(|open| open.id == *connection) else { return };
        match event {
            PracticeEvent::Runs { tenant, .. } => {
                open.practice = Some(tenant);
                self.alert.take_if(|alert| *alert == Alert::PracticeNotStarted);
            }
            PracticeEvent::Failed { .. } => self.alert = Some(Alert::PracticeNotStarted),
        }
    }

    fn vault_event(&mut self, event: VaultEvent) -> Vec<Effect> {
        match event {
            VaultEvent::Slow { .. } => {
                if let VaultStatus::Proving { slow } = &mut self.vault {
                    *slow = true;
                }
                self.vault_waits();
            }
            VaultEvent::Proved { outcome, .. } => return self.vault_proved(outcome),
            VaultEvent::KeptBy(keeper) => self.keeper = keeper,
            VaultEvent::Waits(true) => self.vault_waits(),
            VaultEvent::Waits(false) => self.vault_waits_no_more(),
            VaultEvent::Kept { ticket, connection, held, outcome } => {
                return self.was_kept(ticket, &connection, *held, outcome);
            }
            VaultEvent::Recalled { connection, outcome } => {
                return self.recalled(&connection, outcome);
            }
            VaultEvent::ClientIdRecalled(found) => self.client_id_recalled(found),
            VaultEvent::Removed { connection, outcome } => {
                return self.removed(&connection, outcome);
            }
        }
        Vec::new()
    }

    fn clipboard_event(&mut self, event: ClipboardEvent) -> Vec<Effect> {
        match event {
            ClipboardEvent::Read { field, text } => return self.pasted(field, text),
            ClipboardEvent::Written { name, secret, copy } => {
                self.clipboard_written(name, secret, copy);
            }
            ClipboardEvent::Held { copy } => self.clipboard_held(copy),
            ClipboardEvent::Ended { copy, cleared } => {
                self.alert.take_if(|alert| matches!(alert, Alert::ClipboardHeld(_)));
                if self.clipboard.take_if(|there| there.serial == copy).is_some() && cleared {
                    self.announce("The clipboard was cleared.");
                }
            }
        }
        Vec::new()
    }

    fn named_event(&mut self, event: NamedEvent) {
        match event {
            NamedEvent::LinkOpened { url, worked } => {
                self.alert.take_if(|alert| matches!(alert, Alert::LinkNotOpened(_)));
                if !worked {
                    self.alert = Some(Alert::LinkNotOpened(url));
                }
            }
            NamedEvent::TextSaved { outcome: Ok(path) } => {
                self.announce(format!("Saved: {path}"));
                if let Some(open) = &mut self.open {
                    open.check.saved_to = Some(path);
                }
            }
            NamedEvent::TextSaved { outcome: Err(reason) } => {
                self.alert = Some(Alert::ResultNotSaved(reason));
            }
            NamedEvent::DocumentSaved { outcome } => self.document_saved(outcome),
        }
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

    fn found(&mut self, outcome: Result<Found, Cause>) -> Vec<Effect> {
        let (search, instance) = match outcome {
            Ok(Found::Here(instance)) => (Search::Idle, Some(instance)),
            Ok(Found::Choice { sites, silent }) => (Search::Choice { sites, silent }, None),
            Err(cause) => (Search::Failed(cause), None),
        };
        if let Some(instance) = &instance {
            self.announce(format!("Found {}.", instance.company_name));
        }
        // No answer from the address that was found before says nothing against it.
        let stays = matches!(&search, Search::Failed(cause) if !cause.says_elsewhere());
        let Some((open, connection)) = self.present_mut() else { return Vec::new() };
        open.find = search;
        if !(stays && connection.instance.is_some()) && connection.instance != instance {
            connection.changed();
            if connection.instance.is_some() {
                connection.reopen(rests_on(FieldId::Address));
            }
            let origin = instance.as_ref().map(|instance| instance.api_origin());
            connection.instance = instance;
            open.saving = false;
            if let Some(origin) = origin {
                open.hold_back(&origin);
                open.let_go(&origin);
            }
            // Keys that are kept already belong to the address found now.
            open.keep(false);
        }
        let mut effects = vec![Effect::SaveJournal];
        // Looked for from the check itself: that goes on.
        let found = self.open.as_ref().is_some_and(|open| open.find == Search::Idle);
        match (self.step(), found) {
            (StepId::Check, true) => effects.extend(self.start_check(None)),
            // The page that says what came of it.
            (StepId::Check, false) => effects.extend(self.arrive(StepId::Site)),
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
                let mut effects = Vec::new();
                if let Some((open, connection)) = self.present_mut() {
                    let none_here = open.keys.public.is_none() && open.keys.private.is_none();
                    let kept = connection.kept.public_key || connection.kept.private_key;
                    if open.reading == Reading::Failed || (none_here && kept) {
                        // Kept earlier, and could not be read until now.
                        open.reading = Reading::UnderWay;
                        effects
                            .push(Effect::Vault(VaultJob::Recall { connection: open.id.clone() }));
                    } else if open.is_unkept() || open.saving {
                        // Keys that waited for it go in now.
                        open.keep(open.saving);
                    }
                }
                effects.extend(self.keep_what_waits());
                effects
            }
            Err(fault) => {
                self.vault = VaultStatus::Unusable(fault);
                self.vault_waits_no_more();
                if self.open.as_mut().is_some_and(|open| std::mem::take(&mut open.saving)) {
                    self.alert = Some(Alert::Vault(fault));
                }
                Vec::new()
            }
        }
    }

    fn client_id_recalled(&mut self, found: Option<ground::secret::Secret>) {
        self.remembered_client_id = found.clone();
        let Some((open, connection)) = self.present_mut() else { return };
        let own = connection.client_id_way == ClientIdWay::Own && !connection.practice;
        if let (true, None, Some(id)) = (own, &open.keys.client_id, found) {
            open.keys.client_id = Some(Slot {
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
        Some(Effect::Vault(VaultJob::ForgetClientId))
    }

    fn clipboard_held(&mut self, copy: u32) {
        if let Some(there) = self.clipboard.as_mut().filter(|there| there.serial == copy) {
            there.held = true;
            self.alert = Some(Alert::ClipboardHeld(there.name.clone()));
        }
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
