//! What the stores of the three systems are asked beside the store's own questions.

use std::sync::Arc;

use keyring_core::CredentialStore;

use setup::outside::{Keeper, VaultFault};

type Result<T> = std::result::Result<T, VaultFault>;

#[cfg(target_os = "linux")]
pub fn open_system() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(windows)]
pub fn open_system() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
}

#[cfg(target_os = "macos")]
pub fn open_system() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

/// gnome-keyring can have its default collection point at the one that lives in memory: a
/// test of writing and reading passes, and everything is gone after the session.
pub fn outlives_the_session(system: bool) -> Result<()> {
    match system.then(default_keyring).flatten() {
        Some(found) if found.path.ends_with("/collection/session") => Err(VaultFault::SessionOnly),
        // "/": there is none yet. The first write makes one, or says why not. Other
        // failures come again, and are named, when the store is opened.
        _ => Ok(()),
    }
}

/// KeePassXC finds nothing while its database is closed or locked: that an item is not found
/// does not mean that it is gone.
pub fn nothing_is_hidden(system: bool) -> Result<()> {
    match system.then(default_keyring).flatten() {
        Some(found) if found.path == "/" => Err(VaultFault::NoCollection),
        Some(found) if found.locked => Err(VaultFault::Locked),
        _ => Ok(()),
    }
}

/// The Secret Service's default collection.
struct DefaultKeyring {
    path: String,
    locked: bool,
}

#[cfg(target_os = "linux")]
fn default_keyring() -> Option<DefaultKeyring> {
    use zbus::zvariant::{OwnedObjectPath, OwnedValue};

    let secrets = Some("org.freedesktop.secrets");
    let bus = zbus::blocking::Connection::session().ok()?;
    let service = Some("org.freedesktop.Secret.Service");
    let reply = bus
        .call_method(secrets, "/org/freedesktop/secrets", service, "ReadAlias", &"default")
        .ok()?;
    let path: OwnedObjectPath = reply.body().deserialize().ok()?;
    let properties = Some("org.freedesktop.DBus.Properties");
    let locked = ("org.freedesktop.Secret.Collection", "Locked");
    let locked = bus
        .call_method(secrets, &path, properties, "Get", &locked)
        .ok()
        .and_then(|reply| reply.body().deserialize::<OwnedValue>().ok())
        .and_then(|value| bool::try_from(value).ok());
    Some(DefaultKeyring { path: path.to_string(), locked: locked == Some(true) })
}

#[cfg(not(target_os = "linux"))]
fn default_keyring() -> Option<DefaultKeyring> {
    None
}

/// The bus' own name for the keychain's present service. The bus itself answers.
#[cfg(target_os = "linux")]
pub fn service() -> Option<String> {
    owner(&zbus::blocking::Connection::session().ok()?, "org.freedesktop.secrets")
}

#[cfg(target_os = "linux")]
fn owner(bus: &zbus::blocking::Connection, name: &str) -> Option<String> {
    let driver = Some("org.freedesktop.DBus");
    let reply =
        bus.call_method(driver, "/org/freedesktop/DBus", driver, "GetNameOwner", &name).ok()?;
    reply.body().deserialize().ok()
}

/// Whose the service is: by another name that the same program has on the bus, which also tells
/// one in a sandbox, or by the program's own name. The bus itself answers.
#[cfg(target_os = "linux")]
pub fn keeper(system: bool) -> Keeper {
    let is_keepassxc = || {
        let bus = zbus::blocking::Connection::session().ok()?;
        let secrets = owner(&bus, "org.freedesktop.secrets")?;
        if owner(&bus, "org.keepassxc.KeePassXC.MainWindow").as_ref() == Some(&secrets) {
            return Some(true);
        }
        let driver = Some("org.freedesktop.DBus");
        let process = "GetConnectionUnixProcessID";
        let reply =
            bus.call_method(driver, "/org/freedesktop/DBus", driver, process, &secrets).ok()?;
        let id: u32 = reply.body().deserialize().ok()?;
        let program = std::fs::read_to_string(format!("/proc/{id}/comm")).ok()?;
        Some(program.trim().eq_ignore_ascii_case("keepassxc"))
    };
    if system && is_keepassxc() == Some(true) { Keeper::KeePassXc } else { Keeper::Other }
}

#[cfg(not(target_os = "linux"))]
pub fn keeper(_: bool) -> Keeper {
    Keeper::Other
}

#[cfg(not(target_os = "linux"))]
pub fn service() -> Option<String> {
    None
}
