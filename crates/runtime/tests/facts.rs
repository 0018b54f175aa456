//! The built-in integrations, held against the vendors' guides fact by fact. The
//! tables were written from the guides, not from the files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "facts/fact.rs"]
mod fact;
#[path = "facts/hostile.rs"]
mod hostile;
#[path = "facts/mspcfo.rs"]
mod mspcfo;
#[path = "facts/plain_words.rs"]
mod plain_words;
#[path = "facts/propel_your_msp.rs"]
mod propel_your_msp;
#[path = "facts/sync_365.rs"]
mod sync_365;
#[path = "facts/syncsmart_hubspot.rs"]
mod syncsmart_hubspot;
#[path = "facts/vectis.rs"]
mod vectis;
