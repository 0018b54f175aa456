//! Permissions decide what an address answers, row by row.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod common;

use common::{api, start};
use practice::{
    GRID, LIMITED_PRIVATE_KEY, LIMITED_PUBLIC_KEY, Level, Levels, PROBES, Practice, Probe, Role,
    RowNames, TABLES, World,
};
use serde_json::{Value, json};

fn address(probe: &Probe) -> String {
    let whole = if probe.query.is_empty() {
        probe.path.to_owned()
    } else {
        format!("{}?{}", probe.path, probe.query)
    };
    whole.replace("{companyId}", "250").replace("{ticketId}", "50100")
}

fn give(practice: &Practice, mut role: Role) {
    role.id = 11;
    practice.change(|world| world.tenants[0].roles[0] = role);
}

async fn status(practice: &Practice, path: &str) -> u16 {
    api(path).of(practice).await.status
}

#[tokio::test]
async fn a_probe_needs_its_own_row_and_no_other() {
    let practice = start(World::sample()).await;
    assert_eq!(PROBES.len(), 22);
    for probe in PROBES {
        let mut only = Role::none("only this row");
        only.set(probe.module, probe.row, [Level::None, Level::None, Level::None, Level::All]);
        give(&practice, only);
        assert_eq!(status(&practice, &address(probe)).await, 200, "{probe:?} with its row");

        let mut without = Role::full("all but this row");
        without.set(probe.module, probe.row, [Level::All, Level::All, Level::All, Level::None]);
        give(&practice, without);
        let refused = api(&address(probe)).of(&practice).await;
        assert_eq!(refused.status, 403, "{probe:?} without its row");
        let words = "You do not have security permission to perform this action.";
        assert_eq!(refused.json()["code"], "Security");
        assert_eq!(refused.json()["message"], words);
    }
}

#[tokio::test]
async fn every_probed_row_is_on_the_screen() {
    for probe in PROBES {
        let module = GRID.iter().find(|(module, _)| *module == probe.module);
        assert!(module.is_some_and(|(_, rows)| rows.contains(&probe.row)), "{probe:?}");
    }
}

#[tokio::test]
async fn setup_tables_are_readable_without_permission() {
    let practice = start(World::sample()).await;
    give(&practice, Role::none("nothing"));
    assert_eq!(TABLES.len(), 20);
    for table in TABLES {
        assert_eq!(status(&practice, table.path).await, 200, "{}", table.name);
    }
}

#[tokio::test]
async fn setup_tables_can_be_made_to_need_permission() {
    let practice = start(World::sample()).await;
    practice.change(|world| world.quirks.tables_need_permission = true);
    let mut role = Role::none("one table");
    role.set("System", "Table Setup", [Level::None, Level::None, Level::None, Level::All]);
    role.allowed_tables = vec!["Service / Source".to_owned()];
    give(&practice, role.clone());
    assert_eq!(status(&practice, "/service/sources").await, 200);
    assert_eq!(status(&practice, "/service/boards").await, 403);
    role.set("System", "Table Setup", [Level::None; 4]);
    give(&practice, role);
    assert_eq!(status(&practice, "/service/sources").await, 403);
}

#[tokio::test]
async fn what_a_sign_in_opens_needs_no_permission() {
    let practice = start(World::sample()).await;
    give(&practice, Role::none("nothing"));
    for path in [
        "/system/info",
        "/system/myMembers",
        "/system/myMembers/info",
        "/system/mySecurity",
        "/system/mySecurity/customizeItems",
        "/system/mySecurity/customizeItems/",
    ] {
        assert_eq!(status(&practice, path).await, 200, "{path}");
    }
}

#[tokio::test]
async fn a_role_and_its_settings_need_the_security_row() {
    let practice = start(World::sample()).await;
    let settings =
        api("/system/securityRoles/12/settings?pageSize=1000").of(&practice).await.list();
    assert_eq!(settings.len(), GRID.iter().map(|(_, rows)| rows.len()).sum::<usize>());
    let agreements = row(&settings, "Finance", "Agreements");
    assert_eq!(agreements["inquireLevel"], "None");
    give(&practice, Role::none("nothing"));
    assert_eq!(status(&practice, "/system/securityroles").await, 403);
    assert_eq!(status(&practice, "/system/securityRoles/11/settings").await, 403);
}

