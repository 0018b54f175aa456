//! How the check behaves towards a server: reads only, few at once, keys to one host, and
//! no second try after a refusal.

use std::time::Duration;

use assistant::checkup::{AT_ONCE, Need};
use assistant::connectwise::grid::{Level, find};
use practice::{BadKeys, How, LIMITED_PRIVATE_KEY, Seen};

use super::rig::{always, exact_role, integrations, run, some_need, start};

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
    checkup.instance.site =
        assistant::connectwise::address::Site::parse("https://cw.example-msp.com/v4_6_release/")
            .unwrap();
    for (place, text) in [
        (&mut checkup.instance.company_id, "example-msp"),
        (&mut checkup.who.company_id, "example-msp"),
    ] {
        *place = text.into();
    }
    checkup.who.public_key = assistant::secret::Secret::new("EXAMPLEMSPpub46x");
    checkup.who.private_key = assistant::secret::Secret::new("EXAMPLEMSPprv35y");
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
    let need = Need { rows: rows.collect(), tables: tables.collect() };
    assert!(need.rows.len() + need.tables.len() > AT_ONCE, "too few questions to show the bound");
    let (practice, checkup) = start(&need).await;
    practice.change(|world| {
        world.latency = Duration::from_millis(300);
        world.faults = vec![always("/system/mySecurity", How::Forbidden)];
    });
    run(&checkup).await;
    let most = practice.most_at_once();
    assert!(most <= AT_ONCE && most > 8, "{most} at once");
}

#[tokio::test]
async fn refused_keys_are_sent_once_and_no_more() {
    let (practice, good) = start(&some_need()).await;
    type Refuse = fn(&mut practice::World);
    let refusals: [(&str, Refuse); 5] = [
        ("401", |_| {}),
        ("404", |world| world.quirks.bad_keys = BadKeys::NotFound),
        ("client ID", |world| world.tenants[0].client_ids.clear()),
        ("redirect", |world| {
            world.faults = vec![always(
                "/apis/",
                How::Redirect { status: 307, to: "https://a.example/".into() },
            )]
        }),
        ("500", |world| world.faults = vec![always("/apis/", How::ServerError(500))]),
    ];
    for (case, refuse) in refusals {
        practice.change(|world| {
            *world = super::rig::world(&some_need());
            refuse(world);
        });
        practice.forget_seen();
        let mut checkup = good.clone();
        checkup.who.private_key = assistant::secret::Secret::new(LIMITED_PRIVATE_KEY);
        run(&checkup).await;
        let signed_in: Vec<String> =
            practice.seen().iter().filter(|seen| seen.had_authorization).map(asked).collect();
        assert_eq!(signed_in.len(), 1, "{case}: {signed_in:?}");
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
    assert_eq!((practice.seen().len(), leaked), (4, Vec::new()));
}
