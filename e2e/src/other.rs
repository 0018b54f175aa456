//! Another program on the same desktop, which may not answer.

use std::process::Stdio;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::process::{Child, Command};

use crate::Desktop;

/// A program that has copied something, and hands it over for as long as it runs.
pub struct OtherProgram(Child);

impl OtherProgram {
    /// Copies a text, as `Desktop::copy` does.
    pub async fn copies(desktop: &Desktop, text: &str) -> Self {
        let mut child = Command::new("xclip")
            .args(["-quiet", "-selection", "clipboard", "-i"])
            .envs(desktop.variables())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("xclip");
        let mut stdin = child.stdin.take().expect("its standard input");
        stdin.write_all(text.as_bytes()).await.expect("the text");
        drop(stdin);
        for _ in 0..200 {
            if desktop.clipboard().await == text {
                return Self(child);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("xclip did not take the clipboard in 10 s");
    }

    /// It answers nobody.
    pub async fn halt(&self) {
        self.signal("STOP").await;
    }

    pub async fn go_on(&self) {
        self.signal("CONT").await;
    }

    async fn signal(&self, name: &str) {
        let pid = self.0.id().expect("it to run").to_string();
        let sent = Command::new("kill").args(["-s", name, &pid]).status().await;
        assert!(sent.expect("kill").success());
    }
}
