//! The company ID and the Member ID.

use connectwise::address::company_id;
use pasted::PlainField;
use pasted::{NotForThisField, plain};

use crate::pasted::hold;
use crate::pasted::keys::{PRIVATE, PUBLIC};

#[test]
fn the_company_id_is_taken_out_of_what_stands_around_it() {
    let took = |name: &str| Some(format!("Took what stands after {name}."));
    let said = |text: &str| Some(text.to_owned());
    let rows = [
        ("acme-msp", None),
        ("  acme-msp\n", said("Removed 2 spaces and 1 line end.")),
        ("acme-msp\u{200b}", said("Removed 1 zero-width space.")),
        ("acme\u{200b}-msp", said("Removed 1 zero-width space.")),
        ("acme\u{ad}-msp", said("Removed 1 soft hyphen.")),
        ("\u{feff}acme-msp", said("Removed 1 byte order mark.")),
        ("\u{202a}acme-msp\u{202c}", said("Removed 2 direction marks.")),
        ("acme-msp\u{3164}", said("Removed 1 Hangul filler.")),
        ("\u{201c}acme-msp\u{201d}", said("Removed 2 quotation marks.")),
        ("\u{201e}acme-msp\u{201c}", said("Removed 2 quotation marks.")),
        ("\"acme-msp\",", said("Removed 2 quotation marks and 1 comma.")),
        ("(acme-msp)", said("Removed 2 brackets.")),
        ("acme-msp.", said("Removed 1 period.")),
        ("=\"acme-msp\"", said("Removed 2 quotation marks and 1 equals sign.")),
        ("acme\u{2010}msp", said("Changed 1 hyphen to a plain one.")),
        ("acme\u{2011}msp", said("Changed 1 hyphen to a plain one.")),
        ("acme\u{2013}msp", said("Changed 1 hyphen to a plain one.")),
        ("acme\u{2212}msp", said("Changed 1 hyphen to a plain one.")),
        ("Company\tacme-msp", took("Company")),
        ("Company ID: acme-msp", took("Company ID")),
        ("Company ID acme-msp", took("Company ID")),
        ("Company: \u{201c}acme-msp\u{201d}.", took("Company")),
        ("CW_COMPANY_ID=acme-msp", took("CW_COMPANY_ID")),
        ("\"companyId\": \"acme-msp\",", took("companyId")),
        ("Company\nacme-msp", took("Company")),
        ("Firmen-ID: acme-msp", took("Firmen-ID")),
        ("Company ID - acme-msp", took("Company ID")),
        ("Our company ID is acme-msp.", took("Our company ID")),
        ("Company ID\nacme-msp\nUser name\njoe", took("Company ID")),
        ("Company ID: acme-msp; User: joe", took("Company ID")),
        ("Company ID: acme-msp, Member ID: Vectis", took("Company ID")),
        ("Company ID: acme-msp Site: na.myconnectwise.net", took("Company ID")),
        ("companyid=acme-msp&user=joe", took("companyid")),
        ("Company: acme-msp | User: joe", took("Company")),
        ("Company\tacme-msp\tjoe", took("Company")),
    ];
    let mut wrong = Vec::new();
    for (text, expected) in &rows {
        let is = plain(PlainField::Company, text);
        if (is.text.as_str(), &is.tidied) != ("acme-msp", expected) || is.refused.is_some() {
            wrong.push(format!("{text:?}: {is:?}, not {expected:?}"));
        }
    }
    hold("texts with a company ID", rows.len(), wrong);
    assert_eq!(company_id(&plain(PlainField::Company, "AcmeMSP ").text), Ok("AcmeMSP"));
}

