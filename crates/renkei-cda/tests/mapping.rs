//! Documents into the model and back: the laws, on the public and synthetic samples and on the fixtures.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "tests say what they expect"
)]

use proptest::prelude::*;
use renkei_cda::{Document, EncodeOptions, Limits, decode, encode, laws};
use renkei_core::Diagnostic;
use renkei_fixtures::Fixture;
use renkei_model::document::Statement;
use renkei_model::{Content, Exchange};

fn everything() -> Vec<Fixture> {
    let fixtures = ["cda", "xml_hostile/harmless"].into_iter().flat_map(renkei_fixtures::files);
    fixtures.chain(["cda", "hl7/cda"].into_iter().flat_map(renkei_fixtures::samples)).collect()
}

fn read(bytes: &[u8]) -> (Exchange, Vec<Diagnostic>) {
    let document = Document::parse(bytes, &Limits::default(), &mut ()).unwrap();
    let mut found = Vec::new();
    let exchange = decode(&document, &mut found);
    (exchange, found)
}

/// What differs between two exchanges, by place, without the values of either.
fn differences(a: &serde_json::Value, b: &serde_json::Value, place: String, found: &mut Vec<String>) {
    use serde_json::Value;
    match (a, b) {
        (Value::Object(x), Value::Object(y)) => {
            let keys: std::collections::BTreeSet<_> = x.keys().chain(y.keys()).collect();
            for key in keys {
                let missing = Value::from("(missing)");
                let of = |map: &serde_json::Map<String, Value>| map.get(key).unwrap_or(&missing).clone();
                differences(&of(x), &of(y), format!("{place}.{key}"), found);
            }
        }
        (Value::Array(x), Value::Array(y)) if x.len() == y.len() => {
            for (n, (x, y)) in x.iter().zip(y).enumerate() {
                differences(x, y, format!("{place}[{n}]"), found);
            }
        }
        (a, b) if a != b => found.push(format!("{place}: {a} is not {b}")),
        _ => {}
    }
}

#[test]
fn every_byte_is_accounted_for_and_nothing_changes_by_itself() {
    for file in everything() {
        println!("{}", file.name);
        laws::reading_is_total(&file.bytes);
        laws::unchanged_is_identical(&file.bytes);
        laws::every_byte_is_accounted(&file.bytes);
    }
}

#[test]
fn what_is_written_is_read_back() {
    for file in everything() {
        println!("{}", file.name);
        laws::what_is_written_is_read_back(&file.bytes);
    }
}

#[test]
fn a_document_goes_through_the_model_unchanged() {
    let japanese = renkei_fixtures::samples("cda").into_iter().chain(renkei_fixtures::files("cda"));
    for file in japanese.filter(|f| f.name.ends_with(".xml")) {
        let (mut exchange, _) = read(&file.bytes);
        exchange.unmapped.clear();
        let written = encode(&exchange, &EncodeOptions::default()).unwrap();
        let (again, _) = read(written.as_bytes());
        let mut found = Vec::new();
        let json = |e: &Exchange| serde_json::to_value(e).unwrap();
        differences(&json(&exchange), &json(&again), String::new(), &mut found);
        assert!(found.is_empty(), "{}\n{}", file.name, found.join("\n"));
        assert!(exchange == again, "{} reads alike only in JSON", file.name);
    }
}

#[test]
fn the_synthetic_documents_leave_little_unmapped() {
    for file in renkei_fixtures::samples("cda") {
        let (exchange, found) = read(&file.bytes);
        for value in &exchange.unmapped {
            println!("{}: {} = {}", file.name, value.path, value.text);
        }
        for report in &found {
            println!("{}: {report}", file.name);
        }
        assert!(exchange.unmapped.len() < 30, "{} values are unmapped", exchange.unmapped.len());
        let Content::Document(document) = &exchange.content else { panic!("no document") };
        assert!(document.entries().iter().any(|e| matches!(e.statement, Some(Statement::Condition(_)))));
    }
}

/// A document in which some values, names or elements are others.
fn changed(text: &str, changes: &[(usize, u8)]) -> String {
    const WORDS: [&str; 12] = [
        "IVL_TS",
        "PQ",
        "CD",
        "nullFlavor",
        "20240231",
        "value",
        "code",
        "東京",
        "<code code=\"1\"/>",
        "",
        "-1",
        "MFST",
    ];
    let mut text = text.to_owned();
    for (place, word) in changes {
        let quotes: Vec<usize> = text.match_indices(['"', '>', '<']).map(|(at, _)| at).collect();
        let at = quotes[place % quotes.len()];
        let from = at + 1;
        let end = text[from..].find(['"', ' ', '<', '>', '/']).map_or(text.len(), |n| from + n);
        text.replace_range(from..end, WORDS[usize::from(*word) % WORDS.len()]);
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_damaged_document_keeps_the_laws(
        number in 0usize..3, changes in prop::collection::vec((any::<usize>(), any::<u8>()), 1..6),
    ) {
        let files = renkei_fixtures::files("cda");
        let whole: Vec<_> = files.iter().filter(|f| f.name.ends_with("_full.xml")).collect();
        let text = String::from_utf8(whole[number].bytes.clone()).unwrap();
        let text = changed(&text, &changes);
        laws::every_byte_is_accounted(text.as_bytes());
        laws::what_is_written_is_read_back(text.as_bytes());
    }

    #[test]
    fn a_document_without_some_elements_keeps_the_laws(
        number in 0usize..3, removed in prop::collection::vec(any::<u32>(), 1..8),
    ) {
        let files = renkei_fixtures::files("cda");
        let whole: Vec<_> = files.iter().filter(|f| f.name.ends_with("_full.xml")).collect();
        let mut text = String::from_utf8(whole[number].bytes.clone()).unwrap();
        for place in removed {
            let span = {
                let document = Document::parse(text.as_bytes(), &Limits::default(), &mut ()).unwrap();
                let count = document.element_count();
                let element = document.elements().nth(1 + usize::try_from(place).unwrap() % (count - 1)).unwrap();
                element.span().range()
            };
            text.replace_range(span, "");
            let left = Document::parse(text.as_bytes(), &Limits::default(), &mut ()).unwrap().element_count();
            if left < 2 {
                break;
            }
        }
        laws::every_byte_is_accounted(text.as_bytes());
        laws::what_is_written_is_read_back(text.as_bytes());
    }
}
