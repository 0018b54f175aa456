//! Each integration from the first page to the last, in practice mode.

use integration::{Integration, built_in};
use practice::{CLIENT_ID, PRIVATE_KEY, PUBLIC_KEY};
use setup::{FieldId, Intent, StepId, WalkPress};
use view::types::*;

use super::window::*;

mock_store!(store);

#[test]
fn every_integration_goes_from_choosing_to_done() {
    let (integrations, bad) = built_in();
    assert!(!integrations.is_empty() && bad.is_empty());
    for integration in &integrations {
        let folder = tempfile::tempdir().unwrap();
        session(folder.path(), store, async |window| journey(window, integration).await);
    }
}

async fn journey(window: &Window, integration: &Integration) {
    let name = &*integration.name;
    window.begin(&integration.id).await;
    let mut seen = Vec::new();
    while step_of(&window.desk.view()) != StepId::Done {
        let view = window.desk.view();
        seen.push(step_of(&view));
        assert!(!view.heading.is_empty() && !view.lead.is_empty(), "{name}: {:?}", view.page);
        assert!(view.practice.is_some(), "{name}: every page says that it is practice");
        assert_eq!(view.integration.as_deref(), Some(name));
        let here: Vec<usize> =
            (0..9).filter(|n| view.progress[*n].state == StepState::Here).collect();
        assert_eq!((view.progress.len(), here), (9, vec![seen.len() - 1]), "{name}");
        if step_of(&view) == StepId::Role {
            assert_eq!(
                role_page(&view).unwrap().grid.unwrap().total as usize,
                integration.role.rows.len() + usize::from(!integration.role.tables.is_empty()),
                "{name}"
            );
        }
        window.do_page().await;
    }
    let steps = [
        StepId::Site,
        StepId::Role,
        StepId::Member,
        StepId::Keys,
        StepId::ClientId,
        StepId::Check,
        StepId::Save,
        StepId::HandOver,
    ];
    assert_eq!(seen, steps, "{name}");

    let done = done_page(&window.desk.view()).unwrap();
    assert!(fact(&done.made, "Check").starts_with("Checked "), "{name}: {:?}", done.made);
    assert_eq!(fact(&done.made, "Company"), "Acme Managed Services");
    assert!(done.complete && done.open.is_empty(), "{name}: {:?}", done.open);
    assert!(
        done.record.value.contains("PRACTICE") && done.record.value.contains("Signed in"),
        "{}",
        done.record.value
    );

    go_back_and_look(window, integration).await;

    let kept = item(store, &window.account().await).unwrap();
    assert_eq!(
        (&kept["public_key"], &kept["private_key"], &kept["client_id"]),
        (&PUBLIC_KEY.into(), &PRIVATE_KEY.into(), &CLIENT_ID.into())
    );
    assert_eq!(kept["origin"], "https://api-na.myconnectwise.net");
    assert!(kept["status"].as_str().unwrap().starts_with("checked "), "{name}: {}", kept["status"]);

    let start = start_page(&window.act(Intent::Walk(WalkPress::Home))).unwrap();
    let [saved] = &start.saved[..] else { panic!("{name}: {start:?}") };
    assert!(saved.checked && saved.practice && start.unfinished.is_empty());
    assert_eq!(saved.title, format!("{name} for Acme Managed Services"));
    assert!(saved.detail.starts_with("Checked and saved"), "{}", saved.detail);
}

/// Rows to set, and the allowed tables as one more.
fn lines(integration: &Integration) -> usize {
    integration.role.rows.len() + usize::from(!integration.role.tables.is_empty())
}

