//! The clipboard of a real X server, with another program (xclip) on it. Which screen a process
//! draws on is fixed when it starts, so the rounds are made by this very program, started again
//! on a screen of their own.
#![cfg(target_os = "linux")]

mod held;
mod rounds;

use std::process::Stdio;

use leash::{Leash, PLENTY, command, status};

#[test]
fn a_secret_leaves_after_its_minute_and_nothing_else_does() {
    on_a_screen_of_its_own("clipboard::rounds::process");
}

#[test]
fn a_clipboard_that_is_held_is_not_said_to_be_empty() {
    on_a_screen_of_its_own("clipboard::held::process");
}

fn on_a_screen_of_its_own(test: &str) {
    let mut screen = command("Xvfb");
    screen.args(["-displayfd", "1", "-screen", "0", "64x64x24", "-nolisten", "tcp"]);
    screen.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut screen = Leash::start(&mut screen).unwrap();
    let number = screen.lines().unwrap().expect(PLENTY).expect("Xvfb (`make test` installs it)");
    let mut rounds = command(std::env::current_exe().unwrap());
    rounds
        .args(["--exact", test, "--ignored", "--nocapture"])
        .env("KEYWRIGHT_INNER", "1")
        .env("DISPLAY", format!(":{number}"))
        .env_remove("WAYLAND_DISPLAY");
    // Fifty rounds where `make soak` asks for them.
    assert!(status(&mut rounds, 30 * PLENTY).unwrap().well(), "see above");
}
