//! A text pasted into the field of a key.

use std::ops::Range;

use secrecy::zeroize::Zeroizing;

use super::found::{self, Found, Order};
use super::labels::{Label, is_label_alone, is_link, labels, nothing_else};
use super::shape::{self, KEY_LENGTH, Shape, shape};
use super::sign_in::{self, sign_ins};
use super::slot::{LONGEST_KEY, LONGEST_TEXT};
use super::table::{Heading, heading};
use super::tidy::{self, Tidied};
use super::{KeyRemark, Slot, Which, signs};
use ground::secret::Secret;

/// What a text pasted into the field of a key came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Taken {
    /// Nothing but white space and invisible characters.
    Nothing,
    /// For the field it was pasted into.
    One(Slot),
    /// Both keys. `sure`: labels or the form say which is which; otherwise the first was taken
    /// for the public one.
    Both { public: Slot, private: Slot, sure: bool },
}

/// Takes a pasted text apart. `company`: whose keys these should be.
pub fn key(which: Which, text: &str, company: &str) -> Taken {
    let company = company.trim();
    let mut tidied = tidy::bare(text);
    if tidied.text.is_empty() {
        tidied = tidy::tidy(text);
    }
    if tidied.text.is_empty() {
        return Taken::Nothing;
    }
    if tidied.text.len() > LONGEST_TEXT {
        return Taken::One(slot(&tidied.text, None, Some(KeyRemark::TooLong)));
    }
    let decoded = tidy::decoded(&tidied.text).map(|read| tidy::bare(&read).text);
    let mut read: &str = decoded.as_deref().map_or(&tidied.text, String::as_str);
    let unpacked = sign_in::unpacked(read);
    if let Some(unpacked) = &unpacked {
        read = unpacked;
    }
    let paste = Paste { which, company, pasted: text, tidied: &tidied, read };
    paste.sign_in().or_else(|| paste.entries()).or_else(|| paste.keys()).unwrap_or_else(|| {
        Taken::One(paste.joined().or_else(|| paste.entry()).unwrap_or_else(|| paste.whole()))
    })
}

struct Paste<'t> {
    which: Which,
    company: &'t str,
    pasted: &'t str,
    tidied: &'t Tidied,
    /// The text, with what was encoded in it read.
    read: &'t str,
}

/// A line like `PRIVATE_KEY=...`, whatever its value looks like.
struct Entry {
    label: Label,
    value: Range<usize>,
}

fn slot(text: &str, tidied: Option<String>, remark: Option<KeyRemark>) -> Slot {
    Slot { secret: Secret::new(text), tidied, remark }
}

/// How it is known which of two keys is which.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Said,
    /// A label names one of them, and nothing the other.
    OneSaid,
    Guessed,
}

