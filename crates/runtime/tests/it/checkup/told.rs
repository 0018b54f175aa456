//! Whatever a server does, nothing is claimed that it did not say. After each check the
//! test asks the same server itself, and works out from its answers what may be claimed.

use std::cell::Cell;
use std::time::Duration;

use checkup::{Checkup, Line, Need};
use connectwise::grid::{Level, RowId, find};
use connectwise::probes;
use practice::{BadKeys, Fault, How, Levels, On, Practice, RowNames};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::rig::{
    ALL, MY, NONE, Told, always, checkup, exact_role, json as says, need, played, run, world,
};

const MY_LEVELS: &str = "/system/mySecurity";
const MY_TABLES: &str = "/system/mySecurity/customizeItems/";
const SETTINGS: &str = "/system/securityRoles/11/settings";
const FIELDS: [&str; 4] = ["addLevel", "editLevel", "deleteLevel", "inquireLevel"];
const TABLES: [&str; 2] = ["Company / Company Status", "Service / Source"];

/// What is asked about: rows that are probed, rows that need a company, rows without any
/// question, and tables.
fn a_need() -> Need {
    need(
        &[
            ("Companies", "Company Maintenance", [NONE, NONE, NONE, ALL]),
            ("Companies", "Team Members", [NONE, NONE, NONE, ALL]),
            ("Finance", "Agreement Invoicing", [NONE, NONE, NONE, MY]),
            ("Finance", "Agreements", [ALL, ALL, NONE, ALL]),
            ("Service Desk", "Service Tickets", [ALL, MY, NONE, ALL]),
            ("System", "Table Setup", [NONE, NONE, NONE, ALL]),
        ],
        &TABLES,
    )
}

/// One entry of an answer about levels.
#[derive(Clone, Debug)]
enum Entry {
    /// Which of the needed rows, how it is spelled, its levels.
    Row(usize, Spelling, [Value; 4]),
    Other(Value),
}

#[derive(Clone, Copy, Debug)]
enum Spelling {
    Described,
    Named,
    Shouted,
    Renamed,
    Nameless,
}

/// How one of the answers that matter is given.
#[derive(Clone, Debug)]
enum Answer {
    AsUsual,
    Faulty(How),
    Entries(Vec<Entry>),
}

