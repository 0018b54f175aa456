//! One server, several ConnectWise hosts: which answers what, and what companyinfo says.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod common;

use common::{Got, api, plain, start};
use practice::{Practice, Seen, World};
use serde_json::{Value, json};

async fn company_info(practice: &Practice, host: &str, company: &str) -> Got {
    plain(host, &format!("/login/companyinfo/{company}")).of(practice).await
}

#[tokio::test]
async fn companyinfo_has_the_known_fields() {
    let practice = start(World::sample()).await;
    let got = company_info(&practice, "na.myconnectwise.net", "acme-msp").await;
    assert_eq!(got.status, 200);
    let info = got.json();
    // The developer guide's example has exactly the first six; a capture of 2021 the other two.
    let mut names: Vec<&String> = info.as_object().unwrap().keys().collect();
    names.sort();
    let known = [
        "AllowedOrigins",
        "Codebase",
        "CompanyID",
        "CompanyName",
        "IsCloud",
        "SiteUrl",
        "VersionCode",
        "VersionNumber",
    ];
    assert_eq!(names, known);
    assert_eq!(info["CompanyName"], "Acme Managed Services");
    assert_eq!(info["Codebase"], "v2025_1/");
    assert_eq!(info["VersionCode"], "v2025.1");
    assert!(info["VersionNumber"].as_str().unwrap().starts_with("v4.6."));
    assert_eq!(info["CompanyID"], "acme-msp");
    assert_eq!(info["IsCloud"], "True");
    assert_eq!(info["SiteUrl"], "api-na.myconnectwise.net");
}

#[tokio::test]
async fn companyinfo_differs_by_company() {
    let practice = start(World::sample()).await;
    let eu = company_info(&practice, "eu.myconnectwise.net", "nordlicht").await.json();
    assert_eq!(eu["CompanyID"], "NLS");
    assert_eq!(eu["SiteUrl"], "api-eu.myconnectwise.net");
    let own = company_info(&practice, "cw.example-msp.com", "example-msp").await.json();
    assert_eq!(own["IsCloud"], "False");
    assert_eq!(own["Codebase"], "v4_6_release/");
    assert_eq!(own["SiteUrl"], "cw.example-msp.com");
    assert_eq!(
        company_info(&practice, "api-na.myconnectwise.net", "acme-msp").await.json()["CompanyID"],
        "acme-msp"
    );
    practice.change(|world| world.quirks.is_cloud_as_bool = true);
    assert_eq!(
        company_info(&practice, "na.myconnectwise.net", "acme-msp").await.json()["IsCloud"],
        true
    );
}

#[tokio::test]
async fn an_unknown_company_is_null() {
    let practice = start(World::sample()).await;
    for (host, company) in [
        ("na.myconnectwise.net", "nobody"),
        ("na.myconnectwise.net", "Acme-MSP"),
        ("na.myconnectwise.net", "nordlicht"),
        ("eu.myconnectwise.net", "acme-msp"),
        ("na.myconnectwise.net", ""),
    ] {
        let got = company_info(&practice, host, company).await;
        assert_eq!((got.status, got.json()), (200, Value::Null), "{company} on {host}");
    }
    practice.change(|world| world.quirks.unknown_company_is_404 = true);
    assert_eq!(company_info(&practice, "na.myconnectwise.net", "nobody").await.status, 404);
}

#[tokio::test]
async fn the_cloud_sign_in_site_is_not_the_api() {
    let practice = start(World::sample()).await;
    let got = api("/system/info").on("na.myconnectwise.net").of(&practice).await;
    assert_eq!(got.status, 200);
    assert!(got.content_type.starts_with("text/html"));
    assert!(got.text.starts_with("<!DOCTYPE html>"));
}

#[tokio::test]
async fn an_unknown_host_is_some_web_server() {
    let practice = start(World::sample()).await;
    for host in [
        "www.example.com",
        "nq.myconnectwise.net",
        "api-cw.example-msp.com",
        "na.myconnectwise.net.example.com",
    ] {
        let got = company_info(&practice, host, "acme-msp").await;
        assert_eq!(got.status, 404, "{host}");
        assert!(got.content_type.starts_with("text/html"), "{host}");
    }
}

/// As a region answers about companies it does not have.
#[tokio::test]
async fn a_region_without_companies_knows_none() {
    let practice = start(World::sample()).await;
    for host in ["au.myconnectwise.net", "sandbox-eu.myconnectwise.net"] {
        let got = company_info(&practice, host, "acme-msp").await;
        assert_eq!((got.status, got.json()), (200, Value::Null), "{host}");
    }
}

#[tokio::test]
async fn the_loopback_address_is_the_first_company_in_every_role() {
    let practice = start(World::sample()).await;
    let bare = practice.origin().strip_prefix("http://").unwrap().to_owned();
    let named = bare.replace("127.0.0.1", "localhost");
    for host in [bare, named] {
        assert_eq!(
            company_info(&practice, &host, "acme-msp").await.json()["CompanyID"],
            "acme-msp"
        );
        assert_eq!(company_info(&practice, &host, "nordlicht").await.json(), Value::Null);
        assert_eq!(api("/system/info").on(&host).of(&practice).await.json()["cloudRegion"], "NA");
    }
}

#[tokio::test]
async fn case_and_port_of_a_host_do_not_matter() {
    let practice = start(World::sample()).await;
    assert_eq!(
        api("/system/info").on("API-NA.MyConnectWise.net:443").of(&practice).await.status,
        200
    );
    assert_eq!(api("/SYSTEM/Info").of(&practice).await.status, 200);
}

#[tokio::test]
async fn it_listens_on_this_computer_only() {
    let practice = start(World::sample()).await;
    assert!(practice.origin().starts_with("http://127.0.0.1:"), "{}", practice.origin());
}

#[tokio::test]
async fn requests_are_written_down_without_secrets() {
    let practice = start(World::sample()).await;
    api("/company/companies?pageSize=1&fields=id").of(&practice).await;
    plain("NA.myconnectwise.net", "/login/companyinfo/acme-msp").of(&practice).await;
    let seen = |host: &str, path: &str, query: &str, had| Seen {
        host: host.to_owned(),
        method: "GET".to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
        had_authorization: had,
        had_client_id: had,
    };
    let expected = [
        seen(
            "api-na.myconnectwise.net",
            "/v4_6_release/apis/3.0/company/companies",
            "pageSize=1&fields=id",
            true,
        ),
        seen("na.myconnectwise.net", "/login/companyinfo/acme-msp", "", false),
    ];
    assert_eq!(practice.seen(), expected);
    practice.forget_seen();
    assert_eq!(json!(practice.seen().len()), json!(0));
}
