//! Each refusal the facts page knows, with its body, and the order in which they come.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod common;

use common::{API_HOST, Ask, Got, api, start};
use practice::{BadKeys, CLIENT_ID, PRIVATE_KEY, PUBLIC_KEY, Practice, World};
use serde_json::json;

fn wrong_keys() -> Ask {
    api("/system/info").with_keys("acme-msp", PUBLIC_KEY, "not-the-key")
}

fn on_premises(public: &str, private: &str) -> Ask {
    api("/system/info").on("cw.example-msp.com").with_keys("example-msp", public, private)
}

fn is_cannot_route(got: &Got) {
    assert_eq!(got.status, 400);
    assert_eq!(got.content_type, "text/plain; charset=utf-8");
    assert_eq!(got.text, "Cannot route. Codebase/company is invalid");
}

#[tokio::test]
async fn wrong_keys_are_unauthorized() {
    let practice = start(World::sample()).await;
    let got = wrong_keys().of(&practice).await;
    assert_eq!(got.status, 401);
    assert_eq!(got.json()["code"], "Unauthorized");

    let got = on_premises("wrong", "wrong").of(&practice).await;
    assert_eq!(got.status, 401);
    assert_eq!(got.json()["code"], "ConnectWiseApi");
    assert_eq!(got.json()["message"], "ConnectWiseApi: UserNotAuthenticated");
    assert_eq!(on_premises("EXAMPLEMSPpub46x", "EXAMPLEMSPprv35y").of(&practice).await.status, 200);

    practice.change(|world| world.quirks.bad_keys = BadKeys::NotFound);
    let got = wrong_keys().of(&practice).await;
    assert_eq!(got.status, 404);
    assert_eq!(got.json()["code"], "NotFound");
    assert_eq!(
        api("/system/info").of(&practice).await.status,
        200,
        "right keys are not touched by it"
    );
}

#[tokio::test]
async fn swapped_inactive_and_orphaned_keys_are_unauthorized() {
    let practice = start(World::sample()).await;
    assert_eq!(
        api("/system/info")
            .with_keys("acme-msp", PRIVATE_KEY, PUBLIC_KEY)
            .of(&practice)
            .await
            .status,
        401
    );
    practice.change(|world| world.tenants[0].members[0].keys[0].active = false);
    assert_eq!(api("/system/info").of(&practice).await.status, 401);
    practice.change(|world| {
        world.tenants[0].members[0].keys[0].active = true;
        world.tenants[0].members[0].active = false;
    });
    assert_eq!(api("/system/info").of(&practice).await.status, 401);
    practice.change(|world| {
        world.tenants[0].members[0].active = true;
        world.tenants[0].roles.clear();
    });
    assert_eq!(api("/system/info").of(&practice).await.status, 200);
    assert_eq!(
        api("/company/companies").of(&practice).await.status,
        403,
        "a member without a role may see nothing"
    );
}

#[tokio::test]
async fn without_credentials_is_unauthorized() {
    let practice = start(World::sample()).await;
    for header in [None, Some("Bearer abc"), Some("Basic !!!"), Some("Basic YWNtZQ==")] {
        let mut ask = api("/system/info");
        ask.authorization = header.map(str::to_owned);
        assert_eq!(ask.of(&practice).await.status, 401, "{header:?}");
    }
}

#[tokio::test]
async fn an_unknown_company_or_path_cannot_be_routed() {
    let practice = start(World::sample()).await;
    is_cannot_route(
        &api("/system/info").with_keys("acme", PUBLIC_KEY, PRIVATE_KEY).of(&practice).await,
    );
    is_cannot_route(
        &api("/system/info").with_keys("ACME-MSP", PUBLIC_KEY, PRIVATE_KEY).of(&practice).await,
    );
    // Known, but in another region.
    is_cannot_route(
        &api("/system/info").with_keys("nordlicht", PUBLIC_KEY, PRIVATE_KEY).of(&practice).await,
    );
    for path in [
        "/v9_9/apis/3.0/system/info",
        "/v4_6_release/apis/2.0/system/info",
        "/apis/3.0/system/info",
        "/v4_6_release",
        "/",
    ] {
        let mut ask = api("");
        ask.path = path.to_owned();
        is_cannot_route(&ask.of(&practice).await);
    }
    let mut ask = api("");
    ask.path = "/v2025_1/apis/3.0/system/info".to_owned();
    assert_eq!(ask.of(&practice).await.status, 200, "the company's own codebase");
}

