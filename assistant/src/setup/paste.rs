//! What a pasted or typed key is, what was tidied, and what is worth a remark.

use super::Keys;
use crate::connectwise::shapes::{Shape, shape, tidy, two_keys};
use crate::secret::Secret;

/// A secret in its field, and what is said beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    pub secret: Secret,
    pub tidied: Option<String>,
    pub remark: Option<KeyRemark>,
}

/// What is odd about a pasted secret. Those that stop keep Continue from going on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyRemark {
    LooksLikeClientId,
    LooksLikeAddress,
    LooksLikeEmail,
    SameTwice,
    OtherCompany(String),
    SeveralWords,
    TooLong,
    /// `:` divides the keys in a sign-in.
    Colon,
    NotPlain,
    NotAGuid,
    LooksLikeKey,
    /// Keys seen so far have 16 characters; another length may be right.
    OddLength(usize),
}

impl KeyRemark {
    pub fn stops(&self) -> bool {
        // Another company's name may be this one's sign-in name written differently: the check
        // tells.
        !matches!(self, Self::OddLength(_) | Self::OtherCompany(_))
    }
}

/// Which of the two keys a text was pasted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    Public,
    Private,
}

const LONGEST_KEY: usize = 200;

impl Slot {
    pub fn plain(secret: Secret) -> Self {
        Self { secret, tidied: None, remark: None }
    }

    pub fn stops(&self) -> bool {
        self.remark.as_ref().is_some_and(KeyRemark::stops)
    }
}

/// Puts a pasted text into the field it was pasted into, or both keys into both.
pub fn key(keys: &mut Keys, which: Which, text: &str, company: &str) {
    if let Some((public, private)) = two_keys(text) {
        let said =
            Some("Both keys were in what you pasted. Each is in its own field now.".to_owned());
        keys.public = Some(Slot { tidied: said.clone(), ..Slot::plain(Secret::new(public)) });
        keys.private = Some(Slot { tidied: said, ..Slot::plain(Secret::new(private)) });
    } else {
        let tidied = tidy(text);
        let mut said = tidied.words();
        let mut remark = None;
        let mut text = tidied.text;
        if let (Shape::CompanyAndKey, Some((before, key))) = (shape(text), text.split_once('+')) {
            if before == company {
                said = Some("Removed the company ID and the + before the key.".into());
            } else {
                // What stands there is shown: never something that may be a key.
                let may_be_a_key = before.chars().count() > 30 || shape(before) == Shape::Key;
                let named = if may_be_a_key { "\u{2026}" } else { before };
                remark = Some(KeyRemark::OtherCompany(named.to_owned()));
            }
            text = key;
        }
        if text.is_empty() {
            return;
        }
        let remark = remark.or_else(|| oddness(text, which));
        let slot = Slot { secret: Secret::new(text), tidied: said, remark };
        match which {
            Which::Public => keys.public = Some(slot),
            Which::Private => keys.private = Some(slot),
        }
    }
    same_twice(keys, which);
}

fn oddness(text: &str, which: Which) -> Option<KeyRemark> {
    if text.chars().count() > LONGEST_KEY {
        return Some(KeyRemark::TooLong);
    }
    match shape(text) {
        Shape::Guid => Some(KeyRemark::LooksLikeClientId),
        Shape::Url => Some(KeyRemark::LooksLikeAddress),
        Shape::Email => Some(KeyRemark::LooksLikeEmail),
        Shape::Prose => Some(KeyRemark::SeveralWords),
        Shape::OddKey => Some(KeyRemark::OddLength(text.chars().count())),
        _ if !text.chars().all(|c| c.is_ascii_graphic()) => Some(KeyRemark::NotPlain),
        _ if which == Which::Public && text.contains(':') => Some(KeyRemark::Colon),
        Shape::Key | Shape::CompanyAndKey | Shape::Other => None,
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

/// A client ID for its field.
pub fn client_id(text: &str) -> Option<Slot> {
    let tidied = tidy(text);
    let said = tidied.words();
    if tidied.text.is_empty() {
        return None;
    }
    let remark = match shape(tidied.text) {
        Shape::Guid => None,
        Shape::Key => Some(KeyRemark::LooksLikeKey),
        Shape::Url => Some(KeyRemark::LooksLikeAddress),
        Shape::Email => Some(KeyRemark::LooksLikeEmail),
        _ if tidied.text.chars().count() > LONGEST_KEY => Some(KeyRemark::TooLong),
        _ => Some(KeyRemark::NotAGuid),
    };
    Some(Slot { secret: Secret::new(tidied.text), tidied: said, remark })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLIC: &str = "PubPubPubPub1234";
    const PRIVATE: &str = "PriPriPriPri5678";

    #[test]
    fn a_pasted_key_is_named_for_what_it_is() {
        use KeyRemark::*;
        let cases = [
            (PUBLIC, None),
            (" \"PubPubPubPub1234\"\r\n", None),
            ("0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f", Some(LooksLikeClientId)),
            ("https://na.myconnectwise.net", Some(LooksLikeAddress)),
            ("joe@example.com", Some(LooksLikeEmail)),
            ("PubPub", Some(OddLength(6))),
            ("Public Key", Some(SeveralWords)),
            ("Pub:Pubx", Some(Colon)),
            ("acme+PubPubPubPub1234", None),
            ("other+PubPubPubPub1234", Some(OtherCompany("other".into()))),
            ("PriPriPriPri5678+PubPubPubPub1234", Some(OtherCompany("\u{2026}".into()))),
            ("PübPübPübPüb1234", Some(NotPlain)),
        ];
        for (pasted, remark) in cases {
            let mut keys = Keys::default();
            key(&mut keys, Which::Public, pasted, "acme");
            assert_eq!(keys.public.unwrap().remark, remark, "{pasted}");
        }
        let mut keys = Keys::default();
        key(&mut keys, Which::Public, "acme+PubPubPubPub1234", "acme");
        assert_eq!(keys.public.unwrap().secret.expose(), PUBLIC);
    }

    #[test]
    fn both_keys_go_to_their_fields_and_the_same_key_twice_is_remarked_on() {
        let mut keys = Keys::default();
        key(&mut keys, Which::Private, &format!("{PUBLIC}\n{PRIVATE}"), "acme");
        let text = |slot: &Option<Slot>| slot.as_ref().unwrap().secret.expose().to_owned();
        assert_eq!((text(&keys.public), text(&keys.private)), (PUBLIC.into(), PRIVATE.into()));

        key(&mut keys, Which::Private, PUBLIC, "acme");
        assert_eq!(keys.private.as_ref().unwrap().remark, Some(KeyRemark::SameTwice));
        key(&mut keys, Which::Private, PRIVATE, "acme");
        assert!(!keys.private.unwrap().stops() && !keys.public.unwrap().stops());
    }

    #[test]
    fn an_empty_paste_changes_nothing() {
        let mut keys = Keys { public: Some(Slot::plain(Secret::new(PUBLIC))), ..Keys::default() };
        let before = keys.clone();
        key(&mut keys, Which::Public, "  \n", "acme");
        assert_eq!(keys, before);
        assert_eq!(client_id("   "), None);
    }
}
