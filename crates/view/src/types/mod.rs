//! What the window draws, as plain data. Nothing here can hold a secret: the
//! only traces of one are [`Masked`], its length and last four characters.
//!
//! `ui/src/types.ts` is generated from these types (see `tests/types.rs`).

mod check;
mod end;
mod making;
mod parts;
mod start;

pub use check::*;
pub use end::*;
pub use making::*;
pub use parts::*;
pub use start::*;

use serde::Serialize;
use ts_rs::TS;

use crate::problem::Problem;
use setup::Intent;

/// A View on its way to the window. Two can overtake each other, as an answer to an Intent and what
/// happens by itself come by different ways: the one with the higher number is the present one.
#[derive(Clone, Debug, Serialize, TS)]
#[ts(export_to = "types.ts")]
pub struct Shown {
    pub number: u32,
    pub view: View,
}

/// Everything the window shows at one moment.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct View {
    /// Leaves the set-up for the first page; none there.
    pub home: Option<Button>,
    /// Set on every page of a practice set-up.
    pub practice: Option<PracticeLabel>,
    /// Set on every page of a set-up whose file was added by hand: what that means.
    pub by_hand: Option<String>,
    /// Name of the integration being set up; none on the first page.
    pub integration: Option<String>,
    pub heading: String,
    /// One or two sentences under the heading.
    pub lead: String,
    /// Empty on the first page.
    pub progress: Vec<ProgressStep>,
    pub page: Page,
    /// What went wrong on this page, if anything; drawn above its content.
    pub problem: Option<Problem>,
    pub nav: Nav,
    /// What can be asked of the window itself, on every page.
    pub window: Vec<Toggle>,
    pub clipboard: Option<ClipboardNote>,
    /// Something happened that deserves one line ("Copied the role name").
    pub announcement: Option<Announcement>,
    /// The window was asked to close, and keys would be lost.
    pub closing: Option<Question>,
    /// Shown on every page while the OS keychain is not used ("for this session only").
    pub session_only: Option<String>,
}

/// The practice tenant's values, to be pasted where a real ConnectWise would show them.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct PracticeLabel {
    /// The situation being rehearsed; none where everything is in order.
    pub situation: Option<String>,
    pub text: String,
    /// Values this page wants ("what ConnectWise would show you here").
    pub values: Vec<Copyable>,
    /// Does in the practice ConnectWise what a person would do in the real one.
    pub put_right: Option<Button>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct ProgressStep {
    pub title: String,
    pub state: StepState,
    /// Set where a press may go there.
    pub go: Option<Intent>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub enum StepState {
    Done,
    Here,
    /// Been there, and something is open.
    Open,
    /// Gone past on purpose.
    Skipped,
    Ahead,
}

/// Back and Continue, and what keeps Continue from going on.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Nav {
    pub back: Option<Button>,
    pub forward: Option<Button>,
    /// Back to the check that sent the person here.
    pub to_check: Option<Button>,
    /// Filled after a press on Continue that could not go on: one entry a gap.
    pub missing: Vec<Missing>,
    /// Goes on in spite of that, where a person may: a button of its own.
    pub anyway: Option<Button>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Missing {
    /// The field or choice it is about, where it is about one: its `id`.
    pub at: Option<String>,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct ClipboardNote {
    /// "The private key is on the clipboard."
    pub text: String,
    /// Seconds from now until Keywright clears it; the window counts down.
    pub clears_in: u32,
    /// That time is over, and another program keeps it from being cleared.
    pub held: bool,
    /// Changes with every copy, so that the window knows when to start anew.
    pub serial: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Announcement {
    pub text: String,
    pub serial: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(tag = "is", rename_all = "camelCase")]
#[allow(clippy::large_enum_variant, reason = "one is made for each View and sent off")]
pub enum Page {
    Start(StartPage),
    Site(SitePage),
    Role(RolePage),
    Member(MemberPage),
    Keys(KeysPage),
    ClientId(ClientIdPage),
    Check(CheckPage),
    Save(SavePage),
    HandOver(HandOverPage),
    Done(DonePage),
}
