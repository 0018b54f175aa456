//! The permission lines: which set-up of a role is told as what, and what is never claimed.

use checkup::Reason;
use connectwise::grid::{COLUMNS, Level};
use practice::{How, Levels, Role, RowNames};

use super::rig::{
    ALL, MY, NONE, always, exact_role, need, played, problem_of, run, some_need, start,
};

const AGREEMENTS: &str = "row:Finance/Agreements";

#[tokio::test]
async fn levels_of_the_role_against_what_is_needed() {
    let cases: &[([Level; 4], [Level; 4], &str, &str)] = &[
        // needs, has, verdict, evidence
        ([ALL, ALL, NONE, ALL], [ALL, ALL, NONE, ALL], "passed", "All four levels match"),
        ([NONE, NONE, NONE, MY], [NONE, NONE, NONE, MY], "passed", "All four levels match"),
        ([ALL, ALL, NONE, ALL], [NONE, ALL, NONE, ALL], "failed", "Add Level is None, needs All"),
        ([ALL, ALL, NONE, ALL], [ALL, NONE, NONE, ALL], "failed", "Edit Level is None, needs All"),
        ([ALL, ALL, ALL, ALL], [ALL, ALL, NONE, ALL], "failed", "Delete Level is None, needs All"),
        (
            [ALL, ALL, NONE, ALL],
            [ALL, ALL, NONE, NONE],
            "failed",
            "Inquire Level is None, needs All",
        ),
        ([ALL, ALL, NONE, ALL], [ALL, ALL, NONE, MY], "failed", "Inquire Level is My, needs All"),
        ([MY, MY, NONE, MY], [MY, NONE, NONE, MY], "failed", "Edit Level is None, needs My"),
        (
            [NONE, NONE, NONE, ALL],
            [ALL, NONE, MY, ALL],
            "wider",
            "Add Level is All, needs None; Delete Level is My, needs None",
        ),
        ([MY, NONE, NONE, ALL], [ALL, NONE, NONE, ALL], "wider", "Add Level is All, needs My"),
        (
            [ALL, ALL, NONE, ALL],
            [ALL, NONE, ALL, MY],
            "failed",
            "Edit Level is None, needs All; Inquire Level is My, needs All",
        ),
    ];
    let (practice, mut checkup) = start(&some_need()).await;
    for (needs, has, verdict, evidence) in cases {
        checkup.need = need(&[("Finance", "Agreements", *needs)], &[]);
        let mut role = Role::none("x");
        role.id = 11;
        role.set("Finance", "Agreements", has.map(played));
        practice.change(|world| world.tenants[0].roles[0] = role);
        let told = run(&checkup).await;
        let finding = told.of(AGREEMENTS);
        assert_eq!(told.verdict(AGREEMENTS), *verdict, "needs {needs:?}, has {has:?}: {finding:?}");
        assert_eq!(finding.evidence, *evidence, "needs {needs:?}, has {has:?}");
        // Its cells are what was told, beside what is needed.
        let cells = finding.cells.unwrap();
        assert_eq!(cells.map(|cell| cell.has), has.map(Some), "needs {needs:?}");
        assert_eq!(cells.map(|cell| cell.needs), *needs);
        if *verdict == "failed" {
            let problem = problem_of(finding, &checkup).unwrap();
            assert_eq!(problem.cause, "role-short");
            assert!(problem.title.contains("Finance > Agreements"), "{}", problem.title);
            // Each column that is short is named, and no other.
            let short = (0..4).filter(|n| has[*n] < needs[*n]).map(|n| COLUMNS[n]);
            let named = COLUMNS.into_iter().filter(|column| problem.todo[0].contains(column));
            assert!(short.eq(named), "{}", problem.todo[0]);
        }
    }
}

#[tokio::test]
async fn answers_about_levels_are_matched_tolerantly_or_not_at_all() {
    let cases = [
        (RowNames::InDescription, Levels::Words, "passed"),
        (RowNames::InName, Levels::Words, "passed"),
        (RowNames::SpelledDifferently, Levels::Words, "passed"),
        (RowNames::Opaque, Levels::Words, "unproven"),
        (RowNames::InDescription, Levels::NullForNone, "unproven"),
        (RowNames::InDescription, Levels::AllNull, "unproven"),
    ];
    let (practice, checkup) = start(&some_need()).await;
    for (names, levels, verdict) in cases {
        practice.change(|world| (world.quirks.row_names, world.quirks.levels) = (names, levels));
        let told = run(&checkup).await;
        for finding in told.0.iter().filter(|f| f.line.id().starts_with("row:")) {
            let id = finding.line.id();
            assert_eq!(told.verdict(&id), verdict, "{names:?}, {levels:?}: {finding:?}");
        }
        assert_eq!(told.verdict("keys"), "passed");
    }
}

