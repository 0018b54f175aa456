//! Strangers' answers after the sign-in: kinds 1, 10 and 13. The line that depends on the
//! question is not checked, and nothing else changes.

use practice::{Fault, How, On};

use super::judge::{Case, Place, UNTRUE_OF_STRANGERS, case, judge};
use super::score::Score;
use super::strange::Strange;
use super::{bodies, faults, pages};
use crate::checkup::rig::always;

const MINE: &str = "/system/mySecurity";
const UNCHECKED: &[&str] = &["unproven"];

/// The questions a check asks once it is signed in.
#[derive(Clone, Copy)]
enum Question {
    Member,
    Levels,
    Tables,
    Companies,
    /// Of each row, where the levels are closed.
    Rows,
    /// One row alone; its neighbours are answered.
    OneRow,
    /// Of each table, where the allowed ones are closed.
    Lists,
    /// Every one of them.
    All,
}

use Question::{All, Companies, Levels, Lists, Member, OneRow, Rows, Tables};

fn answered(question: Question, how: &How) -> Vec<Fault> {
    let as_usual = |path: &str| always(path, How::Slow(std::time::Duration::ZERO));
    let closed = || Fault::always(On::End(MINE.into()), How::Forbidden);
    let always = |path: &str| always(path, how.clone());
    match question {
        Member => vec![always("/system/myMembers")],
        Levels => vec![Fault::always(On::End(MINE.into()), how.clone())],
        Tables => vec![always("customizeItems")],
        Companies => vec![Fault::always(On::End("/company/companies".into()), how.clone())],
        Rows => vec![
            closed(),
            Fault::always(On::End("/company/companies".into()), how.clone()),
            always("/finance/agreements"),
            always("/service/tickets"),
        ],
        OneRow => vec![closed(), always("/finance/agreements")],
        Lists => vec![
            crate::checkup::rig::always("customizeItems", How::Forbidden),
            always("/statuses"),
            always("/companies/types"),
            always("/service/boards"),
        ],
        All => vec![as_usual("/system/info"), always("/apis/")],
    }
}

fn asked(question: Question, answer: &Strange) -> Case {
    let how = answer.how();
    let causes = answer.in_the_api();
    let (place, kind) = match question {
        Member => ("myMembers", "1"),
        Levels => ("mySecurity", "1"),
        Tables => ("customizeItems", "1"),
        Companies => ("companies", "1"),
        Rows | OneRow => ("probes", "10"),
        Lists => ("tables' lists", "10"),
        All => ("all after the sign-in", "1"),
    };
    let one = if matches!(question, OneRow) { "one of the " } else { "" };
    let name = format!("{one}{place}: {}", answer.name);
    let case = case(kind, Place::Later, name, move |world, _| {
        world.faults = answered(question, &how);
    })
    .be("keys", &["passed"]);
    let list = answer.is_list();
    let silent = |case: Case| {
        let words =
            UNTRUE_OF_STRANGERS.into_iter().filter(|words| !list || !words.contains("read"));
        case.unsaid(&words.collect::<Vec<_>>())
    };
    match question {
        Member => silent(case.open("member", causes)),
        Levels => case.be("row:", UNCHECKED).be("wider", UNCHECKED),
        Tables => silent(case.be("table:", UNCHECKED).be("wider", UNCHECKED)),
        Companies => silent(case.open("companies", causes)),
        Rows => silent(
            case.open("companies", causes)
                .be("row:", UNCHECKED)
                .open("row:Finance/Agreements", causes),
        ),
        OneRow => case.be("row:", UNCHECKED).open("row:Finance/Agreements", causes),
        Lists => silent(case.open("table:", causes)),
        All => silent(
            case.open("member", causes)
                .open("companies", causes)
                .be("row:", UNCHECKED)
                .be("table:", UNCHECKED)
                .be("wider", UNCHECKED),
        ),
    }
}

pub async fn score() -> Score {
    let lists = [pages::refusing(), faults::welcoming(), faults::failing()];
    let strangers: Vec<Strange> = lists.into_iter().flatten().chain(bodies::all()).collect();
    // Each at three questions in turn, and at all of them.
    let questions = [Member, Levels, Tables, Companies, Rows, OneRow, Lists];
    let mut in_turn = questions.into_iter().cycle();
    let mut cases = Vec::new();
    for answer in &strangers {
        for question in in_turn.by_ref().take(3).chain([All]) {
            cases.push(asked(question, answer));
        }
    }
    judge(cases).await
}
