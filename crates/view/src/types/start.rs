//! The first page.

use serde::Serialize;
use ts_rs::TS;

use super::{Button, Copyable, Fact, Printable};
use crate::problem::Problem;
use setup::Intent;

/// "Which product are you connecting?"
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct StartPage {
    pub integrations: Vec<IntegrationCard>,
    /// "Before you begin" of the chosen one.
    pub before: Option<Before>,
    /// Set-ups that were begun and not finished.
    pub unfinished: Vec<Kept>,
    /// Connections in the keychain.
    pub saved: Vec<Kept>,
    /// Integration files that could not be read, the journal set aside, and the like.
    pub troubles: Vec<Problem>,
    /// Newer versions of Keywright; none where this build knows no place to look.
    pub updates: Option<UpdatesPart>,
    /// Copies the technical details of this run, for whoever is asked for help.
    pub details: Intent,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct IntegrationCard {
    pub id: String,
    pub name: String,
    pub summary: String,
    pub chosen: bool,
    pub choose: Intent,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Before {
    /// Where the file was added by hand: what to compare before trusting it.
    pub by_hand: Option<ByHand>,
    pub minutes: String,
    pub who: Vec<String>,
    pub open: Vec<String>,
    /// "From Vectis' guide «…», as read on …".
    pub guide: String,
    /// What that guide leaves open.
    pub gaps: Vec<String>,
    pub start: Button,
    pub practise: Button,
    /// What can be rehearsed, by name.
    pub situations: Vec<SituationCard>,
    /// The same as a document, before anything is set up.
    pub plan: Printable,
}

/// What a file that was added by hand is.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct ByHand {
    pub title: String,
    pub text: String,
    /// Its name, its sum, the hosts it names.
    pub facts: Vec<Fact>,
}

/// Something that goes wrong on purpose in practice.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct SituationCard {
    /// "SwappedKeys".
    pub id: String,
    pub title: String,
    pub text: String,
    pub start: Button,
}

/// One line of "Continue where you left off" or of "Saved".
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    pub title: String,
    pub detail: String,
    pub practice: bool,
    /// Its file was added by hand.
    pub by_hand: bool,
    /// False: "not checked", said so in `detail` too.
    pub checked: bool,
    pub open: Button,
    pub forget: Button,
    /// Set once after a press on `forget`: the window asks before it acts.
    pub forget_question: Option<ForgetQuestion>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct ForgetQuestion {
    pub text: String,
    pub yes: Button,
    pub no: Button,
}

/// What is running, and what is known of newer versions.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct UpdatesPart {
    /// "Keywright 0.1.0".
    pub version: String,
    /// How things stand: "Up to date: ...".
    pub text: Option<String>,
    pub look: Option<Button>,
    /// Ends what is under way.
    pub stop: Option<Button>,
    pub newer: Option<NewerVersion>,
    pub problem: Option<Box<Problem>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct NewerVersion {
    pub title: String,
    /// What changed, as its makers write it: plain text.
    pub notes: Vec<String>,
    /// What a press does, or what to do now.
    pub text: String,
    pub take: Option<Button>,
    pub put_off: Option<Button>,
    /// Percent of the package that have arrived.
    pub arrived: Option<u8>,
    /// For whoever may install packages here.
    pub command: Option<Copyable>,
}
