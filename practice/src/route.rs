//! Which ConnectWise is addressed, and what on it: sign-in site, companyinfo, or the API.
//!
//! The `Host` header names the machine. A cloud company has two: the sign-in site, and the API's host with `api-` in front. An
//! on-premises server is both at once, and so is the loopback address itself, which stands for the first company, so that other
//! people's clients can be pointed at it.

use axum::body::Body;
use axum::http::Request;
use axum::http::header::{AUTHORIZATION, HOST};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use crate::answer::{self, Answer};
use crate::endpoints;
use crate::server::Seen;
use crate::world::{Tenant, World};

/// A request, read.
pub(crate) struct Asked {
    /// In lower case, with its port if it named one.
    pub(crate) host: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) authorization: Option<String>,
    pub(crate) client_id: Option<String>,
}

impl Asked {
    pub(crate) fn read(request: &Request<Body>) -> Asked {
        let header = |name| {
            request
                .headers()
                .get(name)
                .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        Asked {
            host: header(HOST.as_str()).unwrap_or_default().to_ascii_lowercase(),
            method: request.method().to_string(),
            path: request.uri().path().to_owned(),
            query: request.uri().query().unwrap_or_default().to_owned(),
            authorization: header(AUTHORIZATION.as_str()),
            client_id: header("clientid"),
        }
    }

    pub(crate) fn seen(&self) -> Seen {
        Seen {
            host: self.host.clone(),
            method: self.method.clone(),
            path: self.path.clone(),
            query: self.query.clone(),
            had_authorization: self.authorization.is_some(),
            had_client_id: self.client_id.is_some(),
        }
    }
}

/// The cloud's sites.
const SITES: [&str; 8] = [
    "na.myconnectwise.net",
    "eu.myconnectwise.net",
    "au.myconnectwise.net",
    "aus.myconnectwise.net",
    "za.myconnectwise.net",
    "staging.connectwisedev.com",
    "sandbox-na.myconnectwise.net",
    "sandbox-eu.myconnectwise.net",
];

/// A host, and what it is.
struct Place<'w> {
    tenants: Vec<&'w Tenant>,
    site: bool,
    api: bool,
}

fn place<'w>(world: &'w World, host: &str) -> Option<Place<'w>> {
    let name = host.rsplit_once(':').map_or(host, |(name, _port)| name);
    if matches!(name, "127.0.0.1" | "localhost" | "") {
        return Some(Place {
            tenants: world.tenants.first().into_iter().collect(),
            site: true,
            api: true,
        });
    }
    let called = |own: &str| own.eq_ignore_ascii_case(host) || own.eq_ignore_ascii_case(name);
    let here: Vec<&Tenant> = world
        .tenants
        .iter()
        .filter(|tenant| called(&tenant.site_host) || called(&tenant.api_host()))
        .collect();
    if here.is_empty() {
        // A region of the cloud answers about companies it does not have, too.
        let region = SITES.iter().any(|site| called(site));
        return region.then_some(Place { tenants: here, site: true, api: false });
    }
    let site = here.iter().any(|tenant| called(&tenant.site_host));
    let api = here.iter().any(|tenant| called(&tenant.api_host()));
    Some(Place { tenants: here, site, api })
}

pub(crate) fn answer(world: &World, asked: &Asked) -> Answer {
    let Some(place) = place(world, &asked.host) else {
        return answer::page(404, "Not Found");
    };
    if let Some(company) = after(&asked.path, "/login/companyinfo/") {
        let company = percent_decode_str(company).decode_utf8_lossy();
        return company_info(world, &place, company.trim_end_matches('/'));
    }
    let in_api = api_path(&asked.path);
    match (place.api, in_api) {
        (true, Some((codebase, rest))) => {
            endpoints::answer(world, &place.tenants, codebase, rest, asked)
        }
        (_, _) if place.site => answer::page(200, "ConnectWise PSA sign in"),
        _ => answer::cannot_route(),
    }
}

/// `/v4_6_release/apis/3.0/company/companies` as `v4_6_release/` and `/company/companies`.
fn api_path(path: &str) -> Option<(&str, &str)> {
    let path = path.strip_prefix('/')?;
    let slash = path.find('/')?;
    let (codebase, rest) = path.split_at_checked(slash + 1)?;
    let rest = after(rest, "apis/3.0")?;
    rest.starts_with('/').then_some((codebase, rest))
}

/// What follows `start`, whose case does not matter, as on the real server's IIS.
fn after<'p>(path: &'p str, start: &str) -> Option<&'p str> {
    let (head, tail) = path.split_at_checked(start.len())?;
    head.eq_ignore_ascii_case(start).then_some(tail)
}

/// Needs no sign-in. A company the host does not have is `null` with 200; the ID's case matters.
fn company_info(world: &World, place: &Place<'_>, company: &str) -> Answer {
    let Some(tenant) = place.tenants.iter().find(|tenant| tenant.company_id == company) else {
        return if world.quirks.unknown_company_is_404 {
            answer::not_found("Company")
        } else {
            Answer::json(200, &Value::Null)
        };
    };
    let is_cloud = match (world.quirks.is_cloud_as_bool, tenant.cloud) {
        (true, cloud) => json!(cloud),
        (false, true) => json!("True"),
        (false, false) => json!("False"),
    };
    let body = json!({
        "CompanyName": tenant.company_name,
        "Codebase": tenant.codebase,
        "VersionCode": version_code(tenant),
        "VersionNumber": "v4.6.94821",
        "CompanyID": tenant.answered_company_id,
        "IsCloud": is_cloud,
        "SiteUrl": tenant.api_host(),
        // Whether it is a list or one text is unknown; seen in 2021 only.
        "AllowedOrigins": [format!("https://{}", tenant.site_host)],
    });
    Answer::json(200, &body)
}

/// `v2025_1/` is version `v2025.1`; `v4_6_release/` does not tell.
pub(crate) fn version_code(tenant: &Tenant) -> String {
    let codebase = tenant.codebase.trim_end_matches('/');
    if codebase == "v4_6_release" { "v2025.1".to_owned() } else { codebase.replace('_', ".") }
}
