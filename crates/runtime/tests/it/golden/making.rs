//! Role, member, key pair and client ID.

use connectwise::address::Site;
use ground::secret::Secret;
use integration::built_in;
use practice::{CLIENT_ID, PRIVATE_KEY, PUBLIC_KEY};
use setup::outside::NoText;
use setup::outside::VaultFault;
use setup::{
    ClipboardEvent, Event, FieldId, Held, Intent, ListPress, NamedEvent, StartPress, StepId,
    VaultEvent, VaultPress, WalkPress, item,
};

use crate::golden::Gallery;
use crate::golden::stage::Stage;

pub fn hang(gallery: &mut Gallery) {
    for integration in built_in().0 {
        let id = &*integration.id;
        gallery.hang(format!("role-{id}"), Stage::at(id, StepId::Role));
        gallery.hang(format!("member-{id}"), Stage::at(id, StepId::Member));
    }
    role(gallery);
    member(gallery);
    keys(gallery);
    keychain(gallery);
    client_id(gallery);
}

fn role(gallery: &mut Gallery) {
    let role = || Stage::at("propel-your-msp", StepId::Role);
    gallery.hang("role-some-ticked", role().tick(9));
    gallery.hang("role-all-ticked", role().tick_all());
    gallery.hang(
        "role-undo",
        role().act(Intent::List(ListPress::TickAll {
            group: "Companies".parse().unwrap(),
            on: true,
        })),
    );
    gallery.hang("role-unticked", role().tick(3).act(Intent::Walk(WalkPress::Continue)));
    gallery.hang("role-existing", role().pick("role", "existing"));
    gallery.hang("role-admin", Stage::at("sync-365", StepId::Role).pick("role", "admin"));
    gallery.hang("role-copied", role().copy("role-name"));
    gallery.hang(
        "role-not-copied",
        role().learn(Event::Clipboard(ClipboardEvent::Written {
            name: "Role ID".into(),
            secret: false,
            copy: None,
        })),
    );
}

fn member(gallery: &mut Gallery) {
    let member = || Stage::at("vectis", StepId::Member);
    gallery.hang("member-existing", member().pick("member", "existing"));
    gallery.hang("member-ticked", member().tick_all());
    gallery.hang(
        "member-of-admin",
        Stage::at("sync-365", StepId::Role).pick("role", "admin").to(StepId::Member),
    );
    gallery.hang("member-missing", missing_member_id());
}

fn missing_member_id() -> Stage {
    Stage::at("syncsmart-hubspot", StepId::Member)
        .fill(FieldId::MemberId, "")
        .act(Intent::Walk(WalkPress::Continue))
}

fn asked_to_close(mut stage: Stage) -> Stage {
    stage.setup.close();
    stage
}

/// The journal leads to another address than the keychain's item allows.
fn bound_elsewhere() -> Stage {
    let stage = Stage::at("vectis", StepId::ClientId);
    let item = item_of(&stage);
    let mut stage = stage.recalling(item).act(Intent::Walk(WalkPress::Home));
    let connection = &mut stage.setup.connections[0];
    let instance = connection.instance.as_mut().unwrap();
    instance.site = Site::parse("cw.evil.example").unwrap();
    instance.api_host = None;
    let connection = connection.id.clone();
    stage.act(Intent::Start(StartPress::Resume { connection }))
}

fn keys(gallery: &mut Gallery) {
    let keys = || Stage::at("vectis", StepId::Keys);
    let filled = |public: &str, private: &str| {
        keys().fill(FieldId::PublicKey, public).fill(FieldId::PrivateKey, private)
    };
    gallery.hang("keys", keys());
    gallery.hang("keys-one", keys().fill(FieldId::PublicKey, PUBLIC_KEY));
    gallery.hang("keys-kept", keys().filled());
    gallery.hang("keys-missing", keys().act(Intent::Walk(WalkPress::Continue)));
    gallery.hang("keys-tidied", filled("  PRACTICEpub2468x ", "acme-msp+PRACTICEprv1357y"));
    gallery.hang(
        "keys-both-at-once",
        keys().fill(FieldId::PublicKey, &format!("{PUBLIC_KEY}\n{PRIVATE_KEY}")),
    );
    gallery.hang(
        "keys-both-labelled",
        keys().fill(
            FieldId::PrivateKey,
            &format!("Private Key: {PRIVATE_KEY}\nPublic Key: {PUBLIC_KEY}"),
        ),
    );
    gallery.hang(
        "keys-offer",
        keys()
            .filled()
            .fill(FieldId::PublicKey, "Public: Zq7Lm2Nx9Kd4Rt6V private: Hy3Wb8Jc5Ps1Gf0T"),
    );
    gallery.hang(
        "keys-another-private",
        keys().filled().fill(FieldId::PrivateKey, "Hy3Wb8Jc5Ps1Gf0T"),
    );
    let refused = || keys().vault(Some(Err(VaultFault::Other))).filled();
    gallery.hang("keys-unkept", refused());
    gallery.hang("keys-closing", asked_to_close(refused()));
    gallery.hang("keys-left", refused().act(Intent::Walk(WalkPress::Home)));
    gallery.hang("keys-bound-elsewhere", bound_elsewhere());
    gallery.hang("keys-called", filled(&format!("Private Key: {PRIVATE_KEY}"), "Hy3Wb8Jc5P..."));
    gallery.hang("keys-plus", filled("****************", "Hy3Wb8J+5Ps1Gf0T"));
    gallery
        .hang("keys-same", filled(PUBLIC_KEY, PUBLIC_KEY).act(Intent::Walk(WalkPress::Continue)));
    gallery.hang("keys-client-id", filled(PUBLIC_KEY, CLIENT_ID));
    gallery.hang("keys-address", filled("https://na.myconnectwise.net", "ada@example.com"));
    gallery.hang("keys-odd", filled("Pract1ce", "Private Key"));
    gallery.hang("keys-other-company", filled("other+PRACTICEpub2468x", "pra\u{df}ticeprv1357yx"));
    gallery.hang(
        "keys-clipboard",
        keys().learn(Event::Clipboard(ClipboardEvent::Read {
            field: FieldId::PublicKey,
            text: Err(NoText::Empty),
        })),
    );
    for (name, why) in [("held", NoText::Held), ("unreadable", NoText::Unreadable)] {
        let read =
            Event::Clipboard(ClipboardEvent::Read { field: FieldId::PublicKey, text: Err(why) });
        gallery.hang(format!("keys-clipboard-{name}"), keys().learn(read));
    }
}

