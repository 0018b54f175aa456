//! Newer versions, with a courier that answers as it is told to.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use semver::Version;
use setup::{
    Event, FieldId, Intent, Opening, Setup, Stage, StartPress, StepId, UpdateEvent, UpdatePress,
    WalkPress,
};
use system::vault::{Patience, Vault};
use tokio::sync::Notify;
use updates::{About, Courier, Fault, Kind, Looked, Offer, Package, Updates};
use view::types::{UpdatesPart, View};

use super::window::{Window, item, mock_store, start_page, step_of};

mock_store!(store);

/// What a test has the courier answer, and what it was asked.
#[derive(Default)]
struct Told {
    look: Mutex<Option<Result<Looked, Fault>>>,
    fetch: Mutex<Option<Result<Vec<u8>, Fault>>>,
    install: Mutex<Option<Result<(), Fault>>>,
    asked: Mutex<Vec<&'static str>>,
    /// Where set, a fetch waits for it.
    gate: Mutex<Option<Arc<Notify>>>,
}

impl Told {
    fn asked(&self, what: &'static str) {
        self.asked.lock().unwrap().push(what);
    }

    fn was_asked(&self) -> Vec<&'static str> {
        self.asked.lock().unwrap().clone()
    }
}

struct Player(Arc<Told>);

impl Courier for Player {
    fn look(&self) -> BoxFuture<'_, Result<Looked, Fault>> {
        self.0.asked("look");
        let answer = self.0.look.lock().unwrap().clone();
        async move { answer.unwrap_or(Err(Fault::NotReached)) }.boxed()
    }

    fn fetch<'a>(
        &'a self,
        tell: &'a (dyn Fn(u8) + Send + Sync),
    ) -> BoxFuture<'a, Result<Package, Fault>> {
        self.0.asked("fetch");
        async move {
            for percent in 0..=60 {
                tell(percent);
            }
            let gate = self.0.gate.lock().unwrap().clone();
            if let Some(gate) = gate {
                gate.notified().await;
            }
            let answer = self.0.fetch.lock().unwrap().clone();
            let name = "keywright_9.0.0_amd64.deb".to_owned();
            answer.unwrap_or(Ok(b"good".to_vec())).map(|bytes| Package { name, bytes })
        }
        .boxed()
    }

    fn install(&self, package: &Package) -> Result<(), Fault> {
        assert_eq!(package.bytes, b"good");
        self.0.asked("install");
        (*self.0.install.lock().unwrap()).unwrap_or(Ok(()))
    }
}

fn newer() -> Looked {
    Looked::Newer(Offer { version: Version::new(9, 0, 0), notes: vec!["What is new.".into()] })
}

fn opened(kind: Kind) -> (tempfile::TempDir, Window, Arc<Told>) {
    let folder = tempfile::tempdir().unwrap();
    let (window, told) = opened_in(folder.path(), kind, Vault::opened_by(store));
    (folder, window, told)
}

fn opened_in(folder: &std::path::Path, kind: Kind, vault: Vault) -> (Window, Arc<Told>) {
    let told = Arc::new(Told::default());
    *told.look.lock().unwrap() = Some(Ok(newer()));
    let about = About { version: Version::new(1, 0, 0), kind };
    let updates = Updates { about, courier: Arc::new(Player(told.clone())) };
    (Window::updated(folder, vault, updates), told)
}

fn part(view: &View) -> Option<UpdatesPart> {
    start_page(view)?.updates
}

fn is_installed(view: &View) -> bool {
    part(view).and_then(|part| part.newer).is_some_and(|newer| newer.title.ends_with("installed"))
}

/// Some of a package that waits at the gate.
async fn arrived(window: &Window) {
    window.until("arriving", |view| part(view)?.newer?.arrived.filter(|a| *a >= 60)).await;
}

async fn offered(window: &Window) {
    window.act(Intent::Update(UpdatePress::LookForUpdate));
    window.until("an offer", |view| part(view)?.newer?.take).await;
}

