//! Keeping keys in the keychain: what is sent there, what came of it, and what waits in memory
//! until it is there, whichever connection is open by then.

use super::connection::Connection;
use super::diary::Entry;
use super::effect::{Effect, VaultJob};
use super::item;
use super::names::StepId;
use super::outside::VaultFault;
use super::pairs::{Beside, Bound, Held, Keys, Pair, Saved};
use super::state::{Alert, Left, Open, Present, Reading, Setup, VaultStatus};
use super::ticket::Ticket;
use connectwise::address::Site;
use ground::secret::Secret;

impl Setup {
    /// Asks the keychain again if it did not say what it holds of this connection.
    pub(super) fn read_again(&mut self) -> Option<Effect> {
        let open = self.open.as_mut().filter(|open| open.reading == Reading::Failed)?;
        open.reading = Reading::UnderWay;
        Some(Effect::Vault(VaultJob::Recall { connection: open.id.clone() }))
    }

    /// A write is read back, so a keychain that failed before may be tried again. One that is being
    /// tried out is not asked a second time.
    fn takes_keys(&self) -> bool {
        matches!(self.vault, VaultStatus::Ready | VaultStatus::Unusable(_))
    }

    /// The Effects for what [`Self::keep`] asked for.
    pub(super) fn kept_now(&mut self) -> Vec<Effect> {
        let wanted = self.open.as_mut().and_then(|open| open.wants_keep.take());
        let (Some(last), Some(Present { open, .. })) = (wanted, self.present()) else {
            return Vec::new();
        };
        // Between Save and its answer the same values are written as saved ones.
        let last = (last || open.saving) && self.gaps_to_save().is_empty();
        let beside = if last { Beside::default() } else { open.beside.clone() };
        let held = Held { pair: open.keys.pair(), beside, origin: open.keys_origin.clone(), last };
        let (id, known) = (open.id.clone(), open.reading == Reading::Done);
        if !open.holds_keys() && open.beside.saved.is_none() {
            if let Some(open) = &mut self.open {
                open.saving = false;
            }
            return Vec::new();
        }
        // A keychain that does not take keys now gets them once it does; what it was sent before
        // are other keys by then. What is there has to be known before it is written over.
        if !self.takes_keys() || !known {
            self.under_way.remove(&id);
            return Vec::new();
        }
        let effects = self.keep_of(&id, held);
        if let Some(open) = self.open.as_mut().filter(|_| !effects.is_empty()) {
            open.not_kept = None;
        }
        effects
    }

    fn keep_of(&mut self, id: &str, held: Held) -> Vec<Effect> {
        self.written(id, held).unwrap_or_default()
    }

    fn written(&mut self, id: &str, held: Held) -> Option<Vec<Effect>> {
        let ticket = self.ticket();
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
        self.under_way.insert(id.to_owned(), ticket);
        let held = Box::new(held);
        effects.push(Effect::Vault(VaultJob::Keep {
            ticket,
            connection: id.to_owned(),
            label,
            item,
            held,
        }));
        Some(effects)
    }

