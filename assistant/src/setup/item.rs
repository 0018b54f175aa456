//! The keychain item of a connection: versioned JSON with all its values.

use serde::{Deserialize, Serialize};

use super::{Connection, Keys};
use crate::secret::Secret;

#[derive(Serialize, Deserialize)]
struct Item {
    schema: u32,
    integration: String,
    practice: bool,
    /// "not checked", or when a check last signed in with these values.
    status: String,
    company_id: String,
    site: String,
    /// The one origin these keys may be sent to.
    origin: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    member_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    public_key: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    private_key: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    client_id: Option<String>,
}

pub const NOT_CHECKED: &str = "not checked";

/// The item's text. The strings made on the way are not wiped: see SECURITY.md.
pub fn write(connection: &Connection, keys: &Keys) -> Option<Secret> {
    let instance = connection.instance.as_ref()?;
    let text = |secret: &Option<super::Slot>| secret.as_ref().map(|s| s.secret.expose().to_owned());
    let item = Item {
        schema: 1,
        integration: connection.integration.clone(),
        practice: connection.practice,
        status: match &connection.checked {
            Some(when) => format!("checked {when}"),
            None => NOT_CHECKED.to_owned(),
        },
        company_id: instance.company_id.clone(),
        site: instance.site.authority(),
        origin: instance.api_origin(),
        member_id: connection.member_id.clone(),
        public_key: text(&keys.public),
        private_key: text(&keys.private),
        client_id: text(&keys.client_id),
    };
    serde_json::to_string(&item).ok().map(Secret::new)
}

/// The keys of an item; none when it is not one of ours, or of a newer Keywright.
pub fn read(item: &Secret) -> Option<Keys> {
    let item: Item = serde_json::from_str(item.expose()).ok()?;
    let slot = |text: Option<String>| text.map(|t| super::Slot::plain(Secret::new(t)));
    (item.schema == 1).then(|| Keys {
        public: slot(item.public_key),
        private: slot(item.private_key),
        client_id: slot(item.client_id),
    })
}
