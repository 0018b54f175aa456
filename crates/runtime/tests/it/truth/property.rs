//! No answer that is not ConnectWise's own makes any line that depends on it pass, match or
//! be missing: whatever its status, its headers, its words, and its place.

use practice::{Fault, How, On, Practice};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::judge::a_need;
use crate::checkup::rig::{self, always};

/// What a hasty reader might take for evidence.
const WORDS: &[&str] = &[
    "permission",
    "You do not have security permission to perform this action.",
    "clientId",
    "client id",
    "Security",
    "Unauthorized",
    "UserNotAuthenticated",
    "SSL is required.",
    "Cannot route. Codebase/company is invalid",
    "NotFound",
    "The endpoint does not exist.",
    "ConnectWiseApi",
    "version",
    "v2025.1",
    "CompanyName",
    "Codebase",
    "All",
    "None",
    "203.0.113.7",
    "Company Maintenance",
    "SystemTableSetup",
    "Company / Company Status",
    "null",
    "\u{feff}",
];

/// Codes and fields that are not ConnectWise's.
const CODES: &[&str] =
    &["Forbidden", "Locked", "403", "AccessDenied", "security policy", "E0000006"];
const FIELDS: &[&str] = &["error", "detail", "title", "reason", "status", "errorSummary", "data"];

#[derive(Clone, Copy, Debug)]
enum Place {
    Company,
    SignIn,
    Member,
    Levels,
    Tables,
    Companies,
    Probes,
    Everything,
}

const PLACES: &[Place] = &[
    Place::Company,
    Place::SignIn,
    Place::Member,
    Place::Levels,
    Place::Tables,
    Place::Companies,
    Place::Probes,
    Place::Everything,
];

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(select(WORDS), 0..6).prop_map(|words| words.join(" "))
}

fn json_body() -> impl Strategy<Value = String> {
    let object = (select(CODES), select(FIELDS), words(), any::<u8>()).prop_map(
        |(code, field, words, form)| {
            let object = match form % 6 {
                0 => json!({"code": code, "message": words}),
                1 => json!({field: {"code": "Security", "message": words}}),
                2 => json!({"code": 403, "message": words, "errors": []}),
                3 => {
                    json!({"message": words.replace("NotAuthenticated", "").replace("client", "")})
                }
                4 => json!({field: words, "path": "/v4_6_release"}),
                _ => Value::String(words),
            };
            if form % 7 == 0 { json!([object, 7, null]).to_string() } else { object.to_string() }
        },
    );
    object.prop_filter("the client ID's refusal and the keys' are ConnectWise's own", |body| {
        let body = body.to_lowercase();
        !body.contains("client") && !body.contains("notauthenticated")
    })
}

fn body() -> impl Strategy<Value = String> {
    let page = (words(), words(), 0..4usize).prop_map(|(head, text, form)| {
        let start = [
            "<!DOCTYPE html><html>",
            "<HTML>",
            "<?xml version=\"1.0\"?><html>",
            "\r\n<!doctype html>\n",
        ][form];
        format!("{start}<head><title>{head}</title></head><body>{text}</body></html>")
    });
    // Plain text that begins with "Cannot route" is ConnectWise's own, and so is `null`.
    let text = words().prop_map(|words| format!("Notice: {words}"));
    prop_oneof![3 => page, 3 => json_body(), 2 => text, 1 => Just(String::new())]
}

fn status() -> impl Strategy<Value = u16> {
    prop_oneof![
        4 => select(vec![401u16, 403, 404, 400, 200]),
        2 => (100..=599u16).prop_filter("asked again for seconds", |s| !(502..=504).contains(s)),
    ]
}

type Headers = Vec<(&'static str, &'static str)>;

fn headers() -> impl Strategy<Value = Headers> {
    let one = select(vec![
        ("content-type", "text/html"),
        ("content-type", "application/json"),
        ("content-type", "text/plain"),
        ("www-authenticate", "Negotiate"),
        ("www-authenticate", "Basic realm=\"x\""),
        ("location", "https://192.0.2.1/"),
        ("server", "Microsoft-IIS/10.0"),
        ("x-cw-request-id", "7"),
        ("link", "<https://a.example/?page=2>; rel=\"next\""),
        ("x-powered-by", "ASP.NET"),
    ]);
    prop::collection::vec(one, 0..4)
}

