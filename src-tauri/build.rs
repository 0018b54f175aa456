use tauri_build::{AppManifest, Attributes};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The capabilities pattern: Tauri looks beside Cargo.toml, the files are in src-tauri.
    // The commands: without this list every page could call any command.
    tauri_build::try_build(
        Attributes::new()
            .capabilities_path_pattern("src-tauri/capabilities/*.json")
            .app_manifest(AppManifest::new().commands(&["open", "act"])),
    )?;
    Ok(())
}
