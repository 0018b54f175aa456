//! companyinfo: kinds 4, 8, 9 and 13. In the cloud, and on a company's own server.

use checkup::Checkup;
use practice::{Fault, How, On, World};
use serde_json::json;

use super::judge::{Case, Place, UNTRUE_OF_STRANGERS, case, judge};
use super::packed::gzip;
use super::score::Score;
use super::strange::{Causes, Strange};
use super::{bodies, faults, own_server, pages};

const PATH: &str = "/login/companyinfo/";

fn at(kind: &'static str, answer: &Strange, cloud: bool) -> Case {
    let (line, causes) = answer.at_companyinfo(cloud);
    let how = answer.how();
    asked(kind, &answer.name, cloud, move |world, _| {
        world.faults = vec![Fault::always(On::Path(PATH.into()), how.clone())];
    })
    .fail(line, causes)
    .unsaid(&UNTRUE_OF_STRANGERS)
}

fn asked(
    kind: &'static str,
    name: &str,
    cloud: bool,
    set: impl Fn(&mut World, &mut Checkup) + Send + Sync + 'static,
) -> Case {
    let place = if cloud { "cloud" } else { "own server" };
    case(kind, Place::Company, format!("companyinfo, {place}: {name}"), move |world, checkup| {
        if !cloud {
            own_server(world, checkup);
        }
        set(world, checkup);
    })
    // Without an answer from the site no key is sent.
    .most_sign_ins(0)
}

fn strangers() -> Vec<Case> {
    let lists = [pages::refusing(), faults::welcoming(), faults::failing(), faults::busy()];
    let all: Vec<Strange> = lists.into_iter().flatten().chain(bodies::all()).collect();
    let kind = |answer: &Strange| match answer.status {
        304 | 511 => "8",
        401 | 403 => "4, 7",
        200 if answer.form == super::strange::Form::Json => "9",
        _ => "4",
    };
    [true, false]
        .into_iter()
        .flat_map(|cloud| all.iter().map(move |a| at(kind(a), a, cloud)))
        .collect()
}