/// The pages behind Done, as they stand at the end.
async fn go_back_and_look(window: &Window, integration: &Integration) {
    let name = &*integration.name;
    let go = |step| window.act(Intent::Walk(WalkPress::Go { step }));
    let facts = site_page(&go(StepId::Site)).unwrap().found.unwrap().facts;
    assert_eq!(fact(&facts, "API address"), "https://api-na.myconnectwise.net");
    assert_eq!(fact(&facts, "Runs in"), "ConnectWise cloud, North America");

    let grid = role_page(&go(StepId::Role)).unwrap().grid.unwrap();
    assert_eq!(
        (grid.set, grid.total),
        (grid.total, lines(integration) as u32),
        "{name}: all ticked"
    );

    let keys = keys_page(&go(StepId::Keys)).unwrap();
    for (field, key) in [(keys.public_key, PUBLIC_KEY), (keys.private_key, PRIVATE_KEY)] {
        assert!(field.secret && field.value.is_empty(), "{field:?}");
        assert_eq!(field.masked, Some(Masked { length: 16, ends_with: key[12..].into() }));
    }
    assert!(keys.kept.unwrap().contains("checked"));

    let check = check_page(&go(StepId::Check)).unwrap();
    assert_eq!(check.state, CheckState::Passed, "{name}: {check:#?}");
    assert_eq!(
        (check.done, check.rows.len()),
        (check.total, integration.role.rows.len() + integration.role.tables.len())
    );
    assert!(check.summary.contains("Connected to Acme Managed Services"), "{}", check.summary);

    let save = save_page(&go(StepId::Save)).unwrap();
    assert_eq!(
        fact(&save.contents, "Private key"),
        format!("16 characters, ends in {}", &PRIVATE_KEY[12..])
    );
    assert!(fact(&save.contents, "Status").starts_with("Checked"));

    let hand_over = hand_over_page(&go(StepId::HandOver)).unwrap();
    let count = integration.hand_over.fields.len();
    assert_eq!(hand_over.pasted, format!("{count} of {count} pasted"));
    for (field, said) in hand_over.fields.iter().zip(&integration.hand_over.fields) {
        assert_eq!(field.value.label, *said.label, "the vendor's own labels, in its order");
        assert_eq!(field.unavailable, None, "{name}: {field:?}");
        assert_eq!(field.value.secret, said.value.is_secret());
        assert_eq!(
            field.value.secret,
            field.value.value.contains(" characters, ends in "),
            "{name}: {field:?}"
        );
    }
    go(StepId::Done);
}

#[test]
fn a_changed_key_after_the_check_is_unchecked_again() {
    let folder = tempfile::tempdir().unwrap();
    session(folder.path(), store, async |window| {
        window.begin(&ids()[0]).await;
        window.walk_to(StepId::Done).await;
        window.act(Intent::Walk(WalkPress::Go { step: StepId::Keys }));
        window.fill(FieldId::PrivateKey, "Ch4ngedPrivKey19");
        let page = keys_page(&window.desk.view()).unwrap();
        assert!(page.public_key.masked.is_none(), "another pair: its public key is not here yet");
        window.fill(FieldId::PublicKey, "Ch4ngedPublKey17");
        let kept = window
            .until("kept again", |view| {
                keys_page(view)?.kept.filter(|k| k.contains("not checked yet"))
            })
            .await;
        assert!(kept.contains("keychain"), "{kept}");
        // Beside the saved pair, which stays what it was.
        let stored = item(store, &window.account().await).unwrap();
        assert_eq!(stored["private_key"], PRIVATE_KEY);
        assert!(stored["status"].as_str().unwrap().starts_with("checked "), "{stored}");
        assert_eq!(stored["new"]["status"], "not checked");
        assert_eq!(stored["new"]["private_key"], "Ch4ngedPrivKey19");

        let check =
            check_page(&window.act(Intent::Walk(WalkPress::Go { step: StepId::Check }))).unwrap();
        assert_ne!(check.state, CheckState::Passed, "what was found counted for another key");
        let check = window
            .until("the check's end", |view| check_page(view).filter(|page| page.run.is_some()))
            .await;
        assert_eq!(check.state, CheckState::Failed);
        let view = window.act(Intent::Walk(WalkPress::Continue));
        assert!(view.nav.missing[0].text.contains("not signed in"), "{:?}", view.nav.missing);
        assert!(
            save_page(&window.act(Intent::Walk(WalkPress::Go { step: StepId::Save })))
                .unwrap()
                .standing
                .is_some()
        );
        let start = start_page(&window.act(Intent::Walk(WalkPress::Home))).unwrap();
        assert!(!start.saved[0].checked, "{start:?}");
        assert!(start.saved[0].detail.contains("New values are not saved yet"), "{start:?}");
    });
}
