//! What lies in the program's folder: the journal, and integration files added by hand.

use std::fs;
use std::path::Path;

use assistant::problem::Problem;
use assistant::setup::Intent;
use assistant::view::types::StartPage;

use super::window::*;

mock_store!(store);

fn start(folder: &Path) -> StartPage {
    session(folder, store, async |window| start_page(&window.desk.view()).unwrap())
}

fn causes(troubles: &[Problem]) -> Vec<&str> {
    troubles.iter().map(|problem| problem.cause.as_str()).collect()
}

#[test]
fn a_damaged_journal_is_told_set_aside_and_does_not_stop_the_program() {
    for damage in [
        "",
        "{",
        "not json",
        "[]",
        "{\"schema\":1}",
        "{\"schema\":1,\"connections\":[{}]}",
        "\0\0\0\0",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let journal = folder.path().join("journal.json");
        fs::write(&journal, damage).unwrap();
        let page = start(folder.path());
        assert_eq!(causes(&page.troubles), ["journal-damaged"], "{damage:?}");
        assert_eq!(page.integrations.len(), 5);
        let aside = folder.path().join("journal.json.damaged-1");
        assert_eq!(fs::read_to_string(aside).unwrap(), damage, "support may ask for it");
        assert!(page.troubles[0].why.contains("no older copy"), "{}", page.troubles[0].why);
    }
}

#[test]
fn a_damaged_journal_with_an_older_copy_goes_on_with_that() {
    let folder = tempfile::tempdir().unwrap();
    session(folder.path(), store, async |window| {
        window.begin(&ids()[0]).await;
        window.do_page().await;
        window.written("found", |journal| journal[0]["step"] == "role").await;
    });
    let journal = folder.path().join("journal.json");
    let whole = fs::read(&journal).unwrap();
    fs::write(&journal, &whole[..whole.len() / 2]).unwrap();
    let page = start(folder.path());
    assert_eq!((causes(&page.troubles), page.unfinished.len()), (vec!["journal-damaged"], 1));
    assert!(page.troubles[0].why.contains("older copy was used"), "{}", page.troubles[0].why);
    assert_eq!(causes(&start(folder.path()).troubles), [] as [&str; 0], "told once");
}

#[test]
fn a_newer_journal_is_told_left_alone_and_a_save_that_fails_is_told_too() {
    let folder = tempfile::tempdir().unwrap();
    let newer = r#"{"schema":2,"things":[]}"#;
    fs::write(folder.path().join("journal.json"), newer).unwrap();
    session(folder.path(), store, async |window| {
        assert_eq!(causes(&start_page(&window.desk.view()).unwrap().troubles), ["journal-newer"]);
        window.begin(&ids()[0]).await;
        let problem = window.until("a problem", |view| view.problem.clone()).await;
        assert_eq!(problem.cause, "journal-not-saved");
    });
    assert_eq!(fs::read_to_string(folder.path().join("journal.json")).unwrap(), newer);
}

/// A built-in file under another id.
fn another(id: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../integrations");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "toml"))
        .collect();
    files.sort();
    let text = fs::read_to_string(&files[0]).unwrap();
    let own = text.lines().find(|line| line.starts_with("id = ")).unwrap().to_owned();
    text.replace(&own, &format!("id = \"{id}\""))
}

#[test]
fn files_added_by_hand_are_listed_as_such_or_named_with_line_and_column() {
    let folder = tempfile::tempdir().unwrap();
    let added = folder.path().join("integrations");
    fs::create_dir(&added).unwrap();
    let taken = ids()[0].clone();
    fs::write(added.join("good.toml"), another("from-hand")).unwrap();
    fs::write(added.join("again.toml"), another(&taken)).unwrap();
    fs::write(
        added.join("unknown-key.toml"),
        format!("# a comment\n  surprise = 1\n{}", another("x1")),
    )
    .unwrap();
    fs::write(added.join("cut.toml"), "schema = 1\nid = \"x2\nname = 1\n").unwrap();
    fs::write(added.join("huge.toml"), "#".repeat(256 * 1024 + 1)).unwrap();
    fs::write(added.join("no-text.toml"), [0xff, 0xfe, 0x00]).unwrap();
    fs::write(added.join("notes.txt"), "not looked at").unwrap();

    let page = start(folder.path());
    assert_eq!(page.integrations.len(), 6);
    let card = page.integrations.iter().find(|card| card.id == "from-hand").unwrap();
    assert!(card.summary.starts_with("Not built in: added by hand."), "{}", card.summary);
    assert!(
        page.integrations
            .iter()
            .filter(|card| card.id == taken)
            .all(|card| !card.summary.contains("by hand"))
    );

    let trouble = |file: &str| {
        let found = page
            .troubles
            .iter()
            .find(|p| p.title.starts_with(file))
            .unwrap_or_else(|| panic!("{file}: {:?}", page.troubles));
        assert_eq!(found.cause, "integration-file");
        (found.title.clone(), found.technical.clone().unwrap())
    };
    assert_eq!(trouble("again.toml").1, format!("the id {taken} is taken"));
    let (title, reason) = trouble("unknown-key.toml");
    assert_eq!(title, "unknown-key.toml cannot be read, line 2, column 3");
    assert!(reason.contains("surprise"), "{reason}");
    assert!(trouble("cut.toml").0.contains("line 2, column "), "{}", trouble("cut.toml").0);
    assert!(trouble("huge.toml").1.contains("256 KiB"));
    trouble("no-text.toml");
    assert_eq!(page.troubles.len(), 5);
}

#[test]
fn a_set_up_whose_file_is_gone_says_so_and_can_be_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let added = folder.path().join("integrations");
    fs::create_dir(&added).unwrap();
    fs::write(added.join("good.toml"), another("from-hand")).unwrap();
    session(folder.path(), store, async |window| {
        window.begin("from-hand").await;
        window.written("begun", |journal| journal[0]["integration"] == "from-hand").await;
    });
    fs::remove_file(added.join("good.toml")).unwrap();
    session(folder.path(), store, async |window| {
        let kept = start_page(&window.desk.view()).unwrap().unfinished.remove(0);
        let view = window.press(&kept.open);
        assert_eq!(view.problem.unwrap().cause, "integration-gone");
        let Intent::Resume { connection } = kept.open.intent else { panic!("{kept:?}") };
        window.act(Intent::ForgetForGood { connection });
        window
            .until("an empty list", |view| start_page(view)?.unfinished.is_empty().then_some(()))
            .await;
    });
}
