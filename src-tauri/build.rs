use tauri_build::{AppManifest, Attributes, WindowsAttributes};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let manifest = include_str!("../packaging/windows/keywright.manifest");
    // The capabilities pattern: Tauri looks beside Cargo.toml, the files are in src-tauri.
    // The commands: without this list every page could call any command.
    tauri_build::try_build(
        Attributes::new()
            .windows_attributes(
                WindowsAttributes::new_without_app_manifest().app_manifest(manifest),
            )
            .capabilities_path_pattern("src-tauri/capabilities/*.json")
            .app_manifest(AppManifest::new().commands(&["open", "act"])),
    )?;
    Ok(())
}
