//! Through a whole page by Tab: what WCAG asks of the order, the focus in sight and its ring.

use std::collections::BTreeSet;

use super::{Look, Stop, back_tab, look, tab};
use crate::Window;

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
