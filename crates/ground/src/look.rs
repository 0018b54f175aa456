//! What a text looks like to a person who reads it in passing: names and hosts that could be taken
//! for one another.
//!
//! Covered: case, marks and spaces, wide, styled and ringed letters, accents of Latin letters,
//! Cyrillic and Greek letters that are drawn as Latin ones, digits for letters, "rn" and "vv". Not
//! covered: letters of other scripts, a word more or less, and other spellings of a name.

use url::Host;

/// The company's name, as [`alike`] writes it.
pub const CONNECTWISE: &str = "connectwlse";

/// Letters drawn alike, and what they are taken for.
const DRAWN_ALIKE: &[(&str, char)] = &[
    ("àáâãäåāăąǎǻȁȃȧạảấầẩẫậắằẳẵặɑаαӑӓΑА4", 'a'),
    ("ḃḅƀвβьΒВЬ8", 'b'),
    ("çćĉċčƈсϲСϹ", 'c'),
    ("ďđḋḍԁɗ", 'd'),
    ("èéêëēĕėęěȅȇẹẻẽếềểễệеёѐєεЕЁΕ3", 'e'),
    ("ḟƒϝ", 'f'),
    ("ĝğġģǧǵɡԍց", 'g'),
    ("ĥħḣḥһнΗНհ", 'h'),
    ("ìíîïĩīĭįıǐȉȋịỉіїɩιΙІӀӏ1ļľĺłḷŀlǀ|", 'l'),
    ("ĵјǰЈ", 'j'),
    ("ķǩḱкκΚК", 'k'),
    ("ḿṁṃмΜМ", 'm'),
    ("ñńņňŉǹṅṇпηոΝ", 'n'),
    ("òóôõöøōŏőơǒǫȍȏọỏốồổỗộớờởỡợоοσ०օОΟ0", 'o'),
    ("ṕṗрρΡР", 'p'),
    ("ԛգ", 'q'),
    ("ŕŗřȑȓṙṛг", 'r'),
    ("śŝşšșṡṣѕЅ5", 's'),
    ("ţťŧțṫṭтτΤТ7", 't'),
    ("ùúûüũūŭůűųưǔȕȗụủứừửữựυцսμ", 'u'),
    ("ṽṿνѵ", 'v'),
    ("ŵẁẃẅẇẉωшԝ", 'w'),
    ("ẋẍхχΧХ", 'x'),
    ("ýÿŷȳẏỳỵỷỹуүγΥУҮ", 'y'),
    ("źżžẑẓƶΖ", 'z'),
];

/// The same for texts that look alike, and only for these.
pub fn alike(text: &str) -> String {
    let mut letters: String =
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(letters_of).collect();
    for (two, one) in [("rn", "m"), ("vv", "w")] {
        letters = letters.replace(two, one);
    }
    letters
}

/// As it is drawn, a capital before it is made a small letter: those of Greek differ.
fn letters_of(c: char) -> Vec<char> {
    match drawn(c) {
        same if same == c => plain(c).into_iter().map(drawn).collect(),
        one => vec![one],
    }
}

/// The letters that a wide, styled or ringed one stands for, in small ones: as a web address
/// would have it.
fn plain(c: char) -> Vec<char> {
    if c.is_ascii() {
        return vec![c.to_ascii_lowercase()];
    }
    // Behind a letter: digits alone would be read as an address in figures.
    match Host::parse(&format!("a{c}")) {
        Ok(Host::Domain(name)) if !name.starts_with("xn--") => name.chars().skip(1).collect(),
        _ => c.to_lowercase().collect(),
    }
}

fn drawn(c: char) -> char {
    if c == 'i' {
        return 'l';
    }
    DRAWN_ALIKE.iter().find(|(letters, _)| letters.contains(c)).map_or(c, |(_, one)| *one)
}

/// How many letters have to be changed, added or left out to find this word somewhere in a text.
pub fn distance_within(word: &str, text: &str) -> usize {
    let word: Vec<char> = word.chars().collect();
    // For each beginning of the word, to the place in the text that was reached.
    let mut row: Vec<usize> = (0..=word.len()).collect();
    let mut least = word.len();
    for c in text.chars() {
        let mut before = row[0];
        for n in 1..row.len() {
            let change = before + usize::from(word[n - 1] != c);
            before = row[n];
            row[n] = change.min(row[n] + 1).min(row[n - 1] + 1);
        }
        least = least.min(row[word.len()]);
    }
    least
}

