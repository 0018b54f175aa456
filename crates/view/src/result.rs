//! The outcome of a check as text for somebody else: the vendor's support, or whoever
//! administers ConnectWise. Made of findings alone, so no secret can be in it.

use super::excess::excess_lines;
use super::files::file_name;
use super::lines;
use super::parts::{button, by_hand, no_formula};
use super::told;
use super::types::ResultPart;
use crate::problem;
use checkup::{Cells, Finding, Line, Reason, Verdict, VerdictMark};
use connectwise::forms;
use connectwise::grid::{COLUMNS, GRID, TABLE_SETUP};
use integration::Integration;
use setup::called::What;
use setup::{Connection, Intent, Named, Present, Reader, Setup};

/// What can be passed on: nothing before a check has ended.
pub fn parts(setup: &Setup, integration: &Integration) -> Vec<ResultPart> {
    let mut parts = for_readers(setup, integration);
    // Also where nothing is wrong: it tells how ConnectWise answers.
    if !parts.is_empty() {
        parts.push(ResultPart {
            id: What::Details(None).to_string(),
            title: "Technical details".into(),
            text: "What each answer looked like. No keys, names or addresses.".into(),
            copy: button("Copy", Intent::Named(Named::Copy { what: What::Details(None) })),
            save: None,
        });
    }
    parts
}

fn for_readers(setup: &Setup, integration: &Integration) -> Vec<ResultPart> {
    Reader::ALL
        .into_iter()
        .filter(|reader| text(setup, *reader).is_some())
        .map(|reader| {
            let (title, text) = match reader {
                Reader::Support => (
                    format!("For {}'s support", integration.vendor),
                    "Member, role, findings. No keys.",
                ),
                Reader::Administrator => (
                    "For your ConnectWise administrator".to_owned(),
                    "The rows to change, by module.",
                ),
            };
            ResultPart {
                id: reader.text().into(),
                title,
                text: text.into(),
                copy: button("Copy", Intent::Named(Named::Copy { what: What::Result(reader) })),
                save: Some(button("Save as file", Intent::Named(Named::SaveResult { reader }))),
            }
        })
        .collect()
}

/// Name and text of the file.
pub fn file(setup: &Setup, reader: Reader) -> Option<(String, String)> {
    let integration = setup.present()?.integration;
    let about = match reader {
        Reader::Support => "check for support",
        Reader::Administrator => "role changes",
    };
    Some((file_name(integration, about), text(setup, reader)?))
}

/// The text for this reader; none where there is nothing to tell.
pub fn text(setup: &Setup, reader: Reader) -> Option<String> {
    let present = setup.present()?;
    let Present { open, .. } = present;
    let findings = &open.check.findings;
    let settled = |f: &Finding| !matches!(f.verdict, Verdict::Waiting(_) | Verdict::Running);
    if open.check.running || !findings.iter().any(settled) {
        return None;
    }
    match reader {
        Reader::Support => Some(for_support(present)),
        Reader::Administrator => for_administrator(present),
    }
}

fn head(connection: &Connection, integration: &Integration, title: &str) -> Vec<String> {
    let mut lines = vec![format!("{title}: {}", integration.name)];
    if connection.practice {
        lines.push("PRACTICE: made with sample data, not a real connection.".into());
    }
    lines.extend(by_hand(integration));
    if let Some(instance) = &connection.instance {
        let (name, id) = (&instance.company_name, &instance.company_id);
        lines.push(format!("Company: {name} (company ID {id})"));
    }
    lines
}

