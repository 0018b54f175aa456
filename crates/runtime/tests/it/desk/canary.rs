//! A private key that ConnectWise does not know, followed through everything the program
//! shows and writes: it may be in the keychain, and nowhere else.

use std::fs;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ground::secret::Typed;
use setup::{FieldId, FieldPress, Intent, StartPress, StepId, WalkPress};
use view::types::CheckState;

use super::window::*;

mock_store!(store);

const PUBLIC: &str = "CanaryPubl27KeyQ";
const PRIVATE: &str = "CanaryPriv91KeyZ";
const CLIENT_ID: &str = "c0ffee00-1234-4321-8abc-0123456789ab";

#[test]
fn keys_are_in_the_keychain_and_in_no_view_file_or_debug_text() {
    let folder = tempfile::tempdir().unwrap();
    let (shown, kept) = session(folder.path(), store, async |window| {
        window.begin(&ids()[0]).await;
        window.walk_to(StepId::Keys).await;
        window.proved().await;
        window.fill(FieldId::PublicKey, PUBLIC);
        window.fill(FieldId::PrivateKey, &format!(" {PRIVATE} "));
        window.until("kept", |view| keys_page(view)?.kept).await;
        window.act(Intent::Walk(WalkPress::Continue));
        window.fill(FieldId::ClientId, CLIENT_ID);
        window.act(Intent::Walk(WalkPress::Continue));
        let check = window
            .until("the check's end", |view| check_page(view).filter(|page| page.run.is_some()))
            .await;
        assert_eq!(check.state, CheckState::Failed, "practice knows neither");
        // With a clipboard or without one: what is said of it is looked through as well.
        let details = window.desk.view().problem.unwrap().details.unwrap();
        window.act(details);
        window
            .until("the technical details were copied, or could not be", |view| {
                let said = view.announcement.as_ref().map(|said| said.text.as_str());
                let copied = said == Some("Copied: technical details.");
                let refused =
                    view.problem.as_ref().is_some_and(|p| p.cause == "clipboard-unwritable");
                (copied || refused).then_some(())
            })
            .await;
        window.act(Intent::Walk(WalkPress::Back));
        window.pick("client-id", "skip");
        window.act(Intent::Walk(WalkPress::Continue));
        window.act(Intent::Walk(WalkPress::Continue));
        window.walk_to(StepId::Done).await;
        for step in [StepId::Keys, StepId::ClientId, StepId::Save, StepId::HandOver] {
            window.act(Intent::Walk(WalkPress::Go { step }));
        }
        let account = window.account().await;
        window.act(Intent::Walk(WalkPress::Home));
        window.act(Intent::Start(StartPress::Resume { connection: account.clone() }));
        window.act(Intent::Walk(WalkPress::Go { step: StepId::Keys }));
        window.until("the keys again", |view| keys_page(view)?.kept).await;
        window.written("the end", |journal| !journal[0]["saved"].is_null()).await;
        (window.everything_shown(), item(store, &account).unwrap())
    });

    let typed =
        Intent::Field(FieldPress::Fill { field: FieldId::PrivateKey, text: Typed::new(PRIVATE) });
    let printed = format!("{typed:?} {}", serde_json::to_string(&typed).unwrap());
    let mut places =
        vec![("every View".to_owned(), shown.clone()), ("an Intent".to_owned(), printed)];
    for entry in fs::read_dir(folder.path()).unwrap().flatten() {
        let bytes = fs::read(entry.path()).unwrap();
        places.push((
            entry.path().display().to_string(),
            String::from_utf8_lossy(&bytes).into_owned(),
        ));
    }
    assert!(places.len() >= 4, "the journal and its copy are among them");
    for secret in [PUBLIC, PRIVATE, CLIENT_ID] {
        let utf16: String = secret.chars().flat_map(|c| [c, '\0']).collect();
        let bytes = secret.bytes().map(|b| b.to_string()).collect::<Vec<_>>().join(",");
        // All but the last four, so that a key that was merely cut is found as well.
        for form in [secret[..12].to_owned(), STANDARD.encode(secret), utf16, bytes] {
            for (place, text) in &places {
                assert!(!text.contains(&form), "{place} has {form:?} of {secret}");
            }
        }
        // The search finds what is there.
        assert!(shown.contains(&secret[secret.len() - 4..]), "the mask of {secret} was shown");
        assert!(kept.to_string().contains(secret), "the keychain has it");
    }
}
