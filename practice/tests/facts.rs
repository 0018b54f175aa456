//! The server's own tables say what the facts collected about ConnectWise say.
//!
//! The other tests walk the server's tables, so a slip in restating them would go unnoticed there. `facts/probes.json` and
//! `facts/security-grid.json` are the collected facts as they were handed to this project, unedited.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use practice::{GRID, PROBES, TABLES};
use serde_json::Value;

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// `Service Tickets (notes)` is about the row `Service Tickets`.
fn without_remark(name: &str) -> &str {
    name.split(" (").next().unwrap()
}

#[test]
fn probes_are_restated_in_full() {
    let facts: Value = serde_json::from_str(include_str!("facts/probes.json")).unwrap();
    // Agreement Invoicing has no probe, and Table Setup's level is read, not probed.
    let probed = facts["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["probe"].is_string() && row["action"] != "Table Setup");
    let told: Vec<(String, String, String)> = probed
        .map(|row| {
            let module = text(&row["module"]).to_owned();
            (
                module,
                without_remark(text(&row["action"])).to_owned(),
                text(&row["probe"]).to_lowercase(),
            )
        })
        .collect();
    let ours: Vec<(String, String, String)> = PROBES
        .iter()
        .map(|probe| {
            let question = if probe.query.is_empty() { "" } else { "?" };
            let address = format!("{}{question}{}", probe.path, probe.query).to_lowercase();
            (probe.module.to_owned(), probe.row.to_owned(), address)
        })
        .collect();
    assert_eq!(ours, told);
}

#[test]
fn tables_are_restated_in_full() {
    let facts: Value = serde_json::from_str(include_str!("facts/probes.json")).unwrap();
    let told: Vec<(&str, &str)> = facts["tableSetup"]
        .as_array()
        .unwrap()
        .iter()
        .map(|table| (text(&table["table"]), text(&table["get"])))
        .collect();
    let ours: Vec<(&str, &str)> = TABLES.iter().map(|table| (table.name, table.path)).collect();
    assert_eq!(ours, told);
}

#[test]
fn the_grid_is_restated_in_full() {
    let facts: Value = serde_json::from_str(include_str!("facts/security-grid.json")).unwrap();
    let told = facts.as_object().unwrap().iter().filter(|(name, _)| !name.starts_with('_'));
    let mut count = 0;
    for (name, rows) in told {
        let module = without_remark(name);
        let ours = GRID.iter().find(|(own, _)| *own == module).unwrap().1;
        let rows: Vec<&str> = rows
            .as_array()
            .unwrap()
            .iter()
            .map(|row| text(row).trim_end_matches('*').trim_end_matches(" (newer)"))
            .collect();
        assert_eq!(ours, rows, "{module}");
        count += 1;
    }
    assert_eq!(count, GRID.len());
}
