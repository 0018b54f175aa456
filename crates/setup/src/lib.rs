//! The running assistant's state: which connection, which step, what has been filled in
//! and ticked. [`Setup::act`] takes an [`Intent`], [`Setup::learn`] an [`Event`]; both only
//! change the state and name [`Effect`]s for `desk.rs` to carry out.

mod act;
mod authority;
pub mod checklist;
mod connection;
pub mod diary;
mod effect;
mod fill;
mod intent;
pub mod item;
mod keep;
mod learn;
pub mod machine;
mod notes;
pub mod outside;
mod pages;
pub mod pairs;
mod pasting;
pub mod practice;
pub mod standing;
mod update;
pub mod values;
mod wish;

pub use connection::{ClientIdWay, Connection, MemberWay, RoleWay, SiteWay};
pub use effect::{Effect, Event, Held};
pub use intent::{Document, FieldId, Intent, Reader, StepId};
pub use pages::{Gap, wants_member_id};
pub use update::{Stage, Updating};
pub use wish::{Able, Asked, Hiding, Wish};

pub use pasted::{KeyRemark, Slot};

use std::collections::{BTreeMap, BTreeSet};

use checklist::Checklist;
use checkup::{Finding, Line, Need, Verdict};
use connectwise::address::{BadAddress, BadCompanyId, Site};
use connectwise::authority::{Authority, BadAuthority};
use connectwise::cause::Cause;
use connectwise::client::Wire;
use diary::Diary;
use ground::secret::Secret;
use integration::{BadFile, Integration, Row};
use keep::{Left, Reading};
use machine::Machine;
use outside::JournalTrouble;
use outside::NoText;
use outside::{Keeper, VaultFault};
use pairs::{Beside, Offer};
use pasted::Plain;
use practice::Tenant;
use standing::{Outcome, paste_item};

/// The values of the current connection that are secret, in memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keys {
    pub public: Option<Slot>,
    pub private: Option<Slot>,
    pub client_id: Option<Slot>,
}

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
    /// Counts runs: findings of an earlier one are not this one's.
    pub run: u32,
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
    /// It lies there, and nothing opened it.
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

/// A document that was saved: which, of what, where, and whether it was opened then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    pub document: Document,
    /// The connection's or the integration's id.
    pub of: String,
    pub path: String,
    /// None where nobody asked for it.
    pub opened: Option<bool>,
}

pub struct Setup {
    pub integrations: Vec<Integration>,
    /// Files that could not be read, by line and column.
    pub bad_files: Vec<BadFile>,
    pub journal_trouble: Option<JournalTrouble>,
    pub built_in_client_id: Option<Secret>,
    pub remembered_client_id: Option<Secret>,
    pub connections: Vec<Connection>,
    /// The id of the connection being set up; none on the first page.
    pub current: Option<String>,
    /// The integration whose "Before you begin" is open.
    pub chosen: Option<String>,
    /// The connection about which "Forget?" is asked.
    pub forgetting: Option<String>,
    pub keys: Keys,
    /// What the keychain holds beside them.
    pub beside: Beside,
    pub offer: Option<Offer>,
    reading: Reading,
    /// What stands in the fields was read from the keychain.
    pub came_back: bool,
    /// Keys of connections that were left before they were kept.
    left: BTreeMap<String, Left>,
    /// The newest write to the keychain that has not been answered, by connection.
    under_way: BTreeMap<String, u32>,
    /// Connections whose keys are being removed.
    pub removing: BTreeSet<String>,
    /// What was said of the texts filled into fields that are no secret; their text is left out.
    pub plain_said: Vec<(FieldId, Plain)>,
    pub find: Search,
    pub find_run: u32,
    /// A certificate authority that was chosen and not trusted yet, or why it cannot be.
    pub offered: Option<Result<Authority, BadAuthority>>,
    pub vault: VaultStatus,
    /// Whose keychain it is.
    pub keeper: Keeper,
    /// Counts proofs of the keychain: only the last tells how it is.
    pub prove_run: u32,
    /// What the keychain is known to hold of the present connection.
    there: Option<Held>,
    /// Where the keys in the fields may be sent: where they were pasted for, or kept for.
    keys_origin: Option<String>,
    /// Why the last write of them failed.
    pub not_kept: Option<VaultFault>,
    /// Counts what was sent to the keychain.
    keep_run: u32,
    /// What the present Intent or Event wants kept: true for Save.
    wants_keep: Option<bool>,
    pub saving: bool,
    /// The check sent the person to another page: the way back is offered.
    pub from_check: bool,
    /// The window was asked to close, and would lose keys.
    pub closing: bool,
    pub check: CheckStatus,
    /// These keys were tried the other way round, and refused.
    pub swap_refused: bool,
    pub practice: Option<Tenant>,
    pub alert: Option<Alert>,
    pub filed: Option<Filed>,
    /// What kept Continue from going on at the last press.
    pub gaps: Vec<Gap>,
    pub announcement: Option<(String, u32)>,
    pub clipboard: Option<OnClipboard>,
    /// The clipboard is being read.
    pasting: bool,
    /// What a person did meanwhile, in order.
    after_paste: Vec<Intent>,
    pub diary: Diary,
    pub machine: Machine,
    /// How the permission table of the current connection is being worked through.
    pub checklist: Checklist,
    pub window: Asked,
    pub updates: Updating,
    serial: u32,
}

