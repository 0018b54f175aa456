use tauri_build::{AppManifest, Attributes, WindowsAttributes};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    updates_are_whole()?;
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

/// Where updates come from and what proves them belong together, and go over https alone: a
/// release with one of them wrong could never be put right by an update.
fn updates_are_whole() -> Result<(), String> {
    let given = |name: &str| {
        println!("cargo::rerun-if-env-changed={name}");
        std::env::var(name).ok().filter(|value| !value.is_empty())
    };
    match (given("KEYWRIGHT_UPDATE_URL"), given("KEYWRIGHT_UPDATE_KEY")) {
        (None, None) => Ok(()),
        (Some(url), Some(_)) if url.starts_with("https://") => Ok(()),
        (Some(_), Some(_)) => Err("KEYWRIGHT_UPDATE_URL does not start with https://".into()),
        _ => {
            Err("KEYWRIGHT_UPDATE_URL and KEYWRIGHT_UPDATE_KEY are given together or not at all"
                .into())
        }
    }
}
