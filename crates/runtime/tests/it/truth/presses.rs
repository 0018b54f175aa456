//! What a press costs, and whom the keys belong to: kinds 11, 12 and 17.

use std::time::Duration;

use checkup::{Checkup, Line};
use ground::secret::Secret;
use practice::{Fault, How, LIMITED_PRIVATE_KEY, On, Practice, World};
use serde_json::{Value, json};

use super::judge::{Case, Place, a_need, case, judge};
use super::score::Score;
use super::strange::Causes;
use crate::checkup::rig::{self, always, exactly, json as says, row};

const INFO: &str = "/system/info";
const API: &str = "/apis/3.0/";
const REFUSED: Causes = &["keys-refused"];

fn wrong(checkup: &mut Checkup) {
    checkup.who.private_key = Secret::new(LIMITED_PRIVATE_KEY);
}

fn usual() -> How {
    How::Slow(Duration::ZERO)
}

/// These answers to the sign-in, one after another, the last for ever. The keys are wrong.
fn in_turn(name: &str, hows: Vec<How>, causes: Causes, most: usize) -> Case {
    case("11", Place::SignIn, format!("sign-ins: {name}"), move |world, checkup| {
        wrong(checkup);
        let once = |how: &How| Fault::times(On::Path(INFO.into()), how.clone(), 1);
        world.faults = hows.iter().map(once).collect();
        world.faults.extend(hows.last().map(|how| always(INFO, how.clone())));
    })
    .fail("keys", causes)
    .most_sign_ins(most)
}

/// At most two requests with keys for a press that ends in a refusal.
fn refused() -> Vec<Case> {
    use How::CloseEarly;
    let close = || CloseEarly;
    let wait = |seconds: &str| How::TooManyRequests { retry_after: Some(seconds.into()) };
    let garbled = || How::RawBytes(b"HTTP/1.1 ".to_vec());
    let ends: Causes = &["broken-off", "keys-refused"];
    let odd = |first: How, second: How| {
        (0..6).flat_map(|_| [first.clone(), second.clone()]).collect::<Vec<_>>()
    };
    let cases = vec![
        in_turn("wrong", vec![usual()], REFUSED, 2),
        in_turn("401, then hang-ups", vec![usual(), close()], REFUSED, 2),
        in_turn("a hang-up, then 401", vec![close(), usual()], ends, 2),
        in_turn("hang-ups and 401 in turn", odd(close(), usual()), ends, 2),
        in_turn("401 and hang-ups in turn", odd(usual(), close()), REFUSED, 2),
        in_turn("two hang-ups, then 401", vec![close(), close(), usual()], &["broken-off"], 2),
        in_turn("hang-ups for ever", vec![close()], &["broken-off"], 2),
        in_turn("half a line, then 401", vec![garbled(), usual()], ends, 2),
        in_turn("401, then half a line", vec![usual(), garbled()], REFUSED, 2),
        in_turn("401, then cut short", vec![usual(), How::CutShort], REFUSED, 2),
        in_turn("cut short, then 401", vec![How::CutShort, usual()], ends, 2),
        in_turn("401, then 500", vec![usual(), How::ServerError(500)], REFUSED, 2),
        in_turn("401, then not found", vec![usual(), How::NotFound], REFUSED, 2),
        in_turn("401, then another's page", vec![usual(), How::Html(403)], REFUSED, 2),
        in_turn("busy, then 401", vec![wait("0"), usual()], REFUSED, 3),
        in_turn("401, then busy", vec![usual(), wait("0"), usual()], REFUSED, 4),
        in_turn("not found for ever", vec![How::NotFound], &["sign-in-not-found"], 2),
    ];
    let closing = case(
        "11",
        Place::SignIn,
        "sign-ins: each connection closes unannounced",
        |world, checkup| {
            wrong(checkup);
            world.quirks.closes_unannounced = true;
        },
    );
    let opened = case("11", Place::SignIn, "sign-ins: swapped, and a hang-up", |world, checkup| {
        std::mem::swap(&mut checkup.who.public_key, &mut checkup.who.private_key);
        world.faults = vec![Fault::times(On::Path(INFO.into()), CloseEarly, 1)];
    });
    cases
        .into_iter()
        .chain([closing.fail("keys", REFUSED).most_sign_ins(2)])
        .chain([opened.fail("keys", &["keys-swapped", "keys-refused"]).most_sign_ins(2)])
        .collect()
}

/// A press on the whole check, or on one line, and how many refusals it may meet.
enum Press {
    Check,
    Again(Line),
}