impl Setup {
    pub fn new(
        (integrations, bad_files): (Vec<Integration>, Vec<BadFile>),
        (connections, journal_trouble): (Vec<Connection>, Option<JournalTrouble>),
        built_in_client_id: Option<Secret>,
    ) -> Self {
        let mut setup = Self {
            integrations,
            bad_files,
            journal_trouble,
            built_in_client_id,
            remembered_client_id: None,
            connections,
            current: None,
            chosen: None,
            forgetting: None,
            keys: Keys::default(),
            beside: Beside::default(),
            offer: None,
            reading: Reading::Done,
            came_back: false,
            left: BTreeMap::new(),
            under_way: BTreeMap::new(),
            removing: BTreeSet::new(),
            plain_said: Vec::new(),
            find: Search::Idle,
            find_run: 0,
            offered: None,
            vault: VaultStatus::Unknown,
            keeper: Keeper::default(),
            prove_run: 0,
            there: None,
            keys_origin: None,
            not_kept: None,
            keep_run: 0,
            wants_keep: None,
            saving: false,
            from_check: false,
            closing: false,
            check: CheckStatus::default(),
            swap_refused: false,
            practice: None,
            alert: None,
            filed: None,
            gaps: Vec::new(),
            announcement: None,
            clipboard: None,
            pasting: false,
            after_paste: Vec::new(),
            diary: Diary::default(),
            machine: Machine::default(),
            checklist: Checklist::default(),
            window: Asked::default(),
            updates: Updating::default(),
            serial: 0,
        };
        setup.bring_up_to_date();
        setup.note_opening();
        setup
    }

    /// What journals of earlier versions say in another way.
    fn bring_up_to_date(&mut self) {
        for connection in &mut self.connections {
            if let (None, Some(when)) = (&connection.outcome, &connection.checked) {
                connection.outcome = Some(Outcome::of_old(when, &connection.remarks));
            }
            let Some(integration) =
                self.integrations.iter().find(|i| *i.id == connection.integration)
            else {
                continue;
            };
            if connection.rests_elsewhere(integration) {
                connection.unchecked();
            }
            // By place among the vendor's fields, once; by label now, which may be a number, too.
            let fields = &integration.hand_over.fields;
            for (n, field) in fields.iter().enumerate() {
                let place = paste_item(&n.to_string());
                let is_label = fields.iter().any(|field| paste_item(&field.label) == place);
                if !is_label && connection.ticks.remove(&place) {
                    connection.ticks.insert(paste_item(&field.label));
                }
            }
        }
    }

    /// An Intent or Event, and what follows from any change, whatever made it.
    fn whole(&mut self, change: impl FnOnce(&mut Self) -> Vec<Effect>) -> Vec<Effect> {
        let saved = self.saved_before();
        let pasted = self.pasted_values();
        let checking = self.check.running.then_some(self.check.run);
        let mut effects = change(self);
        self.set_aside(saved);
        self.restore_if_same();
        self.hold_verdict();
        self.untick_changed(pasted);
        effects.extend(self.kept_now());
        // Of values that changed meanwhile nothing more is asked.
        let stopped = checking.is_some_and(|run| run != self.check.run && !self.check.running);
        if stopped && !effects.iter().any(|effect| matches!(effect, Effect::CancelCheck)) {
            effects.push(Effect::CancelCheck);
        }
        if self.closing && self.would_lose().is_empty() {
            effects.push(Effect::Close);
        }
        effects
    }

