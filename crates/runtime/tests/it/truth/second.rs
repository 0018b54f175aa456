//! What an adversary found who tried to make the check say what is not so: what was told against
//! what was seen, once more (kind 5), lists in the place of records (kind 13), lists that go on
//! without saying so in a known form (kind 3), what is told twice, and a sign-in question that
//! is open to all.

use std::time::Duration;

use connectwise::address::Site;
use connectwise::client::Wire;
use connectwise::find::find;
use practice::{Fault, How, On};
use serde_json::{Value, json};
use setup::{Connection, Search};
use view::problem;

use super::judge::{Case, Place, a_need, case, judge};
use super::levels::{EXACT, UNCHECKED, grid, mine, named, with};
use super::strange::Strange;
use crate::checkup::rig::{self, ALL, NONE, always, entries, json as says, problem_of};

const INFO: &str = "/system/info";
const API: &str = "/apis/3.0/";
const MINE: &str = "/system/mySecurity";
const COMPANIES: &str = "/company/companies";
const AGREEMENTS: &str = "row:Finance/Agreements";
const COMPANY: &str = "row:Companies/Company Maintenance";
const LEVELS: [&str; 4] = ["addLevel", "editLevel", "deleteLevel", "inquireLevel"];

fn usual() -> How {
    How::Slow(Duration::ZERO)
}

fn whole(headers: &[(&str, &str)], body: &Value) -> How {
    let headers = headers.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    How::Whole { status: 200, headers, body: body.to_string().into_bytes() }
}

fn faults(kind: &'static str, name: &str, faults: Vec<Fault>) -> Case {
    case(kind, Place::Later, name, move |world, _| world.faults = faults.clone())
}

/// The grid with some levels of a row changed.
fn changed(row: &str, change: impl Fn(&mut Value)) -> Value {
    let mut rows = grid();
    rows.iter_mut().filter(|entry| named(entry).1 == row).for_each(change);
    json!(rows)
}

/// A row's own question against the levels, wherever these were told.
fn contradictions() -> Vec<Case> {
    let settings = |rows: Value| [mine(How::Forbidden), always("/settings", says(rows))];
    let shut = |end: &str| Fault::always(On::End(end.into()), How::Forbidden);
    let unread =
        |level: &'static str| changed("Agreements", move |entry| entry[level] = Value::Null);
    let none = || {
        let mut rows = grid();
        for entry in &mut rows {
            LEVELS.iter().for_each(|level| entry[*level] = json!("None"));
        }
        json!(rows)
    };
    let mut cases = Vec::new();
    for level in &LEVELS[..3] {
        let own = vec![mine(says(unread(level))), shut("/finance/agreements")];
        let name = format!("Inquire All is told and {level} is not, the row is refused");
        cases.push(faults("5", &name, own).be(AGREEMENTS, UNCHECKED).be("wider", UNCHECKED));
    }
    let of_role =
        |more: Fault, rows: Value| settings(rows).into_iter().chain([more]).collect::<Vec<_>>();
    cases.push(
        faults(
            "5",
            "the role's settings tell Inquire All, the row is refused",
            of_role(shut("/finance/agreements"), json!(grid())),
        )
        .be(AGREEMENTS, UNCHECKED)
        .be("wider", UNCHECKED),
    );
    cases.push(
        faults(
            "5",
            "the role's settings tell Inquire All, companies are refused",
            of_role(shut(COMPANIES), json!(grid())),
        )
        .be("companies", &["failed", "unproven"])
        .be(COMPANY, UNCHECKED)
        .be("wider", UNCHECKED),
    );
    // What may be read is not None: Agreement Invoicing and Table Setup have no question.
    cases.push(
        faults("5", "the role's settings tell None, all may be read", settings(none()).to_vec())
            .be("companies", &["passed"])
            .be("row:Finance/Agreement Invoicing", &["failed"])
            .be("row:System/Table Setup", &["failed"])
            .be("row:", &["failed", "unproven"])
            .be(COMPANY, UNCHECKED)
            .be(AGREEMENTS, UNCHECKED)
            .be("row:Service Desk/Service Tickets", UNCHECKED)
            .be("wider", UNCHECKED),
    );
    // Without a contradiction both are believed.
    cases.push(
        faults("0", "the role's settings are exact", settings(json!(grid())).to_vec())
            .be("row:", &["passed"])
            .be("wider", &["passed"]),
    );
    cases
}

