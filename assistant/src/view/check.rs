//! The check: gates, then permission rows, each with its verdict.

use super::parts::{button, present};
use super::types::{CheckLine, CheckPage, CheckState, Page, VerdictMark};
use crate::checkup::{Finding, Line, Verdict};
use crate::integration::Integration;
use crate::problem;
use crate::setup::{ClientIdWay, Connection, Intent, Setup};

pub fn page(
    setup: &Setup,
    connection: &Connection,
    integration: &Integration,
) -> (Page, String, String) {
    let findings = &setup.check.findings;
    let (gates, rows): (Vec<_>, Vec<_>) = findings.iter().partition(|f| f.line.is_gate());
    let line = |finding: &&Finding| line(setup, connection, integration, finding);
    let settled = findings
        .iter()
        .filter(|f| !matches!(f.verdict, Verdict::Waiting(_) | Verdict::Running))
        .count();
    let state = state(setup, connection);
    let run = match state {
        CheckState::Running | CheckState::Impossible => None,
        CheckState::Ready => Some(button("Check now", Intent::Check)),
        _ => Some(button("Check again", Intent::Check)),
    };
    let page = CheckPage {
        state,
        summary: summary(state, setup, connection, integration),
        done: settled as u32,
        total: findings.len() as u32,
        gates: gates.iter().map(line).collect(),
        rows: rows.iter().map(line).collect(),
        run,
        cancel: setup.check.running.then(|| button("Stop", Intent::CancelCheck)),
        slow: setup.check.slow.then(|| "Still working: ConnectWise is slow today.".to_owned()),
    };
    (
        Page::Check(page),
        "Check the connection".into(),
        "Keywright signs in with your keys and reads. It changes nothing in ConnectWise.".into(),
    )
}

fn state(setup: &Setup, connection: &Connection) -> CheckState {
    let has = |verdict: &Verdict| {
        setup.check.findings.iter().any(|f| f.verdict == *verdict && f.line != Line::Certificate)
    };
    if connection.client_id_way == ClientIdWay::Skip {
        CheckState::Impossible
    } else if setup.check.running {
        CheckState::Running
    } else if setup.check.cancelled {
        CheckState::Cancelled
    } else if setup.check.findings.is_empty() {
        CheckState::Ready
    } else if !setup.signed_in() {
        CheckState::Failed
    } else if has(&Verdict::Failed) || has(&Verdict::Unproven) {
        CheckState::PassedWithRemarks
    } else {
        CheckState::Passed
    }
}

fn summary(
    state: CheckState,
    setup: &Setup,
    connection: &Connection,
    integration: &Integration,
) -> String {
    let count = |verdict: Verdict| {
        setup
            .check
            .findings
            .iter()
            .filter(|f| f.verdict == verdict && f.line != Line::Certificate)
            .count()
    };
    let company = connection.instance.as_ref().map_or("ConnectWise", |i| &i.company_name);
    match state {
        CheckState::Ready if connection.checked.is_some() => {
            format!(
                "Checked {}. Check again to see each line.",
                connection.checked.as_deref().unwrap_or_default()
            )
        }
        CheckState::Ready => "Nothing has been checked yet.".into(),
        CheckState::Running => format!("Checking {company}..."),
        CheckState::Passed => {
            format!("Connected to {company}. {} has what it needs.", integration.name)
        }
        CheckState::PassedWithRemarks => {
            let parts: Vec<String> =
                [(count(Verdict::Failed), "failed"), (count(Verdict::Unproven), "not checked")]
                    .into_iter()
                    .filter(|(n, _)| *n > 0)
                    .map(|(n, what)| format!("{} {what}", present(n, "line")))
                    .collect();
            format!("Connected to {company}, but {}.", parts.join(" and "))
        }
        CheckState::Failed => "Not connected to ConnectWise.".into(),
        CheckState::Cancelled => "Stopped. What was found so far stays.".into(),
        CheckState::Impossible => {
            "You chose to skip the check. The connection is saved as \u{201c}not checked\u{201d}."
                .into()
        }
    }
}

/// The failure that keeps everything else from being checked.
pub fn leading(setup: &Setup) -> Option<&Finding> {
    if setup.check.running || setup.signed_in() {
        return None;
    }
    setup.check.findings.iter().find(|f| f.verdict == Verdict::Failed)
}

fn line(
    setup: &Setup,
    connection: &Connection,
    integration: &Integration,
    finding: &Finding,
) -> CheckLine {
    let (verdict, text) = match &finding.verdict {
        Verdict::Passed => (VerdictMark::Passed, "Passed"),
        Verdict::Failed => (VerdictMark::Failed, "Failed"),
        Verdict::Unproven => (VerdictMark::Unproven, "Not checked"),
        Verdict::Waiting(_) => (VerdictMark::Waiting, "Waiting"),
        Verdict::Running => (VerdictMark::Running, "Checking"),
    };
    let evidence = match &finding.verdict {
        Verdict::Waiting(on) if *on != finding.line => format!("Waiting for: {}", on.title()),
        _ => finding.evidence.clone(),
    };
    // The first failed gate leads: its problem stands above the page.
    let leads = leading(setup).is_some_and(|first| first.line == finding.line);
    let problem = if leads { None } else { problem::of_finding(finding, connection, integration) };
    let again = (!finding.line.is_gate()
        && !setup.check.running
        && verdict != VerdictMark::Passed
        && setup.signed_in())
    .then(|| button("Check this line again", Intent::CheckLine { line: finding.line.id() }));
    CheckLine {
        id: finding.line.id(),
        title: finding.line.title(),
        verdict,
        verdict_text: text.into(),
        evidence,
        problem,
        again,
    }
}
