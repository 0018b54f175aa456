//! A window that sees every View and presses what they offer.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ground::secret::Typed;
use integration::built_in;
use runtime::desk::{Desk, Frame, Start};
use serde_json::Value;
use setup::outside::SERVICE;
use setup::{Able, FieldId, FieldPress, Intent, StartPress, StepId, WalkPress};
use system::clipboard::Clipboard;
use system::vault::Vault;
use tokio::sync::watch;
use updates::Updates;
use view::types::*;

/// A keychain of its own for a test: every opening finds the same items.
macro_rules! mock_store {
    ($name:ident) => {
        fn $name() -> keyring_core::Result<std::sync::Arc<keyring_core::CredentialStore>> {
            static STORE: std::sync::OnceLock<std::sync::Arc<keyring_core::CredentialStore>> =
                std::sync::OnceLock::new();
            Ok(STORE.get_or_init(|| keyring_core::mock::Store::new().unwrap()).clone())
        }
    };
}
pub(crate) use mock_store;

pub type Open = fn() -> keyring_core::Result<Arc<keyring_core::CredentialStore>>;

/// The keychain item of a connection, as another program would read it.
pub fn item(open: Open, account: &str) -> Option<Value> {
    let entry = open().unwrap().build(SERVICE, account, None).unwrap();
    Some(serde_json::from_slice(&entry.get_secret().ok()?).unwrap())
}

/// A radio button by the names that the window has for it.
pub fn picked(choice: &str, option: &str) -> Intent {
    let pick = serde_json::json!({ "choice": choice, "option": option });
    Intent::Field(FieldPress::Pick(serde_json::from_value(pick).unwrap()))
}

pub fn ids() -> Vec<String> {
    built_in().0.iter().map(|i| i.id.to_string()).collect()
}

/// Runs one life of the program: at the end everything of it is gone, as after a kill.
pub fn session<T>(folder: &Path, open: Open, live: impl AsyncFnOnce(&Window) -> T) -> T {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let outcome =
        runtime.block_on(async { live(&Window::open(folder, Vault::opened_by(open))).await });
    runtime.shutdown_timeout(Duration::from_secs(10));
    outcome
}

pub struct Window {
    pub desk: Desk,
    seen: Seen,
    journal: std::path::PathBuf,
}

/// What came, in whichever way; the present one is the one with the highest number.
#[derive(Clone)]
struct Seen {
    present: watch::Sender<Option<Shown>>,
    all: Arc<Mutex<Vec<String>>>,
}

impl Seen {
    fn arrived(&self, shown: Shown) {
        let text = format!("{}\n{shown:?}\n", serde_json::to_string(&shown).unwrap());
        // Not one long text: that would be moved again and again, within a press.
        self.all.lock().unwrap().push(text);
        self.present.send_if_modified(|present| {
            let newer = present.as_ref().is_none_or(|present| present.number < shown.number);
            if newer {
                *present = Some(shown);
            }
            newer
        });
    }
}

macro_rules! pages {
    ($($name:ident: $page:ident, $kind:ident;)*) => {
        $(#[allow(dead_code)]
        pub fn $name(view: &View) -> Option<$kind> {
            match &view.page { Page::$page(page) => Some($kind::clone(page)), _ => None }
        })*
    };
}
pages! {
    start_page: Start, StartPage;
    site_page: Site, SitePage;
    role_page: Role, RolePage;
    member_page: Member, MemberPage;
    keys_page: Keys, KeysPage;
    client_id_page: ClientId, ClientIdPage;
    check_page: Check, CheckPage;
    save_page: Save, SavePage;
    hand_over_page: HandOver, HandOverPage;
    done_page: Done, DonePage;
}

impl Window {
    pub fn open(folder: &Path, vault: Vault) -> Self {
        // A window that can do nothing of itself.
        let frame =
            Frame { able: Able::default(), carry_out: Box::new(|_| false), close: Box::new(|| ()) };
        Self::framed(folder, vault, frame)
    }

    pub fn framed(folder: &Path, vault: Vault, window: Frame) -> Self {
        Self::started(Self::start(folder, vault, window))
    }

