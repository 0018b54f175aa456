//! What was saved is there after the keychain's service was ended, by a crash or in order,
//! and started again; and a restart in between is survived, or told by its name.

use std::cell::Cell;
use std::time::{Duration, Instant};

use leash::{Ended, PLENTY};

use super::place::{Inner, Place, Running};
use super::{AS_LONG_AS_A_KEYCHAIN, Press, figure, rounds};

fn put(inner: &mut Inner, account: &str, value: &str) {
    assert_eq!(inner.ask(&format!("put {account} {value}")), "Ok(())");
}

fn get(inner: &mut Inner, account: &str) -> String {
    inner.ask(&format!("get {account}"))
}

/// The same process before and after, and a fresh one. `written` waits until what was put (or
/// with none: removed) is where it outlives the service.
fn comes_back(
    name: &str,
    start: impl Fn(&Place) -> Running,
    written: impl Fn(&Place, &str, Option<&str>),
    end: fn(Running) -> Ended,
) {
    let times = rounds(3, 50);
    let (ends, forced) = (Cell::new(0), Cell::new(0));
    let end = |service| {
        ends.set(ends.get() + 1);
        forced.set(forced.get() + usize::from(end(service) == Ended::ByForce));
    };
    let place = Place::new();
    let mut service = start(&place);
    let mut inner = place.inner();
    // What the proof leaves to be written is over with the service.
    assert_eq!(inner.ask("prove"), "Ok(())");
    end(service);
    service = start(&place);
    for round in 1..=times {
        let value = format!("value-{round}");
        for account in ["always", &format!("only-{round}")] {
            put(&mut inner, account, &value);
            written(&place, account, Some(&value));
            end(service);
            service = start(&place);
            let expected = format!("Ok(Some(\"{value}\"))");
            for reader in [&mut inner, &mut place.inner()] {
                assert_eq!(get(reader, account), expected, "{name}, round {round}");
            }
        }
    }
    assert_eq!(inner.ask("remove always"), "Ok(())");
    written(&place, "always", None);
    end(service);
    let _service = start(&place);
    assert_eq!(get(&mut inner, "always"), "Ok(None)", "removed for good");
    assert_eq!(get(&mut inner, "only-1"), "Ok(Some(\"value-1\"))");
    let (ends, forced) = (ends.get(), forced.get());
    figure(format_args!(
        "{name}: save, end, start, read: {times} of {times}; {forced} of {ends} ends by force"
    ));
}

/// GNOME Keyring has written its file when it answers.
#[test]
fn gnome_killed() {
    comes_back("GNOME Keyring, kill -9 at once", Place::gnome, |_, _, _| (), Running::kill);
}

#[test]
fn gnome_ended() {
    comes_back("GNOME Keyring, ended", Place::gnome, |_, _, _| (), Running::end);
}

/// KeePassXC answers first and writes its file a moment later: killed in between, it loses
/// what it said it has, to every program alike. Nothing in the protocol tells when it has, so
/// the file itself is read, by the program that comes with KeePassXC.
///
/// And one item in each of its lives: one that comes while KeePassXC is writing another stays
/// in its memory alone until something else changes (docs/reliability.md).
#[test]
fn keepassxc_killed() {
    let name = "KeePassXC, kill -9 once its file is written";
    comes_back(name, |place| place.keepassxc(true), file_holds, Running::kill);
}

#[test]
fn keepassxc_ended() {
    let name = "KeePassXC, ended";
    comes_back(name, |place| place.keepassxc(true), file_holds, Running::end);
}

/// Waits until the item stands in the file with this value; without one, until it is gone.
fn file_holds(place: &Place, account: &str, value: Option<&str>) {
    let started = Instant::now();
    while place.in_the_database(account).as_deref() != value {
        assert!(started.elapsed() < PLENTY, "{account} = {value:?} is never written");
    }
}

/// A handle from before the restart is good no longer: named so, and never "saved".
#[test]
fn a_handle_from_before_a_restart() {
    let times = rounds(1, 20);
    for _ in 0..times {
        let place = Place::new();
        let service = place.gnome();
        let mut inner = place.inner();
        assert_eq!(inner.ask("held prove"), "Ok(())");
        service.kill();
        assert_eq!(inner.ask("held put account value"), "Err(NoService)", "while it is gone");
        let _service = place.gnome();
        for call in ["held put account value", "held prove"] {
            assert_eq!(inner.ask(call), "Err(Restarted)", "{call}");
        }
        // The Vault itself opens anew for every call.
        assert_eq!(get(&mut inner, "account"), "Ok(None)");
        put(&mut inner, "account", "value");
        assert_eq!(get(&mut inner, "account"), "Ok(Some(\"value\"))");
    }
    figure(format_args!("restarted under an open handle: {times} of {times} named"));
}

/// Killed while a call is under way: it is not said to have gone in.
#[test]
fn killed_in_the_middle_of_a_call() {
    let times = rounds(1, 20);
    for _ in 0..times {
        let place = Place::new();
        let service = place.gnome();
        let mut inner = place.inner();
        assert_eq!(inner.ask("prove"), "Ok(())");
        service.freeze();
        inner.tell("put account value");
        // Sent or not by now: both are fine.
        std::thread::sleep(Duration::from_millis(200));
        service.kill();
        let told = inner.answer();
        assert!(["Err(Restarted)", "Err(NoService)"].contains(&told.as_str()), "{told}");
        let _service = place.gnome();
        assert_eq!(get(&mut inner, "account"), "Ok(None)");
    }
    figure(format_args!("killed in the middle of a call: {times} of {times} told"));
}

/// In the window: the keys that are pasted after a restart are kept.
#[test]
fn the_window_goes_on_after_a_restart() {
    let (times, mut slowest) = (rounds(1, 20), Press::default());
    for _ in 0..times {
        let place = Place::new();
        let service = place.gnome();
        let mut inner = place.inner();
        assert_eq!(inner.ask("window-on"), "proved");
        service.kill();
        let service = place.gnome();
        let kept = inner.ask("restarted");
        let (account, blocked) = kept.split_once(' ').unwrap();
        slowest = slowest.worst(Press::parse(blocked));
        // Said to be kept: so it outlives the next restart.
        service.kill();
        let _service = place.gnome();
        assert!(get(&mut place.inner(), account).contains("private_key"), "{account}");
    }
    assert!(slowest.own < AS_LONG_AS_A_KEYCHAIN, "a press took {slowest}");
    figure(format_args!("window after a restart: {times} of {times} kept, press {slowest}"));
}
