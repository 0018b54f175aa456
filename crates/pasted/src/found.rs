//! The keys in a text: where they stand, and which is which.

use std::ops::Range;

use super::labels::{
    Label, grown_together, has_word, is_link, labels, nothing_else, pair_grown_together,
};
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
    let found = |run: Range<usize>| match pair_grown_together(&text[run.clone()], KEY_LENGTH) {
        Some(pair) => pair.into_iter().filter_map(|key| grown(text, &run, key)).collect(),
        None => Vec::from_iter(key(text, run, company)),
    };
    shape::runs(text).into_iter().flat_map(found).collect()
}

/// A key in a run that begins or ends with a label.
fn grown(text: &str, run: &Range<usize>, key: Range<usize>) -> Option<Found> {
    let range = run.start + key.start..run.start + key.end;
    let alone = beside(text, run).iter().all(Beside::apart);
    let is_key = shape::is_key(&text[range.clone()]);
    (is_key && alone).then_some(Found { range, company: None, cut: false })
}

/// Whether a word of a text is two keys with nothing between them.
pub fn is_glued(text: &str) -> bool {
    shape::runs(text).into_iter().map(|run| &text[run]).any(|word| {
        let two = word.len() == 2 * KEY_LENGTH && shape::guids(word).is_empty();
        two && [&word[..KEY_LENGTH], &word[KEY_LENGTH..]].into_iter().all(shape::is_surely_key)
    })
}

