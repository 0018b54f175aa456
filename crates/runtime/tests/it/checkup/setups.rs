//! Set-ups of a role, a member and a server, and what each line of the check says of them.

use checkup::{Admin, Checkup, Excess, Line, Reason, Risk};
use connectwise::grid::{GRID, Level};
use practice::{How, Level as Played, Levels, Practice, Role, RowNames, World};
use serde_json::{Value, json};
use view::problem::Weight;

use super::rig::{
    ALL, MY, NONE, Told, always, entries, exact_role, json as says, need, needed_entries,
    problem_of, run, some_need, start, world,
};

const MINE: &str = "/system/mySecurity";
const SETTINGS: &str = "/settings";
const TABLES: &str = "customizeItems";

/// The lines of [`some_need`] that can differ, in the order of the verdicts below.
const LINES: [&str; 7] = [
    "row:Companies/Company Maintenance",
    "row:Companies/Team Members",
    "row:Finance/Agreement Invoicing",
    "row:Finance/Agreements",
    "row:System/Table Setup",
    "table:Company / Company Status",
    "wider",
];

const P: &str = "passed";
const W: &str = "wider";
const F: &str = "failed";
const U: &str = "unproven";

type Change = fn(&mut World, &mut Checkup);

fn role(world: &mut World) -> &mut Role {
    &mut world.tenants[0].roles[0]
}

/// Levels are not told; whatever else goes wrong besides. mySecurity's path begins that of
/// the allowed tables, which stay open.
fn closed(world: &mut World, how: How) {
    let open = always(TABLES, How::Slow(std::time::Duration::ZERO));
    world.faults.extend([open, always(MINE, how)]);
}

/// The member's own levels are told like this.
fn mine(world: &mut World, entries: Vec<Value>) {
    closed(world, says(Value::Array(entries)));
}

/// Exactly what is needed, beside these rows.
fn needed_and<'e>(rows: impl IntoIterator<Item = (&'e str, &'e str, [Level; 4])>) -> Vec<Value> {
    let mut all = needed_entries(&some_need());
    all.extend(entries(rows));
    all
}

/// The needed rows and so many others at None that there are this many.
fn padded(count: usize) -> Vec<Value> {
    let mut all = needed_and([("Finance", "Reports", [NONE; 4])]);
    let names: Vec<String> = (all.len()..count).map(|n| format!("Row {n}")).collect();
    all.extend(entries(names.iter().map(|name| ("Marketing", name.as_str(), [NONE; 4]))));
    all
}