#[tokio::test]
async fn nothing_is_asked_before_a_person_asks() {
    let (_folder, window, told) = opened(Kind::Setup);
    window.begin("vectis").await;
    window.act(Intent::Walk(WalkPress::Home));
    assert!(told.was_asked().is_empty());
    let part = part(&window.desk.view()).unwrap();
    assert_eq!(part.version, "Keywright 1.0.0");
    window.press(&part.look.unwrap());
    let newer = window.until("an offer", |view| self::part(view)?.newer).await;
    assert_eq!((newer.title.as_str(), newer.notes.len()), ("Keywright 9.0.0 is available", 1));
    // And nothing is fetched before they want it.
    assert_eq!(told.was_asked(), ["look"]);
    window.press(&newer.put_off.unwrap());
    assert!(self::part(&window.desk.view()).unwrap().look.is_some());
    assert_eq!(told.was_asked(), ["look"]);
}

#[tokio::test]
async fn one_press_fetches_and_installs() {
    let (_folder, window, told) = opened(Kind::Setup);
    offered(&window).await;
    window.act(Intent::Update(UpdatePress::TakeUpdate));
    window.until("installed", |view| is_installed(view).then_some(())).await;
    assert_eq!(told.was_asked(), ["look", "fetch", "install"]);
    // The program is about to end: nothing begins any more.
    window.act(Intent::Start(StartPress::Choose { integration: "vectis".into() }));
    let after = window.act(Intent::Start(StartPress::Begin { practice: None }));
    assert_eq!(step_of(&after), StepId::Start);
}

#[tokio::test]
async fn a_package_manager_s_package_is_laid_ready_and_never_installed() {
    let (folder, window, told) = opened(Kind::Deb);
    offered(&window).await;
    window.act(Intent::Update(UpdatePress::TakeUpdate));
    let command = window.until("a command", |view| part(view)?.newer?.command).await;
    let path = folder.path().join("downloads").join("keywright_9.0.0_amd64.deb");
    assert_eq!(fs::read(&path).unwrap(), b"good");
    assert_eq!(command.value, format!("sudo apt install '{}'", path.display()));
    // Of "good": whoever installs it can see that it is still what was proved.
    let sum = "770e607624d689265ca6c44884d0807d9b054d23c473c106c72be9de08b7376c";
    let said = part(&window.desk.view()).unwrap().newer.unwrap().text;
    assert!(said.contains(sum), "{said}");
    assert_eq!(told.was_asked(), ["look", "fetch"]);
    // Once more makes no second copy.
    window.act(Intent::Update(UpdatePress::PutOffUpdate));
    offered(&window).await;
    window.act(Intent::Update(UpdatePress::TakeUpdate));
    let again = window.until("a command", |view| part(view)?.newer?.command).await;
    assert_eq!(again.value, command.value);
}

#[tokio::test]
async fn a_full_or_closed_disk_is_told() {
    let (folder, window, _told) = opened(Kind::Rpm);
    fs::write(folder.path().join("downloads"), "a file where the folder should be").unwrap();
    offered(&window).await;
    window.act(Intent::Update(UpdatePress::TakeUpdate));
    let problem = window.until("a problem", |view| part(view)?.problem).await;
    assert_eq!(problem.cause, "update-disk");
}

#[tokio::test]
async fn what_the_proof_refuses_is_not_installed() {
    for fault in [Fault::NotOurs, Fault::Older, Fault::OtherPackage, Fault::BrokenOff] {
        let (_folder, window, told) = opened(Kind::Setup);
        *told.fetch.lock().unwrap() = Some(Err(fault));
        offered(&window).await;
        window.act(Intent::Update(UpdatePress::TakeUpdate));
        let problem = window.until("a problem", |view| part(view)?.problem).await;
        assert_eq!(problem.cause, fault.name());
        assert!(problem.why.contains("Nothing was installed."));
        // Pressing on does not help: it has to be looked for anew.
        window.act(Intent::Update(UpdatePress::TakeUpdate));
        assert_eq!(told.was_asked(), ["look", "fetch"]);
    }
}

/// Whoever begins a set-up while a package arrives has begun a set-up, and no more.
#[tokio::test]
async fn a_set_up_ends_what_is_under_way() {
    let (_folder, window, told) = opened(Kind::Setup);
    let gate = Arc::new(Notify::new());
    *told.gate.lock().unwrap() = Some(gate.clone());
    offered(&window).await;
    window.act(Intent::Update(UpdatePress::TakeUpdate));
    arrived(&window).await;
    window.begin("vectis").await;
    gate.notify_one();
    window.walk_to(StepId::Keys).await;
    assert_eq!(told.was_asked(), ["look", "fetch"], "installed during a set-up");
    // Nor does anything begin there.
    for intent in [
        Intent::Update(UpdatePress::LookForUpdate),
        Intent::Update(UpdatePress::TakeUpdate),
        Intent::Update(UpdatePress::StopUpdate),
    ] {
        window.act(intent);
    }
    assert_eq!(told.was_asked(), ["look", "fetch"]);
    // Back on the first page it is still offered, and nothing goes on by itself.
    let view = window.act(Intent::Walk(WalkPress::Home));
    assert!(part(&view).unwrap().newer.unwrap().take.is_some());
    assert_eq!(told.was_asked(), ["look", "fetch"]);
}

