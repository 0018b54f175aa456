//! What surrounds a value when it is copied, and what nobody sees in it: taken off, and said.

use secrecy::zeroize::Zeroizing;

use super::labels::is_label_alone;
use super::shape;
use super::signs::{self, is_hyphen, is_invisible, is_line_end, is_quote};

/// A pasted text without what was around it. It may be a secret: wiped when it is dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tidied {
    pub text: Zeroizing<String>,
    removed: Vec<(String, usize)>,
    hyphens: usize,
    wide: usize,
}

impl Tidied {
    /// "Removed 2 spaces and 1 line end." or nothing.
    pub fn words(&self) -> Option<String> {
        let mut sentences = Vec::new();
        let count = |(name, count): &(String, usize)| {
            format!("{count} {name}{}", if *count == 1 { "" } else { "s" })
        };
        let (told, more) = self.removed.split_at(self.removed.len().min(4));
        let mut parts: Vec<String> = told.iter().map(count).collect();
        if !more.is_empty() {
            let more: usize = more.iter().map(|(_, count)| count).sum();
            parts.push(format!("{more} more"));
        }
        match parts.as_slice() {
            [] => {}
            [one] => sentences.push(format!("Removed {one}.")),
            [first @ .., last] => {
                sentences.push(format!("Removed {} and {last}.", first.join(", ")));
            }
        }
        for (count, what) in [(self.hyphens, "hyphen"), (self.wide, "wide character")] {
            match count {
                0 => {}
                1 => sentences.push(format!("Changed 1 {what} to a plain one.")),
                count => sentences.push(format!("Changed {count} {what}s to plain ones.")),
            }
        }
        (!sentences.is_empty()).then(|| sentences.join(" "))
    }

    /// What nobody saw, in a sentence of its own: it is said whatever else was done.
    pub fn unseen(&self) -> Option<String> {
        let mut unseen = self.clone();
        unseen.removed.retain(|(name, _)| signs::is_name_of_unseen(name));
        unseen.words()
    }

    fn count(&mut self, name: &str) {
        match self.removed.iter_mut().find(|(known, _)| known == name) {
            Some((_, count)) => *count += 1,
            None => self.removed.push((name.to_owned(), 1)),
        }
    }

    /// White space first, then quotation marks, then all else.
    fn in_order(&mut self) {
        let first = ["space", "line end", "quotation mark"];
        let place = |name: &String| first.iter().position(|n| n == name).unwrap_or(first.len());
        self.removed.sort_by_key(|(name, _)| place(name));
    }

    /// Hyphens of word processors become the one on the keyboard.
    pub fn with_plain_hyphens(mut self) -> Self {
        let found = self.text.chars().filter(|c| is_hyphen(*c)).count();
        if found > 0 {
            let plain = self.text.chars().map(|c| if is_hyphen(c) { '-' } else { c });
            self.text = Zeroizing::new(plain.collect());
            self.hyphens += found;
        }
        self
    }
}

/// Takes off white space, quotation marks and invisible characters at the ends, and invisible
/// characters inside. What else stands inside stays.
pub fn tidy(text: &str) -> Tidied {
    around(text, |_| false, |_| false)
}

/// The same, and brackets and punctuation at the ends.
pub fn bare(text: &str) -> Tidied {
    around(text, signs::opens, signs::closes)
}

fn around(text: &str, opens: fn(char) -> bool, closes: fn(char) -> bool) -> Tidied {
    let mut tidied = Tidied::default();
    let mut seen = Zeroizing::new(String::with_capacity(text.len()));
    for c in text.chars() {
        if is_invisible(c) {
            tidied.count(&signs::name(c));
        } else if let Some(plain) = narrow(c) {
            tidied.wide += 1;
            seen.push(plain);
        } else {
            seen.push(c);
        }
    }
    let mut rest: &str = &seen;
    loop {
        let ends = |c: char| c.is_whitespace() || is_quote(c);
        let first = rest.chars().next();
        let last = rest.chars().next_back();
        if let Some(c) = first.filter(|c| ends(*c) || opens(*c)) {
            let line_end = rest.starts_with("\r\n");
            tidied.count(&around_name(c));
            rest = &rest[if line_end { 2 } else { c.len_utf8() }..];
        } else if let Some(c) =
            last.filter(|c| ends(*c) || closes(*c) && !cut(rest) && !is_opened(rest, *c))
        {
            let length = if rest.ends_with("\r\n") { 2 } else { c.len_utf8() };
            tidied.count(&around_name(c));
            rest = &rest[..rest.len() - length];
        } else {
            break;
        }
    }
    tidied.text = Zeroizing::new(rest.to_owned());
    tidied.in_order();
    tidied
}

/// At the ends a tab is as good as a space.
fn around_name(c: char) -> String {
    if c.is_whitespace() && !is_line_end(c) { "space".into() } else { signs::name(c) }
}

/// Whether the bracket that closes a text was opened in it.
fn is_opened(text: &str, closing: char) -> bool {
    let opening = match closing {
        ')' => '(',
        ']' => '[',
        '}' => '{',
        '>' => '<',
        _ => return false,
    };
    text.contains(opening)
}

/// Dots that say: there was more.
fn cut(text: &str) -> bool {
    text.ends_with("..")
}

