//! In earnest, over real TLS, where what answers is not what it should be: nothing is claimed
//! that ConnectWise did not say, and nothing is done that nobody asked for.

use e2e::network::{self, Authority};
use e2e::{Desktop, Hosts, Window, journey};
use fantoccini::Locator;
use practice::{
    CLIENT_ID, COMPANY_ID, Fault, How, Level, On, PRIVATE_KEY, PUBLIC_KEY, Role, World,
};
use serde_json::{Value, json};

const OWN: &str = "cw.example-msp.com";
const NA: &str = "na.myconnectwise.net";
const EU: &str = "eu.myconnectwise.net";
const CLOUD: [&str; 10] = [
    NA,
    "api-na.myconnectwise.net",
    EU,
    "api-eu.myconnectwise.net",
    "au.myconnectwise.net",
    "aus.myconnectwise.net",
    "za.myconnectwise.net",
    "staging.connectwisedev.com",
    "sandbox-na.myconnectwise.net",
    "sandbox-eu.myconnectwise.net",
];
/// Where the program's TLS library finds this computer's certificates instead.
const CERTIFICATES: &str = "SSL_CERT_FILE";

/// A desktop whose certificate store holds this authority alone.
async fn trusting(name: &str, authority: &Authority) -> Desktop {
    let mut desktop = Desktop::start(name).await;
    desktop.set(CERTIFICATES, authority.file().display().to_string());
    desktop
}

async fn begin(window: &Window, integration: &str) {
    window.press(&format!("card-{integration}")).await;
    window.press("start").await;
    window.page("site").await;
}

/// From "Your ConnectWise", found, to the check, as somebody in a hurry: no row is ticked.
async fn on_to_the_check(window: &Window, keys: [&str; 2]) {
    window.press("continue").await;
    window.page("role").await;
    window.press("continue").await;
    window.says("are ticked").await;
    window.press("anyway").await;
    window.page("member").await;
    window.press("continue").await;
    window.page("keys").await;
    window.says("tried out and works").await;
    window.fill("publicKey", keys[0]).await;
    window.fill("privateKey", keys[1]).await;
    window.says("Both keys are in the keychain").await;
    window.press("continue").await;
    window.page("clientId").await;
    window.fill("clientId", CLIENT_ID).await;
    window.press("continue").await;
    window.page("check").await;
}

/// Waits until a check has ended like this.
async fn outcome(window: &Window, state: &str) {
    window.wait_for(&format!("[data-testid=outcome][data-state={state}]")).await;
}

/// A check line's word, as it stands on the page.
async fn word(window: &Window, line: &str) -> String {
    let script = format!(
        "return document.querySelector('[data-testid={:?}] .verdict')?.innerText ?? ''",
        format!("line-{line}")
    );
    window.run(&script).await.as_str().unwrap_or_default().to_owned()
}

fn connection(desktop: &Desktop) -> Value {
    let text = std::fs::read_to_string(desktop.data().join("journal.json")).expect("a journal");
    let journal: Value = serde_json::from_str(&text).expect("JSON");
    journal["connections"][0].clone()
}

/// Nothing is pushed out of sight beside ConnectWise.
async fn fits(window: &Window, shot: &str) {
    window.size(360, 780).await;
    assert_eq!(window.cut_off().await, json!([]), "{shot}");
    window.shot(shot).await;
    window.size(1120, 780).await;
}

