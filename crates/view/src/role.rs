//! The Security Role and its permission table.

use super::checklist;
use super::copies;
use super::parts::{
    button, choice, copyable, important, note, notes, option, plain, source, words,
};
use super::types::{
    AllowedTables, Button, CannotOpen, GridGroup, GridLevel, GridRow, Instruction, Note, Page,
    PermissionGrid, RolePage, TickItem,
};
use crate::problem;
use connectwise::forms;
use connectwise::grid::{COLUMNS, GRID, Level, TABLE_SETUP};
use integration::{Integration, Row};
use setup::checklist::{TABLES, row_item, row_line, stops, table_item};
use setup::standing::{counted, role_lines};
use setup::{Connection, Intent, ListPress, Named, Present, RoleWay, Setup};

pub fn page(setup: &Setup, present: Present) -> (Page, String, String) {
    let Present { connection, integration, .. } = present;
    let way = connection.role_way;
    let role = &integration.role;
    let mut ways = vec![
        option("role", "new", "Make a new role", None, way == RoleWay::New),
        option("role", "existing", "The role already exists", None, way == RoleWay::Existing),
    ];
    if role.admin.is_some() {
        ways.push(option(
            "role",
            "admin",
            "An administrator role",
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
        grid: (way != RoleWay::Admin && !role.rows.is_empty()).then(|| grid(setup, present)),
        notes: page_notes,
        cannot_open: CannotOpen {
            text: "Can't open **Security Roles**? Ask your administrator.".into(),
            request: copyable(
                "role-request",
                "Request for the administrator",
                copies::role_request(connection, integration),
            ),
        },
    };
    (
        Page::Role(page),
        match way {
            RoleWay::New => "Make the security role",
            RoleWay::Existing => "Compare the security role",
            RoleWay::Admin => "Use an administrator role",
        }
        .into(),
        format!("What {} may read and change.", integration.name),
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
                    ..step("Type this as the **Role ID**. Press **Save**.", Vec::new())
                },
                step("Set the levels below. Press **Save**.", Vec::new()),
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

fn grid(setup: &Setup, present: Present) -> PermissionGrid {
    let Present { open, connection, integration } = present;
    let role = &integration.role;
    let mut groups = groups(present);
    if open.checklist.still_to_do {
        for group in &mut groups {
            group.rows.retain(is_open);
        }
    }
    let (set, all) = role_lines(connection, integration);
    PermissionGrid {
        title: "Rows to set".into(),
        columns: words(&COLUMNS),
        groups,
        set: set as u32,
        total: all as u32,
        progress: format!("{set} of {all} set"),
        copy_all: copyable("grid", "Copy all rows", copies::grid_text(integration)),
        in_hand: checklist::in_hand(setup, present),
        all_set: checklist::all_set(setup),
        still_to_do: checklist::still_to_do(open),
        source: role.rows_note.as_ref().map(note),
    }
}

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
            tick_all: tick_all(module, set == all),
            undo: checklist::undo(open, module),
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

fn tick_all(group: &str, done: bool) -> Button {
    let label = if done { "Untick all" } else { "Tick all" };
    button(label, Intent::List(ListPress::TickAll { group: group.into(), on: !done }))
}

fn has_tables(row: &Row, integration: &Integration) -> bool {
    &*row.row == TABLE_SETUP && !integration.role.tables.is_empty()
}

fn is_open(row: &GridRow) -> bool {
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
    let ticked = connection.ticks.contains(&tick);
    let remarks = [
        row.since.as_ref().map(|since| format!("Since {since}")),
        row.when.as_ref().map(|when| when.to_string()),
        row.confirm.as_ref().map(|confirm| confirm.to_string()),
        // Said once above the table where a note covers all rows.
        source(row.from).filter(|_| integration.role.rows_note.is_none()),
    ];
    GridRow {
        line: tick.clone(),
        name: row.row.to_string(),
        levels: row
            .levels()
            .map(|level| GridLevel { level: level.word().into(), needed: level != Level::None })
            .into(),
        ticked,
        tick: Intent::List(ListPress::Tick { item: tick.clone(), on: !ticked }),
        copy: Intent::Named(Named::Copy { what: tick.clone() }),
        look_at: Intent::List(ListPress::LookAt { line: tick }),
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
        tick_all: tick_all(TABLES, set == items.len()),
        line: TABLES.into(),
        look_at: Intent::List(ListPress::LookAt { line: TABLES.into() }),
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
