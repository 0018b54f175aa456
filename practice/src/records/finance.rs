//! Agreements and invoices.

use serde_json::{Value, json};

use super::{Scene, companies, department, info, location, named, turn};

const AGREEMENTS: &[&str] =
    &["Managed Services Gold", "Managed Services Silver", "Backup", "Block time 20 hours"];

pub(super) fn agreements(scene: &Scene<'_>) -> Vec<Value> {
    let agreement = |index| {
        json!({
            "id": 320 + index,
            "name": turn(AGREEMENTS, index),
            "type": named(1, "Managed Services"),
            "company": companies::reference(scene, index),
            "contact": companies::contact_reference(scene, index),
            "location": location(),
            "department": department(),
            "startDate": "2024-01-01T00:00:00Z",
            "noEndingDateFlag": true,
            "cancelledFlag": false,
            "billingCycle": named(1, "Monthly"),
            "billAmount": 480.0,
            "taxable": true,
            "invoicingCycle": "CalendarYear",
            "billTime": "NoCharge",
            "billExpenses": "Billable",
            "billProducts": "Billable",
            "agreementStatus": "Active",
            "_info": info(),
        })
    };
    (0..scene.data().agreements).map(agreement).collect()
}

pub(super) fn invoices(scene: &Scene<'_>) -> Vec<Value> {
    let invoice = |index| {
        json!({
            "id": 11_000 + index,
            "invoiceNumber": format!("INV{:06}", index + 1),
            "type": if index % 3 == 0 { "Standard" } else { "Agreement" },
            "status": named(1, "New"),
            "company": companies::reference(scene, index),
            "date": "2025-05-01T00:00:00Z",
            "dueDate": "2025-05-31T00:00:00Z",
            "taxableFlag": true,
            "subtotal": 480.0,
            "salesTax": 33.6,
            "total": 513.6,
            "balance": 513.6,
            "locationId": 11,
            "departmentId": 10,
            "_info": info(),
        })
    };
    (0..scene.data().invoices).map(invoice).collect()
}
