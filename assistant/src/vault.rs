//! The OS keychain: one item per connection, written, read back and compared before
//! anything says "saved".
//!
//! Each call runs on a thread of its own: a keychain may wait for a person's password, or
//! hang for ever. Deliberately absent: a plain file, and the kernel's keyring, which is
//! gone at reboot.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use keyring_core::{CredentialStore, Error};
use rand::Rng;
use rand::distr::Alphanumeric;
use tokio::sync::oneshot;

use crate::secret::Secret;

/// How the OS' own tools find the items.
pub const SERVICE: &str = "app.keywright.desktop";
/// Windows takes 2,560 bytes; the rest is for what its store adds.
pub const LARGEST_ITEM: usize = 2048;
/// A person may be typing the keychain's password meanwhile.
const LONGEST: Duration = Duration::from_secs(120);
/// After this long a person is told what is being waited for.
pub const TELL_AFTER: Duration = Duration::from_secs(5);

/// Why the keychain cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VaultFault {
    /// No session bus: a Linux session without D-Bus.
    NoBus,
    /// Nothing offers the Secret Service.
    NoService,
    /// A service without a default collection (KeePassXC with no database exposed).
    NoCollection,
    /// Locked, and the prompt was dismissed or could not be shown.
    Locked,
    /// The keychain was restarted meanwhile; opening it anew mends that.
    Restarted,
    NoAnswer,
    /// What was written would be gone after the session.
    SessionOnly,
    /// What was read back is not what was written.
    Differs,
    TooLarge,
    Other,
}

type Result<T> = std::result::Result<T, VaultFault>;
type Open = fn() -> keyring_core::Result<Arc<CredentialStore>>;

/// The keychain. Cheap to clone; opened anew for every call, since a handle does not
/// outlive a restart of the keychain's own service.
#[derive(Clone, Copy)]
pub struct Vault {
    open: Open,
}

impl Vault {
    /// The operating system's own.
    pub fn system() -> Self {
        Self { open: open_system }
    }

    /// Any other store: tests use keyring-core's mock.
    pub fn opened_by(open: Open) -> Self {
        Self { open }
    }

    /// What people call it on this system.
    pub fn name() -> &'static str {
        if cfg!(windows) {
            "Windows Credential Manager"
        } else if cfg!(target_os = "macos") {
            "macOS Keychain"
        } else {
            "password store of this computer (Secret Service)"
        }
    }

    /// Writes, reads through a second, freshly opened store, compares, deletes, and looks
    /// whether it is gone. Done before ConnectWise shows a key that shows only once.
    pub async fn prove(self) -> Result<()> {
        self.on_a_thread(move || {
            outlives_the_session()?;
            let account = format!("proof-{}", random(8));
            let written = Secret::new(random(32));
            let proof = (|| {
                write(self.open, &account, "Keywright: test, can be deleted", &written)?;
                match read(self.open, &account)? {
                    Some(read) if read == written => Ok(()),
                    _ => Err(VaultFault::Differs),
                }
            })();
            // Gone again, whatever came of it.
            let removed = remove(self.open, &account);
            proof.and(removed)?;
            match read(self.open, &account)? {
                None => Ok(()),
                Some(_) => Err(VaultFault::Differs),
            }
        })
        .await
    }

    /// Writes an item, reads it back through another handle, and compares.
    pub async fn put(self, account: String, label: String, item: Secret) -> Result<()> {
        if item.expose().len() > LARGEST_ITEM {
            return Err(VaultFault::TooLarge);
        }
        self.on_a_thread(move || {
            write(self.open, &account, &label, &item)?;
            match read(self.open, &account)? {
                Some(read) if read == item => Ok(()),
                _ => Err(VaultFault::Differs),
            }
        })
        .await
    }

    pub async fn get(self, account: String) -> Result<Option<Secret>> {
        self.on_a_thread(move || read(self.open, &account)).await
    }

    /// Removes an item; one that is not there is as good as removed.
    pub async fn remove(self, account: String) -> Result<()> {
        self.on_a_thread(move || remove(self.open, &account)).await
    }

    async fn on_a_thread<T: Send + 'static>(
        self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (tell, told) = oneshot::channel();
        let spawned = std::thread::Builder::new().name("keychain".into()).spawn(move || {
            // Nobody may be waiting any more: then the outcome has no reader.
            let _ = tell.send(work());
        });
        if spawned.is_err() {
            return Err(VaultFault::Other);
        }
        match tokio::time::timeout(LONGEST, told).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => Err(VaultFault::Other),
            Err(_) => Err(VaultFault::NoAnswer),
        }
    }
}

