//! The program started twice, without a message bus, and what it leaves when it crashes.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use e2e::{Desktop, journey, program};
use leash::{Leash, Signal, command};
use tokio::time::{sleep, timeout};

const PATIENCE: Duration = Duration::from_secs(60);

/// Starts the program by itself, without WebDriver.
fn start(desktop: &Desktop, variables: &[(&str, &str)]) -> Leash {
    let mut program = command(program());
    program.envs(desktop.variables()).envs(variables.iter().copied());
    Leash::start(program.stdout(Stdio::null()).stderr(Stdio::null())).expect("the program")
}

async fn windows(desktop: &Desktop) -> usize {
    let list = desktop.run("wmctrl", &["-l"]).await;
    list.lines().filter(|line| line.ends_with("Keywright")).count()
}

async fn until(what: &str, mut comes: impl AsyncFnMut() -> bool) {
    let wait = async {
        while !comes().await {
            sleep(Duration::from_millis(50)).await;
        }
    };
    assert!(timeout(PATIENCE, wait).await.is_ok(), "it never came: {what}");
}

async fn close_all(desktop: &Desktop, programs: &mut [Leash]) {
    for _ in 0..programs.len() {
        // Counted first: a window can be gone before wmctrl has answered.
        let before = windows(desktop).await;
        desktop.run("wmctrl", &["-c", "Keywright"]).await;
        until("one window less", async || windows(desktop).await < before).await;
    }
    for program in programs {
        assert!(program.wait(PATIENCE).expect("its end").well());
    }
}

/// What is kept on disk: none if nothing was done yet.
fn journal(desktop: &Desktop) -> Option<serde_json::Value> {
    let text = std::fs::read(desktop.data().join("journal.json")).ok()?;
    Some(serde_json::from_slice(&text).expect("a whole journal"))
}

/// Whoever starts it again gets the window that is there, and nothing of it is disturbed.
#[tokio::test]
async fn a_second_start_shows_the_first_window_and_ends() {
    let desktop = Desktop::start("second-start").await;
    let window = desktop.open().await;
    journey::choose(&window, "vectis").await;
    journey::site(&window).await;
    window.page("role").await;
    // "Show the desktop": every window is put away, until one is brought to the front.
    let is_away = async || desktop.run("wmctrl", &["-m"]).await.contains("mode: ON");
    desktop.run("wmctrl", &["-k", "on"]).await;
    until("an empty desktop", is_away).await;
    let mut second = start(&desktop, &[]);
    assert!(second.wait(PATIENCE).expect("its end").well(), "the second one");
    until("the window again", async || !is_away().await).await;
    assert_eq!(windows(&desktop).await, 1);
    journey::role(&window).await;
    window.page("member").await;
    let kept = journal(&desktop).expect("a journal");
    assert_eq!(kept["connections"].as_array().map(Vec::len), Some(1), "{kept}");
    window.close().await;
}

#[tokio::test]
async fn of_two_started_at_once_one_stays() {
    let desktop = Desktop::start("at-once").await;
    // Many times where `make soak` asks for it.
    let rounds = if std::env::var_os("KEYWRIGHT_SOAK").is_some() { 100 } else { 1 };
    for _ in 0..rounds {
        at_once(&desktop).await;
    }
    eprintln!("figure: {rounds} times two started at once: one window each time, 0 corrupt");
}

async fn at_once(desktop: &Desktop) {
    let mut two = [start(desktop, &[]), start(desktop, &[])];
    let mut ended = two.each_mut().map(|one| one.ended().expect("a state"));
    until("the end of one of them", async || {
        ended = two.each_mut().map(|one| one.ended().expect("a state"));
        ended.iter().any(Option::is_some)
    })
    .await;
    let [one, other] = two;
    let (ended, mut stays) = match ended {
        [Some(ended), _] => (ended, other),
        [_, ended] => (ended.expect("an end"), one),
    };
    assert!(ended.success());
    until("a window", async || windows(desktop).await == 1).await;
    assert_eq!(stays.ended().expect("a state"), None, "the other one stays");
    journal(desktop);
    leaves_no_core(stays.id());
    close_all(desktop, &mut [stays]).await;
}

/// Without a message bus nobody finds the first one: the start goes on all the same. That
/// the second one then says so and writes nothing is tested in `crates/runtime/tests/it/journal`.
#[tokio::test]
async fn without_a_message_bus_it_starts() {
    let desktop = Desktop::start("no-bus").await;
    for address in ["unix:path=/nowhere/at/all", "nonsense"] {
        let mut programs = Vec::new();
        for n in 1..=2 {
            programs.push(start(&desktop, &[("DBUS_SESSION_BUS_ADDRESS", address)]));
            until("a window", async || windows(&desktop).await == n).await;
        }
        close_all(&desktop, &mut programs).await;
    }
}

/// No core dump, of the program or of the web view's processes.
fn leaves_no_core(pid: u32) {
    let place = Path::new("/proc").join(pid.to_string());
    let limits = std::fs::read_to_string(place.join("limits")).expect("its limits");
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).expect("a line");
    let figures: Vec<&str> = core.split_whitespace().skip(4).take(2).collect();
    assert_eq!(figures, ["0", "0"], "{pid}: {core}");
    for task in std::fs::read_dir(place.join("task")).expect("its threads").flatten() {
        let children = std::fs::read_to_string(task.path().join("children")).unwrap_or_default();
        children.split_whitespace().flat_map(str::parse).for_each(leaves_no_core);
    }
}

/// A first one that hangs answers nobody: within seconds the second one says so, and writes nothing.
#[tokio::test]
async fn a_first_one_that_hangs_does_not_keep_the_second_from_saying_so() {
    let desktop = Desktop::start("hangs").await;
    let first = start(&desktop, &[]);
    until("a window", async || windows(&desktop).await == 1).await;
    first.signal(Signal::STOP).expect("a halt");
    let second = desktop.open().await;
    second.says("Keywright is already open").await;
    first.signal(Signal::CONT).expect("to go on");
    second.close().await;
    close_all(&desktop, &mut [first]).await;
}
