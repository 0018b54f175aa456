//! The running assistant's state: plain values. What changes them stands in the files beside it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;

use super::checklist::Checklist;
use super::clock::Moment;
use super::connection::Connection;
use super::diary::Diary;
use super::intent::Intent;
use super::machine::Machine;
use super::names::{ClientIdWay, Document, FieldId, StepId};
use super::outside::{JournalTrouble, Keeper, NoText, VaultFault};
use super::pairs::{Beside, Held, Keys, Offer};
use super::practice::Tenant;
use super::ticket::Ticket;
use super::update::Updating;
use super::wish::{Able, Asked};
use checkup::{Finding, Line, Verdict};
use connectwise::address::{BadAddress, BadCompanyId, Site};
use connectwise::authority::{Authority, BadAuthority};
use connectwise::cause::Cause;
use ground::secret::Secret;
use integration::{BadFile, Integration};
use pasted::Plain;
use updates::{About, Policy};

/// How the search for the API address stands.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Search {
    #[default]
    Idle,
    Looking,
    BadAddress(BadAddress),
    BadCompany(BadCompanyId),
    Failed(Cause),
    /// These know the company; `silent` ones may, too.
    Choice {
        sites: Vec<Site>,
        silent: Vec<String>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum VaultStatus {
    #[default]
    Unknown,
    Proving {
        slow: bool,
    },
    Ready,
    /// The person chose to go on without it.
    SessionOnly,
    Unusable(VaultFault),
}

/// The check of the current connection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckStatus {
    /// Whose findings are waited for.
    pub ticket: Option<Ticket>,
    pub running: bool,
    pub slow: bool,
    pub cancelled: bool,
    /// What it asks for, and of which role and member.
    pub basis: Option<String>,
    pub findings: Vec<Finding>,
    /// Where the result was saved last.
    pub saved_to: Option<String>,
}

/// A failure of the moment, told above the page until the next step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alert {
    NothingPasted(NoText),
    ClipboardUnwritable,
    /// This could not be cleared: it may still be there.
    ClipboardHeld(String),
    LinkNotOpened(String),
    PracticeNotStarted,
    Vault(VaultFault),
    /// Keys of a connection that was left could not be put into the keychain.
    KeysLeft {
        connection: String,
        fault: VaultFault,
    },
    /// The item was not there, or not one that this program reads.
    ItemGone,
    JournalNotSaved(String),
    ResultNotSaved(String),
    DocumentNotSaved(String),
    /// Saved, but no program opened it.
    DocumentNotOpened(String),
    IntegrationGone(String),
}

/// What the last copied secret was, and which copy it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnClipboard {
    pub name: String,
    pub serial: u32,
    /// Its minute is over, and another program keeps it from being cleared.
    pub held: bool,
}

/// A document that was saved: which, of what, its path, and whether it was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    pub document: Document,
    /// The connection's or the integration's id.
    pub of: String,
    pub path: String,
    /// None if nobody asked for it.
    pub opened: Option<bool>,
}

/// Something Continue found missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    Empty(FieldId),
    NotFoundYet,
    StillLooking,
    VaultNotReady,
    /// The remark beside the field says why.
    Odd(FieldId),
    CheckNotRun,
    StillChecking,
    CheckFailed,
    /// The check has nothing to ask yet.
    NothingToCheck(StepId),
    NotSaved,
    /// The saved pair passed a check, and these keys have not.
    NewPairUnchecked,
    // Told, with a button of their own to go on in spite of them.
    Unticked {
        done: usize,
        all: usize,
    },
    Remarks {
        failed: usize,
        missing: usize,
    },
    NotPasted {
        done: usize,
        all: usize,
    },
}

impl Gap {
    /// Whether a person may go on in spite of it.
    pub fn is_soft(&self) -> bool {
        matches!(self, Self::Unticked { .. } | Self::Remarks { .. } | Self::NotPasted { .. })
    }
}

/// How far the keychain has told what it holds of the connection in hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// Or nothing was ever sent there.
    #[default]
    Done,
    UnderWay,
    Failed,
}

/// Keys of a connection that was left before they were in the keychain. In memory only.
#[derive(Clone, Debug)]
pub struct Left {
    pub keys: Keys,
    pub beside: Beside,
    pub origin: Option<String>,
    /// What the keychain holds of it is not known: nothing is written over that.
    pub unread: bool,
}

