//! What a storage's paths say, held against the messages in it.
#![allow(clippy::unwrap_used, reason = "tests say what they expect")]

use std::collections::BTreeSet;

use renkei::{ReadOptions, Record, tree};

fn records(folder: &str) -> Vec<Record> {
    let records = tree(renkei_fixtures::root().join(folder), &ReadOptions::default());
    records.filter_map(Result::ok).collect()
}

fn codes(records: &[Record]) -> BTreeSet<&'static str> {
    records.iter().flat_map(|record| &record.diagnostics).map(|diagnostic| diagnostic.code.name).collect()
}

#[test]
fn a_clean_storage_gives_no_false_alarm() {
    let records = records("ssmix2");
    assert_eq!(records.len(), renkei_fixtures::files("ssmix2").len(), "one exchange a file");
    let alarms: Vec<_> = codes(&records)
        .into_iter()
        .filter(|code| {
            code.starts_with("entry-") || code.starts_with("content-") || code.starts_with("kind-")
        })
        .collect();
    assert!(alarms.is_empty(), "{alarms:?}");
}

#[test]
fn a_deviant_storage_is_read_and_its_deviations_are_said() {
    let found = codes(&records("ssmix2_deviant"));
    for code in [
        "content-patient-mismatch",
        "content-date-mismatch",
        "kind-mismatch",
        "entry-id-mismatch",
        "entry-kind-mismatch",
        "entry-timestamp-length",
        "entry-department-missing",
        "entry-flag-unknown",
        "entry-kind-unknown",
        "line-end",
        "charset-misdeclared",
        "invalid-timestamp",
    ] {
        assert!(found.contains(code), "{code} is not among {found:?}");
    }
}

#[test]
fn the_account_of_a_storage_adds_up() {
    let mut options = ReadOptions::default();
    options.ledger = true;
    for folder in ["ssmix2", "ssmix2_deviant"] {
        for record in tree(renkei_fixtures::root().join(folder), &options).filter_map(Result::ok) {
            let ledger = record.ledger.unwrap();
            assert_eq!(ledger.verify(), Ok(()));
            assert_eq!(u64::from(ledger.length()), record.source.length);
        }
    }
}
