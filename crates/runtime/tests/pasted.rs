//! What people paste, field by field: texts of the kinds that lie on real clipboards, made for
//! these tests, with what is kept of each and what is said beside the field.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

#[path = "pasted/addresses.rs"]
mod addresses;
#[path = "pasted/drawn.rs"]
mod drawn;
#[path = "pasted/keys.rs"]
mod keys;
#[path = "pasted/names.rs"]
mod names;
#[path = "pasted/setup.rs"]
mod setup;

/// Fails with all rows that are not so, and their number.
fn hold(table: &str, rows: usize, wrong: Vec<String>) {
    assert!(
        wrong.is_empty(),
        "{table}: {} of {rows} are not so:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    println!("figure: {rows} {table}");
}
