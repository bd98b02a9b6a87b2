#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, reason = "tests say what they expect")]

use renkei_core::{Diagnostic, Severity};

use super::*;
use crate::profile::{HL7_2_5, SSMIX2_1_2C, SSMIX2_1_2G};

/// Fixtures that deviate on purpose, and in what.
const DEVIANT: &[(&str, &[&str])] = &[
    ("hl7v2/adt_00/a08_utf8.hl7", &["charset-declaration", "charset-unexpected"]),
    ("hl7v2/adt_42/a12_structure_a12.hl7", &["message-structure-unexpected"]),
    ("hl7v2/adt_00/a08_nulls.hl7", &["field-conditional", "null-not-allowed"]),
    ("hl7v2/oml_11/oul_escapes.hl7", &["escape-unresolved"]),
    ("hl7v2/oml_11/oul_escapes_contested.hl7", &["escape-unresolved"]),
    // A message in two parts: the first ends within a result.
    ("hl7v2/other/continuation.hl7", &["field-required", "structure-unexpected"]),
    ("hl7v2/other/msh9_without_structure.hl7", &["component-required"]),
    ("hl7v2/other/site_zx1.hl7", &["structure-unexpected"]),
    ("hl7v2/other/unknown_z_segments.hl7", &["structure-unexpected"]),
];

/// Reads and checks; the kind is that of the file's name, where it has one.
fn run(name: &str, bytes: &[u8], options: &CheckOptions) -> (Checked, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let message = Message::parse(bytes, &mut found).unwrap();
    let mut options = options.clone();
    options.kind = options.kind.or_else(|| {
        let file = name.rsplit('/').next()?;
        name.starts_with("ssmix2").then(|| file.split('_').nth(2)).flatten().map(Into::into)
    });
    let checked = check(&message, &options, &mut found);
    (checked, found)
}

#[test]
fn clean_fixtures_give_no_false_alarm() {
    let mut checked = 0usize;
    for folder in ["hl7v2", "ssmix2"] {
        for file in renkei_fixtures::files(folder) {
            let name = format!("{folder}/{}", file.name);
            let (_, found) = run(&name, &file.bytes, &CheckOptions::default());
            let mut alarms: Vec<_> =
                found.iter().filter(|d| d.severity > Severity::Info).map(|d| d.code.name).collect();
            alarms.sort_unstable();
            alarms.dedup();
            let expected = DEVIANT.iter().find(|(deviant, _)| *deviant == name).map_or(&[][..], |(_, c)| c);
            assert!(alarms.iter().all(|alarm| expected.contains(alarm)), "{name}: {found:#?}");
            assert!(expected.is_empty() || !alarms.is_empty(), "{name} is no longer deviant");
            checked += 1;
        }
    }
    assert!(checked > 60, "{checked} files");
}

#[test]
fn the_kind_of_a_bare_message_is_told_by_its_content() {
    for file in renkei_fixtures::files("ssmix2") {
        let named = file.name.rsplit('/').next().unwrap().split('_').nth(2).unwrap();
        let (checked, _) = run("", &file.bytes, &CheckOptions::default());
        assert_eq!(checked.kind, Some(named), "{}", file.name);
    }
}

const LAB: &str = "hl7v2/oml_11/oul_typical.hl7";
const RX: &str = "hl7v2/omp_01/rde_typical.hl7";
const PATIENT: &str = "hl7v2/adt_00/a08_typical.hl7";

/// Replaces the first occurrence of some bytes of a fixture.
fn replaced(fixture: &str, from: &[u8], to: &[u8]) -> Vec<u8> {
    let bytes = renkei_fixtures::read(fixture);
    let at = bytes.windows(from.len()).position(|w| w == from).expect("the fixture has the bytes");
    [&bytes[..at], to, &bytes[at + from.len()..]].concat()
}

/// A change to a clean fixture is found by a code at a path.
#[track_caller]
fn deviates(fixture: &str, from: &[u8], to: &[u8], code: &str, path: &str) {
    let bytes = replaced(fixture, from, to);
    let (_, found) = run(fixture, &bytes, &CheckOptions::default());
    let place = |d: &Diagnostic| d.location.path.as_ref().map(ToString::to_string).unwrap_or_default();
    let hit = found.iter().any(|d| d.code.name == code && place(d) == path);
    assert!(hit, "no {code} at {path} in {found:#?}");
}

