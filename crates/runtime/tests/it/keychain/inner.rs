//! The process in the middle of a situation: a Vault that does as it is told, line by line.

use std::io::{BufRead as _, Write as _};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use ground::secret::Secret;
use practice::{PRIVATE_KEY, PUBLIC_KEY};
use setup::{FieldId, FieldPress, Intent, StepId, VaultPress, WalkPress};
use system::already;
use system::vault::{Patience, Vault};
use view::types::*;

use super::Press;
use crate::desk::window::{Window, ids, keys_page};

#[test]
#[ignore = "started by the other tests of this file, as a process of its own"]
fn process() {
    if std::env::var_os("KEYWRIGHT_INNER").is_none() {
        return;
    }
    // One thread for everything but the keychain's own: what a press takes there is its own.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut waited = Vec::new();
    let (system, held) = (vault(Vault::system()), vault(Vault::opened_by(open_once)));
    while let Some(line) = next_line() {
        let words: Vec<&str> = line.split(' ').collect();
        let (vault, words) = match words.as_slice() {
            ["held", words @ ..] => (&held, words),
            words => (&system, words),
        };
        let account = || words[1].to_owned();
        match words[0] {
            "prove" => answer(format_args!("{:?}", runtime.block_on(vault.prove()))),
            "put" => {
                let item = Secret::new(words[2]);
                let outcome = runtime.block_on(vault.put(
                    account(),
                    format!("Keywright: {}", words[1]),
                    item,
                ));
                answer(format_args!("{outcome:?}"));
            }
            "get" => {
                let outcome = runtime.block_on(vault.get(account()));
                let found = outcome.map(|item| item.map(|item| item.expose().to_owned()));
                answer(format_args!("{found:?}"));
            }
            "remove" => answer(format_args!("{:?}", runtime.block_on(vault.remove(account())))),
            "forget" => answer(format_args!("{:?}", runtime.block_on(vault.remove_all()))),
            "put-foreign" => answer(format_args!("{:?}", foreign().set_secret(b"f"))),
            "get-foreign" => answer(format_args!("{:?}", foreign().get_secret())),
            "self-test" => {
                let mut failed = Vec::new();
                let proofs = runtime::self_test::run(vault, |proof| {
                    failed.extend(proof.problem.as_ref().map(|problem| problem.cause.clone()));
                });
                let works = runtime.block_on(proofs);
                answer(format_args!("{works}, failed: {failed:?}"));
            }
            "threads" => answer(format_args!("{}", threads())),
            "hang" => {
                // Nothing here takes what is sent to it.
                let bus = zbus::blocking::Connection::session().unwrap();
                let name = words.get(1).copied().unwrap_or("org.freedesktop.secrets");
                bus.request_name(name).unwrap();
                waited.push(bus);
                answer(format_args!("hanging"));
            }
            "already" => {
                let began = Instant::now();
                let found = already::ask("app.keywright.desktop");
                assert!(began.elapsed() < Duration::from_secs(30), "within seconds");
                answer(format_args!("{found:?}"));
            }
            "keeper" => answer(format_args!("{:?}", runtime.block_on(vault.keeper()))),
            "window" => runtime.block_on(window(&system, words[1])),
            "window-on" => runtime.block_on(window_on(&system)),
            other => panic!("{other}?"),
        }
    }
    // Threads that are stuck are not waited for.
    runtime.shutdown_background();
}

/// An item of another program, under a name that Keywright uses too.
fn foreign() -> keyring_core::Entry {
    let store = zbus_secret_service_keyring_store::Store::new().unwrap();
    let store: Arc<keyring_core::CredentialStore> = store;
    store.build("org.example.other", "vectis-7f3a9c", None).unwrap()
}

fn vault(vault: Vault) -> Vault {
    let milliseconds = |name: &str| {
        let text = std::env::var(name).ok()?;
        Some(Duration::from_millis(text.parse().unwrap()))
    };
    match (milliseconds("KEYWRIGHT_TELL_AFTER"), milliseconds("KEYWRIGHT_LONGEST")) {
        (Some(tell_after), Some(longest)) => vault.with(Patience { tell_after, longest }),
        _ => vault,
    }
}

/// A store that is opened once: its session ends when the keychain is restarted.
fn open_once() -> keyring_core::Result<Arc<keyring_core::CredentialStore>> {
    static STORE: OnceLock<Arc<keyring_core::CredentialStore>> = OnceLock::new();
    if let Some(store) = STORE.get() {
        return Ok(store.clone());
    }
    let store = zbus_secret_service_keyring_store::Store::new()?;
    Ok(STORE.get_or_init(|| store).clone())
}

fn next_line() -> Option<String> {
    let mut line = String::new();
    let read = std::io::stdin().lock().read_line(&mut line).unwrap();
    (read > 0).then(|| line.trim().to_owned())
}

fn answer(text: std::fmt::Arguments) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "=> {text}").unwrap();
    out.flush().unwrap();
}

