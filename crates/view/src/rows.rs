//! The rows of the permission table and the allowed tables, as boxes to tick.

use super::parts::{button, copyable, source};
use super::texts;
use super::types::{AllowedTables, Button, GridGroup, GridLevel, GridRow, TickItem};
use crate::problem;
use connectwise::grid::{COLUMNS, GRID, Level, TABLE_SETUP};
use integration::{Integration, Row};
use setup::called::{Group, Place, What};
use setup::checklist::{row_item, row_line, stops, table_item};
use setup::standing::counted;
use setup::{Connection, Intent, ListPress, Named, Open, Present};

/// All rows by module, whatever the person looks at just now.
pub fn groups(present: Present) -> Vec<GridGroup> {
    let Present { open, connection, integration } = present;
    let group = |module: &str| {
        let rows = integration.role.rows.iter().filter(|row| *row.module == *module);
        let rows: Vec<GridRow> = rows
            .map(|row| GridRow {
                tables: has_tables(row, integration).then(|| tables(connection, integration)),
                ..grid_row(present, row)
            })
            .collect();
        let (set, all) = count(connection, integration, module);
        (!rows.is_empty()).then(|| GridGroup {
            module: module.into(),
            rows,
            progress: format!("{set} of {all} set"),
            done: set == all,
            tick_all: tick_all(Group::Module(module.to_owned()), set == all),
            undo: undo(open, module),
        })
    };
    GRID.iter().filter_map(|(module, _)| group(module)).collect()
}

/// How many lines of a module are set, and how many there are.
fn count(connection: &Connection, integration: &Integration, module: &str) -> (usize, usize) {
    let mut lines = stops(integration);
    lines.retain(|stop| stop.module() == module);
    counted(&lines, connection)
}

fn tick_all(group: Group, done: bool) -> Button {
    let label = if done { "Untick all" } else { "Tick all" };
    button(label, Intent::List(ListPress::TickAll { group, on: !done }))
}

fn has_tables(row: &Row, integration: &Integration) -> bool {
    &*row.row == TABLE_SETUP && !integration.role.tables.is_empty()
}

pub fn is_open(row: &GridRow) -> bool {
    let tables = row.tables.iter().flat_map(|tables| &tables.items);
    !row.ticked || tables.into_iter().any(|table| !table.ticked)
}

/// What the last check found missing here, while that counts.
fn found(Present { open, connection, .. }: Present, row: &Row) -> Option<String> {
    let line = row_line(row).filter(|line| connection.is_missing(line))?;
    let finding = open.check.findings.iter().find(|finding| finding.line == line);
    let cells = finding.and_then(|finding| finding.cells.as_ref());
    let short = cells.into_iter().flat_map(|cells| COLUMNS.iter().zip(cells));
    let short: Vec<String> = short
        .filter(|(_, cell)| cell.is_short())
        .filter_map(|(column, cell)| Some(format!("**{column}** is {}", cell.has?.word())))
        .collect();
    Some(match short.is_empty() {
        true => "The check found it missing".into(),
        false => format!("The check found: {}", problem::listed(&short)),
    })
}

/// Without its tables.
pub fn grid_row(present: Present, row: &Row) -> GridRow {
    let Present { connection, integration, .. } = present;
    let tick = row_item(row);
    let place = Place::Row(row.key());
    let ticked = connection.ticks.contains(&tick);
    let remarks = [
        row.since.as_ref().map(|since| format!("Since {since}")),
        row.when.as_ref().map(|when| when.to_string()),
        row.confirm.as_ref().map(|confirm| confirm.to_string()),
        // Said once above the table where a note covers all rows.
        source(row.from).filter(|_| integration.role.rows_note.is_none()),
    ];
    GridRow {
        line: place.to_string(),
        name: row.row.to_string(),
        levels: row
            .levels()
            .map(|level| GridLevel { level: level.word().into(), needed: level != Level::None })
            .into(),
        ticked,
        tick: Intent::List(ListPress::Tick { item: tick, on: !ticked }),
        copy: Intent::Named(Named::Copy { what: What::Row(row.key()) }),
        look_at: Intent::List(ListPress::LookAt { line: place }),
        why: row.why.as_ref().map(|why| why.to_string()),
        remarks: remarks.into_iter().flatten().collect(),
        found: found(present, row),
        tables: None,
    }
}

pub fn tables(connection: &Connection, integration: &Integration) -> AllowedTables {
    let items: Vec<TickItem> = integration
        .role
        .tables
        .iter()
        .map(|table| {
            let item = table_item(table);
            let ticked = connection.ticks.contains(&item);
            TickItem {
                label: table.to_string(),
                ticked,
                tick: Intent::List(ListPress::Tick { item, on: !ticked }),
            }
        })
        .collect();
    let set = items.iter().filter(|item| item.ticked).count();
    let note = integration
        .role
        .tables_note
        .as_ref()
        .map(|said| format!(" {}", said.text))
        .unwrap_or_default();
    AllowedTables {
        title: "Allowed tables".into(),
        text: format!("In this row press **customize**. Move these tables to the left list.{note}"),
        progress: format!("{set} of {} set", items.len()),
        tick_all: tick_all(Group::Tables, set == items.len()),
        line: Place::Tables.to_string(),
        look_at: Intent::List(ListPress::LookAt { line: Place::Tables }),
        copy_all: copyable(What::Tables, "Copy all tables", texts::tables_text(integration)),
        items,
    }
}

pub fn undo(open: &Open, module: &str) -> Option<Button> {
    open.checklist
        .can_undo(module)
        .then(|| button("Undo", Intent::List(ListPress::UndoTicks { module: module.into() })))
}

/// Rows that the guide lists for some, and that nobody ticked.
pub fn rows_not_used<'a>(
    connection: &Connection,
    integration: &'a Integration,
) -> impl Iterator<Item = &'a Row> {
    let rows = integration.role.rows.iter();
    rows.filter(|row| row.when.is_some() && !connection.ticks.contains(&row_item(row)))
}

pub fn not_used(connection: &Connection, integration: &Integration) -> Vec<String> {
    rows_not_used(connection, integration)
        .map(|row| {
            let when = row.when.as_ref().map(|when| format!(" ({when})")).unwrap_or_default();
            format!("{} > {}{when}", row.module, row.row)
        })
        .collect()
}