/// A firewall lets companyinfo through, and answers the API's every address with its own page.
#[test]
fn a_page_that_speaks_of_permission_is_nobodys_verdict() {
    let test = "a_page_that_speaks_of_permission_is_nobodys_verdict";
    network::alone(test, &[OWN], async {
        let authority = Authority::new("example");
        let mut world = World::sample();
        world.faults = vec![page(403, "You do not have permission to view this directory or page")];
        let hosts = Hosts::start(world, &[OWN], &authority).await;

        let desktop = Desktop::start("page-403").await;
        let window = desktop.open().await;
        begin(&window, "sync-365").await;
        window.press("option-site-2").await;
        window.fill("address", OWN).await;
        window.fill("company", "example-msp").await;
        window.press("continue").await;
        window.says("Does your company sign its own certificates?").await;
        let file = window.client.find(Locator::Css("[data-testid=choose-authority]")).await;
        let path = authority.file().display().to_string();
        file.expect("a way to choose a file").send_keys(&path).await.expect("a file");
        window.says(&authority.fingerprint()).await;
        window.press("trust-authority").await;
        window.says("Example IT Partners").await;
        on_to_the_check(&window, ["INVENTEDpub2468x", "INVENTEDprv1357y"]).await;

        for (round, status) in [("01-status-403", 403), ("02-status-401", 401)] {
            if status == 401 {
                // The same server's word on a sign-in it does not know.
                let denied = "Access is denied due to invalid credentials";
                hosts.practice.change(|world| world.faults = vec![page(status, denied)]);
                window.press("check").await;
            }
            window.says(&format!("cw.example-msp.com answered with status {status}")).await;
            outcome(&window, "failed").await;
            window.shot(round).await;
            let text = window.text().await;
            for said in [
                "Something before ConnectWise stopped this computer",
                "Ask your network team, or whoever runs that server",
                "Not connected to ConnectWise.",
            ] {
                assert!(text.contains(said), "{said:?} is not on the page:\n{text}");
            }
            for untrue in ["Missing", "missing", "Connected to", "Signed in", "accepts", "Matches"]
            {
                assert!(!text.contains(untrue), "{untrue:?} is on the page:\n{text}");
            }
            assert_eq!(word(&window, "company").await, "Passed");
            assert_eq!(word(&window, "client-id").await, "Not checked");
            let keys = word(&window, "keys").await;
            assert!(["Failed", "Not checked"].contains(&&*keys), "Key pair: {keys}");
            let after = window.verdicts().await.into_iter().skip_while(|(id, _)| id != "line-keys");
            let after: Vec<_> = after.skip(1).collect();
            assert!(after.len() > 8, "member, companies, each row, the role: {after:?}");
            assert!(after.iter().all(|(_, verdict)| verdict == "waiting"), "{after:?}");

            // Nobody gets past it, not with a second press either.
            window.press("continue").await;
            window.says("The keys have not signed in yet").await;
            window.shot(&format!("{round}-continue")).await;
            let in_sight = "const box = document.querySelector('[data-testid=missing]').getBoundingClientRect(); \
                            return box.top >= 0 && box.bottom <= innerHeight";
            assert_eq!(window.run(in_sight).await, true, "why it does not go on is out of sight");
            window.press("continue").await;
            window.page("check").await;
            assert_eq!(connection(&desktop)["checked"], Value::Null);
            let item = desktop.kept(&journey::account(&desktop)).await.expect("an item");
            assert_eq!(item["status"], "not checked");
            assert_eq!(item["public_key"], "INVENTEDpub2468x", "what was pasted stays");
        }
        let sign_in = format!("{OWN}/v4_6_release/apis/3.0/system/info");
        let asked = hosts.brought_keys();
        assert!(asked.iter().all(|asked| *asked == sign_in), "keys came with more: {asked:?}");
        fits(&window, "03-narrow").await;

        // Now the way is free, and what was said of the keys before was no verdict.
        hosts.practice.change(|world| world.faults.clear());
        window.press("check").await;
        window.wait_for("[data-testid=problem][data-cause=keys-refused]").await;
        assert_eq!(connection(&desktop)["checked"], Value::Null);
        window.close().await;
    });
}

/// A stock page of the web server before an own ConnectWise, at every address of the API.
fn page(status: u16, words: &str) -> Fault {
    let body = format!(
        "<!DOCTYPE html><html><head><title>{status}</title></head><body><h3>{words} using the \
         credentials that you supplied.</h3></body></html>"
    );
    let how = How::Exactly { status, content_type: "text/html".into(), body: body.into() };
    Fault::always(On::Path("/v4_6_release/apis".into()), how)
}

/// The region that was named is down, and another one has a company of this ID.
#[test]
fn a_region_that_is_down_is_named_and_another_is_a_question() {
    let test = "a_region_that_is_down_is_named_and_another_is_a_question";
    network::alone(test, &CLOUD, async {
        let authority = Authority::new("cloud");
        let mut world = World::sample();
        world.tenants[0].site_host = EU.into();
        world.faults = vec![Fault::always(On::Host(NA.into()), How::Html(503))];
        let hosts = Hosts::start(world, &CLOUD, &authority).await;

        let desktop = trusting("region-down", &authority).await;
        let window = desktop.open().await;
        begin(&window, "vectis").await;
        window.fill("address", NA).await;
        window.fill("company", COMPANY_ID).await;
        for (round, cause, said) in [
            ("01-status-503", "server-error", "The answer was status 503"),
            // Whoever answers a cloud host with a page, it is not a "no" of ConnectWise.
            ("02-page-200", "intercepted", "Something before ConnectWise stopped this computer"),
        ] {
            window.press("continue").await;
            window.wait_for(&format!("[data-testid=problem][data-cause={cause}]")).await;
            window.shot(round).await;
            let text = window.text().await;
            // Which one is down, that it said nothing of the company, and who does.
            let down = format!("{NA} was asked, and did not say whether it knows the company");
            let asked = format!("{EU} knows the company ID \u{201c}{COMPANY_ID}\u{201d}");
            for said in [said, &down, &asked, "Does your team sign in there?", &format!("Use {EU}")]
            {
                assert!(text.contains(said), "{said:?} is not on the page:\n{text}");
            }
            for untrue in ["does not know", "typing error", "Acme Managed Services"] {
                assert!(!text.contains(untrue), "{untrue:?} is on the page:\n{text}");
            }
            // Nothing was taken.
            window.page("site").await;
            let address = "return document.querySelector('[data-testid=field-address]').value";
            assert_eq!(window.run(address).await, NA);
            let kept = connection(&desktop);
            assert_eq!((&kept["address"], &kept["instance"]), (&json!(NA), &Value::Null));
            hosts.practice.change(|world| {
                world.faults = vec![Fault::always(On::Host(NA.into()), How::Html(200))];
            });
        }
        fits(&window, "03-narrow").await;

        window.press("mend").await;
        window.says("Acme Managed Services").await;
        window.gone("[data-testid=problem]").await;
        window.shot("04-taken").await;
        window.says("https://api-eu.myconnectwise.net").await;
        on_to_the_check(&window, [PUBLIC_KEY, PRIVATE_KEY]).await;
        window.wait_for("[data-testid=line-keys][data-verdict=passed]").await;
        assert_eq!(connection(&desktop)["instance"]["site"], EU);
        let keys = hosts.brought_keys();
        assert!(keys.iter().all(|to| to.starts_with("api-eu.myconnectwise.net/")), "{keys:?}");
        window.close().await;
    });
}

