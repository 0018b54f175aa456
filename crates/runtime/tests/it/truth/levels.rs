//! What ConnectWise tells of the levels: kind 3, and the controls without which "not checked"
//! would prove nothing.

use checkup::Need;
use connectwise::grid::{GRID, Level};
use practice::{Fault, How, On};
use serde_json::{Value, json};

use super::contrived;
use super::judge::{Case, Place, a_need, case, judge, judge_with};
use super::score::Score;
use crate::checkup::rig::{ALL, NONE, always, entries, json as says, needed_entries};

const MINE: &str = "/system/mySecurity";
pub const UNCHECKED: &[&str] = &["unproven"];
/// Exact, or not checked: never wider, never missing.
pub const EXACT: &[&str] = &["passed", "unproven"];
const ANY: &[&str] = &["passed", "unproven", "failed"];
/// The rows without which the whole role is not known.
const GRAVE: [(&str, &str); 3] = [
    ("System", "Security"),
    ("System", "Member Maintenance"),
    ("Companies", "Configuration - Display Passwords"),
];

pub fn mine(how: How) -> Fault {
    Fault::always(On::End(MINE.into()), how)
}

pub fn with(kind: &'static str, name: &str, how: How) -> Case {
    case(kind, Place::Later, name, move |world, _| world.faults = vec![mine(how.clone())])
}

/// The whole grid of a role that is exact, in the screen's order.
pub fn grid() -> Vec<Value> {
    let need = a_need();
    let all = GRID.iter().flat_map(|(module, rows)| rows.iter().map(move |row| (*module, *row)));
    let levels = |module: &str, row: &str| {
        let is = |id: &connectwise::grid::RowId| (id.module(), id.name()) == (module, row);
        need.rows.iter().find(|(id, _)| is(id)).map_or([NONE; 4], |(_, needs)| *needs)
    };
    entries(all.map(|(module, row)| (module, row, levels(module, row))))
}

pub fn named(entry: &Value) -> (&str, &str) {
    let text = |field: &str| entry[field].as_str().unwrap_or_default();
    (text("moduleDescription"), text("moduleFunctionDescription"))
}

/// Needed rows and the gravest ones, then so many of the others.
fn part(most: usize) -> Vec<Value> {
    let needed: Vec<Value> = needed_entries(&a_need());
    let first = |entry: &Value| {
        needed.iter().any(|own| named(own) == named(entry)) || GRAVE.contains(&named(entry))
    };
    let (mut rows, others): (Vec<Value>, Vec<Value>) = grid().into_iter().partition(first);
    rows.extend(others);
    rows.truncate(most);
    rows
}

fn without(leave_out: impl Fn(&str, &str) -> bool) -> Vec<Value> {
    let keep = |entry: &Value| !leave_out(named(entry).0, named(entry).1);
    grid().into_iter().filter(keep).collect()
}

