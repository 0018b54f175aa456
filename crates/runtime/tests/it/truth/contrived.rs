//! What was told against what was seen (kind 5), what somebody contrives (kind 15), and other
//! forms of what is told (kind 16).

use practice::{Fault, How, On};
use serde_json::{Value, json};

use super::judge::{Case, Place, case};
use super::levels::{EXACT, UNCHECKED, grid, mine, named, with};
use crate::checkup::rig::json as says;

/// What was told against what was seen (kind 5).
pub fn contradictions() -> Vec<Case> {
    let company = "row:Companies/Company Maintenance";
    let closed = || Fault::always(On::End("/company/companies".into()), How::Forbidden);
    let none: Vec<Value> = grid()
        .into_iter()
        .map(|mut entry| {
            for field in ["addLevel", "editLevel", "deleteLevel", "inquireLevel"] {
                entry[field] = json!("None");
            }
            entry
        })
        .collect();
    let (told, alone) = (says(json!(none)), none.clone());
    let only = says(json!(
        alone.into_iter().filter(|e| named(e).1 == "Company Maintenance").collect::<Vec<_>>()
    ));
    let empty = told.clone();
    vec![
        case("5", Place::Later, "Inquire All is told, companies are refused", move |world, _| {
            world.faults = vec![closed()];
        })
        .be("companies", &["failed", "unproven"])
        .be(company, UNCHECKED)
        .be("wider", UNCHECKED),
        with("5", "None throughout is told, a company was seen", told)
            .be("companies", &["passed"])
            .be(company, UNCHECKED)
            .be("wider", UNCHECKED)
            .be("row:Companies/Team Members", &["failed", "unproven"])
            .be("row:Finance/Agreement Invoicing", &["failed", "unproven"])
            .be("row:Finance/Agreements", &["failed", "unproven"])
            .be("row:Service Desk/Service Tickets", &["failed", "unproven"])
            .be("row:System/Table Setup", &["failed", "unproven"]),
        with("5", "None of companies alone is told, a company was seen", only)
            .be(company, UNCHECKED)
            .be("row:", UNCHECKED)
            .be("wider", UNCHECKED),
        case(
            "5",
            Place::Later,
            "None is told, the list of companies is open and empty",
            move |world, _| {
                world.tenants[0].data.companies = 0;
                world.faults = vec![mine(empty.clone())];
            },
        )
        .be("companies", &["failed"])
        .be(company, UNCHECKED)
        .be("wider", UNCHECKED)
        .be("row:", &["failed", "unproven"]),
    ]
}

fn changed(change: impl Fn(&mut Value)) -> How {
    let mut rows = grid();
    rows.iter_mut().for_each(change);
    says(json!(rows))
}

/// Whoever contrives an answer (kind 15), and forms that may well occur (kind 16).
pub fn contrived() -> Vec<Case> {
    let set =
        |field: &'static str, value: Value| changed(move |entry| entry[field] = value.clone());
    let other = json!({"id": 7, "identifier": "somebody", "name": "Somebody Else"});
    let singular = changed(|entry| {
        if named(entry).1 == "Agreements" {
            entry["reportFlag"] = json!(true);
        }
    });
    let two_names = changed(|entry| {
        if named(entry).1 == "Agreements" {
            entry["moduleFunctionName"] = json!("Invoicing");
        }
    });
    let two_modules = changed(|entry| {
        if named(entry).1 == "Agreements" {
            entry["moduleName"] = json!("Companies");
            entry["moduleFunctionName"] = json!("Contacts");
        }
    });
    let mut cases = vec![
        with("15", "every entry is another member's", set("member", other))
            .be("row:", UNCHECKED)
            .be("wider", UNCHECKED),
        with("15", "a report by the row's name", singular).be("row:Finance/Agreements", UNCHECKED),
        with("15", "two names that lead to two rows", two_names)
            .be("row:Finance/Agreements", UNCHECKED),
        with("15", "two modules that lead to two rows", two_modules)
            .be("row:Finance/Agreements", UNCHECKED),
    ];
    let respelled = |spell: fn(&str) -> String| {
        changed(move |entry| {
            for field in ["addLevel", "editLevel", "deleteLevel", "inquireLevel"] {
                entry[field] = json!(spell(entry[field].as_str().unwrap_or_default()));
            }
        })
    };
    let big = (0..2_000).map(|n| {
        let mut entry = grid()[n % 87].clone();
        entry["_info"] =
            json!({"lastUpdated": "2026-11-30T10:00:00Z", "updatedBy": "x".repeat(500)});
        entry
    });
    let forms = [
        ("small letters", respelled(str::to_lowercase)),
        ("capitals", respelled(str::to_uppercase)),
        ("a blank after it", respelled(|level| format!("{level} "))),
        ("Mine", respelled(|level| level.replace("None", "Mine"))),
        ("numbers", changed(|entry| entry["inquireLevel"] = json!(3))),
        ("in items", says(json!({"items": grid()}))),
        (
            "in pascal case",
            changed(|entry| {
                let old = entry.as_object().unwrap().clone();
                let upper = |key: &str| key[..1].to_uppercase() + &key[1..];
                *entry = old.into_iter().map(|(key, value)| (upper(&key), value)).collect();
            }),
        ),
        (
            "null where a row has no cell",
            changed(|entry| {
                if entry["deleteLevel"] == "None" {
                    entry["deleteLevel"] = Value::Null;
                }
            }),
        ),
        ("no module", changed(|entry| entry["moduleDescription"] = Value::Null)),
        ("module by letters", changed(|entry| entry["moduleDescription"] = json!("CO"))),
        ("2,000 rows, more than a MiB", says(big.collect())),
    ];
    for (name, how) in forms {
        cases.push(with("16", name, how).be("row:", EXACT).be("wider", EXACT));
    }
    cases
}