#[tokio::test]
async fn inquire_my_shows_a_part_only() {
    let practice = start(World::sample()).await;
    let mut role = Role::full("own configurations");
    role.set("Companies", "Configurations", [Level::My; 4]);
    give(&practice, role);
    assert_eq!(api("/company/configurations").of(&practice).await.list().len(), 1);
    assert_eq!(api("/company/configurations/count").of(&practice).await.json()["count"], 1);
}

#[tokio::test]
async fn a_level_below_corporate_hides_companies() {
    let practice = start(World::sample()).await;
    practice
        .change(|world| world.tenants[0].members[0].structure_level = "Tampa (Level 2)".to_owned());
    assert!(api("/company/companies").of(&practice).await.list().is_empty());
    let me = api("/system/myMembers").of(&practice).await.json();
    assert_eq!(me["structureLevel"]["name"], "Tampa (Level 2)");
}

#[tokio::test]
async fn hidden_boards_hide_their_tickets() {
    let practice = start(World::sample()).await;
    practice.change(|world| world.tenants[0].members[0].hidden_boards = vec![1, 2, 3]);
    assert!(api("/service/tickets").of(&practice).await.list().is_empty());
}

fn row<'l>(list: &'l [Value], module: &str, name: &str) -> &'l Value {
    let fits = |entry: &&Value| {
        entry["moduleDescription"] == module && entry["moduleFunctionDescription"] == name
    };
    list.iter().find(fits).unwrap()
}

#[tokio::test]
async fn my_security_tells_the_members_own_levels() {
    let practice = start(World::sample()).await;
    let ask = api("/system/mySecurity?pageSize=1000").with_keys(
        "acme-msp",
        LIMITED_PUBLIC_KEY,
        LIMITED_PRIVATE_KEY,
    );
    let mine = ask.of(&practice).await.list();
    let tickets = row(&mine, "Service Desk", "Service Tickets");
    assert_eq!(tickets["addLevel"], "All");
    assert_eq!(tickets["deleteLevel"], "None");
    assert_eq!(tickets["member"]["identifier"], "practice-small");
    assert_eq!(row(&mine, "Companies", "Configurations")["inquireLevel"], "My");

    practice.change(|world| world.quirks.levels = Levels::NullForNone);
    let mine = ask.of(&practice).await.list();
    assert_eq!(row(&mine, "Service Desk", "Service Tickets")["deleteLevel"], Value::Null);
    assert_eq!(row(&mine, "Service Desk", "Service Tickets")["addLevel"], "All");

    practice.change(|world| world.quirks.levels = Levels::AllNull);
    let mine = ask.of(&practice).await.list();
    assert_eq!(row(&mine, "Service Desk", "Service Tickets")["addLevel"], Value::Null);
}

#[tokio::test]
async fn my_security_can_keep_its_names_elsewhere() {
    let practice = start(World::sample()).await;
    let mut names = Vec::new();
    for form in
        [RowNames::InDescription, RowNames::InName, RowNames::SpelledDifferently, RowNames::Opaque]
    {
        practice.change(|world| world.quirks.row_names = form);
        let entry = api("/system/mySecurity?pageSize=1").of(&practice).await.list().remove(0);
        names.push([
            entry["moduleFunctionDescription"].clone(),
            entry["moduleFunctionName"].clone(),
        ]);
    }
    let expected = [
        [json!("Company Maintenance"), json!("CompanyMaintenance")],
        [json!(""), json!("Company Maintenance")],
        [json!("COMPANY MAINTENANCE"), json!("CompanyMaintenance")],
        [json!("Function 1"), json!("Function 1")],
    ];
    assert_eq!(names, expected);
}

#[tokio::test]
async fn customize_items_list_the_allowed_tables() {
    let practice = start(World::sample()).await;
    let mut role = Role::none("two tables");
    role.allowed_tables = vec!["Service / Source".to_owned(), "Company / Team Role".to_owned()];
    give(&practice, role);
    let items = api("/system/mySecurity/customizeItems/").of(&practice).await.list();
    let tables: Vec<_> = items
        .iter()
        .filter(|item| item["customizeIdentifier"] == "SystemTableSetup")
        .map(|item| item["itemIdentifier"].clone())
        .collect();
    assert_eq!(tables, [json!("Service / Source"), json!("Company / Team Role")]);
}