/// What is in memory of the connection in hand, and gone once it is left.
#[derive(Clone, Debug, Default)]
pub struct Open {
    /// The connection's id.
    pub id: String,
    pub keys: Keys,
    /// What the keychain holds beside them.
    pub beside: Beside,
    pub offer: Option<Offer>,
    pub(super) reading: Reading,
    /// What stands in the fields was read from the keychain.
    pub came_back: bool,
    /// What was said of the texts filled into fields that are no secret; their text is left out.
    pub plain_said: Vec<(FieldId, Plain)>,
    pub find: Search,
    /// The search whose answer is waited for.
    pub looking: Option<Ticket>,
    /// A certificate authority that was chosen and not trusted yet, or why it cannot be.
    pub offered: Option<Result<Authority, BadAuthority>>,
    /// What the keychain is known to hold.
    pub(super) there: Option<Held>,
    /// The one address the keys in the fields may be sent to: they were pasted or kept for it.
    pub(super) keys_origin: Option<String>,
    /// Why the last write of them failed.
    pub not_kept: Option<VaultFault>,
    /// What the present Intent or Event wants kept: true for Save.
    pub(super) wants_keep: Option<bool>,
    pub saving: bool,
    /// The check sent the person to another page: the way back is offered.
    pub from_check: bool,
    pub check: CheckStatus,
    /// These keys were tried the other way round, and refused.
    pub swap_refused: bool,
    pub practice: Option<Tenant>,
    /// How its permission table is being worked through.
    pub checklist: Checklist,
}

/// The connection in hand, whole: what lies on disk of it, what is in memory, and its product.
#[derive(Clone, Copy, Debug)]
pub struct Present<'a> {
    pub open: &'a Open,
    pub connection: &'a Connection,
    pub integration: &'a Integration,
}

/// What the program finds when it starts.
#[derive(Debug)]
pub struct Opening {
    /// Those that were read, and files that could not be.
    pub integrations: (Vec<Integration>, Vec<BadFile>),
    pub connections: (Vec<Connection>, Option<JournalTrouble>),
    pub built_in_client_id: Option<Secret>,
    pub moment: Moment,
    pub zone: TimeZone,
    pub machine: Machine,
    /// What the window can do here.
    pub able: Able,
    /// None: this build knows no place to look for a newer version.
    pub about: Option<About>,
    pub policy: Policy,
}

/// Nothing found, at no time in particular.
impl Default for Opening {
    fn default() -> Self {
        Self {
            integrations: Default::default(),
            connections: Default::default(),
            built_in_client_id: None,
            moment: Moment::default(),
            zone: TimeZone::UTC,
            machine: Machine::default(),
            able: Able::default(),
            about: None,
            policy: Policy::default(),
        }
    }
}

pub struct Setup {
    /// As it was handed in last.
    pub moment: Moment,
    /// Where dates are read.
    pub zone: TimeZone,
    pub integrations: Vec<Integration>,
    /// Files that could not be read, by line and column.
    pub bad_files: Vec<BadFile>,
    pub journal_trouble: Option<JournalTrouble>,
    pub built_in_client_id: Option<Secret>,
    pub remembered_client_id: Option<Secret>,
    pub connections: Vec<Connection>,
    /// The connection being set up; none on the first page.
    pub open: Option<Open>,
    /// The integration whose "Before you begin" is open.
    pub chosen: Option<String>,
    /// The connection about which "Forget?" is asked.
    pub forgetting: Option<String>,
    /// Keys of connections that were left before they were kept.
    pub(super) left: BTreeMap<String, Left>,
    /// The newest write to the keychain that has not been answered, by connection.
    pub(super) under_way: BTreeMap<String, Ticket>,
    /// Connections whose keys are being removed.
    pub removing: BTreeSet<String>,
    pub vault: VaultStatus,
    /// The proof of the keychain that is waited for.
    pub proving: Option<Ticket>,
    /// Whose keychain it is.
    pub keeper: Keeper,
    /// The window was asked to close, and would lose keys.
    pub closing: bool,
    pub alert: Option<Alert>,
    pub filed: Option<Filed>,
    /// What kept Continue from going on at the last press.
    pub gaps: Vec<Gap>,
    pub announcement: Option<(String, u32)>,
    pub clipboard: Option<OnClipboard>,
    /// The clipboard is being read.
    pub(super) pasting: bool,
    /// What a person did meanwhile, in order.
    pub(super) after_paste: Vec<Intent>,
    pub diary: Diary,
    pub machine: Machine,
    pub window: Asked,
    pub updates: Updating,
    /// Counts announcements.
    pub(super) serial: u32,
    /// Counts tickets.
    pub(super) tickets: u32,
}

