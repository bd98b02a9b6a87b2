//! Reads a prescription into the canonical model, changes the first dose, writes it back and shows which bytes changed.
//!
//! ```text
//! cargo run -p renkei-examples --bin model_convert -- fixtures/hl7v2/omp_01/rde_typical.hl7 2
//! ```

use std::error::Error;
use std::fs;
use std::io::{self, Write};

use renkei::model::value::{CodeableConcept, Decimal};
use renkei::{Content, MessageBuf, Span, decode, update};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(path), Some(dose)) = (arguments.next(), arguments.next()) else {
        return Err("usage: model_convert FILE DOSE".into());
    };
    let mut out = io::stdout().lock();

    let before = MessageBuf::parse(fs::read(path)?, &mut ())?;
    let mut exchange = decode(&before.as_message(), &mut ());
    let Content::MedicationOrder(order) = &mut exchange.content else {
        return Err("the message is not a medication order".into());
    };
    let line = order.lines.first_mut().ok_or("the order has no lines")?;
    let medicine = line.medication.value().and_then(CodeableConcept::display).unwrap_or_default();
    let old = line.dose.minimum.value().map_or("", Decimal::as_str);
    writeln!(out, "{medicine}: {old} → {dose}")?;
    line.dose.minimum = Decimal::from(dose).into();

    let mut after = before.clone();
    update(&mut after, &exchange, &mut ())?;

    let (left, right) = (before.as_bytes(), after.as_bytes());
    let start = left.iter().zip(right).take_while(|(a, b)| a == b).count();
    let same_end =
        left.iter().skip(start).rev().zip(right.iter().skip(start).rev()).take_while(|(a, b)| a == b);
    let end = same_end.count();
    let old = Span::from_usize(start, left.len().saturating_sub(end));
    let new = Span::from_usize(start, right.len().saturating_sub(end));
    let view = before.as_message();
    let place = view.locate(old.start()).and_then(|path| view.path_of(&view.get(&path)?));
    let place = place.map_or_else(|| "nowhere".to_owned(), |path| path.to_string());
    let shown = |span: Span, bytes| String::from_utf8_lossy(span.slice(bytes)).into_owned();
    writeln!(out, "{place}, bytes {old}: {:?} became {:?}", shown(old, left), shown(new, right))?;
    writeln!(out, "{} of {} bytes are as they were", start.saturating_add(end), left.len())?;
    Ok(())
}
