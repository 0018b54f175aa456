//! The situations of practice mode: each is told by its name, mended as the page offers,
//! and passes; and the outcome can be passed on without a secret.

use integration::{Integration, built_in};
use practice::{CLIENT_ID, PRIVATE_KEY, PUBLIC_KEY};
use setup::{CheckPress, Intent, StepId, WalkPress};
use view::types::*;

use super::window::*;

mock_store!(store);

/// Walks to the check of a situation for a product; none where it is not offered for it.
async fn to_check(window: &Window, integration: &Integration, title: &str) -> Option<CheckPage> {
    if !window.rehearse(&integration.id, title).await {
        return None;
    }
    let label = window.desk.view().practice.unwrap();
    assert_eq!(label.situation.as_deref(), Some(title), "the page says what is rehearsed");
    window.walk_to(StepId::Check).await;
    Some(window.checked().await)
}

/// Presses what the page offers against its leading problem.
async fn mend(window: &Window, cause: &str) {
    let problem = window.desk.view().problem.unwrap_or_else(|| panic!("no problem: {cause}"));
    assert_eq!(problem.cause, cause, "{problem:?}");
    window.act(problem.mend.unwrap().intent);
}

async fn passes(window: &Window, what: &str) {
    let page = window
        .until("a passed check", |view| {
            check_page(view).filter(|page| page.state == CheckState::Passed)
        })
        .await;
    assert!(page.summary.contains("has what it needs"), "{what}: {}", page.summary);
}

fn each(live: impl AsyncFn(&Window, &Integration)) {
    for integration in &built_in().0 {
        let folder = tempfile::tempdir().unwrap();
        session(folder.path(), store, async |window| live(window, integration).await);
    }
}

#[test]
fn swapped_keys_are_named_and_one_press_mends_them() {
    each(async |window, integration| {
        let page = to_check(window, integration, "Swapped keys").await.unwrap();
        assert_eq!(page.state, CheckState::Failed);
        mend(window, "keys-swapped").await;
        passes(window, &integration.name).await;
        window.act(Intent::Walk(WalkPress::Go { step: StepId::Keys }));
        window.until("kept", |view| keys_page(view)?.kept).await;
        let kept = item(store, &window.account().await).unwrap();
        assert_eq!(
            (&kept["public_key"], &kept["private_key"]),
            (&PUBLIC_KEY.into(), &PRIVATE_KEY.into())
        );
    });
}

#[test]
fn the_wrong_region_is_named_and_one_press_mends_it() {
    each(async |window, integration| {
        to_check(window, integration, "The wrong region").await.unwrap();
        mend(window, "keys-elsewhere").await;
        passes(window, &integration.name).await;
        window.walk_to(StepId::Done).await;
        let kept = item(store, &window.account().await).unwrap();
        assert_eq!(kept["origin"], "https://api-eu.myconnectwise.net");
    });
}

#[test]
fn a_key_cut_short_is_named_with_both_lengths() {
    each(async |window, integration| {
        to_check(window, integration, "A key cut short").await.unwrap();
        let problem = window.desk.view().problem.unwrap();
        assert!(problem.why.contains("has 12 characters, the other one 16"), "{}", problem.why);
        mend(window, "key-cut-short").await;
        window.press(&window.desk.view().practice.unwrap().put_right.unwrap());
        window
            .until("the whole key", |view| {
                (view.practice.as_ref()?.values.get(1)?.value == PRIVATE_KEY).then_some(())
            })
            .await;
        window.walk_to(StepId::Check).await;
        passes(window, &integration.name).await;
    });
}

#[test]
fn a_narrow_role_is_named_row_by_row_and_passes_when_it_was_corrected() {
    each(async |window, integration| {
        let page = to_check(window, integration, "A role that is too narrow").await.unwrap();
        assert_eq!(page.state, CheckState::PassedWithRemarks);
        let missing: Vec<&CheckLine> =
            page.rows.iter().filter(|line| line.verdict_text == "Missing").collect();
        assert!(!missing.is_empty(), "{:?}", page.rows);
        for line in &missing {
            let problem = line.problem.as_ref().unwrap();
            if line.id.starts_with("row:") {
                assert!(line.evidence.contains("needs"), "{line:?}");
                assert!(line.cells.iter().any(|cell| cell.mark == CellMark::Short), "{line:?}");
                let row = line.title.split(" > ").last().unwrap();
                assert_eq!(problem.place.last().unwrap(), row, "where to click");
            }
        }
        // The administrator's text has the same rows, under their module.
        let text = saved(window, "administrator").await;
        for line in &missing {
            let name = line.title.rsplit([':', '>']).next().unwrap().trim();
            assert!(text.contains(name), "{name} is not in:\n{text}");
        }
        window.press(&window.desk.view().practice.unwrap().put_right.unwrap());
        // One line alone first: it is mended, the others stay as they were.
        let first = missing[0].again.clone().unwrap();
        window.press(&first);
        let id = missing[0].id.clone();
        window
            .until("that line alone", |view| {
                let page = check_page(view)?;
                let line = page.rows.iter().find(|line| line.id == id)?;
                (page.run.is_some() && line.verdict == VerdictMark::Passed).then_some(())
            })
            .await;
        window.act(Intent::Check(CheckPress::Check));
        passes(window, &integration.name).await;
        assert_eq!(window.desk.view().practice.unwrap().put_right, None, "nothing is left to do");
    });
}

