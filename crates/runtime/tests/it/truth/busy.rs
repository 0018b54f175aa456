//! A server that is busy for ever: the check ends, and says so. The clock stands still and is
//! moved by hand, so that two minutes take a moment.

use std::time::Duration;

use practice::{Fault, How, On, Practice, World};
use tokio::time::{Instant, advance, pause, resume};

use super::judge::a_need;
use crate::checkup::rig;

/// Longer than a person waits.
const LONGEST: Duration = Duration::from_secs(150);
const INFO: &str = "/system/info";
const API: &str = "/apis/3.0/";

fn wait(seconds: &str) -> How {
    How::TooManyRequests { retry_after: Some(seconds.into()) }
}

fn unspoken() -> How {
    let body = r#"{"error":"ConnectWiseAPI","message":"Too many requests. Please try again in 60 seconds."}"#;
    rig::exactly(429, "application/json", body)
}

fn always(path: &str, how: How) -> Fault {
    Fault::always(On::Path(path.into()), how)
}

type Case = (&'static str, fn() -> Vec<Fault>);

const CASES: &[Case] = &[
    ("everything", || vec![always("/", wait("60"))]),
    ("the API", || vec![always(API, wait("60"))]),
    ("the API, in words alone", || vec![always(API, unspoken())]),
    ("the API, a day", || vec![always(API, wait("86400"))]),
    ("the API, by a date", || vec![always(API, wait("Wed, 21 Oct 2099 07:28:00 GMT"))]),
    ("the sign-in", || vec![always(INFO, wait("60"))]),
    ("all but the sign-in", || {
        vec![always(INFO, How::Slow(Duration::ZERO)), always(API, wait("60"))]
    }),
    ("each question but every second time", || {
        let turns = (0..40).flat_map(|_| [(wait("60"), 1), (How::Slow(Duration::ZERO), 1)]);
        turns.map(|(how, times)| Fault::times(On::Path(API.into()), how, times)).collect()
    }),
    ("the probes", || {
        let closed = Fault::always(On::End("/system/mySecurity".into()), How::Forbidden);
        vec![
            closed,
            always("/finance/", wait("60")),
            always("/service/", wait("60")),
            always("/teams", wait("60")),
        ]
    }),
    ("503 for ever", || vec![always(API, How::ServerError(503))]),
];

/// So long nothing has to be asked before the clock is moved, and by how much then: what the
/// network itself takes shall not count.
const QUIET: u32 = 40;
const STEP: Duration = Duration::from_secs(2);

async fn ends(world: World, need: &checkup::Need) -> (Option<rig::Told>, Duration) {
    let practice = Practice::start(world).await.unwrap();
    let checkup = rig::checkup(practice.origin(), need);
    // Certificates are read before the clock stops.
    let _ = checkup.wire.get("na.myconnectwise.net", "/", None).await;
    // While a blocking task runs, tokio does not move a stopped clock by itself.
    let (end, ended) = std::sync::mpsc::channel::<()>();
    let held = tokio::task::spawn_blocking(move || ended.recv_timeout(Duration::from_secs(60)));
    pause();
    let begun = Instant::now();
    let check = tokio::spawn(async move { rig::run(&checkup).await });
    let (mut seen, mut quiet) = (0, 0);
    while !check.is_finished() && begun.elapsed() < LONGEST * 2 {
        let _ = tokio::task::spawn_blocking(|| std::thread::sleep(Duration::from_millis(1))).await;
        let now = practice.seen().len();
        quiet = if now > seen { 0 } else { quiet + 1 };
        seen = now;
        if quiet > QUIET {
            quiet = 0;
            advance(STEP).await;
        }
    }
    let took = begun.elapsed();
    resume();
    drop(end);
    let _ = held.await;
    if !check.is_finished() {
        check.abort();
        return (None, took);
    }
    (Some(check.await.unwrap()), took)
}

#[tokio::test]
async fn a_check_of_a_server_that_is_busy_for_ever_ends() {
    let need = a_need();
    let mut wrong = Vec::new();
    for (name, faults) in CASES {
        let mut world = rig::world(&need);
        world.faults = faults();
        let (told, took) = ends(world, &need).await;
        println!("figure: busy, {name}: {} s", took.as_secs());
        if took > LONGEST {
            wrong.push(format!("{name}: took {took:?}"));
        }
        for finding in told.iter().flat_map(|told| &told.0) {
            let id = finding.line.id();
            match rig::word(&finding.verdict) {
                "running" => wrong.push(format!("{name}: {id} is still running")),
                "failed" if !finding.line.is_gate() => {
                    wrong.push(format!("{name}: {id} is missing"))
                }
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
