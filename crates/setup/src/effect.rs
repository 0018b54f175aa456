//! What the Setup asks of the world, and what the world tells it. The Setup itself never
//! waits, reads or writes: `desk.rs` does.

use std::io::ErrorKind;

use super::outside::Laid;
use super::outside::NoText;
use super::outside::{Keeper, VaultFault};
use super::practice::{Situation, Tenant};
use checkup::{Checkup, Finding, Line};
use connectwise::address::Site;
use connectwise::cause::Cause;
use connectwise::client::Wire;
use connectwise::find::Found;
use ground::secret::Secret;
use updates::{Fault, Looked};

use super::pairs::{Beside, Pair};
use super::{Document, FieldId, Filed, Reader, Wish};

/// The keys of one write to the keychain.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Held {
    pub pair: Pair,
    pub beside: Beside,
    /// Where the pair may be sent, if that is known.
    pub origin: Option<String>,
    /// A person pressed Save.
    pub last: bool,
}

impl Held {
    /// Each key of the pair stands somewhere in it, as what it is.
    pub fn holds_keys_of(&self, pair: &Pair) -> bool {
        let Beside { saved, earlier, bound } = &self.beside;
        let beside = saved.iter().map(|saved| &saved.pair).chain(earlier);
        let pairs = beside.chain(bound.iter().map(|bound| &bound.pair)).chain([&self.pair]);
        let all: Vec<&Pair> = pairs.collect();
        (pair.public.is_none() || all.iter().any(|there| there.public == pair.public))
            && (pair.private.is_none() || all.iter().any(|there| there.private == pair.private))
    }
}

#[derive(Debug)]
pub enum Effect {
    SaveJournal,
    StartPractice {
        integration: String,
        situation: Situation,
    },
    /// Does in the practice ConnectWise what a person would do there.
    PutRight,
    StopPractice,
    /// Asks the site and, where that does not know the company, the other regions.
    Find {
        run: u32,
        site: Option<Site>,
        company: String,
        wire: Wire,
    },
    ProveVault {
        run: u32,
    },
    /// Puts the item into the keychain. `run` tells a write of the present values from one of
    /// earlier values; `held` is what the item holds, for the answer.
    Keep {
        run: u32,
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
    ReadClipboard {
        field: FieldId,
    },
    /// What the View calls by this name goes onto the clipboard, secrets too.
    Copy {
        what: String,
    },
    /// Likewise an address, opened outside.
    OpenLink {
        link: String,
    },
    Check {
        run: u32,
        checkup: Box<Checkup>,
        line: Option<Line>,
    },
    CancelCheck,
    /// Writes the result of the check, without secrets, where the person keeps downloads.
    SaveResult {
        reader: Reader,
    },
    /// Something of the window itself.
    Ask(Wish),
    /// Writes a document there, and opens what was written.
    SaveDocument {
        document: Document,
        open: bool,
    },
    /// Closes the window, and the program with it.
    Close,
    LookForUpdate {
        run: u32,
    },
    FetchUpdate {
        run: u32,
    },
    StopUpdate,
    /// Puts the package that was fetched in the place of what is running.
    InstallUpdate {
        run: u32,
    },
    /// Lays it where the person keeps downloads.
    SaveUpdate {
        run: u32,
    },
}

#[derive(Debug)]
pub enum Event {
    JournalNotSaved {
        kind: ErrorKind,
        reason: String,
    },
    JournalSaved,
    PracticeRuns(Tenant),
    PracticeFailed,
    Found {
        run: u32,
        outcome: Result<Found, Cause>,
    },
    /// A proof takes long.
    VaultSlow {
        run: u32,
    },
    VaultProved {
        run: u32,
        outcome: Result<(), VaultFault>,
    },
    /// Whose keychain it is: asked when the program starts, and with each proof.
    KeptBy(Keeper),
    /// Another call takes long, or no longer does.
    VaultWaits(bool),
    Kept {
        run: u32,
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
    ClipboardRead {
        field: FieldId,
        text: Result<Secret, NoText>,
    },
    ClipboardWritten {
        name: String,
        secret: bool,
        /// Which copy it is; none when it did not work.
        copy: Option<u32>,
    },
    /// The minute of a copied secret is over, and another program holds the clipboard: it may
    /// still be there.
    ClipboardHeld {
        copy: u32,
    },
    /// The minute of a copied secret is over; it was taken off, or something else was there.
    ClipboardEnded {
        copy: u32,
        cleared: bool,
    },
    LinkOpened {
        url: String,
        worked: bool,
    },
    Finding {
        run: u32,
        finding: Finding,
    },
    CheckSlow {
        run: u32,
    },
    CheckEnded {
        run: u32,
    },
    /// Where it lies, or why it does not.
    TextSaved {
        outcome: Result<String, String>,
    },
    /// The window could not do what it was asked for.
    Refused(Wish),
    /// Likewise; `Filed` says whether it was opened too.
    DocumentSaved {
        outcome: Result<Filed, String>,
    },
    UpdateLooked {
        run: u32,
        outcome: Result<Looked, Fault>,
    },
    UpdateArrives {
        run: u32,
        percent: u8,
    },
    /// Its signature was proved.
    UpdateFetched {
        run: u32,
        outcome: Result<(), Fault>,
    },
    /// Installed, or saved there.
    UpdateTaken {
        run: u32,
        outcome: Result<Option<Laid>, Fault>,
    },
}
