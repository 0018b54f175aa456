//! Keeping keys in the keychain: what is sent there, what came of it, and what waits in memory
//! until it is there, whichever connection is open by then.

use super::effect::{Effect, Held};
use super::pairs::{Beside, Bound, Pair, Saved};
use super::{Alert, Connection, Keys, Setup, StepId, VaultStatus, item, now};
use crate::connectwise::address::Site;
use crate::diary::Entry;
use crate::secret::Secret;
use crate::vault::VaultFault;

/// Keys of a connection that was left before they were in the keychain. In memory only.
#[derive(Clone, Debug)]
pub struct Left {
    keys: Keys,
    beside: Beside,
}

/// How far the keychain has told what it holds of the present connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// Or nothing was ever sent there.
    #[default]
    Done,
    UnderWay,
    Failed,
}

impl Setup {
    /// Asks for the present values to be put into the keychain once the Intent or Event is done
    /// with: `last` for Save.
    pub(super) fn keep(&mut self, last: bool) {
        self.wants_keep = Some(last || self.wants_keep == Some(true));
    }

    /// The keychain is asked for the keys of the present connection, and has not answered.
    pub fn is_reading(&self) -> bool {
        self.reading == Reading::UnderWay
    }

    /// Keys that can be lost: in the fields, or beside them and never saved.
    fn holds_keys(&self) -> bool {
        self.keys.pair().holds_a_key() || !self.beside.earlier.is_empty()
    }

    /// A write proves itself, so a keychain that failed before is tried again. One that is being
    /// tried out is not asked a second time meanwhile.
    fn takes_keys(&self) -> bool {
        matches!(self.vault, VaultStatus::Ready | VaultStatus::Unusable(_))
    }

    /// The Effect for what [`Self::keep`] asked for.
    pub(super) fn kept_now(&mut self) -> Option<Effect> {
        let last = self.wants_keep.take()?;
        let pair = self.keys.pair();
        let holds = self.holds_keys();
        if !holds && self.beside.saved.is_none() {
            self.unkept = false;
            self.saving = false;
            return None;
        }
        // A keychain that does not take keys now gets them once it does; what it was sent before
        // are other keys by then.
        self.unkept = holds;
        let id = self.present()?.0.id.clone();
        // What is there already has to be known before anything is written over it.
        if !self.takes_keys() || self.reading != Reading::Done {
            self.under_way.remove(&id);
            return None;
        }
        let beside = if last { Beside::default() } else { self.beside.clone() };
        let held = Held { pair, beside, last };
        let effect = self.keep_of(&id, held);
        if effect.is_some() {
            self.not_kept = None;
        }
        effect
    }

    fn keep_of(&mut self, id: &str, held: Held) -> Option<Effect> {
        let run = self.keep_run + 1;
        let connection = self.connections.iter_mut().find(|c| c.id == id)?;
        let integration = self.integrations.iter().find(|i| *i.id == connection.integration)?;
        let company = connection.instance.as_ref().map_or("", |i| &i.company_id);
        let label = match company {
            "" => format!("Keywright: {}", integration.name),
            company => format!("Keywright: {} for {company}", integration.name),
        };
        let item = item::write(connection, &held)?;
        connection.sent = true;
        self.keep_run = run;
        self.under_way.insert(id.to_owned(), run);
        let held = Box::new(held);
        Some(Effect::Keep { run, connection: id.to_owned(), label, item, held })
    }

    /// What a write came to. It may be of a connection that was left meanwhile.
    pub(super) fn was_kept(
        &mut self,
        run: u32,
        id: &str,
        held: Held,
        outcome: Result<(), VaultFault>,
    ) -> Vec<Effect> {
        let here = self.current.as_deref() == Some(id);
        // What was sent last is what is there.
        let newest = self.under_way.get(id) == Some(&run);
        if newest {
            self.under_way.remove(id);
        }
        if held.last && here {
            self.saving = false;
        }
        if let Err(fault) = outcome {
            if fault != VaultFault::TooLarge && !self.is_session_only() {
                self.vault = VaultStatus::Unusable(fault);
            }
            if here {
                self.not_kept = Some(fault);
                self.alert = Some(Alert::Vault(fault));
            } else if newest && self.left.contains_key(id) {
                self.alert = Some(Alert::KeysLeft { connection: id.to_owned(), fault });
            }
            return vec![Effect::SaveJournal];
        }
        if matches!(self.vault, VaultStatus::Unusable(_)) {
            self.vault = VaultStatus::Ready;
        }
        if here && newest && matches!(self.alert, Some(Alert::Vault(_))) {
            self.alert = None;
        }
        if let Some(connection) = self.connections.iter_mut().find(|c| c.id == id) {
            connection.kept.public_key = held.pair.public.is_some();
            connection.kept.private_key = held.pair.private.is_some();
            // A Save that was written over meanwhile is none.
            if held.last && newest {
                connection.saved = Some(now());
                connection.replacing = None;
            }
        }
        if newest && !here {
            self.left.remove(id);
        }
        if here && newest {
            self.unkept = false;
            self.not_kept = None;
            self.kept = held.pair.public.is_some() && held.pair.private.is_some();
            if held.last {
                self.beside = Beside::default();
            }
        }
        if here && newest && held.last {
            self.announce("Saved, read back and compared.");
        }
        vec![Effect::SaveJournal]
    }

