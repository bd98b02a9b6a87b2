//! The laws of the mapping on every fixture and every public sample, and what messages of known data kinds leave unmapped.
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
use renkei_jahis::{DecodeOptions, decode_with, laws, message};

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
fn kind(name: &str) -> Option<&'static str> {
    let kinds = || message::ALL.iter().flat_map(|def| def.types).flat_map(|t| t.kinds);
    let steps = name.split('/').map(|step| step.to_uppercase().replace('_', "-"));
    steps.into_iter().find_map(|step| kinds().find(|kind| **kind == step)).copied()
}

fn options(name: &str) -> DecodeOptions {
    kind(name).map_or_else(DecodeOptions::default, DecodeOptions::of_kind)
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
fn known_kinds_leave_nothing_unmapped_that_a_table_defines() {
    let defined = |path: &str| {
        let (segment, rest) = path.split_once('-').unwrap_or((path, ""));
        let id = &segment[..3.min(segment.len())];
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        let number: u32 = digits.parse().unwrap_or(0);
        renkei_jahis::segment::ALL.iter().any(|def| def.id.to_string() == id && def.field(number).is_some())
    };
    let mut left = Vec::new();
    for file in everything() {
        let has_folder = kind(&file.name).is_some() || file.name.starts_with("oru_");
        for frame in frames(&file.bytes) {
            let Ok(message) = Message::parse(&frame, &mut ()) else { continue };
            // Samples of a single message have no folder of their kind.
            let is_examination = matches!(&*message.message_type().code, "OMG" | "OMI" | "ORU" | "OMD");
            if !has_folder && (!is_examination || !file.name.starts_with("jp/")) {
                continue;
            }
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
