//! What is fuzzed: every reader of text that somebody else wrote, and what must hold of its
//! outcome whatever the input. `crates/runtime/tests/it/corpus.rs` includes this file, so the inputs in
//! `fuzz/corpus/` stay proved without a fuzzer.

use std::time::{Duration, Instant};

use checkup::{AllowedTables, Audit, Pages, Who};
use connectwise::address::{BadAddress, Site, company_id, never_connectwise};
use connectwise::authority::{self, Authority};
use connectwise::company_info;
use connectwise::grid::Level;
use connectwise::reply::Reply;
use ground::secret::Typed;
use integration::{built_in, parse};
use jiff::Timestamp;
use pasted::{self, PlainField, Taken, Which, client_id, key, plain, shape, tidy};
use semver::Version;
use setup::called::Link;
use setup::{Connection, FieldId, FieldPress, Intent, Open, Opening, Setup, StepId};
use updates::{About, Answered, Asked, Kind, policy_of, proves, read};
use url::Url;

/// What one input may take.
pub const LONGEST: Duration = Duration::from_millis(100);

/// Puts an input to a target, and fails when it takes too long. What seems slow by the clock is
/// tried again, and then the time counts in which it had a processor, where the system tells: a
/// machine that is busy with something else is not the input's fault.
pub fn quick(target: fn(&[u8]), data: &[u8], longest: Duration) -> Duration {
    let start = Instant::now();
    target(data);
    let mut taken = start.elapsed();
    for _ in 0..10 {
        if taken < longest {
            return taken;
        }
        let (start, before) = (Instant::now(), on_a_processor());
        target(data);
        let own = on_a_processor().zip(before).map(|(after, before)| after - before);
        taken = taken.min(own.unwrap_or_else(|| start.elapsed()));
    }
    panic!("{taken:?} at the fastest");
}

/// So long has this thread run, on Linux.
fn on_a_processor() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(text.split(' ').next()?.parse().ok()?))
}

/// A vendor's file. One that is taken is also begun, and every page of it shown.
pub fn integration(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let file = match parse("fuzz.toml", text) {
        Ok(file) => file,
        Err(bad) => {
            let (line, column) = bad.at.unwrap_or((1, 1));
            assert!(line >= 1 && line <= text.matches('\n').count() + 1 && column >= 1, "{bad}");
            // The reason quotes the file, and stands on the first page.
            assert!(bad.reason.chars().count() <= 601, "{} characters", bad.reason.chars().count());
            assert!(!bad.reason.chars().any(misleads), "{:?}", bad.reason);
            return;
        }
    };
    for step in file.client_id.steps.iter().chain(&file.hand_over.steps) {
        let Some(link) = &step.link else { continue };
        assert!(link.as_str().starts_with("https://") && !link.host().is_empty());
        let authority = link.as_str()["https://".len()..].split('/').next().unwrap_or_default();
        assert!(!authority.contains('@'), "{}", link.as_str());
    }
    // Added by hand, as such a file would be: nothing of it may be opened.
    let mut file = file;
    file.built_in = false;
    let id = file.id.to_string();
    let mut setup = Setup::new(Opening {
        integrations: (vec![file], Vec::new()),
        connections: (vec![begun(&id)], None),
        ..Opening::default()
    });
    setup.open = Some(Open::of("x"));
    for step in STEPS {
        if let Some(connection) = setup.connections.first_mut() {
            connection.step = step;
        }
        let _ = view::view(&setup);
    }
    for n in 0..61 {
        assert_eq!(view::copies::link(&setup, Link::HandOver(n)), None);
        assert_eq!(view::copies::link(&setup, Link::ClientId(n)), None);
    }
}

const STEPS: [StepId; 9] = [
    StepId::Site,
    StepId::Role,
    StepId::Member,
    StepId::Keys,
    StepId::ClientId,
    StepId::Check,
    StepId::Save,
    StepId::HandOver,
    StepId::Done,
];

fn begun(integration: &str) -> Connection {
    Connection::new("x".into(), integration.into(), None, Default::default())
}

