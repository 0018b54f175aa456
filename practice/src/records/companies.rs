//! Companies and what hangs on them: contacts, configurations, teams, notes, documents.

use serde_json::{Value, json};

use super::{Scene, department, info, location, named, turn};
use crate::answer::{self, Answer};

const NAMES: &[&str] = &[
    "Harbour Street Dental",
    "Northgate Joinery",
    "Bluebell Nursery",
    "Ferris Lane Solicitors",
    "Copperfield Bakery",
    "Larkspur Physiotherapy",
    "Tideway Marine",
    "Old Mill Brewery",
    "Summit Roofing",
    "Willow Court Care",
    "Quayside Accountants",
    "Redwood Vets",
];
const CITIES: &[&str] = &["Tampa", "Springfield", "Riverton", "Lakeside", "Fairview"];
const FIRST: &[&str] = &["Ada", "Bruno", "Chidi", "Dana", "Elif", "Farid", "Grace"];
const LAST: &[&str] = &["Okafor", "Lindqvist", "Marsh", "Petrov", "Sato"];
const DEVICES: &[&str] = &["SRV", "NB", "PC", "FW"];

const FIRST_COMPANY: usize = 250;
const FIRST_CONTACT: usize = 3_100;

fn name(index: usize) -> String {
    let base = turn(NAMES, index);
    if index < NAMES.len() {
        base.to_owned()
    } else {
        format!("{base} {}", index / NAMES.len() + 1)
    }
}

/// A company as other records refer to it. Counts round, so that any index will do.
pub(super) fn reference(scene: &Scene<'_>, index: usize) -> Value {
    let index = index % scene.data().companies.max(1);
    let name = name(index);
    json!({ "id": FIRST_COMPANY + index, "identifier": name.replace(' ', ""), "name": name })
}

pub(super) fn contact_reference(scene: &Scene<'_>, index: usize) -> Value {
    let index = index % scene.data().contacts.max(1);
    named(FIRST_CONTACT + index, &format!("{} {}", turn(FIRST, index), turn(LAST, index)))
}

pub(super) fn companies(scene: &Scene<'_>) -> Vec<Value> {
    // A member below the corporate level sees only its own location's companies: here, none.
    if !scene.caller.member.structure_level.starts_with("Corporate") {
        return Vec::new();
    }
    (0..scene.data().companies).map(|index| company(scene, index)).collect()
}

fn company(scene: &Scene<'_>, index: usize) -> Value {
    let mut company = reference(scene, index);
    let more = json!({
        "status": named(1, "Active"),
        "addressLine1": format!("{} Station Road", index + 1),
        "city": turn(CITIES, index),
        "state": "FL",
        "zip": format!("{:05}", 33_600 + index % 1_000),
        "country": { "id": 1, "identifier": "US", "name": "United States" },
        "phoneNumber": format!("813555{:04}", index % 10_000),
        "website": "https://www.example.com",
        "territory": named(38, "Corporate"),
        "defaultContact": contact_reference(scene, index),
        "dateAcquired": "2021-03-01T00:00:00Z",
        "annualRevenue": 1_250_000.0,
        "numberOfEmployees": 12 + index % 40,
        "leadFlag": false,
        "unsubscribeFlag": false,
        "deletedFlag": false,
        "isVendorFlag": false,
        "site": named(1_500 + index, "Main"),
        "types": [named(1, "Client")],
        "_info": info(),
    });
    if let (Some(company), Value::Object(more)) = (company.as_object_mut(), more) {
        company.extend(more);
    }
    company
}

pub(super) fn contacts(scene: &Scene<'_>) -> Vec<Value> {
    let contact = |index| {
        json!({
            "id": FIRST_CONTACT + index,
            "firstName": turn(FIRST, index),
            "lastName": turn(LAST, index),
            "company": reference(scene, index),
            "site": named(1_500, "Main"),
            "inactiveFlag": false,
            "title": "Office manager",
            "defaultFlag": index < scene.data().companies,
            "communicationItems": [{
                "id": 9_000 + index,
                "type": named(1, "Email"),
                "value": format!("contact{index}@example.com"),
                "defaultFlag": true,
                "communicationType": "Email",
            }],
            "_info": info(),
        })
    };
    (0..scene.data().contacts).map(contact).collect()
}

