//! What pages are made of.

use serde::Serialize;
use ts_rs::TS;

use setup::Intent;

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Button {
    pub label: String,
    pub intent: Intent,
    /// Something it started is still under way.
    pub busy: bool,
}

/// Text with a Copy button. Rust writes the clipboard; `copy` says what.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Copyable {
    pub label: String,
    /// What is shown: the value itself, or a mask where it is secret.
    pub value: String,
    pub copy: Intent,
    pub secret: bool,
}

/// A text field. What is being typed lives in the window; `value` is what Rust knows.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Field {
    /// The name for `Intent::Field(FieldPress::Fill)` and `Intent::Field(FieldPress::Paste)`.
    pub id: String,
    pub label: String,
    pub hint: Option<String>,
    pub placeholder: Option<String>,
    /// Empty for a secret field: see `masked`.
    pub value: String,
    /// Typed as dots and never shown again.
    pub secret: bool,
    pub masked: Option<Masked>,
    /// "Removed 2 spaces at the end."
    pub tidied: Option<String>,
    /// What is wrong with it or worth a look, beside the field.
    pub remark: Option<Remark>,
    /// A Paste button: Rust reads the clipboard.
    pub paste: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Masked {
    pub length: u32,
    /// The last four characters; empty for short values.
    pub ends_with: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Remark {
    pub text: String,
    /// True: it keeps Continue from going on.
    pub stops: bool,
}

/// One of several, as radio buttons.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Choice {
    pub id: String,
    pub label: String,
    pub options: Vec<ChoiceOption>,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct ChoiceOption {
    pub label: String,
    pub text: Option<String>,
    pub picked: bool,
    pub pick: Intent,
}

/// A question with two answers.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Question {
    pub title: String,
    pub text: String,
    pub yes: Button,
    pub no: Button,
}

/// How the connection stands, and the way to what is open.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct StandingPart {
    /// Important: something is open.
    pub tone: Tone,
    pub text: String,
    /// What is missing or failed, by name.
    pub names: Vec<String>,
    pub go: Option<Button>,
}

/// A sentence with its origin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Note {
    pub text: String,
    pub tone: Tone,
    /// "Keywright's suggestion" where the vendor's guide does not say it.
    pub source: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub enum Tone {
    Plain,
    Important,
}

/// One thing to do in another window: where, what, and what to type there.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Instruction {
    pub text: String,
    /// The menu path, in ConnectWise's own words: System > Security Roles.
    pub trail: Vec<String>,
    /// The button at its end that bears no name: "+".
    pub sign: Option<String>,
    pub copy: Option<Copyable>,
    pub link: Option<Button>,
}

/// A document to save or to print.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Printable {
    pub title: String,
    pub text: String,
    pub save: Button,
    pub print: Button,
    /// Where it lies, once it was saved.
    pub saved_to: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Fact {
    pub label: String,
    pub value: String,
}

/// "I can't open this": a request to send to whoever administers ConnectWise.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct CannotOpen {
    pub text: String,
    pub request: Copyable,
}

/// A button that is on or off.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Toggle {
    pub kind: ToggleKind,
    pub label: String,
    pub on: bool,
    pub press: Intent,
    /// What it does not do, said while it is on.
    pub hint: Option<String>,
}

/// For its picture, and for its name in tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub enum ToggleKind {
    Beside,
    OnTop,
    Hidden,
    StillToDo,
}
