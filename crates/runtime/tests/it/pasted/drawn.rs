//! Keys that are drawn, in whatever stands around them on a clipboard.

use connectwise::address::company_id;
use pasted::PlainField;
use pasted::{KeyRemark, Taken, Which, client_id, key, plain, tidy};
use proptest::prelude::*;
use proptest::sample::select;

use crate::pasted::keys::COMPANY;

/// As ConnectWise makes them: letters of both cases and digits, and not a name with a number
/// behind it, which one in ten thousand may be.
fn keys() -> impl Strategy<Value = String> {
    let mixed = |key: &String| {
        let has = |kind: fn(&u8) -> bool| key.bytes().any(|b| kind(&b));
        let digit_inside = key.trim_end_matches(|c: char| c.is_ascii_digit());
        digit_inside.bytes().any(|b| b.is_ascii_digit())
            && has(u8::is_ascii_lowercase)
            && has(u8::is_ascii_uppercase)
    };
    "[A-Za-z0-9]{16}".prop_filter("mixed", mixed)
}

fn any_of(texts: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    select(texts)
}

const LABELS: &[&str] = &[
    "",
    "Private Key",
    "PrivateKey",
    "privateKey",
    "PSA_PRIVATE",
    "CW_PRIVATE_KEY",
    "private_key",
    "Private",
    "priv",
    "Secret",
    "Privater Schlüssel",
    "geheimer Schlüssel",
    "Clé privée",
    "Clave privada",
    "Privésleutel",
    "export PSA_PRIVATE",
    "API private key",
    "PRIVATE KEY",
];
const SEPARATORS: &[&str] = &[
    ":",
    ": ",
    " : ",
    "=",
    " = ",
    "\t",
    "\n",
    "\r\n",
    ":\n",
    " - ",
    " \u{2013} ",
    " | ",
    "=>",
    " -> ",
];
const QUOTES: &[(&str, &str)] = &[
    ("", ""),
    ("\"", "\""),
    ("'", "'"),
    ("`", "`"),
    ("\u{201c}", "\u{201d}"),
    ("\u{201e}", "\u{201c}"),
    ("\u{201a}", "\u{2018}"),
    ("\u{2018}", "\u{2019}"),
    ("\u{ab}", "\u{bb}"),
    ("\u{bb}", "\u{ab}"),
    ("\u{2039}", "\u{203a}"),
    ("\u{203a}", "\u{2039}"),
    ("(", ")"),
    ("[", "]"),
    ("<", ">"),
    ("{", "}"),
    ("=\"", "\""),
];
const ENDS: &[&str] = &["", ".", ",", ";", "\n", "\r\n", " ", "\t", ")", ".\n", "\u{a0}"];
const UNSEEN: &[&str] = &[
    "", "", "", "\u{200b}", "\u{feff}", "\u{ad}", "\u{200e}", "\u{202a}", "\u{2060}", "\u{3164}",
    "\u{2800}", "\u{fe0f}", "\u{180e}", "\u{61c}", "\u{2069}",
];

const AMONG: &[&str] = &[
    "",
    "acme-msp",
    "https://na.myconnectwise.net",
    "https://na.myconnectwise.net/v2025_1/",
    "na.myconnectwise.net",
    "http://cw.example-msp.com:8443",
    "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fna.myconnectwise.net",
    "https://protect-us.mimecast.com/s/abcDEF",
    "Company",
    "Site URL",
    "see the note",
    "joe@acme-msp.example",
    "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
];

/// A key, and a text around it.
#[derive(Clone, Debug)]
struct Wrapped {
    key: String,
    text: String,
    label: &'static str,
}

fn wrapped() -> impl Strategy<Value = Wrapped> {
    let around = (any_of(LABELS), any_of(SEPARATORS), select(QUOTES), any_of(ENDS));
    (keys(), around, any_of(UNSEEN), 0..=16usize).prop_map(
        |(key, (label, separator, (opens, closes), end), unseen, at)| {
            let separator = if label.is_empty() { "" } else { separator };
            let (first, last) = key.split_at(at);
            let text = format!("{label}{separator}{opens}{first}{unseen}{last}{closes}{end}");
            Wrapped { key, text, label }
        },
    )
}

