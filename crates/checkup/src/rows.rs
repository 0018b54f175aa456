//! The permission lines: by the member's own levels where ConnectWise tells them, else by
//! its role's settings, else by read-only probes.

use futures_util::future::{FutureExt, Shared};
use futures_util::{StreamExt, stream};
use std::future::Future;
use std::sync::Arc;

use serde_json::Value;

use super::asking::{Asking, Pages};
use super::audit::{AllowedTables, Audit};
use super::excess;
use super::finding::{Cells, Finding, Line, Reason, Who};
use super::gates::Sight;
use super::need::AT_ONCE;
use connectwise::cause::Cause;
use connectwise::grid::{Level, RowId, find};
use connectwise::probes;
use connectwise::reply::Shape;

/// What ConnectWise tells of the member's own levels, where it does.
pub(super) struct Told {
    audit: Option<Audit>,
    allowed: Option<AllowedTables>,
    /// What the answer about the levels, and the one about the tables, looked like.
    seen: [Option<Shape>; 2],
}

pub(super) async fn ask_levels(asking: &Asking<'_>) -> (Option<Pages>, Option<Pages>) {
    let need = &asking.checkup.need;
    let rows = need.rows.iter().map(|(row, _)| Line::Row(*row));
    let tables = need.tables.iter().cloned().map(Line::Table);
    for line in rows.chain(tables).chain([Line::Wider]) {
        asking.tell(Finding::running(line));
    }
    futures_util::join!(asking.list(&Line::Wider, probes::MY_SECURITY), allowed_tables(asking))
}

/// What is asked about a table alone: levels say nothing about it.
pub(super) async fn ask_tables(asking: &Asking<'_>) -> Told {
    Told::read((None, allowed_tables(asking).await), None)
}

async fn allowed_tables(asking: &Asking<'_>) -> Option<Pages> {
    let first = Line::Table(asking.checkup.need.tables.first()?.clone());
    asking.list(&first, probes::MY_TABLES).await
}

impl Told {
    /// Levels that are somebody else's are nobody's here.
    pub fn read((levels, tables): (Option<Pages>, Option<Pages>), who: Option<&Who>) -> Self {
        let member = who.map(|who| who.identifier.as_str());
        let audit = levels.as_ref().and_then(|pages| Audit::read(pages, member));
        let names = audit.as_ref().map(Audit::name_fields);
        Self {
            seen: [
                levels.as_ref().and_then(Pages::shape).map(|shape| Shape { names, ..shape }),
                tables.as_ref().and_then(Pages::shape),
            ],
            allowed: tables.as_ref().and_then(AllowedTables::read),
            audit,
        }
    }

    /// Whether these are the member's own levels.
    pub fn is_own(&self) -> bool {
        self.audit.is_some()
    }

    /// What the gate about companies saw, against what the member's own levels tell of them.
    fn contradicts(&self, sight: Sight) -> Option<&'static str> {
        contradicts(self.audit.as_ref(), sight)
    }
}

/// What the gate about companies saw, against what was told of them.
fn contradicts(audit: Option<&Audit>, sight: Sight) -> Option<&'static str> {
    let row = companies_row()?;
    let told = audit?.rows().find(|(told, _)| *told == row)?.1[INQUIRE]?;
    match (sight, told) {
        (Sight::Sees(_) | Sight::Empty, Level::None) => {
            Some("Companies may be read, though the Inquire Level told is None")
        }
        (Sight::Refused, Level::My | Level::All) => {
            Some("Companies are refused, though the Inquire Level told is not None")
        }
        _ => None,
    }
}

/// What a row's own question showed, against the Inquire Level that was told.
fn contradicted(saw: Saw, told: Option<Level>) -> Option<&'static str> {
    match (saw, told?) {
        (Saw::Readable, Level::None) => {
            Some("It may be read, though the Inquire Level told is None")
        }
        (Saw::Refused, Level::My | Level::All) => {
            Some("ConnectWise refuses to show it, though the Inquire Level told is not None")
        }
        _ => None,
    }
}

const INQUIRE: usize = 3;

fn companies_row() -> Option<RowId> {
    find("Companies", "Company Maintenance")
}

