//! A secret in its field, and what is odd about it.

use ground::secret::Secret;

/// Which of the two keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    Public,
    Private,
}

/// A secret in its field, and what is said beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    pub secret: Secret,
    pub tidied: Option<String>,
    pub remark: Option<KeyRemark>,
}

impl Slot {
    pub fn plain(secret: Secret) -> Self {
        Self { secret, tidied: None, remark: None }
    }

    pub fn stops(&self) -> bool {
        self.remark.as_ref().is_some_and(KeyRemark::stops)
    }
}

/// What is odd about a pasted secret. Those that stop keep Continue from going on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyRemark {
    LooksLikeClientId,
    LooksLikeAddress,
    LooksLikeEmail,
    SameTwice,
    /// The company it was pasted with; "…" where that may be part of a key.
    OtherCompany(String),
    SeveralWords,
    /// More than two keys, or two of one kind.
    SeveralKeys,
    SeveralClientIds,
    TooLong,
    /// `:` divides the keys in a sign-in.
    Colon,
    NotPlain,
    NotAGuid,
    LooksLikeKey,
    /// Dots or asterisks, as programs show a secret.
    Masked,
    /// It ends in dots: the rest was not copied.
    Cut,
    /// A spreadsheet's way to write a large number.
    ExcelNumber,
    CompanyAlone,
    LabelAlone,
    /// A word in place of a key: "pending", "n/a".
    Word,
    /// The text calls it the other key.
    Called(Which),
    /// Keys seen so far have 16 characters; another length may be right.
    OddLength(usize),
    /// Keys seen so far have letters and numbers, and nothing else.
    OddSigns,
    /// Nothing but letters, or nothing but numbers.
    OneKind(&'static str),
}

impl KeyRemark {
    pub fn stops(&self) -> bool {
        // Another company's name may be this one's sign-in name written differently: the check
        // tells.
        !matches!(
            self,
            Self::OddLength(_) | Self::OddSigns | Self::OneKind(_) | Self::OtherCompany(_)
        )
    }
}

/// Longer than anything that was ever a key.
pub const LONGEST_KEY: usize = 200;
/// Longer than anything that is taken apart.
pub const LONGEST_TEXT: usize = 20_000;
