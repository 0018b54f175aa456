//! Which step follows which, and what has to be there before going on.

use super::called::Item;
use super::checklist::paste_item;
use super::connection::Connection;
use super::names::{ClientIdWay, FieldId, RoleWay, SiteWay, StepId};
use super::pairs::Saved;
use super::standing::{role_is_set, role_lines};
use super::state::{Gap, Open, Present, Search, Setup, VaultStatus};
use integration::{Integration, Placeholder};

impl Setup {
    /// What keeps Continue from going on from the current page.
    pub(super) fn gaps_here(&self) -> Vec<Gap> {
        let Some(present) = self.present() else { return Vec::new() };
        let Present { open, connection, integration } = present;
        match connection.step {
            StepId::Site => site(open, connection),
            StepId::Role | StepId::HandOver => soft_gaps(connection, integration),
            StepId::Member => {
                let wanted = wants_member_id(integration);
                let typed = connection.member_id.as_deref().is_some_and(|id| !id.trim().is_empty());
                if wanted && !typed { vec![Gap::Empty(FieldId::MemberId)] } else { Vec::new() }
            }
            StepId::Keys => keys(self, open),
            StepId::ClientId => client_id(open, connection),
            StepId::Check => self.gaps_of_check(present),
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
        let Some(Present { open, connection, .. }) = self.present() else { return Vec::new() };
        let gaps = fields_of_keys(open);
        if !gaps.is_empty() {
            return gaps;
        }
        let before = connection.replacing.as_ref();
        let checked = |saved: &Saved| {
            saved.checked.is_some() || before.is_some_and(|before| before.checked.is_some())
        };
        match (open.beside.saved.as_ref().is_some_and(checked), &connection.checked) {
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

fn site(open: &Open, connection: &Connection) -> Vec<Gap> {
    let mut gaps = Vec::new();
    if connection.site_way != SiteWay::Region && connection.address.trim().is_empty() {
        gaps.push(Gap::Empty(FieldId::Address));
    }
    if connection.company.trim().is_empty() {
        gaps.push(Gap::Empty(FieldId::Company));
    }
    if gaps.is_empty() && connection.instance.is_none() {
        gaps.push(if open.find == Search::Looking { Gap::StillLooking } else { Gap::NotFoundYet });
    }
    gaps
}

/// To-do marks that are not set: told, never in the way.
fn soft_gaps(connection: &Connection, integration: &Integration) -> Vec<Gap> {
    let count = |items: Vec<Item>| {
        let done = items.iter().filter(|item| connection.ticks.contains(*item)).count();
        (done, items.len())
    };
    match connection.step {
        StepId::Role if connection.role_way != RoleWay::Admin => {
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

fn keys(setup: &Setup, open: &Open) -> Vec<Gap> {
    // Keys that were read back from it need no further proof of the keychain.
    if !open.is_kept() && !matches!(setup.vault, VaultStatus::Ready | VaultStatus::SessionOnly) {
        return vec![Gap::VaultNotReady];
    }
    fields_of_keys(open)
}

fn fields_of_keys(open: &Open) -> Vec<Gap> {
    let fields =
        [(FieldId::PublicKey, &open.keys.public), (FieldId::PrivateKey, &open.keys.private)];
    fields
        .into_iter()
        .filter_map(|(field, slot)| match slot {
            None => Some(Gap::Empty(field)),
            Some(slot) if slot.stops() => Some(Gap::Odd(field)),
            Some(_) => None,
        })
        .collect()
}

fn client_id(open: &Open, connection: &Connection) -> Vec<Gap> {
    match (connection.client_id_way, &open.keys.client_id) {
        (ClientIdWay::Own, None) => vec![Gap::Empty(FieldId::ClientId)],
        (ClientIdWay::Own, Some(slot)) if slot.stops() => vec![Gap::Odd(FieldId::ClientId)],
        _ => Vec::new(),
    }
}

impl Setup {
    fn gaps_of_check(&self, Present { open, connection, .. }: Present) -> Vec<Gap> {
        if connection.client_id_way == ClientIdWay::Skip {
            return Vec::new();
        }
        if open.check.running {
            return vec![Gap::StillChecking];
        }
        if let Some(step) = self.lacking_for_check() {
            return vec![Gap::NothingToCheck(step)];
        }
        let Some(outcome) = connection.fresh() else { return vec![Gap::CheckNotRun] };
        if !outcome.signed_in {
            return vec![Gap::CheckFailed];
        }
        let (failed, missing) = (outcome.failed.len(), outcome.missing.len());
        if failed + missing > 0 { vec![Gap::Remarks { failed, missing }] } else { Vec::new() }
    }

    /// The page that has to be done before there is anything to check.
    pub fn lacking_for_check(&self) -> Option<StepId> {
        let Present { open, connection, .. } = self.present()?;
        if connection.instance.is_none() {
            return Some(StepId::Site);
        }
        let keys = open.keys.pair();
        if keys.public.is_none() || keys.private.is_none() {
            return Some(StepId::Keys);
        }
        self.client_id().is_none().then_some(StepId::ClientId)
    }

    /// The same page, if a check could be started now.
    pub fn cannot_check(&self) -> Option<StepId> {
        let Present { open, connection, .. } = self.present()?;
        let may_start = connection.client_id_way != ClientIdWay::Skip
            && !open.check.running
            && !open.is_reading()
            && open.find != Search::Looking;
        if may_start { self.lacking_for_check() } else { None }
    }
}