/// The settings of the member's role, where it may read them: most roles may not.
async fn role_settings(asking: &Asking<'_>, who: Option<&Who>) -> Option<Audit> {
    let role = who?.role_id?;
    Audit::read(&asking.list(&Line::Wider, &probes::of_role(role)).await?, None)
}

/// The line about the whole role, alone.
pub(super) async fn wider(
    asking: &Asking<'_>,
    sight: Sight,
    who: Option<&Who>,
    told: &Told,
) -> Finding {
    let role = match told.audit {
        Some(_) => None,
        None => role_settings(asking, who).await,
    };
    whole(asking, sight, who, told, role.as_ref(), false)
}

fn whole(
    asking: &Asking<'_>,
    sight: Sight,
    who: Option<&Who>,
    told: &Told,
    role: Option<&Audit>,
    rows_contradict: bool,
) -> Finding {
    let audit = told.audit.as_ref().or(role);
    let contradiction = contradicts(audit, sight)
        .or(rows_contradict.then_some("What was told and what may be read do not fit together"));
    let finding = match contradiction {
        Some(evidence) => Finding::unproven(Line::Wider, evidence, Reason::Unclear),
        None => excess::finding(&asking.checkup.need, audit, told.allowed.as_ref(), who),
    };
    Finding { seen: told.seen[0], ..finding }
}

/// A verdict for each line: by the levels that were told, else by a probe. The role's
/// settings are asked for beside the probes, so that they cost no time where they are closed.
pub(super) async fn settle(asking: &Asking<'_>, sight: Sight, who: Option<&Who>, told: &Told) {
    let need = &asking.checkup.need;
    let mut probed: Vec<Probe> = Vec::new();
    for (row, needs) in &need.rows {
        if let Some(evidence) = told.contradicts(sight).filter(|_| Some(*row) == companies_row()) {
            let finding = Finding::unproven(Line::Row(*row), evidence, Reason::Unclear);
            asking.tell(Finding { seen: told.seen[0], ..finding });
            continue;
        }
        match told.audit.as_ref().and_then(|audit| audit.verdict(*row, *needs)) {
            Some(finding) => asking.tell(Finding { seen: told.seen[0], ..finding }),
            None => probed.push(Probe::Row(*row, *needs)),
        }
    }
    for table in &need.tables {
        match told.allowed.as_ref().and_then(|allowed| allowed.verdict(table, &need.tables)) {
            Some(finding) => asking.tell(Finding { seen: told.seen[1], ..finding }),
            None => probed.push(Probe::Table(table.clone())),
        }
    }
    let rows_are_left = probed.iter().any(|probe| matches!(probe, Probe::Row(..)));
    let own_is_enough = told.audit.is_some() && !rows_are_left;
    let settings =
        async { if own_is_enough { None } else { role_settings(asking, who).await.map(Arc::new) } }
            .shared();
    let company = sight.company();
    let probes =
        probed.into_iter().map(|probe| probe.settle(asking, company, who, told, settings.clone()));
    let refused = async {
        let mut findings = stream::iter(probes).buffer_unordered(AT_ONCE);
        let (mut refused, mut contradict) = (Vec::new(), false);
        while let Some((finding, contradicts)) = findings.next().await {
            contradict |= contradicts;
            if finding.is_refused() && !asking.was_answered() {
                refused.push(finding);
            } else {
                asking.tell(finding);
            }
        }
        (refused, contradict)
    };
    let ((refused, contradict), settings) = futures_util::join!(refused, settings.clone());
    for finding in refused {
        asking.tell(if asking.was_answered() { finding } else { finding.refused_alike() });
    }
    asking.tell(whole(asking, sight, who, told, settings.as_deref(), contradict));
}

/// Whether no level was told twice and differently.
fn agree(own: &Cells, role: Option<&Cells>) -> bool {
    role.is_some_and(|role| {
        own.iter().zip(role).all(|(own, role)| match (own.has, role.has) {
            (Some(own), Some(role)) => own == role,
            _ => true,
        })
    })
}

enum Probe {
    Row(RowId, [Level; 4]),
    Table(String),
}

/// An entry of a list has a number or a name, as in every list of ConnectWise's.
fn is_record(entry: &Value) -> bool {
    entry["id"].is_u64() || entry["name"].is_string()
}

