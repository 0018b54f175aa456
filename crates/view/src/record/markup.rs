//! Markup in the making. What is no literal of this program comes in escaped: there is no
//! other way in, and none into an attribute, a script or a style sheet's rules.

use ground::text::misleads;

#[derive(Default)]
pub struct Markup(String);

impl Markup {
    /// Words of this program, with their tags.
    pub fn raw(&mut self, literal: &'static str) -> &mut Self {
        self.0.push_str(literal);
        self
    }

    /// Any text, as text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                c => self.0.push(plain(c)),
            }
        }
        self
    }

    /// A sentence with **labels** in it, as the window shows one.
    pub fn marked(&mut self, text: &str) -> &mut Self {
        let parts: Vec<&str> = text.split("**").collect();
        let last = parts.len() - 1;
        for (n, part) in parts.into_iter().enumerate() {
            match n % 2 {
                0 => self.text(part),
                // A mark without its partner is not a mark.
                _ if n == last => self.raw("**").text(part),
                _ => self.raw("<b>").text(part).raw("</b>"),
            };
        }
        self
    }

    /// Any text inside the quotes of a style sheet's string.
    pub fn quoted(&mut self, text: &str) -> &mut Self {
        for c in text.chars().map(plain) {
            if c.is_ascii_alphanumeric() || c == ' ' {
                self.0.push(c);
            } else {
                self.0.push_str(&format!("\\{:x} ", c as u32));
            }
        }
        self
    }

    pub fn number(&mut self, number: usize) -> &mut Self {
        self.0.push_str(&number.to_string());
        self
    }

    pub fn finish(self) -> String {
        self.0
    }
}

/// One line, and nothing in it that hides or turns around what stands beside it.
fn plain(c: char) -> char {
    match c {
        '\n' | '\t' => ' ',
        c if misleads(c) => '\u{fffd}',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(make: impl Fn(&mut Markup) -> &mut Markup) -> String {
        std::mem::take(make(&mut Markup::default())).finish()
    }

    #[test]
    fn a_text_stays_a_text() {
        for (hostile, harmless) in [
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("\"' onload=x", "&quot;&#39; onload=x"),
            ("&lt;b&gt; &amp;", "&amp;lt;b&amp;gt; &amp;amp;"),
            ("ab\u{202e}cd\u{2066}e\u{200b}f", "ab\u{fffd}cd\u{fffd}e\u{fffd}f"),
            ("one\ntwo\0three", "one two\u{fffd}three"),
            ("Müller & Söhne, 株式会社", "Müller &amp; Söhne, 株式会社"),
        ] {
            assert_eq!(made(|m| m.text(hostile)), harmless);
        }
    }

    #[test]
    fn marks_are_bold_and_bring_no_markup_of_their_own() {
        for (text, shown) in [
            ("Press **Save**.", "Press <b>Save</b>."),
            ("**<i>** **", "<b>&lt;i&gt;</b> **"),
            ("2 ** 3", "2 ** 3"),
            ("", ""),
        ] {
            assert_eq!(made(|m| m.marked(text)), shown);
        }
    }

    #[test]
    fn no_text_leaves_a_string_of_the_style_sheet() {
        let hostile = "a\"; } </style><script> \\22 /* @import url(x) \n\u{202e}";
        let quoted = made(|m| m.quoted(hostile));
        assert!(
            quoted.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ' || c == '\\'),
            "{quoted}"
        );
        // Each backslash begins a number: none stands before a character of the text.
        for escaped in quoted.split('\\').skip(1) {
            let number = escaped.split(' ').next().unwrap_or_default();
            assert!(u32::from_str_radix(number, 16).is_ok(), "{escaped} in {quoted}");
        }
    }
}
