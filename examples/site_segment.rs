//! Adds a site's own segment to the messages of the guidelines: ZX1, what the pharmacy noted on a medicine (調剤メモ).
//!
//! ```text
//! cargo run -p renkei-examples --bin site_segment -- fixtures/hl7v2/other/site_zx1.hl7
//! cargo run -p renkei-examples --bin site_segment -- fixtures/hl7v2/other/site_zx1.hl7 2 粉砕 -o noted.hl7
//! ```
//!
//! The first prints a line of JSON for each medicine; the second writes a note for the second one, and changes no other byte.

use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::sync::LazyLock;

use renkei::hl7v2::segment;
use renkei::hl7v2::structure::Structure;
use renkei::jahis::datatype::{NM, ST, XCN};
use renkei::jahis::mapping::Mapper;
use renkei::jahis::segment::orc;
use renkei::jahis::{DecodeOptions, Extension, decode_extended, update_extended};
use renkei::model::order::LineKey;
use renkei::model::practitioner::Practitioner;
use renkei::model::value::{Decimal, Field, Text};
use renkei::{Content, MessageBuf};
use serde::Serialize;

segment! {
    /// ZX1 (調剤メモ), what the pharmacy noted on a medicine; behind the RXR of its group.
    ZX1 "Pharmacy Note" "調剤メモ" clause "院内規約 3.2";
    1 BAGS        NM    4 O -  -    "Number of Bags" "分包数";
    2 CHECKED_BY  XCN 250 O *  -    "Checked By"     "監査者";
    3 NOTE        ST   80 O -  -    "Note"           "メモ";
}

/// The notes, one for each medicine of a prescription.
#[derive(Default, Serialize)]
struct Notes {
    medicines: Vec<Note>,
}

/// What the pharmacy noted on a medicine.
#[derive(Clone, Default, PartialEq, Serialize)]
struct Note {
    #[serde(skip_serializing_if = "Field::is_absent")]
    bags: Field<Decimal>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    checked_by: Vec<Practitioner>,
    #[serde(skip_serializing_if = "Field::is_absent")]
    note: Field<Text>,
    /// The Rp (ORC-4) that the note belongs to; the mapping of the guideline reads it too.
    #[serde(skip_serializing_if = "Field::is_absent")]
    group: Field<LineKey>,
}

/// The site: where its segment stands, and what is in it.
struct Pharmacy;

impl Extension for Pharmacy {
    type Value = Notes;

    fn structure() -> Option<&'static Structure> {
        static STRUCTURE: LazyLock<Option<Structure>> = LazyLock::new(|| {
            "MSH PID [PV1] [{AL1}] {ORDER( ORC RXE [{NTE}] {TQ1} {RXR} [ZX1] )}".parse().ok()
        });
        STRUCTURE.as_ref()
    }

    fn map<M: Mapper>(m: &mut M, notes: &mut Notes) {
        m.groups(
            "ORDER",
            "medicines",
            &mut notes.medicines,
            |_| None,
            |m, note| {
                m.segment(&orc::ORC, |m| {
                    m.field(orc::PLACER_GROUP_NUMBER, "group", &mut note.group);
                });
                m.segment(&ZX1, |m| {
                    m.field(BAGS, "bags", &mut note.bags);
                    m.field(CHECKED_BY, "checked_by", &mut note.checked_by);
                    m.field(NOTE, "note", &mut note.note);
                });
            },
        );
    }
}

const USAGE: &str = "usage: site_segment FILE [MEDICINE TEXT [-o FILE]]";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (input, change, output) = match arguments.as_slice() {
        [input] => (input, None, None),
        [input, number, text] => (input, Some((number, text)), None),
        [input, number, text, flag, output] if flag == "-o" => (input, Some((number, text)), Some(output)),
        _ => return Err(USAGE.into()),
    };
    let mut message = MessageBuf::parse(fs::read(input)?, &mut ())?;
    let options = DecodeOptions::default();
    let (exchange, mut notes) = decode_extended::<Pharmacy>(&message.as_message(), &options, &mut ());

    let Some((number, text)) = change else {
        let Content::MedicationOrder(order) = &exchange.content else {
            return Err("not a prescription".into());
        };
        let mut out = io::stdout().lock();
        for (line, note) in order.lines.iter().zip(&notes.medicines) {
            let medicine = line.medication.value().and_then(|m| m.display()).unwrap_or_default();
            writeln!(out, "{}", serde_json::json!({"medicine": medicine, "pharmacy": note}))?;
        }
        return Ok(());
    };
    let place = number.parse::<usize>()?.checked_sub(1);
    let note = place.and_then(|n| notes.medicines.get_mut(n)).ok_or("no such medicine")?;
    note.note = text.as_str().into();
    update_extended::<Pharmacy>(&mut message, &exchange, &mut notes, &options, Default::default(), &mut ())?;
    match output {
        Some(output) => fs::write(output, message.as_bytes())?,
        None => io::stdout().write_all(message.as_bytes())?,
    }
    Ok(())
}
