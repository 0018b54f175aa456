//! A check with 100 ms of latency, by Keywright and by connectwise-rest: of 30 lines, and of the largest
//! built-in integration.
//!
//! Twice: where ConnectWise tells the member's own levels (one call answers all rows), and where it
//! refuses to, so that each line is asked by itself. And once with keys that are swapped: how long until
//! that is named.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use checkup::{Checkup, Finding, Hints, Line, Need, Reason, Verdict};
use connectwise::address::Site;
use connectwise::cause::Cause;
use connectwise::client::{SignIn, Wire};
use connectwise::company_info::{self, Instance};
use connectwise::grid::{self, Level};
use connectwise::probes;
use ground::secret::Secret;
use integration::built_in;
use practice::{
    CLIENT_ID, COMPANY_ID, Fault, How, On, PRIVATE_KEY, PROBES, PUBLIC_KEY, Practice, Role,
    SITE_HOST, TABLES, World,
};

use crate::stats::Stats;
use crate::{Result, say};

const LATENCY: Duration = Duration::from_millis(100);
const LINES: usize = 30;
/// As practice asks for it, and so the library too.
const API: &str = "/apis/3.0";

/// Milliseconds, and how many calls that were.
pub struct Timed {
    pub time: Stats,
    pub calls: usize,
}

pub struct Measured {
    pub rows: usize,
    pub tables: usize,
    pub at_once: usize,
    /// Levels refused: each line is asked.
    pub probed: Timed,
    /// The same calls, one after another.
    pub probed_same: Timed,
    /// Levels told: Keywright's few calls.
    pub told: Timed,
    /// The same calls, one after another.
    pub told_same: Timed,
    /// Sign-in and the probes, one after another: what has to be asked by whoever does not know that the
    /// levels can be had in one call.
    pub told_by_probes: Timed,
    /// Keys the wrong way round: until that is named.
    pub swapped: Timed,
}

impl Measured {
    /// One after another takes so many round trips.
    pub fn round_trips(time: Stats) -> f64 {
        time.median / (LATENCY.as_secs_f64() * 1000.0)
    }
}

/// All that can be asked, up to 30 lines.
pub fn thirty_lines() -> Result<Need> {
    let mut rows: Vec<(&str, &str)> =
        PROBES.iter().map(|probe| (probe.module, probe.row)).collect();
    rows.dedup();
    rows.truncate(LINES);
    let tables = TABLES.iter().take(LINES - rows.len()).map(|table| table.name.to_owned());
    let levels = [Level::None, Level::None, Level::None, Level::All];
    let found = rows.iter().filter_map(|(module, row)| Some((grid::find(module, row)?, levels)));
    let need = Need { rows: found.collect(), tables: tables.collect(), ..Need::default() };
    if need.rows.len() + need.tables.len() == LINES {
        Ok(need)
    } else {
        Err("there are no 30 lines to check".into())
    }
}

/// What the built-in integration with the most lines needs.
pub fn largest() -> Result<Need> {
    let needs = built_in().0.iter().map(Need::of).collect::<Vec<_>>();
    let largest = needs.into_iter().max_by_key(|need| need.rows.len() + need.tables.len());
    largest.ok_or_else(|| "no integration".into())
}

