//! What a line of the check says about the set-up, where it did not simply pass.

use super::answers::{go, of_cause};
use super::noun::Problem;
use crate::lines;
use checkup::{Cells, Finding, Line, Reason, Verdict, Who};
use connectwise::cause::Cause;
use connectwise::forms;
use connectwise::grid::COLUMNS;
use integration::Integration;
use setup::{CheckPress, Connection, Intent, RoleWay, StepId};

/// The problem of a check line, if it has one.
pub fn of_finding(
    finding: &Finding,
    connection: &Connection,
    integration: &Integration,
) -> Option<Problem> {
    if let (Line::Row(_), Verdict::Unproven, Some(Reason::EmptyList(who))) =
        (&finding.line, &finding.verdict, &finding.reason)
    {
        return Some(empty_row(&finding.line, who.as_ref()));
    }
    // Not checked, and there is something to do about it.
    if let (Verdict::Unproven, Some(Reason::Cause(cause))) = (&finding.verdict, &finding.reason)
        && (finding.line == Line::Keys
            || (finding.line == Line::Companies && *cause == Cause::RefusedAlike))
    {
        return Some(or_check_again(of_cause(cause, Some(connection))));
    }
    if finding.verdict != Verdict::Failed {
        return None;
    }
    Some(match (&finding.line, finding.reason.as_ref()?) {
        (Line::Row(row), Reason::Levels) => {
            let place = (row.module(), row.name());
            row_short(place, finding.cells.as_ref()?, connection, integration)
        }
        (Line::Row(row), Reason::Cause(Cause::PermissionMissing)) => Problem {
            title: format!(
                "Signed in, but {} > {} is not open to this API member",
                row.module(),
                row.name()
            ),
            why: "ConnectWise refused to let it be read, so its Inquire Level is None.".into(),
            ..role_problem("permission-missing", connection, integration, row.module(), row.name())
        },
        (Line::Table(table), _) => Problem {
            title: format!("The table {table} is not allowed"),
            why: "Table Setup opens only the tables in the left list of **customize**.".into(),
            todo: vec![format!(
                "In the row **Table Setup** press **customize**. Move **{table}** to the left list, and save."
            )],
            ..role_problem("table-not-allowed", connection, integration, "System", "Table Setup")
        },
        (_, Reason::EmptyList(who)) => {
            let mut todo = possibilities(who.as_ref());
            todo.push("Then check again.".into());
            Problem {
                todo,
                ..Problem::new(
                    "no-companies",
                    "Connected, but no companies are visible",
                    "The keys work. The API member may be kept from seeing companies.",
                )
                .place(forms::API_MEMBERS)
                .mend("Go to API member", go(StepId::Member))
            }
        }
        (Line::Companies, Reason::Cause(Cause::PermissionMissing)) => Problem {
            title: "Companies are not open to this API member".into(),
            why: "ConnectWise refused to let them be read.".into(),
            ..role_problem(
                "permission-missing",
                connection,
                integration,
                "Companies",
                "Company Maintenance",
            )
        },
        (_, Reason::MemberInactive) => Problem::new(
            "member-inactive",
            "The API member is inactive",
            "Its keys may stop working at any time.",
        )
        .todo(&["Open the member in ConnectWise and take the mark **Inactive** off."])
        .place(forms::API_MEMBERS)
        .mend("Go to API member", go(StepId::Member)),
        (_, Reason::PersonsKeys) => Problem::new(
            "persons-keys",
            "These keys belong to a person, not to an API member",
            "ConnectWise gives this member another licence than API members have. The product would act in that person's name, and stop when they leave.",
        )
        .todo(&["Make the key pair on the **API Members** tab, and paste both keys."])
        .place(forms::API_MEMBERS)
        .mend("Go to Key pair", go(StepId::Keys)),
        (_, Reason::Cause(cause)) => or_check_again(of_cause(cause, Some(connection))),
        (_, Reason::Levels | Reason::Excess(_) | Reason::TableNotAllowed)
        | (_, Reason::Unclear | Reason::NotAsked) => {
            Problem::new(
                "unclear",
                format!("{} could not be settled", lines::title(&finding.line)),
                "ConnectWise's answers do not fit together.",
            )
            .mend("Check again", Intent::Check(CheckPress::Check))
        }
    })
}

