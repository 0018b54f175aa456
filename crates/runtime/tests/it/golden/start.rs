//! The first page.

use std::path::PathBuf;

use integration::{AddedFile, BadFile, built_in, parse};
use semver::Version;
use setup::outside::JournalTrouble;
use setup::outside::Keeper;
use setup::outside::Laid;
use setup::{
    Document, Event, Intent, Named, Opening, Setup, StartPress, StepId, UpdateEvent, UpdatePress,
    VaultEvent, WalkPress,
};
use updates::{About, Fault, Kind, Looked, Offer, Ruling};

use crate::golden::Gallery;
use crate::golden::stage::Stage;

pub fn hang(gallery: &mut Gallery) {
    gallery.hang("start", Stage::default());
    gallery.hang("start-chosen", Stage::default().choose("vectis"));
    let plan = Intent::Named(Named::SaveDocument { document: Document::Plan, open: false });
    gallery.hang("start-planned", Stage::default().choose("vectis").act(plan));
    gallery.hang("start-chosen-long", Stage::default().choose("syncsmart-hubspot"));
    gallery.hang("start-kept", kept());
    gallery.hang(
        "start-forget",
        kept().act(Intent::Start(StartPress::Forget { connection: "vectis-7f3a90".into() })),
    );
    gallery.hang("start-by-hand", by_hand().choose("contoso-sync"));
    let begun = by_hand().begin("contoso-sync").to(StepId::Role);
    gallery.hang("start-by-hand-kept", begun.act(Intent::Walk(WalkPress::Home)));
    gallery.hang("role-by-hand", by_hand().begin("contoso-sync").to(StepId::Role));
    let kept_by_keepassxc = kept().learn(Event::Vault(VaultEvent::KeptBy(Keeper::KeePassXc)));
    gallery.hang(
        "start-forget-keepassxc",
        kept_by_keepassxc
            .act(Intent::Start(StartPress::Forget { connection: "vectis-7f3a90".into() })),
    );
    gallery.hang("start-gone", gone());
    gallery.hang("start-troubles", troubles(set_aside()));
    let path = || PathBuf::from("/home/ada/.local/share/keywright/journal.json");
    gallery.hang("start-newer", troubles(JournalTrouble::Newer { path: path() }));
    gallery.hang("start-twice", troubles(JournalTrouble::HeldByAnother { path: path() }));
    updates(gallery);
}

/// The states of a newer version, on this kind of computer.
fn updating(kind: Kind) -> Stage {
    let mut stage = Stage::default();
    stage.setup.updates.about = Some(About { version: Version::new(1, 4, 2), kind });
    stage
}

fn looked(kind: Kind, outcome: Result<Looked, Fault>) -> Stage {
    let stage = updating(kind).act(Intent::Update(UpdatePress::LookForUpdate));
    let run = stage.setup.updates.ticket.unwrap();
    stage.learn(Event::Update(UpdateEvent::Looked { ticket: run, outcome }))
}

fn offered(kind: Kind) -> Stage {
    let notes = [
        "The check names a client ID that was switched off.",
        "The window keeps its place on a second screen.",
    ];
    let notes = notes.map(str::to_owned).into();
    looked(kind, Ok(Looked::Newer(Offer { version: Version::new(1, 5, 0), notes })))
}

fn fetching(kind: Kind, percent: u8) -> Stage {
    let stage = offered(kind).act(Intent::Update(UpdatePress::TakeUpdate));
    let run = stage.setup.updates.ticket.unwrap();
    stage.learn(Event::Update(UpdateEvent::Arrives { ticket: run, percent }))
}

fn fetched(kind: Kind, outcome: Result<(), Fault>) -> Stage {
    let stage = fetching(kind, 100);
    let run = stage.setup.updates.ticket.unwrap();
    stage.learn(Event::Update(UpdateEvent::Fetched { ticket: run, outcome }))
}