fn answer(status: u16, headers: &Headers, body: &str) -> How {
    let mut headers: Vec<(String, String)> =
        headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    // Asked again at once, or a case would take a minute.
    headers.push(("retry-after".into(), "0".into()));
    if status < 200 {
        let head = format!("HTTP/1.1 {status} Odd\r\ncontent-length: {}\r\n\r\n{body}", body.len());
        return How::RawBytes(head.into_bytes());
    }
    How::Whole { status, headers, body: body.into() }
}

fn faults(place: Place, how: &How) -> Vec<Fault> {
    let here = |path: &str| always(path, how.clone());
    let end = |path: &str, how: How| Fault::always(On::End(path.into()), how);
    let closed = || end("/system/mySecurity", How::Forbidden);
    match place {
        Place::Company => vec![here("/login/companyinfo/")],
        Place::SignIn => vec![here("/apis/")],
        Place::Member => vec![here("/system/myMembers")],
        Place::Levels => vec![end("/system/mySecurity", how.clone())],
        Place::Tables => vec![here("customizeItems")],
        Place::Companies => vec![end("/company/companies", how.clone())],
        Place::Probes => vec![
            closed(),
            always("customizeItems", How::Forbidden),
            here("/finance/"),
            here("/service/"),
            here("/teams"),
            here("/companies/types"),
            here("/statuses"),
        ],
        Place::Everything => {
            vec![always("/system/info", How::Slow(std::time::Duration::ZERO)), here("/apis/")]
        }
    }
}

/// Which lines depend on a place: ids, or what they begin with.
fn depends(place: Place) -> &'static [&'static str] {
    match place {
        Place::Company => {
            &["company", "client-id", "keys", "member", "companies", "row:", "table:", "wider"]
        }
        Place::SignIn => &["client-id", "keys", "member", "companies", "row:", "table:", "wider"],
        Place::Member => &["member"],
        Place::Levels => &["row:", "wider"],
        Place::Tables => &["table:", "wider"],
        Place::Companies => &["companies"],
        Place::Probes => &["row:Finance", "row:Service", "row:Companies/Team", "table:", "wider"],
        Place::Everything => &["member", "companies", "row:", "table:", "wider"],
    }
}

#[test]
fn no_strangers_answer_decides_anything() {
    let runtime = Runtime::new().unwrap();
    let need = a_need();
    let practice = runtime.block_on(Practice::start(rig::world(&need))).unwrap();
    let checkup = rig::checkup(practice.origin(), &need);
    let config = ProptestConfig {
        cases: 200,
        failure_persistence: None,
        max_shrink_iters: 60,
        ..ProptestConfig::default()
    };
    let server = (status(), headers(), body(), select(PLACES));
    let outcome = TestRunner::new(config).run(&server, |(status, headers, body, place)| {
        let how = answer(status, &headers, &body);
        practice.change(|now| {
            *now = rig::world(&need);
            now.faults = faults(place, &how);
        });
        let told = runtime.block_on(rig::run(&checkup));
        for finding in &told.0 {
            let id = finding.line.id();
            let verdict = told.verdict(&id);
            prop_assert_ne!(verdict, "running", "{}", id);
            if !depends(place).iter().any(|line| id.starts_with(line)) {
                continue;
            }
            let gate = finding.line.is_gate();
            let claimed =
                verdict == "passed" || verdict == "wider" || (verdict == "failed" && !gate);
            prop_assert!(!claimed, "{} is {}: {:?}", id, verdict, finding.evidence);
            // A gate that fails is the network's, or the answer's: never the client ID.
            prop_assert!(id != "client-id" || verdict != "failed", "the client ID is blamed");
            prop_assert!(id != "companies" || verdict != "failed", "the role is blamed");
        }
        Ok(())
    });
    outcome.unwrap();
}
