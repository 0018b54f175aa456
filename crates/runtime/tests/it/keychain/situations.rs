//! The seven situations in which a keychain cannot be used: each is told by its own name, by
//! the Vault and in the window, and nothing is called saved.

use super::place::{Inner, Place, Running};
use super::{AS_LONG_AS_A_KEYCHAIN, Press, figure, rounds};

/// What is kept running while a situation lasts.
type Scene = (Place, Vec<Running>, Option<Inner>);

/// The Vault's own answers, and the page that a person sees.
fn refused(name: &str, fault: &str, cause: &str, arrange: impl Fn() -> Scene) {
    let times = rounds(1, 20);
    let (mut slowest, mut right) = (Press::default(), 0);
    for _ in 0..times {
        let (place, _running, _hung) = arrange();
        let patience: &[(&str, &str)] = match fault {
            "NoAnswer" => &[("KEYWRIGHT_TELL_AFTER", "300"), ("KEYWRIGHT_LONGEST", "2000")],
            _ => &[],
        };
        let mut inner = place.inner_with(patience);
        for call in ["prove", "put account value", "put account another value"] {
            assert_eq!(inner.ask(call), format!("Err({fault})"), "{name}: {call}");
        }
        // What is not found is not said to be gone, nor to be removed. A keyring in memory
        // is one that can be looked into.
        for call in ["get account", "remove account"] {
            let got = inner.ask(call);
            let fine = fault == "SessionOnly" || got == format!("Err({fault})");
            assert!(fine, "{name}: {call}: {got}");
        }

        let seen = place.inner_with(patience).ask(&format!("window {cause}"));
        let words: Vec<&str> = seen.split(' ').collect();
        assert_eq!(words[0], cause, "{name}");
        slowest = slowest.worst(Press::parse(words[2]));
        right += 1;
    }
    assert!(slowest.own < AS_LONG_AS_A_KEYCHAIN, "{name}: a press took {slowest}");
    figure(format_args!("{name}: {right} of {times} named, longest press {slowest}"));
}

fn quiet(place: Place) -> Scene {
    (place, Vec::new(), None)
}

#[test]
fn no_session_bus() {
    refused("no session bus", "NoBus", "vault-no-bus", || quiet(Place::without_a_bus()));
}

#[test]
fn a_session_bus_that_is_not_there_any_more() {
    refused("session bus gone", "NoBus", "vault-no-bus", || {
        let mut place = Place::new();
        place.end_the_bus();
        quiet(place)
    });
    for address in ["unix:path=/nowhere/bus", "tcp:host=127.0.0.1,port=1", "nonsense", ""] {
        refused(&format!("bus address {address:?}"), "NoBus", "vault-no-bus", || {
            quiet(Place::without_a_bus().with_address(address))
        });
    }
}

#[test]
fn no_service() {
    refused("no service", "NoService", "vault-no-service", || quiet(Place::new()));
}

#[test]
fn a_service_that_does_not_start() {
    for program in ["/bin/false", "/nowhere/keychain"] {
        let name = format!("service {program} does not start");
        refused(&name, "NoService", "vault-no-service", || quiet(Place::that_starts(program)));
    }
}

#[test]
fn gnome_without_a_keyring() {
    refused("GNOME Keyring, no keyring", "NoCollection", "vault-no-collection", || {
        let place = Place::new();
        let daemon = place.gnome_locked();
        (place, vec![daemon], None)
    });
}

#[test]
fn keepassxc_without_an_exposed_database() {
    refused("KeePassXC, no database exposed", "NoCollection", "vault-no-collection", || {
        let place = Place::new();
        let program = place.keepassxc(false);
        (place, vec![program], None)
    });
}

#[test]
fn locked_and_nobody_to_ask() {
    refused("locked", "Locked", "vault-locked", || {
        let place = Place::new();
        place.gnome().end();
        let daemon = place.gnome_locked();
        (place, vec![daemon], None)
    });
}

#[test]
fn hung() {
    refused("hung", "NoAnswer", "vault-no-answer", || {
        let place = Place::new();
        let hung = place.hung();
        (place, Vec::new(), Some(hung))
    });
}

#[test]
fn default_keyring_in_memory() {
    refused("session-only alias", "SessionOnly", "vault-session-only", || {
        let place = Place::new();
        let daemon = place.gnome();
        place.default_is_the_session();
        (place, vec![daemon], None)
    });
}

/// As the store for Windows says it: what a policy does not allow is no lock that a password
/// opens, and trying again mends neither.
#[tokio::test]
async fn a_policy_of_windows_is_not_told_as_a_lock() {
    use std::sync::Arc;

    use VaultFault::{Locked, NotAllowed, Other, TurnedOff};
    use keyring_core::{CredentialStore, Error, Result};
    use setup::outside::VaultFault;
    use system::vault::Vault;
    use view::problem::{of_keychain, vault};

    fn says<const N: usize>() -> Result<Arc<CredentialStore>> {
        let (no_access, text) = SAID[N].0;
        Err(match no_access {
            true => Error::NoStorageAccess(text.into()),
            false => Error::PlatformFailure(text.into()),
        })
    }
    const SAID: [((bool, &str), VaultFault); 8] = [
        ((true, "Windows ERROR_NO_SUCH_LOGON_SESSION"), NotAllowed),
        ((false, "Windows error code 1260"), NotAllowed),
        ((false, "Windows error code 1314"), NotAllowed),
        ((false, "Windows error code 1058"), TurnedOff),
        ((false, "Windows error code 1062"), TurnedOff),
        ((false, "Windows error code 1722"), TurnedOff),
        ((false, "Windows error code 5"), Other),
        ((true, "the prompt was dismissed"), Locked),
    ];
    let open: [fn() -> Result<Arc<CredentialStore>>; 8] =
        [says::<0>, says::<1>, says::<2>, says::<3>, says::<4>, says::<5>, says::<6>, says::<7>];
    for (open, (said, expected)) in open.into_iter().zip(SAID) {
        let keychain = Vault::opened_by(open);
        assert_eq!(keychain.prove().await, Err(expected), "{said:?}");
        assert_eq!(keychain.get("account".into()).await.unwrap_err(), expected, "{said:?}");
        assert_eq!(keychain.remove("account".into()).await, Err(expected), "{said:?}");
    }
    for fault in [NotAllowed, TurnedOff] {
        let problem = vault(fault);
        let all = format!("{} {} {}", problem.title, problem.why, problem.todo.concat());
        assert!(!all.contains("password when asked") && !all.contains("locked"), "{all}");
        assert!(all.contains("for this session only"), "the way out: {all}");
    }
    let problem = of_keychain(NotAllowed);
    let policy = "Do not allow storage of passwords and credentials for network authentication";
    assert!(problem.why.contains(policy) && problem.why.contains("runas /netonly"));
}
