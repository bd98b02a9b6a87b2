//! Law 6, discreet: no diagnostic, error or `Debug` output holds what came from a patient's record.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests say what they expect")]

use std::io;

use renkei::check::{CheckOptions, Output, Report, check_stream};
use renkei::input::Input;
use renkei::{Language, ReadOptions, records};
use serde_json::Value;

/// The texts of an exchange that are somebody's: names, identifiers, addresses, numbers, comments, results.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        // Short numbers and codes stand in lengths and places by accident.
        Value::String(text) if text.chars().count() >= if text.is_ascii() { 7 } else { 2 } => {
            found.push(text.clone());
        }
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(map) => map.values().for_each(|inner| texts(inner, found)),
        _ => {}
    }
}

/// Everything that a check says of a file, in both languages.
fn said_by_a_check(bytes: &[u8]) -> String {
    struct Said(String);
    impl Output for Said {
        fn report(&mut self, report: &Report) -> io::Result<()> {
            for finding in &report.findings {
                self.0.push_str(&format!("{finding} {finding:?} {}", finding.message(Language::Japanese)));
            }
            for what in &report.checked.not_checked {
                self.0.push_str(&what.text(Language::English));
                self.0.push_str(&what.text(Language::Japanese));
            }
            Ok(())
        }
    }
    let mut said = Said(String::new());
    check_stream(bytes, Input::stdin(), &CheckOptions::default(), &mut said).unwrap();
    said.0
}

#[test]
fn nothing_of_a_record_is_said_about_it() {
    let folders = ["hl7v2", "charset", "framing", "malformed", "ssmix2", "ssmix2_deviant", "cda"];
    let files =
        folders.into_iter().flat_map(renkei_fixtures::files).chain(renkei_fixtures::samples("hl7/jp"));
    let mut checked = 0usize;
    let tables = [
        renkei::core::codes::ALL,
        renkei::hl7v2::codes::ALL,
        renkei::jahis::codes::ALL,
        renkei::jahis::check::codes::ALL,
        renkei::ssmix2::codes::ALL,
        renkei::cda::codes::ALL,
        renkei::cda::check::codes::ALL,
        renkei::codes::ALL,
    ];
    let words: Vec<&str> =
        tables.into_iter().flatten().flat_map(|code| [code.english, code.japanese]).collect();
    for file in files {
        let by_check = said_by_a_check(&file.bytes);
        for record in records(file.bytes.as_slice(), &ReadOptions::default()) {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let said = format!("{error} {error:?}");
                    assert!(!said.contains("東京") && !said.contains('\u{1b}'), "{}: {said}", file.name);
                    continue;
                }
            };
            let mut said = format!("{:?}{by_check}", record.exchange);
            for diagnostic in &record.diagnostics {
                said.push_str(&format!(
                    "{diagnostic} {diagnostic:?} {}",
                    diagnostic.message(Language::Japanese)
                ));
            }
            let mut found = Vec::new();
            texts(&serde_json::to_value(&record.exchange.patient).unwrap(), &mut found);
            texts(&serde_json::to_value(&record.exchange.unmapped).unwrap(), &mut found);
            // Paths are ours to say, and words such as `degree` are names of our own too.
            let ours = |text: &String| {
                text.parse::<renkei::SegmentPath>().is_ok()
                    || text.starts_with('/')
                    || text.starts_with("???")
                    // A coding system is nobody's; a check says which it has no codes of.
                    || ["HOT", "JC10", "JJ1017", "JAMISDP01", "MDCDX2"].iter().any(|name| text.starts_with(name))
                    || words.iter().any(|word| word.contains(text.as_str()))
                    || text.bytes().all(|b| b.is_ascii_lowercase())
            };
            found.retain(|text| !ours(text));
            for text in found {
                checked = checked.saturating_add(1);
                assert!(
                    !said.contains(&text),
                    "{}: a text of {} characters is said",
                    file.name,
                    text.chars().count()
                );
            }
        }
    }
    assert!(checked > 1000, "{checked} texts were looked for");
}