#[test]
fn keys_and_client_ids_are_refused_and_nothing_of_them_stays() {
    use NotForThisField::*;
    let (u, p) = (PUBLIC, PRIVATE);
    let rows = [
        (p.to_owned(), Key),
        (format!("\u{feff}{p},"), Key),
        (format!("PrivateKey:{p}"), Key),
        (format!("Private Key: {p}"), Key),
        (format!("Privater Schlüssel {p}"), Key),
        ("PRIVATE_KEY=Hy3Wb8J+5Ps1Gf0T".into(), Key),
        ("Hy3Wb8Jc\u{200b}5Ps1Gf0T".into(), Key),
        ("Hy3Wb8Jc\n5Ps1Gf0T".into(), Key),
        (p.chars().map(|c| format!("{c}\n")).collect(), Key),
        (format!("my key is {p} thanks"), Key),
        // In pieces, and with a letter of another script.
        ("Hy3Wb8Jc-5Ps1Gf0T".into(), Key),
        ("Hy3Wb8Jc-\n5Ps1Gf0T".into(), Key),
        ("Hy3W-b8Jc-5Ps1-Gf0T".into(), Key),
        ("Hy3W b8Jc 5Ps1 Gf0T".into(), Key),
        ("Hy3Wb8Jc/5Ps1Gf0T".into(), Key),
        ("Hy3Wb8Jc.5Ps1Gf0T".into(), Key),
        ("Hy3Wb8Jc\\5Ps1Gf0T".into(), Key),
        ("Hy3Wb8Jc|5Ps1Gf0T".into(), Key),
        ("Hy3Wb8Jc\u{b7}5Ps1Gf0T".into(), Key),
        ("Hy3Wb8Jc\u{2026}5Ps1Gf0T".into(), Key),
        ("Hy3Wb8Jc_5Ps1Gf0T".into(), Key),
        ("PrivateKey=Hy3W b8Jc 5Ps1 Gf0T".into(), Key),
        ("private key Hy3Wb8Jc-5Ps1Gf0T".into(), Key),
        ("acme-msp Hy3Wb8Jc 5Ps1Gf0T".into(), Key),
        ("Hy3Wb8J\u{441}5Ps1Gf0T".into(), Key),
        ("\u{397}y3Wb8Jc5Ps1Gf0T".into(), Key),
        ("Hy3Wb8Jc-5Ps1Gf0T.example.com".into(), Key),
        ("https://Hy3Wb8Jc-5Ps1Gf0T.example.com".into(), Key),
        (format!("acme-msp+{u}"), CompanyAndKey),
        (format!("acme-msp%2B{u}"), CompanyAndKey),
        (format!("ACME-MSP+{u}."), CompanyAndKey),
        (format!("acme-msp+{u}:{p}"), BothKeys),
        ("Basic YWNtZS1tc3ArWnE3TG0yTng5S2Q0UnQ2VjpIeTNXYjhKYzVQczFHZjBU".into(), BothKeys),
        (format!("{u}\n{p}"), BothKeys),
        (format!("Public Key: {u}\nPrivate Key: {p}"), BothKeys),
        (format!("{{\"publicKey\":\"{u}\",\"privateKey\":\"{p}\"}}"), BothKeys),
        (
            format!("{{\"companyId\":\"acme-msp\",\"publicKey\":\"{u}\",\"privateKey\":\"{p}\"}}"),
            BothKeys,
        ),
        ("3f2504e0-4f89-41d3-9a0c-0305e82c3301".into(), ClientId),
        ("clientId: 3f2504e0-4f89-41d3-9a0c-0305e82c3301".into(), ClientId),
        ("3f2504e04f8941d39a0c0305e82c3301".into(), ClientId),
    ];
    let mut wrong = Vec::new();
    let fields = [PlainField::Company, PlainField::MemberId, PlainField::Address];
    for (text, expected) in &rows {
        for field in fields {
            let is = plain(field, text);
            if is.refused != Some(*expected) || !is.text.is_empty() || is.tidied.is_some() {
                wrong.push(format!("{text:?} into {field:?}: {is:?}, not {expected:?}"));
            }
        }
    }
    hold("texts that do not belong there", fields.len() * rows.len(), wrong);
}

#[test]
fn names_that_people_have_pass() {
    for name in [
        "acme",
        "acme-msp",
        "ACME_MSP",
        "acme2",
        "24x7it",
        "A1Tech",
        "acmetechnologies",
        "ACMETECHNOLOGIES",
        "AcmeTechnologies",
        "acmetechnology01",
        "AcmeServices2024",
        "PropelYourMSP365",
        "Vectis",
        "vectis-api",
        "KeywrightAPI2026",
        "itpartners",
        "o365msp",
        "northwind_2024",
        "northwind_2024ab",
        "contoso-it-services",
        "Contoso_IT_Services",
        "McKenzie-Partner1",
        "acme-24x7-support",
        "Acme24x7-Support1",
        "AcmeIT-Service365",
        "DeVries-Automatisering",
        "vectis-prod-2026-11",
        "KeywrightAPI-2026",
        "Propel-API-User01",
        "svc_connectwise_1",
        "SVC-ConnectWise-2",
        "api.user.vectis01",
        "Müller-Systemhaus",
        "müllersystemhaus",
        "Société-Générale1",
        "A1-Tech-Solutions",
        "3M-Partner-Europe",
        "e-Health-Nord-24x7",
        "NordLicht-MSP-GmbH",
    ] {
        for field in [PlainField::Company, PlainField::MemberId] {
            let is = plain(field, name);
            assert_eq!((is.text.as_str(), is.refused), (name, None));
        }
    }
    // As they were typed: what is wrong with them is said when ConnectWise is looked for.
    for text in
        ["acme-msp+", "https://na.myconnectwise.net", "joe@acme.example", "Acme Managed Services"]
    {
        assert_eq!(plain(PlainField::Company, text).text, text);
    }
    assert_eq!(plain(PlainField::MemberId, "Ada (API)").text, "Ada (API)");
    assert_eq!(plain(PlainField::MemberId, &"x".repeat(100)).text.len(), 60);
}
