//! The laws of the mapping on every fixture and every public sample, and what messages with a mapping leave unmapped.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "tests say what they expect"
)]

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use renkei_fixtures::Fixture;
use renkei_hl7v2::Message;
use renkei_hl7v2::io::Reader;
use renkei_jahis::{DecodeOptions, decode_with, laws, message, segment};

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
    let said = |kind: &&str| name.contains(*kind) || name.contains(&folder(kind));
    kinds().into_iter().find(said).map_or_else(DecodeOptions::default, DecodeOptions::of_kind)
}

/// Every data kind that has a mapping.
fn kinds() -> Vec<&'static str> {
    message::ALL.iter().flat_map(|def| def.types).flat_map(|t| t.kinds).copied().collect()
}

/// The folder in which the fixtures of a data kind stand: `ADT-00` in `adt_00/`.
fn folder(kind: &str) -> String {
    format!("{}/", kind.to_lowercase().replace('-', "_"))
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

/// A message in which each segment in turn is lost, or changes places with the next one.
fn torn(frame: &[u8]) -> Vec<Vec<u8>> {
    let segments: Vec<&[u8]> = frame.split_inclusive(|b| *b == b'\r').collect();
    (1..segments.len())
        .flat_map(|n| {
            let mut lost = segments.clone();
            lost.remove(n);
            let mut swapped = segments.clone();
            swapped.swap(n, (n + 1).min(segments.len() - 1));
            [lost.concat(), swapped.concat()]
        })
        .collect()
}

#[test]
fn torn_messages_keep_the_laws() {
    let mut broken = Vec::new();
    for file in renkei_fixtures::files("hl7v2") {
        let options = options(&file.name);
        for message in frames(&file.bytes).iter().flat_map(|frame| torn(frame)) {
            let laws = || {
                laws::every_byte_is_accounted(&message, &options);
                laws::an_update_without_change_is_identical(&message, &options);
                laws::what_is_written_is_read_back(&message, &options);
            };
            if catch_unwind(laws).is_err() {
                broken.push(format!("{}:\n{}", file.name, String::from_utf8_lossy(&message)));
            }
        }
    }
    assert!(broken.is_empty(), "{} messages:\n{}", broken.len(), broken.join("\n").replace('\r', "\n"));
}

/// Says whether a table has a place for a path: of `ORC[2]-4.1`, field 4 of ORC. What one sample has where a line end was lost, a
/// third part of a code, belongs to no data type.
fn defined(path: &str) -> bool {
    let (segment, rest) = path.split_once('-').unwrap_or((path, ""));
    let id = &segment[..3.min(segment.len())];
    let mut numbers = rest.split(['.', '[', ']']).filter_map(|n| n.parse().ok());
    let number: u32 = numbers.next().unwrap_or(0);
    let subcomponent = rest.split('.').nth(2).and_then(|n| n.parse::<u32>().ok());
    let field = segment::ALL.iter().find(|def| def.id.to_string() == id).and_then(|def| def.field(number));
    field.is_some_and(|field| {
        !(matches!(field.data_type, "CE" | "CWE" | "CNE") && subcomponent.is_some_and(|n| n > 2))
    })
}

#[test]
fn messages_with_a_mapping_leave_nothing_unmapped_that_a_table_defines() {
    let files = ["hl7v2", "ssmix2", "ssmix2_deviant"].into_iter().flat_map(renkei_fixtures::files);
    let samples = ["hl7/jp", "hl7/ssmix2-tree"].into_iter().flat_map(renkei_fixtures::samples);
    let mut left = Vec::new();
    for file in files.chain(samples) {
        for frame in frames(&file.bytes) {
            let Ok(message) = Message::parse(&frame, &mut ()) else { continue };
            let found = message.message_type();
            let is_mapped =
                message::ALL.iter().flat_map(|d| d.types).any(|t| t.is(&found.code, &found.event));
            if !is_mapped {
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

#[test]
fn every_event_of_every_data_kind_has_a_fixture() {
    let files = renkei_fixtures::files("hl7v2");
    let mut missing = Vec::new();
    for def in message::ALL {
        for kind in def.types {
            for data_kind in kind.kinds {
                let there =
                    files.iter().filter(|file| file.name.starts_with(&folder(data_kind))).any(|file| {
                        frames(&file.bytes).iter().any(|frame| {
                            let message = Message::parse(frame, &mut ()).unwrap();
                            let found = message.message_type();
                            kind.is(&found.code, &found.event)
                        })
                    });
                if !there {
                    missing.push(format!("{data_kind}: {}^{}", kind.code, kind.event));
                }
            }
        }
    }
    assert!(missing.is_empty(), "without a fixture:\n{}", missing.join("\n"));
}

#[test]
fn every_field_of_every_table_is_filled_in_some_fixture() {
    let mut filled = BTreeSet::new();
    for file in renkei_fixtures::files("hl7v2") {
        for frame in frames(&file.bytes) {
            let Ok(message) = Message::parse(&frame, &mut ()) else { continue };
            for segment in message.segments() {
                let fields = segment.fields().filter(|field| !field.is_empty() && !field.is_null());
                filled.extend(fields.map(|field| (segment.id(), field.number())));
            }
        }
    }
    let fields = segment::ALL.iter().flat_map(|def| def.fields.iter().map(|field| (def.id, field.number)));
    let missing: Vec<_> =
        fields.filter(|field| !filled.contains(field)).map(|(id, n)| format!("{id}-{n}")).collect();
    assert!(missing.is_empty(), "{} fields:\n{}", missing.len(), missing.join("\n"));
}

#[test]
fn what_an_event_says_is_what_its_message_is_written_as() {
    for file in renkei_fixtures::files("hl7v2").iter().filter(|file| file.name.starts_with("adt_")) {
        let frames = frames(&file.bytes);
        let message = Message::parse(&frames[0], &mut ()).unwrap();
        let mut exchange = decode_with(&message, &options(&file.name), &mut ());
        // Without a header the content alone decides.
        exchange.header.message_type = renkei_model::value::Field::Absent;
        let written =
            renkei_jahis::encode(&exchange, &renkei_jahis::EncodeOptions::default()).unwrap().message;
        let written = written.as_message();
        let (sent, found) = (message.message_type(), written.message_type());
        assert_eq!((sent.code, sent.event), (found.code, found.event), "{}", file.name);
    }
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
                        entry.path.as_ref().map(ToString::to_string).unwrap_or_default()
                    ));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{} of {count} places:\n{}", missing.len(), missing.join("\n"));
    assert!(count > 10_000, "{count} places were looked at");
}
