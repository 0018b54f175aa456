//! The system itself: version, members, My Company, reports.

use serde_json::{Value, json};

use super::{Scene, department, location, named};
use crate::answer::{self, Answer};
use crate::world::Member;

/// `na.myconnectwise.net` is in the region `NA`.
fn region(site_host: &str) -> String {
    site_host.split('.').next().unwrap_or_default().to_uppercase()
}

pub(super) fn info(scene: &Scene<'_>) -> Value {
    let tenant = scene.caller.tenant;
    let mut system = json!({
        "version": format!("{}.94821", crate::route::version_code(tenant)),
        "isCloud": tenant.cloud,
        "serverTimeZone": "Eastern Standard Time",
        "licenseBits": [{ "name": "PSA", "activeFlag": true }],
    });
    if tenant.cloud {
        system["cloudRegion"] = json!(region(&tenant.site_host));
    }
    system
}

fn role(scene: &Scene<'_>, member: &Member) -> Value {
    let role = scene.caller.tenant.roles.iter().find(|role| role.id == member.role);
    json!({ "id": member.role, "name": role.map_or("", |role| role.name.as_str()) })
}

/// Level 1 is the whole company.
fn structure(member: &Member) -> Value {
    named(
        if member.structure_level.starts_with("Corporate") { 1 } else { 2 },
        &member.structure_level,
    )
}

/// The first word and the rest.
fn names(member: &Member) -> (&str, &str) {
    member.name.split_once(' ').unwrap_or((&member.name, ""))
}

pub(super) fn my_member(scene: &Scene<'_>) -> Value {
    let member = scene.caller.member;
    let (first, last) = names(member);
    json!({
        "id": member.id,
        "identifier": member.identifier,
        "firstName": first,
        "lastName": last,
        "licenseClass": "A",
        "inactiveFlag": !member.active,
        "securityRole": role(scene, member),
        "adminFlag": scene.caller.role.is_some_and(|role| role.admin),
        "structureLevel": structure(member),
        "securityLocation": location(),
        "defaultLocation": location(),
        "defaultDepartment": department(),
        "excludedServiceBoardIds": member.hidden_boards,
        "defaultEmail": "Office",
        "officeEmail": "practice@example.com",
        "_info": super::info(),
    })
}

pub(super) fn my_member_info(scene: &Scene<'_>) -> Value {
    let member = scene.caller.member;
    let (first, last) = names(member);
    json!({
        "id": member.id,
        "identifier": member.identifier,
        "firstName": first,
        "lastName": last,
        "fullName": member.name,
        "defaultEmail": "practice@example.com",
        "licenseClass": "A",
        "inactiveFlag": !member.active,
        "defaultLocation": location(),
        "defaultDepartment": department(),
        "excludedServiceBoardIds": member.hidden_boards,
        "_info": super::info(),
    })
}

pub(super) fn members(scene: &Scene<'_>) -> Vec<Value> {
    let full = |member: &Member| {
        let (first, last) = names(member);
        json!({
            "id": member.id,
            "identifier": member.identifier,
            "firstName": first,
            "lastName": last,
            "licenseClass": "A",
            "defaultEmail": "Office",
            "officeEmail": "practice@example.com",
            "defaultPhone": "Office",
            "hireDate": "2021-01-04T00:00:00Z",
            "companyActivityTabFormat": "SummaryList",
            "invoiceTimeTabFormat": "SummaryList",
            "invoiceScreenDefaultTabFormat": "ShowInvoicingTab",
            "invoicingDisplayOptions": "RemainOnInvoicingScreen",
            "agreementInvoicingDisplayOptions": "RemainOnInvoicingScreen",
            "inactiveFlag": !member.active,
            "securityRole": role(scene, member),
            "structureLevel": structure(member),
            "defaultLocation": location(),
            "defaultDepartment": department(),
            "_info": super::info(),
        })
    };
    scene.caller.tenant.members.iter().map(full).collect()
}

pub(super) fn api_members(scene: &Scene<'_>) -> Vec<Value> {
    let listed = |member: &Member| {
        json!({
            "id": member.id,
            "identifier": member.identifier,
            "name": member.name,
            "emailAddress": "practice@example.com",
            "inactiveFlag": !member.active,
            "securityRole": role(scene, member),
            "structureLevel": structure(member),
            "securityLocation": location(),
            "defaultLocation": location(),
            "defaultDepartment": department(),
            "excludedServiceBoardIds": member.hidden_boards,
            "_info": super::info(),
        })
    };
    scene.caller.tenant.members.iter().map(listed).collect()
}

/// What the form for a new API member starts with.
pub(super) fn default_api_member() -> Value {
    json!({
        "id": 0,
        "identifier": "",
        "inactiveFlag": false,
        "structureLevel": named(1, "Corporate (Level 1)"),
        "defaultLocation": location(),
        "defaultDepartment": department(),
    })
}

pub(super) fn my_company_other(scene: &Scene<'_>) -> Value {
    json!({
        "id": 1,
        "defaultFromAddress": "help@example.com",
        "portalUrlOverride": "https://portal.example.com",
        "siteUrl": format!("https://{}", scene.caller.tenant.api_host()),
        "contactSync": "FL",
        "useSslFlag": true,
        "_info": super::info(),
    })
}

pub(super) fn my_company_crm() -> Value {
    json!({
        "id": 1,
        "companyListCount": 25,
        "lockProbabilityFlag": false,
        "companyIdGenerationFlag": true,
        "excludeSpacesFlag": true,
        "primaryRepCaption": "Primary sales rep",
        "secondaryRepCaption": "Secondary sales rep",
        "_info": super::info(),
    })
}

const REPORTS: &[&str] = &["Company", "Contact", "Service", "Time", "Agreement"];

pub(super) fn reports() -> Vec<Value> {
    REPORTS.iter().map(|name| json!({ "name": name })).collect()
}

/// Columns without rows: the description of the rows' shape does not agree with what others have seen.
pub(super) fn report(scene: &Scene<'_>) -> Result<Value, Answer> {
    let asked = scene.ids.first().map(String::as_str).unwrap_or_default();
    if !REPORTS.iter().any(|name| name.eq_ignore_ascii_case(asked)) {
        return Err(answer::not_found("Report"));
    }
    Ok(json!({
        "column_definitions": [{ "id": { "type": "Numeric", "isNullable": false, "identityColumn": true } }],
        "row_values": [],
    }))
}
