// No console window beside the program on Windows.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> tauri::Result<ExitCode> {
    if let Some(code) = keywright::asked(std::env::args_os().skip(1)) {
        return Ok(code);
    }
    keywright::run()?;
    Ok(ExitCode::SUCCESS)
}
