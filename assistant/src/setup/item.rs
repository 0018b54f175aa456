//! The keychain item of a connection: versioned JSON with all its values.

use serde::{Deserialize, Serialize};

use super::{Connection, Keys, Slot};
use crate::secret::{Secret, Typed};

#[derive(Serialize)]
struct Written<'a> {
    schema: u32,
    integration: &'a str,
    practice: bool,
    /// "not checked", or when a check last signed in with these values.
    status: String,
    company_id: &'a str,
    site: String,
    /// The one origin these keys may be sent to.
    origin: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    member_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    public_key: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    private_key: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<&'a str>,
}

/// What is read of it; the rest is for other programs.
#[derive(Deserialize)]
struct Found {
    schema: u32,
    #[serde(default)]
    public_key: Option<Typed>,
    #[serde(default)]
    private_key: Option<Typed>,
    #[serde(default)]
    client_id: Option<Typed>,
}

pub const NOT_CHECKED: &str = "not checked";

/// The item's text. No copy of a key is made on the way but the one that is given back.
pub fn write(connection: &Connection, keys: &Keys) -> Option<Secret> {
    let instance = connection.instance.as_ref()?;
    let item = Written {
        schema: 1,
        integration: &connection.integration,
        practice: connection.practice,
        status: match &connection.checked {
            Some(when) => format!("checked {when}"),
            None => NOT_CHECKED.to_owned(),
        },
        company_id: &instance.company_id,
        site: instance.site.authority(),
        origin: instance.api_origin(),
        member_id: connection.member_id.as_deref(),
        public_key: text(&keys.public),
        private_key: text(&keys.private),
        client_id: text(&keys.client_id),
    };
    Secret::written(|place| serde_json::to_writer(place, &item))
}

fn text(slot: &Option<Slot>) -> Option<&str> {
    slot.as_ref().map(|slot| slot.secret.expose())
}

/// The keys of an item; none when it is not one of ours, or of a newer Keywright.
pub fn read(item: &Secret) -> Option<Keys> {
    let item: Found = serde_json::from_str(item.expose()).ok()?;
    let slot = |text: Option<Typed>| text.map(|text| Slot::plain(text.into_secret()));
    (item.schema == 1).then(|| Keys {
        public: slot(item.public_key),
        private: slot(item.private_key),
        client_id: slot(item.client_id),
    })
}
