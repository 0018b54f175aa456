//! What is asked for on a command line, by support staff and by the uninstaller; opens no window.

use std::ffi::OsStr;
use std::io::Write as _;
use std::process::ExitCode;

use assistant::vault::Vault;
use assistant::view::self_test;

use crate::console;

/// None: nothing of that kind is asked for.
pub fn asked(argument: Option<&OsStr>) -> Option<ExitCode> {
    let works = match argument?.to_str()? {
        "--self-test" => with_a_console(proofs()),
        "--forget-keys" => with_a_console(forget()),
        _ => return None,
    };
    Some(if works { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn with_a_console(work: impl Future<Output = bool>) -> bool {
    console::attach();
    tauri::async_runtime::block_on(work)
}

async fn proofs() -> bool {
    say(&self_test::heading());
    let vault = Vault::system();
    let works = assistant::self_test::run(&vault, |proof| say(&self_test::line(proof))).await;
    say(self_test::verdict(works));
    works
}

async fn forget() -> bool {
    let outcome = Vault::system().remove_all().await;
    say(&self_test::forgotten(outcome));
    outcome.is_ok()
}

/// Where nobody listens, the exit code tells.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
