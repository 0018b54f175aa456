//! What the documents say, against the integration files and the set-up.

use connectwise::authority::{self, Trust};
use integration::Integration;
use setup::Document;
use view::record;

use super::reader::{Element, read};
use super::rig::*;

/// A row as a document has it.
#[derive(Debug, PartialEq)]
struct Row {
    module: String,
    name: String,
    /// In the order of the columns.
    levels: Vec<String>,
    ticked: Option<bool>,
}

fn rows(page: &Element) -> Vec<Row> {
    let mut rows = Vec::new();
    for module in page.with_class("module") {
        let columns: Vec<String> =
            module.first("thead").with_class("level").iter().map(|th| th.text()).collect();
        assert_eq!(columns, ["Add Level", "Edit Level", "Delete Level", "Inquire Level"]);
        for row in module.first("tbody").all("tr") {
            rows.push(Row {
                module: module.first("h3").own_text(),
                name: row.first("th").own_text(),
                levels: row.with_class("level").iter().map(|cell| cell.text()).collect(),
                ticked: row.ticked(),
            });
        }
    }
    rows
}

/// The same from the file; only the ticks are given.
fn wanted(integration: &Integration, ticked: impl Fn(usize) -> Option<bool>) -> Vec<Row> {
    let mut rows: Vec<Row> = integration
        .role
        .rows
        .iter()
        .enumerate()
        .map(|(n, row)| Row {
            module: row.module.to_string(),
            name: row.row.to_string(),
            levels: [row.add, row.edit, row.delete, row.inquire]
                .map(|level| format!("{level:?}"))
                .into(),
            ticked: ticked(n),
        })
        .collect();
    rows.sort_by_key(|row| (row.module.clone(), row.name.clone()));
    rows
}

fn sorted(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort_by_key(|row| (row.module.clone(), row.name.clone()));
    rows
}

fn tables(page: &Element) -> Vec<(String, Option<bool>)> {
    let lists = page.with_class("tables");
    let items = lists.iter().flat_map(|list| list.all("li"));
    items.map(|item| (item.text(), item.ticked())).collect()
}

#[test]
fn every_row_and_table_stands_once_in_its_module_with_its_levels_and_its_tick() {
    for integration in all() {
        let name = &*integration.name;
        for (kind, file, tick) in [
            ("record", record_of(&integration), Some as fn(bool) -> Option<bool>),
            ("practice", practice_record_of(&integration), Some),
            ("plan", plan_of(&integration), |_| Some(false)),
            ("admin", admin_record_of(&integration), |_| None),
        ] {
            leave(&integration.id, kind, &file);
            let page = read(&file.html);
            assert_eq!(sorted(rows(&page)), wanted(&integration, |n| tick(n > 0)), "{name} {kind}");
            let given: Vec<(String, Option<bool>)> = integration
                .role
                .tables
                .iter()
                .enumerate()
                .map(|(n, table)| (table.to_string(), tick(n > 0)))
                .collect();
            assert_eq!(tables(&page), given, "{name} {kind}");
            let titles: Vec<String> =
                page.with_class("module").iter().map(|one| one.first("h3").own_text()).collect();
            let mut once = titles.clone();
            once.dedup();
            assert_eq!(titles, once, "{name}: one block a module");
        }
    }
}

