//! The canonical clinical vocabulary of renkei: patients, orders, results and documents, whatever format they came in.
//!
//! Everything is plain, owned data with public fields. A type says what Japanese senders say, under the name that FHIR R4
//! and JP Core give it where there is one, and keeps the spelling: a number is [`5.40`](value::Decimal), a date may be
//! [`196704`](value::DateTime), a code comes with [both its systems](value::CodeableConcept). What is understood stands
//! beside what was sent, never instead of it. No format is known here; the mapping crates know both sides.
//!
//! ```
//! use renkei_model::value::{CodeableConcept, DateTime, Field};
//! use renkei_model::{Content, Exchange, observation::Observation};
//!
//! let json = r#"{
//!   "patient": { "identifiers": [{ "value": "0000012345" }], "birth_date": "1970-02-03" },
//!   "content": { "type": "lab_report", "specimens": [ { "groups": [ { "items": [
//!     { "code": { "codings": [{ "code": "3A010000002327101", "display": "総蛋白", "system": "JC10" }] },
//!       "value": { "declared_type": "NM", "as_sent": ["7.2"] } } ] } ] } ] }
//! }"#;
//! let exchange: Exchange = serde_json::from_str(json)?;
//! assert_eq!(exchange.patient.birth_date, Field::Value(DateTime::from_hl7("19700203")));
//!
//! let Content::LabReport(report) = &exchange.content else { panic!("no report") };
//! let protein: &Observation = report.results().next().expect("one result");
//! assert_eq!(protein.code.value().and_then(CodeableConcept::display), Some("総蛋白"));
//! assert_eq!(protein.value.number().and_then(|n| n.to_f64()), Some(7.2));
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! Start at [`Exchange`] and [`Content`]; the values of which all else is made are in [`value`]. `Debug` shows no text of
//! anybody's record, only how long it is: data is seen through serde.
//!
//! # Features
//!
//! - `schema`: the JSON Schema of an exchange ([`schema()`](crate::schema)), and `schemars::JsonSchema` for every type.

#[macro_use]
mod record;

pub mod allergy;
pub mod condition;
pub mod coverage;
pub mod diet;
pub mod document;
pub mod encounter;
pub mod exchange;
pub mod imaging;
#[cfg(test)]
mod laws;
pub mod medication;
pub mod observation;
pub mod order;
pub mod organization;
pub mod overflow;
pub mod patient;
pub mod practitioner;
pub mod request;
pub mod specimen;
pub mod value;

pub use exchange::{Content, Exchange, Header, Unmapped};

/// Returns the JSON Schema (draft 2020-12) of an [`Exchange`], as it is written; it is checked in under `docs/`.
///
/// What is only understood (`understood`, `rp`, the bounds of a reference range) is named too; a reader computes it anew.
/// Keys that it does not name are allowed: a reader passes over them.
#[cfg(feature = "schema")]
pub fn schema() -> serde_json::Value {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<Exchange>().to_value();
    tidy(&mut schema);
    schema
}

/// Cuts descriptions before what belongs to the documentation of the code: examples and sections.
#[cfg(feature = "schema")]
fn tidy(value: &mut serde_json::Value) {
    use serde_json::Value;
    match value {
        Value::Object(map) => {
            if let Some(Value::String(description)) = map.get_mut("description") {
                let end = ["\n\n#", "\n\n```"].iter().filter_map(|mark| description.find(mark)).min();
                description.truncate(end.unwrap_or(description.len()));
            }
            map.values_mut().for_each(tidy);
        }
        Value::Array(items) => items.iter_mut().for_each(tidy),
        _ => {}
    }
}
