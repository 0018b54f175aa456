//! What can be copied and opened, by the names the View gives it. Copying happens in
//! Rust, so a secret never enters the window.

use super::member;
use super::parts::{by_hand, mask_text, masked, no_formula};
use super::{details, practice, record, result, updates};
use connectwise::forms;
use connectwise::grid::COLUMNS;
use ground::secret::Secret;
use integration::{Integration, Placeholder, Row, Template};
use setup::checklist::row_item;
use setup::values::{hand_over_value, template_for, value};
use setup::{Connection, MemberWay, Present, RoleWay, Setup};

/// A text for the clipboard.
pub struct Copy {
    pub text: Secret,
    pub secret: bool,
    /// What it is called when it was copied.
    pub name: String,
}

/// Finds what a Copy intent names.
pub fn find(setup: &Setup, what: &str) -> Option<Copy> {
    // On every page, the first one too; which of its Problems offered it makes no difference.
    if what == details::WHAT || what.starts_with("details:") {
        let text = Secret::new(details::text(setup));
        return Some(Copy { text, secret: false, name: "technical details".to_owned() });
    }
    if what == updates::COMMAND {
        let text = Secret::new(updates::command(&setup.updates)?);
        return Some(Copy { text, secret: false, name: "command".to_owned() });
    }
    let present = setup.present()?;
    let Present { open, connection, integration } = present;
    let plain = |name: &str, text: String| {
        Some(Copy { text: Secret::new(text), secret: false, name: name.to_owned() })
    };
    match what.split_once(':').unwrap_or((what, "")) {
        ("role-name", _) => plain("role name", integration.role.name.text.to_string()),
        ("role-request", _) => {
            plain("request for the administrator", role_request(connection, integration))
        }
        ("member-request", _) => plain("request for the administrator", member_request(present)),
        ("grid", _) => plain("all rows", no_formula(&grid_text(integration))),
        ("tables", _) => plain("all tables", tables_text(integration)),
        ("row", key) => {
            let row = integration.role.rows.iter().find(|row| row.key() == key)?;
            plain(&row.row, no_formula(&row_text(row)))
        }
        ("member", label) => plain(label, member::value_of(present, label)?),
        ("key-description", _) => plain(
            "description",
            integration
                .keys
                .description
                .as_ref()
                .map_or("Keywright".into(), |said| said.text.to_string()),
        ),
        ("client-id-description", _) => plain("description", integration.name.to_string()),
        ("result", reader) => {
            let reader = result::READERS.into_iter().find(|r| result::id(*r) == reader)?;
            plain("the result", result::text(setup, reader)?)
        }
        ("record", _) => plain("the record", record::text(setup, present)),
        ("practice", name) => {
            let tenant = open.practice.as_ref()?;
            let (label, text) = practice::value(tenant, name)?;
            plain(label, text)
        }
        ("hand-over", n) => {
            let field = integration.hand_over.fields.get(n.parse::<usize>().ok()?)?;
            Some(Copy {
                text: hand_over_value(present, field)?,
                secret: template_for(field, connection).is_secret(),
                name: field.label.to_string(),
            })
        }
        _ => None,
    }
}

/// Finds what an OpenLink intent names. Only addresses of the integration file and of
/// ConnectWise's developer portal can be opened.
pub fn link(setup: &Setup, name: &str) -> Option<String> {
    if name == "portal" {
        return Some(forms::DEVELOPER_PORTAL.to_owned());
    }
    let integration = setup.present()?.integration;
    // Where a file added by hand may lead is for a person to read, not to press.
    if !integration.built_in {
        return None;
    }
    let nth = |steps: &[integration::Step], prefix: &str| {
        let n: usize = name.strip_prefix(prefix)?.parse().ok()?;
        Some(steps.get(n)?.link.as_ref()?.as_str().to_owned())
    };
    nth(&integration.hand_over.steps, "hand-over-")
        .or_else(|| nth(&integration.client_id.steps, "client-id-"))
}

/// A value for the page: secrets as a mask.
pub fn shown(present: Present, template: &Template) -> Result<String, Placeholder> {
    let keys = &present.open.keys;
    template.fill(|gap| {
        let slot = match gap {
            Placeholder::PublicKey => keys.public.as_ref(),
            Placeholder::PrivateKey => keys.private.as_ref(),
            Placeholder::ClientId => keys.client_id.as_ref(),
            _ => return value(present, gap),
        };
        slot.filter(|slot| !slot.stops()).map(|slot| mask_text(&masked(slot)))
    })
}

