//! The record of a set-up, as text: what was made, where it is kept. No secret.

use super::copies;
use super::parts::present;
use crate::connectwise::authority::Trust;
use crate::integration::Integration;
use crate::setup::{Connection, RoleWay, Setup};
use crate::vault::{SERVICE, Vault};

pub fn role_name(connection: &Connection, integration: &Integration) -> String {
    match connection.role_way {
        RoleWay::New => integration.role.name.text.to_string(),
        RoleWay::Existing => "A role that existed before".into(),
        RoleWay::Admin => "An administrator role".into(),
    }
}

/// The Member ID that was typed, or the one the page advised.
pub fn member_id(setup: &Setup, connection: &Connection) -> Option<String> {
    connection
        .member_id
        .clone()
        .filter(|id| !id.is_empty())
        .or_else(|| super::member::value_of(setup, "Member ID"))
}

pub fn text(setup: &Setup, connection: &Connection, integration: &Integration) -> String {
    let mut lines =
        vec![format!("ConnectWise PSA connection for {}", integration.name), String::new()];
    if connection.practice {
        lines.push("PRACTICE: made with sample data, not a real connection.".into());
    }
    if let Some(instance) = &connection.instance {
        lines.push(format!(
            "Company: {} (company ID {})",
            instance.company_name, instance.company_id
        ));
        lines.push(format!("Site: {}", instance.site.authority()));
        lines.push(format!("API address: {}", instance.api_origin()));
    }
    if let Some(Trust { host, authority }) = setup.trust() {
        lines.push(format!(
            "Certificate authority trusted for {host} alone: {}, SHA-256 {}",
            authority.name, authority.fingerprint
        ));
    }
    lines.push(format!("Security role: {}", role_name(connection, integration)));
    if let Some(member) = member_id(setup, connection) {
        lines.push(format!("API member: {member}"));
    }
    lines.push(match &connection.checked {
        Some(when) => format!("Check: signed in {when}"),
        None => "Check: NOT CHECKED, these keys have not signed in yet".into(),
    });
    lines.extend(connection.remarks.iter().map(|remark| format!("- {remark}")));
    lines.push(match &connection.saved {
        Some(when) => format!(
            "Keys: in the {}, service {SERVICE}, account {}, saved {when}",
            Vault::name(),
            connection.id
        ),
        None => "Keys: not saved".into(),
    });
    lines.push(String::new());
    lines.push(format!(
        "Permissions the product needs ({}):",
        present(integration.role.rows.len(), "row")
    ));
    lines.push(copies::grid_text(integration));
    if !integration.role.tables.is_empty() {
        lines.push(String::new());
        lines.push(copies::tables_text(integration));
    }
    lines.push(String::new());
    lines.push(format!(
        "Source of the requirements: {}, \u{201c}{}\u{201d}, read {}.",
        integration.guide.publisher, integration.guide.title, integration.guide.read
    ));
    lines.push("Made with Keywright. It holds no keys.".into());
    lines.join("\n")
}
