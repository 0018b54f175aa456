//! "Your ConnectWise": what people type there, and pages that are left too early.

use setup::{FieldId, Intent, PlacePress, StepId, WalkPress};
use view::types::View;

use super::window::*;

mock_store!(store);

const ACME: &str = "acme-msp";

/// What came of a search: the site that was found, or the problem's cause.
async fn find(window: &Window) -> Result<String, String> {
    looked(window, Intent::Place(PlacePress::Find)).await
}

async fn looked(window: &Window, intent: Intent) -> Result<String, String> {
    let view = window.act(intent);
    let settled = |view: &View| {
        let busy = view.nav.forward.as_ref().is_some_and(|button| button.busy);
        match (site_page(view)?.found, &view.problem) {
            (Some(found), _) => Some(Ok(fact(&found.facts, "Site").to_owned())),
            (None, Some(problem)) if !busy => Some(Err(problem.cause.clone())),
            _ => None,
        }
    };
    match settled(&view) {
        Some(outcome) => outcome,
        None => window.until("found or not", settled).await,
    }
}

#[test]
fn what_people_type_is_found_or_named_and_never_thrown_away() {
    let na = || Ok("na.myconnectwise.net".to_owned());
    let not = |cause: &str| Err(cause.to_owned());
    let cases = [
        (
            "https://na.myconnectwise.net/v2025_1/ConnectWise.aspx?locale=en_US#startscreen",
            ACME,
            na(),
        ),
        ("na.myconnectwise.net", ACME, na()),
        ("na.myconnectwise.net/", ACME, na()),
        ("na.myconnectwise.net:443", ACME, na()),
        ("https://na.myconnectwise.net:8443/", ACME, na()),
        ("https://api-na.myconnectwise.net/", ACME, na()),
        ("NA.MYCONNECTWISE.NET", ACME, na()),
        (
            "https://cw.example-msp.com/v4_6_release/",
            "example-msp",
            Ok("cw.example-msp.com".into()),
        ),
        ("http://na.myconnectwise.net/", ACME, not("address-not-encrypted")),
        ("joe@example.com", ACME, not("address-email")),
        ("https://joe:secret@na.myconnectwise.net", ACME, not("address-carries-password")),
        ("https://na.myconnectwise.net@evil.example/", ACME, not("address-carries-password")),
        ("acme-msp", ACME, not("address-unreadable")),
        ("Acme Managed Services", ACME, not("address-unreadable")),
        ("ftp://na.myconnectwise.net", ACME, not("address-unreadable")),
        ("169.254.169.254", ACME, not("address-not-allowed")),
        ("www.example.com", ACME, not("not-connectwise")),
        ("cw.example-msp.com", "nobody", not("company-unknown")),
        ("na.myconnectwise.net", "nobody", not("company-unknown")),
        ("na.myconnectwise.net", "Acme-MSP", not("company-other-case")),
        ("na.myconnectwise.net", "Acme Managed Services", not("company-id-unreadable")),
        ("na.myconnectwise.net", "https://na.myconnectwise.net", not("company-id-unreadable")),
        ("na.myconnectwise.net", "joe@example.com", not("company-id-unreadable")),
        ("na.myconnectwise.net", "acme-msp+", not("company-id-unreadable")),
    ];
    let folder = tempfile::tempdir().unwrap();
    session(folder.path(), store, async |window| {
        window.begin(&ids()[0]).await;
        for (address, company, expected) in cases {
            window.fill(FieldId::Address, address);
            window.fill(FieldId::Company, company);
            assert_eq!(find(window).await, expected, "{address} {company}");
            let page = site_page(&window.desk.view()).unwrap();
            assert_eq!(
                (page.address.unwrap().value, page.company.value),
                (address.to_owned(), company.to_owned())
            );
            if let Some(problem) = window.desk.view().problem {
                assert!(!problem.todo.is_empty() && !problem.title.is_empty(), "{problem:?}");
            }
        }
        // What stands around a value goes, and is said; what is no company ID leaves the last one.
        window.fill(FieldId::Address, "  https://na.myconnectwise.net  ");
        window.fill(FieldId::Company, "  acme-msp ");
        window.fill(FieldId::Company, "acme+Ab3dEf6hIj9kLm2n");
        assert_eq!(find(window).await, na());
        let page = site_page(&window.desk.view()).unwrap();
        let address = page.address.unwrap();
        assert_eq!(address.value, "https://na.myconnectwise.net");
        assert_eq!(address.tidied.as_deref(), Some("Removed 4 spaces."));
        assert_eq!(page.company.value, ACME);
        assert!(page.company.remark.unwrap().text.contains("not kept"));
    });
}