/// ConnectWise tells the first 40 rows of the role, and System > Security is not among them.
#[test]
fn half_a_list_of_levels_is_not_the_whole_role() {
    let test = "half_a_list_of_levels_is_not_the_whole_role";
    network::alone(test, &CLOUD, async {
        const NEEDED: [(&str, &str); 4] = [
            ("Companies", "Company Maintenance"),
            ("Finance", "Agreements"),
            ("Service Desk", "Service Tickets"),
            ("Time & Expense", "Time Entry"),
        ];
        let authority = Authority::new("cloud");
        let mut role = Role::none("Vectis");
        role.id = 11;
        for (module, row) in NEEDED {
            role.set(module, row, [Level::None, Level::None, Level::None, Level::All]);
        }
        role.set("System", "Security", [Level::All; 4]);
        let needed = |row: &practice::Row| NEEDED.contains(&(&*row.module, &*row.name));
        role.rows.sort_by_key(|row| !needed(row));
        assert_eq!(role.rows.len(), 87);
        let told: Vec<_> = role.rows.iter().take(40).map(|row| &*row.name).collect();
        assert!(!told.contains(&"Security"), "the rows that are told: {told:?}");
        let mut world = World::sample();
        world.tenants[0].roles = vec![role];
        world.quirks.longest_page = Some(40);
        world.quirks.pages_unannounced = true;
        let hosts = Hosts::start(world, &CLOUD, &authority).await;

        let desktop = trusting("half-a-list", &authority).await;
        let window = desktop.open().await;
        begin(&window, "vectis").await;
        window.fill("address", NA).await;
        window.fill("company", COMPANY_ID).await;
        window.press("continue").await;
        window.says("Acme Managed Services").await;
        on_to_the_check(&window, [PUBLIC_KEY, PRIVATE_KEY]).await;

        for (round, role) in [("01-unannounced", "Vectis"), ("02-next-page-fails", "Vectis, later")]
        {
            if round.starts_with("02") {
                // Now the first page names the next one, which never comes. By the role's name
                // this check is told from the one before.
                hosts.practice.change(|world| {
                    world.tenants[0].roles[0].name = role.into();
                    world.quirks.pages_unannounced = false;
                    let levels = On::End("/system/mySecurity".into());
                    world.faults = vec![Fault::after(levels, How::ServerError(500), 1)];
                });
                window.press("check").await;
            }
            window.says(&format!("role {role}, level")).await;
            outcome(&window, "passedWithRemarks").await;
            window.shot(round).await;
            for (module, row) in NEEDED {
                assert_eq!(word(&window, &format!("row:{module}/{row}")).await, "Matches");
            }
            assert_eq!(word(&window, "wider").await, "Not checked", "{round}");
            let text = window.text().await;
            assert!(text.contains("Not every row of the role could be compared"), "{text}");
            assert!(text.contains("1 line was not checked"), "{text}");
            for untrue in ["nothing more than needed", "has what it needs", "more is open"] {
                assert!(!text.contains(untrue), "{untrue:?} is on the page:\n{text}");
            }
        }
        fits(&window, "03-narrow").await;

        // With both pages it is seen what the half would have hidden; then the role is lowered.
        hosts.practice.change(|world| world.faults.clear());
        window.press("check").await;
        window.wait_for("[data-testid=line-wider][data-verdict=wider]").await;
        window.says("System > Security").await;
        window.shot("04-the-whole").await;
        hosts.practice.change(|world| {
            world.tenants[0].roles[0].set("System", "Security", [Level::None; 4]);
        });
        window.press("check").await;
        window.says("All 87 rows compared, nothing more than needed").await;
        assert_eq!(word(&window, "wider").await, "Matches");
        window.close().await;
    });
}
