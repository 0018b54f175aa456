//! The nouns of a check: its lines, and what a finding says about one.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use connectwise::cause::Cause;
use connectwise::grid::{self, Level, MEMBER_MAINTENANCE, PASSWORDS, RowId, SECURITY};
use connectwise::reply::Shape;

/// One named test. On disk it is its [`id`](Line::id).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Line {
    Network,
    Site,
    Certificate,
    Company,
    ClientId,
    Keys,
    Member,
    Companies,
    Row(RowId),
    Table(String),
    /// Whether the role allows more than the integration needs.
    Wider,
}

impl Line {
    /// One level of the role, or one allowed table.
    pub fn is_permission(&self) -> bool {
        matches!(self, Self::Row(_) | Self::Table(_))
    }

    pub fn is_gate(&self) -> bool {
        !self.is_permission() && *self != Self::Wider
    }

    /// Its name in Intents and tests: "keys", "row:Companies/Contacts".
    pub fn id(&self) -> String {
        match self {
            Self::Network => "network".into(),
            Self::Site => "site".into(),
            Self::Certificate => "certificate".into(),
            Self::Company => "company".into(),
            Self::ClientId => "client-id".into(),
            Self::Keys => "keys".into(),
            Self::Member => "member".into(),
            Self::Companies => "companies".into(),
            Self::Row(row) => format!("row:{}/{}", row.module(), row.name()),
            Self::Table(table) => format!("table:{table}"),
            Self::Wider => "wider".into(),
        }
    }

    /// None for an id of nothing, such as a row of another ConnectWise.
    pub fn parse(id: &str) -> Option<Self> {
        let gates = [
            Self::Network,
            Self::Site,
            Self::Certificate,
            Self::Company,
            Self::ClientId,
            Self::Keys,
            Self::Member,
            Self::Companies,
            Self::Wider,
        ];
        if let Some(table) = id.strip_prefix("table:") {
            return Some(Self::Table(table.to_owned()));
        }
        if let Some((module, row)) = id.strip_prefix("row:").and_then(|row| row.split_once('/')) {
            return grid::find(module, row).map(Self::Row);
        }
        gates.into_iter().find(|line| line.id() == id)
    }
}

impl From<Line> for String {
    fn from(line: Line) -> Self {
        line.id()
    }
}

impl TryFrom<String> for Line {
    type Error = String;

    fn try_from(id: String) -> Result<Self, Self::Error> {
        Self::parse(&id).ok_or_else(|| format!("no line is called {id}"))
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A gate that is open; a permission that matches, each level seen.
    Passed,
    /// More than needed: enough, and wider.
    Wider,
    /// A gate that is closed; a permission that is missing.
    Failed,
    /// Nothing was seen that proves or disproves it.
    Unproven,
    /// An earlier line has to pass first.
    Waiting(Line),
    Running,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
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

impl From<&Verdict> for VerdictMark {
    fn from(verdict: &Verdict) -> Self {
        match verdict {
            Verdict::Passed => VerdictMark::Passed,
            Verdict::Wider => VerdictMark::Wider,
            Verdict::Failed => VerdictMark::Failed,
            Verdict::Unproven => VerdictMark::Unproven,
            Verdict::Waiting(_) => VerdictMark::Waiting,
            Verdict::Running => VerdictMark::Running,
        }
    }
}

/// What a check showed about one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub line: Line,
    pub verdict: Verdict,
    /// What was seen, in a few words.
    pub evidence: String,
    pub reason: Option<Reason>,
    /// A row's four levels, where ConnectWise told any of them.
    pub cells: Option<Cells>,
    /// What the answer looked like that it rests on.
    pub seen: Option<Shape>,
    /// Whose keys they are, on the line that asks for that.
    pub who: Option<Box<Who>>,
}

/// Why a line failed or is not proven.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    Cause(Cause),
    /// The finding's cells: levels below, or above, what the integration needs.
    Levels,
    TableNotAllowed,
    /// What the role allows beyond what the integration needs.
    Excess(Excess),
    /// It may be read, and holds nothing.
    EmptyList(Option<Who>),
    MemberInactive,
    /// The check was stopped before this was asked.
    NotAsked,
    /// The keys are a person's own, not an API member's.
    PersonsKeys,
    /// The server's answers to two questions contradict each other, or it answered oddly.
    Unclear,
}

impl Finding {
    fn new(line: Line, verdict: Verdict, evidence: impl Into<String>) -> Self {
        let evidence = evidence.into();
        Self { line, verdict, evidence, reason: None, cells: None, seen: None, who: None }
    }

    pub fn running(line: Line) -> Self {
        Self::new(line, Verdict::Running, "")
    }

