#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    reason = "tests say what they expect"
)]

use std::collections::{BTreeMap, BTreeSet};

use renkei::Language;
use renkei::check::CheckOptions;
use renkei::jahis::{DecodeOptions, laws};
use renkei::ssmix2::ConditionFlag;

use super::*;

/// What a check finds, by rule, with the first place of each; but for rules that are meant to speak.
fn findings<'g>(
    files: impl IntoIterator<Item = &'g Generated>,
    profile: &'static Profile,
    meant: &[&str],
) -> BTreeMap<String, String> {
    let options = CheckOptions::default().profile(profile);
    let mut found = BTreeMap::new();
    for file in files {
        for finding in file.sample.check(&options).unwrap().into_iter().flat_map(|report| report.findings) {
            if !meant.contains(&finding.code.name) {
                let MessageKind { event, data_kind, .. } = file.kind;
                found.entry(format!("{data_kind} {event} {}", finding.code.name)).or_insert_with(|| {
                    finding.message(Language::English) + " at " + &finding.location.to_string()
                });
            }
        }
    }
    found
}

fn some(options: Options, count: u64) -> Vec<Generated> {
    let generator = Generator::new(options);
    generator.messages().map(Result::unwrap).take(usize::try_from(count).unwrap()).collect()
}

/// A hundred messages of every kind, over three seeds.
#[track_caller]
fn check(profile: &'static Profile) {
    for seed in [1, 2, 20_240_401] {
        let kinds = MESSAGE_KINDS.iter().collect();
        let all = some(Options::default().seed(seed).kinds(kinds).profile(profile), 36 * 34);
        let found = findings(&all, profile, &[]);
        assert!(found.is_empty(), "{profile:?}, seed {seed}: {found:#?}");
    }
}

#[test]
fn every_kind_is_clean_in_ssmix2_1_2c() {
    check(&profile::SSMIX2_1_2C);
}

#[test]
fn every_kind_is_clean_in_ssmix2_1_2g() {
    check(&profile::SSMIX2_1_2G);
}

#[test]
fn every_kind_is_clean_in_ssmix2_1_2h() {
    check(&profile::SSMIX2_1_2H);
}

#[test]
fn every_kind_is_clean_in_the_base_standard() {
    check(&profile::HL7_2_5);
}