#[test]
fn a_wide_role_works_and_what_is_too_much_is_listed_worst_first() {
    each(async |window, integration| {
        let page = to_check(window, integration, "A role that is too wide").await.unwrap();
        assert_eq!(page.state, CheckState::PassedWithRemarks);
        let wider = page.wider.unwrap();
        assert_eq!(wider.line.verdict_text, "More than needed");
        assert_eq!(wider.rows[0].title, "System > Security", "{:?}", wider.rows);
        assert!(wider.rows[0].set.contains("**Edit Level** to **None**"), "{:?}", wider.rows);
        let grave: Vec<bool> = wider.rows.iter().map(|row| row.grave).collect();
        assert!(grave.is_sorted_by(|before, after| before >= after), "{:?}", wider.rows);
        assert!(page.rows.iter().all(|line| line.verdict != VerdictMark::Failed));
        // It does not stand in the way.
        window.act(Intent::Walk(WalkPress::Continue));
        assert_eq!(step_of(&window.desk.view()), StepId::Save);
        window.act(Intent::Walk(WalkPress::Back));
        window.press(&window.desk.view().practice.unwrap().put_right.unwrap());
        window.act(Intent::Check(CheckPress::Check));
        passes(window, &integration.name).await;
    });
}

#[test]
fn no_companies_is_explained_with_the_members_own_level() {
    each(async |window, integration| {
        let Some(page) = to_check(window, integration, "No companies in sight").await else {
            assert_eq!(integration.role.rows.len(), 1, "offered wherever companies are read");
            return;
        };
        let line = page.gates.iter().find(|line| line.id == "companies").unwrap();
        let problem = line.problem.as_ref().unwrap();
        assert_eq!(problem.cause, "no-companies");
        assert!(problem.todo[0].contains("**Level** is Site (Level 3)"), "{:?}", problem.todo);
        window.press(&window.desk.view().practice.unwrap().put_right.unwrap());
        window.act(Intent::Check(CheckPress::Check));
        passes(window, &integration.name).await;
    });
}

#[test]
fn without_the_levels_nothing_is_claimed() {
    each(async |window, integration| {
        let title = "ConnectWise keeps the levels to itself";
        let page = to_check(window, integration, title).await.unwrap();
        assert_eq!(page.state, CheckState::PassedWithRemarks);
        assert!(page.rows.iter().all(|line| line.verdict_text == "Not checked"), "{:?}", page.rows);
        assert_eq!(page.wider.unwrap().line.verdict_text, "Not checked");
    });
}

/// Takes the four seconds that the practice ConnectWise asks for.
#[test]
fn a_busy_connectwise_is_waited_for_and_the_page_says_so() {
    let folder = tempfile::tempdir().unwrap();
    session(folder.path(), store, async |window| {
        assert!(window.rehearse(&ids()[0], "ConnectWise is busy").await);
        window.walk_to(StepId::Check).await;
        window
            .until("the waiting is told", |view| {
                let page = check_page(view)?;
                let lines = page.gates.iter().chain(&page.rows);
                let mut lines = lines.chain(page.wider.as_ref().map(|wider| &wider.line));
                lines.find(|line| line.evidence.contains("asked us to wait 4 seconds")).map(|_| ())
            })
            .await;
        passes(window, "after the waiting").await;
    });
}

/// Saves the result for a reader, as the page offers, and reads the file.
async fn saved(window: &Window, id: &str) -> String {
    let page = check_page(&window.desk.view()).unwrap();
    let part = page.results.iter().find(|part| part.id == id);
    let part = part.unwrap_or_else(|| panic!("{id} is not offered: {:?}", page.results));
    window.press(part.save.as_ref().unwrap());
    let path = window
        .until("another file", |view| {
            check_page(view)?.saved_to.filter(|path| Some(path) != page.saved_to.as_ref())
        })
        .await;
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn the_result_is_saved_for_two_readers_and_holds_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    session(folder.path(), store, async |window| {
        let all = built_in().0;
        let integration = all.iter().find(|i| &*i.id == "mspcfo").unwrap();
        to_check(window, integration, "A role that is too narrow").await.unwrap();
        let mut texts = Vec::new();
        for reader in ["support", "administrator", "support"] {
            texts.push(saved(window, reader).await);
        }
        assert_eq!(texts[0], texts[2], "a second file beside the first, which stays");
        assert_eq!(std::fs::read_dir(folder.path().join("downloads")).unwrap().count(), 3);
        assert!(texts[0].contains("[Passed] API member - MSPCFO, role "), "{}", texts[0]);
        assert!(
            texts[0].contains("[Missing] ") && texts[0].contains("(role-short)"),
            "{}",
            texts[0]
        );
        assert!(texts[1].contains("Where: System > Security Roles > "), "{}", texts[1]);
        for text in &texts {
            for secret in [PUBLIC_KEY, PRIVATE_KEY, CLIENT_ID] {
                assert!(!text.contains(&secret[..12]), "{secret} is in:\n{text}");
            }
            assert!(text.contains("PRACTICE") && text.contains("acme-msp"), "{text}");
        }
    });
}
