//! Keeping keys in the keychain: what is sent there, what came of it, and what waits in memory
//! until it is there, whichever connection is open by then.

use super::diary::Entry;
use super::effect::{Effect, Held};
use super::outside::VaultFault;
use super::pairs::{Beside, Bound, Pair, Saved};
use super::{Alert, Connection, Keys, Setup, StepId, VaultStatus, item, now};
use connectwise::address::Site;
use ground::secret::Secret;

/// Keys of a connection that was left before they were in the keychain. In memory only.
#[derive(Clone, Debug)]
pub struct Left {
    keys: Keys,
    beside: Beside,
    origin: Option<String>,
    /// What the keychain holds of it is not known: nothing is written over that.
    unread: bool,
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

    /// It did not tell what it holds of the present connection: asked once more.
    pub(super) fn read_again(&mut self) -> Option<Effect> {
        if self.reading != Reading::Failed {
            return None;
        }
        self.reading = Reading::UnderWay;
        Some(Effect::Recall { connection: self.current.clone()? })
    }

    /// The keychain is asked for the keys of the present connection, and has not answered.
    pub fn is_reading(&self) -> bool {
        self.reading == Reading::UnderWay
    }

    /// Keys that can be lost: in the fields, or beside them and never saved.
    fn holds_keys(&self) -> bool {
        self.keys.pair().holds_a_key() || !self.beside.earlier.is_empty() || self.is_unkept()
    }

    /// Both keys are in the keychain as they are here.
    pub fn is_kept(&self) -> bool {
        let here = self.keys.pair();
        let there = self.there.as_ref().map(|held| &held.pair);
        here.public.is_some()
            && here.private.is_some()
            && there.is_some_and(|t| (&t.public, &t.private) == (&here.public, &here.private))
    }

    /// A key here is not known to be in the keychain.
    pub fn is_unkept(&self) -> bool {
        let here = self.keys.pair();
        let held_back = self.beside.bound.iter().map(|bound| &bound.pair);
        let mut pairs = std::iter::once(&here).chain(&self.beside.earlier).chain(held_back);
        pairs.any(|pair| match &self.there {
            Some(held) => !held.holds_keys_of(pair),
            None => pair.holds_a_key(),
        })
    }

    /// A write proves itself, so a keychain that failed before is tried again. One that is being
    /// tried out is not asked a second time meanwhile.
    fn takes_keys(&self) -> bool {
        matches!(self.vault, VaultStatus::Ready | VaultStatus::Unusable(_))
    }

    /// The Effects for what [`Self::keep`] asked for.
    pub(super) fn kept_now(&mut self) -> Vec<Effect> {
        let Some(last) = self.wants_keep.take() else { return Vec::new() };
        // Between Save and its answer the same values are written as saved ones.
        let last = (last || self.saving) && self.gaps_to_save().is_empty();
        if !self.holds_keys() && self.beside.saved.is_none() {
            self.saving = false;
            return Vec::new();
        }
        let Some(id) = self.present().map(|(connection, _)| connection.id.clone()) else {
            return Vec::new();
        };
        // A keychain that does not take keys now gets them once it does; what it was sent before
        // are other keys by then. What is there has to be known before it is written over.
        if !self.takes_keys() || self.reading != Reading::Done {
            self.under_way.remove(&id);
            return Vec::new();
        }
        let beside = if last { Beside::default() } else { self.beside.clone() };
        let origin = self.keys_origin.clone();
        let effects = self.keep_of(&id, Held { pair: self.keys.pair(), beside, origin, last });
        if !effects.is_empty() {
            self.not_kept = None;
        }
        effects
    }

    fn keep_of(&mut self, id: &str, held: Held) -> Vec<Effect> {
        self.written(id, held).unwrap_or_default()
    }

