//! Every failure's words: what happened, why, what to do, where to click.
//!
//! Rules: no "invalid", "forbidden", "illegal", "oops"; fields are named as their labels;
//! status codes stand under the technical details alone; a button says the fix.

mod answers;
mod authority;
mod findings;
mod here;
mod noun;
mod updates;
mod vault;

pub use answers::{listed, of_search, of_wire};
pub use authority::bad_authority;
pub use findings::{of_finding, role_name};
pub use here::{
    bound_elsewhere, clipboard_not_cleared, clipboard_unwritable, document_not_opened,
    document_not_saved, integration_gone, integration_unreadable, integrations_missing, item_gone,
    journal_not_saved, key_remark, keys_left, link_not_opened, nothing_pasted, nothing_to_check,
    of_start, plain_remark, practice_not_started, result_not_saved, stranger_accepted,
};
pub use noun::{Mend, Problem, Weight};
pub use updates::update;
pub use vault::{keychain_name, of_keychain, vault};
