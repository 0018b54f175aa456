//! Trusting the certificate authority of a company's own server, from refusal to trust and
//! back: the Setup alone. That the wire obeys is in `tests/wire/authority.rs`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use connectwise::cause::{Cause, CertificateFault};
use ground::secret::Typed;
use integration::built_in;
use jiff::Timestamp;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, KeyPair};
use setup::diary::{Entry, Trusting};
use setup::{
    Effect, Event, FieldId, FieldPress, Intent, Moment, Opening, PlacePress, Setup, StartPress,
};
use view::types::{AuthorityPart, View};
use view::view;

use super::window::site_page;

const HOST: &str = "cw.contoso.example";

fn authority(name: &str) -> Vec<u8> {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.self_signed(&KeyPair::generate().unwrap()).unwrap().der().to_vec()
}

/// A set-up that looked at this address, and was told this.
fn refused(address: &str, cause: Cause) -> Setup {
    let mut setup = Setup::new(Opening {
        integrations: built_in(),
        moment: Moment { now: Timestamp::now(), ..Moment::default() },
        ..Opening::default()
    });
    let integration = setup.integrations[0].id.to_string();
    setup.act(Intent::Start(StartPress::Choose { integration }));
    setup.act(Intent::Start(StartPress::Begin { practice: None }));
    fill(&mut setup, FieldId::Address, address);
    fill(&mut setup, FieldId::Company, "acme");
    assert!(looks(&setup.act(Intent::Place(PlacePress::Find))));
    answer(&mut setup, cause);
    setup
}

fn unknown_issuer(host: &str) -> Cause {
    Cause::Certificate { host: host.into(), kind: CertificateFault::UnknownIssuer }
}

fn answer(setup: &mut Setup, cause: Cause) {
    setup.learn(Event::Found {
        ticket: setup.open.as_ref().unwrap().looking.unwrap(),
        outcome: Err(cause),
    });
}

fn fill(setup: &mut Setup, field: FieldId, text: &str) {
    setup.act(Intent::Field(FieldPress::Fill { field, text: Typed::new(text) }));
}

fn offer(setup: &mut Setup, file: &[u8]) {
    setup.act(Intent::Place(PlacePress::OfferAuthority { file: STANDARD.encode(file) }));
}

fn looks(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Find { .. }))
}

fn part(setup: &Setup) -> Option<AuthorityPart> {
    let view: View = view(setup);
    site_page(&view).unwrap().authority
}

fn fact(part: &AuthorityPart, label: &str) -> String {
    part.facts.iter().find(|fact| fact.label == label).unwrap().value.clone()
}

#[test]
fn a_company_that_signs_its_own_certificates_is_asked_for_its_authority() {
    let mut setup = refused(HOST, unknown_issuer(HOST));
    let asked = part(&setup).unwrap();
    assert!(asked.text.contains(HOST) && asked.choose.is_some() && asked.trust.is_none());

    offer(&mut setup, &authority("Contoso Root"));
    let compare = part(&setup).unwrap();
    assert_eq!(fact(&compare, "Name"), "Contoso Root");
    assert_eq!(fact(&compare, "SHA-256 fingerprint").len(), 95);
    assert!(setup.trust().is_none(), "shown, and not trusted yet");

    let effects = setup.act(compare.trust.unwrap().intent);
    assert!(looks(&effects), "the server is asked again at once");
    assert!(effects.iter().any(|effect| matches!(effect, Effect::SaveJournal)));
    assert_eq!(setup.trust().unwrap().host, HOST);
    let trusted = part(&setup).unwrap();
    assert!(trusted.text.contains(HOST) && trusted.choose.is_none());

    // Still refused: said so, and another file can be chosen.
    answer(&mut setup, unknown_issuer(HOST));
    let again = part(&setup).unwrap();
    assert!(again.remark.is_some() && again.choose.is_some());

    setup.act(again.drop.unwrap().intent);
    assert_eq!((setup.trust(), part(&setup)), (None, None));
    assert!(setup.connections[0].trust.is_none());

    let noted = setup.diary.noted().filter_map(|noted| match noted.entry {
        Entry::Authority(trusting) => Some(trusting),
        _ => None,
    });
    assert_eq!(
        noted.collect::<Vec<_>>(),
        [Trusting::Offered, Trusting::Trusted, Trusting::Dropped]
    );
}

