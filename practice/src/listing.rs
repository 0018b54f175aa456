//! Paging and field choice: `pageSize`, `page` and `fields`. Conditions and sorting are accepted and ignored.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

const PAGE_SIZE: usize = 25;
const MOST_PER_PAGE: usize = 1_000;

/// What follows the `?`.
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    pub(crate) fn read(text: &str) -> Query {
        let decode = |part: &str| {
            percent_decode_str(&part.replace('+', " ")).decode_utf8_lossy().into_owned()
        };
        let pairs = text.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        });
        Query(pairs.collect())
    }

    /// The first value of this name, whose case does not matter.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// A number from 1; nonsense counts as not given.
    fn number(&self, name: &str) -> Option<usize> {
        self.get(name)?.trim().parse().ok().filter(|number| *number > 0)
    }
}

/// The page asked for: 25 records if nothing is said, never more than 1,000 or than `longest`. Beside it the number of the next
/// page, where there is one.
pub(crate) fn page(
    list: Vec<Value>,
    query: &Query,
    longest: Option<usize>,
) -> (Vec<Value>, Option<usize>) {
    let most = longest.unwrap_or(MOST_PER_PAGE).min(MOST_PER_PAGE);
    let size = query.number("pageSize").unwrap_or(PAGE_SIZE).min(most);
    let number = query.number("page").unwrap_or(1);
    let before = (number - 1).saturating_mul(size);
    let next = (list.len() > before.saturating_add(size)).then_some(number + 1);
    (list.into_iter().skip(before).take(size).collect(), next)
}

/// The query of another page.
pub(crate) fn of_page(query: &str, number: usize) -> String {
    let is_page = |pair: &&str| {
        pair.split_once('=').is_some_and(|(name, _)| name.eq_ignore_ascii_case("page"))
    };
    let mut pairs: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty()).collect();
    pairs.retain(|pair| !is_page(pair));
    let number = format!("page={number}");
    pairs.push(&number);
    pairs.join("&")
}

/// Only what `fields` names, a slash going one level down: `id,company/name`.
pub(crate) fn chosen_fields(record: Value, query: &Query) -> Value {
    let Some(fields) = query.get("fields").filter(|fields| !fields.trim().is_empty()) else {
        return record;
    };
    let mut chosen = Map::new();
    for field in fields.split(',').map(str::trim).filter(|field| !field.is_empty()) {
        let path: Vec<&str> = field.split('/').collect();
        copy(&record, &path, &mut chosen);
    }
    Value::Object(chosen)
}

fn copy(from: &Value, path: &[&str], to: &mut Map<String, Value>) {
    let Some((first, rest)) = path.split_first() else {
        return;
    };
    let Some((name, value)) = from
        .as_object()
        .and_then(|record| record.iter().find(|(name, _)| name.eq_ignore_ascii_case(first)))
    else {
        return;
    };
    if rest.is_empty() {
        to.insert(name.clone(), value.clone());
    } else if let Value::Object(inner) =
        to.entry(name.clone()).or_insert_with(|| Value::Object(Map::new()))
    {
        copy(value, rest, inner);
    }
}
