//! The lines of a check and their verdicts, in words.

use checkup::{Line, VerdictMark};

pub fn title(line: &Line) -> String {
    match line {
        Line::Network => "Network".into(),
        Line::Site => "Site address".into(),
        Line::Certificate => "Certificate".into(),
        Line::Company => "Company ID".into(),
        Line::ClientId => "Client ID".into(),
        Line::Keys => "Key pair".into(),
        Line::Member => "API member".into(),
        Line::Companies => "Sees companies".into(),
        Line::Row(row) => format!("{} > {}", row.module(), row.name()),
        Line::Table(table) => format!("Table Setup: {table}"),
        Line::Wider => "The whole role".into(),
    }
}

/// A gate passes or fails; what the role allows matches or is missing.
pub fn verdict(line: &Line, verdict: VerdictMark) -> &'static str {
    word(verdict, line.is_gate())
}

pub fn word(verdict: VerdictMark, gate: bool) -> &'static str {
    match verdict {
        VerdictMark::Passed if gate => "Passed",
        VerdictMark::Passed => "Matches",
        VerdictMark::Wider => "More than needed",
        VerdictMark::Failed if gate => "Failed",
        VerdictMark::Failed => "Missing",
        VerdictMark::Unproven => "Not checked",
        VerdictMark::Waiting => "Waiting",
        VerdictMark::Running => "Checking",
    }
}