/// A host with its letters of other scripts as they are read (RFC 3492); a part that stands for
/// none stays as it is.
pub fn without_punycode(host: &str) -> String {
    let parts = host
        .split('.')
        .map(|part| part.strip_prefix("xn--").and_then(decoded).unwrap_or_else(|| part.to_owned()));
    parts.collect::<Vec<_>>().join(".")
}

fn decoded(part: &str) -> Option<String> {
    let (basic, rest) = part.rsplit_once('-').unwrap_or(("", part));
    let mut letters: Vec<char> = basic.chars().collect();
    let (mut n, mut i, mut bias) = (128_u32, 0_u32, 72_u32);
    let mut digits = rest.chars();
    while !digits.as_str().is_empty() {
        let (start, mut weight) = (i, 1_u32);
        for k in (36..).step_by(36) {
            let digit = match digits.next()? {
                c @ 'a'..='z' => c as u32 - 'a' as u32,
                c @ '0'..='9' => c as u32 - '0' as u32 + 26,
                _ => return None,
            };
            i = i.checked_add(digit.checked_mul(weight)?)?;
            let threshold = (k as u32).saturating_sub(bias).clamp(1, 26);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(36 - threshold)?;
        }
        let count = letters.len() as u32 + 1;
        bias = adapted(i - start, count, start == 0);
        n = n.checked_add(i / count)?;
        letters.insert((i % count) as usize, char::from_u32(n)?);
        i = i % count + 1;
    }
    Some(letters.into_iter().collect())
}

fn adapted(delta: u32, count: u32, first: bool) -> u32 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / count;
    let mut k = 0;
    while delta > 455 {
        delta /= 35;
        k += 36;
    }
    k + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_look_alike_are_alike() {
        for (one, other) in [
            ("Vectis", "vectis"),
            ("Vectis", " VECTIS\u{ae}. "),
            ("Vectis", "V e c-t_i\u{a0}s"),
            ("Vectis", "V\u{435}\u{441}t\u{456}s"),
            ("Vectis", "Vect1s"),
            ("Vectis", "Vectls"),
            ("Vectis", "V\u{e9}ct\u{ec}s"),
            ("Vectis", "Ve\u{301}ctis"),
            ("Vectis", "\u{ff36}\u{ff45}\u{ff43}\u{ff54}\u{ff49}\u{ff53}"),
            ("Vectis", "\u{1d415}\u{1d41e}\u{1d41c}\u{1d42d}\u{1d422}\u{1d42c}"),
            ("Vectis", "\u{24cb}\u{24d4}\u{24d2}\u{24e3}\u{24d8}\u{24e2}"),
            ("Sync 365", "Sync365"),
            ("Sync 365", "\u{405}ync \u{ff13}65"),
            ("Sync 365", "Sync \u{2462}65"),
            ("Propel Your MSP", "Pr\u{3bf}pel Y\u{f6}ur MSP"),
            ("Propel Your MSP", "PropelYourMSP"),
            ("MSPCFO", "\u{39c}SPCF\u{39f}"),
            ("Window", "VVlnd0vv"),
            ("Modern", "Modem"),
            ("office", "o\u{fb03}ce"),
        ] {
            assert_eq!(alike(one), alike(other), "{one} and {other}");
        }
        for (one, other) in [("Vectis", "Vectra"), ("Sync 365", "Sync 366"), ("Acme", "Acne")] {
            assert_ne!(alike(one), alike(other), "{one} and {other}");
        }
        assert_eq!(alike("ConnectWise"), CONNECTWISE);
    }

    #[test]
    fn a_word_is_found_within_a_text_with_letters_changed() {
        for (text, distance) in [
            ("myconnectwlsenet", 0),
            ("myconectwlse", 1),
            ("cwexample", 8),
            ("connectvvlse", 2),
            ("conmectwllse", 2),
        ] {
            assert_eq!(distance_within(CONNECTWISE, text), distance, "{text}");
        }
    }

    #[test]
    fn letters_of_other_scripts_are_read_out_of_a_host() {
        for name in [
            "m\u{fc}nchen.example",
            "\u{430}pple.example",
            "myconne\u{441}twise.net",
            "\u{4f8b}\u{3048}.jp",
        ] {
            let Ok(Host::Domain(host)) = Host::parse(name) else { panic!("{name}") };
            assert!(host.contains("xn--"), "{host}");
            assert_eq!(without_punycode(&host), name);
        }
        for plain in ["na.myconnectwise.net", "xn--.example", "xn--\u{e9}.example", "[::1]", ""] {
            assert_eq!(without_punycode(plain).split('.').count(), plain.split('.').count());
        }
    }
}