#[derive(Clone, Debug)]
struct Server {
    /// Of each needed row in the role, beside the need itself: none is exact.
    role: Vec<Option<[Level; 4]>>,
    mine: Answer,
    settings: Answer,
    tables: Answer,
    others: Vec<(&'static str, How)>,
    reads_roles: bool,
    tables_need_permission: bool,
    names: RowNames,
    levels: Levels,
    bad_keys: BadKeys,
}

/// Everything a server may do wrong that takes no time.
fn faults() -> impl Strategy<Value = How> {
    select(vec![
        How::Forbidden,
        How::Unauthorized,
        How::NotFound,
        How::ServerError(500),
        How::TooManyRequests { retry_after: Some("0".into()) },
        How::ClientIdRefused(401),
        How::SslRequired,
        How::CannotRoute,
        How::InvalidObject,
        How::ProxySignIn,
        How::Redirect { status: 302, to: "https://a.example/".into() },
        How::Html(200),
        How::Html(404),
        How::Garbage(200),
        How::NotJson,
        How::WrongShape,
        How::EmptyBody,
        How::EmptyList,
        How::CloseEarly,
        How::CutShort,
    ])
}

fn cell() -> impl Strategy<Value = Value> + Clone {
    prop_oneof![
        3 => Just(json!("All")),
        1 => Just(json!("My")),
        1 => Just(json!("None")),
        1 => select(vec![Value::Null, json!("all"), json!(""), json!("Most")]),
    ]
}

/// Mostly exactly what is needed: else hardly anything would ever match.
fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let spelling = prop_oneof![
        6 => Just(Spelling::Described),
        3 => Just(Spelling::Named),
        3 => Just(Spelling::Shouted),
        1 => Just(Spelling::Renamed),
        1 => Just(Spelling::Nameless),
    ];
    let levels = prop::array::uniform4((0..12u8, cell()));
    let row = move |n: usize| {
        (spelling.clone(), levels.clone()).prop_map(move |(spelling, cells)| {
            let needs = a_need().rows[n].1;
            let cell = |column: usize| match &cells[column] {
                (0 | 1, other) => other.clone(),
                _ => json!(needs[column].word()),
            };
            Entry::Row(n, spelling, [0, 1, 2, 3].map(cell))
        })
    };
    let again = (0..a_need().rows.len()).prop_flat_map(row.clone());
    let strange = select(vec![
        json!({"moduleDescription": "Finance", "moduleFunctionDescription": "Reports",
            "addLevel": "None", "editLevel": "None", "deleteLevel": "None", "inquireLevel": "None"}),
        json!({"moduleDescription": "Finance", "moduleFunctionDescription": "Brand New Row",
            "addLevel": "All", "editLevel": "All", "deleteLevel": "All", "inquireLevel": "All"}),
        json!({}),
    ]);
    let garbage = select(vec![json!(7), json!(null), json!({"addLevel": ["All"]}), json!("All")]);
    let others = prop_oneof![
        8 => prop::collection::vec(strange.prop_map(Entry::Other), 0..3),
        1 => prop::collection::vec(garbage.prop_map(Entry::Other), 1..2),
    ];
    let all: Vec<_> = (0..a_need().rows.len()).map(row).collect();
    (all, prop::collection::vec(again, 0..2), others, 0..8usize).prop_map(
        |(mut all, again, others, left_out)| {
            if left_out < all.len() {
                all.remove(left_out);
            }
            all.into_iter().chain(again).chain(others).collect()
        },
    )
}

fn answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        2 => Just(Answer::AsUsual),
        3 => faults().prop_map(Answer::Faulty),
        4 => entries().prop_map(Answer::Entries),
    ]
}

fn level() -> impl Strategy<Value = Level> + Clone {
    select(vec![NONE, MY, ALL])
}

fn servers() -> impl Strategy<Value = Server> {
    let rows = a_need().rows.len();
    let role = prop::collection::vec(
        prop_oneof![2 => Just(None), 1 => prop::array::uniform4(level()).prop_map(Some)],
        rows,
    );
    let path = select(vec![
        "/system/myMembers",
        "/company/companies",
        "/finance/agreements",
        "/service/tickets",
        "/company/companies/statuses",
        "/service/sources",
        "/system/info",
        "/apis/",
        "/login/",
    ]);
    let others = prop_oneof![
        3 => Just(Vec::new()),
        2 => prop::collection::vec((path, faults()), 1..3),
    ];
    let quirks = (
        any::<bool>(),
        any::<bool>(),
        prop_oneof![
            3 => Just(RowNames::InDescription),
            1 => select(vec![RowNames::InName, RowNames::SpelledDifferently, RowNames::Opaque]),
        ],
        prop_oneof![
            3 => Just(Levels::Words),
            1 => select(vec![Levels::NullForNone, Levels::AllNull]),
        ],
        select(vec![BadKeys::AsUsual, BadKeys::NotFound]),
    );
    // Of every third server one thing alone is odd: else hardly any would be honest.
    let odd = (0..18usize).prop_map(|n| (n < 6).then_some(n));
    (role, answer(), answer(), answer(), others, quirks, odd).prop_map(
        |(role, mine, settings, tables, others, quirks, odd)| {
            let (reads_roles, tables_need_permission, names, levels, bad_keys) = quirks;
            let server = Server {
                role,
                mine,
                settings,
                tables,
                others,
                reads_roles,
                tables_need_permission,
                names,
                levels,
                bad_keys,
            };
            let is = |n: usize| odd.is_none_or(|odd| odd == n);
            let honest = Server::honest();
            let quirks = if is(5) { server.clone() } else { Server::honest() };
            Server {
                role: if is(0) { server.role } else { honest.role },
                mine: if is(1) { server.mine } else { honest.mine },
                settings: if is(2) { server.settings } else { honest.settings },
                tables: if is(3) { server.tables } else { honest.tables },
                others: if is(4) { server.others } else { honest.others },
                ..quirks
            }
        },
    )
}

