//! Cases, each with what the check must say, and the judge: runs them side by side, and
//! lists everything that is wrong, not the first alone.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use checkup::{Checkup, Finding, Line, Need, Reason, Verdict};
use futures_util::future::join_all;
use integration::Integration;
use practice::{Practice, World};
use setup::Connection;
use view::problem;

use super::score::Score;
use super::strange::Causes;
use crate::checkup::rig::{self, ALL, MY, NONE, Told, need, word};

/// Which figure a case counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Company,
    SignIn,
    Later,
}

/// What must be said of a line.
#[derive(Clone, Copy, Debug)]
pub enum Must {
    /// It failed, for one of these causes.
    Fail(Causes),
    /// Failed or not checked, for one of these causes.
    Halt(Causes),
    /// Not checked; for one of these causes, where one is named.
    Open(Causes),
    /// One of these verdicts.
    Be(&'static [&'static str]),
}

type Set = dyn Fn(&mut World, &mut Checkup) + Send + Sync;

pub struct Case {
    kind: &'static str,
    name: String,
    place: Place,
    set: Box<Set>,
    /// A line's id, or what ids begin with, as "row:".
    must: Vec<(String, Must)>,
    unsaid: Vec<&'static str>,
    most_sign_ins: Option<usize>,
    also_to: Option<&'static str>,
}

/// What no check may say to a cloud host, or of an answer that is not ConnectWise's.
const NOT_OF_THE_CLOUD: &str = "is not a ConnectWise server";
pub const UNTRUE_OF_STRANGERS: [&str; 4] =
    ["site and company ID are right", "lets it be read", "the other way round", "Copy it again"];

pub fn case(
    kind: &'static str,
    place: Place,
    name: impl Into<String>,
    set: impl Fn(&mut World, &mut Checkup) + Send + Sync + 'static,
) -> Case {
    let (name, set) = (name.into(), Box::new(set));
    let (must, unsaid) = (Vec::new(), Vec::new());
    Case { kind, name, place, set, must, unsaid, most_sign_ins: None, also_to: None }
}

impl Case {
    pub fn must(mut self, line: impl Into<String>, must: Must) -> Self {
        self.must.push((line.into(), must));
        self
    }

    pub fn fail(self, line: &str, causes: Causes) -> Self {
        self.must(line, Must::Fail(causes))
    }

    pub fn open(self, line: &str, causes: Causes) -> Self {
        self.must(line, Must::Open(causes))
    }

    pub fn be(self, line: &str, verdicts: &'static [&'static str]) -> Self {
        self.must(line, Must::Be(verdicts))
    }

    /// Words that stand nowhere in what is told.
    pub fn unsaid(mut self, words: &[&'static str]) -> Self {
        self.unsaid.extend(words);
        self
    }

    /// Requests with keys.
    pub fn most_sign_ins(mut self, most: usize) -> Self {
        self.most_sign_ins = Some(most);
        self
    }

    /// Another host that may be sent the keys.
    pub fn or_to(mut self, host: &'static str) -> Self {
        self.also_to = Some(host);
        self
    }

    fn musts(&self, id: &str) -> Vec<Must> {
        let about = |line: &str| line == id || (line.ends_with(':') && id.starts_with(line));
        self.must.iter().filter(|(line, _)| about(line)).map(|(_, must)| *must).collect()
    }

    /// Whether a gate has to fail: then nothing is judged after it.
    fn stops(&self) -> bool {
        let gate = |line: &str| !line.contains(':') && line != "wider" && line != "member";
        self.place != Place::Later
            && self
                .must
                .iter()
                .any(|(line, must)| gate(line) && matches!(must, Must::Fail(_) | Must::Halt(_)))
    }
}