pub fn gap_name(gap: Placeholder) -> &'static str {
    match gap {
        Placeholder::CompanyId => "company ID",
        Placeholder::CompanySlug => "company name",
        Placeholder::SiteHost => "site address",
        Placeholder::ApiHost => "API address",
        Placeholder::MemberId => "Member ID",
        Placeholder::RoleName => "role name",
        Placeholder::PublicKey => "public key",
        Placeholder::PrivateKey => "private key",
        Placeholder::ClientId => "client ID",
    }
}

fn row_text(row: &Row) -> String {
    let levels: Vec<String> = COLUMNS
        .iter()
        .zip(row.levels())
        .map(|(column, level)| format!("{column}: {}", level.word()))
        .collect();
    format!("{} > {}\t{}", row.module, row.row, levels.join("\t"))
}

/// All rows, tab-separated, as a table pastes into a message or a sheet.
pub fn grid_text(integration: &Integration) -> String {
    let head = format!("Module\tRow\t{}", COLUMNS.join("\t"));
    let rows = integration.role.rows.iter().map(|row| {
        let levels: Vec<&str> = row.levels().iter().map(|level| level.word()).collect();
        format!("{}\t{}\t{}", row.module, row.row, levels.join("\t"))
    });
    std::iter::once(head).chain(rows).collect::<Vec<_>>().join("\n")
}

pub fn tables_text(integration: &Integration) -> String {
    let tables = integration.role.tables.iter().map(|table| format!("\u{2022} {table}"));
    std::iter::once("Table Setup, allowed tables (left list):".to_owned())
        .chain(tables)
        .collect::<Vec<_>>()
        .join("\n")
}

/// What to send to whoever administers ConnectWise, to have the role made.
pub fn role_request(connection: &Connection, integration: &Integration) -> String {
    let (what, role) = match connection.role_way {
        RoleWay::New => (
            "Can you make this security role?",
            format!("\nRole ID: {}", integration.role.name.text),
        ),
        RoleWay::Existing => (
            "Can you compare our security role with these rows, and raise what is lower?",
            String::new(),
        ),
        RoleWay::Admin => (
            "We use an administrator role for it. It needs no more than these rows:",
            String::new(),
        ),
    };
    let mut text = format!(
        "We are connecting {} to ConnectWise. {what}\n\nWhere: {}{role}\n\n{}\n",
        integration.name,
        forms::SECURITY_ROLES.join(" > "),
        grid_text(integration),
    );
    let about: Vec<String> =
        integration.role.rows.iter().filter_map(|row| about_row(connection, row)).collect();
    if !about.is_empty() {
        text += &format!("\nAbout these rows:\n{}\n", about.join("\n"));
    }
    let important = integration.role.notes.iter().filter(|note| note.important);
    for note in important {
        text += &format!("\nImportant: {}\n", note.text);
    }
    if !integration.role.tables.is_empty() {
        text += &format!("\n{}\n", tables_text(integration));
    }
    text += "\nLevels that are not listed stay None.";
    no_formula(&(text + &added(integration)))
}

/// Whoever is asked to make it is told, too.
fn added(integration: &Integration) -> String {
    by_hand(integration).map(|said| format!("\n\n{said}")).unwrap_or_default()
}

/// Why a row is needed, for whom and since when, as far as the guide says.
fn about_row(connection: &Connection, row: &Row) -> Option<String> {
    let used = connection.ticks.contains(&row_item(row));
    let when = row.when.as_ref().map(|when| match used {
        true => when.to_string(),
        false => format!("{when} (not ticked as used)"),
    });
    let since = row.since.as_ref().map(|since| format!("Since {since}"));
    let why = row.why.as_ref().map(|why| why.to_string());
    let parts: Vec<String> = [why, when, since].into_iter().flatten().collect();
    let name = format!("{} > {}", row.module, row.row);
    (!parts.is_empty()).then(|| format!("\u{2022} {name}: {}", parts.join(". ")))
}

pub fn member_request(present: Present) -> String {
    let Present { connection, integration, .. } = present;
    let (what, plus) = match connection.member_way {
        MemberWay::New => ("make this API member and a key pair", " > +"),
        MemberWay::Existing => ("compare our API member with this list and make a key pair", ""),
    };
    let description = match &integration.keys.description {
        Some(said) => said.text.to_string(),
        None => "Keywright".to_owned(),
    };
    let request = format!(
        "We are connecting {} to ConnectWise. Can you {what}?\n\n\
         Where: {}\n{}\n\n\
         Then: {} > +, type the description \u{201c}{description}\u{201d}, press Save. ConnectWise shows the private key only once: \
         send both keys through your password manager, not by e-mail.",
        integration.name,
        forms::API_MEMBERS.join(" > ") + plus,
        member::as_lines(present).join("\n"),
        forms::API_KEYS.join(" > "),
    );
    no_formula(&(request + &added(integration)))
}
