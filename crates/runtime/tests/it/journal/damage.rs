//! Bits flipped and ends cut off, in the journal and in the older copy beside it.

use std::fs;

use runtime::journal::Journal;
use setup::outside::JournalTrouble;

use super::helper::{Dice, numbered};

#[test]
fn five_hundred_damages_and_no_panic() {
    let source = tempfile::tempdir().unwrap();
    let mut journal = Journal::open(source.path());
    assert_eq!(journal.load(), (vec![], None));
    journal.save(&numbered(1)).unwrap();
    journal.save(&numbered(2)).unwrap();
    let good = |name: &str| fs::read(source.path().join(name)).unwrap();
    let (newest, older) = (good("journal.json"), good("journal.json.bak"));

    let mut dice = Dice(0x6a6f_7572);
    let mut counts = [0; 4];
    for round in 0..500 {
        let mut damage = |bytes: &[u8]| {
            let mut bytes = bytes.to_vec();
            let place = dice.below(bytes.len() as u64) as usize;
            // Most of a journal is text, where a flip goes unnoticed: its first lines are
            // hit as often as the rest.
            let place = if dice.below(2) == 0 { place } else { place % 40 };
            match dice.below(2) {
                0 => bytes[place] ^= 1 << dice.below(8),
                _ => bytes.truncate(place),
            }
            bytes
        };
        // Either, both, or the older copy where there is no other.
        let (json, bak) = match round % 4 {
            0 => (Some(damage(&newest)), older.clone()),
            1 => (Some(newest.clone()), damage(&older)),
            2 => (Some(damage(&newest)), damage(&older)),
            _ => (None, damage(&older)),
        };
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        if let Some(json) = &json {
            fs::write(path("journal.json"), json).unwrap();
        }
        fs::write(path("journal.json.bak"), &bak).unwrap();

        let mut journal = Journal::open(folder.path());
        let (connections, trouble) = journal.load();
        let damaged = json.clone().unwrap_or_else(|| bak.clone());
        let what = match &trouble {
            None => 0,
            Some(JournalTrouble::SetAside { path, recovered }) => {
                assert_eq!(fs::read(path).unwrap(), damaged, "round {round}: it is kept");
                assert_eq!(connections.is_empty(), !recovered, "round {round}");
                if round % 4 == 0 {
                    assert_eq!(connections, numbered(1), "round {round}: the older copy");
                }
                if *recovered { 1 } else { 2 }
            }
            // One flip makes another number of the schema.
            Some(JournalTrouble::Newer { .. }) => {
                let now = |name: &str| fs::read(path(name)).ok();
                let left = (now("journal.json"), now("journal.json.bak"));
                assert_eq!(left, (json, Some(bak)), "round {round}: left as they are");
                3
            }
            Some(other) => panic!("round {round}: {other:?}"),
        };
        counts[what] += 1;
        // Life goes on, except over what a newer program may have written.
        if what != 3 && round % 20 > 3 {
            continue; // a save takes its time
        }
        let saved = journal.save(&numbered(3));
        assert_eq!(saved.is_ok(), what != 3, "round {round}: {saved:?}");
        if what != 3 {
            drop(journal);
            let loaded = Journal::open(folder.path()).load();
            assert_eq!(loaded, (numbered(3), None), "round {round}");
        }
    }
    let [good, recovered, aside, newer] = counts;
    eprintln!(
        "figure: 500 damages: {good} loaded, {recovered} set aside and the older copy used, {aside} set aside, \
         {newer} taken for a newer program's; 0 panics"
    );
    assert!(good > 0 && recovered > 0 && aside > 0, "{counts:?}");
}
