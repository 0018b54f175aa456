//! The check: gates, then permission rows, each with its verdict, then what is open beyond
//! need.

use super::excess::{admin_line, how_to_lower, wider_rows};
use super::lines;
use super::parts::button;
use super::result;
use super::rows::not_used;
use super::standing::{self, remarks};
use super::types::{
    Button, CellMark, CheckLine, CheckPage, CheckState, Jump, LevelCell, Page, Tally, WiderPart,
};
use crate::problem;
use checkup::{Cells, Finding, Line, Reason, Verdict, VerdictMark};
use connectwise::forms;
use connectwise::grid::COLUMNS;
use integration::Integration;
use jiff::Timestamp;
use setup::standing::Standing;
use setup::{CheckPress, ClientIdWay, Connection, Intent, Open, Outcome, Present, Search, Setup};

pub fn page(setup: &Setup, present: Present) -> (Page, String, String) {
    let Present { open, connection, integration } = present;
    let findings = &open.check.findings;
    let line = |finding: &Finding| line(present, finding);
    let lines = |which: fn(&Line) -> bool| -> Vec<CheckLine> {
        findings.iter().filter(|f| which(&f.line)).map(line).collect()
    };
    let is_settled = |f: &&Finding| {
        let asked = f.reason != Some(Reason::NotAsked);
        asked && !matches!(f.verdict, Verdict::Waiting(_) | Verdict::Running)
    };
    let state = state(present);
    let run = match state {
        CheckState::Running | CheckState::Impossible => None,
        _ if setup.cannot_check().is_some() => None,
        // What it would check with is on its way from the keychain.
        _ => {
            let label = if state == CheckState::Ready { "Check now" } else { "Check again" };
            Some(Button {
                busy: open.is_reading(),
                ..button(label, Intent::Check(CheckPress::Check))
            })
        }
    };
    let page = CheckPage {
        state,
        summary: summary(state, setup, present),
        done: findings.iter().filter(is_settled).count() as u32,
        total: findings.len() as u32,
        tally: tally(findings),
        to_look_at: if state == CheckState::Running { Vec::new() } else { to_look_at(findings) },
        gates: lines(Line::is_gate),
        rows: lines(Line::is_permission),
        not_used: not_used(connection, integration),
        wider: findings
            .iter()
            .find(|f| f.line == Line::Wider)
            .map(|f| wider(line(f), f, connection, integration)),
        run,
        cancel: open.check.running.then(|| button("Stop", Intent::Check(CheckPress::CancelCheck))),
        slow: open.check.slow.then(|| "Still working: answers are slow to come.".to_owned()),
        results: result::parts(setup, integration),
        saved_to: open.check.saved_to.clone(),
    };
    (
        Page::Check(page),
        "Check the connection".into(),
        "Keywright signs in and reads. It changes nothing in ConnectWise.".into(),
    )
}

fn state(present: Present) -> CheckState {
    let Present { open, connection, integration } = present;
    if connection.client_id_way == ClientIdWay::Skip {
        CheckState::Impossible
    } else if open.check.running || open.find == Search::Looking {
        CheckState::Running
    } else if open.check.cancelled {
        CheckState::Cancelled
    } else if open.check.findings.is_empty() {
        CheckState::Ready
    } else if !open.check.signed_in() {
        CheckState::Failed
    } else if remarks(&outcome(open)).is_empty() && !outcome(open).compared_nothing(integration) {
        CheckState::Passed
    } else {
        CheckState::PassedWithRemarks
    }
}

/// What the findings so far come to.
fn outcome(open: &Open) -> Outcome {
    Outcome::of(&open.check.findings, open.check.signed_in(), Timestamp::default())
}

fn summary(state: CheckState, setup: &Setup, present: Present) -> String {
    let Present { open, connection, integration } = present;
    let company = connection.instance.as_ref().map_or("ConnectWise", |i| &i.company_name);
    match state {
        CheckState::Ready if setup.cannot_check().is_some() => "Nothing can be checked yet.".into(),
        CheckState::Ready => match connection.standing() {
            Standing::NeverChecked | Standing::Skipped => "Nothing has been checked yet.".into(),
            _ => format!(
                "{}. Check again to see each line.",
                standing::short(&setup.zone, connection)
            ),
        },
        CheckState::Running if open.find == Search::Looking => {
            "Looking for your ConnectWise...".into()
        }
        CheckState::Running => format!("Checking {company}..."),
        CheckState::Passed => {
            format!("Connected to {company}. {} has what it needs.", integration.name)
        }
        CheckState::PassedWithRemarks if remarks(&outcome(open)).is_empty() => {
            format!("Connected to {company}. {}", standing::NOTHING_COMPARED)
        }
        CheckState::PassedWithRemarks => {
            format!("Connected to {company}, but {}.", problem::listed(&remarks(&outcome(open))))
        }
        CheckState::Failed => "Not connected to ConnectWise.".into(),
        CheckState::Cancelled => "Stopped. What was found so far stays.".into(),
        CheckState::Impossible => {
            "You chose to skip the check. The connection is saved as \u{201c}not checked\u{201d}."
                .into()
        }
    }
}

