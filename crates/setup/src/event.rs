//! What the world tells the Setup.

use std::io::ErrorKind;

use super::names::FieldId;
use super::outside::{Keeper, Laid, NoText, VaultFault};
use super::pairs::Held;
use super::practice::Tenant;
use super::state::Filed;
use super::ticket::Ticket;
use super::wish::Wish;
use checkup::Finding;
use connectwise::cause::Cause;
use connectwise::find::Found;
use ground::secret::Secret;
use updates::{Fault, Looked};

#[derive(Debug)]
pub enum Event {
    Found {
        ticket: Ticket,
        outcome: Result<Found, Cause>,
    },
    /// The window could not do what it was asked for.
    Refused(Wish),
    Journal(JournalEvent),
    Practice(PracticeEvent),
    Vault(VaultEvent),
    Clipboard(ClipboardEvent),
    Check(CheckEvent),
    Named(NamedEvent),
    Update(UpdateEvent),
}

/// What came of a save of the journal.
#[derive(Debug)]
pub enum JournalEvent {
    Saved,
    NotSaved { kind: ErrorKind, reason: String },
}

/// The practice ConnectWise.
#[derive(Debug)]
pub enum PracticeEvent {
    Runs { connection: String, tenant: Tenant },
    Failed { connection: String },
}

/// The keychain.
#[derive(Debug)]
pub enum VaultEvent {
    /// A proof takes long.
    Slow {
        ticket: Ticket,
    },
    Proved {
        ticket: Ticket,
        outcome: Result<(), VaultFault>,
    },
    /// Whose keychain it is: asked when the program starts, and with each proof.
    KeptBy(Keeper),
    /// Another call takes long, or no longer does.
    Waits(bool),
    Kept {
        ticket: Ticket,
        connection: String,
        held: Box<Held>,
        outcome: Result<(), VaultFault>,
    },
    Recalled {
        connection: String,
        outcome: Result<Option<Secret>, VaultFault>,
    },
    ClientIdRecalled(Option<Secret>),
    Removed {
        connection: String,
        outcome: Result<(), VaultFault>,
    },
}

/// The clipboard.
#[derive(Debug)]
pub enum ClipboardEvent {
    Read {
        field: FieldId,
        text: Result<Secret, NoText>,
    },
    Written {
        name: String,
        secret: bool,
        /// Which copy it is; none when it did not work.
        copy: Option<u32>,
    },
    /// The minute of a copied secret is over, and another program holds the clipboard: it may
    /// still be there.
    Held {
        copy: u32,
    },
    /// The minute of a copied secret is over; it was taken off, or something else was there.
    Ended {
        copy: u32,
        cleared: bool,
    },
}

/// A check.
#[derive(Debug)]
// Nearly every one is a finding.
#[allow(clippy::large_enum_variant)]
pub enum CheckEvent {
    Finding { ticket: Ticket, finding: Finding },
    Slow { ticket: Ticket },
    Ended { ticket: Ticket },
}

/// What came of something that the View calls by a name.
#[derive(Debug)]
pub enum NamedEvent {
    LinkOpened {
        url: String,
        worked: bool,
    },
    /// Where it lies, or why it does not.
    TextSaved {
        outcome: Result<String, String>,
    },
    /// `Filed` says where the document is, and whether it was opened too.
    DocumentSaved {
        outcome: Result<Filed, String>,
    },
}

/// A newer version.
#[derive(Debug)]
pub enum UpdateEvent {
    Looked {
        ticket: Ticket,
        outcome: Result<Looked, Fault>,
    },
    Arrives {
        ticket: Ticket,
        percent: u8,
    },
    /// Its signature was proved.
    Fetched {
        ticket: Ticket,
        outcome: Result<(), Fault>,
    },
    /// Installed, or saved there.
    Taken {
        ticket: Ticket,
        outcome: Result<Option<Laid>, Fault>,
    },
}

impl Event {
    /// Of an answer that only the newest question of its kind waits for.
    pub fn ticket(&self) -> Option<Ticket> {
        match self {
            Self::Found { ticket, .. }
            | Self::Vault(VaultEvent::Slow { ticket } | VaultEvent::Proved { ticket, .. })
            | Self::Check(
                CheckEvent::Finding { ticket, .. }
                | CheckEvent::Slow { ticket }
                | CheckEvent::Ended { ticket },
            )
            | Self::Update(
                UpdateEvent::Looked { ticket, .. }
                | UpdateEvent::Arrives { ticket, .. }
                | UpdateEvent::Fetched { ticket, .. }
                | UpdateEvent::Taken { ticket, .. },
            ) => Some(*ticket),
            _ => None,
        }
    }
}