/// The set-up, how to have it, and the verdicts on [`LINES`].
const SETUPS: &[(&str, Change, [&str; 7])] = &[
    ("exactly what is needed", |_, _| {}, [P, P, P, P, P, P, P]),
    // Where the levels are not told.
    ("mySecurity is closed", |w, _| closed(w, How::Forbidden), [U, U, U, U, U, P, U]),
    ("mySecurity is not there", |w, _| closed(w, How::NotFound), [U, U, U, U, U, P, U]),
    ("mySecurity alone is refused", |w, _| closed(w, How::Unauthorized), [U, U, U, U, U, P, U]),
    ("mySecurity is an empty list", |w, _| closed(w, How::EmptyList), [U, U, U, U, U, P, U]),
    ("mySecurity has a fault", |w, _| closed(w, How::ServerError(500)), [U, U, U, U, U, P, U]),
    ("mySecurity breaks off", |w, _| closed(w, How::CutShort), [U, U, U, U, U, P, U]),
    (
        "mySecurity and the tables are refused",
        |w, _| w.faults = vec![always(MINE, How::Unauthorized)],
        [U, U, U, U, U, U, U],
    ),
    (
        "mySecurity is closed, and one row as well",
        |w, _| {
            role(w).set("Finance", "Agreements", [Played::None; 4]);
            closed(w, How::Forbidden);
        },
        [U, U, U, F, U, P, U],
    ),
    (
        "one entry of mySecurity is no entry",
        |w, _| {
            mine(w, {
                let mut all = needed_and([("Finance", "Reports", [NONE; 4])]);
                all[0]["addLevel"] = json!(7);
                all
            })
        },
        [U, U, U, U, U, P, U],
    ),
    (
        "mySecurity is closed, and one row alone refuses the keys",
        |w, _| {
            closed(w, How::Forbidden);
            w.faults.push(always("/finance/agreements", How::Unauthorized));
        },
        [U, U, U, U, U, P, U],
    ),
    (
        "mySecurity is closed, and one row says 403 about something else",
        |w, _| {
            closed(w, How::Forbidden);
            w.faults.push(always("/finance/agreements", How::SslRequired));
        },
        [U, U, U, U, U, P, U],
    ),
    // Levels and names as other servers might write them.
    ("names that say nothing", |w, _| w.quirks.row_names = RowNames::Opaque, [U, U, U, U, U, P, U]),
    (
        "names in the other fields",
        |w, _| w.quirks.row_names = RowNames::InName,
        [P, P, P, P, P, P, P],
    ),
    (
        "names spelled differently",
        |w, _| w.quirks.row_names = RowNames::SpelledDifferently,
        [P, P, P, P, P, P, P],
    ),
    ("null for None", |w, _| w.quirks.levels = Levels::NullForNone, [U, U, U, U, U, P, U]),
    ("null for every level", |w, _| w.quirks.levels = Levels::AllNull, [U, U, U, U, U, P, U]),
    (
        "levels in small letters",
        |w, _| {
            mine(w, {
                let text = json!(needed_and([("Finance", "Reports", [NONE; 4])])).to_string();
                let text = text.replace("\"All\"", "\"all\"").replace("\"None\"", "\"none\"");
                serde_json::from_str(&text).unwrap()
            })
        },
        [U, U, U, U, U, P, U],
    ),
    (
        "one level of one row is not told",
        |w, _| {
            mine(w, {
                let mut all = needed_and([("Finance", "Reports", [NONE; 4])]);
                all[3].as_object_mut().unwrap().remove("deleteLevel");
                all
            })
        },
        [P, P, P, U, P, P, U],
    ),
    (
        "one level of a row that is not needed is not told",
        |w, _| {
            mine(w, {
                let mut all = needed_and([("Finance", "Reports", [NONE; 4])]);
                all[5]["addLevel"] = Value::Null;
                all
            })
        },
        [P, P, P, P, P, P, U],
    ),
    (
        "a row that is short although another of its levels is not told",
        |w, _| {
            mine(w, {
                let mut all = needed_and([("Finance", "Reports", [NONE; 4])]);
                all[3]["deleteLevel"] = Value::Null;
                all[3]["editLevel"] = json!("My");
                all
            })
        },
        [P, P, P, F, P, P, U],
    ),
    // Rows beyond the lists.
    (
        "a strange row, open",
        |w, _| role(w).set("Companies", "Brand New Row", [Played::All; 4]),
        [P, P, P, P, P, P, W],
    ),
    (
        "a strange row in a strange module, open to be read",
        |w, _| {
            role(w).set("Robots", "Arms", [Played::None, Played::None, Played::None, Played::My])
        },
        [P, P, P, P, P, P, W],
    ),
    (
        "a strange row, closed",
        |w, _| role(w).set("Companies", "Brand New Row", [Played::None; 4]),
        [P, P, P, P, P, P, P],
    ),
    (
        "a strange row, and a needed one that is not found",
        |w, _| {
            mine(w, {
                let mut all = needed_and([("Finance", "Reports", [NONE; 4])]);
                all[3]["moduleFunctionDescription"] = json!("Agreements (new)");
                all
            })
        },
        [P, P, P, U, P, P, U],
    ),
    (
        "a needed row is in another module",
        |w, _| {
            mine(w, {
                let mut all = needed_and([("Finance", "Reports", [NONE; 4])]);
                all[3]["moduleDescription"] = json!("Money");
                all
            })
        },
        [P, P, P, U, P, P, U],
    ),
    // An answer that may be cut off.
    ("24 rows: too few to speak of the whole", |w, _| mine(w, padded(24)), [P, P, P, P, P, P, U]),
    ("25 rows: a page", |w, _| mine(w, padded(25)), [P, P, P, P, P, P, U]),
    ("26 rows", |w, _| mine(w, padded(26)), [P, P, P, P, P, P, U]),
    ("1000 rows: a page", |w, _| mine(w, padded(1000)), [P, P, P, P, P, P, U]),
    ("1001 rows, most of them strange", |w, _| mine(w, padded(1001)), [P, P, P, P, P, P, U]),
    (
        "a page of rows, and one is open",
        |w, _| {
            mine(w, {
                let mut all = padded(25);
                all[9]["editLevel"] = json!("All");
                all
            })
        },
        [P, P, P, P, P, P, W],
    ),
    (
        "no rows but those needed",
        |w, _| mine(w, needed_entries(&some_need())),
        [P, P, P, P, P, P, U],
    ),
    // The same row twice.
    (
        "a row twice, alike",
        |w, _| {
            mine(
                w,
                needed_and([
                    ("Finance", "Agreements", [ALL, ALL, NONE, ALL]),
                    ("Finance", "Reports", [NONE; 4]),
                ]),
            )
        },
        [P, P, P, P, P, P, U],
    ),
    (
        "a row twice, with other levels",
        |w, _| {
            mine(
                w,
                needed_and([
                    ("Finance", "Agreements", [ALL; 4]),
                    ("Finance", "Reports", [NONE; 4]),
                ]),
            )
        },
        [P, P, P, U, P, P, U],
    ),
    (
        "a row that is not needed twice, with other levels",
        |w, _| {
            mine(
                w,
                needed_and([("Finance", "Reports", [NONE; 4]), ("finance", "reports", [ALL; 4])]),
            )
        },
        [P, P, P, P, P, P, U],
    ),
    // Levels below need, above it, and both.
    (
        "My where All is needed",
        |w, _| {
            role(w).set(
                "Finance",
                "Agreements",
                [Played::All, Played::All, Played::None, Played::My],
            )
        },
        [P, P, P, F, P, P, P],
    ),
    (
        "All where My is needed",
        |_, c| c.need.rows[3].1 = [MY, ALL, NONE, ALL],
        [P, P, P, W, P, P, W],
    ),
    (
        "short and wider in one row",
        |w, _| {
            role(w).set(
                "Finance",
                "Agreements",
                [Played::None, Played::All, Played::All, Played::All],
            )
        },
        [P, P, P, F, P, P, W],
    ),
    (
        "a row that is not needed, open",
        |w, _| {
            role(w).set(
                "Service Desk",
                "Service Tickets",
                [Played::None, Played::My, Played::None, Played::None],
            )
        },
        [P, P, P, P, P, P, W],
    ),
    (
        "nothing is open",
        |w, _| *role(w) = Role { id: 11, ..Role::none("x") },
        [F, F, F, F, F, U, U],
    ),
    // An administrator.
    (
        "everything is open",
        |w, _| *role(w) = Role { id: 11, ..Role::full("x") },
        [W, W, W, W, W, P, W],
    ),
    (
        "exactly what is needed, marked as administrator",
        |w, _| role(w).admin = true,
        [P, P, P, P, P, P, W],
    ),
    (
        "marked as administrator, and the levels are not told",
        |w, _| {
            role(w).admin = true;
            closed(w, How::Forbidden);
        },
        [U, U, U, U, U, P, W],
    ),
    // Allowed tables.
    (
        "a table is not allowed",
        |w, _| role(w).allowed_tables = vec!["Service / Source".into()],
        [P, P, P, P, P, F, W],
    ),
    (
        "another table is allowed as well",
        |w, _| role(w).allowed_tables.push("Service / Source".into()),
        [P, P, P, P, P, P, W],
    ),
    (
        "another table is allowed as well, and the levels are not told",
        |w, _| {
            role(w).allowed_tables.push("Service / Source".into());
            closed(w, How::Forbidden);
        },
        [U, U, U, U, U, P, W],
    ),
    (
        "the table, written otherwise",
        |w, _| role(w).allowed_tables = vec!["COMPANY/Company-Status".into()],
        [P, P, P, P, P, P, P],
    ),
    (
        "the tables are not told, and can be read by anybody",
        |w, _| w.faults = vec![always(TABLES, How::Forbidden)],
        [P, P, P, P, P, U, U],
    ),
    (
        "no tables of Table Setup are told",
        |w, _| role(w).allowed_tables.clear(),
        [P, P, P, P, P, U, U],
    ),
    (
        "a page of tables, without the one",
        |w, _| w.faults = vec![always(TABLES, says(tables(25)))],
        [P, P, P, P, P, U, U],
    ),
    (
        "fewer tables than a page, under names we do not know",
        |w, _| w.faults = vec![always(TABLES, says(tables(24)))],
        [P, P, P, P, P, U, U],
    ),
    (
        "the tables are not told, and this one is closed",
        |w, _| {
            w.quirks.tables_need_permission = true;
            role(w).allowed_tables.clear();
        },
        [P, P, P, P, P, F, U],
    ),
    // The role's settings instead of the member's own levels.
    (
        "mySecurity is closed, and the member may read roles",
        |w, _| {
            role(w).set(
                "System",
                "Security",
                [Played::None, Played::None, Played::None, Played::All],
            );
            closed(w, How::Forbidden);
        },
        [P, P, P, P, P, P, W],
    ),
    (
        "the settings tell, and a row is short",
        |w, _| {
            closed(w, How::Forbidden);
            let mut all = needed_and([("Finance", "Reports", [NONE; 4])]);
            all[3]["editLevel"] = json!("None");
            w.faults.push(always(SETTINGS, says(json!(all))));
        },
        [P, P, P, F, P, P, U],
    ),
    (
        "the settings tell of a row that is refused",
        |w, _| {
            closed(w, How::Forbidden);
            let all = needed_and([("Finance", "Reports", [NONE; 4])]);
            w.faults.extend([
                always(SETTINGS, says(json!(all))),
                always("/finance/agreements", How::Forbidden),
            ]);
        },
        [P, P, P, U, P, P, U],
    ),
    (
        "the settings are there, and who the member is is not told",
        |w, _| {
            closed(w, How::Forbidden);
            let all = needed_and([("Finance", "Reports", [NONE; 4])]);
            w.faults.extend([
                always(SETTINGS, says(json!(all))),
                always("/system/myMembers", How::Forbidden),
            ]);
        },
        [U, U, U, U, U, P, U],
    ),
    (
        "the settings are an empty list",
        |w, _| {
            closed(w, How::Forbidden);
            w.faults.push(always(SETTINGS, How::EmptyList));
        },
        [U, U, U, U, U, P, U],
    ),
    (
        "one level is told by the settings alone",
        |w, _| {
            let all = needed_and([("Finance", "Reports", [NONE; 4])]);
            let mut own = all.clone();
            own[3]["deleteLevel"] = Value::Null;
            mine(w, own);
            w.faults.push(always(SETTINGS, says(json!(all))));
        },
        [P, P, P, P, P, P, U],
    ),
    (
        "one level is told by the settings alone, which differ in another",
        |w, _| {
            let mut all = needed_and([("Finance", "Reports", [NONE; 4])]);
            let mut own = all.clone();
            own[3]["deleteLevel"] = Value::Null;
            all[3]["editLevel"] = json!("None");
            mine(w, own);
            w.faults.push(always(SETTINGS, says(json!(all))));
        },
        [P, P, P, U, P, P, U],
    ),
    // Nothing to see.
    (
        "a Level below Corporate",
        |w, _| w.tenants[0].members[0].structure_level = "Site (Level 3)".into(),
        [P, P, P, P, P, P, P],
    ),
    (
        "a Level below Corporate, and the levels are not told",
        |w, _| {
            w.tenants[0].members[0].structure_level = "Site (Level 3)".into();
            closed(w, How::Forbidden);
        },
        [U, U, U, U, U, P, U],
    ),
];

