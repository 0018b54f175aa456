//! The check: under way, passed, passed with remarks, failed at each gate.

use std::time::Duration;

use checkup::Line;
use connectwise::cause::{Cause, CertificateFault};
use connectwise::grid::{Level, SECURITY};
use practice::{CLIENT_ID, Fault, How, Level as Played, On, PRIVATE_KEY, PUBLIC_KEY, Role, World};
use setup::outside::VaultFault;
use setup::{
    CheckEvent, CheckPress, Event, FieldId, Intent, Named, NamedEvent, Reader, StartPress, StepId,
    VaultEvent, WalkPress,
};

use crate::golden::Gallery;
use crate::golden::stage::{Stage, exact};

pub fn hang(gallery: &mut Gallery) {
    under_way(gallery);
    ended(gallery);
    failed(gallery);
}

/// A product with rows, several modules and tables.
const WIDE: &str = "propel-your-msp";

fn before(id: &str) -> Stage {
    Stage::at(id, StepId::ClientId)
}

fn checked(id: &str, change: impl FnOnce(&mut World)) -> Stage {
    before(id).world(|world, _| change(world)).to(StepId::Check)
}

fn held(id: &str) -> Stage {
    before(id).hold_the_check().to(StepId::Check)
}

fn under_way(gallery: &mut Gallery) {
    gallery.hang("check-begins", held("vectis"));
    gallery.hang("check-running", held("vectis").told("keys"));
    gallery.hang(
        "check-counting",
        narrow().hold_the_check().to(StepId::Check).told("row:Service Desk/Service Tickets"),
    );
    let slow = held("vectis").told("keys");
    let run = slow.setup.open.as_ref().unwrap().check.ticket.unwrap();
    gallery.hang("check-slow", slow.learn(Event::Check(CheckEvent::Slow { ticket: run })));
    gallery.hang(
        "check-still-running",
        held("vectis").told("keys").act(Intent::Walk(WalkPress::Continue)),
    );
    gallery.hang(
        "check-cancelled",
        held("vectis").told("keys").act(Intent::Check(CheckPress::CancelCheck)),
    );
    gallery.hang(
        "check-keychain",
        checked("vectis", |_| ()).learn(Event::Vault(VaultEvent::Waits(true))),
    );
    gallery.hang(
        "check-unwritten",
        checked("vectis", |_| ())
            .vault(Some(Err(VaultFault::Locked)))
            .fill(FieldId::PrivateKey, "AnotherPrivKey19"),
    );
}

fn ended(gallery: &mut Gallery) {
    gallery.hang("check", checked("vectis", |_| ()));
    gallery.hang("check-many", checked(WIDE, |_| ()));
    gallery.hang("check-short", short());
    gallery.hang("check-short-continue", short().act(Intent::Walk(WalkPress::Continue)));
    gallery.hang("check-wide", wide());
    gallery.hang("check-admin", checked("vectis", |world| role(world, Role::full("Admin"))));
    gallery.hang(
        "check-no-companies",
        checked("vectis", |world| {
            world.tenants[0].members[0].structure_level = "Site (Level 3)".into()
        }),
    );
    gallery.hang(
        "check-empty",
        checked("vectis", |world| world.tenants[0].data = practice::Data::of_each(0)),
    );
    gallery.hang(
        "check-hidden",
        checked(WIDE, |world| world.quirks.levels = practice::Levels::AllNull),
    );
    gallery.hang("check-refused-alike", checked(WIDE, refused_alike));
    gallery.hang("check-intercepted", checked("vectis", intercepted));
    gallery.hang("check-cannot-route", checked("vectis", cannot_route));
    gallery.hang("check-person", checked("vectis", a_persons_keys));
    gallery.hang("check-not-open", checked("vectis", not_open));
    gallery.hang("check-nothing-to-read", checked(WIDE, nothing_to_read));
    gallery.hang(
        "check-saved-result",
        short().act(Intent::Named(Named::SaveResult { reader: Reader::Administrator })),
    );
    gallery.hang(
        "check-result-not-saved",
        short().learn(Event::Named(NamedEvent::TextSaved {
            outcome: Err("Permission denied".into()),
        })),
    );
    gallery.hang("check-impossible", before("vectis").pick("client-id", "skip").to(StepId::Check));
    gallery.hang("check-again", checked_before());
}

fn short() -> Stage {
    narrow().to(StepId::Check)
}

/// No levels told, and nothing in the lists but companies.
fn nothing_to_read(world: &mut World) {
    world.quirks.levels = practice::Levels::AllNull;
    let companies = world.tenants[0].data.companies;
    world.tenants[0].data = practice::Data { companies, ..practice::Data::of_each(0) };
}

fn on(path: &str, status: u16, body: &str) -> Fault {
    let content_type = "application/json".into();
    let how = How::Exactly { status, content_type, body: body.into() };
    Fault::always(On::Path(path.into()), how)
}

/// Every question but the sign-in is refused for want of permission.
fn refused_alike(world: &mut World) {
    world.faults = vec![
        Fault::always(On::Path("/system/info".into()), How::Slow(Duration::ZERO)),
        Fault::always(On::Path("/apis/".into()), How::Forbidden),
    ];
}

/// A page that stands before the API.
fn intercepted(world: &mut World) {
    let body = "<html><title>403</title>You do not have permission to view this page.</html>";
    world.faults = vec![on("/apis/", 403, body)];
}

