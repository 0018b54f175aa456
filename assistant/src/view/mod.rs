//! Setup to View: pure, and the only place that decides what is shown and enabled.

mod authority;
mod check;
mod checklist;
pub mod copies;
mod details;
mod diary;
mod hand_over;
mod keys;
mod member;
mod parts;
pub mod record;
pub mod result;
mod role;
pub mod self_test;
mod site;
mod start;
pub mod types;
mod updates;
mod window;

use crate::clipboard::CLEARED_AFTER;
use crate::practise::Situation;
use crate::problem::{self, Problem};
use crate::setup::{Alert, Gap, Intent, Setup, StepId};
pub use check::mark;
use parts::{button, present};
use types::{
    Announcement, ClipboardNote, Missing, Nav, Page, PracticeLabel, ProgressStep, StepState, View,
};

/// Everything the window shows now.
pub fn view(setup: &Setup) -> View {
    let (page, heading, lead) = page(setup);
    let step = setup.step();
    View {
        home: (step != StepId::Start).then(|| button("Start page", Intent::Home)),
        practice: practice(setup),
        by_hand: setup.present().and_then(|(_, i)| parts::by_hand(i)),
        integration: setup.present().map(|(_, i)| i.name.to_string()),
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
        session_only: (setup.is_session_only() && setup.current.is_some())
            .then(|| "Keys are in memory only. They are gone when you close Keywright.".to_owned()),
    }
}

fn page(setup: &Setup) -> (Page, String, String) {
    let Some((connection, integration)) = setup.present() else { return start::page(setup) };
    match connection.step {
        StepId::Start | StepId::Site => site::page(setup, connection, integration),
        StepId::Role => role::page(setup, connection, integration),
        StepId::Member => member::page(setup, connection, integration),
        StepId::Keys => keys::keys_page(setup, connection, integration),
        StepId::ClientId => keys::client_id_page(setup, connection, integration),
        StepId::Check => check::page(setup, connection, integration),
        StepId::Save => hand_over::save_page(setup, connection, integration),
        StepId::HandOver => hand_over::page(setup, connection, integration),
        StepId::Done => hand_over::done_page(setup, connection, integration),
    }
}

fn title(step: StepId) -> &'static str {
    match step {
        StepId::Start => "Start",
        StepId::Site => "Your ConnectWise",
        StepId::Role => "Security role",
        StepId::Member => "API member",
        StepId::Keys => "Key pair",
        StepId::ClientId => "Client ID",
        StepId::Check => "Check",
        StepId::Save => "Save",
        StepId::HandOver => "Hand over",
        StepId::Done => "Done",
    }
}

fn progress(setup: &Setup) -> Vec<ProgressStep> {
    let Some((connection, _)) = setup.present() else { return Vec::new() };
    let mut steps = Vec::new();
    let mut next = Some(StepId::Site);
    while let Some(step) = next {
        let state = match step.cmp(&connection.step) {
            std::cmp::Ordering::Equal => StepState::Here,
            _ if step < connection.furthest => StepState::Done,
            _ => StepState::Ahead,
        };
        let may_go = step != connection.step && step <= connection.furthest;
        steps.push(ProgressStep {
            title: title(step).into(),
            state,
            go: may_go.then_some(Intent::Go { step }),
        });
        next = step.next();
    }
    steps
}

fn nav(setup: &Setup) -> Nav {
    let Some((connection, integration)) = setup.present() else {
        return Nav { back: None, forward: None, missing: Vec::new() };
    };
    let forward = match connection.step {
        StepId::Done => None,
        StepId::Site if connection.instance.is_none() => {
            let mut find = button("Find my ConnectWise", Intent::Find);
            find.busy = setup.find == crate::setup::Search::Looking;
            Some(find)
        }
        StepId::Save if connection.saved.is_none() && !setup.is_session_only() => {
            let mut save = button("Save to the keychain", Intent::Save);
            save.busy = setup.saving;
            Some(save)
        }
        _ => Some(button("Continue", Intent::Continue)),
    };
    let missing = setup.gaps.iter().map(|gap| missing(gap, integration)).collect();
    Nav { back: Some(button("Back", Intent::Back)), forward, missing }
}

/// What a gap is called on the page: the field's id, and what to do about it.
fn missing(gap: &Gap, integration: &crate::integration::Integration) -> Missing {
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
        Gap::StillChecking => (None, "The check is still running.".into()),
        Gap::CheckFailed => (
            None,
            "The keys have not signed in yet. Mend what failed, or go back to Client ID and skip the check.".into(),
        ),
        Gap::NotSaved => (None, "Press **Save to the keychain** first.".into()),
        Gap::Unticked { done, all } => {
            (None, format!("{done} of {all} are ticked. Press **Continue** again to go on all the same."))
        }
        Gap::Remarks { failed, .. } => (
            None,
            format!(
                "{} failed: {} may not work in full. Press **Continue** again to go on all the same.",
                present(*failed, "line"),
                integration.name
            ),
        ),
        Gap::NotPasted { done, all } => {
            (None, format!("{done} of {all} are ticked as pasted. Press **Continue** again to go on all the same."))
        }
    };
    Missing { at, text }
}

fn practice(setup: &Setup) -> Option<PracticeLabel> {
    let (connection, _) = setup.present()?;
    if !connection.practice {
        return None;
    }
    let values = setup
        .practice
        .as_ref()
        .map_or_else(Vec::new, |tenant| copies::practice_values(tenant, connection.step));
    let amiss = setup.practice.as_ref().and_then(|tenant| tenant.amiss);
    let put_right =
        amiss.and_then(Situation::put_right).filter(|(step, _)| *step == connection.step);
    let text = match (values.is_empty(), connection.step) {
        (true, _) if put_right.is_some() => {
            "Nothing leaves this computer. What you would do in ConnectWise is this button here; then check again."
        }
        (false, StepId::Site) => {
            "Nothing leaves this computer. Your practice company shows you these."
        }
        (false, _) => "Nothing leaves this computer. ConnectWise would show you these here.",
        (true, _) => {
            "Nothing leaves this computer. Read along; there is nothing to click in ConnectWise."
        }
    };
    let rehearsed = Some(connection.situation).filter(|s| *s != Situation::Smooth);
    Some(PracticeLabel {
        situation: rehearsed.map(|situation| situation.title().to_owned()),
        text: text.into(),
        values,
        put_right: put_right.map(|(_, label)| button(label, Intent::PutRight)),
    })
}

/// The problem of the moment, if it belongs above the page.
fn problem(setup: &Setup) -> Option<Problem> {
    if let Some(alert) = &setup.alert {
        return Some(match alert {
            Alert::NothingPasted(why) => problem::nothing_pasted(*why),
            Alert::ClipboardUnwritable => problem::clipboard_unwritable(),
            Alert::ClipboardHeld(name) => problem::clipboard_not_cleared(name),
            Alert::LinkNotOpened(url) => problem::link_not_opened(url),
            Alert::PracticeNotStarted => problem::practice_not_started(),
            // The key pair page has this way out beside its own picture of the keychain.
            Alert::Vault(fault) if setup.step() > StepId::Keys => {
                problem::vault(*fault).mend("Keep for this session only", Intent::KeepForSession)
            }
            Alert::Vault(fault) => problem::vault(*fault),
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
    let (connection, integration) = setup.present()?;
    match connection.step {
        StepId::Site => problem::of_search(&setup.find, connection),
        StepId::Check => problem::of_finding(check::leading(setup)?, connection, integration),
        _ => None,
    }
}
