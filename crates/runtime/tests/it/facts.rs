//! The built-in integrations, held against the vendors' guides fact by fact.

mod fact;
mod hostile;
mod plain_words;
