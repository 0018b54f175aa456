//! How the check behaves towards a server: reads only, few at once, keys to one host, and
//! one more sign-in after a refusal at most.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use checkup::{AT_ONCE, Checkup, Line, Need};
use connectwise::address::Site;
use connectwise::grid::{Level, find};
use connectwise::probes;
use ground::secret::Secret;
use integration::Integration;
use practice::{
    BadKeys, Fault, How, LIMITED_PRIVATE_KEY, On, PRIVATE_KEY, PUBLIC_KEY, Seen, Tenant, World,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::rig::{always, exact_role, integrations, row, run, some_need, start, world};

fn asked(seen: &Seen) -> String {
    format!("{} {}{}?{}", seen.method, seen.host, seen.path, seen.query)
}

#[tokio::test]
async fn it_only_reads_and_sends_the_keys_to_the_api_host_alone() {
    for integration in integrations() {
        let (practice, checkup) = start(&Need::of(&integration)).await;
        for faults in [Vec::new(), vec![always("/system/mySecurity", How::Forbidden)]] {
            practice.change(|world| world.faults = faults);
            run(&checkup).await;
        }
        let seen = practice.seen();
        assert!(seen.len() > 8, "{}: {} requests", &*integration.name, seen.len());
        for request in &seen {
            assert_eq!(request.method, "GET", "{}", asked(request));
            let is_api = request.host == "api-na.myconnectwise.net";
            assert!(is_api || request.host == "na.myconnectwise.net", "{}", asked(request));
            assert_eq!(
                (request.had_authorization, request.had_client_id),
                (is_api, is_api),
                "{}",
                asked(request)
            );
        }
    }
}

#[tokio::test]
async fn a_companys_own_server_gets_the_keys_on_its_own_host() {
    let (practice, mut checkup) = start(&some_need()).await;
    practice.change(|world| world.tenants[2].roles[0] = exact_role(&some_need()));
    checkup.instance.site = Site::parse("https://cw.example-msp.com/v4_6_release/").unwrap();
    for (place, text) in [
        (&mut checkup.instance.company_id, "example-msp"),
        (&mut checkup.who.company_id, "example-msp"),
    ] {
        *place = text.into();
    }
    checkup.who.public_key = Secret::new("EXAMPLEMSPpub46x");
    checkup.who.private_key = Secret::new("EXAMPLEMSPprv35y");
    let told = run(&checkup).await;
    assert_eq!(told.verdict("keys"), "passed", "{told:?}");
    assert_eq!(told.verdict("row:Finance/Agreements"), "passed");
    assert!(
        practice.seen().iter().all(|seen| seen.host == "cw.example-msp.com"),
        "{:?}",
        practice.seen()
    );
}

/// Every row and table that can be asked for, which is more than may be asked at once.
#[tokio::test]
async fn never_more_requests_at_once_than_the_bound() {
    let all = [Level::None, Level::None, Level::None, Level::All];
    let rows =
        practice::PROBES.iter().filter_map(|probe| Some((find(probe.module, probe.row)?, all)));
    let tables = practice::TABLES.iter().map(|table| table.name.to_owned());
    let need = Need { rows: rows.collect(), tables: tables.collect(), ..Need::default() };
    assert!(need.rows.len() + need.tables.len() > AT_ONCE, "too few questions to show the bound");
    let (practice, checkup) = start(&need).await;
    practice.change(|world| world.faults = vec![always("/system/mySecurity", How::Forbidden)]);
    // A busy machine may take longer to ask the next than a quick server takes to answer the
    // first: then the server takes longer.
    for latency in [300, 1000, 3000, 10_000] {
        practice.change(|world| world.latency = Duration::from_millis(latency));
        run(&checkup).await;
        assert!(practice.most_at_once() <= AT_ONCE, "{} at once", practice.most_at_once());
        if practice.most_at_once() == AT_ONCE {
            return;
        }
    }
    panic!("{} at once", practice.most_at_once());
}

type Change = fn(&mut World, &mut Checkup);

fn wrong_private(checkup: &mut Checkup) {
    checkup.who.private_key = Secret::new(LIMITED_PRIVATE_KEY);
}

fn everywhere(world: &mut World, how: How) {
    world.faults = vec![always("/apis/", how)];
}

/// A refusal, how to have it, and how many times the keys are sent for it, at most.
const REFUSALS: &[(&str, Change, usize)] = &[
    ("401", |_, c| wrong_private(c), 2),
    (
        "404",
        |w, c| {
            w.quirks.bad_keys = BadKeys::NotFound;
            wrong_private(c);
        },
        2,
    ),
    ("swapped", |_, c| std::mem::swap(&mut c.who.public_key, &mut c.who.private_key), 2),
    (
        "known in another region too",
        |w, c| {
            let twin = Tenant { site_host: "eu.myconnectwise.net".into(), ..w.tenants[0].clone() };
            w.tenants.push(twin);
            wrong_private(c);
        },
        2,
    ),
    ("an inactive member", |w, _| w.tenants[0].members[0].active = false, 2),
    ("401, always", |w, _| everywhere(w, How::Unauthorized), 2),
    ("401 as a page, always", |w, _| everywhere(w, How::Html(401)), 1),
    ("404, always", |w, _| everywhere(w, How::NotFound), 2),
    (
        "tried the other way round before",
        |_, c| {
            wrong_private(c);
            c.hints.swapped_before = true;
        },
        1,
    ),
    ("a private key cut short", |_, c| c.who.private_key = Secret::new("PRACTICEprv13"), 1),
    ("a public key cut short", |_, c| c.who.public_key = Secret::new("PRACTICEpub24"), 1),
    (
        "a key of another company",
        |_, c| {
            wrong_private(c);
            c.hints.key_company = Some("nordlicht".into());
        },
        2,
    ),
    ("the same key twice", |_, c| c.who.private_key = c.who.public_key.clone(), 1),
    ("a colon in the private key", |_, c| c.who.private_key = Secret::new("PRACTICE:rv1357y"), 1),
    ("the client ID", |w, _| w.tenants[0].client_ids.clear(), 1),
    ("the client ID, 401", |w, _| everywhere(w, How::ClientIdRefused(401)), 1),
    ("cannot route", |w, _| everywhere(w, How::CannotRoute), 1),
    (
        "redirect",
        |w, _| everywhere(w, How::Redirect { status: 307, to: "https://a.example/".into() }),
        1,
    ),
    ("500", |w, _| everywhere(w, How::ServerError(500)), 1),
    ("the sign-in site", |w, _| everywhere(w, How::Html(200)), 1),
    ("broken off", |w, _| everywhere(w, How::CloseEarly), 2),
];

#[tokio::test]
async fn refused_keys_are_sent_twice_at_most_and_to_the_shown_host_alone() {
    let (practice, good) = start(&some_need()).await;
    for (case, change, most) in REFUSALS {
        let (mut world, mut checkup) = (world(&some_need()), good.clone());
        change(&mut world, &mut checkup);
        practice.change(|now| *now = world);
        practice.forget_seen();
        run(&checkup).await;
        let seen = practice.seen();
        let with_keys = seen.iter().filter(|seen| seen.had_authorization || seen.had_client_id);
        let with_keys: Vec<&Seen> = with_keys.collect();
        let list: Vec<String> = with_keys.iter().map(|seen| asked(seen)).collect();
        assert_eq!(list.len(), *most, "{case}: {list:?}");
        for seen in with_keys {
            assert_eq!(seen.host, "api-na.myconnectwise.net", "{case}: {list:?}");
            assert!(seen.path.ends_with("/system/info"), "{case}: {list:?}");
        }
        // Other regions are asked without keys, and none twice.
        let others = seen.iter().filter(|seen| !seen.had_authorization).map(asked);
        let mut others: Vec<String> = others.collect();
        let count = others.len();
        others.sort();
        others.dedup();
        assert_eq!(others.len(), count, "{case}: asked twice: {others:?}");
    }
}

/// Nobody else is told of a company that runs a server of its own, nor of its keys.
#[tokio::test]
async fn about_an_own_server_no_other_host_is_asked() {
    let (practice, mut good) = start(&some_need()).await;
    good.instance.site = Site::parse("cw.example-msp.com").unwrap();
    (good.instance.company_id, good.who.company_id) = ("example-msp".into(), "example-msp".into());
    let cases: [(&str, Change); 3] = [
        ("wrong keys", |_, c| wrong_private(c)),
        ("an unknown company", |_, c| c.instance.company_id = "nobody".into()),
        ("another case", |_, c| c.instance.company_id = "Example-MSP".into()),
    ];
    for (case, change) in cases {
        let mut checkup = good.clone();
        practice.change(|world| change(world, &mut checkup));
        practice.forget_seen();
        run(&checkup).await;
        let seen = practice.seen();
        assert!(seen.len() > 1, "{case}: {seen:?}");
        let others: Vec<&Seen> =
            seen.iter().filter(|seen| seen.host != "cw.example-msp.com").collect();
        assert_eq!(others, Vec::<&Seen>::new(), "{case}");
    }
}

/// A server that refuses every key pair, and keeps what it was sent.
async fn refusing() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let sent = Arc::new(Mutex::new(Vec::new()));
    let kept = sent.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                head.push(stream.read_u8().await.unwrap());
            }
            let head = String::from_utf8(head).unwrap();
            let (status, body) = if head.starts_with("GET /login/") {
                ("200 OK", r#"{"CompanyName":"Acme","Codebase":"v2025_1/"}"#)
            } else {
                ("401 Unauthorized", r#"{"code":"Unauthorized"}"#)
            };
            kept.lock().unwrap().extend(keys_in(&head));
            let length = body.len();
            let text = format!(
                "HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
            );
            stream.write_all(text.as_bytes()).await.unwrap();
        }
    });
    (origin, sent)
}

