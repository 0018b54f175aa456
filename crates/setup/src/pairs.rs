//! Pairs of keys. ConnectWise shows a private key once, so one that is in the keychain is never
//! replaced by a paste: the new pair stands beside it until a person presses Save or Forget.

use super::effect::Effect;
use super::{Connection, FieldId, KeyRemark, Keys, Setup, Slot};
use ground::secret::Secret;
use pasted::{self, Shape, Taken, Which};

/// Keys as they are kept: without what was said about the paste.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pair {
    pub public: Option<Secret>,
    pub private: Option<Secret>,
    pub client_id: Option<Secret>,
}

/// What was saved, whole, while other values stand in the fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    pub status: String,
    pub company_id: String,
    pub site: String,
    pub origin: String,
    pub member_id: Option<String>,
    pub pair: Pair,
}

/// What the keychain holds of the present connection beside the keys in the fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beside {
    pub saved: Option<Saved>,
    /// Pairs that were never saved and gave way to another; the newest stands last.
    pub earlier: Vec<Pair>,
    /// Held back until a person says that they may be sent to the address found now.
    pub bound: Vec<Bound>,
}

/// A pair of the keychain that is bound to another address than the one found now.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// Where it may be sent by what stands in the keychain.
    pub origin: String,
    pub pair: Pair,
}

/// Both keys were in one paste, and one field is full: a person says what is meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    public: Slot,
    private: Slot,
    /// The field it was pasted into.
    into: Which,
}

impl Offer {
    pub fn into_field(&self) -> FieldId {
        match self.into {
            Which::Public => FieldId::PublicKey,
            Which::Private => FieldId::PrivateKey,
        }
    }
}

impl Bound {
    /// Items that were written before an address was found name none.
    pub(super) fn is_for(&self, origin: &str) -> bool {
        self.origin.is_empty() || self.origin == origin
    }
}

impl Offer {
    fn pair(&self) -> Pair {
        let (public, private) = (Some(self.public.clone()), Some(self.private.clone()));
        Keys { public, private, client_id: None }.pair()
    }

    /// Asked about, so it is no other pair that is kept beside.
    pub fn is_about(&self, pair: &Pair) -> bool {
        pair.private == self.pair().private
    }
}

impl Keys {
    /// What may be put away: nothing that a field refuses.
    pub fn pair(&self) -> Pair {
        let good = |slot: &Option<Slot>| {
            slot.as_ref().filter(|slot| !slot.stops()).map(|slot| slot.secret.clone())
        };
        Pair {
            public: good(&self.public),
            private: good(&self.private),
            client_id: good(&self.client_id),
        }
    }
}

impl Pair {
    pub fn holds_a_key(&self) -> bool {
        self.public.is_some() || self.private.is_some()
    }

    /// Nothing in it is another key than the one of `whole`.
    pub(super) fn may_be_of(&self, whole: &Self) -> bool {
        let fits = |part: &Option<Secret>, of: &Option<Secret>| part.is_none() || part == of;
        fits(&self.public, &whole.public) && fits(&self.private, &whole.private)
    }

    /// Into the fields. A client ID stays where there is none to take its place.
    pub(super) fn lay_out(self, keys: &mut Keys) {
        keys.public = self.public.map(Slot::plain);
        keys.private = self.private.map(Slot::plain);
        if let Some(id) = self.client_id {
            keys.client_id = Some(Slot::plain(id));
        }
    }
}

impl Saved {
    pub fn of(connection: &Connection, keys: &Keys) -> Option<Self> {
        let instance = connection.instance.as_ref()?;
        Some(Self {
            status: super::item::status(connection),
            company_id: instance.company_id.clone(),
            site: instance.site.authority(),
            origin: instance.api_origin(),
            member_id: connection.member_id.clone(),
            pair: keys.pair(),
        })
    }
}

impl Setup {
    /// Puts what was pasted for a key where it belongs, or asks.
    pub(super) fn take_key(&mut self, which: Which, text: &str) -> Vec<Effect> {
        let Some(connection) = self.connection() else { return Vec::new() };
        let company = connection.company.trim().to_owned();
        self.offer = None;
        self.came_back = false;
        match pasted::key(which, text, &company) {
            Taken::Nothing => Vec::new(),
            Taken::One(slot) => self.fill_in(which, slot),
            Taken::Both { public, private, .. } => {
                let (other, theirs) = match which {
                    Which::Public => (&self.keys.private, &private),
                    Which::Private => (&self.keys.public, &public),
                };
                if other.as_ref().is_some_and(|slot| slot.secret != theirs.secret) {
                    let offer = Offer { public, private, into: which };
                    self.keep_offered(&offer);
                    self.offer = Some(offer);
                    return vec![Effect::SaveJournal];
                }
                self.fill_both(public, private)
            }
        }
    }

