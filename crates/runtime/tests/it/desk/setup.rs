//! Moments that are over too soon to be met with the whole program: the Setup alone.

use checkup::{Finding, Line, Verdict};
use connectwise::address::Site;
use connectwise::company_info::Instance;
use connectwise::find::Found;
use ground::secret::{Secret, Typed};
use integration::built_in;
use practice::{CLIENT_ID, PRIVATE_KEY, PUBLIC_KEY};
use setup::practice::{Situation, Tenant};
use setup::{
    CheckEvent, CheckPress, Effect, Event, FieldId, FieldPress, Held, Intent, Opening, PlacePress,
    PracticeEvent, Setup, StartPress, StepId, Ticket, VaultEvent, VaultJob, VaultPress, WalkPress,
};
use view::types::{CheckPage, VerdictMark};
use view::view;

use super::window::check_page;

fn setup() -> Setup {
    Setup::new(Opening { integrations: built_in(), ..Opening::default() })
}

fn begin(setup: &mut Setup, practice: bool) {
    let integration = setup.integrations[0].id.to_string();
    setup.act(Intent::Start(StartPress::Choose { integration }));
    setup.act(Intent::Start(StartPress::Begin { practice: practice.then_some(Situation::Smooth) }));
}

fn tenant() -> Tenant {
    Tenant {
        origin: "http://127.0.0.1:1".into(),
        site: "na.myconnectwise.net".into(),
        company_id: "acme-msp".into(),
        company_name: "Acme".into(),
        public_key: Secret::new(PUBLIC_KEY),
        private_key: Secret::new(PRIVATE_KEY),
        client_id: Secret::new(CLIENT_ID),
        amiss: None,
    }
}

fn fill(setup: &mut Setup, field: FieldId, text: &str) {
    setup.act(Intent::Field(FieldPress::Fill { field, text: Typed::new(text) }));
}

fn where_it_is(setup: &mut Setup) {
    fill(setup, FieldId::Address, "na.myconnectwise.net");
    fill(setup, FieldId::Company, "acme-msp");
}

/// For each search among the effects: whether it goes to the practice ConnectWise.
fn searches(effects: &[Effect]) -> Vec<bool> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Find { wire, .. } => Some(wire.is_practice()),
            _ => None,
        })
        .collect()
}

/// "Practice: nothing leaves this computer", also in its first moment.
#[test]
fn practice_asks_nobody_before_its_connectwise_runs() {
    let mut setup = setup();
    begin(&mut setup, true);
    where_it_is(&mut setup);
    assert!(
        !searches(&setup.act(Intent::Place(PlacePress::Find))).contains(&false),
        "the real ConnectWise was asked"
    );
    practice_runs(&mut setup);
    assert_eq!(searches(&setup.act(Intent::Place(PlacePress::Find))), [true]);
}

/// Not for a real set-up, and not for another practice set-up either: each has its own.
#[test]
fn a_practice_connectwise_that_comes_late_is_not_used_for_another_set_up() {
    for practice in [false, true] {
        let mut setup = setup();
        begin(&mut setup, true);
        let left = setup.open.as_ref().unwrap().id.clone();
        setup.act(Intent::Walk(WalkPress::Home));
        begin(&mut setup, practice);
        setup.learn(runs(left));
        where_it_is(&mut setup);
        let asked = searches(&setup.act(Intent::Place(PlacePress::Find)));
        assert_eq!(asked, if practice { vec![] } else { vec![false] }, "practice: {practice}");
    }
}

fn runs(connection: String) -> Event {
    Event::Practice(PracticeEvent::Runs { connection, tenant: tenant() })
}

fn practice_runs(setup: &mut Setup) {
    let connection = setup.open.as_ref().unwrap().id.clone();
    setup.learn(runs(connection));
}

/// A set-up whose check runs; returns the run's number.
fn checking(setup: &mut Setup) -> Ticket {
    begin(setup, true);
    practice_runs(setup);
    where_it_is(setup);
    setup.act(Intent::Place(PlacePress::Find));
    let instance = Instance {
        site: Site::parse("na.myconnectwise.net").unwrap(),
        company_id: "acme-msp".into(),
        other_case: None,
        company_name: "Acme".into(),
        codebase: "v2025_1/".into(),
        version: "v2025.1".into(),
        api_host: None,
    };
    setup.learn(Event::Found {
        ticket: setup.open.as_ref().unwrap().looking.unwrap(),
        outcome: Ok(Found::Here(instance)),
    });
    setup.act(Intent::Vault(VaultPress::ProveVault));
    setup.learn(Event::Vault(VaultEvent::Proved {
        ticket: setup.proving.unwrap(),
        outcome: Ok(()),
    }));
    for (field, text) in [
        (FieldId::PublicKey, PUBLIC_KEY),
        (FieldId::PrivateKey, PRIVATE_KEY),
        (FieldId::ClientId, CLIENT_ID),
    ] {
        fill(setup, field, text);
    }
    for _ in 0..9 {
        if setup.step() != StepId::Check {
            setup.act(Intent::Walk(WalkPress::Continue));
            setup.act(Intent::Walk(WalkPress::GoOnAnyway));
        }
    }
    assert!(setup.open.as_ref().unwrap().check.running);
    setup.open.as_ref().unwrap().check.ticket.unwrap()
}

