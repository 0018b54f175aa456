//! Puts what a pasted text came to into the fields of the keys.

use super::Keys;
use crate::pasted::{KeyRemark, Slot, Taken, Which, key};

/// Puts a pasted text into the field it was pasted into, or both keys into both.
pub fn put(keys: &mut Keys, which: Which, text: &str, company: &str) {
    match key(which, text, company) {
        Taken::Nothing => return,
        Taken::One(slot) => *field(keys, which) = Some(slot),
        Taken::Both { public, private, .. } => {
            keys.public = Some(public);
            keys.private = Some(private);
        }
    }
    same_twice(keys, which);
}

fn field(keys: &mut Keys, which: Which) -> &mut Option<Slot> {
    match which {
        Which::Public => &mut keys.public,
        Which::Private => &mut keys.private,
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
    if let (true, Some(slot)) = (same, field(keys, last)) {
        slot.remark = Some(KeyRemark::SameTwice);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;

    const PUBLIC: &str = "PubPubPubPub1234";
    const PRIVATE: &str = "PriPriPriPri5678";

    #[test]
    fn both_keys_go_to_their_fields_and_the_same_key_twice_is_remarked_on() {
        let mut keys = Keys::default();
        put(&mut keys, Which::Private, &format!("{PUBLIC}\n{PRIVATE}"), "acme");
        let text = |slot: &Option<Slot>| slot.as_ref().unwrap().secret.expose().to_owned();
        assert_eq!((text(&keys.public), text(&keys.private)), (PUBLIC.into(), PRIVATE.into()));

        put(&mut keys, Which::Private, PUBLIC, "acme");
        assert_eq!(keys.private.as_ref().unwrap().remark, Some(KeyRemark::SameTwice));
        put(&mut keys, Which::Private, PRIVATE, "acme");
        assert!(!keys.private.unwrap().stops() && !keys.public.unwrap().stops());
    }

    #[test]
    fn an_empty_paste_changes_nothing() {
        let mut keys = Keys { public: Some(Slot::plain(Secret::new(PUBLIC))), ..Keys::default() };
        let before = keys.clone();
        put(&mut keys, Which::Public, "  \n", "acme");
        assert_eq!(keys, before);
    }
}