#[test]
fn https_is_one_press_away_however_http_was_written() {
    let folder = tempfile::tempdir().unwrap();
    session(folder.path(), store, async |window| {
        window.begin(&ids()[0]).await;
        window.fill(FieldId::Company, ACME);
        for address in [
            "http://na.myconnectwise.net/x",
            "HTTP://NA.myconnectwise.net",
            " Http://na.myconnectwise.net:80/",
        ] {
            window.fill(FieldId::Address, address);
            assert_eq!(find(window).await, Err("address-not-encrypted".into()), "{address}");
            window.act(window.desk.view().problem.unwrap().mend.unwrap().intent);
            assert_eq!(find(window).await, Ok("na.myconnectwise.net".into()), "{address}");
        }
    });
}

#[test]
fn another_region_is_offered_and_taken_with_one_press() {
    let folder = tempfile::tempdir().unwrap();
    session(folder.path(), store, async |window| {
        window.begin(&ids()[0]).await;
        window.fill(FieldId::Company, ACME);
        window.fill(FieldId::Address, "https://eu.myconnectwise.net/");
        assert_eq!(find(window).await, Err("company-elsewhere".into()));
        let offer = window.desk.view().problem.unwrap().mend.unwrap();
        assert_eq!(offer.label, "Use na.myconnectwise.net");
        let taken = looked(window, offer.intent).await;
        assert_eq!(taken, Ok("na.myconnectwise.net".into()));

        window.pick("site", "own");
        assert!(
            site_page(&window.desk.view()).unwrap().found.is_none(),
            "what was found was for another question"
        );
        window.pick("site", "region");
        for region in ["all", "na.myconnectwise.net"] {
            window.pick("region", region);
            assert_eq!(find(window).await, Ok("na.myconnectwise.net".into()), "{region}");
        }
        window.fill(FieldId::Company, "nobody");
        assert_eq!(find(window).await, Err("company-unknown".into()));
        let problem = window.desk.view().problem.unwrap();
        assert!(problem.why.contains("Every cloud region was asked"), "{}", problem.why);
    });
}

/// The fields that Continue names.
fn missing(window: &Window) -> Vec<String> {
    let missing = window.act(Intent::Walk(WalkPress::Continue)).nav.missing;
    missing.into_iter().map(|m| m.at.unwrap_or(m.text)).collect()
}

#[test]
fn continue_names_what_is_missing_and_keeps_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    session(folder.path(), store, async |window| {
        window.begin("mspcfo").await;
        assert_eq!(missing(window), ["address", "company"]);
        window.fill(FieldId::Company, ACME);
        assert_eq!(missing(window), ["address"]);
        assert_eq!(site_page(&window.desk.view()).unwrap().company.value, ACME);
        window.fill(FieldId::Address, "na.myconnectwise.net");
        assert!(missing(window)[0].contains("Find my ConnectWise"));
        window.do_page().await;

        let role = missing(window);
        assert!(role.len() == 1 && role[0].starts_with("0 of "), "{role:?}");
        assert_eq!(missing(window), role, "a second press on Continue passes no warning");
        assert_eq!(window.desk.view().nav.anyway.unwrap().label, "Continue with 1 row not ticked");
        window.act(Intent::Walk(WalkPress::GoOnAnyway));
        window.walk_to(StepId::Keys).await;

        window.proved().await;
        assert_eq!(missing(window), ["publicKey", "privateKey"]);
        window.fill(FieldId::PrivateKey, "Public Key");
        assert_eq!(missing(window), ["publicKey", "privateKey"], "several words are no key");
        assert!(keys_page(&window.desk.view()).unwrap().private_key.remark.unwrap().stops);
        window.fill(FieldId::PrivateKey, "  PriPriPriPri5678\n");
        assert_eq!(missing(window), ["publicKey"]);
        let field = keys_page(&window.desk.view()).unwrap().private_key;
        assert_eq!(
            (field.masked.unwrap().length, field.tidied.as_deref()),
            (16, Some("Removed 2 spaces and 1 line end."))
        );
        window.fill(FieldId::PublicKey, "PriPriPriPri5678");
        assert_eq!(missing(window), ["publicKey"], "the same key twice");
        window.fill(FieldId::PublicKey, "PubPubPubPub1234");
        assert_eq!(missing(window), [] as [String; 0]);

        assert_eq!(missing(window), ["clientId"]);
        window.fill(FieldId::ClientId, "PubPubPubPub1234");
        assert_eq!(missing(window), ["clientId"], "a key is no client ID");
        window.fill(FieldId::ClientId, practice::CLIENT_ID);
        assert_eq!(missing(window), [] as [String; 0]);
        window.until("the check's end", |view| check_page(view)?.run).await;
        assert!(
            missing(window)[0].contains("not signed in yet"),
            "those were not the practice company's keys"
        );
    });
}
