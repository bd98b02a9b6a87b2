//! The draft of a referral from a storage.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests say what they expect"
)]

#[path = "schema/validation.rs"]
mod validation;

use renkei_cda::{Document, EncodeOptions, Limits, ReferralDraft, decode, encode_with, referral_from};
use renkei_core::Diagnostic;
use renkei_hl7v2::Message;
use renkei_jahis::DecodeOptions;
use renkei_model::value::{DateTime, Identifier};
use renkei_model::{Content, Exchange};

/// Everything that the storage of the fixtures holds of a patient.
fn exchanges(patient: &str) -> Vec<Exchange> {
    let files =
        renkei_fixtures::files("ssmix2").into_iter().filter(|f| f.name.contains(&format!("/{patient}/")));
    let read = files.filter_map(|file| {
        let kind = file.name.rsplit('/').next()?.split('_').nth(2)?.to_owned();
        let message = Message::parse(&file.bytes, &mut ()).ok()?;
        Some(renkei_jahis::decode_with(&message, &DecodeOptions::of_kind(&kind), &mut ()))
    });
    read.collect()
}

#[test]
fn a_storage_gives_the_draft_of_a_referral() {
    let exchanges = exchanges("0000004567");
    assert!(exchanges.len() > 3, "{} exchanges", exchanges.len());
    let mut found: Vec<Diagnostic> = Vec::new();
    let draft = ReferralDraft::new(Identifier::new("REF-1"), DateTime::from_hl7("20240415"));
    let referral = referral_from(&exchanges, &draft, &mut found);
    assert_eq!(found.len(), 3, "what a doctor has to write is named");
    let encoded = encode_with(&referral, &EncodeOptions::default()).unwrap();
    let written = encoded.document.as_document();
    validation::check(&[("draft.xml".into(), encoded.document.as_bytes().to_vec())]);
    let of = |code: &str| {
        encoded.remarks.iter().filter(|r| r.code.name == code).map(|r| &*r.target).collect::<Vec<_>>()
    };
    let lost = of("not-written");
    // What the messages know beyond a referral is named; what makes a referral is not among it.
    assert!(lost.contains(&"patient.disabilities"));
    for part in ["identifiers[0].value", "names[0].family", "birth_date", "sex"] {
        assert!(!lost.contains(&format!("patient.{part}").as_str()), "{part}");
    }
    for part in [".statement.name", ".statement.substance", ".statement.medication", ".statement.code"] {
        assert!(!lost.iter().any(|place| place.ends_with(part)), "{part}");
    }
    let Content::Document(content) = decode(&written, &mut ()).content else { panic!("no document") };
    let kinds: Vec<_> = content.sections.iter().map(|s| s.kind.as_deref().unwrap()).collect();
    let expected = ["insurance", "problems", "allergies", "past_history", "results", "medications"];
    assert_eq!(
        kinds.iter().filter(|kind| expected.contains(kind)).copied().collect::<Vec<_>>(),
        expected,
        "{kinds:?}"
    );
    assert_eq!(content.title.as_deref(), Some("診療情報提供書（下書き）"));
    assert_eq!(kinds.last(), Some(&"remarks"), "a note says that it is a draft");
    assert_eq!(of("narrative-generated").len(), kinds.len() - 1);
    let text = |kind: &str| {
        let section = content.sections.iter().find(|section| section.kind.as_deref() == Some(kind));
        section.unwrap().narrative.text.as_deref().unwrap()
    };
    assert!(text("problems").starts_with("病名\tICD-10\t開始日"));
    assert!(text("results").contains("γ－ＧＴＰ\t> 1000\tU/L"));
    assert!(Document::parse(encoded.document.as_bytes(), &Limits::default(), &mut ()).is_ok());
}
