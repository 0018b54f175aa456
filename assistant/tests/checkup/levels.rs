//! Whatever mySecurity answers, a row passes only when all four of its levels were seen
//! and each is at least what is needed.

use std::cell::Cell;

use assistant::checkup::{Checkup, Line, Need};
use assistant::connectwise::grid::{GRID, Level, RowId, find};
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
    prop::collection::vec((needs, prop::array::uniform4(answers())), rows().len())
}

#[test]
fn a_row_passes_only_with_four_levels_seen_and_enough() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let practice = runtime.block_on(Practice::start(world(&some_need()))).unwrap();
    // Where mySecurity settles nothing a probe is sent: one that proves no more than it may.
    let mut open = Role::full("open");
    open.id = 11;
    practice.change(|world| world.tenants[0].roles[0] = open);
    let first = checkup(practice.origin(), &some_need());
    let (passed, failed) = (Cell::new(0), Cell::new(0));
    let config =
        ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() };
    let outcome = TestRunner::new(config).run(&cases(), |case| {
        let rows: Vec<RowId> = rows();
        let needs = rows.iter().zip(&case).map(|(row, (needs, _))| (*row, *needs)).collect();
        let entries = rows.iter().zip(&case).map(|(row, (_, answers))| entry(*row, answers));
        let body = Value::Array(entries.collect()).to_string().into();
        let how = How::Exactly { status: 200, content_type: "application/json".into(), body };
        practice.change(|world| world.faults = vec![always("/system/mySecurity", how)]);
        let checkup = Checkup { need: Need { rows: needs, tables: Vec::new() }, ..first.clone() };
        let told = runtime.block_on(run(&checkup));
        for (row, (needs, answers)) in rows.iter().zip(&case) {
            let seen: Vec<Option<Level>> = answers.iter().map(level).collect();
            let enough =
                seen.iter().zip(needs).all(|(seen, needs)| seen.is_some_and(|seen| seen >= *needs));
            let short =
                seen.iter().zip(needs).any(|(seen, needs)| seen.is_some_and(|seen| seen < *needs));
            let expected = if enough {
                "passed"
            } else if short {
                "failed"
            } else {
                "unproven"
            };
            let id = Line::Row(*row).id();
            prop_assert_eq!(
                told.verdict(&id),
                expected,
                "{} needs {:?}, answered {:?}",
                id,
                needs,
                answers
            );
            passed.set(passed.get() + u32::from(enough));
            failed.set(failed.get() + u32::from(short));
        }
        Ok(())
    });
    outcome.unwrap();
    assert!(
        passed.get() > 50 && failed.get() > 50,
        "both happen often: {passed:?} passed, {failed:?} failed"
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