/// 200, called JSON, and not what companyinfo answers.
const NO_ANSWERS: &[(&str, &str)] = &[
    ("no name", r#"{"Codebase":"v2025_1/","VersionCode":"v2025.1","CompanyID":"acme-msp"}"#),
    ("an empty name", r#"{"CompanyName":"","Codebase":"v2025_1/","CompanyID":"acme-msp"}"#),
    ("a blank name", r#"{"CompanyName":"  ","Codebase":"v2025_1/","CompanyID":"acme-msp"}"#),
    ("a null name", r#"{"CompanyName":null,"Codebase":null,"CompanyID":null}"#),
    ("a number as name", r#"{"CompanyName":7,"Codebase":"v2025_1/"}"#),
    ("all in data", r#"{"data":{"CompanyName":"Acme","Codebase":"v2025_1/"}}"#),
    ("all in a list", r#"[{"CompanyName":"Acme","Codebase":"v2025_1/"}]"#),
    ("two companies", r#"[{"CompanyName":"Acme"},{"CompanyName":"Nord"}]"#),
    ("an empty list", "[]"),
    ("an error", r#"{"code":"NotFound","message":"company 404 not found"}"#),
    ("an error of another", r#"{"error":"unavailable","retry":true}"#),
    ("a trailing comma", r#"{"CompanyName":"Acme","Codebase":"v2025_1/",}"#),
    ("single quotes", "{'CompanyName':'Acme','Codebase':'v2025_1/'}"),
    ("a guard before it", ")]}',\n{\"CompanyName\":\"Acme\",\"Codebase\":\"v2025_1/\"}"),
    ("a callback", r#"cb({"CompanyName":"Acme","Codebase":"v2025_1/"})"#),
    ("nothing but blanks", "  \r\n"),
    ("half", r#"{"CompanyName":"Acme","Codeb"#),
    ("undefined", "undefined"),
    ("false", "false"),
    ("a name of text alone", "\"Acme Managed Services\""),
];

const COMPANY: &str = r#"{"CompanyName":"Acmé Services","Codebase":"v4_6_release/","VersionCode":"v2025.1","CompanyID":"acme-msp","IsCloud":"True"}"#;

fn whole(headers: &[(&str, &str)], body: Vec<u8>) -> How {
    let text = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    How::Whole { status: 200, headers: headers.iter().map(text).collect(), body }
}

fn utf16(text: &str, big: bool) -> Vec<u8> {
    let units = ['\u{feff}'].into_iter().chain(text.chars()).collect::<String>();
    let unit = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
    units.encode_utf16().flat_map(unit).collect()
}

fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect()
}

/// Forms in which the company's own answer may come, and whether it is to be read. None:
/// either that, or "unreadable".
fn forms() -> Vec<(&'static str, How, Option<bool>)> {
    let json = [("content-type", "application/json")];
    let latin = [("content-type", "application/json; charset=iso-8859-1")];
    let packed = [("content-type", "application/json"), ("content-encoding", "gzip")];
    let deflated = [("content-type", "application/json"), ("content-encoding", "deflate")];
    let bom = |text: &str| [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
    let odd = |body: &str| whole(&json, body.as_bytes().to_vec());
    let with_status = |status| How::Whole {
        status,
        headers: vec![("content-type".into(), "application/json".into())],
        body: COMPANY.into(),
    };
    vec![
        ("a byte order mark", whole(&json, bom(COMPANY)), Some(true)),
        ("a byte order mark, without a type", whole(&[], bom(COMPANY)), Some(true)),
        ("blanks around it", odd(&format!("\r\n  {COMPANY}\n\n")), Some(true)),
        ("UTF-16, little end first", whole(&json, utf16(COMPANY, false)), Some(true)),
        ("UTF-16, big end first", whole(&json, utf16(COMPANY, true)), Some(true)),
        ("Latin-1, and called so", whole(&latin, latin1(COMPANY)), None),
        ("Latin-1, without a word", whole(&json, latin1(COMPANY)), None),
        ("called text", whole(&[("content-type", "text/plain")], COMPANY.into()), Some(true)),
        ("gzip", whole(&packed, gzip(COMPANY.as_bytes())), Some(false)),
        ("gzip, without a word", whole(&json, gzip(COMPANY.as_bytes())), Some(false)),
        ("deflate", whole(&deflated, b"\x78\x9c\xabV*\x2e\x29\xca\xcc".to_vec()), Some(false)),
        ("203", with_status(203), None),
        (
            "a number as codebase",
            odd(&json!({"CompanyName": "A", "Codebase": 7}).to_string()),
            None,
        ),
        ("a number as ID", odd(&json!({"CompanyName": "A", "CompanyID": 77}).to_string()), None),
        (
            "a field twice",
            odd(r#"{"CompanyName":"A","CompanyName":"A","Codebase":"v4_6_release/"}"#),
            None,
        ),
        ("a field we do not know", odd(&COMPANY.replace('{', r#"{"New":[1],"#)), Some(true)),
    ]
}

fn shapes() -> Vec<Case> {
    let mut cases = Vec::new();
    for cloud in [true, false] {
        for (name, body) in NO_ANSWERS {
            let answer = Strange::json(name, 200, body);
            cases.push(at("9", &answer, cloud));
        }
        for (name, how, read) in forms() {
            let asked = asked("13", name, cloud, move |world, _| {
                world.faults = vec![Fault::always(On::Path(PATH.into()), how.clone())];
            });
            cases.push(match read {
                Some(true) => asked.be("company", &["passed"]).most_sign_ins(100),
                Some(false) => asked.fail("site", &["unreadable"]),
                None => asked
                    .be("company", &["passed", "waiting"])
                    .most_sign_ins(100)
                    .be("site", &["passed", "failed"]),
            });
        }
    }
    cases
}

/// ConnectWise's own words, and faults below HTTP.
fn own() -> Vec<Case> {
    type Own = (&'static str, fn() -> How, &'static str, Causes);
    let table: &[Own] = &[
        ("null", || exact(200, "null"), "company", &["company-unknown"]),
        ("null with blanks", || exact(200, " null\r\n"), "company", &["company-unknown"]),
        ("null and a mark", || exact(200, "\u{feff}null"), "company", &["company-unknown"]),
        ("404, null", || exact(404, "null"), "company", &["company-unknown"]),
        ("404, not found", || How::NotFound, "company", &["company-unknown"]),
        ("500", || How::ServerError(500), "site", &["server-error"]),
        ("503", || How::ServerError(503), "site", &["server-error"]),
        ("429", || How::TooManyRequests { retry_after: None }, "site", &["busy"]),
        ("cannot route", || How::CannotRoute, "site", &["cannot-route"]),
        ("SSL is required", || How::SslRequired, "site", &["ssl-required"]),
        ("closed", || How::CloseEarly, "site", &["broken-off"]),
        ("cut short", || How::CutShort, "site", &["broken-off"]),
        ("no HTTP", || How::RawBytes(b"220 mail ESMTP\r\n".to_vec()), "site", &["broken-off"]),
        ("too large", || How::EndlessBody, "site", &["too-large"]),
        ("bytes", || How::Garbage(200), "site", &["unreadable"]),
        ("deep", || How::DeepJson, "site", &["unreadable"]),
        ("another shape", || How::WrongShape, "site", &["unreadable"]),
        ("nothing", || How::EmptyBody, "site", &["unreadable"]),
    ];
    let case = |cloud: bool, (name, how, line, causes): &Own| {
        let how = *how;
        asked("4", name, cloud, move |world, _| {
            world.faults = vec![Fault::always(On::Path(PATH.into()), how())];
        })
        .fail(line, causes)
    };
    [true, false]
        .into_iter()
        .flat_map(|cloud| table.iter().map(move |own| case(cloud, own)))
        .collect()
}

fn exact(status: u16, body: &str) -> How {
    crate::checkup::rig::exactly(status, "application/json", body)
}

pub async fn score() -> Score {
    judge([strangers(), shapes(), own()].into_iter().flatten().collect()).await
}
