//! People come back, replace keys, correct what they typed, go on regardless and leave early. No
//! key is lost by it, and every page tells the present.

use e2e::keyboard::ctrl;
use e2e::network::{self, Authority};
use e2e::{Desktop, Hosts, Key, Window, journey};
use practice::{CLIENT_ID, COMPANY_ID, KeyPair, Level, PRIVATE_KEY, PUBLIC_KEY, Role, World};
use serde_json::{Value, json};

const NA: &str = "na.myconnectwise.net";
const API: &str = "api-na.myconnectwise.net";
/// The pair that takes the place of [`PUBLIC_KEY`] and [`PRIVATE_KEY`].
const NEW_PUBLIC: &str = "Rt6VnewPub2Kd4Zq";
const NEW_PRIVATE: &str = "Hy3WnewPrv8Jc5Gf";

/// The steps of the rail, by their places in it.
const SITE: usize = 0;
const ROLE: usize = 1;
const MEMBER: usize = 2;
const KEYS: usize = 3;
const CHECK: usize = 5;
const SAVE: usize = 6;
const HAND_OVER: usize = 7;
const DONE: usize = 8;

async fn step(window: &Window, step: usize) {
    window.press(&format!("step-{step}")).await;
}

/// What the mark of each step says.
async fn rail(window: &Window) -> Vec<String> {
    let marks = window
        .run(
            "return [...document.querySelectorAll('nav.wide li')].map(li => \
             ['here', 'done', 'open', 'skipped', 'ahead'].find(is => li.classList.contains(is)) ?? '')",
        )
        .await;
    let marks = marks.as_array().cloned().unwrap_or_default();
    marks.iter().map(|mark| mark.as_str().unwrap_or_default().to_owned()).collect()
}

/// The texts of everything with this `data-testid`.
async fn texts(window: &Window, id: &str) -> Vec<String> {
    let script = format!(
        "return [...document.querySelectorAll('[data-testid={id:?}]')].map(e => e.innerText)"
    );
    let texts = window.run(&script).await.as_array().cloned().unwrap_or_default();
    texts.iter().map(|text| text.as_str().unwrap_or_default().to_owned()).collect()
}

async fn heading(window: &Window) -> String {
    let heading = window.run("return document.querySelector('h1').innerText").await;
    heading.as_str().unwrap_or_default().to_owned()
}

