//! What lies in the program's folder: the journal, and integration files added by hand.

use std::fs;
use std::path::Path;

use setup::{Intent, StartPress};
use view::problem::Problem;
use view::types::StartPage;

use super::window::*;

mock_store!(store);

pub fn start(folder: &Path) -> StartPage {
    session(folder, store, async |window| start_page(&window.desk.view()).unwrap())
}

pub fn causes(troubles: &[Problem]) -> Vec<&str> {
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
        assert_eq!(page.integrations.len(), integration::built_in().0.len());
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
    let newer = r#"{"schema":3,"things":[]}"#;
    fs::write(folder.path().join("journal.json"), newer).unwrap();
    session(folder.path(), store, async |window| {
        assert_eq!(causes(&start_page(&window.desk.view()).unwrap().troubles), ["journal-newer"]);
        window.begin(&ids()[0]).await;
        let problem = window.until("a problem", |view| view.problem.clone()).await;
        assert_eq!(problem.cause, "journal-not-saved");
    });
    assert_eq!(fs::read_to_string(folder.path().join("journal.json")).unwrap(), newer);
}

/// The text of a built-in file.
fn built_in_file() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../integrations");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "toml"))
        .collect();
    files.sort();
    fs::read_to_string(&files[0]).unwrap()
}

/// A built-in file under another id, name and vendor.
pub fn another(id: &str) -> String {
    named(id, "Another product", "Another vendor")
}

fn named(id: &str, name: &str, vendor: &str) -> String {
    let mut text = built_in_file();
    for (key, value) in [("id", id), ("name", name), ("vendor", vendor)] {
        let own = text.lines().find(|line| line.starts_with(&format!("{key} = "))).unwrap();
        let own = own.to_owned();
        text = text.replacen(&own, &format!("{key} = \"{value}\""), 1);
    }
    text
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
    assert_eq!(page.integrations.len(), ids().len() + 1);
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
        let Intent::Start(StartPress::Resume { connection }) = kept.open.intent else {
            panic!("{kept:?}")
        };
        window.act(Intent::Start(StartPress::ForgetForGood { connection }));
        window
            .until("an empty list", |view| start_page(view)?.unfinished.is_empty().then_some(()))
            .await;
    });
}

#[test]
fn many_files_are_read_and_complained_of_up_to_a_bound() {
    let folder = tempfile::tempdir().unwrap();
    let added = folder.path().join("integrations");
    fs::create_dir(&added).unwrap();
    for n in 0..150 {
        fs::write(added.join(format!("a{n:03}.toml")), "schema = 1\n").unwrap();
    }
    for n in 0..100 {
        fs::write(added.join(format!("b{n:03}.toml")), another(&format!("by-hand-{n}"))).unwrap();
    }
    let page = start(folder.path());
    assert_eq!(page.integrations.len(), integration::built_in().0.len() + 50, "200 files are read");
    let titles: Vec<&str> = page.troubles.iter().map(|trouble| trouble.title.as_str()).collect();
    assert_eq!(titles.len(), 22, "{titles:?}");
    assert_eq!(titles[20..], ["130 more files cannot be read", "50 more files cannot be read"]);
}

/// Whoever reads the name in passing would take it for the product that came with the program.
#[test]
fn a_file_that_takes_the_name_of_a_built_in_product_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let added = folder.path().join("integrations");
    fs::create_dir(&added).unwrap();
    let theirs = [
        ("Vectis", "Somebody"),
        ("Something", "Vectis"),
        ("VECTIS\u{ae}", "Somebody"),
        ("V\u{435}\u{441}tis", "Somebody"),
        ("\u{ff36}ectis", "Somebody"),
        ("Vect1s.", "Somebody"),
        ("V\u{e9}ctis", "Somebody"),
        ("Sync365", "Somebody"),
        ("SyncSmart for\u{a0}HubSpot", "Somebody"),
        ("Pr\u{3bf}pel Your MSP", "Somebody"),
    ];
    for (n, (name, vendor)) in theirs.iter().enumerate() {
        fs::write(added.join(format!("a{n}.toml")), named(&format!("x{n}"), name, vendor)).unwrap();
    }
    fs::write(added.join("b.toml"), named("y", "Vectra", "Vector")).unwrap();
    let page = start(folder.path());
    let cards: Vec<&str> = page.integrations.iter().map(|card| card.name.as_str()).collect();
    assert_eq!(cards.len(), ids().len() + 1, "{cards:?}");
    assert!(cards.contains(&"Vectra"));
    assert_eq!(page.troubles.len(), theirs.len());
    for trouble in &page.troubles {
        let technical = trouble.technical.as_ref().unwrap();
        assert!(technical.contains("which comes with Keywright"), "{technical}");
    }
}
