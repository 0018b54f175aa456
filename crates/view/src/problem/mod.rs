//! Every failure's words: what happened, why, what to do, where to click.
//!
//! Rules: no "invalid", "forbidden", "illegal", "oops"; fields are named as their labels;
//! status codes stand under the technical details alone; a button says the fix.

mod answers;
mod authority;
mod findings;
mod here;
mod updates;
mod vault;

use serde::Serialize;
use ts_rs::TS;

pub use answers::{listed, of_search, of_wire};
pub use authority::bad_authority;
pub use findings::{of_finding, role_name};
pub use here::{
    bound_elsewhere, clipboard_not_cleared, clipboard_unwritable, document_not_opened,
    document_not_saved, integration_gone, integration_unreadable, integrations_missing, item_gone,
    journal_not_saved, key_remark, keys_left, link_not_opened, nothing_pasted, nothing_to_check,
    of_start, plain_remark, practice_not_started, result_not_saved, stranger_accepted,
};
pub use updates::update;
pub use vault::{keychain_name, of_keychain, vault};

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
    fn new(cause: &'static str, title: impl Into<String>, why: impl Into<String>) -> Self {
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

    fn remark(self) -> Self {
        Self { weight: Weight::Remark, ..self }
    }

    fn todo(mut self, steps: &[&str]) -> Self {
        self.todo = steps.iter().map(|step| (*step).to_owned()).collect();
        self
    }

    fn place(mut self, trail: &[&str]) -> Self {
        self.place = trail.iter().map(|part| (*part).to_owned()).collect();
        self
    }

    pub fn mend(mut self, label: &str, intent: Intent) -> Self {
        self.mend = Some(Mend { label: label.into(), intent });
        self
    }

    fn technical(mut self, text: impl Into<String>) -> Self {
        self.technical = Some(text.into());
        self.details = Some(Intent::Named(Named::Copy { what: format!("details:{}", self.cause) }));
        self
    }
}
