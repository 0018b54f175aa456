//! `GET https://{site}/login/companyinfo/{companyId}`: does this site know the company,
//! and where is its API? Needs no sign-in (ConnectWise developer guide).

use serde::{Deserialize, Serialize};

use super::address::Site;
use super::cause::Cause;
use super::client::{Reply, Wire};
use crate::integration::misleads;

/// A company's ConnectWise, as companyinfo describes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instance {
    pub site: Site,
    /// As typed on the sign-in page, in its case. companyinfo may answer another one.
    pub company_id: String,
    /// As ConnectWise writes it, where that differs in upper and lower case alone.
    #[serde(default)]
    pub other_case: Option<String>,
    pub company_name: String,
    /// Path to this version, ending in a slash: "v2025_1/".
    pub codebase: String,
    /// "v2025.1", for people.
    pub version: String,
    pub cloud: bool,
}

impl Instance {
    /// `https://` and the host that is sent the keys; the only one.
    pub fn api_origin(&self) -> String {
        format!("https://{}", self.site.api_authority())
    }

    /// The path of an endpoint: "/v2025_1/apis/3.0/system/info".
    pub fn api_path(&self, endpoint: &str) -> String {
        format!("/{}apis/3.0{endpoint}", self.codebase)
    }

    /// The company's name as it could stand in an address: "Acme Services" -> "acmeservices".
    pub fn company_slug(&self) -> String {
        self.company_name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    company_name: Option<String>,
    codebase: Option<String>,
    version_code: Option<String>,
    is_cloud: Option<serde_json::Value>,
    #[serde(rename = "CompanyID")]
    company_id: Option<String>,
}

/// Asks one site about one company.
pub async fn ask(wire: &Wire, site: &Site, company_id: &str) -> Result<Instance, Cause> {
    let path = format!("/login/companyinfo/{}", encoded(company_id));
    let reply = wire.get(&site.authority(), &path, None).await?;
    read(&reply, site, company_id)
}

/// What a site's answer says of a company.
pub fn read(reply: &Reply, site: &Site, company_id: &str) -> Result<Instance, Cause> {
    let unknown =
        || Cause::CompanyUnknown { host: site.authority(), company: company_id.to_owned() };
    if let Some(cause) = reply.obstacle() {
        return Err(cause);
    }
    if reply.status == 404 && !reply.is_html() {
        return Err(unknown());
    }
    if reply.is_html() {
        return Err(Cause::NotConnectWise { host: site.authority() });
    }
    if !(200..300).contains(&reply.status) {
        return Err(match reply.cause() {
            // No keys and no client ID were sent: something in between wants its own.
            Cause::KeysRefused { .. } | Cause::ClientIdRefused | Cause::PermissionMissing => {
                Cause::NotConnectWise { host: site.authority() }
            }
            cause => cause,
        });
    }
    let answer: Option<Answer> = serde_json::from_slice(&reply.body)
        .map_err(|_| Cause::NotConnectWise { host: site.authority() })?;
    // A company that is not known here is answered with `null`, or with all fields null.
    let Some(Answer {
        company_name: Some(company_name),
        codebase,
        version_code,
        is_cloud,
        company_id: answered,
    }) = answer
    else {
        return Err(unknown());
    };
    let cloud = match is_cloud {
        Some(serde_json::Value::Bool(yes)) => yes,
        Some(serde_json::Value::String(word)) => word.eq_ignore_ascii_case("true"),
        _ => site.is_cloud(),
    };
    Ok(Instance {
        site: site.clone(),
        company_id: company_id.to_owned(),
        other_case: answered.filter(|id| id != company_id && id.eq_ignore_ascii_case(company_id)),
        company_name: shown(&company_name),
        codebase: codebase.filter(|c| is_codebase(c)).unwrap_or_else(|| "v4_6_release/".into()),
        version: shown(&version_code.unwrap_or_default()),
        cloud,
    })
}

/// A codebase becomes part of an address: letters, digits, `_` and `.`, then one slash.
fn is_codebase(text: &str) -> bool {
    text.strip_suffix('/').is_some_and(|name| {
        (1..=32).contains(&name.len())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}

/// A server's text, made fit to be shown.
pub fn shown(text: &str) -> String {
    text.chars().filter(|c| !misleads(*c)).take(80).collect()
}

fn encoded(segment: &str) -> String {
    url::form_urlencoded::byte_serialize(segment.as_bytes()).collect::<String>().replace('+', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(status: u16, body: &str) -> Reply {
        Reply { status, body: body.as_bytes().to_vec(), retry_after: None, location: None }
    }

    #[test]
    fn the_developer_guides_example_is_read() {
        let site = Site::parse("na.myconnectwise.net").unwrap();
        let body = r#"{"CompanyName":"ConnectWise","Codebase":"v2017_3/","VersionCode":"v2017.3","VersionNumber":"v4.6.38842","CompanyID":"CW","IsCloud":"True"}"#;
        let found = read(&reply(200, body), &site, "connectwise").unwrap();
        assert_eq!(found.company_id, "connectwise", "what people type is kept, not CW");
        assert_eq!(found.api_origin(), "https://api-na.myconnectwise.net");
        assert_eq!(found.api_path("/system/info"), "/v2017_3/apis/3.0/system/info");
        assert!(found.cloud);
        assert_eq!(found.other_case, None, "CW is another ID, not another case");
        let in_capitals = read(&reply(200, body), &site, "cw").unwrap();
        assert_eq!(in_capitals.other_case.as_deref(), Some("CW"));
    }

    #[test]
    fn answers_that_do_not_know_the_company_and_answers_that_are_none() {
        let site = Site::parse("cw.example.com").unwrap();
        let cause = |status, body| read(&reply(status, body), &site, "acme").unwrap_err().name();
        assert_eq!(cause(200, "null"), "company-unknown");
        assert_eq!(cause(204, "null"), "company-unknown");
        assert_eq!(cause(404, ""), "company-unknown");
        assert_eq!(cause(200, r#"{"CompanyName":null}"#), "company-unknown");
        assert_eq!(cause(200, "<!DOCTYPE html><title>hi</title>"), "not-connectwise");
        assert_eq!(cause(404, "<html>"), "not-connectwise");
        assert_eq!(cause(200, "[1,2]"), "not-connectwise");
        assert_eq!(cause(200, ""), "not-connectwise");
        assert_eq!(cause(500, "{}"), "server-error");
        assert_eq!(cause(429, "{}"), "busy");
        assert_eq!(cause(302, ""), "redirected");
        // Nothing was sent that could be refused: something in between asks for its own.
        assert_eq!(cause(401, r#"{"message":"Who is asking?"}"#), "not-connectwise");
        assert_eq!(cause(403, r#"{"message":"You have no permission."}"#), "not-connectwise");
        assert_eq!(cause(400, r#"{"message":"clientId is missing"}"#), "not-connectwise");
    }

    #[test]
    fn a_codebase_that_would_lead_elsewhere_is_not_used() {
        let site = Site::parse("cw.example.com").unwrap();
        for bad in ["../", "v1", "a/b/", "@evil.example/", "", "/"] {
            let body = serde_json::json!({"CompanyName": "A", "Codebase": bad, "IsCloud": false});
            let found = read(&reply(200, &body.to_string()), &site, "a").unwrap();
            assert_eq!(found.codebase, "v4_6_release/", "{bad}");
        }
    }
}
