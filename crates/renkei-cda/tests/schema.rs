//! Written documents against the normative schema of CDA R2, where the schema and a validator are on the machine.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests say what they expect"
)]

#[path = "schema/validation.rs"]
mod validation;

use renkei_cda::{Document, DocumentKind, EncodeOptions, Limits, decode, encode};
use renkei_model::document::{Document as Content, Entry, Section, Statement};
use renkei_model::observation::Observation;
use renkei_model::patient::Patient;
use renkei_model::value::{CodeableConcept, HumanName, Representation};
use renkei_model::{Content as ExchangeContent, Exchange};
use validation::{check, findings};

#[test]
fn documents_that_are_written_from_the_model_are_valid() {
    let files = renkei_fixtures::files("cda").into_iter().chain(renkei_fixtures::samples("cda"));
    let written = files.map(|file| {
        let document = Document::parse(&file.bytes, &Limits::default(), &mut ()).unwrap();
        let exchange = decode(&document, &mut ());
        let written = encode(&exchange, &EncodeOptions::default()).unwrap();
        (file.name.replace('/', "_"), written.into_bytes())
    });
    check(&written.collect::<Vec<_>>());
}

#[test]
fn the_fixtures_are_valid() {
    let files = renkei_fixtures::files("cda").into_iter().map(|file| (file.name, file.bytes));
    check(&files.collect::<Vec<_>>());
}

/// A document of which the model knows no more than a hospital's basic data and two results.
fn bare(kind: DocumentKind) -> Exchange {
    let result = |name: &str, value: &str| Entry {
        statement: Some(Statement::Observation(Box::new(Observation::new(
            CodeableConcept::new("3B035", name, "JC10"),
            "NM",
            value,
        )))),
        ..Entry::default()
    };
    let section = Section {
        kind: Some("results".into()),
        entries: vec![result("ＡＳＴ", "27"), result("ＡＬＴ", "31")],
        ..Section::default()
    };
    let content = Content { sections: vec![section], title: Some(kind.title().into()), ..Content::default() };
    let names = vec![HumanName::new("東京", "花子", Representation::Ideographic)];
    Exchange {
        patient: Patient { names, sex: "F".into(), ..Patient::default() },
        content: ExchangeContent::Document(Box::new(content)),
        ..Exchange::default()
    }
}

#[test]
fn a_bare_document_is_valid_and_has_a_text_in_japanese() {
    let kinds = [DocumentKind::Referral, DocumentKind::PatientData, DocumentKind::DischargeSummary];
    let written = kinds.map(|kind| {
        let document = encode(&bare(kind), &EncodeOptions::of_kind(kind)).unwrap();
        let text = document.as_document().text().to_owned();
        assert!(text.contains("<th>基準値</th>") && text.contains("ＡＬＴ"), "{text}");
        assert!(text.contains("<title>検査結果</title>"));
        (format!("{kind:?}.xml"), document.into_bytes())
    });
    check(&written);
}

#[test]
fn a_defect_would_be_found() {
    let valid = encode(&bare(DocumentKind::Referral), &EncodeOptions::default()).unwrap();
    let broken = valid
        .as_document()
        .text()
        .replace("<custodian>", "<guardian>")
        .replace("</custodian>", "</guardian>");
    if let Some(found) = findings(&[("broken.xml".into(), broken.into_bytes())]) {
        assert!(!found.is_empty());
    }
}