fn key(text: &str, run: Range<usize>, company: &str) -> Option<Found> {
    let word = &text[run.clone()];
    if word.len() != KEY_LENGTH {
        let (before, after) = grown_together(word, KEY_LENGTH)?;
        return grown(text, &run, before..word.len() - after);
    }
    if word.eq_ignore_ascii_case(company) {
        return None;
    }
    let [mut left, mut right] = beside(text, &run);
    if left == Beside::Glued && is_behind_company(&text[..run.start], company) {
        left = Beside::Apart;
    }
    if right == Beside::Glued && is_password(text, &run) {
        right = Beside::Apart;
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

/// `https://key:key@host`: the second of them.
fn is_password(text: &str, run: &Range<usize>) -> bool {
    let before = text[..run.start].strip_suffix(':');
    let user = before.and_then(|before| before.get(before.len().checked_sub(KEY_LENGTH)?..));
    text[run.end..].starts_with('@') && user.is_some_and(shape::is_key)
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
    /// Both are of one kind, or one is there in place of the other.
    SameKind,
    /// What the first one is by the only label. `alone`: nothing is said of the other.
    OneNamed {
        first: Which,
        alone: bool,
    },
    /// Nothing says it.
    Unsaid,
}

impl Order {
    fn of(first: Which) -> Self {
        match first {
            Which::Public => Self::PublicFirst,
            Which::Private => Self::PrivateFirst,
        }
    }

    pub fn of_two(first: Which, second: Which) -> Self {
        if first == second { Self::SameKind } else { Self::of(first) }
    }
}

fn other(which: Which) -> Which {
    match which {
        Which::Public => Which::Private,
        Which::Private => Which::Public,
    }
}

/// Two keys and the labels around them.
struct Two<'t> {
    text: &'t str,
    first: &'t Range<usize>,
    second: &'t Range<usize>,
    all: &'t [Label],
    before: Vec<&'t Label>,
    between: Vec<&'t Label>,
    after: Vec<&'t Label>,
}

/// The order of two keys of a text. Their labels stand before each, after each, or in a row
/// above; what is nearest and joined to a key by nothing but marks counts first.
pub fn order(text: &str, first: &Range<usize>, second: &Range<usize>) -> Order {
    let all = labels(text, &[first.clone(), second.clone()]);
    let within = |from: usize, to: usize| -> Vec<&Label> {
        all.iter().filter(|l| l.range.start >= from && l.range.end <= to).collect()
    };
    let (before, between) = (within(0, first.start), within(first.end, second.start));
    let after = within(second.end, text.len());
    let two = Two { text, first, second, all: &all, before, between, after };
    two.by_labels_of_each()
        .or_else(|| two.by_row())
        .or_else(|| two.by_labels_near())
        .or_else(|| two.by_one_label())
        .unwrap_or(if two.is_corrected() { Order::SameKind } else { Order::Unsaid })
}

impl Two<'_> {
    fn joined(&self, from: usize, to: usize) -> bool {
        from <= to && is_link(&self.text[from..to])
    }

    fn on_line(&self, from: usize, to: usize) -> bool {
        self.joined(from, to) && !self.text[from..to].contains(signs::is_line_end)
    }

    /// Label, key, label, key; key, label, key, label; and labels outside or inside of both.
    fn by_labels_of_each(&self) -> Option<Order> {
        let Self { first, second, .. } = self;
        let ahead = |label: &&&Label, key: &Range<usize>| self.joined(label.range.end, key.start);
        let behind = |label: &&&Label, key: &Range<usize>| self.on_line(key.end, label.range.start);
        let (before, after) = (self.before.last(), self.after.first());
        let ahead_of_first = before.filter(|l| ahead(l, first));
        let behind_second = after.filter(|l| behind(l, second));
        let ahead_of_both = ahead_of_first.zip(self.between.last().filter(|l| ahead(l, second)));
        let behind_both = self.between.first().filter(|l| behind(l, first)).zip(behind_second);
        for (a, b) in ahead_of_both.into_iter().chain(behind_both) {
            if a.which != b.which {
                return Some(Order::of(a.which));
            }
        }
        if ahead_of_both.is_some() || behind_both.is_some_and(|_| self.before.is_empty()) {
            return Some(Order::SameKind);
        }
        let outside = ahead_of_first.zip(behind_second).filter(|_| self.between.is_empty());
        let inside = match self.between[..] {
            [ref a, ref b] if behind(&a, first) && ahead(&b, second) => Some((a, b)),
            _ => None,
        };
        let inside = inside.filter(|_| self.before.is_empty() && self.after.is_empty());
        outside.or(inside).map(|(a, b)| Order::of_two(a.which, b.which))
    }

    /// A row of headings, or a sentence that names both; the same below them.
    fn by_row(&self) -> Option<Order> {
        let above = match self.before[..] {
            [.., a, b] if self.between.is_empty() => Some((a, b)),
            _ => None,
        };
        let below = match self.after[..] {
            [a, b] if self.before.is_empty() && self.between.is_empty() => Some((a, b)),
            _ => None,
        };
        let row = |a: &Label, b: &Label| is_row(&self.text[a.range.end..b.range.start]);
        let (a, _) = above.or(below).filter(|(a, b)| a.which != b.which && row(a, b))?;
        Some(Order::of(a.which))
    }

    /// Labels with other words between them and their keys.
    fn by_labels_near(&self) -> Option<Order> {
        let ahead = self.before.last().zip(self.between.last());
        let behind = self.between.first().zip(self.after.first());
        let differ = |pair: Option<(&&Label, &&Label)>| {
            pair.filter(|(a, b)| a.which != b.which).map(|(a, _)| a.which)
        };
        match (differ(ahead), differ(behind)) {
            (Some(a), Some(b)) if a != b => return Some(Order::Unsaid),
            (Some(which), _) | (None, Some(which)) => return Some(Order::of(which)),
            (None, None) => {}
        }
        let one_kind = self.all.len() > 1 && self.all.iter().all(|l| l.which == self.all[0].which);
        (one_kind || ahead.is_some()).then_some(Order::SameKind)
    }

    /// One label, on the line of one key.
    fn by_one_label(&self) -> Option<Order> {
        let line = |from: usize, to: usize| !self.text[from..to].contains(signs::is_line_end);
        let ahead = |label: &Label, key: &Range<usize>| {
            let (from, to) = (label.range.end, key.start);
            self.joined(from, to) || line(from, to)
        };
        let Self { first, second, .. } = self;
        let mut names = Vec::new();
        if let Some(label) = self.before.last().filter(|label| ahead(label, first)) {
            names.push(label.which);
        }
        if let [label] = self.between[..] {
            let to_first = self.on_line(first.end, label.range.start);
            match (to_first, ahead(label, second)) {
                (true, false) => names.push(label.which),
                (false, true) => names.push(other(label.which)),
                _ => return None,
            }
        }
        if let Some(label) = self.after.first().filter(|l| line(second.end, l.range.start)) {
            names.push(other(label.which));
        }
        let [which] = names[..] else { return None };
        let alone = !self.is_corrected()
            && nothing_else(self.text, &[self.first.clone(), self.second.clone()]);
        Some(Order::OneNamed { first: which, alone })
    }

    /// Whether something says that one key is no longer the right one.
    fn is_corrected(&self) -> bool {
        let between = &self.text[self.first.end..self.second.start];
        ARROWS.iter().any(|arrow| between.contains(arrow))
            || has_word(self.text, &[self.first.clone(), self.second.clone()], NO_LONGER)
    }
}

