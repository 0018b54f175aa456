//! Activities and opportunities.

use serde_json::{Value, json};

use super::{Scene, companies, info, named, turn};

const ACTIVITIES: &[&str] = &["Quarterly review", "Call about renewal", "Send offer", "Visit"];
const OPPORTUNITIES: &[&str] =
    &["Firewall renewal", "New laptops", "Move to the cloud", "Backup for the branch"];

pub(super) fn activities(scene: &Scene<'_>) -> Vec<Value> {
    let activity = |index| {
        json!({
            "id": 5_200 + index,
            "name": turn(ACTIVITIES, index),
            "type": named(1, "Call"),
            "company": companies::reference(scene, index),
            "contact": companies::contact_reference(scene, index),
            "status": named(1, "Open"),
            "dateStart": "2025-06-02T14:00:00Z",
            "dateEnd": "2025-06-02T14:30:00Z",
            "notifyFlag": false,
            "_info": info(),
        })
    };
    (0..scene.data().activities).map(activity).collect()
}

pub(super) fn opportunities(scene: &Scene<'_>) -> Vec<Value> {
    let opportunity = |index| {
        json!({
            "id": 1_900 + index,
            "name": turn(OPPORTUNITIES, index),
            "expectedCloseDate": "2025-09-30T00:00:00Z",
            "type": named(1, "New business"),
            "stage": named(1, "Prospect"),
            "status": named(1, "Open"),
            "probability": named(2, "50"),
            "company": companies::reference(scene, index),
            "contact": companies::contact_reference(scene, index),
            "site": named(1_500, "Main"),
            "locationId": 11,
            "businessUnitId": 10,
            "totalSalesTax": 0.0,
            "_info": info(),
        })
    };
    (0..scene.data().opportunities).map(opportunity).collect()
}
