//! What a pasted or typed key is, what was tidied, and what is worth a remark.

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

/// What a text pasted into a key's field came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Taken {
    Nothing,
    /// For the field it was pasted into.
    One(Slot),
    /// `sure`: labels say which is which; else the order alone does.
    Both { public: Slot, private: Slot, sure: bool },
}

/// Reads a text that was pasted for a key.
pub fn key(which: Which, text: &str, company: &str) -> Taken {
    if let Some((public, private)) = two_keys(text) {
        let slot = |text: &str| Slot::plain(Secret::new(text));
        return Taken::Both { public: slot(public), private: slot(private), sure: true };
    }
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
        return Taken::Nothing;
    }
    let remark = remark.or_else(|| oddness(text, which));
    Taken::One(Slot { secret: Secret::new(text), tidied: said, remark })
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
