//! The permission table as a list to work through: order, counting, and the way back.

use std::collections::BTreeSet;

use integration::built_in;
use proptest::prelude::*;
use setup::called::Item;
use setup::{Intent, ListPress, Opening, Setup, StartPress, StepId, WalkPress};
use view::types::{GridGroup, GridRow, InHand, PermissionGrid};
use view::view;

use super::window::role_page;

/// A set-up on the role page whose integration has a table.
fn on_the_role_page(integration: usize) -> Setup {
    let mut setup = Setup::new(Opening { integrations: built_in(), ..Opening::default() });
    let id = setup.integrations[integration].id.to_string();
    setup.act(Intent::Start(StartPress::Choose { integration: id }));
    setup.act(Intent::Start(StartPress::Begin { practice: None }));
    let connection = &mut setup.connections[0];
    (connection.step, connection.furthest) = (StepId::Role, StepId::Role);
    assert!(role_page(&view(&setup)).unwrap().grid.is_some());
    setup
}

fn grid(setup: &Setup) -> PermissionGrid {
    role_page(&view(setup)).unwrap().grid.unwrap()
}

fn ticks(setup: &Setup) -> BTreeSet<Item> {
    setup.connections[0].ticks.clone()
}

fn in_hand(setup: &Setup) -> InHand {
    grid(setup).in_hand.expect("a line in hand")
}

/// Where the integrations with allowed tables are.
fn with_tables() -> usize {
    let found = built_in().0.iter().position(|i| !i.role.tables.is_empty());
    found.expect("an integration with allowed tables")
}

/// One whose rows are all there is, several of them in one group.
fn with_rows() -> usize {
    let found = built_in().0.iter().position(|i| {
        let mut modules: Vec<_> = i.role.rows.iter().map(|row| row.module.to_string()).collect();
        modules.sort();
        let rows = modules.len();
        modules.dedup();
        i.role.tables.is_empty() && modules.len() > 1 && modules.len() < rows
    });
    found.expect("an integration with several rows in a group")
}

#[test]
fn one_press_after_another_sets_every_line_once_in_order() {
    for n in 0..built_in().0.len() {
        let mut setup = on_the_role_page(n);
        let integration = setup.integrations[n].clone();
        let wanted = integration.role.rows.len() + usize::from(!integration.role.tables.is_empty());
        let mut lines = Vec::new();
        while let Some(now) = grid(&setup).in_hand {
            let to_go = wanted - lines.len();
            let said = if to_go == 1 { "The last one".into() } else { format!("{to_go} to go") };
            assert_eq!(now.left, said);
            assert_eq!(now.next.is_some(), to_go > 1);
            lines.push(now.line);
            setup.act(now.press.intent);
        }
        assert_eq!(lines.len(), wanted, "{lines:?}");
        assert_eq!(
            ticks(&setup).len(),
            integration.role.rows.len() + integration.role.tables.len()
        );
        let grid = grid(&setup);
        assert!(grid.all_set.is_some() && grid.groups.iter().all(|group| group.done));
        let shown: Vec<String> = grid
            .groups
            .iter()
            .flat_map(|group| &group.rows)
            .flat_map(|row| {
                let tables = row.tables.as_ref().map(|tables| tables.line.clone());
                std::iter::once(row.line.clone()).chain(tables)
            })
            .collect();
        assert_eq!(lines, shown, "in the order of the list below");
    }
}

#[test]
fn a_line_is_gone_to_left_out_and_come_back_to() {
    let mut setup = on_the_role_page(with_rows());
    let rows: Vec<_> = grid(&setup).groups.into_iter().flat_map(|group| group.rows).collect();
    let last = rows.last().unwrap();
    setup.act(last.look_at.clone());
    assert_eq!(in_hand(&setup).line, last.line);
    // After the last line it goes on from the top.
    setup.act(in_hand(&setup).press.intent);
    assert_eq!(in_hand(&setup).line, rows[0].line);
    setup.act(in_hand(&setup).skip.expect("another line").intent);
    assert_eq!(in_hand(&setup).line, rows[1].line);

    // One that is set can be looked at, and taken back there.
    setup.act(last.look_at.clone());
    let now = in_hand(&setup);
    assert!(now.set && now.press.label == "Untick", "{now:?}");
    setup.act(now.press.intent);
    assert_eq!(ticks(&setup), BTreeSet::new());
    assert_eq!(in_hand(&setup).line, last.line, "and stays in hand, to be set after all");
}

#[test]
fn the_tables_stay_in_hand_until_all_are_moved() {
    let mut setup = on_the_role_page(with_tables());
    setup.act(Intent::List(ListPress::LookAt { line: "tables".parse().unwrap() }));
    let items = in_hand(&setup).tables.expect("the tables").items;
    assert!(items.len() > 1);
    for item in &items {
        assert_eq!(in_hand(&setup).line, "tables");
        setup.act(item.tick.clone());
    }
    assert_ne!(in_hand(&setup).line, "tables");
}