impl Paste<'_> {
    fn both(&self, public: (&str, Option<KeyRemark>), private: &str, how: How) -> Taken {
        let which = match how {
            How::Said => "Each is in its own field now.",
            How::OneSaid => "The text names only one of them: compare the last four characters.",
            How::Guessed => {
                "The first was taken for the public key: compare the last four characters."
            }
        };
        let said = Some(format!("Both keys were in what you pasted. {which}"));
        let of = |which, text: &str, remark: Option<KeyRemark>| {
            let remark = remark.or_else(|| oddness(text, which, self.company));
            slot(text, said.clone(), remark)
        };
        Taken::Both {
            public: of(Which::Public, public.0, public.1),
            private: of(Which::Private, private, None),
            sure: how == How::Said,
        }
    }

    /// `company+public:private`, also in base64.
    fn sign_in(&self) -> Option<Taken> {
        let all = sign_ins(self.read);
        let part = |range: &Range<usize>| &self.read[range.clone()];
        let found = all.first()?;
        let (public, private) = (part(&found.public), part(&found.private));
        let same =
            all.iter().all(|one| part(&one.public) == public && part(&one.private) == private);
        if !same || self.holds_more_than(&[public, private]) {
            return Some(Taken::One(self.odd(KeyRemark::SeveralKeys)));
        }
        let remark = self.other_company(part(&found.company));
        Some(self.both((public, remark), private, How::Said))
    }

    /// Whether there is a key beside these: a second pair, or a correction.
    fn holds_more_than(&self, known: &[&str]) -> bool {
        let found = found::keys(self.read, self.company);
        found.iter().any(|found| !known.iter().any(|known| known.contains(found.of(self.read))))
    }

    /// Two lines with a label and a value each.
    fn entries(&self) -> Option<Taken> {
        let entries = self.lines();
        let of = |which| {
            let mut values = entries.iter().filter(|entry| entry.label.which == which);
            let value = &self.read[values.next()?.value.clone()];
            values.next().is_none().then_some(value)
        };
        let (public, private) = (of(Which::Public)?, of(Which::Private)?);
        let (public, remark) = self.without_company(public);
        // What is no key must not take the other field's place.
        let sound = |text: &str, which| {
            long_enough(text) && oddness(text, which, self.company).is_none_or(|odd| !odd.stops())
        };
        if public == private || !sound(public, Which::Public) || !sound(private, Which::Private) {
            return None;
        }
        if self.holds_more_than(&[public, private]) {
            return Some(Taken::One(self.odd(KeyRemark::SeveralKeys)));
        }
        Some(self.both((public, remark), private, How::Said))
    }

    /// One or two words that can only be keys.
    fn keys(&self) -> Option<Taken> {
        if found::is_glued(self.read) {
            return Some(Taken::One(self.odd(KeyRemark::SeveralKeys)));
        }
        let found = found::keys(self.read, self.company);
        let mut distinct: Vec<&Found> = Vec::new();
        for found in &found {
            if distinct.iter().all(|known| known.of(self.read) != found.of(self.read)) {
                distinct.push(found);
            }
        }
        match distinct[..] {
            [] => None,
            [one] => self.one(one).map(Taken::One),
            _ if found.iter().any(|found| found.cut) => Some(Taken::One(self.odd(KeyRemark::Cut))),
            [first, second] if found.len() == 2 => Some(self.two(first, second)),
            _ => Some(Taken::One(self.odd(KeyRemark::SeveralKeys))),
        }
    }

    fn two(&self, first: &Found, second: &Found) -> Taken {
        let columns = [first, second].map(|found| self.heading(found.of(self.read)));
        let order = match columns {
            [Some(first), Some(second)] => Order::of_two(first.which, second.which),
            _ => found::order(self.read, &first.range, &second.range),
        };
        // Only a public key stands behind a company.
        let by_company = match (&first.company, &second.company) {
            (Some(_), None) => Some(Which::Public),
            (None, Some(_)) => Some(Which::Private),
            _ => None,
        };
        let whole = |found: &Found| {
            found.company.as_ref().map_or(found.range.start, |company| company.start)
                ..found.range.end
        };
        let alone = nothing_else(self.read, &[whole(first), whole(second)]);
        let beside_company = if alone { How::Said } else { How::OneSaid };
        let (first_is, how) = match (order, by_company) {
            (Order::PublicFirst, None | Some(Which::Public)) => (Which::Public, How::Said),
            (Order::PrivateFirst, None | Some(Which::Private)) => (Which::Private, How::Said),
            (Order::OneNamed { first, alone: true }, None) => (first, How::OneSaid),
            (Order::OneNamed { first: which, .. }, Some(known)) if which == known => {
                (which, beside_company)
            }
            (Order::Unsaid, Some(which)) => (which, beside_company),
            (Order::Unsaid, None) if first.company.is_none() => (Which::Public, How::Guessed),
            _ => return Taken::One(self.odd(KeyRemark::SeveralKeys)),
        };
        let (public, private) = match first_is {
            Which::Public => (first, second),
            Which::Private => (second, first),
        };
        let company = public.company.clone();
        let remark = company.and_then(|company| self.other_company(&self.read[company]));
        self.both((public.of(self.read), remark), private.of(self.read), how)
    }

    fn one(&self, found: &Found) -> Option<Slot> {
        if found.cut {
            return Some(self.odd(KeyRemark::Cut));
        }
        let key = found.of(self.read);
        let before = found.company.clone().map(|company| &self.read[company]);
        let other = before.and_then(|company| self.other_company(company));
        if self.which == Which::Private && other.is_some() {
            // No company stands before a private key: the plus may be part of it.
            return None;
        }
        let labels = labels(self.read, std::slice::from_ref(&found.range));
        let from = found.company.as_ref().map_or(found.range.start, |company| company.start);
        let whole = from..found.range.end;
        let heading = self.heading(key);
        let label = found::label_of(self.read, &whole, &labels).filter(|_| heading.is_none());
        let together = label.is_some_and(|label| found::named_together(self.read, &labels, label));
        let named = match (&heading, label) {
            (Some(heading), _) => Some(heading.which),
            (None, Some(label)) => Some(label.which).filter(|_| !together),
            (None, None) if before.is_some() => None,
            (None, None) => found::spoken_of(self.read, &whole, &labels),
        };
        let called = named.filter(|named| *named != self.which);
        if called.is_some() && self.lines().iter().any(|entry| entry.label.which == self.which) {
            // The other one is meant, which has another shape.
            return None;
        }
        let remark = other
            .or_else(|| called.map(KeyRemark::Called))
            .or_else(|| oddness(key, self.which, self.company));
        let said = if self.tidied.text.as_str() == key {
            self.tidied.words()
        } else if let (Some(company), None) = (before, label) {
            let whole = self.read.len() == company.len() + 1 + key.len();
            let mine = !matches!(remark, Some(KeyRemark::OtherCompany(_)));
            let text = match (whole, mine) {
                (true, true) => "Removed the company ID and the + before the key.",
                (_, true) => "Took the 16 characters after the company ID.",
                (_, false) => "Took the 16 characters after the +.",
            };
            self.said(text.into())
        } else if let Some(Heading { name, .. }) = heading {
            self.said(format!("Took the 16 characters under {name}."))
        } else {
            self.said(self.took(key, &found.range, label))
        };
        Some(slot(key, said, remark))
    }

    /// What the column of a key is called. Blank cells at the ends of a table are in what was
    /// pasted, and no longer in what is read.
    fn heading(&self, key: &str) -> Option<Heading> {
        let text = if self.pasted.contains(key) { self.pasted } else { self.read };
        heading(text, key)
    }

    /// "Took the 16 characters after PrivateKey." A label is shown only as it stands there, in
    /// words that are known: it is no part of a key.
    fn took(&self, key: &str, at: &Range<usize>, label: Option<&Label>) -> String {
        let characters = key.chars().count();
        match label {
            Some(label) => {
                let place = if label.range.end <= at.start { "after" } else { "before" };
                let name = &self.read[label.range.clone()];
                format!("Took the {characters} characters {place} {name}.")
            }
            None => format!("Took the {characters} characters that look like a key."),
        }
    }

    fn said(&self, text: String) -> Option<String> {
        Some(match self.tidied.unseen() {
            Some(unseen) => format!("{text} {unseen}"),
            None => text,
        })
    }

    fn other_company(&self, before: &str) -> Option<KeyRemark> {
        let plain = |c: char| if signs::is_hyphen(c) { '-' } else { c };
        let folded: String = before.chars().map(plain).collect::<String>().to_lowercase();
        let same = !self.company.is_empty() && folded == self.company.to_lowercase();
        (!same).then(|| {
            let shown = if could_be_a_company(before) { before } else { "\u{2026}" };
            KeyRemark::OtherCompany(shown.to_owned())
        })
    }

    /// A labelled public key without the company before it.
    fn without_company<'v>(&self, value: &'v str) -> (&'v str, Option<KeyRemark>) {
        match value.split_once('+') {
            Some((company, key)) if shape::is_key(key) => (key, self.other_company(company)),
            _ => (value, None),
        }
    }

    /// A key that was broken into lines or groups.
    fn joined(&self) -> Option<Slot> {
        let labels = labels(self.read, &[]);
        let text = match labels.first() {
            Some(label) if is_link(&self.read[..label.range.start]) => {
                self.read[label.range.end..].trim_start_matches(|c: char| !c.is_alphanumeric())
            }
            _ => self.read,
        };
        let pieces: Vec<&str> = text.split_whitespace().collect();
        let whole = Zeroizing::new(pieces.concat());
        let even = pieces.iter().all(|piece| piece.len() == pieces[0].len());
        let lines =
            pieces.len() == text.split(signs::is_line_end).filter(|l| !l.trim().is_empty()).count();
        // "acme", "Zq7Lm2Nx9Kd4": two lines, and not one key.
        let name = |piece: &&str| {
            piece.len() > 2
                && (shape::reads_as_name(piece) || piece.eq_ignore_ascii_case(self.company))
        };
        let fits = pieces.len() > 1 && (even || lines) && shape::is_surely_key(&whole);
        (fits && !pieces.iter().any(name)).then(|| {
            let what = if lines { "lines" } else { "parts" };
            let said = self.said(format!("Joined {} {what}.", pieces.len()));
            slot(&whole, said, oddness(&whole, self.which, self.company))
        })
    }

    /// One labelled value of another shape.
    fn entry(&self) -> Option<Slot> {
        let entries = self.lines();
        let mut mine = entries.iter().filter(|entry| entry.label.which == self.which);
        let entry = match (mine.next(), mine.next(), &entries[..]) {
            (Some(one), None, _) => one,
            (None, None, [one]) => one,
            _ => return None,
        };
        let value = &self.read[entry.value.clone()];
        let (value, other) = match self.which {
            Which::Public => self.without_company(value),
            Which::Private => (value, None),
        };
        let called = (entry.label.which != self.which)
            .then_some(KeyRemark::Called(entry.label.which))
            .filter(|_| long_enough(value));
        let remark =
            other.or_else(|| oddness(value, self.which, self.company)).filter(KeyRemark::stops);
        let remark = remark.or(called).or_else(|| oddness(value, self.which, self.company));
        let is_key = remark != Some(KeyRemark::Word);
        let said = is_key.then(|| self.took(value, &entry.value, Some(&entry.label)));
        Some(slot(value, said.and_then(|said| self.said(said)), remark))
    }

    /// The text as it is, and what is odd about it.
    fn whole(&self) -> Slot {
        let text =
            if self.read.contains(char::is_whitespace) { &self.tidied.text } else { self.read };
        let said = if text == self.tidied.text.as_str() {
            self.tidied.words()
        } else {
            self.said("Read the codes for characters in it.".into())
        };
        slot(text, said, oddness(text, self.which, self.company))
    }

    fn odd(&self, remark: KeyRemark) -> Slot {
        slot(&self.tidied.text, None, Some(remark))
    }

    /// Label and value, a line each.
    fn lines(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        let mut start = 0;
        let ends = |c: char| signs::is_line_end(c) || matches!(c, ',' | ';' | '{' | '}' | '&');
        for part in self.read.split(ends).take(200) {
            entries.extend(line(part, start));
            start += part.len();
            start += self.read[start..].chars().next().map_or(0, char::len_utf8);
        }
        entries
    }
}

