//! Where the texts come from: this process' environment, and the registry of Windows. macOS
//! keeps its own in a store that only code marked as unsafe reads: the client library does that.

use super::texts::{Texts, Windows};

pub(super) fn texts() -> Texts {
    let value = |name| Some(std::env::var_os(name)?.to_string_lossy().into_owned());
    let set = |name| Some((name, value(name)?));
    let names = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
    let no_proxy = ["NO_PROXY", "no_proxy"].into_iter().find_map(value);
    Texts {
        environment: names.into_iter().filter_map(set).collect(),
        no_proxy: no_proxy.unwrap_or_default(),
        windows: windows(),
    }
}

#[cfg(not(windows))]
fn windows() -> Option<Windows> {
    None
}

/// Of this person; of the computer where a policy says so ("Make proxy settings per-machine").
#[cfg(windows)]
fn windows() -> Option<Windows> {
    use windows_registry::{CURRENT_USER, Key, LOCAL_MACHINE};

    const SETTINGS: &str = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings";
    const POLICY: &str = r"Software\Policies\Microsoft\Windows\CurrentVersion\Internet Settings";
    let per_machine = LOCAL_MACHINE
        .open(POLICY)
        .and_then(|policy| policy.get_u32("ProxySettingsPerUser"))
        .is_ok_and(|per_user| per_user == 0);
    let hive = if per_machine { LOCAL_MACHINE } else { CURRENT_USER };
    let settings = hive.open(SETTINGS).ok()?;
    let text = |name| settings.get_string(name).unwrap_or_default();
    let bytes = |hive: &Key, name: &str| {
        let connections = hive.open(format!(r"{SETTINGS}\Connections"));
        let value = connections.and_then(|connections| connections.get_value(name));
        value.map(|value| value.to_vec()).unwrap_or_default()
    };
    Some(Windows {
        enabled: settings.get_u32("ProxyEnable").ok().map(|enabled| enabled != 0),
        server: text("ProxyServer"),
        not_for: text("ProxyOverride"),
        script: text("AutoConfigURL"),
        connection: bytes(hive, "DefaultConnectionSettings"),
        services: bytes(LOCAL_MACHINE, "WinHttpSettings"),
    })
}
