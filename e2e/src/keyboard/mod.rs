//! The way from the first page to "Done" without a mouse. Keys alone lead on; scripts read where
//! they have led.

mod hand;
mod walk;

use std::time::Duration;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use serde::Deserialize;
use tokio::time::sleep;

use crate::Window;

pub use hand::{Hand, in_hand, set_one, tick_each};
pub use walk::walk;

/// What can be pressed, where it stands, and what has the focus.
#[derive(Clone, Debug, Deserialize)]
pub struct Look {
    /// Of what has the focus: its `data-testid`, else something to know it by.
    pub name: String,
    pub tag: String,
    /// The message it belongs to.
    pub within: String,
    /// Which of the stops it is; -1 where it is none, as a heading.
    stop: i32,
    ring: bool,
    /// What keeps it from being seen whole.
    pub hidden: String,
    pub page: String,
    stops: Vec<Stop>,
}

#[derive(Clone, Debug, Deserialize)]
struct Stop {
    name: String,
    region: u32,
    /// The bar at the top or at the left, or the footer.
    frame: String,
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

/// Presses these together: the last while the others are held.
pub async fn press(window: &Window, keys: &[char]) {
    let mut actions = KeyActions::new("keyboard".into());
    for key in keys {
        actions = actions.then(KeyAction::Down { value: *key });
    }
    for key in keys.iter().rev() {
        actions = actions.then(KeyAction::Up { value: *key });
    }
    window.client.perform_actions(actions).await.expect("keys");
}

pub async fn tab(window: &Window) {
    press(window, &[Key::Tab.into()]).await;
}

pub async fn back_tab(window: &Window) {
    press(window, &[Key::Shift.into(), Key::Tab.into()]).await;
}

pub async fn enter(window: &Window) {
    press(window, &[Key::Enter.into()]).await;
}

pub async fn space(window: &Window) {
    press(window, &[' ']).await;
}

pub async fn escape(window: &Window) {
    press(window, &[Key::Escape.into()]).await;
}

pub async fn ctrl(window: &Window, key: char) {
    press(window, &[Key::Control.into(), key]).await;
}

/// Types where the focus is.
pub async fn text(window: &Window, text: &str) {
    for letter in text.chars() {
        press(window, &[letter]).await;
    }
}

pub async fn look(window: &Window) -> Look {
    serde_json::from_value(window.run(include_str!("look.js")).await).expect("a look")
}

/// Waits until the focus is where it should be; fails where it goes elsewhere and stays there.
pub async fn focus(window: &Window, what: &str, right: impl Fn(&Look) -> bool) -> Look {
    let mut last = String::new();
    for _ in 0..1200 {
        let now = look(window).await;
        if right(&now) {
            return now;
        }
        last = format!("{} ({}) on {}", now.name, now.tag, now.page);
        sleep(Duration::from_millis(50)).await;
    }
    window.shot("missing").await;
    panic!("the focus should be on {what}; it is on {last}:\n{}", window.text().await);
}

pub async fn focus_is(window: &Window, id: &str) -> Look {
    focus(window, id, |now| now.name == id).await
}

/// On a new page reading starts at its heading.
pub async fn arrived(window: &Window, page: &str) {
    focus(window, &format!("the heading of {page}"), |now| now.page == page && now.tag == "H1")
        .await;
}

/// Goes there with Tab. It may not be there yet.
pub async fn to(window: &Window, id: &str) {
    to_by(window, id, &[Key::Tab.into()]).await;
}

/// The other way.
pub async fn back_to(window: &Window, id: &str) {
    to_by(window, id, &[Key::Shift.into(), Key::Tab.into()]).await;
}

async fn to_by(window: &Window, id: &str, keys: &[char]) {
    window.wait_for(&crate::window::selector(id)).await;
    let mut seen = Vec::new();
    for _ in 0..250 {
        let now = look(window).await.name;
        if now == id {
            return;
        }
        seen.push(now);
        press(window, keys).await;
    }
    window.shot("missing").await;
    panic!("{id} is not reached by Tab; these are: {seen:?}");
}

/// Goes there and presses Enter.
pub async fn enter_on(window: &Window, id: &str) {
    to(window, id).await;
    enter(window).await;
}
