//! The levels ConnectWise tells (the member's own, or its role's) against what the
//! integration needs, row by row and level by level.
//!
//! No sample answer of ConnectWise's is public: which field holds "Company Maintenance" is
//! unknown, so every name field is tried, and a row that is not found, or found twice with
//! different levels, is not checked.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::lines::{Finding, Line, Reason};
use crate::connectwise::company_info::shown;
use crate::connectwise::grid::{COLUMNS, Level, RowId, find};

/// One cell of the Security Role grid: what was told, if it was, and what is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    pub has: Option<Level>,
    pub needs: Level,
}

/// A row's four cells, in the order of [`COLUMNS`].
pub type Cells = [Cell; 4];

impl Cell {
    pub fn is_short(&self) -> bool {
        self.has.is_some_and(|has| has < self.needs)
    }

    pub fn is_wider(&self) -> bool {
        self.has.is_some_and(|has| has > self.needs)
    }
}

/// One entry of mySecurity or of a role's settings.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
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

pub type Levels = [Option<Level>; 4];

/// A row whose name is in no list of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stranger {
    pub module: String,
    pub row: String,
    pub levels: Levels,
}

/// What ConnectWise told of the levels, by row.
#[derive(Debug)]
pub struct Audit {
    levels: BTreeMap<RowId, Levels>,
    contradicted: HashSet<RowId>,
    pub strangers: Vec<Stranger>,
    entries: usize,
}

/// Entries of an answer that may have been cut off: a page of ConnectWise's own size, or of
/// the size asked for.
const PAGES: [usize; 2] = [25, 1000];

/// More entries than any role has. An empty one is two bytes of an answer and two hundred of
/// memory: without a bound a small answer could take a hundred times its size.
const MOST_ENTRIES: usize = 5000;

struct Few<T>(Vec<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Few<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for List<T> {
            type Value = Few<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a list of at most {MOST_ENTRIES}")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Few<T>, A::Error> {
                let mut few = Vec::new();
                while let Some(entry) = list.next_element()? {
                    if few.len() == MOST_ENTRIES {
                        return Err(A::Error::custom("too many entries"));
                    }
                    few.push(entry);
                }
                Ok(Few(few))
            }
        }

        deserializer.deserialize_seq(List(PhantomData))
    }
}

impl Audit {
    /// Reads an answer; none when it is not a list of entries.
    pub fn read(body: &[u8]) -> Option<Self> {
        let Few::<Entry>(entries) = serde_json::from_slice(body).ok()?;
        let mut audit = Self {
            levels: BTreeMap::new(),
            contradicted: HashSet::new(),
            strangers: Vec::new(),
            entries: entries.len(),
        };
        for entry in &entries {
            let levels = entry.levels();
            match entry.row() {
                Some(row) => {
                    if audit.levels.insert(row, levels).is_some_and(|before| before != levels) {
                        audit.contradicted.insert(row);
                    }
                }
                None => audit.strangers.push(entry.stranger()),
            }
        }
        Some(audit)
    }

    /// Rows of the grid with their levels, in the screen's order; without those that were
    /// told twice and differently.
    pub fn rows(&self) -> impl Iterator<Item = (RowId, Levels)> {
        let sure = self.levels.iter().filter(|(row, _)| !self.contradicted.contains(row));
        sure.map(|(row, levels)| (*row, *levels))
    }

    /// Whether every row and level that was told could be read, and nothing was cut off.
    pub fn is_whole(&self) -> bool {
        let told = self.rows().map(|(_, levels)| levels);
        let told = told.chain(self.strangers.iter().map(|stranger| stranger.levels));
        !PAGES.contains(&self.entries)
            && self.contradicted.is_empty()
            && told.flatten().all(|level| level.is_some())
    }

    pub fn cells(&self, row: RowId, needs: [Level; 4]) -> Option<Cells> {
        let levels = *self.levels.get(&row).filter(|_| !self.contradicted.contains(&row))?;
        Some(std::array::from_fn(|n| Cell { has: levels[n], needs: needs[n] }))
    }

