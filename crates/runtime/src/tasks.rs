//! What waits to be carried out, and who carries it out at the moment.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;
use tokio::task::AbortHandle;

use setup::{Document, Effect, VaultJob};
use updates::{Courier, Package};
use view::{copies, record};

/// An effect, with what it calls by name looked up.
pub enum Task {
    Effect(Effect),
    Copy(copies::Copy),
    Open(String),
    SaveText { name: String, text: String },
    SaveDocument { document: Document, file: record::File, open: bool },
}

/// Calls to the keychain, one after another.
pub enum KeychainTask {
    Job(VaultJob),
    /// Answers when everything before it is done.
    Flush(oneshot::Sender<()>),
}

/// Looks for newer versions, and holds the package between its proof and its end.
pub struct UpdateRunner {
    pub courier: Option<Arc<dyn Courier>>,
    pub package: Mutex<Option<Package>>,
    pub under_way: Mutex<Option<AbortHandle>>,
}

impl UpdateRunner {
    pub fn new(courier: Option<Arc<dyn Courier>>) -> Self {
        Self { courier, package: Mutex::new(None), under_way: Mutex::new(None) }
    }
}

/// A panic elsewhere must not take the person's progress with it.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
