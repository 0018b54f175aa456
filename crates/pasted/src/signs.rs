//! Single characters: which of them nobody sees, which only stand around a value, and what each
//! is called.

/// Quotation marks of all languages, and what stands in for them.
pub fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '`'
            | '\u{b4}'
            | '«'
            | '»'
            | '\u{2018}'..='\u{201f}'
            | '\u{2032}'..='\u{2036}'
            | '\u{2039}'
            | '\u{203a}'
            | '\u{275b}'..='\u{275e}'
            | '\u{300c}'..='\u{300f}'
            | '\u{301d}'..='\u{301f}'
            | '\u{ff02}'
            | '\u{ff07}'
    )
}

/// Hyphens and dashes that look like the one on the keyboard.
pub fn is_hyphen(c: char) -> bool {
    matches!(
        c,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2043}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    )
}

pub fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What takes no place on the screen, or shows as an empty one, and is no white space.
pub fn is_invisible(c: char) -> bool {
    invisible(c).is_some()
}

/// The name of an invisible character.
fn invisible(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{ad}' => "soft hyphen",
        '\u{34f}' => "grapheme joiner",
        '\u{61c}' => "Arabic letter mark",
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' => "Hangul filler",
        '\u{17b4}' | '\u{17b5}' => "Khmer vowel mark",
        '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' => "variation selector",
        '\u{e0100}'..='\u{e01ef}' => "variation selector",
        '\u{180e}' => "Mongolian vowel separator",
        '\u{200b}' => "zero-width space",
        '\u{200c}' => "zero-width non-joiner",
        '\u{200d}' => "zero-width joiner",
        '\u{200e}' => "left-to-right mark",
        '\u{200f}' => "right-to-left mark",
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => "direction mark",
        '\u{2060}' => "word joiner",
        '\u{2061}'..='\u{2065}' | '\u{206a}'..='\u{206f}' => "format character",
        '\u{2800}' => "Braille blank",
        '\u{feff}' => "byte order mark",
        '\u{fff0}'..='\u{fffb}' => "format character",
        '\u{fffc}' => "object character",
        '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' => "format character",
        '\u{e0000}'..='\u{e0fff}' => "tag character",
        c if c.is_control() && !c.is_whitespace() => "control character",
        _ => return None,
    })
}

/// What a character is called in a sentence: "tab", "zero-width space", "comma", "+".
pub fn name(c: char) -> String {
    if let Some(name) = invisible(c) {
        return name.to_owned();
    }
    match c {
        '\t' => "tab".into(),
        c if is_line_end(c) => "line end".into(),
        '\u{a0}' | '\u{202f}' | '\u{2007}' => "no-break space".into(),
        c if c.is_whitespace() => "space".into(),
        c if is_quote(c) => "quotation mark".into(),
        c => mark(c).map_or_else(|| c.to_string(), str::to_owned),
    }
}

/// Whether a name is one of a character that nobody sees.
pub fn is_name_of_unseen(name: &str) -> bool {
    let seen = ["space", "line end", "quotation mark"];
    !seen.contains(&name) && !MARKS.contains(&name)
}

const MARKS: [&str; 7] =
    ["comma", "period", "semicolon", "bracket", "equals sign", "asterisk", "vertical bar"];

/// A mark around a value, by its name.
pub fn mark(c: char) -> Option<&'static str> {
    Some(match c {
        ',' => "comma",
        '.' => "period",
        ';' => "semicolon",
        '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' => "bracket",
        '=' => "equals sign",
        '*' => "asterisk",
        '|' => "vertical bar",
        _ => return None,
    })
}

/// What stands before a value and is none of it.
pub fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '<' | ',' | ';' | '=' | '|' | '>')
}

/// What stands after a value and is none of it.
pub fn closes(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '>' | '.' | ',' | ';' | '|')
}

/// What programs show in place of a secret.
pub fn is_mask(c: char) -> bool {
    matches!(
        c,
        '*' | '#'
            | '\u{b7}'
            | '\u{2022}'
            | '\u{2219}'
            | '\u{22c5}'
            | '\u{25cf}'
            | '\u{25cb}'
            | '\u{25e6}'
            | '\u{26ab}'
            | '\u{2b24}'
            | '\u{2217}'
            | '\u{2731}'
            | '\u{ff0a}'
            | '\u{25a0}'
            | '\u{2588}'
            | '\u{30fb}'
    )
}
