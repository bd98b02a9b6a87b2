//! The laws of the mapping on every fixture and every public sample, and what the four complete data kinds leave unmapped.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "tests say what they expect"
)]

use std::panic::{AssertUnwindSafe, catch_unwind};

use renkei_fixtures::Fixture;
use renkei_hl7v2::Message;
use renkei_hl7v2::io::Reader;
use renkei_jahis::{DecodeOptions, decode_with, laws};

fn everything() -> Vec<Fixture> {
    ["hl7v2", "charset", "framing", "malformed", "ssmix2", "ssmix2_deviant"]
        .into_iter()
        .flat_map(renkei_fixtures::files)
        .chain(renkei_fixtures::samples("hl7"))
        .collect()
}

fn frames(bytes: &[u8]) -> Vec<Vec<u8>> {
    Reader::new(bytes).frames().filter_map(Result::ok).map(|(_, frame)| frame).collect()
}

/// The data kind that a path of a storage, or a folder of the fixtures, says.
fn options(name: &str) -> DecodeOptions {
    let kinds = ["ADT-00", "PPR-01", "OMP-01", "OMP-02", "OMP-11", "OMP-12", "OML-11"];
    let folders = ["adt_00", "ppr_01", "omp_01", "omp_02", "omp_11", "omp_12", "oml_11"];
    let found =
        kinds.iter().zip(folders).find(|(kind, folder)| name.contains(*kind) || name.contains(folder));
    found.map_or_else(DecodeOptions::default, |(kind, _)| DecodeOptions::of_kind(kind))
}

/// Runs a law on every message there is, and lists all that break it.
fn holds(law: impl Fn(&[u8], &DecodeOptions)) {
    let mut broken = Vec::new();
    for file in everything() {
        let options = options(&file.name);
        for (n, frame) in frames(&file.bytes).iter().enumerate() {
            if let Err(why) = catch_unwind(AssertUnwindSafe(|| law(frame, &options))) {
                let why = why.downcast_ref::<String>().cloned().unwrap_or_else(|| "?".into());
                broken.push(format!("{}#{n}: {why}", file.name));
            }
        }
    }
    assert!(broken.is_empty(), "{} messages:\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn every_byte_is_accounted() {
    holds(laws::every_byte_is_accounted);
}

#[test]
fn an_update_without_change_is_identical() {
    holds(laws::an_update_without_change_is_identical);
}

#[test]
fn what_is_written_is_read_back() {
    holds(laws::what_is_written_is_read_back);
}

#[test]
fn the_four_complete_kinds_leave_nothing_unmapped_that_a_table_defines() {
    let defined = |path: &str| {
        let (segment, rest) = path.split_once('-').unwrap_or((path, ""));
        let id = &segment[..3.min(segment.len())];
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        let number: u32 = digits.parse().unwrap_or(0);
        renkei_jahis::segment::ALL.iter().any(|def| def.id.to_string() == id && def.field(number).is_some())
    };
    let mut left = Vec::new();
    for file in everything() {
        let is_complete =
            ["hl7v2/", "adt_00/", "ppr_01/", "omp_01/", "oml_11/", "ADT-00", "PPR-01", "OMP-01", "OML-11"]
                .iter()
                .any(|kind| file.name.contains(kind));
        if !is_complete || file.name.contains("other/") {
            continue;
        }
        for frame in frames(&file.bytes) {
            let Ok(message) = Message::parse(&frame, &mut ()) else { continue };
            let exchange = decode_with(&message, &options(&file.name), &mut ());
            for unmapped in exchange.unmapped.iter().filter(|u| defined(&u.path) && u.bytes.is_none()) {
                left.push(format!("{}: {}", file.name, unmapped.path));
            }
        }
    }
    left.sort();
    left.dedup();
    assert!(left.is_empty(), "{} values:\n{}", left.len(), left.join("\n"));
}

/// A place in the model, as the ledger names it, is a place in the JSON of the exchange.
#[test]
fn every_traced_place_is_there() {
    let mut missing = Vec::new();
    let mut count = 0;
    for file in everything() {
        let options = options(&file.name);
        for frame in frames(&file.bytes) {
            let Ok(message) = Message::parse(&frame, &mut ()) else { continue };
            let (exchange, ledger) = renkei_jahis::decode_traced(&message, &options, &mut ());
            let json = serde_json::to_value(&exchange).unwrap();
            for entry in ledger.entries() {
                let renkei_core::ledger::Fate::Mapped { to } = &entry.fate else { continue };
                count += 1;
                let pointer: String = to
                    .split('.')
                    .map(|step| format!("/{}", step.replace('[', "/").replace(']', "")))
                    .collect();
                if json.pointer(&pointer).is_none() {
                    missing.push(format!(
                        "{}: {} at {to}",
                        file.name,
                        entry.path.map(|p| p.to_string()).unwrap_or_default()
                    ));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{} of {count} places:\n{}", missing.len(), missing.join("\n"));
    assert!(count > 10_000, "{count} places were looked at");
}
