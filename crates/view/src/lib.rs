//! Setup to View: pure, and the only place that decides what is shown and enabled.

mod authority;
mod check;
mod checklist;
pub mod copies;
mod dates;
mod details;
mod diary;
mod done;
mod excess;
mod files;
mod guide;
mod hand_over;
mod keys;
mod lines;
mod member;
mod member_form;
mod parts;
mod practice;
pub mod problem;
pub mod record;
mod requests;
pub mod result;
mod role;
mod rows;
mod save;
mod shown;
mod site;
mod standing;
mod start;
pub mod texts;
mod titles;
mod told;
pub mod types;
mod updates;
mod window;

use parts::{button, plural};
use problem::Problem;
use setup::outside::CLEARED_AFTER;
use setup::{
    Alert, Gap, Intent, PlacePress, Present, Setup, StepId, StepMark, VaultPress, VaultStatus,
    WalkPress, WindowPress,
};
use titles::title;
use types::{
    Announcement, ClipboardNote, Missing, Nav, Page, ProgressStep, Question, StepState, View,
};

/// Everything the window shows now.
pub fn view(setup: &Setup) -> View {
    let (page, heading, lead) = page(setup);
    let step = setup.step();
    View {
        home: (step != StepId::Start).then(|| button("Start page", Intent::Walk(WalkPress::Home))),
        practice: practice::part(setup),
        by_hand: setup.present().and_then(|present| parts::by_hand(present.integration)),
        integration: setup.present().map(|present| present.integration.name.to_string()),
        heading,
        lead,
        progress: progress(setup),
        page,
        problem: problem(setup),
        nav: nav(setup),
        window: window::toggles(setup),
        clipboard: setup.clipboard.as_ref().map(|c| ClipboardNote {
            text: match c.held {
                false => format!("On the clipboard: {}", c.name),
                true => format!("May still be on the clipboard: {}", c.name),
            },
            clears_in: CLEARED_AFTER,
            held: c.held,
            serial: c.serial,
        }),
        announcement: setup
            .announcement
            .as_ref()
            .map(|(text, serial)| Announcement { text: text.clone(), serial: *serial }),
        closing: setup.closing.then(|| closing(setup)),
        session_only: (setup.is_session_only() && setup.open.is_some())
            .then(|| "Keys are in memory only. They are gone when you close Keywright.".to_owned()),
    }
}

/// Asked before the window closes: whose keys would be lost.
fn closing(setup: &Setup) -> Question {
    let titles: Vec<String> =
        setup.would_lose().iter().map(|c| titles::title_of(setup, &c.id)).collect();
    let text = match setup.is_being_kept() {
        true => "The keychain has not answered yet. Keywright closes by itself once they are kept.",
        false => "They are in memory only. ConnectWise shows a private key only once.",
    };
    Question {
        title: format!("The keys of {} are not in the keychain", problem::listed(&titles)),
        text: text.into(),
        yes: button("Stay open", Intent::Window(WindowPress::StayOpen)),
        no: button("Close and lose them", Intent::Window(WindowPress::CloseAnyway)),
    }
}

fn page(setup: &Setup) -> (Page, String, String) {
    let Some(present) = setup.present() else { return start::page(setup) };
    match present.connection.step {
        StepId::Start | StepId::Site => site::page(setup, present),
        StepId::Role => role::page(setup, present),
        StepId::Member => member::page(present),
        StepId::Keys => keys::keys_page(setup, present),
        StepId::ClientId => keys::client_id_page(setup, present),
        StepId::Check => check::page(setup, present),
        StepId::Save => save::page(setup, present),
        StepId::HandOver => hand_over::page(setup, present),
        StepId::Done => done::page(setup, present),
    }
}

fn progress(setup: &Setup) -> Vec<ProgressStep> {
    let Some(Present { connection, .. }) = setup.present() else { return Vec::new() };
    let mut steps = Vec::new();
    let mut next = Some(StepId::Site);
    while let Some(step) = next {
        let state = match setup.mark_of(step) {
            StepMark::Here => StepState::Here,
            StepMark::Done => StepState::Done,
            StepMark::Open => StepState::Open,
            StepMark::Skipped => StepState::Skipped,
            StepMark::Ahead => StepState::Ahead,
        };
        let may_go = step != connection.step && step <= connection.furthest;
        steps.push(ProgressStep {
            title: title(step).into(),
            state,
            go: may_go.then_some(Intent::Walk(WalkPress::Go { step })),
        });
        next = step.next();
    }
    steps
}

fn nav(setup: &Setup) -> Nav {
    let Some(present) = setup.present() else {
        let missing = Vec::new();
        return Nav { back: None, forward: None, to_check: None, missing, anyway: None };
    };
    let Present { open, connection, integration } = present;
    let forward = match connection.step {
        StepId::Done => done::open_things(setup, present).into_iter().find_map(|open| open.go),
        StepId::Site if connection.instance.is_none() => {
            let mut find = button("Find my ConnectWise", Intent::Place(PlacePress::Find));
            find.busy = open.find == setup::Search::Looking;
            Some(find)
        }
        StepId::Save
            if (connection.saved.is_none() || open.beside.holds_another())
                && !setup.is_session_only()
                && setup.gaps_to_save().is_empty() =>
        {
            let mut save = button("Save to the keychain", Intent::Vault(VaultPress::Save));
            save.busy = open.saving;
            Some(save)
        }
        _ => Some(button("Continue", Intent::Walk(WalkPress::Continue))),
    };
    let gaps = &setup.gaps;
    let soft = !gaps.is_empty() && gaps.iter().all(Gap::is_soft);
    Nav {
        back: Some(button("Back", Intent::Walk(WalkPress::Back))),
        forward,
        to_check: (open.from_check && connection.step < StepId::Check).then(|| {
            button("Back to the check", Intent::Walk(WalkPress::Go { step: StepId::Check }))
        }),
        missing: gaps.iter().map(|gap| missing(gap, integration)).collect(),
        anyway: soft.then(|| button(&anyway(gaps), Intent::Walk(WalkPress::GoOnAnyway))),
    }
}

