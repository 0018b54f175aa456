//! Files added by hand and servers say what they like: in the documents it stays text. Keys do
//! not come into them at all.

use ground::secret::Typed;
use integration::parse;
use practice::{CLIENT_ID, PRIVATE_KEY, PUBLIC_KEY};
use setup::{Document, FieldId, FieldPress, Intent, Setup};

use super::reader::read;
use super::rig::*;

/// An integration file with one text wherever a file may have one.
fn file_of(text: &str) -> String {
    // A slash parts the two names of a table. What quotes a text in JSON quotes it in TOML.
    let name: String = text.chars().take(100).collect();
    let table = serde_json::to_string(&format!("Group / {}", name.replace('/', "_"))).unwrap();
    let name = serde_json::to_string(&name).unwrap();
    let text = serde_json::to_string(text).unwrap();
    format!(
        r#"schema = 1
id = "hostile"
name = {text}
vendor = {text}
summary = {text}
guide = {{ title = {text}, publisher = {text}, dated = {text}, read = {text}, gaps = [{text}] }}
before = {{ minutes = {text}, who = [{text}, {text}], open = [{text}] }}
site = {{ notes = [{text}] }}
keys = {{ description = {text}, notes = [{text}] }}
client_id = {{ asked = true, notes = [{text}] }}
support = {{ contact = {text}, wants = [{text}], notes = [{text}] }}

[role]
name = {{ text = "Hostile", from = "keywright" }}
admin = {text}
rows_note = {text}
tables = ["Service / Source", {table}]
tables_note = {text}
notes = [{{ text = {text}, important = true }}]

[[role.rows]]
module = "System"
row = "Table Setup"
inquire = "All"
why = {text}
when = {text}
since = {text}
confirm = {text}

[member]
existing = {text}
notes = [{text}]

[[member.fields]]
label = {name}
rule = "any"
note = {text}

[hand_over]
press = [{text}]
success = {text}
notes = [{text}]

[[hand_over.fields]]
label = {name}
value = "{{company_id}}"
note = {text}
"#
    )
}

fn documents(text: &str, company: &str) -> [String; 3] {
    let integration = parse("hostile.toml", &file_of(text)).unwrap_or_else(|bad| panic!("{bad}"));
    let mut connection = connection(&integration, None);
    connection.ticks.clear();
    connection.instance.as_mut().unwrap().company_name = company.to_owned();
    connection.remarks = vec![not_told(company)];
    connection.member_id = Some(company.to_owned());
    let made = file(&setup(integration.clone(), connection), Document::Record);
    [made.html, plan_of(&integration).html, admin_record_of(&integration).html]
}

#[test]
fn hostile_texts_change_no_tag_no_attribute_and_no_style() {
    let harmless = documents("harmless", "harmless");
    for hostile in [
        "<script>alert(1)</script>",
        "</title></style><img src=x onerror=alert(1)>",
        "\"><svg onload=alert(1)>",
        "' style='display:none",
        "\"; } body { display: none } @import url(https://example.com/a.css); /*",
        "\\22 ; } \\",
        "&lt;script&gt;&#60;b&#62;",
        "<!-- ",
        "]]> <![CDATA[",
        "**<b>** **",
        "javascript:alert(1)",
        "{{7*7}} ${7*7} %00",
    ] {
        for (made, plain) in documents(hostile, hostile).iter().zip(&harmless) {
            let (made, plain) = (read(made), read(plain));
            let (bones, plain_bones) = (made.bones(), plain.bones());
            let other = bones.iter().zip(&plain_bones).find(|(made, plain)| made != plain);
            assert_eq!((other, bones.len()), (None, plain_bones.len()), "{hostile}");
            assert_eq!(rules(&made.first("style").text()), rules(&plain.first("style").text()));
            let shown = hostile.replace("**", "");
            assert!(
                made.text().replace("**", "").contains(&shown),
                "{hostile} is not shown as it is"
            );
        }
    }
}