impl Server {
    /// Tells everything as it is, of a role with exactly what is needed.
    fn honest() -> Self {
        Self {
            role: vec![None; a_need().rows.len()],
            mine: Answer::AsUsual,
            settings: Answer::AsUsual,
            tables: Answer::AsUsual,
            others: Vec::new(),
            reads_roles: false,
            tables_need_permission: false,
            names: RowNames::InDescription,
            levels: Levels::Words,
            bad_keys: BadKeys::AsUsual,
        }
    }
}

fn written(entry: &Entry) -> Value {
    let Entry::Row(n, spelling, levels) = entry else {
        let Entry::Other(value) = entry else { unreachable!() };
        return value.clone();
    };
    let row = a_need().rows[*n].0;
    let (module, name) = (row.module(), row.name());
    let mut entry = match spelling {
        Spelling::Described => {
            json!({"moduleDescription": module, "moduleFunctionDescription": name})
        }
        Spelling::Named => json!({"moduleName": module, "moduleFunctionName": name,
            "moduleDescription": "", "moduleFunctionDescription": null}),
        Spelling::Shouted => json!({"moduleDescription": module.to_uppercase(),
            "moduleFunctionDescription": format!(" {} ", name.to_uppercase())}),
        Spelling::Renamed => {
            json!({"moduleDescription": module, "moduleFunctionDescription": format!("{name} II")})
        }
        Spelling::Nameless => json!({"moduleFunctionIdentifier": format!("F{n:03}")}),
    };
    for (field, level) in FIELDS.iter().zip(levels) {
        entry[*field] = level.clone();
    }
    entry
}

fn tables_written(entries: &[Entry]) -> Value {
    // Which of the tables stand there is taken from the entries: it needs no draw of its own.
    let mut items =
        vec![json!({"customizeIdentifier": "CompanyReports", "itemIdentifier": TABLES[1]})];
    for entry in entries {
        items.push(match entry {
            Entry::Row(n, Spelling::Described | Spelling::Shouted, _) => json!({
                "customizeIdentifier": "SystemTableSetup", "itemIdentifier": TABLES[n % 2]}),
            Entry::Row(..) => json!({
                "customizeIdentifier": "SystemTableSetup", "itemIdentifier": "Service / Severity"}),
            Entry::Other(value) => value.clone(),
        });
    }
    Value::Array(items)
}

/// The server, played.
fn play(practice: &Practice, server: &Server) {
    let need = a_need();
    let mut role = exact_role(&need);
    for ((row, _), levels) in need.rows.iter().zip(&server.role) {
        if let Some(levels) = levels {
            role.set(row.module(), row.name(), levels.map(played));
        }
    }
    if server.reads_roles {
        role.set("System", "Security", [NONE, NONE, NONE, ALL].map(played));
    }
    let given = |path: &str, answer: &Answer, written: &dyn Fn(&[Entry]) -> Value| match answer {
        // Waits for nothing, and is answered as usual, whatever else goes wrong.
        Answer::AsUsual => always(path, How::Slow(Duration::ZERO)),
        Answer::Faulty(how) => always(path, how.clone()),
        Answer::Entries(entries) => always(path, says(written(entries))),
    };
    let levels = |entries: &[Entry]| entries.iter().map(written).collect();
    let mut faults: Vec<Fault> = Vec::new();
    for (path, how) in &server.others {
        // The first that matches decides: of the whole API, only what stands nowhere else.
        if *path != "/apis/" {
            faults.push(Fault::always(On::Path((*path).into()), how.clone()));
        }
    }
    faults.push(given("customizeItems", &server.tables, &tables_written));
    faults.push(given(MY_LEVELS, &server.mine, &levels));
    if !matches!(server.settings, Answer::AsUsual) {
        faults.push(given(SETTINGS, &server.settings, &levels));
    }
    for (path, how) in server.others.iter().filter(|(path, _)| *path == "/apis/") {
        faults.push(Fault::always(On::Path((*path).into()), how.clone()));
    }
    practice.change(|now| {
        *now = world(&need);
        now.tenants[0].roles[0] = role;
        now.faults = faults;
        now.quirks.row_names = server.names;
        now.quirks.levels = server.levels;
        now.quirks.bad_keys = server.bad_keys;
        now.quirks.tables_need_permission = server.tables_need_permission;
    });
}

