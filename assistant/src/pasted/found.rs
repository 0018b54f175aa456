//! The keys in a text: where they stand, and which is which.

use std::ops::Range;

use super::labels::{Label, grown_together, is_link, labels};
use super::shape::{self, KEY_LENGTH};
use super::{Which, signs};

/// A word of key length that is nobody's name, and stands by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub range: Range<usize>,
    /// What stands before its plus: `company+key`.
    pub company: Option<Range<usize>>,
    /// Dots right before or after it say that there was more.
    pub cut: bool,
}

impl Found {
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.range.clone()]
    }
}

/// All keys of a text in their order. `company` is no key, whatever it looks like.
pub fn keys(text: &str, company: &str) -> Vec<Found> {
    shape::runs(text).into_iter().filter_map(|run| key(text, run, company)).collect()
}

fn key(text: &str, run: Range<usize>, company: &str) -> Option<Found> {
    let word = &text[run.clone()];
    if word.len() != KEY_LENGTH {
        let (before, after) = grown_together(word, KEY_LENGTH)?;
        let range = run.start + before..run.end - after;
        let alone = beside(text, &run).iter().all(Beside::apart);
        return (shape::is_key(&text[range.clone()]) && alone).then_some(Found {
            range,
            company: None,
            cut: false,
        });
    }
    if word.eq_ignore_ascii_case(company) {
        return None;
    }
    let [mut left, right] = beside(text, &run);
    if left == Beside::Glued && is_behind_company(&text[..run.start], company) {
        left = Beside::Apart;
    }
    if !right.apart() {
        return None;
    }
    let cut = left == Beside::Cut || right == Beside::Cut;
    let company = match left {
        Beside::Plus(company) => Some(company),
        left if left.apart() => None,
        _ => return None,
    };
    // A word of letters may be a key where a label says so.
    let key = shape::is_key(word) || {
        let window = near(text, run.start);
        let said = labels(window, &[]);
        let near = said.last().map(|label| &window[label.range.end..]);
        company.is_none() && near.is_some_and(|near| near.contains([':', '=', '\t']) && link(near))
    };
    key.then_some(Found { range: run, company, cut })
}

/// `company/key`, `company_key`: whatever stands between them, it is this company's.
fn is_behind_company(before: &str, company: &str) -> bool {
    let before = before.strip_suffix(['/', '_', '-', '.', '\\']).unwrap_or_default();
    let from = before.len().checked_sub(company.len()).filter(|_| !company.is_empty());
    let same = from.and_then(|from| before.get(from..));
    same.is_some_and(|same| same.eq_ignore_ascii_case(company))
        && from.is_some_and(|from| !before[..from].ends_with(char::is_alphanumeric))
}

/// The last of what stands before a place.
fn near(text: &str, at: usize) -> &str {
    let from = (at.saturating_sub(80)..=at).find(|from| text.is_char_boundary(*from));
    &text[from.unwrap_or(at)..at]
}

fn link(between: &str) -> bool {
    between.chars().all(|c| !c.is_alphanumeric()) && is_link(between)
}

/// What a run of letters and digits touches.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Beside {
    /// Nothing, or what is no part of a word.
    Apart,
    /// A plus, with this before it.
    Plus(Range<usize>),
    Cut,
    /// Part of a longer word.
    Glued,
}

impl Beside {
    fn apart(&self) -> bool {
        matches!(self, Self::Apart | Self::Cut)
    }
}

fn beside(text: &str, run: &Range<usize>) -> [Beside; 2] {
    [left(text, run.start), right(text, run.end)]
}

/// What joins two parts to one word.
fn joins(c: char) -> bool {
    matches!(c, '+' | '/' | '-' | '_' | '@' | '.' | '%' | '$' | '^' | '~' | '!' | '\\' | '#')
        || c.is_alphanumeric()
}

fn left(text: &str, start: usize) -> Beside {
    let before = &text[..start];
    let Some(c) = before.chars().next_back() else { return Beside::Apart };
    if before.ends_with("..") || c == '\u{2026}' {
        return Beside::Cut;
    }
    if c.is_alphanumeric() {
        return Beside::Glued;
    }
    if signs::is_mask(c) && before.ends_with(&c.to_string().repeat(3)) {
        return Beside::Glued;
    }
    let beyond = &before[..before.len() - c.len_utf8()];
    if !joins(c) || !beyond.ends_with(char::is_alphanumeric) {
        return Beside::Apart;
    }
    let part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.') || signs::is_hyphen(c);
    let token = beyond.trim_end_matches(part).len()..beyond.len();
    if c == '+' {
        return Beside::Plus(token);
    }
    let said = &text[token.clone()];
    let neighbor = said.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let labelled = matches!(c, '-' | '_' | '.') && super::labels::is_label_alone(said);
    let pair = matches!(c, '/' | '-' | '_' | '\\') && shape::is_key(neighbor);
    if labelled || pair { Beside::Apart } else { Beside::Glued }
}