/// One round that is not counted, then `rounds` that are.
pub fn measure(client: &Path, rounds: usize, need: Need) -> Result<Measured> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let bench = runtime.block_on(Bench::start(client, need))?;
    let mut times = [const { Vec::new() }; 6];
    let mut calls = [0; 6];
    for round in 0..=rounds {
        let (probed, probed_calls) = runtime.block_on(bench.keywright(Levels::Refused))?;
        let probed_same = bench.same_calls(&probed_calls)?;
        let (told, told_calls) = runtime.block_on(bench.keywright(Levels::Told))?;
        let told_same = bench.same_calls(&told_calls)?;
        let probes = probes_alone(&probed_calls);
        let by_probes = bench.same_calls(&probes)?;
        let (swapped, swapped_calls) = runtime.block_on(bench.swapped_keys())?;
        calls = [
            probed_calls.len(),
            probed_calls.len(),
            told_calls.len(),
            told_calls.len(),
            probes.len(),
            swapped_calls,
        ];
        let round_times = [probed, probed_same, told, told_same, by_probes, swapped];
        if round > 0 {
            say!("round {round}/{rounds}  milliseconds {round_times:.0?} for {calls:?} calls");
            times.iter_mut().zip(round_times).for_each(|(all, time)| all.push(time));
        }
    }
    let timed = |place: usize| {
        let time = Stats::of(&times[place]).ok_or("no rounds")?;
        Result::Ok(Timed { time, calls: calls[place] })
    };
    Ok(Measured {
        rows: bench.need.rows.len(),
        tables: bench.need.tables.len(),
        at_once: bench.practice.most_at_once(),
        probed: timed(0)?,
        probed_same: timed(1)?,
        told: timed(2)?,
        told_same: timed(3)?,
        told_by_probes: timed(4)?,
        swapped: timed(5)?,
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Levels {
    Told,
    Refused,
}

struct Bench<'c> {
    practice: Practice,
    instance: Instance,
    need: Need,
    client: &'c Path,
}

impl<'c> Bench<'c> {
    async fn start(client: &'c Path, need: Need) -> Result<Self> {
        let mut world = World { latency: LATENCY, ..World::sample() };
        let role = world
            .tenants
            .first_mut()
            .and_then(|tenant| tenant.roles.first_mut())
            .ok_or("no role")?;
        let mut just_these = Role::none("Benchmark");
        just_these.id = role.id;
        for (row, levels) in &need.rows {
            just_these.set(row.module(), row.name(), levels.map(played));
        }
        just_these.allowed_tables.clone_from(&need.tables);
        *role = just_these;
        let practice = Practice::start(world).await?;
        let site = Site::parse(SITE_HOST).map_err(|bad| format!("{bad:?}"))?;
        let instance = company_info::ask(&Wire::practice(practice.origin()), &site, COMPANY_ID)
            .await
            .map_err(refused)?;
        Ok(Self { practice, instance, need, client })
    }

    /// Milliseconds of one check, and the calls it made.
    async fn keywright(&self, levels: Levels) -> Result<(f64, Vec<String>)> {
        self.practice.change(|world| {
            world.faults = match levels {
                Levels::Told => Vec::new(),
                // The path of the levels and that of the allowed tables both hold the first; the
                // role's settings end in the second.
                Levels::Refused => ["/system/mySecurity", "/settings"]
                    .map(|path| Fault::always(On::Path(path.to_owned()), How::Forbidden))
                    .to_vec(),
            }
        });
        let (time, findings) = self.check((PUBLIC_KEY, PRIVATE_KEY)).await?;
        settled(&findings, levels, self.need.rows.len() + self.need.tables.len())?;
        Ok((time, self.calls()))
    }

    /// Milliseconds until swapped keys are named, and how many calls that took.
    async fn swapped_keys(&self) -> Result<(f64, usize)> {
        self.practice.change(|world| world.faults.clear());
        let (time, findings) = self.check((PRIVATE_KEY, PUBLIC_KEY)).await?;
        match findings.get(&Line::Keys).and_then(|finding| finding.reason.as_ref()) {
            Some(Reason::Cause(Cause::KeysSwapped)) => Ok((time, self.calls().len())),
            other => Err(format!("swapped keys were called {other:?}").into()),
        }
    }

    async fn check(&self, keys: (&str, &str)) -> Result<(f64, HashMap<Line, Finding>)> {
        self.practice.forget_seen();
        let checkup = Checkup {
            // Anew each time: open connections of the last check would help.
            wire: Wire::practice(self.practice.origin()),
            instance: self.instance.clone(),
            who: SignIn {
                company_id: COMPANY_ID.to_owned(),
                public_key: Secret::new(keys.0),
                private_key: Secret::new(keys.1),
                client_id: Secret::new(CLIENT_ID),
            },
            need: self.need.clone(),
            hints: Hints::default(),
        };
        let findings = Mutex::new(HashMap::new());
        let began = Instant::now();
        checkup
            .run(&|finding: Finding| {
                if let Ok(mut findings) = findings.lock() {
                    findings.insert(finding.line.clone(), finding);
                }
            })
            .await;
        let time = began.elapsed().as_secs_f64() * 1000.0;
        Ok((time, findings.into_inner().map_err(|_| "a finding was lost")?))
    }

    /// What the server was asked since it last forgot, host and version left out.
    fn calls(&self) -> Vec<String> {
        let seen = self.practice.seen().into_iter().map(|seen| {
            let path = seen
                .path
                .split_once(API)
                .map_or(seen.path.as_str(), |(_version, path)| path)
                .to_owned();
            if seen.query.is_empty() { path } else { format!("{path}?{}", seen.query) }
        });
        seen.collect()
    }

    /// Milliseconds that connectwise-rest takes for these calls, one after another.
    fn same_calls(&self, calls: &[String]) -> Result<f64> {
        let mut left = calls.to_vec();
        // The script begins with this one by itself.
        let sign_in = left
            .iter()
            .position(|call| call == probes::SIGN_IN)
            .ok_or("a check without a sign-in")?;
        left.remove(sign_in);
        for call in &mut left {
            // Not below the API's path: the library takes a whole address too.
            if call.starts_with("/login/") {
                call.insert_str(0, self.practice.origin());
            }
        }
        self.practice.forget_seen();
        let mut node = leash::command("node");
        node.arg(self.client)
            .env("PRACTICE_ORIGIN", self.practice.origin())
            .env("PRACTICE_COMPANY_ID", COMPANY_ID)
            .env("PRACTICE_PUBLIC_KEY", PUBLIC_KEY)
            .env("PRACTICE_PRIVATE_KEY", PRIVATE_KEY)
            .env("PRACTICE_CLIENT_ID", CLIENT_ID)
            .env("PRACTICE_PATHS", serde_json::to_string(&left)?)
            .env("NO_PROXY", "127.0.0.1")
            .env("no_proxy", "127.0.0.1");
        let output = leash::output(&mut node, 10 * leash::PLENTY)?;
        if !output.status.success() {
            return Err(
                format!("connectwise-rest: {}", String::from_utf8_lossy(&output.stderr)).into()
            );
        }
        let (mut asked, mut wanted) = (self.calls(), calls.to_vec());
        asked.sort();
        wanted.sort();
        if asked != wanted {
            return Err(format!(
                "connectwise-rest made other calls: {asked:?} instead of {wanted:?}"
            )
            .into());
        }
        let said: serde_json::Value = serde_json::from_slice(&output.stdout)?;
        said["milliseconds"].as_f64().ok_or_else(|| "connectwise-rest told no time".into())
    }
}

/// Without what only Keywright asks (companyinfo, the member, the levels), and no question twice.
fn probes_alone(calls: &[String]) -> Vec<String> {
    let mut probes: Vec<String> = Vec::new();
    for call in calls {
        let extra = ["/login/", "/system/mySecurity", probes::MY_MEMBER, "/system/securityRoles/"];
        if !extra.iter().any(|start| call.starts_with(start)) && !probes.contains(call) {
            probes.push(call.clone());
        }
    }
    probes
}

/// A fast check that found out nothing must not count.
fn settled(findings: &HashMap<Line, Finding>, levels: Levels, all: usize) -> Result<()> {
    let lines = findings.values().filter(|finding| finding.line.is_permission());
    let right = lines.filter(|finding| match levels {
        Levels::Told => finding.verdict == Verdict::Passed,
        // No more can be seen from outside.
        Levels::Refused => {
            finding.verdict == Verdict::Unproven && finding.reason == Some(Reason::Unclear)
        }
    });
    let count = right.count();
    if count == all {
        Ok(())
    } else {
        Err(format!("only {count} of {all} lines were settled: {findings:?}").into())
    }
}

fn played(level: Level) -> practice::Level {
    match level {
        Level::None => practice::Level::None,
        Level::My => practice::Level::My,
        Level::All => practice::Level::All,
    }
}

fn refused(cause: impl std::fmt::Debug) -> String {
    format!("practice: {cause:?}")
}
