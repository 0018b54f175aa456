//! Allowed tables: kind 2. How ConnectWise writes a table is not documented, so one that is
//! not found is missing only where every name that was told is one we know.

use practice::How;
use serde_json::{Value, json};

use super::judge::{Case, Place, a_need, case, judge};
use super::score::Score;
use crate::checkup::rig::{always, json as says};

const UNCHECKED: &[&str] = &["unproven"];
const EITHER: &[&str] = &["passed", "unproven"];

fn items(names: &[Value]) -> How {
    let item = |(n, name): (usize, &Value)| json!({"id": n + 1, "customizeIdentifier": "SystemTableSetup", "itemIdentifier": name});
    says(names.iter().enumerate().map(item).collect())
}

fn told(name: &str, names: &[&str]) -> Case {
    let names: Vec<Value> = names.iter().map(|name| json!(name)).collect();
    let how = items(&names);
    case("2", Place::Later, format!("tables: {name}"), move |world, _| {
        world.faults = vec![always("customizeItems", how.clone())];
    })
}

/// The three needed tables, under names that are not Keywright's.
fn other_names() -> Vec<Case> {
    // The first of them may be understood; the others cannot.
    let names: &[(&str, [&str; 3])] = &[
        ("the last part alone", ["Company Status", "Company Type", "Service Board"]),
        ("run together", ["CompanyStatus", "CompanyType", "ServiceBoard"]),
        (
            "in the plural",
            ["Company / Company Statuses", "Company / Company Types", "Service / Service Boards"],
        ),
        ("identifiers", ["SR_Board", "Company_Status", "Company_Type"]),
        (
            "with a module's other name",
            [
                "Companies / Company Status",
                "Companies / Company Type",
                "Service Desk / Service Board",
            ],
        ),
        (
            "other marks",
            ["Company > Company Statuses", "Company > Company Types", "Service > Boards"],
        ),
        (
            "with remarks",
            ["Company Status (active)", "Company Type (active)", "Service Board (active)"],
        ),
        ("numbers", ["101", "102", "103"]),
        (
            "GUIDs",
            [
                "0f8fad5b-d9cb-469f-a165-70867728950e",
                "7c9e6679-7425-40de-944b-e07fc1f90ae7",
                "9b2e4b6e-5b1e-4b5c-8e7a-0c3f5d7a9b11",
            ],
        ),
        ("German", ["Firma / Firmenstatus", "Firma / Firmentyp", "Service / Tickettafel"]),
        ("letters", ["CS", "CT", "SB"]),
        ("empty", ["", " ", "-"]),
    ];
    let mut cases = Vec::new();
    for (n, (name, names)) in names.iter().enumerate() {
        let clear = n < 7;
        let (table, wider) = if clear { (EITHER, EITHER) } else { (UNCHECKED, UNCHECKED) };
        cases.push(told(name, names).be("table:", table).be("wider", wider));
        // Two that are known do not make the third one missing.
        let mut mixed = *names;
        (mixed[0], mixed[1]) = ("Company / Company Status", "Company / Company Type");
        cases.push(
            told(&format!("two known, one: {name}"), &mixed)
                .be("table:", EITHER)
                .be("wider", wider),
        );
        let one = ["Company / Company Status", names[1], names[2]];
        cases.push(
            told(&format!("one known, two: {name}"), &one).be("table:", EITHER).be("wider", wider),
        );
    }
    cases
}

/// Entries that are no names, or not of Table Setup.
fn other_entries() -> Vec<Case> {
    let given = |name: &str, answer: Value| {
        let how = says(answer);
        case("2", Place::Later, format!("tables: {name}"), move |world, _| {
            world.faults = vec![always("customizeItems", how.clone())];
        })
        .be("wider", UNCHECKED)
    };
    let tables = a_need().tables;
    let each =
        |entry: &dyn Fn(&str) -> Value| tables.iter().map(|table| entry(table)).collect::<Value>();
    vec![
        given("no list", json!({"items": []})).be("table:", UNCHECKED),
        given("nothing allowed", json!([])).be("table:", UNCHECKED),
        given("another window's", each(&|t| json!({"customizeIdentifier": "CompanyReports", "itemIdentifier": t}))).be("table:", UNCHECKED),
        given("no window", each(&|t| json!({"itemIdentifier": t}))).be("table:", UNCHECKED),
        given("no names", each(&|_| json!({"customizeIdentifier": "SystemTableSetup"}))).be("table:", UNCHECKED),
        given("null names", each(&|_| json!({"customizeIdentifier": "SystemTableSetup", "itemIdentifier": null}))).be("table:", UNCHECKED),
        given("numbers as names", each(&|_| json!({"customizeIdentifier": "SystemTableSetup", "itemIdentifier": 7}))).be("table:", UNCHECKED),
        given("not allowed", each(&|t| json!({"customizeIdentifier": "SystemTableSetup", "itemIdentifier": t, "allowedFlag": false})))
            .be("table:", UNCHECKED),
        given("an error", json!({"code": "Security", "message": "You do not have security permission to perform this action."})).be("table:", UNCHECKED),
    ]
}

/// In known names: told, allowed and not.
fn known() -> Vec<Case> {
    let all = ["Company / Company Status", "Company / Company Type", "Service / Service Board"];
    vec![
        told("all three", &all).be("table:", &["passed"]),
        told(
            "in other letters",
            &["COMPANY/COMPANY STATUS", "company - company type", "Service  /  Service Board"],
        )
        .be("table:", &["passed"]),
        told("two of three", &all[..2])
            .be("table:Company / Company Status", &["passed"])
            .be("table:Company / Company Type", &["passed"])
            .be("table:Service / Service Board", &["failed"]),
        told("others, all known", &["Service / Severity", "Service / Priority"])
            .be("table:", &["failed"])
            .be("wider", &["wider"]),
        told("one more, known", &[all[0], all[1], all[2], "Service / Priority"])
            .be("table:", &["passed"])
            .be("wider", &["wider"]),
        // All that is needed was found under its own name: this one is none of it.
        told("one more, unknown", &[all[0], all[1], all[2], "7"])
            .be("table:", &["passed"])
            .be("wider", &["wider", "unproven"]),
    ]
}

/// In pages: what stands on a later one is not missing.
fn in_pages() -> Vec<Case> {
    let page = |size| {
        case("3", Place::Later, format!("tables in pages of {size}"), move |world, _| {
            world.quirks.longest_page = Some(size);
            world.tenants[0].roles[0].allowed_tables =
                practice::TABLES.iter().map(|table| table.name.to_owned()).collect();
        })
        .be("table:", EITHER)
        .be("wider", &["wider", "unproven"])
        .be("row:", EITHER)
    };
    [1, 3, 5, 10].into_iter().map(page).collect()
}

pub async fn score() -> Score {
    let tables = [other_names(), other_entries(), known(), in_pages()];
    judge(tables.into_iter().flatten().collect()).await
}
