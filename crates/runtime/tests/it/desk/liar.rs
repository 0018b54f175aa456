//! A keychain that gives back something else than it was given: nothing is called proved, kept or
//! saved by it.

use std::any::Any;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use keyring_core::api::{CredentialApi, CredentialStoreApi};
use keyring_core::{Credential, CredentialStore, Entry, Error, Result};
use practice::{PRIVATE_KEY, PUBLIC_KEY};
use setup::{FieldId, Intent, StepId, VaultPress, WalkPress};
use view::types::VaultState;

use super::window::*;

static ITEMS: Mutex<Option<HashMap<String, Vec<u8>>>> = Mutex::new(None);
/// How it lies: by the numbers of [`lied`].
static LIES: AtomicU8 = AtomicU8::new(0);

fn items<T>(what: impl FnOnce(&mut HashMap<String, Vec<u8>>) -> T) -> T {
    what(ITEMS.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_default())
}

/// One character changed, the end cut off, in other letters, nothing at all.
fn lied(mut item: Vec<u8>) -> Result<Vec<u8>> {
    match LIES.load(Ordering::SeqCst) {
        1 => {
            let middle = item.len() / 2;
            item[middle] ^= 1;
        }
        2 => drop(item.pop()),
        3 => item.make_ascii_lowercase(),
        4 => return Err(Error::NoEntry),
        _ => {}
    }
    Ok(item)
}

#[derive(Debug)]
struct Liar;

#[derive(Debug)]
struct Kept(String);

fn open() -> Result<Arc<CredentialStore>> {
    Ok(Arc::new(Liar))
}

impl CredentialStoreApi for Liar {
    fn vendor(&self) -> String {
        "Mock".into()
    }

    fn id(&self) -> String {
        "liar".into()
    }

    fn build(&self, _: &str, user: &str, _: Option<&HashMap<&str, &str>>) -> Result<Entry> {
        let kept: Arc<Credential> = Arc::new(Kept(user.to_owned()));
        Ok(Entry::new_with_credential(kept))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl CredentialApi for Kept {
    fn set_secret(&self, secret: &[u8]) -> Result<()> {
        items(|items| items.insert(self.0.clone(), secret.to_owned()));
        Ok(())
    }

    fn get_secret(&self) -> Result<Vec<u8>> {
        items(|items| items.get(&self.0).cloned()).ok_or(Error::NoEntry).and_then(lied)
    }

    fn delete_credential(&self) -> Result<()> {
        items(|items| items.remove(&self.0)).map(|_| ()).ok_or(Error::NoEntry)
    }

    fn get_credential(&self) -> Result<Option<Arc<Credential>>> {
        Ok(None)
    }

    fn get_specifiers(&self) -> Option<(String, String)> {
        None
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

async fn unusable(window: &Window) -> String {
    window
        .until("an unusable keychain", |view| match keys_page(view)?.vault {
            VaultState::Unusable { problem, .. } => Some(problem.cause),
            _ => None,
        })
        .await
}

#[test]
fn what_is_read_back_differently_is_neither_proved_nor_kept_nor_saved() {
    let folder = tempfile::tempdir().unwrap();
    session(folder.path(), open, async |window| {
        window.begin(&ids()[0]).await;
        LIES.store(1, Ordering::SeqCst);
        window.walk_to(StepId::Keys).await;
        for lie in 1..=4 {
            LIES.store(lie, Ordering::SeqCst);
            window.act(Intent::Vault(VaultPress::ProveVault));
            assert_eq!(unusable(window).await, "vault-differs", "{lie}");
            LIES.store(0, Ordering::SeqCst);
            window.act(Intent::Vault(VaultPress::ProveVault));
            window.proved().await;
        }
        // It lies once it was proved.
        LIES.store(1, Ordering::SeqCst);
        window.fill(FieldId::PublicKey, PUBLIC_KEY);
        window.fill(FieldId::PrivateKey, PRIVATE_KEY);
        assert_eq!(unusable(window).await, "vault-differs");
        assert!(keys_page(&window.desk.view()).unwrap().kept.is_none());

        LIES.store(0, Ordering::SeqCst);
        window.act(Intent::Vault(VaultPress::ProveVault));
        window.until("kept", |view| keys_page(view)?.kept).await;
        window.act(Intent::Walk(WalkPress::Continue));
        window.walk_to(StepId::Save).await;
        window.desk.close(leash::PLENTY).await; // the check's outcome is written
        LIES.store(1, Ordering::SeqCst);
        window.act(Intent::Vault(VaultPress::Save));
        let problem = window.until("a problem", |view| view.problem.clone()).await;
        assert_eq!(problem.cause, "vault-differs");
        assert!(save_page(&window.desk.view()).unwrap().saved.is_none());
    });
}