/// Everything that is said of a text, whatever field it lands in.
fn said(text: &str) -> String {
    let mut said = String::new();
    let mut add = |part: Option<String>| said.extend(part.map(|part| part + "\n"));
    let slots = |taken: Taken| match taken {
        Taken::Nothing => Vec::new(),
        Taken::One(slot) => vec![slot],
        Taken::Both { public, private, .. } => vec![public, private],
    };
    let keys =
        [Which::Public, Which::Private].into_iter().flat_map(|w| slots(key(w, text, COMPANY)));
    for slot in keys.chain(client_id(text)) {
        add(slot.tidied);
        add(slot.remark.as_ref().map(|remark| format!("{remark:?}")));
    }
    for field in [PlainField::Address, PlainField::Company, PlainField::MemberId] {
        let plain = plain(field, text);
        add(plain.tidied);
        add(plain.refused.map(|why| format!("{why:?}")));
    }
    said
}

/// Whether five characters of a key in a row are in a text.
fn shows(text: &str, key: &str) -> bool {
    (0..=key.len() - 5).any(|at| text.contains(&key[at..at + 5]))
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if std::env::var_os("KEYWRIGHT_SOAK").is_some() { 5_000 } else { 512 },
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_key_is_what_is_taken(wrapped in wrapped()) {
        let Taken::One(slot) = key(Which::Private, &wrapped.text, COMPANY) else {
            return Err(TestCaseError::fail(format!("{:?}", wrapped.text)));
        };
        prop_assert_eq!(slot.secret.expose(), &wrapped.key, "{:?}", wrapped.text);
        prop_assert_eq!(slot.remark, None, "{:?}", wrapped.text);
        if wrapped.text != wrapped.key {
            prop_assert!(slot.tidied.is_some(), "{:?}", wrapped.text);
        }
        // In the other field the label is not passed over.
        let Taken::One(slot) = key(Which::Public, &wrapped.text, COMPANY) else {
            return Err(TestCaseError::fail(format!("{:?}", wrapped.text)));
        };
        let called = (!wrapped.label.is_empty()).then_some(KeyRemark::Called(Which::Private));
        prop_assert_eq!(slot.remark, called, "{:?}", wrapped.text);
    }

    #[test]
    fn no_plain_field_keeps_it_and_nothing_that_is_said_shows_it(wrapped in wrapped()) {
        for field in [PlainField::Address, PlainField::Company, PlainField::MemberId] {
            let kept = plain(field, &wrapped.text);
            prop_assert!(kept.refused.is_some() && kept.text.is_empty(), "{:?}: {kept:?}", wrapped.text);
        }
        prop_assert!(!shows(&said(&wrapped.text), &wrapped.key), "{:?}", wrapped.text);
    }

    /// Whatever else is in the text.
    #[test]
    fn no_plain_field_keeps_a_key_among_other_words(
        key in keys(), before in any_of(AMONG), after in any_of(AMONG), gap in select(&[" ", "\n", "\t", "=", ": ", "/", "?x=", "@", "-", "_", "+", "#", "&k="][..]),
    ) {
        let text = format!("{before}{gap}{key}{gap}{after}");
        for field in [PlainField::Address, PlainField::Company, PlainField::MemberId] {
            let kept = plain(field, &text);
            prop_assert!(!kept.text.contains(&key[..8]) && !kept.text.contains(&key[8..]), "{text:?}: {kept:?}");
        }
    }

    /// Broken into pieces that no word or number is.
    #[test]
    fn no_plain_field_keeps_a_key_in_pieces(
        key in "[A-Z][a-z][0-9][A-Z][a-z][0-9][A-Za-z0-9]{10}", at in 4..13usize,
        mark in select(&["-", " ", "\n", "-\n", "/", ".", "\\", "|", "_", "\u{b7}", " - ", "\u{2013}"][..]),
        before in select(&["", "acme-msp ", "acme-msp\n", "private key ", "https://na.myconnectwise.net/", "Company ID: "][..]),
    ) {
        let (first, last) = key.split_at(at);
        let text = format!("{before}{first}{mark}{last}");
        for field in [PlainField::Address, PlainField::Company, PlainField::MemberId] {
            let kept = plain(field, &text).text;
            prop_assert!(!kept.contains(first) && !kept.contains(last), "{text:?}: {kept:?}");
        }
    }

    #[test]
    fn no_part_of_a_key_is_said(key in keys(), other in keys(), at in 1..16usize, mark in select(&["+", ":", "/", "-", " ", "\n", "+", "%2B", "...", "\u{2026}", "_", ".", "=", "@"][..])) {
        let (first, last) = key.split_at(at);
        // Letters like "Horst" can be a company's name as well, and are shown as one.
        let word = first.trim_end_matches(|c: char| c.is_ascii_digit());
        let small = |text: &str| text.bytes().all(|b| b.is_ascii_lowercase());
        let capitals = word.bytes().all(|b| b.is_ascii_uppercase());
        if !word.is_empty() && (capitals || small(&word[1..])) {
            return Ok(());
        }
        for text in [
            format!("{first}{mark}{last}"),
            format!("{first}{mark}{other}"),
            format!("{other}{mark}{last}"),
            format!("{key}{mark}{other}"),
            format!("acme-msp+{first}{mark}{last}"),
            format!("Private Key: {first}{mark}{last}"),
        ] {
            let said = said(&text);
            prop_assert!(!shows(&said, &key) && !shows(&said, &other), "{text:?}: {said}");
        }
    }

    #[test]
    fn both_keys_are_told_apart_by_their_labels(
        a in keys(), b in keys(), swapped in any::<bool>(),
        words in select(&[
            ("Public Key", "Private Key"), ("publicKey", "privateKey"), ("CW_PUB", "CW_PRIV"),
            ("Public", "Secret"), ("Öffentlicher Schlüssel", "Privater Schlüssel"),
            ("Clé publique", "Clé privée"), ("Clave pública", "Clave privada"),
            ("Publieke sleutel", "Privésleutel"), ("Klucz publiczny", "Klucz prywatny"),
            ("Veřejný klíč", "Soukromý klíč"), ("Публичный ключ", "Приватный ключ"),
            ("Offentlig nøgle", "Privat nøgle"), ("Öffentl. Schlüssel", "Priv. Schlüssel"),
        ][..]),
        separator in any_of(SEPARATORS), (opens, closes) in select(QUOTES),
        between in select(&["\n", "\r\n", ",\n", "; ", ", ", "\t"][..]),
    ) {
        prop_assume!(a != b);
        let one = |label: &str, key: &str| format!("{label}{separator}{opens}{key}{closes}");
        let (first, second) = (one(words.0, &a), one(words.1, &b));
        let text = if swapped { second + between + &first } else { first + between + &second };
        let Taken::Both { public, private, sure } = key(Which::Public, &text, COMPANY) else {
            return Err(TestCaseError::fail(text));
        };
        prop_assert_eq!((public.secret.expose(), private.secret.expose(), sure), (&*a, &*b, true), "{:?}", text);
    }

    #[test]
    fn no_text_is_too_strange(text in any::<String>(), more in "[ -~\u{80}-\u{2ff}\u{2000}-\u{206f}\n]{0,60}") {
        for text in [text, more] {
            let once = tidy(&text).text;
            prop_assert_eq!(&tidy(&once).text, &once);
            let _ = (said(&text), pasted::site(&text), company_id(&text).is_ok());
            for field in [PlainField::Company, PlainField::MemberId] {
                let once = plain(field, &text).text;
                prop_assert_eq!(&plain(field, &once).text, &once, "{:?}", text);
            }
        }
    }
}