fn cannot_route(world: &mut World) {
    world.faults = vec![Fault::always(On::Path("/apis/".into()), How::CannotRoute)];
}

fn a_persons_keys(world: &mut World) {
    let identifier = &world.tenants[0].members[0].identifier;
    let body = format!(r#"{{"identifier":"{identifier}","licenseClass":"F"}}"#);
    world.faults = vec![on("/system/myMembers", 200, &body)];
}

/// Nothing that could tell a sign-in is open to API members.
fn not_open(world: &mut World) {
    let body = r#"{"code":"ConnectWiseApi","message":"The endpoint does not exist."}"#;
    world.faults = vec![on("/apis/", 404, body)];
}

/// Every kind of row: nothing, too little, too much, a table that is not allowed.
fn narrow() -> Stage {
    before(WIDE).world(|world, integration| {
        let mut role = exact(integration);
        let needed = integration.role.rows.iter().filter(|row| row.levels()[3] != Level::None);
        let rows: Vec<_> = needed.filter(|row| &*row.row != "Company Maintenance").collect();
        role.set(&rows[0].module, &rows[0].row, [Played::None; 4]);
        role.set(
            &rows[1].module,
            &rows[1].row,
            [Played::None, Played::None, Played::All, Played::My],
        );
        role.allowed_tables.pop();
        world.tenants[0].roles[0] = role;
    })
}

/// More rows than are shown at once, the grave ones first.
fn wide() -> Stage {
    before("vectis")
        .world(|world, integration| {
            let mut role = exact(integration);
            for (module, row) in [
                SECURITY,
                ("System", "Member Maintenance"),
                ("Finance", "Invoicing"),
                ("Companies", "Contacts"),
                ("Companies", "Configurations"),
                ("Project", "Project Headers"),
                ("Sales", "Opportunity"),
                ("Procurement", "Product Catalog"),
            ] {
                role.set(module, row, [Played::None, Played::All, Played::None, Played::All]);
            }
            role.set(
                "Companies",
                "Company Maintenance",
                [Played::None, Played::None, Played::All, Played::All],
            );
            world.tenants[0].roles[0] = role;
        })
        .to(StepId::Check)
}

fn role(world: &mut World, mut role: Role) {
    role.id = world.tenants[0].roles[0].id;
    world.tenants[0].roles[0] = role;
}

/// Taken up again: the lines of a check are not kept, its day is.
fn checked_before() -> Stage {
    let stage = Stage::at("vectis", StepId::Save);
    let item = crate::golden::making::item_of(&stage);
    let stage = stage.go(StepId::Check).act(Intent::Walk(WalkPress::Home)).recalling(item);
    let connection = stage.setup.connections[0].id.clone();
    stage.act(Intent::Start(StartPress::Resume { connection }))
}

fn failed(gallery: &mut Gallery) {
    let keys = |public: &str, private: &str| {
        Stage::at("vectis", StepId::Keys)
            .fill(FieldId::PublicKey, public)
            .fill(FieldId::PrivateKey, private)
            .reach_the_check()
    };
    gallery.hang("check-failed", keys(PUBLIC_KEY, "PRACTICEprv0000y"));
    gallery.hang(
        "check-failed-continue",
        keys(PUBLIC_KEY, "PRACTICEprv0000y").act(Intent::Walk(WalkPress::Continue)),
    );
    gallery.hang("check-swapped", keys(PRIVATE_KEY, PUBLIC_KEY));
    gallery.hang("check-cut-short", keys(PUBLIC_KEY, &PRIVATE_KEY[..12]));
    gallery.hang("check-other-company", keys("other+PRACTICEpub0000x", PRIVATE_KEY));
    gallery.hang(
        "check-client-id",
        Stage::at("vectis", StepId::ClientId)
            .fill(FieldId::ClientId, &CLIENT_ID.replace('1', "9"))
            .act(Intent::Walk(WalkPress::Continue)),
    );
    let host = || "na.myconnectwise.net".to_owned();
    let company = || "acme-msp".to_owned();
    for (line, evidence, cause) in [
        (Line::Network, "No answer from anywhere", Cause::NoNetwork),
        (
            Line::Site,
            "No answer in 20 seconds",
            Cause::Timeout { host: host(), seconds: 20, keys: false },
        ),
        (Line::Site, "Answered 503", Cause::ServerError { status: 503 }),
        (
            Line::Certificate,
            "Not valid any more",
            Cause::Certificate { host: host(), kind: CertificateFault::Expired },
        ),
        (
            Line::Company,
            "Answered null",
            Cause::CompanyUnknown { host: host(), company: company() },
        ),
        (
            Line::Keys,
            "Answered 401",
            Cause::KeysElsewhere {
                host: host(),
                company: company(),
                there: "eu.myconnectwise.net".into(),
            },
        ),
        (Line::Keys, "Answered 404", Cause::SignInNotFound),
        (Line::Keys, "Answered 429", Cause::Busy { retry_after: Some(30) }),
        (Line::Keys, "The check took too long", Cause::TookTooLong { seconds: 140 }),
    ] {
        let name = format!("check-{}", cause.name());
        gallery.hang(name, held("vectis").failed_at(line, evidence, cause));
    }
}

impl Stage {
    /// Past what odd keys are remarked on.
    fn reach_the_check(self) -> Self {
        self.act(Intent::Walk(WalkPress::Continue))
            .fill(FieldId::ClientId, CLIENT_ID)
            .act(Intent::Walk(WalkPress::Continue))
    }
}
