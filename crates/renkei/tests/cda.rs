//! Documents through the facade: as records, as bytes, in storages, and put together from one.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests say what they expect"
)]

#[path = "../../renkei-cda/tests/schema/validation.rs"]
mod validation;

use std::io;
use std::path::{Path, PathBuf};

use renkei::cda::{DocumentKind, ReferralDraft};
use renkei::convert::{ConvertOptions, Event, Output, Summary, Target, convert};
use renkei::draft::{DraftError, DraftOptions, draft, inputs};
use renkei::input::Inputs;
use renkei::model::Content;
use renkei::model::document::Party;
use renkei::model::organization::Organization;
use renkei::model::value::{DateTime, Identifier, Period};
use renkei::{Charset, ReadOptions, Record, records};
use serde_json::Value;

#[derive(Default)]
struct Written {
    out: Vec<u8>,
    account: Vec<u8>,
    failed: Vec<String>,
    strays: Vec<String>,
}

impl Output for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.extend_from_slice(bytes);
        Ok(())
    }

    fn write_account(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.account.extend_from_slice(bytes);
        Ok(())
    }

    fn event(&mut self, event: Event) {
        match event {
            Event::Failed(failure) => self.failed.push(failure.to_string()),
            Event::Stray(shown) => self.strays.push(shown.to_string()),
            _ => {}
        }
    }
}

fn run(path: impl Into<PathBuf>, options: &ConvertOptions) -> (Summary, Written) {
    let mut written = Written::default();
    let summary = convert(Inputs::new([path.into()]), options, &mut written).unwrap();
    (summary, written)
}

fn read(bytes: &[u8]) -> Record {
    records(bytes, &ReadOptions::default().ledger(true)).next().unwrap().unwrap()
}

