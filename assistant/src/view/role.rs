//! The Security Role and its permission table.

use super::copies;
use super::parts::{
    button, choice, copyable, important, note, notes, option, plain, source, words,
};
use super::types::{
    AllowedTables, Button, CannotOpen, GridGroup, GridLevel, GridRow, Instruction, Note, Page,
    PermissionGrid, RolePage, TickItem,
};
use crate::connectwise::forms;
use crate::connectwise::grid::{COLUMNS, GRID, Level, TABLE_SETUP};
use crate::integration::{Integration, Row};
use crate::setup::{Connection, Intent, RoleWay, Setup};

pub fn page(
    _: &Setup,
    connection: &Connection,
    integration: &Integration,
) -> (Page, String, String) {
    let way = connection.role_way;
    let role = &integration.role;
    let mut ways = vec![
        option(
            "role",
            "new",
            "Make a new role",
            Some("Only what this product needs"),
            way == RoleWay::New,
        ),
        option(
            "role",
            "existing",
            "The role already exists",
            Some("Compare it row by row"),
            way == RoleWay::Existing,
        ),
    ];
    if role.admin.is_some() {
        ways.push(option(
            "role",
            "admin",
            "Use an administrator role",
            Some("Grants far more"),
            way == RoleWay::Admin,
        ));
    }
    let mut page_notes: Vec<Note> = Vec::new();
    if let (RoleWay::Admin, Some(admin)) = (way, &role.admin) {
        page_notes.push(note(admin));
    }
    page_notes.extend(role.existing.as_ref().map(note));
    if way == RoleWay::Existing {
        page_notes.push(plain("A wider level than listed works too, and opens more than needed."));
    }
    page_notes.extend(notes(&role.notes));
    let page = RolePage {
        way: choice("role", "Which role?", ways),
        steps: steps(way, integration),
        grid: (way != RoleWay::Admin && !role.rows.is_empty()).then(|| grid(connection, integration)),
        notes: page_notes,
        cannot_open: CannotOpen {
            text: "Can't open **Security Roles**? Send this request to your ConnectWise administrator.".into(),
            request: copyable("role-request", "Request for the administrator", copies::role_request(integration)),
        },
    };
    (
        Page::Role(page),
        "Make the security role".into(),
        format!("The role says what {} may read and change in ConnectWise.", integration.name),
    )
}

fn steps(way: RoleWay, integration: &Integration) -> Vec<Instruction> {
    let step = |text: &str, trail: Vec<String>| Instruction {
        text: text.into(),
        trail,
        copy: None,
        link: None,
    };
    match way {
        RoleWay::New => {
            let mut trail = words(forms::SECURITY_ROLES);
            trail.push("+".into());
            let name = &integration.role.name;
            let mut copy = copyable("role-name", "Role ID", name.text.to_string());
            if let Some(source) = source(name.from) {
                copy.label = format!("Role ID ({source})");
            }
            vec![
                step("In ConnectWise, open", trail),
                Instruction {
                    copy: Some(copy),
                    ..step(
                        "Type this as the **Role ID**, then press **Save**. The modules open after that.",
                        Vec::new(),
                    )
                },
                step("Open each module below, set the levels, and press **Save**.", Vec::new()),
            ]
        }
        RoleWay::Existing => vec![
            step("In ConnectWise, open", words(forms::SECURITY_ROLES)),
            step(
                "Open the role. Compare each row below. Raise what is lower, and press **Save**.",
                Vec::new(),
            ),
        ],
        RoleWay::Admin => vec![step(
            "Nothing to do here. On the next page, choose your administrator role as the **Role ID**.",
            Vec::new(),
        )],
    }
}

pub fn grid(connection: &Connection, integration: &Integration) -> PermissionGrid {
    let role = &integration.role;
    let ticked = |row: &Row| connection.ticks.contains(&tick_of(row));
    let modules = GRID.iter().map(|(module, _)| *module);
    let groups = modules
        .filter_map(|module| {
            let rows: Vec<&Row> = role.rows.iter().filter(|row| *row.module == *module).collect();
            if rows.is_empty() {
                return None;
            }
            let set = rows.iter().filter(|row| ticked(row)).count();
            Some(GridGroup {
                module: module.into(),
                rows: rows.iter().map(|row| grid_row(connection, integration, row)).collect(),
                progress: format!("{set} of {} set", rows.len()),
                done: set == rows.len(),
                tick_all: tick_all(module, set == rows.len()),
            })
        })
        .collect();
    let set = role.rows.iter().filter(|row| ticked(row)).count();
    PermissionGrid {
        title: "Permissions to set".into(),
        columns: words(&COLUMNS),
        groups,
        set: set as u32,
        total: role.rows.len() as u32,
        progress: format!("{set} of {} set", role.rows.len()),
        copy_all: copyable("grid", "Copy all rows", copies::grid_text(integration)),
        source: role.rows_note.as_ref().map(note),
    }
}

fn tick_all(module: &str, done: bool) -> Button {
    let label = if done { "Untick all" } else { "Tick all" };
    button(label, Intent::TickAll { module: module.into(), on: !done })
}

fn tick_of(row: &Row) -> String {
    format!("row:{}", row.key())
}

fn grid_row(connection: &Connection, integration: &Integration, row: &Row) -> GridRow {
    let tick = tick_of(row);
    let ticked = connection.ticks.contains(&tick);
    let remarks = [
        row.since.as_ref().map(|since| format!("Since {since}")),
        row.when.as_ref().map(|when| when.to_string()),
        row.confirm.as_ref().map(|confirm| confirm.to_string()),
        // Said once above the table where a note covers all rows.
        source(row.from).filter(|_| integration.role.rows_note.is_none()),
    ];
    let tables = (&*row.row == TABLE_SETUP && !integration.role.tables.is_empty())
        .then(|| tables(connection, integration));
    GridRow {
        name: row.row.to_string(),
        levels: row
            .levels()
            .map(|level| GridLevel { level: level.word().into(), needed: level != Level::None })
            .into(),
        ticked,
        tick: Intent::Tick { item: tick, on: !ticked },
        copy: Intent::Copy { what: format!("row:{}", row.key()) },
        why: row.why.as_ref().map(|why| why.to_string()),
        remarks: remarks.into_iter().flatten().collect(),
        tables,
    }
}

fn tables(connection: &Connection, integration: &Integration) -> AllowedTables {
    let items: Vec<TickItem> = integration
        .role
        .tables
        .iter()
        .map(|table| {
            let item = format!("table:{table}");
            let ticked = connection.ticks.contains(&item);
            TickItem { label: table.to_string(), ticked, tick: Intent::Tick { item, on: !ticked } }
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
        copy_all: copyable("tables", "Copy all tables", copies::tables_text(integration)),
        items,
    }
}

/// Said wherever an administrator role is in use.
pub fn admin_warning(connection: &Connection) -> Option<Note> {
    (connection.role_way == RoleWay::Admin).then(|| {
        important("This set-up uses an administrator role: it can read and change everything.")
    })
}
