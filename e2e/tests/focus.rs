//! Where the focus goes when something goes wrong, opens, closes or goes away; all by the keyboard.

use e2e::keyboard::{
    Hand, arrived, back_to, ctrl, enter, enter_on, escape, focus, focus_is, look, set_one, space,
    tab, text, to, walk,
};
use e2e::{Desktop, Window, journey};
use serde_json::{Value, json};

const HAND: Hand = Hand { walks: false, ctrl_v: false };

async fn beside(window: &Window) {
    enter_on(window, "toggle-beside").await;
    window.wait_for("[data-testid=toggle-beside][aria-pressed=true]").await;
    focus_is(window, "toggle-beside").await;
    window.size(360, 780).await;
}

/// Opens a disclosure and folds it again; the focus stays on it.
async fn opens_and_folds(window: &Window, id: &str) {
    let open = format!("details[open] > [data-testid={id:?}], details[open][data-testid={id:?}]");
    to(window, id).await;
    for _ in 0..2 {
        enter(window).await;
        window.wait_for(&open).await;
        focus_is(window, id).await;
        space(window).await;
        window.gone(&open).await;
        focus_is(window, id).await;
    }
}

/// A wrong company ID: the focus goes to what is wrong, and from there on to the way out.
#[tokio::test]
async fn a_wrong_company_id_is_told_and_mended() {
    let desktop = Desktop::start("focus-wrong-company").await;
    let window = desktop.open().await;
    HAND.choose(&window, "vectis").await;
    enter_on(&window, "continue").await;
    focus(&window, "what is missing", |now| now.within == "missing").await;
    enter_on(&window, "missing-address").await;
    focus_is(&window, "field-address").await;
    text(&window, "na.myconnectwise.net").await;
    to(&window, "field-company").await;
    text(&window, "nobody").await;
    enter_on(&window, "continue").await;
    focus(&window, "the Problem", |now| now.within == "problem" && now.tag == "H2").await;
    opens_and_folds(&window, "technical").await;
    to(&window, "field-company").await;
    ctrl(&window, 'a').await;
    text(&window, "acme-msp").await;
    enter(&window).await;
    window.says("https://api-na.myconnectwise.net").await;
    focus_is(&window, "field-company").await;
    window.close().await;
}

/// What mends it goes away with the Problem: the focus goes on to what stands next.
#[tokio::test]
async fn the_focus_is_not_lost_with_the_button_that_mends() {
    let desktop = Desktop::start("focus-mend").await;
    let window = desktop.open().await;
    HAND.choose(&window, "vectis").await;
    to(&window, "field-address").await;
    text(&window, "http://na.myconnectwise.net/").await;
    to(&window, "field-company").await;
    text(&window, "acme-msp").await;
    enter_on(&window, "continue").await;
    focus(&window, "the Problem", |now| now.within == "problem" && now.tag == "H2").await;
    enter_on(&window, "mend").await;
    window.gone("[data-testid=mend]").await;
    let next = focus(&window, "what stands next", |now| now.tag != "BODY").await;
    assert_eq!((next.name.as_str(), next.hidden.as_str()), ("option-site-0", ""));
    enter_on(&window, "continue").await;
    window.says("Acme Managed Services").await;
    focus_is(&window, "continue").await;
    window.close().await;
}

