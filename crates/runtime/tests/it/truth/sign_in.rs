//! The sign-in: kinds 1, 6, 7, 8, 14 and 15a. Answers of strangers, and ConnectWise's own.

use practice::{Fault, How, On};
use serde_json::json;

use super::judge::{Case, Must, Place, UNTRUE_OF_STRANGERS, case, judge};
use super::packed::gzip;
use super::score::Score;
use super::strange::{Causes, Form, Strange};
use super::{bodies, faults, own_server, pages};
use crate::checkup::rig::{always, exactly};

const INFO: &str = "/system/info";
const API: &str = "/apis/3.0/";
const UNCHECKED: &[&str] = &["unproven"];
const REFUSED: Causes = &["keys-refused"];

/// As the answer to the sign-in alone, and as all that the API answers: in the cloud and on an
/// own server, in turn.
fn strangers() -> Vec<Case> {
    let lists = [pages::refusing(), faults::welcoming(), faults::failing(), faults::busy()];
    let all = lists.into_iter().flatten().chain(bodies::all());
    let places = [("everywhere, ", API, false), ("own server, ", API, true)];
    all.zip(places.into_iter().cycle())
        .flat_map(|(answer, place)| {
            [("", INFO, false), place].map(|(place, path, own)| {
                let how = answer.how();
                let name = format!("sign-in, {place}{}", answer.name);
                let case = case(kind(&answer), Place::SignIn, name, move |world, checkup| {
                    if own {
                        own_server(world, checkup);
                    }
                    world.faults = vec![always(path, how.clone())];
                });
                let case = case
                    .fail("keys", answer.in_the_api())
                    .be("client-id", UNCHECKED)
                    .unsaid(&UNTRUE_OF_STRANGERS);
                // It is nobody's verdict on the keys: they are not sent again.
                let once = (300..500).contains(&answer.status) && answer.status != 429;
                if once { case.most_sign_ins(1) } else { case }
            })
        })
        .collect()
}

fn kind(answer: &Strange) -> &'static str {
    let text = |word: &str| match answer.how() {
        How::Whole { body, .. } => String::from_utf8_lossy(&body).to_lowercase().contains(word),
        _ => false,
    };
    match answer.status {
        304 | 511 => "8",
        401 | 403 if text("client") => "6",
        401 => "7",
        403 => "1",
        _ if answer.form == Form::Page => "1",
        _ => "13",
    }
}

fn error(code: &str, message: &str) -> String {
    json!({"code": code, "message": message, "errors": null}).to_string()
}

fn own(name: &str, kind: &'static str, status: u16, body: String) -> Case {
    let name = format!("sign-in, {name}, {status}: {body}");
    case(kind, Place::SignIn, name, move |world, _| {
        world.faults = vec![always(API, exactly(status, "application/json", &body))];
    })
}

/// The keys are refused, whatever the status it is said with.
fn refusals() -> Vec<Case> {
    let bodies = [
        error("Unauthorized", "The credentials are not accepted."),
        error("Unauthorized", "You have no permission to sign in."),
        json!({"code": "Unauthorized", "message": null}).to_string(),
        json!({"code": "Unauthorized"}).to_string(),
        error("ConnectWiseApi", "ConnectWiseApi: UserNotAuthenticated"),
        error("ConnectWiseApi", "UserNotAuthenticated"),
        error("UserNotAuthenticated", ""),
        json!({"message": "ConnectWiseApi: UserNotAuthenticated"}).to_string(),
        json!({"code": "Unauthorized", "message": "x", "errors": [], "_info": {"a": 1}})
            .to_string(),
    ];
    let statuses = [400, 401, 403, 404, 500, 200];
    let mut cases = Vec::new();
    for status in statuses {
        for body in &bodies {
            let case = own("refused", "14a", status, body.clone()).fail("keys", REFUSED);
            let untrue = ["Nothing is wrong with your details", "fault of its own"];
            cases.push(case.be("client-id", UNCHECKED).unsaid(&untrue).most_sign_ins(2));
        }
    }
    // Its own words stay its own under another name, after a mark, and beside a header.
    let refused = error("Unauthorized", "The credentials are not accepted.");
    for (name, kind, text) in [
        ("called text", "text/plain", refused.clone()),
        ("with a byte order mark", "application/json", format!("\u{feff}{refused}")),
        ("with blanks", "application/json; charset=utf-8", format!("\r\n {refused} \r\n")),
    ] {
        cases.push(
            case("13", Place::SignIn, format!("sign-in, refused, {name}"), move |world, _| {
                world.faults = vec![always(API, exactly(401, kind, &text))];
            })
            .fail("keys", REFUSED)
            .most_sign_ins(2),
        );
    }
    cases
}

