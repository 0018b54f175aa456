//! Closed lists that everything else is told in: steps, fields, documents, and the ways a person
//! may choose.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whom the outcome of a check is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub enum Reader {
    /// The vendor's support.
    Support,
    /// Whoever administers ConnectWise.
    Administrator,
}

/// For change control: what was set up, or what will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub enum Document {
    Record,
    Plan,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub enum StepId {
    Start,
    Site,
    Role,
    Member,
    Keys,
    ClientId,
    Check,
    Save,
    HandOver,
    Done,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub enum FieldId {
    Address,
    Company,
    MemberId,
    PublicKey,
    PrivateKey,
    ClientId,
}

/// The steps of a set-up, in their order.
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
