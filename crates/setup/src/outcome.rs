//! What a check that ran to its end said, as it lies on disk.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::called::known;
use checkup::{Finding, Line, Reason, Verdict, VerdictMark};
use connectwise::cause::Cause;
use integration::Integration;

/// What a check that ran to its end said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub when: Timestamp,
    /// Something it rested on changed since.
    #[serde(default)]
    pub stale: bool,
    /// What it rested on besides keys and place, as `standing::basis` puts it.
    #[serde(default)]
    pub basis: Option<String>,
    pub signed_in: bool,
    /// Permissions that are missing.
    #[serde(default, deserialize_with = "known")]
    pub missing: Vec<Line>,
    /// Other lines that failed: the first is the one that kept the rest from being asked.
    #[serde(default, deserialize_with = "known")]
    pub failed: Vec<Line>,
    /// Lines that nothing proved or disproved.
    #[serde(default)]
    pub unproven: u32,
    /// Of these, lines that a stopped check never asked about.
    #[serde(default)]
    pub unasked: u32,
    /// More is open than needed.
    #[serde(default)]
    pub wider: bool,
    /// Permissions that were seen to be enough; none in a journal that was written before they
    /// were counted.
    #[serde(default)]
    pub matches: Option<u32>,
    /// The member's and its role's names in ConnectWise, if it told them.
    #[serde(default)]
    pub member: Option<String>,
    #[serde(default)]
    pub role: Option<String>,
    /// ConnectWise itself turned the keys down.
    #[serde(default)]
    pub refused: bool,
}

impl Outcome {
    pub fn of(findings: &[Finding], signed_in: bool, when: Timestamp) -> Self {
        let lines = |which: fn(&Finding) -> bool| {
            findings.iter().filter(|f| which(f)).map(|f| f.line.clone()).collect()
        };
        let count = |which: fn(&Finding) -> bool| findings.iter().filter(|f| which(f)).count();
        let refused = |finding: &Finding| {
            finding.line == Line::Keys
                && finding.verdict == Verdict::Failed
                && matches!(
                    finding.reason,
                    Some(Reason::Cause(
                        Cause::KeysRefused { .. }
                            | Cause::KeysSwapped
                            | Cause::KeyCutShort { .. }
                            | Cause::KeyOfOtherCompany { .. }
                    ))
                )
        };
        let who = findings.iter().find_map(|finding| finding.who.as_ref());
        Self {
            when,
            member: who.map(|who| who.identifier.clone()),
            role: who.and_then(|who| who.role.clone()),
            stale: false,
            basis: None,
            signed_in,
            missing: lines(|f| f.line.is_permission() && f.verdict == Verdict::Failed),
            failed: lines(|f| !f.line.is_permission() && f.verdict == Verdict::Failed),
            unproven: count(Finding::is_open_question) as u32,
            unasked: count(|f| f.reason == Some(Reason::NotAsked)) as u32,
            wider: findings.iter().any(|f| f.line == Line::Wider && f.verdict == Verdict::Wider),
            matches: Some(count(|f| {
                f.line.is_permission() && matches!(f.verdict, Verdict::Passed | Verdict::Wider)
            }) as u32),
            refused: findings.iter().any(refused),
        }
    }

    /// No row of the role was asked about: nobody ticked one of those that are for some alone.
    pub fn compared_nothing(&self, integration: &Integration) -> bool {
        self.matches == Some(0) && !integration.role.rows.is_empty()
    }

    pub(super) fn is_perfect(&self) -> bool {
        self.missing.is_empty() && self.failed.is_empty() && self.unproven == 0 && !self.wider
    }
}

/// A line of a check that did not pass, for the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    pub line: Line,
    pub verdict: VerdictMark,
    /// What was seen.
    pub evidence: String,
}

impl Remark {
    /// Of the findings that are worth one.
    pub fn of(findings: &[Finding]) -> Vec<Self> {
        let told = findings.iter().filter(|f| f.line != Line::Certificate);
        told.filter(|f| matches!(f.verdict, Verdict::Failed | Verdict::Wider | Verdict::Unproven))
            .map(|f| Self {
                line: f.line.clone(),
                verdict: VerdictMark::from(&f.verdict),
                evidence: f.evidence.clone(),
            })
            .collect()
    }
}

/// How a step was left by a press on Continue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Passage {
    Done,
    /// With something open.
    Over,
}