/// Refused alike: what is no record of ConnectWise's is no answer beside it.
fn refused_alike() -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, other) in [
        ("nothing in it", json!({})),
        ("a state", json!({"status": "ok"})),
        ("a number as text", json!({"id": "7"})),
        ("a number", json!(7)),
        ("numbers", json!([1, 2])),
    ] {
        for path in ["/system/myMembers", MINE, "customizeItems", "/service/tickets"] {
            let how = says(other.clone());
            let other = if path == MINE { mine(how) } else { always(path, how) };
            let refused = vec![other, always(API, How::Forbidden)];
            cases.push(
                faults("1", &format!("all is refused, but {path} says {name}"), refused)
                    .be("companies", UNCHECKED)
                    .be("row:", UNCHECKED)
                    .be("table:", UNCHECKED)
                    .be("wider", UNCHECKED),
            );
        }
    }
    for (name, list) in [("an error", json!([{"error": "down"}])), ("nothing", json!([{}]))] {
        let odd = always("/finance/agreements", says(list));
        let levels = || mine(How::Forbidden);
        let companies = Fault::always(On::End(COMPANIES.into()), How::Forbidden);
        let tickets = always("/service/tickets", How::Forbidden);
        cases.push(
            faults("10", &format!("a list of {name}"), vec![levels(), companies, tickets, odd])
                .be("companies", &["failed", "unproven"])
                .be("row:", &["failed", "unproven"])
                .open(AGREEMENTS, &["unreadable"])
                .unsaid(&["lets it be read"]),
        );
    }
    cases
}

/// Lists where records belong: their fields have no names.
fn unnamed() -> Vec<Case> {
    let info = json!(["2025.1", true, "UTC", "na", []]);
    let company = json!(["Acme", "v2025_1/", "v2025.1", "True", "acme-msp", null]);
    let mut row = vec![json!("All"); 4];
    row.extend(["Agreements", "Agreements", "", "Finance", "", ""].map(|text| json!(text)));
    row.extend([json!(false), Value::Null]);
    let member = json!([["kw", "A", false, false, null, null, null, false, false, []]]);
    vec![
        case("13", Place::SignIn, "a list of five to the sign-in", move |world, _| {
            world.faults = vec![always(INFO, says(info.clone()))];
        })
        .fail("keys", &["unreadable"])
        .be("client-id", UNCHECKED),
        case("13", Place::Company, "a list of six to companyinfo", move |world, _| {
            world.faults = vec![always("/login/", says(company.clone()))];
        })
        .fail("site", &["unreadable"]),
        faults(
            "13",
            "a list of a number to companies",
            vec![Fault::always(On::End(COMPANIES.into()), says(json!([[7]])))],
        )
        .be("companies", UNCHECKED),
        with("13", "a list of lists to mySecurity", says(json!([row])))
            .be("row:", UNCHECKED)
            .be("wider", UNCHECKED),
        faults(
            "13",
            "a list of lists to myMembers",
            vec![always("/system/myMembers", says(member))],
        )
        .be("member", UNCHECKED),
    ]
}

fn item(table: &str) -> Value {
    json!({"customizeIdentifier": "SystemTableSetup", "itemIdentifier": table})
}

/// A list goes on, and says so in another form than documented.
fn going_on() -> Vec<Case> {
    let tables = a_need().tables;
    let part: Value = tables[..2].iter().map(|table| item(table)).collect();
    let latin = "<https://api-na.myconnectwise.net/x?q=Z\u{fc}rich&page=2>; rel=\"next\"";
    let mut cases = Vec::new();
    for link in [
        latin,
        "https://api-na.myconnectwise.net/x?page=2; rel=\"next\"",
        "<?page=2>; rel='next'",
        "<?page=2>; rel = \"next\"",
        "<?page=2>; rel=\"last\tnext\"",
        "rel=next; page=2",
    ] {
        let how = whole(&[("link", link)], &part);
        cases.push(
            faults("3", &format!("tables go on: {link}"), vec![always("customizeItems", how)])
                .be("table:", EXACT)
                .be("wider", &["unproven", "wider"]),
        );
    }
    let next = [("link", "<?page=2>; rel=\"next\"")];
    let member = json!([{"id": 1, "identifier": "kw", "licenseClass": "A"}]);
    cases.push(
        faults(
            "3",
            "an empty page of companies, and a next one",
            vec![Fault::always(On::End(COMPANIES.into()), whole(&next, &json!([])))],
        )
        .be("companies", UNCHECKED),
    );
    cases.push(
        faults(
            "3",
            "one member, and a next page of them",
            vec![always("/system/myMembers", whole(&next, &member))],
        )
        .be("member", UNCHECKED),
    );
    cases
}