fn random(length: usize) -> String {
    rand::rng().sample_iter(Alphanumeric).take(length).map(char::from).collect()
}

fn entry(open: Open, account: &str, label: &str) -> Result<keyring_core::Entry> {
    let store = open().map_err(fault)?;
    // Windows would roam the item to other computers unless told not to.
    let modifiers = if cfg!(windows) {
        HashMap::from([("persistence", "Local")])
    } else if cfg!(target_os = "linux") {
        HashMap::from([("label", label)])
    } else {
        HashMap::new()
    };
    let modifiers = if store.vendor().starts_with("Mock") { None } else { Some(&modifiers) };
    store.build(SERVICE, account, modifiers).map_err(fault)
}

fn write(open: Open, account: &str, label: &str, item: &Secret) -> Result<()> {
    entry(open, account, label)?.set_secret(item.expose().as_bytes()).map_err(fault)
}

fn read(open: Open, account: &str) -> Result<Option<Secret>> {
    match entry(open, account, "Keywright")?.get_secret() {
        Ok(bytes) => String::from_utf8(bytes)
            .map(|text| Some(Secret::new(text)))
            .map_err(|_| VaultFault::Differs),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(fault(error)),
    }
}

fn remove(open: Open, account: &str) -> Result<()> {
    match entry(open, account, "Keywright")?.delete_credential() {
        Ok(()) | Err(Error::NoEntry) => Ok(()),
        Err(error) => Err(fault(error)),
    }
}

/// By the words of the stores, since their error types do not tell these apart. Never
/// `{:?}`: some variants hold the secret itself.
fn fault(error: Error) -> VaultFault {
    let text = match &error {
        Error::PlatformFailure(inner) | Error::NoStorageAccess(inner) => inner.to_string(),
        Error::TooLong(..) => return VaultFault::TooLarge,
        _ => return VaultFault::Other,
    };
    let says = |words: &str| text.to_lowercase().contains(words);
    if says("nosession") || says("no session") {
        VaultFault::Restarted
    } else if says("serviceunknown")
        || says("not provided by any")
        || says("was not found on the bus")
    {
        VaultFault::NoService
    } else if says("failed to connect")
        || says("no such file")
        || says("connection refused")
        || says("address")
    {
        VaultFault::NoBus
    } else if says("not returned") || says("no such collection") {
        VaultFault::NoCollection
    } else if says("dismissed") || says("locked") || matches!(error, Error::NoStorageAccess(_)) {
        VaultFault::Locked
    } else {
        VaultFault::Other
    }
}

#[cfg(target_os = "linux")]
fn open_system() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(windows)]
fn open_system() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
}

#[cfg(target_os = "macos")]
fn open_system() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

/// gnome-keyring can have its default collection point at the one that lives in memory: a
/// test of writing and reading passes, and everything is gone after the session.
#[cfg(target_os = "linux")]
fn outlives_the_session() -> Result<()> {
    let alias = || -> zbus::Result<zbus::zvariant::OwnedObjectPath> {
        let bus = zbus::blocking::Connection::session()?;
        let reply = bus.call_method(
            Some("org.freedesktop.secrets"),
            "/org/freedesktop/secrets",
            Some("org.freedesktop.Secret.Service"),
            "ReadAlias",
            &("default",),
        )?;
        reply.body().deserialize()
    };
    match alias() {
        Ok(path) if path.ends_with("/collection/session") => Err(VaultFault::SessionOnly),
        // "/": there is none yet. The first write makes one, or says why not. Other
        // failures come again, and are named, when the store is opened.
        _ => Ok(()),
    }
}

#[cfg(not(target_os = "linux"))]
fn outlives_the_session() -> Result<()> {
    Ok(())
}
