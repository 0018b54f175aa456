//! What happens to a copied secret within its minute, many times over. The clock stands still
//! until the test moves it; the clipboard and the other program are real.

use std::cell::Cell;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use integration::built_in;
use leash::{Leash, PLENTY, output};
use serde_json::Value;
use setup::{Intent, StepId};
use system::vault::Vault;

use crate::desk::window::*;

mock_store!(store);

/// What a clipboard history looks at.
const HINT: &str = "x-kde-passwordManagerHint";

#[test]
#[ignore = "started by the other test of this file, on a screen of its own"]
fn process() {
    if std::env::var_os("KEYWRIGHT_INNER").is_none() {
        return;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let window = Window::open(folder.path(), Vault::opened_by(store));
        let two_secrets = |fields: &[integration::HandOverField]| {
            fields.iter().filter(|field| field.value.is_secret()).count() >= 2
        };
        let all = built_in().0;
        let product = all.iter().find(|product| two_secrets(&product.hand_over.fields)).unwrap();
        window.begin(&product.id).await;
        window.walk_to(StepId::HandOver).await;
        let kept = item(store, &window.account().await).unwrap();
        tokio::time::pause();
        // A clock that stands still jumps to the next alarm when there is nothing to do, unless
        // work on a thread beside is going on: this one goes on for as long as the test.
        let (done, wait) = std::sync::mpsc::channel::<()>();
        let beside = tokio::task::spawn_blocking(move || wait.recv());
        every_round(&Desktop::of(window, &kept).await).await;
        drop(done);
        let _ = beside.await;
    });
}

async fn every_round(desktop: &Desktop) {
    let times = if std::env::var_os("KEYWRIGHT_SOAK").is_some() { 50 } else { 3 };
    for round in 0..times {
        let elsewhere = format!("of another program {round}");
        desktop.alone_until_the_minute_ends().await;
        desktop.another_program_copies(&elsewhere).await;
        desktop.another_program_copies_the_moment_before(&elsewhere).await;
        desktop.a_second_secret().await;
        desktop.the_same_secret_again().await;
        desktop.a_plain_text_after_it().await;
        desktop.the_program_ends(&elsewhere).await;
    }
    let mut out = std::io::stderr();
    writeln!(
        out,
        "figure: clipboard, {times} rounds of 10 copies of a secret: marked {0} of {0}; cleared \
         at the end of its minute, not 0.1 s before, or with the program {1} of {1}; texts of \
         another program destroyed 0 of {2}; plain texts cleared 0 of {times}; \
         pressed again {3} times",
        10 * times,
        4 * times,
        3 * times,
        desktop.pressed_again.get(),
    )
    .unwrap();
}

struct Desktop {
    window: Window,
    /// What to press for the secrets and for something else, and what is then there.
    first: Copied,
    second: Copied,
    plain: Copied,
    pressed_again: Cell<u32>,
}

struct Copied {
    press: Intent,
    text: String,
    secret: bool,
}

impl Desktop {
    async fn of(window: Window, kept: &Value) -> Self {
        let view = window.desk.view();
        let fields = hand_over_page(&view).unwrap().fields;
        let nth = |secret: bool, n: usize| {
            let those = fields.iter().filter(|field| field.value.secret == secret);
            those.map(|field| field.value.copy.clone()).nth(n).unwrap()
        };
        let (first, second) = (nth(true, 0), nth(true, 1));
        let copied = |press: Intent, secret: bool| Copied { press, text: String::new(), secret };
        let mut desktop = Self {
            first: copied(first, true),
            second: copied(second, true),
            plain: copied(nth(false, 0), false),
            pressed_again: Cell::new(0),
            window,
        };
        desktop.first.text = desktop.what_it_copies(&desktop.first).await;
        desktop.second.text = desktop.what_it_copies(&desktop.second).await;
        desktop.plain.text = desktop.what_it_copies(&desktop.plain).await;
        let texts = [&desktop.first.text, &desktop.second.text];
        for key in ["public_key", "private_key"] {
            let key = kept[key].as_str().unwrap();
            assert!(texts.iter().any(|text| text.contains(key)), "both keys can be copied");
        }
        desktop
    }

    async fn what_it_copies(&self, what: &Copied) -> String {
        self.press(what).await;
        clipboard()
    }

    async fn alone_until_the_minute_ends(&self) {
        self.copy(&self.first).await;
        self.later(59_900).await;
        assert_eq!(clipboard(), self.first.text, "too early");
        assert!(self.window.desk.view().clipboard.is_some());
        self.later(101).await;
        self.note_goes().await;
        assert_eq!(clipboard(), "", "too late");
        let said = self.window.desk.view().announcement.unwrap();
        assert_eq!(said.text, "The clipboard was cleared.");
    }

