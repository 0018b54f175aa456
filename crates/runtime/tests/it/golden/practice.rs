//! Practice: every page once, and every situation at the check.

use setup::practice::{REHEARSALS, Situation};
use setup::{Event, Intent, PracticeEvent, StartPress, StepId};

use crate::golden::Gallery;
use crate::golden::stage::Stage;

pub fn hang(gallery: &mut Gallery) {
    for (page, step) in [
        ("site", StepId::Site),
        ("role", StepId::Role),
        ("member", StepId::Member),
        ("keys", StepId::Keys),
        ("clientId", StepId::ClientId),
        ("check", StepId::Check),
        ("save", StepId::Save),
        ("handOver", StepId::HandOver),
        ("done", StepId::Done),
    ] {
        let stage = Stage::practising("vectis", Situation::Smooth, step);
        gallery.hang(format!("{page}-practice"), stage);
    }
    // What ConnectWise is busy with takes its time, and ends as smoothly.
    for situation in REHEARSALS.into_iter().filter(|s| *s != Situation::Busy) {
        let stage = Stage::practising("vectis", situation, StepId::Check);
        gallery.hang(format!("check-practice-{situation:?}"), stage);
    }
    gallery
        .hang("keys-practice-CutKey", Stage::practising("vectis", Situation::CutKey, StepId::Keys));
    let stage = Stage::default()
        .choose("vectis")
        .act(Intent::Start(StartPress::Begin { practice: Some(Situation::Smooth) }));
    let connection = stage.setup.open.as_ref().unwrap().id.clone();
    let stage = stage.learn(Event::Practice(PracticeEvent::Failed { connection }));
    gallery.hang("site-practice-not-started", stage);
}
