//! What the Setup asks of its own window, told to a recorder.

use std::sync::{Arc, Mutex};

use runtime::desk::Frame;
use setup::{Able, FieldId, Hiding, Intent, WalkPress, WindowPress, Wish};
use system::vault::Vault;
use view::types::{Toggle, ToggleKind, View};

use super::window::{Window, mock_store};

mock_store!(store);

const ALL: Able = Able { beside: true, on_top: true, hiding: Some(Hiding::Partial) };

/// A window that writes down what it is asked for, and does it or not.
fn recorder(able: Able, does: bool) -> (Frame, Arc<Mutex<Vec<Wish>>>) {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let told = asked.clone();
    let carry_out = Box::new(move |wish| {
        told.lock().unwrap().push(wish);
        does
    });
    (Frame { able, carry_out, close: Box::new(|| ()) }, asked)
}

fn toggle(view: &View, kind: ToggleKind) -> Option<Toggle> {
    view.window.iter().find(|toggle| toggle.kind == kind).cloned()
}

async fn opened(able: Able, does: bool) -> (tempfile::TempDir, Window, Arc<Mutex<Vec<Wish>>>) {
    let folder = tempfile::tempdir().unwrap();
    let (frame, asked) = recorder(able, does);
    let window = Window::framed(folder.path(), Vault::opened_by(store), frame);
    (folder, window, asked)
}

#[tokio::test]
async fn each_press_asks_the_window_once_and_is_shown() {
    let (_folder, window, asked) = opened(ALL, true).await;
    for (kind, wish) in [
        (ToggleKind::Beside, Wish::Beside as fn(bool) -> Wish),
        (ToggleKind::OnTop, Wish::KeepOnTop),
        (ToggleKind::Hidden, Wish::HideFromCapture),
    ] {
        for on in [true, false] {
            let before = toggle(&window.desk.view(), kind).expect("it is offered");
            assert_eq!(before.on, !on);
            let after = window.act(before.press.clone());
            assert_eq!(toggle(&after, kind).map(|toggle| toggle.on), Some(on));
            // The same press once more, as a doubled click sends it.
            window.act(before.press);
            assert_eq!(std::mem::take(&mut *asked.lock().unwrap()), [wish(on)]);
        }
    }
}

#[tokio::test]
async fn what_the_window_refuses_is_not_shown_as_on() {
    let (_folder, window, asked) = opened(ALL, false).await;
    let press = toggle(&window.desk.view(), ToggleKind::OnTop).unwrap().press;
    let view = window.act(press.clone());
    assert!(!toggle(&view, ToggleKind::OnTop).unwrap().on);
    assert!(view.announcement.unwrap().text.contains("did not let Keywright"));
    window.act(press);
    assert_eq!(asked.lock().unwrap().len(), 2, "it can be tried again");
}

#[tokio::test]
async fn what_the_window_cannot_do_is_neither_offered_nor_asked() {
    let (_folder, window, asked) = opened(Able { beside: true, ..Able::default() }, true).await;
    let view = window.desk.view();
    assert_eq!(view.window.len(), 1);
    for wish in [Wish::KeepOnTop(true), Wish::HideFromCapture(true)] {
        assert_eq!(window.act(Intent::Window(WindowPress::Ask { wish })), view);
    }
    assert!(asked.lock().unwrap().is_empty());
}

/// Nobody may rely on more than there is.
#[tokio::test]
async fn hiding_says_what_it_does_not_do() {
    for (hiding, said) in [(Hiding::Partial, "still show"), (Hiding::Whole, "do not see")] {
        let (_folder, window, _) = opened(Able { hiding: Some(hiding), ..ALL }, true).await;
        let hidden = toggle(&window.desk.view(), ToggleKind::Hidden).unwrap();
        assert_eq!(hidden.hint, None);
        let hidden = toggle(&window.act(hidden.press), ToggleKind::Hidden).unwrap();
        assert!(hidden.hint.as_ref().is_some_and(|hint| hint.contains(said)), "{hidden:?}");
    }
}

/// A press on "Keep on top" between two on Continue is no change of mind.
#[tokio::test]
async fn what_is_missing_stays_said_meanwhile() {
    let (_folder, window, _) = opened(ALL, true).await;
    window.begin("vectis").await;
    window.fill(FieldId::Company, "");
    let missing = window.act(Intent::Walk(WalkPress::Continue)).nav.missing;
    assert!(!missing.is_empty());
    assert_eq!(
        window.act(Intent::Window(WindowPress::Ask { wish: Wish::KeepOnTop(true) })).nav.missing,
        missing
    );
}
