//! Keeping, handing over, done.

use serde::Serialize;
use ts_rs::TS;

use super::{Button, Copyable, Fact, Instruction, Note, Printable, StandingPart};
use setup::Intent;

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct SavePage {
    /// What the last check said, where it did not pass in full.
    pub standing: Option<StandingPart>,
    /// What will be, or has been, stored: labels and masked values.
    pub contents: Vec<Fact>,
    /// Where: keychain's name, service, account.
    pub place: Vec<Fact>,
    /// "Saved, read back and compared."
    pub saved: Option<String>,
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
    pub standing: Option<StandingPart>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct PasteField {
    pub value: Copyable,
    pub note: Option<String>,
    /// Instead of a value: why there is none to paste.
    pub unavailable: Option<String>,
    /// It was pasted, and is another value since.
    pub changed: Option<String>,
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
    /// Everything passed, is saved and pasted.
    pub complete: bool,
    /// What is open, with the way to it.
    pub open: Vec<StandingPart>,
    /// What the check said, where it passed.
    pub passed: Option<String>,
    pub again: Button,
}
