//! Walks, and what the text says of them: what a person at the other end has to go by.

use connectwise::cause::Cause;
use integration::BadFile;
use practice::{CLIENT_ID, Fault, How, On, PRIVATE_KEY, PUBLIC_KEY, Practice, World};
use setup::diary::MOST_ENTRIES;
use setup::machine::{Machine, Version};
use setup::outside::JournalTrouble;
use setup::outside::VaultFault;
use setup::practice::Situation;
use setup::{
    CheckEvent, Event, FieldId, Intent, NamedEvent, Opening, PlacePress, Setup, StepId, Ticket,
    VaultPress, WalkPress,
};

use super::walk::{Walk, product};

async fn walk(server: &Practice) -> Walk {
    let mut walk = Walk::new(product("vectis"), server.origin(), None);
    walk.begin(Some(Situation::Smooth)).await;
    walk
}

/// Where the sample company is, and on to the keys.
async fn to_keys(walk: &mut Walk) {
    walk.fill(FieldId::Address, "na.myconnectwise.net").await;
    walk.fill(FieldId::Company, "acme-msp").await;
    walk.act(Intent::Place(PlacePress::Find)).await;
    walk.go_to(StepId::Keys).await;
}

async fn to_check(walk: &mut Walk, private: &str) {
    to_keys(walk).await;
    walk.fill(FieldId::PublicKey, PUBLIC_KEY).await;
    walk.fill(FieldId::PrivateKey, private).await;
    walk.fill(FieldId::ClientId, CLIENT_ID).await;
    walk.go_to(StepId::Check).await;
}

/// The lines in this order, others between them or not.
#[track_caller]
fn says(text: &str, lines: &[&str]) {
    let mut rest = text.lines();
    for line in lines {
        assert!(
            rest.any(|said| said.contains(line)),
            "{line:?} is not said, or not there:\n{text}"
        );
    }
}

async fn server(faults: Vec<Fault>) -> Practice {
    Practice::start(World { faults, ..World::sample() }).await.unwrap()
}

#[tokio::test]
async fn a_set_up_is_told_from_the_first_page_to_a_check_that_passed() {
    let server = server(Vec::new()).await;
    let mut walk = walk(&server).await;
    to_check(&mut walk, PRIVATE_KEY).await;
    says(
        &walk.text(),
        &[
            "Keywright: 0.",
            "Keychain: ",
            "Product: vectis",
            "Practice: Everything in order",
            "ConnectWise: cloud, North America",
            "Page: Check",
            "Problems on it: none",
            "Opened: 1 product, 0 files not read, 0 set-ups, progress in order",
            "Begun in practice: Everything in order",
            "Page: Your ConnectWise",
            "Practice ConnectWise: ok",
            "Filled in: Site address",
            "Filled in: Company ID",
            "Looking for ConnectWise: in the cloud",
            "Found",
            "Page: Key pair",
            "Keychain, tried out: ok",
            "Filled in: Public key, 16 characters",
            "Filled in: Private key, 16 characters",
            "Page: Check",
            "Check begun: ",
            "Network: Passed",
            "Key pair: Passed",
            "Check ended: ",
        ],
    );
    // Times are those that the desk told.
    says(&walk.text(), &["    2.000  Begun", "    4.000  Practice ConnectWise"]);
}

#[tokio::test]
async fn each_failure_is_told_by_its_cause_and_status() {
    let key = |private: &'static str| (private, Vec::new());
    let cases = [
        (
            key("WrongWrongWrong1"),
            "keys-refused (HTTP status 401)",
            "Key pair: Failed, keys-refused (HTTP status 401)",
        ),
        (key("TooSh0rt1234"), "key-cut-short", "Key pair: Failed, key-cut-short"),
        (
            (PRIVATE_KEY, vec![Fault::always(On::Path("/system/".into()), How::ServerError(503))]),
            "server-error (HTTP status 503)",
            "Failed, server-error (HTTP status 503)",
        ),
        (
            (
                PRIVATE_KEY,
                vec![Fault::always(On::Path("/system/".into()), How::ClientIdRefused(400))],
            ),
            "client-id-refused",
            "Client ID: Failed, client-id-refused",
        ),
    ];
    for ((private, faults), problem, line) in cases {
        let server = server(faults).await;
        let mut walk = walk(&server).await;
        to_check(&mut walk, private).await;
        let text = walk.text();
        says(&text, &[&format!("Problems on it: {problem}"), line, "Check ended: "]);
    }
}

