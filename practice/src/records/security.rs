//! Roles and their levels: what `/system/mySecurity` and `/system/securityRoles` tell.
//!
//! No sample answer of the real server is public, so which field holds the screen's words is a guess; `Quirks` has the others.

use serde_json::{Value, json};

use super::{Scene, info};
use crate::answer::{self, Answer};
use crate::role::{Role, Row};
use crate::world::{Levels, RowNames};
use connectwise::grid::{GRID, Level};

pub(super) fn roles(scene: &Scene<'_>) -> Vec<Value> {
    let listed = |role: &Role| json!({ "id": role.id, "name": role.name, "adminFlag": role.admin, "inactiveFlag": false, "_info": info() });
    scene.caller.tenant.roles.iter().map(listed).collect()
}

/// The levels of the role in the address.
pub(super) fn settings(scene: &Scene<'_>) -> Result<Vec<Value>, Answer> {
    let id = scene.id();
    let role = scene.caller.tenant.roles.iter().find(|role| i64::from(role.id) == id);
    role.map(|role| entries(scene, role)).ok_or_else(|| answer::not_found("Security role"))
}

/// The levels of the calling member's own role.
pub(super) fn mine(scene: &Scene<'_>) -> Vec<Value> {
    let member = scene.caller.member;
    let mut rows = scene.caller.role.map(|role| entries(scene, role)).unwrap_or_default();
    for row in &mut rows {
        row["member"] =
            json!({ "id": member.id, "identifier": member.identifier, "name": member.name });
    }
    rows
}

/// The tables Table Setup allows, and one item of another Customize window, so that a reader has to look at the identifier.
/// How the real server spells a table in `itemIdentifier` is unknown.
pub(super) fn customize_items(scene: &Scene<'_>) -> Vec<Value> {
    let tables = scene.caller.role.map(|role| role.allowed_tables.as_slice()).unwrap_or_default();
    let items = tables
        .iter()
        .map(|table| ("SystemTableSetup", table.as_str()))
        .chain([("CompanyReports", "Company List")]);
    items
        .enumerate()
        .map(|(index, (window, item))| json!({ "id": index + 1, "customizeIdentifier": window, "itemIdentifier": item }))
        .collect()
}

fn entries(scene: &Scene<'_>, role: &Role) -> Vec<Value> {
    role.rows.iter().enumerate().map(|(index, row)| entry(scene, index, row)).collect()
}

fn entry(scene: &Scene<'_>, index: usize, row: &Row) -> Value {
    let level = |level: Level| match scene.quirks.levels {
        Levels::AllNull => Value::Null,
        Levels::NullForNone if level == Level::None => Value::Null,
        _ => json!(level.word()),
    };
    let mut entry = json!({
        "id": index + 1,
        "addLevel": level(row.add),
        "editLevel": level(row.edit),
        "deleteLevel": level(row.delete),
        "inquireLevel": level(row.inquire),
        "moduleFunctionIdentifier": format!("F{:03}", index + 1),
        "moduleIdentifier": format!("M{:02}", module_number(row)),
        "myAllFlag": true,
        "reportFlag": row.name == "Reports",
        "restrictFlag": false,
        "customFlag": false,
        "sortOrder": index + 1,
        "_info": info(),
    });
    let [module, function, module_name, function_name] = names(scene.quirks.row_names, index, row);
    entry["moduleDescription"] = json!(module);
    entry["moduleFunctionDescription"] = json!(function);
    entry["moduleName"] = json!(module_name);
    entry["moduleFunctionName"] = json!(function_name);
    entry
}

fn module_number(row: &Row) -> usize {
    GRID.iter().position(|(module, _)| *module == row.module).map_or(0, |index| index + 1)
}

/// Module description, function description, module name, function name.
fn names(form: RowNames, index: usize, row: &Row) -> [String; 4] {
    match form {
        RowNames::InDescription => {
            [row.module.clone(), row.name.clone(), joined(&row.module), joined(&row.name)]
        }
        RowNames::InName => [String::new(), String::new(), row.module.clone(), row.name.clone()],
        RowNames::SpelledDifferently => [
            respelled(&row.module, index),
            respelled(&row.name, index),
            joined(&row.module),
            joined(&row.name),
        ],
        RowNames::Opaque => {
            let module = format!("Module {}", module_number(row));
            let function = format!("Function {}", index + 1);
            [module.clone(), function.clone(), module, function]
        }
    }
}

/// `Company Maintenance` as `CompanyMaintenance`.
fn joined(words: &str) -> String {
    words.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// The spellings vendors' guides use; for the rest other case, other spaces, other hyphens, in turn.
fn respelled(words: &str, index: usize) -> String {
    match words {
        "Time & Expense" => "Time and Expense".to_owned(),
        "Table Setup" => "Setup Tables".to_owned(),
        "Security" => "Security Roles".to_owned(),
        "Products" => "Product".to_owned(),
        "Project Tickets" => "Project Ticket".to_owned(),
        "Close Service Tickets" => "Closed Service Tickets".to_owned(),
        "UserCentric" => "User Scenarios".to_owned(),
        "Team Members" => "Teams Members".to_owned(),
        "Project Ticket - Dependencies" => "Project Ticket-Dependancies".to_owned(),
        "Service Ticket - Dependencies" => "Service Ticket - Dependancies".to_owned(),
        other => match index % 3 {
            0 => other.to_uppercase(),
            1 => format!(" {} ", other.replace(' ', "  ")),
            _ => other.replace(" - ", " \u{2013} ").to_lowercase(),
        },
    }
}
