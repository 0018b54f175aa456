//! The lines of a check, in order, and what a finding says about one.

use serde::Serialize;
use ts_rs::TS;

use connectwise::address::Site;
use connectwise::cause::Cause;
use connectwise::grid::{self, Level, RowId};
use connectwise::reply::Shape;
use integration::{Integration, Row};

use super::audit::Cells;
use super::excess::Excess;
use super::gates::Who;

/// One named test.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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

    pub fn title(&self) -> String {
        match self {
            Self::Network => "Network".into(),
            Self::Site => "Site address".into(),
            Self::Certificate => "Certificate".into(),
            Self::Company => "Company ID".into(),
            Self::ClientId => "Client ID".into(),
            Self::Keys => "Key pair".into(),
            Self::Member => "API member".into(),
            Self::Companies => "Sees companies".into(),
            Self::Row(row) => format!("{} > {}", row.module(), row.name()),
            Self::Table(table) => format!("Table Setup: {table}"),
            Self::Wider => "The whole role".into(),
        }
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

impl Verdict {
    /// Of a gate, or of what the role allows.
    pub fn word(&self, gate: bool) -> &'static str {
        match self {
            Self::Passed if gate => "Passed",
            Self::Passed => "Matches",
            Self::Wider => "More than needed",
            Self::Failed if gate => "Failed",
            Self::Failed => "Missing",
            Self::Unproven => "Not checked",
            Self::Waiting(_) => "Waiting",
            Self::Running => "Checking",
        }
    }
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

/// What an integration needs of ConnectWise, reduced to what can be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Need {
    /// Levels in the order of [`grid::COLUMNS`].
    pub rows: Vec<(RowId, [Level; 4])>,
    pub tables: Vec<String>,
    /// May be open as well: the guide lists them for some, and this person uses none of it.
    pub not_used: Vec<(RowId, [Level; 4])>,
}

impl Need {
    /// All that the guide lists.
    pub fn of(integration: &Integration) -> Self {
        Self::used(integration, |_| true)
    }

    /// Without the rows that are for some alone, where this person does not use them.
    pub fn used(integration: &Integration, uses: impl Fn(&Row) -> bool) -> Self {
        let rows = integration.role.rows.iter();
        let (used, not_used): (Vec<&Row>, Vec<&Row>) =
            rows.partition(|row| row.when.is_none() || uses(row));
        let ids = |rows: Vec<&Row>| -> Vec<(RowId, [Level; 4])> {
            let rows = rows.into_iter();
            rows.filter_map(|row| Some((grid::find(&row.module, &row.row)?, row.levels())))
                .collect()
        };
        Self {
            rows: ids(used),
            tables: integration.role.tables.iter().map(|table| table.to_string()).collect(),
            not_used: ids(not_used),
        }
    }

    /// Whether the integration reads companies at all.
    pub fn sees_companies(&self) -> bool {
        let companies = grid::find("Companies", "Company Maintenance");
        self.rows.iter().any(|(row, levels)| Some(*row) == companies && levels[3] != Level::None)
    }

    /// Questions that one check may ask: never more than this for the integrations known,
    /// with room to ask again where ConnectWise was busy.
    pub fn most_questions(&self) -> usize {
        60.max(self.rows.len() + self.tables.len() + 10)
    }

    pub(super) fn only(&self, line: &Line) -> Self {
        Self {
            rows: self.rows.iter().filter(|(row, _)| *line == Line::Row(*row)).copied().collect(),
            tables: self
                .tables
                .iter()
                .filter(|t| matches!(line, Line::Table(name) if name == *t))
                .cloned()
                .collect(),
            not_used: self.not_used.clone(),
        }
    }
}

/// All lines of a check in order, before it ran: the first waits for nothing but a press.
pub fn lines(need: &Need, site: Option<&Site>) -> Vec<Finding> {
    let mut lines = vec![
        Line::Network,
        Line::Site,
        Line::Certificate,
        Line::Company,
        Line::ClientId,
        Line::Keys,
        Line::Member,
    ];
    if need.sees_companies() {
        lines.push(Line::Companies);
    }
    let mut findings: Vec<Finding> = Vec::new();
    for line in lines {
        let before = match line {
            // Asked beside the member.
            Line::Companies => Line::Keys,
            _ => findings.last().map_or(Line::Network, |f| f.line.clone()),
        };
        findings.push(Finding::waiting(line, before));
    }
    let rows = need.rows.iter().map(|(row, _)| Line::Row(*row));
    let tables = need.tables.iter().map(|table| Line::Table(table.clone()));
    let rest = rows.chain(tables).chain([Line::Wider]);
    findings.extend(rest.map(|line| Finding::waiting(line, Line::Keys)));
    if let (Some(first), Some(site)) = (findings.first_mut(), site) {
        first.evidence = format!("Will ask {}", site.authority());
    }
    findings
}
