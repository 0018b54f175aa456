//! What a person reads, in every golden View: plain words, short sentences, bold in pairs.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::golden::Gallery;
use crate::golden::site::on_the_way;
use crate::golden::start::FAULTS;

/// Whatever is shown, these do not help anybody.
const NOT_SAID: &[&str] =
    &["just", "simply", "please", "sorry", "invalid", "obviously", "oops", "illegal", "forbidden"];
/// A vendor's own words for an error, to be recognised by.
const QUOTED: &[&str] = &["403 Forbidden"];
const LONGEST_SENTENCE: usize = 20;
/// Data, not words to a reader: what is typed or copied, and what machines say to each other.
const DATA: &[&str] = &["value", "technical", "placeholder", "trail", "place", "detail"];

pub fn faults(gallery: &Gallery) -> Vec<String> {
    let mut texts = BTreeSet::new();
    // The extreme product says what nobody should.
    for (_, view) in gallery.0.iter().filter(|(name, _)| !name.contains("extreme")) {
        collect(&serde_json::to_value(view).unwrap(), &mut texts);
    }
    for problem in FAULTS.map(view::problem::update) {
        collect(&serde_json::to_value(problem).unwrap(), &mut texts);
    }
    for cause in on_the_way() {
        collect(&serde_json::to_value(view::problem::of_wire(&cause)).unwrap(), &mut texts);
    }
    assert!(texts.len() > 300, "only {} texts", texts.len());
    texts.iter().flat_map(|text| of(text)).collect()
}

fn collect(value: &Value, texts: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(texts.insert(text.clone())),
        Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        // An intent is not read.
        Value::Object(map) if map.contains_key("do") => {}
        Value::Object(map) => map
            .iter()
            .filter(|(key, _)| !DATA.contains(&key.as_str()))
            .for_each(|(_, item)| collect(item, texts)),
        _ => {}
    }
}

fn of(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let plain = QUOTED.iter().fold(text.to_owned(), |text, quoted| text.replace(quoted, ""));
    for word in plain.to_lowercase().split(|c: char| !c.is_alphabetic()) {
        if NOT_SAID.contains(&word) {
            faults.push(format!("says {word:?}: {text}"));
        }
    }
    for sentence in text.split_inclusive(['.', '?', ':']) {
        let words = sentence.split_whitespace().filter(|word| *word != ">").count();
        if words > LONGEST_SENTENCE {
            faults.push(format!("{words} words: {sentence}"));
        }
    }
    if text.matches("**").count() % 2 == 1 {
        faults.push(format!("bold that does not end: {text}"));
    }
    faults
}
