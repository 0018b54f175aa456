//! What a failure is made of.

use serde::Serialize;
use ts_rs::TS;

use setup::called::What;
use setup::{Intent, Named};

/// A failure in a person's words.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The named cause, for support and tests: "company-unknown".
    pub cause: String,
    pub weight: Weight,
    /// What happened.
    pub title: String,
    pub why: String,
    /// What to do, one sentence a line.
    pub todo: Vec<String>,
    /// Where to click, in ConnectWise's words.
    pub place: Vec<String>,
    /// A button that mends it or goes to the page that does.
    pub mend: Option<Mend>,
    /// Status codes and the like, behind "Technical details"; never a secret.
    pub technical: Option<String>,
    /// Copies the technical details of this run, where this has some. The line above is not
    /// among them: it may name a server or a folder.
    pub details: Option<Intent>,
    /// The HTTP status, where one was seen: for the copied text.
    #[serde(skip)]
    pub status: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub enum Weight {
    Failure,
    /// Worth knowing; nothing failed.
    Remark,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub struct Mend {
    pub label: String,
    pub intent: Intent,
}

impl Problem {
    pub(super) fn new(
        cause: &'static str,
        title: impl Into<String>,
        why: impl Into<String>,
    ) -> Self {
        Self {
            cause: cause.into(),
            weight: Weight::Failure,
            title: title.into(),
            why: why.into(),
            todo: Vec::new(),
            place: Vec::new(),
            mend: None,
            technical: None,
            details: None,
            status: None,
        }
    }

    pub(super) fn remark(self) -> Self {
        Self { weight: Weight::Remark, ..self }
    }

    pub(super) fn todo(mut self, steps: &[&str]) -> Self {
        self.todo = steps.iter().map(|step| (*step).to_owned()).collect();
        self
    }

    pub(super) fn place(mut self, trail: &[&str]) -> Self {
        self.place = trail.iter().map(|part| (*part).to_owned()).collect();
        self
    }

    pub fn mend(mut self, label: &str, intent: Intent) -> Self {
        self.mend = Some(Mend { label: label.into(), intent });
        self
    }

    pub(super) fn technical(mut self, text: impl Into<String>) -> Self {
        self.technical = Some(text.into());
        self.details =
            Some(Intent::Named(Named::Copy { what: What::Details(Some(self.cause.clone())) }));
        self
    }
}