    /// The keychain works: what waited for it goes in, also of connections that were left.
    pub(super) fn keep_what_waits(&mut self) -> Vec<Effect> {
        let waiting: Vec<String> = self
            .left
            .keys()
            .filter(|id| !self.under_way.contains_key(*id) && !self.removing.contains(*id))
            .cloned()
            .collect();
        let mut effects = Vec::new();
        for id in waiting {
            let Some(left) = self.left.get(&id) else { continue };
            let (pair, beside) = (left.keys.pair(), left.beside.clone());
            effects.extend(self.keep_of(&id, Held { pair, beside, last: false }));
        }
        effects
    }

    /// Before another page takes the place of the present connection's: keys that are not in the
    /// keychain yet stay in memory, so that nothing is lost by looking elsewhere.
    pub(super) fn leave(&mut self) {
        let Some(id) = self.current.clone() else { return };
        let holds = self.holds_keys();
        let keys = std::mem::take(&mut self.keys);
        let beside = std::mem::take(&mut self.beside);
        if holds && (self.unkept || self.is_session_only()) {
            self.left.insert(id, Left { keys, beside });
        }
    }

    /// Keys of this connection that were left in memory, into the fields again.
    pub(super) fn come_back(&mut self, id: &str) {
        let Some(left) = self.left.remove(id) else { return };
        self.keys = left.keys;
        self.beside = left.beside;
        self.keep(false);
    }

    /// Keys that closing the program would lose: whose they are.
    pub fn would_lose(&self) -> Vec<&Connection> {
        let waits = self.holds_keys() && (self.unkept || self.is_session_only());
        let here = self.current.as_ref().filter(|_| waits);
        let ids = self.left.keys().chain(here);
        ids.filter_map(|id| self.connections.iter().find(|c| c.id == *id)).collect()
    }

    /// Whether all that is missing is the keychain's answer.
    pub fn is_being_kept(&self) -> bool {
        let lost = self.would_lose();
        !self.is_session_only() && lost.iter().all(|c| self.under_way.contains_key(&c.id))
    }

    pub(super) fn recalled(
        &mut self,
        id: &str,
        outcome: Result<Option<Secret>, VaultFault>,
    ) -> Vec<Effect> {
        if self.current.as_deref() != Some(id) {
            return Vec::new();
        }
        let expected = self.connection().is_some_and(|c| c.kept.public_key || c.kept.private_key);
        let sent = self.connection().is_some_and(|c| c.sent);
        self.reading = match &outcome {
            Err(_) if sent => Reading::Failed,
            _ => Reading::Done,
        };
        // What was pasted meanwhile waited for this.
        if self.reading == Reading::Done && self.unkept {
            self.keep(self.saving);
        }
        match outcome {
            Ok(found) => match found.as_ref().and_then(item::read) {
                Some(stored) => self.take_up(stored),
                None if expected => {
                    self.alert = Some(Alert::ItemGone);
                    self.diary.note(Entry::ItemGone);
                    if let Some(connection) = self.connection_mut() {
                        connection.kept = Default::default();
                        connection.changed();
                        connection.replacing = None;
                        // The keys have to be made anew, so the later pages wait.
                        connection.step = connection.step.min(StepId::Keys);
                        connection.furthest = connection.furthest.min(StepId::Keys);
                    }
                }
                None => {}
            },
            Err(fault) if expected || sent => {
                self.vault = VaultStatus::Unusable(fault);
                self.alert = Some(Alert::Vault(fault));
                if self.unkept {
                    self.not_kept = Some(fault);
                }
            }
            Err(_) => {}
        }
        Vec::new()
    }

