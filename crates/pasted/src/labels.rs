//! Which words call a key the public or the private one: whole words of the languages of Europe and
//! East Asia, also
//! grown together (`PSA_PRIVATE`, `publicKey`, `Privatschlüssel`).

use std::ops::Range;

use super::Which;

/// A label in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// From its first to its last word: "Public Key", "PSA_PRIVATE", "Clé privée".
    pub range: Range<usize>,
    pub which: Which,
    /// It speaks of a key, and is not "Username:" or "Password:", which others have, too.
    pub of_a_key: bool,
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
    "offentl",
    "oeffentl",
    "publ",
    "publik",
    "publika",
    "publiku",
    "offentlig",
    "offentliga",
    "offentlige",
    "offentligt",
    "publiczny",
    "publicznego",
    "publiczna",
    "verejny",
    "verejneho",
    "verejna",
    "javni",
    "javna",
    "julkinen",
    "nyilvanos",
    "publikus",
    "acik",
    "публичныи",
    "публичного",
    "открытыи",
    "открытого",
    "публичнии",
    "публічнии",
    "відкритии",
    "公開鍵",
    "公钥",
    "公鑰",
    "공개키",
];
const PRIVATE: &[&str] = &[
    "private",
    "priv",
    "prv",
    "pvt",
    "privkey",
    "privater",
    "privaten",
    "privates",
    "privat",
    "secret",
    "geheim",
    "geheimer",
    "geheime",
    "geheimen",
    "geheimes",
    "privee",
    "prive",
    "privees",
    "privada",
    "privado",
    "privadas",
    "secreta",
    "secreto",
    "secrete",
    "privata",
    "privato",
    "segreta",
    "segreto",
    "hemlig",
    "hemliga",
    "hemligt",
    "hemmelig",
    "hemmelige",
    "prywatny",
    "prywatnego",
    "prywatna",
    "tajny",
    "tajna",
    "tajne",
    "soukromy",
    "soukromeho",
    "soukroma",
    "sukromny",
    "sukromneho",
    "privatni",
    "privatny",
    "privatna",
    "yksityinen",
    "salainen",
    "titkos",
    "ozel",
    "gizli",
    "приватныи",
    "приватного",
    "закрытыи",
    "закрытого",
    "секретныи",
    "секретного",
    "приватнии",
    "секретнии",
    "秘密鍵",
    "私钥",
    "私鑰",
    "개인키",
];
/// Whose meaning shows only where both stand: a "PK" alone may be either.
const SHORT: [(&str, Which); 2] = [("pk", Which::Public), ("sk", Which::Private)];
/// What a period behind it belongs to.
const ABBREVIATED: &[&str] = &["priv", "prv", "pvt", "pub", "publ", "offentl", "oeffentl"];
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
    "klucz",
    "klucza",
    "nyckel",
    "nyckeln",
    "nokkel",
    "nokkelen",
    "nogle",
    "noglen",
    "chave",
    "chaves",
    "klic",
    "klice",
    "kluc",
    "kljuc",
    "avain",
    "kulcs",
    "anahtar",
    "anahtari",
    "cheie",
    "cheia",
    "ключ",
    "ключа",
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
    } else if let Some((_, which)) = SHORT.iter().find(|(short, _)| *short == word) {
        Some(Says::SignIn(*which))
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
    let c = c.to_lowercase().next().unwrap_or(c);
    Some(match c {
        '\u{300}'..='\u{36f}' => return None,
        'ä' | 'á' | 'à' | 'â' | 'ã' | 'å' | 'ą' | 'ă' => 'a',
        'ö' | 'ó' | 'ô' | 'ò' | 'õ' | 'ø' | 'ő' => 'o',
        'ü' | 'ú' | 'û' | 'ù' | 'ů' | 'ű' => 'u',
        'é' | 'è' | 'ê' | 'ë' | 'ę' | 'ě' => 'e',
        'í' | 'ï' | 'ì' | 'î' | 'ı' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ç' | 'ć' | 'č' => 'c',
        'ł' | 'ľ' => 'l',
        'ś' | 'š' | 'ș' => 's',
        'ź' | 'ż' | 'ž' => 'z',
        'ř' => 'r',
        'ý' => 'y',
        'й' => 'и',
        c => c,
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
        let abbreviated = || {
            let last = text[..before].rsplit(|c: char| !c.is_alphabetic()).next();
            let last: String = last.unwrap_or_default().chars().filter_map(folded).collect();
            ABBREVIATED.contains(&last.as_str())
        };
        if between == ". " && abbreviated() {
            return true;
        }
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
        let of_a_key = matches!(word.says, Some(Says::Key(_)));
        labels.push(Label { range, which, of_a_key });
    }
    let short = |label: &Label| {
        let word = &text[label.range.clone()];
        SHORT.iter().any(|(short, _)| word.eq_ignore_ascii_case(short))
    };
    let both = SHORT
        .iter()
        .all(|(_, which)| labels.iter().any(|label| label.which == *which && short(label)));
    labels.retain(|label| both || !short(label));
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
    let extra = run.len().checked_sub(left).filter(|extra| *extra > 1 && *extra <= 40)?;
    let fits = |before: &usize| {
        let (first, last) = (run.get(..*before), run.get(*before + left..));
        first.is_some_and(is_grown) && last.is_some_and(is_grown)
    };
    (0..=extra).rev().find(fits).map(|before| (before, extra - before))
}

/// The same with two keys, and a label between them.
pub fn pair_grown_together(run: &str, left: usize) -> Option<[Range<usize>; 2]> {
    let extra = run.len().checked_sub(2 * left).filter(|extra| *extra > 2 && *extra <= 60)?;
    let part = |from: usize, to: usize| run.get(from..to);
    (0..extra).rev().filter(|head| part(0, *head).is_some_and(is_grown)).find_map(|head| {
        let middle = head + left;
        let label = (2..=extra - head).rev().find(|label| {
            let tail = part(middle + label + left, run.len());
            part(middle, middle + label).is_some_and(is_grown) && tail.is_some_and(is_grown)
        })?;
        let second = middle + label;
        Some([head..middle, second..second + left])
    })
}

/// Nothing, or a label in one word.
fn is_grown(part: &str) -> bool {
    let named = |word: &str| {
        let says = says(&word.to_ascii_lowercase());
        says.is_some_and(|says| matches!(says, Says::Key(_) | Says::Filler))
    };
    part.is_empty() || named(part) || super::shape::parts(part).into_iter().all(named)
}

/// Whether a text has no words in it but labels and what joins them to keys.
pub fn nothing_else(text: &str, keys: &[Range<usize>]) -> bool {
    words(text, keys).iter().all(|word| word.says.is_some())
}

/// Whether one of the words of a text is listed, without accents and in small letters.
pub fn has_word(text: &str, keys: &[Range<usize>], listed: &[&str]) -> bool {
    words(text, keys).iter().any(|word| {
        let word: String = text[word.range.clone()].chars().filter_map(folded).collect();
        listed.contains(&word.as_str())
    })
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
            ("Priv. Schlüssel", Private, "Priv. Schlüssel"),
            ("Öffentl. Schlüssel", Public, "Öffentl. Schlüssel"),
            ("Klucz prywatny", Private, "Klucz prywatny"),
            ("offentlig nøgle", Public, "offentlig nøgle"),
            ("Publik nyckel", Public, "Publik nyckel"),
            ("Приватный ключ", Private, "Приватный ключ"),
            ("chave pública", Public, "chave pública"),
            ("soukromý klíč", Private, "soukromý klíč"),
        ] {
            let found = labels(text, &[]);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!((found[0].which, &text[found[0].range.clone()]), (which, whole), "{text}");
        }
        assert_eq!(labels("sk: x, pk: y", &[]).len(), 2);
        for text in
            ["pk: x", "SK=x", "publish", "privacy", "republican", "deprived", "publicity", "user"]
        {
            assert_eq!(labels(text, &[]), [], "{text}");
        }
        assert_eq!(labels("user: x", &[]).len(), 1);
    }
}