/// An answer that tells a part of the role does not tell the whole (kind 3).
fn parts() -> Vec<Case> {
    let mut parts = vec![
        ("the needed rows alone".to_owned(), needed_entries(&a_need())),
        ("one module".to_owned(), without(|module, _| module != "Companies")),
        ("without a module of four rows".to_owned(), without(|module, _| module == "Marketing")),
        ("without Security".to_owned(), without(|_, row| row == "Security")),
        ("without Member Maintenance".to_owned(), without(|_, row| row == "Member Maintenance")),
        ("without passwords".to_owned(), without(|_, row| row.contains("Passwords"))),
    ];
    for most in [4, 6, 12, 25, 39, 48, 60, 75, 80, 82] {
        parts.push((format!("{most} of 87 rows"), part(most)));
    }
    // As many strangers as there are rows are no rows of the grid.
    let strange = (0..60).map(|n| {
        let name = format!("Row {n}");
        entries([("Companies", name.as_str(), [NONE; 4])]).remove(0)
    });
    parts.push((
        "48 rows and 60 unknown ones".to_owned(),
        part(48).into_iter().chain(strange).collect(),
    ));
    let mut cases = Vec::new();
    for (name, rows) in parts {
        let how = says(json!(rows));
        cases.push(
            with("3", &format!("mySecurity: {name}"), how.clone())
                .be("wider", UNCHECKED)
                .be("row:", EXACT),
        );
        // The same, of the role's settings.
        cases.push(
            case("3", Place::Later, format!("settings: {name}"), move |world, _| {
                world.faults = vec![mine(How::Forbidden), always("/settings", how.clone())];
            })
            .be("wider", UNCHECKED)
            .be("row:", EXACT),
        );
    }
    for (name, rows) in [
        ("all 87 rows", part(87)),
        (
            "83 of 87 rows",
            without(|module, row| {
                module == "Project"
                    && ["Project Phase", "Project Notes", "Project Teams", "Project Contacts"]
                        .contains(&row)
            }),
        ),
    ] {
        let whole: &[&str] = if rows.len() == 87 { &["passed"] } else { EXACT };
        let how = says(json!(rows));
        cases.push(
            with("3", &format!("mySecurity: {name}"), how)
                .be("wider", whole)
                .be("row:", &["passed"]),
        );
    }
    cases
}

/// Answers in pages, the gravest row on a later one (kind 3).
fn pages() -> Vec<Case> {
    let mut cases = Vec::new();
    for size in [1, 25, 30, 50, 80, 86, 100] {
        for announced in [true, false] {
            let word = if announced { "announced" } else { "unannounced" };
            let name = format!("pages of {size}, {word}, Security wide open");
            let case = case("3", Place::Later, name, move |world, _| {
                world.quirks.longest_page = Some(size);
                world.quirks.pages_unannounced = !announced;
                let open = [practice::Level::All; 4];
                world.tenants[0].roles[0].set("System", "Security", open);
            });
            let told: &[&str] = if size == 100 { &["wider"] } else { &["wider", "unproven"] };
            let case = case.be("wider", told).be("row:", EXACT);
            // One table alone, and no word of more: nothing shows that there are others.
            let hidden = size == 1 && !announced;
            cases.push(case.be("table:", if hidden { ANY } else { EXACT }));
        }
        let name = format!("pages of {size}, announced, exact");
        let case = case("3", Place::Later, name, move |world, _| {
            world.quirks.longest_page = Some(size);
        });
        // Followed to the end, or not called the whole.
        cases.push(case.be("wider", EXACT).be("row:", EXACT).be("table:", EXACT));
    }
    let link = |to: &str, rel: &str| How::Whole {
        status: 200,
        headers: vec![("link".into(), format!("<{to}>; {rel}"))],
        body: json!(part(87)).to_string().into_bytes(),
    };
    let next =
        "https://api-na.myconnectwise.net/v2025_1/apis/3.0/system/mySecurity?pageSize=1000&page=2";
    let first = |how: How| Fault::times(On::End(MINE.into()), how, 1);
    let rest = || entries([("System", "Security", [ALL; 4])]);
    for rel in [
        "rel=\"next\"",
        "rel=next",
        "REL=\"NEXT\"",
        "title=\"x\"; rel=\"next\"",
        "rel=\"next last\"",
    ] {
        for then in [
            How::Forbidden,
            How::ServerError(500),
            How::Html(200),
            How::Html(403),
            How::CloseEarly,
            says(json!(rest())),
            says(json!({"code": "x"})),
        ] {
            let page = link(next, rel);
            let name = format!("87 rows, then a page by {rel}: {then:?}");
            cases.push(
                case(
                    "3",
                    Place::Later,
                    name.chars().take(120).collect::<String>(),
                    move |world, _| {
                        world.faults = vec![first(page.clone()), mine(then.clone())];
                    },
                )
                .be("wider", &["unproven", "wider"])
                .be("row:", EXACT),
            );
        }
    }
    // A page that leads to itself, elsewhere, or nowhere. Keys go to no other host.
    for to in [
        next,
        "https://evil.example/apis/3.0/system/mySecurity?page=2",
        "/v2025_1/apis/3.0/system/mySecurity?page=2",
        "?page=2",
        "//evil.example/?page=2",
        "not an address",
        "",
    ] {
        let page = link(to, "rel=\"next\"");
        cases.push(
            with("3", &format!("a next page for ever: {to}"), page)
                .be("wider", UNCHECKED)
                .be("row:", EXACT)
                .most_sign_ins(60),
        );
    }
    // Another page than the next proves nothing of the kind.
    let last = link(next, "rel=\"first\"");
    cases.push(
        with("3", "a link to the first page", last).be("wider", EXACT).be("row:", &["passed"]),
    );
    cases
}