#[tokio::test]
async fn what_the_keychain_the_disk_and_the_site_did_is_told() {
    let server = server(Vec::new()).await;
    let mut walk = walk(&server).await;
    walk.fill(FieldId::Address, "joe@example.com").await;
    walk.fill(FieldId::Company, "nobody-at-all").await;
    walk.act(Intent::Place(PlacePress::Find)).await;
    says(&walk.text(), &["Problems on it: address-email", "Not looked for"]);
    walk.fill(FieldId::Address, "na.myconnectwise.net").await;
    walk.act(Intent::Place(PlacePress::Find)).await;
    says(&walk.text(), &["Problems on it: company-unknown", "Not found: company-unknown"]);

    walk.vault = Err(VaultFault::Locked);
    to_keys(&mut walk).await;
    says(
        &walk.text(),
        &[
            "Locked",
            "Page: Key pair",
            "Problems on it: vault-locked",
            "Keychain, tried out: Locked",
        ],
    );
    walk.act(Intent::Walk(WalkPress::Continue)).await;
    walk.act(Intent::Vault(VaultPress::KeepForSession)).await;
    walk.disk = Some("no room (error 28 of the system)".into());
    walk.paste(FieldId::PublicKey, None).await;
    walk.fill(FieldId::PublicKey, "two words").await;
    says(
        &walk.text(),
        &[
            "not used, keys in memory",
            "Problems on it: journal-not-saved",
            "Continue held back: ",
            "Keychain: keys for this session only",
            "Paste: no text on the clipboard",
            "Filled in: Public key, 9 characters, with a remark",
            "Progress not saved: no storage space",
        ],
    );
    assert!(!walk.text().contains("error 28"), "the reason is free text");
}

#[tokio::test]
async fn without_a_set_up_the_start_is_told() {
    let mut walk = Walk::new(
        product("vectis"),
        "http://127.0.0.1:1",
        Some(JournalTrouble::SetAside { path: "/home/eve/journal".into(), recovered: true }),
    );
    walk.setup.bad_files.push(BadFile {
        file: "eves-company.toml".into(),
        at: Some((14, 3)),
        reason: "unknown field `eve`".into(),
    });
    walk.setup.machine = Machine {
        system: "debian",
        version: Version::parse("12"),
        architecture: "x86_64",
        session: Some("wayland"),
        web_view: Version::parse("2.50.4"),
    };
    walk.setup.diary.begin("2026-11-25T14:02:11Z".parse().unwrap());
    let text = walk.text();
    says(
        &text,
        &[
            "System: debian 12, x86_64, wayland",
            "Web view: 2.50.4",
            "not tried yet",
            "Set-up: none open",
            "Page: Start",
            "Problems on it: integration-file, journal-damaged",
            "File not read: at line 14, column 3",
            "in seconds since 25 November 2026, 14:02:11 UTC",
            "progress damaged, an older copy used",
        ],
    );
    assert!(!text.contains("eve"), "{text}");
}

/// Answers of an earlier search are not what happened to the present one.
#[tokio::test]
async fn what_comes_too_late_is_not_told() {
    let mut walk = Walk::new(product("vectis"), "http://127.0.0.1:1", None);
    walk.begin(None).await;
    let before = walk.text();
    let run = Ticket::default();
    walk.learn(Event::Found { ticket: run, outcome: Err(Cause::NoNetwork) }).await;
    walk.learn(Event::Check(CheckEvent::Ended { ticket: Ticket::default() })).await;
    assert_eq!(walk.text(), before);
}

#[test]
fn a_long_run_keeps_its_end_and_says_that_more_was_before() {
    let mut setup = Setup::new(Opening {
        integrations: (vec![product("vectis")], Vec::new()),
        ..Opening::default()
    });
    for worked in [true, false].into_iter().cycle().take(3 * MOST_ENTRIES) {
        setup.learn(Event::Named(NamedEvent::LinkOpened {
            url: "https://example.com".into(),
            worked,
        }));
    }
    let copy = view::copies::find(&setup, &"details:link-not-opened".parse().unwrap()).unwrap();
    let text = copy.text.expose();
    says(text, &["The last 200; 401 before them are left out.", "Link opened: did not work"]);
    assert!(text.lines().count() < MOST_ENTRIES + 20 && !text.contains("Opened:"), "{text}");
}
