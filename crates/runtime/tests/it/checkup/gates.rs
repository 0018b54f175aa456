//! Which gate a server's behaviour fails, under which name; what comes after it waits.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use checkup::{Checkup, Need, Verdict};
use connectwise::address::Site;
use ground::secret::Secret;
use practice::{
    BadKeys, Fault, How, LIMITED_PRIVATE_KEY, LIMITED_PUBLIC_KEY, On, PRIVATE_KEY, PUBLIC_KEY,
    Practice, World,
};
use serde_json::json;
use setup::{Intent, KeysPress, PlacePress, StepId, WalkPress};

use super::rig::{
    always, checkup, exactly, integrations, json, problem_of, run, some_need, start, world,
};

/// A path of companyinfo, and one of every question that is signed in.
const INFO: &str = "/login/companyinfo/";
const API: &str = "/apis/3.0/";

#[tokio::test]
async fn a_role_with_exactly_what_is_needed_passes_every_line() {
    for integration in integrations() {
        let need = Need::of(&integration);
        assert_eq!(need.rows.len(), integration.role.rows.len(), "{}", &*integration.id);
        let (_practice, checkup) = start(&need).await;
        let told = run(&checkup).await;
        for finding in &told.0 {
            let id = finding.line.id();
            let expected = if id == "certificate" { "unproven" } else { "passed" };
            assert_eq!(told.verdict(&id), expected, "{}: {finding:?}", &*integration.name);
            assert!(!finding.evidence.is_empty(), "{}: {id} shows no evidence", &*integration.name);
            assert_eq!(problem_of(finding, &checkup), None);
        }
        assert!(told.of("member").evidence.contains("practice"), "{:?}", told.of("member"));
    }
}

type Change = fn(&mut World, &mut Checkup);

fn info(world: &mut World, how: How) {
    world.faults = vec![always(INFO, how)];
}

fn api(world: &mut World, how: How) {
    world.faults = vec![always(API, how)];
}

/// The sign-in question is answered as usual, every other one like this.
fn all_but_sign_in(world: &mut World, how: How) {
    world.faults =
        vec![always("/system/info", How::Slow(std::time::Duration::ZERO)), always(API, how)];
}

fn api_says(world: &mut World, status: u16, body: &str) {
    api(world, exactly(status, "application/json", body));
}

/// The sample company a second time, in this region and with keys of its own.
fn twin(world: &mut World, host: &str, public: &str, private: &str) {
    let mut twin = world.tenants[0].clone();
    twin.site_host = host.into();
    twin.members[0].keys[0].public = public.into();
    twin.members[0].keys[0].private = private.into();
    world.tenants.push(twin);
}

fn swap(checkup: &mut Checkup) {
    std::mem::swap(&mut checkup.who.public_key, &mut checkup.who.private_key);
}

fn wrong_private(checkup: &mut Checkup) {
    checkup.who.private_key = Secret::new(LIMITED_PRIVATE_KEY);
}

/// The sample company with a server of its own.
fn own_server(checkup: &mut Checkup) {
    checkup.instance.site = Site::parse("cw.example-msp.com").unwrap();
    checkup.instance.company_id = "example-msp".into();
    checkup.who.company_id = "example-msp".into();
    checkup.who.public_key = Secret::new("EXAMPLEMSPpub46x");
    checkup.who.private_key = Secret::new("EXAMPLEMSPprv35y");
}

