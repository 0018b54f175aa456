//! What to send to whoever administers ConnectWise, to have role and member made.

use super::member_form;
use super::parts::{by_hand, no_formula};
use super::texts;
use connectwise::forms;
use integration::{Integration, Row};
use setup::checklist::row_item;
use setup::{Connection, MemberWay, Present, RoleWay};

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
        texts::grid_text(integration),
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
        text += &format!("\n{}\n", texts::tables_text(integration));
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
        member_form::as_lines(present).join("\n"),
        forms::API_KEYS.join(" > "),
    );
    no_formula(&(request + &added(integration)))
}