    /// The verdict on a row, or none where what was told does not settle it: a pass takes
    /// all four levels.
    pub fn verdict(&self, row: RowId, needs: [Level; 4]) -> Option<Finding> {
        let cells = self.cells(row, needs)?;
        let line = Line::Row(row);
        let finding = if cells.iter().any(Cell::is_short) {
            Finding::failed(line, words(&cells, Cell::is_short), Reason::Levels)
        } else if cells.iter().any(|cell| cell.has.is_none()) {
            return None;
        } else if cells.iter().any(Cell::is_wider) {
            Finding::wider(line, words(&cells, Cell::is_wider), Reason::Levels)
        } else {
            Finding::passed(line, "All four levels match")
        };
        Some(Finding { cells: Some(cells), ..finding })
    }
}

/// "Edit Level is None, needs All; Inquire Level is My, needs All".
fn words(cells: &Cells, which: impl Fn(&Cell) -> bool) -> String {
    let cells = COLUMNS.iter().zip(cells).filter(|(_, cell)| which(cell));
    let words = cells.filter_map(|(column, cell)| {
        Some(format!("{column} is {}, needs {}", cell.has?.word(), cell.needs.word()))
    });
    words.collect::<Vec<_>>().join("; ")
}

impl Entry {
    fn modules(&self) -> [&Option<String>; 3] {
        [&self.module_description, &self.module_name, &self.module_identifier]
    }

    fn names(&self) -> [&Option<String>; 3] {
        [
            &self.module_function_description,
            &self.module_function_name,
            &self.module_function_identifier,
        ]
    }

    fn row(&self) -> Option<RowId> {
        self.names().into_iter().flatten().find_map(|row| {
            self.modules().into_iter().flatten().find_map(|module| find(module, row))
        })
    }

    fn stranger(&self) -> Stranger {
        let first = |names: [&Option<String>; 3]| {
            let name = names.into_iter().flatten().find(|name| !name.trim().is_empty());
            shown(name.map_or("", |name| name.trim()))
        };
        Stranger { module: first(self.modules()), row: first(self.names()), levels: self.levels() }
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

/// Table Setup's allowed tables, as ConnectWise writes them.
#[derive(Debug)]
pub struct AllowedTables {
    names: Vec<String>,
    /// Whether nothing was cut off.
    pub whole: bool,
}

impl AllowedTables {
    /// Reads an answer of customizeItems. An answer without any Table Setup entry is no
    /// evidence: the row may not be customized, or not be told.
    pub fn read(body: &[u8]) -> Option<Self> {
        let Few::<Item>(items) = serde_json::from_slice(body).ok()?;
        let whole = !PAGES.contains(&items.len());
        let names: Vec<String> = items
            .into_iter()
            .filter(|item| item.customize_identifier.as_deref() == Some("SystemTableSetup"))
            .filter_map(|item| item.item_identifier)
            .collect();
        (!names.is_empty()).then_some(Self { names, whole })
    }

    /// The verdict on a table, or none where the answer may have been cut off before it.
    pub fn verdict(&self, table: &str) -> Option<Finding> {
        let line = Line::Table(table.to_owned());
        if self.names.iter().any(|allowed| same_table(allowed, table)) {
            Some(Finding::passed(line, "Among the allowed tables"))
        } else {
            let missing = "Not among the allowed tables";
            self.whole.then(|| Finding::failed(line, missing, Reason::TableNotAllowed))
        }
    }

    /// Allowed tables that are not among these.
    pub fn beyond(&self, needed: &[String]) -> Vec<String> {
        let is_needed = |allowed: &String| needed.iter().any(|table| same_table(allowed, table));
        let extra = self.names.iter().filter(|allowed| !is_needed(allowed));
        extra.map(|table| shown(table)).collect()
    }
}

fn same_table(one: &str, other: &str) -> bool {
    let reduced = |text: &str| -> String {
        text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
    };
    reduced(one) == reduced(other)
}
