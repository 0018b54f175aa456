//! Which words call a key the public or the private one: whole words of five languages, also
//! grown together (`PSA_PRIVATE`, `publicKey`, `Privatschlüssel`).

use std::ops::Range;

use super::Which;

/// A label in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// From its first to its last word: "Public Key", "PSA_PRIVATE", "Clé privée".
    pub range: Range<usize>,
    pub which: Which,
}

/// What a word says; `Filler` goes with a label and says nothing by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    Key(Which),
    /// Only where a colon or an equals sign follows: "Username:", "password=".
    SignIn(Which),
    Filler,
    Article,
}

const PUBLIC: &[&str] = &[
    "public",
    "pub",
    "pubkey",
    "offentlicher",
    "offentliche",
    "offentlichen",
    "offentliches",
    "offentlich",
    "oeffentlicher",
    "oeffentliche",
    "oeffentlichen",
    "oeffentliches",
    "oeffentlich",
    "publique",
    "publiques",
    "publica",
    "publico",
    "publicas",
    "publieke",
    "publiek",
    "openbare",
    "openbaar",
    "pubblica",
    "pubblico",
];
const PRIVATE: &[&str] = &[
    "private", "priv", "prv", "pvt", "privkey", "privater", "privaten", "privates", "privat",
    "secret", "geheim", "geheimer", "geheime", "geheimen", "geheimes", "privee", "prive",
    "privees", "privada", "privado", "privadas", "secreta", "secreto", "secrete", "privata",
    "privato", "segreta",
];
const USER: &[&str] = &[
    "username",
    "user",
    "login",
    "benutzername",
    "benutzer",
    "utilisateur",
    "usuario",
    "gebruikersnaam",
    "gebruiker",
];
const PASSWORD: &[&str] =
    &["password", "pass", "pwd", "passwort", "kennwort", "contrasena", "wachtwoord", "passe"];
/// The word for a key, and what stands with it in names of variables and fields.
const FILLER: &[&str] = &[
    "key",
    "keys",
    "schlussel",
    "schluessel",
    "cle",
    "clef",
    "cles",
    "clave",
    "llave",
    "claves",
    "sleutel",
    "sleutels",
    "chiave",
    "api",
    "psa",
    "cw",
    "connectwise",
    "manage",
    "cwm",
    "cwpsa",
    "value",
    "wert",
    "valeur",
    "valor",
    "waarde",
    "id",
    "name",
    "string",
    "text",
    "rest",
];
const ARTICLE: &[&str] = &[
    "the", "a", "an", "and", "is", "one", "und", "der", "die", "das", "ist", "et", "la", "le",
    "est", "y", "el", "es", "de", "het", "en", "or", "oder", "ou", "o", "our", "your", "my",
    "this", "that", "here", "new", "mot", "for", "env", "export", "set", "add", "const", "let",
    "var",
];

fn says(word: &str) -> Option<Says> {
    let listed = |list: &[&str]| list.contains(&word);
    let alone = |word: &str| {
        let listed = |list: &[&str]| list.contains(&word);
        if listed(PUBLIC) {
            Some(Which::Public)
        } else if listed(PRIVATE) {
            Some(Which::Private)
        } else {
            None
        }
    };
    if let Some(which) = alone(word) {
        Some(Says::Key(which))
    } else if listed(FILLER) {
        Some(Says::Filler)
    } else if listed(ARTICLE) {
        Some(Says::Article)
    } else if listed(USER) {
        Some(Says::SignIn(Which::Public))
    } else if listed(PASSWORD) {
        Some(Says::SignIn(Which::Private))
    } else {
        // "publickey", "privatschlussel", "apikey", "geheimschlussel".
        (2..word.len()).filter_map(|at| word.split_at_checked(at)).find_map(|(first, rest)| {
            let filler = |word: &str| FILLER.contains(&word);
            match (alone(first), filler(first)) {
                (Some(which), _) if filler(rest) => Some(Says::Key(which)),
                (_, true) => alone(rest).map(Says::Key),
                _ => None,
            }
        })
    }
}