fn page(setup: &Setup) -> CheckPage {
    check_page(&view(setup)).unwrap()
}

#[test]
fn a_stopped_check_keeps_what_it_found_and_shows_nothing_as_still_checking() {
    let mut setup = setup();
    let run = checking(&mut setup);
    setup.learn(Event::Check(CheckEvent::Finding {
        ticket: run,
        finding: Finding::passed(Line::Network, "seen"),
    }));
    setup.learn(Event::Check(CheckEvent::Finding {
        ticket: run,
        finding: Finding::running(Line::Site),
    }));
    assert!(page(&setup).cancel.is_some());
    setup.act(Intent::Check(CheckPress::CancelCheck));
    // What was under way when it was stopped comes too late.
    setup.learn(Event::Check(CheckEvent::Finding {
        ticket: run,
        finding: Finding::passed(Line::Keys, "late"),
    }));
    let page = page(&setup);
    let marks: Vec<VerdictMark> = page.gates.iter().map(|line| line.verdict).collect();
    assert_eq!(marks[0], VerdictMark::Passed);
    assert!(!marks.contains(&VerdictMark::Running), "{:?}", page.gates);
    assert!(marks.iter().skip(1).all(|mark| *mark != VerdictMark::Passed), "{:?}", page.gates);
    assert!(page.cancel.is_none() && page.run.is_some());
}

#[test]
fn findings_for_other_keys_are_not_shown() {
    let mut setup = setup();
    let run = checking(&mut setup);
    fill(&mut setup, FieldId::PrivateKey, "AnotherPrivKey19");
    setup.learn(Event::Check(CheckEvent::Finding {
        ticket: run,
        finding: Finding::passed(Line::Keys, "of the key before"),
    }));
    setup.learn(Event::Check(CheckEvent::Ended { ticket: run }));
    assert!(
        setup.open.as_ref().unwrap().check.findings.iter().all(|f| f.verdict != Verdict::Passed)
    );
    assert_eq!(setup.present().unwrap().connection.checked, None);
}

/// A keychain may ask for a password before it gives the keys back.
#[test]
fn keys_pasted_while_the_old_ones_are_fetched_are_kept() {
    let mut setup = setup();
    checking(&mut setup);
    let (old, connection) = (
        setup.open.as_ref().unwrap().keys.clone(),
        setup.open.as_ref().map(|open| open.id.clone()).unwrap(),
    );
    let held = Held { pair: old.pair(), ..Held::default() };
    let item = setup::item::write(setup.present().unwrap().connection, &held).unwrap();
    setup.act(Intent::Walk(WalkPress::Home));
    setup.act(Intent::Start(StartPress::Resume { connection: connection.clone() }));
    setup.learn(Event::Vault(VaultEvent::Proved {
        ticket: setup.proving.unwrap(),
        outcome: Ok(()),
    }));
    fill(&mut setup, FieldId::PrivateKey, "AnotherPrivKey19");
    let effects =
        setup.learn(Event::Vault(VaultEvent::Recalled { connection, outcome: Ok(Some(item)) }));
    assert_eq!(
        setup.open.as_ref().unwrap().keys.private.as_ref().unwrap().secret.expose(),
        "AnotherPrivKey19"
    );
    assert_eq!(
        (&setup.open.as_ref().unwrap().keys.public, &setup.open.as_ref().unwrap().keys.client_id),
        (&old.public, &old.client_id)
    );
    let [Effect::Vault(VaultJob::Keep { item, .. })] = &effects[..] else { panic!("{effects:?}") };
    assert!(item.expose().contains("AnotherPrivKey19") && item.expose().contains(PUBLIC_KEY));
    assert!(!setup.open.as_ref().unwrap().is_kept(), "not before it was written");
    assert!(!format!("{effects:?}").contains("AnotherPrivKey19"), "{effects:?}");
}
