//! What people paste, field by field: texts of the kinds that lie on real clipboards, made for
//! these tests, with what is kept of each and what is said beside the field.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

mod addresses;
mod drawn;
mod keys;
mod names;
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
