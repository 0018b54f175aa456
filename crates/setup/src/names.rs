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

// The names in capitals are those of journals of schema 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "kebab-case")]
pub enum SiteWay {
    #[serde(alias = "Address")]
    Address,
    #[serde(alias = "Region")]
    Region,
    #[serde(rename = "own", alias = "OwnServer")]
    OwnServer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "kebab-case")]
pub enum RoleWay {
    #[serde(alias = "New")]
    New,
    #[serde(alias = "Existing")]
    Existing,
    #[serde(alias = "Admin")]
    Admin,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "kebab-case")]
pub enum MemberWay {
    #[serde(alias = "New")]
    New,
    #[serde(alias = "Existing")]
    Existing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "kebab-case")]
pub enum ClientIdWay {
    #[serde(alias = "BuiltIn")]
    BuiltIn,
    #[serde(alias = "Own")]
    Own,
    #[serde(alias = "Skip")]
    Skip,
}