async fn at_most(most: usize) {
    let began = Instant::now();
    while threads() > most {
        assert!(began.elapsed() < leash::PLENTY, "{} threads at the keychain", threads());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

fn threads() -> usize {
    let tasks = std::fs::read_dir("/proc/self/task").unwrap().flatten();
    let names = tasks.filter_map(|task| std::fs::read_to_string(task.path().join("comm")).ok());
    names.filter(|name| name.trim() == "keychain").count()
}

/// So long was this thread ready to run, and did not.
fn waited_for_a_processor() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(text.split(' ').nth(1).unwrap().parse().unwrap())
}

struct Life {
    window: Window,
    folder: tempfile::TempDir,
    slowest: Press,
}

impl Life {
    async fn at_keys(vault: &Vault) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let window = Window::open(folder.path(), vault.clone());
        window.begin(&ids()[0]).await;
        window.walk_to(StepId::Keys).await;
        Self { window, folder, slowest: Press::default() }
    }

    /// Types on, measuring each press, until a View shows what is looked for.
    async fn type_until<T>(&mut self, what: &str, sees: impl Fn(&View) -> Option<T>) -> T {
        let started = Instant::now();
        loop {
            let (press, waited) = (Instant::now(), waited_for_a_processor());
            let shown = self.window.desk.act(Intent::Field(FieldPress::Fill {
                field: FieldId::MemberId,
                text: ground::secret::Typed::new("api-practice"),
            }));
            let clock = press.elapsed();
            let own = clock.saturating_sub(waited_for_a_processor() - waited);
            let took = Press { own: own.as_millis() as u64, clock: clock.as_millis() as u64 };
            self.slowest = self.slowest.worst(took);
            if let Some(found) = sees(&shown.view) {
                return found;
            }
            assert!(started.elapsed() < Duration::from_secs(180), "never seen: {what}: {shown:#?}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    async fn nothing_is_called_saved(&self) {
        self.window.written("the key pair page", |found| found[0]["step"] == "keys").await;
        let shown = self.window.everything_shown();
        for claim in ["are in the keychain", "Saved, read back", "tried out and works"] {
            assert!(!shown.contains(claim), "{claim}");
        }
        let journal = std::fs::read(self.folder.path().join("journal.json")).unwrap();
        let journal: serde_json::Value = serde_json::from_slice(&journal).unwrap();
        let connection = &journal["connections"][0];
        assert!(connection["saved"].is_null(), "{connection}");
        assert_eq!(connection["kept"]["private_key"], false, "{connection}");
        assert_eq!(connection["kept"]["public_key"], false, "{connection}");
    }
}

fn unusable(view: &View) -> Option<String> {
    match keys_page(view)?.vault {
        VaultState::Unusable { problem, .. } => Some(problem.cause),
        _ => None,
    }
}

fn slow(view: &View) -> Option<()> {
    match keys_page(view)?.vault {
        VaultState::Proving { session_only: Some(_), .. } => Some(()),
        _ => None,
    }
}

/// The whole assistant in a situation in which the keychain cannot be used.
async fn window(vault: &Vault, cause: &str) {
    let mut life = Life::at_keys(vault).await;
    let started = Instant::now();
    let mut told = Duration::ZERO;
    if cause == "vault-no-answer" {
        life.type_until("a word that it takes long", slow).await;
        told = started.elapsed();
    }
    let found = life.type_until("an unusable keychain", unusable).await;
    life.window.fill(FieldId::PublicKey, PUBLIC_KEY);
    life.window.fill(FieldId::PrivateKey, PRIVATE_KEY);
    let missing = life.window.act(Intent::Walk(WalkPress::Continue)).nav.missing;
    assert!(missing[0].text.contains("keychain is not ready"), "{missing:?}");
    life.nothing_is_called_saved().await;
    let Press { own, clock } = life.slowest;
    answer(format_args!("{found} {} {own}/{clock}", told.as_millis()));
}

/// The whole assistant with a keychain that works, until the outer test breaks it.
async fn window_on(vault: &Vault) {
    let mut life = Life::at_keys(vault).await;
    life.window.proved().await;
    answer(format_args!("proved"));
    let line = next_line().unwrap();
    life.window.fill(FieldId::PublicKey, PUBLIC_KEY);
    life.window.fill(FieldId::PrivateKey, PRIVATE_KEY);
    let kept = |view: &View| keys_page(view)?.kept;
    if line == "hung" {
        let alert = |view: &View| view.problem.as_ref().map(|problem| problem.cause.clone());
        let told = life.type_until("a word that it takes long", alert).await;
        let found = life.type_until("an unusable keychain", unusable).await;
        let Press { own, clock } = life.slowest;
        answer(format_args!("{told} {found} {own}/{clock}"));
        assert_eq!(kept(&life.window.desk.view()), None);
        // Asked again meanwhile: told at once, with no thread more.
        life.window.act(Intent::Vault(VaultPress::ProveVault));
        life.type_until("the same", unusable).await;
        at_most(1).await;
        answer(format_args!("{}", threads()));
        next_line().unwrap();
        // What was stuck comes back; then a person presses "Try again".
        at_most(0).await;
        life.window.act(Intent::Vault(VaultPress::ProveVault));
    }
    life.type_until("kept", kept).await;
    let account = life.window.account().await;
    let Press { own, clock } = life.slowest;
    answer(format_args!("{account} {own}/{clock}"));
}
