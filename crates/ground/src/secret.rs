//! Secrets are types of their own: printed as `<redacted>`, wiped when dropped,
//! never serialised. What cannot be wiped (buffers of serde and the web view) is
//! named in SECURITY.md.

use std::{fmt, io};

use secrecy::zeroize::{Zeroize as _, Zeroizing};
use secrecy::{ExposeSecret, SecretBox, SecretString};
use serde::{Deserialize, Serialize, Serializer};

/// A key, a client ID or whatever else must not be shown.
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// Nothing of a text that is given away stays where it was.
    pub fn new(text: impl Into<String>) -> Self {
        let mut text = text.into();
        // To make a string fit its text moves it, and what it leaves behind is not wiped.
        let kept = SecretBox::new(Box::from(text.as_str()));
        text.zeroize();
        Self(kept)
    }

    /// Put together from parts, at once and in the one place where it stays.
    pub fn joined(parts: &[&str]) -> Self {
        Self::new(parts.concat())
    }

    /// What `write` writes, without a copy left behind; none when it fails.
    pub fn written<E>(write: impl FnOnce(&mut Wiped) -> Result<(), E>) -> Option<Self> {
        let mut place = Wiped(Zeroizing::new(Vec::with_capacity(1024)));
        write(&mut place).ok()?;
        std::str::from_utf8(&place.0).ok().map(Self::new)
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

/// A place to write to that is wiped, and each smaller one that it has outgrown.
pub struct Wiped(Zeroizing<Vec<u8>>);

impl io::Write for Wiped {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = self.0.len() + bytes.len();
        if length > self.0.capacity() {
            let mut larger = Zeroizing::new(Vec::with_capacity(2 * length));
            larger.extend_from_slice(&self.0);
            self.0 = larger;
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
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

    pub fn into_secret(self) -> Secret {
        self.0
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
