//! `company+public:private`, as a sign-in is written, and as it is sent: in base64.

use std::ops::Range;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use secrecy::zeroize::Zeroizing;

use super::{shape, signs};

/// Where the parts of a sign-in stand in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    pub company: Range<usize>,
    pub public: Range<usize>,
    pub private: Range<usize>,
}

/// The first sign-in in a text.
pub fn sign_in(text: &str) -> Option<SignIn> {
    pluses(text).find_map(|plus| at(text, plus))
}

/// All sign-ins of a text.
pub fn sign_ins(text: &str) -> Vec<SignIn> {
    pluses(text).filter_map(|plus| at(text, plus)).collect()
}

fn pluses(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices('+').map(|(at, _)| at).take(50)
}

fn at(text: &str, plus: usize) -> Option<SignIn> {
    let before = text[..plus].trim_end_matches(|c: char| {
        c.is_alphanumeric() || matches!(c, '-' | '_' | '.') || signs::is_hyphen(c)
    });
    let company = before.len()..plus;
    let rest = &text[plus + 1..];
    let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let public = plus + 1..plus + 1 + length;
    let rest = text[public.end..].strip_prefix(':')?;
    let part = |c: char| {
        c.is_ascii_graphic()
            && !signs::is_quote(c)
            && !matches!(c, '@' | ',' | ';' | ')' | ']' | '}' | '>' | '<' | ':' | '&')
    };
    let private = rest.find(|c| !part(c)).map_or(rest, |end| &rest[..end]);
    let private = private.trim_end_matches('.');
    let start = public.end + 1;
    let private = start..start + private.len();
    (!company.is_empty() && public.len() >= 6 && private.len() >= 6).then_some(SignIn {
        company,
        public,
        private,
    })
}

/// A text with all of its base64 read in which a sign-in or a key is; none where there is none.
pub fn unpacked(text: &str) -> Option<Zeroizing<String>> {
    let digit = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_');
    let mut whole = Zeroizing::new(String::with_capacity(text.len()));
    let mut from = 0;
    let mut at = 0;
    while let Some(start) = text[at..].find(digit).map(|start| at + start) {
        let word = text[start..].split(|c: char| !digit(c)).next().unwrap_or_default();
        at = start + word.len();
        let Some(plain) = Some(word).filter(|w| w.len() >= 20).and_then(in_either_alphabet) else {
            continue;
        };
        whole.push_str(&text[from..start]);
        whole.push_str(&plain);
        // What fills up its last group is part of it.
        at = text.len() - text[at..].trim_start_matches('=').len();
        from = at;
    }
    if from > 0 {
        whole.push_str(&text[from..]);
        return Some(whole);
    }
    // A long one is broken into lines on its way.
    let lines: Zeroizing<String> =
        Zeroizing::new(text.split_whitespace().skip_while(|word| word.len() < 20).collect());
    in_either_alphabet(lines.trim_matches('='))
}

fn in_either_alphabet(word: &str) -> Option<Zeroizing<String>> {
    [alphabet::STANDARD, alphabet::URL_SAFE].into_iter().find_map(|kind| readable(word, &kind))
}

fn readable(word: &str, alphabet: &alphabet::Alphabet) -> Option<Zeroizing<String>> {
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let read = GeneralPurpose::new(alphabet, config).decode(word).ok()?;
    let read = Zeroizing::new(read);
    let text = std::str::from_utf8(&read).ok()?.trim();
    let whole = |sign_in: SignIn| sign_in.private.end == text.len();
    let halves = text.split_once(':');
    let pair = halves.is_some_and(|(a, b)| shape::is_key(a) && shape::is_key(b));
    let company_and_key = text.split_once('+').is_some_and(|(_, key)| shape::is_key(key));
    (sign_in(text).is_some_and(whole) || pair || company_and_key || shape::is_key(text))
        .then(|| Zeroizing::new(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};

    use super::*;

    const WHOLE: &str = "acme-msp+Zq7Lm2Nx9Kd4Rt6V:Hy3Wb8Jc5Ps1Gf0T";

    #[test]
    fn a_sign_in_is_taken_apart() {
        for (text, private) in [
            (WHOLE.to_owned(), "Hy3Wb8Jc5Ps1Gf0T"),
            (format!("CW_AUTH=\"{WHOLE}\""), "Hy3Wb8Jc5Ps1Gf0T"),
            (format!("https://{WHOLE}@na.myconnectwise.net"), "Hy3Wb8Jc5Ps1Gf0T"),
            ("acme-msp+Zq7Lm2Nx9Kd4Rt6V:Hy3Wb8J+5Ps1Gf0T,".into(), "Hy3Wb8J+5Ps1Gf0T"),
        ] {
            let found = sign_in(&text).unwrap();
            let part = |range: Range<usize>| &text[range];
            assert_eq!(part(found.company), "acme-msp", "{text}");
            assert_eq!(part(found.public), "Zq7Lm2Nx9Kd4Rt6V", "{text}");
            assert_eq!(part(found.private), private, "{text}");
        }
    }

    #[test]
    fn base64_is_read_where_a_sign_in_is_in_it() {
        let packed = STANDARD.encode(WHOLE);
        let (first, rest) = packed.split_at(30);
        for text in [
            packed.clone(),
            format!("Authorization: Basic {packed}"),
            format!("Basic {packed}."),
            format!("BASIC_AUTH=\"{packed}\""),
            format!("Authorization: Basic {first}\n{rest}"),
            STANDARD_NO_PAD.encode(WHOLE),
            URL_SAFE.encode(WHOLE),
        ] {
            let read = unpacked(&text).unwrap();
            let [one] = &sign_ins(&read)[..] else { panic!("{text}") };
            assert_eq!(&read[one.company.start..one.private.end], WHOLE, "{text}");
        }
        assert_eq!(unpacked("Zq7Lm2Nx9Kd4Rt6VHy3Wb8Jc5Ps1Gf0T"), None);
    }
}
