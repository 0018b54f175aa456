//! The two commands that cross the border.

use assistant::desk::Desk;
use assistant::setup::Intent;
use assistant::view::types::View;
use tauri::State;
use tauri::ipc::Channel;

/// The window is there: it gets the present View at once and a new one after every change.
#[tauri::command]
pub fn open(views: Channel<View>, desk: State<'_, Desk>) {
    desk.watch(move |view| {
        // A window that is gone misses nothing.
        let _ = views.send(view);
    });
}

/// A person did something.
#[tauri::command]
pub async fn act(intent: Intent, desk: State<'_, Desk>) -> Result<(), ()> {
    desk.act(intent);
    Ok(())
}