/// The same without chance: what comes while a set-up is open reaches no installer.
#[test]
fn a_package_that_arrives_during_a_set_up_is_not_installed() {
    let mut setup =
        Setup::new(Opening { integrations: integration::built_in(), ..Opening::default() });
    setup.updates.about = Some(About { version: Version::new(1, 0, 0), kind: Kind::Setup });
    setup.act(Intent::Update(UpdatePress::LookForUpdate));
    let run = setup.updates.ticket.unwrap();
    setup.learn(Event::Update(UpdateEvent::Looked { ticket: run, outcome: Ok(newer()) }));
    setup.act(Intent::Update(UpdatePress::TakeUpdate));
    let run = setup.updates.ticket.unwrap();
    setup.act(Intent::Start(StartPress::Choose { integration: "vectis".into() }));
    setup.act(Intent::Start(StartPress::Begin { practice: None }));
    // Of the fetch that was given up, and even of one that nobody gave up.
    for run in [run, setup.updates.ticket.unwrap()] {
        setup.updates.stage = Stage::Fetching {
            offer: Offer { version: Version::new(9, 0, 0), notes: Vec::new() },
            percent: 90,
        };
        let effects =
            setup.learn(Event::Update(UpdateEvent::Fetched { ticket: run, outcome: Ok(()) }));
        assert!(effects.is_empty(), "{effects:?}");
        assert!(!setup.updates.is_being_taken());
    }
}

#[tokio::test]
async fn stopped_is_stopped() {
    let (_folder, window, told) = opened(Kind::Setup);
    let gate = Arc::new(Notify::new());
    *told.gate.lock().unwrap() = Some(gate.clone());
    offered(&window).await;
    window.act(Intent::Update(UpdatePress::TakeUpdate));
    arrived(&window).await;
    let stop = part(&window.desk.view()).unwrap().stop.unwrap();
    let view = window.press(&stop);
    assert!(part(&view).unwrap().newer.unwrap().take.is_some(), "it can be had later");
    gate.notify_one();
    *told.gate.lock().unwrap() = None;
    window.act(Intent::Update(UpdatePress::TakeUpdate));
    window.until("installed", |view| is_installed(view).then_some(())).await;
    assert_eq!(told.was_asked(), ["look", "fetch", "fetch", "install"]);
}

static SHUT: AtomicBool = AtomicBool::new(false);

/// A keychain that stands still while the gate is shut.
fn slow_store() -> keyring_core::Result<Arc<keyring_core::CredentialStore>> {
    while SHUT.load(Ordering::SeqCst) {
        std::thread::sleep(Duration::from_millis(2));
    }
    store()
}

/// The program ends for an update, and keys end with it: not before the keychain has them.
#[tokio::test]
async fn keys_on_their_way_into_the_keychain_are_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    // Long enough for a keychain that works, beside other work.
    let patience =
        Patience { tell_after: Duration::from_secs(2), longest: Duration::from_secs(120) };
    let vault = Vault::opened_by(slow_store).with(patience);
    let (window, told) = opened_in(folder.path(), Kind::Setup, vault);
    window.begin("vectis").await;
    window.walk_to(StepId::Keys).await;
    window.proved().await;
    SHUT.store(true, Ordering::SeqCst);
    let (public, private) = (window.practice_value(0).await, window.practice_value(1).await);
    window.fill(FieldId::PublicKey, &public);
    window.fill(FieldId::PrivateKey, &private);
    window.act(Intent::Walk(WalkPress::Home));
    offered(&window).await;
    window.act(Intent::Update(UpdatePress::TakeUpdate));
    let problem = window.until("a problem", |view| part(view)?.problem).await;
    assert_eq!(problem.cause, "update-keychain-busy");
    assert!(!told.was_asked().contains(&"install"));

    SHUT.store(false, Ordering::SeqCst);
    let account = window.account().await;
    window.act(problem.mend.unwrap().intent);
    window.until("an offer", |view| part(view)?.newer?.take).await;
    window.act(Intent::Update(UpdatePress::TakeUpdate));
    window.until("installed", |view| is_installed(view).then_some(())).await;
    assert_eq!(told.was_asked().last(), Some(&"install"));
    assert_eq!(item(store, &account).unwrap()["private_key"], private.as_str());
}

