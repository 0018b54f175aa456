//! The program ends at any step, and goes on there the next time.

use practice::{PRIVATE_KEY, PUBLIC_KEY};
use serde_json::json;
use setup::{FieldId, Intent, StepId, WalkPress};
use view::types::*;

use super::window::*;

mock_store!(store);

const STEPS: [StepId; 9] = [
    StepId::Site,
    StepId::Role,
    StepId::Member,
    StepId::Keys,
    StepId::ClientId,
    StepId::Check,
    StepId::Save,
    StepId::HandOver,
    StepId::Done,
];

/// Opens the one connection there is.
async fn resume(window: &Window) {
    let page = start_page(&window.desk.view()).unwrap();
    assert_eq!(page.troubles, []);
    let kept: Vec<&Kept> = page.unfinished.iter().chain(&page.saved).collect();
    let [kept] = kept[..] else { panic!("one connection was begun: {page:?}") };
    window.press(&kept.open);
}

#[test]
fn a_set_up_goes_on_at_the_step_where_it_was_left() {
    // One with an allowed-tables list, so that every kind of tick is among them.
    let integrations = integration::built_in().0;
    let id = integrations.iter().max_by_key(|i| i.role.tables.len()).unwrap().id.to_string();
    for step in STEPS {
        let folder = tempfile::tempdir().unwrap();
        let before = session(folder.path(), store, async |window| {
            window.begin(&id).await;
            window.walk_to(step).await;
            if step == StepId::Check {
                window.until("the check's end", |view| check_page(view)?.run).await;
            }
            if step == StepId::Keys {
                window.proved().await;
            }
            window
                .written("the step", |journal| {
                    journal[0]["step"] == json!(step)
                        && (step != StepId::Check || !journal[0]["checked"].is_null())
                })
                .await;
            window.desk.view()
        });
        session(folder.path(), store, async |window| {
            resume(window).await;
            // The keys' own lines and the practice values come a moment later.
            let same = |view: &View| {
                (view.page == before.page && view.practice == before.practice).then_some(())
            };
            if step == StepId::Check {
                let check = window
                    .until("the check", |view| {
                        check_page(view).filter(|_| view.heading == before.heading)
                    })
                    .await;
                assert!(check.summary.starts_with("Checked "), "{}", check.summary);
            } else {
                window.until(&format!("{step:?} as it was: {:#?}", before.page), same).await;
            }
            if step > StepId::Keys {
                window.act(Intent::Walk(WalkPress::Go { step: StepId::Keys }));
                let keys = window
                    .until("keys", |view| keys_page(view).filter(|keys| keys.kept.is_some()))
                    .await;
                assert_eq!(keys.public_key.masked.unwrap().ends_with, PUBLIC_KEY[12..]);
                assert_eq!(keys.private_key.masked.unwrap().ends_with, PRIVATE_KEY[12..]);
                window.act(Intent::Walk(WalkPress::Go { step }));
            }
            if step > StepId::Role {
                let grid =
                    role_page(&window.act(Intent::Walk(WalkPress::Go { step: StepId::Role })))
                        .unwrap()
                        .grid
                        .unwrap();
                assert_eq!(grid.set, grid.total, "{step:?}: the ticks are there");
                let tables: Vec<bool> = grid
                    .groups
                    .iter()
                    .flat_map(|g| &g.rows)
                    .flat_map(|r| &r.tables)
                    .flat_map(|t| &t.items)
                    .map(|t| t.ticked)
                    .collect();
                assert!(!tables.is_empty() && tables.iter().all(|ticked| *ticked), "{tables:?}");
                window.act(Intent::Walk(WalkPress::Go { step }));
            }
            if step != StepId::Done {
                window.walk_to(StepId::Done).await;
            }
        });
    }
}

#[test]
fn a_single_key_that_was_pasted_is_there_again_and_the_other_can_follow() {
    let folder = tempfile::tempdir().unwrap();
    session(folder.path(), store, async |window| {
        window.begin(&ids()[0]).await;
        window.walk_to(StepId::Keys).await;
        window.proved().await;
        window.fill(FieldId::PublicKey, PUBLIC_KEY);
        window
            .written("the public key is kept", |journal| {
                journal[0]["kept"]["public_key"] == json!(true)
            })
            .await;
    });
    session(folder.path(), store, async |window| {
        resume(window).await;
        let masked =
            window.until("the public key", |view| keys_page(view)?.public_key.masked).await;
        assert_eq!(masked.ends_with, PUBLIC_KEY[12..]);
        window.proved().await;
        let missing = window.act(Intent::Walk(WalkPress::Continue)).nav.missing;
        assert_eq!(
            missing.iter().map(|m| m.at.as_deref()).collect::<Vec<_>>(),
            [Some("privateKey")]
        );
        window.walk_to(StepId::Done).await;
    });
}

/// The mock keychain of this test was emptied meanwhile, as a person can do.
#[test]
fn an_item_that_is_gone_is_told_and_the_keys_can_be_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let account = session(folder.path(), store, async |window| {
        window.begin(&ids()[0]).await;
        window.walk_to(StepId::HandOver).await;
        window
            .written("the step", |journal| {
                journal[0]["step"] == json!(StepId::HandOver) && !journal[0]["saved"].is_null()
            })
            .await;
        window.account().await
    });
    store()
        .unwrap()
        .build(setup::outside::SERVICE, &account, None)
        .unwrap()
        .delete_credential()
        .unwrap();
    session(folder.path(), store, async |window| {
        resume(window).await;
        let problem = window.until("a problem", |view| view.problem.clone()).await;
        assert_eq!(problem.cause, "item-gone");
        assert_eq!(step_of(&window.desk.view()), StepId::Keys);
        window.walk_to(StepId::Done).await;
        assert_eq!(item(store, &account).unwrap()["private_key"], PRIVATE_KEY);
    });
}

#[test]
fn forgetting_asks_first_and_then_removes_the_item() {
    let folder = tempfile::tempdir().unwrap();
    session(folder.path(), store, async |window| {
        window.begin(&ids()[0]).await;
        window.walk_to(StepId::Done).await;
        let account = window.account().await;
        let saved = |view: &View| start_page(view).unwrap().saved;
        let kept = saved(&window.act(Intent::Walk(WalkPress::Home))).remove(0);
        let question = saved(&window.press(&kept.forget)).remove(0).forget_question.unwrap();
        assert!(question.text.contains("Acme Managed Services"), "{}", question.text);
        assert!(saved(&window.press(&question.no))[0].forget_question.is_none());
        assert!(item(store, &account).is_some(), "nothing was removed yet");
        window.press(&kept.forget);
        window.press(&question.yes);
        window
            .until("an empty list", |view| start_page(view)?.saved.is_empty().then_some(()))
            .await;
        assert_eq!(item(store, &account), None);
        window.written("an empty journal", |journal| journal == &json!([])).await;
    });
}
