//! The permission table as a list to work through: which line is next, what a tick leads to,
//! and the way back from one.

use std::collections::{BTreeMap, BTreeSet};

use super::effect::Effect;
use super::{Connection, Setup};
use connectwise::grid::{GRID, TABLE_SETUP};
use integration::{Integration, Row};

/// The allowed tables among the groups to tick at once; the others are named for their module.
pub const TABLES: &str = "tables";

/// How the list of the present connection is being worked through. In memory only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checklist {
    /// The line in hand, where the person or a tick has led to one.
    at: Option<String>,
    /// For a module: its ticks before the last press that filled or emptied it.
    before: BTreeMap<String, BTreeSet<String>>,
    /// What is ticked is left out.
    pub still_to_do: bool,
}

impl Checklist {
    pub fn can_undo(&self, module: &str) -> bool {
        self.before.contains_key(module)
    }
}

/// One line to set: a row, or all allowed tables of a row.
#[derive(Clone, Copy, Debug)]
pub enum Stop<'a> {
    Row(&'a Row),
    Tables(&'a Row, &'a Integration),
}

impl Stop<'_> {
    pub fn key(&self) -> String {
        match self {
            Self::Row(row) => row_item(row),
            Self::Tables(..) => TABLES.into(),
        }
    }

    pub fn module(&self) -> &str {
        match self {
            Self::Row(row) | Self::Tables(row, _) => &row.module,
        }
    }

    fn items(&self) -> Vec<String> {
        match self {
            Self::Row(row) => vec![row_item(row)],
            Self::Tables(_, integration) => {
                integration.role.tables.iter().map(|table| table_item(table)).collect()
            }
        }
    }

    /// Only for some: not ticked, it is not used.
    pub fn is_optional(&self) -> bool {
        matches!(self, Self::Row(row) if row.when.is_some())
    }

    pub fn is_set(&self, connection: &Connection) -> bool {
        self.items().iter().all(|item| connection.ticks.contains(item))
    }
}

/// A row's name among the ticks.
pub fn row_item(row: &Row) -> String {
    format!("row:{}", row.key())
}

pub fn table_item(table: &str) -> String {
    format!("table:{table}")
}

/// All lines in ConnectWise's order; the tables follow the row they belong to.
pub fn stops(integration: &Integration) -> Vec<Stop<'_>> {
    let mut stops = Vec::new();
    for (module, _) in GRID {
        for row in integration.role.rows.iter().filter(|row| *row.module == **module) {
            stops.push(Stop::Row(row));
            if &*row.row == TABLE_SETUP && !integration.role.tables.is_empty() {
                stops.push(Stop::Tables(row, integration));
            }
        }
    }
    stops
}

/// The next line to set after this one, from the top again where none follows.
pub fn next<'a>(stops: &[Stop<'a>], after: usize, connection: &Connection) -> Option<Stop<'a>> {
    let order = (after + 1..stops.len()).chain(0..after.min(stops.len()));
    order.map(|n| stops[n]).find(|stop| !stop.is_set(connection))
}

impl Setup {
    /// The line in hand: where one was led to, else the first to set. None once all are set.
    pub fn in_hand(&self) -> Option<(usize, Stop<'_>)> {
        let (connection, integration) = self.present()?;
        let mut stops = stops(integration).into_iter().enumerate();
        let led = stops.clone().find(|(_, stop)| self.checklist.at == Some(stop.key()));
        led.or_else(|| stops.find(|(_, stop)| !stop.is_set(connection)))
    }

