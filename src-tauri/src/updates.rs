//! Where newer versions of Keywright are looked for, and by which key they are proved: both are
//! given when a release is built. A build without them has no updates at all.

use std::sync::Arc;

use serde_json::{Value, json};
use tauri::plugin::{Plugin, TauriPlugin};
use tauri::{AppHandle, RunEvent, Wry};
use updates::{About, Kind, Updates};
use url::Url;

use crate::courier::{ByPlugin, UpdateSource};

/// Updates as this build knows them, with the plugin behind them.
pub fn known(app: &AppHandle) -> Result<Option<Updates>, Box<dyn std::error::Error>> {
    let Some(place) = place(app) else { return Ok(None) };
    let about = About { version: app.package_info().version.clone(), kind: place.kind };
    let config = json!({
        "endpoints": [place.at],
        "pubkey": place.key,
        "requireSignedVersion": true,
        "allowDowngrades": false,
        // A bar to look at, and words where it cannot: the window is gone by then.
        "windows": { "installMode": "passive" },
        "dangerousInsecureTransportProtocol": place.rehearsal,
    });
    app.plugin(WithoutCommands(tauri_plugin_updater::Builder::new().build(), config))?;
    let courier = Arc::new(ByPlugin::new(app.clone(), place, about.clone()));
    Ok(Some(Updates { about, courier }))
}

pub fn policy_folder() -> std::path::PathBuf {
    #[cfg(debug_assertions)]
    if let Some(folder) = crate::stand_in::policy_folder() {
        return folder;
    }
    updates::policy_folder()
}

/// The build's own. `build.rs` has seen that both are there and that the address is https.
fn place(app: &AppHandle) -> Option<UpdateSource> {
    #[cfg(debug_assertions)]
    if let Some(place) = crate::stand_in::place() {
        return Some(place);
    }
    let given = |value: Option<&'static str>| value.filter(|value| !value.is_empty());
    Some(UpdateSource {
        at: Url::parse(given(option_env!("KEYWRIGHT_UPDATE_URL"))?).ok()?,
        key: given(option_env!("KEYWRIGHT_UPDATE_KEY"))?.to_owned(),
        kind: kind(app)?,
        rehearsal: false,
    })
}

/// What the bundler wrote into the program. APPIMAGE in the environment, which names the file that
/// is to be replaced, says nothing alone: a terminal that is an AppImage hands its own on. One
/// built from source belongs to whoever built it.
#[cfg(target_os = "linux")]
fn kind(app: &AppHandle) -> Option<Kind> {
    use tauri::Manager as _;
    use tauri::utils::config::BundleType;
    match tauri::utils::platform::bundle_type()? {
        BundleType::Deb => Some(Kind::Deb),
        BundleType::Rpm => Some(Kind::Rpm),
        BundleType::AppImage => app.env().appimage.map(|_| Kind::AppImage),
        _ => None,
    }
}

/// Elsewhere there is one way.
#[cfg(not(target_os = "linux"))]
fn kind(_: &AppHandle) -> Option<Kind> {
    Some(if cfg!(windows) { Kind::Setup } else { Kind::App })
}

/// The plugin without the commands it brings for pages: it is used from here alone. And its
/// configuration is made here, not read from a file.
struct WithoutCommands(TauriPlugin<Wry, tauri_plugin_updater::Config>, Value);

impl Plugin<Wry> for WithoutCommands {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn initialize(&mut self, app: &AppHandle, _: Value) -> Result<(), Box<dyn std::error::Error>> {
        self.0.initialize(app, self.1.clone())
    }

    fn on_event(&mut self, app: &AppHandle, event: &RunEvent) {
        self.0.on_event(app, event);
    }
}
