//! The way from the first page to "Done" without a mouse. Keys alone lead on; scripts read where
//! they have led.

use std::collections::BTreeSet;
use std::time::Duration;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use serde::Deserialize;
use tokio::time::sleep;

use crate::Window;

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
    hidden: String,
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

impl Stop {
    fn same_row(&self, other: &Self) -> bool {
        let shared = self.bottom.min(other.bottom) - self.top.max(other.top);
        shared > (self.bottom - self.top).min(other.bottom - other.top) / 2.0
    }

    fn same_column(&self, other: &Self) -> bool {
        self.right.min(other.right) - self.left.max(other.left) > 1.0
    }

    /// Whether somebody who reads comes to this one first.
    fn comes_before(&self, other: &Self) -> bool {
        if self.region != other.region {
            // Columns stand beside each other; in one of them reading goes down.
            return !self.same_column(other) || self.top <= other.bottom;
        }
        if self.same_row(other) { self.left <= other.left } else { self.top < other.bottom }
    }
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
    for _ in 0..400 {
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
    let script = "return document.activeElement.dataset.testid ?? ''";
    let mut seen = Vec::new();
    for _ in 0..250 {
        if window.run(script).await == id {
            return;
        }
        press(window, keys).await;
        seen.push(look(window).await.name);
    }
    window.shot("missing").await;
    panic!("{id} is not reached by Tab; these are: {seen:?}");
}

/// Goes there and presses Enter.
pub async fn enter_on(window: &Window, id: &str) {
    to(window, id).await;
    enter(window).await;
}

/// Goes through the whole page by Tab, once: everything that can be pressed has its turn, in the
/// order in which the page reads, in sight and with a ring around it; and the way leads out.
pub async fn walk(window: &Window) {
    let first = look(window).await;
    in_reading_order(&first);
    let mut faults = BTreeSet::new();
    let mut turns = Vec::new();
    tab(window).await;
    loop {
        let now = look(window).await;
        assert_eq!(now.page, first.page, "Tab turned the page");
        if turns.first() == Some(&now.stop) || turns.len() > 2 * first.stops.len() + 2 {
            break;
        }
        if now.stop >= 0 {
            if !now.ring {
                faults.insert(format!("{} has no ring", now.name));
            }
            if !now.hidden.is_empty() {
                faults.insert(format!("{} is {}", now.name, now.hidden));
            }
        }
        turns.push(now.stop);
        tab(window).await;
    }
    // Between the last and the first the document itself may have it.
    turns.retain(|stop| *stop >= 0);
    let names = |stops: &[i32]| -> Vec<String> {
        stops.iter().map(|stop| first.stops[*stop as usize].name.clone()).collect()
    };
    let begin = turns.iter().position(|stop| *stop == 0).unwrap_or(0);
    turns.rotate_left(begin);
    let all: Vec<i32> = (0..first.stops.len() as i32).collect();
    if turns != all {
        faults.insert(format!("Tab goes {:?}, not {:?}", names(&turns), names(&all)));
    }
    if !faults.is_empty() {
        window.shot("fault").await;
    }
    assert!(faults.is_empty(), "on {}: {faults:#?}", first.page);

    // And backwards, a few steps: there is no trap that way either.
    let mut there = look(window).await.stop;
    for _ in 0..4.min(all.len()) {
        back_tab(window).await;
        let now = look(window).await.stop;
        let before = (there - 1).rem_euclid(all.len() as i32);
        assert!(now == before || now == -1, "Shift+Tab from {there} leads to {now}");
        there = if now == -1 { 0 } else { now };
    }
}

fn in_reading_order(look: &Look) {
    let mut faults = Vec::new();
    for (n, one) in look.stops.iter().enumerate() {
        for other in &look.stops[n + 1..] {
            // The frame around the page: first the bar, last the footer.
            let right = match (one.frame.as_str(), other.frame.as_str()) {
                (a, b) if a == b => one.comes_before(other),
                ("header", _) | (_, "footer") => true,
                _ => false,
            };
            if !right {
                faults.push(format!("{} stands before {}", other.name, one.name));
            }
        }
    }
    assert!(faults.is_empty(), "on {}, otherwise than Tab goes: {faults:#?}", look.page);
}
