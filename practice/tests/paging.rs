//! `pageSize`, `page` and `fields`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod common;

use common::{api, start};
use practice::{Data, Practice, World};
use serde_json::{Value, json};

async fn companies(practice: &Practice, query: &str) -> Vec<Value> {
    api(&format!("/company/companies?{query}")).of(practice).await.list()
}

fn ids(list: &[Value]) -> Vec<i64> {
    list.iter().map(|record| record["id"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn a_page_has_25_records_unless_asked_otherwise() {
    let practice = start(World::sample()).await;
    assert_eq!(companies(&practice, "").await.len(), 25);
    assert_eq!(companies(&practice, "page=2").await.len(), 15);
    assert_eq!(companies(&practice, "page=3").await.len(), 0);
    assert_eq!(companies(&practice, "pageSize=1000").await.len(), 40);
    for nonsense in [
        "pageSize=0",
        "pageSize=-1",
        "pageSize=many",
        "page=0",
        "conditions=name%20like%20%22x%25%22",
    ] {
        assert_eq!(companies(&practice, nonsense).await.len(), 25, "{nonsense}");
    }
}

#[tokio::test]
async fn a_page_has_at_most_1000_records() {
    let practice = start(World::sample()).await;
    practice.change(|world| world.tenants[0].data.companies = 1_200);
    assert_eq!(companies(&practice, "pageSize=5000&fields=id").await.len(), 1_000);
    assert_eq!(companies(&practice, "pageSize=5000&fields=id&page=2").await.len(), 200);
}

#[tokio::test]
async fn pages_do_not_overlap_and_leave_nothing_out() {
    let practice = start(World::sample()).await;
    let mut all = Vec::new();
    for page in 1..=6 {
        all.extend(ids(&companies(&practice, &format!("pageSize=7&page={page}&fields=id")).await));
    }
    assert_eq!(all, (250..290).collect::<Vec<i64>>());
}

#[tokio::test]
async fn fields_choose_what_is_answered() {
    let practice = start(World::sample()).await;
    assert_eq!(companies(&practice, "pageSize=1&fields=id").await, [json!({ "id": 250 })]);
    let nested =
        companies(&practice, "pageSize=1&fields=name,status/name,%20site/ID,nothing/here").await;
    assert_eq!(
        nested,
        [
            json!({ "name": "Harbour Street Dental", "status": { "name": "Active" }, "site": { "id": 1_500 } })
        ]
    );
    let one =
        api("/system/myMembers?fields=identifier,securityRole/name").of(&practice).await.json();
    assert_eq!(
        one,
        json!({ "identifier": "practice", "securityRole": { "name": "Practice full" } })
    );
}

#[tokio::test]
async fn a_list_answers_its_count_and_its_records() {
    let practice = start(World::sample()).await;
    assert_eq!(api("/company/companies/count").of(&practice).await.json(), json!({ "count": 40 }));
    assert_eq!(
        api("/company/companies/251?fields=id").of(&practice).await.json(),
        json!({ "id": 251 })
    );
}

#[tokio::test]
async fn an_unused_connectwise_has_empty_lists() {
    let practice = start(World::sample()).await;
    practice.change(|world| world.tenants[0].data = Data::of_each(0));
    for path in [
        "/company/companies",
        "/company/contacts",
        "/service/tickets",
        "/finance/agreements",
        "/procurement/products",
        "/project/tickets",
    ] {
        assert!(api(path).of(&practice).await.list().is_empty(), "{path}");
    }
}
