//! No press waits for the keychain. Everything but the keychain's own thread runs on one thread
//! here, and the keychain stands still until the test lets it go on: a press that waited for it,
//! or for a lock that is held meanwhile, would never come back.

use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use leash::PLENTY;
use practice::{PRIVATE_KEY, PUBLIC_KEY};
use setup::{FieldId, FieldPress, Intent, StartPress, StepId, WalkPress};
use system::vault::Vault;

use super::window::*;

mock_store!(store);

/// Shut: whoever wants the keychain waits. With how many do so now.
static GATE: Mutex<(bool, usize)> = Mutex::new((false, 0));
static MOVED: Condvar = Condvar::new();

fn open() -> keyring_core::Result<Arc<keyring_core::CredentialStore>> {
    let mut gate = GATE.lock().unwrap();
    gate.1 += 1;
    let (mut gate, late) = MOVED.wait_timeout_while(gate, PLENTY, |gate| gate.0).unwrap();
    gate.1 -= 1;
    assert!(!late.timed_out(), "nobody came to open: what should have, waits for the keychain");
    drop(gate);
    store()
}

fn shut(is: bool) {
    GATE.lock().unwrap().0 = is;
    MOVED.notify_all();
}

/// Waits until the keychain's thread stands at the gate.
async fn somebody_waits() {
    let started = Instant::now();
    while GATE.lock().unwrap().1 == 0 {
        assert!(started.elapsed() < PLENTY, "the keychain is not asked");
        tokio::task::yield_now().await;
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Each press is followed by a View, and the keychain still stands.
async fn presses_go_on(window: &Window, presses: &[Intent]) -> Duration {
    somebody_waits().await;
    let mut longest = Duration::ZERO;
    for intent in presses.iter().cycle().take(40.max(presses.len())) {
        let (before, press) = (window.views(), Instant::now());
        window.act(intent.clone());
        longest = longest.max(press.elapsed());
        assert!(window.views() > before, "no View after {intent:?}");
        tokio::task::yield_now().await;
        assert!(GATE.lock().unwrap().1 > 0, "the keychain goes on");
    }
    longest
}

fn filled(field: FieldId, text: &str) -> Intent {
    Intent::Field(FieldPress::Fill { field, text: ground::secret::Typed::new(text) })
}

#[test]
fn no_press_waits_for_the_keychain() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let window = Window::open(folder.path(), Vault::opened_by(open));
        let go = |step| Intent::Walk(WalkPress::Go { step });
        let member = filled(FieldId::MemberId, "api-practice");

        // While it is tried out.
        window.begin(&ids()[0]).await;
        window.walk_to(StepId::Member).await;
        shut(true);
        window.do_page().await;
        let presses = [
            filled(FieldId::PublicKey, PUBLIC_KEY),
            Intent::Walk(WalkPress::Continue),
            member.clone(),
            Intent::Walk(WalkPress::Back),
            go(StepId::Site),
            go(StepId::Keys),
            Intent::Walk(WalkPress::Home),
            Intent::Start(StartPress::Choose { integration: ids()[1].clone() }),
            Intent::Start(StartPress::Resume { connection: window.account().await }),
        ];
        let mut longest = presses_go_on(&window, &presses).await;
        shut(false);
        window.act(Intent::Start(StartPress::Resume { connection: window.account().await }));
        window.act(go(StepId::Keys));
        window.proved().await;

        // While keys go in: they are on the page, and nothing says that they are kept.
        shut(true);
        window.fill(FieldId::PublicKey, PUBLIC_KEY);
        window.fill(FieldId::PrivateKey, PRIVATE_KEY);
        let presses = [member.clone(), go(StepId::Role), go(StepId::Keys)];
        longest = longest.max(presses_go_on(&window, &presses).await);
        let page = keys_page(&window.act(go(StepId::Keys))).unwrap();
        assert!(page.private_key.masked.is_some() && page.kept.is_none(), "{page:?}");
        shut(false);
        window.until("kept", |view| keys_page(view)?.kept).await;

        // While they are read.
        let connection = window.account().await;
        window.act(Intent::Walk(WalkPress::Home));
        shut(true);
        window.act(Intent::Start(StartPress::Resume { connection: connection.clone() }));
        let presses = [member, go(StepId::Site), go(StepId::Keys), Intent::Walk(WalkPress::Back)];
        longest = longest.max(presses_go_on(&window, &presses).await);
        let page = keys_page(&window.act(go(StepId::Keys))).unwrap();
        assert!(page.private_key.masked.is_none(), "{page:?}");
        shut(false);
        window.until("the keys again", |view| keys_page(view)?.kept).await;

        // While they are removed.
        window.act(Intent::Walk(WalkPress::Home));
        shut(true);
        window.act(Intent::Start(StartPress::Forget { connection: connection.clone() }));
        window.act(Intent::Start(StartPress::ForgetForGood { connection }));
        let presses =
            ids().into_iter().map(|integration| Intent::Start(StartPress::Choose { integration }));
        longest = longest.max(presses_go_on(&window, &presses.collect::<Vec<_>>()).await);
        shut(false);
        window
            .until("an empty list", |view| start_page(view)?.unfinished.is_empty().then_some(()))
            .await;
        use std::io::Write as _;
        let _ = writeln!(
            std::io::stderr(),
            "figure: 160 presses while the keychain stands still: a View after each, longest \
             {longest:?} by the clock"
        );
    });
}