/// Keys that are refused after the sign-in: three refusals at most, two on one line.
async fn revoked(score: &mut Score) {
    let need = a_need();
    let after = |first| {
        move |world: &mut World| {
            world.faults = vec![Fault::after(On::Path(API.into()), How::Unauthorized, first)];
        }
    };
    let open = |paths: &'static [&'static str]| {
        move |world: &mut World| {
            world.faults = paths.iter().map(|path| always(path, usual())).collect();
            world.faults.push(always(API, How::Unauthorized));
        }
    };
    type Set = Box<dyn Fn(&mut World)>;
    let mut cases: Vec<(String, Press, usize, usize, Set)> = Vec::new();
    for first in 1..9 {
        let name = format!("revoked after {first} questions");
        cases.push((name, Press::Check, first as usize, 3, Box::new(after(first))));
    }
    for paths in [
        &[INFO][..],
        &[INFO, "/system/myMembers"],
        &[INFO, "/company/companies"],
        &[INFO, "/system/mySecurity"],
    ] {
        let name = format!("open to all: {paths:?}");
        cases.push((name, Press::Check, usize::MAX, 3, Box::new(open(paths))));
    }
    let lines = [
        row("Finance", "Agreements"),
        row("Companies", "Team Members"),
        row("Finance", "Agreement Invoicing"),
        Line::Table("Company / Company Status".into()),
        Line::Wider,
    ];
    for line in lines {
        let name = format!("revoked, {} again", line.id());
        cases.push((name, Press::Again(line), 0, 2, Box::new(after(0))));
    }
    let practice = Practice::start(rig::world(&need)).await.unwrap();
    let checkup = rig::checkup(practice.origin(), &need);
    for (name, press, first, most, set) in cases {
        let mut world = rig::world(&need);
        set(&mut world);
        let opened: Vec<String> = world
            .faults
            .iter()
            .filter_map(|fault| match (&fault.on, &fault.how) {
                (On::Path(path), How::Slow(_)) => Some(path.to_lowercase()),
                _ => None,
            })
            .collect();
        practice.change(|now| *now = world);
        practice.forget_seen();
        match press {
            Press::Check => drop(rig::run(&checkup).await),
            Press::Again(line) => checkup.run_line(&line, &|_| ()).await,
        }
        let seen = practice.seen();
        let is_open = |path: &str| opened.iter().any(|open| path.to_lowercase().contains(open));
        let asked =
            seen.iter().filter(|seen| seen.had_authorization && !is_open(&seen.path)).count();
        let refusals = if first == usize::MAX { asked } else { asked.saturating_sub(first) };
        let wrong =
            (refusals > most).then(|| format!("{name}: {refusals} refusals, {most} allowed"));
        score.case("11", wrong);
    }
}

/// Whose keys they are (kind 12).
fn members() -> Vec<Case> {
    let me = |change: Value| {
        let mut me = json!({"id": 211, "identifier": "practice", "licenseClass": "A",
            "inactiveFlag": false, "securityRole": {"id": 11, "name": "Exact"},
            "structureLevel": {"id": 1, "name": "Corporate (Level 1)"}});
        for (field, value) in change.as_object().unwrap() {
            me[field] = value.clone();
        }
        me
    };
    let table: Vec<(&str, Value, &'static [&'static str])> = vec![
        ("A", json!({}), &["passed"]),
        ("F", json!({"licenseClass": "F"}), &["failed"]),
        ("C", json!({"licenseClass": "C"}), &["failed"]),
        ("X", json!({"licenseClass": "X"}), &["failed"]),
        ("none told", json!({"licenseClass": null}), &["passed", "unproven"]),
        ("one we do not know", json!({"licenseClass": "Q"}), &["unproven", "failed"]),
        ("a number", json!({"licenseClass": 1}), &["unproven"]),
        ("inactive", json!({"inactiveFlag": true}), &["failed"]),
        ("inactive, as text", json!({"inactiveFlag": "true"}), &["unproven", "failed"]),
        ("no name", json!({"identifier": null}), &["unproven"]),
    ];
    let mut cases = Vec::new();
    for (name, change, verdicts) in table {
        for listed in [false, true] {
            let body = if listed { json!([me(change.clone())]) } else { me(change.clone()) };
            let how = says(body);
            let form = if listed { ", in a list" } else { "" };
            cases.push(
                case("12", Place::Later, format!("member: {name}{form}"), move |world, _| {
                    world.faults = vec![always("/system/myMembers", how.clone())];
                })
                .be("member", verdicts)
                .be("keys", &["passed"]),
            );
        }
    }
    let two = says(json!([me(json!({})), me(json!({"id": 212}))]));
    cases.push(
        case("12", Place::Later, "member: two of them", move |world, _| {
            world.faults = vec![always("/system/myMembers", two.clone())];
        })
        .be("member", &["unproven"]),
    );
    let closed = exactly(
        404,
        "application/json",
        r#"{"code":"ConnectWiseApi","message":"The endpoint does not exist."}"#,
    );
    for path in ["/system/myMembers", "/system/mySecurity"] {
        let how = closed.clone();
        cases.push(
            case("14a", Place::Later, format!("no such endpoint: {path}"), move |world, _| {
                world.faults = vec![always(path, how.clone())];
            })
            .be("keys", &["passed"])
            .be("companies", &["passed"]),
        );
    }
    cases
}

/// A server that closes each connection without a word (kind 17): the second try must not
/// take another one that is closed already.
fn closing() -> Vec<Case> {
    let check = |n: usize| {
        case("17", Place::Later, format!("closes unannounced, run {n}"), |world, _| {
            world.quirks.closes_unannounced = true;
        })
        .be("keys", &["passed"])
        .be("member", &["passed"])
        .be("companies", &["passed"])
        .be("row:", &["passed"])
        .be("table:", &["passed"])
        .be("wider", &["passed"])
    };
    let probed = |n: usize| {
        case(
            "17",
            Place::Later,
            format!("closes unannounced, levels closed, run {n}"),
            |world, _| {
                world.quirks.closes_unannounced = true;
                world.faults = vec![always("/system/mySecurity", How::Forbidden)];
            },
        )
        .be("companies", &["passed"])
        .open("row:", &[])
        .open("table:", &[])
    };
    let once = |n: usize| {
        case("17", Place::Later, format!("a connection answers once, run {n}"), |world, _| {
            world.quirks.answers_once = true;
        })
        .be("keys", &["passed"])
        .be("companies", &["passed"])
        .be("member", &["passed"])
        .be("row:", &["passed"])
        .be("table:", &["passed"])
    };
    (0..10).flat_map(|n| [check(n), probed(n), once(n)]).collect()
}

pub async fn score() -> Score {
    let tables = [refused(), members(), closing()];
    let mut score = judge(tables.into_iter().flatten().collect()).await;
    revoked(&mut score).await;
    score
}