#[test]
fn the_record_says_what_was_made_where_it_is_kept_and_when() {
    for integration in all() {
        let file = record_of(&integration);
        assert_eq!(file.name, format!("{} record 2026-11-25", integration.name));
        let page = read(&file.html);
        let head = page.first("header");
        assert_eq!(head.fact("Company").as_deref(), Some(COMPANY));
        assert_eq!(head.fact("Date").as_deref(), Some("25 November 2026"));
        assert!(head.first("h1").text().ends_with(&*integration.name));

        let place = page.section("Your ConnectWise");
        assert_eq!(place.fact("Company ID").as_deref(), Some("northwind"));
        assert_eq!(place.fact("API address").as_deref(), Some("https://api-na.myconnectwise.net"));
        assert_eq!(place.fact("Begun").as_deref(), Some("24 November 2026, 16:20"));
        let role = page.section("Security role");
        assert_eq!(role.fact("Security role").as_deref(), Some(&*integration.role.name.text));
        let keys = page.section("Key pair");
        assert_eq!(keys.fact("Service").as_deref(), Some("app.keywright.desktop"));
        assert_eq!(keys.fact("Account"), Some(format!("{}-7f3a9c", &*integration.id)));
        assert_eq!(keys.fact("Saved").as_deref(), Some("25 November 2026, 09:07"));
        let check = page.section("Check");
        assert_eq!(check.fact("Check").as_deref(), Some("Signed in 25 November 2026, 09:05"));
        assert!(check.text().contains("Not checked: System > Table Setup."), "{}", check.text());

        let handed = page.section("Hand over").first("tbody").all("tr");
        let labels: Vec<String> = handed.iter().map(|row| row.first("th").own_text()).collect();
        let given: Vec<String> =
            integration.hand_over.fields.iter().map(|field| field.label.to_string()).collect();
        assert_eq!(labels, given, "{}: the vendor's fields, in its order", integration.name);
        for (row, field) in handed.iter().zip(&integration.hand_over.fields) {
            assert_eq!(row.text().contains("not written here"), field.value.is_secret());
        }
        for who in ["Done by", "Checked by"] {
            let rows = page.section("Signed").all("tr");
            assert!(rows.iter().any(|row| row.text() == who), "no line for {who}");
        }
        assert!(page.first("footer").text().contains(&*integration.guide.title));
        assert!(page.first("footer").text().contains(env!("CARGO_PKG_VERSION")));
        assert!(!file.html.contains("PRACTICE"));
    }
}

/// The API Member form, field by field, whether the guide names a field or not.
#[test]
fn the_member_form_is_there_with_what_the_guide_says() {
    for integration in all() {
        for (kind, file) in [("record", record_of(&integration)), ("plan", plan_of(&integration))] {
            let page = read(&file.html);
            let rows = page.section("API member").first("tbody").all("tr");
            let row = |label: &str| {
                let found: Vec<_> =
                    rows.iter().filter(|row| row.first("th").own_text() == label).collect();
                let [one] = found[..] else { panic!("{}: {label} {kind}", integration.name) };
                one.text()
            };
            for label in ["Member ID", "Member Name", "Role ID", "Level", "Department", "Email"] {
                row(label);
            }
            for field in &integration.member.fields {
                let value = field.value.as_ref().and_then(|value| value.fill(|_| None).ok());
                for part in [value, field.note.as_ref().map(|note| note.replace("**", ""))] {
                    let part = part.unwrap_or_default();
                    let text = row(&field.label);
                    assert!(text.contains(&part), "{}: {part} not in {text}", integration.name);
                }
            }
            assert!(row("Role ID").contains(&*integration.role.name.text), "{kind}");
        }
    }
}

#[test]
fn the_plan_says_what_is_needed_and_leaves_lines_for_the_rest() {
    for integration in all() {
        let file = plan_of(&integration);
        assert_eq!(file.name, format!("{} plan 2026-11-25", integration.name));
        let page = read(&file.html);
        assert_eq!(page.first("header").fact("Company"), None);
        for label in ["Company ID", "Site address", "Planned for", "Set up by"] {
            assert_eq!(page.section("Your ConnectWise").fact(label), None, "{label}");
        }
        let before = page.section("Before you begin").text();
        let said = [&integration.before.who[..], &integration.before.open].concat();
        let before = before + &page.section("Your ConnectWise").text();
        let minutes = std::iter::once(&integration.before.minutes);
        for line in minutes.chain(&said).chain(&integration.site.notes) {
            let line = line.text.replace("**", "");
            assert!(before.contains(&line), "{}: {line} not in {before}", integration.name);
        }
        assert!(page.with_class("ticked").is_empty(), "nothing is done yet");
        let heads = page.all("h2");
        assert!(heads.iter().all(|head| head.own_text() != "Check"), "nothing is checked yet");
    }
}

