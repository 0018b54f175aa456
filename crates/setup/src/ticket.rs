//! Tells the answer to a question from the answer to an earlier one.

/// Handed out with each question, and brought back by its answer. No two are alike; the default one is nobody's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ticket(pub(super) u32);