/// What stands in `Authorization`, readable.
fn keys_in(head: &str) -> Option<String> {
    let line = head.lines().find_map(|line| line.strip_prefix("authorization: Basic "))?;
    Some(String::from_utf8(STANDARD.decode(line).unwrap()).unwrap())
}

#[tokio::test]
async fn the_keys_are_sent_as_they_are_and_once_the_other_way_round() {
    let (origin, sent) = refusing().await;
    let mut checkup = super::rig::checkup(&origin, &some_need());
    let as_they_are = format!("acme-msp+{PUBLIC_KEY}:{PRIVATE_KEY}");
    let other_way = format!("acme-msp+{PRIVATE_KEY}:{PUBLIC_KEY}");
    run(&checkup).await;
    assert_eq!(*sent.lock().unwrap(), [as_they_are.clone(), other_way]);
    // Known from the check before: not tried again.
    sent.lock().unwrap().clear();
    checkup.hints.swapped_before = true;
    run(&checkup).await;
    assert_eq!(*sent.lock().unwrap(), [as_they_are]);
}

/// An account may lock: where refusals come after the sign-in, they are few as well.
#[tokio::test]
async fn after_three_refusals_nothing_more_is_asked() {
    let need = Need::of(&most_questions());
    let (practice, checkup) = start(&need).await;
    let open = ["/system/info", "/system/myMembers", "customizeItems"];
    let others = || {
        practice.seen().into_iter().filter(|seen| {
            seen.had_authorization && !open.iter().any(|path| seen.path.contains(path))
        })
    };
    practice.change(|world| {
        world.faults = open.map(|path| always(path, How::Slow(Duration::ZERO))).into();
        world.faults.push(always("/apis/", How::Unauthorized));
    });
    let told = run(&checkup).await;
    // They were accepted, and are no longer.
    assert_eq!(told.verdict("keys"), "unproven");
    let refused: Vec<String> = others().map(|seen| asked(&seen)).collect();
    assert_eq!(refused.len(), 3, "{refused:?}");
    assert!(told.0.iter().all(|finding| told.verdict(&finding.line.id()) != "running"));
}