fn line(part: &str, start: usize) -> Option<Entry> {
    let label = labels(part, &[]).into_iter().find(|label| {
        let after = part[label.range.end..].trim_start_matches(|c: char| {
            signs::is_quote(c) || c == ')' || c.is_whitespace() && c != '\t'
        });
        after.starts_with([':', '=', '\t', '-', '\u{2013}', '\u{2014}', '|', '>'])
    })?;
    if !is_link(&part[..label.range.start]) {
        return None;
    }
    let noise = |c: char| {
        c.is_whitespace()
            || signs::is_quote(c)
            || signs::opens(c)
            || matches!(c, ':' | ')' | '-' | '\u{2013}' | '\u{2014}')
    };
    let value = part[label.range.end..].trim_start_matches(noise);
    let from = part.len() - value.len();
    let around = |c: char| c.is_whitespace() || signs::is_quote(c) || signs::closes(c) && c != '.';
    let mut value = value.trim_end_matches(around);
    if value.ends_with('.') && !value.ends_with("..") {
        value = &value[..value.len() - 1];
    }
    // An element of XML ends with its own name.
    let value = value.split("</").next().unwrap_or_default();
    let fits = value.chars().count() >= 3
        && value.len() <= LONGEST_KEY
        && !value.contains(char::is_whitespace);
    let range = |range: Range<usize>| start + range.start..start + range.end;
    fits.then(|| Entry {
        label: Label { range: range(label.range), ..label },
        value: range(from..from + value.len()),
    })
}

