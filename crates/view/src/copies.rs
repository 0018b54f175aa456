//! What can be copied and opened, by the names the View gives it. Copying happens in
//! Rust, so a secret never enters the window.

use super::member_form;
use super::parts::no_formula;
use super::requests::{member_request, role_request};
use super::texts::{grid_text, row_text, tables_text};
use super::{details, practice, record, result, updates};
use connectwise::forms;
use ground::secret::Secret;
use setup::called::{Link, What};
use setup::values::{hand_over_value, template_for};
use setup::{Present, Setup};

/// A text for the clipboard.
pub struct Copy {
    pub text: Secret,
    pub secret: bool,
    /// What it is called when it was copied.
    pub name: String,
}

/// What is copied under this name; nothing if it is not there now.
pub fn find(setup: &Setup, what: &What) -> Option<Copy> {
    let plain = |name: &str, text: String| {
        Some(Copy { text: Secret::new(text), secret: false, name: name.to_owned() })
    };
    match what {
        // On every page, the first one too.
        What::Details(_) => return plain("technical details", details::text(setup)),
        What::UpdateCommand => return plain("command", updates::command(&setup.updates)?),
        _ => {}
    }
    let present = setup.present()?;
    let Present { open, connection, integration } = present;
    match what {
        What::Details(_) | What::UpdateCommand => None,
        What::RoleName => plain("role name", integration.role.name.text.to_string()),
        What::RoleRequest => {
            plain("request for the administrator", role_request(connection, integration))
        }
        What::MemberRequest => plain("request for the administrator", member_request(present)),
        What::Grid => plain("all rows", no_formula(&grid_text(integration))),
        What::Tables => plain("all tables", tables_text(integration)),
        What::Row(key) => {
            let row = integration.role.rows.iter().find(|row| row.key() == *key)?;
            plain(&row.row, no_formula(&row_text(row)))
        }
        What::Member(label) => plain(label, member_form::value_of(present, label)?),
        What::KeyDescription => {
            let said = integration.keys.description.as_ref();
            plain("description", said.map_or("Keywright".into(), |said| said.text.to_string()))
        }
        What::ClientIdDescription => plain("description", integration.name.to_string()),
        What::Result(reader) => plain("the result", result::text(setup, *reader)?),
        What::Record => plain("the record", record::text(setup, present)),
        What::Practice(sample) => {
            let (label, text) = practice::value(open.practice.as_ref()?, *sample);
            plain(label, text)
        }
        What::HandOver(n) => {
            let field = integration.hand_over.fields.get(*n)?;
            Some(Copy {
                text: hand_over_value(present, field)?,
                secret: template_for(field, connection).is_secret(),
                name: field.label.to_string(),
            })
        }
    }
}

/// Where a link leads. Only addresses of the integration file and of ConnectWise's developer portal
/// can be opened.
pub fn link(setup: &Setup, link: Link) -> Option<String> {
    let (steps, n) = match link {
        Link::Portal => return Some(forms::DEVELOPER_PORTAL.to_owned()),
        Link::HandOver(n) => (&setup.present()?.integration.hand_over.steps, n),
        Link::ClientId(n) => (&setup.present()?.integration.client_id.steps, n),
    };
    // Where a file added by hand may lead is for a person to read, not to press.
    if !setup.present()?.integration.built_in {
        return None;
    }
    Some(steps.get(n)?.link.as_ref()?.as_str().to_owned())
}
