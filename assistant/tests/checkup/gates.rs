//! Which gate a server's behaviour fails, under which name; what comes after it waits.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use assistant::checkup::{Checkup, Need, Verdict};
use assistant::connectwise::address::Site;
use assistant::secret::Secret;
use practice::{BadKeys, How, LIMITED_PRIVATE_KEY, Practice, World};

use super::rig::{always, checkup, integrations, problem_of, run, some_need, start, world};

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

fn exactly(status: u16, content_type: &str, body: &str) -> How {
    How::Exactly { status, content_type: content_type.into(), body: body.into() }
}

/// The behaviour, how to have it, the line that fails, and the cause's name.
const CASES: &[(&str, Change, &str, &str)] = &[
    (
        "an unknown company",
        |_, c| c.instance.company_id = "nobody".into(),
        "company",
        "company-unknown",
    ),
    (
        "a company in the wrong case",
        |_, c| c.instance.company_id = "Acme-MSP".into(),
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
        "another region",
        |_, c| c.instance.site = Site::parse("eu.myconnectwise.net").unwrap(),
        "company",
        "company-unknown",
    ),
    (
        "some web server",
        |_, c| c.instance.site = Site::parse("www.example.com").unwrap(),
        "site",
        "not-connectwise",
    ),
    ("a network's own page", |w, _| info(w, How::Html(200)), "site", "not-connectwise"),
    (
        "companyinfo redirects",
        |w, _| info(w, How::Redirect { status: 302, to: "https://a.example/".into() }),
        "site",
        "redirected",
    ),
    ("companyinfo: a proxy", |w, _| info(w, How::ProxySignIn), "network", "proxy"),
    (
        "companyinfo: busy",
        |w, _| info(w, How::TooManyRequests { retry_after: None }),
        "site",
        "busy",
    ),
    ("companyinfo: 500", |w, _| info(w, How::ServerError(500)), "site", "server-error"),
    ("companyinfo: maintenance", |w, _| info(w, How::ServerError(503)), "site", "server-error"),
    ("companyinfo: garbage", |w, _| info(w, How::Garbage(200)), "site", "not-connectwise"),
    ("companyinfo: no JSON", |w, _| info(w, How::NotJson), "site", "not-connectwise"),
    ("companyinfo: empty", |w, _| info(w, How::EmptyBody), "site", "not-connectwise"),
    ("companyinfo: deep JSON", |w, _| info(w, How::DeepJson), "site", "not-connectwise"),
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
        "another private key",
        |_, c| c.who.private_key = Secret::new(LIMITED_PRIVATE_KEY),
        "keys",
        "keys-refused",
    ),
    (
        "a key cut short",
        |_, c| c.who.private_key = Secret::new("PRACTICEprv13"),
        "keys",
        "keys-refused",
    ),
    (
        "swapped keys",
        |_, c| std::mem::swap(&mut c.who.public_key, &mut c.who.private_key),
        "keys",
        "keys-refused",
    ),
    (
        "an inactive key",
        |w, _| w.tenants[0].members[0].keys[0].active = false,
        "keys",
        "keys-refused",
    ),
    ("an inactive member", |w, _| w.tenants[0].members[0].active = false, "keys", "keys-refused"),
    (
        "wrong keys, by 404",
        |w, c| {
            w.quirks.bad_keys = BadKeys::NotFound;
            c.who.private_key = Secret::new(LIMITED_PRIVATE_KEY);
        },
        "keys",
        "not-found",
    ),
    (
        "a key that no request can carry",
        |_, c| c.who.client_id = Secret::new("line\nend"),
        "keys",
        "unsendable",
    ),
    ("the sign-in site", |w, _| api(w, How::Html(200)), "keys", "sign-in-site"),
    ("a page of another status", |w, _| api(w, How::Html(404)), "keys", "sign-in-site"),
    ("SSL required", |w, _| api(w, How::SslRequired), "keys", "ssl-required"),
    ("cannot route", |w, _| api(w, How::CannotRoute), "keys", "cannot-route"),
    ("a proxy", |w, _| api(w, How::ProxySignIn), "keys", "proxy"),
    ("500", |w, _| api(w, How::ServerError(500)), "keys", "server-error"),
    ("garbage", |w, _| api(w, How::Garbage(200)), "keys", "unreadable"),
    ("garbage, 500", |w, _| api(w, How::Garbage(500)), "keys", "server-error"),
    ("no JSON", |w, _| api(w, How::NotJson), "keys", "unreadable"),
    ("empty", |w, _| api(w, How::EmptyBody), "keys", "unreadable"),
    ("a list", |w, _| api(w, How::EmptyList), "keys", "unreadable"),
    ("JSON of another kind", |w, _| api(w, How::WrongShape), "keys", "unreadable"),
    (
        "a refusal with 200",
        |w, _| api(w, exactly(200, "application/json", r#"{"code":"Unauthorized","message":"x"}"#)),
        "keys",
        "unreadable",
    ),
    ("deep JSON", |w, _| api(w, How::DeepJson), "keys", "unreadable"),
    ("cut short", |w, _| api(w, How::CutShort), "keys", "broken-off"),
    ("closed early", |w, _| api(w, How::CloseEarly), "keys", "broken-off"),
    ("endless headers", |w, _| api(w, How::EndlessHeaders), "keys", "broken-off"),
    ("endless body", |w, _| api(w, How::EndlessBody), "keys", "too-large"),
];

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
