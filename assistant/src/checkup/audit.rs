//! The member's own levels (`mySecurity`) against what the integration needs.
//!
//! No sample answer of ConnectWise's is public: which field holds "Company Maintenance" is
//! unknown, so every name field is tried, and a row that is not found, or found twice with
//! different levels, is not checked.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::lines::{Finding, Line, Reason};
use crate::connectwise::grid::{COLUMNS, Level, RowId, find};

/// A level below what is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Short {
    /// "Inquire Level".
    pub column: &'static str,
    pub has: Level,
    pub needs: Level,
}

/// One entry of mySecurity or of a role's settings.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[derive(Default)]
struct Entry {
    add_level: Option<String>,
    edit_level: Option<String>,
    delete_level: Option<String>,
    inquire_level: Option<String>,
    module_function_name: Option<String>,
    module_function_description: Option<String>,
    module_function_identifier: Option<String>,
    module_description: Option<String>,
    module_name: Option<String>,
    module_identifier: Option<String>,
}

type Levels = [Option<Level>; 4];

/// What mySecurity told, by row.
pub struct Audit {
    levels: HashMap<RowId, Levels>,
    contradicted: HashSet<RowId>,
}

impl Audit {
    /// Reads an answer of mySecurity; none when it is not a list of entries.
    pub fn read(body: &[u8]) -> Option<Self> {
        let entries: Vec<Entry> = serde_json::from_slice(body).ok()?;
        let mut audit = Self { levels: HashMap::new(), contradicted: HashSet::new() };
        for entry in &entries {
            let Some(row) = entry.row() else { continue };
            let levels = entry.levels();
            if audit.levels.insert(row, levels).is_some_and(|before| before != levels) {
                audit.contradicted.insert(row);
            }
        }
        Some(audit)
    }

    /// The verdict on a row, or none where mySecurity does not settle it.
    pub fn verdict(&self, row: RowId, needs: [Level; 4]) -> Option<Finding> {
        if self.contradicted.contains(&row) {
            return None;
        }
        let has = self.levels.get(&row)?;
        let cells = || COLUMNS.iter().zip(has.iter().zip(needs));
        let short: Vec<Short> = cells()
            .filter_map(|(column, (has, needs))| {
                has.filter(|has| *has < needs).map(|has| Short { column, has, needs })
            })
            .collect();
        let line = Line::Row(row);
        if !short.is_empty() {
            let evidence = short
                .iter()
                .map(|s| format!("{} is {}, needs {}", s.column, s.has.word(), s.needs.word()))
                .collect::<Vec<_>>()
                .join("; ");
            return Some(Finding::failed(line, evidence, Reason::Short(short)));
        }
        // All four levels must have been seen: a null is no evidence.
        if has.iter().any(Option::is_none) {
            return None;
        }
        let wider: Vec<String> = cells()
            .filter_map(|(column, (has, needs))| {
                has.filter(|has| *has > needs).map(|has| format!("{column} is {}", has.word()))
            })
            .collect();
        let evidence = if wider.is_empty() {
            "Matches, all four levels".to_owned()
        } else {
            format!("Enough, and more than needed: {}", wider.join(", "))
        };
        Some(Finding::passed(line, evidence))
    }
}

impl Entry {
    fn row(&self) -> Option<RowId> {
        let modules = [&self.module_description, &self.module_name, &self.module_identifier];
        let rows = [
            &self.module_function_description,
            &self.module_function_name,
            &self.module_function_identifier,
        ];
        rows.into_iter()
            .flatten()
            .find_map(|row| modules.into_iter().flatten().find_map(|module| find(module, row)))
    }

    fn levels(&self) -> Levels {
        [&self.add_level, &self.edit_level, &self.delete_level, &self.inquire_level].map(|level| {
            match level.as_deref() {
                Some("None") => Some(Level::None),
                Some("My") => Some(Level::My),
                Some("All") => Some(Level::All),
                _ => None,
            }
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    customize_identifier: Option<String>,
    item_identifier: Option<String>,
}

/// Table Setup's allowed tables, reduced for comparison.
pub struct AllowedTables(HashSet<String>);

impl AllowedTables {
    /// Reads an answer of customizeItems. An answer without any Table Setup entry is no
    /// evidence: the row may not be customized, or not be told.
    pub fn read(body: &[u8]) -> Option<Self> {
        let items: Vec<Item> = serde_json::from_slice(body).ok()?;
        let tables: HashSet<String> = items
            .iter()
            .filter(|item| item.customize_identifier.as_deref() == Some("SystemTableSetup"))
            .filter_map(|item| Some(reduced(item.item_identifier.as_deref()?)))
            .collect();
        (!tables.is_empty()).then_some(Self(tables))
    }

    pub fn verdict(&self, table: &str) -> Finding {
        let line = Line::Table(table.to_owned());
        if self.0.contains(&reduced(table)) {
            Finding::passed(line, "Among the allowed tables")
        } else {
            Finding::failed(line, "Not among the allowed tables", Reason::TableNotAllowed)
        }
    }
}

fn reduced(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}
