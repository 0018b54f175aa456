//! Rows and tables as they paste into a message or a sheet.

use connectwise::grid::COLUMNS;
use integration::{Integration, Row};

pub fn row_text(row: &Row) -> String {
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
