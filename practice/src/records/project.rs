//! Projects and their tickets.

use serde_json::{Value, json};

use super::{Scene, companies, department, info, location, named, turn};

const PROJECTS: &[&str] = &["Office move", "Mail migration", "New firewall at all branches"];
const TASKS: &[&str] = &["Plan with the customer", "Order", "Install", "Hand over"];

fn reference(scene: &Scene<'_>, index: usize) -> Value {
    let index = index % scene.data().projects.max(1);
    named(210 + index, turn(PROJECTS, index))
}

pub(super) fn projects(scene: &Scene<'_>) -> Vec<Value> {
    let project = |index| {
        json!({
            "id": 210 + index,
            "name": turn(PROJECTS, index),
            "billingMethod": "ActualRates",
            "estimatedStart": "2025-04-01T00:00:00Z",
            "estimatedEnd": "2025-07-31T00:00:00Z",
            "estimatedHours": 60.0,
            "actualHours": 12.5,
            "percentComplete": 0.2,
            "board": named(4, "Projects"),
            "status": named(1, "Open"),
            "type": named(1, "Installation"),
            "company": companies::reference(scene, index),
            "contact": companies::contact_reference(scene, index),
            "location": location(),
            "department": department(),
            "closedFlag": false,
            "_info": info(),
        })
    };
    (0..scene.data().projects).map(project).collect()
}

pub(super) fn tickets(scene: &Scene<'_>) -> Vec<Value> {
    let ticket = |index| {
        json!({
            "id": 61_000 + index,
            "summary": turn(TASKS, index),
            "isIssueFlag": false,
            "board": named(4, "Projects"),
            "status": named(30, "Open"),
            "project": reference(scene, index),
            "phase": named(1, "Preparation"),
            "company": companies::reference(scene, index),
            "priority": { "id": 3, "name": "Priority 3 - Normal", "sort": 3 },
            "closedFlag": false,
            "actualHours": 1.0,
            "billTime": "Billable",
            "location": location(),
            "department": department(),
            "_info": info(),
        })
    };
    (0..scene.data().project_tickets).map(ticket).collect()
}
