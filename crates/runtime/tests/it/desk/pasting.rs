//! A fast hand: what is pressed while the clipboard is still being read.

use ground::secret::{Secret, Typed};
use integration::built_in;
use practice::{PRIVATE_KEY, PUBLIC_KEY};
use setup::outside::NoText;
use setup::{
    ClipboardEvent, Effect, Event, FieldId, FieldPress, Intent, ListPress, Opening, PlacePress,
    Setup, StartPress, StepId, VaultPress, WalkPress,
};
use view::types::View;
use view::view;

use super::window::{keys_page, site_page};

/// In earnest, on "Your ConnectWise".
fn setup() -> Setup {
    let mut setup = Setup::new(Opening { integrations: built_in(), ..Opening::default() });
    let integration = setup.integrations[0].id.to_string();
    setup.act(Intent::Start(StartPress::Choose { integration }));
    setup.act(Intent::Start(StartPress::Begin { practice: None }));
    setup
}

fn paste(setup: &mut Setup, field: FieldId) {
    let effects = setup.act(Intent::Field(FieldPress::Paste { field }));
    assert!(asks_for(&effects, field), "{effects:?}");
}

fn asks_for(effects: &[Effect], field: FieldId) -> bool {
    matches!(effects, [.., Effect::ReadClipboard { field: asked }] if *asked == field)
}

fn read(setup: &mut Setup, field: FieldId, text: Option<&str>) -> Vec<Effect> {
    setup.learn(Event::Clipboard(ClipboardEvent::Read {
        field,
        text: text.map(Secret::new).ok_or(NoText::Empty),
    }))
}

fn fill(setup: &mut Setup, field: FieldId, text: &str) -> Vec<Effect> {
    setup.act(Intent::Field(FieldPress::Fill { field, text: Typed::new(text) }))
}

/// Which company is looked for, where one is.
fn looks_for(effects: &[Effect]) -> Option<&str> {
    effects.iter().find_map(|effect| match effect {
        Effect::Find { company, .. } => Some(company.as_str()),
        _ => None,
    })
}

fn company(setup: &Setup) -> String {
    site_page(&view(setup)).unwrap().company.value
}

fn missing(view: &View) -> Vec<&str> {
    view.nav.missing.iter().map(|gap| gap.text.as_str()).collect()
}

#[test]
fn continue_takes_what_is_still_being_pasted() {
    let mut setup = setup();
    fill(&mut setup, FieldId::Address, "na.myconnectwise.net");
    paste(&mut setup, FieldId::Company);
    assert!(setup.act(Intent::Place(PlacePress::Find)).is_empty());
    assert_eq!(missing(&view(&setup)), [""; 0], "nothing is missed before it is known");
    let effects = read(&mut setup, FieldId::Company, Some("acme-msp"));
    assert_eq!(looks_for(&effects), Some("acme-msp"), "{effects:?}");
}

#[test]
fn a_key_pasted_at_the_last_moment_is_not_left_behind() {
    let mut setup = setup();
    setup.connections[0].step = StepId::Keys;
    setup.connections[0].furthest = StepId::Keys;
    setup.act(Intent::Vault(VaultPress::KeepForSession));
    fill(&mut setup, FieldId::PublicKey, PUBLIC_KEY);
    paste(&mut setup, FieldId::PrivateKey);
    setup.act(Intent::Walk(WalkPress::Continue));
    assert_eq!(setup.step(), StepId::Keys);
    read(&mut setup, FieldId::PrivateKey, Some(PRIVATE_KEY));
    assert_eq!(setup.step(), StepId::ClientId);
    assert_eq!(
        setup.open.as_ref().unwrap().keys.private.as_ref().unwrap().secret.expose(),
        PRIVATE_KEY
    );

    // One that cannot be right holds Continue, as it does where nobody hurries.
    setup.act(Intent::Walk(WalkPress::Back));
    paste(&mut setup, FieldId::PrivateKey);
    setup.act(Intent::Walk(WalkPress::Continue));
    read(&mut setup, FieldId::PrivateKey, Some("https://na.myconnectwise.net"));
    assert_eq!(setup.step(), StepId::Keys);
    assert!(keys_page(&view(&setup)).unwrap().private_key.remark.unwrap().stops);
}

/// Going on with what stood there before would hide that nothing was pasted.
#[test]
fn where_nothing_was_there_to_paste_it_says_so_and_goes_nowhere() {
    let mut setup = setup();
    fill(&mut setup, FieldId::Address, "na.myconnectwise.net");
    fill(&mut setup, FieldId::Company, "the-one-before");
    paste(&mut setup, FieldId::Company);
    assert!(setup.act(Intent::Place(PlacePress::Find)).is_empty());
    setup.act(Intent::List(ListPress::StillToDo { on: true }));
    let effects = read(&mut setup, FieldId::Company, None);
    assert_eq!(looks_for(&effects), None, "{effects:?}");
    assert_eq!(view(&setup).problem.unwrap().cause, "clipboard-empty");
    assert!(setup.open.as_ref().unwrap().checklist.still_to_do, "all else is done");
}

#[test]
fn what_was_done_meanwhile_is_done_in_its_order() {
    let mut setup = setup();
    paste(&mut setup, FieldId::Address);
    fill(&mut setup, FieldId::Address, "typed after it");
    setup.act(Intent::Field(FieldPress::Paste { field: FieldId::Company }));
    setup.act(Intent::Walk(WalkPress::Home));
    let effects = read(&mut setup, FieldId::Address, Some("pasted"));
    assert!(asks_for(&effects, FieldId::Company), "one after the other: {effects:?}");
    assert_eq!(site_page(&view(&setup)).unwrap().address.unwrap().value, "typed after it");
    assert_eq!(company(&setup), "");
    // The set-up it was pasted into is left only then.
    read(&mut setup, FieldId::Company, Some("acme-msp"));
    assert_eq!(setup.step(), StepId::Start);
    setup.act(Intent::Start(StartPress::Resume { connection: setup.connections[0].id.clone() }));
    assert_eq!(company(&setup), "acme-msp");
}
