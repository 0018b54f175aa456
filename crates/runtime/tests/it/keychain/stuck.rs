//! A service that stops answering: nothing waits longer than the limit, threads do not pile
//! up, nothing that comes too late overtakes, and it goes on once the service is back.

use std::time::{Duration, Instant};

use leash::PLENTY;

use super::place::Place;
use super::{AS_LONG_AS_A_KEYCHAIN, Press, figure, rounds};

/// Far longer than a keychain that works takes on a busy machine.
const LONGEST: &str = "8000";
const PATIENCE: [(&str, &str); 2] =
    [("KEYWRIGHT_TELL_AFTER", "300"), ("KEYWRIGHT_LONGEST", LONGEST)];

/// Waits until no more threads than this are at the keychain.
fn at_most(inner: &mut super::place::Inner, most: usize) {
    let began = Instant::now();
    loop {
        let threads: usize = inner.ask("threads").parse().unwrap();
        if threads <= most {
            return;
        }
        assert!(began.elapsed() < PLENTY, "{threads} threads instead of {most}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_hundred_calls_to_a_hung_service_leave_one_thread() {
    let place = Place::new();
    let _hung = place.hung();
    let mut inner = place.inner_with(&PATIENCE);
    assert_eq!(inner.ask("prove"), "Err(NoAnswer)");
    let started = Instant::now();
    for _ in 0..25 {
        for call in ["prove", "put account value", "get account", "remove account"] {
            assert_eq!(inner.ask(call), "Err(NoAnswer)");
        }
    }
    let each = started.elapsed() / 100;
    // One that waits takes the limit at least: so most of them did not.
    let longest = LONGEST.parse().unwrap();
    assert!(each < Duration::from_millis(longest) / 2, "each failed fast: {each:?}");
    // The last of the others answers before its thread has ended.
    at_most(&mut inner, 1);
    figure(format_args!("hung: 100 later calls fail in {each:?} each, 1 stuck thread"));
}

/// The limit that people have is two minutes: `make soak` waits for it.
#[test]
fn the_limit_that_people_have() {
    if rounds(0, 1) == 0 {
        return;
    }
    let place = Place::new();
    let _hung = place.hung();
    let started = Instant::now();
    let seen = place.inner().ask("window vault-no-answer");
    let told: u64 = seen.split(' ').nth(1).unwrap().parse().unwrap();
    let seconds = started.elapsed().as_secs();
    assert!((5000..15_000).contains(&told), "told after {told} ms");
    assert!((120..180).contains(&seconds), "{seconds} s");
    figure(format_args!("hung, real limits: told after {told} ms, ended after {seconds} s"));
}

/// A hung service is ended and another one started: that one is asked.
#[test]
fn another_service_is_asked_again() {
    let place = Place::new();
    let hung = place.hung();
    let mut inner = place.inner_with(&PATIENCE);
    assert_eq!(inner.ask("prove"), "Err(NoAnswer)");
    assert_eq!(inner.ask("put account value"), "Err(NoAnswer)");
    drop(hung);
    let _daemon = place.gnome();
    assert_eq!(inner.ask("prove"), "Ok(())");
    assert_eq!(inner.ask("put account value"), "Ok(())");
}

/// What was given up may still be written. Nothing newer is written before that, so that it
/// cannot be undone.
#[test]
fn a_write_that_comes_too_late_undoes_nothing() {
    let times = rounds(1, 20);
    for _ in 0..times {
        let place = Place::new();
        let daemon = place.gnome();
        let mut inner = place.inner_with(&PATIENCE);
        assert_eq!(inner.ask("put account old"), "Ok(())");
        daemon.freeze();
        assert_eq!(inner.ask("put account late"), "Err(NoAnswer)");
        assert_eq!(inner.ask("put account newer"), "Err(NoAnswer)");
        daemon.thaw();
        at_most(&mut inner, 0);
        assert_eq!(inner.ask("get account"), "Ok(Some(\"late\"))");
        assert_eq!(inner.ask("put account newest"), "Ok(())");
        assert_eq!(inner.ask("get account"), "Ok(Some(\"newest\"))");
    }
    figure(format_args!("late writes: {times} of {times} undid nothing"));
}

/// In the window: a person is told, the page stays quick, and the keys go in at last.
#[test]
fn the_window_while_the_keychain_hangs() {
    let (times, mut slowest) = (rounds(1, 20), Press::default());
    for _ in 0..times {
        let place = Place::new();
        let daemon = place.gnome();
        let mut inner = place.inner_with(&PATIENCE);
        assert_eq!(inner.ask("window-on"), "proved");
        daemon.freeze();
        let seen = inner.ask("hung");
        let blocked = seen.strip_prefix("vault-slow vault-no-answer ").expect(&seen);
        slowest = slowest.worst(Press::parse(blocked));
        assert_eq!(inner.answer(), "1", "stuck threads");
        daemon.thaw();
        let kept = inner.ask("thawed");
        let (account, blocked) = kept.split_once(' ').unwrap();
        slowest = slowest.worst(Press::parse(blocked));
        assert!(place.inner().ask(&format!("get {account}")).contains("private_key"));
    }
    assert!(slowest.own < AS_LONG_AS_A_KEYCHAIN, "a press took {slowest}");
    figure(format_args!("window while it hangs: {times} of {times}, longest press {slowest}"));
}