fn right(text: &str, end: usize) -> Beside {
    let after = &text[end..];
    let Some(c) = after.chars().next() else { return Beside::Apart };
    if after.starts_with("..") || c == '\u{2026}' {
        return Beside::Cut;
    }
    if c.is_alphanumeric() || signs::is_mask(c) && after.starts_with(&c.to_string().repeat(3)) {
        return Beside::Glued;
    }
    let beyond = &after[c.len_utf8()..];
    if !joins(c) || !beyond.starts_with(char::is_alphanumeric) {
        return Beside::Apart;
    }
    let neighbor: &str = beyond.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
    let labelled = matches!(c, '-' | '_') && super::labels::is_label_alone(neighbor);
    let pair = matches!(c, '/' | '-' | '_' | '\\') && shape::is_key(neighbor);
    if labelled || pair { Beside::Apart } else { Beside::Glued }
}

/// Which of two keys is the public one, by what stands around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Labels say it.
    PublicFirst,
    PrivateFirst,
    /// Both are called the same.
    SameLabel,
    /// Nothing says it.
    Unsaid,
}

/// The order of two keys of a text. Their labels stand before each, after each, or in a row
/// above; what is nearest and joined to a key by nothing but marks counts first.
pub fn order(text: &str, first: &Range<usize>, second: &Range<usize>) -> Order {
    let all = labels(text, &[first.clone(), second.clone()]);
    let within = |from: usize, to: usize| -> Vec<&Label> {
        all.iter().filter(|l| l.range.start >= from && l.range.end <= to).collect()
    };
    let before = within(0, first.start);
    let between = within(first.end, second.start);
    let after = within(second.end, text.len());
    let joined = |from: usize, to: usize| from <= to && is_link(&text[from..to]);
    let on_line =
        |from: usize, to: usize| joined(from, to) && !text[from..to].contains(signs::is_line_end);
    let said = |which: Which| match which {
        Which::Public => Order::PublicFirst,
        Which::Private => Order::PrivateFirst,
    };
    let differ = |a: &Label, b: &Label| a.which != b.which;

    // Label, key, label, key.
    let ahead = before.last().zip(between.last());
    let ahead_joined = ahead
        .filter(|(a, b)| joined(a.range.end, first.start) && joined(b.range.end, second.start));
    // Key, label, key, label.
    let behind = between.first().zip(after.first());
    let behind_joined = behind
        .filter(|(a, b)| on_line(first.end, a.range.start) && on_line(second.end, b.range.start));
    if let Some((a, _)) = ahead_joined.filter(|(a, b)| differ(a, b)) {
        return said(a.which);
    }
    if let Some((a, _)) = behind_joined.filter(|(a, b)| differ(a, b)) {
        return said(a.which);
    }
    if ahead_joined.is_some() || behind_joined.is_some_and(|_| before.is_empty()) {
        return Order::SameLabel;
    }
    // A row of headings, or a sentence that names both; the same below them.
    let named_above = match before[..] {
        [.., a, b] if between.is_empty() => Some((a, b)),
        _ => None,
    };
    let named_below = match after[..] {
        [a, b] if before.is_empty() && between.is_empty() => Some((a, b)),
        _ => None,
    };
    if let Some((a, _)) = named_above
        .or(named_below)
        .filter(|(a, b)| differ(a, b) && is_row(&text[a.range.end..b.range.start]))
    {
        return said(a.which);
    }
    let ahead = ahead.filter(|(a, b)| differ(a, b)).map(|(a, _)| a.which);
    let behind = behind.filter(|(a, b)| differ(a, b)).map(|(a, _)| a.which);
    match (ahead, behind) {
        (Some(a), Some(b)) if a != b => return Order::Unsaid,
        (Some(which), _) | (None, Some(which)) => return said(which),
        (None, None) => {}
    }
    // One label alone: right beside one key, and not beside the other.
    let other = |which: Which| match which {
        Which::Public => Which::Private,
        Which::Private => Which::Public,
    };
    let mut names = Vec::new();
    if let Some(label) = before.last().filter(|l| joined(l.range.end, first.start)) {
        names.push(label.which);
    }
    if let [label] = between[..] {
        let to_first = on_line(first.end, label.range.start);
        let to_second = joined(label.range.end, second.start);
        match (to_first, to_second) {
            (true, false) => names.push(label.which),
            (false, true) => names.push(other(label.which)),
            _ => return Order::Unsaid,
        }
    }
    if let Some(label) = after.first().filter(|l| on_line(second.end, l.range.start)) {
        names.push(other(label.which));
    }
    match names[..] {
        [which] if all.len() == 1 => said(which),
        _ => Order::Unsaid,
    }
}

/// What stands between two headings of a table, or between two labels that are named together.
fn is_row(between: &str) -> bool {
    let marks = ["\t", "|", ";", "\","];
    let close = |at: usize| !between[at + 1..].starts_with(' ');
    let commas = between.match_indices(',').map(|(at, _)| at);
    is_link(&between.replace(';', ","))
        || !between.contains(signs::is_line_end)
            && between.len() <= 200
            && (marks.iter().any(|mark| between.contains(mark)) || commas.clone().any(close))
}

