//! Files that lie, overflow or ask for what no file may: refused, and the line told.

use checkup::{Need, Verdict, lines};
use connectwise::address::Site;
use connectwise::company_info::Instance;
use connectwise::forms::DEVELOPER_PORTAL;
use ground::secret::Typed;
use ground::text::misleads;
use integration::{AddedFile, Integration, Link, Template, built_in, parse};
use setup::called::Item;
use setup::{
    CheckPress, Connection, Document, Effect, FieldId, FieldPress, Intent, Keys, Named, Open,
    Opening, PlacePress, Setup, StartPress, StepId,
};
use view::types::{Page, Tone};
use view::{copies, record, texts, view};

const GOOD: &str = r#"schema = 1
id = "acme"
name = "Acme"
vendor = "Acme"
summary = "Acme reads tickets."

[guide]
title = "How to connect"
publisher = "Acme"
read = "November 2026"

[before]
minutes = "10 minutes"
who = ["An administrator."]
open = [{ text = "ConnectWise.", from = "keywright" }]

[role]
name = "Acme"
tables = ["Service / Source"]

[[role.rows]]
module = "Service Desk"
row = "Service Tickets"
inquire = "All"

[[role.rows]]
module = "System"
row = "Table Setup"
edit = "My"

[member]
notes = ["Note."]

[[member.fields]]
label = "Member ID"
rule = "type"
value = "Acme"

[keys]

[client_id]
asked = true

[[client_id.steps]]
text = "Open the portal."
link = "https://developer.example.com/"

[[hand_over.fields]]
label = "Site URL"
value = "https://{site_host}"

[hand_over]
press = ["Save"]
"#;

struct Case {
    title: &'static str,
    /// What is replaced in the good file…
    instead_of: &'static str,
    /// …by this; `⟪` stands where the error is to be told, and is taken out.
    put: String,
    /// A part of the reason.
    reason: &'static str,
}

fn case(
    title: &'static str,
    instead_of: &'static str,
    put: impl Into<String>,
    reason: &'static str,
) -> Case {
    Case { title, instead_of, put: put.into(), reason }
}