/// A key cut short, found by the check: from what is wrong to the line, and to the page that mends
/// it.
#[tokio::test]
async fn a_failed_check_leads_to_the_page_that_mends_it() {
    let desktop = Desktop::start("focus-failed-check").await;
    let window = desktop.open().await;
    window.page("start").await;
    enter_on(&window, "card-vectis").await;
    window.wait_for("[data-testid=situations]").await;
    opens_and_folds(&window, "situations").await;
    opens_and_folds(&window, "guide").await;
    back_to(&window, "situations").await;
    enter(&window).await;
    enter_on(&window, "situation-CutKey").await;
    arrived(&window, "site").await;
    HAND.site(&window).await;
    HAND.role(&window).await;
    HAND.member(&window).await;
    HAND.keys(&window).await;
    HAND.client_id(&window).await;
    window.says("The private key was cut short").await;
    focus(&window, "the Problem", |now| now.within == "problem" && now.tag == "H2").await;
    tab(&window).await;
    assert_eq!(look(&window).await.name, "mend");
    for width in [1120, 360] {
        window.size(width, 780).await;
        walk(&window).await;
    }
    back_to(&window, "mend").await;
    opens_and_folds(&window, "technical").await;
    enter(&window).await;
    enter_on(&window, "copy-details:key-cut-short").await;
    window.wait_for("[data-testid='copy-details:key-cut-short'].done").await;
    focus_is(&window, "copy-details:key-cut-short").await;
    // The outcome names what failed, and leads there.
    tab(&window).await;
    let jump = look(&window).await;
    assert_eq!((jump.name.as_str(), jump.within.as_str()), ("a Key pair", "outcome"));
    enter(&window).await;
    assert_eq!(focus_is(&window, "line-keys").await.hidden, "");
    back_to(&window, "mend").await;
    enter(&window).await;
    arrived(&window, "keys").await;
    window.close().await;
}

/// Still to do: a row that is ticked goes, and the next one has the focus.
#[tokio::test]
async fn a_row_that_goes_gives_its_focus_to_the_next() {
    let desktop = Desktop::start("focus-still-to-do").await;
    let window = desktop.open().await;
    HAND.choose(&window, "vectis").await;
    HAND.site(&window).await;
    enter_on(&window, "toggle-stillToDo").await;
    window.wait_for("[data-testid=toggle-stillToDo][aria-pressed=true]").await;
    let rows = "return [...document.querySelectorAll('[data-testid^=\"tick-row:\"]')].map(e => e.dataset.testid)";
    let rows = window.run(rows).await;
    let rows: Vec<&str> = rows.as_array().expect("rows").iter().filter_map(Value::as_str).collect();
    to(&window, rows[0]).await;
    for (n, row) in rows.iter().enumerate() {
        // A module has a button of its own above its rows.
        to(&window, row).await;
        space(&window).await;
        window.gone(&format!("[data-testid={row:?}]")).await;
        let now = focus(&window, "something", |now| now.tag != "BODY").await;
        assert_eq!((now.page.as_str(), now.hidden.as_str()), ("role", ""), "{}", now.name);
        if let Some(next) = rows.get(n + 1) {
            let within = |id: &str| now.name.contains(id);
            let module = next.trim_start_matches("tick-row:").split('/').next().unwrap_or_default();
            assert!(within(next) || within(module), "{} after {row}", now.name);
        }
    }
    // The press that filled a module is taken back where it was made.
    back_to(&window, "toggle-stillToDo").await;
    space(&window).await;
    window.wait_for("[data-testid='tick-row:Finance/Agreements']:checked").await;
    enter_on(&window, "tick-Finance").await;
    window.wait_for("[data-testid='tick-row:Finance/Agreements']:not(:checked)").await;
    focus_is(&window, "tick-Finance").await;
    window.close().await;
}

/// What lies over the page of a narrow window goes when the focus does, and by Escape.
#[tokio::test]
async fn the_list_of_steps_opens_and_closes() {
    const OPEN: &str = "details[open] > [data-testid=steps]";
    let desktop = Desktop::start("focus-steps").await;
    let window = desktop.open().await;
    enter_on(&window, "toggle-onTop").await;
    window.wait_for("[data-testid=toggle-onTop][aria-pressed=true]").await;
    focus_is(&window, "toggle-onTop").await;
    HAND.choose(&window, "vectis").await;
    HAND.site(&window).await;
    beside(&window).await;
    opens_and_folds(&window, "steps").await;
    enter(&window).await;
    window.wait_for(OPEN).await;
    tab(&window).await;
    let first = look(&window).await;
    assert_eq!((first.name.as_str(), first.hidden.as_str()), ("step-0", ""));
    escape(&window).await;
    window.gone(OPEN).await;
    focus_is(&window, "steps").await;
    // Past its end: it does not lie over what has the focus then.
    enter(&window).await;
    window.wait_for(OPEN).await;
    to(&window, "toggle-beside").await;
    window.gone(OPEN).await;
    back_to(&window, "steps").await;
    enter(&window).await;
    window.wait_for(OPEN).await;
    enter_on(&window, "step-0").await;
    arrived(&window, "site").await;
    window.gone(OPEN).await;
    opens_and_folds(&window, "show-me").await;
    // Whole again; the button has other words there, and keeps the focus.
    enter_on(&window, "toggle-beside").await;
    window.wait_for("[data-testid=toggle-beside][aria-pressed=false]").await;
    focus_is(&window, "toggle-beside").await;
    window.close().await;
}