#[tokio::test]
async fn a_missing_or_unknown_client_id_is_named() {
    let practice = start(World::sample()).await;
    for client_id in [None, Some(""), Some("00000000-0000-0000-0000-000000000000")] {
        let got = api("/system/info").with_client_id(client_id).of(&practice).await;
        assert_eq!(got.status, 400);
        assert!(got.text.to_lowercase().contains("clientid"), "{}", got.text);
    }
    let upper = CLIENT_ID.to_uppercase();
    assert_eq!(api("/system/info").with_client_id(Some(&upper)).of(&practice).await.status, 200);
}

#[tokio::test]
async fn company_comes_before_client_id_before_keys_before_permission() {
    let practice = start(World::sample()).await;
    practice.change(|world| {
        world.tenants[0].roles[0] = practice::Role { id: 11, ..practice::Role::none("nothing") }
    });
    let companies = || api("/company/companies");
    is_cannot_route(
        &companies().with_keys("acme", "x", "y").with_client_id(None).of(&practice).await,
    );
    assert_eq!(
        companies().with_keys("acme-msp", "x", "y").with_client_id(None).of(&practice).await.status,
        400
    );
    assert_eq!(companies().with_keys("acme-msp", "x", "y").of(&practice).await.status, 401);
    assert_eq!(companies().of(&practice).await.status, 403);
}

#[tokio::test]
async fn an_unknown_record_is_not_found() {
    let practice = start(World::sample()).await;
    for path in [
        "/company/companies/1",
        "/company/companies/290/teams",
        "/company/companies/249/notes",
        "/service/tickets/1/notes",
        "/system/securityRoles/99/settings",
        "/system/reports/NoSuchReport",
        "/system/documents?recordType=Company&recordId=1",
        "/system/info/1",
        "/no/such/address",
    ] {
        let got = api(path).of(&practice).await;
        assert_eq!(got.status, 404, "{path}");
        assert_eq!(got.json()["code"], "NotFound", "{path}");
    }
}

#[tokio::test]
async fn a_missing_field_is_an_invalid_object() {
    let practice = start(World::sample()).await;
    let got = api("/system/documents").of(&practice).await;
    assert_eq!(got.status, 400);
    assert_eq!(got.json()["code"], "InvalidObject");
    assert_eq!(got.json()["errors"][0]["field"], "recordType");
}

async fn send(practice: &Practice, method: reqwest::Method) -> u16 {
    let url = format!("{}{}/company/companies", practice.origin(), common::API);
    let request = common::client()
        .request(method, url)
        .header("host", API_HOST)
        .header("clientId", CLIENT_ID);
    request
        .header("authorization", common::basic("acme-msp", PUBLIC_KEY, PRIVATE_KEY))
        .body("{}")
        .send()
        .await
        .unwrap()
        .status()
        .as_u16()
}

#[tokio::test]
async fn nothing_can_be_written() {
    let practice = start(World::sample()).await;
    for method in [
        reqwest::Method::POST,
        reqwest::Method::PUT,
        reqwest::Method::PATCH,
        reqwest::Method::DELETE,
    ] {
        assert_eq!(send(&practice, method).await, 405);
    }
    let methods: Vec<String> = practice.seen().into_iter().map(|seen| seen.method).collect();
    assert_eq!(json!(methods), json!(["POST", "PUT", "PATCH", "DELETE"]));
}
