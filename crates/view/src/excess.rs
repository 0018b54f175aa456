//! What a role opens beyond need: for the page, and for whoever lowers it.

use super::parts::plural;
use super::types::WiderRow;
use crate::problem;
use checkup::{Admin, Cells, Excess, Extra, Risk};
use connectwise::grid::{COLUMNS, TABLE_SETUP};
use integration::Integration;

pub fn how_to_lower(excess: &Excess) -> &'static str {
    match excess.admin {
        Some(_) => {
            "Make a role with what is needed alone, and choose it at the API member. The keys stay the same."
        }
        None => "Lower these in the role and save it. What is needed stays.",
    }
}

pub fn admin_line(admin: Admin, integration: &Integration) -> String {
    let needs = plural(integration.role.rows.len(), "row");
    match admin {
        Admin::AllOpen { rows } => format!(
            "This is an administrator role: all {rows} rows are open at All. {} needs {needs}.",
            integration.name
        ),
        Admin::Marked => format!(
            "ConnectWise marks this member as an administrator. {} needs {needs}.",
            integration.name
        ),
    }
}

pub fn wider_rows(excess: &Excess) -> Vec<WiderRow> {
    // Every row there is would be listed: one line says more.
    if let Some(Admin::AllOpen { .. }) = excess.admin {
        return Vec::new();
    }
    let rows = excess.rows.iter().map(|extra| WiderRow {
        title: row_title(extra),
        risk: risk(extra.risk).into(),
        grave: extra.risk.is_grave(),
        set: format!("Set {}.", lowered(&extra.cells, "**")),
    });
    let tables = excess.tables.iter().map(|table| WiderRow {
        title: format!("{TABLE_SETUP}: {table}"),
        risk: "An allowed table that is not needed".into(),
        grave: false,
        set: "Move it to the right list under **customize**.".into(),
    });
    rows.chain(tables).collect()
}

pub fn row_title(extra: &Extra) -> String {
    match (extra.module.is_empty(), extra.row.is_empty()) {
        (_, true) => "A row without a name".into(),
        (true, false) => extra.row.clone(),
        (false, false) => format!("{} > {}", extra.module, extra.row),
    }
}

/// "Delete Level to None and Inquire Level to My", marked as given.
pub fn lowered(cells: &Cells, mark: &str) -> String {
    let parts: Vec<String> = COLUMNS
        .iter()
        .zip(cells)
        .filter(|(_, cell)| cell.is_wider())
        .map(|(column, cell)| format!("{mark}{column}{mark} to {mark}{}{mark}", cell.needs.word()))
        .collect();
    problem::listed(&parts)
}

pub fn risk(risk: Risk) -> &'static str {
    match risk {
        Risk::ChangesRoles => "Can change what every role may do",
        Risk::ChangesMembers => "Can add and change members",
        Risk::ReadsRoles => "Can read every role",
        Risk::ReadsMembers => "Can read every member",
        Risk::ReadsPasswords => "Can read passwords kept with configurations",
        Risk::Deletes => "Can delete",
        Risk::Changes => "Can add or change",
        Risk::Reads => "Can read",
    }
}

/// What to lower, and how, one line each.
pub fn excess_lines(excess: &Excess, integration: &Integration) -> Vec<String> {
    let mut lines: Vec<String> =
        excess.admin.map(|admin| admin_line(admin, integration)).into_iter().collect();
    lines.push(how_to_lower(excess).to_owned());
    if let Some(Admin::AllOpen { .. }) = excess.admin {
        return lines;
    }
    lines.extend(excess.rows.iter().map(|extra| {
        format!(
            "{}: set {} ({})",
            row_title(extra),
            lowered(&extra.cells, ""),
            risk(extra.risk).to_lowercase()
        )
    }));
    lines.extend(
        excess
            .tables
            .iter()
            .map(|table| format!("{TABLE_SETUP} > customize: move {table} to the right list")),
    );
    lines
}