fn cases() -> Vec<Case> {
    let long = "x".repeat(601);
    vec![
        case(
            "level that is no level",
            "inquire = \"All\"",
            "inquire = ⟪\"Everything\"",
            "unknown variant",
        ),
        case(
            "level in small letters",
            "inquire = \"All\"",
            "inquire = ⟪\"all\"",
            "unknown variant",
        ),
        case("level as a number", "inquire = \"All\"", "inquire = ⟪3", "wanted"),
        case(
            "unknown key at the top",
            "id = \"acme\"",
            "id = \"acme\"\n⟪host = \"evil.example\"",
            "unknown field",
        ),
        case(
            "unknown key in a row",
            "edit = \"My\"",
            "edit = \"My\"\n⟪write = \"All\"",
            "unknown field",
        ),
        case(
            "a header to send",
            "asked = true",
            "asked = true\n⟪header = \"X-Key\"",
            "unknown field",
        ),
        case(
            "an address for the check",
            "[keys]",
            "[site]\n⟪api = \"evil.example\"\n[keys]",
            "unknown field",
        ),
        case(
            "unknown placeholder",
            "\"https://{site_host}",
            "⟪\"https://{password}",
            "not a value Keywright knows",
        ),
        case(
            "placeholder left open",
            "\"https://{site_host}",
            "⟪\"https://{site_host",
            "a { without its }",
        ),
        case(
            "placeholder never begun",
            "\"https://{site_host}",
            "⟪\"https://site_host}",
            "a } without its {",
        ),
        case("link without TLS", "\"https://developer", "⟪\"http://developer", "https://"),
        case(
            "link to a program",
            "\"https://developer.example.com/",
            "⟪\"javascript:alert(1)",
            "https://",
        ),
        case(
            "link to a file",
            "\"https://developer.example.com/",
            "⟪\"file:///etc/passwd",
            "https://",
        ),
        case(
            "link with user and password",
            "\"https://developer",
            "⟪\"https://user:pass@developer",
            "user name",
        ),
        case(
            "link with a user alone",
            "\"https://developer",
            "⟪\"https://connectwise.com@developer",
            "user name",
        ),
        case(
            "link to a bare address",
            "\"https://developer.example.com/",
            "⟪\"https://169.254.169.254/",
            "names a host",
        ),
        case(
            "link that is none",
            "\"https://developer.example.com/",
            "⟪\"developer",
            "not a web address",
        ),
        case("character that reorders", "\"Acme reads", "⟪\"Acme \u{202e}reads", "U+202E"),
        case("isolate", "\"How to connect", "⟪\"How \u{2066}to connect", "U+2066"),
        case("zero-width space", "[\"Save\"", "⟪[\"Sa\u{200b}ve\"", "U+200B"),
        case("byte order mark", "[\"Save\"", "⟪[\"\u{feff}Save\"", "U+FEFF"),
        case("line break in a text", "[\"Save\"", "⟪[\"Save\\nall\"", "U+000A"),
        case("terminal escape", "[\"Save\"", "⟪[\"\\u001b[2JSave\"", "U+001B"),
        case("bidi in a note", "\"Note.\"", "⟪\"No\u{202e}te.\"", "U+202E"),
        case("text that is too long", "\"Acme reads tickets.", format!("⟪\"{long}"), "at most 600"),
        case("note that is too long", "\"Note.\"", format!("⟪\"{long}\""), "at most 600"),
        case(
            "value that is too long",
            "\"https://{site_host}",
            format!("⟪\"{long}"),
            "at most 600",
        ),
        case("empty text", "\"Acme reads tickets.", "⟪\"  ", "must not be empty"),
        case("id with a path in it", "id = \"acme\"", "id = ⟪\"../acme\"", "an id has"),
        case(
            "source that is none",
            "from = \"keywright\"",
            "from = ⟪\"connectwise\"",
            "unknown variant",
        ),
        case(
            "unknown key beside a sentence",
            "from = \"keywright\"",
            "⟪html = \"<b>\"",
            "unknown field",
        ),
        case("sentence as a number", "who = [\"An administrator.\"]", "who = [⟪7]", "invalid type"),
        case("rule that is none", "rule = \"type\"", "rule = ⟪\"paste\"", "unknown variant"),
        case("yes for a bool", "asked = true", "asked = ⟪\"yes\"", "invalid type"),
        case("key twice", "edit = \"My\"", "edit = \"My\"\n⟪edit = \"All\"", "duplicate key"),
        case("no TOML", "[keys]", "[keys⟪", ""),
        case(
            "a redirect for keys",
            "[keys]",
            "[keys]\n⟪send_to = \"evil.example\"",
            "unknown field",
        ),
        case("a proxy", "[keys]", "[⟪proxy]\nhost = \"evil.example\"\n[keys]", "unknown field"),
        case("that it was built in", "schema = 1", "schema = 1\n⟪built_in = true", "unknown field"),
        case(
            "link to the program itself",
            "\"https://developer",
            "⟪\"tauri://developer",
            "https://",
        ),
        case(
            "link with an encoded @",
            "\"https://developer",
            "⟪\"https://connectwise.com%40developer",
            "not a web address",
        ),
        case(
            "link to this computer, in one number",
            "\"https://developer.example.com/",
            "⟪\"https://2130706433/",
            "names a host",
        ),
        case(
            "link to this computer, in wide digits",
            "\"https://developer.example.com/",
            "⟪\"https://１２７.0.0.1/",
            "names a host",
        ),
        case(
            "gap inside a gap",
            "\"https://{site_host}",
            "⟪\"{site_host{private_key}}",
            "not a value",
        ),
        case(
            "a key in an address",
            "\"https://{site_host}",
            "⟪\"https://evil.example/?p={private_key}",
            "stands alone",
        ),
        case("a key behind a space", "\"https://{site_host}", "⟪\" {private_key}", "stands alone"),
        case("two keys", "\"https://{site_host}", "⟪\"{public_key}:{private_key}", "stands alone"),
        case(
            "company ID and private key",
            "\"https://{site_host}",
            "⟪\"{company_id}+{private_key}",
            "stands alone",
        ),
        case(
            "company ID, no plus, public key",
            "\"https://{site_host}",
            "⟪\"{company_id}@evil.example/{public_key}",
            "stands alone",
        ),
        case("client ID in a text", "\"https://{site_host}", "⟪\"id={client_id}", "stands alone"),
        case(
            "a key for the own server alone",
            "[hand_over]\n",
            "own_server = ⟪\"https://evil.example/{public_key}\"\n\n[hand_over]\n",
            "stands alone",
        ),
        case(
            "a key in the member's form",
            "value = \"Acme\"",
            "value = ⟪\"{private_key}\"",
            "alone",
        ),
        case("a client ID there", "value = \"Acme\"", "value = ⟪\"{client_id}\"", "alone"),
        case("a key that reorders", "[keys]", "[keys]\n⟪\"\u{202e}x\" = 1", "unknown field"),
        case("number too large", "schema = 1", "schema = ⟪99999999999", ""),
        case("number below nothing", "schema = 1", "schema = ⟪-1", "invalid value"),
    ]
}

