//! A text pasted into a field that is no secret: its value lies on disk, is shown, and is sent
//! without encryption of its own. A key must never get that far.

use super::labels::{is_link, labels};
use super::sign_in::{sign_in, unpacked};
use super::slot::LONGEST_TEXT;
use super::{address, company, shape, signs, tidy};

/// The fields that are no secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlainField {
    Address,
    Company,
    MemberId,
}

/// What a field that is no secret keeps of a pasted text, and what is said beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plain {
    /// Empty where it was refused.
    pub text: String,
    pub tidied: Option<String>,
    pub refused: Option<NotForThisField>,
}

/// Why nothing of a text is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotForThisField {
    Key,
    BothKeys,
    CompanyAndKey,
    ClientId,
    /// More than a person would type, and none of it can be looked through.
    TooLong,
}

/// What is kept of an address or a company ID, and of a Member ID.
const LONGEST: usize = 400;
const LONGEST_MEMBER: usize = 60;

pub fn plain(field: PlainField, text: &str) -> Plain {
    let refuse = |why| Plain { refused: Some(why), ..Plain::default() };
    if text.len() > LONGEST_TEXT && field != PlainField::Address {
        return refuse(NotForThisField::TooLong);
    }
    let (text, tidied, longest) = match field {
        PlainField::Address => {
            let read = address::address(text);
            match without_secrets(read.text, shape::has_broken_key(text)) {
                Ok((text, left_out)) => {
                    let said: Vec<String> = read.said.into_iter().chain(left_out).collect();
                    (text, (!said.is_empty()).then(|| said.join(" ")), LONGEST)
                }
                Err(why) => return refuse(why),
            }
        }
        PlainField::MemberId | PlainField::Company => {
            if let Some(why) = secrets(text) {
                return refuse(why);
            }
            let (read, longest) = match field {
                PlainField::MemberId => (company::member(text), LONGEST_MEMBER),
                _ => (company::company(text), LONGEST),
            };
            (read.0, read.1, longest)
        }
    };
    // Whatever was made of it.
    match keys_in(&text) {
        Some(why) => refuse(why),
        None => Plain { text: text.chars().take(longest).collect(), tidied, refused: None },
    }
}

/// An address without what stands behind its host, where that may be a key, or the first piece of
/// one that is `broken` over more of the text.
fn without_secrets(
    address: String,
    broken: bool,
) -> Result<(String, Option<String>), NotForThisField> {
    if address.len() > LONGEST_TEXT {
        return Err(NotForThisField::TooLong);
    }
    let after_scheme = address.find("://").map_or(0, |at| at + 3);
    let rest = &address[after_scheme..];
    let length = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let (host, behind) = rest.split_at(length);
    let port = host
        .rsplit_once(':')
        .is_some_and(|(_, port)| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()));
    let is_host = !host.contains(char::is_whitespace)
        && (after_scheme > 0 || host.contains('.') || host.starts_with('[') || port);
    if !is_host {
        return secrets(&address).map_or(Ok((address, None)), Err);
    }
    if let Some(why) = keys_in(host) {
        return Err(why);
    }
    // Behind a host stands much that has letters and numbers: it is left out, and not refused.
    let broken = broken && behind.len() > 1;
    if broken || keys_in(behind).is_some() || has_labelled(behind) || has_token(behind) {
        let short = address[..after_scheme + length].to_owned();
        return Ok((short, Some("Left out what stands behind the host.".into())));
    }
    Ok((address, None))
}

/// Whether what stands behind a host signs somebody in: `?sso=...`, `?code=...`, or a long text that
/// no person wrote.
fn has_token(behind: &str) -> bool {
    const NAMES: &[&str] = &[
        "sso",
        "token",
        "code",
        "ticket",
        "session",
        "sessionid",
        "sid",
        "auth",
        "jwt",
        "key",
        "apikey",
        "sig",
        "signature",
        "password",
        "pwd",
        "pass",
        "otp",
        "nonce",
        "state",
        "hash",
        "credential",
        "samlresponse",
        "samlrequest",
        "secret",
        "login",
        "cookie",
        "bearer",
    ];
    let named = behind.split(['?', '&', '#', ';', '/']).any(|part| {
        let (name, value) = part.split_once('=').unwrap_or_default();
        let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        let ends = |known: &&str| known.len() > 3 && name.ends_with(*known);
        !value.is_empty() && (NAMES.contains(&&*name) || NAMES.iter().any(ends))
    });
    let opaque = |word: &str| word.len() >= 20 && shape::parts(word).len() >= 7;
    named || behind.split(|c: char| !c.is_ascii_alphanumeric()).any(opaque)
}

