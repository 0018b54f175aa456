//! In the window: what the page shows, what would lie on disk, what is asked.

use ground::secret::Typed;
use integration::built_in;
use pasted::{KeyRemark, NotForThisField, Which, tidy};
use setup::{
    Effect, FieldId, FieldPress, Intent, Opening, PlacePress, Setup, StartPress, StepId, WalkPress,
};
use view::problem::{key_remark, plain_remark};
use view::types::{Field, Page};
use view::view;

use crate::pasted::keys::{COMPANY, PRIVATE, PUBLIC};

const PLAIN: [FieldId; 3] = [FieldId::Address, FieldId::Company, FieldId::MemberId];

/// In earnest, with every page reached, of a product that asks for the Member ID.
fn begun() -> Setup {
    let mut setup = Setup::new(Opening { integrations: built_in(), ..Opening::default() });
    setup.act(Intent::Start(StartPress::Choose { integration: "syncsmart-hubspot".into() }));
    setup.act(Intent::Start(StartPress::Begin { practice: None }));
    setup.connections[0].furthest = StepId::Done;
    setup
}

fn fill(setup: &mut Setup, field: FieldId, text: &str) -> Vec<Effect> {
    setup.act(Intent::Field(FieldPress::Fill { field, text: Typed::new(text) }))
}

/// A field as the page shows it.
fn shown(setup: &mut Setup, field: FieldId) -> Field {
    let step = if field == FieldId::MemberId { StepId::Member } else { StepId::Site };
    setup.act(Intent::Walk(WalkPress::Go { step }));
    match view(setup).page {
        Page::Site(page) if field == FieldId::Address => page.address.unwrap(),
        Page::Site(page) => page.company,
        Page::Member(page) => page.member_id.unwrap(),
        other => panic!("{other:?}"),
    }
}

/// All that the window shows, and all that would be written to disk.
fn everything(setup: &mut Setup) -> String {
    let mut all = serde_json::to_string(&setup.connections).unwrap();
    for step in [StepId::Site, StepId::Member, StepId::Keys, StepId::ClientId] {
        setup.act(Intent::Walk(WalkPress::Go { step }));
        all += &serde_json::to_string(&view(setup)).unwrap();
    }
    all
}

#[test]
fn a_key_pasted_into_a_plain_field_is_neither_shown_nor_kept_nor_sent() {
    for text in [
        PRIVATE.to_owned(),
        format!("acme-msp+{PUBLIC}:{PRIVATE}"),
        format!("Public Key: {PUBLIC} Private Key: {PRIVATE}"),
        format!("https://acme-msp+{PUBLIC}:{PRIVATE}@na.myconnectwise.net"),
        format!("https://na.myconnectwise.net/?private={PRIVATE}"),
    ] {
        let mut setup = begun();
        fill(&mut setup, FieldId::Address, "na.myconnectwise.net");
        fill(&mut setup, FieldId::Company, COMPANY);
        fill(&mut setup, FieldId::MemberId, "Vectis");
        for field in PLAIN {
            fill(&mut setup, field, &text);
            let field = shown(&mut setup, field);
            let told = field.remark.is_some_and(|r| !r.stops && r.text.contains("not kept"))
                || field.tidied.is_some();
            assert!(told, "nothing is said of {text}");
            assert!(!field.value.is_empty(), "what stood there before is gone");
        }
        let all = everything(&mut setup);
        assert!(!all.contains(&PRIVATE[..8]) && !all.contains(&PRIVATE[8..]), "{text}: {all}");
        assert!(!all.contains(PUBLIC), "{text}: {all}");
        setup.act(Intent::Walk(WalkPress::Go { step: StepId::Site }));
        let effects = setup.act(Intent::Place(PlacePress::Find));
        assert!(
            effects.iter().all(|effect| match effect {
                Effect::Find { company, .. } => company == COMPANY,
                _ => true,
            }),
            "{effects:?}"
        );
    }
}

#[test]
fn what_was_done_is_said_beside_the_field_and_gone_with_the_next_text() {
    let mut setup = begun();
    fill(&mut setup, FieldId::Address, "Site URL: https://na.myconnectwise.net");
    fill(&mut setup, FieldId::Company, "\u{201c}acme\u{2011}msp\u{201d}");
    fill(&mut setup, FieldId::MemberId, " Vectis\u{200b}");
    let said = |setup: &mut Setup, field| {
        let field = shown(setup, field);
        (field.value, field.tidied.unwrap_or_default())
    };
    assert_eq!(
        said(&mut setup, FieldId::Address),
        ("https://na.myconnectwise.net".into(), "Took the address out of the text.".into())
    );
    assert_eq!(
        said(&mut setup, FieldId::Company),
        ("acme-msp".into(), "Removed 2 quotation marks. Changed 1 hyphen to a plain one.".into())
    );
    assert_eq!(
        said(&mut setup, FieldId::MemberId),
        ("Vectis".into(), "Removed 1 space and 1 zero-width space.".into())
    );
    fill(&mut setup, FieldId::Company, PRIVATE);
    assert!(shown(&mut setup, FieldId::Company).remark.unwrap().text.contains("looks like a key"));
    fill(&mut setup, FieldId::Company, COMPANY);
    let company = shown(&mut setup, FieldId::Company);
    assert_eq!((company.value.as_str(), company.tidied, company.remark), (COMPANY, None, None));
}

