//! Expected outputs: beside each fixture stands what it is in the canonical model, with its diagnostics.
//!
//! `RENKEI_UPDATE=1 cargo test -p renkei --test golden` writes them anew; the diff is then to be read.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests say what they expect")]

use renkei::{ReadOptions, records};
use serde_json::Value;

/// The data kind that the folder of a fixture stands for.
fn kind(name: &str) -> Option<&'static str> {
    let folder = name.split('/').next().unwrap_or_default().to_uppercase().replace('_', "-");
    let types = renkei::jahis::message::ALL.iter().flat_map(|def| def.types);
    types.flat_map(|t| t.kinds).find(|kind| **kind == folder).copied()
}

fn expected(bytes: &[u8], kind: Option<&str>) -> String {
    let options = match kind {
        Some(kind) => ReadOptions::default().kind(kind),
        None => ReadOptions::default(),
    };
    let mut found = Vec::new();
    for record in records(bytes, &options) {
        found.push(match record {
            Ok(record) => serde_json::to_value(&record).unwrap(),
            Err(error) => Value::from(format!("{error}")),
        });
    }
    format!("{}\n", serde_json::to_string_pretty(&found).unwrap())
}

#[test]
fn every_fixture_is_what_stands_beside_it() {
    let update = std::env::var_os("RENKEI_UPDATE").is_some();
    let mut different = Vec::new();
    for folder in ["hl7v2", "charset", "framing", "malformed"] {
        for fixture in renkei_fixtures::files(folder) {
            let stem = fixture.name.rsplit_once('.').map_or(fixture.name.as_str(), |(stem, _)| stem);
            let path = renkei_fixtures::root().join(folder).join(format!("{stem}.json"));
            let now = expected(&fixture.bytes, kind(&fixture.name));
            if update {
                std::fs::write(&path, &now).unwrap();
            }
            let written = std::fs::read_to_string(&path).unwrap_or_default();
            if written != now {
                let line = written.lines().zip(now.lines()).position(|(a, b)| a != b).unwrap_or(0);
                different.push(format!("{folder}/{stem}.json, from line {}", line.saturating_add(1)));
            }
        }
    }
    assert!(different.is_empty(), "not as expected:\n{}", different.join("\n"));
}
