//! Security roles: for each row of the screen, how far add, edit, delete and inquire reach.

use crate::probes::TABLES;
use connectwise::grid::{GRID, Level};

/// A security role.
#[derive(Clone)]
pub struct Role {
    pub id: u32,
    /// At most 30 characters in ConnectWise.
    pub name: String,
    /// Only reported, never obeyed: what the flag opens on the real server is unknown.
    pub admin: bool,
    pub rows: Vec<Row>,
    /// What Table Setup's Customize window allows, as in `probes::TABLES`: `Company / Company Status`.
    pub allowed_tables: Vec<String>,
}

/// One row of a role: what it allows.
#[derive(Clone)]
pub struct Row {
    pub module: String,
    pub name: String,
    pub add: Level,
    pub edit: Level,
    pub delete: Level,
    pub inquire: Level,
}

impl Role {
    /// Every row at All, every table allowed.
    pub fn full(name: impl Into<String>) -> Role {
        let mut role = Role::with(name, Level::All);
        role.allowed_tables = TABLES.iter().map(|table| table.name.to_owned()).collect();
        role
    }

    /// Every row at None, no table allowed.
    pub fn none(name: impl Into<String>) -> Role {
        Role::with(name, Level::None)
    }

    /// Sets a row's levels, in the screen's order: add, edit, delete, inquire. A row the grid does not have is added.
    pub fn set(&mut self, module: &str, row: &str, levels: [Level; 4]) {
        let [add, edit, delete, inquire] = levels;
        let changed =
            Row { module: module.to_owned(), name: row.to_owned(), add, edit, delete, inquire };
        match self.rows.iter_mut().find(|old| old.module == module && old.name == row) {
            Some(old) => *old = changed,
            None => self.rows.push(changed),
        }
    }

    /// What the role may see of a row; None if it does not have the row.
    pub fn inquire(&self, module: &str, row: &str) -> Level {
        self.rows
            .iter()
            .find(|held| held.module == module && held.name == row)
            .map_or(Level::None, |held| held.inquire)
    }

    fn with(name: impl Into<String>, level: Level) -> Role {
        let rows = GRID.iter().flat_map(|(module, names)| {
            names.iter().map(move |name| Row {
                module: (*module).to_owned(),
                name: (*name).to_owned(),
                add: level,
                edit: level,
                delete: level,
                inquire: level,
            })
        });
        Role {
            id: 1,
            name: name.into(),
            admin: false,
            rows: rows.collect(),
            allowed_tables: Vec::new(),
        }
    }
}
