//! What a server's answer and a package's signature may say. That a signature is the makers' is
//! proved by the updater plugin, in `e2e/tests/updates.rs` with the real program.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;
use semver::Version;
use serde_json::{Value, json};
use updates::{About, Answered, Asked, Fault, Kind, proves, read};
use url::Url;

fn about(kind: Kind) -> About {
    About { version: Version::new(1, 4, 2), kind }
}

/// A signature in its form alone, with this trusted comment.
fn signature(comment: &str) -> String {
    let (mut first, second) = ([0_u8; 74], [0_u8; 64]);
    first[..2].copy_from_slice(b"ED");
    let (first, second) = (STANDARD.encode(first), STANDARD.encode(second));
    STANDARD.encode(format!(
        "untrusted comment: of a test\n{first}\ntrusted comment: {comment}\n{second}\n"
    ))
}

fn answer(version: &str) -> Value {
    let platform = json!({
        "url": "https://updates.example/keywright_1.5.0_amd64.deb",
        "signature": signature("timestamp:1"),
    });
    let target = Kind::Deb.target();
    json!({ "version": version, "notes": "- It is quicker.", "platforms": { target: platform } })
}

fn seen(body: &[u8]) -> Result<Answered, Fault> {
    let at = Url::parse("https://updates.example/latest.json").unwrap();
    read(body, &Asked { about: &about(Kind::Deb), at: &at })
}

fn seen_of(answer: &Value) -> Result<Answered, Fault> {
    seen(answer.to_string().as_bytes())
}

#[test]
fn only_a_newer_version_is_offered() {
    let Ok(Answered::Newer { offer, url, .. }) = seen_of(&answer("1.5.0")) else { panic!() };
    assert_eq!(
        (offer.version, offer.notes),
        (Version::new(1, 5, 0), vec!["It is quicker.".into()])
    );
    assert_eq!(url.as_str(), "https://updates.example/keywright_1.5.0_amd64.deb");
    for newer in ["1.4.3", "2.0.0-rc.1", "1.10.0"] {
        assert!(matches!(seen_of(&answer(newer)), Ok(Answered::Newer { .. })), "{newer}");
    }
    for (published, not_newer) in [
        ("1.4.2", "equal"),
        ("1.4.1", "older"),
        ("1.4.2-rc.9", "before it"),
        ("1.4.2+rebuilt", "the same, built again"),
        ("0.9.0", "much older"),
    ] {
        let published = Version::parse(published).unwrap();
        assert_eq!(
            seen_of(&answer(&published.to_string())),
            Ok(Answered::Latest { published }),
            "{not_newer}"
        );
    }
}

#[test]
fn what_is_not_an_answer_is_none() {
    let long = "1.5.0-".to_owned() + &"9".repeat(40);
    for body in [
        "",
        "{}",
        "null",
        "[]",
        "<!doctype html><title>Sign in</title>",
        "{\"version\":",
        "{\"version\":7}",
        "{\"version\":\"newest\"}",
        "{\"version\":\"v1.5.0\"}",
        "{\"version\":\"1.5\"}",
        "{\"version\":\"1.5.0\",\"platforms\":[]}",
        "\u{feff}{}",
        &format!("{{\"version\":\"{long}\"}}"),
        &"[".repeat(100_000),
    ] {
        let shown: String = body.chars().take(60).collect();
        assert_eq!(seen(body.as_bytes()), Err(Fault::NotUnderstood), "{shown}");
    }
}

#[test]
fn a_package_comes_from_the_server_that_was_asked() {
    for url in [
        "http://updates.example/p.deb",
        "https://updates.example:8443/p.deb",
        "https://updates.example.net/p.deb",
        "https://sub.updates.example/p.deb",
        "https://updates.example@other.example/p.deb",
        "file:///etc/passwd",
        "data:,x",
    ] {
        let mut answer = answer("1.5.0");
        answer["platforms"][Kind::Deb.target()]["url"] = json!(url);
        assert_eq!(seen_of(&answer), Err(Fault::Elsewhere), "{url}");
    }
}

#[test]
fn what_is_missing_is_named() {
    let platform = |change: fn(&mut Value)| {
        let mut answer = answer("1.5.0");
        change(&mut answer["platforms"][Kind::Deb.target()]);
        seen_of(&answer)
    };
    for unsigned in [json!(""), json!("soon"), json!(STANDARD.encode("soon"))] {
        let mut answer = answer("1.5.0");
        answer["platforms"][Kind::Deb.target()]["signature"] = unsigned;
        assert_eq!(seen_of(&answer), Err(Fault::Unsigned));
    }
    let without = platform(|it| drop(it.as_object_mut().unwrap().remove("signature")));
    assert_eq!(without, Err(Fault::Unsigned));
    // A top-level package is the plugin's other form of answer: not read at all.
    let mut other = answer("1.5.0");
    let package = other["platforms"][Kind::Deb.target()].take();
    (other["url"], other["signature"]) = (package["url"].clone(), package["signature"].clone());
    other["platforms"] = json!({ "plan9-mips": package });
    assert_eq!(seen_of(&other), Err(Fault::NoPackage));
}