/// Letters without their accents, in small.
fn folded(c: char) -> Option<char> {
    Some(match c {
        '\u{300}'..='\u{36f}' => return None,
        'ä' | 'Ä' | 'á' | 'Á' | 'à' | 'À' | 'â' => 'a',
        'ö' | 'Ö' | 'ó' | 'Ó' | 'ô' => 'o',
        'ü' | 'Ü' | 'ú' | 'Ú' | 'û' => 'u',
        'é' | 'É' | 'è' | 'È' | 'ê' | 'Ê' | 'ë' => 'e',
        'í' | 'Í' | 'ï' => 'i',
        'ñ' | 'Ñ' => 'n',
        'ç' | 'Ç' => 'c',
        c => c.to_ascii_lowercase(),
    })
}

/// A word of a text: where it stands, and what it says.
struct Word {
    range: Range<usize>,
    says: Option<Says>,
}

/// The words outside of `keys`. A run of letters is one word, or several where capitals divide
/// it; digits after it do not count, digits inside make it no word.
fn words(text: &str, keys: &[Range<usize>]) -> Vec<Word> {
    let mut words = Vec::new();
    let mut letters: Vec<(usize, char)> = Vec::new();
    let mut key = keys.iter().peekable();
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        while key.next_if(|key| key.end <= at).is_some() {}
        let inside = key.peek().is_some_and(|key| key.contains(&at));
        if !inside && (c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)) {
            letters.push((at, c));
            continue;
        }
        if !letters.is_empty() {
            divide(&letters, &mut words);
            letters.clear();
        }
    }
    words
}

fn divide(run: &[(usize, char)], words: &mut Vec<Word>) {
    let Some((first, _)) = run.first() else { return };
    let end_of = |run: &[(usize, char)]| run.last().map_or(*first, |(at, c)| at + c.len_utf8());
    let letters = run.len() - run.iter().rev().take_while(|(_, c)| c.is_numeric()).count();
    let (run, rest) = run.split_at(letters);
    if run.is_empty() || rest.len() > 2 || run.len() > 40 || run.iter().any(|(_, c)| c.is_numeric())
    {
        let end = end_of(if rest.is_empty() { run } else { rest });
        words.push(Word { range: *first..end, says: None });
        return;
    }
    let whole: String = run.iter().filter_map(|(_, c)| folded(*c)).collect();
    if let Some(says) = says(&whole) {
        words.push(Word { range: *first..end_of(run), says: Some(says) });
        return;
    }
    let mut start = 0;
    for at in 1..=run.len() {
        let ends = at == run.len() || {
            let (before, here) = (run[at - 1].1, run[at].1);
            let next_small = run.get(at + 1).is_some_and(|(_, c)| c.is_lowercase());
            before.is_lowercase() && here.is_uppercase()
                || before.is_uppercase() && here.is_uppercase() && next_small
        };
        if ends {
            let part = &run[start..at];
            let word: String = part.iter().filter_map(|(_, c)| folded(*c)).collect();
            words.push(Word { range: part[0].0..end_of(part), says: says(&word) });
            start = at;
        }
    }
}

/// The labels of a text in their order. What stands in `keys` is none.
pub fn labels(text: &str, keys: &[Range<usize>]) -> Vec<Label> {
    let words = words(text, keys);
    let mut labels: Vec<Label> = Vec::new();
    let filler = |word: &Word| word.says == Some(Says::Filler);
    let near = |before: usize, after: usize| {
        let between = &text[before..after];
        between.len() <= 1 && between.chars().all(|c| matches!(c, ' ' | '_' | '-' | '.' | '\u{a0}'))
            || between == "\u{a0}"
    };
    for (n, word) in words.iter().enumerate() {
        let which = match word.says {
            Some(Says::Key(which)) => which,
            Some(Says::SignIn(which)) => {
                let after = text[word.range.end..].trim_start_matches(['"', '\'', ' ', '\t']);
                if !after.starts_with([':', '=']) {
                    continue;
                }
                which
            }
            _ => continue,
        };
        let mut range = word.range.clone();
        for before in words[..n].iter().rev() {
            if !filler(before) || !near(before.range.end, range.start) {
                break;
            }
            range.start = before.range.start;
        }
        for after in &words[n + 1..] {
            if !filler(after) || !near(range.end, after.range.start) {
                break;
            }
            range.end = after.range.end;
        }
        labels.push(Label { range, which });
    }
    labels
}

