//! Asking for the Keywright that is open already: nobody has its name, or somebody has it and never
//! answers.

use super::place::Place;

const NAME: &str = "app.keywright.desktop.SingleInstance";

#[test]
fn who_never_answers_keeps_nobody_waiting() {
    let place = Place::new();
    let (mut first, mut second) = (place.inner(), place.inner());
    assert_eq!(second.ask("already"), "No", "nobody has the name");
    assert_eq!(first.ask(&format!("hang {NAME}")), "hanging");
    assert_eq!(second.ask("already"), "Silent");
    drop(first);
    assert_eq!(Place::without_a_bus().inner().ask("already"), "No");
}

/// A bus that hangs is asked nothing for ever, either.
#[test]
fn a_bus_that_hangs_keeps_nobody_waiting() {
    let place = Place::new();
    let mut inner = place.inner();
    place.freeze_the_bus();
    assert_eq!(inner.ask("already"), "Silent");
    place.thaw_the_bus();
    assert_eq!(inner.ask("already"), "No");
}
