//! The one window.

use runtime::desk::Desk;
use system::place;
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindowBuilder, WindowEvent};

use crate::standing::{self, NAME};

/// Longer than a second start waits for an answer.
const HANGS_AFTER: std::time::Duration = std::time::Duration::from_secs(10);

/// On a Linux machine without a graphics device WebKit's DMABUF renderer only costs time
/// and memory (measured: `make bench`), so it is left out there.
#[cfg(target_os = "linux")]
pub fn choose_renderer() {
    const OFF: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    let has_device = std::fs::read_dir("/dev/dri").is_ok_and(|nodes| {
        nodes.flatten().any(|node| node.file_name().to_string_lossy().starts_with("renderD"))
    });
    if !has_device && std::env::var_os(OFF).is_none() {
        // SAFETY: the first thing main does; no other thread exists yet to read the environment.
        #[allow(unsafe_code, reason = "WebKit reads this from the environment alone")]
        unsafe {
            std::env::set_var(OFF, "1");
        }
    }
}

#[cfg(not(target_os = "linux"))]
pub fn choose_renderer() {}

pub fn open(app: &AppHandle) -> tauri::Result<()> {
    let size = |(width, height): (u32, u32)| (f64::from(width), f64::from(height));
    let (width, height) = size(place::USUAL);
    let (least_width, least_height) = size(place::SMALLEST);
    let window = WebviewWindowBuilder::new(app, NAME, WebviewUrl::default())
        .title("Keywright")
        .inner_size(width, height)
        .min_inner_size(least_width, least_height)
        // Shown once it stands where it stood last.
        .visible(false)
        // The page never goes anywhere; links open in the browser, after a check, by Rust.
        .on_navigation(|url| url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost"))
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    standing::restore(&window);
    window.show()?;
    let seen = window.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { api, .. } = event {
            api.prevent_close();
            seen.state::<Desk>().ask_to_close();
        }
        if matches!(event, WindowEvent::Moved(_) | WindowEvent::Resized(_)) {
            standing::seen(&seen);
        }
    });
    Ok(())
}

/// Somebody started Keywright again: they get the window that is there.
pub fn show(app: &AppHandle) {
    // None yet, if both were started in the same moment: it is about to come.
    if let Some(window) = app.get_webview_window(NAME) {
        // A desktop that refuses shows the window in its own list of windows.
        let _ = window.unminimize();
        let _ = window.set_focus();
        // A window that hangs shows nothing. No answer until it has done so: then whoever asked
        // gives up, and says that this one holds the journal.
        let (tell, told) = std::sync::mpsc::channel();
        let asked = app.run_on_main_thread(move || {
            let _ = tell.send(());
        });
        if asked.is_ok() {
            let _ = told.recv_timeout(HANGS_AFTER);
        }
    }
}
