//! What is amiss is named by cause and row, mended as the page offers, and passes: each of
//! these can be rehearsed by name on an onboarding call.

use e2e::{Desktop, Window, journey};

async fn verdict(window: &Window, line: &str) -> String {
    let verdicts = window.verdicts().await;
    let id = format!("line-{line}");
    let found = verdicts.into_iter().find(|(line, _)| *line == id);
    found.unwrap_or_else(|| panic!("no line {line}")).1
}

/// To the end: saved, handed over, done.
async fn passes_and_goes_on(desktop: &Desktop, window: &Window) -> serde_json::Value {
    journey::check(window).await;
    journey::save(window).await;
    desktop.kept(&journey::account(desktop)).await.expect("an item")
}

#[tokio::test]
async fn a_narrow_role_is_named_row_by_row_then_corrected() {
    let desktop = Desktop::start("narrow-role").await;
    let window = desktop.open().await;
    journey::rehearse(&window, "vectis", "ShortRole").await;
    journey::to_check(&window).await;
    window.says("missing").await;
    window.shot("01-missing").await;
    let short: Vec<String> = window
        .verdicts()
        .await
        .into_iter()
        .filter(|(line, verdict)| line.starts_with("line-row:") && verdict == "failed")
        .map(|(line, _)| line)
        .collect();
    assert_eq!(short.len(), 2, "{short:?}");
    window.says("has to be").await;
    window.run("document.querySelector('[data-testid^=\"cells-\"]').scrollIntoView()").await;
    window.shot("02-rows").await;

    // The text for the administrator lies in the downloads folder.
    window.press("save-result-administrator").await;
    window.wait_for("[data-testid=result-saved]").await;
    let text = desktop.downloaded(".txt");
    for line in &short {
        let row = line.rsplit('/').next().expect("a row");
        assert!(text.contains(&format!("  {row}: set ")), "{row} is not in:\n{text}");
    }

    window.press("copy-result-support").await;
    window.says("Copied: the result").await;
    let copied = desktop.clipboard().await;
    assert!(copied.contains("[Missing] ") && copied.contains("[Passed] API member"), "{copied}");
    for secret in ["PRACTICEpub2468x", "PRACTICEprv1357y"] {
        assert!(!copied.contains(secret) && !text.contains(secret), "{secret} is in the result");
    }

    window.size(360, 780).await;
    assert_eq!(window.cut_off().await, serde_json::json!([]));
    window.shot("03-narrow").await;

    // Going on takes a button of its own; then the role is corrected and one line checked alone.
    window.press("continue").await;
    window.says("may not work in full").await;
    window.press("put-right").await;
    let line = short[0].trim_start_matches("line-").to_owned();
    window.press(&format!("again-{line}")).await;
    window.wait_for(&format!("[data-testid='line-{line}'][data-verdict=passed]")).await;
    assert_eq!(verdict(&window, short[1].trim_start_matches("line-")).await, "failed");
    window.press("check").await;
    let item = passes_and_goes_on(&desktop, &window).await;
    assert!(item["status"].as_str().is_some_and(|s| s.starts_with("checked ")));
    window.close().await;
}

#[tokio::test]
async fn a_wide_role_passes_and_is_listed_worst_first_then_lowered() {
    let desktop = Desktop::start("wide-role").await;
    let window = desktop.open().await;
    journey::rehearse(&window, "syncsmart-hubspot", "WideRole").await;
    journey::to_check(&window).await;
    window.says("more is open than needed").await;
    window.wait_for("[data-testid=wider] [data-testid=wider-row]").await;
    window.shot("01-outcome").await;
    let to_list = "document.querySelector('[data-testid=wider]').scrollIntoView()";
    window.run(to_list).await;
    window.shot("02-wider").await;
    window.size(360, 780).await;
    assert_eq!(window.cut_off().await, serde_json::json!([]));
    window.run(to_list).await;
    window.shot("03-narrow").await;
    let first =
        window.run("return document.querySelector('[data-testid=wider-row]').textContent").await;
    assert!(first.as_str().is_some_and(|text| text.contains("System > Security")), "{first}");
    assert_eq!(verdict(&window, "wider").await, "wider");
    assert!(
        window.verdicts().await.iter().all(|(_, verdict)| verdict != "failed"),
        "more than needed is no failure"
    );
    window.press("put-right").await;
    window.press("check").await;
    passes_and_goes_on(&desktop, &window).await;
    window.close().await;
}

#[tokio::test]
async fn swapped_keys_are_named_and_exchanged() {
    let desktop = Desktop::start("swapped-keys").await;
    let window = desktop.open().await;
    journey::rehearse(&window, "sync-365", "SwappedKeys").await;
    journey::to_check(&window).await;
    window.wait_for("[data-cause=keys-swapped]").await;
    window.says("The two keys are swapped").await;
    window.shot("01-swapped").await;
    assert_eq!(verdict(&window, "keys").await, "failed");
    window.press("mend").await;
    let item = passes_and_goes_on(&desktop, &window).await;
    assert_eq!(item["public_key"], "PRACTICEpub2468x");
    assert_eq!(item["private_key"], "PRACTICEprv1357y");
    window.close().await;
}

#[tokio::test]
async fn the_wrong_region_is_named_and_changed() {
    let desktop = Desktop::start("wrong-region").await;
    let window = desktop.open().await;
    journey::rehearse(&window, "propel-your-msp", "WrongRegion").await;
    journey::to_check(&window).await;
    window.wait_for("[data-cause=keys-elsewhere]").await;
    window.says("Use eu.myconnectwise.net").await;
    window.shot("01-wrong-region").await;
    window.press("mend").await;
    let item = passes_and_goes_on(&desktop, &window).await;
    assert_eq!(item["origin"], "https://api-eu.myconnectwise.net");
    window.close().await;
}

#[tokio::test]
async fn a_key_cut_short_is_named_and_pasted_whole() {
    let desktop = Desktop::start("cut-key").await;
    let window = desktop.open().await;
    journey::rehearse(&window, "mspcfo", "CutKey").await;
    journey::to_check(&window).await;
    window.says("The private key was cut short").await;
    window.says("12 characters").await;
    window.press("mend").await;
    window.page("keys").await;
    window.press("put-right").await;
    window.says("PRACTICEprv1357y").await;
    journey::keys(&window).await;
    window.page("clientId").await;
    window.press("continue").await;
    passes_and_goes_on(&desktop, &window).await;
    window.close().await;
}
