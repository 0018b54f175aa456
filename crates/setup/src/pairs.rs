//! Pairs of keys. ConnectWise shows a private key once, so one that is in the keychain is never
//! replaced by a paste: the new pair stands beside it until a person presses Save or Forget.

use jiff::Timestamp;

use super::connection::Connection;
use super::names::FieldId;
use ground::secret::Secret;
use pasted::{Slot, Which};

/// The values of the current connection that are secret, in memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keys {
    pub public: Option<Slot>,
    pub private: Option<Slot>,
    pub client_id: Option<Slot>,
}

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
    /// When a check last signed in with it.
    pub checked: Option<Timestamp>,
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
    pub(super) public: Slot,
    pub(super) private: Slot,
    /// The field it was pasted into.
    pub(super) into: Which,
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
    pub(super) fn pair(&self) -> Pair {
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

    /// Puts the pair into the fields. A client ID there stays if the pair has none.
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
            checked: connection.checked,
            company_id: instance.company_id.clone(),
            site: instance.site.authority(),
            origin: instance.api_origin(),
            member_id: connection.member_id.clone(),
            pair: keys.pair(),
        })
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

/// The keys of one write to the keychain.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Held {
    pub pair: Pair,
    pub beside: Beside,
    /// Where the pair may be sent, if that is known.
    pub origin: Option<String>,
    /// A person pressed Save.
    pub last: bool,
}

impl Held {
    /// Each key of the pair stands somewhere in it, as what it is.
    pub fn holds_keys_of(&self, pair: &Pair) -> bool {
        let Beside { saved, earlier, bound } = &self.beside;
        let beside = saved.iter().map(|saved| &saved.pair).chain(earlier);
        let pairs = beside.chain(bound.iter().map(|bound| &bound.pair)).chain([&self.pair]);
        let all: Vec<&Pair> = pairs.collect();
        (pair.public.is_none() || all.iter().any(|there| there.public == pair.public))
            && (pair.private.is_none() || all.iter().any(|there| there.private == pair.private))
    }
}
