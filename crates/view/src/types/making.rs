//! The pages about what is looked up and made in ConnectWise.

use serde::Serialize;
use ts_rs::TS;

use super::{
    Button, CannotOpen, Choice, Copyable, Fact, Field, Instruction, Note, Question, Toggle,
};
use crate::problem::Problem;
use setup::Intent;

/// "Your ConnectWise".
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct SitePage {
    /// Address bar, region or own server.
    pub way: Choice,
    /// The address to paste; none when a region is picked.
    pub address: Option<Field>,
    pub regions: Option<Choice>,
    pub company: Field,
    /// For people in the desktop client, who have no address bar.
    pub desktop_client: Instruction,
    /// Set while Continue does something else: otherwise Continue is "Find it".
    pub find_again: Option<Button>,
    pub found: Option<FoundSite>,
    /// Where the company's own server has a certificate that nobody known signed.
    pub authority: Option<AuthorityPart>,
    pub notes: Vec<Note>,
}

/// The certificate authority of a company's own server: chosen, compared, trusted.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct AuthorityPart {
    pub title: String,
    pub text: String,
    /// Label of the button that chooses a file; none where there is nothing to choose.
    pub choose: Option<String>,
    /// What is odd about the file, or about the one that is trusted.
    pub remark: Option<String>,
    /// Its name, its fingerprint, how long it is good for.
    pub facts: Vec<Fact>,
    pub trust: Option<Button>,
    pub drop: Option<Button>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct FoundSite {
    pub company_name: String,
    /// Label and value: site, API address, version, where it runs.
    pub facts: Vec<Fact>,
    /// Set where the address looks like ConnectWise's and is not: compare it before going on.
    pub caution: Option<Note>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct RolePage {
    /// New role, existing role and whatever else the guide allows.
    pub way: Choice,
    pub steps: Vec<Instruction>,
    /// None where the picked way needs no rows (an admin role).
    pub grid: Option<PermissionGrid>,
    pub notes: Vec<Note>,
    pub cannot_open: CannotOpen,
}

/// The permission table, laid out like ConnectWise's own.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct PermissionGrid {
    pub title: String,
    /// "Add Level", "Edit Level", "Delete Level", "Inquire Level".
    pub columns: Vec<String>,
    /// Without the rows that are set while only those still to do are asked for.
    pub groups: Vec<GridGroup>,
    pub set: u32,
    pub total: u32,
    /// "12 of 20 set".
    pub progress: String,
    pub copy_all: Copyable,
    /// None once all of it is set.
    pub in_hand: Option<InHand>,
    /// What to do then.
    pub all_set: Option<String>,
    pub still_to_do: Toggle,
    /// Where these rows come from, when not from the vendor's guide.
    pub source: Option<Note>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct GridGroup {
    pub module: String,
    pub rows: Vec<GridRow>,
    pub progress: String,
    pub done: bool,
    /// Ticks the whole group, or unticks it when all of it is ticked.
    pub tick_all: Button,
    /// Takes back the last press that filled or emptied the group.
    pub undo: Option<Button>,
}

/// The line of the permission table to be set now.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct InHand {
    /// Changes from line to line.
    pub line: String,
    pub module: String,
    /// Either a row or the allowed tables.
    pub row: Option<GridRow>,
    pub tables: Option<AllowedTables>,
    /// Of the tables, the first that is not moved yet.
    pub table: Option<usize>,
    pub set: bool,
    /// "Set, next"; "Untick" on one that is set.
    pub press: Button,
    /// "8 to go".
    pub left: String,
    /// What comes after it, if anything is left.
    pub next: Option<String>,
    pub skip: Option<Button>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct GridRow {
    /// Its name among the lines in hand.
    pub line: String,
    pub name: String,
    /// In the order of `columns`.
    pub levels: Vec<GridLevel>,
    pub ticked: bool,
    pub tick: Intent,
    pub copy: Intent,
    /// Takes it in hand.
    pub look_at: Intent,
    pub why: Option<String>,
    /// "Only if you use invoices", "Since CW v2020.3", "Confirm with SyncSmart".
    pub remarks: Vec<String>,
    /// "The check found it missing."
    pub found: Option<String>,
    /// The allowed tables of Table Setup.
    pub tables: Option<AllowedTables>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct GridLevel {
    /// None, My or All.
    pub level: String,
    /// To be changed from None.
    pub needed: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct AllowedTables {
    pub title: String,
    pub text: String,
    pub items: Vec<TickItem>,
    pub progress: String,
    pub tick_all: Button,
    /// Its name among the lines in hand, and the way there.
    pub line: String,
    pub look_at: Intent,
    pub copy_all: Copyable,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct TickItem {
    pub label: String,
    pub ticked: bool,
    pub tick: Intent,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct MemberPage {
    pub way: Choice,
    pub steps: Vec<Instruction>,
    /// The form's fields in ConnectWise's order.
    pub fields: Vec<MemberField>,
    /// Only where the Member ID is one of the values to hand over.
    pub member_id: Option<Field>,
    pub notes: Vec<Note>,
    pub cannot_open: CannotOpen,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct MemberField {
    pub label: String,
    /// "Type this", "Choose this", "Anything is fine".
    pub rule: String,
    pub kind: FormKind,
    pub value: Option<Copyable>,
    pub note: Option<String>,
    pub source: Option<String>,
    pub ticked: bool,
    pub tick: Intent,
}

/// How a field of ConnectWise's form is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub enum FormKind {
    Type,
    Choose,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct KeysPage {
    pub vault: VaultState,
    pub steps: Vec<Instruction>,
    /// "Do not close the ConnectWise window yet."
    pub warning: Note,
    pub public_key: Field,
    pub private_key: Field,
    /// "Both keys are in the keychain, not checked yet."
    pub kept: Option<String>,
    /// What of the keys here is not in the keychain.
    pub unkept: Option<String>,
    /// Both keys were in one paste: a question.
    pub offer: Option<Question>,
    /// Another pair that is kept beside this one.
    pub beside: Vec<OtherPair>,
    pub notes: Vec<Note>,
}

/// A pair that is in the keychain beside the one in the fields.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct OtherPair {
    pub text: String,
    pub take: Button,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(tag = "is", rename_all = "camelCase")]
#[serde(rename_all_fields = "camelCase")]
pub enum VaultState {
    Proving { text: String, session_only: Option<Button> },
    Ready { text: String },
    SessionOnly { text: String, again: Button },
    Unusable { problem: Box<Problem>, again: Button, session_only: Button },
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct ClientIdPage {
    /// What the vendor's guide says about it, in one line.
    pub guide_line: Note,
    /// Built in, own, or skip.
    pub way: Choice,
    /// Shown when the person's own is picked.
    pub client_id: Option<Field>,
    /// Today's way to register one.
    pub steps: Vec<Instruction>,
    /// The way the vendor's guide tells, where it tells one.
    pub guide_steps: Option<GuideSteps>,
    pub notes: Vec<Note>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct GuideSteps {
    pub title: String,
    pub steps: Vec<Instruction>,
}
