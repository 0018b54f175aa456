//! The keychain item of a connection: versioned JSON with all its values. What was saved stands at
//! the top, for other programs too; a newer pair that was not saved yet stands below it.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::connection::Connection;
use super::old;
use super::pairs::{Beside, Bound, Held, Pair, Saved};
use ground::secret::{Secret, Typed};

#[derive(Serialize)]
struct Written<'a> {
    schema: u32,
    integration: &'a str,
    practice: bool,
    #[serde(flatten)]
    top: Part<'a>,
    /// Not saved yet; only beside a saved pair.
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<Part<'a>>,
    /// Pairs that gave way to another before they were saved.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    earlier: Vec<WrittenPair<'a>>,
    /// Pairs that were kept for another address than the one of `origin`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    bound: Vec<WrittenBound<'a>>,
}

#[derive(Serialize)]
struct WrittenBound<'a> {
    origin: &'a str,
    #[serde(flatten)]
    pair: WrittenPair<'a>,
}

#[derive(Serialize)]
struct Part<'a> {
    /// "not checked", or when a check last signed in with these values: "checked
    /// 2026-11-25T10:30:00Z".
    status: String,
    company_id: &'a str,
    site: String,
    /// The one origin these keys may be sent to; empty if none was found yet.
    origin: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    member_id: Option<&'a str>,
    #[serde(flatten)]
    pair: WrittenPair<'a>,
}

#[derive(Serialize)]
struct WrittenPair<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    public_key: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    private_key: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<&'a str>,
}

/// What is read of it; the rest is for other programs. Not flattened: that would copy the keys.
#[derive(Deserialize)]
struct Found {
    schema: u32,
    #[serde(default)]
    status: String,
    #[serde(default)]
    company_id: String,
    #[serde(default)]
    site: String,
    #[serde(default)]
    origin: String,
    #[serde(default)]
    member_id: Option<String>,
    #[serde(default)]
    public_key: Option<Typed>,
    #[serde(default)]
    private_key: Option<Typed>,
    #[serde(default)]
    client_id: Option<Typed>,
    #[serde(default)]
    new: Option<FoundBound>,
    #[serde(default)]
    earlier: Vec<FoundPair>,
    #[serde(default)]
    bound: Vec<FoundBound>,
}

#[derive(Deserialize)]
struct FoundBound {
    #[serde(default)]
    origin: String,
    #[serde(default)]
    public_key: Option<Typed>,
    #[serde(default)]
    private_key: Option<Typed>,
    #[serde(default)]
    client_id: Option<Typed>,
}

#[derive(Deserialize)]
struct FoundPair {
    #[serde(default)]
    public_key: Option<Typed>,
    #[serde(default)]
    private_key: Option<Typed>,
}

/// An item that was read.
pub struct Stored {
    /// What stands at the top: the saved values, if something newer stands below them.
    pub top: Saved,
    pub new: Option<Bound>,
    pub earlier: Vec<Pair>,
    pub bound: Vec<Bound>,
}

fn status(checked: Option<Timestamp>) -> String {
    checked.map_or("not checked".to_owned(), |when| format!("checked {when}"))
}

/// Items of Keywright 0.1 say it in words: "checked 25 November 2026, 10:30".
fn checked(status: &str, zone: &TimeZone) -> Option<Timestamp> {
    let when = status.strip_prefix("checked ")?;
    when.parse().ok().or_else(|| old::when(when, zone))
}

/// The item's text. No copy of a key is made on the way but the one that is given back.
pub fn write(connection: &Connection, held: &Held) -> Option<Secret> {
    let present = Part::present(connection, held);
    let (top, new) = match &held.beside.saved {
        Some(saved) => (Part::saved(saved), Some(present)),
        None => (present, None),
    };
    let item = Written {
        schema: 1,
        integration: &connection.integration,
        practice: connection.practice,
        top,
        new: new.filter(|new| new.pair.public_key.is_some() || new.pair.private_key.is_some()),
        earlier: held.beside.earlier.iter().map(WrittenPair::of).collect(),
        bound: held.beside.bound.iter().map(WrittenBound::of).collect(),
    };
    Secret::written(|place| serde_json::to_writer(place, &item))
}

