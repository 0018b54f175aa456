//! The permission table as a list to work through: the line in hand, what follows, the way back.

use super::parts::button;
use super::rows::{grid_row, tables};
use super::types::{AllowedTables, InHand, Toggle, ToggleKind};
use setup::called::Group;
use setup::checklist::{Stop, next, row_item, stops};
use setup::{Intent, ListPress, Open, Present, Setup};

pub fn still_to_do(open: &Open) -> Toggle {
    let on = open.checklist.still_to_do;
    Toggle {
        kind: ToggleKind::StillToDo,
        label: "Still to do".into(),
        on,
        press: Intent::List(ListPress::StillToDo { on: !on }),
        hint: None,
    }
}

fn look_at(stop: Stop) -> Intent {
    Intent::List(ListPress::LookAt { line: stop.place() })
}

/// Said when nothing is left to set.
pub fn all_set(setup: &Setup) -> Option<String> {
    setup
        .line_in_hand()
        .is_none()
        .then(|| "All of it is set. Press **Save** in ConnectWise, then **Continue** here.".into())
}

pub fn in_hand(setup: &Setup, present: Present) -> Option<InHand> {
    let Present { connection, integration, .. } = present;
    let stops = stops(integration);
    let (at, stop) = setup.line_in_hand()?;
    let left = stops.iter().filter(|stop| !stop.is_set(connection)).count();
    let following = next(&stops, at, connection);
    let set = stop.is_set(connection);
    let (row, tables) = match stop {
        Stop::Row(row) => (Some(grid_row(present, row)), None),
        Stop::Tables(..) => (None, Some(tables(connection, integration))),
    };
    let press = |on| match stop {
        Stop::Row(row) => Intent::List(ListPress::Tick { item: row_item(row), on }),
        Stop::Tables(..) => Intent::List(ListPress::TickAll { group: Group::Tables, on }),
    };
    let label = match (set, stop, following.is_some()) {
        (true, ..) => "Untick",
        (false, Stop::Row(_), true) => "Set, next",
        (false, Stop::Tables(..), true) => "All moved, next",
        (false, _, false) => "Set, done",
    };
    let open_table = |tables: &AllowedTables| tables.items.iter().position(|item| !item.ticked);
    Some(InHand {
        table: tables.as_ref().and_then(open_table),
        line: stop.place().to_string(),
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