fn to_look_at(findings: &[Finding]) -> Vec<Jump> {
    let failed = findings.iter().filter(|f| f.verdict == Verdict::Failed && f.line != Line::Wider);
    let failed = failed.map(|f| Jump { id: f.line.id(), title: lines::title(&f.line) });
    let wider = findings.iter().find(|f| f.line == Line::Wider && f.verdict == Verdict::Wider);
    let wider = wider
        .map(|f| Jump { id: f.line.id(), title: lines::word(VerdictMark::Wider, false).into() });
    failed.chain(wider).collect()
}

/// The permission lines by verdict; nothing until one is settled.
fn tally(findings: &[Finding]) -> Vec<Tally> {
    let kinds = [
        (Verdict::Failed, VerdictMark::Failed),
        (Verdict::Passed, VerdictMark::Passed),
        (Verdict::Wider, VerdictMark::Wider),
        (Verdict::Unproven, VerdictMark::Unproven),
    ];
    let tally: Vec<Tally> = kinds
        .into_iter()
        .map(|(verdict, mark)| {
            let rows = findings.iter().filter(|f| f.line.is_permission() && f.verdict == verdict);
            let count = rows.count() as u32;
            Tally { mark, label: lines::word(mark, false).into(), count }
        })
        .collect();
    if tally.iter().all(|t| t.count == 0) { Vec::new() } else { tally }
}

/// The failure that keeps everything else from being checked.
pub fn leading(open: &Open) -> Option<&Finding> {
    if open.check.running || open.check.signed_in() {
        return None;
    }
    open.check.findings.iter().find(|f| f.verdict == Verdict::Failed)
}

fn line(present: Present, finding: &Finding) -> CheckLine {
    let Present { open, connection, integration } = present;
    let mark = VerdictMark::from(&finding.verdict);
    let evidence = match &finding.verdict {
        Verdict::Waiting(on) if *on != finding.line && open.check.running => {
            format!("Waiting for: {}", lines::title(on))
        }
        Verdict::Waiting(on) if *on != finding.line => {
            format!("Not asked: needs {}", lines::title(on))
        }
        _ => finding.evidence.clone(),
    };
    // The first failed gate leads: its problem stands above the page.
    let leads = leading(open).is_some_and(|first| first.line == finding.line);
    let problem = if leads { None } else { problem::of_finding(finding, connection, integration) };
    let again = (!finding.line.is_gate()
        && !open.check.running
        && mark != VerdictMark::Passed
        && open.check.signed_in())
    .then(|| {
        button(
            "Check this line again",
            Intent::Check(CheckPress::CheckLine { line: finding.line.clone() }),
        )
    });
    let differs = matches!(mark, VerdictMark::Failed | VerdictMark::Wider | VerdictMark::Unproven);
    CheckLine {
        id: finding.line.id(),
        title: lines::title(&finding.line),
        verdict: mark,
        verdict_text: lines::verdict(&finding.line, mark).into(),
        evidence,
        cells: finding.cells.as_ref().filter(|_| differs).map(cells).unwrap_or_default(),
        problem,
        again,
    }
}

fn cells(cells: &Cells) -> Vec<LevelCell> {
    let cell = |(column, cell): (&&str, &checkup::Cell)| LevelCell {
        column: (*column).to_owned(),
        has: cell.has.map_or("not told", |has| has.word()).into(),
        needs: cell.needs.word().into(),
        mark: match cell {
            cell if cell.has.is_none() => CellMark::Unknown,
            cell if cell.is_short() => CellMark::Short,
            cell if cell.is_wider() => CellMark::Wider,
            _ => CellMark::Enough,
        },
    };
    COLUMNS.iter().zip(cells).map(cell).collect()
}

/// What is open beyond need.
fn wider(
    line: CheckLine,
    finding: &Finding,
    connection: &Connection,
    integration: &Integration,
) -> WiderPart {
    let Some(Reason::Excess(excess)) = &finding.reason else {
        return WiderPart { line, admin: None, rows: Vec::new(), how: None, place: Vec::new() };
    };
    let [system, roles] = [0, 1].map(|n| forms::SECURITY_ROLES[n].to_owned());
    WiderPart {
        line,
        admin: excess.admin.map(|admin| admin_line(admin, integration)),
        rows: wider_rows(excess),
        how: Some(how_to_lower(excess).into()),
        place: vec![system, roles, problem::role_name(connection, integration)],
    }
}