    /// On a clipboard of the test's own.
    pub fn with_clipboard(folder: &Path, vault: Vault, clipboard: Clipboard) -> Self {
        let frame =
            Frame { able: Able::default(), carry_out: Box::new(|_| false), close: Box::new(|| ()) };
        Self::started(Start { clipboard, ..Self::start(folder, vault, frame) })
    }

    /// With updates by this courier, and whatever policy file lies in the folder.
    pub fn updated(folder: &Path, vault: Vault, updates: Updates) -> Self {
        let frame =
            Frame { able: Able::default(), carry_out: Box::new(|_| false), close: Box::new(|| ()) };
        Self::started(Start { updates: Some(updates), ..Self::start(folder, vault, frame) })
    }

    fn start(folder: &Path, vault: Vault, window: Frame) -> Start {
        Start {
            folder: folder.to_owned(),
            downloads: folder.join("downloads"),
            vault,
            clipboard: Clipboard::start(),
            client_id: None,
            web_view: Some("2.50.1".to_owned()),
            window,
            updates: None,
            policy: folder.join("policy"),
        }
    }

    fn started(start: Start) -> Self {
        let journal = start.folder.join("journal.json");
        let desk = Desk::start(start);
        let seen = Seen { present: watch::channel(None).0, all: Arc::default() };
        let arrives = seen.clone();
        desk.watch(move |shown| arrives.arrived(shown));
        Self { desk, seen, journal }
    }

    /// Every View so far, as it goes to the window and as Debug prints it.
    pub fn everything_shown(&self) -> String {
        self.seen.all.lock().unwrap().concat()
    }

    /// How many Views have come so far.
    pub fn views(&self) -> usize {
        self.seen.all.lock().unwrap().len()
    }

    /// What is to be seen after it, with whatever has been learned since.
    pub fn act(&self, intent: Intent) -> View {
        self.answer(intent);
        self.desk.view()
    }

    /// What it is answered with, before anything that it sets going can have come back.
    pub fn answer(&self, intent: Intent) -> View {
        let shown = self.desk.act(intent);
        self.seen.arrived(shown.clone());
        shown.view
    }

    pub fn fill(&self, field: FieldId, text: &str) -> View {
        self.act(Intent::Field(FieldPress::Fill { field, text: Typed::new(text) }))
    }

    pub fn pick(&self, choice: &str, option: &str) -> View {
        self.act(picked(choice, option))
    }

    pub fn press(&self, button: &Button) -> View {
        self.act(button.intent.clone())
    }

    /// Waits for a View in which `sees` finds something.
    pub async fn until<T>(&self, what: &str, sees: impl Fn(&View) -> Option<T>) -> T {
        let mut news = self.seen.present.subscribe();
        let look = async {
            loop {
                let found = news.borrow_and_update().as_ref().and_then(|shown| sees(&shown.view));
                if let Some(found) = found {
                    return found;
                }
                news.changed().await.unwrap();
            }
        };
        match tokio::time::timeout(leash::PLENTY, look).await {
            Ok(found) => found,
            Err(_) => panic!("never seen: {what}. Now: {:#?}", self.desk.view()),
        }
    }

    /// Waits until the journal on disk says so.
    pub async fn written(&self, what: &str, says: impl Fn(&Value) -> bool) {
        self.on_disk(what, |connections| says(connections).then_some(())).await;
    }

    /// The account of the only connection, as soon as it is on disk.
    pub async fn account(&self) -> String {
        self.on_disk("a connection", |all| Some(all[0]["id"].as_str()?.to_owned())).await
    }