/// Names what is left open.
fn anyway(gaps: &[Gap]) -> String {
    let left = gaps.iter().find_map(|gap| match gap {
        Gap::Unticked { done, all } => Some(format!("{} not ticked", plural(all - done, "row"))),
        Gap::Remarks { failed, missing } => Some(match (failed, missing) {
            (0, missing) => format!("{} missing", plural(*missing, "permission")),
            (failed, _) => format!("{} failed", plural(*failed, "line")),
        }),
        Gap::NotPasted { done, all } => Some(format!("{} not pasted", plural(all - done, "value"))),
        _ => None,
    });
    format!("Continue with {}", left.unwrap_or_default())
}

/// What a gap is called on the page: the field's id, and what to do about it.
fn missing(gap: &Gap, integration: &integration::Integration) -> Missing {
    let (at, text) = match gap {
        Gap::Empty(field) => (Some(parts::field_id(*field)), format!("Fill in: {}.", parts::label(*field))),
        Gap::Odd(field) => {
            (Some(parts::field_id(*field)), format!("Look at {}: it does not look right yet.", parts::label(*field)))
        }
        Gap::NotFoundYet => (None, "Press **Find my ConnectWise** first.".into()),
        Gap::StillLooking => (None, "Still looking for your ConnectWise.".into()),
        Gap::VaultNotReady => {
            (None, "The keychain is not ready yet. ConnectWise shows a private key only once.".into())
        }
        Gap::CheckNotRun => (None, "Run the check to its end first.".into()),
        Gap::NothingToCheck(step) => (None, format!("Nothing can be checked yet. Go to **{}** first.", title(*step))),
        Gap::NewPairUnchecked => (
            None,
            "The saved pair passed a check. It stays until the new one has passed too.".into(),
        ),
        Gap::StillChecking => (None, "The check is still running.".into()),
        Gap::CheckFailed => (
            None,
            "The keys have not signed in yet. Mend what failed, or go back to Client ID and skip the check.".into(),
        ),
        Gap::NotSaved => (None, "Press **Save to the keychain** first.".into()),
        Gap::Unticked { done, all } => {
            (None, format!("{done} of {all} rows are ticked."))
        }
        Gap::Remarks { failed, missing } => {
            let parts = [
                (*failed > 0).then(|| format!("{} failed", plural(*failed, "line"))),
                (*missing > 0).then(|| format!("{} missing", plural(*missing, "permission"))),
            ];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            let name = &integration.name;
            (None, format!("{}: {name} may not work in full.", problem::listed(&parts)))
        }
        Gap::NotPasted { done, all } => {
            (None, format!("{done} of {all} values are ticked as pasted."))
        }
    };
    Missing { at, text }
}

/// The problem of the moment, if it belongs above the page.
fn problem(setup: &Setup) -> Option<Problem> {
    // The key pair page tells it in its own picture of the keychain.
    let told_there = |alert: &Alert| match (alert, setup.vault) {
        (Alert::Vault(fault), VaultStatus::Unusable(is)) => {
            setup.step() == StepId::Keys && *fault == is
        }
        _ => false,
    };
    if let Some(alert) = setup.alert.as_ref().filter(|alert| !told_there(alert)) {
        return Some(match alert {
            Alert::NothingPasted(why) => problem::nothing_pasted(*why),
            Alert::ClipboardUnwritable => problem::clipboard_unwritable(),
            Alert::ClipboardHeld(name) => problem::clipboard_not_cleared(name),
            Alert::LinkNotOpened(url) => problem::link_not_opened(url),
            Alert::PracticeNotStarted => problem::practice_not_started(),
            // The key pair page has this way out beside its own picture of the keychain.
            Alert::Vault(fault) if setup.step() > StepId::Keys => problem::vault(*fault)
                .mend("Keep for this session only", Intent::Vault(VaultPress::KeepForSession)),
            Alert::Vault(fault) => problem::vault(*fault),
            Alert::KeysLeft { connection, fault } => {
                problem::keys_left(&titles::title_of(setup, connection), *fault, connection)
            }
            Alert::ItemGone => problem::item_gone(),
            Alert::JournalNotSaved(reason) => {
                problem::journal_not_saved(reason, setup.journal_trouble.as_ref())
            }
            Alert::ResultNotSaved(reason) => problem::result_not_saved(reason),
            Alert::DocumentNotSaved(reason) => problem::document_not_saved(reason),
            Alert::DocumentNotOpened(path) => problem::document_not_opened(path),
            Alert::IntegrationGone(id) => problem::integration_gone(id),
        });
    }
    let Present { open, connection, integration } = setup.present()?;
    if let Some((bound, here)) = setup.bound_host() {
        return Some(problem::bound_elsewhere(&bound, &here));
    }
    match connection.step {
        StepId::Check if setup.cannot_check().is_some() => {
            setup.cannot_check().map(|step| problem::nothing_to_check(step, title(step)))
        }
        StepId::Site => problem::of_search(&open.find, connection),
        StepId::Check => problem::of_finding(check::leading(open)?, connection, integration),
        _ => None,
    }
}
