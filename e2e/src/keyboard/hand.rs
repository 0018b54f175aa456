//! The same way as in `journey`, step by step, without a mouse.

use std::time::Duration;

use fantoccini::key::Key;
use tokio::time::sleep;

use super::{
    arrived, back_to, ctrl, enter, enter_on, focus, focus_is, look, press, space, to, walk,
};
use crate::Window;

/// How a journey is made.
#[derive(Clone, Copy, Default)]
pub struct Hand {
    /// Goes through each page by Tab before it works there.
    pub walks: bool,
    /// Pastes with the keys of the system, not with the page's button.
    pub ctrl_v: bool,
}

impl Hand {
    async fn walk(self, window: &Window) {
        if self.walks {
            walk(window).await;
        }
    }

    pub async fn paste(self, window: &Window, value: &str, field: &str) {
        let copy = format!("copy-practice:{value}");
        // What it hands out stands above.
        back_to(window, &copy).await;
        enter(window).await;
        window.wait_for(&format!("[data-testid={copy:?}].done")).await;
        focus_is(window, &copy).await;
        if self.ctrl_v {
            to(window, &format!("field-{field}")).await;
            ctrl(window, 'v').await;
        } else {
            enter_on(window, &format!("paste-{field}")).await;
            focus_is(window, &format!("paste-{field}")).await;
        }
    }

    pub async fn go_on(self, window: &Window, page: &str) {
        enter_on(window, "continue").await;
        arrived(window, page).await;
    }

    pub async fn choose(self, window: &Window, integration: &str) {
        window.page("start").await;
        self.walk(window).await;
        let card = format!("card-{integration}");
        enter_on(window, &card).await;
        window.wait_for("[data-testid=practise]").await;
        focus_is(window, &card).await;
        self.walk(window).await;
        enter_on(window, "practise").await;
        arrived(window, "site").await;
    }

    pub async fn site(self, window: &Window) {
        self.walk(window).await;
        if self.walks {
            // One of several: the arrows choose, and Tab comes to the chosen one alone.
            to(window, "option-site-0").await;
            press(window, &[Key::Down.into()]).await;
            chosen(window, "option-site-1").await;
            press(window, &[Key::Up.into()]).await;
            chosen(window, "option-site-0").await;
        }
        to(window, "continue").await;
        self.paste(window, "address", "address").await;
        self.paste(window, "company", "company").await;
        // At once: Continue takes what is still being pasted.
        enter_on(window, "continue").await;
        window.says("https://api-na.myconnectwise.net").await;
        focus_is(window, "continue").await;
        self.walk(window).await;
        self.go_on(window, "role").await;
    }

    pub async fn role(self, window: &Window) {
        self.walk(window).await;
        if window.run("return document.querySelector('[data-testid=in-hand]') === null").await
            == true
        {
            tick_each(window, "tick-row:").await;
            tick_each(window, "tick-table:").await;
        } else {
            if self.walks {
                copy_each(window, "copy-row:").await;
            }
            set_each(window).await;
        }
        self.go_on(window, "member").await;
    }

    pub async fn member(self, window: &Window) {
        self.walk(window).await;
        tick_each(window, "tick-member:").await;
        self.go_on(window, "keys").await;
    }

    pub async fn keys(self, window: &Window) {
        window.says("tried out and works").await;
        self.walk(window).await;
        to(window, "continue").await;
        self.paste(window, "public", "publicKey").await;
        self.paste(window, "private", "privateKey").await;
        window.says("Both keys are in the keychain").await;
        self.go_on(window, "clientId").await;
    }

    pub async fn client_id(self, window: &Window) {
        self.walk(window).await;
        to(window, "continue").await;
        self.paste(window, "client-id", "clientId").await;
        // A check that fails at once has the focus by then.
        enter_on(window, "continue").await;
        window.page("check").await;
    }

    pub async fn check(self, window: &Window) {
        window.says("has what it needs").await;
        self.walk(window).await;
        self.go_on(window, "save").await;
    }

    pub async fn save(self, window: &Window) {
        enter_on(window, "continue").await;
        window.says("Read back and compared").await;
        focus_is(window, "continue").await;
        self.walk(window).await;
        self.go_on(window, "handOver").await;
    }

    pub async fn hand_over(self, window: &Window) {
        self.walk(window).await;
        if self.walks {
            copy_each(window, "copy-hand-over:").await;
        }
        tick_each(window, "tick-paste:").await;
        self.go_on(window, "done").await;
        self.walk(window).await;
    }
}

async fn chosen(window: &Window, option: &str) {
    window.wait_for(&format!("[data-testid={option:?}]:checked")).await;
    focus_is(window, option).await;
}

/// The line in hand of a narrow window.
pub async fn in_hand(window: &Window) -> String {
    let script = "return document.querySelector('[data-testid=in-hand]')?.dataset.line ?? ''";
    window.run(script).await.as_str().unwrap_or_default().to_owned()
}

/// Sets the line in hand; the next stands there then, with the focus in sight. None: all are set.
pub async fn set_one(window: &Window) -> Option<String> {
    let before = in_hand(window).await;
    to(window, "set-next").await;
    space(window).await;
    let mut now = String::new();
    for _ in 0..1200 {
        now = in_hand(window).await;
        let there = look(window).await;
        let led = there.name == if now.is_empty() { "all-set" } else { "set-next" };
        if now != before && led {
            assert_eq!(there.hidden, "", "{now}");
            return (!now.is_empty()).then_some(now);
        }
        sleep(Duration::from_millis(50)).await;
    }
    panic!("{before} was set, and {now} does not have the focus");
}

async fn set_each(window: &Window) {
    while set_one(window).await.is_some() {}
}

/// Copies each of these. What the footer says of it does not cover what has the focus.
async fn copy_each(window: &Window, prefix: &str) {
    for id in ids(window, prefix).await {
        enter_on(window, &id).await;
        window.wait_for(&format!("[data-testid={id:?}].done")).await;
        focus(window, &format!("{id}, in sight"), |now| now.name == id && now.hidden.is_empty())
            .await;
    }
}

async fn ids(window: &Window, prefix: &str) -> Vec<String> {
    let script = format!(
        "return [...document.querySelectorAll('[data-testid^={prefix:?}]')].map(e => e.dataset.testid)"
    );
    serde_json::from_value(window.run(&script).await).expect("names")
}

/// Ticks every box whose name starts like this, each by the space bar, with the focus on it before
/// and after.
pub async fn tick_each(window: &Window, prefix: &str) {
    for id in ids(window, prefix).await {
        to(window, &id).await;
        space(window).await;
        window.wait_for(&format!("[data-testid={id:?}]:checked")).await;
        focus_is(window, &id).await;
    }
}