/// So many allowed tables, none of them needed.
fn tables(count: usize) -> Value {
    let table = |n| json!({"customizeIdentifier": "SystemTableSetup", "itemIdentifier": format!("Table {n}")});
    (0..count).map(table).collect()
}

async fn told(practice: &Practice, good: &Checkup, change: Change) -> (Told, Checkup) {
    let (mut world, mut checkup) = (world(&some_need()), good.clone());
    change(&mut world, &mut checkup);
    practice.change(|now| *now = world);
    (run(&checkup).await, checkup)
}

#[tokio::test]
async fn each_setup_is_told_row_by_row() {
    let names: std::collections::HashSet<&str> = SETUPS.iter().map(|setup| setup.0).collect();
    assert!(names.len() == SETUPS.len() && SETUPS.len() >= 25, "{}", SETUPS.len());
    let (practice, good) = start(&some_need()).await;
    let mut wrong = Vec::new();
    for (setup, change, verdicts) in SETUPS {
        let (told, checkup) = told(&practice, &good, *change).await;
        for (line, verdict) in LINES.iter().zip(verdicts) {
            let finding = told.of(line);
            if told.verdict(line) != *verdict {
                wrong.push(format!("{setup}: {line} is not {verdict}: {}", finding.evidence));
                continue;
            }
            assert!(!finding.evidence.is_empty(), "{setup}: {line} shows no evidence");
            // Whatever failed can be read about, with a way to mend it.
            let problem = problem_of(finding, &checkup);
            assert_eq!(
                problem.as_ref().is_some_and(|problem| problem.mend.is_some()),
                *verdict == F,
                "{setup}: {problem:?}"
            );
        }
        // Whoever is signed in stays so, whatever single questions say.
        assert_eq!((told.verdict("keys"), told.verdict("client-id")), (P, P), "{setup}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn excess(told: &Told) -> &Excess {
    match &told.of("wider").reason {
        Some(Reason::Excess(excess)) => excess,
        other => panic!("{other:?} in {told:?}"),
    }
}

/// "Module > Row" of each row that is too much, in order.
fn listed(told: &Told) -> Vec<String> {
    excess(told).rows.iter().map(|extra| format!("{} > {}", extra.module, extra.row)).collect()
}

#[tokio::test]
async fn what_is_too_much_is_named_row_by_row() {
    let cases: &[(&str, &[&str], &[&str], &str)] = &[
        // set-up, rows, tables, evidence
        ("a strange row, open", &["Companies > Brand New Row"], &[], "1 row more than needed"),
        (
            "a strange row in a strange module, open to be read",
            &["Robots > Arms"],
            &[],
            "1 row more than needed",
        ),
        (
            "a page of rows, and one is open",
            &["Marketing > Row 9"],
            &[],
            "At least 1 row more than needed",
        ),
        ("All where My is needed", &["Finance > Agreements"], &[], "1 row more than needed"),
        ("short and wider in one row", &["Finance > Agreements"], &[], "1 row more than needed"),
        (
            "a row that is not needed, open",
            &["Service Desk > Service Tickets"],
            &[],
            "1 row more than needed",
        ),
        (
            "another table is allowed as well",
            &[],
            &["Service / Source"],
            "1 allowed table more than needed",
        ),
        (
            "another table is allowed as well, and the levels are not told",
            &[],
            &["Service / Source"],
            "At least 1 allowed table more than needed",
        ),
        (
            "mySecurity is closed, and the member may read roles",
            &["System > Security"],
            &[],
            "1 row more than needed",
        ),
    ];
    let (practice, good) = start(&some_need()).await;
    for (setup, rows, tables, evidence) in cases {
        let (_, change, _) = SETUPS.iter().find(|known| known.0 == *setup).unwrap();
        let (told, _) = told(&practice, &good, *change).await;
        assert_eq!(listed(&told), *rows, "{setup}");
        assert_eq!(excess(&told).tables, *tables, "{setup}");
        assert_eq!(excess(&told).admin, None, "{setup}");
        assert_eq!(told.of("wider").evidence, *evidence, "{setup}");
    }
}

/// A needed row is not found under its name: a strange row may be that one.
#[tokio::test]
async fn no_strange_row_is_called_too_much_while_a_needed_one_is_not_found() {
    let (practice, checkup) = start(&some_need()).await;
    for (found, rows) in [(true, 2), (false, 1)] {
        let mut all = needed_and([
            ("Companies", "Brand New Row", [ALL; 4]),
            ("Service Desk", "Service Tickets", [NONE, NONE, NONE, ALL]),
        ]);
        if !found {
            all[3]["moduleFunctionDescription"] = json!("Agreements (new)");
        }
        practice.change(|world| {
            world.faults.clear();
            mine(world, all);
        });
        let told = run(&checkup).await;
        assert_eq!(listed(&told).len(), rows, "found {found}: {:?}", listed(&told));
        assert!(listed(&told).contains(&"Service Desk > Service Tickets".to_owned()));
        // Few of the role's rows were told.
        let evidence = &told.of("wider").evidence;
        assert!(evidence.starts_with("At least "), "{evidence}");
    }
}

#[tokio::test]
async fn an_administrator_is_told_in_one_line() {
    let (practice, good) = start(&some_need()).await;
    let rows: usize = GRID.iter().map(|(_, rows)| rows.len()).sum();
    let admin = |setup: &'static str| {
        let (_, change, _) = SETUPS.iter().find(|known| known.0 == setup).unwrap();
        told(&practice, &good, *change)
    };
    let (told, _) = admin("everything is open").await;
    assert_eq!(excess(&told).admin, Some(Admin::AllOpen { rows }));
    assert_eq!(told.of("wider").evidence, "An administrator role");
    for setup in [
        "exactly what is needed, marked as administrator",
        "marked as administrator, and the levels are not told",
    ] {
        let (told, _) = admin(setup).await;
        assert_eq!(excess(&told).admin, Some(Admin::Marked), "{setup}");
        assert_eq!(listed(&told), Vec::<String>::new(), "{setup}");
    }
    // One cell less, and it is not called that.
    practice.change(|now| {
        *now = world(&some_need());
        *role(now) = Role { id: 11, ..Role::full("x") };
        role(now).set("Finance", "Reports", [Played::All, Played::All, Played::My, Played::All]);
    });
    let told = run(&good).await;
    assert_eq!(excess(&told).admin, None);
    assert_eq!(listed(&told).len(), rows, "{:?}", told.of("wider"));
}

/// Worst first: who may change roles, then members, then what deletes, changes, reads.
#[tokio::test]
async fn what_is_too_much_comes_worst_first() {
    use Played::{All, My, None};
    let open: [(&str, &str, [Played; 4], Risk); 9] = [
        ("System", "Security", [None, My, None, None], Risk::ChangesRoles),
        ("System", "Member Maintenance", [All, None, None, All], Risk::ChangesMembers),
        ("Finance", "Invoicing", [None, None, All, None], Risk::Deletes),
        ("Time & Expense", "Time Entry", [All, All, All, All], Risk::Deletes),
        ("Companies", "Contacts", [None, None, My, None], Risk::Deletes),
        ("Sales", "Opportunity", [All, None, None, All], Risk::Changes),
        ("Companies", "Notes", [None, My, None, None], Risk::Changes),
        ("Service Desk", "Service Tickets", [None, None, None, All], Risk::Reads),
        ("Companies", "Surveys", [None, None, None, My], Risk::Reads),
    ];
    let (practice, checkup) = start(&some_need()).await;
    let set = |rows: &[(&str, &str, [Played; 4], Risk)]| {
        practice.change(|world| {
            *role(world) = exact_role(&some_need());
            for (module, row, levels, _) in rows {
                role(world).set(module, row, *levels);
            }
        });
    };
    set(&open);
    let told = run(&checkup).await;
    let expected: Vec<String> = open.iter().map(|(m, r, ..)| format!("{m} > {r}")).collect();
    assert_eq!(listed(&told), expected);
    let risks: Vec<Risk> = excess(&told).rows.iter().map(|extra| extra.risk).collect();
    assert_eq!(risks, open.map(|row| row.3));
    // Reading roles and members is worse than deleting anything else.
    set(&[
        ("System", "Security", [None, None, None, My], Risk::ReadsRoles),
        ("System", "Member Maintenance", [None, None, None, All], Risk::ReadsMembers),
        open[3],
    ]);
    let told = run(&checkup).await;
    let risks: Vec<Risk> = excess(&told).rows.iter().map(|extra| extra.risk).collect();
    assert_eq!(risks, [Risk::ReadsRoles, Risk::ReadsMembers, Risk::Deletes]);
    assert!(risks.iter().all(|risk| risk.is_grave()) && !Risk::Changes.is_grave());
}

/// Where a row is needed, only what goes beyond counts: All to read is needed here, deleting
/// is not.
#[tokio::test]
async fn what_is_needed_is_no_risk() {
    let (practice, mut checkup) = start(&some_need()).await;
    let reads_roles = [NONE, NONE, NONE, ALL];
    checkup.need = need(&[("System", "Security", reads_roles)], &[]);
    practice.change(|world| {
        *role(world) = exact_role(&checkup.need);
    });
    assert_eq!(run(&checkup).await.verdict("wider"), P);
    practice.change(|world| {
        role(world).set(
            "System",
            "Security",
            [Played::None, Played::None, Played::All, Played::All],
        );
    });
    let told = run(&checkup).await;
    let [extra] = &excess(&told).rows[..] else { panic!("{told:?}") };
    assert_eq!(extra.risk, Risk::ChangesRoles);
    assert_eq!(extra.cells.map(|cell| cell.is_wider()), [false, false, true, false]);
    assert_eq!(told.verdict("row:System/Security"), W);
}

/// A list that may be read and is empty: the member's own values say why it may be.
#[tokio::test]
async fn an_empty_list_proves_nothing_and_names_what_may_hide_records() {
    let member = |fields: Value| {
        let mut member = json!({"identifier": "api", "securityRole": {"id": 11, "name": "Role"}});
        member.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        says(member)
    };
    let level = |name: &str| json!({"id": 2, "name": name});
    let cases: [(How, &[&str], &[&str]); 6] = [
        (
            member(json!({"structureLevel": level("Site (Level 3)")})),
            &["**Level** is Site (Level 3)", "**Location** and **Department**"],
            &["Look at **Level**", "hides"],
        ),
        (
            member(
                json!({"structureLevel": level("Corporate (Level 1)"), "securityLocation": level("Tampa")}),
            ),
            &["**Location** is Tampa"],
            &["**Level**", "alone"],
        ),
        (
            member(
                json!({"structureLevel": level("Corporate (Level 1)"), "securityLocation": level("Tampa"), "restrictLocationFlag": true}),
            ),
            &["own **Location** alone, Tampa"],
            &["**Level**"],
        ),
        (
            member(
                json!({"structureLevel": level("Corporate (Level 1)"), "restrictDepartmentFlag": true}),
            ),
            &["own **Department** alone"],
            &["**Level**"],
        ),
        (
            member(
                json!({"structureLevel": level("Corporate (Level 1)"), "excludedServiceBoardIds": [3, 4]}),
            ),
            &["**Restrict Board Access** hides 2 service boards"],
            &["**Level**"],
        ),
        (
            How::Forbidden,
            &["Look at **Level**", "Look at **Location**", "Look at **Restrict Board Access**"],
            &[],
        ),
    ];
    let (practice, checkup) = start(&some_need()).await;
    let agreements = "row:Finance/Agreements";
    for (how, words, never) in cases {
        practice.change(|world| {
            world.faults = vec![
                always("/system/myMembers", how.clone()),
                always("/company/companies", How::EmptyList),
                always("/finance/agreements", How::EmptyList),
            ];
            closed(world, How::Forbidden);
        });
        let told = run(&checkup).await;
        assert_eq!(told.verdict(agreements), U, "{how:?}");
        let remark = problem_of(told.of(agreements), &checkup).unwrap();
        assert_eq!((remark.cause.as_str(), remark.weight), ("empty-list", Weight::Remark));
        assert!(remark.title.contains("Finance > Agreements"), "{}", remark.title);
        assert_eq!(told.verdict("companies"), F, "{how:?}");
        let failure = problem_of(told.of("companies"), &checkup).unwrap();
        assert_eq!((failure.cause.as_str(), failure.weight), ("no-companies", Weight::Failure));
        for problem in [remark, failure] {
            let text = problem.todo.join(" ");
            for word in words {
                assert!(text.contains(word), "{how:?}: {word:?} is not in {text:?}");
            }
            for word in never {
                assert!(!text.contains(word), "{how:?}: {word:?} is in {text:?}");
            }
        }
    }
}

/// Levels that were told in part are shown, although they settle nothing.
#[tokio::test]
async fn what_little_was_told_of_a_row_is_shown() {
    let (practice, checkup) = start(&some_need()).await;
    practice.change(|world| world.quirks.levels = Levels::NullForNone);
    let told = run(&checkup).await;
    let agreements = told.of("row:Finance/Agreements");
    let has = agreements.cells.unwrap().map(|cell| cell.has);
    assert_eq!(has, [Some(ALL), Some(ALL), None, Some(ALL)]);
    assert_eq!(problem_of(agreements, &checkup), None);
    practice.change(|world| world.quirks.levels = Levels::AllNull);
    assert_eq!(run(&checkup).await.of("row:Finance/Agreements").cells, None);
}

/// The words about a row that is short name each level, and none that is wide enough.
#[tokio::test]
async fn a_short_row_names_its_place_in_connectwise() {
    let (practice, good) = start(&some_need()).await;
    let (told, checkup) = told(&practice, &good, |world, _| {
        role(world).set(
            "Finance",
            "Agreements",
            [Played::None, Played::All, Played::All, Played::My],
        );
    })
    .await;
    let problem = problem_of(told.of("row:Finance/Agreements"), &checkup).unwrap();
    assert_eq!(problem.title, "Finance > Agreements is not open enough");
    assert_eq!(problem.todo[0], "Set **Add Level** to **All** and **Inquire Level** to **All**.");
    assert_eq!(problem.place[problem.place.len() - 2..], ["Finance", "Agreements"]);
    // The delete level beyond need is told where it belongs.
    let [extra] = &excess(&told).rows[..] else { panic!("{told:?}") };
    assert_eq!((extra.risk, extra.row.as_str()), (Risk::Deletes, "Agreements"));
    assert!(told.0.iter().any(|finding| finding.line == Line::Wider));
}