#[test]
fn a_record_is_what_stands_beside_the_document() {
    let files = |folder| renkei_fixtures::files(folder).into_iter().map(move |file| (folder, file));
    for (folder, file) in files("cda").chain(files("mml")) {
        let path = renkei_fixtures::root().join(folder).join(file.name.replace(".xml", ".json"));
        let expected: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let found = serde_json::to_value(read(&file.bytes)).unwrap();
        for part in ["header", "patient", "content", "unmapped"] {
            assert_eq!(found[part], expected[part], "{}: {part}", file.name);
        }
        let codes = |value: &Value| {
            let list = value["diagnostics"].as_array().unwrap().iter();
            list.map(|d| d["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(codes(&found), codes(&expected), "{}", file.name);
        assert_eq!(found["source"]["length"], file.bytes.len(), "{}", file.name);
    }
}

#[test]
fn the_encoding_and_the_kind_are_named() {
    for (name, charset, kind) in [
        ("referral_full.xml", "UTF-8", Some("57133-1")),
        ("referral_shift_jis.xml", "Shift_JIS", Some("57133-1")),
        ("discharge_iso_2022_jp.xml", "ISO-2022-JP", Some("18842-5")),
        ("patient_data_utf_16.xml", "UTF-16LE", None),
        ("../mml/referral_2_3.xml", "UTF-8", Some("57133-1")),
    ] {
        let record = read(&renkei_fixtures::read(&format!("cda/{name}")));
        assert_eq!(record.source.charset.name(), charset, "{name}");
        assert_eq!(record.source.kind.as_deref(), kind, "{name}");
    }
}

#[test]
fn every_byte_of_a_document_is_accounted_for_in_its_file() {
    let ours = ["cda", "mml"].into_iter().flat_map(renkei_fixtures::files);
    for file in ours.chain(renkei_fixtures::samples("hl7/cda")) {
        let Some(Ok(record)) = records(file.bytes.as_slice(), &ReadOptions::default().ledger(true)).next()
        else {
            continue;
        };
        let ledger = record.ledger.unwrap();
        ledger.verify().unwrap();
        assert_eq!(usize::try_from(ledger.totals().sum()).unwrap(), file.bytes.len(), "{}", file.name);
        for entry in ledger.entries().iter().filter(|entry| entry.fate.class() != "syntax") {
            assert!(entry.path.is_some(), "{}: {} has no path", file.name, entry.span);
        }
    }
}

#[test]
fn places_are_those_of_the_file_whatever_its_encoding() {
    let bytes = renkei_fixtures::read("cda/referral_shift_jis.xml");
    let record = read(&bytes);
    let ledger = record.ledger.unwrap();
    let title = ledger
        .entries()
        .iter()
        .find(|e| e.path.as_ref().is_some_and(|path| path.to_string() == "/ClinicalDocument/title"));
    let title = title.unwrap().span.slice(&bytes);
    assert_eq!(Charset::ShiftJis.decode(title).as_str(), "診療情報提供書");
    for found in &record.diagnostics {
        let span = found.location.span.unwrap();
        assert!(span.slice(&bytes).starts_with(b"<section"), "{found}");
    }
}

#[test]
fn an_unchanged_document_is_the_same_bytes() {
    let options = ConvertOptions::default().target(Target::Cda).read(ReadOptions::default().ledger(true));
    for file in renkei_fixtures::files("cda") {
        let (summary, written) = run(renkei_fixtures::root().join("cda").join(&file.name), &options);
        assert_eq!((summary.records, summary.failed, summary.loss), (1, 0, false), "{}", file.name);
        assert!(written.out == file.bytes, "{} is another", file.name);
        let account: Value = serde_json::from_slice(&written.account).unwrap();
        let totals = &account["totals"];
        let sum: u64 =
            ["syntax", "mapped", "unmapped", "dropped"].iter().map(|c| totals[c].as_u64().unwrap()).sum();
        assert_eq!(sum, summary.bytes);
        assert_eq!(totals["dropped"], 0);
    }
}

#[test]
fn a_document_in_another_character_set_is_the_same_document() {
    let to = |charset, traced| {
        let options =
            ConvertOptions::default().target(Target::Cda).read(ReadOptions::default().ledger(traced));
        options.charset(charset, renkei::core::charset::EncodeOptions::default())
    };
    let folder = tempfile::tempdir().unwrap();
    let there = folder.path().join("there.xml");
    for file in renkei_fixtures::files("cda") {
        let path = renkei_fixtures::root().join("cda").join(&file.name);
        let (summary, written) = run(&path, &to(Charset::EucJp, true));
        assert_eq!((summary.records, summary.documents, summary.loss), (1, 1, false), "{}", file.name);
        let before = read(&file.bytes);
        let after = read(&written.out);
        assert_eq!(after.source.charset.name(), "EUC-JP");
        assert_eq!(before.exchange.content, after.exchange.content, "{}", file.name);
        assert_eq!(before.exchange.patient, after.exchange.patient, "{}", file.name);
        let account: Value = serde_json::from_slice(&written.account).unwrap();
        let sum: u64 = account["totals"].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum();
        assert_eq!((sum, account["totals"]["dropped"].as_u64()), (summary.bytes, Some(0)));
        assert_eq!(account["remarks"][0]["code"], "encoding-declared");

        std::fs::write(&there, &written.out).unwrap();
        if let Some(charset) = before.source.charset.charset()
            && !summary.diagnostics.contains_key("character-reference")
        {
            assert!(run(&there, &to(charset, false)).1.out == file.bytes, "{} there and back", file.name);
        }
    }
}

#[test]
fn a_signed_document_keeps_its_character_set_unless_allowed() {
    let path = renkei_fixtures::root().join("xml_hostile/harmless/wrapped_signature.xml");
    let options = ConvertOptions::default().target(Target::Cda);
    let other = options.clone().charset(Charset::ShiftJis, Default::default());
    let (summary, written) = run(&path, &other);
    assert_eq!((summary.records, summary.failed), (0, 1));
    assert!(
        written.out.is_empty() && written.failed[0].contains("the document is signed"),
        "{:?}",
        written.failed
    );
    assert_eq!(run(&path, &other.allow_breaking_signatures(true)).0.records, 1);
    assert_eq!(run(&path, &options).1.out, std::fs::read(&path).unwrap());
}

#[test]
fn a_referral_in_mml_is_written_as_cda() {
    let options = ConvertOptions::default().target(Target::Cda).read(ReadOptions::default().ledger(true));
    for name in ["referral_2_3.xml", "referral_3_0.xml", "referral_4.xml"] {
        let path = renkei_fixtures::root().join("mml").join(name);
        let (summary, written) = run(&path, &options);
        assert_eq!((summary.records, summary.failed), (1, 0), "{name}: {:?}", written.failed);
        assert_eq!(renkei::detect::bytes(&written.out), Some(renkei::Format::Cda), "{name}");
        let (before, after) = (read(&std::fs::read(&path).unwrap()), read(&written.out));
        assert_eq!(before.exchange.patient, after.exchange.patient, "{name}");
        assert_eq!(after.source.kind.as_deref(), Some("57133-1"), "{name}");
        let account: Value = serde_json::from_slice(&written.account).unwrap();
        assert_eq!(account["source"]["length"].as_u64(), Some(summary.bytes), "{name}");
        // What of MML has no place in the model is named as dropped, and as a loss.
        assert_eq!(summary.loss, !before.exchange.unmapped.is_empty(), "{name}");
    }
}

#[test]
fn mml_without_a_referral_is_read_and_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.xml");
    std::fs::write(
        &path,
        "<?xml version='1.0'?><!DOCTYPE Mml SYSTEM 'mml.dtd'><Mml version='2.3'><MmlBody/></Mml>",
    )
    .unwrap();
    let record = read(&std::fs::read(&path).unwrap());
    assert!(record.diagnostics.iter().any(|d| d.code.name == "mml-without-referral"));
    let (_, written) = run(&path, &ConvertOptions::default().target(Target::Cda));
    assert!(written.out.is_empty() && written.failed[0].contains("has no referral"), "{:?}", written.failed);
}

#[test]
fn a_message_is_no_document_and_a_document_no_message() {
    let message = renkei_fixtures::root().join("ssmix2/1319999999/000/012/0000123/-/ADT-00");
    let (summary, written) = run(message, &ConvertOptions::default().target(Target::Cda));
    assert_eq!((summary.records, written.out.len()), (0, 0));
    assert!(written.failed[0].contains("a message is no document"), "{:?}", written.failed);
    let document = renkei_fixtures::root().join("cda/referral_full.xml");
    let (_, written) = run(document, &ConvertOptions::default().target(Target::Hl7));
    assert!(written.failed[0].contains("content of type document can't be written as a message"));
}

/// An extended storage with one content folder, and files beside the document in it.
fn extended(root: &Path) {
    let folder = root
        .join("000/042/0000420817/20240412/^紹介状^^57133-1^紹介状^LN")
        .join("0000420817_20240412_57133-1_REF-0017_20240412173005123_01_1");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("main.xml"), renkei_fixtures::read("cda/referral_full.xml")).unwrap();
    std::fs::write(folder.join("scan.pdf"), b"%PDF-1.4\n").unwrap();
    let message = renkei_fixtures::files("ssmix2").into_iter().find(|f| f.name.contains("ADT-00")).unwrap();
    std::fs::write(folder.join("patient.hl7"), message.bytes).unwrap();
}

#[test]
fn the_files_of_a_content_folder_are_read() {
    let root = tempfile::tempdir().unwrap();
    extended(root.path());
    let (summary, written) = run(root.path(), &ConvertOptions::default());
    assert_eq!((summary.records, summary.failed, summary.strays), (2, 0, 1), "{:?}", written.failed);
    let lines: Vec<Value> = written
        .out
        .split(|b| *b == b'\n')
        .filter(|l| !l.is_empty())
        .map(|l| serde_json::from_slice(l).unwrap())
        .collect();
    assert!(lines[0]["source"]["path"].as_str().unwrap().ends_with("_1/main.xml"));
    assert_eq!(lines[0]["source"]["kind"], "57133-1");
    assert_eq!(lines[0]["content"]["type"], "document");
    let found: Vec<&str> =
        lines[0]["diagnostics"].as_array().unwrap().iter().map(|d| d["code"].as_str().unwrap()).collect();
    assert!(!found.contains(&"content-patient-mismatch"), "{found:?}");
    assert!(!written.strays[0].contains("0000420817"), "{:?}", written.strays);
}

#[test]
fn a_document_of_another_patient_in_a_content_folder_is_found() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("000/000/0000001/20240412/^紹介状^^57133-1^紹介状^LN");
    let folder = folder.join("0000001_20240412_57133-1_REF-0017_20240412173005123_01_1");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("main.xml"), renkei_fixtures::read("cda/referral_full.xml")).unwrap();
    let (summary, _) = run(root.path(), &ConvertOptions::default());
    assert!(summary.diagnostics.contains_key("content-patient-mismatch"), "{:?}", summary.diagnostics);
}