#[test]
fn not_trusting_it_leaves_everything_as_it_was() {
    let mut setup = refused(HOST, unknown_issuer(HOST));
    let before = part(&setup);
    offer(&mut setup, &authority("Contoso Root"));
    let drop = part(&setup).unwrap().drop.unwrap();
    assert!(setup.act(drop.intent).is_empty());
    assert_eq!((part(&setup), setup.trust()), (before, None));
}

#[test]
fn a_file_that_cannot_be_used_says_why() {
    let mut setup = refused(HOST, unknown_issuer(HOST));
    offer(&mut setup, b"hello");
    assert!(part(&setup).unwrap().remark.unwrap().contains("no certificate"));
    for file in ["*".to_owned(), "A".repeat(100_000)] {
        setup.act(Intent::Place(PlacePress::OfferAuthority { file }));
        let shown = part(&setup).unwrap();
        assert!(shown.remark.is_some() && shown.trust.is_none());
    }
    assert!(setup.act(Intent::Place(PlacePress::TrustAuthority)).is_empty());
    assert!(setup.trust().is_none());
}

/// Such a server is its own authority.
#[test]
fn a_server_that_signed_itself_can_be_trusted_where_that_helps() {
    let kind = CertificateFault::SignedItself { usable: true };
    let mut setup = refused(HOST, Cause::Certificate { host: HOST.into(), kind });
    offer(&mut setup, &authority("cw"));
    assert!(looks(&setup.act(Intent::Place(PlacePress::TrustAuthority))));
    assert_eq!(setup.trust().unwrap().host, HOST);
}

/// In the cloud an unknown issuer means that somebody is in between.
#[test]
fn no_authority_is_taken_for_a_cloud_site_or_for_another_fault() {
    use CertificateFault::{Expired, HungUp, NameInOldPlace, SignedItself, WrongName};
    let cloud = "na.myconnectwise.net";
    let other = |kind| Cause::Certificate { host: HOST.into(), kind };
    let cases = [
        (cloud, unknown_issuer(cloud)),
        (cloud, unknown_issuer("api-na.myconnectwise.net")),
        (HOST, other(Expired)),
        (HOST, other(WrongName)),
        (HOST, other(HungUp)),
        (HOST, other(NameInOldPlace)),
        (HOST, other(SignedItself { usable: false })),
        (cloud, Cause::Certificate { host: cloud.into(), kind: SignedItself { usable: true } }),
        (HOST, Cause::Refused { host: HOST.into() }),
    ];
    for (address, cause) in cases {
        let mut setup = refused(address, cause.clone());
        offer(&mut setup, &authority("Contoso Root"));
        assert_eq!(part(&setup), None, "{cause:?}");
        setup.act(Intent::Place(PlacePress::TrustAuthority));
        assert!(setup.connections[0].trust.is_none(), "{cause:?}");
    }
}

#[test]
fn another_address_ends_the_question_and_the_trust() {
    let mut setup = refused(HOST, unknown_issuer(HOST));
    offer(&mut setup, &authority("Contoso Root"));
    fill(&mut setup, FieldId::Address, "cw.elsewhere.example");
    assert!(
        setup.act(Intent::Place(PlacePress::TrustAuthority)).is_empty(),
        "offered for the other server"
    );
    assert_eq!(part(&setup), None);

    let mut setup = refused(HOST, unknown_issuer(HOST));
    offer(&mut setup, &authority("Contoso Root"));
    setup.act(Intent::Place(PlacePress::TrustAuthority));
    fill(&mut setup, FieldId::Address, "cw.elsewhere.example");
    assert_eq!((setup.trust(), part(&setup)), (None, None));
    fill(&mut setup, FieldId::Address, HOST);
    assert_eq!(setup.trust().unwrap().host, HOST, "the same server is trusted as before");
}