#[test]
fn other_pages_of_connectwise_and_hidden_addresses_are_named_and_nothing_is_sent() {
    for (address, cause, words) in [
        (
            "https://home.connectwise.com/",
            "address-other-page",
            "This is ConnectWise Home, not the PSA",
        ),
        ("acme.screenconnect.com", "address-other-page", "This is ScreenConnect, not the PSA"),
        ("https://protect-us.mimecast.com/s/abcDEF", "address-rewritten", "rewritten by Mimecast"),
        ("mailto:joe@acme-msp.example", "address-email", "e-mail address"),
        ("https://a.example https://b.example", "address-several", "more than one"),
    ] {
        let mut setup = begun();
        fill(&mut setup, FieldId::Address, address);
        fill(&mut setup, FieldId::Company, COMPANY);
        let effects = setup.act(Intent::Place(PlacePress::Find));
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::Find { .. })), "{address}");
        let problem = view(&setup).problem.unwrap();
        assert_eq!(problem.cause, cause, "{address}");
        assert!(problem.title.contains(words), "{address}: {}", problem.title);
    }
    let mut setup = begun();
    fill(&mut setup, FieldId::Address, "na.myconnectwise.net");
    fill(&mut setup, FieldId::Company, "acme\tmsp");
    setup.act(Intent::Place(PlacePress::Find));
    assert_eq!(view(&setup).problem.unwrap().title, "The company ID has a tab in it");
}

/// Whatever can be said is in plain words and short sentences.
#[test]
fn every_remark_speaks_plainly() {
    use KeyRemark::*;
    let keys = [
        LooksLikeClientId,
        LooksLikeAddress,
        LooksLikeEmail,
        SameTwice,
        OtherCompany("other".into()),
        SeveralWords,
        SeveralKeys,
        SeveralClientIds,
        TooLong,
        Colon,
        NotPlain,
        NotAGuid,
        LooksLikeKey,
        Masked,
        Cut,
        ExcelNumber,
        CompanyAlone,
        LabelAlone,
        Called(Which::Public),
        Called(Which::Private),
        OddLength(1),
        OddLength(31),
        OddSigns,
        OneKind("letters"),
    ];
    let mut texts: Vec<String> = keys.iter().map(|remark| key_remark(remark).text).collect();
    use NotForThisField as Not;
    for why in [Not::Key, Not::BothKeys, Not::CompanyAndKey, Not::ClientId, Not::TooLong] {
        texts.extend(PLAIN.map(|field| plain_remark(field, why).text));
    }
    let strange = "\u{200b}\u{feff}\u{ad} \n\"a\u{2011}";
    texts.extend(tidy(strange).words());
    for text in texts {
        assert!(text.split_whitespace().count() <= 40, "{text}");
        for sentence in text.split_inclusive(['.', '?', ':', ';']) {
            assert!(sentence.split_whitespace().count() <= 16, "{sentence}");
        }
        assert_eq!(text.matches("**").count() % 2, 0, "{text}");
        for never in ["please", "simply", "just", "invalid", "sorry", "wrong"] {
            assert!(
                !text.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|w| w == never),
                "{text}"
            );
        }
    }
}

/// Each begun key would be kept as one of its own, and ask to be forgotten.
#[test]
fn what_is_typed_letter_by_letter_is_one_key() {
    let mut setup = begun();
    for n in 1..=PRIVATE.len() {
        fill(&mut setup, FieldId::PrivateKey, &PRIVATE[..n]);
    }
    assert_eq!(setup.open.as_ref().unwrap().beside.earlier, []);
    // A whole one stays, whatever follows it in the field.
    fill(&mut setup, FieldId::PrivateKey, &format!("{PRIVATE}1"));
    assert_eq!(setup.open.as_ref().unwrap().beside.earlier.len(), 1);
}

#[test]
fn a_character_that_no_company_id_has_is_named_in_good_english() {
    for (text, named) in [
        ("acme=msp", "has an equals sign in it"),
        ("acme*msp", "has an asterisk in it"),
        ("acme;msp", "has a semicolon in it"),
        ("acme+", "has a + in it"),
    ] {
        let mut setup = begun();
        fill(&mut setup, FieldId::Address, "na.myconnectwise.net");
        fill(&mut setup, FieldId::Company, text);
        setup.act(Intent::Walk(WalkPress::Go { step: StepId::Site }));
        setup.act(Intent::Place(PlacePress::Find));
        let title = view(&setup).problem.unwrap().title;
        assert!(title.ends_with(named), "{text}: {title}");
    }
}
