//! Without a client ID nothing can be checked, and nothing pretends that it was.

use setup::{FieldId, Intent, KeysPress, StepId, WalkPress};
use view::types::*;

use super::window::*;

/// Where all rows are for some alone and none is ticked, the keys sign in, and that is all.
#[test]
fn a_role_that_was_not_compared_is_not_celebrated() {
    let folder = tempfile::tempdir().unwrap();
    session(folder.path(), store, async |window| {
        window.begin("syncsmart-hubspot").await;
        window.walk_to(StepId::Role).await;
        window.act(Intent::Walk(WalkPress::Continue));
        window.act(Intent::Walk(WalkPress::GoOnAnyway));
        window.walk_to(StepId::Check).await;
        let check = window.checked().await;
        assert_eq!(check.not_used.len(), 5);
        assert!(!check.summary.contains("has what it needs"), "{}", check.summary);
        window.walk_to(StepId::Done).await;
        let done = done_page(&window.desk.view()).unwrap();
        assert!(!done.complete && done.passed.is_none());
        assert!(done.open[0].text.contains("No needed row is ticked"), "{:?}", done.open);
    });
}

/// A key that gave way stays until Save, and so Save is offered although all else is saved.
#[test]
fn save_is_offered_while_another_key_is_kept_beside_the_saved_pair() {
    let folder = tempfile::tempdir().unwrap();
    session(folder.path(), store, async |window| {
        window.begin(&ids()[0]).await;
        window.walk_to(StepId::Done).await;
        window.act(Intent::Walk(WalkPress::Go { step: StepId::Keys }));
        window.fill(FieldId::PrivateKey, "Ch4ngedPrivKey19");
        window.act(Intent::Keys(KeysPress::KeepOldPair));
        window.act(Intent::Walk(WalkPress::Go { step: StepId::Save }));
        let account = window.account().await;
        let forward = window.desk.view().nav.forward.unwrap();
        assert_eq!(forward.label, "Save to the keychain");
        window.press(&forward);
        window
            .until("the other key is gone", |view| {
                (view.nav.forward.as_ref()?.label == "Continue").then_some(())
            })
            .await;
        assert!(!item(store, &account).unwrap().to_string().contains("Ch4ngedPrivKey19"));
    });
}

mock_store!(store);

#[test]
fn skipping_the_client_id_is_said_wherever_the_connection_is() {
    for id in ids() {
        let folder = tempfile::tempdir().unwrap();
        session(folder.path(), store, async |window| {
            window.begin(&id).await;
            window.walk_to(StepId::ClientId).await;
            window.pick("client-id", "skip");
            let view = window.act(Intent::Walk(WalkPress::Continue));
            let check = check_page(&view).unwrap();
            assert_eq!((check.state, check.run), (CheckState::Impossible, None));
            assert!(check.summary.contains("not checked"), "{}", check.summary);
            let said =
                |part: Option<StandingPart>| assert!(part.unwrap().text.contains("Not checked"));

            let save = save_page(&window.act(Intent::Walk(WalkPress::Continue))).unwrap();
            assert!(fact(&save.contents, "Status").starts_with("Not checked"));
            said(save.standing);
            window.do_page().await;
            assert_eq!(item(store, &window.account().await).unwrap()["status"], "not checked");

            let hand_over = hand_over_page(&window.desk.view()).unwrap();
            said(hand_over.standing.clone());
            // Without a client ID there is none to hand over: a field that wants it says so.
            let unavailable: Vec<String> =
                hand_over.fields.iter().filter_map(|f| f.unavailable.clone()).collect();
            assert!(
                unavailable.iter().all(|text| text.contains("client ID")),
                "{id}: {unavailable:?}"
            );
            window.do_page().await;

            let done = done_page(&window.desk.view()).unwrap();
            assert!(fact(&done.made, "Check").starts_with("Not checked"));
            assert!(done.record.value.contains("NOT CHECKED"), "{}", done.record.value);
            assert!(!done.complete);
            said(done.open.first().cloned());

            let kept =
                start_page(&window.act(Intent::Walk(WalkPress::Home))).unwrap().saved.remove(0);
            assert!(!kept.checked && kept.detail.contains("not checked"), "{}", kept.detail);
        });
    }
}
