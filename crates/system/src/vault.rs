//! The OS keychain: one item per connection, written, read back and compared before
//! anything says "saved".
//!
//! Each call runs on a thread of its own: a keychain may wait for a person's password, or
//! hang for ever. Deliberately absent: a plain file, and the kernel's keyring, which is
//! gone at reboot.

mod system;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use keyring_core::{CredentialStore, Error};
use rand::Rng;
use rand::distr::Alphanumeric;
use secrecy::zeroize::Zeroizing;
use tokio::sync::oneshot;

use ground::secret::Secret;
use setup::outside::{Keeper, SERVICE, VaultFault};
use system::{keeper, nothing_is_hidden, open_system, outlives_the_session, service};

/// The account of the person's own client ID, for later connections.
pub const CLIENT_ID_ACCOUNT: &str = "client-id";
/// What the self-test writes and removes.
pub const SELF_TEST_ACCOUNT: &str = "self-test";
/// Windows takes 2,560 bytes; the rest is for what its store adds.
pub const LARGEST_ITEM: usize = 2048;
/// Calls left waiting for ever at most, whatever happens to the keychain's service meanwhile.
const MOST_OVERDUE: usize = 4;

/// Whether a connection may have this account: as their names are made, and none of the above.
/// Some keychains tell no capitals from small letters.
pub fn is_a_connections(account: &str) -> bool {
    let made = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !account.is_empty()
        && account.chars().all(made)
        && ![CLIENT_ID_ACCOUNT, SELF_TEST_ACCOUNT].contains(&account)
}

/// How long the keychain is waited for.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// After this long a person is told what is being waited for.
    pub tell_after: Duration,
    /// A person may be typing the keychain's password meanwhile.
    pub longest: Duration,
}

const PATIENCE: Patience =
    Patience { tell_after: Duration::from_secs(5), longest: Duration::from_secs(120) };

type Result<T> = std::result::Result<T, VaultFault>;
type Open = fn() -> keyring_core::Result<Arc<CredentialStore>>;

/// The keychain. Cheap to clone; opened anew for every call, since a handle does not
/// outlive a restart of the keychain's own service.
#[derive(Clone)]
pub struct Vault {
    open: Open,
    /// Whether the questions beside the store's own make sense.
    system: bool,
    patience: Patience,
    calls: Arc<Mutex<Calls>>,
    /// Which KeePassXC has passed its proof: each one leaves an entry in its Recycle Bin.
    proved: Arc<Mutex<Option<String>>>,
}

/// The calls under way, by the number they were given.
#[derive(Default)]
struct Calls {
    last: u64,
    running: HashMap<u64, Call>,
}

struct Call {
    /// Which service it was put to: after a restart of the keychain it is another one.
    service: Option<String>,
    /// Nobody waits for it any more.
    overdue: bool,
}

impl Vault {
    /// The operating system's own.
    pub fn system() -> Self {
        Self { system: true, ..Self::opened_by(open_system) }
    }

    /// Any other store: tests use keyring-core's mock.
    pub fn opened_by(open: Open) -> Self {
        let (calls, proved) = Default::default();
        Self { open, system: false, patience: PATIENCE, calls, proved }
    }

    /// Waited for another time: tests do not wait for two minutes.
    pub fn with(self, patience: Patience) -> Self {
        Self { patience, ..self }
    }

    pub fn patience(&self) -> Patience {
        self.patience
    }

    /// Whose keychain it is now. The bus alone is asked, and waited for no longer than for an
    /// answer of a keychain.
    pub async fn keeper(&self) -> Keeper {
        let (system, longest) = (self.system, self.patience.longest);
        let asking = tokio::task::spawn_blocking(move || keeper(system));
        match tokio::time::timeout(longest, asking).await {
            Ok(Ok(keeper)) => keeper,
            _ => Keeper::Other,
        }
    }

    /// Writes, reads through a second, freshly opened store, compares, deletes, and looks
    /// whether it is gone. Done before ConnectWise shows a key that shows only once. A KeePassXC
    /// that has passed is asked whether its database is open: more would fill its Recycle Bin.
    pub async fn prove(&self) -> Result<()> {
        let (open, system) = (self.open, self.system);
        let proved = self.proved.clone();
        self.on_a_thread(move || {
            outlives_the_session(system)?;
            let kept_by = (keeper(system) == Keeper::KeePassXc).then(service).flatten();
            if kept_by.is_some() && *remembered(&proved) == kept_by {
                return nothing_is_hidden(system);
            }
            let account = format!("proof-{}", random(8));
            let written = Secret::new(random(32));
            let label = "Keywright: test, can be deleted";
            let proof = written_and_read_back(open, &account, label, &written);
            // Gone again, whatever came of it.
            let removed = remove(open, &account);
            proof.and(removed)?;
            match read(open, &account)? {
                None => {
                    *remembered(&proved) = kept_by;
                    Ok(())
                }
                Some(_) => Err(VaultFault::Differs),
            }
        })
        .await
    }

    /// Writes an item, reads it back through another handle, and compares.
    pub async fn put(&self, account: String, label: String, item: Secret) -> Result<()> {
        if item.expose().len() > LARGEST_ITEM {
            return Err(VaultFault::TooLarge);
        }
        let (open, system) = (self.open, self.system);
        self.on_a_thread(move || {
            // The keychain may have been restarted since it was tried out.
            outlives_the_session(system)?;
            written_and_read_back(open, &account, &label, &item)
        })
        .await
    }

    pub async fn get(&self, account: String) -> Result<Option<Secret>> {
        let (open, system) = (self.open, self.system);
        self.on_a_thread(move || match read(open, &account)? {
            None => nothing_is_hidden(system).map(|()| None),
            found => Ok(found),
        })
        .await
    }