const ARROWS: [&str; 8] = ["->", "=>", ">>", "~~", "\u{2192}", "\u{21d2}", "\u{279c}", "\u{2794}"];

/// Said of a key that another has taken the place of.
pub const NO_LONGER: &[&str] = &[
    "old",
    "older",
    "former",
    "formerly",
    "previous",
    "previously",
    "was",
    "wrong",
    "incorrect",
    "longer",
    "correction",
    "corrected",
    "instead",
    "revoked",
    "expired",
    "replaced",
    "replaces",
    "deleted",
    "invalid",
    "obsolete",
    "alt",
    "alte",
    "alter",
    "altes",
    "alten",
    "vorher",
    "bisher",
    "bisherig",
    "falsch",
    "falscher",
    "widerrufen",
    "ersetzt",
    "statt",
    "ungultig",
    "ancien",
    "ancienne",
    "precedent",
    "precedente",
    "faux",
    "viejo",
    "vieja",
    "anterior",
    "antiguo",
    "antigua",
    "oud",
    "oude",
    "vorige",
    "fout",
    "vecchio",
    "vecchia",
    "gammal",
    "gammel",
    "stary",
    "antigo",
    "antiga",
];

/// What stands between two headings of a table.
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
    const WORDS: &[&str] = &[
        "", "/", "&", "+", ",", "and", "or", "und", "oder", "et", "ou", "y", "o", "e", "en", "of",
    ];
    let close = |between: &str| WORDS.contains(&between.trim_matches([' ', '-', '_', '\u{a0}']));
    labels.iter().any(|other| {
        let between = other.range.end..label.range.start;
        other.which != label.which && between.start <= between.end && close(&text[between])
    })
}

/// What a text calls a key that no label is joined to: the label at the head of its line, with
/// more words behind it, or the only kind of key that the text speaks of up to there.
pub fn spoken_of(text: &str, key: &Range<usize>, labels: &[Label]) -> Option<Which> {
    let of_a_key = || labels.iter().filter(|label| label.of_a_key);
    let line = text[..key.start].rfind(signs::is_line_end).map_or(0, |at| at + 1);
    let line = (line..key.start).find(|at| text.is_char_boundary(*at)).unwrap_or(key.start);
    let mut on_line = of_a_key().filter(|l| l.range.start >= line && l.range.end <= key.start);
    if let Some(head) = on_line.next().filter(|l| is_link(&text[line..l.range.start])) {
        let behind = without_brackets(&text[head.range.end..key.start]);
        if super::labels::labels(&behind, &[]).is_empty() {
            return Some(head.which);
        }
    }
    let end = text[key.end..].find(signs::is_line_end).map_or(text.len(), |at| key.end + at);
    let before: Vec<&Label> = of_a_key().filter(|l| l.range.end <= key.start).collect();
    let after = of_a_key().filter(|l| l.range.start >= key.end && l.range.end <= end);
    let near = if before.is_empty() { after.collect() } else { before };
    let which = near.first()?.which;
    near.iter().all(|label| label.which == which).then_some(which)
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let outside = |c: &char| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    };
    text.chars().filter(outside).collect()
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
            (format!("Private: {A}\n{B}"), OneNamed { first: Which::Private, alone: true }),
            (format!("Public key: {A}, Private key: {B} (keep the private key safe)"), PublicFirst),
            (format!("private_key\tcompany\tpublic_key\n{A}\tacme\t{B}"), PrivateFirst),
            (format!("Private,Company,Public\n{A},acme,{B}"), PrivateFirst),
            (format!("{A} {B} (private, public)"), PrivateFirst),
            (format!("The public key shows always, the private key only once.\n{A}\n{B}"), Unsaid),
            (format!("Old private key: {A}\nNew private key: {B}"), SameKind),
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
