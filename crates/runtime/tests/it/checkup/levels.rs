//! Whatever mySecurity answers, a row passes only when all four of its levels were seen
//! and each is what is needed; it is called wider when none is less and one is more.

use std::cell::Cell;

use checkup::{Checkup, Line, Need};
use connectwise::grid::{GRID, Level, RowId, find};
use practice::{How, Practice, Role};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::rig::{ALL, MY, NONE, always, checkup, run, some_need, world};

const COLUMNS: [&str; 4] = ["addLevel", "editLevel", "deleteLevel", "inquireLevel"];

/// What may stand in a column; none: the column is not there at all.
fn answers() -> impl Strategy<Value = Option<Value>> {
    prop_oneof![
        2 => Just(Some(json!("None"))),
        2 => Just(Some(json!("My"))),
        6 => Just(Some(json!("All"))),
        1 => Just(Some(Value::Null)),
        1 => Just(None),
        1 => prop_oneof![
            Just(Some(json!("all"))), Just(Some(json!(""))), Just(Some(json!("ALL "))), Just(Some(json!("Everything")))
        ],
    ]
}

fn level(answer: &Option<Value>) -> Option<Level> {
    match answer.as_ref()?.as_str()? {
        "None" => Some(NONE),
        "My" => Some(MY),
        "All" => Some(ALL),
        _ => None,
    }
}

/// Rows enough for many combinations in one answer.
fn rows() -> Vec<RowId> {
    GRID.iter()
        .flat_map(|(module, rows)| rows.iter().map(move |row| find(module, row).unwrap()))
        .take(24)
        .collect()
}

type Case = Vec<([Level; 4], [Option<Value>; 4])>;

fn cases() -> impl Strategy<Value = Case> {
    let needs = prop::array::uniform4(prop_oneof![Just(NONE), Just(MY), Just(ALL)]);
    // Many cells hold what is needed: else hardly a row would match.
    let row = (needs, prop::array::uniform4((0..4u8, answers()))).prop_map(|(needs, answers)| {
        let cell = |n: usize| match &answers[n] {
            (0, answer) => answer.clone(),
            _ => Some(json!(needs[n].word())),
        };
        (needs, [0, 1, 2, 3].map(cell))
    });
    prop::collection::vec(row, rows().len())
}

#[test]
fn a_row_is_enough_only_with_four_levels_seen_and_none_below_need() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let practice = runtime.block_on(Practice::start(world(&some_need()))).unwrap();
    // Where mySecurity settles nothing a probe is sent: one that proves no more than it may.
    let mut open = Role::full("open");
    open.id = 11;
    practice.change(|world| world.tenants[0].roles[0] = open);
    let first = checkup(practice.origin(), &some_need());
    let (passed, wider, failed) = (Cell::new(0), Cell::new(0), Cell::new(0));
    let config =
        ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() };
    let outcome = TestRunner::new(config).run(&cases(), |case| {
        let rows: Vec<RowId> = rows();
        let needs = rows.iter().zip(&case).map(|(row, (needs, _))| (*row, *needs)).collect();
        let entries = rows.iter().zip(&case).map(|(row, (_, answers))| entry(*row, answers));
        let body = Value::Array(entries.collect()).to_string().into();
        let how = How::Exactly { status: 200, content_type: "application/json".into(), body };
        // The role's settings tell nothing: this is about the member's own levels alone.
        let closed = always("/settings", How::Forbidden);
        practice.change(|world| world.faults = vec![always("/system/mySecurity", how), closed]);
        let checkup = Checkup {
            need: Need { rows: needs, tables: Vec::new(), ..Need::default() },
            ..first.clone()
        };
        let told = runtime.block_on(run(&checkup));
        for (row, (needs, answers)) in rows.iter().zip(&case) {
            let seen: Vec<Option<Level>> = answers.iter().map(level).collect();
            let enough =
                seen.iter().zip(needs).all(|(seen, needs)| seen.is_some_and(|seen| seen >= *needs));
            let short =
                seen.iter().zip(needs).any(|(seen, needs)| seen.is_some_and(|seen| seen < *needs));
            let exact = seen.iter().zip(needs).all(|(seen, needs)| *seen == Some(*needs));
            let id = Line::Row(*row).id();
            // A company is visible all the while.
            let contradicted = id == "row:Companies/Company Maintenance"
                && needs[3] != Level::None
                && seen[3] == Some(Level::None);
            let expected = if contradicted {
                "unproven"
            } else if exact {
                "passed"
            } else if enough {
                "wider"
            } else if short {
                "failed"
            } else {
                "unproven"
            };
            prop_assert_eq!(
                told.verdict(&id),
                expected,
                "{} needs {:?}, answered {:?}",
                id,
                needs,
                answers
            );
            passed.set(passed.get() + u32::from(exact));
            wider.set(wider.get() + u32::from(enough && !exact));
            failed.set(failed.get() + u32::from(short));
        }
        Ok(())
    });
    outcome.unwrap();
    assert!(
        passed.get() > 20 && wider.get() > 50 && failed.get() > 50,
        "all happen often: {passed:?} passed, {wider:?} wider, {failed:?} failed"
    );
}

fn entry(row: RowId, answers: &[Option<Value>; 4]) -> Value {
    let mut entry =
        json!({"moduleDescription": row.module(), "moduleFunctionDescription": row.name()});
    for (column, answer) in COLUMNS.iter().zip(answers) {
        if let Some(answer) = answer {
            entry[*column] = answer.clone();
        }
    }
    entry
}
