//! A keychain that fails: said by name, with a way on, and nothing is called saved.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use keyring_core::Error;
use practice::{PRIVATE_KEY, PUBLIC_KEY};
use setup::{FieldId, Intent, StepId, VaultPress, WalkPress};
use view::problem::Problem;
use view::types::*;

use super::window::*;

mock_store!(store);

async fn at_keys(window: &Window) {
    window.begin(&ids()[0]).await;
    window.walk_to(StepId::Keys).await;
}

async fn unusable(window: &Window) -> (Problem, Button, Button) {
    window
        .until("an unusable keychain", |view| match keys_page(view)?.vault {
            VaultState::Unusable { problem, again, session_only } => {
                Some((*problem, again, session_only))
            }
            _ => None,
        })
        .await
}

fn platform(words: &str) -> Error {
    Error::PlatformFailure(words.to_owned().into())
}

fn no_access(words: &str) -> Error {
    Error::NoStorageAccess(words.to_owned().into())
}

#[test]
fn each_failure_of_the_keychain_has_its_name() {
    static FAULT: Mutex<Option<fn() -> Error>> = Mutex::new(None);
    fn open() -> keyring_core::Result<std::sync::Arc<keyring_core::CredentialStore>> {
        match *FAULT.lock().unwrap() {
            Some(fault) => Err(fault()),
            None => store(),
        }
    }
    type Fault = fn() -> Error;
    let cases: [(Fault, &str); 8] = [
        (|| platform("Failed to connect to address unix:path=/run/user/0/bus"), "vault-no-bus"),
        (
            || platform("org.freedesktop.DBus.Error.ServiceUnknown: The name is not activatable"),
            "vault-no-service",
        ),
        (|| no_access("result not returned from SS API"), "vault-no-collection"),
        (|| no_access("prompt dismissed"), "vault-locked"),
        (|| no_access("the collection is locked"), "vault-locked"),
        (|| platform("org.freedesktop.Secret.Error.NoSession"), "vault-restarted"),
        (|| platform("something else"), "vault-other"),
        (|| Error::Invalid("a".into(), "b".into()), "vault-other"),
    ];
    let folder = tempfile::tempdir().unwrap();
    *FAULT.lock().unwrap() = Some(cases[0].0);
    session(folder.path(), open, async |window| {
        at_keys(window).await;
        unusable(window).await;
        for (fault, cause) in cases {
            *FAULT.lock().unwrap() = Some(fault);
            window.act(Intent::Vault(VaultPress::ProveVault));
            let (problem, ..) = unusable(window).await;
            assert_eq!(problem.cause, cause);
            assert!(!problem.todo.is_empty() && problem.why.contains("in memory"), "{problem:?}");
        }
        // Mended outside: one press, and everything goes on.
        *FAULT.lock().unwrap() = None;
        let (_, again, _) = unusable(window).await;
        window.press(&again);
        window.walk_to(StepId::Done).await;
    });
}

#[test]
fn without_a_keychain_the_keys_last_for_the_session_and_nothing_is_called_saved() {
    fn open() -> keyring_core::Result<std::sync::Arc<keyring_core::CredentialStore>> {
        Err(no_access("prompt dismissed"))
    }
    let folder = tempfile::tempdir().unwrap();
    session(folder.path(), open, async |window| {
        at_keys(window).await;
        let (_, _, session_only) = unusable(window).await;
        window.fill(FieldId::PublicKey, PUBLIC_KEY);
        window.fill(FieldId::PrivateKey, PRIVATE_KEY);
        assert!(
            window.act(Intent::Walk(WalkPress::Continue)).nav.missing[0]
                .text
                .contains("keychain is not ready")
        );
        let page = keys_page(&window.desk.view()).unwrap();
        assert!(
            page.kept.is_none() && page.private_key.masked.is_some(),
            "still in memory: {page:?}"
        );

        let view = window.press(&session_only);
        assert!(view.session_only.unwrap().contains("in memory only"));
        assert!(keys_page(&window.desk.view()).unwrap().kept.unwrap().contains("in memory"));
        window.act(Intent::Walk(WalkPress::Continue));
        window.walk_to(StepId::Save).await;
        let view = window.desk.view();
        assert!(view.session_only.is_some());
        let save = save_page(&view).unwrap();
        assert!(
            save.saved.is_none() && save.notes[0].text.contains("this session only"),
            "{save:?}"
        );
        window.act(Intent::Walk(WalkPress::Continue));
        // The keys are there to be handed over.
        let fields = hand_over_page(&window.desk.view()).unwrap().fields;
        assert!(
            fields
                .iter()
                .any(|field| field.value.secret && field.value.value.contains("16 characters"))
        );
        window.do_page().await;
        let done = done_page(&window.desk.view()).unwrap();
        assert!(fact(&done.kept, "Kept in").starts_with("Memory"), "{:?}", done.kept);
        assert!(done.record.value.contains("Keys: not saved"));
        let start = start_page(&window.act(Intent::Walk(WalkPress::Home))).unwrap();
        assert_eq!((start.saved.len(), start.unfinished.len()), (0, 1));
    });
    let journal = std::fs::read_to_string(folder.path().join("journal.json")).unwrap();
    assert!(!journal.contains(PRIVATE_KEY) && !journal.contains(PUBLIC_KEY));
}

