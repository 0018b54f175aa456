//! Documents on their way from the page into the downloads folder. What opens one is faked in
//! the real window's tests alone: here nothing is opened.

use std::path::{Path, PathBuf};

use integration::built_in;
use practice::{CLIENT_ID, PRIVATE_KEY, PUBLIC_KEY};
use setup::{
    Document, Effect, Event, Filed, Intent, Named, NamedEvent, Opening, Setup, StartPress, StepId,
    WalkPress,
};
use system::downloads::{self, Ending, Outside};
use view::types::{Button, Printable, View};
use view::view;

use super::window::*;

mock_store!(store);

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder.join("downloads")).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.sort();
    files
}

/// Presses Save and answers the path that the page then names.
async fn saved(window: &Window, of: impl Fn(&View) -> Option<Printable>, save: &Button) -> String {
    window.press(save);
    window.until("where it lies", |view| of(view)?.saved_to).await
}

fn record(view: &View) -> Option<Printable> {
    Some(done_page(view)?.document)
}

fn plan(view: &View) -> Option<Printable> {
    Some(start_page(view)?.before?.plan)
}

#[test]
fn the_record_of_a_practised_set_up_is_saved_once_however_often_it_is_pressed() {
    let folder = tempfile::tempdir().unwrap();
    session(folder.path(), store, async |window| {
        window.begin(&ids()[2]).await;
        window.walk_to(StepId::Done).await;
        let offered = record(&window.desk.view()).unwrap();
        assert_eq!(offered.saved_to, None);
        let path = saved(window, record, &offered.save).await;
        let name = Path::new(&path).file_name().unwrap().to_string_lossy().into_owned();
        assert!(name.contains(" practice record ") && name.ends_with(".html"), "{name}");
        let html = std::fs::read_to_string(&path).unwrap();
        for said in ["PRACTICE", "Acme Managed Services", "acme-msp", "Signed in "] {
            assert!(html.contains(said), "no {said}");
        }
        let product = &built_in().0[2];
        let (role, pasted) = (&product.role, product.hand_over.fields.len());
        assert_eq!(
            html.matches("class=\"box ticked\"").count(),
            role.rows.len() + role.tables.len() + pasted,
            "what was ticked on the way here"
        );
        for secret in [PUBLIC_KEY, PRIVATE_KEY, CLIENT_ID] {
            assert!(!html.contains(&secret[secret.len() - 4..]), "the end of {secret}");
        }

        // Left and come back to, so that what is said then is news.
        window.act(Intent::Walk(WalkPress::Go { step: StepId::HandOver }));
        window.act(Intent::Walk(WalkPress::Go { step: StepId::Done }));
        assert_eq!(
            record(&window.desk.view()).unwrap().saved_to,
            None,
            "told until the page is left"
        );
        assert_eq!(saved(window, record, &offered.save).await, path);
        assert_eq!(files(folder.path()).len(), 1, "byte for byte the same: no second copy");

        // Somebody wrote into it: theirs stays, and a whole one lies beside it.
        std::fs::write(&path, format!("{html}<script>alert(1)</script>")).unwrap();
        window.act(Intent::Walk(WalkPress::Go { step: StepId::HandOver }));
        window.act(Intent::Walk(WalkPress::Go { step: StepId::Done }));
        let second = saved(window, record, &offered.save).await;
        assert!(second.ends_with(" (2).html"), "{second}");
        assert_eq!(std::fs::read_to_string(&second).unwrap(), html);
        assert!(std::fs::read_to_string(&path).unwrap().contains("<script>"));
    });
}

/// Change control wants to know what stayed open beyond need, as the check found it.
#[test]
fn the_record_lists_what_the_role_opens_beyond_need() {
    let folder = tempfile::tempdir().unwrap();
    session(folder.path(), store, async |window| {
        assert!(window.rehearse(&ids()[0], "A role that is too wide").await);
        window.walk_to(StepId::Done).await;
        let done = done_page(&window.desk.view()).unwrap();
        let path = saved(window, record, &done.document.save).await;
        let html = std::fs::read_to_string(path).unwrap();
        for text in [&html, &done.record.value] {
            let text = text.replace("&gt;", ">");
            assert!(text.contains("System > Security: set "), "{text}");
        }
        let at = |word: &str| html.find(word).unwrap_or_else(|| panic!("no {word}"));
        assert!(at("More than needed, worst first") < at("System &gt; Security: set "));
    });
}

