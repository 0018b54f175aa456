//! What people paste: one reader for all fields. A value is taken out of what stands around it
//! where that is unmistakable, and said; what is odd about the rest is named; and a key never
//! stays in a field that is not for it.

mod address;
mod client_id;
mod company;
mod found;
mod key;
mod labels;
mod mail;
mod plain;
mod shape;
mod sign_in;
mod signs;
mod site;
mod slot;
mod table;
mod tidy;

pub use address::{Unwrapped, address};
pub use client_id::client_id;
pub use key::{Taken, key};
pub use plain::{NotForThisField, Plain, PlainField, plain};
pub use shape::{Shape, shape};
pub use signs::{is_invisible, name as name_of};
pub use site::site;
pub use slot::{KeyRemark, Slot, Which};
pub use tidy::{Tidied, tidy};
