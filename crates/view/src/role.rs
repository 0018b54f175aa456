//! The Security Role and its permission table.

use super::checklist;
use super::parts::{choice, copyable, important, note, notes, option, plain, source, words};
use super::requests;
use super::rows::{groups, is_open};
use super::texts;
use super::types::{CannotOpen, Instruction, Note, Page, PermissionGrid, RolePage};
use connectwise::forms;
use connectwise::grid::COLUMNS;
use integration::Integration;
use setup::called::{Pick, What};
use setup::standing::role_lines;
use setup::{Connection, Present, RoleWay, Setup};

pub fn page(setup: &Setup, present: Present) -> (Page, String, String) {
    let Present { connection, integration, .. } = present;
    let way = connection.role_way;
    let role = &integration.role;
    let mut ways = vec![
        option(Pick::Role(RoleWay::New), "Make a new role", None, way == RoleWay::New),
        option(
            Pick::Role(RoleWay::Existing),
            "The role already exists",
            None,
            way == RoleWay::Existing,
        ),
    ];
    if role.admin.is_some() {
        ways.push(option(
            Pick::Role(RoleWay::Admin),
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
                What::RoleRequest,
                "Request for the administrator",
                requests::role_request(connection, integration),
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
        sign: None,
        copy: None,
        link: None,
    };
    match way {
        RoleWay::New => {
            let trail = words(forms::SECURITY_ROLES);
            let name = &integration.role.name;
            let mut copy = copyable(What::RoleName, "Role ID", name.text.to_string());
            if let Some(source) = source(name.from) {
                copy.label = format!("Role ID ({source})");
            }
            vec![
                Instruction { sign: Some("+".into()), ..step("In ConnectWise, open", trail) },
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
        copy_all: copyable(What::Grid, "Copy all rows", texts::grid_text(integration)),
        in_hand: checklist::in_hand(setup, present),
        all_set: checklist::all_set(setup),
        still_to_do: checklist::still_to_do(open),
        source: role.rows_note.as_ref().map(note),
    }
}

/// Said wherever an administrator role is in use.
pub fn admin_warning(connection: &Connection) -> Option<Note> {
    (connection.role_way == RoleWay::Admin).then(|| {
        important("This set-up uses an administrator role: it can read and change everything.")
    })
}