/// What a server says to a question, as far as it is JSON, and its status.
fn asked(runtime: &Runtime, checkup: &Checkup, endpoint: &str) -> (u16, Value) {
    match runtime.block_on(checkup.wire.api(&checkup.instance, endpoint, &checkup.who)) {
        Ok(reply) => (reply.status, serde_json::from_slice(&reply.body).unwrap_or(Value::Null)),
        Err(_) => (0, Value::Null),
    }
}

/// The entries of an answer with 200 that are about this row.
fn about(answer: &(u16, Value), row: RowId) -> Vec<&Value> {
    let entries = answer.1.as_array().filter(|_| answer.0 == 200);
    let is_it = |entry: &&Value| {
        ["Description", "Name"].iter().any(|field| {
            let text = |what: &str| entry[format!("{what}{field}")].as_str().unwrap_or_default();
            find(text("module"), text("moduleFunction")) == Some(row)
        })
    };
    entries.into_iter().flatten().filter(is_it).collect()
}

/// A row's levels as far as they are exactly one of the three words.
fn levels_of(entry: &Value) -> [Option<Level>; 4] {
    FIELDS.map(|field| match entry[field].as_str() {
        Some("None") => Some(NONE),
        Some("My") => Some(MY),
        Some("All") => Some(ALL),
        _ => None,
    })
}

/// Whether an answer tells this row without doubt, and what about it.
fn tells(answer: &(u16, Value), row: RowId, is: impl Fn([Level; 4]) -> bool) -> bool {
    let entries = about(answer, row);
    let told = |entry: &&Value| {
        let levels = levels_of(entry);
        levels.iter().all(Option::is_some) && is(levels.map(Option::unwrap_or_default))
    };
    !entries.is_empty() && entries.iter().all(told)
}

fn allows(answer: &(u16, Value), table: &str) -> bool {
    let is_it = |item: &Value| {
        item["customizeIdentifier"] == "SystemTableSetup" && item["itemIdentifier"] == table
    };
    answer.0 == 200 && answer.1.as_array().is_some_and(|items| items.iter().any(is_it))
}

/// Whether any entry allows more than is needed.
fn has_more(answer: &(u16, Value), need: &Need) -> bool {
    let needs = |entry: &Value| {
        let found = need
            .rows
            .iter()
            .find(|(row, _)| about(&(200, json!([entry.clone()])), *row).len() == 1);
        found.map_or([NONE; 4], |(_, needs)| *needs)
    };
    answer.1.as_array().into_iter().flatten().any(|entry| {
        let told = levels_of(entry);
        (0..4).any(|n| told[n].is_some_and(|has| has > needs(entry)[n]))
    })
}

