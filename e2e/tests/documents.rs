//! The record and the plan in the real window: saved into the downloads folder, and opened by
//! the system's own way, which a stand-in writes down.

use e2e::{Desktop, journey};

#[tokio::test]
async fn the_record_of_a_practised_set_up_is_saved_opened_and_complete() {
    let desktop = Desktop::start("record").await;
    let window = desktop.open().await;
    let account = journey::whole(&desktop, &window, "sync-365").await;
    window.press("save-record").await;
    window.wait_for("[data-testid=record-saved]").await;
    window.shot("01-saved").await;
    let html = desktop.downloaded(".html");
    for said in [
        "<!doctype html>",
        "PRACTICE",
        "Acme Managed Services",
        "Agreement Invoicing",
        "Checked by",
        account.as_str(),
    ] {
        assert!(html.contains(said), "no {said}");
    }
    assert!(html.matches("box ticked").count() > 8, "what was ticked is ticked");
    for secret in ["PRACTICEpub2468x", "PRACTICEprv1357y"] {
        assert!(!html.contains(&secret[12..]), "the end of {secret}");
    }

    window.press("print-record").await;
    let opened = desktop.opened().await;
    let [path] = &opened[..] else { panic!("{opened:?}") };
    let path = std::path::Path::new(path);
    assert_eq!(path.parent(), Some(desktop.home()), "the folder for downloads");
    assert_eq!(std::fs::read_to_string(path).expect("the document"), html);
    assert_eq!(desktop.downloaded(".html"), html, "one file, pressed twice");
    window.size(360, 780).await;
    assert_eq!(window.cut_off().await, serde_json::json!([]));
    window.shot("02-narrow").await;
    window.close().await;
}

#[tokio::test]
async fn a_plan_is_printed_before_anything_is_begun() {
    let desktop = Desktop::start("plan").await;
    let window = desktop.open().await;
    window.page("start").await;
    window.press("card-syncsmart-hubspot").await;
    window.press("print-plan").await;
    window.wait_for("[data-testid=plan-saved]").await;
    window.shot("01-plan").await;
    let html = desktop.downloaded(".html");
    assert!(html.contains("Service Tickets") && !html.contains("box ticked"));
    let opened = desktop.opened().await;
    assert!(opened.len() == 1 && opened[0].ends_with(".html"), "{opened:?}");
    assert!(!desktop.data().join("journal.json").exists(), "no set-up was begun");
    window.close().await;
}