/// A need with a bit of everything, and three tables.
pub fn a_need() -> Need {
    need(
        &[
            ("Companies", "Company Maintenance", [NONE, NONE, NONE, ALL]),
            ("Companies", "Team Members", [NONE, NONE, NONE, ALL]),
            ("Finance", "Agreement Invoicing", [NONE, NONE, NONE, MY]),
            ("Finance", "Agreements", [ALL, ALL, NONE, ALL]),
            ("Service Desk", "Service Tickets", [ALL, MY, NONE, ALL]),
            ("System", "Table Setup", [NONE, NONE, NONE, ALL]),
        ],
        &["Company / Company Status", "Company / Company Type", "Service / Service Board"],
    )
}

impl Score {
    fn judge(&mut self, case: &Case, told: &Told, site: &Checkup) {
        for finding in &told.0 {
            let id = finding.line.id();
            let verdict = word(&finding.verdict);
            let row = finding.line.is_permission();
            self.matches += usize::from(row && verdict == "passed");
            self.missing += usize::from(row && verdict == "failed");
            if verdict == "running" {
                self.wrong(case.kind, format!("{}: {id} is still running", case.name));
            }
            let musts = case.musts(&id);
            for must in &musts {
                self.judge_one(case, finding, *must);
            }
            if musts.is_empty() {
                let allowed: &[&str] = match &finding.line {
                    Line::Row(_) | Line::Table(_) | Line::Wider if case.stops() => {
                        &["waiting", "unproven"]
                    }
                    Line::Member | Line::Companies if case.stops() => &["waiting", "unproven"],
                    // Which gate it has to be is said of that one.
                    _ if case.stops() => continue,
                    _ => &["passed", "unproven", "waiting"],
                };
                self.judge_one(case, finding, Must::Be(allowed));
            }
        }
        let words = said(told, site);
        let cloud = site.instance.site.is_cloud().then_some(NOT_OF_THE_CLOUD);
        for untrue in case.unsaid.iter().copied().chain(cloud) {
            if words.contains(untrue) {
                self.words += 1;
                self.wrong(case.kind, format!("{}: says \u{201c}{untrue}\u{201d}", case.name));
            }
        }
    }

    fn judge_one(&mut self, case: &Case, finding: &Finding, must: Must) {
        let verdict = word(&finding.verdict);
        let cause = match &finding.reason {
            Some(Reason::Cause(cause)) => Some(cause.name()),
            _ => None,
        };
        let exact = |causes: Causes| cause.is_some_and(|cause| causes.contains(&cause));
        let right = match must {
            Must::Fail(causes) => {
                let right = finding.verdict == Verdict::Failed && exact(causes);
                let place = match case.place {
                    Place::Company => "companyinfo",
                    Place::SignIn => "sign-in",
                    Place::Later => "later",
                };
                self.count_cause(place, usize::from(right), 1);
                right
            }
            Must::Halt(causes) => {
                let right = matches!(verdict, "failed" | "unproven") && exact(causes);
                self.count_cause("sign-in", usize::from(right), 1);
                right
            }
            Must::Open(causes) => {
                let named = finding.verdict == Verdict::Unproven && cause.is_some();
                if named {
                    self.count_cause("later", usize::from(exact(causes)), 1);
                }
                finding.verdict == Verdict::Unproven && (!named || exact(causes))
            }
            Must::Be(verdicts) => verdicts.contains(&verdict),
        };
        if right {
            return;
        }
        // What the failure of a gate leaves open is wrong to judge, and yet may be so.
        let row = !finding.line.is_gate() && !case.stops();
        let must_fail = matches!(must, Must::Fail(_));
        match &finding.verdict {
            Verdict::Passed if row => self.false_matches += 1,
            Verdict::Passed if finding.line.is_gate() => self.false_passed += 1,
            Verdict::Wider => self.false_wider += 1,
            Verdict::Failed if row => self.false_missing += 1,
            Verdict::Failed if !must_fail && finding.line.is_gate() => self.false_failed += 1,
            _ => {}
        }
        let because = cause.map(|cause| format!(", {cause}")).unwrap_or_default();
        let line = finding.line.id();
        let what = format!("{}: {line} is {verdict}{because}; must {must:?}", case.name);
        self.wrong(case.kind, what);
    }
}

