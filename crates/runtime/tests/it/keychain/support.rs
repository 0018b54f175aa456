//! What support staff and the uninstaller ask for, with a real keychain and without one.

use super::place::Place;

#[test]
fn the_self_test_passes_and_leaves_nothing() {
    let place = Place::new();
    let _daemon = place.gnome();
    let mut inner = place.inner();
    assert_eq!(inner.ask("put self-test of-a-run-that-was-ended"), "Ok(())");
    assert_eq!(inner.ask("put vectis-7f3a9c keys"), "Ok(())");
    assert_eq!(inner.ask("self-test"), "true, failed: []");
    assert_eq!(inner.ask("get self-test"), "Ok(None)");
    assert_eq!(
        inner.ask("get vectis-7f3a9c"),
        "Ok(Some(\"keys\"))",
        "a connection's is not touched"
    );
    let left: Vec<_> = std::fs::read_dir(place.runtime())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("self-test"))
        .collect();
    assert_eq!(left, [""; 0]);
}

#[test]
fn the_self_test_names_what_is_missing() {
    let locked = Place::new();
    locked.gnome().end();
    let _daemon = locked.gnome_locked();
    for (place, cause) in [
        (Place::without_a_bus(), "vault-no-bus"),
        (Place::new(), "vault-no-service"),
        (locked, "vault-locked"),
    ] {
        assert_eq!(place.inner().ask("self-test"), format!("false, failed: [\"{cause}\"]"));
    }
}

/// All of Keywright's items go, also those that no progress knows of; nobody else's do.
#[test]
fn forgetting_removes_every_item_of_keywright_and_no_other() {
    let place = Place::new();
    let _daemon = place.gnome();
    let mut inner = place.inner();
    for account in ["vectis-7f3a9c", "mspcfo-000001", "proof-left"] {
        assert_eq!(inner.ask(&format!("put {account} keys")), "Ok(())");
    }
    assert_eq!(inner.ask("put-foreign"), "Ok(())");
    assert_eq!(inner.ask("forget"), "Ok(3)");
    assert_eq!(inner.ask("get vectis-7f3a9c"), "Ok(None)");
    assert_eq!(inner.ask("get-foreign"), "Ok([102])", "of another program");
    assert_eq!(inner.ask("forget"), "Ok(0)");
    assert_eq!(Place::without_a_bus().inner().ask("forget"), "Err(NoBus)");
}

/// What is removed from KeePassXC is not gone: that is said, and as little as can be is left there.
#[test]
fn keepassxc_is_known_and_a_proof_leaves_one_entry_in_its_bin_whoever_repeats_it() {
    let place = Place::new();
    let mut inner = place.inner();
    assert_eq!(inner.ask("keeper"), "Other", "nobody offers a keychain");
    let _program = place.keepassxc(true);
    assert_eq!(inner.ask("keeper"), "KeePassXc");
    for _ in 0..3 {
        assert_eq!(inner.ask("prove"), "Ok(())");
    }
    assert_eq!(inner.ask("put vectis-000001 keys"), "Ok(())");
    assert_eq!(inner.ask("remove vectis-000001"), "Ok(())");
    let began = std::time::Instant::now();
    // It writes its file a moment after it has answered.
    while place.in_the_bin() < 2 {
        assert!(began.elapsed() < leash::PLENTY, "{} entries in the bin", place.in_the_bin());
    }
    assert_eq!(place.in_the_bin(), 2, "one of the proofs, and the removed keys");

    let gnome = Place::new();
    let _daemon = gnome.gnome();
    assert_eq!(gnome.inner().ask("keeper"), "Other");
}
