// No console window beside the program on Windows.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

fn main() -> tauri::Result<()> {
    keywright::run()
}
