//! The product catalog, and products on tickets and agreements.

use serde_json::{Value, json};

use super::{Scene, companies, info, named, turn};

const ITEMS: &[&str] = &[
    "Laptop 14 inch",
    "Firewall, small office",
    "Backup per device",
    "Mailbox protection",
    "Network switch",
];

fn identifier(index: usize) -> String {
    format!("PRAC-{:04}", index + 1)
}

pub(super) fn catalog(scene: &Scene<'_>) -> Vec<Value> {
    let item = |index| {
        json!({
            "id": 2_400 + index,
            "identifier": identifier(index),
            "description": turn(ITEMS, index),
            "customerDescription": turn(ITEMS, index),
            "inactiveFlag": false,
            "subcategory": named(14, "Hardware"),
            "type": named(2, "Products"),
            "productClass": "NonInventory",
            "unitOfMeasure": named(1, "Each"),
            "price": 120.0,
            "cost": 84.5,
            "taxableFlag": true,
            "_info": info(),
        })
    };
    (0..scene.data().catalog_items).map(item).collect()
}

pub(super) fn products(scene: &Scene<'_>) -> Vec<Value> {
    let product = |index| {
        let item = index % scene.data().catalog_items.max(1);
        json!({
            "id": 7_700 + index,
            "catalogItem": { "id": 2_400 + item, "identifier": identifier(item) },
            "description": turn(ITEMS, item),
            "quantity": 1.0,
            "price": 120.0,
            "cost": 84.5,
            "billableOption": "Billable",
            "locationId": 11,
            "businessUnitId": 10,
            "taxableFlag": true,
            "cancelledFlag": false,
            "company": companies::reference(scene, index),
            "_info": info(),
        })
    };
    (0..scene.data().products).map(product).collect()
}