fn or_check_again(problem: Problem) -> Problem {
    match problem.mend {
        None => problem.mend("Check again", Intent::Check(CheckPress::Check)),
        Some(_) => problem,
    }
}

/// A list that may be read and is empty: what may keep records from being seen.
fn empty_row(line: &Line, who: Option<&Who>) -> Problem {
    let mut todo = possibilities(who);
    todo.push("Or there is nothing of this kind in ConnectWise yet.".into());
    Problem {
        todo,
        ..Problem::new(
            "empty-list",
            format!("{} may be read, but nothing is there to see", lines::title(line)),
            "An empty list does not prove the permission. One of these may be why:",
        )
        .remark()
        .place(forms::API_MEMBERS)
    }
}

/// Why lists may be empty, with the member's own values where ConnectWise tells them.
fn possibilities(who: Option<&Who>) -> Vec<String> {
    let mut list = Vec::new();
    match who.and_then(|who| who.level.as_deref()) {
        Some(level) if level.to_lowercase().starts_with("corporate") => {}
        Some(level) => list.push(format!(
            "**Level** is {level}. Set it to your highest, such as Corporate (Level 1)."
        )),
        None => list.push(
            "Look at **Level**: set it to your highest, such as Corporate (Level 1).".to_owned(),
        ),
    }
    let location = who.and_then(|who| who.location.as_deref());
    match (who, location) {
        (Some(who), _) if who.restricted_to_department => {
            list.push(
                "The member sees its own **Department** alone. Lift that restriction.".into(),
            );
        }
        (Some(who), Some(location)) if who.restricted_to_location => list.push(format!(
            "The member sees its own **Location** alone, {location}. Lift that restriction."
        )),
        (_, Some(location)) => {
            list.push(format!("**Location** is {location}. Does the data belong to another one?"))
        }
        (_, None) => list.push("Look at **Location** and **Department**.".into()),
    }
    match who.map(|who| who.hidden_boards) {
        Some(0) => {}
        Some(1) => list.push("**Restrict Board Access** hides 1 service board.".into()),
        Some(n) => list.push(format!("**Restrict Board Access** hides {n} service boards.")),
        None => list.push("Look at **Restrict Board Access**: it hides boards.".into()),
    }
    list
}

/// The role's name on a person's screen, as far as it is known.
pub fn role_name(connection: &Connection, integration: &Integration) -> String {
    let told = connection.fresh().and_then(|outcome| outcome.role.clone());
    told.unwrap_or_else(|| match connection.role_way {
        RoleWay::New => integration.role.name.text.to_string(),
        RoleWay::Existing | RoleWay::Admin => "your role".into(),
    })
}

fn role_problem(
    cause: &'static str,
    connection: &Connection,
    integration: &Integration,
    module: &str,
    row: &str,
) -> Problem {
    let role = role_name(connection, integration);
    Problem::new(cause, "", "")
        .todo(&["Set it as the security role page shows, save the role, wait a moment, and check again."])
        .place(&[forms::SECURITY_ROLES[0], forms::SECURITY_ROLES[1], &role, module, row])
        .mend("Go to Security role", go(StepId::Role))
}

fn row_short(
    (module, row): (&str, &str),
    cells: &Cells,
    connection: &Connection,
    integration: &Integration,
) -> Problem {
    let short = || COLUMNS.iter().zip(cells).filter(|(_, cell)| cell.is_short());
    let is: Vec<String> = short()
        .filter_map(|(column, cell)| {
            let (has, needs) = (cell.has?.word(), cell.needs.word());
            Some(format!("**{column}** is {has} and has to be **{needs}**"))
        })
        .collect();
    let set: Vec<String> = short()
        .map(|(column, cell)| format!("**{column}** to **{}**", cell.needs.word()))
        .collect();
    Problem {
        title: format!("{module} > {row} is not open enough"),
        why: format!("In the role, {}.", is.join(". ")),
        todo: vec![
            format!("Set {}.", set.join(" and ")),
            "Save the role, wait a moment, and check again.".into(),
        ],
        ..role_problem("role-short", connection, integration, module, row)
    }
}