/// The integration with the most rows and tables to ask about.
fn most_questions() -> Integration {
    let questions = |integration: &Integration| {
        let need = Need::of(integration);
        let rows = need.rows.iter().filter(|(row, _)| probes::of_row(*row, Some(1)).is_some());
        rows.count() + need.tables.iter().filter(|table| probes::of_table(table).is_some()).count()
    };
    integrations().into_iter().max_by_key(questions).unwrap()
}

#[tokio::test]
async fn a_whole_check_asks_sixty_questions_at_most() {
    let busy = || How::TooManyRequests { retry_after: Some("0".into()) };
    // Every path that may be asked, the longer first: a fault is about all that contain it.
    let mut paths: Vec<&str> = practice::PROBES.iter().map(|probe| probe.path).collect();
    paths.extend(practice::TABLES.iter().map(|table| table.path));
    paths.extend([
        "/system/info",
        "/system/myMembers",
        "/system/mySecurity",
        "customizeItems",
        "/settings",
    ]);
    let mut paths: Vec<&str> =
        paths.into_iter().map(|path| path.rsplit('}').next().unwrap()).collect();
    paths.sort_by_key(|path| std::cmp::Reverse(path.len()));
    paths.dedup();
    let once = |path: &str| Fault::times(On::Path(path.into()), busy(), 1);
    let closed = || {
        ["customizeItems", "/system/mySecurity"].map(|path| always(path, How::Forbidden)).to_vec()
    };
    let need = Need::of(&most_questions());
    let (practice, checkup) = start(&need).await;
    let cases: [(&str, Vec<Fault>); 3] = [
        ("the levels are closed", closed()),
        (
            "and every question is first answered with \"too many requests\"",
            paths.iter().map(|path| once(path)).chain(closed()).collect(),
        ),
        (
            "and all but the sign-in is answered so again and again",
            vec![always("/system/info", How::Slow(Duration::ZERO)), always("/apis/", busy())],
        ),
    ];
    let mut counts = Vec::new();
    for (case, faults) in cases {
        practice.change(|world| world.faults = faults);
        practice.forget_seen();
        let told = run(&checkup).await;
        let count = practice.seen().len();
        assert!(count <= 60, "{case}: {count} requests");
        counts.push(count);
        let open =
            told.0.iter().find(|f| matches!(told.verdict(&f.line.id()), "running" | "waiting"));
        assert_eq!(open, None, "{case}");
    }
    // The busy ones did ask again, and the last one met the limit and says so.
    assert!(counts[0] < counts[1] && counts[1] <= counts[2], "{counts:?}");
    assert_eq!(counts[2], 60);
}

