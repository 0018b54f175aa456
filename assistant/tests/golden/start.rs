//! The first page.

use std::path::PathBuf;

use assistant::integration::{BadFile, built_in, parse};
use assistant::setup::journal::JournalTrouble;
use assistant::setup::{Document, Intent, Setup, StepId};

use crate::Gallery;
use crate::stage::Stage;

pub fn hang(gallery: &mut Gallery) {
    gallery.hang("start", Stage::default());
    gallery.hang("start-chosen", Stage::default().choose("vectis"));
    let plan = Intent::SaveDocument { document: Document::Plan, open: false };
    gallery.hang("start-planned", Stage::default().choose("vectis").act(plan));
    gallery.hang("start-chosen-long", Stage::default().choose("syncsmart-hubspot"));
    gallery.hang("start-kept", kept());
    gallery.hang("start-forget", kept().act(Intent::Forget { connection: "vectis-7f3a90".into() }));
    gallery.hang("start-gone", gone());
    gallery.hang("start-troubles", troubles(set_aside()));
    let path = || PathBuf::from("/home/ada/.local/share/keywright/journal.json");
    gallery.hang("start-newer", troubles(JournalTrouble::Newer { path: path() }));
    gallery.hang("start-twice", troubles(JournalTrouble::HeldByAnother { path: path() }));
}

/// One saved, two under way, one of them practised.
fn kept() -> Stage {
    Stage::at("vectis", StepId::Done)
        .act(Intent::Home)
        .begin("mspcfo")
        .to(StepId::Keys)
        .act(Intent::Home)
        .choose("sync-365")
        .act(Intent::Begin { practice: Some(Default::default()) })
        .act(Intent::Home)
}

/// A set-up whose integration was a file that is no longer there.
fn gone() -> Stage {
    let mut stage = Stage::at("vectis", StepId::Role).act(Intent::Home);
    stage.setup.integrations.retain(|i| *i.id != *"vectis");
    let connection = stage.setup.connections[0].id.clone();
    stage.act(Intent::Resume { connection })
}

fn set_aside() -> JournalTrouble {
    let path = "/home/ada/.local/share/keywright/journal.damaged.json".into();
    JournalTrouble::SetAside { path, recovered: true }
}

fn troubles(journal: JournalTrouble) -> Stage {
    let bad: Vec<BadFile> =
        [("acme.toml", "schema = 1\nname = Acme\n"), ("later.toml", "schema = 2\n")]
            .into_iter()
            .filter_map(|(file, text)| parse(file, text).err())
            .collect();
    Stage::of(Setup::new((built_in().0, bad), (Vec::new(), Some(journal)), None))
}