    pub fn waiting(line: Line, on: Line) -> Self {
        Self::new(line, Verdict::Waiting(on), "")
    }

    pub fn passed(line: Line, evidence: impl Into<String>) -> Self {
        Self::new(line, Verdict::Passed, evidence)
    }

    pub fn wider(line: Line, evidence: impl Into<String>, reason: Reason) -> Self {
        Self { reason: Some(reason), ..Self::new(line, Verdict::Wider, evidence) }
    }

    pub fn failed(line: Line, evidence: impl Into<String>, reason: Reason) -> Self {
        Self { reason: Some(reason), ..Self::new(line, Verdict::Failed, evidence) }
    }

    pub fn unproven(line: Line, evidence: impl Into<String>, reason: Reason) -> Self {
        Self { reason: Some(reason), ..Self::new(line, Verdict::Unproven, evidence) }
    }

    /// Nothing proved or disproved it, and it is worth telling. A certificate proves itself.
    pub fn is_open_question(&self) -> bool {
        self.verdict == Verdict::Unproven && self.line != Line::Certificate
    }

    pub fn failed_line(&self) -> Option<Line> {
        (self.verdict == Verdict::Failed).then(|| self.line.clone())
    }

    /// Failed because ConnectWise refused this line's question.
    pub(super) fn is_refused(&self) -> bool {
        self.verdict == Verdict::Failed
            && self.reason == Some(Reason::Cause(Cause::PermissionMissing))
    }

    /// The same when nothing was answered otherwise: then it says nothing of this line.
    pub(super) fn refused_alike(self) -> Self {
        let evidence = "ConnectWise refused every question alike";
        let reason = Reason::Cause(Cause::RefusedAlike);
        Self { seen: self.seen, ..Self::unproven(self.line, evidence, reason) }
    }
}

/// One cell of the Security Role grid: what was told, if it was, and what is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    pub has: Option<Level>,
    pub needs: Level,
}

/// A row's four cells, in the order of [`COLUMNS`].
pub type Cells = [Cell; 4];

impl Cell {
    pub fn is_short(&self) -> bool {
        self.has.is_some_and(|has| has < self.needs)
    }

    pub fn is_wider(&self) -> bool {
        self.has.is_some_and(|has| has > self.needs)
    }
}

/// Everything beyond what is needed.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Excess {
    /// Worst first.
    pub rows: Vec<Extra>,
    /// Tables of Table Setup that are allowed and not needed.
    pub tables: Vec<String>,
    pub admin: Option<Admin>,
}

/// A role that is open altogether, told in one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admin {
    /// Each of so many rows is All, four times.
    AllOpen { rows: usize },
    /// ConnectWise marks the member as an administrator.
    Marked,
}

/// A row with at least one level above what is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extra {
    pub module: String,
    pub row: String,
    pub cells: Cells,
    pub risk: Risk,
}

/// What the widest level of an [`Extra`] opens. Worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Risk {
    ChangesRoles,
    ChangesMembers,
    ReadsRoles,
    ReadsMembers,
    ReadsPasswords,
    Deletes,
    Changes,
    Reads,
}

impl Risk {
    pub(super) fn of(row: Option<RowId>, cells: &Cells) -> Self {
        let [add, edit, delete, _] = cells.map(|cell| cell.is_wider());
        let changes = add || edit || delete;
        let is = |(module, name)| row.is_some_and(|r| (r.module(), r.name()) == (module, name));
        if is(SECURITY) {
            if changes { Self::ChangesRoles } else { Self::ReadsRoles }
        } else if is(MEMBER_MAINTENANCE) {
            if changes { Self::ChangesMembers } else { Self::ReadsMembers }
        } else if is(PASSWORDS) {
            Self::ReadsPasswords
        } else if delete {
            Self::Deletes
        } else if changes {
            Self::Changes
        } else {
            Self::Reads
        }
    }

    /// To be looked at before the others.
    pub fn is_grave(self) -> bool {
        self <= Self::Deletes
    }
}

/// The member the keys belong to, by its own account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    pub identifier: String,
    pub role: Option<String>,
    pub(super) role_id: Option<u64>,
    /// Its Level, such as "Corporate (Level 1)".
    pub level: Option<String>,
    pub location: Option<String>,
    /// Sees its own location or department alone.
    pub restricted_to_location: bool,
    pub restricted_to_department: bool,
    pub hidden_boards: usize,
    /// ConnectWise marks it as an administrator.
    pub admin: bool,
    /// A person's own login: its licence is not an API member's.
    pub(super) is_person: bool,
    pub(super) inactive: bool,
}