/// Checking one line again asks about that line alone.
#[tokio::test]
async fn one_line_asks_only_what_it_needs() {
    let mine = "/system/mySecurity";
    let who = "/system/myMembers";
    let tables = "/system/mySecurity/customizeItems/";
    let companies = "/company/companies";
    let agreements = "/finance/agreements";
    let role = "/system/securityRoles/11/settings";
    let table = Line::Table("Company / Company Status".into());
    let closed = [always(mine, How::Forbidden)];
    let cases: [(Line, &[Fault], Vec<&str>); 8] = [
        (row("Finance", "Agreements"), &[], vec![mine, who]),
        (row("Companies", "Team Members"), &[], vec![companies, mine, who]),
        (table.clone(), &[], vec![tables]),
        (Line::Wider, &[], vec![companies, mine, tables, who]),
        (row("Finance", "Agreements"), &closed, vec![agreements, mine, role, who]),
        (row("Finance", "Agreement Invoicing"), &closed, vec![mine, role, who]),
        (table, &closed, vec!["/company/companies/statuses", tables]),
        (Line::Wider, &closed, vec![companies, mine, tables, role, who]),
    ];
    let (practice, checkup) = start(&some_need()).await;
    for (line, faults, mut paths) in cases {
        practice.change(|world| world.faults = faults.to_vec());
        practice.forget_seen();
        checkup.run_line(&line, &|_| ()).await;
        let seen = practice.seen();
        let mut asked: Vec<&str> =
            seen.iter().map(|seen| seen.path.split_once("apis/3.0").unwrap().1).collect();
        asked.sort_unstable();
        paths.sort_unstable();
        assert_eq!(asked, paths, "{line:?}, {faults:?}");
    }
}

#[tokio::test]
async fn without_an_answer_from_the_site_no_key_is_sent() {
    let (practice, checkup) = start(&some_need()).await;
    for how in [How::Html(200), How::EmptyList, How::CloseEarly, How::ServerError(500)] {
        practice.change(|world| world.faults = vec![always("/login/companyinfo/", how.clone())]);
        run(&checkup).await;
    }
    let leaked: Vec<String> = practice
        .seen()
        .iter()
        .filter(|s| s.had_authorization || s.had_client_id)
        .map(asked)
        .collect();
    // The connection that ended was tried a second time.
    assert_eq!((practice.seen().len(), leaked), (5, Vec::new()));
}
