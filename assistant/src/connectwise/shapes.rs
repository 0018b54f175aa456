//! What a pasted text is: a key, a client ID, or something that landed in the wrong field.
//!
//! Samples of keys have 16 letters and digits; no specification is public, so other shapes
//! are worth a remark and never refused.

/// What a text looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// 16 letters and digits.
    Key,
    /// 8-4-4-4-12 hexadecimal digits: a client ID.
    Guid,
    Url,
    Email,
    /// `company+publickey`.
    CompanyAndKey,
    /// Whole sentences or several lines.
    Prose,
    /// Letters and digits of another length.
    OddKey,
    Other,
}

pub fn shape(text: &str) -> Shape {
    let alphanumeric = |t: &str| !t.is_empty() && t.chars().all(|c| c.is_ascii_alphanumeric());
    if is_guid(text) {
        Shape::Guid
    } else if text.contains("://") || text.starts_with("www.") || text.contains(".myconnectwise.") {
        Shape::Url
    } else if text.contains('@') && text.contains('.') {
        Shape::Email
    } else if text
        .split_once('+')
        .is_some_and(|(company, key)| !company.is_empty() && alphanumeric(key))
    {
        Shape::CompanyAndKey
    } else if text.contains(char::is_whitespace) {
        Shape::Prose
    } else if alphanumeric(text) {
        if text.len() == 16 { Shape::Key } else { Shape::OddKey }
    } else {
        Shape::Other
    }
}

fn is_guid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|g| g.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.chars().all(|c| c.is_ascii_hexdigit()))
}

/// What was taken off a pasted text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tidied<'t> {
    /// What is left; nothing of it is copied, since it may be a secret.
    pub text: &'t str,
    pub spaces: usize,
    pub line_ends: usize,
    pub quotes: usize,
    /// Zero-width and other invisible characters.
    pub invisible: usize,
}

impl Tidied<'_> {
    /// "Removed 2 spaces and 1 line end." or nothing.
    pub fn words(&self) -> Option<String> {
        let parts: Vec<String> = [
            (self.spaces, "space"),
            (self.line_ends, "line end"),
            (self.quotes, "quotation mark"),
            (self.invisible, "invisible character"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{count} {name}{}", if count == 1 { "" } else { "s" }))
        .collect();
        match parts.as_slice() {
            [] => None,
            [one] => Some(format!("Removed {one}.")),
            [first @ .., last] => Some(format!("Removed {} and {last}.", first.join(", "))),
        }
    }
}

/// Takes off what surrounds a value when it is copied: white space, line ends, quotation
/// marks and invisible characters at the ends. What stands inside stays.
pub fn tidy(text: &str) -> Tidied<'_> {
    let mut tidied = Tidied::default();
    let mut rest = text;
    loop {
        let count = |tidied: &mut Tidied, c: char| {
            if matches!(c, '\n' | '\r') {
                tidied.line_ends += 1;
            } else if c.is_whitespace() {
                tidied.spaces += 1;
            } else if is_quote(c) {
                tidied.quotes += 1;
            } else if is_invisible(c) {
                tidied.invisible += 1;
            } else {
                return false;
            }
            true
        };
        if let Some(c) = rest.chars().next()
            && count(&mut tidied, c)
        {
            rest = &rest[c.len_utf8()..];
        } else if let Some(c) = rest.chars().next_back()
            && count(&mut tidied, c)
        {
            rest = &rest[..rest.len() - c.len_utf8()];
        } else {
            break;
        }
    }
    // \r\n is one line end to a person.
    tidied.line_ends -= text.matches("\r\n").count().min(tidied.line_ends / 2);
    tidied.text = rest;
    tidied
}

fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '`'
            | '\u{2018}'
            | '\u{2019}'
            | '\u{201c}'
            | '\u{201d}'
            | '\u{201e}'
            | '«'
            | '»'
    )
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}') || c.is_control()
}

/// Two keys in one paste: "Public Key: x  Private Key: y", or two lines or columns.
/// Returns (public, private).
pub fn two_keys(text: &str) -> Option<(&str, &str)> {
    let is_key = |t: &&str| matches!(shape(t), Shape::Key);
    let words: Vec<&str> = text
        .split(|c: char| {
            c.is_whitespace() || matches!(c, ':' | ';' | ',' | '=' | '|') || is_quote(c)
        })
        .filter(|word| !word.is_empty())
        .collect();
    let [first, second] = words.iter().copied().filter(is_key).collect::<Vec<_>>()[..] else {
        return None;
    };
    // Labels, where there are any, say which is which; otherwise ConnectWise's order.
    let at = |word: &str| {
        let here = |part: &[u8]| part.eq_ignore_ascii_case(word.as_bytes());
        text.as_bytes().windows(word.len()).position(here)
    };
    let swapped =
        matches!((at("private"), at("public")), (Some(private), Some(public)) if private < public);
    let (public, private) = if swapped { (second, first) } else { (first, second) };
    Some((public, private))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn texts_are_named_for_what_they_are() {
        let cases = [
            ("Ab3dEf6hIj9kLm2n", Shape::Key),
            ("0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f", Shape::Guid),
            ("https://na.myconnectwise.net", Shape::Url),
            ("na.myconnectwise.net", Shape::Url),
            ("joe@example.com", Shape::Email),
            ("acme+Ab3dEf6hIj9kLm2n", Shape::CompanyAndKey),
            ("Ab3dEf6h", Shape::OddKey),
            ("Public Key", Shape::Prose),
            ("Ab3d-f6h", Shape::Other),
        ];
        for (text, expected) in cases {
            assert_eq!(shape(text), expected, "{text}");
        }
    }

    #[test]
    fn what_surrounds_a_value_goes_and_is_told() {
        let cases = [
            ("Ab3d", "Ab3d", None),
            ("  Ab3d ", "Ab3d", Some("Removed 3 spaces.")),
            ("\"Ab3d\"\r\n", "Ab3d", Some("Removed 1 line end and 2 quotation marks.")),
            ("\u{feff}Ab 3d\n", "Ab 3d", Some("Removed 1 line end and 1 invisible character.")),
        ];
        for (pasted, kept, words) in cases {
            let tidied = tidy(pasted);
            assert_eq!((tidied.text, tidied.words().as_deref()), (kept, words), "{pasted:?}");
        }
    }

    #[test]
    fn both_keys_in_one_paste_are_told_apart() {
        let (public, private) = ("PubPubPubPub1234", "PriPriPriPri5678");
        let pair = Some((public, private));
        for text in [
            format!("{public}\n{private}"),
            format!("Public Key: {public}\r\nPrivate Key: {private}"),
            format!("Private Key: {private}\nPublic Key: {public}"),
            format!("{public}\t{private}"),
            format!("\"{public}\";\"{private}\""),
        ] {
            assert_eq!(two_keys(&text), pair, "{text}");
        }
        assert_eq!(two_keys(public), None);
        assert_eq!(two_keys(&format!("{public} {private} {public}")), None, "three are not two");
    }

    proptest! {
        #[test]
        fn tidying_never_fails_and_twice_is_once(text in any::<String>()) {
            let once = tidy(&text);
            prop_assert_eq!(tidy(once.text).text, once.text);
            let _ = (shape(&text), two_keys(&text));
        }
    }
}
