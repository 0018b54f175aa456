//! The self-test's lines, for a console and for a support ticket.

use std::fmt::Write as _;

use super::{Item, Proof};
use setup::machine::Machine;
use setup::outside::{Keeper, VaultFault};
use system::machine;
use view::problem;

/// Which Keywright, on what.
pub fn heading() -> String {
    let Machine { system, version, architecture, .. } = machine::here(None);
    let version = version.map(|version| format!(" {version}")).unwrap_or_default();
    format!("Keywright {} on {system}{version}, {architecture}", env!("CARGO_PKG_VERSION"))
}

/// One line; the cause's own name stands last, for support.
pub fn line(proof: &Proof) -> String {
    let item = name(proof.item);
    let Some(problem) = &proof.problem else { return format!("ok      {item}") };
    let mut line = format!("FAILED  {item}: {}. {} [{}", problem.title, problem.why, problem.cause);
    if let Some(technical) = problem.technical.as_ref().filter(|text| **text != problem.cause) {
        let _ = write!(line, ": {technical}");
    }
    line.push(']');
    // What came from a file or a system may hold anything.
    line.replace(|c: char| c.is_control(), " ")
}

pub fn verdict(works: bool) -> &'static str {
    if works {
        "Everything Keywright stands on works here."
    } else {
        "Something does not work here."
    }
}

/// After `--forget-keys`.
pub fn forgotten(outcome: Result<usize, VaultFault>, keeper: Keeper) -> String {
    let name = problem::keychain_name();
    let left = keeper.leaves().map(|left| format!("\n        {}", left.replace("**", "")));
    let left = left.filter(|_| outcome.is_ok()).unwrap_or_default();
    let said = match outcome {
        Ok(0) => format!("ok      Keywright has nothing in the {name}"),
        Ok(1) => format!("ok      1 item of Keywright removed from the {name}"),
        Ok(count) => format!("ok      {count} items of Keywright removed from the {name}"),
        Err(fault) => {
            let problem = view::problem::of_keychain(fault);
            format!("FAILED  {}. {} [{}]", problem.title, problem.why, problem.cause)
        }
    };
    said + &left
}

/// Before `--forget-keys`, where somebody can answer; and where nobody can.
pub const FORGET_QUESTION: &str = "This removes every key of Keywright from this computer's keychain. ConnectWise does not show a private key again. Type yes to remove them:";
pub const FORGET_REFUSED: &str =
    "Nothing was removed. To remove every key of Keywright without a question, add --yes.";

fn name(item: Item) -> String {
    match item {
        Item::Keychain => {
            format!("Keychain: an item written, read back, removed ({})", problem::keychain_name())
        }
        Item::Progress => "Progress: saved and read back, in a temporary folder".into(),
        Item::Integrations => "Products: all that are built in can be read".into(),
        Item::Http => "HTTP: signed in to a practice server on this computer".into(),
        Item::Tls => "TLS: signed in to it through a certificate made for this test".into(),
        Item::Stranger => "TLS: refused when nobody vouches for that certificate".into(),
    }
}
