//! The texts a file may hold: plain, bounded, and free of characters that make a
//! line look like something else.

use std::fmt;
use std::ops::Deref;

use ground::text::misleads;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use url::Url;

pub const LONGEST_LINE: usize = 600;

/// Plain text of at most 600 characters, on one line.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Line(String);

impl TryFrom<String> for Line {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Err("a text must not be empty".into());
        }
        if text.chars().count() > LONGEST_LINE {
            return Err(format!("a text has at most {LONGEST_LINE} characters"));
        }
        match text.chars().find(|&c| misleads(c)) {
            Some(c) => Err(format!("the character U+{:04X} is not allowed", c as u32)),
            None => Ok(Self(text)),
        }
    }
}

impl Deref for Line {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Lower-case letters, digits and hyphens, at most 40: "propel-your-msp".
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Id(String);

impl TryFrom<String> for Id {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if (1..=40).contains(&text.len()) && text.chars().all(fits) {
            Ok(Self(text))
        } else {
            Err("an id has 1 to 40 lower-case letters, digits and hyphens".into())
        }
    }
}

impl Deref for Id {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// An https address that a person may open, without user name or password in it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Link(Url);

impl TryFrom<String> for Link {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let url = Url::parse(&text).map_err(|e| format!("not a web address: {e}"))?;
        if url.scheme() != "https" || url.domain().is_none() {
            return Err("a link starts with https:// and names a host".into());
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("a link must not carry a user name or password".into());
        }
        Ok(Self(url))
    }
}

impl Link {
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }
}

/// Who says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// The vendor's guide.
    #[default]
    Guide,
    /// Keywright's reading or suggestion; always marked as such on the screen.
    Keywright,
}

/// A sentence and who says it. In a file: `"text"` is the guide's, anything else is
/// `{ text = "…", from = "keywright" }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub text: Line,
    pub from: Source,
    pub important: bool,
}

impl<'de> Deserialize<'de> for Said {
    /// By hand: an untagged enum would lose the line and the reason of an error.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Table {
            text: Line,
            #[serde(default)]
            from: Source,
            #[serde(default)]
            important: bool,
        }

        impl<'de> Visitor<'de> for Either {
            type Value = Said;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or { text = \"…\", from = \"keywright\" }")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Said, E> {
                let text = Line::try_from(text.to_owned()).map_err(E::custom)?;
                Ok(Said { text, from: Source::Guide, important: false })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Said, A::Error> {
                let Table { text, from, important } =
                    Table::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Said { text, from, important })
            }
        }

        deserializer.deserialize_any(Either)
    }
}