    /// Removes an item; one that is not there is as good as removed.
    pub async fn remove(&self, account: String) -> Result<()> {
        let (open, system) = (self.open, self.system);
        self.on_a_thread(move || {
            remove(open, &account)?;
            nothing_is_hidden(system)
        })
        .await
    }

    /// Removes every item of Keywright, also those that no progress knows of: for an uninstaller.
    /// How many there were.
    pub async fn remove_all(&self) -> Result<usize> {
        let (open, system) = (self.open, self.system);
        self.on_a_thread(move || {
            let mut removed = 0;
            for entry in all(open)? {
                match entry.delete_credential() {
                    Ok(()) => removed += 1,
                    Err(Error::NoEntry) => {}
                    Err(error) => return Err(fault(error)),
                }
            }
            nothing_is_hidden(system).map(|()| removed)
        })
        .await
    }

    /// One that does not come back in time keeps its thread, and may still write what it
    /// was given. So nothing more is asked of the same service before it has: the threads
    /// would pile up, and a late write could undo a newer one.
    async fn on_a_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let number = {
            let mut calls = lock(&self.calls);
            if calls.running.values().filter(|call| call.overdue).count() >= MOST_OVERDUE {
                return Err(VaultFault::NoAnswer);
            }
            calls.last += 1;
            let number = calls.last;
            calls.running.insert(number, Call { service: None, overdue: false });
            number
        };
        let (tell, mut told) = oneshot::channel();
        let calls = self.calls.clone();
        let spawned = std::thread::Builder::new().name("keychain".into()).spawn(move || {
            let outcome = if blocked(&calls, number) { Err(VaultFault::NoAnswer) } else { work() };
            lock(&calls).running.remove(&number);
            // Nobody may be waiting any more: then the outcome has no reader.
            let _ = tell.send(outcome);
        });
        if spawned.is_err() {
            lock(&self.calls).running.remove(&number);
            return Err(VaultFault::Other);
        }
        match tokio::time::timeout(self.patience.longest, &mut told).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => Err(VaultFault::Other),
            Err(_) => {
                if let Some(call) = lock(&self.calls).running.get_mut(&number) {
                    call.overdue = true;
                }
                Err(VaultFault::NoAnswer)
            }
        }
    }
}

fn remembered(proved: &Mutex<Option<String>>) -> MutexGuard<'_, Option<String>> {
    proved.lock().unwrap_or_else(PoisonError::into_inner)
}

fn lock(calls: &Mutex<Calls>) -> MutexGuard<'_, Calls> {
    calls.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether an earlier call to the same service never came back.
fn blocked(calls: &Mutex<Calls>, number: u64) -> bool {
    let service = service();
    let mut calls = lock(calls);
    let blocked = calls.running.values().any(|call| call.overdue && call.service == service);
    if let Some(call) = calls.running.get_mut(&number) {
        call.service = service;
    }
    blocked
}

pub fn random(length: usize) -> String {
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

/// Read through another handle than it was written through.
fn written_and_read_back(open: Open, account: &str, label: &str, item: &Secret) -> Result<()> {
    entry(open, account, label)?.set_secret(item.expose().as_bytes()).map_err(fault)?;
    match read(open, account)? {
        Some(read) if read == *item => Ok(()),
        _ => Err(VaultFault::Differs),
    }
}

fn read(open: Open, account: &str) -> Result<Option<Secret>> {
    match entry(open, account, "Keywright")?.get_secret() {
        Ok(bytes) => {
            let bytes = Zeroizing::new(bytes);
            let text = std::str::from_utf8(&bytes).map_err(|_| VaultFault::Differs)?;
            Ok(Some(Secret::new(text)))
        }
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

/// What the store holds of this program.
fn all(open: Open) -> Result<Vec<keyring_core::Entry>> {
    let ours = if cfg!(windows) {
        // An item is named "account.service" there.
        HashMap::from([("pattern", r"\.app\.keywright\.desktop$")])
    } else {
        HashMap::from([("service", SERVICE)])
    };
    open().and_then(|store| store.search(&ours)).map_err(fault)
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
    if let Some(fault) = text.strip_prefix("Windows ").and_then(fault_of_windows) {
        fault
    } else if says("nosession") || says("no session") || says("disconnected from message bus") {
        VaultFault::Restarted
    } else if says("serviceunknown")
        || says("not provided by any")
        || says("was not found on the bus")
        || says("dbus.error.spawn")
    {
        VaultFault::NoService
    } else if says("failed to connect")
        || says("no such file")
        || says("connection refused")
        || says("address")
        || says("dbus session found")
    {
        VaultFault::NoBus
    } else if says("not returned") || says("no such collection") || says("unknowninterface") {
        VaultFault::NoCollection
    } else if says("dismissed") || says("locked") || matches!(error, Error::NoStorageAccess(_)) {
        VaultFault::Locked
    } else {
        VaultFault::Other
    }
}

/// What Windows means by the errors that no person can mend by trying again. The store says
/// "no access" for the first of them, which elsewhere is a closed prompt; Windows asks for none.
fn fault_of_windows(error: &str) -> Option<VaultFault> {
    match error {
        // By number 1312. Then: disabled by policy, a privilege that is not held.
        "ERROR_NO_SUCH_LOGON_SESSION" | "error code 1260" | "error code 1314" => {
            Some(VaultFault::NotAllowed)
        }
        // Disabled; not started; no server for the call.
        "error code 1058" | "error code 1062" | "error code 1722" => Some(VaultFault::TurnedOff),
        _ => None,
    }
}