fn long_enough(value: &str) -> bool {
    value.len() >= 6
}

/// What is odd about one text that should be a key.
pub(super) fn oddness(text: &str, which: Which, company: &str) -> Option<KeyRemark> {
    let length = text.chars().count();
    if length > LONGEST_KEY {
        return Some(KeyRemark::TooLong);
    }
    let kind = shape(text);
    let guids = shape::guids(text).len();
    if text.eq_ignore_ascii_case(company) && !company.is_empty() {
        return Some(KeyRemark::CompanyAlone);
    }
    if let Some(remark) = hidden(text) {
        return Some(remark);
    }
    match kind {
        Shape::Guid => return Some(KeyRemark::LooksLikeClientId),
        _ if guids == 1 && !text.contains("://") => return Some(KeyRemark::LooksLikeClientId),
        Shape::Url => return Some(KeyRemark::LooksLikeAddress),
        Shape::Email => return Some(KeyRemark::LooksLikeEmail),
        _ if is_label_alone(text) => return Some(KeyRemark::LabelAlone),
        _ if is_word(text) => return Some(KeyRemark::Word),
        Shape::Prose => return Some(KeyRemark::SeveralWords),
        _ => {}
    }
    if !text.chars().all(|c| c.is_ascii_graphic()) {
        return Some(KeyRemark::NotPlain);
    }
    if which == Which::Public && text.contains(':') {
        return Some(KeyRemark::Colon);
    }
    let only = |kind: fn(&u8) -> bool| text.bytes().all(|b| kind(&b));
    if length != KEY_LENGTH {
        Some(KeyRemark::OddLength(length))
    } else if kind != Shape::Key {
        Some(KeyRemark::OddSigns)
    } else if only(u8::is_ascii_digit) {
        Some(KeyRemark::OneKind("numbers"))
    } else if only(u8::is_ascii_alphabetic) && shape::reads_as_name(text) {
        Some(KeyRemark::OneKind("letters"))
    } else {
        None
    }
}

