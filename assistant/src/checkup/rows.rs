//! The permission lines: by the member's own levels where ConnectWise tells them, else by
//! read-only probes.

use futures_util::StreamExt;
use futures_util::stream;

use super::audit::{AllowedTables, Audit};
use super::lines::{Finding, Line, Reason};
use super::{AT_ONCE, Checkup};
use crate::connectwise::cause::Cause;
use crate::connectwise::company_info::Instance;
use crate::connectwise::grid::{Level, RowId};
use crate::connectwise::probes;

/// What ConnectWise tells of the member's own levels, where it does.
pub(super) struct Told {
    audit: Option<Audit>,
    allowed: Option<AllowedTables>,
}

pub(super) async fn ask_levels(
    checkup: &Checkup,
    instance: &Instance,
    tell: &(impl Fn(Finding) + Sync),
) -> Told {
    let need = &checkup.need;
    let rows = need.rows.iter().map(|(row, _)| Line::Row(*row));
    for line in rows.chain(need.tables.iter().cloned().map(Line::Table)) {
        tell(Finding::running(line));
    }
    let (audit, allowed) = futures_util::join!(
        async {
            let reply = checkup.ask(instance, probes::MY_SECURITY).await.ok()?;
            if reply.status == 200 { Audit::read(&reply.body) } else { None }
        },
        async {
            if need.tables.is_empty() {
                return None;
            }
            let reply = checkup.ask(instance, probes::MY_TABLES).await.ok()?;
            if reply.status == 200 { AllowedTables::read(&reply.body) } else { None }
        },
    );
    Told { audit, allowed }
}

/// A verdict for each line: by the levels that were told, else by a probe.
pub(super) async fn settle(
    checkup: &Checkup,
    instance: &Instance,
    company: Option<u64>,
    told: &Told,
    tell: &(impl Fn(Finding) + Sync),
) {
    let need = &checkup.need;
    let mut probed: Vec<Probe> = Vec::new();
    for (row, needs) in &need.rows {
        match told.audit.as_ref().and_then(|audit| audit.verdict(*row, *needs)) {
            Some(finding) => tell(finding),
            None => probed.push(Probe::Row(*row, *needs)),
        }
    }
    for table in &need.tables {
        match &told.allowed {
            Some(allowed) => tell(allowed.verdict(table)),
            None => probed.push(Probe::Table(table.clone())),
        }
    }
    stream::iter(probed)
        .map(|probe| async move { probe.ask(checkup, instance, company).await })
        .buffer_unordered(AT_ONCE)
        .for_each(|finding| async { tell(finding) })
        .await;
}

enum Probe {
    Row(RowId, [Level; 4]),
    Table(String),
}

impl Probe {
    async fn ask(&self, checkup: &Checkup, instance: &Instance, company: Option<u64>) -> Finding {
        let (line, path, needs_inquire) = match self {
            Self::Row(row, needs) => {
                (Line::Row(*row), probes::of_row(*row, company), needs[3] != Level::None)
            }
            Self::Table(table) => (Line::Table(table.clone()), probes::of_table(table), true),
        };
        let Some(path) = path else {
            return Finding::unproven(
                line,
                "There is no question that would show it",
                Reason::Unclear,
            );
        };
        let reply = match checkup.ask(instance, &path).await {
            Ok(reply) => reply,
            Err(cause) => {
                return Finding::unproven(line, "No answer to this question", Reason::Cause(cause));
            }
        };
        match (reply.status, reply.cause()) {
            // Only a list or a record is an answer; the sign-in site says 200 too.
            (200, _) if serde_json::from_slice::<serde_json::Value>(&reply.body).is_ok() => {
                match self {
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
                }
            }
            (403, cause @ Cause::PermissionMissing) if needs_inquire => {
                Finding::failed(line, "ConnectWise refuses to show it", Reason::Cause(cause))
            }
            (_, cause) => {
                Finding::unproven(line, "The answer does not settle it", Reason::Cause(cause))
            }
        }
    }
}