/// Whether a text has nothing in it but labels, articles and marks. "PubPub" is none.
pub fn is_label_alone(text: &str) -> bool {
    let words = words(text, &[]);
    let says = |which: fn(&Says) -> bool| {
        words.iter().filter(|word| word.says.as_ref().is_some_and(which)).count()
    };
    let keys = says(|says| matches!(says, Says::Key(_)));
    let spaced = text.contains(|c: char| !c.is_alphanumeric());
    keys + says(|says| *says == Says::Filler) > 0
        && words.iter().all(|word| word.says.is_some())
        && (spaced || keys <= 1)
}

/// Whether between a label and a key stands nothing that could be about anything else.
pub fn is_link(between: &str) -> bool {
    between.len() <= 60
        && words(between, &[])
            .iter()
            .all(|word| matches!(word.says, Some(Says::Filler | Says::Article)))
        && !between.contains(['.', ')', ']', ';', '?', '!'])
}

/// The labels that a run of letters and digits begins and ends with: how many bytes of it each
/// takes, where what is left may be one key.
pub fn grown_together(run: &str, left: usize) -> Option<(usize, usize)> {
    let named = |part: &str| {
        part.is_empty() || {
            let whole = part.to_ascii_lowercase();
            says(&whole).is_some_and(|says| matches!(says, Says::Key(_) | Says::Filler))
                || super::shape::parts(part).iter().all(|part| {
                    let says = says(&part.to_ascii_lowercase());
                    matches!(says, Some(Says::Key(_) | Says::Filler))
                })
        }
    };
    let extra = run.len().checked_sub(left).filter(|extra| *extra > 1 && *extra <= 40)?;
    let fits = |before: &usize| {
        let (first, last) = (run.get(..*before), run.get(*before + left..));
        first.is_some_and(named) && last.is_some_and(named)
    };
    (0..=extra).rev().find(fits).map(|before| (before, extra - before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_whole_words_of_several_languages() {
        use Which::*;
        for (text, which, whole) in [
            ("Public Key: x", Public, "Public Key"),
            ("PSA_PRIVATE=x", Private, "PSA_PRIVATE"),
            ("privateKey", Private, "privateKey"),
            ("PrivateKey", Private, "PrivateKey"),
            ("Öffentlicher Schlüssel", Public, "Öffentlicher Schlüssel"),
            (
                "O\u{308}ffentlicher Schlu\u{308}ssel",
                Public,
                "O\u{308}ffentlicher Schlu\u{308}ssel",
            ),
            ("geheimer Schlüssel", Private, "geheimer Schlüssel"),
            ("Clé privée", Private, "Clé privée"),
            ("clave pública", Public, "clave pública"),
            ("openbare sleutel", Public, "openbare sleutel"),
            ("privésleutel", Private, "privésleutel"),
            ("CW_PUB", Public, "CW_PUB"),
            ("secret", Private, "secret"),
        ] {
            let found = labels(text, &[]);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!((found[0].which, &text[found[0].range.clone()]), (which, whole), "{text}");
        }
        for text in ["publish", "privacy", "republican", "deprived", "publicity", "user"] {
            assert_eq!(labels(text, &[]), [], "{text}");
        }
        assert_eq!(labels("user: x", &[]).len(), 1);
    }
}