/// Whether a text has a key in it, or is a client ID.
pub(super) fn secrets(text: &str) -> Option<NotForThisField> {
    let tidied = tidy::bare(text).with_plain_hyphens();
    let decoded = tidy::decoded(&tidied.text);
    let mut read: &str = decoded.as_deref().map_or(&tidied.text, String::as_str);
    let unpacked = unpacked(read);
    if let Some(unpacked) = &unpacked {
        read = unpacked;
    }
    let joined: String = read.chars().filter(|c| !c.is_whitespace()).collect();
    let joined = secrecy::zeroize::Zeroizing::new(joined);
    keys_in(read)
        .or_else(|| has_labelled(read).then_some(NotForThisField::Key))
        .or_else(|| company_and_key(read))
        .or_else(|| {
            let broken = joined.len() < read.len() && !joined.contains(['.', '@']);
            broken.then(|| pieces(read, &joined)).flatten()
        })
}

/// A key in pieces: each letter on its own line, or broken in two.
fn pieces(read: &str, joined: &str) -> Option<NotForThisField> {
    let words = read.split_whitespace().all(|piece| piece.len() > 2 && shape::reads_as_name(piece));
    if words {
        return None;
    }
    let key = shape::is_surely_key(joined);
    let guid = shape::guids(joined).len() == 1 && joined.len() <= 36;
    if key { Some(NotForThisField::Key) } else { guid.then_some(NotForThisField::ClientId) }
}

fn keys_in(text: &str) -> Option<NotForThisField> {
    let plain = shape::with_plain_letters(text);
    let text = plain.as_ref().map_or(text, |plain| plain.as_str());
    if sign_in(text).is_some() {
        return Some(NotForThisField::BothKeys);
    }
    let runs = shape::runs(text);
    let mut sure: Vec<&str> = Vec::new();
    let mut likely: Vec<&str> = Vec::new();
    for run in &runs {
        let whole = &text[run.clone()];
        let word = super::labels::grown_together(whole, shape::KEY_LENGTH)
            .map_or(whole, |(before, after)| &whole[before..whole.len() - after]);
        let word = if shape::is_key(word) { word } else { whole };
        if shape::is_key(word) && !likely.contains(&word) {
            likely.push(word);
        }
        if (shape::is_surely_key(word) || shape::is_scrambled(word)) && !sure.contains(&word) {
            sure.push(word);
        }
    }
    let plus = |word: &&str| text.find(*word).is_some_and(|at| text[..at].ends_with('+'));
    match (sure.len(), likely.len()) {
        (0, _) => {}
        (1, 0 | 1) if sure.iter().any(plus) => return Some(NotForThisField::CompanyAndKey),
        (1, 0 | 1) => return Some(NotForThisField::Key),
        _ => return Some(NotForThisField::BothKeys),
    }
    if !shape::guids(text).is_empty() {
        return Some(NotForThisField::ClientId);
    }
    shape::has_broken_key(text).then_some(NotForThisField::Key)
}

/// A plus in a name is none: what stands after it is a key, or what is left of one.
fn company_and_key(text: &str) -> Option<NotForThisField> {
    let (before, after) = text.split_once('+')?;
    let key = after.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let company = before.ends_with(|c: char| c.is_alphanumeric());
    (company && key >= 4 && !text.contains('@')).then_some(NotForThisField::CompanyAndKey)
}

