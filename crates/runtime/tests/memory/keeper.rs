//! A keychain that has nothing in memory as it was given.

use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use keyring_core::api::{CredentialApi, CredentialStoreApi};
use keyring_core::{Credential, CredentialStore, Entry, Error, Result};

static ITEMS: Mutex<Option<HashMap<String, Vec<u8>>>> = Mutex::new(None);

fn items<T>(what: impl FnOnce(&mut HashMap<String, Vec<u8>>) -> T) -> T {
    what(ITEMS.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_default())
}

fn scrambled(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().map(|byte| byte ^ 0x5A).collect()
}

#[derive(Debug)]
struct Keeper;

#[derive(Debug)]
struct Kept(String);

pub fn open() -> Result<Arc<CredentialStore>> {
    Ok(Arc::new(Keeper))
}

impl CredentialStoreApi for Keeper {
    fn vendor(&self) -> String {
        "Mock".into()
    }

    fn id(&self) -> String {
        "keeper".into()
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
        items(|items| items.insert(self.0.clone(), scrambled(secret)));
        Ok(())
    }

    fn get_secret(&self) -> Result<Vec<u8>> {
        items(|items| items.get(&self.0).map(|item| scrambled(item))).ok_or(Error::NoEntry)
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