/// Every way to say that it is the client ID.
fn client_ids() -> Vec<Case> {
    let messages = [
        "The clientId header is missing or was not recognised.",
        "clientid is required",
        "CLIENTID IS NOT VALID",
        "Unknown Client Id",
        "client_id is unknown",
        "Header client-id missing",
        "The Client-ID 1111 is not known",
        "Invalid CLIENT_ID.",
        "Your client ID is of type Private",
    ];
    let mut cases = Vec::new();
    for (status, code) in [(400, "ConnectWiseApi"), (401, "Unauthorized"), (403, "Security")] {
        for message in messages {
            cases.push(own("client ID", "15a", status, error(code, message)));
        }
        let inside = json!({"code": "InvalidObject", "message": "The request is not valid",
            "errors": [{"code": "MissingHeader", "message": "clientId is required", "field": "clientId"}]});
        cases.push(own("client ID in errors", "15a", status, inside.to_string()));
        cases.push(own(
            "client ID in the code",
            "15a",
            status,
            error("InvalidClientId", "Not valid"),
        ));
        let bare = json!({"message": "clientId is required"}).to_string();
        cases.push(own("client ID, no code", "15a", status, bare));
    }
    let refused =
        |case: Case| case.fail("client-id", &["client-id-refused"]).be("keys", &["waiting"]);
    cases.into_iter().map(|case| refused(case).most_sign_ins(1)).collect()
}

/// The rest of what ConnectWise itself says to a sign-in.
fn others() -> Vec<Case> {
    let permission = "You do not have security permission to perform this action.";
    let closed = error("ConnectWiseApi", "The endpoint does not exist.");
    let mut cases = Vec::new();
    let bodies = [
        error("Security", permission),
        json!({"code": "Security", "message": permission}).to_string(),
        json!({"code": "Security", "message": permission, "errors": []}).to_string(),
        format!("\u{feff}{}", error("Security", permission)),
    ];
    for body in bodies {
        // Signed in, by a role that may not read this.
        cases.push(
            case("1", Place::Later, format!("sign-in, own permission: {body}"), move |world, _| {
                world.faults = vec![always(INFO, exactly(403, "application/json", &body))];
            })
            .be("keys", &["passed"])
            .be("client-id", &["passed"])
            .be("row:", &["passed"])
            .be("wider", &["passed"]),
        );
    }
    let table: [(&str, u16, String, Causes); 5] = [
        ("SSL", 403, error("Security", "SSL is required."), &["ssl-required"]),
        (
            "the cloud says not found",
            404,
            error("NotFound", "Resource not found"),
            &["sign-in-not-found"],
        ),
        (
            "a time-out inside",
            500,
            error("ConnectWiseApi", "A timeout has occured. Please try again."),
            &["server-error"],
        ),
        (
            "security without a word of permission",
            403,
            error("Security", "Blocked"),
            &["intercepted", "unreadable"],
        ),
        ("a field", 400, error("InvalidObject", "practice object is invalid"), &["unreadable"]),
    ];
    for (name, status, body, causes) in table {
        cases.push(own(name, "14a", status, body).fail("keys", causes).most_sign_ins(2));
    }
    for text in
        ["Cannot route. Codebase/company is invalid", "Cannot route.", "\r\nCannot route. x"]
    {
        cases.push(
            case("14a", Place::SignIn, format!("sign-in, {text:?}"), move |world, _| {
                world.faults = vec![always(API, exactly(400, "text/plain", text))];
            })
            .fail("keys", &["cannot-route"])
            .most_sign_ins(1),
        );
    }
    // Not a word on the keys: other questions are asked, and refuse nothing either.
    cases.push(
        own("no endpoint at all", "14a", 404, closed.clone())
            .must("keys", Must::Halt(&["endpoint-closed"]))
            .most_sign_ins(8),
    );
    let shut = exactly(404, "application/json", &closed);
    let (one, two) = (shut.clone(), shut);
    cases.push(
        case("14a", Place::Later, "sign-in, the endpoint alone is closed", move |world, _| {
            world.faults = vec![always(INFO, one.clone())];
        })
        .be("keys", &["passed"])
        .be("row:", &["passed"]),
    );
    cases.push(
        case(
            "14a",
            Place::SignIn,
            "sign-in, the endpoint is closed, the next refuses",
            move |world, _| {
                world.faults = vec![always(INFO, two.clone()), always(API, How::Unauthorized)];
            },
        )
        .fail("keys", REFUSED)
        .most_sign_ins(3),
    );
    cases
}