#[test]
fn the_good_file_is_good() {
    parse("acme.toml", GOOD).unwrap();
}

#[test]
fn each_is_refused_at_its_line_and_column() {
    let mut faults = Vec::new();
    for Case { title, instead_of, put, reason } in cases() {
        assert_eq!(GOOD.matches(instead_of).count(), 1, "{title}: {instead_of} is not unique");
        let marked = GOOD.replace(instead_of, &put);
        let (text, at) = without_mark(&marked);
        match parse("acme.toml", &text) {
            Ok(_) => faults.push(format!("{title}: taken")),
            Err(bad) => {
                if bad.at != at {
                    faults.push(format!("{title}: told at {:?}, not at {at:?}: {bad}", bad.at));
                }
                if !bad.reason.contains(reason) || bad.file != "acme.toml" {
                    faults.push(format!("{title}: {bad}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(cases().len() >= 40, "{}", cases().len());
}

/// The message quotes the file and stands on the first page: it must not be what misleads.
#[test]
fn a_reason_is_bounded_and_plain() {
    let long = "x".repeat(100_000);
    for (instead_of, put) in [
        ("[keys]", "[keys]\n\"\u{202e}\u{200b}\\u001b[2J\" = 1".to_owned()),
        ("[keys]", format!("[keys]\n{long} = 1")),
        ("inquire = \"All\"", format!("inquire = \"\u{202e}{long}\"")),
        ("{site_host}", format!("{{{}}}", "x".repeat(500))),
        ("{site_host}", "{\u{2066}}".to_owned()),
    ] {
        let bad = parse("acme.toml", &GOOD.replace(instead_of, &put)).unwrap_err();
        assert!(bad.reason.chars().count() <= 600, "{}", bad.reason.chars().count());
        assert!(!bad.reason.chars().any(misleads), "{:?}", bad.reason);
    }
}

/// With one of these a name could look like another one's and be none to a comparison.
#[test]
fn what_shows_nothing_is_in_no_text() {
    let hidden = "\u{ad}\u{34f}\u{61c}\u{115f}\u{1160}\u{17b4}\u{17b5}\u{180b}\u{180e}\u{180f}\u{200b}\u{200d}\
        \u{200e}\u{2028}\u{202a}\u{202e}\u{2060}\u{2065}\u{206f}\u{2800}\u{3164}\u{fe00}\u{fe0f}\u{feff}\u{ffa0}\
        \u{fff0}\u{fff9}\u{1bca0}\u{1d159}\u{1d173}\u{1d17a}\u{e0001}\u{e0020}\u{e0100}\u{e01ef}\u{e0fff}";
    for c in hidden.chars() {
        let name = format!("name = \"Ac{c}me\"\nvendor");
        let refused = parse("acme.toml", &GOOD.replace("name = \"Acme\"\nvendor", &name));
        let refused = refused.map(|_| ()).expect_err(&format!("U+{:04X} is taken", c as u32));
        assert!(refused.reason.contains(&format!("U+{:04X}", c as u32)), "{refused}");
        assert_eq!(refused.at, Some((3, 8)));
    }
    for c in "\u{e9}\u{4f8b}\u{627}\u{5d0}\u{1f511}\u{2019}\u{2026}\u{a0}".chars() {
        let name = format!("name = \"Ac{c}me\"\nvendor");
        parse("acme.toml", &GOOD.replace("name = \"Acme\"\nvendor", &name)).unwrap();
    }
}

/// The text without its mark, and the mark's line and column.
fn without_mark(marked: &str) -> (String, Option<(usize, usize)>) {
    let at = marked.find('⟪').map(|offset| {
        let before = &marked[..offset];
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    });
    (marked.replace('⟪', ""), at)
}

/// What only the whole file shows: told without a line, but with the row's or field's name.
#[test]
fn what_does_not_fit_together_is_refused_by_name() {
    let row = "[[role.rows]]\nmodule = \"service desk\"\nrow = \"Service-Tickets\"\n\n[member]";
    let notes = format!("notes = [{}]", "\"Note.\",".repeat(61));
    let hand_over = |label: &str| {
        format!("[[hand_over.fields]]\nlabel = \"{label}\"\nvalue = \"x\"\n\n[hand_over]\n")
    };
    let cases: Vec<(&str, &str, String, &str)> = vec![
        (
            "row twice, in another spelling",
            "[member]",
            row.into(),
            "service desk/Service-Tickets stands twice",
        ),
        (
            "row that ConnectWise has not",
            "Service Tickets",
            "Domain Admin".into(),
            "no row Service Desk/Domain Admin",
        ),
        (
            "module that ConnectWise has not",
            "Service Desk",
            "Root".into(),
            "no row Root/Service Tickets",
        ),
        (
            "table twice",
            "\"Service / Source\"",
            "\"Service / Source\", \"Service / Source\"".into(),
            "stands twice",
        ),
        (
            "table twice, in another case",
            "\"Service / Source\"",
            "\"Service / Source\", \"service / source\"".into(),
            "Service / Source and service / source",
        ),
        (
            "table with a long name",
            "Service / Source",
            format!("Service / {}", "x".repeat(190)),
            "at most 120",
        ),
        (
            "row that asks for nothing",
            "inquire = \"All\"",
            "inquire = \"None\"".into(),
            "Service Desk/Service Tickets asks for nothing",
        ),
        (
            "hand-over label twice",
            "[hand_over]\n",
            hand_over("Site URL"),
            "hand-over field Site URL stands twice",
        ),
        (
            "hand-over label twice, in another case",
            "[hand_over]\n",
            hand_over("site  URL "),
            "hand-over fields Site URL and site  URL  have one name",
        ),
        (
            "hand-over label that no tick holds",
            "[hand_over]\n",
            hand_over(&"Key ".repeat(60)),
            "at most 120",
        ),
        (
            "member label twice",
            "[keys]",
            "[[member.fields]]\nlabel = \"MEMBER ID\"\nrule = \"type\"\n[keys]".into(),
            "member fields Member ID and MEMBER ID",
        ),
        ("table without its group", "Service / Source", "Source".into(), "Group / Table"),
        (
            "tables without Table Setup",
            "row = \"Table Setup\"",
            "row = \"Security\"".into(),
            "Table Setup is missing",
        ),
        (
            "role name of 31 characters",
            "name = \"Acme\"\ntables",
            format!("name = \"{}\"\ntables", "r".repeat(31)),
            "31 characters",
        ),
        ("newer schema", "schema = 1", "schema = 2".into(), "schema 2 is newer"),
        (
            "only without otherwise",
            "value = \"https://{site_host}\"",
            "value = \"{api_host}\"\nonly = [\"api-na.example\"]".into(),
            "otherwise",
        ),
        ("too many notes", "notes = [\"Note.\"]", notes, "61 entries"),
        (
            "larger than 256 KiB",
            "[member]",
            format!("#{}\n[member]", "x".repeat(256 * 1024)),
            "256 KiB",
        ),
    ];
    for (title, instead_of, put, reason) in cases {
        assert_eq!(GOOD.matches(instead_of).count(), 1, "{title}: {instead_of} is not unique");
        let refused = parse("acme.toml", &GOOD.replace(instead_of, &put)).expect_err(title);
        assert!(refused.reason.contains(reason), "{title}: {refused}");
        assert!(refused.to_string().starts_with("acme.toml"), "{title}: {refused}");
    }
}

#[test]
fn the_message_names_file_line_and_column() {
    let refused =
        parse("acme.toml", &GOOD.replace("inquire = \"All\"", "inquire = \"Yes\"")).unwrap_err();
    assert!(refused.to_string().starts_with("acme.toml, line 24, column 11: "), "{refused}");
}

/// What a link is, by its parsed host and never by its text.
#[test]
fn a_link_is_what_its_parsed_host_says() {
    let opens = [
        ("https://a.example/b", "a.example"),
        ("HTTPS://A.EXAMPLE", "a.example"),
        ("https://a.example:8443/", "a.example"),
        ("https://münchen.example/", "xn--mnchen-3ya.example"),
        ("https://аpple.example/", "xn--pple-43d.example"),
        ("https://evil.example/connectwise.com", "evil.example"),
        ("https://evil.example?https://connectwise.com/", "evil.example"),
        ("https://evil.example#.connectwise.com", "evil.example"),
        ("https:\\\\evil.example\\connectwise.com", "evil.example"),
        ("https:///evil.example/", "evil.example"),
        ("https://connectwise.com.evil.example/", "connectwise.com.evil.example"),
        ("https://connectwise.com\\@evil.example/", "connectwise.com"),
        ("https://evil。example/", "evil.example"),
        ("https://a.example/\n\t\u{202e}gpj.exe", "a.example"),
    ];
    for (text, host) in opens {
        let link = Link::try_from(text.to_owned()).unwrap_or_else(|why| panic!("{text}: {why}"));
        assert_eq!(link.host(), host, "{text}");
        assert!(link.as_str().starts_with("https://") && link.as_str().is_ascii(), "{text}");
    }
    let refused = [
        "",
        "a.example",
        "//a.example/",
        "/etc/passwd",
        "C:\\Windows\\System32\\calc.exe",
        "\\\\evil.example\\share",
        "http://a.example/",
        "ftp://a.example/",
        "file:///etc/passwd",
        "file://evil.example/share",
        "javascript:alert(1)",
        "JavaScript://a.example/%0aalert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "blob:https://a.example/x",
        "view-source:https://a.example/",
        "ms-settings:",
        "search-ms:query=x",
        "smb://evil.example/",
        "ssh://evil.example/",
        "mailto:a@a.example",
        "tauri://localhost/",
        "ipc://localhost/",
        "httpsx://a.example/",
        "https://",
        "https://user@a.example/",
        "https://user:password@a.example/",
        "https://:password@a.example/",
        "https://connectwise.com@evil.example/",
        "https://connectwise.com%40evil.example/",
        "https://connectwise.com:443@evil.example/",
        "https://a b.example/",
        "https://a.example:99999/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://0x7f000001/",
        "https://2130706433/",
        "https://１２７.0.0.1/",
        "https://169.254.169.254/latest",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
    ];
    for text in refused {
        assert!(Link::try_from(text.to_owned()).is_err(), "{text} is taken");
    }
}

/// A set-up that has been begun with a file.
fn begun(file: Integration) -> Setup {
    let connection = Connection::new("x".into(), file.id.to_string(), None, Default::default());
    let mut setup = Setup::new(Opening {
        integrations: (vec![file], Vec::new()),
        connections: (vec![connection], None),
        ..Opening::default()
    });
    setup.open = Some(Open::of("x"));
    setup
}

fn opened(setup: &mut Setup, name: &str) -> Option<String> {
    // The name of nothing is no Intent.
    let link = name.parse().ok()?;
    match &setup.act(Intent::Named(Named::OpenLink { link }))[..] {
        [Effect::Named(Named::OpenLink { link })] => copies::link(setup, *link),
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn links_open_by_their_name_and_from_built_in_files_alone() {
    let good = || parse("acme.toml", GOOD).unwrap();
    let (portal, own) = (Some(DEVELOPER_PORTAL), Some("https://developer.example.com/"));
    // What is asked for; with a built-in file; with the same one added by hand; before a set-up.
    let mut cases = vec![("portal", portal, portal, portal), ("client-id-0", own, None, None)];
    let names = [
        "",
        "Portal",
        "portal ",
        "portal/",
        "client-id-1",
        "client-id--1",
        "client-id-",
        "client-id-0x0",
        "client-id-0 ",
        "client-id-18446744073709551616",
        "hand-over-0",
        "hand-over-99",
        "https://developer.example.com/",
        "https://evil.example/",
        "http://evil.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "/etc/passwd",
        "C:\\Windows\\System32\\calc.exe",
        "--help",
    ];
    cases.extend(names.map(|name| (name, None, None, None)));
    for (name, built_in, by_hand, before) in cases {
        let own = |url: Option<&str>| url.map(str::to_owned);
        assert_eq!(opened(&mut begun(good()), name), own(built_in), "{name}");
        let file = Integration { built_in: false, ..good() };
        assert_eq!(opened(&mut begun(file), name), own(by_hand), "{name}, by hand");
        let mut start =
            Setup::new(Opening { integrations: (vec![good()], Vec::new()), ..Opening::default() });
        assert_eq!(opened(&mut start, name), own(before), "{name}, before a set-up");
    }
    let portal = Link::try_from(DEVELOPER_PORTAL.to_owned()).unwrap();
    assert_eq!(portal.host(), "developer.connectwise.com");
}

/// Every link of every built-in file opens by the name that the View gives it.
#[test]
fn what_the_window_offers_opens_what_the_file_says() {
    let mut links = 0;
    for file in built_in().0 {
        for (kind, steps) in
            [("hand-over", &file.hand_over.steps), ("client-id", &file.client_id.steps)]
        {
            for (n, step) in steps.iter().enumerate() {
                let url = opened(&mut begun(file.clone()), &format!("{kind}-{n}"));
                assert_eq!(url.as_deref(), step.link.as_ref().map(Link::as_str));
                links += usize::from(url.is_some());
            }
        }
    }
    assert!(links > 0);
}

/// A file that is taken and lies in every text: nothing it names is opened or asked.
#[test]
fn no_request_goes_to_a_host_that_a_file_names() {
    let evil = GOOD
        .replace("developer.example.com", "evil.example")
        .replace("https://{site_host}", "https://evil.example")
        .replace("Acme reads tickets.", "https://evil.example reads tickets.")
        .replace("value = \"Acme\"", "value = \"evil.example\"")
        .replace("\"Note.\"", "\"See https://evil.example\"");
    let file = Integration { built_in: false, ..parse("acme.toml", &evil).unwrap() };
    let mut setup = begun(file);
    let mut asked = String::new();
    let mut act = |setup: &mut Setup, intent: Intent| {
        for effect in setup.act(intent) {
            match effect {
                // What a person copies is theirs to paste; it goes nowhere by itself.
                Effect::Named(Named::Copy { .. }) => {}
                Effect::Named(Named::OpenLink { link }) => {
                    asked += &copies::link(setup, link)
                        .map_or(String::new(), |url| format!("opens {url}\n"));
                }
                other => asked += &format!("{other:?}\n"),
            }
        }
        let shown = serde_json::to_string(&view(setup)).unwrap();
        assert!(!shown.contains("\"href\""), "{shown}");
    };
    for (field, text) in [
        (FieldId::Address, "cw.example.com"),
        (FieldId::Company, "acme"),
        (FieldId::PublicKey, "PubPubPubPub1234"),
        (FieldId::PrivateKey, "PriPriPriPri5678"),
        (FieldId::ClientId, "0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f"),
    ] {
        act(&mut setup, Intent::Field(FieldPress::Fill { field, text: Typed::new(text) }));
    }
    act(&mut setup, Intent::Place(PlacePress::Find));
    setup.connections[0].instance = Some(Instance {
        site: Site::parse("cw.example.com").unwrap(),
        company_id: "acme".into(),
        other_case: None,
        company_name: "Acme".into(),
        codebase: "v2025_1/".into(),
        version: "v2025.1".into(),
        api_host: None,
    });
    for step in [StepId::Role, StepId::Member, StepId::ClientId, StepId::Check, StepId::HandOver] {
        setup.connections[0].step = step;
        act(&mut setup, Intent::Check(CheckPress::Check));
        for link in ["hand-over-0", "client-id-0"] {
            act(&mut setup, Intent::Named(Named::OpenLink { link: link.parse().unwrap() }));
        }
        for what in ["hand-over:0", "member:Member ID", "record", "grid"] {
            act(&mut setup, Intent::Named(Named::Copy { what: what.parse().unwrap() }));
        }
    }
    assert!(asked.contains("Find") && asked.contains("Check(Run {"), "{asked}");
    assert!(!asked.contains("evil") && !asked.contains("opens"), "{asked}");
}

/// A file that was added by hand, with keys typed, on this page.
fn by_hand(text: &str) -> Setup {
    let file = AddedFile::of("acme.toml".into(), text);
    let file =
        Integration { built_in: false, file: Some(file), ..parse("acme.toml", text).unwrap() };
    let mut setup = begun(file);
    for (field, text) in [
        (FieldId::PublicKey, "PubPubPubPub1234"),
        (FieldId::PrivateKey, "PriPriPriPri5678"),
        (FieldId::ClientId, "0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f"),
    ] {
        setup.act(Intent::Field(FieldPress::Fill { field, text: Typed::new(text) }));
    }
    setup.connections[0].instance = Some(instance("cw.example.com"));
    setup
}

fn instance(host: &str) -> Instance {
    Instance {
        site: Site::parse(host).unwrap(),
        company_id: "acme".into(),
        other_case: None,
        company_name: "Acme".into(),
        codebase: "v2025_1/".into(),
        version: "v2025.1".into(),
        api_host: None,
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

/// What can be copied as a text, and the documents.
fn passed_on(setup: &mut Setup) -> Vec<(String, String)> {
    let need = Need::of(&setup.integrations[0]);
    let site = setup.connections[0].instance.as_ref().map(|instance| instance.site.clone());
    setup.open.as_mut().unwrap().check.findings = lines(&need, site.as_ref());
    for finding in &mut setup.open.as_mut().unwrap().check.findings {
        finding.verdict = Verdict::Failed;
        finding.evidence = "Seen.".into();
    }
    let texts = [
        "record",
        "role-request",
        "member-request",
        "result:support",
        "result:administrator",
        "grid",
        "tables",
    ];
    let mut all = Vec::new();
    for what in texts {
        let copied =
            copies::find(setup, &what.parse().unwrap()).unwrap_or_else(|| panic!("no {what}"));
        assert!(!copied.secret, "{what}");
        all.push((what.to_owned(), copied.text.expose().to_owned()));
    }
    let today = jiff::civil::date(2026, 11, 30);
    let record = record::file(setup, Document::Record, today).unwrap().html;
    all.push(("the record as a document".into(), record));
    setup.chosen = Some("acme".into());
    let plan = record::file(setup, Document::Plan, today).unwrap().html;
    all.push(("the plan".into(), plan));
    all
}

/// No file says so of itself, and nobody remembers a card of the first page.
#[test]
fn a_file_added_by_hand_is_marked_wherever_it_is_followed() {
    let mut setup = by_hand(GOOD);
    for step in STEPS {
        setup.connections[0].step = step;
        let said = view(&setup).by_hand.unwrap_or_else(|| panic!("{step:?} has no mark"));
        assert!(said.contains("Added by hand") && said.contains("acme.toml"), "{said}");
    }
    for (what, text) in passed_on(&mut setup) {
        let alone = what == "grid" || what == "tables";
        assert!(alone || text.contains("Added by hand (acme.toml)"), "{what}: {text}");
    }
    let begun = setup.connections[0].clone();
    let mut start = Setup::new(Opening {
        integrations: (setup.integrations.clone(), Vec::new()),
        connections: (vec![begun], None),
        ..Opening::default()
    });
    start.act(Intent::Start(StartPress::Choose { integration: "acme".into() }));
    let Page::Start(page) = view(&start).page else { panic!("another page") };
    assert!(page.unfinished[0].by_hand);
    let trust = page.before.unwrap().by_hand.expect("what to compare before it is begun");
    let fact = |label: &str| {
        let found = trust.facts.iter().find(|fact| fact.label == label);
        found.unwrap_or_else(|| panic!("no {label}")).value.clone()
    };
    assert_eq!(fact("File"), "acme.toml");
    assert_eq!(fact("Hosts it names"), "developer.example.com");
    assert_eq!(fact("SHA-256").len(), 64);
    let other = AddedFile::of("acme.toml".into(), &GOOD.replace("10 minutes", "11 minutes"));
    assert_ne!(fact("SHA-256"), other.sha256);

    let built_in = begun_with_built_in();
    assert_eq!(view(&built_in).by_hand, None);
}

fn begun_with_built_in() -> Setup {
    begun(built_in().0.remove(0))
}

/// A key has one place: the vendor's screen, under a mask. Also where a file would have it elsewhere
/// that parsing did not refuse.
#[test]
fn no_key_shows_where_a_file_asks_for_one() {
    for gap in ["{private_key}", "{public_key}", "{client_id}"] {
        let mut setup = by_hand(GOOD);
        let template = Template::try_from(gap.to_owned()).unwrap();
        setup.integrations[0].member.fields[0].value = Some(template);
        let mut other = setup.integrations[0].member.fields[0].clone();
        other.label = integration::Line::try_from("Name".to_owned()).unwrap();
        setup.integrations[0].member.fields.push(other);
        let mut shown = String::new();
        for step in STEPS {
            setup.connections[0].step = step;
            shown += &serde_json::to_string(&view(&setup)).unwrap();
        }
        for (what, text) in passed_on(&mut setup) {
            shown += &format!("{what}: {text}\n");
        }
        for what in ["member:Member ID", "member:Name"] {
            if let Some(copied) = copies::find(&setup, &what.parse().unwrap()) {
                shown += copied.text.expose();
            }
        }
        for key in ["PubPubPubPub1234", "PriPriPriPri5678", "0a1b2c3d-0a1b"] {
            assert!(!shown.contains(key), "{gap}: {key} in {shown}");
        }
    }
}

/// A sheet takes a cell for a formula by its first character.
#[test]
fn no_line_or_cell_of_a_copy_begins_as_a_formula_does() {
    for start in ["=", "+", "-", "@", " =", "\u{ff1d}", "\u{ff20}"] {
        let evil = GOOD
            .replace("Service / Source", &format!("{start}HYPERLINK(1) / 1"))
            .replace(
                "name = \"Acme\"\nvendor = \"Acme\"",
                &format!("name = \"{start}1\"\nvendor = \"{start}2\""),
            )
            .replace("row = \"Service Tickets\"", &format!("row = \"{start}Service Tickets\""))
            .replace("label = \"Member ID\"", &format!("label = \"{start}Member ID\""));
        let Ok(_) = parse("acme.toml", &evil) else { panic!("{start:?} is refused") };
        let mut setup = by_hand(&evil);
        for (what, text) in passed_on(&mut setup) {
            if text.starts_with("<!doctype") {
                continue;
            }
            for cell in text.lines().flat_map(|line| line.split('\t')) {
                let first = cell.trim_start().chars().next().unwrap_or(' ');
                assert!(!"=+-@\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}".contains(first), "{what}: {cell}");
            }
        }
    }
}

/// A server says of itself what it likes.
#[test]
fn only_a_host_of_connectwises_cloud_is_called_that() {
    for host in [
        "na.myconnectwise.net.evil.example",
        "na.myconnectwlse.net",
        "na.my-connectwise.net",
        "na.myconne\u{441}twise.net",
        "connectwise.example.com",
    ] {
        let mut setup = by_hand(GOOD);
        setup.connections[0].instance = Some(instance(host));
        let Page::Site(page) = view(&setup).page else { panic!("another page") };
        let found = page.found.unwrap();
        let place = found.facts.iter().find(|fact| fact.label == "Runs in").unwrap();
        assert_eq!(place.value, "Not ConnectWise's cloud", "{host}");
        let caution = found.caution.expect(host);
        assert!(caution.text.contains("is not ConnectWise's cloud"), "{}", caution.text);
        assert_eq!(caution.tone, Tone::Important);
    }
    for (host, place) in
        [("cw.example.com", "Own server"), ("eu.myconnectwise.net", "ConnectWise cloud, Europe")]
    {
        let mut setup = by_hand(GOOD);
        setup.connections[0].instance = Some(instance(host));
        let Page::Site(page) = view(&setup).page else { panic!("another page") };
        let found = page.found.unwrap();
        assert_eq!(found.caution, None, "{host}");
        assert_eq!(found.facts.iter().find(|fact| fact.label == "Runs in").unwrap().value, place);
    }
}

/// Straight from one set-up into another: nothing of the first one is there.
#[test]
fn keys_of_one_connection_are_not_there_in_another() {
    let mut setup = by_hand(GOOD);
    let other = Connection::new("y".into(), "acme".into(), None, Default::default());
    setup.connections.push(other);
    assert!(setup.open.as_ref().unwrap().keys.private.is_some());
    setup.act(Intent::Start(StartPress::Resume { connection: "y".into() }));
    assert_eq!(
        (setup.open.as_ref().map(|open| open.id.as_str()), &setup.open.as_ref().unwrap().keys),
        (Some("y"), &Keys::default())
    );
}

/// However a file spells it, a row is one and the same on the page, in the request and in the check.
#[test]
fn a_row_in_another_spelling_is_found_everywhere() {
    let file = format!("{}/../../integrations/sync-365.toml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(file).unwrap();
    let spelled = text
        .replace("module = \"Companies\"", "module = \"company\"")
        .replace("module = \"Time & Expense\"", "module = \"Time and Expense\"")
        .replace("row = \"Table Setup\"", "row = \"Setup Tables\"");
    assert_ne!(text, spelled, "there is something to spell otherwise");
    let (usual, other) = (parse("a.toml", &text).unwrap(), parse("b.toml", &spelled).unwrap());
    let keys = |i: &Integration| i.role.rows.iter().map(|row| row.key()).collect::<Vec<_>>();
    assert_eq!(keys(&other), keys(&usual));
    assert_eq!(texts::grid_text(&other), texts::grid_text(&usual));
    assert_eq!(Need::of(&other), Need::of(&usual));
}

/// Earlier versions ticked by place; a label may be a number as well.
#[test]
fn a_tick_stays_at_its_field_after_a_restart() {
    let file = GOOD.replace(
        "[hand_over]\n",
        "[[hand_over.fields]]\nlabel = \"0\"\nvalue = \"x\"\n\n[hand_over]\n",
    );
    for (tick, label) in [("paste:0", "0"), ("paste:1", "0"), ("paste:Site URL", "Site URL")] {
        let mut connection = Connection::new("y".into(), "acme".into(), None, Default::default());
        connection.ticks.insert(tick.parse().unwrap());
        let files = vec![parse("acme.toml", &file).unwrap()];
        let setup = Setup::new(Opening {
            integrations: (files, Vec::new()),
            connections: (vec![connection], None),
            ..Opening::default()
        });
        let ticks: Vec<_> = setup.connections[0].ticks.iter().collect();
        assert_eq!(ticks, [&Item::Paste(label.to_string())], "{tick}");
    }
}
