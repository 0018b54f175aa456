//! Newer versions of Keywright, at the foot of the first page.

use super::dates;
use super::parts::{button, copyable};
use super::types::{NewerVersion, UpdatesPart};
use crate::problem;
use jiff::tz::TimeZone;
use setup::called::What;
use setup::{Intent, Setup, Stage, UpdatePress, Updating};
use updates::{Offer, Ruling};

pub fn part(setup: &Setup) -> Option<UpdatesPart> {
    let updates = &setup.updates;
    let about = updates.about.as_ref()?;
    let mut part = UpdatesPart {
        version: format!("Keywright {}", about.version),
        text: None,
        look: None,
        stop: None,
        newer: None,
        problem: None,
    };
    match updates.policy.updates {
        Ruling::Ask => stage(updates, &setup.zone, &mut part),
        Ruling::Off => part.text = Some("Your organisation manages updates.".into()),
        Ruling::Unreadable => {
            part.text = Some(
                "Your organisation manages updates. Its policy file cannot be read, so Keywright looks for none.".into(),
            );
        }
    }
    Some(part)
}

fn stage(updates: &Updating, zone: &TimeZone, part: &mut UpdatesPart) {
    let look =
        || Some(button("Look for a newer version", Intent::Update(UpdatePress::LookForUpdate)));
    match &updates.stage {
        Stage::Idle => part.look = look(),
        Stage::Looking => {
            part.look = look().map(|look| super::types::Button { busy: true, ..look });
            part.stop = Some(button("Stop", Intent::Update(UpdatePress::StopUpdate)));
        }
        Stage::Latest { published, when } => {
            part.text = Some(format!(
                "Up to date. The newest published is {published}, seen {}.",
                dates::when(*when, zone)
            ));
            part.look = look();
        }
        Stage::Failed(fault) => part.problem = Some(Box::new(problem::update(*fault))),
        Stage::Fetching { offer, percent } => {
            part.stop = Some(button("Stop", Intent::Update(UpdatePress::StopUpdate)));
            part.newer = Some(NewerVersion {
                arrived: Some(*percent),
                ..newer(offer, "on its way", "Starting a set-up stops this.")
            });
        }
        Stage::Offered(offer) => part.newer = Some(offered(updates, offer)),
        Stage::Taking(offer) => {
            let next = if updates.replaces_itself() { "installed" } else { "saved" };
            let text = format!("Its signature is good. It is being {next}.");
            part.newer = Some(newer(offer, "here", &text));
        }
        Stage::Installed(offer) => {
            part.newer = Some(newer(
                offer,
                "installed",
                "It opens in a moment. If it does not, close this window and open Keywright.",
            ));
        }
        Stage::Saved { offer, laid } => {
            part.newer = Some(NewerVersion {
                command: command(updates)
                    .map(|line| copyable(What::UpdateCommand, "Command", line)),
                put_off: Some(button("Done", Intent::Update(UpdatePress::PutOffUpdate))),
                ..newer(
                    offer,
                    "saved",
                    &format!(
                        "Its signature is good. Install {}, then open Keywright again. Its SHA-256 is {}.",
                        laid.path, laid.sha256
                    ),
                )
            });
        }
    }
}

fn offered(updates: &Updating, offer: &Offer) -> NewerVersion {
    let (label, text) = if updates.replaces_itself() {
        ("Install and restart", "Its signature is checked first. Connections and settings stay.")
    } else {
        (
            "Download it",
            "Its signature is checked first. An administrator of this computer installs the package.",
        )
    };
    NewerVersion {
        take: Some(button(label, Intent::Update(UpdatePress::TakeUpdate))),
        put_off: Some(button("Not now", Intent::Update(UpdatePress::PutOffUpdate))),
        ..newer(offer, "available", text)
    }
}

/// `is`: how far it has come.
fn newer(offer: &Offer, is: &str, text: &str) -> NewerVersion {
    NewerVersion {
        title: format!("Keywright {} is {is}", offer.version),
        notes: offer.notes.clone(),
        text: text.into(),
        take: None,
        put_off: None,
        arrived: None,
        command: None,
    }
}

/// What an administrator types to install what was saved.
pub fn command(updates: &Updating) -> Option<String> {
    let Stage::Saved { laid, .. } = &updates.stage else { return None };
    updates.about.as_ref()?.kind.command(&laid.path)
}