/// "Forget" asks where the press was, and the focus goes along with the question.
#[tokio::test]
async fn the_question_has_the_focus_and_gives_it_back() {
    let desktop = Desktop::start("focus-forget").await;
    let window = desktop.open().await;
    HAND.choose(&window, "vectis").await;
    enter_on(&window, "home").await;
    arrived(&window, "start").await;
    let account = journey::account(&desktop);
    let (forget, no) = (format!("forget-{account}"), format!("forget-no-{account}"));
    enter_on(&window, &forget).await;
    assert_eq!(focus_is(&window, &no).await.hidden, "");
    enter(&window).await;
    focus_is(&window, &forget).await;
    enter(&window).await;
    focus_is(&window, &no).await;
    tab(&window).await;
    focus_is(&window, &format!("forget-yes-{account}")).await;
    enter(&window).await;
    window.gone(&format!("[data-testid=kept-{account}]")).await;
    let next = focus(&window, "something", |now| now.tag != "BODY").await;
    assert_eq!((next.page.as_str(), next.hidden.as_str()), ("start", ""));
    window.close().await;
}

/// Back and forward again: the same line in hand, folded what was folded, scrolled as far.
#[tokio::test]
async fn a_page_is_found_as_it_was_left() {
    let desktop = Desktop::start("focus-back").await;
    let window = desktop.open().await;
    HAND.choose(&window, "propel-your-msp").await;
    HAND.site(&window).await;
    beside(&window).await;
    for _ in 0..2 {
        set_one(&window).await.expect("another line");
    }
    enter_on(&window, "look-row:System/API Reports").await;
    focus_is(&window, "set-next").await;
    enter_on(&window, "fold-Companies").await;
    focus_is(&window, "fold-Companies").await;
    for _ in 0..2 {
        to(&window, "back").await;
        let left = place(&window).await;
        assert_eq!(left[0], "row:System/API Reports");
        assert!(left[1].as_f64().is_some_and(|scrolled| scrolled > 100.0), "{left}");
        assert_eq!(left[2], json!(["fold-Companies"]));
        enter(&window).await;
        arrived(&window, "site").await;
        HAND.go_on(&window, "role").await;
        assert_eq!(place(&window).await, left);
    }
    window.close().await;
}

/// The whole permission table, with its tables; likewise where the window is half as wide.
#[tokio::test]
async fn the_whole_permission_table_is_reached_and_found_again() {
    const OPEN: &str = "details[open][data-testid=allowed-tables]";
    let desktop = Desktop::start("focus-table").await;
    let window = desktop.open().await;
    HAND.choose(&window, "propel-your-msp").await;
    HAND.site(&window).await;
    walk(&window).await;
    window.size(768, 780).await;
    walk(&window).await;
    to(&window, "allowed-tables").await;
    enter(&window).await;
    window.gone(OPEN).await;
    focus_is(&window, "allowed-tables").await;
    to(&window, "back").await;
    let left = place(&window).await;
    enter(&window).await;
    arrived(&window, "site").await;
    HAND.go_on(&window, "role").await;
    assert_eq!(place(&window).await, left);
    window.gone(OPEN).await;
    window.close().await;
}

/// The line in hand, how far the page is scrolled, and what is folded in it.
async fn place(window: &Window) -> Value {
    // It makes the footer higher, and the page as much longer, for six seconds.
    window.gone(".toast").await;
    window
        .run(
            "return [document.querySelector('[data-testid=in-hand]')?.dataset.line, Math.round(scrollY), \
             [...document.querySelectorAll('[data-testid^=fold-][aria-expanded=false]')].map(e => e.dataset.testid)]",
        )
        .await
}
