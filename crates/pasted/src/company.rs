//! The company ID and the Member ID: short names, with or without their label.

use super::signs;
use super::tidy::{self, Tidied};

/// Words of a label, folded to small letters: "Company ID", "CW_COMPANY", "Firmen-ID".
const COMPANY: &[&str] = &[
    "company",
    "companyid",
    "firma",
    "firmen",
    "firmenid",
    "unternehmen",
    "entreprise",
    "société",
    "societe",
    "empresa",
    "compañía",
    "compania",
    "bedrijf",
    "bedrijfs",
    "azienda",
];
const MEMBER: &[&str] = &[
    "member",
    "memberid",
    "mitglied",
    "mitglieds",
    "membre",
    "miembro",
    "lid",
    "user",
    "username",
];
const WITH: &[&str] = &[
    "id",
    "name",
    "identifier",
    "kennung",
    "cw",
    "psa",
    "connectwise",
    "api",
    "your",
    "our",
    "the",
    "cwm",
    "is",
    "login",
    "sign",
    "in",
];

pub fn company(text: &str) -> (String, Option<String>) {
    let tidied = tidy::bare(text).with_plain_hyphens();
    without_label(&tidied, COMPANY)
}

pub fn member(text: &str) -> (String, Option<String>) {
    // A name may have brackets in it.
    without_label(&tidy::tidy(text), MEMBER)
}

fn without_label(tidied: &Tidied, labels: &[&str]) -> (String, Option<String>) {
    let text = tidied.text.as_str();
    let Some((label, rest)) = split(text, labels) else {
        return (text.to_owned(), tidied.words());
    };
    let value = tidy::bare(value(rest));
    let name = label.trim_matches(|c: char| !c.is_alphanumeric()).trim_end_matches(" is");
    let said = format!("Took what stands after {name}.");
    let said = match tidied.unseen() {
        Some(unseen) => format!("{said} {unseen}"),
        None => said,
    };
    ((**value.text).to_owned(), Some(said))
}

/// What a form goes on with is its next field: on the next line, behind a mark that no name has,
/// or behind its label.
fn value(rest: &str) -> &str {
    let ends = |c: char| signs::is_line_end(c) || matches!(c, ';' | ',' | '\t' | '|' | '&');
    let value = rest.split(ends).next().unwrap_or_default();
    let next = value.find([':', '=']).map_or(value, |mark| &value[..mark]);
    if next.len() == value.len() {
        return value;
    }
    // The words before that mark are the next label, and the first one is the name.
    value.split_whitespace().next().filter(|name| !name.contains([':', '='])).unwrap_or(value)
}

/// A label and what stands after it, where the label's words are all known.
fn split<'t>(text: &'t str, labels: &[&str]) -> Option<(&'t str, &'t str)> {
    let marks = |c: char| matches!(c, ':' | '=' | '\t' | '|') || signs::is_line_end(c);
    let at = text.find(marks).or_else(|| {
        if let Some(at) = text.find(" - ").or_else(|| text.find(" is ")) {
            return Some(at + 3);
        }
        // "Company ID acme-msp"
        let (label, _) = text.rsplit_once(' ')?;
        label.to_lowercase().ends_with(" id").then_some(label.len())
    })?;
    let (label, rest) = text.split_at(at);
    let rest = rest.trim_start_matches(|c: char| marks(c) || c.is_whitespace());
    let words: Vec<String> = label
        .split(|c: char| !c.is_alphanumeric())
        .flat_map(|word| if word.is_ascii() { super::shape::parts(word) } else { vec![word] })
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let known = |word: &String| labels.contains(&word.as_str()) || WITH.contains(&word.as_str());
    let named = words.iter().any(|word| labels.contains(&word.as_str()) || word == "id");
    (named && words.iter().all(known) && !rest.is_empty()).then_some((label, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_is_taken_and_what_went_is_said() {
        let cases = [
            ("acme-msp", "acme-msp", None),
            ("acme-msp\u{200b}", "acme-msp", Some("Removed 1 zero-width space.")),
            ("\u{feff}acme-msp", "acme-msp", Some("Removed 1 byte order mark.")),
            ("\u{202a}acme-msp\u{202c}", "acme-msp", Some("Removed 2 direction marks.")),
            ("\u{201c}acme-msp\u{201d}", "acme-msp", Some("Removed 2 quotation marks.")),
            ("(acme-msp).", "acme-msp", Some("Removed 2 brackets and 1 period.")),
            ("acme\u{2011}msp", "acme-msp", Some("Changed 1 hyphen to a plain one.")),
            ("acme\u{2212}msp", "acme-msp", Some("Changed 1 hyphen to a plain one.")),
            ("Company\tacme-msp", "acme-msp", Some("Took what stands after Company.")),
            ("Company ID: acme-msp", "acme-msp", Some("Took what stands after Company ID.")),
            ("Company ID acme-msp", "acme-msp", Some("Took what stands after Company ID.")),
            ("CW_COMPANY=\"acme-msp\"", "acme-msp", Some("Took what stands after CW_COMPANY.")),
            ("\"companyId\": \"acme-msp\",", "acme-msp", Some("Took what stands after companyId.")),
            ("Firmen-ID: acme-msp", "acme-msp", Some("Took what stands after Firmen-ID.")),
            ("Company ID - acme-msp", "acme-msp", Some("Took what stands after Company ID.")),
            (
                "Your company ID is acme-msp.",
                "acme-msp",
                Some("Took what stands after Your company ID."),
            ),
            (
                "Company ID\nacme-msp\nUsername\njoe",
                "acme-msp",
                Some("Took what stands after Company ID."),
            ),
            (
                "Company ID: acme-msp; User: joe",
                "acme-msp",
                Some("Took what stands after Company ID."),
            ),
            ("acme-msp (Acme)", "acme-msp (Acme)", None),
            ("AcmeMSP", "AcmeMSP", None),
            ("acme\tmsp", "acme\tmsp", None),
            ("Acme Managed Services", "Acme Managed Services", None),
            ("https://na.myconnectwise.net", "https://na.myconnectwise.net", None),
        ];
        for (text, kept, said) in cases {
            let (text_kept, told) = company(text);
            assert_eq!((text_kept.as_str(), told.as_deref()), (kept, said), "{text:?}");
        }
        assert_eq!(member("Member ID: Vectis").0, "Vectis");
        assert_eq!(member(" Ada (API) ").0, "Ada (API)");
    }
}
