//! What a check needs to be told: whom to ask, and for what.

use connectwise::address::Site;
use connectwise::cause::Cause;
use connectwise::client::{SignIn, Wire};
use connectwise::company_info::Instance;
use connectwise::grid::{self, Level, RowId};
use integration::{Integration, Row};

use super::finding::{Finding, Line};

/// Questions under way at once. Each may be refused, and an account may lock: so no more of
/// them than refusals are risked. "Too many requests" makes all of them wait.
pub const AT_ONCE: usize = 3;

/// Whom a check tells its findings as they come.
pub type Tell<'t> = &'t (dyn Fn(Finding) + Sync);

/// Everything a check needs to ask.
#[derive(Clone, Debug)]
pub struct Checkup {
    pub wire: Wire,
    pub instance: Instance,
    pub who: SignIn,
    pub need: Need,
    pub hints: Hints,
}

/// What is known about the keys besides themselves.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// The company that a key was pasted with, as `company+key`.
    pub key_company: Option<String>,
    /// These keys were tried the other way round in an earlier check, and refused.
    pub swapped_before: bool,
}

pub(super) const KEYS_REFUSED: Cause = Cause::KeysRefused { status: 401, swapped: false };

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
