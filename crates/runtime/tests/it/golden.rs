//! Golden Views: every page in every state worth a look, as the assistant itself makes it.
//! They lie in `ui/src/gallery/views`, for the window's own tests and pictures; this holds
//! them up to date. KEYWRIGHT_WRITE=1 writes them. A new state is one line in `golden/`.
//!
//! They name the keychain of the system that the tests run on, hence Linux.
#![cfg(target_os = "linux")]

mod check;
mod end;
mod extreme;
mod making;
#[path = "golden/practice.rs"]
mod practised;
mod site;
mod stage;
mod start;
mod words;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use stage::Stage;
use view::types::View;

/// The golden Views by name: the page's, then what is special about it.
#[derive(Default)]
pub struct Gallery(BTreeMap<String, View>);

impl Gallery {
    pub fn hang(&mut self, name: impl Into<String>, stage: Stage) {
        let name = name.into();
        let before = self.0.insert(name.clone(), stage.view());
        assert!(before.is_none(), "two golden Views are called {name}");
    }
}

fn gallery() -> Gallery {
    let mut gallery = Gallery::default();
    start::hang(&mut gallery);
    site::hang(&mut gallery);
    making::hang(&mut gallery);
    check::hang(&mut gallery);
    end::hang(&mut gallery);
    practised::hang(&mut gallery);
    extreme::hang(&mut gallery);
    gallery
}

#[test]
fn every_golden_view_speaks_plainly() {
    let faults = words::faults(&gallery());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_golden_views_are_up_to_date() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/gallery/views"));
    let made: BTreeMap<String, String> = gallery()
        .0
        .into_iter()
        .map(|(name, view)| {
            (format!("{name}.json"), serde_json::to_string_pretty(&view).unwrap() + "\n")
        })
        .collect();
    if std::env::var_os("KEYWRIGHT_WRITE").is_some() {
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder).unwrap();
        for (name, text) in &made {
            fs::write(folder.join(name), text).unwrap();
        }
    }
    let mut kept: BTreeMap<String, String> = fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read_to_string(entry.path()).unwrap())
        })
        .collect();
    let mut stale: Vec<String> = Vec::new();
    for (name, text) in &made {
        if kept.remove(name).as_ref() != Some(text) {
            stale.push(name.clone());
        }
    }
    stale.extend(kept.into_keys());
    assert!(
        stale.is_empty(),
        "these golden Views are not what the assistant shows: {stale:?}. Run `make types` and commit them."
    );
}
