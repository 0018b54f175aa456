//! What a record or a plan says, before it is written.

use crate::types::{Fact, GridGroup, MemberField, Note, PasteField};
use setup::Document;

/// What both writings say. A [`Fact`] without a value is a line to write on.
pub struct Record {
    pub document: Document,
    pub practice: bool,
    /// Said where the file was added by hand.
    pub by_hand: Option<String>,
    pub product: String,
    pub vendor: String,
    /// Empty before a set-up.
    pub company: String,
    /// Where its ConnectWise is.
    pub place: Vec<Fact>,
    pub place_notes: Vec<Note>,
    /// "Before you begin", for a plan.
    pub before: Vec<(&'static str, Vec<Note>)>,
    pub role: Vec<Fact>,
    pub role_notes: Vec<Note>,
    /// The rows the product needs, by module, in ConnectWise's order.
    pub groups: Vec<GridGroup>,
    /// Lines of rows that the guide lists for some alone, and that nobody ticked.
    pub not_used: Vec<String>,
    /// An administrator role has no rows to set, so there are none to tick.
    pub rows_are_set: bool,
    /// As the last check named it, or as it was typed.
    pub member_id: Option<String>,
    pub member: Vec<MemberField>,
    pub member_notes: Vec<Note>,
    pub keys: Vec<Fact>,
    pub key_notes: Vec<Note>,
    pub check: Vec<Fact>,
    pub remarks: Vec<String>,
    /// What the role opens beyond that, worst first.
    pub wider: Vec<String>,
    pub hand_over: Vec<PasteField>,
    pub source: String,
    pub program: &'static str,
}

impl Record {
    pub fn title(&self) -> String {
        format!("ConnectWise PSA connection for {}", self.product)
    }
}
