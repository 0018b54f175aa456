//! The built-in integrations, held against the vendors' guides fact by fact. The
//! tables were written from the guides, not from the files.

mod fact;
mod hostile;
mod mspcfo;
mod plain_words;
mod propel_your_msp;
mod sync_365;
mod syncsmart_hubspot;
mod vectis;