    async fn another_program_copies(&self, elsewhere: &str) {
        self.copy(&self.first).await;
        self.later(30_000).await;
        copy_elsewhere(elsewhere);
        self.later(30_001).await;
        self.note_goes().await;
        assert_eq!(clipboard(), elsewhere, "another program's text was destroyed");
        let said = self.window.desk.view().announcement.unwrap();
        assert_ne!(said.text, "The clipboard was cleared.", "it was not");
    }

    async fn another_program_copies_the_moment_before(&self, elsewhere: &str) {
        self.copy(&self.first).await;
        self.later(59_999).await;
        copy_elsewhere(elsewhere);
        self.later(2).await;
        self.note_goes().await;
        assert_eq!(clipboard(), elsewhere, "another program's text was destroyed");
    }

    async fn a_second_secret(&self) {
        self.copy(&self.first).await;
        self.later(40_000).await;
        self.copy(&self.second).await;
        // The minute of the first ends.
        self.later(59_900).await;
        assert_eq!(clipboard(), self.second.text, "cleared in the first one's minute");
        assert!(self.window.desk.view().clipboard.is_some());
        self.later(101).await;
        self.note_goes().await;
        assert_eq!(clipboard(), "");
    }

    async fn the_same_secret_again(&self) {
        self.copy(&self.first).await;
        self.later(59_000).await;
        self.copy(&self.first).await;
        self.later(59_900).await;
        assert_eq!(clipboard(), self.first.text, "cleared in the first one's minute");
        self.later(101).await;
        self.note_goes().await;
        assert_eq!(clipboard(), "");
    }

    async fn a_plain_text_after_it(&self) {
        self.copy(&self.first).await;
        self.later(20_000).await;
        self.copy(&self.plain).await;
        self.later(60_001).await;
        assert_eq!(clipboard(), self.plain.text, "no secret, and cleared");
    }

    async fn the_program_ends(&self, elsewhere: &str) {
        self.copy(&self.second).await;
        self.window.desk.close(leash::PLENTY).await;
        assert_eq!(clipboard(), "", "it outlives the program");
        self.copy(&self.second).await;
        copy_elsewhere(elsewhere);
        self.window.desk.close(leash::PLENTY).await;
        assert_eq!(clipboard(), elsewhere, "another program's text was destroyed");
        self.later(60_001).await;
        assert_eq!(clipboard(), elsewhere, "another program's text was destroyed");
        self.note_goes().await;
    }

    /// Presses Copy, and waits until it is said that it has worked.
    async fn press(&self, what: &Copied) {
        let serial = || self.window.desk.view().announcement.map(|said| said.serial);
        let before = serial();
        self.window.act(what.press.clone());
        wait_until("a copy", || serial() != before).await;
    }

    async fn copy(&self, what: &Copied) {
        self.press(what).await;
        while clipboard() != what.text {
            // The library hears a moment later that it had lost the clipboard, and then drops
            // what it has been given since: no person copies that fast again, but this does.
            self.pressed_again.set(self.pressed_again.get() + 1);
            assert!(self.pressed_again.get() < 10, "copied, and not there: {}", what.text);
            self.press(what).await;
        }
        assert_eq!(offered(HINT), if what.secret { "secret" } else { "" });
        // A clipboard manager is asked to keep what offers this when the program ends.
        assert_eq!(offered("TARGETS").contains("SAVE_TARGETS"), !what.secret);
    }

    /// Some milliseconds on the clock that stands still. An alarm goes off at the first whole
    /// one after its time: hence one more where a minute ends.
    async fn later(&self, milliseconds: u64) {
        tokio::time::advance(Duration::from_millis(milliseconds)).await;
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
    }

    /// Waits until nothing is said to be on the clipboard any more.
    async fn note_goes(&self) {
        wait_until("no note", || self.window.desk.view().clipboard.is_none()).await;
    }
}

/// By the real clock: the other one stands still.
async fn wait_until(what: &str, mut seen: impl FnMut() -> bool) {
    let started = Instant::now();
    while !seen() {
        assert!(started.elapsed() < Duration::from_secs(60), "never seen: {what}");
        tokio::task::yield_now().await;
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// What the clipboard offers under this name; nothing where it does not.
fn offered(target: &str) -> String {
    let output = output(&mut xclip(&["-o", "-t", target]), PLENTY).unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn clipboard() -> String {
    offered("UTF8_STRING")
}

/// Comes back when it is there: xclip owns the clipboard before it goes to the background.
fn copy_elsewhere(text: &str) {
    let mut copies = xclip(&["-i"]);
    copies.stdin(Stdio::piped()).stdout(Stdio::null());
    let mut copies = Leash::start(&mut copies).unwrap();
    copies.stdin().unwrap().write_all(text.as_bytes()).unwrap();
    assert!(copies.wait(PLENTY).unwrap().well());
    let started = Instant::now();
    while clipboard() != text {
        assert!(started.elapsed() < Duration::from_secs(60), "xclip has not copied {text}");
    }
}

fn xclip(args: &[&str]) -> Command {
    let mut command = leash::command("xclip");
    command.args(["-selection", "clipboard"]).args(args);
    command
}
