#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, reason = "tests say what they expect")]

use renkei::core::charset::EncodeOptions;
use renkei::{Charset, Message, SegmentPath};

use super::*;
use crate::generate::{Generator, Options, kinds};

/// Minimises with a program that fails where a condition holds.
fn run(input: &[u8], fails: impl Fn(&[u8]) -> bool) -> Minimized {
    let small = minimize(input, &mut |bytes| if fails(bytes) { Verdict::Fails } else { Verdict::Passes });
    let small = small.unwrap();
    assert!(fails(&small.bytes) && small.complete);
    small
}

fn laboratory() -> Vec<u8> {
    Generator::new(Options::default().seed(1).kinds(kinds("OML-11"))).message(0).unwrap().sample.bytes
}

/// Says whether the field at a path reads as a text.
fn reads(bytes: &[u8], path: &str, wanted: impl Fn(&str) -> bool) -> bool {
    let Ok(message) = Message::parse(bytes, &mut ()) else { return false };
    let path: SegmentPath = path.parse().unwrap();
    message.get(&path).is_some_and(|raw| wanted(&raw.text()))
}

#[test]
fn one_bad_value_of_a_long_message_is_what_remains() {
    let small = run(&laboratory(), |bytes| reads(bytes, "OBX-8", |flag| !flag.is_empty()));
    // A header, and one result with its flag alone, whose letter says nothing any more.
    assert_eq!(small.bytes, b"MSH|^~\\&\rOBX||||||||A\r", "{}", String::from_utf8_lossy(&small.bytes));
    assert_eq!(small.unmasked, 0);
}

#[test]
fn a_message_in_a_stream_is_found_and_the_others_go() {
    let generator = Generator::new(Options::default().seed(3).kinds(kinds("ADT-22")));
    let stream: Vec<u8> = (0..20).flat_map(|n| generator.message(n).unwrap().sample.bytes).collect();
    let control = b"0000000013|P";
    let small = run(&stream, |bytes| bytes.windows(control.len()).any(|window| window == control));
    assert!(small.bytes.len() < 40, "{}", String::from_utf8_lossy(&small.bytes));
}

#[test]
fn a_delimiter_within_a_kanji_outlives_its_kanji() {
    // A program that splits bytes at ~ though they are half of a character.
    let fails = |bytes: &[u8]| {
        let mut shift = renkei::core::charset::Shift::default();
        let mut rest = bytes;
        while !rest.is_empty() {
            let unit = Charset::Iso2022Jp.unit(&mut shift, rest);
            if unit.len == 2 && !unit.live && rest.get(1) == Some(&b'~') {
                return bytes.starts_with(b"MSH");
            }
            rest = &rest[unit.len..];
        }
        false
    };
    let text = "MSH|^~\\&|HIS\rPID|||0000123||東京^花子^^^^^L^I||19800101|F\r";
    let mut input = Vec::new();
    Charset::Iso2022Jp.encode(text, &EncodeOptions::new(), &mut input).unwrap();
    let small = run(&input, fails);
    assert_eq!(
        small.bytes,
        b"MSH|^~\\&\rPID|||||\x1b$B\x30\x7e\x1b(B\r",
        "{:?}",
        small.bytes.escape_ascii().to_string()
    );
    assert_eq!(small.unmasked, 0);
}

#[test]
fn what_the_failure_needs_stays_and_is_counted() {
    let small = run(&laboratory(), |bytes| {
        let name = b"3A015000002327101";
        bytes.starts_with(b"MSH") && bytes.windows(name.len()).any(|window| window == name)
    });
    assert!(small.bytes.ends_with(b"|3A015000002327101\r"), "{}", String::from_utf8_lossy(&small.bytes));
    assert!(small.unmasked > 5);
}

#[test]
fn bytes_that_are_no_message_are_made_small_as_well() {
    let mut input: Vec<u8> = (0..2000u32).flat_map(|n| n.to_le_bytes()).collect();
    input.extend_from_slice(b"\r\nneedle\r\n");
    input.extend(std::iter::repeat_n(0x80u8, 500));
    let small = run(&input, |bytes| bytes.contains(&0x80) && bytes.windows(3).any(|w| w == b"eed"));
    let mut rest = small.bytes.clone();
    rest.sort_unstable();
    assert_eq!(rest, b"dee\x80");
}

#[test]
fn what_does_not_fail_is_refused_and_a_limit_is_kept() {
    assert!(minimize(b"MSH|^~\\&\r", &mut |_| Verdict::Passes).is_none());
    let mut runs = 0;
    let input = laboratory();
    let small = minimize(&input, &mut |bytes| {
        runs += 1;
        match bytes.windows(4).any(|window| window == b"OBX|") {
            _ if runs > 5 => Verdict::Stop,
            true => Verdict::Fails,
            false => Verdict::Passes,
        }
    });
    let small = small.unwrap();
    assert_eq!(small.runs, 5);
    assert!(!small.complete);
}

#[test]
fn the_name_of_a_patient_is_gone() {
    let path: SegmentPath = "PID-5.1".parse().unwrap();
    let family = |bytes: &[u8]| {
        let message = Message::parse(bytes, &mut ()).ok()?;
        Some(message.get(&path)?.text().into_owned())
    };
    let input = laboratory();
    let name = family(&input).unwrap();
    // The program fails as long as there is a name of that length: which one does not matter.
    let long = |text: String| text.chars().count() >= name.chars().count();
    let small = run(&input, |bytes| family(bytes).is_some_and(long));
    let left = family(&small.bytes).unwrap();
    assert_eq!((left.chars().count(), small.unmasked), (name.chars().count(), 0));
    assert!(left.chars().all(|c| !name.contains(c)), "{left}");
}