#[test]
fn practice_is_said_on_every_page_of_its_record_and_in_its_name() {
    for integration in all() {
        let file = practice_record_of(&integration);
        assert_eq!(file.name, format!("{} practice record 2026-11-25", integration.name));
        let page = read(&file.html);
        assert_eq!(page.with_class("stamp")[0].text(), "PRACTICE", "printed behind every page");
        assert!(page.first("style").text().contains("@top-right { content: \"PRACTICE\"; }"));
        assert!(page.first("header").text().contains("PRACTICE Made with sample data"));
    }
}

/// Whoever trusted a certificate authority of their own finds it on the paper.
#[test]
fn a_trusted_certificate_authority_is_named_with_its_fingerprint() {
    let integration = &all()[0];
    let mut connection = connection(integration, None);
    let host = "na.myconnectwise.net".to_owned();
    let der = authority_called("Northwind <Root>");
    let authority = authority::read(&der, jiff::Timestamp::now()).unwrap();
    let fingerprint = authority.fingerprint.clone();
    connection.trust = Some(Trust { host, authority });
    let file = file(&setup(integration.clone(), connection), Document::Record);
    let page = read(&file.html);
    let place = page.section("Your ConnectWise");
    assert_eq!(place.fact("Certificate authority").as_deref(), Some("Northwind <Root>"));
    assert_eq!(place.fact("Trusted for").as_deref(), Some("na.myconnectwise.net alone"));
    assert_eq!(place.fact("Its SHA-256"), Some(fingerprint));
}

/// The same facts as a text for a message: boxes are brackets there.
#[test]
fn the_text_has_the_same_rows_and_ticks() {
    for integration in all() {
        let setup = setup(integration.clone(), connection(&integration, None));
        let present = setup.present().unwrap();
        let text = record::text(&setup, present);
        let is_row = |line: &&str| line.starts_with('[') || line.starts_with("not used\t");
        let in_text: Vec<&str> = text.lines().filter(is_row).collect();
        let first = |n| if n == 0 { "[ ]" } else { "[x]" };
        let first_row = |n: usize, row: &integration::Row| match (n, &row.when) {
            (0, Some(_)) => "not used",
            _ => first(n),
        };
        let tables = integration.role.tables.iter().enumerate();
        let mut given: Vec<String> =
            tables.map(|(n, table)| format!("{} {table}", first(n))).collect();
        given.extend(integration.role.rows.iter().enumerate().map(|(n, row)| {
            let levels = [row.add, row.edit, row.delete, row.inquire].map(|l| format!("{l:?}"));
            format!("{}\t{}\t{}\t{}", first_row(n, row), row.module, row.row, levels.join("\t"))
        }));
        let mut in_text: Vec<String> = in_text.into_iter().map(str::to_owned).collect();
        in_text.sort();
        given.sort();
        assert_eq!(in_text, given);
        for said in [COMPANY, "northwind", "24 November 2026", "It holds no keys."] {
            assert!(text.contains(said), "no {said} in {text}");
        }
    }
}

/// No keys before a check: nobody may take the paper for more than it is.
#[test]
fn what_was_not_checked_or_not_saved_says_so() {
    let integration = &all()[0];
    let mut connection = connection(integration, None);
    connection.checked = None;
    connection.outcome = None;
    connection.saved = None;
    let file = file(&setup(integration.clone(), connection), Document::Record);
    let page = read(&file.html);
    assert!(page.section("Check").fact("Check").unwrap().starts_with("NOT CHECKED"));
    assert_eq!(page.section("Key pair").fact("Keys").as_deref(), Some("not saved"));
}
