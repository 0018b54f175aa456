//! All five integrations from choosing to done by the keyboard alone; what was saved is read back
//! by the system's own tool. On the way: where the focus goes, and whether Tab reaches everything.

use e2e::keyboard::{Hand, enter_on, focus_is};
use e2e::{Desktop, Window, journey};

/// What lies in the keychain is what a set-up with the mouse puts there.
async fn is_kept(desktop: &Desktop, integration: &str) {
    let item = desktop.kept(&journey::account(desktop)).await.expect("an item");
    assert_eq!(item["integration"], integration);
    assert_eq!(item["practice"], true);
    assert_eq!(item["company_id"], "acme-msp");
    let status = item["status"].as_str().unwrap_or_default();
    assert!(status.starts_with("checked "), "{status}");
    for key in ["public_key", "private_key"] {
        assert_eq!(item[key].as_str().map(str::len), Some(16), "{key}");
    }
}

async fn from_choose_to_done(integration: &str, hand: Hand, first: impl AsyncFnOnce(&Window)) {
    let desktop = Desktop::start(&format!("keyboard-{integration}")).await;
    let window = desktop.open().await;
    first(&window).await;
    hand.choose(&window, integration).await;
    hand.site(&window).await;
    hand.role(&window).await;
    hand.member(&window).await;
    hand.keys(&window).await;
    hand.client_id(&window).await;
    hand.check(&window).await;
    hand.save(&window).await;
    hand.hand_over(&window).await;
    is_kept(&desktop, integration).await;
    window.close().await;
}

#[tokio::test]
async fn vectis() {
    let walks = Hand { walks: true, ..Hand::default() };
    from_choose_to_done("vectis", walks, async |_| {}).await;
}

#[tokio::test]
async fn sync_365() {
    from_choose_to_done("sync-365", Hand::default(), async |_| {}).await;
}

#[tokio::test]
async fn syncsmart_for_hubspot() {
    let by_keys = Hand { ctrl_v: true, ..Hand::default() };
    from_choose_to_done("syncsmart-hubspot", by_keys, async |_| {}).await;
}

#[tokio::test]
async fn mspcfo() {
    from_choose_to_done("mspcfo", Hand::default(), async |_| {}).await;
}

/// Beside ConnectWise, as narrow as it goes: one line at a time is in hand.
#[tokio::test]
async fn propel_your_msp() {
    let walks = Hand { walks: true, ..Hand::default() };
    from_choose_to_done("propel-your-msp", walks, async |window| {
        enter_on(window, "toggle-beside").await;
        window.wait_for("[data-testid=toggle-beside][aria-pressed=true]").await;
        focus_is(window, "toggle-beside").await;
        window.size(360, 780).await;
    })
    .await;
}