/// The deviations that tools and hospitals show (the ones that a message alone can show).
#[test]
fn deviations_of_the_field_are_found() {
    deviates(LAB, b"~ISO IR87", b"~ISOIR87", "charset-spelling", "MSH-18");
    deviates(LAB, b"|ISO 2022-1994", b"|ISO2022-1994", "charset-spelling", "MSH-20");
    deviates(LAB, b"|ISO 2022-1994", b"| ISO 2022-1994", "charset-spelling", "MSH-20");
    deviates(LAB, b"^^^^^L^I~", b"^^^^L^I~", "name-code-misplaced", "PID-5");
    deviates(PATIENT, b"||19380721|F", b"|||19380721|F", "patient-fields-shifted", "PID-8");
    deviates(LAB, b"|202404011030", b"|202404012430", "hour-beyond-day", "SPM-17");
    deviates(LAB, b"|202404011030", b"|20240401103000123", "fraction-without-point", "SPM-17");
    deviates(LAB, b"|202404011030", b"|unknown", "invalid-timestamp", "SPM-17");
    deviates(LAB, b"^ISO+|6.6", b"^ ISO+|6.6", "coding-system-spelling", "OBX-6.3");
    deviates(LAB, b"|||F|||202404011030\r", b"|||F|||202404011030 \r", "trailing-blank", "OBX");
    deviates(LAB, b"|||F|||202404011030\r", b"|||F||R|202404011030\r", "field-unused", "OBX-13");
    deviates(LAB, b"|F|||^^^^", b"||||^^^^", "field-required", "PID-8");
    deviates(LAB, b"|7.2|", b"|7.2 or so|", "value-type-mismatch", "OBX-5");
    deviates(LAB, b"||19380721|", b"||2024040210|", "birth-after-message", "PID-7");
}

#[test]
fn text_in_other_character_sets_is_found() {
    let bytes = renkei_fixtures::read(PATIENT);
    let utf8 = renkei_core::Charset::Iso2022Jp.decode(&bytes).into_string();
    let (_, found) = run(PATIENT, utf8.as_bytes(), &CheckOptions::default());
    assert!(found.iter().any(|d| d.code == &codes::CHARSET_UNEXPECTED));
    let kana = replaced("charset/iso_2022_jp.hl7", b"^^^^^L^P", b"\x1b(I6@6E\x1b(B^^^^L^P");
    let (_, found) = run("", &kana, &CheckOptions::default());
    assert!(found.iter().any(|d| d.code == &codes::CHARACTER_OUTSIDE), "{found:#?}");
}

#[test]
fn the_version_decides_what_is_used() {
    let unused = |profile| {
        let (_, found) = run("", &renkei_fixtures::read(RX), &CheckOptions::default().profile(profile));
        let path = |d: &Diagnostic| d.location.path.as_ref().map(ToString::to_string);
        let unused = found.iter().filter(|d| d.code == &codes::FIELD_UNUSED);
        unused.filter_map(path).collect::<Vec<_>>()
    };
    // MSH-21 and the number of doses came with a later version than 1.2c, which still had PV1-1 in prescriptions.
    assert_eq!(unused(&SSMIX2_1_2C), ["MSH-21", "TQ1[4]-14"]);
    assert_eq!(unused(&SSMIX2_1_2G), ["PV1-1"]);
}

#[test]
fn the_base_standard_asks_for_less() {
    let bytes = replaced(LAB, b"|F|||^^^^", b"||||^^^^");
    let (checked, found) = run("", &bytes, &CheckOptions::default().profile(&HL7_2_5));
    assert!(found.iter().all(|d| d.severity == Severity::Info), "{found:#?}");
    assert_eq!(checked.kind, None);
}

#[test]
fn tables_that_are_given_are_asked() {
    #[derive(Debug)]
    struct Items;
    impl KnownCodes for Items {
        fn knows(&self, system: &str, facility: Option<&str>, code: &str) -> Option<bool> {
            let ours = facility == Some("1319999999") && system == "JC10";
            ours.then(|| code.len() == 3 || code.starts_with("3A01"))
        }
    }
    let bytes = renkei_fixtures::read(LAB);
    let (checked, found) = run(LAB, &bytes, &CheckOptions::default().codes(Arc::new(Items)));
    assert!(!checked.not_checked.contains(&NotChecked::Codes("JLAC10")));
    let first = found.iter().find(|d| d.code == &codes::CODE_NOT_GIVEN).unwrap();
    assert_eq!(first.location.path.as_ref().unwrap().to_string(), "OBX[3]-3.1");
}

#[test]
fn what_is_not_checked_is_said_in_both_languages() {
    let all = [
        NotChecked::Kind,
        NotChecked::Structure,
        NotChecked::Segment(SegmentId::from_name("ZZ1")),
        NotChecked::Condition(SegmentId::from_name("IN1"), 4),
        NotChecked::Usage(SegmentId::from_name("ZPD"), 1),
        NotChecked::Codes("JLAC10"),
        NotChecked::LocalCodes,
        NotChecked::ValueType,
    ];
    for what in all {
        assert_ne!(what.text(Language::English), what.text(Language::Japanese));
    }
    let (checked, _) = run(LAB, &renkei_fixtures::read(LAB), &CheckOptions::default());
    assert!(checked.not_checked.contains(&NotChecked::Codes("JLAC10")));
}

#[test]
fn no_bytes_make_a_check_fail() {
    for folder in ["malformed", "charset", "framing"] {
        for file in renkei_fixtures::files(folder) {
            let mut found = Vec::new();
            if let Ok(message) = Message::parse(&file.bytes, &mut ()) {
                check(&message, &CheckOptions::default(), &mut found);
            }
        }
    }
}
