//! The levels ConnectWise tells (the member's own, or its role's) against what the
//! integration needs, row by row and level by level.
//!
//! No sample answer of ConnectWise's is public: which field holds "Company Maintenance" is
//! unknown, so every name field is tried, and a row that is not found, or found twice with
//! different levels, is not checked.

use std::collections::{BTreeMap, HashSet};

use serde::Deserialize;

use super::asking::Pages;
use super::finding::{Cell, Cells, Finding, Line, Reason};
use connectwise::grid::{
    COLUMNS, GRID, Level, MEMBER_MAINTENANCE, PASSWORDS, RowId, SECURITY, find,
};
use connectwise::json::records;
use connectwise::probes;
use connectwise::reply::NameFields;
use ground::text::shown;

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
    report_flag: Option<bool>,
    member: Option<Whose>,
}

/// Whose levels these are.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Whose {
    identifier: Option<String>,
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
    /// Told twice and differently, and in no list of ours.
    strangers_contradicted: bool,
    all_pages: bool,
    names: NameFields,
}

/// Entries of an answer that may have been cut off: a page of ConnectWise's own size, or of
/// the size asked for.
const PAGES: [usize; 2] = [25, 1000];

/// Of the grid's rows, in percent: with fewer told, too much of the role is unseen to speak of
/// the whole of it. Servers of other versions have a few rows more or fewer, and vendors'
/// tables of different years differ by no more than four of these.
const NEARLY_ALL: usize = 95;

impl Audit {
    /// Reads the pages of an answer; none if they are no lists of entries, or of the levels of
    /// somebody else than `member`.
    pub fn read(pages: &Pages, member: Option<&str>) -> Option<Self> {
        let mut entries = Vec::new();
        for reply in &pages.replies {
            entries.extend(reply.data().map(records::<Entry>)?);
        }
        // One member's: whoever that is, where ConnectWise does not tell.
        let members = || entries.iter().filter_map(Entry::member);
        let member = member.or(members().next());
        if members().any(|one| member.is_some_and(|member| !one.eq_ignore_ascii_case(member))) {
            return None;
        }
        let cut_off = pages.replies.len() == 1 && PAGES.contains(&entries.len());
        let mut audit = Self {
            levels: BTreeMap::new(),
            contradicted: HashSet::new(),
            strangers: Vec::new(),
            strangers_contradicted: false,
            all_pages: pages.whole && !cut_off,
            names: NameFields::default(),
        };
        for entry in &entries {
            let levels = entry.levels();
            let rows = entry.rows(&mut audit.names);
            // A report of a row's name is not that row; each module has a row Reports.
            if entry.report_flag == Some(true)
                && !rows.iter().all(|row| row.name().ends_with("Reports"))
            {
                continue;
            }
            // Fields that lead to two rows name neither.
            if rows.len() > 1 {
                audit.contradicted.extend(&rows);
            }
            for row in &rows {
                if audit.levels.insert(*row, levels).is_some_and(|before| before != levels) {
                    audit.contradicted.insert(*row);
                }
            }
            if rows.is_empty() {
                audit.meet(entry.stranger());
            }
        }
        Some(audit)
    }

    /// Once, however often it is told; not at all where it is told differently.
    fn meet(&mut self, new: Stranger) {
        let same = |old: &Stranger| {
            !new.row.is_empty() && (&old.module, &old.row) == (&new.module, &new.row)
        };
        match self.strangers.iter_mut().find(|old| same(old)) {
            Some(old) if old.levels != new.levels => {
                old.levels = [None; 4];
                self.strangers_contradicted = true;
            }
            Some(_) => {}
            None => self.strangers.push(new),
        }
    }

    /// What a row's name is called in these entries: for the technical details.
    pub fn name_fields(&self) -> NameFields {
        self.names
    }

    /// Rows of the grid with their levels, in the screen's order; without those that were
    /// told twice and differently.
    pub fn rows(&self) -> impl Iterator<Item = (RowId, Levels)> {
        let sure = self.levels.iter().filter(|(row, _)| !self.contradicted.contains(row));
        sure.map(|(row, levels)| (*row, *levels))
    }

