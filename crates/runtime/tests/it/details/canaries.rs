//! Everything that could be in the text and must not be stands out, whatever way it came in:
//! typed, pasted, wrong, swapped, cut short, told by ConnectWise or by the system.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use integration::{Integration, parse};
use practice::{Fault, How, On, Practice, World};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use setup::outside::VaultFault;
use setup::practice::Situation;
use setup::{
    CheckPress, FieldId, Intent, KeysPress, Named, PlacePress, StartPress, StepId, VaultPress,
    WalkPress,
};

use super::walk::{Walk, product};

/// What stands out. Each is looked for in every text.
#[derive(Clone, Debug)]
struct Canaries {
    public: String,
    private: String,
    client_id: String,
    company: String,
    company_name: String,
    host: String,
    member: String,
    role: String,
    reason: String,
    product: String,
    /// Typed where something right belongs.
    wrong: String,
}

impl Canaries {
    fn all(&self) -> [&str; 11] {
        [
            &self.public,
            &self.private,
            &self.client_id,
            &self.company,
            &self.company_name,
            &self.host,
            &self.member,
            &self.role,
            &self.reason,
            &self.product,
            &self.wrong,
        ]
        .map(String::as_str)
    }
}

fn canaries() -> impl Strategy<Value = Canaries> {
    let key = "[A-Za-z][A-Za-z0-9]{15}";
    let name = "[a-z]{5}[0-9]{3}[a-z]{5}";
    (
        (key, key, "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}"),
        (name, name, name, name, name, name, name),
        key,
    )
        .prop_map(|((public, private, client_id), names, wrong)| {
            let (company, company_name, host, member, role, reason, product) = names;
            let host = format!("{host}.example.com");
            Canaries {
                public,
                private,
                client_id,
                company,
                company_name,
                host,
                member,
                role,
                reason,
                product,
                wrong,
            }
        })
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Keys {
    Right,
    Swapped,
    Wrong,
    Cut,
    /// `company+key`, of this company or of another.
    WithCompany,
    WithAnother,
    BothInOne,
    InTheWrongField,
}

#[derive(Clone, Debug)]
struct Case {
    canaries: Canaries,
    keys: Keys,
    pasted: bool,
    own_server: bool,
    other_case: bool,
    client_id_known: bool,
    by_hand: bool,
    saved: bool,
    vault: Result<(), VaultFault>,
    disk_full: bool,
    fault: Option<How>,
}

fn cases() -> impl Strategy<Value = Case> {
    let keys = select(vec![
        Keys::Right,
        Keys::Right,
        Keys::Swapped,
        Keys::Wrong,
        Keys::Cut,
        Keys::WithCompany,
        Keys::WithAnother,
        Keys::BothInOne,
        Keys::InTheWrongField,
    ]);
    let vault = select(vec![Ok(()), Ok(()), Err(VaultFault::Locked), Err(VaultFault::Differs)]);
    (canaries(), keys, any::<[bool; 7]>(), vault, 0..12usize).prop_map(
        |(canaries, keys, bools, vault, fault)| {
            let [pasted, own_server, other_case, client_id_known, by_hand, saved, disk_full] =
                bools;
            Case {
                fault: fault_of(fault, &canaries),
                canaries,
                keys,
                pasted,
                own_server,
                // Mostly the way it is written: otherwise nothing is ever checked.
                other_case: other_case && fault % 3 == 0,
                client_id_known: client_id_known || fault % 2 == 0,
                by_hand,
                saved,
                vault,
                disk_full,
            }
        },
    )
}

/// What ConnectWise does wrong, with a canary wherever a server can put a word.
fn fault_of(number: usize, canaries: &Canaries) -> Option<How> {
    let (host, wrong) = (&canaries.host, &canaries.wrong);
    let body = format!(r#"{{"code":"{wrong}","message":"{wrong}"}}"#);
    Some(match number {
        0 => How::Redirect { status: 302, to: format!("https://{wrong}.{host}/{wrong}") },
        // One that is not asked again: what is waited for takes seconds.
        1 => How::Exactly { status: 418, content_type: wrong.clone(), body: body.into() },
        2 => How::Forbidden,
        3 => How::NotJson,
        4 => How::CloseEarly,
        5 => How::Html(200),
        _ => return None,
    })
}

fn world(case: &Case) -> World {
    let Canaries { public, private, client_id, company, company_name, host, member, role, .. } =
        case.canaries.clone();
    let mut world = World::sample();
    let tenant = &mut world.tenants[0];
    tenant.company_id = company.clone();
    tenant.answered_company_id = company;
    tenant.company_name = company_name;
    if case.own_server {
        tenant.cloud = false;
        tenant.site_host = host;
    }
    tenant.client_ids = vec![if case.client_id_known { client_id } else { String::new() }];
    tenant.roles[0].name = role;
    tenant.members[0].identifier = member.clone();
    tenant.members[0].name = member;
    tenant.members[0].keys[0].public = public;
    tenant.members[0].keys[0].private = private;
    // The API alone: the way there stays open.
    let apis = case.fault.clone().map(|how| Fault::always(On::Path("/system/".into()), how));
    world.faults = apis.into_iter().collect();
    world
}

/// A product from a file that somebody wrote, with names of their own in it.
fn by_hand(canaries: &Canaries) -> Integration {
    let file = format!("{}/../../integrations/vectis.toml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(file).unwrap();
    let text = text.replacen("id = \"vectis\"", &format!("id = \"{}\"", canaries.product), 1);
    let name = text.lines().find(|line| line.starts_with("name = ")).unwrap().to_owned();
    let text = text.replacen(&name, &format!("name = \"{}\"", canaries.product), 1);
    let integration = parse(&format!("{}.toml", canaries.product), &text).unwrap();
    Integration { built_in: false, ..integration }
}

fn keys(case: &Case) -> [String; 2] {
    let Canaries { public, private, company, wrong, member, client_id, .. } = &case.canaries;
    match case.keys {
        Keys::Right => [public.clone(), private.clone()],
        Keys::Swapped => [private.clone(), public.clone()],
        Keys::Wrong => [public.clone(), wrong.clone()],
        Keys::Cut => [public.clone(), private[..11].to_owned()],
        Keys::WithCompany => [format!("{company}+{public}"), private.clone()],
        Keys::WithAnother => [format!("{member}+{public}"), private.clone()],
        Keys::BothInOne => [format!("{public}:{private}"), private.clone()],
        Keys::InTheWrongField => [client_id.clone(), format!(" {member}@{wrong}.example ")],
    }
}

/// Goes the whole way, with slips. Answers all that was copied meanwhile.
async fn texts(case: &Case) -> Vec<String> {
    let server = Practice::start(world(case)).await.unwrap();
    let canaries = &case.canaries;
    let made = if case.by_hand { by_hand(canaries) } else { product("vectis") };
    let mut walk = Walk::new(made, server.origin(), None);
    walk.vault = case.vault;
    walk.disk = case.disk_full.then(|| canaries.reason.clone());
    walk.begin(Some(Situation::Smooth)).await;
    let host = if case.own_server { &canaries.host } else { "na.myconnectwise.net" };
    let company =
        if case.other_case { canaries.company.to_uppercase() } else { canaries.company.clone() };
    let slips = [
        (format!("http://{}:{}@{host}/", canaries.member, canaries.wrong), company.clone()),
        (format!("{}.example.net", canaries.wrong), company.clone()),
        (host.to_owned(), canaries.wrong.clone()),
        (host.to_owned(), format!("{}+{}", canaries.company, canaries.public)),
        (format!("https://{host}/v4/{}", canaries.wrong), company),
    ];
    for (address, company) in slips {
        fill(&mut walk, case, FieldId::Address, &address).await;
        fill(&mut walk, case, FieldId::Company, &company).await;
        walk.act(Intent::Place(PlacePress::Find)).await;
    }
    walk.go_to(StepId::Member).await;
    fill(&mut walk, case, FieldId::MemberId, &canaries.member).await;
    walk.go_to(StepId::Keys).await;
    walk.act(Intent::Vault(VaultPress::KeepForSession)).await;
    if case.vault.is_ok() {
        walk.act(Intent::Vault(VaultPress::ProveVault)).await;
    }
    let [public, private] = keys(case);
    fill(&mut walk, case, FieldId::PublicKey, &public).await;
    fill(&mut walk, case, FieldId::PrivateKey, &private).await;
    if case.keys == Keys::InTheWrongField {
        // Seen, and put right.
        fill(&mut walk, case, FieldId::PublicKey, &canaries.public).await;
        fill(&mut walk, case, FieldId::PrivateKey, &canaries.private).await;
    }
    // A key first, as it happens.
    fill(&mut walk, case, FieldId::ClientId, &canaries.private).await;
    fill(&mut walk, case, FieldId::ClientId, &canaries.client_id).await;
    walk.go_to(StepId::Check).await;
    let rows: Vec<String> =
        walk.setup.open.as_ref().unwrap().check.findings.iter().map(|f| f.line.id()).collect();
    if let Some(line) = rows.last() {
        walk.act(Intent::Check(CheckPress::CheckLine {
            line: checkup::Line::parse(line).unwrap(),
        }))
        .await;
    }
    walk.act(Intent::Keys(KeysPress::SwapKeys)).await;
    walk.act(Intent::Keys(KeysPress::SwapKeys)).await;
    if case.saved {
        walk.go_to(StepId::Save).await;
        walk.act(Intent::Vault(VaultPress::Save)).await;
        walk.go_to(StepId::HandOver).await;
        for n in 0..4 {
            walk.act(Intent::Named(Named::Copy {
                what: format!("hand-over:{n}").parse().unwrap(),
            }))
            .await;
        }
    }
    let connection = walk.setup.open.as_ref().map(|open| open.id.clone()).unwrap();
    walk.act(Intent::Walk(WalkPress::Home)).await;
    walk.act(Intent::Start(StartPress::Resume { connection })).await;
    walk.copied.push(format!("{:?}", walk.setup.diary));
    std::mem::take(&mut walk.copied)
}

async fn fill(walk: &mut Walk, case: &Case, field: FieldId, text: &str) {
    if case.pasted {
        walk.paste(field, Some(text)).await;
    } else {
        walk.fill(field, text).await;
    }
}

/// Every form in which a canary could lie in a text; of its first twelve characters, so that
/// one that was cut is found as well.
fn forms(canary: &str) -> Vec<String> {
    let part = &canary[..12];
    let hex: String = part.bytes().map(|b| format!("{b:02x}")).collect();
    let percent: String = part.bytes().map(|b| format!("%{b:02x}")).collect();
    let utf16: String = part.chars().flat_map(|c| [c, '\0']).collect();
    let numbers = part.bytes().map(|b| b.to_string()).collect::<Vec<_>>().join(", ");
    let mut forms = vec![part.to_owned(), hex, percent, part.replace('-', "%2d"), utf16, numbers];
    // As part of a longer text: whole groups of three bytes, from each of three places.
    forms.extend([0, 1, 2].map(|from| STANDARD.encode(&part[from..from + 9])));
    forms.into_iter().map(|form| form.to_lowercase()).collect()
}

fn found<'c>(text: &str, canaries: &'c Canaries) -> Option<&'c str> {
    let text = text.to_lowercase();
    canaries.all().into_iter().find(|canary| forms(canary).iter().any(|f| text.contains(f)))
}

#[test]
fn no_canary_is_ever_in_the_diary_or_the_copied_text() {
    let soak = std::env::var_os("KEYWRIGHT_SOAK").is_some();
    let config = Config {
        failure_persistence: None,
        max_shrink_iters: 5,
        ..Config::with_cases(if soak { 2000 } else { 40 })
    };
    // The same each time, so that the walks below are among them.
    let mut runner =
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let seen = std::cell::RefCell::new((0, 0, String::new()));
    let outcome = runner.run(&cases(), |case| {
        let texts = runtime.block_on(texts(&case));
        // Most lines stand in every later text too: looked at once.
        let lines: BTreeSet<&str> = texts.iter().flat_map(|text| text.lines()).collect();
        let whole = lines.into_iter().collect::<Vec<_>>().join("\n");
        let leak = found(&whole, &case.canaries);
        prop_assert!(leak.is_none(), "{leak:?} in:\n{whole}");
        let mut seen = seen.borrow_mut();
        seen.0 += 1;
        seen.1 += texts.len();
        seen.2 += &whole;
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
    let (runs, looked_at, said) = seen.into_inner();
    println!("{runs} set-ups, {looked_at} texts, 0 canaries");
    // They went far enough for there to be something to leak.
    for part in [
        "Key pair: Passed",
        "Key pair: Failed",
        "Client ID: Failed",
        "own server",
        "North America",
        "from a file added by hand",
        "Progress not saved",
        "with a remark",
        "Copied a key: ok",
        "Keychain, kept: ok",
        "redirected",
    ] {
        assert!(said.contains(part), "no walk came to {part:?}");
    }
}

#[test]
fn the_search_finds_what_is_there() {
    let mut runner = TestRunner::default();
    let canaries = canaries().new_tree(&mut runner).unwrap().current();
    for canary in canaries.all() {
        let longer = [format!("x{canary}"), format!("xy{canary}"), canary.to_owned()];
        let planted = longer.iter().map(|text| STANDARD.encode(text)).chain([
            canary.to_owned(),
            canary.to_uppercase(),
            canary.bytes().map(|b| format!("%{b:02X}")).collect(),
            canary.bytes().map(|b| format!("{b:02x}")).collect(),
            canary.replace('-', "%2D"),
            canary.encode_utf16().map(|unit| char::from_u32(unit.into()).unwrap()).collect(),
            String::from_utf8(canary.encode_utf16().flat_map(u16::to_le_bytes).collect()).unwrap(),
            format!("{:?}", canary.as_bytes()),
        ]);
        for text in planted {
            assert!(found(&format!("Details: {text}."), &canaries).is_some(), "{canary} as {text}");
        }
    }
    assert_eq!(found("nothing of the kind", &canaries), None);
}
