//! What was pasted or typed for a key, into the field where it belongs.

use super::effect::Effect;
use super::pairs::{Keys, Offer, Pair};
use super::state::{Open, Setup};
use ground::secret::Secret;
use pasted::{KeyRemark, Shape, Slot, Taken, Which};

impl Setup {
    /// Puts what was pasted for a key where it belongs, or asks.
    pub(super) fn take_key(&mut self, which: Which, text: &str) -> Vec<Effect> {
        let Some((open, connection)) = self.present_mut() else { return Vec::new() };
        let company = connection.company.trim().to_owned();
        open.offer = None;
        open.came_back = false;
        match pasted::key(which, text, &company) {
            Taken::Nothing => Vec::new(),
            Taken::One(slot) => self.fill_in(which, slot),
            Taken::Both { public, private, .. } => {
                let (other, theirs) = match which {
                    Which::Public => (&open.keys.private, &private),
                    Which::Private => (&open.keys.public, &public),
                };
                if other.as_ref().is_some_and(|slot| slot.secret != theirs.secret) {
                    let offer = Offer { public, private, into: which };
                    open.keep_offered(&offer);
                    open.offer = Some(offer);
                    return vec![Effect::SaveJournal];
                }
                self.fill_both(public, private)
            }
        }
    }

    /// The answer to [`Offer`]: both fields, or the one it was pasted into.
    pub(super) fn take_offer(&mut self, both: bool) -> Vec<Effect> {
        let Some(open) = &mut self.open else { return Vec::new() };
        let Some(offer) = open.offer.take() else { return Vec::new() };
        if both {
            open.beside.forget(&offer.pair());
            return self.fill_both(offer.public, offer.private);
        }
        let Offer { public, private, into } = offer;
        let mut slot = match into {
            Which::Public => public,
            Which::Private => private,
        };
        slot.tidied = None;
        self.fill_in(into, slot)
    }

    fn fill_both(&mut self, public: Slot, private: Slot) -> Vec<Effect> {
        let Some((open, connection)) = self.present_mut() else { return Vec::new() };
        open.give_way(connection.saved.is_some(), &private.secret);
        (open.keys.public, open.keys.private) = (Some(public), Some(private));
        open.keys_origin = connection.found_origin();
        same_twice(&mut open.keys, Which::Private);
        self.secrets_changed()
    }

    fn fill_in(&mut self, which: Which, slot: Slot) -> Vec<Effect> {
        let Some((open, connection)) = self.present_mut() else { return Vec::new() };
        let here = match which {
            Which::Public => &open.keys.public,
            Which::Private => &open.keys.private,
        };
        if here.as_ref() == Some(&slot) {
            return Vec::new();
        }
        let same_text = here.as_ref().is_some_and(|here| here.secret == slot.secret);
        // Two that signed in together belong together: another key is of another pair.
        let proved = connection.saved.is_some() && connection.checked.is_some();
        if proved && !same_text {
            (open.keys.public, open.keys.private) = (None, None);
        }
        if which == Which::Private {
            open.give_way(connection.saved.is_some(), &slot.secret);
        }
        match which {
            Which::Public => open.keys.public = Some(slot),
            Which::Private => open.keys.private = Some(slot),
        }
        let alone = open.keys.public.is_none() || open.keys.private.is_none();
        let now = connection.found_origin();
        if now.is_some() || alone {
            open.keys_origin = now;
        }
        same_twice(&mut open.keys, which);
        if same_text { Vec::new() } else { self.secrets_changed() }
    }

    /// The saved pair into the fields again; the newer one stays beside it. If nothing else differs,
    /// it is saved and checked as before.
    pub(super) fn keep_old_pair(&mut self) -> Vec<Effect> {
        let Some((open, connection)) = self.present_mut() else { return Vec::new() };
        open.offer = None;
        let Some(saved) = open.beside.saved.clone() else { return Vec::new() };
        open.step_aside();
        open.beside.forget(&saved.pair);
        open.keys.client_id = None;
        // It may be sent where it was saved for, and is held back elsewhere.
        open.keys_origin = Some(saved.origin);
        saved.pair.lay_out(&mut open.keys);
        let way = connection.replacing.as_ref().and_then(|before| before.client_id_way);
        connection.client_id_way = way.unwrap_or(connection.client_id_way);
        if let Some(now) = connection.found_origin() {
            open.hold_back(&now);
        }
        self.secrets_changed()
    }

    /// A pair that gave way earlier, into the fields again.
    pub(super) fn use_earlier_pair(&mut self, number: usize) -> Vec<Effect> {
        let Some(open) = &mut self.open else { return Vec::new() };
        open.offer = None;
        if number >= open.beside.earlier.len() {
            return Vec::new();
        }
        let pair = open.beside.earlier.remove(number);
        open.step_aside();
        pair.lay_out(&mut open.keys);
        self.secrets_changed()
    }
}

impl Open {
    /// The question may stay unanswered, so the pair is kept meanwhile.
    fn keep_offered(&mut self, offer: &Offer) {
        let pair = offer.pair();
        if pair.private.is_some() && pair.private != self.keys.pair().private {
            self.beside.remember(pair);
            self.keep(false);
        }
    }

    /// The private key in its field gives way to another, and is kept beside it. The beginning of
    /// one that is typed letter by letter is none.
    fn give_way(&mut self, saved: bool, to: &Secret) {
        let pair = self.keys.pair();
        let begins = |private: &Secret| {
            let begun = private.expose();
            !saved && pasted::shape(begun) != Shape::Key && to.expose().starts_with(begun)
        };
        if pair.private.as_ref().is_some_and(|private| private != to && !begins(private)) {
            self.beside.remember(Pair { client_id: None, ..pair });
        }
    }

    fn step_aside(&mut self) {
        let pair = self.keys.pair();
        if pair.private.is_some() {
            self.beside.remember(Pair { client_id: None, ..pair });
        }
    }
}

/// The same text in both fields is remarked on the one filled last.
fn same_twice(keys: &mut Keys, last: Which) {
    for slot in [&mut keys.public, &mut keys.private].into_iter().flatten() {
        if slot.remark == Some(KeyRemark::SameTwice) {
            slot.remark = None;
        }
    }
    let same = match (&keys.public, &keys.private) {
        (Some(public), Some(private)) => public.secret == private.secret,
        _ => false,
    };
    let slot = match last {
        Which::Public => &mut keys.public,
        Which::Private => &mut keys.private,
    };
    if let (true, Some(slot)) = (same, slot) {
        slot.remark = Some(KeyRemark::SameTwice);
    }
}