#[test]
fn notes_are_plain_and_short() {
    let noted = |text: &str| {
        let mut answer = answer("1.5.0");
        answer["notes"] = json!(text);
        match seen_of(&answer) {
            Ok(Answered::Newer { offer, .. }) => offer.notes,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(noted("## 1.5.0\n\n* One\n- Two\n"), ["1.5.0", "One", "Two"]);
    // Turned around, a text may read as something else.
    assert_eq!(noted("safe\u{202e}lla\u{7}"), ["safe\u{fffd}lla\u{fffd}"]);
    let many = noted(&"line\n".repeat(500));
    assert_eq!((many.len(), many.last().unwrap().as_str()), (7, "\u{2026}"));
    assert_eq!(noted(&"x".repeat(100_000))[0].chars().count(), 141);
    let mut none = answer("1.5.0");
    none.as_object_mut().unwrap().remove("notes");
    assert!(matches!(seen_of(&none), Ok(Answered::Newer { .. })));
}

#[test]
fn a_signature_is_for_one_file_of_one_version() {
    let version = Version::new(1, 5, 0);
    let deb = Kind::Deb.file_name(&version);
    let said = |comment: &str, kind| proves(&signature(comment), &version, &about(kind));
    let named = |file: &str, version: &str| format!("timestamp:1\tfile:{file}\tversion:{version}");
    assert_eq!(said(&named(&deb, "1.5.0"), Kind::Deb), Ok(()));
    assert_eq!(said(&named(&deb.replace('k', "K"), "1.5.0"), Kind::Deb), Ok(()));
    for (comment, fault) in [
        (named(&deb, "1.4.2"), Fault::Older),
        (named(&deb, "1.4.2+rebuilt"), Fault::Older),
        (named(&deb, "0.9.0"), Fault::Older),
        (named(&deb, "1.6.0"), Fault::OtherPackage),
        (named(&deb, "v1.5.0"), Fault::OtherPackage),
        (named("keywright_1.6.0_amd64.deb", "1.5.0"), Fault::OtherPackage),
        (named("otherprogram_1.5.0_amd64.deb", "1.5.0"), Fault::OtherPackage),
        (named("", "1.5.0"), Fault::OtherPackage),
        (named(&Kind::Rpm.file_name(&version), "1.5.0"), Fault::OtherPackage),
        (named(&Kind::Setup.file_name(&version), "1.5.0"), Fault::OtherPackage),
        (named("keywright_1.5.0_riscv64.deb", "1.5.0"), Fault::OtherPackage),
        (format!("timestamp:1\tfile:{deb}"), Fault::OtherPackage),
        ("timestamp:1\tversion:1.5.0".into(), Fault::OtherPackage),
        // Said twice is not said.
        (named(&deb, "1.5.0") + "\tversion:1.6.0", Fault::OtherPackage),
        (named(&deb, "1.6.0") + "\tversion:1.5.0", Fault::OtherPackage),
        (named(&deb, "1.5.0") + "\tfile:another.deb", Fault::OtherPackage),
        (format!("file:{deb} version:1.5.0"), Fault::OtherPackage),
        (String::new(), Fault::OtherPackage),
    ] {
        assert_eq!(said(&comment, Kind::Deb), Err(fault), "{comment}");
    }
    for unreadable in ["", "soon", &STANDARD.encode("untrusted comment: x\nAA==\n")] {
        assert_eq!(proves(unreadable, &version, &about(Kind::Deb)), Err(Fault::Unsigned));
    }
}

/// One package of each kind: no two are taken for one another.
#[test]
fn each_kind_has_names_of_its_own() {
    let version = Version::new(1, 5, 0);
    let kinds = [Kind::Setup, Kind::App, Kind::AppImage, Kind::Deb, Kind::Rpm];
    for one in kinds {
        for other in kinds {
            assert_eq!(one == other, one.target() == other.target());
            assert_eq!(one == other, one.file_name(&version) == other.file_name(&version));
        }
    }
    // A path is typed as one word, whatever is in it.
    let typed = Kind::Deb.command("/home/ada's files/x.deb").unwrap();
    assert_eq!(typed, r"sudo apt install '/home/ada'\''s files/x.deb'");
    assert!(kinds.iter().all(|kind| kind.replaces_itself() == kind.command("/x").is_none()));
}

proptest! {
    #[test]
    fn no_answer_breaks_it(body in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = seen(&body);
    }

    #[test]
    fn no_signature_breaks_it(text in "\\PC{0,200}", comment in "[a-z:.\t0-9]{0,60}") {
        for signature in [text, signature(&comment)] {
            let outcome = proves(&signature, &Version::new(1, 5, 0), &about(Kind::Deb));
            prop_assert!(outcome.is_err());
        }
    }
}