/// The card of a connection on the first page, once it says this, or no longer does.
async fn card(window: &Window, account: &str, words: &str, said: bool) {
    let script = format!(
        "return document.querySelector('[data-testid=\"kept-{account}\"]')?.innerText ?? ''"
    );
    for _ in 0..600 {
        let text = window.run(&script).await;
        let text = text.as_str().unwrap_or_default();
        if !text.is_empty() && text.contains(words) == said {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the card says {words:?}: {}; it is: {}", !said, window.run(&script).await);
}

async fn paste(desktop: &Desktop, window: &Window, field: &str, text: &str) {
    desktop.copy(text).await;
    window.press(&format!("paste-{field}")).await;
}

async fn holds_nothing(window: &Window, field: &str) {
    let value = format!("return document.querySelector('[data-testid=field-{field}]').value");
    for _ in 0..600 {
        if window.run(&value).await == "" {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{field} is not empty again");
}

/// From "Your ConnectWise" to the key pair in practice, as somebody in a hurry: no row is ticked.
async fn to_the_keys(window: &Window, integration: &str) {
    journey::choose(window, integration).await;
    journey::site(window).await;
    window.press("continue").await;
    window.press("anyway").await;
    journey::member(window).await;
    window.says("tried out and works").await;
}

fn connection(desktop: &Desktop) -> Value {
    let text = std::fs::read_to_string(desktop.data().join("journal.json")).expect("a journal");
    let journal: Value = serde_json::from_str(&text).expect("JSON");
    journal["connections"][0].clone()
}

/// Everything the program has written of its progress, as one text.
fn on_disk(desktop: &Desktop) -> String {
    let files = std::fs::read_dir(desktop.data()).expect("its folder").flatten();
    let texts = files.map(|file| std::fs::read(file.path()).unwrap_or_default());
    texts.map(|text| String::from_utf8_lossy(&text).into_owned()).collect::<Vec<_>>().join("\n")
}

/// A new key makes a new pair beside the saved one, which comes back by one press, and gives way
/// only to a new pair that passed its check.
#[test]
fn a_saved_pair_is_replaced_by_save_alone() {
    let test = "a_saved_pair_is_replaced_by_save_alone";
    network::alone(test, &[NA, API], async {
        let authority = Authority::new("cloud");
        let mut world = World::sample();
        let mut role = Role::none("MSPCFO");
        role.id = 11;
        role.set("System", "API Reports", [Level::None, Level::None, Level::None, Level::All]);
        world.tenants[0].roles = vec![role];
        world.tenants[0].members[0].keys.push(KeyPair {
            public: NEW_PUBLIC.into(),
            private: NEW_PRIVATE.into(),
            active: true,
        });
        let _hosts = Hosts::start(world, &[NA, API], &authority).await;
        let mut desktop = Desktop::start("replaced").await;
        desktop.set("SSL_CERT_FILE", authority.file().display().to_string());
        let window = desktop.open().await;
        window.press("card-mspcfo").await;
        window.press("start").await;
        window.page("site").await;
        window.fill("address", NA).await;
        window.fill("company", COMPANY_ID).await;
        window.press("continue").await;
        window.says("Acme Managed Services").await;
        window.press("continue").await;
        window.page("role").await;
        window.tick_all("row:").await;
        window.press("continue").await;
        window.page("member").await;
        window.press("continue").await;
        window.page("keys").await;
        window.says("tried out and works").await;
        paste(&desktop, &window, "publicKey", PUBLIC_KEY).await;
        window.wait_for("[data-testid=masked-publicKey]").await;
        paste(&desktop, &window, "privateKey", PRIVATE_KEY).await;
        window.says("Both keys are in the keychain").await;
        window.press("continue").await;
        window.page("clientId").await;
        window.fill("clientId", CLIENT_ID).await;
        window.press("continue").await;
        window.says("has what it needs").await;
        window.press("continue").await;
        window.page("save").await;
        window.press("continue").await;
        window.says("Read back and compared").await;
        let account = journey::account(&desktop);
        let old = desktop.kept_as(&account, |item| item["private_key"] == PRIVATE_KEY).await;
        let status = old["status"].as_str().expect("a status").to_owned();
        assert!(status.starts_with("checked "), "{status}");
        let saved = connection(&desktop)["saved"].clone();
        assert!(saved.is_string(), "{saved}");

        // A new private key: the old pair stays where other programs find it.
        step(&window, KEYS).await;
        window.page("keys").await;
        paste(&desktop, &window, "privateKey", NEW_PRIVATE).await;
        window.wait_for("[data-testid=take-0]").await;
        let item = desktop.kept_as(&account, |item| item["new"].is_object()).await;
        assert_eq!(item["public_key"], PUBLIC_KEY);
        assert_eq!(item["private_key"], PRIVATE_KEY);
        assert_eq!(item["status"], status, "the old pair is as checked as it was");
        assert_eq!(item["new"]["private_key"], NEW_PRIVATE);
        assert_eq!(item["new"]["public_key"], Value::Null, "no pair is mixed of old and new");
        assert_eq!(item["new"]["status"], "not checked");
        let offer = texts(&window, "beside").await.join("\n");
        assert!(offer.contains("The saved pair stays in the keychain"), "{offer}");
        assert!(offer.contains("Keep the old pair"), "{offer}");
        assert!(!window.text().await.contains("Both keys are in the keychain"));
        let marks = rail(&window).await;
        assert_eq!([&marks[CHECK], &marks[SAVE]], ["open", "open"], "{marks:?}");
        window.shot("01-beside").await;

        // Ended and started again, the offer stands.
        window.crash().await;
        let window = desktop.open().await;
        window.press(&format!("open-{account}")).await;
        window.page("keys").await;
        window.wait_for("[data-testid=take-0]").await;

        window.press("take-0").await;
        window.says("Both keys are in the keychain, checked.").await;
        let marks = rail(&window).await;
        assert_eq!([&marks[CHECK], &marks[SAVE]], ["done", "done"], "{marks:?}");
        let item = desktop.kept_as(&account, |item| item["new"].is_null()).await;
        assert_eq!(item["public_key"], PUBLIC_KEY);
        assert_eq!(item["private_key"], PRIVATE_KEY);
        assert_eq!(item["status"], status);
        window.shot("02-kept-the-old").await;
        step(&window, SAVE).await;
        window.wait_for("[data-testid=saved]").await;
        window.gone("[data-testid=standing]").await;
        assert_eq!(connection(&desktop)["saved"], saved);

        // For good: both new keys, a check, and Save.
        step(&window, KEYS).await;
        window.page("keys").await;
        paste(&desktop, &window, "publicKey", NEW_PUBLIC).await;
        window.says(&NEW_PUBLIC[12..]).await;
        window.gone("[data-testid=masked-privateKey]").await;
        paste(&desktop, &window, "privateKey", NEW_PRIVATE).await;
        window.says("Both keys are in the keychain, not checked yet.").await;
        // The new private key was pasted before: it is no other one.
        let beside = texts(&window, "beside").await;
        assert_eq!(beside.len(), 1, "{beside:?}");
        assert!(beside[0].contains("The saved pair stays in the keychain"), "{beside:?}");
        window.shot("03-both-new").await;

        // Before the check, the page that saves does not replace anything.
        step(&window, SAVE).await;
        window.page("save").await;
        window.says("until the new one has passed a check").await;
        window.wait_for("[data-testid=standing]").await;
        assert_eq!(texts(&window, "saved").await, [""; 0], "these keys were not saved");
        let forward = texts(&window, "continue").await.join("\n");
        assert!(!forward.contains("Save to the keychain"), "nothing saves them yet: {forward}");
        window.shot("04-save-unchecked").await;
        let item = desktop.kept_as(&account, |item| item["new"]["public_key"] == NEW_PUBLIC).await;
        assert_eq!(item["private_key"], PRIVATE_KEY);

        step(&window, CHECK).await;
        window.page("check").await;
        window.says("has what it needs").await;
        window.press("continue").await;
        window.page("save").await;
        window.press("continue").await;
        window.wait_for("[data-testid=saved]").await;
        let item = desktop.kept_as(&account, |item| item["private_key"] == NEW_PRIVATE).await;
        assert_eq!(item["public_key"], NEW_PUBLIC);
        assert!(item["status"].as_str().is_some_and(|s| s.starts_with("checked ")), "{item}");
        let text = item.to_string();
        for old in [PUBLIC_KEY, PRIVATE_KEY] {
            assert!(!text.contains(old), "the old pair is still there: {text}");
        }
        for part in ["new", "earlier"] {
            assert_eq!(item[part], Value::Null, "{part}");
        }
        step(&window, KEYS).await;
        window.says("Both keys are in the keychain, checked.").await;
        window.gone("[data-testid=beside]").await;
        window.close().await;
    });
}

/// Only one key was pasted before the program ended: which one is missing is said.
#[tokio::test]
async fn half_a_pair_is_named_when_one_comes_back() {
    let desktop = Desktop::start("half-a-pair").await;
    let window = desktop.open().await;
    to_the_keys(&window, "mspcfo").await;
    journey::paste(&window, "public", "publicKey").await;
    window.wait_for("[data-testid=masked-publicKey]").await;
    let account = journey::account(&desktop);
    desktop.kept_as(&account, |item| item["public_key"] == PUBLIC_KEY).await;
    window.crash().await;

    let window = desktop.open().await;
    window.press(&format!("open-{account}")).await;
    window.page("keys").await;
    window.wait_for("[data-testid=masked-publicKey]").await;
    window.wait_for("[data-testid=unkept]").await;
    window.gone("[data-testid=masked-privateKey]").await;
    window.says("Only the public key is in the keychain.").await;
    let said = texts(&window, "unkept").await.join("\n");
    assert!(said.contains("Then make a new pair."), "{said}");
    assert_eq!(texts(&window, "kept").await, [""; 0], "half a pair is no pair");
    window.shot("01-half").await;
    window.press("continue").await;
    window.says("Fill in: Private key.").await;
    window.page("keys").await;

    journey::paste(&window, "private", "privateKey").await;
    window.says("Both keys are in the keychain, not checked yet.").await;
    window.gone("[data-testid=unkept]").await;
    let item = desktop.kept(&account).await.expect("an item");
    assert_eq!([&item["public_key"], &item["private_key"]], [PUBLIC_KEY, PRIVATE_KEY]);
    window.close().await;
}

/// Another company after everything was checked, saved and handed over: no page goes on as if
/// that still held.
#[tokio::test]
async fn a_changed_company_id_takes_back_what_rested_on_it() {
    let desktop = Desktop::start("changed-company").await;
    let window = desktop.open().await;
    journey::whole(&desktop, &window, "mspcfo").await;
    window.wait_for("[data-testid=passed]").await;
    let account = journey::account(&desktop);
    let marks = rail(&window).await;
    assert!(marks[..DONE].iter().all(|mark| mark == "done"), "{marks:?}");

    step(&window, SITE).await;
    window.page("site").await;
    window.fill("company", "nordlicht").await;
    let reopened = [ROLE, MEMBER, KEYS, CHECK, SAVE, HAND_OVER];
    let script = "return document.querySelectorAll('nav.wide li.done').length < 4";
    for _ in 0..600 {
        if window.run(script).await == true {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let marks = rail(&window).await;
    for step in reopened {
        assert_eq!(marks[step], "open", "step {step}: {marks:?}");
    }
    window.shot("01-changed").await;
    window.press("continue").await;
    window.says("but eu.myconnectwise.net does").await;
    window.press("mend").await;
    window.says("Nordlicht Systemhaus").await;
    let marks = rail(&window).await;
    for step in reopened {
        assert_eq!(marks[step], "open", "step {step}: {marks:?}");
    }

    step(&window, SAVE).await;
    window.page("save").await;
    let says = "Something changed since the check of";
    let standing = texts(&window, "standing").await.join("\n");
    assert!(standing.contains(says), "{standing}");
    assert_eq!(texts(&window, "saved").await, [""; 0], "what is on the page was not saved");
    window.says("Changed since the check of").await;
    window.shot("02-save").await;

    step(&window, HAND_OVER).await;
    window.page("handOver").await;
    let standing = texts(&window, "standing").await.join("\n");
    assert!(standing.contains(says), "{standing}");
    let changed = texts(&window, "changed").await;
    assert_eq!(changed.len(), 2, "the address and the company ID: {changed:?}");
    assert!(changed.iter().all(|text| text.contains("Changed since you pasted it")), "{changed:?}");
    let ticked = "return [...document.querySelectorAll('[data-testid^=\"tick-paste:\"]')].map(box => [box.dataset.testid, box.checked])";
    assert_eq!(
        window.run(ticked).await,
        json!([
            ["tick-paste:URL", false],
            ["tick-paste:CW ID", false],
            ["tick-paste:Public Key", true],
            ["tick-paste:Private Key", true]
        ])
    );
    window.shot("03-hand-over").await;

    step(&window, DONE).await;
    window.page("done").await;
    assert_eq!(heading(&window).await, "Not finished yet");
    assert_eq!(texts(&window, "passed").await, [""; 0]);
    let open = texts(&window, "standing").await.join("\n");
    for said in [says, "These values are not saved yet", "2 values are not ticked as pasted"] {
        assert!(open.contains(said), "{said:?} is not in {open}");
    }
    window.shot("04-done").await;
    // In the keychain is what was saved, and whose it is.
    let item = desktop.kept_as(&account, |item| item["new"].is_object()).await;
    assert_eq!(item["company_id"], COMPANY_ID);
    assert_eq!(item["new"]["status"], "not checked");

    window.press("home").await;
    card(&window, &account, "New values are not saved yet", true).await;
    window.shot("05-start").await;
    window.close().await;
}

/// Rows that are missing go along to the end, by name, and lead back to where they are mended.
#[tokio::test]
async fn missing_rows_are_told_to_the_end_and_on_the_first_page() {
    let desktop = Desktop::start("missing-rows").await;
    let window = desktop.open().await;
    journey::rehearse(&window, "vectis", "ShortRole").await;
    journey::to_check(&window).await;
    window.says("missing").await;
    window.wait_for("[data-testid=outcome]:not([data-state=running])").await;
    let verdicts = window.verdicts().await;
    let of_rows = |verdict: &str| -> Vec<String> {
        let lines = verdicts.iter().filter(|(_, is)| is == verdict);
        let rows = lines.filter_map(|(line, _)| line.strip_prefix("line-row:"));
        rows.map(str::to_owned).collect()
    };
    let (missing, others) = (of_rows("failed"), of_rows("passed"));
    assert!(missing.len() == 2 && !others.is_empty(), "{verdicts:?}");
    let names: Vec<String> = missing.iter().map(|row| row.replacen('/', " > ", 1)).collect();
    let told = async |page: &str| {
        let standing = texts(&window, "standing").await.join("\n");
        for name in &names {
            assert!(standing.contains(name), "{page} does not name {name}: {standing}");
        }
        assert!(standing.contains("missing"), "{page}: {standing}");
    };

    window.press("continue").await;
    window.says("may not work in full").await;
    window.press("anyway").await;
    window.page("save").await;
    told("save").await;
    window.shot("01-save").await;
    window.press("continue").await;
    window.says("Read back and compared").await;
    window.press("continue").await;
    window.page("handOver").await;
    told("hand over").await;
    window.tick_all("paste:").await;
    window.press("continue").await;
    window.page("done").await;
    told("done").await;
    assert_eq!(heading(&window).await, "Not finished yet");
    assert_eq!(texts(&window, "passed").await, [""; 0], "nothing to celebrate");
    let marks = rail(&window).await;
    assert_eq!([&marks[ROLE], &marks[CHECK]], ["open", "open"], "{marks:?}");
    window.shot("02-done").await;
    window.press("continue").await;
    window.page("check").await;

    window.press("home").await;
    let account = journey::account(&desktop);
    card(&window, &account, "missing", true).await;
    window.shot("03-start").await;
    window.press(&format!("open-{account}")).await;
    window.page("check").await;
    window.says("missing").await;
    window.wait_for("[data-testid=outcome]:not([data-state=running])").await;

    step(&window, ROLE).await;
    window.page("role").await;
    window.wait_for("[data-testid=found]").await;
    assert_eq!(texts(&window, "found").await.len(), missing.len());
    for row in &missing {
        window.wait_for(&format!("[data-testid='tick-row:{row}']:not(:checked)")).await;
    }
    for row in &others {
        window.wait_for(&format!("[data-testid='tick-row:{row}']:checked")).await;
    }
    window.shot("04-role").await;
    window.press("to-check").await;
    window.page("check").await;

    // Put right and checked again, it is done.
    window.press("put-right").await;
    window.press("check").await;
    journey::check(&window).await;
    window.press("continue").await;
    window.press("continue").await;
    window.page("done").await;
    assert_eq!(heading(&window).await, "Done");
    window.wait_for("[data-testid=passed]").await;
    window.close().await;
}

/// The second half of a double click is meant for the button that was there before.
#[tokio::test]
async fn a_double_click_goes_past_no_warning() {
    let desktop = Desktop::start("double-click").await;
    let window = desktop.open().await;
    journey::choose(&window, "vectis").await;
    journey::site(&window).await;
    window.run(
        "window.clicks = []; addEventListener('click', (event) => window.clicks.push(event.detail), true)",
    )
    .await;
    let clicks = async || window.run("return window.clicks.splice(0)").await;

    window.double_click("continue").await;
    window.wait_for("[data-testid=missing] [data-testid=anyway]").await;
    assert_eq!(clicks().await, json!([1, 2]), "a double click, as a hand makes it");
    window.page("role").await;
    window.shot("01-stays").await;
    // Two single presses do not go past it either.
    for _ in 0..2 {
        window.press("continue").await;
    }
    let anyway = texts(&window, "anyway").await.join("\n");
    assert!(anyway.contains("not ticked"), "it names what is left open: {anyway}");
    // What was pressed is carried out in order: from any later page this would not lead here.
    window.press("back").await;
    window.page("site").await;
    window.press("continue").await;
    window.page("role").await;

    // The way on is a button of its own, and a double click there goes one page.
    window.press("continue").await;
    window.wait_for("[data-testid=anyway]").await;
    // How many clicks the page hears depends on how soon the button is gone.
    window.double_click("anyway").await;
    window.page("member").await;
    window.double_click("continue").await;
    window.page("keys").await;
    window.press("back").await;
    window.page("member").await;
    window.close().await;
}

/// The keychain is locked while keys are pasted: leaving and closing lose nothing unasked.
#[tokio::test]
async fn left_and_closed_while_the_keychain_is_locked() {
    let desktop = Desktop::start("locked-meanwhile").await;
    let window = desktop.open().await;
    to_the_keys(&window, "mspcfo").await;
    desktop.lock().await;
    journey::paste(&window, "public", "publicKey").await;
    window.wait_for("[data-testid=masked-publicKey]").await;
    journey::paste(&window, "private", "privateKey").await;
    window.wait_for("[data-testid=masked-privateKey]").await;
    window.wait_for("[data-testid=vault][data-state=unusable]").await;
    window.says("These keys are not in the keychain.").await;
    window.shot("01-keys").await;

    let account = journey::account(&desktop);
    window.press("home").await;
    window.page("start").await;
    card(&window, &account, "Its keys are in memory only", true).await;
    window.shot("02-start").await;
    window.ask_to_close();
    window.wait_for("[data-testid=closing]").await;
    let asked = texts(&window, "closing").await.join("\n");
    assert!(asked.contains("are not in the keychain"), "{asked}");
    assert!(asked.contains("MSPCFO for Acme Managed Services"), "whose they are: {asked}");
    assert!(asked.contains("They are in memory only."), "{asked}");
    window.shot("03-closing").await;
    window.press("closing-yes").await;
    window.gone("[data-testid=closing]").await;
    window.page("start").await;
    card(&window, &account, "Its keys are in memory only", true).await;

    desktop.unlock().await;
    window.press(&format!("open-{account}")).await;
    window.page("keys").await;
    window.says("Both keys are in the keychain, not checked yet.").await;
    let item = desktop.kept(&account).await.expect("an item");
    assert_eq!([&item["public_key"], &item["private_key"]], [PUBLIC_KEY, PRIVATE_KEY]);
    window.press("home").await;
    card(&window, &account, "in memory only", false).await;
    // Nothing to ask any more.
    window.close().await;
}

/// The keychain does not answer while one leaves and closes: what it gets later still counts.
#[tokio::test]
async fn left_and_closed_while_the_keychain_stands_still() {
    let desktop = Desktop::start("stands-still").await;
    let window = desktop.open().await;
    to_the_keys(&window, "mspcfo").await;
    desktop.keychain_stands_still().await;
    journey::paste(&window, "public", "publicKey").await;
    window.wait_for("[data-testid=masked-publicKey]").await;
    journey::paste(&window, "private", "privateKey").await;
    window.wait_for("[data-testid=masked-privateKey]").await;
    window.says("Not in the keychain yet.").await;
    let account = journey::account(&desktop);
    window.press("home").await;
    window.page("start").await;
    card(&window, &account, "Its keys are in memory only", true).await;

    // "Stay open" stays, and the keys arrive.
    window.ask_to_close();
    window.wait_for("[data-testid=closing]").await;
    window.says("The keychain has not answered yet.").await;
    window.shot("01-closing").await;
    window.press("closing-yes").await;
    window.gone("[data-testid=closing]").await;
    window.page("start").await;
    desktop.keychain_goes_on().await;
    card(&window, &account, "in memory only", false).await;
    let item = desktop.kept(&account).await.expect("an item");
    assert_eq!([&item["public_key"], &item["private_key"]], [PUBLIC_KEY, PRIVATE_KEY]);

    // Closed while another key is on its way: it ends by itself once that has arrived.
    window.press(&format!("open-{account}")).await;
    window.page("keys").await;
    window.says("Both keys are in the keychain").await;
    desktop.keychain_stands_still().await;
    paste(&desktop, &window, "privateKey", NEW_PRIVATE).await;
    window.says("Not in the keychain yet.").await;
    window.ask_to_close();
    window.wait_for("[data-testid=closing]").await;
    window.ends_after(desktop.keychain_goes_on()).await;
    let item = desktop.kept(&account).await.expect("an item");
    assert_eq!(item["private_key"], NEW_PRIVATE);
    assert_eq!(item["earlier"][0]["private_key"], PRIVATE_KEY, "the one before is kept too");
}

/// Keys pasted where they do not belong: named, and neither shown nor written anywhere.
#[tokio::test]
async fn keys_in_other_fields_are_neither_shown_nor_kept() {
    const PRIVATE: &str = "Hy3Wb8Jc5Ps1Gf0T";
    const PUBLIC: &str = "Zq7Lm2Nx9Kd4Rt6V";
    let desktop = Desktop::start("other-fields").await;
    let window = desktop.open().await;
    journey::choose(&window, "syncsmart-hubspot").await;
    let nowhere = async |field: &str| {
        let page = window
            .run(
                "return document.documentElement.outerHTML + \
                 [...document.querySelectorAll('input')].map(input => input.value).join(' ')",
            )
            .await;
        let (page, disk) = (page.as_str().unwrap_or_default().to_owned(), on_disk(&desktop));
        for key in [PRIVATE, PUBLIC] {
            for part in [key, &key[..10], &key[6..]] {
                assert!(!page.contains(part), "{field}: {part} is on the page");
                assert!(!disk.contains(part), "{field}: {part} is on disk");
            }
        }
    };
    let pasted = [
        ("address", PRIVATE.to_owned()),
        ("address", format!("https://acme-msp+{PUBLIC}:{PRIVATE}@{NA}/")),
        ("company", format!("Private Key: {PRIVATE}")),
        ("company", format!("acme-msp+{PUBLIC}:{PRIVATE}")),
    ];
    for (field, text) in &pasted {
        paste(&desktop, &window, field, text).await;
        window.wait_for(&format!("[data-testid=remark-{field}]")).await;
        window.says("kept. ").await;
        nowhere(field).await;
        // By the keyboard too: what is pasted stands in the field only until it is left.
        window.press(&format!("field-{field}")).await;
        ctrl(&window, 'v').await;
        window.holds(field, "Hy3W").await;
        window.key(Key::Tab.into()).await;
        holds_nothing(&window, field).await;
        window.wait_for(&format!("[data-testid=remark-{field}]")).await;
        nowhere(field).await;
    }
    window.shot("01-site").await;
    for field in ["address", "company"] {
        assert_eq!(connection(&desktop)[field], "", "{field}");
    }
    // The right values go in, and the remarks go.
    journey::site(&window).await;
    window.press("continue").await;
    window.press("anyway").await;
    window.page("member").await;
    paste(&desktop, &window, "memberId", PRIVATE).await;
    window.wait_for("[data-testid=remark-memberId]").await;
    window.says("This field takes the member ID.").await;
    nowhere("member").await;
    window.shot("02-member").await;
    window.fill("memberId", "syncsmart").await;
    window.gone("[data-testid=remark-memberId]").await;
    // Written twice since: the file before the last is among what is looked through.
    window.press("continue").await;
    window.page("keys").await;
    assert!(desktop.data().join("journal.json.bak").exists());
    nowhere("afterwards").await;
    window.close().await;
    let disk = on_disk(&desktop);
    assert!(disk.contains("syncsmart"), "what belongs there is kept");
    assert!(!disk.contains(PRIVATE) && !disk.contains(PUBLIC), "{disk}");
}
