//! Turns answers of ConnectWise into verdicts: first gates, each with one meaning, then one
//! line per permission row and allowed table, and last what the role allows beyond them.
//! Reads only; never writes to prove a permission.

mod answers;
mod asking;
mod audit;
mod excess;
mod finding;
mod gates;
mod need;
mod refusal;
mod rows;
mod run;

pub use asking::Pages;
pub use audit::{AllowedTables, Audit};
pub use finding::{
    Admin, Cell, Cells, Excess, Extra, Finding, Line, Reason, Risk, Verdict, VerdictMark, Who,
};
pub use need::{AT_ONCE, Checkup, Hints, Need, Tell, lines};