/// An Info object in other forms: to be read, or "unreadable", and nothing else.
fn forms() -> Vec<Case> {
    let info = json!({"version": "v2025.1.94821", "isCloud": true}).to_string();
    let whole = |status, headers: &[(&str, &str)], body: Vec<u8>| How::Whole {
        status,
        headers: headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect(),
        body,
    };
    let table = [
        ("a byte order mark", whole(200, &[], format!("\u{feff}{info}").into_bytes()), true),
        ("203", whole(203, &[], info.clone().into_bytes()), false),
        ("gzip", whole(200, &[("content-encoding", "gzip")], gzip(info.as_bytes())), false),
        ("called text", whole(200, &[("content-type", "text/plain")], info.into_bytes()), true),
    ];
    let form = |(name, how, read): (&str, How, bool)| {
        let case = case("13", Place::SignIn, format!("sign-in, {name}"), move |world, _| {
            world.faults = vec![always(INFO, how.clone())];
        });
        let verdicts: &[&str] = if read { &["passed"] } else { &["passed", "failed"] };
        case.be("keys", verdicts).be("client-id", &["passed", "unproven"])
    };
    table.into_iter().map(form).collect()
}

/// Where companyinfo itself names another host for the API (kind 14), and a sandbox, whose
/// API is called without `api-`.
fn other_hosts() -> Vec<Case> {
    let named = |host: &str| {
        json!({"CompanyName": "Acme", "Codebase": "v2025_1/", "CompanyID": "acme-msp",
            "IsCloud": "True", "SiteUrl": host})
        .to_string()
    };
    let elsewhere = named("api-eu.myconnectwise.net");
    let sandbox = "sandbox-na.myconnectwise.net";
    vec![
        case(
            "14",
            Place::Later,
            "companyinfo names eu for the API, and na refuses",
            move |world, _| {
                let told = exactly(200, "application/json", &elsewhere);
                world.faults = vec![always("/login/", told), always(API, How::Unauthorized)];
            },
        )
        .be("keys", &["failed"])
        .unsaid(&["site and company ID are right"])
        .or_to("api-eu.myconnectwise.net")
        .most_sign_ins(2),
        case("14", Place::Later, "a sandbox's API", move |world, checkup| {
            world.tenants[0].site_host = sandbox.into();
            checkup.instance.site = connectwise::address::Site::parse(sandbox).unwrap();
        })
        .be("keys", &["passed"])
        .be("row:", &["passed"]),
    ]
}

/// What comes to the second try, the other way round (kind 1b).
fn second_tries() -> Vec<Case> {
    let strangers = pages::refusing().into_iter().chain(bodies::all());
    let strangers = strangers.filter(|answer| answer.status != 429);
    let first = || Fault::times(On::Path(INFO.into()), How::Unauthorized, 1);
    let mut cases: Vec<Case> = strangers
        .map(|answer| {
            let name = format!("401, then {}", answer.name);
            case("1b", Place::SignIn, name, move |world, _| {
                world.faults = vec![first(), always(INFO, answer.how())];
            })
            .fail("keys", REFUSED)
            .most_sign_ins(2)
            .unsaid(&["keys are swapped", "Refused, and the other way round as well"])
        })
        .collect();
    // Really the other way round: accepted, or signed in without a right to this.
    for how in [How::Slow(std::time::Duration::ZERO), How::Forbidden] {
        cases.push(
            case(
                "1b",
                Place::SignIn,
                format!("swapped, and then {how:?}"),
                move |world, checkup| {
                    std::mem::swap(&mut checkup.who.public_key, &mut checkup.who.private_key);
                    world.faults = vec![first(), always(INFO, how.clone())];
                },
            )
            .fail("keys", &["keys-swapped"])
            .most_sign_ins(2),
        );
    }
    cases
}

pub async fn score() -> Score {
    let tables =
        [strangers(), refusals(), client_ids(), others(), forms(), other_hosts(), second_tries()];
    judge(tables.into_iter().flatten().collect()).await
}