    /// The answer to [`Offer`]: both fields, or the one it was pasted into.
    pub(super) fn take_offer(&mut self, both: bool) -> Vec<Effect> {
        let Some(offer) = self.offer.take() else { return Vec::new() };
        if both {
            self.beside.forget(&offer.pair());
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

    /// Nobody may answer: the pair is kept meanwhile.
    fn keep_offered(&mut self, offer: &Offer) {
        let pair = offer.pair();
        if pair.private.is_some() && pair.private != self.keys.pair().private {
            self.beside.remember(pair);
            self.keep(false);
        }
    }

    fn fill_both(&mut self, public: Slot, private: Slot) -> Vec<Effect> {
        self.give_way(&private.secret);
        (self.keys.public, self.keys.private) = (Some(public), Some(private));
        self.keys_origin = self.found_origin();
        same_twice(&mut self.keys, Which::Private);
        self.secrets_changed()
    }

    fn fill_in(&mut self, which: Which, slot: Slot) -> Vec<Effect> {
        let here = match which {
            Which::Public => &self.keys.public,
            Which::Private => &self.keys.private,
        };
        if here.as_ref() == Some(&slot) {
            return Vec::new();
        }
        let same_text = here.as_ref().is_some_and(|here| here.secret == slot.secret);
        // Two that signed in together belong together: another key is of another pair.
        let proved = self.connection().is_some_and(|c| c.saved.is_some() && c.checked.is_some());
        if proved && !same_text {
            (self.keys.public, self.keys.private) = (None, None);
        }
        if which == Which::Private {
            self.give_way(&slot.secret);
        }
        match which {
            Which::Public => self.keys.public = Some(slot),
            Which::Private => self.keys.private = Some(slot),
        }
        let alone = self.keys.public.is_none() || self.keys.private.is_none();
        let now = self.found_origin();
        if now.is_some() || alone {
            self.keys_origin = now;
        }
        same_twice(&mut self.keys, which);
        if same_text { Vec::new() } else { self.secrets_changed() }
    }

    /// The private key in its field gives way to another, and is kept beside it. The beginning of
    /// one that is typed letter by letter is none.
    fn give_way(&mut self, to: &Secret) {
        let pair = self.keys.pair();
        let saved = self.connection().is_some_and(|c| c.saved.is_some());
        let begins = |private: &Secret| {
            let begun = private.expose();
            !saved && pasted::shape(begun) != Shape::Key && to.expose().starts_with(begun)
        };
        if pair.private.as_ref().is_some_and(|private| private != to && !begins(private)) {
            self.beside.remember(Pair { client_id: None, ..pair });
        }
    }

    /// The saved pair into the fields again; the newer one stays beside it. If nothing else differs,
    /// it is saved and checked as before.
    pub(super) fn keep_old_pair(&mut self) -> Vec<Effect> {
        self.offer = None;
        let Some(saved) = self.beside.saved.clone() else { return Vec::new() };
        self.step_aside();
        self.beside.forget(&saved.pair);
        self.keys.client_id = None;
        // It may be sent where it was saved for, and is held back elsewhere.
        self.keys_origin = Some(saved.origin);
        saved.pair.lay_out(&mut self.keys);
        if let Some(connection) = self.connection_mut() {
            let way = connection.replacing.as_ref().and_then(|before| before.client_id_way);
            connection.client_id_way = way.unwrap_or(connection.client_id_way);
        }
        let effects = self.secrets_changed();
        if let Some(now) = self.found_origin() {
            self.hold_back(&now);
        }
        effects
    }

    /// A pair that gave way earlier, into the fields again.
    pub(super) fn use_earlier_pair(&mut self, number: usize) -> Vec<Effect> {
        self.offer = None;
        if number >= self.beside.earlier.len() {
            return Vec::new();
        }
        let pair = self.beside.earlier.remove(number);
        self.step_aside();
        pair.lay_out(&mut self.keys);
        self.secrets_changed()
    }

    fn step_aside(&mut self) {
        let pair = self.keys.pair();
        if pair.private.is_some() {
            self.beside.remember(Pair { client_id: None, ..pair });
        }
    }
}

impl Beside {
    pub(super) fn remember(&mut self, pair: Pair) {
        let is_saved = |saved: &Saved| saved.pair.private == pair.private;
        if self.saved.as_ref().is_some_and(is_saved) {
            return;
        }
        self.earlier.retain(|earlier| earlier.private != pair.private);
        self.earlier.push(pair);
    }

    /// What the keychain held beside its keys, when it is read at last.
    pub(super) fn take_in(&mut self, stored: Self, here: &Pair) {
        if self.saved.is_none() {
            self.saved = stored.saved;
        }
        for bound in stored.bound {
            if !self.bound.contains(&bound) {
                self.bound.push(bound);
            }
        }
        for pair in stored.earlier {
            if pair.private != here.private {
                self.remember(pair);
            }
        }
    }

    /// Holds back what belongs to this address: pairs that gave way, and this one.
    pub(super) fn bind(&mut self, origin: &str, pair: Option<Pair>) {
        for pair in std::mem::take(&mut self.earlier).into_iter().chain(pair) {
            let bound = Bound { origin: origin.to_owned(), pair };
            if !self.bound.contains(&bound) {
                self.bound.push(bound);
            }
        }
    }

    /// Besides what was saved, which stands at the top of the item.
    pub fn holds_another(&self) -> bool {
        !self.earlier.is_empty() || !self.bound.is_empty()
    }

    pub(super) fn forget(&mut self, pair: &Pair) {
        self.earlier.retain(|earlier| earlier.private != pair.private);
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