#[test]
fn a_keychain_that_fails_at_the_moment_of_writing_is_told_and_can_be_tried_again() {
    static BROKEN: AtomicBool = AtomicBool::new(false);
    fn open() -> keyring_core::Result<std::sync::Arc<keyring_core::CredentialStore>> {
        if BROKEN.load(Ordering::SeqCst) { Err(platform("NoSession")) } else { store() }
    }
    let folder = tempfile::tempdir().unwrap();
    session(folder.path(), open, async |window| {
        at_keys(window).await;
        window.proved().await;
        BROKEN.store(true, Ordering::SeqCst);
        window.fill(FieldId::PublicKey, PUBLIC_KEY);
        window.fill(FieldId::PrivateKey, PRIVATE_KEY);
        let (problem, again, session_only) = unusable(window).await;
        assert_eq!(
            (problem.cause.as_str(), session_only.label.as_str()),
            ("vault-restarted", "Keep for this session only")
        );
        let page = keys_page(&window.desk.view()).unwrap();
        assert!(page.kept.is_none() && page.public_key.masked.is_some(), "{page:?}");

        window.desk.close(leash::PLENTY).await; // both writes have failed by now
        BROKEN.store(false, Ordering::SeqCst);
        window.press(&again);
        window.until("kept", |view| keys_page(view)?.kept).await;
        assert_eq!(
            item(store, &window.account().await).unwrap()["private_key"],
            PRIVATE_KEY,
            "no second paste was needed"
        );

        window.act(Intent::Walk(WalkPress::Continue));
        window.walk_to(StepId::Save).await;
        window.desk.close(leash::PLENTY).await; // the check's outcome is written
        BROKEN.store(true, Ordering::SeqCst);
        window.act(Intent::Vault(VaultPress::Save));
        let problem = window.until("a problem", |view| view.problem.clone()).await;
        assert_eq!(problem.cause, "vault-restarted");
        let view = window.desk.view();
        assert!(
            save_page(&view).unwrap().saved.is_none()
                && view.nav.forward.unwrap().label.contains("Save")
        );
        // Pressed again while nothing is mended: it is said again.
        window.act(Intent::Vault(VaultPress::Save));
        window
            .until("the problem again", |view| {
                view.problem.as_ref().filter(|p| p.cause == "vault-restarted").map(drop)
            })
            .await;
        BROKEN.store(false, Ordering::SeqCst);
        window.walk_to(StepId::Done).await;
    });
}

/// The keychain is locked when the program is opened again, and unlocked a moment later.
#[test]
fn keys_that_could_not_be_read_at_first_are_read_when_the_keychain_is_back() {
    static LOCKED: AtomicBool = AtomicBool::new(false);
    fn open() -> keyring_core::Result<std::sync::Arc<keyring_core::CredentialStore>> {
        if LOCKED.load(Ordering::SeqCst) { Err(no_access("prompt dismissed")) } else { store() }
    }
    let folder = tempfile::tempdir().unwrap();
    session(folder.path(), open, async |window| {
        at_keys(window).await;
        window.do_page().await;
        window.act(Intent::Walk(WalkPress::Go { step: StepId::Role }));
        window
            .written("the role page", |journal| {
                journal[0]["step"] == "role" && journal[0]["kept"]["private_key"] == true
            })
            .await;
    });
    LOCKED.store(true, Ordering::SeqCst);
    session(folder.path(), open, async |window| {
        let kept = start_page(&window.desk.view()).unwrap().unfinished.remove(0);
        window.press(&kept.open);
        let problem = window.until("a problem", |view| view.problem.clone()).await;
        assert_eq!(problem.cause, "vault-locked");
        window.act(Intent::Walk(WalkPress::Go { step: StepId::Keys }));
        let (_, again, _) = unusable(window).await;
        LOCKED.store(false, Ordering::SeqCst);
        window.press(&again);
        let masked =
            window.until("the private key", |view| keys_page(view)?.private_key.masked).await;
        assert_eq!(masked.ends_with, PRIVATE_KEY[12..]);
        window.walk_to(StepId::Done).await;
    });
}

/// The first proof waits for a password; the person goes on without, tries again, and that
/// works. What then comes of the first is no news.
#[test]
fn a_late_failure_of_an_earlier_proof_changes_nothing() {
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    static RELEASED: AtomicBool = AtomicBool::new(false);
    static FAILED: AtomicBool = AtomicBool::new(false);
    fn open() -> keyring_core::Result<std::sync::Arc<keyring_core::CredentialStore>> {
        if CALLS.fetch_add(1, Ordering::SeqCst) > 0 {
            // The removal after the first failure comes here too.
            return store();
        }
        while !RELEASED.load(Ordering::SeqCst) {
            std::thread::sleep(Duration::from_millis(1));
        }
        FAILED.store(true, Ordering::SeqCst);
        Err(no_access("prompt dismissed"))
    }
    let folder = tempfile::tempdir().unwrap();
    session(folder.path(), open, async |window| {
        at_keys(window).await;
        comes("a first call", || CALLS.load(Ordering::SeqCst) > 0).await;
        window.act(Intent::Vault(VaultPress::KeepForSession));
        window.act(Intent::Vault(VaultPress::ProveVault));
        window.proved().await;
        RELEASED.store(true, Ordering::SeqCst);
        comes("its failure", || FAILED.load(Ordering::SeqCst)).await;
        // Nothing tells that the outcome has come. It has long come by then, if it ever does.
        tokio::time::sleep(Duration::from_millis(300)).await;
        window.proved().await;
        window.do_page().await;
    });
}

async fn comes(what: &str, there: impl Fn() -> bool) {
    let began = std::time::Instant::now();
    while !there() {
        assert!(began.elapsed() < leash::PLENTY, "{what} never came");
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}
