//! The sample records, invented and the same at every start. One file per module of ConnectWise.
//!
//! Their shapes are those of the OpenAPI description the tests check against; of a record's many fields only those are filled that
//! a reader would expect to see.

mod companies;
mod finance;
mod procurement;
mod project;
mod sales;
mod security;
mod service;
mod system;
mod tables;
mod time;

use serde_json::{Value, json};

use crate::answer::{self, Answer};
use crate::listing::Query;
use crate::signin::Caller;
use crate::world::{Data, Quirks};

/// Everything a record may depend on.
pub(crate) struct Scene<'s> {
    pub(crate) caller: &'s Caller<'s>,
    pub(crate) quirks: &'s Quirks,
    /// What stands in the braces of the address.
    pub(crate) ids: &'s [String],
    pub(crate) query: &'s Query,
}

/// What an address gives.
pub(crate) enum Gives {
    One(Value),
    List(Vec<Value>),
}

impl Scene<'_> {
    fn data(&self) -> &Data {
        &self.caller.tenant.data
    }

    fn id(&self) -> i64 {
        self.ids.first().and_then(|id| id.parse().ok()).unwrap_or(0)
    }
}

/// The records of an address, named by its template in `endpoints`; an error if the record it hangs on does not exist.
pub(crate) fn of(template: &str, scene: &Scene<'_>) -> Result<Gives, Answer> {
    let list = match template {
        "/company/companies" => companies::companies(scene),
        "/company/contacts" => companies::contacts(scene),
        "/company/configurations" => companies::configurations(scene),
        "/company/companies/{companyId}/teams" => companies::team_members(scene)?,
        "/company/companies/{companyId}/notes" => companies::notes(scene)?,
        "/system/documents" => companies::documents(scene)?,
        "/sales/activities" => sales::activities(scene),
        "/sales/opportunities" => sales::opportunities(scene),
        "/finance/agreements" => finance::agreements(scene),
        "/finance/invoices" => finance::invoices(scene),
        "/procurement/catalog" => procurement::catalog(scene),
        "/procurement/products" => procurement::products(scene),
        "/service/tickets" => service::tickets(scene),
        "/service/tickets/{ticketId}/notes" => service::notes(scene)?,
        "/time/entries" => time::entries(scene),
        "/expense/entries" => time::expenses(scene),
        "/project/projects" => project::projects(scene),
        "/project/tickets" => project::tickets(scene),
        "/system/reports" => system::reports(),
        "/system/members" => system::members(scene),
        "/system/apiMembers" => system::api_members(scene),
        "/system/myCompany/other" => vec![system::my_company_other(scene)],
        "/system/myCompany/crm" => vec![system::my_company_crm()],
        "/system/securityRoles" => security::roles(scene),
        "/system/securityRoles/{roleId}/settings" => security::settings(scene)?,
        "/system/mySecurity" => security::mine(scene),
        "/system/mySecurity/customizeItems" => security::customize_items(scene),
        "/system/info" => return Ok(Gives::One(system::info(scene))),
        "/system/myMembers" => return Ok(Gives::One(system::my_member(scene))),
        "/system/myMembers/info" => return Ok(Gives::One(system::my_member_info(scene))),
        "/system/apiMembers/default" => return Ok(Gives::One(system::default_api_member())),
        "/system/reports/{reportName}" => return system::report(scene).map(Gives::One),
        table => tables::of(table).ok_or_else(|| answer::not_found("Endpoint"))?,
    };
    Ok(Gives::List(list))
}

/// A reference to another record, as most of them are written.
fn named(id: usize, name: &str) -> Value {
    json!({ "id": id, "name": name })
}

/// When a record was last changed.
fn info() -> Value {
    json!({ "lastUpdated": "2025-05-12T09:30:00Z", "updatedBy": "practice" })
}

/// One of a few, in turn.
fn turn<'a>(from: &[&'a str], index: usize) -> &'a str {
    from.get(index % from.len().max(1)).copied().unwrap_or_default()
}

/// The location and department everything belongs to.
fn location() -> Value {
    named(11, "Head office")
}

fn department() -> Value {
    json!({ "id": 10, "identifier": "Services", "name": "Services" })
}