fn claims_nothing_untold(
    runtime: &Runtime,
    checkup: &Checkup,
    told: &Told,
    counts: &[Cell<u32>; 5],
) -> Result<(), TestCaseError> {
    let need = &checkup.need;
    let count = |n: usize| counts[n].set(counts[n].get() + 1);
    let mine = asked(runtime, checkup, &format!("{MY_LEVELS}?pageSize=1000"));
    let settings = asked(runtime, checkup, &format!("{SETTINGS}?pageSize=1000"));
    let tables = asked(runtime, checkup, &format!("{MY_TABLES}?pageSize=1000"));
    let company = asked(runtime, checkup, probes::ONE_COMPANY).1[0]["id"].as_u64();
    let refused = |question: Option<String>| {
        let (status, answer) = asked(runtime, checkup, &question?);
        Some(status == 403 && answer["message"].as_str()?.contains("permission"))
    };
    for (row, needs) in &need.rows {
        let id = Line::Row(*row).id();
        let enough = |levels: [Level; 4]| (0..4).all(|n| levels[n] >= needs[n]);
        let told_as =
            |is: &dyn Fn([Level; 4]) -> bool| tells(&mine, *row, is) || tells(&settings, *row, is);
        match told.verdict(&id) {
            "passed" => {
                count(0);
                prop_assert!(told_as(&|levels| levels == *needs), "{} passed", id);
            }
            "wider" => {
                count(1);
                let wider = |levels: [Level; 4]| enough(levels) && levels != *needs;
                prop_assert!(told_as(&wider), "{} is wider", id);
            }
            "failed" => {
                count(2);
                let short = |answer: &(u16, Value)| {
                    about(answer, *row).into_iter().any(|entry| {
                        let told = levels_of(entry);
                        (0..4).any(|n| told[n].is_some_and(|has| has < needs[n]))
                    })
                };
                prop_assert!(
                    short(&mine)
                        || short(&settings)
                        || refused(probes::of_row(*row, company)) == Some(true),
                    "{} failed",
                    id
                );
            }
            _ => {}
        }
    }
    for table in &need.tables {
        match told.verdict(&Line::Table(table.clone()).id()) {
            "passed" => {
                count(3);
                prop_assert!(allows(&tables, table), "{} passed", table);
            }
            "failed" => {
                let others = [TABLES[0], TABLES[1], "Service / Severity"];
                let left_out =
                    others.iter().any(|other| allows(&tables, other)) && !allows(&tables, table);
                prop_assert!(
                    left_out || refused(probes::of_table(table)) == Some(true),
                    "{} failed",
                    table
                );
            }
            _ => {}
        }
    }
    if told.verdict("wider") == "passed" {
        count(4);
        let source = if mine.0 == 200 && mine.1.is_array() { &mine } else { &settings };
        prop_assert!(!has_more(source, need), "nothing more than needed: {}", source.1);
        prop_assert_eq!(tables.0, 200, "no table was told");
    }
    Ok(())
}

#[test]
fn nothing_is_claimed_that_was_not_told() {
    let runtime = Runtime::new().unwrap();
    let need = a_need();
    let practice = runtime.block_on(Practice::start(world(&need))).unwrap();
    let checkup = checkup(practice.origin(), &need);
    // Rows passed, wider, failed; tables passed; "nothing more than needed".
    let counts: [Cell<u32>; 5] = Default::default();
    // Once everything is right: else "nothing more than needed" might be never claimed.
    play(&practice, &Server::honest());
    let told = runtime.block_on(run(&checkup));
    claims_nothing_untold(&runtime, &checkup, &told, &counts).unwrap();
    let config = ProptestConfig {
        cases: 90,
        failure_persistence: None,
        max_shrink_iters: 200,
        ..ProptestConfig::default()
    };
    let outcome = TestRunner::new(config).run(&servers(), |server| {
        play(&practice, &server);
        let told = runtime.block_on(run(&checkup));
        for finding in &told.0 {
            prop_assert_ne!(told.verdict(&finding.line.id()), "running", "{:?}", finding);
        }
        claims_nothing_untold(&runtime, &checkup, &told, &counts)
    });
    outcome.unwrap();
    let counts = counts.map(|count| count.get());
    // Each of them was claimed often enough to have been wrong.
    let least = [60, 10, 15, 20, 1];
    assert!(counts.iter().zip(least).all(|(count, least)| *count >= least), "{counts:?}");
}