pub(super) fn configurations(scene: &Scene<'_>) -> Vec<Value> {
    let configuration = |index| {
        json!({
            "id": 6_000 + index,
            "name": format!("{}-{:03}", turn(DEVICES, index), index + 1),
            "type": named(1, "Managed Workstation"),
            "status": named(1, "Active"),
            "company": reference(scene, index),
            "contact": contact_reference(scene, index),
            "site": named(1_500, "Main"),
            "serialNumber": format!("PRACTICE{:06}", index + 1),
            "modelNumber": "Practice 14",
            "installationDate": "2024-02-05T00:00:00Z",
            "ipAddress": format!("192.0.2.{}", index % 254 + 1),
            "osType": "Windows 11 Pro",
            "billFlag": false,
            "activeFlag": true,
            "_info": info(),
        })
    };
    (0..scene.data().configurations).map(configuration).collect()
}

/// Fails with NotFound if the company does not exist; whether the caller may see it is not asked.
fn existing_company(scene: &Scene<'_>, id: i64) -> Result<Value, Answer> {
    let index = usize::try_from(id).ok().and_then(|id| id.checked_sub(FIRST_COMPANY));
    match index.filter(|index| *index < scene.data().companies) {
        Some(index) => Ok(reference(scene, index)),
        None => Err(answer::not_found("Company")),
    }
}

pub(super) fn team_members(scene: &Scene<'_>) -> Result<Vec<Value>, Answer> {
    let company = existing_company(scene, scene.id())?;
    let member = |index| {
        json!({
            "id": 400 + index,
            "company": company,
            "teamRole": named(1, "Account manager"),
            "location": location(),
            "department": department(),
            "member": { "id": 150 + index, "identifier": format!("member{}", index + 1), "name": turn(FIRST, index) },
            "accountManagerFlag": index == 0,
            "techFlag": index != 0,
            "salesFlag": false,
            "_info": info(),
        })
    };
    Ok((0..scene.data().team_members).map(member).collect())
}

pub(super) fn notes(scene: &Scene<'_>) -> Result<Vec<Value>, Answer> {
    let company = existing_company(scene, scene.id())?;
    let note = |index| {
        json!({
            "id": 700 + index,
            "text": "The server room key is at the front desk.",
            "type": named(1, "General"),
            "flagged": false,
            "enteredBy": "practice",
            "company": company,
            "_info": info(),
        })
    };
    Ok((0..scene.data().company_notes).map(note).collect())
}

/// Needs `recordType` and `recordId`. Only companies have documents here.
pub(super) fn documents(scene: &Scene<'_>) -> Result<Vec<Value>, Answer> {
    let kind = scene
        .query
        .get("recordType")
        .ok_or_else(|| answer::invalid_object("document", "recordType"))?;
    let id = scene
        .query
        .get("recordId")
        .and_then(|id| id.parse().ok())
        .ok_or_else(|| answer::invalid_object("document", "recordId"))?;
    if !kind.eq_ignore_ascii_case("company") {
        return Ok(Vec::new());
    }
    existing_company(scene, id)?;
    let document = |index| {
        json!({
            "id": 8_000 + index,
            "title": format!("Network plan {}", index + 1),
            "fileName": format!("network-plan-{}.pdf", index + 1),
            "owner": "practice",
            "linkFlag": false,
            "imageFlag": false,
            "publicFlag": false,
            "readOnlyFlag": false,
            "size": 48_120,
            "urlFlag": false,
            "_info": info(),
        })
    };
    Ok((0..scene.data().documents).map(document).collect())
}
