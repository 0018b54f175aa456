//! Practice: what can be rehearsed, and what the practice ConnectWise would show a person.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use ground::secret::Secret;

/// What is the matter in the practice ConnectWise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub enum Situation {
    /// Everything is in order.
    #[default]
    Smooth,
    ShortRole,
    WideRole,
    SwappedKeys,
    WrongRegion,
    CutKey,
    NoCompanies,
    LevelsHidden,
    Busy,
}

/// Those that can be rehearsed by name.
pub const REHEARSALS: [Situation; 8] = [
    Situation::ShortRole,
    Situation::WideRole,
    Situation::SwappedKeys,
    Situation::WrongRegion,
    Situation::CutKey,
    Situation::NoCompanies,
    Situation::LevelsHidden,
    Situation::Busy,
];

impl Situation {
    /// Whether a person puts it right in ConnectWise, and not on a page of Keywright's.
    pub fn is_put_right_there(self) -> bool {
        matches!(self, Self::ShortRole | Self::WideRole | Self::NoCompanies | Self::CutKey)
    }
}

/// What ConnectWise would show a person, in practice.
#[derive(Clone, Debug)]
pub struct Tenant {
    pub origin: String,
    pub site: String,
    pub company_id: String,
    pub company_name: String,
    pub public_key: Secret,
    pub private_key: Secret,
    pub client_id: Secret,
    /// What can still be put right.
    pub amiss: Option<Situation>,
}