#[test]
fn a_kind_that_is_not_told_by_a_name_is_as_clean() {
    let mut all = some(Options::default().seed(5), 600);
    for file in &mut all {
        file.sample.name = None;
    }
    let found = findings(&all, &profile::SSMIX2_1_2H, &[]);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn other_character_sets_and_line_ends_deviate_in_that_alone() {
    for charset in [Charset::Utf8, Charset::ShiftJis, Charset::EucJp] {
        for line_end in [LineEnd::Cr, LineEnd::Lf, LineEnd::CrLf] {
            let all = some(Options::default().seed(9).charset(charset).line_end(line_end), 200);
            let meant = ["charset-unexpected", "charset-declaration", "charset-misdeclared", "line-end"];
            let found = findings(&all, &profile::SSMIX2_1_2H, &meant);
            assert!(found.is_empty(), "{charset}, {line_end:?}: {found:#?}");
            for file in &all {
                let message = renkei::Message::parse(&file.sample.bytes, &mut ()).unwrap();
                assert_eq!(message.charset(), charset);
            }
        }
    }
}

#[test]
fn the_same_seed_makes_the_same_bytes_and_another_seed_others() {
    let once = some(Options::default().seed(7), 100);
    assert_eq!(once, some(Options::default().seed(7), 100));
    assert_ne!(once, some(Options::default().seed(8), 100));
    // Wherever one begins.
    let generator = Generator::new(Options::default().seed(7));
    assert_eq!(generator.message(63).unwrap(), once[63]);
}

/// FNV-1a: a number that the bytes of this generator have on every machine.
fn digest(files: &[Generated]) -> u64 {
    let bytes = files.iter().flat_map(|file| file.sample.bytes.iter());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[test]
fn the_bytes_of_a_seed_are_those_of_every_other_machine() {
    // Changes with every change of the generator, which then makes other files for the same seed: say so in the changelog.
    let all = some(Options::default().seed(42).kinds(MESSAGE_KINDS.iter().collect()), 360);
    assert_eq!(digest(&all), 0xf5f3_e55e_a551_f48f);
}

#[test]
fn every_delimiter_is_half_of_a_character() {
    let all = some(Options::default().seed(2), 300);
    let mut halves: BTreeSet<u8> = BTreeSet::new();
    for file in &all {
        let mut shift = renkei::core::charset::Shift::default();
        let mut rest = file.sample.bytes.as_slice();
        while !rest.is_empty() {
            let unit = Charset::Iso2022Jp.unit(&mut shift, rest);
            if !unit.live && unit.len == 2 {
                halves.extend(&rest[..2]);
            }
            rest = &rest[unit.len..];
        }
    }
    for delimiter in b"|^~\\&" {
        assert!(halves.contains(delimiter), "{}", char::from(*delimiter));
    }
}

#[test]
fn the_laws_of_the_mapping_hold() {
    let kinds = MESSAGE_KINDS.iter().collect();
    for file in some(Options::default().seed(3).kinds(kinds), 36 * 8) {
        let options = DecodeOptions::of_kind(file.kind.data_kind.as_str());
        laws::every_byte_is_accounted(&file.sample.bytes, &options);
        laws::an_update_without_change_is_identical(&file.sample.bytes, &options);
        laws::what_is_written_is_read_back(&file.sample.bytes, &options);
    }
}

#[test]
fn the_mapping_reads_everything() {
    let kinds = MESSAGE_KINDS.iter().collect();
    let mut left = BTreeMap::new();
    for file in some(Options::default().seed(4).kinds(kinds), 36 * 8) {
        let message = renkei::Message::parse(&file.sample.bytes, &mut ()).unwrap();
        let options = DecodeOptions::of_kind(file.kind.data_kind.as_str());
        let exchange = renkei::jahis::decode_with(&message, &options, &mut ());
        for unmapped in &exchange.unmapped {
            left.entry(format!("{} {:?}", file.kind.event, unmapped.path)).or_insert(0);
        }
    }
    assert!(left.is_empty(), "{left:#?}");
}

#[test]
fn all_kinds_come_and_the_usual_ones_more_often() {
    let mut counts: BTreeMap<u8, usize> = BTreeMap::new();
    for file in some(Options::default().seed(6), 4000) {
        *counts.entry(file.kind.number).or_default() += 1;
    }
    assert_eq!(counts.len(), 36);
    assert!(counts[&25] > 5 * counts[&2]);
}

#[test]
fn a_storage_is_clean_and_has_a_history() {
    let generator = Generator::new(Options::default().seed(11));
    let all: Vec<Generated> = generator.storage(3000).map(Result::unwrap).collect();
    assert_eq!(all.len(), 3000);
    let found = findings(&all, &profile::SSMIX2_1_2H, &[]);
    assert!(found.is_empty(), "{found:#?}");
    let mut names = BTreeSet::new();
    let mut current = BTreeSet::new();
    let mut flags: BTreeMap<char, usize> = BTreeMap::new();
    for file in &all {
        let text = file.sample.name.clone().unwrap();
        let name = text.parse::<renkei::ssmix2::EntryName>().unwrap();
        assert!(names.insert(format!("{}/{text}", file.folder)), "a name comes twice");
        *flags.entry(name.flag().as_char().unwrap()).or_default() += 1;
        let identity =
            (name.patient_id().to_owned(), name.date_text().to_owned(), name.kind(), name.key().to_owned());
        if name.flag() == ConditionFlag::Current {
            assert!(current.insert(identity), "two files hold at once");
        }
    }
    assert!(flags[&'1'] > 2000 && flags[&'2'] > 50 && flags[&'0'] > 20, "{flags:?}");
    let ids: BTreeSet<_> = all.iter().map(|file| file.folder.split('/').nth(3)).collect();
    assert!(ids.len() > 50);
}

#[test]
fn a_stream_can_be_read_again_and_its_counts_are_right() {
    let all = some(Options::default().seed(12), 250);
    for framing in [Framing::Bare, Framing::Batch, Framing::Mllp] {
        let mut stream = Stream::new(Vec::new(), framing, LineEnd::Cr);
        for file in &all {
            stream.write(&file.sample.bytes).unwrap();
        }
        let bytes = stream.finish().unwrap();
        let reports = Sample::message(bytes).check(&CheckOptions::default()).unwrap();
        assert_eq!(reports.len(), 250);
        for finding in reports.iter().flat_map(|report| &report.findings) {
            // A frame of the wire does not belong into a file.
            assert!(
                framing == Framing::Mllp && finding.code.name == "framing-bytes",
                "{framing:?}: {finding}"
            );
        }
    }
}

#[test]
fn names_of_kinds_are_those_of_data_kinds_and_messages() {
    assert_eq!(kinds("ADT-00").len(), 2);
    assert_eq!(kinds("RDE^O11").len(), 2);
    assert_eq!(kinds("ADT^A11").len(), 1);
    assert!(kinds("ADT").is_empty());
}

/// Documents of every kind, and of each what reading it reports beyond which sections there are.
fn documents(options: Options, count: u64) -> Vec<GeneratedDocument> {
    let generator = Generator::new(options);
    let kinds = DOCUMENT_KINDS.iter().map(|(_, kind)| *kind);
    kinds
        .flat_map(|kind| (0..count).map(move |n| (kind, n)))
        .map(|(kind, number)| generator.document(kind, number).unwrap())
        .collect()
}

#[test]
fn every_document_is_clean_in_every_character_set() {
    for charset in [Charset::Utf8, Charset::Iso2022Jp, Charset::ShiftJis, Charset::EucJp] {
        let mut found = BTreeMap::new();
        for made in documents(Options::default().seed(21).charset(charset), 12) {
            let mut reported: Vec<renkei::Diagnostic> = Vec::new();
            let read =
                renkei::cda::Document::parse(&made.bytes, &renkei::cda::Limits::default(), &mut reported);
            let document = read.unwrap();
            let exchange =
                renkei::cda::check::check(&document, &renkei::cda::DecodeOptions::default(), &mut reported);
            for unmapped in &exchange.unmapped {
                found.entry(format!("{} unmapped {:?}", made.name, unmapped.path)).or_insert(String::new());
            }
            for finding in reported.iter().filter(|finding| finding.code.name != "section-found") {
                let what = format!("{} {}", made.name, finding.code.name);
                found.entry(what).or_insert_with(|| {
                    finding.message(Language::English) + " at " + &finding.location.to_string()
                });
            }
            let renkei::Content::Document(content) = &exchange.content else { panic!("no document") };
            assert_eq!(renkei::cda::DocumentKind::of(content), Some(made.kind));
            assert!(
                content
                    .sections
                    .iter()
                    .all(|section| section.kind.is_some() && section.narrative.text.is_some())
            );
            assert!(content.sections.len() > 6, "{} has {}", made.name, content.sections.len());
            assert!(content.entries().len() > 4, "{} has {} entries", made.name, content.entries().len());
        }
        assert!(found.is_empty(), "{charset}: {found:#?}");
    }
}

#[test]
fn the_bytes_of_a_document_are_those_of_every_other_machine() {
    let once = documents(Options::default().seed(42).charset(Charset::Utf8), 20);
    assert_eq!(once, documents(Options::default().seed(42).charset(Charset::Utf8), 20));
    let bytes = once.iter().flat_map(|made| made.bytes.iter().chain(made.folder.as_bytes()));
    let digest = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    // Changes with every change of the generator or of what the encoder of documents writes.
    assert_eq!(digest, 0xc64b_9004_57b1_6f8c);
}

#[test]
fn documents_stand_in_an_extended_storage_without_a_remark() {
    let root = std::env::temp_dir().join(format!("renkei-extended-{}", std::process::id()));
    let all = documents(Options::default().seed(5).charset(Charset::Utf8), 4);
    for made in &all {
        let folder = root.join(&made.folder);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("main_document.xml"), &made.bytes).unwrap();
    }
    let entries: Vec<_> = renkei::ssmix2::Storage::open(&root).unwrap().walk().map(Result::unwrap).collect();
    std::fs::remove_dir_all(&root).unwrap();
    assert_eq!(entries.len(), all.len());
    for entry in entries {
        assert!(matches!(entry.kind(), renkei::ssmix2::EntryKind::ContentFile { .. }), "{entry:?}");
        assert_eq!(entry.diagnostics(), &[], "{entry:?}");
    }
}