/// A file's name is made of a vendor's text, and so is where it lies.
#[test]
fn a_hostile_product_leads_to_no_other_folder_and_to_no_endless_name() {
    let long = "x".repeat(590);
    for name in ["../../etc/passwd", "C:\\evil", "a\"b|c?d*e:f<g>h", "..", &long] {
        let integration = parse("hostile.toml", &file_of(name)).unwrap();
        let name = plan_of(&integration).name;
        let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
        assert!(name.chars().all(plain) && name.ends_with(" plan 2026-11-25"), "{name}");
        assert!(name.len() < 80, "{name}");
    }
}

/// A style sheet without what stands in its strings.
fn rules(style: &str) -> String {
    let mut outside = true;
    let keep = |c: &char| {
        outside ^= *c == '"';
        outside
    };
    style.chars().filter(keep).collect()
}

/// A server's texts pass another way than a file's, which may not hold these at all.
#[test]
fn nothing_turns_or_hides_what_stands_beside_it() {
    for hidden in ['\u{202e}', '\u{2066}', '\u{200b}', '\u{feff}', '\0', '\u{2028}', '\u{e0041}'] {
        for html in documents("harmless", &format!("Acme{hidden}GmbH")) {
            assert!(!html.contains(hidden), "U+{:04X}", hidden as u32);
        }
        let integration = file_of(&format!("a{hidden}b"));
        assert!(parse("hostile.toml", &integration).is_err());
    }
}

/// Nothing loads, links or runs, whatever the browser thinks of the policy in the page.
#[test]
fn the_documents_stand_alone() {
    for integration in all() {
        for file in
            [record_of(&integration), practice_record_of(&integration), plan_of(&integration)]
        {
            let page = read(&file.html);
            for never in ["script", "link", "img", "iframe", "a", "form", "object", "base", "svg"] {
                assert!(page.all(never).is_empty(), "a {never}");
            }
            for never in
                ["src=", "href=", "url(", "@import", "@font-face", "http-equiv=\"refresh", " on"]
            {
                let tags: String =
                    file.html.split('<').filter_map(|tag| tag.split('>').next()).collect();
                assert!(!tags.contains(never), "{never}");
                assert!(!page.first("style").text().contains(never) || never == " on", "{never}");
            }
            let policy = page.first("head").all("meta").into_iter().find(|meta| {
                meta.attributes.get("http-equiv").is_some_and(|it| it == "Content-Security-Policy")
            });
            assert_eq!(
                policy.unwrap().attributes["content"],
                "default-src 'none'; style-src 'unsafe-inline'"
            );
            // Before anything that it is about.
            assert!(file.html.find("Content-Security-Policy") < file.html.find("<style"));
        }
    }
}

#[test]
fn no_key_no_client_id_and_no_tail_of_one_is_in_a_document_or_a_name() {
    for integration in all() {
        let mut connection = connection(&integration, None);
        connection.step = setup::StepId::Keys;
        let mut setup: Setup = setup(integration.clone(), connection);
        for (field, text) in [
            (FieldId::PublicKey, PUBLIC_KEY),
            (FieldId::PrivateKey, PRIVATE_KEY),
            (FieldId::ClientId, CLIENT_ID),
        ] {
            setup.act(Intent::Field(FieldPress::Fill { field, text: Typed::new(text) }));
        }
        assert!(
            setup.open.as_ref().unwrap().keys.private.is_some()
                && setup.open.as_ref().unwrap().keys.client_id.is_some()
        );
        let file = file(&setup, Document::Record);
        let shown = read(&file.html).text();
        for secret in [PUBLIC_KEY, PRIVATE_KEY, CLIENT_ID] {
            let tail = &secret[secret.len() - 4..];
            for text in [&file.html, &shown, &file.name] {
                assert!(!text.contains(&secret[..12]) && !text.contains(tail), "{secret}");
            }
        }
        assert!(!shown.contains("16 characters"), "not how long they are either");
    }
}