    /// Whether every row and level that was told could be read, none was cut off, and nearly
    /// all rows of the grid are among them: of every module, and the gravest ones.
    pub fn is_whole(&self) -> bool {
        let told = self.rows().map(|(_, levels)| levels);
        let told = told.chain(self.strangers.iter().map(|stranger| stranger.levels));
        let rows: HashSet<(&str, &str)> =
            self.rows().map(|(row, _)| (row.module(), row.name())).collect();
        let all: usize = GRID.iter().map(|(_, rows)| rows.len()).sum();
        let grave = [SECURITY, MEMBER_MAINTENANCE, PASSWORDS];
        self.all_pages
            && self.contradicted.is_empty()
            && !self.strangers_contradicted
            && told.flatten().all(|level| level.is_some())
            && rows.len() * 100 >= all * NEARLY_ALL
            && grave.iter().all(|row| rows.contains(row))
            && GRID.iter().all(|(module, _)| rows.iter().any(|(told, _)| told == module))
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
    fn member(&self) -> Option<&str> {
        self.member.as_ref()?.identifier.as_deref()
    }

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

    /// The rows of the grid that its name fields lead to.
    fn rows(&self, names: &mut NameFields) -> Vec<RowId> {
        let mut rows = Vec::new();
        for (name, known) in self.names().into_iter().zip(names.counts()) {
            let modules = self.modules().into_iter().flatten();
            let found: Vec<RowId> = name
                .iter()
                .flat_map(|name| modules.clone().filter_map(move |module| find(module, name)))
                .collect();
            *known += usize::from(!found.is_empty());
            for row in found {
                if !rows.contains(&row) {
                    rows.push(row);
                }
            }
        }
        rows
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
    allowed_flag: Option<bool>,
}

/// Table Setup's allowed tables, as ConnectWise writes them.
#[derive(Debug)]
pub struct AllowedTables {
    names: Vec<String>,
    /// Whether nothing was cut off.
    pub whole: bool,
}

impl AllowedTables {
    /// Reads the pages of customizeItems. An answer without any Table Setup entry is no
    /// evidence: the row may not be customized, or not be told.
    pub fn read(pages: &Pages) -> Option<Self> {
        let mut items = Vec::new();
        for reply in &pages.replies {
            items.extend(reply.data().map(records::<Item>)?);
        }
        let cut_off = pages.replies.len() == 1 && PAGES.contains(&items.len());
        let (mut names, mut closed): (Vec<String>, Vec<String>) = Default::default();
        for item in items {
            if item.customize_identifier.as_deref() != Some("SystemTableSetup") {
                continue;
            }
            let Some(name) = item.item_identifier else { continue };
            let side = if item.allowed_flag == Some(false) { &mut closed } else { &mut names };
            // Once, however often it is told.
            if !side.iter().any(|known| same_table(known, &name)) {
                side.push(name);
            }
        }
        let told = names.len();
        names.retain(|name| !closed.iter().any(|closed| same_table(closed, name)));
        // What is told to be both is neither.
        let both = names.len() < told;
        (!names.is_empty()).then_some(Self { names, whole: pages.whole && !cut_off && !both })
    }

    /// The verdict on a table, or none where what was told does not settle it: in which form
    /// ConnectWise names tables is not documented, so a name we do not know may be this one's.
    pub fn verdict(&self, table: &str, needed: &[String]) -> Option<Finding> {
        let line = Line::Table(table.to_owned());
        if self.allows(table) {
            return Some(Finding::passed(line, "Among the allowed tables"));
        }
        let settled = self.whole && self.unknown(needed).next().is_none();
        let missing = "Not among the allowed tables";
        settled.then(|| Finding::failed(line, missing, Reason::TableNotAllowed))
    }

    fn allows(&self, table: &str) -> bool {
        self.names.iter().any(|allowed| same_table(allowed, table))
    }

    /// Names that are no table we know.
    fn unknown<'a>(&'a self, needed: &'a [String]) -> impl Iterator<Item = &'a String> {
        self.names.iter().filter(|name| {
            let is_known = needed.iter().any(|table| same_table(name, table))
                || probes::tables().any(|table| same_table(name, table));
            !is_known
        })
    }

    /// Whether each name is one we know, or all that are needed were found beside it.
    pub fn is_clear(&self, needed: &[String]) -> bool {
        needed.iter().all(|table| self.allows(table)) || self.unknown(needed).next().is_none()
    }

    /// Allowed tables that are surely not among these.
    pub fn beyond(&self, needed: &[String]) -> Vec<String> {
        let unknown: HashSet<&String> =
            if self.is_clear(needed) { HashSet::new() } else { self.unknown(needed).collect() };
        let is_needed = |allowed: &String| needed.iter().any(|table| same_table(allowed, table));
        let extra = self.names.iter().filter(|name| !is_needed(name) && !unknown.contains(name));
        extra.map(|table| shown(table)).collect()
    }
}

fn same_table(one: &str, other: &str) -> bool {
    let reduced = |text: &str| -> String {
        text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
    };
    reduced(one) == reduced(other)
}
