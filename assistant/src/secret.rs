//! Secrets are types of their own: printed as `<redacted>`, wiped when dropped,
//! never serialised. What cannot be wiped (buffers of serde and the web view) is
//! named in SECURITY.md.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize, Serializer};

/// A key, a client ID or whatever else must not be shown.
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    pub fn new(text: impl Into<String>) -> Self {
        Self(SecretString::from(text.into()))
    }

    /// The one way to the text: every use is found by searching for this name.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// Length in characters, and the last four of them where at least eight remain hidden.
    pub fn trace(&self) -> (u32, String) {
        let length = self.expose().chars().count();
        let end = if length >= 12 {
            self.expose().chars().skip(length - 4).collect()
        } else {
            String::new()
        };
        (length as u32, end)
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<redacted>")
    }
}

/// Text on its way from the window: it may be a secret, so it is treated as one
/// until the Setup has put it into its field.
#[derive(Clone, PartialEq)]
pub struct Typed(Secret);

impl Typed {
    pub fn new(text: impl Into<String>) -> Self {
        Self(Secret::new(text))
    }

    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl fmt::Debug for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de> Deserialize<'de> for Typed {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}

impl Serialize for Typed {
    /// Intents go out as part of a View's buttons. None of those carries typed text,
    /// and one that did would carry none out.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("")
    }
}
