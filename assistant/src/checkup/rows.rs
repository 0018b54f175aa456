//! The permission lines: by the member's own levels where ConnectWise tells them, else by
//! its role's settings, else by read-only probes.

use futures_util::future::{FutureExt, Shared};
use futures_util::{StreamExt, stream};
use std::future::Future;
use std::sync::Arc;

use super::asking::Asking;
use super::audit::{AllowedTables, Audit, Cells};
use super::gates::Who;
use super::lines::{Finding, Line, Reason};
use super::{AT_ONCE, excess};
use crate::connectwise::cause::Cause;
use crate::connectwise::grid::{Level, RowId};
use crate::connectwise::probes;

/// What ConnectWise tells of the member's own levels, where it does.
pub(super) struct Told {
    audit: Option<Audit>,
    allowed: Option<AllowedTables>,
}

pub(super) async fn ask_levels(asking: &Asking<'_>) -> Told {
    let need = &asking.checkup.need;
    let rows = need.rows.iter().map(|(row, _)| Line::Row(*row));
    let tables = need.tables.iter().cloned().map(Line::Table);
    for line in rows.chain(tables).chain([Line::Wider]) {
        asking.tell(Finding::running(line));
    }
    let (audit, allowed) = futures_util::join!(
        async {
            let reply = asking.ask(&Line::Wider, probes::MY_SECURITY).await.ok()?;
            if reply.status == 200 { Audit::read(&reply.body) } else { None }
        },
        allowed_tables(asking),
    );
    Told { audit, allowed }
}

/// What is asked about a table alone: levels say nothing about it.
pub(super) async fn ask_tables(asking: &Asking<'_>) -> Told {
    Told { audit: None, allowed: allowed_tables(asking).await }
}

async fn allowed_tables(asking: &Asking<'_>) -> Option<AllowedTables> {
    let first = Line::Table(asking.checkup.need.tables.first()?.clone());
    let reply = asking.ask(&first, probes::MY_TABLES).await.ok()?;
    if reply.status == 200 { AllowedTables::read(&reply.body) } else { None }
}

/// The settings of the member's role, where it may read them: most roles may not.
async fn role_settings(asking: &Asking<'_>, who: Option<&Who>) -> Option<Audit> {
    let role = who?.role_id?;
    let reply = asking.ask(&Line::Wider, &probes::of_role(role)).await.ok()?;
    if reply.status == 200 { Audit::read(&reply.body) } else { None }
}

/// The line about the whole role, alone.
pub(super) async fn wider(asking: &Asking<'_>, who: Option<&Who>, told: &Told) -> Finding {
    let role = match told.audit {
        Some(_) => None,
        None => role_settings(asking, who).await,
    };
    let audit = told.audit.as_ref().or(role.as_ref());
    excess::finding(&asking.checkup.need, audit, told.allowed.as_ref(), who)
}

