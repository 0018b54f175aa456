//! Keeping, handing over, done.

use serde::Serialize;
use ts_rs::TS;

use super::{Button, Copyable, Fact, Instruction, Note, Printable};
use crate::setup::Intent;

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct SavePage {
    /// What will be, or has been, stored: labels and masked values.
    pub contents: Vec<Fact>,
    /// Where: keychain's name, service, account.
    pub place: Vec<Fact>,
    /// "Saved, read back and compared."
    pub saved: Option<String>,
    pub unchecked: Option<Note>,
    pub notes: Vec<Note>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct HandOverPage {
    /// Where in the vendor's product; empty if the guide does not say.
    pub steps: Vec<Instruction>,
    pub fields: Vec<PasteField>,
    pub pasted: String,
    /// What to press at the end, in order.
    pub press: Vec<String>,
    /// What success looks like there.
    pub success: Option<String>,
    pub notes: Vec<Note>,
    /// The vendor's own words for what can go wrong.
    pub causes: Vec<Fact>,
    /// What the vendor's support asks for.
    pub support: Vec<Note>,
    pub unchecked: Option<Note>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct PasteField {
    pub value: Copyable,
    pub note: Option<String>,
    /// Instead of a value: why there is none to paste.
    pub unavailable: Option<String>,
    pub ticked: bool,
    pub tick: Intent,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct DonePage {
    pub made: Vec<Fact>,
    pub kept: Vec<Fact>,
    pub come_back: Vec<Note>,
    pub record: Copyable,
    /// The record as a document.
    pub document: Printable,
    pub unchecked: Option<Note>,
    pub again: Button,
}
