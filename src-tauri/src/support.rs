//! What is asked for on a command line, by support staff and by the uninstaller; opens no window.

use std::ffi::OsString;
use std::io::{IsTerminal as _, Write as _, stdin};
use std::process::ExitCode;

use runtime::self_test::lines;
use system::vault::Vault;

use crate::console;

/// None: nothing of that kind is asked for.
pub fn asked(mut arguments: impl Iterator<Item = OsString>) -> Option<ExitCode> {
    let asked = arguments.next()?;
    let works = match asked.to_str()? {
        "--self-test" => with_a_console(proofs()),
        "--forget-keys" => {
            let sure = arguments.next().is_some_and(|argument| argument == "--yes");
            with_a_console(forget(sure))
        }
        _ => return None,
    };
    Some(if works { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn with_a_console(work: impl Future<Output = bool>) -> bool {
    console::attach();
    tauri::async_runtime::block_on(work)
}

async fn proofs() -> bool {
    say(&lines::heading());
    let vault = Vault::system();
    let works = runtime::self_test::run(&vault, |proof| say(&lines::line(proof))).await;
    say(lines::verdict(works));
    works
}

/// `sure`: said so on the command line, as the uninstaller does. Else a person is asked, where one
/// sits at a terminal: any program can start this one.
async fn forget(sure: bool) -> bool {
    if !sure && !is_confirmed() {
        say(lines::FORGET_REFUSED);
        return false;
    }
    let vault = Vault::system();
    // Before: one that is gone has no name any more.
    let keeper = vault.keeper().await;
    let outcome = vault.remove_all().await;
    let worked = outcome.is_ok();
    say(&lines::forgotten(outcome, keeper));
    worked
}

fn is_confirmed() -> bool {
    if !stdin().is_terminal() {
        return false;
    }
    say(lines::FORGET_QUESTION);
    let mut answer = String::new();
    stdin().read_line(&mut answer).is_ok() && answer.trim().eq_ignore_ascii_case("yes")
}

/// Where nobody listens, the exit code tells.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
