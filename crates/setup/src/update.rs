//! Newer versions of Keywright: only on the first page, only when a person asks, and never while
//! a connection is being set up. What is under way when a set-up begins is given up; while one
//! is being installed none begins.

use jiff::Timestamp;

use super::outside::Laid;
use super::ticket::Ticket;
use updates::{About, Fault, Offer, Policy, Ruling};

/// What is known of newer versions.
#[derive(Clone, Debug, Default)]
pub struct Updating {
    /// None: this build knows no place to look.
    pub about: Option<About>,
    pub policy: Policy,
    pub stage: Stage,
    /// What is waited for.
    pub ticket: Option<Ticket>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    #[default]
    Idle,
    Looking,
    /// What runs is the newest, by what the server said then.
    Latest {
        published: String,
        when: Timestamp,
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
    /// Saved, for an administrator to install.
    Saved {
        offer: Offer,
        laid: Laid,
    },
    Failed(Fault),
}

impl Updating {
    pub(super) fn are_allowed(&self) -> bool {
        self.about.is_some() && self.policy.updates == Ruling::Ask
    }

    pub fn replaces_itself(&self) -> bool {
        self.about.as_ref().is_some_and(|about| about.kind.replaces_itself())
    }

    pub(super) fn is_busy(&self) -> bool {
        matches!(self.stage, Stage::Looking | Stage::Fetching { .. }) || self.is_being_taken()
    }

    /// From here on the program is about to be replaced: no set-up begins.
    pub fn is_being_taken(&self) -> bool {
        matches!(self.stage, Stage::Taking(_) | Stage::Installed(_))
    }
}