#[test]
fn a_plan_is_saved_before_any_set_up_and_starts_none() {
    let folder = tempfile::tempdir().unwrap();
    session(folder.path(), store, async |window| {
        for id in ids() {
            let view = window.act(Intent::Start(StartPress::Choose { integration: id.clone() }));
            let offered = plan(&view).unwrap();
            assert_eq!(offered.saved_to, None, "{id}: of this product, none");
            saved(window, plan, &offered.save).await;
        }
        let view = window.desk.view();
        assert!(start_page(&view).unwrap().unfinished.is_empty() && view.problem.is_none());
        assert_eq!(files(folder.path()).len(), integration::built_in().0.len());
    });
    assert!(!folder.path().join("journal.json").exists(), "nothing was begun");
}

#[test]
fn a_folder_that_takes_no_files_is_told() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("downloads"), "a file where a folder should be").unwrap();
    session(folder.path(), store, async |window| {
        let view = window.act(Intent::Start(StartPress::Choose { integration: ids()[0].clone() }));
        window.press(&plan(&view).unwrap().save);
        let problem = window.until("a problem", |view| view.problem.clone()).await;
        assert_eq!(problem.cause, "document-not-saved");
        assert_eq!(plan(&window.desk.view()).unwrap().saved_to, None);
    });
}

/// A setup with a product chosen, and what its plan comes to on disk.
fn chosen() -> (Setup, Filed) {
    let mut setup = Setup::new(Opening { integrations: built_in(), ..Opening::default() });
    let id = setup.integrations[0].id.to_string();
    setup.act(Intent::Start(StartPress::Choose { integration: id.clone() }));
    let path = "/home/sam/Downloads/plan.html".to_owned();
    (setup, Filed { document: Document::Plan, of: id, path, opened: None })
}

#[test]
fn a_browser_that_does_not_open_is_told_with_the_place_of_the_file() {
    let (mut setup, filed) = chosen();
    setup.learn(Event::Named(NamedEvent::DocumentSaved {
        outcome: Ok(Filed { opened: Some(false), ..filed.clone() }),
    }));
    let problem = view(&setup).problem.unwrap();
    assert_eq!(problem.cause, "document-not-opened");
    assert!(problem.todo.concat().contains(&filed.path), "{:?}", problem.todo);
    // The next one that works ends it.
    setup.learn(Event::Named(NamedEvent::DocumentSaved {
        outcome: Ok(Filed { opened: Some(true), ..filed }),
    }));
    assert_eq!(view(&setup).problem, None);
    assert_eq!(view(&setup).announcement.unwrap().text, "Opened in your browser.");
}

#[test]
fn what_was_saved_of_one_product_is_not_said_of_another() {
    let (mut setup, filed) = chosen();
    setup.learn(Event::Named(NamedEvent::DocumentSaved { outcome: Ok(filed.clone()) }));
    assert_eq!(plan(&view(&setup)).unwrap().saved_to, Some(filed.path));
    let other = setup.integrations[1].id.to_string();
    setup.act(Intent::Start(StartPress::Choose { integration: other }));
    assert_eq!(plan(&view(&setup)).unwrap().saved_to, None);
}

/// The window names a document, never a file: what is opened is what was just written.
#[test]
fn only_print_opens_and_only_with_something_to_print() {
    let asks = |setup: &mut Setup, document, open| {
        setup
            .act(Intent::Named(Named::SaveDocument { document, open }))
            .into_iter()
            .filter_map(|effect| match effect {
                Effect::Named(Named::SaveDocument { document, open }) => {
                    let today = jiff::civil::Date::ZERO;
                    let file = view::record::file(setup, document, today)?;
                    Some((open, file.of))
                }
                other => panic!("{other:?}"),
            })
            .collect::<Vec<_>>()
    };
    let (mut setup, filed) = chosen();
    assert_eq!(asks(&mut setup, Document::Plan, false), [(false, filed.of.clone())]);
    assert_eq!(asks(&mut setup, Document::Plan, true), [(true, filed.of)]);
    assert_eq!(asks(&mut setup, Document::Record, true), [], "no set-up, no record");
    setup.chosen = None;
    assert_eq!(asks(&mut setup, Document::Plan, true), []);
}

#[test]
fn neither_another_scheme_nor_a_text_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    for address in
        ["http://example.com/", "file:///etc/passwd", "javascript:alert(1)", "/bin/sh", ""]
    {
        assert!(!downloads::open(&Outside::Link(address)), "{address}");
    }
    let text = downloads::write(folder.path(), "result", Ending::Text, "text").unwrap();
    assert!(text.path().ends_with("result.txt"));
    assert!(!downloads::open(&Outside::Document(&text)));
}
