//! The API's addresses: which permission each needs, and the order in which a request is refused or answered.
//!
//! A list also answers `…/count` and `…/{id}`. Upper and lower case of a path do not matter.

use crate::answer::{self, Answer};
use crate::listing::{Query, chosen_fields, of_page, page};
use crate::probes::{PROBES, TABLES};
use crate::records::{self, Gives, Scene};
use crate::route::Asked;
use crate::signin::{Caller, sign_in};
use crate::world::{Tenant, World};
use connectwise::grid::Level;
use serde_json::json;

/// What an address asks of the caller's role.
#[derive(Clone, Copy)]
enum Needs {
    SignIn,
    /// Inquire on this module's row.
    Row(&'static str, &'static str),
    /// A setup table, by name.
    Table(&'static str),
}

/// Addresses that are no probe and no setup table.
const OTHERS: &[(&str, Needs)] = &[
    ("/system/info", Needs::SignIn),
    ("/system/myMembers", Needs::SignIn),
    ("/system/myMembers/info", Needs::SignIn),
    ("/system/mySecurity", Needs::SignIn),
    ("/system/mySecurity/customizeItems", Needs::SignIn),
    ("/system/securityRoles/{roleId}/settings", Needs::Row("System", "Security")),
    ("/system/apiMembers", Needs::Row("System", "Member Maintenance")),
    ("/system/apiMembers/default", Needs::Row("System", "Member Maintenance")),
    ("/system/myCompany/crm", Needs::Row("System", "My Company")),
    ("/system/reports/{reportName}", Needs::Row("System", "API Reports")),
];

fn endpoints() -> impl Iterator<Item = (&'static str, Needs)> {
    let probes = PROBES.iter().map(|probe| (probe.path, Needs::Row(probe.module, probe.row)));
    let tables = TABLES.iter().map(|table| (table.path, Needs::Table(table.name)));
    probes.chain(tables).chain(OTHERS.iter().copied())
}

/// An address recognised.
struct Found {
    template: &'static str,
    needs: Needs,
    /// What stands in the template's braces.
    ids: Vec<String>,
    part: Part,
}

/// Which part of a list is asked for.
#[derive(Clone, Copy)]
enum Part {
    Whole,
    Count,
    Record(i64),
}

fn find(path: &str) -> Option<Found> {
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let whole = |asked: &[&str], part| {
        endpoints().find_map(|(template, needs)| {
            let ids = fit(template, asked)?;
            Some(Found { template, needs, ids, part })
        })
    };
    whole(&segments, Part::Whole).or_else(|| {
        let (last, list) = segments.split_last()?;
        let part = if last.eq_ignore_ascii_case("count") {
            Part::Count
        } else {
            Part::Record(last.parse().ok()?)
        };
        whole(list, part)
    })
}

/// The values of a template's braces, if the path has its form.
fn fit(template: &str, asked: &[&str]) -> Option<Vec<String>> {
    let wanted: Vec<&str> = template.split('/').filter(|segment| !segment.is_empty()).collect();
    if wanted.len() != asked.len() {
        return None;
    }
    let mut ids = Vec::new();
    for (want, have) in wanted.iter().zip(asked) {
        if want.starts_with('{') {
            // Every id is a number, except a report's name.
            if *want != "{reportName}" && have.parse::<i64>().is_err() {
                return None;
            }
            ids.push((*have).to_owned());
        } else if !want.eq_ignore_ascii_case(have) {
            return None;
        }
    }
    Some(ids)
}

/// What a member of this role may see; `Level::None` is a refusal.
fn level(world: &World, caller: &Caller<'_>, needs: Needs) -> Level {
    let inquire = |module, row| caller.role.map_or(Level::None, |role| role.inquire(module, row));
    match needs {
        Needs::SignIn => Level::All,
        Needs::Row(module, row) => inquire(module, row),
        Needs::Table(_) if !world.quirks.tables_need_permission => Level::All,
        Needs::Table(name) => {
            let allowed = caller
                .role
                .is_some_and(|role| role.allowed_tables.iter().any(|table| table == name));
            if allowed { inquire("System", "Table Setup") } else { Level::None }
        }
    }
}

/// Where the next page is, as ConnectWise writes it.
fn link(asked: &Asked, number: usize) -> String {
    let Asked { host, path, query, .. } = asked;
    format!("<https://{host}{path}?{}>; rel=\"next\"", of_page(query, number))
}

/// Answers a request to the API: company, client ID and keys first, then the address, then the permission.
pub(crate) fn answer(
    world: &World,
    tenants: &[&Tenant],
    codebase: &str,
    path: &str,
    asked: &Asked,
) -> Answer {
    let caller = match sign_in(world, tenants, codebase, asked) {
        Ok(caller) => caller,
        Err(refusal) => return refusal,
    };
    // What the real server says to an address it does not have is unknown.
    let Some(found) = find(path) else {
        return answer::not_found("Endpoint");
    };
    // This ConnectWise cannot be written to: nothing here should ever try.
    if asked.method != "GET" {
        return answer::refusal(
            405,
            "MethodNotAllowed",
            "The practice ConnectWise is for reading only.",
        );
    }
    let level = level(world, &caller, found.needs);
    if level == Level::None {
        return answer::forbidden();
    }
    let query = Query::read(&asked.query);
    let scene = Scene { caller: &caller, quirks: &world.quirks, ids: &found.ids, query: &query };
    match records::of(found.template, &scene) {
        Err(refusal) => refusal,
        Ok(Gives::One(record)) if matches!(found.part, Part::Whole) => {
            Answer::json(200, &chosen_fields(record, &query))
        }
        Ok(Gives::One(_)) => answer::not_found("Endpoint"),
        Ok(Gives::List(mut list)) => {
            if level == Level::My {
                list.truncate(1);
            }
            match found.part {
                Part::Whole => {
                    let (list, next) = page(list, &query, world.quirks.longest_page);
                    let rows: Vec<_> =
                        list.into_iter().map(|record| chosen_fields(record, &query)).collect();
                    let answer = Answer::json(200, &json!(rows));
                    match next.filter(|_| !world.quirks.pages_unannounced) {
                        Some(number) => answer.with_header("link", &link(asked, number)),
                        None => answer,
                    }
                }
                Part::Count => Answer::json(200, &json!({ "count": list.len() })),
                Part::Record(id) => match list.into_iter().find(|record| record["id"] == json!(id))
                {
                    Some(record) => Answer::json(200, &chosen_fields(record, &query)),
                    None => answer::not_found("Record"),
                },
            }
        }
    }
}
