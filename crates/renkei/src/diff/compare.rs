//! Comparing two values as JSON, with lists aligned.

use std::collections::HashMap;

use renkei_model::Exchange;
use serde_json::{Map, Value};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Change, Difference};

/// A difference, and the places of both sides.
pub(super) struct Found {
    pub(super) difference: Difference,
    pub(super) places: [Option<String>; 2],
}

/// Compares two exchanges; how the text was encoded is no part of what they say.
pub(super) fn exchanges(a: &Exchange, b: &Exchange) -> Vec<Found> {
    let mut found = Vec::new();
    if a == b {
        return found;
    }
    let value = |exchange: &Exchange| {
        let mut value = serde_json::to_value(exchange).unwrap_or_default();
        if let Some(header) = value.get_mut("header").and_then(Value::as_object_mut) {
            header.remove("charsets");
            header.remove("charset_handling");
        }
        if let Some(root) = value.as_object_mut() {
            root.remove("unmapped");
        }
        value
    };
    compare(["", ""].map(str::to_owned), Some(&value(a)), Some(&value(b)), &mut found);
    unmapped(a, b, &mut found);
    found
}

/// Values that no mapping reads are compared by where they stand.
fn unmapped(a: &Exchange, b: &Exchange, found: &mut Vec<Found>) {
    let key = |exchange: &Exchange| {
        let items = exchange.unmapped.iter();
        items.map(|item| (item.path.clone(), item.text.clone(), item.bytes.clone())).collect::<Vec<_>>()
    };
    let (olds, news) = (key(a), key(b));
    let place = |n: Option<usize>, items: &[(String, _, _)]| {
        n.and_then(|n| items.get(n)).map(|(path, _, _)| format!("unmapped:{path}"))
    };
    let value = |n: Option<usize>, exchange: &Exchange| {
        n.and_then(|n| exchange.unmapped.get(n)).map(|item| Value::from(item.text.as_str()))
    };
    let paths = |items: &[(String, renkei_model::value::Text, _)]| {
        items.iter().map(|(path, _, _)| path.clone()).collect::<Vec<_>>()
    };
    for (x, y) in pair(&paths(&olds), &paths(&news)) {
        let same = x.and_then(|n| olds.get(n)) == y.and_then(|n| news.get(n));
        if !same {
            let n = x.or(y).unwrap_or(0);
            let difference = Difference {
                change: change(x.is_some(), y.is_some()),
                place: format!("unmapped[{n}]"),
                paths: [None, None],
                values: [value(x, a), value(y, b)],
            };
            found.push(Found { difference, places: [place(x, &olds), place(y, &news)] });
        }
    }
}

const fn change(before: bool, after: bool) -> Change {
    match (before, after) {
        (true, false) => Change::Removed,
        (false, true) => Change::Added,
        _ => Change::Changed,
    }
}

fn compare(places: [String; 2], a: Option<&Value>, b: Option<&Value>, found: &mut Vec<Found>) {
    match (a, b) {
        (Some(a), Some(b)) if a == b => {}
        (Some(Value::Object(a)), Some(Value::Object(b))) => objects(&places, a, b, found),
        (Some(Value::Array(a)), Some(Value::Array(b))) => lists(&places, a, b, found),
        _ => {
            let [before, after] = places;
            let place = if a.is_some() { before.clone() } else { after.clone() };
            let difference = Difference {
                change: change(a.is_some(), b.is_some()),
                place,
                paths: [None, None],
                values: [a.cloned(), b.cloned()],
            };
            let places = [a.is_some().then_some(before), b.is_some().then_some(after)];
            found.push(Found { difference, places });
        }
    }
}

fn objects(places: &[String; 2], a: &Map<String, Value>, b: &Map<String, Value>, found: &mut Vec<Found>) {
    let keys = a.keys().chain(b.keys().filter(|key| !a.contains_key(*key)));
    for key in keys {
        let below =
            places.clone().map(|place| if place.is_empty() { key.clone() } else { format!("{place}.{key}") });
        compare(below, a.get(key), b.get(key), found);
    }
}

fn lists(places: &[String; 2], a: &[Value], b: &[Value], found: &mut Vec<Found>) {
    let names = |items: &[Value]| items.iter().map(identity).collect::<Vec<_>>();
    for (x, y) in pair(&names(a), &names(b)) {
        let [before, after] = places;
        let below = [
            x.map_or_else(String::new, |n| format!("{before}[{n}]")),
            y.map_or_else(String::new, |n| format!("{after}[{n}]")),
        ];
        compare(below, x.and_then(|n| a.get(n)), y.and_then(|n| b.get(n)), found);
    }
}

/// What an element of a list is, as against what is said of it: its code, its number.
fn identity(value: &Value) -> String {
    const NAMES: &[&str] =
        &["code", "medication", "placer_number", "identifier", "key", "id", "representation", "path"];
    // What a list element is may stand in what it wraps.
    const WRAPPED: &[&str] = &["request", "specimen", "identity"];
    let Value::Object(object) = value else { return value.to_string() };
    let own = NAMES.iter().filter_map(|name| Some((*name, object.get(*name)?)));
    let wrapped = WRAPPED.iter().filter_map(|name| object.get(*name)?.as_object());
    let inner = wrapped.flat_map(|o| NAMES.iter().filter_map(|name| Some((*name, o.get(*name)?))));
    let mut text = String::new();
    for (name, value) in own.chain(inner).take(3) {
        text.push_str(name);
        text.push_str(&value.to_string());
    }
    text
}

/// Pairs the elements of two lists, in order; one without a counterpart stands alone.
fn pair<'i>(a: &'i [String], b: &'i [String]) -> Vec<(Option<usize>, Option<usize>)> {
    // Numbers compare faster than texts.
    let mut known: HashMap<&str, usize> = HashMap::new();
    let numbers: Vec<usize> = a
        .iter()
        .chain(b)
        .map(|item| {
            let next = known.len();
            *known.entry(item.as_str()).or_insert(next)
        })
        .collect();
    let (a, b) = numbers.split_at_checked(a.len()).unwrap_or_default();
    let mut pairs = Vec::with_capacity(a.len().max(b.len()));
    for op in capture_diff_slices(Algorithm::Myers, a, b) {
        let (old, new) = match op {
            DiffOp::Equal { old_index, new_index, len } => {
                (old_index..old_index.saturating_add(len), new_index..new_index.saturating_add(len))
            }
            DiffOp::Delete { old_index, old_len, new_index } => {
                (old_index..old_index.saturating_add(old_len), new_index..new_index)
            }
            DiffOp::Insert { old_index, new_index, new_len } => {
                (old_index..old_index, new_index..new_index.saturating_add(new_len))
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                (old_index..old_index.saturating_add(old_len), new_index..new_index.saturating_add(new_len))
            }
        };
        let count = old.len().max(new.len());
        let (mut old, mut new) = (old, new);
        pairs.extend((0..count).map(|_| (old.next(), new.next())));
    }
    pairs
}
