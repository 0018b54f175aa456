//! The two commands that cross the border.

use runtime::desk::Desk;
use setup::Intent;
use tauri::State;
use tauri::ipc::Channel;
use view::types::Shown;

/// The window is there: it gets the present View at once, and a new one whenever something happens
/// by itself.
#[tauri::command]
pub fn open(views: Channel<Shown>, desk: State<'_, Desk>) {
    desk.watch(move |shown| {
        // A window that is gone misses nothing.
        let _ = views.send(shown);
    });
}

/// A person did something, and sees what came of it. As an answer it is there in one trip: a large
/// one through the channel takes three.
#[tauri::command]
pub async fn act(intent: Intent, desk: State<'_, Desk>) -> Result<Shown, ()> {
    Ok(desk.act(intent))
}
