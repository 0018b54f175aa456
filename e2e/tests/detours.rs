//! What happens when something goes wrong, or the window is closed half-way.

use e2e::{Desktop, Keychain, OtherProgram, journey};

/// By this clipboard histories know that a text is secret (KDE's, which others honour).
const HINT: &str = "x-kde-passwordManagerHint";

/// How often: many times where `make soak` asks for it.
fn rounds(few: usize, many: usize) -> usize {
    if std::env::var_os("KEYWRIGHT_SOAK").is_some() { many } else { few }
}

/// Waits until the clipboard holds a key, or another text.
async fn holds(desktop: &Desktop, key: &str) {
    for _ in 0..1200 {
        if desktop.clipboard().await.contains(key) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("it did not come to the clipboard");
}

/// A check fails by a mistyped key, says why, leads to the page that mends it, and passes.
#[tokio::test]
async fn a_failed_check_is_mended_and_passes() {
    let desktop = Desktop::start("mended").await;
    let window = desktop.open().await;
    journey::choose(&window, "vectis").await;
    journey::site(&window).await;
    journey::role(&window).await;
    journey::member(&window).await;
    window.says("tried out and works").await;
    journey::paste(&window, "public", "publicKey").await;
    window.says("16 characters").await;
    window.fill("privateKey", "WrongWrongWrong1").await;
    window.says("Both keys are in the keychain").await;
    window.press("continue").await;
    journey::client_id(&window).await;

    window.says("ConnectWise did not accept the key pair").await;
    window.shot("01-failed").await;
    let verdicts = window.verdicts().await;
    let verdict = |id: &str| verdicts.iter().find(|(line, _)| line == id).map(|(_, v)| v.as_str());
    assert_eq!(verdict("line-company"), Some("passed"));
    assert_eq!(verdict("line-keys"), Some("failed"));
    assert_eq!(
        verdict("line-row:Finance/Agreements"),
        Some("waiting"),
        "a later line is never failed"
    );

    window.press("continue").await;
    window.says("have not signed in yet").await;
    window.page("check").await;

    window.press("mend").await;
    window.page("keys").await;
    journey::paste(&window, "private", "privateKey").await;
    window.says("Both keys are in the keychain").await;
    window.press("continue").await;
    window.page("clientId").await;
    window.press("continue").await;
    window.page("check").await;
    journey::check(&window).await;
    journey::save(&window).await;
    let item = desktop.kept(&journey::account(&desktop)).await.expect("an item");
    assert!(item["status"].as_str().is_some_and(|s| s.starts_with("checked ")));
    window.close().await;
}

/// Somebody else is asked for help: what they need to know is one press away, and names nobody.
#[tokio::test]
async fn technical_details_of_a_failed_check_are_copied_for_support() {
    let desktop = Desktop::start("technical-details").await;
    let window = desktop.open().await;
    window.press("copy-details").await;
    window.says("Copied: technical details.").await;
    let before = desktop.clipboard().await;
    assert!(before.contains("Set-up: none open") && before.contains(" products"), "{before}");
    window.shot("01-start").await;

    journey::rehearse(&window, "vectis", "CutKey").await;
    journey::to_check(&window).await;
    window.says("The private key was cut short").await;
    window.press("technical").await;
    window.shot("02-technical").await;
    window.press("copy-details:key-cut-short").await;
    holds(&desktop, "Page: Check").await;
    window.shot("03-copied").await;
    let details = desktop.clipboard().await;
    for line in [
        "Keywright: 0.",
        "Web view: 2.",
        "(Secret Service), works",
        "Product: vectis",
        "Practice: A key cut short",
        "ConnectWise: cloud, North America",
        "Page: Check",
        "Problems on it: key-cut-short",
        "UTC",
        "Filled in: Private key, 12 characters",
        "Keychain, kept: ok",
        "Key pair: Failed, key-cut-short",
        "Check ended: ",
    ] {
        assert!(details.contains(line), "{line:?} is not in:\n{details}");
    }
    assert!(!details.contains("not known"), "system and web view are known:\n{details}");
    assert_eq!(desktop.offered(HINT).await, "", "no secret: a clipboard history may keep it");
    window.close().await;
}

/// Killed at once after the keys were pasted: nothing is lost, the keys least of all.
#[tokio::test]
async fn closed_half_way_it_is_taken_up_where_it_was() {
    let desktop = Desktop::start("resumed").await;
    let window = desktop.open().await;
    journey::choose(&window, "propel-your-msp").await;
    journey::site(&window).await;
    window.press("tick-row:Companies/Configurations").await;
    window.wait_for("[data-testid='tick-row:Companies/Configurations']:checked").await;
    window.press("continue").await;
    window.says("rows are ticked").await;
    window.press("anyway").await;
    journey::member(&window).await;
    window.says("tried out and works").await;
    journey::paste(&window, "public", "publicKey").await;
    window.says("16 characters").await;
    journey::paste(&window, "private", "privateKey").await;
    window.says("Both keys are in the keychain").await;
    window.crash().await;

    let account = journey::account(&desktop);
    let item = desktop.kept(&account).await.expect("the keys, put away at once");
    assert_eq!(item["status"], "not checked");

    let window = desktop.open().await;
    window.page("start").await;
    window.says("Continue where you left off").await;
    window.shot("01-start-again").await;
    window.press(&format!("open-{account}")).await;
    window.page("keys").await;
    window.says("Both keys are in the keychain, not checked yet").await;
    window.press("continue").await;
    window.page("clientId").await;
    journey::client_id(&window).await;
    journey::check(&window).await;
    journey::save(&window).await;
    journey::hand_over(&window).await;
    window.close().await;
}

/// Copying out: the clipboard holds the key, and is cleared when the program ends.
#[tokio::test]
async fn a_copied_key_leaves_the_clipboard_with_the_program() {
    let desktop = Desktop::start("clipboard").await;
    let window = desktop.open().await;
    journey::to_hand_over(&window, "mspcfo").await;
    let item = desktop.kept(&journey::account(&desktop)).await.expect("an item");
    let key = item["private_key"].as_str().expect("a key");
    let body = window.run("return document.documentElement.outerHTML").await;
    assert!(!body.as_str().expect("HTML").contains(key), "the page holds the private key");
    let copies = window.run("return [...document.querySelectorAll('[data-testid^=\"copy-hand-over:\"]')].map(e => e.dataset.testid)").await;
    let private = copies
        .as_array()
        .and_then(|ids| ids.last())
        .and_then(|id| id.as_str())
        .expect("copy buttons")
        .to_owned();
    let ids: Vec<&str> =
        copies.as_array().expect("ids").iter().filter_map(|id| id.as_str()).collect();
    assert!(ids.len() >= 4, "URL, company ID and both keys: {ids:?}");
    window.press(&private).await;
    window.says("On the clipboard").await;
    window.shot("01-countdown").await;
    let mut seen = vec![desktop.clipboard().await];
    for id in ids {
        window.press(id).await;
        let before = seen.last().cloned();
        for _ in 0..600 {
            if Some(desktop.clipboard().await) != before {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        seen.push(desktop.clipboard().await);
    }
    assert!(seen.iter().any(|text| text == key), "the private key could be copied");
    // Each time it is marked, so that clipboard histories leave it out; other texts are not.
    for round in 0..rounds(5, 50) {
        window.press(&private).await;
        holds(&desktop, key).await;
        assert_eq!(desktop.offered(HINT).await, "secret", "round {round}");
        window.press("copy-hand-over:0").await;
        for _ in 0..3000 {
            if !desktop.clipboard().await.contains(key) {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert_eq!(desktop.offered(HINT).await, "", "round {round}: no secret, no mark");
    }
    window.press(&private).await;
    holds(&desktop, key).await;
    window.close().await;
    assert!(
        !desktop.clipboard().await.contains(key),
        "the key outlives the program on the clipboard"
    );
}

/// Without a keychain the person is told before ConnectWise shows a key, and can go on.
#[tokio::test]
async fn without_a_keychain_it_says_so_and_goes_on_in_memory() {
    let desktop = Desktop::with("no-keychain", Keychain::None).await;
    let window = desktop.open().await;
    journey::choose(&window, "vectis").await;
    journey::site(&window).await;
    journey::role(&window).await;
    journey::member(&window).await;
    window.wait_for("[data-testid=vault][data-state=unusable]").await;
    window.shot("01-no-keychain").await;
    window.press("continue").await;
    window.says("The keychain is not ready yet").await;
    window.press("keep-for-session").await;
    window.wait_for("[data-testid=vault][data-state=sessionOnly]").await;
    journey::paste(&window, "public", "publicKey").await;
    journey::paste(&window, "private", "privateKey").await;
    window.says("Both keys are in memory").await;
    window.press("continue").await;
    journey::client_id(&window).await;
    journey::check(&window).await;
    window.says("for this session only").await;
    window.press("continue").await;
    window.page("handOver").await;
    journey::hand_over(&window).await;
    window.says("Memory, until you close Keywright").await;
    window.close_and_lose().await;
}

/// What was typed stays, what is missing is named, and the way out is a button.
#[tokio::test]
async fn wrong_input_is_named_and_kept() {
    let desktop = Desktop::start("wrong-input").await;
    let window = desktop.open().await;
    journey::choose(&window, "vectis").await;
    window.press("continue").await;
    window.says("Fill in: Site address").await;
    window.fill("company", "acme-msp").await;
    for (typed, said) in [
        ("http://na.myconnectwise.net/", "starts with http://"),
        ("https://joe:pw@na.myconnectwise.net", "has a user name or an @ in it"),
        ("acme", "does not look like a web address"),
        ("169.254.169.254", "No ConnectWise can be at this address"),
        (
            "connect.nowhere.example",
            "connect.nowhere.example answered, but not as ConnectWise does",
        ),
    ] {
        window.fill("address", typed).await;
        window.press("continue").await;
        window.says(said).await;
        let kept =
            window.run("return document.querySelector('[data-testid=field-address]').value").await;
        assert_eq!(kept, typed);
    }
    window.fill("address", "http://na.myconnectwise.net/").await;
    window.press("continue").await;
    window.press("mend").await;
    window.press("continue").await;
    window.says("Acme Managed Services").await;

    window.fill("company", "ACME-MSP").await;
    window.press("continue").await;
    window.says("ConnectWise writes the company ID").await;
    window.press("mend").await;
    window.says("Acme Managed Services").await;
    window.fill("company", "nobody").await;
    window.press("continue").await;
    window.says("No cloud region knows the company ID").await;
    window.fill("company", "nordlicht").await;
    window.press("continue").await;
    // Another region is a question, and never taken by itself.
    window.says("but eu.myconnectwise.net does").await;
    window.shot("01-found-elsewhere").await;
    window.press("mend").await;
    window.says("https://api-eu.myconnectwise.net").await;
    window.close().await;
}

/// A locked keychain is named; unlocked, the same page goes on.
#[tokio::test]
async fn a_locked_keychain_is_named_and_goes_on_when_unlocked() {
    let desktop = Desktop::with("locked-keychain", Keychain::Locked).await;
    let window = desktop.open().await;
    journey::choose(&window, "mspcfo").await;
    journey::site(&window).await;
    journey::role(&window).await;
    journey::member(&window).await;
    window.wait_for("[data-testid=vault][data-state=unusable] [data-cause^=vault]").await;
    window.shot("01-locked").await;
    desktop.unlock().await;
    window.press("prove-vault").await;
    journey::keys(&window).await;
    window.close().await;
}

/// In earnest, where ConnectWise cannot be reached: nothing is claimed, and what was typed
/// stays. (On a machine with a network the host is not found; without one, the network.)
#[tokio::test]
async fn in_earnest_without_an_answer_it_says_why() {
    let desktop = Desktop::start("in-earnest").await;
    let window = desktop.open().await;
    window.press("card-vectis").await;
    window.press("start").await;
    window.page("site").await;
    window.fill("address", "https://connect.keywright-test.invalid/").await;
    window.fill("company", "acme").await;
    window.press("continue").await;
    window.wait_for("[data-cause=host-not-found], [data-cause=no-network]").await;
    window.shot("01-no-answer").await;
    let kept =
        window.run("return document.querySelector('[data-testid=field-company]').value").await;
    assert_eq!(kept, "acme");
    let label = "return document.querySelectorAll('[data-testid=practice]').length";
    assert_eq!(window.run(label).await, 0, "a real set-up is not labelled as practice");
    window.close().await;
}

/// Another program takes its time to hand over what was copied. Continue, pressed at once, means
/// that text.
#[tokio::test]
async fn continue_waits_for_what_is_being_pasted() {
    let desktop = Desktop::start("slow-clipboard").await;
    let window = desktop.open().await;
    journey::choose(&window, "mspcfo").await;
    journey::paste(&window, "address", "address").await;
    // On a busy machine it is read later: another program's text must not come before it.
    window.holds("address", "na.myconnectwise.net").await;
    let other = OtherProgram::copies(&desktop, "acme-msp").await;
    other.halt().await;
    window.press("paste-company").await;
    window.press("continue").await;
    // A moment, far from the 5 s after which it is given up.
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    let text = window.text().await;
    assert!(!text.contains("Fill in"), "nothing is missed before it is known:\n{text}");
    other.go_on().await;
    window.says("Acme Managed Services").await;

    // One that never answers is given up, and Continue goes nowhere with the text before.
    other.halt().await;
    window.press("paste-company").await;
    window.press("continue").await;
    window.wait_for("[data-testid=problem][data-cause=clipboard-held]").await;
    window.page("site").await;
    other.go_on().await;
    window.close().await;
}

/// Beside ConnectWise, 360 px wide: nothing is pushed out of sight sideways.
#[tokio::test]
async fn a_narrow_window_cuts_nothing_off() {
    let desktop = Desktop::start("narrow").await;
    let window = desktop.open().await;
    window.size(360, 780).await;
    let cut_off = async |page: &str| {
        let sideways = window.cut_off().await;
        assert_eq!(sideways, serde_json::json!([]), "{page}");
        window.shot(page).await;
    };
    journey::choose(&window, "propel-your-msp").await;
    cut_off("site").await;
    journey::site(&window).await;
    cut_off("role").await;
    journey::role(&window).await;
    cut_off("member").await;
    journey::member(&window).await;
    journey::keys(&window).await;
    window.press("back").await;
    window.page("keys").await;
    cut_off("keys").await;
    window.press("continue").await;
    cut_off("client-id").await;
    journey::client_id(&window).await;
    journey::check(&window).await;
    cut_off("save").await;
    journey::save(&window).await;
    cut_off("hand-over").await;
    window.close().await;
}

/// A copied key is taken off the clipboard after its minute. Another program's text never is.
#[tokio::test]
async fn a_copied_key_is_cleared_after_a_minute_and_only_if_it_is_still_there() {
    const ELSEWHERE: &str = "copied in another program";
    let desktop = Desktop::start("clipboard-minute").await;
    let window = desktop.open().await;
    journey::to_hand_over(&window, "mspcfo").await;
    let item = desktop.kept(&journey::account(&desktop)).await.expect("an item");
    let key = item["private_key"].as_str().expect("a key");
    let holds_the_key = async |expected: bool| {
        // The minute, and time for a slow machine.
        for _ in 0..900 {
            if desktop.clipboard().await.contains(key) == expected {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        panic!("the clipboard holds the key: {}", !expected);
    };
    window.press("copy-hand-over:3").await;
    holds_the_key(true).await;
    holds_the_key(false).await;
    window.says("The clipboard was cleared").await;

    window.press("copy-hand-over:3").await;
    holds_the_key(true).await;
    desktop.copy(ELSEWHERE).await;
    window.close().await;
    assert_eq!(desktop.clipboard().await, ELSEWHERE, "another program's text was destroyed");
}