    fn take_up(&mut self, stored: item::Stored) {
        self.came_back = true;
        let now = self.connection().and_then(|c| Some(c.instance.as_ref()?.api_origin()));
        let elsewhere = match (stored.origin.as_str(), &now) {
            ("", _) | (_, None) => false,
            (bound, Some(now)) => bound != now,
        };
        if let Some(connection) = self.connection_mut() {
            connection.sent = true;
            connection.kept.public_key = stored.pair.public.is_some();
            connection.kept.private_key = stored.pair.private.is_some();
        }
        // A keychain can take a while: what was pasted meanwhile is newer, and stands first.
        self.beside.take_in(stored.beside, &self.keys.pair());
        if let Some(now) = &now {
            self.beside.let_go(now);
        }
        if elsewhere {
            self.beside.bound.push(Bound { origin: stored.origin, pair: stored.pair });
            return;
        }
        self.lay_out(stored.pair);
    }

    /// The keys of the keychain into the fields that are empty.
    fn lay_out(&mut self, stored: Pair) {
        let mut keys = Keys::default();
        stored.clone().lay_out(&mut keys);
        for (here, kept) in [
            (&mut self.keys.public, &keys.public),
            (&mut self.keys.private, &keys.private),
            (&mut self.keys.client_id, &keys.client_id),
        ] {
            *here = here.take().or_else(|| kept.clone());
        }
        // One of the keychain's that found its place taken is not lost.
        if stored.private.is_some() && self.keys.pair().private != stored.private {
            self.beside.remember(Pair { client_id: None, ..stored });
        }
        if self.keys != keys {
            self.keep(false);
        } else {
            self.unkept = false;
            self.kept = keys.public.is_some() && keys.private.is_some();
        }
    }

    /// The keys may be sent to the address found now: a person says so.
    pub(super) fn use_bound(&mut self) -> Vec<Effect> {
        let Some(Bound { pair, .. }) = self.beside.bound.pop() else { return Vec::new() };
        self.lay_out(pair);
        let effects = self.secrets_changed();
        self.keep(false);
        effects
    }

    /// Where the address found now is, for the question about [`Bound`].
    pub fn bound_host(&self) -> Option<(String, String)> {
        let bound = self.beside.bound.last()?;
        let host = |origin: &str| {
            let bare = origin.strip_prefix("https://").unwrap_or(origin);
            Site::parse(bare).map_or_else(|_| bare.to_owned(), |site| site.authority())
        };
        let now = self.connection()?.instance.as_ref()?.api_origin();
        Some((host(&bound.origin), host(&now)))
    }

    pub(super) fn forget_for_good(&mut self, id: String) -> Vec<Effect> {
        self.forgetting = None;
        if !self.connections.iter().any(|c| c.id == id) || !self.removing.insert(id.clone()) {
            return Vec::new();
        }
        vec![Effect::Remove { connection: id }]
    }

    pub(super) fn removed(&mut self, id: &str, outcome: Result<(), VaultFault>) -> Vec<Effect> {
        self.removing.remove(id);
        let never_sent = self.connections.iter().any(|c| c.id == id && !c.sent);
        match outcome {
            Ok(()) => {
                let gone = "Forgotten: its keys are no longer in the keychain.";
                self.announce(match self.keeper.leaves() {
                    Some(left) => format!("{gone} {left}"),
                    None => gone.to_owned(),
                });
            }
            // The keychain is out of order, and nothing of this was ever sent to it.
            Err(_) if never_sent => self.announce("Forgotten. It had no keys."),
            Err(fault) => {
                self.alert = Some(Alert::Vault(fault));
                return Vec::new();
            }
        }
        self.connections.retain(|c| c.id != id);
        self.left.remove(id);
        self.under_way.remove(id);
        let mut effects = vec![Effect::SaveJournal];
        effects.extend(self.client_id_of_nobody());
        effects
    }

    /// What was saved when the Intent or Event came, if it is saved no longer.
    pub(super) fn saved_before(&self) -> Option<(String, Saved)> {
        let connection = self.connection()?;
        connection.saved.as_ref()?;
        Some((connection.id.clone(), Saved::of(connection, &self.keys)?))
    }

    pub(super) fn set_aside(&mut self, before: Option<(String, Saved)>) {
        let Some((id, saved)) = before else { return };
        let still = self.connection().is_none_or(|c| c.id != id || c.saved.is_some());
        if still || self.beside.saved.is_some() || saved.pair.private.is_none() {
            return;
        }
        self.beside.forget(&saved.pair);
        self.beside.saved = Some(saved);
        if self.wants_keep.is_none() {
            self.keep(false);
        }
    }
}
