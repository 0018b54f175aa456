//! Two programs on one folder.

use std::io::stdin;
use std::path::Path;

use runtime::journal::Journal;
use setup::outside::JournalTrouble;

use super::helper::{Helper, number, numbered, say};
use crate::desk::window::{ids, mock_store, session, start_page};

mock_store!(store);

const SAVES: u64 = 5;

/// The helper: who holds the journal; then saves, on a word; then waits to be let go.
pub fn race(folder: &Path) {
    let mut journal = Journal::open(folder);
    let (connections, trouble) = journal.load();
    match trouble {
        None => say("writes"),
        Some(JournalTrouble::HeldByAnother { .. }) => say("held"),
        Some(other) => panic!("{other:?}"),
    }
    let mut line = String::new();
    stdin().read_line(&mut line).unwrap();
    let first = number(&connections) + 1;
    let saved = (first..first + SAVES).filter(|n| journal.save(&numbered(*n)).is_ok()).count();
    say(&saved.to_string());
    stdin().read_line(&mut line).unwrap();
}

#[test]
fn of_two_at_once_one_writes() {
    const ROUNDS: u64 = 100;
    let folder = tempfile::tempdir().unwrap();
    for round in 1..=ROUNDS {
        let mut two = [(); 2].map(|()| Helper::start("race", folder.path()));
        let mut roles = two.each_mut().map(|helper| helper.expect());
        // Both at once: the one that may not is not merely too late.
        two.iter_mut().for_each(|helper| helper.tell("save"));
        let saves = two.each_mut().map(|helper| helper.expect());
        for (role, saves) in roles.iter().zip(saves) {
            let expected = if role == "writes" { SAVES } else { 0 };
            assert_eq!(saves, expected.to_string(), "round {round}: {role}");
        }
        roles.sort();
        assert_eq!(roles, ["held", "writes"], "round {round}");
        two.into_iter().for_each(Helper::end);
        let (connections, trouble) = Journal::open(folder.path()).load();
        assert_eq!((number(&connections), trouble), (round * SAVES, None), "round {round}");
    }
    eprintln!("figure: {ROUNDS} times two at once: one writer each time, 0 corrupt");
}

/// Where the second one cannot find the first by itself, it says that there is one.
#[test]
fn a_second_program_says_so_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = Journal::open(folder.path());
    first.load();
    first.save(&[]).unwrap();
    session(folder.path(), store, async |window| {
        let page = start_page(&window.desk.view()).unwrap();
        let [trouble] = &page.troubles[..] else { panic!("{:?}", page.troubles) };
        assert_eq!(
            (&*trouble.cause, &*trouble.title),
            ("journal-held", "Keywright is already open")
        );
        window.begin(&ids()[0]).await;
        let problem = window.until("a problem", |view| view.problem.clone()).await;
        assert_eq!(problem.cause, "journal-held");
        // The first one ends: what this one did not read it still does not write over.
        drop(first);
        window.do_page().await;
    });
    assert_eq!(Journal::open(folder.path()).load(), (vec![], None));
    session(folder.path(), store, async |window| {
        assert_eq!(start_page(&window.desk.view()).unwrap().troubles, []);
    });
}
