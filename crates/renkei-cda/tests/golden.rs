//! Every fixture beside its expected exchange; `RENKEI_UPDATE=1` writes the expectations anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests say what they expect")]

use renkei_cda::{Document, Limits, decode};
use renkei_core::Language;
use serde_json::{Value, json};

fn reading(bytes: &[u8]) -> Value {
    let mut found = Vec::new();
    let document = Document::parse(bytes, &Limits::default(), &mut found).unwrap();
    let exchange = decode(&document, &mut found);
    let mut value = serde_json::to_value(&exchange).unwrap();
    let diagnostics = found.iter().map(|d| {
        json!({
            "code": d.code.name, "severity": d.severity.name(), "at": d.location.to_string(),
            "message": d.message(Language::English),
        })
    });
    value.as_object_mut().unwrap().insert("diagnostics".into(), diagnostics.collect());
    value
}

#[test]
fn every_document_reads_as_expected() {
    let update = std::env::var_os("RENKEI_UPDATE").is_some();
    let files = renkei_fixtures::files("cda");
    assert!(files.len() >= 6);
    for file in files {
        let path = renkei_fixtures::root().join("cda").join(file.name.replace(".xml", ".json"));
        let mut actual = serde_json::to_string_pretty(&reading(&file.bytes)).unwrap();
        actual.push('\n');
        if update {
            std::fs::write(&path, &actual).unwrap();
        } else {
            let expected = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(actual == expected, "{} reads otherwise than {} says", file.name, path.display());
        }
    }
}
