//! Programs that do not end, started by this very program: each is ended, and none is left.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use leash::{Ended, Leash, PLENTY, command, output};

const SOON: Duration = Duration::from_millis(300);
const INNER: &str = "KEYWRIGHT_INNER";

fn shell(script: &str) -> std::process::Command {
    let mut command = command("sh");
    command.args(["-c", script]).stdout(Stdio::piped());
    command
}

/// Ended, and collected or about to be.
fn is_gone(id: &str) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    stat.rsplit_once(") ").is_none_or(|(_, state)| state.starts_with('Z'))
}

#[track_caller]
fn goes(id: &str) {
    let began = Instant::now();
    while !is_gone(id) {
        assert!(began.elapsed() < PLENTY, "{id} is left behind");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// One that takes no notice of being asked to end.
fn deaf() -> Leash {
    ready("trap '' TERM; echo ready; while :; do sleep 0.02; done")
}

/// Once it has said that it is.
fn ready(script: &str) -> Leash {
    let mut program = Leash::start(&mut shell(script)).unwrap();
    assert_eq!(program.lines().unwrap().expect(PLENTY).unwrap(), "ready");
    program
}

#[test]
fn what_ends_when_it_is_asked_is_not_forced() {
    let mut program = ready("trap 'exit 7' TERM; echo ready; while :; do sleep 0.02; done");
    let Ended::ByItself(status) = program.end(PLENTY).unwrap() else { panic!("it was forced") };
    assert_eq!(status.code(), Some(7));
}

#[test]
fn what_does_not_end_is_ended_by_force_and_that_is_told() {
    let mut program = deaf();
    assert_eq!(program.end(SOON).unwrap(), Ended::ByForce);
    assert!(is_gone(&program.id().to_string()));
    let mut waits = Leash::start(command("sleep").arg("600")).unwrap();
    assert_eq!(waits.wait(SOON).unwrap(), Ended::ByForce);
    assert!(is_gone(&waits.id().to_string()));
}

#[test]
fn what_is_dropped_is_gone() {
    let program = deaf();
    let id = program.id().to_string();
    drop(program);
    assert!(is_gone(&id));
}

/// Halted, it takes no signal but one.
#[test]
fn what_is_halted_is_gone_too() {
    let program = deaf();
    program.signal(leash::Signal::STOP).unwrap();
    let id = program.id().to_string();
    drop(program);
    assert!(is_gone(&id));
}

#[test]
fn what_prints_for_ever_or_never_is_not_waited_for() {
    for script in ["exec sleep 600", "while :; do echo again; done"] {
        let error = output(&mut shell(script), SOON).unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::TimedOut, "{script}: {error}");
    }
    let silent = Leash::start(command("sleep").arg("600").stdout(Stdio::piped()));
    let error = silent.unwrap().lines().unwrap().next(SOON).unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::TimedOut);
    let said = output(&mut shell("echo out; echo err >&2; exit 3"), PLENTY).unwrap();
    assert_eq!((&*said.stdout, &*said.stderr), (&b"out\n"[..], &b"err\n"[..]));
    assert_eq!(said.status.code(), Some(3));
}

/// A program in the background that keeps its output open.
#[test]
fn what_a_program_leaves_open_is_not_waited_for() {
    let note = std::env::temp_dir().join(format!("keywright-leash-{}", std::process::id()));
    let mut leaves = shell("sleep 600 & echo $! >\"$NOTE\"");
    leaves.env("NOTE", &note);
    let error = Leash::start(&mut leaves).unwrap().output(SOON).unwrap_err();
    let left = std::fs::read_to_string(&note).unwrap();
    std::fs::remove_file(note).unwrap();
    assert!(leash::status(command("kill").arg(left.trim()), PLENTY).unwrap().well());
    assert!(error.to_string().contains("what a program prints"), "{error}");
    goes(left.trim());
}

/// In the background, with nobody who could end it.
#[test]
fn what_carries_a_mark_is_ended_wherever_it_is() {
    let mark = std::process::id().to_string();
    let mut leaves = shell("sleep 600 >/dev/null & echo $!");
    let mut leaves = Leash::start(leaves.env("KEYWRIGHT_MARK", &mark)).unwrap();
    let left = leaves.lines().unwrap().expect(PLENTY).unwrap();
    assert!(leaves.wait(PLENTY).unwrap().well());
    leash::end_all("KEYWRIGHT_MARK", format!("{mark}0")).unwrap();
    assert!(!is_gone(&left), "it has another mark");
    leash::end_all("KEYWRIGHT_MARK", &mark).unwrap();
    goes(&left);
}

/// Neither a panic nor a signal that nobody can catch leaves a program behind.
#[test]
fn a_test_that_is_killed_takes_its_programs_along() {
    let mut test = command(std::env::current_exe().unwrap());
    test.args(["inner", "--exact", "--ignored", "--nocapture"]).env(INNER, "1");
    let mut test = Leash::start(test.stdout(Stdio::piped())).unwrap();
    let lines = test.lines().unwrap();
    let id = loop {
        let line = lines.expect(PLENTY).unwrap();
        if let Some((_, id)) = line.split_once("started ") {
            break id.to_owned();
        }
    };
    assert!(Path::new("/proc").join(&id).exists());
    test.kill().unwrap();
    goes(&id);
}

#[test]
#[ignore = "started by another test of this file, as a process of its own"]
fn inner() {
    if std::env::var_os(INNER).is_none() {
        return;
    }
    let program = deaf();
    println!("started {}", program.id());
    std::thread::sleep(PLENTY);
}