fn for_support(present: Present) -> String {
    let Present { open, connection, integration } = present;
    let mut lines = head(connection, integration, "ConnectWise PSA check");
    if let Some(instance) = &connection.instance {
        let version = &instance.version;
        lines.push(format!("API address: {} ({version})", instance.api_origin()));
    }
    let findings = &open.check.findings;
    if !findings.iter().any(|f| f.line == Line::Member && f.verdict == Verdict::Passed) {
        // ConnectWise did not tell: what the person set up stands in.
        if let Some(member) = told::member_id(present) {
            lines.push(format!("API member, as set up: {member}"));
        }
        let role = told::role_name(connection, integration);
        lines.push(format!("Security role, as set up: {role}"));
    }
    lines.push(format!("Keywright {}", env!("CARGO_PKG_VERSION")));
    lines.push(String::new());
    for finding in findings.iter().filter(|f| !matches!(f.verdict, Verdict::Waiting(_))) {
        let verdict = lines::verdict(&finding.line, VerdictMark::from(&finding.verdict));
        let evidence = match finding.evidence.as_str() {
            "" => String::new(),
            seen => format!(" - {seen}"),
        };
        lines.push(format!("[{verdict}] {}{evidence}", lines::title(&finding.line)));
        if let Some(problem) = problem::of_finding(finding, connection, integration) {
            lines.push(format!("    {} ({})", problem.title, problem.cause));
            lines.extend(problem.technical.map(|technical| format!("    {technical}")));
        }
    }
    finished(lines)
}

/// What to change in the role, module by module in ConnectWise's order. None where nothing
/// has to be changed.
fn for_administrator(present: Present) -> Option<String> {
    let Present { open, connection, integration } = present;
    let findings = &open.check.findings;
    let role = problem::role_name(connection, integration);
    let mut lines = head(connection, integration, "Changes to the security role");
    lines.push(format!("Where: {} > {role}", forms::SECURITY_ROLES.join(" > ")));
    let before = lines.len();
    for (module, _) in GRID {
        let changes: Vec<String> = findings
            .iter()
            .filter_map(|finding| match finding.line {
                Line::Row(row) if row.module() == *module => Some((row, finding)),
                _ => None,
            })
            .filter(|(_, finding)| finding.verdict == Verdict::Failed)
            .map(|(row, finding)| match &finding.cells {
                Some(cells) => format!("  {}: set {}", row.name(), raised(cells)),
                None => format!("  {}: Inquire Level must not be None", row.name()),
            })
            .collect();
        if !changes.is_empty() {
            lines.extend([String::new(), (*module).to_owned()]);
            lines.extend(changes);
        }
    }
    let tables: Vec<&String> = findings
        .iter()
        .filter_map(|finding| match &finding.line {
            Line::Table(table) if finding.verdict == Verdict::Failed => Some(table),
            _ => None,
        })
        .collect();
    if !tables.is_empty() {
        lines.extend([
            String::new(),
            format!("System > {TABLE_SETUP} > customize: move to the left list"),
        ]);
        lines.extend(tables.into_iter().map(|table| format!("  {table}")));
    }
    lines.extend(excess(findings, integration));
    if lines.len() == before {
        return None;
    }
    let left = findings.iter().filter(|f| f.line.is_permission() && f.verdict == Verdict::Unproven);
    let left: Vec<String> = left.map(|f| format!("  {}", lines::title(&f.line))).collect();
    if !left.is_empty() {
        lines.extend([String::new(), "Not checked, to be compared by eye:".to_owned()]);
        lines.extend(left);
    }
    Some(finished(lines))
}

/// "Edit Level to All and Inquire Level to All".
fn raised(cells: &Cells) -> String {
    let short = COLUMNS.iter().zip(cells).filter(|(_, cell)| cell.is_short());
    let parts: Vec<String> =
        short.map(|(column, cell)| format!("{column} to {}", cell.needs.word())).collect();
    parts.join(", ")
}

fn excess(findings: &[Finding], integration: &Integration) -> Vec<String> {
    let excess = findings.iter().find_map(|finding| match &finding.reason {
        Some(Reason::Excess(excess)) => Some(excess),
        _ => None,
    });
    let Some(excess) = excess else { return Vec::new() };
    let lines = excess_lines(excess, integration).into_iter().map(|line| format!("  {line}"));
    [String::new(), "More than needed, worst first".to_owned()].into_iter().chain(lines).collect()
}

fn finished(mut lines: Vec<String>) -> String {
    lines.push(String::new());
    lines.push("Made with Keywright. It holds no keys.".into());
    no_formula(&lines.join("\n"))
}
