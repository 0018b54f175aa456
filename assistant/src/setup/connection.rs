//! One company's set-up for one integration: everything about it that may lie on disk.
//! Keys are not here: they are in [`super::Keys`] and in the keychain.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::StepId;
use crate::connectwise::authority::Trust;
use crate::connectwise::company_info::Instance;
use crate::practise::Situation;

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
    /// When it was begun, in words.
    pub begun: String,
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
    /// The authority of the company's own server, where a person trusts it.
    #[serde(default)]
    pub trust: Option<Trust>,
    pub role_way: RoleWay,
    pub member_way: MemberWay,
    /// As typed by the person, where it is a value to hand over.
    pub member_id: Option<String>,
    pub client_id_way: ClientIdWay,
    /// To-do marks; they never feed a verdict.
    pub ticks: BTreeSet<String>,
    /// What has been put into the keychain so far.
    pub kept: Kept,
    /// When a check with the present values signed in, in words.
    pub checked: Option<String>,
    /// Lines of that check that failed or were not proven, for the record.
    pub remarks: Vec<String>,
    /// When it was saved and read back, in words.
    pub saved: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub public_key: bool,
    pub private_key: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SiteWay {
    Address,
    Region,
    OwnServer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RoleWay {
    New,
    Existing,
    Admin,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MemberWay {
    New,
    Existing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClientIdWay {
    BuiltIn,
    Own,
    Skip,
}

impl Connection {
    pub fn new(
        id: String,
        integration: String,
        practice: Option<Situation>,
        begun: String,
    ) -> Self {
        Self {
            id,
            integration,
            practice: practice.is_some(),
            situation: practice.unwrap_or_default(),
            begun,
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
        }
    }

    /// The address or company changed: what was found there no longer counts.
    pub fn moved(&mut self) {
        self.instance = None;
        self.changed();
    }

    /// A value that was checked and saved changed.
    pub fn changed(&mut self) {
        self.checked = None;
        self.remarks.clear();
        self.saved = None;
    }
}