/// The behaviour, how to have it, the line that fails, and the cause's name.
type Case = (&'static str, Change, &'static str, &'static str);

const CASES: &[Case] = &[
    // The network, and what answers at the address.
    ("companyinfo: a proxy", |w, _| info(w, How::ProxySignIn), "network", "proxy"),
    (
        "some web server",
        |_, c| c.instance.site = Site::parse("www.example.com").unwrap(),
        "site",
        "not-connectwise",
    ),
    ("a network's own page", |w, _| info(w, How::Html(200)), "site", "intercepted"),
    ("a page of another status", |w, _| info(w, How::Html(404)), "site", "intercepted"),
    ("companyinfo: a sign-in is wanted", |w, _| info(w, How::Unauthorized), "site", "intercepted"),
    ("companyinfo: a permission is wanted", |w, _| info(w, How::Forbidden), "site", "intercepted"),
    (
        "companyinfo redirects",
        |w, _| info(w, How::Redirect { status: 302, to: "https://a.example/".into() }),
        "site",
        "redirected",
    ),
    (
        "companyinfo: busy",
        |w, _| info(w, How::TooManyRequests { retry_after: None }),
        "site",
        "busy",
    ),
    ("companyinfo: 500", |w, _| info(w, How::ServerError(500)), "site", "server-error"),
    ("companyinfo: maintenance", |w, _| info(w, How::ServerError(503)), "site", "server-error"),
    ("companyinfo: garbage", |w, _| info(w, How::Garbage(200)), "site", "unreadable"),
    ("companyinfo: no JSON", |w, _| info(w, How::NotJson), "site", "unreadable"),
    (
        "companyinfo: a list",
        |w, _| info(w, json(json!([{"CompanyName": 7}]))),
        "site",
        "unreadable",
    ),
    ("companyinfo: empty", |w, _| info(w, How::EmptyBody), "site", "unreadable"),
    ("companyinfo: deep JSON", |w, _| info(w, How::DeepJson), "site", "unreadable"),
    ("companyinfo: cut short", |w, _| info(w, How::CutShort), "site", "broken-off"),
    ("companyinfo: closed early", |w, _| info(w, How::CloseEarly), "site", "broken-off"),
    (
        "companyinfo: no HTTP",
        |w, _| info(w, How::RawBytes(b"SSH-2.0-OpenSSH\r\n".to_vec())),
        "site",
        "broken-off",
    ),
    ("companyinfo: endless headers", |w, _| info(w, How::EndlessHeaders), "site", "broken-off"),
    ("companyinfo: endless body", |w, _| info(w, How::EndlessBody), "site", "too-large"),
    ("companyinfo: cannot route", |w, _| info(w, How::CannotRoute), "site", "cannot-route"),
    ("companyinfo: SSL required", |w, _| info(w, How::SslRequired), "site", "ssl-required"),
    (
        "companyinfo: a status nobody knows",
        |w, _| info(w, exactly(418, "text/plain", "tea")),
        "site",
        "unreadable",
    ),
    // The company.
    (
        "an unknown company",
        |_, c| c.instance.company_id = "nobody".into(),
        "company",
        "company-unknown",
    ),
    (
        "an unknown company, by 404",
        |w, c| {
            w.quirks.unknown_company_is_404 = true;
            c.instance.company_id = "nobody".into();
        },
        "company",
        "company-unknown",
    ),
    (
        "companyinfo: all fields null",
        |w, _| info(w, json(json!({"CompanyName": null, "Codebase": null, "CompanyID": null}))),
        "site",
        "unreadable",
    ),
    (
        "an unknown company on a server of its own",
        |_, c| {
            own_server(c);
            c.instance.company_id = "nobody".into();
        },
        "company",
        "company-unknown",
    ),
    (
        "known in another region only",
        |_, c| c.instance.site = Site::parse("eu.myconnectwise.net").unwrap(),
        "company",
        "company-elsewhere",
    ),
    (
        "known in another region only, while a third is down",
        |w, c| {
            w.faults =
                vec![Fault::always(On::Host("au.myconnectwise.net".into()), How::CloseEarly)];
            c.instance.site = Site::parse("eu.myconnectwise.net").unwrap();
        },
        "company",
        "company-elsewhere",
    ),
    (
        "known in two other regions: not guessed",
        |w, c| {
            twin(w, "za.myconnectwise.net", PUBLIC_KEY, PRIVATE_KEY);
            c.instance.site = Site::parse("eu.myconnectwise.net").unwrap();
        },
        "company",
        "company-unknown",
    ),
    (
        "a company in the wrong case",
        |_, c| c.instance.company_id = "Acme-MSP".into(),
        "company",
        "company-other-case",
    ),
    (
        "a company that is written in capitals",
        |w, _| w.tenants[0].company_id = "ACME-MSP".into(),
        "company",
        "company-other-case",
    ),
    (
        "the wrong case on a server of its own",
        |_, c| {
            own_server(c);
            c.instance.company_id = "Example-MSP".into();
        },
        "company",
        "company-other-case",
    ),
    (
        "a company that is looked up in small letters, and answered as it was typed",
        |w, c| {
            w.tenants[0].answered_company_id = "Acme-MSP".into();
            c.instance.company_id = "Acme-MSP".into();
        },
        "company",
        "company-other-case",
    ),
    // The client ID.
    (
        "another client ID",
        |_, c| c.who.client_id = Secret::new("99990000-3333-4444-8555-666677778888"),
        "client-id",
        "client-id-refused",
    ),
    (
        "a refused client ID, 400",
        |w, _| api(w, How::ClientIdRefused(400)),
        "client-id",
        "client-id-refused",
    ),
    (
        "a refused client ID, 401",
        |w, _| api(w, How::ClientIdRefused(401)),
        "client-id",
        "client-id-refused",
    ),
    (
        "a refused client ID, 403",
        |w, _| api(w, How::ClientIdRefused(403)),
        "client-id",
        "client-id-refused",
    ),
    (
        "a refused client ID, 401 in odd case",
        |w, _| api_says(w, 401, r#"{"code":"Unauthorized","message":"CLIENTID IS NOT VALID"}"#),
        "client-id",
        "client-id-refused",
    ),
    (
        "a refused client ID, in two words",
        |w, _| api_says(w, 401, r#"{"message":"Unknown Client Id"}"#),
        "client-id",
        "client-id-refused",
    ),
    (
        "both the client ID and the keys are wrong",
        |w, c| {
            w.tenants[0].client_ids.clear();
            wrong_private(c);
        },
        "client-id",
        "client-id-refused",
    ),
    // The keys, refused.
    ("another private key", |_, c| wrong_private(c), "keys", "keys-refused"),
    (
        "another public key",
        |_, c| c.who.public_key = Secret::new(LIMITED_PUBLIC_KEY),
        "keys",
        "keys-refused",
    ),
    (
        "the private key in capitals",
        |_, c| c.who.private_key = Secret::new(PRIVATE_KEY.to_uppercase()),
        "keys",
        "keys-refused",
    ),
    (
        "the public key twice",
        |_, c| c.who.private_key = c.who.public_key.clone(),
        "keys",
        "keys-refused",
    ),
    (
        "both keys cut at the same length",
        |_, c| {
            c.who.public_key = Secret::new(&PUBLIC_KEY[..12]);
            c.who.private_key = Secret::new(&PRIVATE_KEY[..12]);
        },
        "keys",
        "keys-refused",
    ),
    (
        "keys of a length of their own, wrong",
        |_, c| {
            c.who.public_key = Secret::new("a-key-of-twenty-two-xx");
            c.who.private_key = Secret::new("a-key-of-18-char-x");
        },
        "keys",
        "keys-refused",
    ),
    (
        "a private key with a colon",
        |_, c| c.who.private_key = Secret::new("PRACTICE:rv1357y"),
        "keys",
        "keys-refused",
    ),
    (
        "an inactive key",
        |w, _| w.tenants[0].members[0].keys[0].active = false,
        "keys",
        "keys-refused",
    ),
    (
        "a newer pair replaced this one",
        |w, _| {
            let keys = &mut w.tenants[0].members[0].keys[0];
            (keys.public, keys.private) = ("NEWPAIRpubl2468x".into(), "NEWPAIRpriv1357y".into());
        },
        "keys",
        "keys-refused",
    ),
    ("an inactive member", |w, _| w.tenants[0].members[0].active = false, "keys", "keys-refused"),
    ("a deleted member", |w, _| w.tenants[0].members.clear(), "keys", "keys-refused"),
    (
        "wrong keys on a server of its own: UserNotAuthenticated",
        |_, c| {
            own_server(c);
            wrong_private(c);
        },
        "keys",
        "keys-refused",
    ),
    (
        "404, and the text says not authenticated",
        |w, _| {
            api_says(
                w,
                404,
                r#"{"code":"ConnectWiseApi","message":"ConnectWiseApi: UserNotAuthenticated"}"#,
            )
        },
        "keys",
        "keys-refused",
    ),
    ("401 without a word", |w, _| api(w, exactly(401, "text/plain", "")), "keys", "intercepted"),
    ("401 as a page", |w, _| api(w, How::Html(401)), "keys", "intercepted"),
    (
        "wrong keys, and two other regions have such a company",
        |w, c| {
            twin(w, "eu.myconnectwise.net", "TWINONEpubl2468x", "TWINONEpriv1357y");
            twin(w, "za.myconnectwise.net", "TWINTWOpubl2468x", "TWINTWOpriv1357y");
            wrong_private(c);
        },
        "keys",
        "keys-refused",
    ),
    (
        "wrong keys, and the other regions do not answer",
        |w, c| {
            let silent = ["eu", "au", "aus", "za"].map(|r| {
                Fault::always(On::Host(format!("{r}.myconnectwise.net")), How::CloseEarly)
            });
            w.faults = silent.into();
            wrong_private(c);
        },
        "keys",
        "keys-refused",
    ),
    (
        "swapped keys that were tried the other way round before",
        |_, c| {
            swap(c);
            c.hints.swapped_before = true;
        },
        "keys",
        "keys-refused",
    ),
    (
        "wrong keys, by 404",
        |w, c| {
            w.quirks.bad_keys = BadKeys::NotFound;
            wrong_private(c);
        },
        "keys",
        "sign-in-not-found",
    ),
    ("404 for everything", |w, _| api(w, How::NotFound), "keys", "sign-in-not-found"),
    // The keys, and what was found out about them.
    ("swapped keys", |_, c| swap(c), "keys", "keys-swapped"),
    (
        "swapped keys, by 404",
        |w, c| {
            w.quirks.bad_keys = BadKeys::NotFound;
            swap(c);
        },
        "keys",
        "keys-swapped",
    ),
    (
        "swapped keys on a server of its own",
        |_, c| {
            own_server(c);
            swap(c);
        },
        "keys",
        "keys-swapped",
    ),
    (
        "swapped keys, and another region has such a company",
        |w, c| {
            twin(w, "eu.myconnectwise.net", "TWINONEpubl2468x", "TWINONEpriv1357y");
            swap(c);
        },
        "keys",
        "keys-swapped",
    ),
    (
        "a private key cut short",
        |_, c| c.who.private_key = Secret::new("PRACTICEprv13"),
        "keys",
        "key-cut-short",
    ),
    (
        "a public key cut short",
        |_, c| c.who.public_key = Secret::new("RACTICEpub2468x"),
        "keys",
        "key-cut-short",
    ),
    (
        "a private key cut short, by 404",
        |w, c| {
            w.quirks.bad_keys = BadKeys::NotFound;
            c.who.private_key = Secret::new("PRACTICEprv13");
        },
        "keys",
        "key-cut-short",
    ),
    (
        "a key pasted with another company",
        |_, c| {
            c.hints.key_company = Some("nordlicht".into());
            c.who.public_key = Secret::new("NORDLICHTpub246x");
        },
        "keys",
        "key-of-other-company",
    ),
    (
        "known in two regions, with keys of the other",
        |w, c| {
            twin(w, "eu.myconnectwise.net", "TWINONEpubl2468x", "TWINONEpriv1357y");
            c.who.public_key = Secret::new("TWINONEpubl2468x");
            c.who.private_key = Secret::new("TWINONEpriv1357y");
        },
        "keys",
        "keys-elsewhere",
    ),
    (
        "known in two regions, with keys of the other, by 404",
        |w, c| {
            w.quirks.bad_keys = BadKeys::NotFound;
            twin(w, "za.myconnectwise.net", "TWINONEpubl2468x", "TWINONEpriv1357y");
            c.who.public_key = Secret::new("TWINONEpubl2468x");
            c.who.private_key = Secret::new("TWINONEpriv1357y");
        },
        "keys",
        "keys-elsewhere",
    ),
    (
        "a company ID that companyinfo takes in any case, and the sign-in does not",
        |w, c| {
            let answer =
                json!({"CompanyName": "Acme", "Codebase": "v2025_1/", "CompanyID": "acme-msp"});
            w.faults = vec![always(INFO, json(answer)), always(API, How::Unauthorized)];
            c.instance.company_id = "Acme-MSP".into();
            c.who.company_id = "Acme-MSP".into();
        },
        "keys",
        "company-other-case",
    ),
    (
        "a sign-in in another company's name",
        |_, c| c.who.company_id = "nordlicht".into(),
        "keys",
        "cannot-route",
    ),
    (
        "a key that no request can carry",
        |_, c| c.who.client_id = Secret::new("line\nend"),
        "keys",
        "unsendable",
    ),
    (
        "the sign-in is answered, everything else refused",
        |w, _| all_but_sign_in(w, How::Unauthorized),
        "keys",
        "keys-refused",
    ),
    (
        "the sign-in is open to anybody",
        |w, c| {
            wrong_private(c);
            let version = json(json!({"version": "v2025.1.94821", "isCloud": true}));
            w.faults = vec![always("/system/info", version)];
        },
        "keys",
        "keys-refused",
    ),
    (
        "the sign-in is open to anybody, and refusals say UserNotAuthenticated by 404",
        |w, _| {
            all_but_sign_in(
                w,
                exactly(404, "application/json", r#"{"message":"UserNotAuthenticated"}"#),
            )
        },
        "keys",
        "keys-refused",
    ),
    // What is no answer to a sign-in.
    ("the sign-in site", |w, _| api(w, How::Html(200)), "keys", "sign-in-site"),
    (
        "a page of another status instead of an answer",
        |w, _| api(w, How::Html(404)),
        "keys",
        "intercepted",
    ),
    ("a page that forbids", |w, _| api(w, How::Html(403)), "keys", "intercepted"),
    ("SSL required", |w, _| api(w, How::SslRequired), "keys", "ssl-required"),
    (
        "403 without a word about permission",
        |w, _| api_says(w, 403, r#"{"code":"Security","message":"No."}"#),
        "keys",
        "unreadable",
    ),
    ("cannot route", |w, _| api(w, How::CannotRoute), "keys", "cannot-route"),
    (
        "redirected",
        |w, _| api(w, How::Redirect { status: 308, to: "https://a.example/".into() }),
        "keys",
        "redirected",
    ),
    ("redirected to nowhere", |w, _| api(w, exactly(302, "text/plain", "")), "keys", "redirected"),
    ("a proxy", |w, _| api(w, How::ProxySignIn), "keys", "proxy"),
    (
        "busy, again and again",
        |w, _| api(w, How::TooManyRequests { retry_after: Some("0".into()) }),
        "keys",
        "busy",
    ),
    ("500", |w, _| api(w, How::ServerError(500)), "keys", "server-error"),
    ("503, again and again", |w, _| api(w, How::Html(503)), "keys", "server-error"),
    ("a bad request", |w, _| api(w, How::InvalidObject), "keys", "unreadable"),
    ("a status nobody knows", |w, _| api_says(w, 299, "{}"), "keys", "unreadable"),
    ("garbage", |w, _| api(w, How::Garbage(200)), "keys", "unreadable"),
    ("garbage, 500", |w, _| api(w, How::Garbage(500)), "keys", "server-error"),
    ("no JSON", |w, _| api(w, How::NotJson), "keys", "unreadable"),
    ("empty", |w, _| api(w, How::EmptyBody), "keys", "unreadable"),
    ("a list", |w, _| api(w, How::EmptyList), "keys", "unreadable"),
    ("JSON of another kind", |w, _| api(w, How::WrongShape), "keys", "unreadable"),
    (
        "a version that is no text",
        |w, _| api_says(w, 200, r#"{"version":2025.1}"#),
        "keys",
        "unreadable",
    ),
    (
        "a refusal with 200",
        |w, _| api_says(w, 200, r#"{"code":"Unauthorized","message":"x"}"#),
        "keys",
        "keys-refused",
    ),
    ("deep JSON", |w, _| api(w, How::DeepJson), "keys", "unreadable"),
    ("cut short", |w, _| api(w, How::CutShort), "keys", "broken-off"),
    ("closed early", |w, _| api(w, How::CloseEarly), "keys", "broken-off"),
    ("endless headers", |w, _| api(w, How::EndlessHeaders), "keys", "broken-off"),
    ("endless body", |w, _| api(w, How::EndlessBody), "keys", "too-large"),
];

#[test]
fn the_behaviours_are_many_and_each_has_a_name_of_its_own() {
    let names: std::collections::HashSet<&str> = CASES.iter().map(|case| case.0).collect();
    assert_eq!(names.len(), CASES.len(), "a name stands twice");
    assert!(CASES.len() >= 60, "{}", CASES.len());
}

#[tokio::test]
async fn each_behaviour_fails_one_gate_under_its_name_and_the_rest_waits() {
    let need = some_need();
    let practice = Practice::start(world(&need)).await.unwrap();
    let good = checkup(practice.origin(), &need);
    for (case, change, line, cause) in CASES {
        let (mut world, mut checkup) = (world(&need), good.clone());
        change(&mut world, &mut checkup);
        practice.change(|now| *now = world);
        let told = run(&checkup).await;
        assert_eq!(told.the_failure(case), ((*line).to_owned(), *cause), "{case}");
        assert_eq!(told.0.iter().find(|f| f.verdict == Verdict::Running), None, "{case}");

        let problem = problem_of(told.of(line), &checkup)
            .unwrap_or_else(|| panic!("{case}: nothing to read"));
        assert_eq!(problem.cause, *cause, "{case}");
        assert!(!problem.title.is_empty() && !problem.why.is_empty(), "{case}: {problem:?}");
        assert!(problem.mend.is_some(), "{case}: a failed line has a button: {problem:?}");
        // What is read holds no key.
        let read = format!("{problem:?} {told:?}");
        for key in [&checkup.who.public_key, &checkup.who.private_key] {
            assert!(!read.contains(key.expose()), "{case}: {read}");
        }
    }
}

/// The words of a problem, and what its button does.
#[tokio::test]
async fn what_was_found_out_is_named_exactly() {
    let use_place = |site: &str, company: &str| {
        Intent::Place(PlacePress::UsePlace { site: site.into(), company: company.into() })
    };
    let cases: &[(&str, &[&str], Intent)] = &[
        ("swapped keys", &["two keys are swapped"], Intent::Keys(KeysPress::SwapKeys)),
        (
            "a private key cut short",
            &["private key was cut short", "13 characters", "16"],
            Intent::Walk(WalkPress::Go { step: StepId::Keys }),
        ),
        (
            "a public key cut short",
            &["public key was cut short", "15 characters", "16"],
            Intent::Walk(WalkPress::Go { step: StepId::Keys }),
        ),
        (
            "a key pasted with another company",
            &["pasted with the company ID \u{201c}nordlicht\u{201d}"],
            Intent::Walk(WalkPress::Go { step: StepId::Keys }),
        ),
        (
            "known in two regions, with keys of the other",
            &[
                "na.myconnectwise.net did not accept",
                "eu.myconnectwise.net has a company \u{201c}acme-msp\u{201d}",
            ],
            use_place("eu.myconnectwise.net", "acme-msp"),
        ),
        (
            "known in another region only",
            &["eu.myconnectwise.net does not know", "na.myconnectwise.net does"],
            use_place("na.myconnectwise.net", "acme-msp"),
        ),
        (
            "a company in the wrong case",
            &["\u{201c}acme-msp\u{201d}, not \u{201c}Acme-MSP\u{201d}"],
            use_place("na.myconnectwise.net", "acme-msp"),
        ),
        (
            "a company that is looked up in small letters, and answered as it was typed",
            &["\u{201c}acme-msp\u{201d}, not \u{201c}Acme-MSP\u{201d}"],
            use_place("na.myconnectwise.net", "acme-msp"),
        ),
        (
            "a company ID that companyinfo takes in any case, and the sign-in does not",
            &["\u{201c}acme-msp\u{201d}, not \u{201c}Acme-MSP\u{201d}"],
            use_place("na.myconnectwise.net", "acme-msp"),
        ),
        (
            "another private key",
            &["tried the other way round as well"],
            Intent::Walk(WalkPress::Go { step: StepId::Keys }),
        ),
    ];
    let need = some_need();
    let practice = Practice::start(world(&need)).await.unwrap();
    let good = checkup(practice.origin(), &need);
    for (name, words, intent) in cases {
        let (_, change, line, _) = CASES.iter().find(|case| case.0 == *name).unwrap();
        let (mut world, mut checkup) = (world(&need), good.clone());
        change(&mut world, &mut checkup);
        practice.change(|now| *now = world);
        let problem = problem_of(run(&checkup).await.of(line), &checkup).unwrap();
        let text = format!("{} {}", problem.title, problem.why);
        for word in *words {
            assert!(text.contains(word), "{name}: {word:?} is not in {text:?}");
        }
        assert_eq!(&problem.mend.unwrap().intent, intent, "{name}");
    }
    // Where it was not tried, nobody says that it was.
    for name in
        ["a private key with a colon", "the public key twice", "the sign-in is open to anybody"]
    {
        let (_, change, line, _) = CASES.iter().find(|case| case.0 == name).unwrap();
        let (mut world, mut checkup) = (world(&need), good.clone());
        change(&mut world, &mut checkup);
        practice.change(|now| *now = world);
        let problem = problem_of(run(&checkup).await.of(line), &checkup).unwrap();
        assert!(!problem.why.contains("other way round"), "{name}: {}", problem.why);
    }
}

/// Failures after a sign-in: the lines beside them are judged all the same.
#[tokio::test]
async fn the_member_and_its_companies_fail_alone() {
    let member = |fields: serde_json::Value| {
        let mut member = json!({"identifier": "practice", "adminFlag": false});
        member.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        json(member)
    };
    let cases = [
        (
            "an inactive member that still signs in",
            "/system/myMembers",
            member(json!({"inactiveFlag": true})),
            "member",
            "failed",
            Some("member-inactive"),
        ),
        (
            "an active member",
            "/system/myMembers",
            member(json!({"inactiveFlag": false})),
            "member",
            "passed",
            None,
        ),
        ("an empty member list", "/system/myMembers", How::EmptyList, "member", "unproven", None),
        (
            "two members",
            "/system/myMembers",
            json(json!([{"identifier": "a"}, {"identifier": "b"}])),
            "member",
            "unproven",
            None,
        ),
        (
            "a member without a name",
            "/system/myMembers",
            json(json!({"inactiveFlag": true})),
            "member",
            "unproven",
            None,
        ),
        (
            "a member that must not know who it is",
            "/system/myMembers",
            How::Forbidden,
            "member",
            "unproven",
            None,
        ),
        (
            "no companies",
            "/company/companies",
            How::EmptyList,
            "companies",
            "failed",
            Some("no-companies"),
        ),
        (
            "companies are closed",
            "/company/companies",
            How::Forbidden,
            "companies",
            "failed",
            Some("permission-missing"),
        ),
        (
            "companies without an answer",
            "/company/companies",
            How::CloseEarly,
            "companies",
            "unproven",
            None,
        ),
        (
            "companies as a page",
            "/company/companies",
            How::Html(200),
            "companies",
            "unproven",
            None,
        ),
        (
            "companies refused alone",
            "/company/companies",
            How::Unauthorized,
            "companies",
            "unproven",
            None,
        ),
        (
            "companies of another shape",
            "/company/companies",
            How::WrongShape,
            "companies",
            "unproven",
            None,
        ),
    ];
    let (practice, checkup) = start(&some_need()).await;
    for (case, path, how, line, verdict, cause) in cases {
        practice.change(|world| world.faults = vec![always(path, how)]);
        let told = run(&checkup).await;
        assert_eq!(told.verdict(line), verdict, "{case}: {:?}", told.of(line));
        let problem = problem_of(told.of(line), &checkup);
        assert_eq!(problem.as_ref().map(|problem| problem.cause.as_str()), cause, "{case}");
        assert_eq!(told.verdict("keys"), "passed", "{case}");
        assert_eq!(told.verdict("row:Finance/Agreements"), "passed", "{case}");
        // What was refused is told to be open: the two contradict each other.
        let about_companies = if case == "companies are closed" { "unproven" } else { "passed" };
        for other in ["row:Companies/Company Maintenance", "wider"] {
            assert_eq!(told.verdict(other), about_companies, "{case}: {:?}", told.of(other));
        }
    }
}

#[tokio::test]
async fn a_redirect_is_told_and_never_followed() {
    let target = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let to = format!("http://{}/v2025_1/apis/3.0/system/info", target.local_addr().unwrap());
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = connections.clone();
    let accepting = tokio::spawn(async move {
        while target.accept().await.is_ok() {
            counted.fetch_add(1, Ordering::SeqCst);
        }
    });
    let need = some_need();
    let (practice, checkup) = start(&need).await;
    for status in [301, 302, 303, 307, 308] {
        for (path, line) in [(INFO, "site"), (API, "keys")] {
            practice.change(|world| {
                world.faults = vec![always(path, How::Redirect { status, to: to.clone() })]
            });
            let told = run(&checkup).await;
            let case = format!("{status} on {path}");
            assert_eq!(told.the_failure(&case), (line.to_owned(), "redirected"), "{case}");
            let problem = problem_of(told.of(line), &checkup).unwrap();
            assert!(problem.title.contains("127.0.0.1"), "it says where to: {}", problem.title);
        }
    }
    assert_eq!(connections.load(Ordering::SeqCst), 0, "the target was connected to");
    // The counting itself works.
    let there = to.split('/').nth(2).unwrap();
    drop(tokio::net::TcpStream::connect(there).await.unwrap());
    while connections.load(Ordering::SeqCst) == 0 {
        tokio::task::yield_now().await;
    }
    accepting.abort();
}

#[tokio::test]
async fn a_missing_permission_for_the_sign_in_question_is_still_a_sign_in() {
    let need = some_need();
    let (practice, checkup) = start(&need).await;
    practice.change(|world| world.faults = vec![always("/system/info", How::Forbidden)]);
    let told = run(&checkup).await;
    assert_eq!((told.verdict("client-id"), told.verdict("keys")), ("passed", "passed"));
}
