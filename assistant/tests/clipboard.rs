//! The clipboard of a real X server, with another program (xclip) on it. Which screen a process
//! draws on is fixed when it starts, so the rounds are made by this very program, started again
//! on a screen of their own.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "clipboard/held.rs"]
mod held;
#[path = "clipboard/rounds.rs"]
mod rounds;
#[path = "desk/window.rs"]
#[allow(dead_code, unused_imports, unused_macros)]
mod window;

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

/// Ends with the test.
struct Screen(Child);

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_secret_leaves_after_its_minute_and_nothing_else_does() {
    on_a_screen_of_its_own("rounds::process");
}

#[test]
fn a_clipboard_that_is_held_is_not_said_to_be_empty() {
    on_a_screen_of_its_own("held::process");
}

fn on_a_screen_of_its_own(test: &str) {
    let screen = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "64x64x24", "-nolisten", "tcp"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("Xvfb (`make test` installs it)");
    let mut screen = Screen(screen);
    let mut number = String::new();
    BufReader::new(screen.0.stdout.take().unwrap()).read_line(&mut number).unwrap();
    let ended = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--ignored", "--nocapture"])
        .env("KEYWRIGHT_INNER", "1")
        .env("DISPLAY", format!(":{}", number.trim()))
        .env_remove("WAYLAND_DISPLAY")
        .status()
        .unwrap();
    assert!(ended.success(), "see above");
}