impl<'a> Part<'a> {
    fn present(connection: &'a Connection, held: &'a Held) -> Self {
        let instance = connection.instance.as_ref();
        Self {
            status: status(connection.checked),
            company_id: instance.map_or("", |instance| &instance.company_id),
            site: instance.map(|instance| instance.site.authority()).unwrap_or_default(),
            origin: held.origin.clone().unwrap_or_default(),
            member_id: connection.member_id.as_deref(),
            pair: WrittenPair::of(&held.pair),
        }
    }

    fn saved(saved: &'a Saved) -> Self {
        Self {
            status: status(saved.checked),
            company_id: &saved.company_id,
            site: saved.site.clone(),
            origin: saved.origin.clone(),
            member_id: saved.member_id.as_deref(),
            pair: WrittenPair::of(&saved.pair),
        }
    }
}

impl<'a> WrittenBound<'a> {
    fn of(bound: &'a Bound) -> Self {
        Self { origin: &bound.origin, pair: WrittenPair::of(&bound.pair) }
    }
}

impl<'a> WrittenPair<'a> {
    fn of(pair: &'a Pair) -> Self {
        let text = |secret: &'a Option<Secret>| secret.as_ref().map(Secret::expose);
        Self {
            public_key: text(&pair.public),
            private_key: text(&pair.private),
            client_id: text(&pair.client_id),
        }
    }
}

fn pair(public: Option<Typed>, private: Option<Typed>, client_id: Option<Typed>) -> Pair {
    let secret = |text: Option<Typed>| text.map(Typed::into_secret);
    Pair { public: secret(public), private: secret(private), client_id: secret(client_id) }
}

/// None when it is not one of ours, or of a newer Keywright.
pub fn read(item: &Secret, zone: &TimeZone) -> Option<Stored> {
    let item: Found = serde_json::from_str(item.expose()).ok()?;
    if item.schema != 1 {
        return None;
    }
    let top = Saved {
        checked: checked(&item.status, zone),
        company_id: item.company_id,
        site: item.site,
        origin: item.origin,
        member_id: item.member_id,
        pair: pair(item.public_key, item.private_key, item.client_id),
    };
    let earlier = item.earlier.into_iter();
    Some(Stored {
        top,
        new: item.new.map(FoundBound::into_bound),
        earlier: earlier.map(|old| pair(old.public_key, old.private_key, None)).collect(),
        bound: item.bound.into_iter().map(FoundBound::into_bound).collect(),
    })
}

impl FoundBound {
    fn into_bound(self) -> Bound {
        let pair = pair(self.public_key, self.private_key, self.client_id);
        Bound { origin: self.origin, pair }
    }
}

impl Stored {
    /// The same as what a write would have held.
    pub fn held(&self) -> Held {
        let (pair, origin) = match &self.new {
            Some(new) => (new.pair.clone(), new.origin.clone()),
            None => (self.top.pair.clone(), self.top.origin.clone()),
        };
        let saved = self.new.as_ref().map(|_| self.top.clone());
        let beside = Beside { saved, earlier: self.earlier.clone(), bound: self.bound.clone() };
        Held { pair, beside, origin: Some(origin), last: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_is_read_as_it_was_written_now_and_by_the_release_before() {
        let zone = TimeZone::UTC;
        let when: Timestamp = "2026-11-25T10:30:00Z".parse().unwrap();
        assert_eq!(status(Some(when)), "checked 2026-11-25T10:30:00Z");
        for (text, wanted) in [
            (status(Some(when)), Some(when)),
            (status(None), None),
            ("checked 25 November 2026, 10:30".to_owned(), Some(when)),
            ("checked some day".to_owned(), None),
            (String::new(), None),
        ] {
            assert_eq!(checked(&text, &zone), wanted, "{text}");
        }
    }
}
