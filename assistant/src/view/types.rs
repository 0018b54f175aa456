//! What the window draws, as plain data. Nothing here can hold a secret: the
//! only traces of one are [`Masked`], its length and last four characters.
//!
//! `ui/src/types.ts` is generated from these types (see `tests/house.rs`).

use serde::Serialize;
use ts_rs::TS;

use crate::problem::Problem;
use crate::setup::Intent;

/// Everything the window shows at one moment.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct View {
    /// Leaves the set-up for the first page; none there.
    pub home: Option<Button>,
    /// Set on every page of a practice set-up.
    pub practice: Option<PracticeLabel>,
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
    pub clipboard: Option<ClipboardNote>,
    /// Something happened that deserves one line ("Copied the role name").
    pub announcement: Option<Announcement>,
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
    Ahead,
}

/// Back and Continue, and what keeps Continue from going on.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Nav {
    pub back: Option<Button>,
    pub forward: Option<Button>,
    /// Filled after a press on Continue that could not go on: one entry a gap.
    pub missing: Vec<Missing>,
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
pub struct Button {
    pub label: String,
    pub intent: Intent,
    /// Something it started is still under way.
    pub busy: bool,
}

/// Text with a Copy button. Rust writes the clipboard; `copy` says what.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Copyable {
    pub label: String,
    /// What is shown: the value itself, or a mask where it is secret.
    pub value: String,
    pub copy: Intent,
    pub secret: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct ClipboardNote {
    /// "The private key is on the clipboard."
    pub text: String,
    /// Seconds from now until Keywright clears it; the window counts down.
    pub clears_in: u32,
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

/// "Which product are you connecting?"
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct StartPage {
    pub integrations: Vec<IntegrationCard>,
    /// "Before you begin" of the chosen one.
    pub before: Option<Before>,
    /// Set-ups that were begun and not finished.
    pub unfinished: Vec<Kept>,
    /// Connections in the keychain.
    pub saved: Vec<Kept>,
    /// Integration files that could not be read, the journal set aside, and the like.
    pub troubles: Vec<Problem>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct IntegrationCard {
    pub id: String,
    pub name: String,
    pub summary: String,
    pub chosen: bool,
    pub choose: Intent,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Before {
    pub minutes: String,
    pub who: Vec<String>,
    pub open: Vec<String>,
    /// "From Vectis' guide «…», as read on …".
    pub guide: String,
    /// What that guide leaves open.
    pub gaps: Vec<String>,
    pub start: Button,
    pub practise: Button,
    /// What can be rehearsed, by name.
    pub situations: Vec<SituationCard>,
}

/// Something that goes wrong on purpose in practice.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct SituationCard {
    /// "SwappedKeys".
    pub id: String,
    pub title: String,
    pub text: String,
    pub start: Button,
}

/// One line of "Continue where you left off" or of "Saved".
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    pub title: String,
    pub detail: String,
    pub practice: bool,
    /// False: "not checked", said so in `detail` too.
    pub checked: bool,
    pub open: Button,
    pub forget: Button,
    /// Set once after a press on `forget`: the window asks before it acts.
    pub forget_question: Option<ForgetQuestion>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct ForgetQuestion {
    pub text: String,
    pub yes: Button,
    pub no: Button,
}

/// A text field. What is being typed lives in the window; `value` is what Rust knows.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Field {
    /// The name for `Intent::Fill` and `Intent::Paste`.
    pub id: String,
    pub label: String,
    pub hint: Option<String>,
    pub placeholder: Option<String>,
    /// Empty for a secret field: see `masked`.
    pub value: String,
    /// Typed as dots and never shown again.
    pub secret: bool,
    pub masked: Option<Masked>,
    /// "Removed 2 spaces at the end."
    pub tidied: Option<String>,
    /// What is wrong with it or worth a look, beside the field.
    pub remark: Option<Remark>,
    /// A Paste button: Rust reads the clipboard.
    pub paste: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Masked {
    pub length: u32,
    /// The last four characters; empty for short values.
    pub ends_with: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Remark {
    pub text: String,
    /// True: it keeps Continue from going on.
    pub stops: bool,
}

/// One of several, as radio buttons.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Choice {
    pub id: String,
    pub label: String,
    pub options: Vec<ChoiceOption>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct ChoiceOption {
    pub label: String,
    pub text: Option<String>,
    pub picked: bool,
    pub pick: Intent,
}

/// A sentence with its origin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Note {
    pub text: String,
    pub tone: Tone,
    /// "Keywright's suggestion" where the vendor's guide does not say it.
    pub source: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub enum Tone {
    Plain,
    Important,
}

/// One thing to do in another window: where, what, and what to type there.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Instruction {
    pub text: String,
    /// The menu path, in ConnectWise's own words: System > Security Roles > +.
    pub trail: Vec<String>,
    pub copy: Option<Copyable>,
    pub link: Option<Button>,
}

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
    pub notes: Vec<Note>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct FoundSite {
    pub company_name: String,
    /// Label and value: site, API address, version, where it runs.
    pub facts: Vec<Fact>,
    /// How this differs from what was typed, if it does ("Found in Europe instead").
    pub remark: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Fact {
    pub label: String,
    pub value: String,
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

/// "I can't open this": a request to send to whoever administers ConnectWise.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct CannotOpen {
    pub text: String,
    pub request: Copyable,
}

/// The permission table, laid out like ConnectWise's own.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct PermissionGrid {
    pub title: String,
    /// "Add Level", "Edit Level", "Delete Level", "Inquire Level".
    pub columns: Vec<String>,
    pub groups: Vec<GridGroup>,
    pub set: u32,
    pub total: u32,
    /// "12 of 20 set".
    pub progress: String,
    pub copy_all: Copyable,
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
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct GridRow {
    pub name: String,
    /// In the order of `columns`.
    pub levels: Vec<GridLevel>,
    pub ticked: bool,
    pub tick: Intent,
    pub copy: Intent,
    pub why: Option<String>,
    /// "Only if you use invoices", "Since CW v2020.3", "Confirm with SyncSmart".
    pub remarks: Vec<String>,
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
    pub value: Option<Copyable>,
    pub note: Option<String>,
    pub source: Option<String>,
    pub ticked: bool,
    pub tick: Intent,
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
    pub notes: Vec<Note>,
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
    pub gates: Vec<CheckLine>,
    pub rows: Vec<CheckLine>,
    pub wider: Option<WiderPart>,
    pub run: Option<Button>,
    pub cancel: Option<Button>,
    /// "Still working: ConnectWise is slow today."
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
    /// "support", "administrator".
    pub id: String,
    pub title: String,
    pub text: String,
    pub copy: Button,
    pub save: Button,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub enum VerdictMark {
    Passed,
    /// More than needed.
    Wider,
    Failed,
    Unproven,
    Waiting,
    Running,
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

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct SavePage {
    /// What will be, or has been, stored: labels and masked values.
    pub contents: Vec<Fact>,
    /// Where: keychain's name, service, account.
    pub place: Vec<Fact>,
    /// "Saved, read back and compared."
    pub saved: Option<String>,
    pub unchecked: Option<Note>,
    pub notes: Vec<Note>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct HandOverPage {
    /// Where in the vendor's product; empty if the guide does not say.
    pub steps: Vec<Instruction>,
    pub fields: Vec<PasteField>,
    pub pasted: String,
    /// What to press at the end, in order.
    pub press: Vec<String>,
    /// What success looks like there.
    pub success: Option<String>,
    pub notes: Vec<Note>,
    /// The vendor's own words for what can go wrong.
    pub causes: Vec<Fact>,
    /// What the vendor's support asks for.
    pub support: Vec<Note>,
    pub unchecked: Option<Note>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct PasteField {
    pub value: Copyable,
    pub note: Option<String>,
    /// Instead of a value: why there is none to paste.
    pub unavailable: Option<String>,
    pub ticked: bool,
    pub tick: Intent,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct DonePage {
    pub made: Vec<Fact>,
    pub kept: Vec<Fact>,
    pub come_back: Vec<Note>,
    pub record: Copyable,
    pub unchecked: Option<Note>,
    pub again: Button,
}
