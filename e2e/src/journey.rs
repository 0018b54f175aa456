//! The way from the first page to "Done" in practice, as a person goes it. Each step ends
//! on the next page, so that a test can stop anywhere.

use crate::{Desktop, Window};

/// The page is labelled as practice.
async fn labelled(window: &Window) {
    window.wait_for("[data-testid=practice]").await;
}

/// Chooses an integration and starts practising.
pub async fn choose(window: &Window, integration: &str) {
    window.page("start").await;
    window.shot("01-start").await;
    window.press(&format!("card-{integration}")).await;
    window.wait_for("[data-testid=practise]").await;
    window.shot("02-before-you-begin").await;
    window.press("practise").await;
    window.page("site").await;
}

/// Copies what ConnectWise would show and pastes it with the Paste button.
pub async fn paste(window: &Window, value: &str, field: &str) {
    window.press(&format!("copy-practice:{value}")).await;
    window.says("Copied").await;
    window.press(&format!("paste-{field}")).await;
}

/// Chooses an integration and rehearses a situation.
pub async fn rehearse(window: &Window, integration: &str, situation: &str) {
    window.page("start").await;
    window.press(&format!("card-{integration}")).await;
    window.press("situations").await;
    window.shot("00-situations").await;
    window.press(&format!("situation-{situation}")).await;
    window.page("site").await;
}

pub async fn site(window: &Window) {
    labelled(window).await;
    paste(window, "address", "address").await;
    paste(window, "company", "company").await;
    window.press("continue").await;
    window.says("https://api-na.myconnectwise.net").await;
    window.shot("03-site").await;
    window.press("continue").await;
    window.page("role").await;
}

pub async fn role(window: &Window) {
    labelled(window).await;
    window.shot("04-role").await;
    window.tick_all("row:").await;
    window.tick_all("table:").await;
    // A narrow window has the tables in hand once the rows are set, which it learns a moment
    // after the box of the last one is ticked.
    let left = "return document.querySelector('[data-testid=in-hand]') !== null \
                && document.querySelector('[data-testid=all-set]') === null";
    while window.run(left).await == true {
        window.tick_all("table:").await;
    }
    window.shot("05-role-ticked").await;
    window.press("continue").await;
    window.page("member").await;
}

pub async fn member(window: &Window) {
    labelled(window).await;
    window.shot("06-member").await;
    window.press("continue").await;
    window.page("keys").await;
}

pub async fn keys(window: &Window) {
    labelled(window).await;
    window.says("tried out and works").await;
    paste_keys(window).await;
    window.shot("07-keys").await;
    window.press("continue").await;
    window.page("clientId").await;
}

/// Pastes both keys; they are in the keychain then.
pub async fn paste_keys(window: &Window) {
    paste(window, "public", "publicKey").await;
    window.says("16 characters").await;
    paste(window, "private", "privateKey").await;
    window.says("Both keys are in the keychain").await;
}

pub async fn client_id(window: &Window) {
    labelled(window).await;
    paste(window, "client-id", "clientId").await;
    window.says("36 characters").await;
    window.shot("08-client-id").await;
    window.press("continue").await;
    window.page("check").await;
}

pub async fn check(window: &Window) {
    labelled(window).await;
    window.says("has what it needs").await;
    window.shot("09-check").await;
    window.press("continue").await;
    window.page("save").await;
}

pub async fn save(window: &Window) {
    labelled(window).await;
    window.press("continue").await;
    window.says("Read back and compared").await;
    window.shot("10-save").await;
    window.press("continue").await;
    window.page("handOver").await;
}

pub async fn hand_over(window: &Window) {
    labelled(window).await;
    window.shot("11-hand-over").await;
    window.tick_all("paste:").await;
    window.press("continue").await;
    window.page("done").await;
    labelled(window).await;
    window.shot("12-done").await;
}

/// From "Your ConnectWise" to the check, which has begun.
pub async fn to_check(window: &Window) {
    site(window).await;
    role(window).await;
    member(window).await;
    keys(window).await;
    client_id(window).await;
}

/// From the first page to "Hand over", everything saved.
pub async fn to_hand_over(window: &Window, integration: &str) {
    choose(window, integration).await;
    to_check(window).await;
    check(window).await;
    save(window).await;
}

/// All of it. Answers the keychain account of what was saved.
pub async fn whole(desktop: &Desktop, window: &Window, integration: &str) -> String {
    to_hand_over(window, integration).await;
    hand_over(window).await;
    account(desktop)
}

/// The only connection in the journal: its id is the keychain account.
pub fn account(desktop: &Desktop) -> String {
    let text = std::fs::read_to_string(desktop.data().join("journal.json")).expect("a journal");
    let journal: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    journal["connections"][0]["id"].as_str().expect("an id").to_owned()
}
