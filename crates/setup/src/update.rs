//! Newer versions of Keywright: only on the first page, only when a person asks, and never while
//! a connection is being set up. What is under way when a set-up begins is given up; while one
//! is being installed none begins.

use super::effect::Effect;
use super::outside::Laid;
use super::{Setup, now};
use updates::{About, Fault, Looked, Offer, Policy, Ruling};

/// What is known of newer versions.
#[derive(Clone, Debug, Default)]
pub struct Updating {
    /// None: this build knows no place to look.
    pub about: Option<About>,
    pub policy: Policy,
    pub stage: Stage,
    /// Counts what was asked for: an answer to an earlier question is not this one's.
    pub run: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    #[default]
    Idle,
    Looking,
    /// What runs is the newest, by what the server said then.
    Latest {
        published: String,
        when: String,
    },
    Offered(Offer),
    Fetching {
        offer: Offer,
        percent: u8,
    },
    /// Being installed or saved.
    Taking(Offer),
    /// It is in place, and opens in a moment.
    Installed(Offer),
    /// It lies there, for an administrator to install.
    Saved {
        offer: Offer,
        laid: Laid,
    },
    Failed(Fault),
}

impl Updating {
    fn are_allowed(&self) -> bool {
        self.about.is_some() && self.policy.updates == Ruling::Ask
    }

    pub fn replaces_itself(&self) -> bool {
        self.about.as_ref().is_some_and(|about| about.kind.replaces_itself())
    }

    fn is_busy(&self) -> bool {
        matches!(self.stage, Stage::Looking | Stage::Fetching { .. }) || self.is_being_taken()
    }

    /// From here on the program is about to be replaced: no set-up begins.
    pub fn is_being_taken(&self) -> bool {
        matches!(self.stage, Stage::Taking(_) | Stage::Installed(_))
    }

    fn next(&mut self, stage: Stage) -> u32 {
        self.stage = stage;
        self.run += 1;
        self.run
    }
}

impl Setup {
    pub(super) fn look_for_update(&mut self) -> Vec<Effect> {
        if self.current.is_some() || self.updates.is_busy() || !self.updates.are_allowed() {
            return Vec::new();
        }
        vec![Effect::LookForUpdate { run: self.updates.next(Stage::Looking) }]
    }

    pub(super) fn take_update(&mut self) -> Vec<Effect> {
        let Stage::Offered(offer) = self.updates.stage.clone() else { return Vec::new() };
        if self.current.is_some() || !self.updates.are_allowed() {
            return Vec::new();
        }
        vec![Effect::FetchUpdate { run: self.updates.next(Stage::Fetching { offer, percent: 0 }) }]
    }

    /// A press on Stop, and every beginning of a set-up: nothing goes on beside that.
    pub(super) fn stop_update(&mut self) -> Vec<Effect> {
        let stage = match &self.updates.stage {
            Stage::Looking => Stage::Idle,
            Stage::Fetching { offer, .. } => Stage::Offered(offer.clone()),
            _ => return Vec::new(),
        };
        self.updates.next(stage);
        vec![Effect::StopUpdate]
    }

    pub(super) fn put_off_update(&mut self) {
        if !self.updates.is_busy() {
            self.updates.next(Stage::Idle);
        }
    }

    pub(super) fn update_looked(&mut self, outcome: Result<Looked, Fault>) {
        self.updates.stage = match outcome {
            Ok(Looked::Latest { published }) => {
                self.announce("Keywright is up to date.");
                Stage::Latest { published: published.to_string(), when: now() }
            }
            Ok(Looked::Newer(offer)) => {
                self.announce(format!("Keywright {} is available.", offer.version));
                Stage::Offered(offer)
            }
            Err(fault) => self.update_failed(fault),
        };
    }

    fn update_failed(&mut self, fault: Fault) -> Stage {
        self.announce("Nothing was installed.");
        Stage::Failed(fault)
    }

    pub(super) fn update_arrives(&mut self, arrived: u8) {
        if let Stage::Fetching { percent, .. } = &mut self.updates.stage {
            *percent = arrived.min(100);
        }
    }

    pub(super) fn update_fetched(&mut self, outcome: Result<(), Fault>) -> Vec<Effect> {
        let Stage::Fetching { offer, .. } = &self.updates.stage else { return Vec::new() };
        let offer = offer.clone();
        if let Err(fault) = outcome {
            self.updates.stage = self.update_failed(fault);
            return Vec::new();
        }
        // Leaving the first page ends every fetch; this is the last door before the installer.
        if self.current.is_some() {
            self.updates.stage = Stage::Offered(offer);
            return Vec::new();
        }
        let replaces = self.updates.replaces_itself();
        let run = self.updates.run;
        self.updates.stage = Stage::Taking(offer);
        vec![if replaces { Effect::InstallUpdate { run } } else { Effect::SaveUpdate { run } }]
    }

    pub(super) fn update_taken(&mut self, outcome: Result<Option<Laid>, Fault>) {
        let Stage::Taking(offer) = &self.updates.stage else { return };
        let offer = offer.clone();
        self.updates.stage = match outcome {
            Ok(None) => Stage::Installed(offer),
            Ok(Some(laid)) => {
                self.announce(format!("Saved: {}", laid.path));
                Stage::Saved { offer, laid }
            }
            Err(fault) => self.update_failed(fault),
        };
    }
}
