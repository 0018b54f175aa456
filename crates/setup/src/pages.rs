//! Which step follows which, and what has to be there before going on.

use super::item::NOT_CHECKED;
use super::pairs::Saved;
use super::standing::{paste_item, role_is_set, role_lines};
use super::{ClientIdWay, Connection, FieldId, Setup, StepId, VaultStatus};
use integration::{Integration, Placeholder};

pub const ORDER: [StepId; 9] = [
    StepId::Site,
    StepId::Role,
    StepId::Member,
    StepId::Keys,
    StepId::ClientId,
    StepId::Check,
    StepId::Save,
    StepId::HandOver,
    StepId::Done,
];

impl StepId {
    pub fn next(self) -> Option<Self> {
        let at = ORDER.iter().position(|step| *step == self)?;
        ORDER.get(at + 1).copied()
    }

    /// None on the first step of a set-up: before it is the start page.
    pub fn previous(self) -> Option<Self> {
        let at = ORDER.iter().position(|step| *step == self)?;
        ORDER.get(at.checked_sub(1)?).copied()
    }
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

impl Setup {
    /// What keeps Continue from going on from the current page.
    pub(super) fn gaps_here(&self) -> Vec<Gap> {
        let Some((connection, integration)) = self.present() else { return Vec::new() };
        match connection.step {
            StepId::Site => site(self, connection),
            StepId::Role | StepId::HandOver => soft_gaps(connection, integration),
            StepId::Member => {
                let wanted = wants_member_id(integration);
                let typed = connection.member_id.as_deref().is_some_and(|id| !id.trim().is_empty());
                if wanted && !typed { vec![Gap::Empty(FieldId::MemberId)] } else { Vec::new() }
            }
            StepId::Keys => keys(self),
            StepId::ClientId => client_id(self, connection),
            StepId::Check => check(self, connection),
            StepId::Save => match &connection.saved {
                Some(_) => Vec::new(),
                None if self.is_session_only() => Vec::new(),
                // It stays beside the saved pair until it has passed; the person may go on.
                None => match self.gaps_to_save() {
                    gaps if gaps.is_empty() => vec![Gap::NotSaved],
                    gaps if gaps == [Gap::NewPairUnchecked] => Vec::new(),
                    gaps => gaps,
                },
            },
            StepId::Start | StepId::Done => Vec::new(),
        }
    }
}

impl Setup {
    /// What keeps the present pair from taking the place of the saved one.
    pub fn gaps_to_save(&self) -> Vec<Gap> {
        let Some(connection) = self.connection() else { return Vec::new() };
        let gaps = fields_of_keys(self);
        if !gaps.is_empty() {
            return gaps;
        }
        let before = connection.replacing.as_ref();
        let checked = |saved: &Saved| {
            saved.status != NOT_CHECKED || before.is_some_and(|before| before.checked.is_some())
        };
        match (self.beside.saved.as_ref().is_some_and(checked), &connection.checked) {
            (true, None) => vec![Gap::NewPairUnchecked],
            _ => Vec::new(),
        }
    }
}

/// Whether the Member ID is one of the values to hand over.
pub fn wants_member_id(integration: &Integration) -> bool {
    integration
        .hand_over
        .fields
        .iter()
        .any(|f| f.value.gaps().any(|gap| gap == Placeholder::MemberId))
}

fn site(setup: &Setup, connection: &Connection) -> Vec<Gap> {
    let mut gaps = Vec::new();
    if connection.site_way != super::SiteWay::Region && connection.address.trim().is_empty() {
        gaps.push(Gap::Empty(FieldId::Address));
    }
    if connection.company.trim().is_empty() {
        gaps.push(Gap::Empty(FieldId::Company));
    }
    if gaps.is_empty() && connection.instance.is_none() {
        gaps.push(if setup.find == super::Search::Looking {
            Gap::StillLooking
        } else {
            Gap::NotFoundYet
        });
    }
    gaps
}

/// To-do marks that are not set: told, never in the way.
fn soft_gaps(connection: &Connection, integration: &Integration) -> Vec<Gap> {
    let count = |items: Vec<String>| {
        let done = items.iter().filter(|item| connection.ticks.contains(*item)).count();
        (done, items.len())
    };
    match connection.step {
        StepId::Role if connection.role_way != super::RoleWay::Admin => {
            let (done, all) = role_lines(connection, integration);
            let gap =
                (!role_is_set(connection, integration)).then_some(Gap::Unticked { done, all });
            gap.into_iter().collect()
        }
        StepId::HandOver => {
            let fields = integration.hand_over.fields.iter();
            let (done, all) = count(fields.map(|field| paste_item(&field.label)).collect());
            if done < all { vec![Gap::NotPasted { done, all }] } else { Vec::new() }
        }
        _ => Vec::new(),
    }
}

fn keys(setup: &Setup) -> Vec<Gap> {
    // Keys that were read back from it need no further proof of the keychain.
    if !setup.is_kept() && !matches!(setup.vault, VaultStatus::Ready | VaultStatus::SessionOnly) {
        return vec![Gap::VaultNotReady];
    }
    fields_of_keys(setup)
}

fn fields_of_keys(setup: &Setup) -> Vec<Gap> {
    let fields =
        [(FieldId::PublicKey, &setup.keys.public), (FieldId::PrivateKey, &setup.keys.private)];
    fields
        .into_iter()
        .filter_map(|(field, slot)| match slot {
            None => Some(Gap::Empty(field)),
            Some(slot) if slot.stops() => Some(Gap::Odd(field)),
            Some(_) => None,
        })
        .collect()
}

fn client_id(setup: &Setup, connection: &Connection) -> Vec<Gap> {
    match (connection.client_id_way, &setup.keys.client_id) {
        (ClientIdWay::Own, None) => vec![Gap::Empty(FieldId::ClientId)],
        (ClientIdWay::Own, Some(slot)) if slot.stops() => vec![Gap::Odd(FieldId::ClientId)],
        _ => Vec::new(),
    }
}

fn check(setup: &Setup, connection: &Connection) -> Vec<Gap> {
    if connection.client_id_way == ClientIdWay::Skip {
        return Vec::new();
    }
    if setup.check.running {
        return vec![Gap::StillChecking];
    }
    if let Some(step) = setup.lacking_for_check() {
        return vec![Gap::NothingToCheck(step)];
    }
    let Some(outcome) = connection.fresh() else { return vec![Gap::CheckNotRun] };
    if !outcome.signed_in {
        return vec![Gap::CheckFailed];
    }
    let (failed, missing) = (outcome.failed.len(), outcome.missing.len());
    if failed + missing > 0 { vec![Gap::Remarks { failed, missing }] } else { Vec::new() }
}

impl Setup {
    /// The page that has to be done before there is anything to check.
    pub fn lacking_for_check(&self) -> Option<StepId> {
        let connection = self.connection()?;
        if connection.instance.is_none() {
            return Some(StepId::Site);
        }
        let keys = self.keys.pair();
        if keys.public.is_none() || keys.private.is_none() {
            return Some(StepId::Keys);
        }
        self.client_id().is_none().then_some(StepId::ClientId)
    }

    /// Likewise, on a page where a check could be started.
    pub fn cannot_check(&self) -> Option<StepId> {
        let connection = self.connection()?;
        let may_start = connection.client_id_way != ClientIdWay::Skip
            && !self.check.running
            && !self.is_reading()
            && self.find != super::Search::Looking;
        if may_start { self.lacking_for_check() } else { None }
    }
}
