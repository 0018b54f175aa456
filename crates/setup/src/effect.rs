//! What the Setup asks of the world. It never waits, reads or writes itself.

use super::intent::Named;
use super::names::FieldId;
use super::pairs::Held;
use super::practice::Situation;
use super::ticket::Ticket;
use super::wish::Wish;
use checkup::{Checkup, Line};
use connectwise::address::Site;
use connectwise::client::Wire;
use ground::secret::Secret;

#[derive(Debug)]
pub enum Effect {
    SaveJournal,
    /// Asks the site and, if it does not know the company, the other regions.
    Find {
        ticket: Ticket,
        site: Option<Site>,
        company: String,
        wire: Wire,
    },
    ProveVault {
        ticket: Ticket,
    },
    ReadClipboard {
        field: FieldId,
    },
    Vault(VaultJob),
    Practice(PracticeJob),
    Check(CheckJob),
    Named(Named),
    Window(WindowJob),
    Update(UpdateJob),
}

/// For the keychain, one after another: a later write must not be overtaken.
#[derive(Debug)]
pub enum VaultJob {
    /// Puts the item into the keychain. `ticket` tells a write of the present values from one of
    /// earlier values; `held` is what the item holds, for the answer.
    Keep {
        ticket: Ticket,
        connection: String,
        label: String,
        item: Secret,
        held: Box<Held>,
    },
    Recall {
        connection: String,
    },
    RecallClientId,
    RememberClientId(Secret),
    /// Nothing is left that used it.
    ForgetClientId,
    Remove {
        connection: String,
    },
}

/// For the practice ConnectWise.
#[derive(Debug)]
pub enum PracticeJob {
    Start {
        connection: String,
        integration: String,
        situation: Situation,
    },
    /// Does in the practice ConnectWise what a person would do there.
    PutRight {
        connection: String,
    },
    Stop,
}

/// Questions to ConnectWise.
#[derive(Debug)]
pub enum CheckJob {
    Run { ticket: Ticket, checkup: Box<Checkup>, line: Option<Line> },
    Cancel,
}

/// For the window itself.
#[derive(Debug)]
pub enum WindowJob {
    /// Something of the window itself.
    Ask(Wish),
    /// Closes the window, and the program with it.
    Close,
}

/// For whoever brings newer versions.
#[derive(Debug)]
pub enum UpdateJob {
    Look {
        ticket: Ticket,
    },
    Fetch {
        ticket: Ticket,
    },
    Stop,
    /// Puts the package that was fetched in the place of what is running.
    Install {
        ticket: Ticket,
    },
    /// Saves it among the person's downloads.
    Save {
        ticket: Ticket,
    },
}
