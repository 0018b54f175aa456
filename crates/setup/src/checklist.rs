//! The permission table as a list to work through: which line is next, what a tick leads to,
//! and the way back from one.

use std::collections::{BTreeMap, BTreeSet};

use super::called::{Item, Place};
use super::connection::Connection;
use checkup::Line;
use connectwise::grid::{self, GRID, TABLE_SETUP};
use integration::{Integration, Row};

/// How the list of the present connection is being worked through. In memory only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checklist {
    /// The line in hand, if the person or a tick has led to one.
    pub(super) at: Option<Place>,
    /// For a module: its ticks before the last press that filled or emptied it.
    pub(super) before: BTreeMap<String, BTreeSet<Item>>,
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
    pub fn place(&self) -> Place {
        match self {
            Self::Row(row) => Place::Row(row.key()),
            Self::Tables(..) => Place::Tables,
        }
    }

    pub fn module(&self) -> &str {
        match self {
            Self::Row(row) | Self::Tables(row, _) => &row.module,
        }
    }

    pub(super) fn items(&self) -> Vec<Item> {
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
pub fn row_item(row: &Row) -> Item {
    Item::Row(row.key())
}

/// The line of the check that compares it.
pub fn row_line(row: &Row) -> Option<Line> {
    grid::find(&row.module, &row.row).map(Line::Row)
}

pub fn table_item(table: &str) -> Item {
    Item::Table(table.to_owned())
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

/// The next line to set after this one; from the top again if none follows.
pub fn next<'a>(stops: &[Stop<'a>], after: usize, connection: &Connection) -> Option<Stop<'a>> {
    let order = (after + 1..stops.len()).chain(0..after.min(stops.len()));
    order.map(|n| stops[n]).find(|stop| !stop.is_set(connection))
}

/// A value of the hand-over among the ticks, by the vendor's label.
pub fn paste_item(label: &str) -> Item {
    Item::Paste(label.to_owned())
}