/// What came of a row's own question.
#[derive(Clone, Copy)]
enum Saw {
    Readable,
    Refused,
    Unclear,
}

impl Probe {
    /// A refusal settles it; else the role's settings do, where they were told. Not where the
    /// levels told say otherwise: whether they do is said beside it.
    async fn settle(
        self,
        asking: &Asking<'_>,
        company: Option<u64>,
        who: Option<&Who>,
        told: &Told,
        settings: Shared<impl Future<Output = Option<Arc<Audit>>>>,
    ) -> (Finding, bool) {
        let (finding, saw) = self.ask(asking, company, who).await;
        let Self::Row(row, needs) = self else { return (finding, false) };
        let own = told.audit.as_ref().and_then(|audit| audit.cells(row, needs));
        let settings = settings.await;
        let of_role = settings.as_ref().and_then(|audit| audit.cells(row, needs));
        let told = [own, of_role].into_iter().flatten().map(|cells| cells[INQUIRE].has);
        if let Some(evidence) = told.filter_map(|has| contradicted(saw, has)).next() {
            let unproven = Finding::unproven(finding.line, evidence, Reason::Unclear);
            return (Finding { seen: finding.seen, cells: own.or(of_role), ..unproven }, true);
        }
        if finding.verdict == super::Verdict::Failed {
            return (finding, false);
        }
        let finding = match settings.as_ref().and_then(|audit| audit.verdict(row, needs)) {
            // Two accounts of one row that differ prove nothing.
            Some(settled) if own.is_none_or(|own| agree(&own, settled.cells.as_ref())) => settled,
            // What little was told of the row is worth seeing.
            _ => Finding {
                cells: own.filter(|cells| cells.iter().any(|cell| cell.has.is_some())),
                ..finding
            },
        };
        (finding, false)
    }

    async fn ask(
        &self,
        asking: &Asking<'_>,
        company: Option<u64>,
        who: Option<&Who>,
    ) -> (Finding, Saw) {
        let (line, path, needs_inquire) = match self {
            Self::Row(row, needs) => {
                (Line::Row(*row), probes::of_row(*row, company), needs[INQUIRE] != Level::None)
            }
            Self::Table(table) => (Line::Table(table.clone()), probes::of_table(table), true),
        };
        let Some(path) = path else {
            let evidence = "There is no question that would show it";
            return (Finding::unproven(line, evidence, Reason::Unclear), Saw::Unclear);
        };
        let reply = match asking.ask(&line, &path).await {
            Ok(reply) => reply,
            Err(cause) => {
                let evidence = match cause {
                    Cause::AskedEnough { .. } => "Keywright had asked enough questions",
                    _ => "No answer to this question",
                };
                return (Finding::unproven(line, evidence, Reason::Cause(cause)), Saw::Unclear);
            }
        };
        let (finding, saw) = match (reply.data::<Value>(), reply.cause()) {
            (Some(Value::Array(list)), _) if list.iter().all(is_record) => {
                (self.shown(line, list.is_empty(), who), Saw::Readable)
            }
            // One record: it has a number, as every record of ConnectWise's.
            (Some(record), _) if record["id"].is_u64() => {
                (self.shown(line, false, who), Saw::Readable)
            }
            (None, cause @ Cause::PermissionMissing) if needs_inquire => (
                Finding::failed(line, "ConnectWise refuses to show it", Reason::Cause(cause)),
                Saw::Refused,
            ),
            (_, cause) => (
                Finding::unproven(line, "The answer does not settle it", Reason::Cause(cause)),
                Saw::Unclear,
            ),
        };
        (Finding { seen: Some(reply.shape()), ..finding }, saw)
    }

    /// What it proves that a list or record was shown.
    fn shown(&self, line: Line, empty: bool, who: Option<&Who>) -> Finding {
        match self {
            Self::Row(..) if empty => Finding::unproven(
                line,
                "ConnectWise lets it be read, but the list is empty",
                Reason::EmptyList(who.cloned()),
            ),
            Self::Row(..) => Finding::unproven(
                line,
                "ConnectWise lets it be read; My or All, Add, Edit and Delete cannot be seen",
                Reason::Unclear,
            ),
            Self::Table(_) => {
                Finding::unproven(line, "Readable, but that needs no permission", Reason::Unclear)
            }
        }
    }
}
