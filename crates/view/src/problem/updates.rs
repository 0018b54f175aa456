//! Why there is no newer version now. In each case: nothing was installed.

use super::noun::Problem;
use setup::{Intent, UpdatePress};
use updates::Fault;

const NOTHING: &str = "Nothing was installed.";
const TELL: &str = "Tell whoever gave you Keywright.";

pub fn update(fault: Fault) -> Problem {
    let with = |title: &str, why: &str, todo: &[&str]| {
        Problem::new(fault.name(), title, format!("{why} {NOTHING}")).todo(todo)
    };
    let problem = match fault {
        Fault::NotReached => with(
            "The update server could not be reached",
            "It did not answer, or its certificate is not one this computer trusts.",
            &["Check the network or VPN, then look again."],
        ),
        Fault::TooSlow => with(
            "The update server did not answer in time",
            "It may be busy, or a firewall may hold the request.",
            &["Look again later."],
        ),
        Fault::Refused { .. } => with(
            "The update server answered with an error",
            "It was reached, and could not say what is new.",
            &["Look again later."],
        ),
        Fault::NotUnderstood => with(
            "The update server's answer was not understood",
            "A sign-in page of this network may have answered in its place.",
            &["Sign in to the network, then look again."],
        ),
        Fault::TooLarge => with(
            "The update server sent more than an update can be",
            "Keywright stopped before all of it had arrived.",
            &[TELL],
        ),
        Fault::Elsewhere => with(
            "The update server pointed to another place",
            "Keywright takes updates from one server alone, and follows nothing to another.",
            &[TELL],
        ),
        Fault::NoPackage => with(
            "The newer version is not there for this computer",
            "A newer version was announced, without a package for this kind of system.",
            &["Look again later."],
        ),
        Fault::Unsigned => with(
            "The update carries no signature",
            "Every update is signed by Keywright's makers. This one is not.",
            &["Do not install it by hand.", TELL],
        ),
        Fault::NotOurs => with(
            "The update was not made by Keywright's makers",
            "Its signature does not fit: it was changed on the way, or somebody else made it.",
            &["Do not install it by hand.", TELL],
        ),
        Fault::OtherPackage => with(
            "The update is not what the server announced",
            "Its signature is for another version, product or system.",
            &["Do not install it by hand.", TELL],
        ),
        Fault::Older => with(
            "An older version was announced as a newer one",
            "Its signature says how old it is. Weaknesses mended since would come back.",
            &["Do not install it by hand.", TELL],
        ),
        Fault::BrokenOff => with(
            "The update did not arrive whole",
            "The connection ended before the last part.",
            &["Look again."],
        ),
        Fault::Disk => with(
            "The update could not be written to disk",
            "The disk is full, or Keywright may not write there.",
            &["Make room on the disk, then look again."],
        ),
        Fault::NotInstalled => with(
            "The update could not be installed",
            "The system did not let Keywright replace itself. The version you have still works.",
            &["Look again, or ask an administrator of this computer to install it."],
        ),
        Fault::KeychainBusy => with(
            "The keychain has not answered yet",
            "Keywright restarts only when your keys are in it.",
            &["Unlock the keychain, then look again."],
        ),
    };
    Problem { status: fault.status(), ..problem }
        .mend("Look again", Intent::Update(UpdatePress::LookForUpdate))
}
