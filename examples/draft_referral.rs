//! Drafts a referral (診療情報提供書) from what a storage holds of a patient, and writes the document.
//!
//! ```text
//! cargo run -p renkei-examples --bin draft_referral -- fixtures/ssmix2 0000004567 20240415 > draft.xml
//! xsltproc --nonet crates/renkei-cda/stylesheet/renkei-cda.xsl draft.xml > draft.html
//! ```

use std::error::Error;
use std::io::{self, Write};

use renkei::cda::{EncodeOptions, ReferralDraft, encode_with, referral_from};
use renkei::model::document::Party;
use renkei::model::organization::Organization;
use renkei::model::value::{DateTime, HumanName, Identifier, Representation, Text};
use renkei::{Exchange, ReadOptions, tree};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(storage), Some(patient), Some(day)) = (arguments.next(), arguments.next(), arguments.next())
    else {
        return Err("usage: draft_referral STORAGE PATIENT DATE".into());
    };
    let is_patient = |exchange: &Exchange| {
        exchange.patient.identifiers.iter().any(|id| id.value.as_deref() == Some(&*patient))
    };
    let records = tree(storage, &ReadOptions::default()).filter_map(Result::ok);
    let exchanges: Vec<Exchange> = records.map(|record| record.exchange).filter(is_patient).collect();

    let party = |family, given, hospital: &'static str| Party {
        names: vec![HumanName::new(family, given, Representation::Ideographic)],
        organization: Some(Organization { name: Some(hospital.into()), ..Organization::default() }),
        ..Party::default()
    };
    let mut draft = ReferralDraft::new(Identifier::new("REF-0018"), DateTime::from_hl7(Text::from(day)));
    draft.author = Some(party("本表", "一郎", "東京能登病院"));
    draft.recipient = Some(party("弓町", "能子", "京町ソ能病院"));
    draft.purpose = Some("労作時胸部圧迫感の精査をお願いいたします。".into());

    // What is left for a doctor to write is said here.
    let mut found = Vec::new();
    let referral = referral_from(&exchanges, &draft, &mut found);
    let written = encode_with(&referral, &EncodeOptions::default())?;
    let mut out = io::stderr().lock();
    for report in &found {
        writeln!(out, "{}", report.message(renkei::Language::Japanese))?;
    }
    for remark in written.remarks.iter().filter(|remark| remark.code.name == "not-written") {
        writeln!(out, "{}: {}", remark.target, remark.code.name)?;
    }
    io::stdout().lock().write_all(written.document.as_bytes())?;
    Ok(())
}
