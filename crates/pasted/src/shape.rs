//! What one word looks like: a key, a client ID, a name, an address.
//!
//! Samples of keys have 16 letters and digits; no specification is public, so other shapes
//! are worth a remark and never refused.

use std::ops::Range;

use secrecy::zeroize::Zeroizing;

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

/// As many characters as keys have that were seen.
pub const KEY_LENGTH: usize = 16;

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
        if text.len() == KEY_LENGTH { Shape::Key } else { Shape::OddKey }
    } else {
        Shape::Other
    }
}

fn is_guid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|g| g.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.chars().all(|c| c.is_ascii_hexdigit()))
}

/// Each run of letters and digits of ASCII.
pub fn runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        if !byte.is_ascii_alphanumeric() {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

/// Sixteen letters and digits that no person would choose as a name.
pub fn is_key(word: &str) -> bool {
    let plain = word.len() == KEY_LENGTH && word.bytes().all(|b| b.is_ascii_alphanumeric());
    let bytes = word.as_bytes();
    plain
        && word.bytes().any(|b| b.is_ascii_alphabetic())
        && bytes.iter().any(|b| !b.eq_ignore_ascii_case(&bytes[0]))
        && !reads_as_name(word)
}

/// The same, so surely that it is refused where a name belongs: in small and capital letters,
/// or with digits all over it.
pub fn is_surely_key(word: &str) -> bool {
    let mixed = word.bytes().any(|b| b.is_ascii_uppercase())
        && word.bytes().any(|b| b.is_ascii_lowercase());
    is_key(word) && (mixed || digit_groups(word) >= 4)
}

/// The rest of a key that was cut, or a longer one: no name has so many numbers in it.
pub fn is_scrambled(word: &str) -> bool {
    let mixed = word.bytes().any(|b| b.is_ascii_uppercase())
        && word.bytes().any(|b| b.is_ascii_lowercase());
    word.len() >= 12 && mixed && digit_groups(word) >= 3 && !reads_as_name(word)
}

/// Whether a key stands in a text in pieces: `Hy3Wb8Jc-5Ps1Gf0T`, `Hy3W b8Jc 5Ps1 Gf0T`. Words and
/// numbers that happen to have its length together are none.
pub fn has_broken_key(text: &str) -> bool {
    let runs = runs(text);
    let is_between = |from: usize, to: usize| {
        let between = &text[from..to];
        between.chars().count() <= 3 && !between.contains(char::is_alphanumeric)
    };
    (0..runs.len()).any(|first| {
        let mut joined = Zeroizing::new(String::with_capacity(KEY_LENGTH));
        let mut words = true;
        for (n, run) in runs.iter().enumerate().skip(first) {
            let piece = &text[run.clone()];
            let apart = n > first && !is_between(runs[n - 1].end, run.start);
            if apart || joined.len() + piece.len() > KEY_LENGTH {
                return false;
            }
            joined.push_str(piece);
            words &= is_spoken(piece);
            if joined.len() == KEY_LENGTH {
                return n > first && !words && is_surely_key(&joined);
            }
        }
        false
    })
}

/// A part of a name: words and a number, or letters in one case and a number: "24x7", "o365msp".
fn is_spoken(piece: &str) -> bool {
    // Legal forms of companies, that no word is spelled as.
    if ["GmbH", "mbH", "KGaA", "SpA", "ApS", "eG", "eK"].contains(&piece) {
        return true;
    }
    if let Some((before, after)) = piece.split_once("24x7") {
        return is_spoken(before) && is_spoken(after);
    }
    let rest = piece.get(1..).unwrap_or_default();
    let one_case = piece.bytes().all(|b| !b.is_ascii_lowercase())
        || rest.bytes().all(|b| !b.is_ascii_uppercase());
    let vowel = |word: &str| word.contains(|c| "aeiouyAEIOUY".contains(c));
    let word = |word: &str| {
        let capitals = word.bytes().all(|b| b.is_ascii_uppercase());
        capitals || word.len() >= 3 && vowel(word) && parts(word).len() <= 3
    };
    let words = piece.len() >= 5 && piece.split(|c: char| c.is_ascii_digit()).all(word);
    reads_as_name(piece) || digit_groups(piece) <= 1 && (one_case || words)
}

/// A text with its letters of other scripts and with accents as plain ones, where they stand among
/// plain ones: one of them in a key hides it. None where there is none.
pub fn with_plain_letters(text: &str) -> Option<Zeroizing<String>> {
    let odd = |c: char| c.is_alphanumeric() && !c.is_ascii();
    if !text.contains(odd) {
        return None;
    }
    let mut plain = Zeroizing::new(String::with_capacity(text.len()));
    for word in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let foreign = word.chars().filter(|c| odd(*c)).count();
        let among = foreign <= 3 && word.bytes().filter(u8::is_ascii_alphanumeric).count() >= 8;
        plain.extend(word.chars().map(|c| match c {
            c if !among || !odd(c) => c,
            c if c.is_uppercase() => 'X',
            _ => 'o',
        }));
    }
    Some(plain)
}

fn digit_groups(word: &str) -> usize {
    word.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).count()
}