    /// What the check found missing is to do again.
    pub(super) fn untick_missing_rows(&mut self) {
        let missing = self.missing_rows();
        let Some((_, integration)) = self.present() else { return };
        let of_row = |stop: &Stop| match stop {
            Stop::Row(row) => missing.contains(&format!("{} > {}", row.module, row.row)),
            Stop::Tables(..) => false,
        };
        let stops = stops(integration);
        let first = stops.iter().find(|stop| of_row(stop)).map(Stop::key);
        // The tick of a row that is for some alone says that it is used, and not that it is set.
        let mut items: Vec<String> = stops
            .iter()
            .filter(|stop| of_row(stop) && !stop.is_optional())
            .flat_map(Stop::items)
            .collect();
        let tables = integration.role.tables.iter();
        let tables = tables.filter(|table| missing.contains(&format!("Table Setup: {table}")));
        items.extend(tables.map(|table| table_item(table)));
        let unticked = |stop: &&Stop| stop.items().iter().any(|item| items.contains(item));
        let at = first.or_else(|| stops.iter().find(unticked).map(Stop::key));
        if let Some(connection) = self.connection_mut() {
            connection.ticks.retain(|item| !items.contains(item));
        }
        if at.is_some() {
            self.checklist.at = at;
        }
    }

    pub(super) fn tick(&mut self, item: &str, on: bool) -> Vec<Effect> {
        self.change_ticks(&[item.to_owned()], on, false)
    }

    pub(super) fn tick_all(&mut self, group: &str, on: bool) -> Vec<Effect> {
        let Some((_, integration)) = self.present() else { return Vec::new() };
        let stops = stops(integration);
        let items: Vec<String> = stops
            .iter()
            .filter(|stop| [stop.module(), &stop.key()].contains(&group))
            .flat_map(Stop::items)
            .collect();
        self.change_ticks(&items, on, true)
    }

    /// Exactly the ticks that were there before.
    pub(super) fn undo_ticks(&mut self, module: &str) -> Vec<Effect> {
        let Some(before) = self.checklist.before.remove(module) else { return Vec::new() };
        let Some((_, integration)) = self.present() else { return Vec::new() };
        let stops = stops(integration);
        let of_module = || stops.iter().filter(|stop| stop.module() == module);
        let items: Vec<String> = of_module().flat_map(Stop::items).collect();
        let at = of_module()
            .find(|stop| !stop.items().iter().all(|item| before.contains(item)))
            .map(Stop::key);
        let Some(connection) = self.connection_mut() else { return Vec::new() };
        connection.ticks.retain(|item| !items.contains(item));
        connection.ticks.extend(before);
        self.checklist.at = at;
        vec![Effect::SaveJournal]
    }

    /// `at_once`: many by one press.
    fn change_ticks(&mut self, items: &[String], on: bool, at_once: bool) -> Vec<Effect> {
        let Some((connection, integration)) = self.present() else { return Vec::new() };
        let mut after = connection.clone();
        for item in items {
            if on {
                after.ticks.insert(item.chars().take(200).collect());
            } else {
                after.ticks.remove(item);
            }
        }
        let stops = stops(integration);
        let touched = |stop: &Stop| stop.items().iter().any(|item| items.contains(item));
        // Not one of the member's or the vendor's form.
        if let Some(first) = stops.iter().position(touched) {
            let last = stops.iter().rposition(touched).unwrap_or(first);
            let module = stops[first].module().to_owned();
            let of_module: Vec<String> =
                stops.iter().filter(|s| s.module() == module).flat_map(Stop::items).collect();
            let held = |c: &Connection| -> BTreeSet<String> {
                of_module.iter().filter(|item| c.ticks.contains(*item)).cloned().collect()
            };
            let (then, now) = (held(connection), held(&after));
            let filled = then.len() < of_module.len() && now.len() == of_module.len();
            let at = match (on, stops[last].is_set(&after)) {
                (true, true) => next(&stops, last, &after).map(|stop| stop.key()),
                (true, false) => Some(stops[last].key()),
                (false, _) => Some(stops[first].key()),
            };
            self.checklist.at = at;
            if then != now && (filled || at_once) {
                self.checklist.before.insert(module, then);
            } else if then != now {
                self.checklist.before.remove(&module);
            }
        }
        if let Some(connection) = self.connection_mut() {
            connection.ticks = after.ticks;
            for item in items {
                if let Some(label) = item.strip_prefix("paste:") {
                    connection.changed_values.remove(label);
                }
            }
        }
        vec![Effect::SaveJournal]
    }

    pub(super) fn look_at(&mut self, line: String) {
        self.checklist.at = Some(line);
    }
}
