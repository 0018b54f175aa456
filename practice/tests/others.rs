//! A client other people wrote works against the practice ConnectWise: npm's connectwise-rest, run by Node.
//!
//! Its packages are installed by `make test` (`npm ci --prefix practice/tests/connectwise-rest`), not from here: a test that
//! downloads fails for reasons of its own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod common;

use std::path::Path;
use std::process::Output;

use common::start;
use practice::{
    CLIENT_ID, COMPANY_ID, LIMITED_PRIVATE_KEY, LIMITED_PUBLIC_KEY, PRIVATE_KEY, PUBLIC_KEY,
    Practice, World,
};
use serde_json::{Value, json};

fn run(practice: &Practice, script: &str, more: &[(&str, &str)]) -> Output {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/connectwise-rest");
    assert!(
        folder.join("node_modules/connectwise-rest").is_dir(),
        "connectwise-rest is not installed: run `make test`"
    );
    let mut node = leash::command("node");
    node.arg(folder.join(script))
        .env("PRACTICE_ORIGIN", practice.origin())
        .env("PRACTICE_COMPANY_ID", COMPANY_ID)
        .env("PRACTICE_PUBLIC_KEY", PUBLIC_KEY)
        .env("PRACTICE_PRIVATE_KEY", PRIVATE_KEY)
        .env("PRACTICE_CLIENT_ID", CLIENT_ID)
        // The server is on this computer: a proxy of the machine must not be asked.
        .env("NO_PROXY", "127.0.0.1")
        .env("no_proxy", "127.0.0.1")
        .envs(more.iter().copied());
    leash::output(&mut node, leash::PLENTY).unwrap()
}

#[tokio::test]
async fn connectwise_rest_works_against_it() {
    let practice = start(World::sample()).await;
    let limited = [
        ("PRACTICE_LIMITED_PUBLIC_KEY", LIMITED_PUBLIC_KEY),
        ("PRACTICE_LIMITED_PRIVATE_KEY", LIMITED_PRIVATE_KEY),
    ];
    let output = run(&practice, "check.mjs", &limited);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    let seen = practice.seen();
    assert!(
        !seen.is_empty() && seen.iter().all(|seen| seen.had_authorization && seen.had_client_id)
    );
}

#[tokio::test]
async fn its_benchmark_times_the_calls_it_is_given() {
    let practice = start(World::sample()).await;
    let paths =
        json!(["/company/companies?pageSize=1&fields=id", "/service/tickets?pageSize=1&fields=id"])
            .to_string();
    let output = run(&practice, "bench.mjs", &[("PRACTICE_PATHS", &paths)]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(told["milliseconds"].as_f64().unwrap() > 0.0, "{told}");
    let asked: Vec<String> =
        practice.seen().into_iter().map(|seen| format!("{}?{}", seen.path, seen.query)).collect();
    let api = "/v4_6_release/apis/3.0";
    let expected = [
        format!("{api}/system/info?"),
        format!("{api}/company/companies?pageSize=1&fields=id"),
        format!("{api}/service/tickets?pageSize=1&fields=id"),
    ];
    assert_eq!(asked, expected);
}