fn an_integration() -> &'static Integration {
    static FIRST: OnceLock<Integration> = OnceLock::new();
    FIRST.get_or_init(|| rig::integrations().remove(0))
}

/// Everything a person could read.
fn said(told: &Told, checkup: &Checkup) -> String {
    let integration = an_integration();
    let id = integration.id.to_string();
    let mut connection = Connection::new("x".into(), id, None, Default::default());
    connection.instance = Some(checkup.instance.clone());
    let mut words = String::new();
    for finding in &told.0 {
        let _ = writeln!(words, "{}", finding.evidence);
        if let Some(problem) = problem::of_finding(finding, &connection, integration) {
            let todo = problem.todo.join("\n");
            let _ = writeln!(words, "{}\n{}\n{todo}", problem.title, problem.why);
        }
    }
    words
}

/// How many checks run beside each other: most of them wait for something.
const BESIDE: usize = 12;

/// Longer than any of these cases may take.
const TOO_LONG: Duration = Duration::from_secs(90);

pub async fn judge(cases: Vec<Case>) -> Score {
    judge_with(cases, a_need()).await
}

pub async fn judge_with(cases: Vec<Case>, need: Need) -> Score {
    let places = BESIDE.min(cases.len());
    let cases = Arc::new(Mutex::new(cases.into_iter()));
    let next = || cases.lock().unwrap().next();
    let work = (0..places).map(|_| async {
        let practice = Practice::start(rig::world(&need)).await.unwrap();
        let good = rig::checkup(practice.origin(), &need);
        let mut score = Score::default();
        while let Some(case) = next() {
            try_one(&case, &practice, &good, &mut score).await;
        }
        score
    });
    let mut score = Score::default();
    for one in join_all(work).await {
        score.add(one);
    }
    score
}

async fn try_one(case: &Case, practice: &Practice, good: &Checkup, score: &mut Score) {
    let before = score.wrong.len();
    run_one(case, practice, good, score).await;
    score.cases += 1;
    score.wrong_cases += usize::from(score.wrong.len() > before);
}

async fn run_one(case: &Case, practice: &Practice, good: &Checkup, score: &mut Score) {
    let mut checkup = good.clone();
    let mut world = rig::world(&checkup.need);
    (case.set)(&mut world, &mut checkup);
    let tenants = world.tenants.clone();
    practice.change(|now| *now = world);
    practice.forget_seen();
    let running = checkup.clone();
    let task = tokio::spawn(async move { rig::run(&running).await });
    let told = match tokio::time::timeout(TOO_LONG, task).await {
        Ok(Ok(told)) => told,
        Ok(Err(_)) => {
            score.panics += 1;
            return score.wrong(case.kind, format!("{}: the check panicked", case.name));
        }
        Err(_) => {
            score.hangs += 1;
            return score.wrong(case.kind, format!("{}: the check did not end", case.name));
        }
    };
    score.judge(case, &told, &checkup);
    let seen = practice.seen();
    let sign_ins = seen.iter().filter(|seen| seen.had_authorization).count();
    if let Some(most) = case.most_sign_ins {
        if most == 2 {
            score.most_sign_ins = score.most_sign_ins.max(sign_ins);
        }
        if sign_ins > most {
            score.wrong(case.kind, format!("{}: {sign_ins} sign-ins, {most} allowed", case.name));
        }
    }
    let site = checkup.instance.site.authority();
    let mut hosts: Vec<String> = tenants
        .iter()
        .filter(|tenant| tenant.site_host == site)
        .map(|tenant| tenant.api_host())
        .collect();
    hosts.extend(case.also_to.map(str::to_owned));
    let elsewhere = seen.iter().find(|seen| seen.had_authorization && !hosts.contains(&seen.host));
    if let Some(elsewhere) = elsewhere {
        score.wrong(case.kind, format!("{}: keys went to {}", case.name, elsewhere.host));
    }
    if let Some(other) = seen.iter().find(|seen| seen.method != "GET") {
        score.wrong(case.kind, format!("{}: {} was asked", case.name, other.method));
    }
}
