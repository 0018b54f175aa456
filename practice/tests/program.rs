//! The program `practice`: prints where it is, and ends when its standard input does.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod common;

use std::process::Stdio;

use leash::{Leash, PLENTY, command, output};
use serde_json::Value;

#[tokio::test]
async fn it_prints_what_to_paste_and_stops_with_its_input() {
    let mut practice = command(env!("CARGO_BIN_EXE_practice"));
    practice.args(["--latency-ms", "1"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = Leash::start(&mut practice).unwrap();
    let line = child.lines().unwrap().expect(PLENTY).unwrap();
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

    drop(child.stdin());
    assert!(child.wait(PLENTY).unwrap().well());
}

#[test]
fn it_says_how_it_is_used() {
    for wrong in [&["--port"][..], &["--port", "many"], &["--host", "0.0.0.0"]] {
        let mut practice = command(env!("CARGO_BIN_EXE_practice"));
        let output = output(practice.args(wrong), PLENTY).unwrap();
        assert!(!output.status.success());
        assert!(String::from_utf8_lossy(&output.stderr).contains("usage:"), "{wrong:?}");
    }
}
