//! Text from elsewhere, made fit to be shown: of a file, a server or a certificate.

/// What is quoted from a file or a server, made fit to be shown: bounded, on one line, and
/// without characters that make it look like something else.
pub fn fit(text: &str, longest: usize) -> String {
    let plain = |c: char| match c {
        '\n' => ' ',
        c if misleads(c) => '\u{fffd}',
        c => c,
    };
    text.chars().take(longest).map(plain).collect()
}

/// What shows nothing or reorders what is around it, beside control characters. Unicode's
/// Default_Ignorable_Code_Point with its reserved ranges, then what ends a line or marks an
/// annotation, and what is drawn as a blank without being a space.
const MISLEADING: &[(char, char)] = &[
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{202a}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff0}', '\u{fff8}'),
    ('\u{1bca0}', '\u{1bca3}'),
    ('\u{1d173}', '\u{1d17a}'),
    ('\u{e0000}', '\u{e0fff}'),
    ('\u{2028}', '\u{2029}'),
    ('\u{fff9}', '\u{fffb}'),
    ('\u{2800}', '\u{2800}'),
    ('\u{1d159}', '\u{1d159}'),
];

/// Control characters, and those that reorder or hide what is around them.
pub fn misleads(c: char) -> bool {
    c.is_control() || MISLEADING.iter().any(|(first, last)| (*first..=*last).contains(&c))
}

/// A name that a server or a certificate gives itself: short, and without what misleads.
pub fn shown(text: &str) -> String {
    text.chars().filter(|c| !misleads(*c)).take(80).collect()
}

/// Line and column of a byte, from 1.
pub fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}
