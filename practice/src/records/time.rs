//! Time and expense entries.

use serde_json::{Value, json};

use super::{Scene, companies, info, named};

/// Whose entries they are: the member asking.
fn member(scene: &Scene<'_>) -> Value {
    let member = scene.caller.member;
    json!({ "id": member.id, "identifier": member.identifier, "name": member.name })
}

pub(super) fn entries(scene: &Scene<'_>) -> Vec<Value> {
    let entry = |index| {
        json!({
            "id": 33_000 + index,
            "company": companies::reference(scene, index),
            "chargeToId": 50_100 + index,
            "chargeToType": "ServiceTicket",
            "member": member(scene),
            "locationId": 11,
            "businessUnitId": 10,
            "workType": named(1, "Remote"),
            "workRole": named(1, "Engineer"),
            "timeStart": "2025-05-12T09:00:00Z",
            "timeEnd": "2025-05-12T09:30:00Z",
            "actualHours": 0.5,
            "billableOption": "Billable",
            "notes": "Looked into it.",
            "enteredBy": "practice",
            "dateEntered": "2025-05-12T09:31:00Z",
            "status": "Open",
            "_info": info(),
        })
    };
    (0..scene.data().time_entries).map(entry).collect()
}

pub(super) fn expenses(scene: &Scene<'_>) -> Vec<Value> {
    let entry = |index| {
        json!({
            "id": 4_100 + index,
            "company": companies::reference(scene, index),
            "chargeToId": 50_100 + index,
            "chargeToType": "ServiceTicket",
            "type": named(1, "Mileage"),
            "member": member(scene),
            "amount": 18.4,
            "billableOption": "Billable",
            "date": "2025-05-12T00:00:00Z",
            "locationId": 11,
            "businessUnitId": 10,
            "notes": "Drive to the branch and back",
            "status": "Open",
            "_info": info(),
        })
    };
    (0..scene.data().expense_entries).map(entry).collect()
}
