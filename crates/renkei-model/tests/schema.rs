//! The JSON Schema under `docs/` is that of the code.
#![cfg(feature = "schema")]

use std::path::Path;

/// Compares `docs/exchange.schema.json` with the schema of the code; `RENKEI_UPDATE=1` writes it anew.
#[test]
fn the_schema_under_docs_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/exchange.schema.json");
    let schema = format!("{}\n", serde_json::to_string_pretty(&renkei_model::schema()).unwrap());
    if std::env::var_os("RENKEI_UPDATE").is_some() {
        std::fs::write(&path, &schema).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == schema, "docs/exchange.schema.json is out of date: run with RENKEI_UPDATE=1");
}
