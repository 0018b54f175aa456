//! What a file added by hand is: its name, its sum, the hosts it names; and whose place it may not
//! take.

use std::collections::BTreeSet;

use toml::de::{DeTable, DeValue};
use url::Host;

use super::{AddedFile, Integration};
use ground::files;
use ground::look::alike;

impl AddedFile {
    pub fn of(name: String, text: &str) -> Self {
        Self { name, sha256: files::sha256(text.as_bytes()), hosts: hosts(text) }
    }
}

/// Whose name or vendor a file takes, if it does: it would be read as theirs.
pub fn taken<'a>(fresh: &Integration, known: &'a [Integration]) -> Option<&'a Integration> {
    let names = [alike(&fresh.name), alike(&fresh.vendor)];
    known.iter().filter(|other| other.built_in).find(|other| {
        [&other.name, &other.vendor].into_iter().any(|theirs| names.contains(&alike(theirs)))
    })
}

/// Every host that stands in its texts, also within a sentence.
fn hosts(text: &str) -> Vec<String> {
    let mut found = BTreeSet::new();
    if let Ok(table) = DeTable::parse(text) {
        for value in table.get_ref().values() {
            look_into(value.get_ref(), &mut found);
        }
    }
    found.into_iter().collect()
}

fn look_into(value: &DeValue, found: &mut BTreeSet<String>) {
    match value {
        DeValue::String(text) => found.extend(named(text)),
        DeValue::Array(values) => {
            values.iter().for_each(|value| look_into(value.get_ref(), found));
        }
        DeValue::Table(values) => {
            values.values().for_each(|value| look_into(value.get_ref(), found));
        }
        _ => {}
    }
}

/// Words with a dot in them that end as a host does, and addresses in figures behind `//`.
fn named(text: &str) -> impl Iterator<Item = String> {
    let is_part = |c: char| c.is_alphanumeric() || "-._\u{3002}\u{ff0e}\u{ff61}".contains(c);
    text.split(move |c: char| !is_part(c)).filter_map(|word| {
        let word = word.trim_matches(['.', '-', '_']);
        let dotted = word.contains(['.', '\u{3002}', '\u{ff0e}', '\u{ff61}']);
        match Host::parse(word).ok()? {
            Host::Domain(name) if dotted && ends_as_a_host(&name) => Some(name),
            Host::Ipv4(address) if dotted && word.matches('.').count() == 3 => {
                Some(address.to_string())
            }
            _ => None,
        }
    })
}

fn ends_as_a_host(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or_default();
    last.len() >= 2 && (last.starts_with("xn--") || last.chars().all(|c| c.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_found_wherever_they_stand() {
        let text = r#"
            a = "Open https://Evil.example/x?y=1 now."
            b = ["Mail a@mail.example, or call.", { c = "See one.example." }]
            [d]
            e = "\u0065scaped.example and m\u00fcnchen.example and wide\u3002example"
            f = "hubspot+{company_slug}@syncsmart.example"
            g = "http://10.1.2.3:8080/ and v2025.1, 3.5 minutes, e.g. this"
            # comment.example
        "#;
        let expected = [
            "10.1.2.3",
            "escaped.example",
            "evil.example",
            "mail.example",
            "one.example",
            "syncsmart.example",
            "wide.example",
            "xn--mnchen-3ya.example",
        ];
        assert_eq!(hosts(text), expected);
    }
}
