//! All five integrations, from choosing to done, in practice; what was saved is read back
//! by the system's own tool.

use e2e::{Desktop, journey};

async fn from_choose_to_done(integration: &str) {
    let desktop = Desktop::start(integration).await;
    let window = desktop.open().await;
    let account = journey::whole(&desktop, &window, integration).await;
    let item = desktop.kept(&account).await.expect("an item that secret-tool finds");
    assert_eq!(item["integration"], integration);
    assert_eq!(item["practice"], true);
    assert_eq!(item["company_id"], "acme-msp");
    assert_eq!(item["origin"], "https://api-na.myconnectwise.net");
    assert!(
        item["status"].as_str().is_some_and(|s| s.starts_with("checked ")),
        "{}",
        item["status"]
    );
    for key in ["public_key", "private_key"] {
        assert_eq!(item[key].as_str().map(str::len), Some(16), "{key}");
    }
    assert!(window.verdicts().await.is_empty(), "the check page is behind us");
    window.close().await;
}

#[tokio::test]
async fn vectis() {
    from_choose_to_done("vectis").await;
}

#[tokio::test]
async fn sync_365() {
    from_choose_to_done("sync-365").await;
}

#[tokio::test]
async fn syncsmart_for_hubspot() {
    from_choose_to_done("syncsmart-hubspot").await;
}

#[tokio::test]
async fn propel_your_msp() {
    from_choose_to_done("propel-your-msp").await;
}

#[tokio::test]
async fn mspcfo() {
    from_choose_to_done("mspcfo").await;
}
