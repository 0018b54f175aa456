//! Moments that are over too soon to be met with the whole program: the Setup alone.

use checkup::{Finding, Line, Verdict};
use connectwise::address::Site;
use connectwise::company_info::Instance;
use connectwise::find::Found;
use ground::secret::{Secret, Typed};
use integration::built_in;
use practice::{CLIENT_ID, PRIVATE_KEY, PUBLIC_KEY};
use setup::practice::{Situation, Tenant};
use setup::{Effect, Event, FieldId, Held, Intent, Setup, StepId};
use view::types::{CheckPage, VerdictMark};
use view::view;

use super::window::check_page;

fn setup() -> Setup {
    Setup::new(built_in(), (Vec::new(), None), None)
}

fn begin(setup: &mut Setup, practice: bool) {
    let integration = setup.integrations[0].id.to_string();
    setup.act(Intent::Choose { integration });
    setup.act(Intent::Begin { practice: practice.then_some(Situation::Smooth) });
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
    setup.act(Intent::Fill { field, text: Typed::new(text) });
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
    assert!(!searches(&setup.act(Intent::Find)).contains(&false), "the real ConnectWise was asked");
    setup.learn(Event::PracticeRuns(tenant()));
    assert_eq!(searches(&setup.act(Intent::Find)), [true]);
}

#[test]
fn a_practice_connectwise_that_comes_late_is_not_used_for_a_real_set_up() {
    let mut setup = setup();
    begin(&mut setup, true);
    setup.act(Intent::Home);
    begin(&mut setup, false);
    setup.learn(Event::PracticeRuns(tenant()));
    where_it_is(&mut setup);
    assert_eq!(searches(&setup.act(Intent::Find)), [false]);
}

/// A set-up whose check runs; returns the run's number.
fn checking(setup: &mut Setup) -> u32 {
    begin(setup, true);
    setup.learn(Event::PracticeRuns(tenant()));
    where_it_is(setup);
    setup.act(Intent::Find);
    let instance = Instance {
        site: Site::parse("na.myconnectwise.net").unwrap(),
        company_id: "acme-msp".into(),
        other_case: None,
        company_name: "Acme".into(),
        codebase: "v2025_1/".into(),
        version: "v2025.1".into(),
        api_host: None,
    };
    setup.learn(Event::Found { run: setup.find_run, outcome: Ok(Found::Here(instance)) });
    setup.learn(Event::VaultProved { run: setup.prove_run, outcome: Ok(()) });
    for (field, text) in [
        (FieldId::PublicKey, PUBLIC_KEY),
        (FieldId::PrivateKey, PRIVATE_KEY),
        (FieldId::ClientId, CLIENT_ID),
    ] {
        fill(setup, field, text);
    }
    for _ in 0..9 {
        if setup.step() != StepId::Check {
            setup.act(Intent::Continue);
            setup.act(Intent::GoOnAnyway);
        }
    }
    assert!(setup.check.running);
    setup.check.run
}

fn page(setup: &Setup) -> CheckPage {
    check_page(&view(setup)).unwrap()
}

#[test]
fn a_stopped_check_keeps_what_it_found_and_shows_nothing_as_still_checking() {
    let mut setup = setup();
    let run = checking(&mut setup);
    setup.learn(Event::Finding { run, finding: Finding::passed(Line::Network, "seen") });
    setup.learn(Event::Finding { run, finding: Finding::running(Line::Site) });
    assert!(page(&setup).cancel.is_some());
    setup.act(Intent::CancelCheck);
    // What was under way when it was stopped comes too late.
    setup.learn(Event::Finding { run, finding: Finding::passed(Line::Keys, "late") });
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
    setup.learn(Event::Finding { run, finding: Finding::passed(Line::Keys, "of the key before") });
    setup.learn(Event::CheckEnded { run });
    assert!(setup.check.findings.iter().all(|f| f.verdict != Verdict::Passed));
    assert_eq!(setup.present().unwrap().0.checked, None);
}

/// A keychain may ask for a password before it gives the keys back.
#[test]
fn keys_pasted_while_the_old_ones_are_fetched_are_kept() {
    let mut setup = setup();
    checking(&mut setup);
    let (old, connection) = (setup.keys.clone(), setup.current.clone().unwrap());
    let held = Held { pair: old.pair(), ..Held::default() };
    let item = setup::item::write(setup.present().unwrap().0, &held).unwrap();
    setup.act(Intent::Home);
    setup.act(Intent::Resume { connection: connection.clone() });
    setup.learn(Event::VaultProved { run: setup.prove_run, outcome: Ok(()) });
    fill(&mut setup, FieldId::PrivateKey, "AnotherPrivKey19");
    let effects = setup.learn(Event::Recalled { connection, outcome: Ok(Some(item)) });
    assert_eq!(setup.keys.private.as_ref().unwrap().secret.expose(), "AnotherPrivKey19");
    assert_eq!((&setup.keys.public, &setup.keys.client_id), (&old.public, &old.client_id));
    let [Effect::Keep { item, .. }] = &effects[..] else { panic!("{effects:?}") };
    assert!(item.expose().contains("AnotherPrivKey19") && item.expose().contains(PUBLIC_KEY));
    assert!(!setup.is_kept(), "not before it was written");
    assert!(!format!("{effects:?}").contains("AnotherPrivKey19"), "{effects:?}");
}