    /// The connection being set up, and its integration.
    pub fn present(&self) -> Option<(&Connection, &Integration)> {
        let connection = self.connection()?;
        let integration = self.integrations.iter().find(|i| *i.id == connection.integration)?;
        Some((connection, integration))
    }

    fn connection(&self) -> Option<&Connection> {
        let id = self.current.as_ref()?;
        self.connections.iter().find(|c| c.id == *id)
    }

    fn connection_mut(&mut self) -> Option<&mut Connection> {
        let id = self.current.as_ref()?;
        self.connections.iter_mut().find(|c| c.id == *id)
    }

    /// The step being shown.
    pub fn step(&self) -> StepId {
        self.connection().map_or(StepId::Start, |c| c.step)
    }

    /// The client ID that a check would use.
    pub fn client_id(&self) -> Option<&Secret> {
        match self.connection()?.client_id_way {
            ClientIdWay::BuiltIn => self.built_in_client_id.as_ref(),
            ClientIdWay::Own => {
                self.keys.client_id.as_ref().filter(|s| !s.stops()).map(|s| &s.secret)
            }
            ClientIdWay::Skip => None,
        }
    }

    pub fn is_session_only(&self) -> bool {
        self.vault == VaultStatus::SessionOnly
    }

    /// Whether the keys signed in, by the check's own line.
    pub fn signed_in(&self) -> bool {
        self.verdict(&Line::Keys) == Some(&Verdict::Passed)
    }

    fn verdict(&self, line: &Line) -> Option<&Verdict> {
        self.check.findings.iter().find(|f| f.line == *line).map(|f| &f.verdict)
    }

    /// The way to ConnectWise for the current connection; none for a practice set-up whose
    /// ConnectWise does not run (yet): it must ask nobody else.
    fn wire(&self) -> Option<Wire> {
        match &self.practice {
            Some(tenant) => Some(Wire::practice(&tenant.origin)),
            None => {
                let connection = self.connection()?;
                (!connection.practice).then(|| Wire::straight(connection.trust.clone()))
            }
        }
    }

    fn need(&self) -> Option<Need> {
        let (connection, integration) = self.present()?;
        let ticked = |row: &Row| connection.ticks.contains(&checklist::row_item(row));
        Some(Need::used(integration, ticked))
    }

    /// What stands in each value of the hand-over that is ticked as pasted.
    fn pasted_values(&self) -> Vec<(String, String, Option<Secret>)> {
        let Some((connection, integration)) = self.present() else { return Vec::new() };
        let fields = integration.hand_over.fields.iter();
        let ticked = fields.filter(|f| connection.ticks.contains(&paste_item(&f.label)));
        let value = |field| values::hand_over_value(self, connection, field);
        ticked.map(|f| (connection.id.clone(), f.label.to_string(), value(f))).collect()
    }

    /// A value that was pasted and is another now has to be pasted again.
    fn untick_changed(&mut self, before: Vec<(String, String, Option<Secret>)>) {
        if before.is_empty() {
            return;
        }
        let Some((connection, integration)) = self.present() else { return };
        let changed: Vec<String> = before
            .into_iter()
            .filter(|(id, label, value)| {
                let field = integration.hand_over.fields.iter().find(|f| *f.label == **label);
                *id == connection.id
                    && value.is_some()
                    && field.and_then(|f| values::hand_over_value(self, connection, f)) != *value
            })
            .map(|(_, label, _)| label)
            .collect();
        let Some(connection) = self.connection_mut() else { return };
        for label in changed {
            connection.ticks.remove(&paste_item(&label));
            connection.changed_values.insert(label);
        }
    }

    fn announce(&mut self, text: impl Into<String>) {
        self.serial += 1;
        self.announcement = Some((text.into(), self.serial));
    }
}

/// The present date and time in words, as the person's clock has it.
fn now() -> String {
    jiff::Zoned::now().strftime("%-d %B %Y, %H:%M").to_string()
}