/// Whose levels, of which module, and whether a table is allowed: two accounts of it.
fn at_odds() -> Vec<Case> {
    let mut mixed = grid();
    for (n, entry) in mixed.iter_mut().enumerate() {
        let name = ["one", "two"][n % 2];
        entry["member"] = json!({"id": n % 2, "identifier": name});
    }
    let who = || always("/system/myMembers", How::NotFound);
    let reports = changed("Agreements", |entry| {
        entry["moduleFunctionDescription"] = json!("Reports");
        entry["moduleName"] = json!("Sales");
    });
    let table = &a_need().tables[0];
    let mut both: Vec<Value> = a_need().tables.iter().map(|table| item(table)).collect();
    both.push(json!({"customizeIdentifier": "SystemTableSetup", "itemIdentifier": table, "allowedFlag": false}));
    let odd = |levels| entries([("Companies", "Odd Row", levels)]).remove(0);
    let mut differ = grid();
    differ.extend([odd([ALL; 4]), odd([NONE; 4])]);
    vec![
        faults("15", "levels of two members", vec![mine(says(json!(mixed))), who()])
            .be("row:", UNCHECKED)
            .be("wider", UNCHECKED),
        with("15", "one name in two modules", says(reports))
            .be("row:", EXACT)
            .be(AGREEMENTS, UNCHECKED)
            .be("wider", UNCHECKED),
        faults("15", "a table allowed and not", vec![always("customizeItems", says(json!(both)))])
            .be(&format!("table:{table}"), UNCHECKED)
            .be("table:", EXACT)
            .be("wider", UNCHECKED),
        with("15", "an unknown row told twice and differently", says(json!(differ)))
            .be("row:", &["passed"])
            .be("wider", UNCHECKED),
    ]
}

/// The sign-in question is open to all, and the client ID is refused at every other one.
fn open_to_all() -> Vec<Case> {
    let mut cases = Vec::new();
    for status in [400, 401] {
        for first in [usual(), How::Forbidden] {
            let name = format!("{first:?} to the sign-in, then the client ID is refused, {status}");
            cases.push(
                case("15a", Place::SignIn, name, move |world, _| {
                    let refused = How::ClientIdRefused(status);
                    world.faults = vec![always(INFO, first.clone()), always(API, refused)];
                })
                .fail("client-id", &["client-id-refused"])
                .be("keys", &["waiting"])
                .unsaid(&["ConnectWise accepts it", "Signed in to"]),
            );
        }
    }
    cases.push(
        case("11", Place::SignIn, "open to all, then the keys are refused", |world, _| {
            world.faults = vec![always(INFO, usual()), always(API, How::Unauthorized)];
        })
        .fail("keys", &["keys-refused"])
        .be("client-id", UNCHECKED)
        .unsaid(&["ConnectWise accepts it", "Signed in to"]),
    );
    cases
}

