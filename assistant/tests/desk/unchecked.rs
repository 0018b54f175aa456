//! Without a client ID nothing can be checked, and nothing pretends that it was.

use assistant::setup::{Intent, StepId};
use assistant::view::types::*;

use super::window::*;

mock_store!(store);

#[test]
fn skipping_the_client_id_is_said_wherever_the_connection_is() {
    for id in ids() {
        let folder = tempfile::tempdir().unwrap();
        session(folder.path(), store, async |window| {
            window.begin(&id).await;
            window.walk_to(StepId::ClientId).await;
            window.pick("client-id", "skip");
            let view = window.act(Intent::Continue);
            let check = check_page(&view).unwrap();
            assert_eq!((check.state, check.run), (CheckState::Impossible, None));
            assert!(check.summary.contains("not checked"), "{}", check.summary);
            let said =
                |part: Option<StandingPart>| assert!(part.unwrap().text.contains("Not checked"));

            let save = save_page(&window.act(Intent::Continue)).unwrap();
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

            let kept = start_page(&window.act(Intent::Home)).unwrap().saved.remove(0);
            assert!(!kept.checked && kept.detail.contains("Not checked"), "{}", kept.detail);
        });
    }
}