/// Whether a label stands together with the other one: "public/private".
pub fn named_together(text: &str, labels: &[Label], label: &Label) -> bool {
    labels.iter().any(|other| {
        let between = other.range.end..label.range.start;
        other.which != label.which && between.start <= between.end && is_row(&text[between])
    })
}

/// The label that belongs to a key, where one is joined to it.
pub fn label_of<'l>(text: &str, key: &Range<usize>, labels: &'l [Label]) -> Option<&'l Label> {
    let before = labels.iter().rev().find(|l| l.range.end <= key.start);
    let after = labels.iter().find(|l| l.range.start >= key.end);
    let one_line = |part: &str| is_link(part) && !part.contains(signs::is_line_end);
    before
        .filter(|l| is_link(&text[l.range.end..key.start]))
        .or_else(|| after.filter(|l| one_line(&text[key.end..l.range.start])))
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "Zq7Lm2Nx9Kd4Rt6V";
    const B: &str = "Hy3Wb8Jc5Ps1Gf0T";

    fn told(text: &str) -> Order {
        let found = keys(text, "acme-msp");
        let [a, b] = &found[..] else { panic!("{text}: {found:?}") };
        order(text, &a.range, &b.range)
    }

    #[test]
    fn labels_decide_wherever_they_stand() {
        use Order::*;
        let cases = [
            (
                format!(
                    "The private key shows once, so keep it.\nPublic key\t{A}\nPrivate key\t{B}"
                ),
                PublicFirst,
            ),
            (
                format!("As asked, the private and the public one:\nPublic: {A}\nPrivate: {B}"),
                PublicFirst,
            ),
            (format!("As asked, the private and the public one:\n{A}\n{B}"), PrivateFirst),
            (format!("Öffentlicher Schlüssel: {A}\nPrivater Schlüssel: {B}"), PublicFirst),
            (format!("Privater Schlüssel {A}, öffentlicher Schlüssel {B}"), PrivateFirst),
            (format!("Clé privée : {A}\nClé publique : {B}"), PrivateFirst),
            (format!("Clave privada: {A}\nClave pública: {B}"), PrivateFirst),
            (format!("Privésleutel: {A}\nOpenbare sleutel: {B}"), PrivateFirst),
            (format!("Secret: {A}\nPublic: {B}"), PrivateFirst),
            (format!("priv={A}\npub={B}"), PrivateFirst),
            (format!("Public Key\tPrivate Key\n{A}\t{B}"), PublicFirst),
            (format!("Private Key\tPublic Key\n{A}\t{B}"), PrivateFirst),
            (format!("| Private Key | Public Key |\n|---|---|\n| {A} | {B} |"), PrivateFirst),
            (format!("{A} (private)\n{B} (public)"), PrivateFirst),
            (format!("{A} = private key, {B} = public key"), PrivateFirst),
            (format!("Private Key\n{A}\nPublic Key\n{B}"), PrivateFirst),
            (format!("<PrivateKey>{A}</PrivateKey><PublicKey>{B}</PublicKey>"), PrivateFirst),
            (format!("{{\"privateKey\":\"{A}\",\"publicKey\":\"{B}\"}}"), PrivateFirst),
            (format!("Private KeyZq7Lm2Nx9Kd4Rt6VPublic Key{B}"), PrivateFirst),
            (format!("Username: acme+{A}\nPassword: {B}"), PublicFirst),
            (format!("Private: {A}\n{B}"), PrivateFirst),
            (format!("Public key: {A}, Private key: {B} (keep the private key safe)"), PublicFirst),
            (format!("private_key\tcompany\tpublic_key\n{A}\tacme\t{B}"), PrivateFirst),
            (format!("Private,Company,Public\n{A},acme,{B}"), PrivateFirst),
            (format!("{A} {B} (private, public)"), PrivateFirst),
            (format!("The public key shows always, the private key only once.\n{A}\n{B}"), Unsaid),
            (format!("Old private key: {A}\nNew private key: {B}"), SameLabel),
            (format!("{A}\n{B}"), Unsaid),
            (format!("{A}/{B}"), Unsaid),
            (format!("{A} private {B}"), Unsaid),
            (format!("The private key shows once.\n{A}\n{B}"), Unsaid),
        ];
        for (text, expected) in cases {
            assert_eq!(told(&text), expected, "{text}");
        }
    }

    #[test]
    fn a_key_stands_by_itself() {
        for text in [
            format!("{A},"),
            format!("(={A})"),
            format!("Public-{A}"),
            format!("PUBLIC_{A}"),
            format!("PublicKey{A}"),
            format!("acme+{A}"),
            format!("\"{A}\";"),
            format!("**{A}**"),
            format!("-{A}-"),
        ] {
            let found = keys(&text, "");
            assert!(found.len() == 1 && found[0].of(&text) == A, "{text}: {found:?}");
        }
        for text in [
            "https://x.example/Zq7Lm2Nx9Kd4Rt6V",
            "Zq7Lm2Nx9Kd4Rt6V@x.example",
            "x-Zq7Lm2Nx9Kd4Rt6V",
        ] {
            assert_eq!(keys(text, ""), [], "{text}");
        }
    }
}