    async fn on_disk<T>(&self, what: &str, sees: impl Fn(&Value) -> Option<T>) -> T {
        for _ in 0..12_000 {
            let text = std::fs::read(&self.journal).unwrap_or_default();
            let journal: Value = serde_json::from_slice(&text).unwrap_or_default();
            if let Some(seen) = sees(&journal["connections"]) {
                return seen;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("never written: {what}");
    }

    /// Begins to practise for an integration: "Your ConnectWise" is open.
    pub async fn begin(&self, id: &str) {
        let view = self.act(Intent::Start(StartPress::Choose { integration: id.into() }));
        let before = start_page(&view).unwrap().before.expect("Before you begin");
        self.press(&before.practise);
        self.practice_value(0).await;
    }

    /// Begins to rehearse a situation by its title; false where it is not offered.
    pub async fn rehearse(&self, id: &str, title: &str) -> bool {
        let view = self.act(Intent::Start(StartPress::Choose { integration: id.into() }));
        let before = start_page(&view).unwrap().before.expect("Before you begin");
        let Some(card) = before.situations.iter().find(|card| card.title == title) else {
            return false;
        };
        self.press(&card.start);
        self.practice_value(0).await;
        true
    }

    /// The check page once a check has ended.
    pub async fn checked(&self) -> CheckPage {
        self.until("the check's end", |view| {
            check_page(view).filter(|page| page.run.is_some() && page.done > 0)
        })
        .await
    }

    /// What ConnectWise would show on this page.
    pub async fn practice_value(&self, n: usize) -> String {
        self.until("practice values", |view| {
            Some(view.practice.as_ref()?.values.get(n)?.value.clone())
        })
        .await
    }

    /// Waits until the keychain was tried out.
    pub async fn proved(&self) {
        self.until("a proved keychain", |view| {
            matches!(keys_page(view)?.vault, VaultState::Ready { .. }).then_some(())
        })
        .await;
    }

    /// Does all that the present page asks for, and goes on.
    pub async fn do_page(&self) {
        let view = self.desk.view();
        match &view.page {
            Page::Start(_) | Page::Done(_) => panic!("nothing to go on from"),
            Page::Site(_) => {
                self.fill(FieldId::Address, &self.practice_value(0).await);
                self.fill(FieldId::Company, &self.practice_value(1).await);
                self.press(&self.desk.view().nav.forward.unwrap());
                self.until("found", |view| site_page(view)?.found).await;
            }
            Page::Role(page) => {
                for group in page.grid.iter().flat_map(|grid| &grid.groups) {
                    self.press(&group.tick_all);
                    for table in group
                        .rows
                        .iter()
                        .filter_map(|row| row.tables.as_ref())
                        .flat_map(|tables| &tables.items)
                    {
                        self.act(table.tick.clone());
                    }
                }
            }
            Page::Member(page) => {
                if page.member_id.as_ref().is_some_and(|field| field.value.is_empty()) {
                    self.fill(FieldId::MemberId, "api-practice");
                }
            }
            Page::Keys(_) => {
                self.proved().await;
                self.fill(FieldId::PublicKey, &self.practice_value(0).await);
                self.fill(FieldId::PrivateKey, &self.practice_value(1).await);
                self.until("kept", |view| keys_page(view)?.kept).await;
            }
            Page::ClientId(_) => {
                self.fill(FieldId::ClientId, &self.practice_value(0).await);
            }
            Page::Check(_) => {
                self.until("the check's end", |view| check_page(view)?.run).await;
            }
            Page::Save(_) => {
                self.press(&self.desk.view().nav.forward.unwrap());
                self.until("saved", |view| save_page(view)?.saved).await;
            }
            Page::HandOver(page) => {
                for field in page.fields.iter().filter(|field| !field.ticked) {
                    self.act(field.tick.clone());
                }
            }
        }
        let heading = self.desk.view().heading;
        let after = self.act(Intent::Walk(WalkPress::Continue));
        assert_ne!(
            after.heading, heading,
            "it did not go on: {:?} {:?}",
            after.nav.missing, after.problem
        );
    }

    /// Goes on until a step is shown.
    pub async fn walk_to(&self, step: StepId) {
        while step_of(&self.desk.view()) != step {
            self.do_page().await;
        }
    }
}

pub fn step_of(view: &View) -> StepId {
    match view.page {
        Page::Start(_) => StepId::Start,
        Page::Site(_) => StepId::Site,
        Page::Role(_) => StepId::Role,
        Page::Member(_) => StepId::Member,
        Page::Keys(_) => StepId::Keys,
        Page::ClientId(_) => StepId::ClientId,
        Page::Check(_) => StepId::Check,
        Page::Save(_) => StepId::Save,
        Page::HandOver(_) => StepId::HandOver,
        Page::Done(_) => StepId::Done,
    }
}

/// The value of a labelled fact.
pub fn fact<'a>(facts: &'a [Fact], label: &str) -> &'a str {
    let found = facts.iter().find(|fact| fact.label == label);
    &found.unwrap_or_else(|| panic!("no {label} in {facts:?}")).value
}
