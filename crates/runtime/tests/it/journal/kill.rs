//! Killed in the middle of a save.

use std::fs;
use std::time::Duration;

use runtime::journal::Journal;
use setup::Connection;

use super::helper::{Dice, Helper, names, number, rounds};

/// Starts a saving helper, kills it at some moment, and says what it had acknowledged.
fn killed(role: &str, folder: &std::path::Path, dice: &mut Dice) -> u64 {
    let mut helper = Helper::start(role, folder);
    let mut acknowledged = helper.expect();
    std::thread::sleep(Duration::from_micros(dice.below(12_000)));
    helper.kill();
    while let Some(said) = helper.next() {
        acknowledged = said;
    }
    acknowledged.parse().unwrap()
}

#[test]
fn no_acknowledged_save_is_lost_and_none_is_torn() {
    let folder = tempfile::tempdir().unwrap();
    let mut dice = Dice(0x6b65_7977);
    let rounds = rounds(30, 1000);
    let (mut last, mut in_a_save) = (0, 0);
    for round in 0..rounds {
        let acknowledged = killed("save", folder.path(), &mut dice);
        assert!(acknowledged > last, "round {round}: {acknowledged} after {last}");
        in_a_save += usize::from(folder.path().join("journal.json.new").exists());
        let mut journal = Journal::open(folder.path());
        let (connections, trouble) = journal.load();
        assert_eq!(trouble, None, "round {round}");
        last = number(&connections);
        // One more may have been written whose acknowledgement did not come any more.
        assert!(
            last == acknowledged || last == acknowledged + 1,
            "round {round}: {last} was loaded, {acknowledged} acknowledged"
        );
        for name in names(folder.path()) {
            let known = ["journal.json", "journal.json.bak", "journal.lock"];
            assert!(known.contains(&name.as_str()), "round {round}: {name} is left");
        }
    }
    eprintln!(
        "figure: {rounds} kills, {in_a_save} of them left a new file half-way; {last} saves; 0 lost, 0 torn, 0 files left"
    );
    if rounds < 1000 {
        return;
    }
    let mut torn = 0;
    for _ in 0..300 {
        killed("plain", folder.path(), &mut dice);
        let text = fs::read(folder.path().join("plain.json")).unwrap();
        torn += usize::from(serde_json::from_slice::<Vec<Connection>>(&text).is_err());
    }
    eprintln!("figure: for comparison, a plain write: 300 kills, {torn} torn");
    assert!(torn > 0, "the kills do not hit");
}
