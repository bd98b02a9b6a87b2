//! Every fixture beside its expected exchange; `RENKEI_UPDATE=1` writes the expectations anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests say what they expect")]

use renkei_cda::{Document, ParseOptions, decode, detect_mml};
use renkei_core::Language;
use serde_json::{Value, json};

fn reading(bytes: &[u8]) -> Value {
    let mut found = Vec::new();
    // Old MML names its DTD.
    let mut options = ParseOptions::default();
    options.skip_doctype = detect_mml(bytes);
    let document = Document::parse_with(bytes, &options, &mut found).unwrap();
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
    let files =
        ["cda", "mml"].into_iter().flat_map(|f| renkei_fixtures::files(f).into_iter().map(move |x| (f, x)));
    let files: Vec<_> = files.filter(|(_, file)| file.name.ends_with(".xml")).collect();
    assert!(files.len() >= 9);
    for (folder, file) in files {
        let path = renkei_fixtures::root().join(folder).join(file.name.replace(".xml", ".json"));
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