/// Control characters, and some of those that reorder or hide: a list of its own, so that a gap
/// in the program's is found.
fn misleads(c: char) -> bool {
    c.is_control()
        || "\u{ad}\u{61c}\u{200b}\u{200e}\u{200f}\u{2028}\u{202a}\u{202d}\u{202e}\u{2066}\u{2069}\u{feff}"
            .contains(c)
}

/// A file that is said to hold a certificate authority.
pub fn certificate(data: &[u8]) {
    // A moment at which those of the corpus are good.
    let Ok(now) = Timestamp::from_second(1_800_000_000) else { return };
    let Ok(authority) = authority::read(data, now) else { return };
    assert!(data.len() <= authority::LARGEST_FILE);
    assert!(authority.name.chars().count() <= 80 && !authority.name.chars().any(misleads));
    assert_eq!(authority.fingerprint.len(), 95);
    let kept = String::from(authority.clone());
    assert_eq!(Authority::try_from(kept), Ok(authority), "kept and read again");
}

/// What a server answers when it is asked for the newest version; as text it may also be a
/// signature, and the policy file of a machine.
pub fn update(data: &[u8]) {
    let about = About { version: Version::new(1, 4, 2), kind: Kind::Deb };
    let Ok(at) = Url::parse("https://updates.example/latest.json") else { return };
    match read(data, &Asked { about: &about, at: &at }) {
        Ok(Answered::Newer { offer, url, signature }) => {
            assert!(offer.version > about.version && url.origin() == at.origin());
            assert!(offer.notes.len() <= 7, "{:?}", offer.notes);
            for note in &offer.notes {
                assert!(note.chars().count() <= 141 && !note.chars().any(misleads), "{note:?}");
            }
            let _ = proves(&signature, &offer.version, &about);
        }
        Ok(Answered::Latest { published }) => {
            assert!(published.cmp_precedence(&about.version).is_le())
        }
        Err(_) => {}
    }
    let Ok(text) = std::str::from_utf8(data) else { return };
    let _ = proves(text, &Version::new(1, 5, 0), &about);
    let policy = policy_of(text);
    let lines = text.matches('\n').count() + 1;
    assert!(policy.unknown.iter().all(|(line, column)| (1..=lines).contains(line) && *column >= 1));
}

/// What a server answers when it is asked about a company.
pub fn companyinfo(data: &[u8]) {
    let Ok(site) = Site::parse("cw.example.com") else { return };
    for status in [200, 302, 401, 404, 429, 503] {
        let reply = Reply {
            host: site.authority(),
            status,
            body: data.to_vec(),
            retry_after: text_of(data),
            location: text_of(data),
            challenge: text_of(data),
            next: None,
        };
        let Ok(found) = company_info::read(&reply, &site, "acme") else { continue };
        // Whatever it says: the keys go to the host that was asked, below a plain folder.
        assert_eq!(found.api_origin(), "https://cw.example.com");
        let folder = found.codebase.strip_suffix('/').unwrap_or_default();
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
        assert!(!folder.is_empty() && folder.chars().all(plain), "{}", found.codebase);
        for shown in [&found.company_name, &found.version] {
            assert!(shown.chars().count() <= 80 && !shown.chars().any(misleads), "{shown:?}");
        }
        assert!(found.company_slug().is_ascii());
        assert_eq!(found.company_id, "acme");
    }
}

fn text_of(data: &[u8]) -> Option<String> {
    Some(std::str::from_utf8(data).ok()?.to_owned())
}

fn answered(data: &[u8]) -> Reply {
    Reply { status: 200, body: data.to_vec(), ..Reply::default() }
}

fn one_page(data: &[u8]) -> Pages {
    Pages::from(answered(data))
}