/// Everything as documented, so that the tables above mean something.
fn controls() -> Vec<Case> {
    let shut =
        |paths: &[&str]| paths.iter().map(|path| always(path, How::Forbidden)).collect::<Vec<_>>();
    let short = |levels: [Level; 4]| {
        let mut rows = grid();
        let at = rows.iter().position(|entry| named(entry).1 == "Agreements").unwrap();
        rows[at] = entries([("Finance", "Agreements", levels)]).remove(0);
        says(json!(rows))
    };
    vec![
        case("0", Place::Later, "an exact role", |_, _| ())
            .be("row:", &["passed"])
            .be("table:", &["passed"])
            .be("wider", &["passed"]),
        case("0", Place::Later, "closed to info, members and levels", move |world, _| {
            world.faults = shut(&["/system/info", "/system/myMembers", MINE]);
        })
        .be("keys", &["passed"])
        .be("companies", &["passed"])
        .be("row:", UNCHECKED),
        with("0", "a level short", short([ALL, NONE, NONE, ALL]))
            .be("row:Finance/Agreements", &["failed"]),
        with("0", "a level more", short([ALL; 4]))
            .be("row:Finance/Agreements", &["wider"])
            .be("wider", &["wider"]),
        case("0", Place::Later, "its own question is refused", |world, _| {
            world.faults =
                vec![mine(How::Forbidden), always("/finance/agreements", How::Forbidden)];
        })
        .fail("row:Finance/Agreements", &["permission-missing"]),
        case("0", Place::Later, "everything is refused alike", |world, _| {
            world.faults = vec![always("/apis/", How::Forbidden)];
        })
        .be("row:", UNCHECKED)
        .be("table:", UNCHECKED)
        .be("companies", UNCHECKED)
        .be("wider", UNCHECKED)
        .be("keys", &["passed", "failed", "unproven"]),
        case("0", Place::Later, "all but the sign-in is refused alike", |world, _| {
            world.faults = vec![
                always("/system/info", How::Slow(std::time::Duration::ZERO)),
                always("/apis/", How::Forbidden),
            ];
        })
        .be("row:", &["failed", "unproven"])
        .be("table:", &["failed", "unproven"])
        .be("companies", &["failed", "unproven"])
        .be("wider", UNCHECKED),
    ]
}

/// Each integration's own role, told, and with nothing open but what it needs.
fn least(name: &str) -> Vec<Case> {
    let told = case("0", Place::Later, format!("{name}: all is told"), |_, _| ());
    let silent = case("0", Place::Later, format!("{name}: nothing is told"), |world, _| {
        world.faults = ["/system/info", "/system/myMembers", MINE]
            .map(|path| always(path, How::Forbidden))
            .to_vec();
    });
    vec![
        told.be("row:", &["passed"]).be("table:", &["passed"]).be("wider", &["passed"]),
        silent.be("keys", &["passed"]).be("row:", UNCHECKED),
    ]
}

pub async fn score() -> Score {
    let tables =
        [controls(), parts(), pages(), contrived::contradictions(), contrived::contrived()];
    let mut score = judge(tables.into_iter().flatten().collect()).await;
    for integration in crate::checkup::rig::integrations() {
        let need = Need::of(&integration);
        score.add(judge_with(least(&integration.name), need).await);
    }
    score
}