#[tokio::test]
async fn without_the_levels_only_a_refusal_settles_a_row() {
    let hows = [
        How::Forbidden,
        How::NotFound,
        How::Garbage(200),
        How::NotJson,
        How::WrongShape,
        How::Html(200),
        How::EmptyBody,
        How::EmptyList,
        How::DeepJson,
        How::CloseEarly,
        How::ServerError(500),
    ];
    let need = some_need();
    let (practice, checkup) = start(&need).await;
    for how in hows {
        for closed in [false, true] {
            let mut role = exact_role(&need);
            if closed {
                role.set("Finance", "Agreements", [practice::Level::None; 4]);
            }
            practice.change(|world| {
                world.tenants[0].roles[0] = role;
                world.faults = vec![always("/system/mySecurity", how.clone())];
            });
            let told = run(&checkup).await;
            let case = format!("{how:?}, closed: {closed}");
            let agreements = told.of(AGREEMENTS);
            if closed {
                assert_eq!(told.verdict(AGREEMENTS), "failed", "{case}: {agreements:?}");
                assert_eq!(
                    problem_of(agreements, &checkup).unwrap().cause,
                    "permission-missing",
                    "{case}"
                );
            } else {
                assert_eq!(told.verdict(AGREEMENTS), "unproven", "{case}: {agreements:?}");
                assert!(
                    agreements.evidence.contains("lets it be read"),
                    "{case}: {}",
                    agreements.evidence
                );
            }
            // No question shows these; the list of a table may be read by anybody.
            assert_eq!(told.verdict("row:Finance/Agreement Invoicing"), "unproven", "{case}");
            assert_eq!(told.verdict("row:System/Table Setup"), "unproven", "{case}");
            assert_eq!(told.verdict("table:Company / Company Status"), "unproven", "{case}");
            assert!(
                told.of("table:Company / Company Status").evidence.contains("needs no permission"),
                "{case}"
            );
        }
    }
}

#[tokio::test]
async fn tables_are_told_by_the_allowed_list_or_by_a_refusal() {
    let id = "table:Company / Company Status";
    let need = some_need();
    let (practice, checkup) = start(&need).await;
    // allowed in the role, the list can be read, tables need the permission -> verdict
    let cases = [
        (true, true, false, "passed"),
        (false, true, false, "failed"),
        (true, false, false, "unproven"),
        (false, false, false, "unproven"),
        (true, false, true, "unproven"),
        (false, false, true, "failed"),
    ];
    for (allowed, readable, needs_permission, verdict) in cases {
        let mut role = exact_role(&need);
        role.allowed_tables =
            vec![if allowed { "Company / Company Status" } else { "Service / Source" }.to_owned()];
        practice.change(|world| {
            world.tenants[0].roles[0] = role;
            world.quirks.tables_need_permission = needs_permission;
            world.faults =
                if readable { Vec::new() } else { vec![always("customizeItems", How::Forbidden)] };
        });
        let told = run(&checkup).await;
        let case =
            format!("allowed {allowed}, readable {readable}, needs permission {needs_permission}");
        assert_eq!(told.verdict(id), verdict, "{case}: {:?}", told.of(id));
        if verdict == "failed" {
            let problem = problem_of(told.of(id), &checkup).unwrap();
            assert_eq!(problem.cause, "table-not-allowed");
            assert!(problem.title.contains("Company / Company Status"), "{}", problem.title);
        }
        assert_eq!(told.verdict("row:System/Table Setup"), "passed", "{case}");
    }
}

#[tokio::test]
async fn who_the_keys_belong_to_and_what_they_may_see() {
    let member = |flag: &str| How::Exactly {
        status: 200,
        content_type: "application/json".into(),
        body: format!(r#"[{{"identifier":"practice","inactiveFlag":{flag}}}]"#).into(),
    };
    let need = some_need();
    let (practice, checkup) = start(&need).await;
    let cases = [
        (member("true"), "failed"),
        (member("false"), "passed"),
        (member("null"), "passed"),
        (How::Forbidden, "unproven"),
        (How::EmptyList, "unproven"),
        (How::Garbage(200), "unproven"),
        (How::Html(200), "unproven"),
        (How::CutShort, "unproven"),
    ];
    for (how, verdict) in cases {
        practice.change(|world| world.faults = vec![always("/system/myMembers", how.clone())]);
        let told = run(&checkup).await;
        assert_eq!(told.verdict("member"), verdict, "{how:?}: {:?}", told.of("member"));
        assert_eq!(told.verdict(AGREEMENTS), "passed", "{how:?}: the rows do not depend on it");
        if verdict == "failed" {
            assert_eq!(problem_of(told.of("member"), &checkup).unwrap().cause, "member-inactive");
        }
    }

    // A level below Corporate hides every company; that fails, and proves nothing of the rows.
    practice.change(|world| {
        world.faults = vec![always("/system/mySecurity", How::Forbidden)];
        world.tenants[0].members[0].structure_level = "Site (Level 3)".into();
    });
    let told = run(&checkup).await;
    assert_eq!(told.verdict("companies"), "failed");
    assert!(matches!(told.of("companies").reason, Some(Reason::EmptyList(Some(_)))));
    assert_eq!(problem_of(told.of("companies"), &checkup).unwrap().cause, "no-companies");
    assert!(told.of("member").evidence.contains("Site (Level 3)"), "{:?}", told.of("member"));
    assert_eq!(told.verdict("row:Companies/Company Maintenance"), "unproven");
    assert_eq!(
        told.verdict("row:Companies/Team Members"),
        "unproven",
        "it needs a company to ask about"
    );
}

#[tokio::test]
async fn an_entry_that_stands_twice_with_other_levels_settles_nothing() {
    let entry = |inquire: &str| {
        format!(
            r#"{{"moduleDescription":"Finance","moduleFunctionDescription":"Agreements","addLevel":"All","editLevel":"All","deleteLevel":"None","inquireLevel":"{inquire}"}}"#
        )
    };
    let (practice, mut checkup) = start(&some_need()).await;
    checkup.need = need(&[("Finance", "Agreements", [ALL, ALL, NONE, ALL])], &[]);
    for (second, verdict) in [("All", "passed"), ("None", "unproven")] {
        let body = format!("[{},{}]", entry("All"), entry(second)).into();
        let how = How::Exactly { status: 200, content_type: "application/json".into(), body };
        practice.change(|world| world.faults = vec![always("/system/mySecurity", how)]);
        assert_eq!(run(&checkup).await.verdict(AGREEMENTS), verdict, "second entry {second}");
    }
}