/// A text that stands for a secret and is none: dots, a cut, a number of a spreadsheet's.
pub(super) fn hidden(text: &str) -> Option<KeyRemark> {
    let few_words = text.split_whitespace().count() <= 4;
    let bytes = text.as_bytes();
    let same = bytes.len() >= 6
        && bytes[0].is_ascii_alphanumeric()
        && bytes.iter().all(|b| *b == bytes[0]);
    let mut run = 0;
    let masked = text.chars().any(|c| {
        run = if signs::is_mask(c) { run + 1 } else { 0 };
        run >= 3
    });
    let dots = text.chars().count() >= 6 && text.chars().all(|c| c == '.' || c == '\u{2026}');
    if few_words && (masked || same || dots || is_redacted(text)) {
        return Some(KeyRemark::Masked);
    }
    if few_words && (text.contains("..") || text.contains('\u{2026}')) {
        return Some(KeyRemark::Cut);
    }
    is_excel_number(text).then_some(KeyRemark::ExcelNumber)
}

fn is_redacted(text: &str) -> bool {
    let word = text.trim_matches(|c: char| !c.is_ascii_alphabetic()).to_ascii_lowercase();
    matches!(word.as_str(), "redacted" | "hidden" | "masked" | "removed" | "protected")
}

/// Words in place of a key, and no spaces between them: "pending", "n/a", "see-1Password".
fn is_word(text: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    let mut parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let word = |part: &str| {
        let word = part.trim_start_matches(digit);
        part.len() - word.len() <= 4 && (word.is_empty() || shape::reads_as_name(word))
    };
    text.chars().any(char::is_alphabetic)
        && !text.contains(char::is_whitespace)
        && matches!(shape(text), Shape::OddKey | Shape::Other)
        && parts.all(word)
}

/// 1.23457E+15
fn is_excel_number(text: &str) -> bool {
    let Some((digits, power)) = text.split_once(['E', 'e']) else { return false };
    let number = |t: &str| {
        t.bytes().any(|b| b.is_ascii_digit())
            && t.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
    };
    let power_digits = power.trim_start_matches(['+', '-']);
    number(digits.trim_start_matches(['+', '-']))
        && number(power_digits)
        && power_digits.len() <= 3
        && (power.len() > power_digits.len() || digits.contains(['.', ',']))
}

