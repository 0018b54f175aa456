//! Files that lie, overflow or ask for what no file may: refused, and the line told.

use assistant::integration::parse;

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