fn about() -> ReferralDraft {
    let mut about = ReferralDraft::new(Identifier::new("REF-0001"), DateTime::from_hl7("20240410"));
    let of = |name: &str| Some(Party { organization: Some(Organization::new(name)), ..Party::default() });
    let at = Some(about.written_at.clone());
    let time = Some(Period { start: at.clone(), end: at });
    about.author =
        Some(Party { time, organization: Some(Organization::new("東京見本病院")), ..Party::default() });
    about.recipient = of("弓町見本病院");
    about
}

/// Compares a draft with the one that stands beside the fixtures, and validates it.
#[track_caller]
fn golden(kind: DocumentKind, patient: &str, name: &str) -> renkei::draft::Draft {
    let storage = renkei_fixtures::root().join("ssmix2");
    let options = DraftOptions::new(kind, about()).patient(patient);
    let made = draft(inputs([storage], Some(patient)), &options, &mut |event| panic!("{event:?}")).unwrap();
    let path = renkei_fixtures::root().join("drafts").join(name);
    let bytes = made.document.as_bytes();
    if std::env::var_os("RENKEI_UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
    }
    assert!(std::fs::read(&path).unwrap_or_default() == bytes, "not as in drafts/{name}");
    validation::check(&[(name.to_owned(), bytes.to_vec())]);
    made
}

