//! Journals of Keywright 0.1 (schema 1) said dates and the remarks of a check in English words. They
//! become data here, before anything else reads them.

use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

use checkup::Line;
use connectwise::grid;
use setup::old;

type Object = Map<String, Value>;

pub fn upgrade(connection: &mut Value, zone: &TimeZone) {
    let Some(connection) = connection.as_object_mut() else { return };
    // Before outcomes were kept, the remarks were all that was known of a check.
    if is_absent(connection, "outcome")
        && let Some(checked) = connection.get("checked").filter(|checked| checked.is_string())
    {
        let outcome = outcome_of_remarks(checked, connection.get("remarks"));
        connection.insert("outcome".to_owned(), outcome);
    }
    of_a_check(connection, zone);
    date(connection, "begun", zone);
    if let Some(before) = connection.get_mut("replacing").and_then(Value::as_object_mut) {
        of_a_check(before, zone);
        // What says no date of the saved pair says nothing of it.
        if is_absent(before, "saved") {
            connection.insert("replacing".to_owned(), Value::Null);
        }
    }
}

/// What a connection and its saved predecessor have in common.
fn of_a_check(part: &mut Object, zone: &TimeZone) {
    date(part, "checked", zone);
    date(part, "saved", zone);
    let remarks = texts(part.get("remarks")).filter_map(remark).collect();
    part.insert("remarks".to_owned(), Value::Array(remarks));
    let Some(outcome) = part.get_mut("outcome").and_then(Value::as_object_mut) else { return };
    date(outcome, "when", zone);
    for names in ["missing", "failed"] {
        let lines: Vec<Line> = texts(outcome.get(names)).filter_map(line).collect();
        outcome.insert(names.to_owned(), json!(lines));
    }
    if is_absent(outcome, "when") {
        part.insert("outcome".to_owned(), Value::Null);
    }
}

fn is_absent(object: &Object, name: &str) -> bool {
    object.get(name).is_none_or(Value::is_null)
}

fn texts(list: Option<&Value>) -> impl Iterator<Item = &str> {
    list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

fn date(object: &mut Object, name: &str, zone: &TimeZone) {
    let words = object.get(name).and_then(Value::as_str);
    let when = words.and_then(|words| old::when(words, zone));
    object.insert(name.to_owned(), json!(when));
}

const VERDICTS: [(&str, &str); 4] = [
    ("Missing: ", "failed"),
    ("Failed: ", "failed"),
    ("More than needed: ", "wider"),
    ("Not checked: ", "unproven"),
];

/// "Missing: Companies > Contacts. Add Level is None, needs All".
fn split(remark: &str) -> Option<(&'static str, Line, &str)> {
    let of = |(word, verdict): &(&str, &'static str)| Some((*verdict, remark.strip_prefix(word)?));
    let (verdict, rest) = VERDICTS.iter().find_map(of)?;
    let (title, evidence) = rest.split_once(". ").unwrap_or((rest.trim_end_matches('.'), ""));
    Some((verdict, line(title)?, evidence))
}

fn remark(text: &str) -> Option<Value> {
    let (verdict, line, evidence) = split(text)?;
    Some(json!({ "line": line, "verdict": verdict, "evidence": evidence }))
}

fn outcome_of_remarks(checked: &Value, remarks: Option<&Value>) -> Value {
    let named = |word: &str| -> Vec<&str> {
        let rest = texts(remarks).filter_map(|remark| remark.strip_prefix(word));
        rest.map(|rest| rest.split(". ").next().unwrap_or(rest)).collect()
    };
    json!({
        "when": checked,
        "signed_in": true,
        "missing": named("Missing: "),
        "failed": named("Failed: "),
        "unproven": named("Not checked: ").len(),
        "wider": !named("More than needed: ").is_empty(),
    })
}

/// A line by the title it had.
fn line(title: &str) -> Option<Line> {
    let gate = match title {
        "Network" => Line::Network,
        "Site address" => Line::Site,
        "Certificate" => Line::Certificate,
        "Company ID" => Line::Company,
        "Client ID" => Line::ClientId,
        "Key pair" => Line::Keys,
        "API member" => Line::Member,
        "Sees companies" => Line::Companies,
        "The whole role" => Line::Wider,
        _ => {
            if let Some(table) = title.strip_prefix("Table Setup: ") {
                return Some(Line::Table(table.to_owned()));
            }
            let (module, row) = title.split_once(" > ")?;
            return grid::find(module, row).map(Line::Row);
        }
    };
    Some(gate)
}