fn keychain(gallery: &mut Gallery) {
    let with = |answer| Stage::at("vectis", StepId::Member).vault(answer).to(StepId::Keys);
    let slow = |stage: Stage| {
        let run = stage.setup.proving.unwrap();
        stage.learn(Event::Vault(VaultEvent::Slow { ticket: run }))
    };
    gallery.hang("keys-proving", with(None));
    gallery.hang("keys-proving-slow", slow(with(None)));
    for (name, fault) in [
        ("no-bus", VaultFault::NoBus),
        ("no-service", VaultFault::NoService),
        ("no-collection", VaultFault::NoCollection),
        ("locked", VaultFault::Locked),
        ("not-allowed", VaultFault::NotAllowed),
        ("turned-off", VaultFault::TurnedOff),
        ("restarted", VaultFault::Restarted),
        ("no-answer", VaultFault::NoAnswer),
        ("lost-at-end", VaultFault::SessionOnly),
        ("differs", VaultFault::Differs),
        ("too-large", VaultFault::TooLarge),
        ("other", VaultFault::Other),
    ] {
        gallery.hang(format!("keys-vault-{name}"), with(Some(Err(fault))));
    }
    let locked = || with(Some(Err(VaultFault::Locked)));
    gallery.hang("keys-vault-missing", locked().filled().act(Intent::Walk(WalkPress::Continue)));
    gallery.hang(
        "keys-session-only",
        locked().act(Intent::Vault(VaultPress::KeepForSession)).filled(),
    );
    gallery.hang("keys-gone", reopened());
}

/// Kept, left, and no longer there when it is taken up again.
fn reopened() -> Stage {
    let stage = Stage::at("vectis", StepId::Check).act(Intent::Walk(WalkPress::Home));
    let connection = stage.setup.connections[0].id.clone();
    stage.act(Intent::Start(StartPress::Resume { connection }))
}

fn client_id(gallery: &mut Gallery) {
    let asked = || Stage::at("vectis", StepId::ClientId);
    let not_asked = || Stage::at("mspcfo", StepId::ClientId);
    let mut built_in = Stage::default();
    built_in.setup.built_in_client_id = Some(Secret::new(CLIENT_ID));
    gallery.hang("clientId", asked());
    gallery.hang("clientId-not-asked", not_asked());
    gallery.hang("clientId-built-in", built_in.begin("mspcfo").to(StepId::ClientId));
    gallery.hang("clientId-filled", asked().filled());
    gallery.hang(
        "clientId-recalled",
        asked().learn(Event::Vault(VaultEvent::ClientIdRecalled(Some(Secret::new(CLIENT_ID))))),
    );
    gallery.hang("clientId-missing", asked().act(Intent::Walk(WalkPress::Continue)));
    gallery.hang(
        "clientId-odd",
        asked().fill(FieldId::ClientId, &CLIENT_ID[..30]).act(Intent::Walk(WalkPress::Continue)),
    );
    gallery.hang("clientId-key", asked().fill(FieldId::ClientId, PUBLIC_KEY));
    gallery.hang("clientId-skip", asked().pick("client-id", "skip"));
    gallery.hang("clientId-not-asked-skip", not_asked().pick("client-id", "skip"));
    gallery.hang(
        "clientId-no-browser",
        asked().learn(Event::Named(NamedEvent::LinkOpened {
            url: "https://developer.connectwise.com/".into(),
            worked: false,
        })),
    );
}

/// The keychain item of a set-up as it stands.
pub fn item_of(stage: &Stage) -> Secret {
    let connection = stage.setup.present().unwrap().connection;
    let origin = connection.instance.as_ref().map(|instance| instance.api_origin());
    let held =
        Held { pair: stage.setup.open.as_ref().unwrap().keys.pair(), origin, ..Held::default() };
    item::write(connection, &held).unwrap()
}