/// What a server answers when it is asked about levels, tables and the member.
pub fn answers(data: &[u8]) {
    let all = [Level::All; 4];
    let none = [Level::None; 4];
    if let Some(audit) = Audit::read(&one_page(data), None) {
        for (row, levels) in audit.rows() {
            for needs in [all, none] {
                // A pass takes four levels that were told.
                let passed = audit.verdict(row, needs).is_some_and(|f| {
                    f.cells.is_some_and(|cells| cells.iter().all(|c| c.has == Some(c.needs)))
                });
                assert_eq!(passed, levels == needs.map(Some));
            }
        }
        for stranger in &audit.strangers {
            assert!(!stranger.row.chars().chain(stranger.module.chars()).any(misleads));
        }
        let _ = audit.is_whole();
    }
    if let Some(tables) = AllowedTables::read(&one_page(data)) {
        let needed = ["Company / Company Status".to_owned()];
        let beyond = tables.beyond(&needed);
        assert!(beyond.iter().all(|table| table.chars().count() <= 80));
        assert!(!beyond.iter().any(|table| table.chars().any(misleads)));
        let _ = tables.verdict(&needed[0], &needed);
    }
    if let Some(who) = Who::read(&answered(data)) {
        assert!(who.identifier.chars().count() <= 80 && !who.identifier.chars().any(misleads));
    }
}

/// What a person pastes for a key, a client ID or a name.
pub fn pasted(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let tidied = tidy(&text);
    assert_eq!(tidy(&tidied.text).text, tidied.text);
    let _ = (shape(&text), tidied.words(), client_id(&text));
    let pair = matches!(key(Which::Public, &text, ""), Taken::Both { .. });
    for field in [PlainField::Address, PlainField::Company, PlainField::MemberId] {
        let plain = plain(field, &text);
        assert!(plain.refused.is_none() || plain.text.is_empty(), "{plain:?}");
    }
    let mut setup = a_set_up();
    for field in [
        FieldId::Company,
        FieldId::MemberId,
        FieldId::ClientId,
        FieldId::PrivateKey,
        FieldId::PublicKey,
    ] {
        setup.act(Intent::Field(FieldPress::Fill { field, text: Typed::new(&*text) }));
    }
    let _ = company_id(&text);
    for slot in
        [&setup.open.as_ref().unwrap().keys.public, &setup.open.as_ref().unwrap().keys.private]
            .into_iter()
            .flatten()
    {
        let key = slot.secret.expose();
        assert!(!key.is_empty());
        // One that may be sent has nothing that would end the header, or divide it elsewhere.
        assert!(slot.stops() || key.chars().all(|c| c.is_ascii_graphic()), "{key:?}");
    }
    assert!(
        !pair
            || setup.open.as_ref().unwrap().keys.public.is_some()
                && setup.open.as_ref().unwrap().keys.private.is_some()
    );
    for step in [StepId::Site, StepId::Member, StepId::Keys, StepId::ClientId] {
        setup.connections[0].step = step;
        let _ = view::view(&setup);
    }
}

/// A set-up of the first integration that comes with the program.
fn a_set_up() -> Setup {
    use std::sync::OnceLock;
    static FIRST: OnceLock<Option<integration::Integration>> = OnceLock::new();
    let first = FIRST.get_or_init(|| built_in().0.into_iter().next());
    let connection = begun(first.as_ref().map_or("", |file| &file.id));
    let files = first.iter().cloned().collect();
    let mut setup = Setup::new(Opening {
        integrations: (files, Vec::new()),
        connections: (vec![connection], None),
        ..Opening::default()
    });
    setup.open = Some(Open::of("x"));
    setup
}

/// What a person pastes for the address of their ConnectWise.
pub fn address(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let site = match pasted::site(&text) {
        Ok(site) | Err(BadAddress::NotEncrypted(site)) => site,
        Err(_) => return,
    };
    // Read again it is the same place, and its API belongs to it.
    assert_eq!(Site::parse(&site.authority()), Ok(site.clone()));
    assert_eq!(Site::parse(&site.api_authority()), Ok(site.clone()));
    let authority = site.authority();
    assert!(authority.is_ascii() && !authority.contains(['@', '/', '\\', '?', '#', ' ']));
    // An IPv6 address has colons of its own, inside its brackets.
    let host = match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    if let Ok(ip) = host.parse() {
        assert!(!never_connectwise(ip), "{authority}");
    }
    assert!(!site.is_cloud() || site.api_authority().starts_with("api-"));
}
