//! Connects the window with the assistant; decides nothing.

mod commands;
mod console;
mod courier;
#[cfg(debug_assertions)]
mod stand_in;
mod standing;
mod support;
mod updates;
mod window;

use std::time::Duration;

use ground::secret::Secret;
use runtime::desk::{Desk, Start};
use runtime::journal;
use system::already::{self, Already};
use system::clipboard::Clipboard;
use system::vault::Vault;
use tauri::{Manager, RunEvent};

pub use support::asked;

/// Opens the window and stays until it is closed.
pub fn run() -> tauri::Result<()> {
    window::choose_renderer();
    leave_no_core();
    let context = tauri::generate_context!();
    let builder = match already::ask(&context.config().identifier) {
        Already::Shown => return Ok(()),
        // First of all, so that a second start ends before it opens anything.
        Already::No => tauri::Builder::default()
            .plugin(tauri_plugin_single_instance::init(|app, _, _| window::show(app))),
        // Its journal is held by whoever does not answer, and then this one says so.
        Already::Silent => tauri::Builder::default(),
    };
    let app = builder
        .invoke_handler(tauri::generate_handler![commands::open, commands::act])
        .setup(|app| {
            let updates = updates::known(app.handle())?;
            // Where the keys are: on Windows the other one roams, and they do not.
            let folder = app.path().app_local_data_dir()?;
            journal::bring(&app.path().app_data_dir()?, &folder);
            app.manage(standing::Kept::read(&folder));
            let start = Start {
                folder,
                // A Linux session without a desktop's own folders names none.
                downloads: app.path().download_dir().or_else(|_| app.path().home_dir())?,
                vault: Vault::system(),
                clipboard: Clipboard::start(),
                window: standing::frame(app.handle()),
                client_id: option_env!("KEYWRIGHT_CLIENT_ID").map(Secret::new),
                web_view: tauri::webview_version().ok(),
                updates,
                policy: updates::policy_folder(),
            };
            app.manage(tauri::async_runtime::block_on(async { Desk::start(start) }));
            window::open(app.handle())?;
            Ok(())
        })
        .build(context)?;
    app.run(|app, event| {
        if let RunEvent::Exit = event {
            app.state::<standing::Kept>().write();
            let desk = app.state::<Desk>().inner().clone();
            // No window is left to say in what came of it.
            let _ = tauri::async_runtime::block_on(desk.close(Duration::from_secs(3)));
        }
    });
    Ok(())
}

/// What the system writes when a program crashes would hold the keys in its memory. On Linux
/// the web view's processes inherit this.
#[cfg(unix)]
fn leave_no_core() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // To lower a limit is always allowed.
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
}

/// Windows writes one only where somebody has set it to.
#[cfg(not(unix))]
fn leave_no_core() {}
