//! Text to [`Integration`], or the place where it goes wrong.

use std::collections::{HashMap, HashSet};
use std::fmt;

use super::Integration;
use ground::text::{fit, line_and_column};

use super::text::LONGEST_LINE;
use connectwise::grid::{self, Level};

pub const LARGEST_FILE: usize = 256 * 1024;
pub const TOO_LARGE: &str = "an integration file has at most 256 KiB";
const MOST_ROWS: usize = 200;
const MOST_TABLES: usize = 200;
const MOST_ENTRIES: usize = 60;
/// Of what a person finds again and ticks off by its name.
const LONGEST_NAME: usize = 120;

/// Why an integration file cannot be used, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadFile {
    pub file: String,
    /// Line and column, from 1; none where the whole file is meant.
    pub at: Option<(usize, usize)>,
    pub reason: String,
}

impl fmt::Display for BadFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some((line, column)) => {
                write!(f, "{}, line {line}, column {column}: {}", self.file, self.reason)
            }
            None => write!(f, "{}: {}", self.file, self.reason),
        }
    }
}

/// Reads one integration file. `file` is its name, for the message.
pub fn parse(file: &str, text: &str) -> Result<Integration, BadFile> {
    // A reason quotes the file, and is read by whoever wonders whether to trust that.
    let bad = |at, reason: String| {
        let reason = fit(&reason, LONGEST_LINE);
        BadFile { file: file.to_owned(), at, reason }
    };
    if text.len() > LARGEST_FILE {
        return Err(bad(None, TOO_LARGE.into()));
    }
    let mut integration: Integration = toml::from_str(text).map_err(|error| {
        let at = error.span().map(|span| line_and_column(text, span.start));
        bad(at, error.message().to_owned())
    })?;
    cross_check(&integration).map_err(|reason| bad(None, reason))?;
    // Found once: from here on a row is called as ConnectWise's own table calls it.
    for row in &mut integration.role.rows {
        if let Some(known) = grid::find(&row.module, &row.row) {
            let name = |name: &str| name.to_owned().try_into().map_err(|why| bad(None, why));
            (row.module, row.row) = (name(known.module())?, name(known.name())?);
        }
    }
    Ok(integration)
}

/// In whatever spelling.
fn is_table_setup(row: &super::Row) -> bool {
    grid::find(&row.module, &row.row).is_some_and(|row| row.name() == grid::TABLE_SETUP)
}

/// Each is ticked off and copied by its name: no two may share one, in whatever case.
fn told_apart<'n>(what: &str, names: impl Iterator<Item = &'n str>) -> Result<(), String> {
    let mut seen: HashMap<String, &str> = HashMap::new();
    for name in names {
        let length = name.chars().count();
        if length > LONGEST_NAME {
            return Err(format!(
                "a {what}'s name has {length} characters, at most {LONGEST_NAME}: {name}"
            ));
        }
        let words: Vec<&str> = name.split_whitespace().collect();
        if let Some(other) = seen.insert(words.join(" ").to_lowercase(), name) {
            return Err(if other == name {
                format!("the {what} {name} stands twice")
            } else {
                format!("the {what}s {other} and {name} have one name")
            });
        }
    }
    Ok(())
}

/// What the types alone cannot say.
fn cross_check(i: &Integration) -> Result<(), String> {
    if i.schema != 1 {
        return Err(format!("schema {} is newer than this Keywright", i.schema));
    }
    let name = i.role.name.text.chars().count();
    if name > grid::LONGEST_ROLE_NAME {
        return Err(format!("role.name has {name} characters, ConnectWise takes 30"));
    }
    let mut rows = HashSet::new();
    for row in &i.role.rows {
        let known = grid::find(&row.module, &row.row)
            .ok_or_else(|| format!("ConnectWise has no row {}", row.key()))?;
        if !rows.insert(known) {
            return Err(format!("the row {} stands twice", row.key()));
        }
        if [row.add, row.edit, row.delete, row.inquire] == [Level::None; 4] {
            return Err(format!("the row {} asks for nothing", row.key()));
        }
    }
    if let Some(table) = i.role.tables.iter().find(|table| !table.contains(" / ")) {
        return Err(format!("the table {table} is written \"Group / Table\""));
    }
    told_apart("table", i.role.tables.iter().map(|table| &**table))?;
    told_apart("member field", i.member.fields.iter().map(|field| &*field.label))?;
    told_apart("hand-over field", i.hand_over.fields.iter().map(|field| &*field.label))?;
    if !i.role.tables.is_empty() && !i.role.rows.iter().any(is_table_setup) {
        return Err("tables are listed, but the row Table Setup is missing".into());
    }
    for field in &i.hand_over.fields {
        if !field.only.is_empty() && field.otherwise.is_none() {
            return Err(format!("{}: `only` needs `otherwise`", field.label));
        }
    }
    let counts = [
        ("role.rows", i.role.rows.len(), MOST_ROWS),
        ("role.tables", i.role.tables.len(), MOST_TABLES),
        ("role.notes", i.role.notes.len(), MOST_ENTRIES),
        ("member.fields", i.member.fields.len(), MOST_ENTRIES),
        ("member.notes", i.member.notes.len(), MOST_ENTRIES),
        ("keys.notes", i.keys.notes.len(), MOST_ENTRIES),
        ("client_id.steps", i.client_id.steps.len(), MOST_ENTRIES),
        ("client_id.notes", i.client_id.notes.len(), MOST_ENTRIES),
        ("hand_over.steps", i.hand_over.steps.len(), MOST_ENTRIES),
        ("hand_over.fields", i.hand_over.fields.len(), MOST_ENTRIES),
        ("hand_over.press", i.hand_over.press.len(), MOST_ENTRIES),
        ("hand_over.notes", i.hand_over.notes.len(), MOST_ENTRIES),
        ("hand_over.causes", i.hand_over.causes.len(), MOST_ENTRIES),
        ("guide.gaps", i.guide.gaps.len(), MOST_ENTRIES),
        ("before.who", i.before.who.len(), MOST_ENTRIES),
        ("before.open", i.before.open.len(), MOST_ENTRIES),
        ("site.notes", i.site.notes.len(), MOST_ENTRIES),
        ("support.wants", i.support.wants.len(), MOST_ENTRIES),
        ("support.notes", i.support.notes.len(), MOST_ENTRIES),
    ];
    match counts.into_iter().find(|(_, count, most)| count > most) {
        Some((what, count, most)) => Err(format!("{what} has {count} entries, at most {most}")),
        None => Ok(()),
    }
}