/// What a machine's administrators laid down: which file, whether looking is offered, what is
/// said, and what support reads of it.
#[tokio::test]
async fn the_policy_file_is_obeyed() {
    let big = "# ".to_owned() + &"x".repeat(70 * 1024);
    for (text, offered, said, detail) in [
        (None, true, "", "Updates: on request"),
        (Some("updates = \"off\"\n"), false, "manages updates", "off by the policy file"),
        (Some("updates = \"ask\"\n"), true, "", "on request"),
        (Some(""), true, "", "on request"),
        // A key of a newer Keywright, or a slip of the pen: told, and the rest holds.
        (
            Some("later = 1\nupdates = \"off\"\n"),
            false,
            "manages updates",
            "Policy file: not known at line 1, column 1",
        ),
        (Some("\n  update = \"off\"\n"), true, "", "Policy file: not known at line 2, column 3"),
        // What is damaged, or says what nobody understands, means off.
        (Some("updates = off\n"), false, "cannot be read", "the policy file cannot be read"),
        (Some("updates = \"never\"\n"), false, "cannot be read", "cannot be read"),
        (Some("updates = true\n"), false, "cannot be read", "cannot be read"),
        (Some("updates = \"ask\"\nupdates = \"off\"\n"), false, "cannot be read", "cannot be read"),
        (Some("\u{0}"), false, "cannot be read", "cannot be read"),
        (Some(&big), false, "cannot be read", "cannot be read"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        if let Some(text) = text {
            fs::create_dir(folder.path().join("policy")).unwrap();
            fs::write(folder.path().join("policy/policy.toml"), text).unwrap();
        }
        obeyed(folder.path(), text, offered, said, detail).await;
    }
    // There is something, and it cannot be read at all.
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("policy/policy.toml")).unwrap();
    obeyed(folder.path(), None, false, "cannot be read", "cannot be read").await;
}

async fn obeyed(
    folder: &std::path::Path,
    text: Option<&str>,
    is_offered: bool,
    said: &str,
    detail: &str,
) {
    let (window, told) = opened_in(folder, Kind::Setup, Vault::opened_by(store));
    let view = window.desk.view();
    let part = part(&view).unwrap();
    assert_eq!(part.look.is_some(), is_offered, "{text:?}");
    assert!(part.text.unwrap_or_default().contains(said), "{text:?}");
    if is_offered {
        offered(&window).await;
    } else {
        // It would show at once.
        assert_eq!(window.act(Intent::Update(UpdatePress::LookForUpdate)), view);
        assert!(told.was_asked().is_empty(), "{text:?}");
    }
    let details = view::copies::find(&setup_of(folder), &"details".parse().unwrap()).unwrap();
    let details = details.text.expose().to_owned();
    assert!(details.contains(detail), "{text:?}: {details}");
    assert!(!details.contains("later"), "a key is somebody's own text: {details}");
}

/// A Setup with the same policy, to read what support would.
fn setup_of(folder: &std::path::Path) -> Setup {
    let mut setup =
        Setup::new(Opening { integrations: integration::built_in(), ..Opening::default() });
    setup.updates.about = Some(About { version: Version::new(1, 0, 0), kind: Kind::Setup });
    setup.updates.policy = updates::read_policy(&folder.join("policy"));
    setup
}

/// A build that knows no place to look says nothing about updates, whatever the policy.
#[tokio::test]
async fn a_build_without_a_place_to_look_offers_nothing() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("policy")).unwrap();
    fs::write(folder.path().join("policy/policy.toml"), "updates = \"off\"").unwrap();
    let window = Window::open(folder.path(), Vault::opened_by(store));
    assert_eq!(part(&window.desk.view()), None);
    let before = window.desk.view();
    for intent in [
        Intent::Update(UpdatePress::LookForUpdate),
        Intent::Update(UpdatePress::TakeUpdate),
        Intent::Update(UpdatePress::PutOffUpdate),
    ] {
        assert_eq!(window.act(intent), before);
    }
}