impl Setup {
    pub fn new(opening: Opening) -> Self {
        let Opening { moment, zone, machine, able, about, policy, built_in_client_id, .. } =
            opening;
        let (integrations, bad_files) = opening.integrations;
        let (connections, journal_trouble) = opening.connections;
        let mut setup = Self {
            moment,
            zone,
            integrations,
            bad_files,
            journal_trouble,
            built_in_client_id,
            remembered_client_id: None,
            connections,
            open: None,
            chosen: None,
            forgetting: None,
            left: BTreeMap::new(),
            under_way: BTreeMap::new(),
            removing: BTreeSet::new(),
            vault: VaultStatus::Unknown,
            proving: None,
            keeper: Keeper::default(),
            closing: false,
            alert: None,
            filed: None,
            gaps: Vec::new(),
            announcement: None,
            clipboard: None,
            pasting: false,
            after_paste: Vec::new(),
            diary: Diary::default(),
            machine,
            window: Asked { able, ..Asked::default() },
            updates: Updating { about, policy, ..Updating::default() },
            serial: 0,
            tickets: 0,
        };
        setup.diary.begin(moment.now);
        setup.bring_up_to_date();
        setup.note_opening();
        setup
    }

    /// What time it is, before a change.
    pub fn at(&mut self, moment: Moment) {
        self.moment = moment;
        self.diary.tell_time(moment.open_for);
    }

    /// The connection in hand, its product, and what is in memory of it.
    pub fn present(&self) -> Option<Present<'_>> {
        let open = self.open.as_ref()?;
        let connection = self.connections.iter().find(|c| c.id == open.id)?;
        let integration = self.integrations.iter().find(|i| *i.id == connection.integration)?;
        Some(Present { open, connection, integration })
    }

    /// The same two, to change them.
    pub(super) fn present_mut(&mut self) -> Option<(&mut Open, &mut Connection)> {
        let open = self.open.as_mut()?;
        let connection = self.connections.iter_mut().find(|c| c.id == open.id)?;
        Some((open, connection))
    }

    pub(super) fn connection(&self) -> Option<&Connection> {
        let id = &self.open.as_ref()?.id;
        self.connections.iter().find(|c| c.id == *id)
    }

    pub(super) fn connection_mut(&mut self) -> Option<&mut Connection> {
        self.present_mut().map(|(_, connection)| connection)
    }

    pub fn is_open(&self, id: &str) -> bool {
        self.open.as_ref().is_some_and(|open| open.id == id)
    }

    /// The step being shown.
    pub fn step(&self) -> StepId {
        self.connection().map_or(StepId::Start, |c| c.step)
    }

    /// The client ID that a check would use.
    pub fn client_id(&self) -> Option<&Secret> {
        let Present { open, connection, .. } = self.present()?;
        match connection.client_id_way {
            ClientIdWay::BuiltIn => self.built_in_client_id.as_ref(),
            ClientIdWay::Own => {
                open.keys.client_id.as_ref().filter(|s| !s.stops()).map(|s| &s.secret)
            }
            ClientIdWay::Skip => None,
        }
    }

    pub fn is_session_only(&self) -> bool {
        self.vault == VaultStatus::SessionOnly
    }

    pub(super) fn ticket(&mut self) -> Ticket {
        self.tickets += 1;
        Ticket(self.tickets)
    }

    pub(super) fn announce(&mut self, text: impl Into<String>) {
        self.serial += 1;
        self.announcement = Some((text.into(), self.serial));
    }
}

impl CheckStatus {
    /// Whether the keys signed in, by the check's own line.
    pub fn signed_in(&self) -> bool {
        let keys = self.findings.iter().find(|f| f.line == Line::Keys);
        keys.is_some_and(|finding| finding.verdict == Verdict::Passed)
    }

    /// What the last one said no longer counts, and no answer to it is waited for.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }
}

impl Open {
    pub fn of(id: &str) -> Self {
        Self { id: id.to_owned(), ..Self::default() }
    }

    /// The keychain is asked for its keys, and has not answered.
    pub fn is_reading(&self) -> bool {
        self.reading == Reading::UnderWay
    }

    /// Both keys are in the keychain as they are here.
    pub fn is_kept(&self) -> bool {
        let here = self.keys.pair();
        let there = self.there.as_ref().map(|held| &held.pair);
        here.public.is_some()
            && here.private.is_some()
            && there.is_some_and(|t| (&t.public, &t.private) == (&here.public, &here.private))
    }

    /// A key here is not known to be in the keychain.
    pub fn is_unkept(&self) -> bool {
        let here = self.keys.pair();
        let held_back = self.beside.bound.iter().map(|bound| &bound.pair);
        let mut pairs = std::iter::once(&here).chain(&self.beside.earlier).chain(held_back);
        pairs.any(|pair| match &self.there {
            Some(held) => !held.holds_keys_of(pair),
            None => pair.holds_a_key(),
        })
    }

    /// Keys that can be lost: in the fields, or beside them and never saved.
    pub(super) fn holds_keys(&self) -> bool {
        self.keys.pair().holds_a_key() || !self.beside.earlier.is_empty() || self.is_unkept()
    }

    /// The address or company changed: what was found or offered there no longer counts.
    pub(super) fn look_no_more(&mut self) {
        self.find = Search::Idle;
        self.looking = None;
        self.offered = None;
        self.saving = false;
        self.check.forget();
    }
}