    fn written(&mut self, id: &str, held: Held) -> Option<Vec<Effect>> {
        let run = self.keep_run + 1;
        let connection = self.connections.iter_mut().find(|c| c.id == id)?;
        let integration = self.integrations.iter().find(|i| *i.id == connection.integration)?;
        let company = connection.instance.as_ref().map_or("", |i| &i.company_id);
        let label = match company {
            "" => format!("Keywright: {}", integration.name),
            company => format!("Keywright: {} for {company}", integration.name),
        };
        let item = item::write(connection, &held)?;
        // That something may be there has to outlive a program that ends at once.
        let mut effects = Vec::new();
        if !std::mem::replace(&mut connection.sent, true) {
            effects.push(Effect::SaveJournal);
        }
        self.keep_run = run;
        self.under_way.insert(id.to_owned(), run);
        let held = Box::new(held);
        effects.push(Effect::Keep { run, connection: id.to_owned(), label, item, held });
        Some(effects)
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
                // Nobody knows what is there now.
                if matches!(fault, VaultFault::Differs | VaultFault::NoAnswer) {
                    self.there = None;
                }
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
            self.not_kept = None;
            if held.last {
                self.beside = Beside::default();
                self.announce("Saved, read back and compared.");
            }
        }
        if here {
            self.there = Some(held);
        }
        vec![Effect::SaveJournal]
    }

    /// The keychain works: what waited for it goes in, also of connections that were left.
    pub(super) fn keep_what_waits(&mut self) -> Vec<Effect> {
        let waiting: Vec<String> = self
            .left
            .iter()
            .filter(|(_, left)| !left.unread)
            .map(|(id, _)| id)
            .filter(|id| !self.under_way.contains_key(*id) && !self.removing.contains(*id))
            .cloned()
            .collect();
        let mut effects = Vec::new();
        for id in waiting {
            let Some(left) = self.left.get(&id) else { continue };
            let (pair, beside) = (left.keys.pair(), left.beside.clone());
            let origin = left.origin.clone();
            effects.extend(self.keep_of(&id, Held { pair, beside, origin, last: false }));
        }
        effects
    }

    /// Before another page takes the place of the present connection's: keys that are not in the
    /// keychain yet stay in memory, so that nothing is lost by looking elsewhere.
    pub(super) fn leave(&mut self) {
        let Some(id) = self.current.clone() else { return };
        let waits = self.is_unkept();
        let keys = std::mem::take(&mut self.keys);
        let beside = std::mem::take(&mut self.beside);
        let origin = self.keys_origin.take();
        if waits {
            let unread = self.reading != Reading::Done;
            self.left.insert(id, Left { keys, beside, origin, unread });
        }
    }

    /// Keys of this connection that were left in memory, into the fields again.
    pub(super) fn come_back(&mut self, id: &str) {
        let Some(left) = self.left.remove(id) else { return };
        self.keys = left.keys;
        self.beside = left.beside;
        self.keys_origin = left.origin;
        self.keep(false);
    }

    /// Keys that closing the program would lose: whose they are.
    pub fn would_lose(&self) -> Vec<&Connection> {
        let here = self.current.as_ref().filter(|_| self.is_unkept());
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
        let stored = outcome.and_then(|found| match found {
            // Of a newer Keywright, or of somebody else: not to be written over.
            Some(item) => item::read(&item).map(Some).ok_or(VaultFault::Unreadable),
            None => Ok(None),
        });
        self.reading = if stored.is_err() { Reading::Failed } else { Reading::Done };
        // What was pasted meanwhile waited for this.
        if self.reading == Reading::Done && self.is_unkept() {
            self.keep(self.saving);
        }
        match stored {
            Ok(found) => match found {
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
            Err(fault) if expected || sent || fault == VaultFault::Unreadable => {
                // The keychain itself works, for other connections too.
                if fault != VaultFault::Unreadable {
                    self.vault = VaultStatus::Unusable(fault);
                }
                self.alert = Some(Alert::Vault(fault));
                self.saving = false;
                if self.is_unkept() {
                    self.not_kept = Some(fault);
                }
            }
            Err(_) => {}
        }
        Vec::new()
    }

    fn take_up(&mut self, stored: item::Stored) {
        self.came_back = true;
        self.there = Some(stored.held());
        let here = self.keys.pair();
        let mut was_saved = false;
        if let Some(connection) = self.connection_mut() {
            let newest = stored.new.as_ref().map_or(&stored.top.pair, |new| &new.pair);
            connection.sent = true;
            connection.kept.public_key = newest.public.is_some();
            connection.kept.private_key = newest.private.is_some();
            was_saved = connection.saved.is_some() || connection.replacing.is_some();
        }
        let item::Stored { top, new, earlier, bound } = stored;
        // A keychain can take a while: what was pasted meanwhile is newer, and stands first. What
        // was saved gives way to it by Save alone.
        let (saved, newest, origin) = match new {
            Some(new) => (Some(top), Some(new.pair), new.origin),
            None if was_saved && !here.may_be_of(&top.pair) => {
                let origin = top.origin.clone();
                (Some(top), None, origin)
            }
            None => (None, Some(top.pair), top.origin),
        };
        self.beside.take_in(Beside { saved, earlier, bound }, &here);
        let now = self.found_origin();
        if let Some(now) = now.as_ref().filter(|now| !origin.is_empty() && origin != **now) {
            self.beside.bind(&origin, newest);
            return self.let_go(now);
        }
        if let Some(pair) = newest {
            // Where this set-up leads may not be known yet: they stay bound to where they were.
            self.keys_origin = now.clone().or(Some(origin).filter(|origin| !origin.is_empty()));
            self.lay_out(pair);
        }
        if let Some(now) = now {
            self.let_go(&now);
        }
    }

    /// The origin of the address that is found.
    pub(super) fn found_origin(&self) -> Option<String> {
        Some(self.connection()?.instance.as_ref()?.api_origin())
    }

    /// Pairs that belong to the address found now are held back no longer.
    pub(super) fn let_go(&mut self, now: &str) {
        let all = std::mem::take(&mut self.beside.bound);
        let (here, elsewhere): (Vec<_>, _) = all.into_iter().partition(|bound| bound.is_for(now));
        self.beside.bound = elsewhere;
        for Bound { pair, .. } in here {
            self.keys_origin = Some(now.to_owned());
            self.lay_out(pair);
        }
    }

    /// Keys that belong to another address than the one found now wait for a person's word.
    pub(super) fn hold_back(&mut self, now: &str) {
        let Some(origin) = self.keys_origin.take().filter(|origin| origin != now) else {
            self.keys_origin = Some(now.to_owned());
            return;
        };
        let pair = Pair { client_id: None, ..self.keys.pair() };
        if pair.holds_a_key() {
            (self.keys.public, self.keys.private) = (None, None);
            self.offer = None;
        }
        self.beside.bind(&origin, Some(pair).filter(Pair::holds_a_key));
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
        }
    }

    /// The keys may be sent to the address found now: a person says so.
    pub(super) fn use_bound(&mut self) -> Vec<Effect> {
        let Some(Bound { origin, pair }) = self.beside.bound.pop() else { return Vec::new() };
        self.keys_origin = self.found_origin();
        self.lay_out(pair);
        // The rest of what was kept for that address, too.
        self.let_go(&origin);
        self.keys_origin = self.found_origin();
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
            Ok(()) if never_sent => {
                self.announce("Forgotten. The keychain was never sent its keys.");
            }
            Ok(()) => {
                let gone = "Forgotten: its keys are no longer in the keychain.";
                self.announce(match self.keeper.leaves() {
                    Some(left) => format!("{gone} {left}"),
                    None => gone.to_owned(),
                });
            }
            // The keychain is out of order, and nothing of this was ever sent to it.
            Err(_) if never_sent => {
                self.announce("Forgotten. The keychain was never sent its keys.")
            }
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

    /// All values are again as they were saved: then they are saved, and there is one pair.
    pub(super) fn restore_if_same(&mut self) {
        let Some(saved) = &self.beside.saved else { return };
        let Some(connection) = self.connection() else { return };
        let way = connection.replacing.as_ref().and_then(|before| before.client_id_way);
        let now = Saved::of(connection, &self.keys);
        let same = now.is_some_and(|now| Saved { status: saved.status.clone(), ..now } == *saved)
            && way.is_none_or(|way| way == connection.client_id_way);
        if !same || connection.replacing.is_none() {
            return;
        }
        self.beside.saved = None;
        if let Some(connection) = self.connection_mut() {
            connection.restore();
        }
        self.keep(false);
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
