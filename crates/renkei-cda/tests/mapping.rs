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
    let fixtures = ["cda", "mml", "xml_hostile/harmless"].into_iter().flat_map(renkei_fixtures::files);
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

/// Finds the list at a place of an exchange: `content.sections[0].entries`.
fn list_at<'j>(json: &'j mut serde_json::Value, place: &str) -> &'j mut Vec<serde_json::Value> {
    let mut at = json;
    for step in place.split('.') {
        let (key, places) = step.split_once('[').map_or((step, ""), |(key, places)| (key, places));
        at = &mut at[key];
        for n in places.split(['[', ']']).filter(|n| !n.is_empty()) {
            at = &mut at[n.parse::<usize>().unwrap()];
        }
    }
    at.as_array_mut().unwrap()
}

#[test]
fn what_overflows_is_the_rest_and_in_its_place() {
    #[derive(Default)]
    struct Kept(Vec<(String, serde_json::Value)>);
    impl renkei_model::overflow::Overflow for Kept {
        fn take(&mut self, list: &str, element: &[u8]) {
            self.0.push((list.to_owned(), serde_json::from_slice(element).unwrap()));
        }
    }
    let result =
        "<observation classCode='OBS' moodCode='EVN'><code code='3B035' displayName='ＡＳＴ'/></observation>";
    let panel = format!("<organizer>{}</organizer>", format!("<component>{result}</component>").repeat(1100));
    let xml = format!(
        "<ClinicalDocument xmlns='urn:hl7-org:v3'><component><structuredBody><component><section><title>検査結果</title>\
         <text>前<table><tbody>{}</tbody></table>後</text><entry>{panel}</entry>{}{}<entry>{panel}</entry></section></component>\
         </structuredBody></component></ClinicalDocument>",
        "<tr><td>東京</td><td>本</td></tr>".repeat(1200),
        format!("<entry>{result}</entry>").repeat(1300),
        "<!-- 無 -->".repeat(1400),
    );
    let document = Document::parse(xml.as_bytes(), &Limits::default(), &mut ()).unwrap();
    let whole = decode(&document, &mut ());
    let mut rest = Kept::default();
    let part =
        renkei_cda::decode_overflowing(&document, &renkei_cda::DecodeOptions::default(), &mut rest, &mut ());
    let mut joined = serde_json::to_value(&part).unwrap();
    assert!(rest.0.len() > 700, "{} parts", rest.0.len());
    for (place, element) in rest.0 {
        let list = list_at(&mut joined, &place);
        assert!(list.len() >= renkei_model::overflow::KEPT, "{place}");
        list.push(element);
    }
    let mut found = Vec::new();
    differences(&serde_json::to_value(&whole).unwrap(), &joined, String::new(), &mut found);
    assert!(
        found.is_empty(),
        "{} differences: {}",
        found.len(),
        found.iter().take(3).cloned().collect::<Vec<_>>().join("\n")
    );
}

#[test]
fn the_type_of_2010_is_written_on_request_and_read() {
    let file = renkei_fixtures::read("cda/referral_full.xml");
    let (exchange, _) = read(&file);
    let written = encode(&exchange, &EncodeOptions::default().type_of_2010()).unwrap();
    assert!(written.as_document().text().contains("extension=\"POCD_HD000040JP00\""));
    let (again, found) = read(written.as_bytes());
    assert!(again.content == exchange.content && found.iter().all(|d| d.code.name != "type-unknown"));
}

#[test]
fn a_picture_beside_the_document_keeps_its_place() {
    let xml = "<ClinicalDocument xmlns='urn:hl7-org:v3'><component><structuredBody><component><section><entry>\
        <observationMedia classCode='OBS' moodCode='EVN'><value mediaType='image/png'><reference value='IMAGE/1.PNG'/></value>\
        </observationMedia></entry></section></component></structuredBody></component></ClinicalDocument>";
    let (exchange, _) = read(xml.as_bytes());
    let Content::Document(document) = &exchange.content else { panic!("no document") };
    let attachment = document.attachments().next().unwrap();
    assert_eq!(attachment.location.as_deref(), Some("IMAGE/1.PNG"));
    assert!(exchange.unmapped.is_empty(), "{:?}", exchange.unmapped);
    laws::what_is_written_is_read_back(xml.as_bytes());
}

#[test]
fn a_referral_in_mml_reads_alike_in_every_version() {
    let read = |name: &str| {
        let bytes = renkei_fixtures::read(&format!("mml/{name}"));
        assert!(renkei_cda::detect_mml(&bytes) && !renkei_cda::detect(&bytes), "{name}");
        let mut options = renkei_cda::ParseOptions::default();
        options.skip_doctype = true;
        let document = Document::parse_with(&bytes, &options, &mut ()).unwrap();
        decode(&document, &mut ())
    };
    let known = read("referral_3_0.xml");
    for name in ["referral_2_3.xml", "referral_4.xml"] {
        let other = read(name);
        assert!(other.patient == known.patient, "{name}: the patient");
        assert!(other.content == known.content, "{name}: the document");
    }
    let Content::Document(document) = &known.content else { panic!("no document") };
    assert_eq!(document.authors.len(), 1, "who refers is who wrote it");
    assert_eq!(document.authors[0].profession.as_ref().unwrap().code(), Some("doctor"));
    assert_eq!(
        document.recipients[0].names[0].details.as_ref().unwrap().whole.as_deref(),
        Some("担当医先生")
    );
    let kinds: Vec<_> = document.sections.iter().filter_map(|s| s.kind.as_deref()).collect();
    assert!(kinds.contains(&"purpose") && kinds.contains(&"attachments"), "{kinds:?}");
    // A document in CDA says the same.
    let written = encode(&known, &EncodeOptions::default()).unwrap();
    let document = Document::parse(written.as_bytes(), &Limits::default(), &mut ()).unwrap();
    assert!(decode(&document, &mut ()).patient == known.patient);
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