#[test]
fn what_is_still_to_do_is_shown_alone() {
    let mut setup = on_the_role_page(with_tables());
    let count = |setup: &Setup| grid(setup).groups.iter().flat_map(|g| &g.rows).count();
    let all = count(&setup);
    setup.act(in_hand(&setup).press.intent);
    assert_eq!(count(&setup), all);
    setup.act(grid(&setup).still_to_do.press);
    assert_eq!(count(&setup), all - 1);
    assert_eq!(grid(&setup).set, 1, "counted all the same");

    // The row of the tables is there until they are moved, too.
    let of_tables = |setup: &Setup| {
        grid(setup).groups.into_iter().flat_map(|g| g.rows).find(|row| row.tables.is_some())
    };
    let row = of_tables(&setup).unwrap();
    setup.act(row.tick);
    let tables = of_tables(&setup).expect("still to do").tables.unwrap();
    setup.act(tables.tick_all.intent);
    assert!(of_tables(&setup).is_none());
    setup.act(grid(&setup).still_to_do.press);
    assert_eq!(count(&setup), all);
}

#[test]
fn undo_is_offered_for_the_last_press_alone() {
    let mut setup = on_the_role_page(with_rows());
    let group = |setup: &Setup| grid(setup).groups.into_iter().find(|g| g.rows.len() > 1).unwrap();
    let rows = group(&setup).rows;
    for (n, row) in rows.iter().enumerate() {
        assert!(group(&setup).undo.is_none(), "before row {n}");
        setup.act(row.tick.clone());
    }
    // The tick that filled the group, which folds: one press takes that one back.
    setup.act(group(&setup).undo.expect("a way back").intent);
    assert_eq!(ticks(&setup).len(), rows.len() - 1);
    assert!(group(&setup).undo.is_none());
    assert_eq!(in_hand(&setup).line, rows.last().unwrap().line);

    setup.act(group(&setup).tick_all.intent);
    assert!(group(&setup).undo.is_some());
    // After a single tick in it, the press before is no longer the last one.
    setup.act(group(&setup).rows[0].tick.clone());
    assert!(group(&setup).undo.is_none());

    setup.act(group(&setup).tick_all.intent);
    setup.act(Intent::Walk(WalkPress::Home));
    setup.act(Intent::Start(StartPress::Resume { connection: setup.connections[0].id.clone() }));
    assert!(group(&setup).undo.is_none(), "of another sitting");
}

/// Everything that can be ticked at a row, and whether it is.
fn marks(row: &GridRow) -> Vec<(Item, bool)> {
    let tables = row.tables.iter().flat_map(|tables| &tables.items);
    let all = std::iter::once((&row.tick, row.ticked));
    all.chain(tables.map(|table| (&table.tick, table.ticked)))
        .map(|(press, ticked)| match press {
            Intent::List(ListPress::Tick { item, .. }) => (item.clone(), ticked),
            other => panic!("{other:?}"),
        })
        .collect()
}

fn press(group: &GridGroup, n: usize) -> Intent {
    let marks: Vec<_> = group.rows.iter().flat_map(marks).collect();
    let (item, ticked) = marks[n % marks.len()].clone();
    Intent::List(ListPress::Tick { item, on: !ticked })
}

proptest! {
    /// Whatever was ticked before, Undo brings back exactly that in its group, and touches no
    /// other, whatever was ticked there meanwhile.
    #[test]
    fn undo_brings_back_exactly_the_ticks_before(
        integration in 0..built_in().0.len(),
        before in prop::collection::vec((any::<usize>(), any::<usize>()), 0..30),
        which in any::<usize>(),
        twice in any::<bool>(),
        meanwhile in prop::collection::vec((any::<usize>(), any::<usize>()), 0..10),
    ) {
        let mut setup = on_the_role_page(integration);
        for (group, row) in before {
            let groups = grid(&setup).groups;
            setup.act(press(&groups[group % groups.len()], row));
        }
        let groups = grid(&setup).groups;
        let n = which % groups.len();
        let rows: BTreeSet<Item> = groups[n].rows.iter().flat_map(marks).map(|(i, _)| i).collect();
        if twice {
            // All ticked, all unticked: back to all ticked.
            setup.act(Intent::List(ListPress::TickAll { group: groups[n].module.parse().unwrap(), on: true }));
        }
        let then = ticks(&setup);
        let tick_all = grid(&setup).groups[n].tick_all.intent.clone();
        setup.act(tick_all);
        prop_assert_ne!(&ticks(&setup), &then, "a press that changed something");
        let others: Vec<_> = (0..groups.len()).filter(|other| *other != n).collect();
        for (group, row) in meanwhile.iter().filter(|_| !others.is_empty()) {
            let group = others[group % others.len()];
            let tick = press(&grid(&setup).groups[group], *row);
            setup.act(tick);
        }
        let between = ticks(&setup);
        let undo = grid(&setup).groups[n].undo.clone().expect("a way back");
        setup.act(undo.intent);
        let now = ticks(&setup);
        prop_assert_eq!(
            now.intersection(&rows).collect::<Vec<_>>(),
            then.intersection(&rows).collect::<Vec<_>>()
        );
        prop_assert_eq!(
            now.difference(&rows).collect::<Vec<_>>(),
            between.difference(&rows).collect::<Vec<_>>()
        );
        if meanwhile.is_empty() {
            prop_assert_eq!(now, then);
        }
    }
}