/// A text that can be a company ID, and hardly a part of a key: only that is shown. Words in one
/// case or capitalized, with a number behind them at most.
fn could_be_a_company(text: &str) -> bool {
    let spoken = |part: &str| {
        let word = part.trim_end_matches(|c: char| c.is_ascii_digit());
        let consonants = word.split(|c| "aeiouyAEIOUY".contains(c)).map(str::len).max();
        let least = if word.len() == part.len() { 1 } else { 5 };
        let letters = word.bytes().all(|b| b.is_ascii_alphabetic());
        word.is_empty() && part.len() <= 4
            || letters
                && word.len() >= least
                && consonants.is_none_or(|many| many <= 4)
                && shape::parts(word).len() == 1
    };
    let mut parts = text.split(['-', '_']);
    text.len() <= 30
        && parts.clone().all(|part| !part.is_empty() && spoken(part))
        && parts.any(|part| part.len() >= 4 && part.contains(|c| "aeiouyAEIOUY".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLIC: &str = "Zq7Lm2Nx9Kd4Rt6V";
    const PRIVATE: &str = "Hy3Wb8Jc5Ps1Gf0T";

    #[test]
    fn a_number_of_a_spreadsheet_is_known() {
        for text in ["1.23457E+15", "1,23457E+15", "2E+08", "1.5e10"] {
            assert!(is_excel_number(text), "{text}");
        }
        for text in ["1234567E12345678", "E+15", "12", "1E15"] {
            assert!(!is_excel_number(text), "{text}");
        }
    }

    #[test]
    fn only_what_is_no_part_of_a_key_is_shown_as_a_company() {
        for company in ["other", "nordlicht", "ACME-MSP", "Nordlicht", "acme_2", "it-partners"] {
            assert!(could_be_a_company(company), "{company}");
        }
        for part in [
            "Hy3Wb8J",
            "CanaryPriv91Key",
            "CanaryPriv91KeyZx",
            "Canary-Priv91KeyZ",
            "HyWbJcP",
            PUBLIC,
            "",
            "a b",
        ] {
            assert!(!could_be_a_company(part), "{part}");
        }
    }

    #[test]
    fn one_word_is_named_for_what_it_is() {
        use KeyRemark::*;
        let cases = [
            (PUBLIC, None),
            ("0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f", Some(LooksLikeClientId)),
            ("https://na.myconnectwise.net", Some(LooksLikeAddress)),
            ("joe@example.com", Some(LooksLikeEmail)),
            ("PubPub", Some(Word)),
            ("Pub2Pub3", Some(OddLength(8))),
            ("several words", Some(SeveralWords)),
            ("Public Key", Some(LabelAlone)),
            ("Zq7L:m2Nx", Some(Colon)),
            ("PübPübPübPüb1234", Some(NotPlain)),
            ("Hy3Wb8J+5Ps1Gf0T", Some(OddSigns)),
            ("****************", Some(Masked)),
            ("••••••••6V0T", Some(Masked)),
            ("Hy3Wb8Jc5P...", Some(Cut)),
            ("Hy3Wb8Jc5P…", Some(Cut)),
            ("1.23457E+15", Some(ExcelNumber)),
            ("acme", Some(CompanyAlone)),
            ("responsibilities", Some(OneKind("letters"))),
        ];
        for (text, remark) in cases {
            assert_eq!(oddness(text, Which::Public, "acme"), remark, "{text}");
        }
    }

    #[test]
    fn half_a_key_is_never_named() {
        let half = format!("Hy3Wb8J+{PUBLIC}");
        let Taken::One(slot) = key(Which::Public, &half, "acme") else { panic!() };
        assert_eq!(slot.remark, Some(KeyRemark::OtherCompany("\u{2026}".into())));
        let Taken::One(slot) = key(Which::Private, &half, "acme") else { panic!() };
        assert_eq!((slot.secret.expose(), slot.remark), (&*half, Some(KeyRemark::OddLength(24))));
        let Taken::One(slot) = key(Which::Private, &format!("ACME+{PRIVATE}"), "acme") else {
            panic!()
        };
        assert_eq!((slot.secret.expose(), slot.remark), (PRIVATE, None));
    }
}