/// Letters alone in one case or capitalized; or a few words with capitals, one abbreviation among
/// them at most, and a number at most behind them: "acmetechnologies", "AcmeServices2024". Sixteen
/// letters and digits drawn at random are so once in ten thousand times; and no name says the same
/// part twice in a row before a number.
pub fn reads_as_name(word: &str) -> bool {
    let stem = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let numbered = stem.len() < word.len();
    if stem.is_empty() || !stem.bytes().all(|b| b.is_ascii_alphabetic()) {
        return false;
    }
    let parts = parts(stem);
    let capitals = |part: &&str| part.bytes().all(|b| b.is_ascii_uppercase());
    let vowel = |part: &str| part.contains(|c| "aeiouyAEIOUY".contains(c));
    if !numbered && parts.len() == 1 {
        return true;
    }
    let spoken =
        |part: &&str| if capitals(part) { part.len() <= 4 } else { part.len() >= 3 && vowel(part) };
    let one_word = parts.len() == 1 && vowel(stem);
    let repeats = numbered && parts.windows(2).any(|two| two[0].eq_ignore_ascii_case(two[1]));
    word.len() - stem.len() <= 4
        && parts.len() <= 4
        && (one_word || parts.iter().all(spoken))
        && parts.iter().filter(|part| capitals(part)).count() <= 1
        && parts.iter().all(|part| part.len() > 1)
        && !repeats
}

/// The parts of a name: numbers, words, and abbreviations in capitals.
pub fn parts(word: &str) -> Vec<&str> {
    let bytes = word.as_bytes();
    let mut parts = Vec::new();
    let mut start = 0;
    for at in 1..=bytes.len() {
        let ends = at == bytes.len() || {
            let (before, here) = (bytes[at - 1], bytes[at]);
            let next_small = bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase);
            before.is_ascii_digit() != here.is_ascii_digit()
                || before.is_ascii_lowercase() && here.is_ascii_uppercase()
                || before.is_ascii_uppercase() && here.is_ascii_uppercase() && next_small
        };
        if ends && start < at {
            // A boundary inside a letter of more than one byte is none.
            parts.extend(word.get(start..at));
            start = at;
        }
    }
    parts
}

/// Where client IDs stand in a text: 8-4-4-4-12 hexadecimal digits, with hyphens, spaces, low
/// lines or nothing between them.
pub fn guids(text: &str) -> Vec<Range<usize>> {
    const GROUPS: [usize; 5] = [8, 4, 4, 4, 12];
    let bytes = text.as_bytes();
    let hex = |from: usize, many: usize| {
        bytes.get(from..from + many).is_some_and(|group| group.iter().all(u8::is_ascii_hexdigit))
    };
    let glued = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at)).is_some_and(|b| b.is_ascii_alphanumeric() || !b.is_ascii())
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_hexdigit() || glued(at.checked_sub(1)) || !hex(at, GROUPS[0]) {
            at += 1;
            continue;
        }
        let between = bytes.get(at + GROUPS[0]).copied();
        let between = between.filter(|b| matches!(b, b'-' | b' ' | b'_'));
        let mut end = at + GROUPS[0];
        let whole = GROUPS[1..].iter().all(|group| {
            let there = between.is_none_or(|b| bytes.get(end) == Some(&b));
            end += usize::from(between.is_some());
            let there = there && hex(end, *group);
            end += group;
            there
        });
        if whole && !glued(Some(end)) {
            found.push(at..end);
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
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
    fn names_are_told_from_keys() {
        for name in [
            "acmetechnologies",
            "ACMETECHNOLOGIES",
            "Acmetechnologies",
            "AcmeTechnologies",
            "AcmeServices2024",
            "PropelYourMSP365",
            "acmetechnology01",
            "responsibilities",
            "xkcdqwrtzpsdfghj",
        ] {
            assert!(name.len() == 16 && !is_key(name), "{name}");
        }
        for key in [
            "Zq7Lm2Nx9Kd4Rt6V",
            "Hy3Wb8Jc5Ps1Gf0T",
            "aBxQzRtYpLmWnKdE",
            "CanaryPriv91KeyZ",
            "PubPubPubPub1234",
            "aaaAaaaAA0aaaAAB",
            "AAAAAAAAAAaaaa00",
            "PRACTICEpub2468x",
        ] {
            assert!(is_surely_key(key), "{key}");
        }
        assert!(!is_key("1234567890123456") && !is_key("xxxxxxxxxxxxxxxx"));
        assert!(is_key("3f2504e04f8941d3") && is_surely_key("3f2504e04f8941d3"));
    }

    #[test]
    fn a_key_in_pieces_is_found_and_a_name_is_none() {
        for text in [
            "Hy3Wb8Jc-5Ps1Gf0T",
            "Hy3Wb8Jc-\n5Ps1Gf0T",
            "Hy3W-b8Jc-5Ps1-Gf0T",
            "acme Hy3Wb8Jc 5Ps1Gf0T",
            "Hy3Wb8Jc5Ps1-Gf0T",
            "H/y3Wb8Jc5Ps1Gf0T",
            "3f2504e0.4f8941d3",
        ] {
            assert!(has_broken_key(text), "{text}");
        }
        for text in [
            "northwind_2024ab",
            "McKenzie-Partner1",
            "Acme24x7-Support1",
            "Acme365IT-Support",
            "AcmeIT-Service365",
            "contoso-it-24x7-365",
            "ServiceFv-recid12",
            "2026-11-30T15:04:05Z",
            "v4_6_release/apis/3.0",
            "Hy3Wb8Jc or 5Ps1Gf0T",
        ] {
            assert!(!has_broken_key(text), "{text}");
        }
    }

    #[test]
    fn a_client_id_is_found_wherever_it_stands() {
        for text in [
            "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
            "{3F2504E0-4F89-41D3-9A0C-0305E82C3301}",
            "clientId=3f2504e04f8941d39a0c0305e82c3301;",
            "id 3f2504e0 4f89 41d3 9a0c 0305e82c3301.",
        ] {
            assert_eq!(guids(text).len(), 1, "{text}");
        }
        for text in ["3f2504e0-4f89-41d3-9a0c-0305e82c33011", "x3f2504e04f8941d39a0c0305e82c3301"] {
            assert_eq!(guids(text).len(), 0, "{text}");
        }
    }
}