#[test]
fn a_referral_is_drafted_from_a_storage() {
    let made = golden(DocumentKind::Referral, "0000004567", "referral.xml");
    let Content::Document(document) = &made.exchange.content else { panic!("no document") };
    let kinds: Vec<&str> = document.sections.iter().filter_map(|s| s.kind.as_deref()).collect();
    for kind in ["insurance", "problems", "allergies", "results", "medications", "attachments", "remarks"] {
        assert!(kinds.contains(&kind), "{kind} is not among {kinds:?}");
    }
    assert_eq!(made.diagnostics.len(), 3);
    // What was replaced in the storage is not read: of the two lists of diseases the newest.
    let current = renkei_fixtures::files("ssmix2")
        .into_iter()
        .filter(|f| f.name.contains("/0000004567/") && !f.name.ends_with("_2") && !f.name.ends_with("_0"));
    assert_eq!(usize::try_from(made.messages).unwrap(), current.count());
    let read = read(made.document.as_bytes());
    assert!(read.exchange.unmapped.is_empty());
    assert_eq!(read.exchange.patient.identifiers[0].value.as_deref(), Some("0000004567"));
}

#[test]
fn a_discharge_summary_is_drafted_from_a_storage() {
    let made = golden(DocumentKind::DischargeSummary, "0000123", "discharge.xml");
    let stay = made.exchange.encounter.as_ref().unwrap();
    assert_eq!(stay.admitted_at.value().unwrap().as_sent().get(..8), Some("20240325"));
    assert_eq!(stay.discharged_at[0].as_sent().get(..8), Some("20240408"));
}

#[test]
fn a_draft_needs_one_patient() {
    let storage = renkei_fixtures::root().join("ssmix2");
    let make = |patient: Option<&str>, kind| {
        let mut options = DraftOptions::new(kind, about());
        options.patient = patient.map(Into::into);
        draft(inputs([storage.clone()], patient), &options, &mut |_| {}).map(|made| made.messages)
    };
    assert!(matches!(make(None, DocumentKind::Referral), Err(DraftError::SeveralPatients { count: 3 })));
    assert!(matches!(make(Some("9999999"), DocumentKind::Referral), Err(DraftError::NoPatient)));
    assert!(matches!(make(Some("../../../etc"), DocumentKind::Referral), Err(DraftError::NoPatient)));
    assert!(matches!(make(Some("0000123"), DocumentKind::PatientData), Err(DraftError::Kind)));
}
