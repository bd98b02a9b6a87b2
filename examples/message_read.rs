//! Reads the messages of a file and prints whom each concerns, with its results or medicines line by line.
//!
//! ```text
//! cargo run -p renkei-examples --bin message_read -- fixtures/hl7v2/oml_11/oul_typical.hl7
//! ```

use std::error::Error;
use std::io::{self, Write};

use renkei::model::medication::MedicationLine;
use renkei::model::observation::{Observation, ObservedValue};
use renkei::model::value::{CodeableConcept, Field, HumanName, Part, Repetition, Representation};
use renkei::ssmix2::DataKind;
use renkei::{Content, ReadOptions};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).ok_or("usage: message_read FILE")?;
    let mut out = io::stdout().lock();
    for record in renkei::open(path, &ReadOptions::default())? {
        let record = record?;
        let kind = record.source.kind.as_deref().unwrap_or("?");
        let japanese = DataKind::from_name(kind).map_or("データ種別不明", DataKind::japanese);
        let patient = &record.exchange.patient;
        let kanji = name(patient.name(Representation::Ideographic));
        let kana = name(patient.name(Representation::Phonetic));
        writeln!(out, "{kind} {japanese}　患者 {kanji}（{kana}）")?;
        match &record.exchange.content {
            Content::LabReport(report) => {
                report.results().try_for_each(|item| writeln!(out, "  {}", result(item)))?;
            }
            Content::MedicationOrder(order) => {
                order.lines.iter().try_for_each(|line| writeln!(out, "  {}", medicine(line)))?;
            }
            other => writeln!(out, "  {}", other.name())?,
        }
    }
    Ok(())
}

fn name(name: Option<&HumanName>) -> String {
    let Some(name) = name else { return "氏名なし".to_owned() };
    let parts = [name.family.as_deref(), name.given.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn result(item: &Observation) -> String {
    let flags = item.interpretations.join(",");
    let flags = if flags.is_empty() { flags } else { format!("[{flags}]") };
    let parts = [value(&item.value), display(&item.unit).to_owned(), flags];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}: {}", display(&item.code), parts.join(" "))
}

fn medicine(line: &MedicationLine) -> String {
    let rp = line.key.value().and_then(|key| key.rp()).unwrap_or_default();
    // An ointment has the null `""` for its dose: it can't be stated.
    let dose = line.dose.minimum.value().map_or("適量", |dose| dose.as_str());
    let usages = line.timings.iter().flat_map(|timing| &timing.repeats);
    let usages: Vec<_> = usages.filter_map(|usage| usage.code.display()).collect();
    let usages = usages.join("、");
    format!("Rp{rp} {} {dose}{}　{usages}", display(&line.medication), display(&line.dose.unit))
}

fn display(concept: &Field<CodeableConcept>) -> &str {
    concept.value().and_then(|c| c.display().or(c.code())).unwrap_or_default()
}

/// Codes by their text, everything else as it was sent.
fn value(value: &ObservedValue) -> String {
    let concepts = value.concepts();
    let sent = |repetition: &Repetition| match repetition {
        Repetition::Text(text) => text.to_string(),
        Repetition::Parts(parts) => parts.iter().map(part).collect(),
    };
    let shown: Vec<String> = if concepts.is_empty() {
        value.as_sent.iter().map(sent).collect()
    } else {
        concepts.iter().filter_map(CodeableConcept::display).map(str::to_owned).collect()
    };
    shown.join("、")
}

fn part(part: &Part) -> String {
    match part {
        Part::Text(text) => text.to_string(),
        Part::Parts(texts) => texts.join("&"),
    }
}
