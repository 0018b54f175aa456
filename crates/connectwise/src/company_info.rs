//! `GET https://{site}/login/companyinfo/{companyId}`: does this site know the company,
//! and where is its API? Needs no sign-in (ConnectWise developer guide).

use serde::{Deserialize, Serialize};

use super::address::Site;
use super::cause::Cause;
use super::client::{Connection, SignIn, Unanswered, Wire};
use super::json::{self, Record};
use super::reply::Reply;
use ground::text::shown;

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
    /// The API's host as ConnectWise names it (`SiteUrl`), in the site's own cloud.
    #[serde(default)]
    pub api_host: Option<String>,
}

impl Instance {
    /// The host that is sent the keys; the only one.
    pub fn api_authority(&self) -> String {
        self.api_host.clone().unwrap_or_else(|| self.site.api_authority())
    }

    pub fn api_origin(&self) -> String {
        format!("https://{}", self.api_authority())
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
    #[serde(rename = "CompanyID")]
    company_id: Option<String>,
    site_url: Option<String>,
}

/// Asks one site about one company.
pub async fn ask(wire: &Wire, site: &Site, company_id: &str) -> Result<Instance, Cause> {
    let path = format!("/login/companyinfo/{}", encoded(company_id));
    let reply = wire.get(&site.authority(), &path, None).await?;
    read(&reply, site, company_id)
}

/// What a site's answer says of a company. The status counts before the words.
pub fn read(reply: &Reply, site: &Site, company_id: &str) -> Result<Instance, Cause> {
    if let Some(cause) = reply.obstacle() {
        return Err(cause);
    }
    let unreadable = Cause::Unreadable { status: reply.status };
    match reply.status {
        200..300 if reply.is_page() => return Err(page(reply, site)),
        200..300 => {}
        404 if reply.is_page() => return Err(page(reply, site)),
        404 if denies(reply) => return Err(unknown(site, company_id)),
        404 => return Err(unreadable),
        status @ 500..600 => return Err(Cause::ServerError { status }),
        // No keys and no client ID were sent: something in between wants its own.
        401 | 403 if reply.cause() != Cause::SslRequired => return Err(reply.intercepted()),
        _ => {
            return Err(match reply.cause() {
                cause @ (Cause::CannotRoute { .. }
                | Cause::SslRequired
                | Cause::Intercepted { .. }) => cause,
                _ => unreadable,
            });
        }
    }
    // A company that is not known here is answered with `null`. A name is what makes an answer
    // one of ConnectWise's: other servers say 200 to anything.
    let Record(answer) = json::read::<Option<Record<Answer>>>(&reply.body)
        .ok_or(unreadable.clone())?
        .ok_or_else(|| unknown(site, company_id))?;
    // Whether it is ConnectWise's cloud it says, too; but that its host alone tells.
    let Answer { company_name, codebase, version_code, company_id: answered, site_url } = answer;
    let company_name = shown(&company_name.unwrap_or_default());
    if company_name.trim().is_empty() {
        return Err(unreadable);
    }
    Ok(Instance {
        site: site.clone(),
        company_id: company_id.to_owned(),
        other_case: answered.filter(|id| id != company_id && id.eq_ignore_ascii_case(company_id)),
        company_name,
        api_host: site_url.and_then(|url| site.api_host(&url)),
        codebase: codebase.filter(|c| is_codebase(c)).unwrap_or_else(|| "v4_6_release/".into()),
        version: shown(&version_code.unwrap_or_default()),
    })
}

fn unknown(site: &Site, company_id: &str) -> Cause {
    Cause::CompanyUnknown { host: site.authority(), company: company_id.to_owned() }
}

/// A page where companyinfo belongs. A cloud host is ConnectWise's, whatever answers there.
fn page(reply: &Reply, site: &Site) -> Cause {
    if site.is_cloud() {
        reply.intercepted()
    } else {
        Cause::NotConnectWise { host: site.authority() }
    }
}

/// Whether a 404 can be ConnectWise's own "no such company": empty, `null`, or its error shape.
fn denies(reply: &Reply) -> bool {
    reply.body.trim_ascii().is_empty()
        || json::read::<()>(&reply.body).is_some()
        || reply.cause() == Cause::NotFound
}

/// A codebase becomes part of an address: letters, digits, `_` and `.`, then one slash.
fn is_codebase(text: &str) -> bool {
    text.strip_suffix('/').is_some_and(|name| {
        (1..=32).contains(&name.len())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}

impl Wire {
    /// An API endpoint ("/system/info") of a company's ConnectWise, signed in.
    pub async fn api(&self, at: &Instance, endpoint: &str, who: &SignIn) -> Result<Reply, Cause> {
        self.get(&at.api_authority(), &at.api_path(endpoint), Some(who)).await
    }

    /// The same, asked once: a check counts how often it sends keys.
    pub async fn api_once(
        &self,
        at: &Instance,
        endpoint: &str,
        who: &SignIn,
        connection: Connection,
    ) -> Result<Reply, Unanswered> {
        self.send(&at.api_authority(), &at.api_path(endpoint), Some(who), connection).await
    }
}

fn encoded(segment: &str) -> String {
    url::form_urlencoded::byte_serialize(segment.as_bytes()).collect::<String>().replace('+', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(site: &Site, status: u16, body: &str) -> Reply {
        Reply { host: site.authority(), status, body: body.into(), ..Reply::default() }
    }

    #[test]
    fn the_developer_guides_example_is_read() {
        let site = Site::parse("na.myconnectwise.net").unwrap();
        let body = r#"{"CompanyName":"ConnectWise","Codebase":"v2017_3/","VersionCode":"v2017.3","VersionNumber":"v4.6.38842","CompanyID":"CW","IsCloud":"True"}"#;
        let found = read(&reply(&site, 200, body), &site, "connectwise").unwrap();
        assert_eq!(found.company_id, "connectwise", "what people type is kept, not CW");
        assert_eq!(found.api_origin(), "https://api-na.myconnectwise.net");
        assert_eq!(found.api_path("/system/info"), "/v2017_3/apis/3.0/system/info");
        assert_eq!(found.other_case, None, "CW is another ID, not another case");
        let in_capitals = read(&reply(&site, 200, body), &site, "cw").unwrap();
        assert_eq!(in_capitals.other_case.as_deref(), Some("CW"));
    }

    /// Status, body, the cause on a company's own host, and on a cloud host.
    type Case = (u16, &'static str, &'static str, &'static str);

    #[test]
    fn answers_that_do_not_know_the_company_and_answers_that_are_none() {
        let cases: &[Case] = &[
            (200, "null", "company-unknown", "company-unknown"),
            (204, "null", "company-unknown", "company-unknown"),
            (200, "\u{feff}null", "company-unknown", "company-unknown"),
            (404, "", "company-unknown", "company-unknown"),
            (404, r#"{"code":"NotFound","message":"x"}"#, "company-unknown", "company-unknown"),
            (404, "no Route matched", "unreadable", "unreadable"),
            (200, r#"{"CompanyName":null,"Codebase":null}"#, "unreadable", "unreadable"),
            (200, r#"{"CompanyName":" ","Codebase":"v2025_1/"}"#, "unreadable", "unreadable"),
            (200, r#"{"status":"ok"}"#, "unreadable", "unreadable"),
            (200, "[1,2]", "unreadable", "unreadable"),
            (200, "", "unreadable", "unreadable"),
            (200, r#"{"CompanyName":"A",}"#, "unreadable", "unreadable"),
            (200, "<!DOCTYPE html><title>hi</title>", "not-connectwise", "intercepted"),
            (404, "<html>", "not-connectwise", "intercepted"),
            (401, "<html>", "intercepted", "intercepted"),
            (401, r#"{"message":"Who is asking?"}"#, "intercepted", "intercepted"),
            (403, "You have no permission.", "intercepted", "intercepted"),
            (400, r#"{"message":"clientId is missing"}"#, "unreadable", "unreadable"),
            (400, "Cannot route. Codebase/company is invalid", "cannot-route", "cannot-route"),
            (500, "{}", "server-error", "server-error"),
            (503, "<html>maintenance", "server-error", "server-error"),
            (511, "<html>sign in to the network", "proxy", "proxy"),
            (429, "{}", "busy", "busy"),
            (302, "", "redirected", "redirected"),
        ];
        for (status, body, own, cloud) in cases {
            for (host, name) in [("cw.example.com", own), ("na.myconnectwise.net", cloud)] {
                let site = Site::parse(host).unwrap();
                let cause = read(&reply(&site, *status, body), &site, "acme").unwrap_err();
                assert_eq!(cause.name(), *name, "{host}: {status} {body}");
            }
        }
    }

    #[test]
    fn the_api_is_where_connectwise_says_in_the_same_cloud_alone() {
        let api = |host: &str, site_url: &str| {
            let site = Site::parse(host).unwrap();
            let body = serde_json::json!({"CompanyName": "A", "SiteUrl": site_url});
            read(&reply(&site, 200, &body.to_string()), &site, "a").unwrap().api_authority()
        };
        for (host, site_url, expected) in [
            ("na.myconnectwise.net", "api-na.myconnectwise.net", "api-na.myconnectwise.net"),
            (
                "na.myconnectwise.net",
                "https://API-EU.myconnectwise.net/",
                "api-eu.myconnectwise.net",
            ),
            ("na.myconnectwise.net", "na.myconnectwise.net", "na.myconnectwise.net"),
            ("na.myconnectwise.net", "staging.connectwisedev.com", "api-na.myconnectwise.net"),
            ("na.myconnectwise.net", "api-na.evil.example", "api-na.myconnectwise.net"),
            (
                "na.myconnectwise.net",
                "na.myconnectwise.net@evil.example",
                "api-na.myconnectwise.net",
            ),
            ("na.myconnectwise.net", "", "api-na.myconnectwise.net"),
            ("sandbox-na.myconnectwise.net", "", "sandbox-na.myconnectwise.net"),
            ("cw.example.com", "api-na.myconnectwise.net", "cw.example.com"),
            ("cw.example.com:8443", "other.example.com", "cw.example.com:8443"),
        ] {
            assert_eq!(api(host, site_url), expected, "{host}, {site_url}");
        }
    }

    #[test]
    fn a_codebase_that_would_lead_elsewhere_is_not_used() {
        let site = Site::parse("cw.example.com").unwrap();
        for bad in ["../", "v1", "a/b/", "@evil.example/", "", "/"] {
            let body = serde_json::json!({"CompanyName": "A", "Codebase": bad, "IsCloud": false});
            let found = read(&reply(&site, 200, &body.to_string()), &site, "a").unwrap();
            assert_eq!(found.codebase, "v4_6_release/", "{bad}");
        }
    }
}
