//! `practice [--port N] [--latency-ms N]`: the sample world as a program of its own.
//!
//! Prints one line of JSON with where it is and what to paste, and runs until its standard input closes or it is killed.

use std::io;
use std::process::ExitCode;
use std::time::Duration;

use practice::{CLIENT_ID, COMPANY_ID, PRIVATE_KEY, PUBLIC_KEY, Practice, SITE_HOST, World};

const USAGE: &str = "usage: practice [--port N] [--latency-ms N]";

fn main() -> ExitCode {
    let done = settings(std::env::args().skip(1)).and_then(|(port, latency)| run(port, latency));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            report(&problem);
            ExitCode::FAILURE
        }
    }
}

fn run(port: u16, latency: Duration) -> Result<(), String> {
    let world = World { latency, ..World::sample() };
    let practice = Practice::start_on(world, port)
        .map_err(|cause| format!("practice could not start: {cause}"))?;
    announce(practice.origin());
    // The program that started this one holds the other end: when it goes, so does this.
    io::copy(&mut io::stdin().lock(), &mut io::sink()).map(drop).map_err(|cause| cause.to_string())
}

fn settings(mut arguments: impl Iterator<Item = String>) -> Result<(u16, Duration), String> {
    let (mut port, mut latency) = (0, Duration::ZERO);
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or(USAGE)?;
        match name.as_str() {
            "--port" => port = value.parse().map_err(|_| USAGE)?,
            "--latency-ms" => latency = Duration::from_millis(value.parse().map_err(|_| USAGE)?),
            _ => return Err(USAGE.to_owned()),
        }
    }
    Ok((port, latency))
}

#[allow(
    clippy::print_stdout,
    reason = "the line is how whoever started this program learns the port"
)]
fn announce(origin: &str) {
    let line = serde_json::json!({
        "origin": origin,
        "siteHost": SITE_HOST,
        "companyId": COMPANY_ID,
        "publicKey": PUBLIC_KEY,
        "privateKey": PRIVATE_KEY,
        "clientId": CLIENT_ID,
    });
    println!("{line}");
}

#[allow(
    clippy::print_stderr,
    reason = "a program without a window has nowhere else to say what is wrong"
)]
fn report(problem: &str) {
    eprintln!("{problem}");
}
