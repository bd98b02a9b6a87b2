//! The laws of the syntax layer: on every fixture and public sample, on arbitrary messages, and on every kanji there is.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests say what they expect"
)]

use proptest::prelude::*;
use renkei_core::charset::EncodeOptions;
use renkei_core::{Charset, SegmentPath};
use renkei_hl7v2::{Message, MessageBuf, laws};

fn header(charset: Charset) -> Vec<u8> {
    let declared = match charset {
        Charset::Iso2022Jp => "~ISO IR87",
        Charset::Utf8 => "UNICODE UTF-8",
        _ => "",
    };
    format!("MSH|^~\\&|A|||||||||2.5||||||{declared}\r").into_bytes()
}

#[test]
fn the_laws_hold_on_every_fixture_and_sample() {
    let folders = ["hl7v2", "charset", "framing", "malformed", "ssmix2", "ssmix2_deviant"];
    let files = folders.into_iter().flat_map(renkei_fixtures::files).chain(renkei_fixtures::samples("hl7"));
    for file in files {
        laws::reading_is_total(&file.bytes);
        laws::leaves_are_the_last_pieces(&file.bytes);
        laws::unchanged_is_identical(&file.bytes);
        laws::frames_partition(&file.bytes);
    }
}

/// Every JIS X 0208 character, in every class of position, survives splitting, decoding and encoding.
#[test]
fn every_kanji_survives_in_every_position() {
    let mut count = 0;
    for row in 0x21u8..=0x74 {
        for cell in 0x21u8..=0x7E {
            let pair = [0x1B, b'$', b'B', row, cell, 0x1B, b'(', b'B'];
            let decoded = Charset::Iso2022Jp.decode(&pair);
            let is_standard = row <= 0x28 || row >= 0x30;
            if !decoded.is_clean() || !is_standard {
                continue;
            }
            count += 1;
            check(decoded.as_str(), &pair);
        }
    }
    assert_eq!(count, 6879, "the characters of JIS X 0208");
}

fn check(character: &str, bytes: &[u8]) {
    // Alone in a field, beside each delimiter on both sides, among others, and at the end of a segment.
    let body = [
        b"PID|".as_slice(),
        bytes,
        b"|",
        bytes,
        b"^",
        bytes,
        b"&",
        bytes,
        b"~",
        bytes,
        b"^A",
        b"|\\F\\",
        bytes,
        b"\\S\\",
        bytes,
        b"\\R\\\\T\\\\E\\",
        b"|A",
        bytes,
        b"B|\"\"|",
        bytes,
        b"\rOBX|1|ST|",
        bytes,
        b"\r",
    ]
    .concat();
    let whole = [header(Charset::Iso2022Jp), body].concat();
    let message = Message::parse(&whole, &mut ()).unwrap();
    let text = |path: &str| message.get(&path.parse().unwrap()).unwrap().text().into_owned();
    for (path, expected) in [
        ("PID-1", character.to_owned()),
        ("PID-2.1", character.to_owned()),
        ("PID-2.2.1", character.to_owned()),
        ("PID-2.2.2", character.to_owned()),
        ("PID-2[2].1", character.to_owned()),
        ("PID-2[2].2", "A".to_owned()),
        ("PID-3", format!("|{character}^{character}~&\\")),
        ("PID-4", format!("A{character}B")),
        ("PID-5", "\"\"".to_owned()),
        ("PID-6", character.to_owned()),
        ("OBX-1", "1".to_owned()),
        ("OBX-3", character.to_owned()),
    ] {
        assert_eq!(text(path), expected, "{path} with {bytes:02X?}");
    }
    // Encoding gives the same bytes: the shortest form is the one that senders use.
    let mut encoded = Vec::new();
    Charset::Iso2022Jp.encode(character, &EncodeOptions::default(), &mut encoded).unwrap();
    assert_eq!(encoded, bytes);
    // And so does editing: what is written over is read as it was.
    let mut edited = MessageBuf::parse(whole.clone(), &mut ()).unwrap();
    edited.set(&"PID-4".parse().unwrap(), &format!("A{character}B")).unwrap();
    assert_eq!(edited.as_bytes(), whole);
}

#[test]
fn editing_one_component_changes_only_its_bytes() {
    for file in renkei_fixtures::files("hl7v2").into_iter().chain(renkei_fixtures::samples("hl7/jp")) {
        let Ok(before) = MessageBuf::parse(file.bytes.clone(), &mut ()) else { continue };
        let path: SegmentPath = "PID-5.2".parse().unwrap();
        let mut after = before.clone();
        let Some(old) = before.as_message().get(&path).map(|raw| raw.span().range()) else { continue };
        after.set(&path, "期日").unwrap();
        let written = after.as_message().get(&path).unwrap().bytes().to_vec();
        let expected = [&file.bytes[..old.start], &written, &file.bytes[old.end..]].concat();
        assert_eq!(after.as_bytes(), expected, "{}", file.name);
    }
}

/// Bytes that lean towards what messages are made of.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"MSH|^~\\&|".to_vec()),
        Just(b"\rPID|".to_vec()),
        Just(b"\rOBX|".to_vec()),
        Just(b"\x1b$B".to_vec()),
        Just(b"\x1b(B".to_vec()),
        Just(b"\x1b(J".to_vec()),
        Just(b"\x1b(I".to_vec()),
        Just(b"\x0e".to_vec()),
        Just(b"\x0f".to_vec()),
        Just(b"\x83\x5c".to_vec()),
        Just("京".as_bytes().to_vec()),
        Just(b"\x1c\r\x0b".to_vec()),
        "[|^~&\\\\\r\n\"]{1,4}".prop_map(String::into_bytes),
        "[ -~]{1,6}".prop_map(String::into_bytes),
        proptest::collection::vec(any::<u8>(), 1..6),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn path() -> impl Strategy<Value = SegmentPath> {
    let segment = prop_oneof![Just("PID"), Just("OBX"), Just("MSH"), Just("ZZZ")];
    (segment, 1u32..3, 1u32..24, 1u32..3, 1u32..6, 1u32..4).prop_map(|(s, o, f, r, c, sub)| {
        SegmentPath::field(s, o, f).with_repetition(r).with_component(c).with_subcomponent(sub)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn reading_is_total(bytes in bytes()) {
        laws::reading_is_total(&bytes);
        laws::leaves_are_the_last_pieces(&bytes);
        laws::unchanged_is_identical(&bytes);
        laws::frames_partition(&bytes);
    }

    #[test]
    fn an_edit_stays_in_its_place(tail in bytes(), path in path(), text in "[東京本日入期剤|^~\\\\&\r\n\" A-Za-z]{0,8}") {
        for charset in [Charset::Iso2022Jp, Charset::Utf8] {
            let message = [header(charset), tail.clone()].concat();
            laws::an_edit_stays_in_its_place(&message, &path, &text);
        }
    }

    #[test]
    fn splitting_is_kanji_safe(parts in proptest::collection::vec("[東京本日入期剤ソ表能まマボう＋・|^~\\\\&A-Za-z ]{0,8}", 1..6)) {
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        for charset in [Charset::Iso2022Jp, Charset::Utf8] {
            laws::splitting_is_kanji_safe(&header(charset), &parts);
        }
        // Shift_JIS has no code in table 0211: the bytes themselves tell.
        let sjis = [header(Charset::ShiftJis), b"ZZZ|\x83\x5c\x94\x5c\r".to_vec()].concat();
        laws::splitting_is_kanji_safe(&sjis, &parts);
    }
}
