//! Checking one line again, and stopping half-way.

use std::sync::Mutex;

use checkup::{Checkup, Line, Verdict};
use practice::How;

use super::rig::{Told, always, exact_role, row, run, some_need, start};

/// Checks one line again and returns all lines as they are then.
async fn again(checkup: &Checkup, before: &Told, line: &Line) -> Told {
    let told = Mutex::new(before.clone());
    checkup.run_line(line, &|finding| told.lock().unwrap().put(finding)).await;
    told.into_inner().unwrap()
}

#[tokio::test]
async fn checking_one_line_again_changes_that_line_alone() {
    let need = some_need();
    let (practice, checkup) = start(&need).await;
    practice.change(|world| {
        world.tenants[0].roles[0].set("Finance", "Agreements", [practice::Level::None; 4]);
        world.tenants[0].roles[0].allowed_tables = vec!["Service / Source".into()];
    });
    let before = run(&checkup).await;
    // Meanwhile the person mends the role, and something else changes as well.
    practice.change(|world| {
        let mut role = exact_role(&need);
        role.set("Companies", "Team Members", [practice::Level::None; 4]);
        world.tenants[0].roles[0] = role;
    });
    let mut now = before.clone();
    for line in [row("Finance", "Agreements"), Line::Table("Company / Company Status".into())] {
        assert_eq!(now.verdict(&line.id()), "failed");
        let after = again(&checkup, &now, &line).await;
        assert_eq!(after.verdict(&line.id()), "passed", "{:?}", after.of(&line.id()));
        for (old, new) in now.0.iter().zip(&after.0).filter(|(old, _)| old.line != line) {
            assert_eq!(old, new);
        }
        now = after;
    }
    assert_eq!(now.verdict("row:Companies/Team Members"), "passed", "nobody asked about it again");
}

/// Some rows can be asked about only with a company's number: also the second time.
#[tokio::test]
async fn a_row_that_needs_a_company_is_settled_again_as_the_first_time() {
    let need = some_need();
    let (practice, checkup) = start(&need).await;
    let team = row("Companies", "Team Members");
    practice.change(|world| {
        world.tenants[0].roles[0].set("Companies", "Team Members", [practice::Level::None; 4]);
        world.faults = vec![always("/system/mySecurity", How::Forbidden)];
    });
    let before = run(&checkup).await;
    assert_eq!(before.verdict(&team.id()), "failed");
    let after = again(&checkup, &before, &team).await;
    assert_eq!(after, before, "nothing was mended, so nothing changed");
}

#[tokio::test]
async fn what_was_told_before_a_check_was_stopped_stays() {
    let (practice, checkup) = start(&some_need()).await;
    practice.change(|world| world.faults = vec![always("/system/mySecurity", How::Hang)]);
    let told = Mutex::new(Told::before(&checkup));
    {
        let tell = |finding| told.lock().unwrap().put(finding);
        let check = checkup.run(&tell);
        tokio::pin!(check);
        // Until all six questions are asked, and everything is told that does not hang.
        let is = |id: &str| told.lock().unwrap().verdict(id) == "passed";
        let settled = async {
            while !(practice.seen().len() == 6 && is("member") && is("companies")) {
                tokio::time::sleep(std::time::Duration::from_millis(2)).await;
            }
        };
        tokio::select! {
            () = &mut check => panic!("it ended although an answer was missing"),
            () = settled => {}
        }
    }
    let told = told.into_inner().unwrap();
    assert_eq!(
        (told.verdict("company"), told.verdict("keys"), told.verdict("member")),
        ("passed", "passed", "passed")
    );
    let rows = told.0.iter().filter(|f| !f.line.is_gate());
    assert!(
        rows.clone().count() > 0 && rows.clone().all(|f| f.verdict == Verdict::Running),
        "{told:?}"
    );
    // Dropped means dropped: no more questions.
    let asked = practice.seen().len();
    practice.change(|world| world.faults.clear());
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    assert_eq!(practice.seen().len(), asked);
}
