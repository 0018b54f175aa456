//! The program `practice`: prints where it is, and ends when its standard input does.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod common;

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use serde_json::Value;

#[tokio::test]
async fn it_prints_what_to_paste_and_stops_with_its_input() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_practice"))
        .args(["--latency-ms", "1"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let told: Value = serde_json::from_str(&line).unwrap();
    let text = |name: &str| told[name].as_str().unwrap().to_owned();

    let response = common::client()
        .get(format!("{}/v4_6_release/apis/3.0/system/info", text("origin")))
        .header(
            "authorization",
            common::basic(&text("companyId"), &text("publicKey"), &text("privateKey")),
        )
        .header("clientId", text("clientId"))
        .send()
        .await
        .unwrap();
    assert_eq!(response.status().as_u16(), 200);

    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
}

#[test]
fn it_says_how_it_is_used() {
    for wrong in [&["--port"][..], &["--port", "many"], &["--host", "0.0.0.0"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_practice")).args(wrong).output().unwrap();
        assert!(!output.status.success());
        assert!(String::from_utf8_lossy(&output.stderr).contains("usage:"), "{wrong:?}");
    }
}