/// Where nobody knows who answered, nothing is said to have come from ConnectWise.
fn by_whom() -> Vec<Case> {
    let answers = [
        Strange::page("a filter", 403, "<html>You do not have permission.</html>"),
        Strange::json("a gateway", 403, r#"{"message":"Missing CF-Access-Client-Id"}"#),
        Strange::json("a portal", 200, r#"{"captive":true,"user-portal-url":"https://x.test"}"#),
        Strange::json("a teapot", 418, "{}"),
        Strange::text("a router", 404, "404 page not found"),
    ];
    let mut cases = Vec::new();
    for answer in &answers {
        let how = || answer.how();
        let unsaid: &[&str] = &["ConnectWise does not tell", "ConnectWise answered"];
        let name = &answer.name;
        let later = vec![always("/system/myMembers", how()), mine(how())];
        cases.push(
            faults("1", &format!("who the member is, and its levels: {name}"), later)
                .open("member", answer.in_the_api())
                .be("row:", UNCHECKED)
                .be("wider", UNCHECKED)
                .unsaid(unsaid),
        );
        let (sign_in, first) = (how(), how());
        cases.push(
            case("1", Place::SignIn, format!("the sign-in: {name}"), move |world, _| {
                world.faults = vec![always(API, sign_in.clone())];
            })
            .fail("keys", answer.in_the_api())
            .be("client-id", UNCHECKED)
            .unsaid(unsaid),
        );
        let (gate, causes) = answer.at_companyinfo(true);
        cases.push(
            case("1", Place::Company, format!("companyinfo: {name}"), move |world, _| {
                world.faults = vec![always("/login/", first.clone())];
            })
            .fail(gate, causes)
            .unsaid(unsaid),
        );
    }
    cases
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_adversary_found_is_told_right() {
    let tables = [
        contradictions(),
        refused_alike(),
        unnamed(),
        going_on(),
        at_odds(),
        open_to_all(),
        by_whom(),
    ];
    let score = judge(tables.into_iter().flatten().collect()).await;
    println!("figure: a second look: {} cases, {} wrong", score.cases, score.wrong_cases);
    score.nothing_is_wrong();
}

/// What is told twice is there once.
#[tokio::test]
async fn what_is_told_twice_is_counted_once() {
    let need = a_need();
    let (practice, checkup) = rig::start(&need).await;
    let odd = entries([("Companies", "Odd Row", [ALL; 4])]).remove(0);
    let mut rows = grid();
    rows.extend([odd.clone(), odd]);
    let mut tables: Vec<Value> = need.tables.iter().map(|table| item(table)).collect();
    tables.extend(["Service / Priority", "Service / Priority"].map(item));
    practice.change(|world| {
        world.faults = vec![mine(says(json!(rows))), always("customizeItems", says(json!(tables)))];
    });
    let told = rig::run(&checkup).await;
    assert_eq!(told.of("wider").evidence, "1 row and 1 allowed table more than needed");
}

/// The letter of an API member's licence is the same letter when it is small.
#[tokio::test]
async fn a_licence_is_a_persons_only_by_another_letter() {
    let (practice, checkup) = rig::start(&a_need()).await;
    for (class, verdict) in [
        ("A", "passed"),
        ("a", "passed"),
        (" A ", "passed"),
        ("", "passed"),
        ("F", "failed"),
        ("f", "failed"),
        ("X", "failed"),
        ("AB", "failed"),
    ] {
        let member = json!([{"id": 5, "identifier": "kw", "licenseClass": class}]);
        practice.change(|world| world.faults = vec![always("/system/myMembers", says(member))]);
        let told = rig::run(&checkup).await;
        assert_eq!(told.verdict("member"), verdict, "{class:?}");
        let said = problem_of(told.of("member"), &checkup).map(|problem| problem.title);
        assert_eq!(said.is_some_and(|title| title.contains("person")), verdict == "failed");
    }
}

/// A line that is checked again says of the whole role what the whole check says.
#[tokio::test]
async fn the_whole_role_checked_again_is_held_against_each_row_as_well() {
    let (practice, checkup) = rig::start(&a_need()).await;
    practice.change(|world| {
        world.faults = vec![
            mine(How::Forbidden),
            always("/settings", says(json!(grid()))),
            Fault::always(On::End("/finance/agreements".into()), How::Forbidden),
        ];
    });
    let told = std::sync::Mutex::new(rig::run(&checkup).await);
    assert_eq!(told.lock().unwrap().verdict("wider"), "unproven");
    let line = checkup::Line::Wider;
    checkup.run_line(&line, &|finding| told.lock().unwrap().put(finding)).await;
    assert_eq!(told.into_inner().unwrap().verdict("wider"), "unproven");
}

/// A company that is known in another case, on a site that nobody named: the site is told
/// before it is taken.
#[tokio::test]
async fn another_region_is_named_where_an_id_is_known_in_another_case() {
    let nobody = || String::new();
    let mut world = practice::World::sample();
    world.tenants[0].site_host = "eu.myconnectwise.net".into();
    world.tenants[0].company_id = "ACME-MSP".into();
    let practice = practice::Practice::start(world).await.unwrap();
    let wire = Wire::practice(practice.origin());
    for (named, told) in
        [("", true), ("https://na.myconnectwise.net/", true), ("eu.myconnectwise.net", false)]
    {
        let mut connection = Connection::new(nobody(), nobody(), None, Default::default());
        connection.address = named.into();
        let cause = find(&wire, Site::parse(named).ok(), "acme-msp").await.unwrap_err();
        let problem = problem::of_search(&Search::Failed(cause), &connection).unwrap();
        assert_eq!(problem.cause, "company-other-case", "{named}");
        let label = problem.mend.unwrap().label;
        assert_eq!(label.contains("eu.myconnectwise.net"), told, "{named}: {label}");
        assert_eq!(problem.why.contains("eu.myconnectwise.net"), told, "{named}: {}", problem.why);
    }
}
