//! Save, hand over, done.

use integration::built_in;
use setup::outside::VaultFault;
use setup::{
    ClipboardEvent, Document, FieldId, Intent, KeysPress, Named, StepId, VaultPress, WalkPress,
};

use crate::golden::Gallery;
use crate::golden::stage::Stage;

pub fn hang(gallery: &mut Gallery) {
    for integration in built_in().0 {
        let id = &*integration.id;
        gallery.hang(format!("handOver-{id}"), Stage::at(id, StepId::HandOver));
    }
    save(gallery);
    hand_over(gallery);
    done(gallery);
}

/// Without a client ID, and so without a check.
fn unchecked(step: StepId) -> Stage {
    Stage::at("vectis", StepId::ClientId).pick("client-id", "skip").to(step)
}

/// Without a keychain.
fn session_only(step: StepId) -> Stage {
    Stage::at("vectis", StepId::Member)
        .vault(Some(Err(VaultFault::NoService)))
        .act(Intent::Walk(WalkPress::Continue))
        .act(Intent::Vault(VaultPress::KeepForSession))
        .to(step)
}

/// A role with too little, gone past.
fn with_remarks(step: StepId) -> Stage {
    Stage::at("vectis", StepId::ClientId)
        .world(|world, _| {
            world.tenants[0].roles[0].set("Finance", "Agreements", [practice::Level::None; 4]);
        })
        .to(step)
}

fn save(gallery: &mut Gallery) {
    let save = || Stage::at("vectis", StepId::Save);
    gallery.hang("save", save());
    gallery.hang("save-saved", save().filled());
    gallery.hang("save-saving", save().vault(None).filled());
    gallery.hang("save-missing", save().act(Intent::Walk(WalkPress::Continue)));
    gallery.hang("save-locked", save().vault(Some(Err(VaultFault::Locked))).filled());
    gallery.hang("save-unchecked", unchecked(StepId::Save));
    gallery.hang("save-session-only", session_only(StepId::Save));
}

fn hand_over(gallery: &mut Gallery) {
    let hand_over = || Stage::at("vectis", StepId::HandOver);
    gallery.hang("handOver", hand_over().tick(2).copy("hand-over:2"));
    gallery.hang("handOver-cleared", cleared());
    gallery.hang("handOver-held", held());
    gallery.hang("handOver-not-pasted", hand_over().tick(2).act(Intent::Walk(WalkPress::Continue)));
    gallery.hang("handOver-all", hand_over().tick_all());
    gallery.hang("handOver-unchecked", unchecked(StepId::HandOver));
    gallery.hang("handOver-session-only", session_only(StepId::HandOver));
    gallery.hang(
        "handOver-of-admin",
        Stage::at("sync-365", StepId::Role).pick("role", "admin").to(StepId::HandOver),
    );
}

/// Saved and pasted, and then the keys were replaced.
fn replaced() -> Stage {
    Stage::at("vectis", StepId::Done)
        .go(StepId::Keys)
        .fill(FieldId::PrivateKey, "N3wPr1vKeyOfPa1r")
        .fill(FieldId::PublicKey, "N3wPubl1cKeyOfPa")
}

/// Every row of this product is for some alone, and nobody ticked one.
fn none_used() -> Stage {
    Stage::at("syncsmart-hubspot", StepId::Role)
        .act(Intent::Walk(WalkPress::Continue))
        .act(Intent::Walk(WalkPress::GoOnAnyway))
}

fn cleared() -> Stage {
    let stage = Stage::at("vectis", StepId::HandOver).copy("hand-over:2");
    let copy = stage.setup.clipboard.as_ref().unwrap().serial;
    stage.learn(setup::Event::Clipboard(ClipboardEvent::Ended { copy, cleared: true }))
}

fn held() -> Stage {
    let stage = Stage::at("vectis", StepId::HandOver).copy("hand-over:2");
    let copy = stage.setup.clipboard.as_ref().unwrap().serial;
    stage.learn(setup::Event::Clipboard(ClipboardEvent::Held { copy }))
}

fn done(gallery: &mut Gallery) {
    gallery.hang("done", Stage::at("vectis", StepId::Done));
    let print = Intent::Named(Named::SaveDocument { document: Document::Record, open: true });
    gallery.hang("done-printed", Stage::at("vectis", StepId::Done).act(print));
    gallery.hang("done-with-remarks", with_remarks(StepId::Done));
    gallery.hang("keys-replaced", replaced());
    gallery.hang("keys-kept-the-old", replaced().act(Intent::Keys(KeysPress::KeepOldPair)));
    gallery.hang("save-replaced", replaced().go(StepId::Save));
    gallery.hang("handOver-replaced", replaced().go(StepId::HandOver));
    gallery.hang("done-replaced", replaced().go(StepId::Done));
    gallery.hang(
        "save-beside-another",
        replaced().act(Intent::Keys(KeysPress::KeepOldPair)).go(StepId::Save),
    );
    gallery.hang("check-none-used", none_used().to(StepId::Check));
    gallery.hang("done-none-used", none_used().to(StepId::Done));
    gallery.hang("start-replaced", replaced().act(Intent::Walk(WalkPress::Home)));
    gallery
        .hang("role-found-missing", with_remarks(StepId::Done).go(StepId::Check).go(StepId::Role));
    gallery
        .hang("start-with-remarks", with_remarks(StepId::Done).act(Intent::Walk(WalkPress::Home)));
    gallery.hang(
        "check-company-changed",
        Stage::at("vectis", StepId::Done)
            .go(StepId::Site)
            .fill(FieldId::Company, "nobody")
            .go(StepId::Check),
    );
    gallery.hang("done-unchecked", unchecked(StepId::Done));
    gallery.hang("done-session-only", session_only(StepId::Done));
    gallery.hang(
        "done-of-admin",
        Stage::at("sync-365", StepId::Role).pick("role", "admin").to(StepId::Done),
    );
}
