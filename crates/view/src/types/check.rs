//! The check.

use serde::Serialize;
use ts_rs::TS;

pub use checkup::VerdictMark;

use super::Button;
use crate::problem::Problem;

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct CheckPage {
    pub state: CheckState,
    /// "Connected to ConnectWise" and the like; the outcome in one line.
    pub summary: String,
    pub done: u32,
    pub total: u32,
    /// How many permission lines came to which verdict; empty until one has.
    pub tally: Vec<Tally>,
    /// The way to each line that deserves a look, once the check has ended.
    pub to_look_at: Vec<Jump>,
    pub gates: Vec<CheckLine>,
    pub rows: Vec<CheckLine>,
    /// Rows that are only for some, and were not ticked: not asked about.
    pub not_used: Vec<String>,
    pub wider: Option<WiderPart>,
    pub run: Option<Button>,
    pub cancel: Option<Button>,
    /// "Still working: answers are slow to come."
    pub slow: Option<String>,
    /// The outcome as text for somebody else; empty until there is one.
    pub results: Vec<ResultPart>,
    /// Where the last one was saved.
    pub saved_to: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Tally {
    pub mark: VerdictMark,
    /// "Missing", "Matches", "More than needed", "Not checked".
    pub label: String,
    pub count: u32,
}

/// What the role allows beyond what the integration needs.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct WiderPart {
    pub line: CheckLine,
    /// Said instead of a list of every row there is.
    pub admin: Option<String>,
    /// Worst first.
    pub rows: Vec<WiderRow>,
    /// How to lower them.
    pub how: Option<String>,
    pub place: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct WiderRow {
    /// "System > Security".
    pub title: String,
    /// What it opens: "Can change what every role may do".
    pub risk: String,
    /// One of the few that deserve a look before all others.
    pub grave: bool,
    /// "Set **Delete Level** to **None**."
    pub set: String,
}

/// The outcome as text without any secret, for somebody else.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct ResultPart {
    /// "support", "administrator", "details".
    pub id: String,
    pub title: String,
    pub text: String,
    pub copy: Button,
    pub save: Option<Button>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub enum CheckState {
    Ready,
    Running,
    Passed,
    /// Signed in, but something is short or not proven.
    PassedWithRemarks,
    Failed,
    Cancelled,
    /// No client ID: nothing could be checked.
    Impossible,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct CheckLine {
    pub id: String,
    pub title: String,
    pub verdict: VerdictMark,
    /// Gates: "Passed", "Failed"; permissions: "Matches", "Missing", "More than needed";
    /// both: "Not checked", "Waiting", "Checking".
    pub verdict_text: String,
    /// What was seen, or what it waits for.
    pub evidence: String,
    /// The four levels where they differ from what is needed; else empty.
    pub cells: Vec<LevelCell>,
    pub problem: Option<Problem>,
    pub again: Option<Button>,
}

/// One cell of the Security Role grid, as it is and as it has to be.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct LevelCell {
    /// "Add Level".
    pub column: String,
    /// "None", "My", "All"; "not told".
    pub has: String,
    pub needs: String,
    pub mark: CellMark,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub enum CellMark {
    Short,
    Enough,
    Wider,
    Unknown,
}

/// A line to go to, by its id.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Jump {
    pub id: String,
    pub title: String,
}