/// "Private Key: ...", whatever its value looks like.
fn has_labelled(text: &str) -> bool {
    labels(text, &[]).into_iter().any(|label| {
        let after = &text[label.range.end..];
        let value = after.trim_start_matches(|c: char| {
            c.is_whitespace() || signs::is_quote(c) || matches!(c, ':' | '=' | '>' | '|')
        });
        let between = &after[..after.len() - value.len()];
        let word = value.split(|c: char| c.is_whitespace() || signs::is_quote(c)).next();
        let word = word.unwrap_or_default();
        let named = shape::reads_as_name(word.trim_end_matches(|c: char| !c.is_alphanumeric()));
        between.contains([':', '=', '\t', '>', '|', '\n'])
            && is_link(between)
            && word.len() >= 6
            && !(named && word.len() != shape::KEY_LENGTH)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLIC: &str = "Zq7Lm2Nx9Kd4Rt6V";
    const PRIVATE: &str = "Hy3Wb8Jc5Ps1Gf0T";
    const ID: &str = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";

    #[test]
    fn keys_stay_in_no_plain_field() {
        use NotForThisField::*;
        let cases = [
            (PRIVATE.to_owned(), Key),
            (format!("{PRIVATE},"), Key),
            (format!("PrivateKey:{PRIVATE}"), Key),
            (format!("PrivateKey{PRIVATE}"), Key),
            ("Private Key: Hy3Wb8J+5Ps1Gf0T".into(), Key),
            ("Hy3Wb8Jc\u{200b}5Ps1Gf0T".into(), Key),
            ("Hy3Wb8Jc\n5Ps1Gf0T".into(), Key),
            (PRIVATE.chars().map(|c| format!("{c}\n")).collect(), Key),
            (format!("acme-msp+{PUBLIC}"), CompanyAndKey),
            ("acme-msp+Zq7Lm2".into(), CompanyAndKey),
            (format!("acme-msp%2B{PUBLIC}"), CompanyAndKey),
            (format!("acme-msp+{PUBLIC}:{PRIVATE}"), BothKeys),
            ("YWNtZS1tc3ArWnE3TG0yTng5S2Q0UnQ2VjpIeTNXYjhKYzVQczFHZjBU".into(), BothKeys),
            (format!("Public Key: {PUBLIC}\nPrivate Key: {PRIVATE}"), BothKeys),
            (format!("{PUBLIC}\t{PRIVATE}"), BothKeys),
            (ID.to_owned(), ClientId),
            (format!("{{{ID}}}"), ClientId),
            (ID.replace('-', "\u{2013}"), ClientId),
        ];
        for (text, why) in cases {
            for field in [PlainField::Company, PlainField::MemberId, PlainField::Address] {
                let plain = plain(field, &text);
                assert_eq!(plain.refused, Some(why), "{text} in {field:?}");
                assert_eq!((plain.text.as_str(), plain.tidied), ("", None), "{text}");
            }
        }
    }

    #[test]
    fn names_and_addresses_pass() {
        for name in [
            "acme-msp",
            "acmetechnologies",
            "AcmeServices2024",
            "PropelYourMSP365",
            "ACME_2",
            "24x7it",
            "mspone365services",
            "Acme Managed Services",
            "acme-msp+",
        ] {
            for field in [PlainField::Company, PlainField::MemberId] {
                assert_eq!(plain(field, name).refused, None, "{name}");
            }
            assert_eq!(plain(PlainField::Company, name).text, name);
        }
        for address in [
            "https://na.myconnectwise.net/v2025_1/ConnectWise.aspx?locale=en_US&recid=12#x",
            "na.myconnectwise.net",
            "cw.example-msp.com:8443",
            "cwserver:8443",
            "https://ada:secret@na.myconnectwise.net",
            "ftp://na.myconnectwise.net",
            "ada@example.com",
        ] {
            let plain = plain(PlainField::Address, address);
            assert_eq!((plain.text.as_str(), plain.refused), (address, None));
        }
    }

    #[test]
    fn nothing_that_may_be_a_key_stays_behind_a_host() {
        for text in [
            format!("https://na.myconnectwise.net/?publicKey={PUBLIC}&privateKey={PRIVATE}"),
            format!("https://na.myconnectwise.net/v4_6_release/services/{PRIVATE}#x"),
            format!("na.myconnectwise.net/?clientId={ID}"),
        ] {
            let plain = plain(PlainField::Address, &text);
            assert!(plain.text.ends_with("na.myconnectwise.net"), "{text}: {}", plain.text);
            assert!(plain.tidied.is_some() && plain.refused.is_none(), "{text}");
        }
        let user = format!("https://acme-msp+{PUBLIC}:{PRIVATE}@na.myconnectwise.net/");
        assert_eq!(plain(PlainField::Address, &user).refused, Some(NotForThisField::BothKeys));
    }
}