/// What East Asian keyboards type for a letter, a digit or a mark.
fn narrow(c: char) -> Option<char> {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0),
        _ => None,
    }
}

/// Codes for characters, as in addresses and web pages, read as what they stand for; none where
/// there are none.
pub fn decoded(text: &str) -> Option<Zeroizing<String>> {
    let mut read = Zeroizing::new(text.to_owned());
    let mut changed = false;
    for (code, plain) in [
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", " "),
        ("&#43;", "+"),
        ("&plus;", "+"),
        ("&#61;", "="),
        ("&amp;", "&"),
        ("\\n", "\n"),
        ("\\r", "\n"),
        ("\\t", "\t"),
        ("\\\"", "\""),
    ] {
        if read.contains(code) {
            read = Zeroizing::new(read.replace(code, plain));
            changed = true;
        }
    }
    if let Some(mail) = quoted_printable(&read) {
        read = mail;
        changed = true;
    }
    for _ in 0..3 {
        let Some(once) = percent(&read) else { break };
        read = once;
        changed = true;
    }
    changed.then_some(read)
}

/// A mail's own code: `=3D`, and `=` at the end of a line that goes on; none where there is none.
fn quoted_printable(text: &str) -> Option<Zeroizing<String>> {
    let mut read = Zeroizing::new(String::with_capacity(text.len()));
    let mut rest = text;
    while let Some(at) = rest.find('=') {
        let (before, from) = rest.split_at(at);
        read.push_str(before);
        let line_end = ["=\r\n", "=\n"].into_iter().find(|end| from.starts_with(end));
        let length = match line_end {
            Some(end) if goes_on(&read, &from[end.len()..]) => end.len(),
            // A key may begin with "3D" as well.
            None if from.starts_with("=3D") && !begins_with_key(&from[1..]) => 3,
            _ => {
                read.push('=');
                rest = &from[1..];
                continue;
            }
        };
        if line_end.is_none() {
            read.push('=');
        }
        rest = &from[length..];
    }
    read.push_str(rest);
    (read.as_str() != text).then_some(read)
}

fn begins_with_key(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    shape::is_key(&text[..end])
}

/// Whether a line goes on behind its `=`: not where that ends a name without a value, and not
/// where a name stands on the next one.
fn goes_on(before: &str, after: &str) -> bool {
    let last = before.rsplit(is_line_end).next().unwrap_or_default();
    let next = after.split(is_line_end).next().unwrap_or_default();
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ');
    let value = next.trim_start_matches(part);
    let names = value.len() < next.len() && value.starts_with(['=', ':']);
    !next.trim().is_empty() && !names && !is_label_alone(last)
}

/// Percent codes, once; none where there are none.
pub fn percent(text: &str) -> Option<Zeroizing<String>> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).and_then(|b| char::from(*b).to_digit(16));
    let mut read = Zeroizing::new(Vec::with_capacity(bytes.len()));
    let mut changed = false;
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                read.push((16 * high + low) as u8);
                changed = true;
                at += 3;
            }
            (byte, ..) => {
                read.push(byte);
                at += 1;
            }
        }
    }
    let read = std::str::from_utf8(&read).ok().filter(|_| changed)?;
    Some(Zeroizing::new(read.to_owned()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_surrounds_a_value_goes_and_is_told() {
        let cases = [
            ("Ab3d", "Ab3d", None),
            ("  Ab3d ", "Ab3d", Some("Removed 3 spaces.")),
            ("\"Ab3d\"\r\n", "Ab3d", Some("Removed 1 line end and 2 quotation marks.")),
            ("\u{feff}Ab 3d\n", "Ab 3d", Some("Removed 1 line end and 1 byte order mark.")),
            ("\u{202a}Ab3d\u{202c}", "Ab3d", Some("Removed 2 direction marks.")),
            ("Ab\u{ad}3\u{200b}d", "Ab3d", Some("Removed 1 soft hyphen and 1 zero-width space.")),
            ("\u{201e}Ab3d\u{201c}", "Ab3d", Some("Removed 2 quotation marks.")),
            ("\u{203a}Ab3d\u{2039}", "Ab3d", Some("Removed 2 quotation marks.")),
            ("Ａｂ3d", "Ab3d", Some("Changed 2 wide characters to plain ones.")),
            ("Ab3d,", "Ab3d,", None),
        ];
        for (pasted, kept, words) in cases {
            let tidied = tidy(pasted);
            assert_eq!((&**tidied.text, tidied.words().as_deref()), (kept, words), "{pasted:?}");
        }
        assert_eq!(bare("(Ab3d),").words().as_deref(), Some("Removed 2 brackets and 1 comma."));
        assert_eq!(&**bare("Ab3d (x)").text, "Ab3d (x)", "brackets of its own");
        assert_eq!(&**bare("Ab3d...").text, "Ab3d...", "dots that say it was cut stay");
    }

    proptest! {
        #[test]
        fn tidying_never_fails_and_twice_is_once(text in any::<String>()) {
            for tidy in [tidy, bare] {
                let once = tidy(&text).text;
                prop_assert_eq!(&tidy(&once).text, &once);
            }
            let _ = decoded(&text);
        }
    }
}
