//! Another program on the same desktop, which may not answer.

use std::io::Write as _;
use std::process::Stdio;
use std::time::Duration;

use leash::{Leash, Signal, command};

use crate::Desktop;

/// A program that has copied something, and hands it over for as long as it runs.
pub struct OtherProgram(Leash);

impl OtherProgram {
    /// Copies a text, as `Desktop::copy` does.
    pub async fn copies(desktop: &Desktop, text: &str) -> Self {
        let mut xclip = command("xclip");
        xclip
            .args(["-quiet", "-selection", "clipboard", "-i"])
            .envs(desktop.variables())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut child = Leash::start(&mut xclip).expect("xclip");
        let mut stdin = child.stdin().expect("its standard input");
        stdin.write_all(text.as_bytes()).expect("the text");
        drop(stdin);
        for _ in 0..1200 {
            if desktop.clipboard().await == text {
                return Self(child);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("xclip did not take the clipboard in a minute");
    }

    /// It answers nobody.
    pub async fn halt(&self) {
        self.0.signal(Signal::STOP).expect("it to run");
    }

    pub async fn go_on(&self) {
        self.0.signal(Signal::CONT).expect("it to run");
    }
}
