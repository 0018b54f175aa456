//! A copied key leaves the clipboard also where another program holds that, and where the keychain
//! hangs at the end of the program. The clipboard is the test's own, and so is the clock.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use ground::secret::Secret;
use practice::PRIVATE_KEY;
use runtime::desk::Closed;
use setup::outside::NoText;
use setup::{Intent, StartPress, StepId, WalkPress};
use system::clipboard::{Board, Clipboard};
use system::vault::Vault;

use super::window::*;

mock_store!(store);

#[derive(Clone, Default)]
struct Shared(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    text: String,
    held: bool,
}

impl Shared {
    fn clipboard(&self) -> Clipboard {
        let shared = self.clone();
        Clipboard::opened_by(move || Some(Box::new(shared.clone())))
    }

    fn hold(&self, held: bool) {
        self.0.lock().unwrap().held = held;
    }

    fn text(&self) -> String {
        self.0.lock().unwrap().text.clone()
    }
}

impl Board for Shared {
    fn put(&mut self, text: &Secret, _: bool) -> bool {
        let mut state = self.0.lock().unwrap();
        if !state.held {
            state.text = text.expose().to_owned();
        }
        !state.held
    }

    fn read(&mut self) -> Result<Secret, NoText> {
        let state = self.0.lock().unwrap();
        if state.held { Err(NoText::Held) } else { Ok(Secret::new(state.text.clone())) }
    }

    fn empty(&mut self) -> bool {
        let mut state = self.0.lock().unwrap();
        if !state.held {
            state.text.clear();
        }
        !state.held
    }
}

/// Copies the private key for the vendor's screen.
async fn copy(window: &Window, shared: &Shared) {
    let fields = hand_over_page(&window.desk.view()).unwrap().fields;
    let copies = fields.iter().filter(|field| field.value.secret).map(|field| &field.value.copy);
    for copy in copies {
        window.act(copy.clone());
        comes("the copy", || !shared.text().is_empty()).await;
        window.until("said", |view| view.clipboard.clone()).await;
        if shared.text() == PRIVATE_KEY {
            return;
        }
        shared.0.lock().unwrap().text.clear();
    }
    panic!("nothing copies the private key");
}

/// By the clock on the wall: the other one may stand still.
async fn comes(what: &str, there: impl Fn() -> bool) {
    let began = Instant::now();
    while !there() {
        assert!(began.elapsed() < leash::PLENTY, "{what} never came");
        tokio::task::yield_now().await;
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Second after second, until it is seen.
async fn passes(seconds: u32, what: &str, there: impl Fn() -> bool) {
    for _ in 0..seconds {
        tokio::time::advance(Duration::from_secs(1)).await;
        for _ in 0..50 {
            if there() {
                return;
            }
            tokio::task::yield_now().await;
            std::thread::sleep(Duration::from_millis(1));
        }
    }
    assert!(there(), "{what}: not within {seconds} s");
}

#[tokio::test]
async fn a_key_whose_minute_ends_while_the_clipboard_is_held_is_cleared_as_soon_as_it_is_free() {
    let folder = tempfile::tempdir().unwrap();
    let shared = Shared::default();
    let window = Window::with_clipboard(folder.path(), Vault::opened_by(store), shared.clipboard());
    window.begin("vectis").await;
    window.walk_to(StepId::HandOver).await;
    copy(&window, &shared).await;

    // A clock that stands still jumps ahead when there is nothing to do, unless work on a thread
    // beside is going on.
    tokio::time::pause();
    let (done, wait) = std::sync::mpsc::channel::<()>();
    let beside = tokio::task::spawn_blocking(move || wait.recv());

    shared.hold(true);
    let cause = || window.desk.view().problem.map(|problem| problem.cause);
    passes(75, "that it is held", || cause().is_some()).await;
    assert_eq!(cause().as_deref(), Some("clipboard-not-cleared"));
    assert_eq!(shared.text(), PRIVATE_KEY);
    let note = window.desk.view().clipboard.expect("it is still there, and the note is not");
    assert!(note.held && note.text.starts_with("May still be on the clipboard"), "{note:?}");

    shared.hold(false);
    passes(10, "that it is cleared", || window.desk.view().clipboard.is_none()).await;
    assert_eq!(shared.text(), "");
    let view = window.desk.view();
    assert_eq!(view.problem, None);
    assert_eq!(view.announcement.unwrap().text, "The clipboard was cleared.");
    drop(done);
    let _ = beside.await;
}

#[test]
fn a_key_on_the_clipboard_does_not_outlive_the_program_while_the_keychain_hangs() {
    static HANGS: AtomicBool = AtomicBool::new(false);
    fn open() -> keyring_core::Result<Arc<keyring_core::CredentialStore>> {
        while HANGS.load(Ordering::SeqCst) {
            std::thread::sleep(Duration::from_millis(1));
        }
        store()
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let shared = Shared::default();
        let clipboard = shared.clipboard();
        let window = Window::with_clipboard(folder.path(), Vault::opened_by(open), clipboard);
        window.begin("vectis").await;
        window.walk_to(StepId::HandOver).await;
        copy(&window, &shared).await;
        assert_eq!(
            window.desk.close(leash::PLENTY).await,
            Closed { cleared: true, kept: true },
            "all is in order"
        );
        assert_eq!(shared.text(), "");

        copy(&window, &shared).await;
        HANGS.store(true, Ordering::SeqCst);
        let connection = window.account().await;
        window.act(Intent::Walk(WalkPress::Home));
        window.act(Intent::Start(StartPress::ForgetForGood { connection }));
        // Held for a moment at first, as histories do that look at everything.
        shared.hold(true);
        let freed = shared.clone();
        let freeing = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(200));
            freed.hold(false);
        });
        let closed = window.desk.close(Duration::from_secs(3)).await;
        assert_eq!(closed, Closed { cleared: true, kept: false });
        assert_eq!(shared.text(), "", "it outlives the program");
        freeing.join().unwrap();
        HANGS.store(false, Ordering::SeqCst);
    });
}
