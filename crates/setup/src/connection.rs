//! One company's set-up for one integration: everything about it that may lie on disk.
//! Keys are not here: they are in [`super::Open`] and in the keychain.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::called::{Item, known};
use super::names::{ClientIdWay, MemberWay, ORDER, RoleWay, SiteWay, StepId};
use super::outcome::{Outcome, Passage, Remark};
use super::practice::Situation;
use connectwise::authority::Trust;
use connectwise::company_info::Instance;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Connection {
    /// Also the keychain item's account: "vectis-7f3a9c".
    pub id: String,
    /// The integration's id.
    pub integration: String,
    pub practice: bool,
    /// What is rehearsed, in practice.
    #[serde(default)]
    pub situation: Situation,
    /// None if an older Keywright wrote it in words that say no date.
    #[serde(default)]
    pub begun: Option<Timestamp>,
    pub step: StepId,
    /// How far the person has come; steps up to here can be gone to.
    pub furthest: StepId,
    pub site_way: SiteWay,
    pub address: String,
    /// The picked region's host; none: try them all.
    pub region: Option<String>,
    pub company: String,
    /// What companyinfo told about exactly this address and company.
    pub instance: Option<Instance>,
    /// The authority of the company's own server, if a person trusts it.
    #[serde(default)]
    pub trust: Option<Trust>,
    pub role_way: RoleWay,
    pub member_way: MemberWay,
    /// As typed by the person, if it is a value to hand over.
    pub member_id: Option<String>,
    pub client_id_way: ClientIdWay,
    /// To-do marks; they never feed a verdict.
    #[serde(deserialize_with = "known")]
    pub ticks: BTreeSet<Item>,
    /// What has been put into the keychain so far.
    pub kept: Kept,
    /// When a check with the present keys, client ID and address last signed in. What it said of
    /// the role is in the outcome.
    pub checked: Option<Timestamp>,
    /// Lines of that check that failed or were not proven, for the record.
    #[serde(deserialize_with = "known")]
    pub remarks: Vec<Remark>,
    /// When it was saved and read back.
    pub saved: Option<Timestamp>,
    /// What the last check that ran to its end said.
    #[serde(default)]
    pub outcome: Option<Outcome>,
    /// What was saved and checked before a value changed; it is in the keychain until Save.
    #[serde(default)]
    pub replacing: Option<Replacing>,
    /// How steps were left; none in a journal that was written before that was kept.
    #[serde(default)]
    pub passages: Option<BTreeMap<StepId, Passage>>,
    /// Values of the hand-over that changed after they were ticked as pasted, by label.
    #[serde(default)]
    pub changed_values: BTreeSet<String>,
    /// Something of it was sent to the keychain, whatever came of that.
    #[serde(default = "yes")]
    pub sent: bool,
}

/// A journal without the word was written when only kept keys were noted.
fn yes() -> bool {
    true
}

/// What was true of the saved pair.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Replacing {
    pub saved: Timestamp,
    pub checked: Option<Timestamp>,
    #[serde(deserialize_with = "known")]
    pub remarks: Vec<Remark>,
    pub outcome: Option<Outcome>,
    /// Ticks of the hand-over.
    #[serde(deserialize_with = "known")]
    pub ticks: BTreeSet<Item>,
    /// None in a journal that was written before it was noted.
    #[serde(default)]
    pub client_id_way: Option<ClientIdWay>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub public_key: bool,
    pub private_key: bool,
}

impl Connection {
    pub fn new(
        id: String,
        integration: String,
        practice: Option<Situation>,
        begun: Timestamp,
    ) -> Self {
        Self {
            id,
            integration,
            practice: practice.is_some(),
            situation: practice.unwrap_or_default(),
            begun: Some(begun),
            step: StepId::Site,
            furthest: StepId::Site,
            site_way: SiteWay::Address,
            address: String::new(),
            region: None,
            company: String::new(),
            instance: None,
            trust: None,
            role_way: RoleWay::New,
            member_way: MemberWay::New,
            member_id: None,
            client_id_way: ClientIdWay::Own,
            ticks: BTreeSet::new(),
            kept: Kept::default(),
            checked: None,
            remarks: Vec::new(),
            saved: None,
            outcome: None,
            replacing: None,
            passages: Some(BTreeMap::new()),
            changed_values: BTreeSet::new(),
            sent: false,
        }
    }

    /// Where its keys are sent: the origin of the address that is found.
    pub fn found_origin(&self) -> Option<String> {
        self.instance.as_ref().map(Instance::api_origin)
    }

    /// The address or company changed: what was found there no longer counts.
    pub fn moved(&mut self) {
        self.instance = None;
        self.changed();
    }

    /// A value that was checked and saved changed.
    pub fn changed(&mut self) {
        let remarks = std::mem::take(&mut self.remarks);
        if let Some(saved) = self.saved.take()
            && self.replacing.is_none()
        {
            let ticks = self.ticks.iter().filter(|item| matches!(item, Item::Paste(_)));
            self.replacing = Some(Replacing {
                saved,
                checked: self.checked,
                remarks,
                outcome: self.outcome.clone(),
                ticks: ticks.cloned().collect(),
                client_id_way: Some(self.client_id_way),
            });
        }
        self.checked = None;
        self.unchecked();
    }

    /// What the last check said no longer counts; what is in the keychain does.
    pub fn unchecked(&mut self) {
        self.remarks.clear();
        if let Some(outcome) = &mut self.outcome {
            outcome.stale = true;
        }
    }

    /// All is again as it was when it was saved.
    pub fn restore(&mut self) {
        let Some(before) = self.replacing.take() else { return };
        self.saved = Some(before.saved);
        self.client_id_way = before.client_id_way.unwrap_or(self.client_id_way);
        self.checked = before.checked;
        self.remarks = before.remarks;
        self.outcome = before.outcome;
        self.changed_values.clear();
        self.ticks.extend(before.ticks);
    }

    pub fn passed(&self, step: StepId) -> Option<Passage> {
        match &self.passages {
            Some(passages) => passages.get(&step).copied(),
            // Of an older journal: all that was gone past counts.
            None => (step < self.furthest).then_some(Passage::Done),
        }
    }

    pub fn pass(&mut self, step: StepId, how: Passage) {
        self.passages.get_or_insert_default().insert(step, how);
    }

    /// These steps rested on something that changed.
    pub fn reopen(&mut self, steps: &[StepId]) {
        if self.passages.is_none() {
            let before = ORDER.into_iter().filter(|step| *step < self.furthest);
            self.passages = Some(before.map(|step| (step, Passage::Done)).collect());
        }
        self.passages.get_or_insert_default().retain(|step, _| !steps.contains(step));
    }
}