    /// The outcome of a write. Its connection may have been left meanwhile.
    pub(super) fn was_kept(
        &mut self,
        ticket: Ticket,
        id: &str,
        held: Held,
        outcome: Result<(), VaultFault>,
    ) -> Vec<Effect> {
        let now = self.moment.now;
        // Only the last write says what the keychain holds.
        let newest = self.under_way.get(id) == Some(&ticket);
        if newest {
            self.under_way.remove(id);
        }
        let mut here = self.open.as_mut().filter(|open| open.id == id);
        if let Some(open) = here.as_mut().filter(|_| held.last) {
            open.saving = false;
        }
        if let Err(fault) = outcome {
            if fault != VaultFault::TooLarge && self.vault != VaultStatus::SessionOnly {
                self.vault = VaultStatus::Unusable(fault);
            }
            if let Some(open) = here {
                // Nobody knows what is there now.
                if matches!(fault, VaultFault::Differs | VaultFault::NoAnswer) {
                    open.there = None;
                }
                open.not_kept = Some(fault);
                self.alert = Some(Alert::Vault(fault));
            } else if newest && self.left.contains_key(id) {
                self.alert = Some(Alert::KeysLeft { connection: id.to_owned(), fault });
            }
            return vec![Effect::SaveJournal];
        }
        if matches!(self.vault, VaultStatus::Unusable(_)) {
            self.vault = VaultStatus::Ready;
        }
        if here.is_some() && newest {
            self.alert.take_if(|alert| matches!(alert, Alert::Vault(_)));
        }
        if let Some(connection) = self.connections.iter_mut().find(|c| c.id == id) {
            connection.kept.public_key = held.pair.public.is_some();
            connection.kept.private_key = held.pair.private.is_some();
            // A Save that was written over meanwhile is none.
            if held.last && newest {
                connection.saved = Some(now);
                connection.replacing = None;
            }
        }
        let saved = held.last && newest && here.is_some();
        match here {
            Some(open) => {
                if newest {
                    open.not_kept = None;
                }
                if saved {
                    open.beside = Beside::default();
                }
                open.there = Some(held);
            }
            None if newest => drop(self.left.remove(id)),
            None => {}
        }
        if saved {
            self.announce("Saved, read back and compared.");
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

    /// Before another connection or the first page is shown: keys that are not in the keychain yet
    /// stay in memory, so that leaving loses nothing.
    pub(super) fn leave(&mut self) {
        let Some(open) = self.open.take() else { return };
        if open.is_unkept() {
            let unread = open.reading != Reading::Done;
            let Open { id, keys, beside, keys_origin: origin, .. } = open;
            self.left.insert(id, Left { keys, beside, origin, unread });
        }
    }

    /// Keys of this connection that were left in memory, into the fields again.
    pub(super) fn come_back(&mut self, id: &str) {
        let (Some(left), Some(open)) = (self.left.remove(id), &mut self.open) else { return };
        open.keys = left.keys;
        open.beside = left.beside;
        open.keys_origin = left.origin;
        open.keep(false);
    }

    /// The connections whose keys would be lost if the program closed.
    pub fn would_lose(&self) -> Vec<&Connection> {
        let here = self.open.iter().filter(|open| open.is_unkept()).map(|open| &open.id);
        let ids = self.left.keys().chain(here);
        ids.filter_map(|id| self.connections.iter().find(|c| c.id == *id)).collect()
    }

    /// Whether only the keychain's answer is missing.
    pub fn is_being_kept(&self) -> bool {
        let lost = self.would_lose();
        !self.is_session_only() && lost.iter().all(|c| self.under_way.contains_key(&c.id))
    }

    pub(super) fn recalled(
        &mut self,
        id: &str,
        outcome: Result<Option<Secret>, VaultFault>,
    ) -> Vec<Effect> {
        let zone = self.zone.clone();
        let Some((open, connection)) = self.present_mut().filter(|(open, _)| open.id == id) else {
            return Vec::new();
        };
        let expected = connection.kept.public_key || connection.kept.private_key;
        let sent = connection.sent;
        let stored = outcome.and_then(|found| match found {
            // Of a newer Keywright, or of somebody else: not to be written over.
            Some(item) => item::read(&item, &zone).map(Some).ok_or(VaultFault::Unreadable),
            None => Ok(None),
        });
        open.reading = if stored.is_err() { Reading::Failed } else { Reading::Done };
        // What was pasted meanwhile waited for this.
        if open.reading == Reading::Done && open.is_unkept() {
            open.keep(open.saving);
        }
        match stored {
            Ok(Some(stored)) => open.take_up(connection, stored),
            Ok(None) if expected => {
                connection.kept = Default::default();
                connection.changed();
                connection.replacing = None;
                // The keys have to be made anew, so the later pages wait.
                connection.step = connection.step.min(StepId::Keys);
                connection.furthest = connection.furthest.min(StepId::Keys);
                self.alert = Some(Alert::ItemGone);
                self.diary.note(Entry::ItemGone);
            }
            Ok(None) => {}
            Err(fault) if expected || sent || fault == VaultFault::Unreadable => {
                open.saving = false;
                if open.is_unkept() {
                    open.not_kept = Some(fault);
                }
                // The keychain itself works, for other connections too.
                if fault != VaultFault::Unreadable {
                    self.vault = VaultStatus::Unusable(fault);
                }
                self.alert = Some(Alert::Vault(fault));
            }
            Err(_) => {}
        }
        Vec::new()
    }

    /// The keys may be sent to the address found now: a person says so.
    pub(super) fn use_bound(&mut self) -> Vec<Effect> {
        let Some((open, connection)) = self.present_mut() else { return Vec::new() };
        let Some(Bound { origin, pair }) = open.beside.bound.pop() else { return Vec::new() };
        open.keys_origin = connection.found_origin();
        open.lay_out(pair);
        // The rest of what was kept for that address, too.
        open.let_go(&origin);
        open.keys_origin = connection.found_origin();
        self.secrets_changed()
    }

    /// Where the address found now is, for the question about [`Bound`].
    pub fn bound_host(&self) -> Option<(String, String)> {
        let Present { open, connection, .. } = self.present()?;
        let bound = open.beside.bound.last()?;
        let host = |origin: &str| {
            let bare = origin.strip_prefix("https://").unwrap_or(origin);
            Site::parse(bare).map_or_else(|_| bare.to_owned(), |site| site.authority())
        };
        let now = connection.found_origin()?;
        Some((host(&bound.origin), host(&now)))
    }

    pub(super) fn forget_for_good(&mut self, id: String) -> Vec<Effect> {
        self.forgetting = None;
        if !self.connections.iter().any(|c| c.id == id) || !self.removing.insert(id.clone()) {
            return Vec::new();
        }
        vec![Effect::Vault(VaultJob::Remove { connection: id })]
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
        let Present { open, connection, .. } = self.present()?;
        connection.saved.as_ref()?;
        Some((connection.id.clone(), Saved::of(connection, &open.keys)?))
    }

    /// All values are again as they were saved: then they are saved, and there is one pair.
    pub(super) fn restore_if_same(&mut self) {
        let Some((open, connection)) = self.present_mut() else { return };
        let Some(saved) = &open.beside.saved else { return };
        let way = connection.replacing.as_ref().and_then(|before| before.client_id_way);
        let now = Saved::of(connection, &open.keys);
        let same = now.is_some_and(|now| Saved { checked: saved.checked, ..now } == *saved)
            && way.is_none_or(|way| way == connection.client_id_way);
        if !same || connection.replacing.is_none() {
            return;
        }
        open.beside.saved = None;
        connection.restore();
        open.keep(false);
    }

    pub(super) fn set_aside(&mut self, before: Option<(String, Saved)>) {
        let Some((id, saved)) = before else { return };
        let Some((open, connection)) = self.present_mut() else { return };
        let still = connection.id != id || connection.saved.is_some();
        if still || open.beside.saved.is_some() || saved.pair.private.is_none() {
            return;
        }
        open.beside.forget(&saved.pair);
        open.beside.saved = Some(saved);
        open.keep(false);
    }
}

impl Open {
    /// Asks for the present values to be put into the keychain once the Intent or Event is done
    /// with: `last` for Save.
    pub(super) fn keep(&mut self, last: bool) {
        self.wants_keep = Some(last || self.wants_keep == Some(true));
    }

    fn take_up(&mut self, connection: &mut Connection, stored: item::Stored) {
        self.came_back = true;
        self.there = Some(stored.held());
        let here = self.keys.pair();
        let newest = stored.new.as_ref().map_or(&stored.top.pair, |new| &new.pair);
        connection.sent = true;
        connection.kept.public_key = newest.public.is_some();
        connection.kept.private_key = newest.private.is_some();
        let was_saved = connection.saved.is_some() || connection.replacing.is_some();
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
        let now = connection.found_origin();
        if let Some(now) = now.as_ref().filter(|now| !origin.is_empty() && origin != **now) {
            self.beside.bind(&origin, newest);
            return self.let_go(now);
        }
        if let Some(pair) = newest {
            // If no address is found yet, they stay bound to the one they were kept for.
            self.keys_origin = now.clone().or(Some(origin).filter(|origin| !origin.is_empty()));
            self.lay_out(pair);
        }
        if let Some(now) = now {
            self.let_go(&now);
        }
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
}
