//! Which client ID a check uses: the one the program was built with, or the person's own.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot start fails")]

use ground::secret::{Secret, Typed};
use integration::built_in;
use setup::{
    Connection, Effect, Event, FieldId, FieldPress, Intent, Opening, Setup, StartPress, StepId,
    VaultEvent, VaultJob,
};
use view::types::{Page, View};
use view::view;

const KEYWRIGHTS: &str = "0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f";
const OWN: &str = "11111111-2222-3333-4444-555555555555";

/// A real set-up, begun, with the client ID page open.
fn begun(integration: &str, built_with: Option<&str>) -> Setup {
    let mut setup = Setup::new(Opening {
        integrations: built_in(),
        built_in_client_id: built_with.map(Secret::new),
        ..Opening::default()
    });
    setup.act(Intent::Start(StartPress::Choose { integration: integration.into() }));
    setup.act(Intent::Start(StartPress::Begin { practice: None }));
    let connection = setup.connections.last_mut().unwrap();
    (connection.step, connection.furthest) = (StepId::ClientId, StepId::ClientId);
    setup
}

fn labels(view: &View) -> Vec<String> {
    match &view.page {
        Page::ClientId(page) => page.way.options.iter().map(|o| o.label.clone()).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_one_built_in_serves_products_that_ask_for_none() {
    for integration in built_in().0 {
        let setup = begun(&integration.id, Some(KEYWRIGHTS));
        let offered = labels(&view(&setup)).contains(&"Use Keywright's own".to_owned());
        assert_eq!(offered, !integration.client_id.asked, "{}", integration.name);
        let used = setup.client_id().map(|id| id.expose().to_owned());
        let expected = (!integration.client_id.asked).then(|| KEYWRIGHTS.to_owned());
        assert_eq!(used, expected, "{}", integration.name);
    }
}

#[test]
fn without_one_built_in_the_persons_own_is_used_and_only_if_it_looks_right() {
    let mut setup = begun("mspcfo", None);
    assert!(!labels(&view(&setup)).contains(&"Use Keywright's own".to_owned()));
    assert_eq!(setup.client_id(), None);
    for (typed, used) in [("not a client ID", None), (OWN, Some(OWN))] {
        setup.act(Intent::Field(FieldPress::Fill {
            field: FieldId::ClientId,
            text: Typed::new(typed),
        }));
        assert_eq!(setup.client_id().map(Secret::expose), used, "{typed}");
    }
}

/// Nobody would look for it in the keychain any more.
#[test]
fn it_is_forgotten_with_the_last_connection_that_could_use_it() {
    let connection =
        |id: &str| Connection::new(id.into(), "vectis".into(), None, Default::default());
    let two = vec![connection("one"), connection("other")];
    let mut setup = Setup::new(Opening {
        integrations: built_in(),
        connections: (two, None),
        ..Opening::default()
    });
    setup.remembered_client_id = Some(Secret::new("0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f"));
    let forgets = |effects: &[Effect]| {
        effects.iter().any(|effect| matches!(effect, Effect::Vault(VaultJob::ForgetClientId)))
    };
    let removed =
        |id: &str| Event::Vault(VaultEvent::Removed { connection: id.into(), outcome: Ok(()) });
    assert!(!forgets(&setup.learn(removed("one"))) && setup.remembered_client_id.is_some());
    assert!(forgets(&setup.learn(removed("other"))));
    assert_eq!(setup.remembered_client_id, None);
}
