//! The record as plain text, for a message or a sheet.

use super::paper::Record;
use crate::parts::{no_formula, plural};
use crate::types::{Fact, GridGroup, GridRow};
use connectwise::grid::COLUMNS;
use setup::{Present, Setup};

pub fn text(setup: &Setup, present: Present) -> String {
    no_formula(&written(&Record::made(setup, present)))
}

fn written(record: &Record) -> String {
    let facts = |facts: &[Fact]| -> Vec<String> {
        facts.iter().map(|fact| format!("{}: {}", fact.label, fact.value)).collect()
    };
    let mut lines = vec![record.title(), String::new()];
    if record.practice {
        lines.push("PRACTICE: made with sample data, not a real connection.".into());
    }
    lines.extend(record.by_hand.clone());
    lines.push(format!("Company: {}", record.company));
    lines.extend(facts(&record.place));
    lines.extend(facts(&record.role));
    lines.extend(record.member_id.iter().map(|id| format!("API member: {id}")));
    lines.extend(facts(&record.check));
    lines.extend(record.remarks.iter().map(|remark| format!("\u{2022} {remark}")));
    lines.extend(record.wider.iter().map(|extra| format!("\u{2022} {extra}")));
    lines.extend(facts(&record.keys));
    lines.push(String::new());
    let rows = record.groups.iter().map(|group| group.rows.len()).sum();
    lines.push(format!("Permissions the product needs ({}):", plural(rows, "row")));
    lines.extend(grid(record));
    lines.extend(tables(&record.groups));
    lines.push(String::new());
    lines.push(record.source.clone());
    lines.push(format!("Made with {}. It holds no keys.", record.program));
    lines.join("\n")
}

/// Tab-separated, as a table pastes into a message or a sheet.
fn grid(record: &Record) -> Vec<String> {
    let mark = |row: &GridRow| match (record.rows_are_set, row.ticked) {
        (false, _) => "",
        (true, true) => "[x]",
        (true, false) if record.not_used.contains(&row.line) => "not used",
        (true, false) => "[ ]",
    };
    let head = format!("Set\tModule\tRow\t{}", COLUMNS.join("\t"));
    let rows = record.groups.iter().flat_map(|group| {
        group.rows.iter().map(|row| {
            let levels: Vec<&str> = row.levels.iter().map(|cell| cell.level.as_str()).collect();
            let (module, name) = (&group.module, &row.name);
            format!("{}\t{module}\t{name}\t{}", mark(row), levels.join("\t"))
        })
    });
    std::iter::once(head).chain(rows).collect()
}

fn tables(groups: &[GridGroup]) -> Vec<String> {
    let rows = groups.iter().flat_map(|group| &group.rows);
    let items = rows.filter_map(|row| row.tables.as_ref()).flat_map(|tables| &tables.items);
    let items: Vec<String> = items
        .map(|item| format!("[{}] {}", if item.ticked { 'x' } else { ' ' }, item.label))
        .collect();
    if items.is_empty() {
        return items;
    }
    let head = [String::new(), "Table Setup, allowed tables (left list):".to_owned()];
    head.into_iter().chain(items).collect()
}
