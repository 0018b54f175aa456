//! The permission table as a list to work through: the line in hand, what follows, the way back.

use super::parts::button;
use super::role::{grid_row, tables};
use super::types::{Button, InHand, Toggle, ToggleKind};
use integration::Integration;
use setup::checklist::{Stop, TABLES, next, stops};
use setup::{Connection, Intent, Setup};

pub fn undo(setup: &Setup, module: &str) -> Option<Button> {
    setup
        .checklist
        .can_undo(module)
        .then(|| button("Undo", Intent::UndoTicks { module: module.into() }))
}

pub fn still_to_do(setup: &Setup) -> Toggle {
    let on = setup.checklist.still_to_do;
    Toggle {
        kind: ToggleKind::StillToDo,
        label: "Still to do".into(),
        on,
        press: Intent::StillToDo { on: !on },
        hint: None,
    }
}

fn look_at(stop: Stop) -> Intent {
    Intent::LookAt { line: stop.key() }
}

/// Said when nothing is left to set.
pub fn all_set(setup: &Setup) -> Option<String> {
    setup
        .in_hand()
        .is_none()
        .then(|| "All of it is set. Press **Save** in ConnectWise, then **Continue** here.".into())
}

pub fn in_hand(
    setup: &Setup,
    connection: &Connection,
    integration: &Integration,
) -> Option<InHand> {
    let stops = stops(integration);
    let (at, stop) = setup.in_hand()?;
    let left = stops.iter().filter(|stop| !stop.is_set(connection)).count();
    let following = next(&stops, at, connection);
    let set = stop.is_set(connection);
    let (row, tables) = match stop {
        Stop::Row(row) => (Some(grid_row(setup, connection, integration, row)), None),
        Stop::Tables(..) => (None, Some(tables(connection, integration))),
    };
    let press = |on| match stop {
        Stop::Row(_) => Intent::Tick { item: stop.key(), on },
        Stop::Tables(..) => Intent::TickAll { group: TABLES.into(), on },
    };
    let label = match (set, stop, following.is_some()) {
        (true, ..) => "Untick",
        (false, Stop::Row(_), true) => "Set, next",
        (false, Stop::Tables(..), true) => "All moved, next",
        (false, _, false) => "Set, done",
    };
    Some(InHand {
        line: stop.key(),
        module: stop.module().to_owned(),
        row,
        tables,
        set,
        press: button(label, press(!set)),
        left: match left {
            0 => "All set".into(),
            1 => "The last one".into(),
            left => format!("{left} to go"),
        },
        next: following.map(|stop| match stop {
            Stop::Row(row) => format!("{} > {}", row.module, row.row),
            Stop::Tables(row, _) => format!("{}: allowed tables", row.row),
        }),
        skip: following.map(|stop| button(if set { "Next" } else { "Skip" }, look_at(stop))),
    })
}