/// A verdict for each line: by the levels that were told, else by a probe. The role's
/// settings are asked for beside the probes, so that they cost no time where they are closed.
pub(super) async fn settle(
    asking: &Asking<'_>,
    company: Option<u64>,
    who: Option<&Who>,
    told: &Told,
) {
    let need = &asking.checkup.need;
    let mut probed: Vec<Probe> = Vec::new();
    for (row, needs) in &need.rows {
        match told.audit.as_ref().and_then(|audit| audit.verdict(*row, *needs)) {
            Some(finding) => asking.tell(finding),
            None => probed.push(Probe::Row(*row, *needs)),
        }
    }
    for table in &need.tables {
        match told.allowed.as_ref().and_then(|allowed| allowed.verdict(table)) {
            Some(finding) => asking.tell(finding),
            None => probed.push(Probe::Table(table.clone())),
        }
    }
    let rows_are_left = probed.iter().any(|probe| matches!(probe, Probe::Row(..)));
    let own_is_enough = told.audit.is_some() && !rows_are_left;
    let settings =
        async { if own_is_enough { None } else { role_settings(asking, who).await.map(Arc::new) } }
            .shared();
    // Keys that were refused anywhere are asked with one by one: each refusal counts. The
    // role's settings are asked for beside them.
    let at_once = if asking.met_refusal() { 1 } else { AT_ONCE - 1 };
    let probes =
        probed.into_iter().map(|probe| probe.settle(asking, company, who, told, settings.clone()));
    let probing = async {
        let mut findings = stream::iter(probes).buffer_unordered(at_once);
        while let Some(finding) = findings.next().await {
            asking.tell(finding);
        }
    };
    let ((), settings) = futures_util::join!(probing, settings.clone());
    let audit = told.audit.as_ref().or(settings.as_deref());
    asking.tell(excess::finding(need, audit, told.allowed.as_ref(), who));
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

impl Probe {
    /// A refusal settles it; else the role's settings do, where they were told.
    async fn settle(
        self,
        asking: &Asking<'_>,
        company: Option<u64>,
        who: Option<&Who>,
        told: &Told,
        settings: Shared<impl Future<Output = Option<Arc<Audit>>>>,
    ) -> Finding {
        let finding = self.ask(asking, company, who).await;
        let Self::Row(row, needs) = self else { return finding };
        if finding.verdict == super::Verdict::Failed {
            return finding;
        }
        let own = told.audit.as_ref().and_then(|audit| audit.cells(row, needs));
        let settings = settings.await;
        match settings.as_ref().and_then(|audit| audit.verdict(row, needs)) {
            // Two accounts of one row that differ prove nothing.
            Some(settled) if own.is_none_or(|own| agree(&own, settled.cells.as_ref())) => settled,
            // What little was told of the row is worth seeing.
            _ => Finding {
                cells: own.filter(|cells| cells.iter().any(|cell| cell.has.is_some())),
                ..finding
            },
        }
    }

    async fn ask(&self, asking: &Asking<'_>, company: Option<u64>, who: Option<&Who>) -> Finding {
        let (line, path, needs_inquire) = match self {
            Self::Row(row, needs) => {
                (Line::Row(*row), probes::of_row(*row, company), needs[3] != Level::None)
            }
            Self::Table(table) => (Line::Table(table.clone()), probes::of_table(table), true),
        };
        let Some(path) = path else {
            let evidence = "There is no question that would show it";
            return Finding::unproven(line, evidence, Reason::Unclear);
        };
        let reply = match asking.ask(&line, &path).await {
            Ok(reply) => reply,
            Err(cause) => {
                let evidence = match cause {
                    Cause::AskedEnough { .. } => "Keywright had asked enough questions",
                    _ => "No answer to this question",
                };
                return Finding::unproven(line, evidence, Reason::Cause(cause));
            }
        };
        // Only a list or a record is an answer; the sign-in site says 200 too.
        let answer: Option<serde_json::Value> = serde_json::from_slice(&reply.body).ok();
        match (reply.status, reply.cause(), answer) {
            (200, _, Some(answer)) => match self {
                Self::Row(..) if answer.as_array().is_some_and(Vec::is_empty) => Finding::unproven(
                    line,
                    "ConnectWise lets it be read, but the list is empty",
                    Reason::EmptyList(who.cloned()),
                ),
                Self::Row(..) => Finding::unproven(
                    line,
                    "ConnectWise lets it be read; My or All, Add, Edit and Delete cannot be seen",
                    Reason::Unclear,
                ),
                Self::Table(_) => Finding::unproven(
                    line,
                    "Readable, but that needs no permission",
                    Reason::Unclear,
                ),
            },
            (403, cause @ Cause::PermissionMissing, _) if needs_inquire => {
                Finding::failed(line, "ConnectWise refuses to show it", Reason::Cause(cause))
            }
            (_, cause, _) => {
                Finding::unproven(line, "The answer does not settle it", Reason::Cause(cause))
            }
        }
    }
}