fn taken(kind: Kind, path: Option<&str>) -> Stage {
    let stage = fetched(kind, Ok(()));
    let sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned();
    let laid = path.map(|path| Laid { path: path.to_owned(), sha256 });
    let run = stage.setup.updates.ticket.unwrap();
    stage.learn(Event::Update(UpdateEvent::Taken { ticket: run, outcome: Ok(laid) }))
}

fn updates(gallery: &mut Gallery) {
    gallery.hang("start-update", updating(Kind::Setup));
    gallery.hang(
        "start-update-looking",
        updating(Kind::Setup).act(Intent::Update(UpdatePress::LookForUpdate)),
    );
    let published = Version::new(1, 4, 2);
    gallery.hang("start-update-latest", looked(Kind::Setup, Ok(Looked::Latest { published })));
    gallery.hang("start-update-newer", offered(Kind::Setup));
    gallery.hang("start-update-fetching", fetching(Kind::Setup, 40));
    gallery.hang("start-update-taking", fetched(Kind::Setup, Ok(())));
    gallery.hang("start-update-installed", taken(Kind::Setup, None));
    gallery.hang("start-update-newer-deb", offered(Kind::Deb));
    let path = "/home/ada/Downloads/keywright_1.5.0_amd64.deb";
    gallery.hang("start-update-saved", taken(Kind::Deb, Some(path)));
    // The others look the same, and their words are read all the same.
    for fault in [Fault::NotReached, Fault::NotUnderstood, Fault::NotOurs, Fault::Older] {
        gallery.hang(format!("start-{}", fault.name()), looked(Kind::Setup, Err(fault)));
    }
    for (name, ruling) in [("off", Ruling::Off), ("unreadable", Ruling::Unreadable)] {
        let mut stage = updating(Kind::Setup);
        stage.setup.updates.policy.updates = ruling;
        gallery.hang(format!("start-update-policy-{name}"), stage);
    }
}

pub const FAULTS: [Fault; 15] = [
    Fault::NotReached,
    Fault::TooSlow,
    Fault::Refused { status: Some(503) },
    Fault::NotUnderstood,
    Fault::TooLarge,
    Fault::Elsewhere,
    Fault::NoPackage,
    Fault::Unsigned,
    Fault::NotOurs,
    Fault::OtherPackage,
    Fault::Older,
    Fault::BrokenOff,
    Fault::Disk,
    Fault::NotInstalled,
    Fault::KeychainBusy,
];

/// One saved, two under way, one of them practised.
fn kept() -> Stage {
    Stage::at("vectis", StepId::Done)
        .act(Intent::Walk(WalkPress::Home))
        .begin("mspcfo")
        .to(StepId::Keys)
        .act(Intent::Walk(WalkPress::Home))
        .choose("sync-365")
        .act(Intent::Start(StartPress::Begin { practice: Some(Default::default()) }))
        .act(Intent::Walk(WalkPress::Home))
}

/// A product whose file somebody has put into the folder.
fn by_hand() -> Stage {
    let text = include_str!("../../../../../integrations/vectis.toml")
        .replace("id = \"vectis\"", "id = \"contoso-sync\"")
        .replace("\"Vectis\"", "\"Contoso Sync\"");
    let mut file = parse("contoso-sync.toml", &text).unwrap();
    file.built_in = false;
    file.file = Some(AddedFile::of("contoso-sync.toml".into(), &text));
    Stage::with(vec![file])
}

/// A set-up whose integration was a file that is no longer there.
fn gone() -> Stage {
    let mut stage = Stage::at("vectis", StepId::Role).act(Intent::Walk(WalkPress::Home));
    stage.setup.integrations.retain(|i| *i.id != *"vectis");
    let connection = stage.setup.connections[0].id.clone();
    stage.act(Intent::Start(StartPress::Resume { connection }))
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
    Stage::of(Setup::new(Opening {
        integrations: (built_in().0, bad),
        connections: (Vec::new(), Some(journal)),
        ..Opening::default()
    }))
}
