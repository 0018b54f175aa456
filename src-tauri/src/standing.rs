//! Where the window stands and what it is asked for: carries out, decides nothing.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use runtime::desk::Frame;
use setup::{Able, Hiding, Wish};
use system::place::{self, Place, Remembered, Screen, Standing};
use tauri::window::Monitor;
use tauri::{AppHandle, LogicalSize, Manager, PhysicalPosition, WebviewWindow};

/// The one window, as Tauri calls it.
pub const NAME: &str = "main";

/// What is known of the window's place, and the folder it is remembered in.
pub struct Kept {
    folder: PathBuf,
    standing: Mutex<Standing>,
}

impl Kept {
    pub fn read(folder: &Path) -> Self {
        let standing = Mutex::new(Standing::new(place::read(folder)));
        Self { folder: folder.to_owned(), standing }
    }

    pub fn write(&self) {
        if let Some(remembered) = self.with(|standing| standing.to_remember()) {
            place::write(&self.folder, remembered);
        }
    }

    /// Nothing may be asked of the window meanwhile: it answers from the thread that reports
    /// its moves, which waits here.
    fn with<T>(&self, look: impl FnOnce(&mut Standing) -> T) -> T {
        look(&mut self.standing.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What the window can do on this system, and the hand that does it.
pub fn frame(app: &AppHandle) -> Frame {
    let app = app.clone();
    let closing = app.clone();
    Frame {
        able: Able { beside: true, on_top: !on_wayland(), hiding: hiding() },
        carry_out: Box::new(move |wish| {
            app.get_webview_window(NAME).is_some_and(|window| carry_out(&window, wish).is_ok())
        }),
        close: Box::new(move || {
            if let Some(window) = closing.get_webview_window(NAME) {
                // Unlike `close`, this does not ask again.
                let _ = window.destroy();
            }
        }),
    }
}

/// There a program cannot keep its window on top: GTK knows no way to ask for it.
fn on_wayland() -> bool {
    let session = std::env::var_os("WAYLAND_DISPLAY").is_some_and(|name| !name.is_empty());
    let backend = std::env::var("GDK_BACKEND").unwrap_or_default();
    cfg!(target_os = "linux") && session && !backend.starts_with("x11")
}

/// Linux has no such thing; on macOS newer programs that share a screen show the window all the
/// same.
fn hiding() -> Option<Hiding> {
    if cfg!(windows) {
        Some(Hiding::Whole)
    } else if cfg!(target_os = "macos") {
        Some(Hiding::Partial)
    } else {
        None
    }
}

fn carry_out(window: &WebviewWindow, wish: Wish) -> tauri::Result<()> {
    match wish {
        Wish::KeepOnTop(on) => window.set_always_on_top(on),
        Wish::HideFromCapture(on) => window.set_content_protected(on),
        Wish::Beside(true) => beside(window),
        Wish::Beside(false) => whole(window),
    }
}

fn beside(window: &WebviewWindow) -> tauri::Result<()> {
    let monitor = window.current_monitor()?.or(window.primary_monitor()?);
    let Some(screen) = monitor.as_ref().map(screen) else { return Ok(()) };
    let frame = frame_around(window)?;
    let place = window.state::<Kept>().with(|standing| standing.go_beside(screen, frame));
    if window.is_maximized()? {
        window.unmaximize()?;
    }
    put(window, place)
}

/// What the desktop draws around the inside, in pixels.
fn frame_around(window: &WebviewWindow) -> tauri::Result<(u32, u32)> {
    let (inside, outside) = (window.inner_size()?, window.outer_size()?);
    let frame = |outside: u32, inside: u32| outside.saturating_sub(inside);
    Ok((frame(outside.width, inside.width), frame(outside.height, inside.height)))
}

fn whole(window: &WebviewWindow) -> tauri::Result<()> {
    let screens = screens(window)?;
    match window.state::<Kept>().with(Standing::go_back) {
        Some(remembered) => put_back(window, remembered, &screens),
        None => Ok(()),
    }
}

/// As it stood at the end of the last run, where that was understood.
pub fn restore(window: &WebviewWindow) {
    let remembered = window.state::<Kept>().with(|standing| standing.to_remember());
    if let (Some(remembered), Ok(screens)) = (remembered, screens(window)) {
        // Otherwise it stands where the desktop puts it.
        let _ = put_back(window, remembered, &screens);
    }
}

/// The window was moved, or its size changed.
pub fn seen(window: &WebviewWindow) {
    let look = || -> tauri::Result<(Place, bool, bool)> {
        let (at, size) = (window.outer_position()?, window.inner_size()?);
        let size: LogicalSize<u32> = size.to_logical(window.scale_factor()?);
        let place = Place { x: at.x, y: at.y, width: size.width, height: size.height };
        Ok((place, window.is_maximized()?, window.is_minimized()?))
    };
    // On Windows a minimised window stands at -32000.
    if let Ok((place, maximised, false)) = look() {
        window.state::<Kept>().with(|standing| standing.seen(place, maximised));
    }
    if let Ok(frame) = frame_around(window)
        && window.state::<Kept>().with(|standing| standing.is_beside_with_another(frame))
    {
        let _ = beside(window);
    }
}

fn put_back(
    window: &WebviewWindow,
    remembered: Remembered,
    screens: &[Screen],
) -> tauri::Result<()> {
    put(window, place::fitted(remembered.place, screens))?;
    if remembered.maximised { window.maximize() } else { Ok(()) }
}

/// The place first: on another screen the size may count in other pixels.
fn put(window: &WebviewWindow, place: Place) -> tauri::Result<()> {
    window.set_position(PhysicalPosition::new(place.x, place.y))?;
    window.set_size(LogicalSize::new(place.width, place.height))
}

/// The first screen comes first.
fn screens(window: &WebviewWindow) -> tauri::Result<Vec<Screen>> {
    let first = window.primary_monitor()?;
    Ok(first.iter().chain(&window.available_monitors()?).map(screen).collect())
}

fn screen(monitor: &Monitor) -> Screen {
    let area = monitor.work_area();
    Screen {
        x: area.position.x,
        y: area.position.y,
        width: area.size.width,
        height: area.size.height,
        scale: monitor.scale_factor(),
    }
}
