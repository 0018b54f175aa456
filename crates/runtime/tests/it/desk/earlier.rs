//! What Keywright 0.1 left: a journal of schema 1 and its keychain items, as that program wrote them
//! in `data/`. Dates and remarks stood there in English words.

use serde_json::{Value, json};
use setup::outside::SERVICE;
use setup::{Intent, StepId, WalkPress};
use view::types::*;

use super::window::*;

mock_store!(store);
mock_store!(other_store);

const JOURNAL: &str = include_str!("../data/journal-1.json");
const ITEMS: &str = include_str!("../data/items-1.json");
const WHEN: &str = "1 December 2026, 07:11";

/// A folder and a keychain as they were left.
fn left(open: Open) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("journal.json"), JOURNAL).unwrap();
    let items: serde_json::Map<String, Value> = serde_json::from_str(ITEMS).unwrap();
    for (account, item) in items {
        let entry = open().unwrap().build(SERVICE, &account, None).unwrap();
        entry.set_secret(item.to_string().as_bytes()).unwrap();
    }
    folder
}

fn details(cards: &[Kept]) -> Vec<&str> {
    cards.iter().map(|card| card.detail.as_str()).collect()
}

#[test]
fn what_an_earlier_keywright_saved_is_told_as_it_was_told_then() {
    let folder = left(store);
    session(folder.path(), store, async |window| {
        let page = start_page(&window.desk.view()).unwrap();
        assert_eq!(page.troubles, []);
        assert_eq!(
            details(&page.saved),
            [
                format!("Saved {WHEN}. New values are not saved yet"),
                format!("Checked and saved {WHEN}"),
            ]
        );
        assert_eq!(
            details(&page.unfinished),
            [format!("Begun {WHEN}. Next: Your ConnectWise"), format!("Begun {WHEN}. Next: Check"),]
        );
        // The check that found rows missing still names them.
        window.press(&page.unfinished[1].open);
        let role = window.act(Intent::Walk(WalkPress::Go { step: StepId::Role }));
        let rows = role_page(&role).unwrap().grid.unwrap().groups.into_iter().flat_map(|g| g.rows);
        let found: Vec<String> = rows.filter(|row| row.found.is_some()).map(|r| r.name).collect();
        assert!(!found.is_empty(), "{role:?}");
        window.act(Intent::Walk(WalkPress::Home));
        let page = start_page(&window.desk.view()).unwrap();
        window.press(&page.saved[0].open);
        window.act(Intent::Walk(WalkPress::Go { step: StepId::Keys }));
        let beside = window.until("the pairs", |view| {
            keys_page(view).map(|keys| keys.beside).filter(|beside| !beside.is_empty())
        });
        assert!(beside.await[0].text.contains("The saved pair stays"));
        let written = window.written("the journal", |journal| journal[0]["saved"].is_string());
        written.await;
    });
    // Written anew, it says the same in dates that programs read.
    let now: Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("journal.json")).unwrap())
            .unwrap();
    assert_eq!(now["schema"], json!(2));
    for name in ["begun", "saved", "checked"] {
        let date = now["connections"][0][name].as_str().unwrap();
        assert!(date.parse::<jiff::Timestamp>().is_ok(), "{name}: {date}");
    }
    session(folder.path(), store, async |window| {
        let page = start_page(&window.desk.view()).unwrap();
        assert_eq!(details(&page.saved)[1], format!("Checked and saved {WHEN}"));
    });
}

/// Of words that say no date nothing is claimed, and everything else stays.
#[test]
fn a_date_that_nobody_can_read_is_no_date() {
    let folder = left(other_store);
    let journal = JOURNAL.replace(WHEN, "yesterday, or so");
    std::fs::write(folder.path().join("journal.json"), journal).unwrap();
    session(folder.path(), other_store, async |window| {
        let page = start_page(&window.desk.view()).unwrap();
        assert_eq!(page.troubles, []);
        assert_eq!((page.saved.len(), page.unfinished.len()), (0, 4));
        for detail in details(&page.unfinished) {
            assert!(detail.starts_with("Next: "), "{detail}");
        }
    });
}
