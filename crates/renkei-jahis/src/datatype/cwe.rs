use renkei_model::value::{CodeSystem, CodeableConcept, Coding, Text};

use super::{DataType, ID, ST};
use crate::mapping::Parts;

/// A coded value with exceptions (コード化値): a standard and a local triplet in either order, their versions, and the
/// original text. HL7 v2.5 2.A.13.
///
/// The Japanese guidelines read every `CE` of the base standard as `CWE`, and so do we. One that stands where a plain code
/// is expected gives its first component, and the other way round.
#[derive(Clone, Copy, Debug)]
pub enum CWE {}

/// A coded value without exceptions; read as [`CWE`]. HL7 v2.5 2.A.8.
pub type CNE = CWE;
/// A coded element; read as [`CWE`]. HL7 v2.5 2.A.3.
pub type CE = CWE;

impl DataType<CodeableConcept> for CWE {
    fn map<P: Parts>(parts: &mut P, value: &mut CodeableConcept) {
        parts.coded(value);
        let [first, alternate] = &mut value.codings;
        parts.item("codings", 0, first, |parts, coding| triplet(parts, 1, 7, coding));
        parts.item("codings", 1, alternate, |parts, coding| triplet(parts, 4, 8, coding));
        parts.part::<ST, _>(9, "text", &mut value.text);
    }
}

/// Code, text and system from component `n` on, and the version of the system.
fn triplet<P: Parts>(parts: &mut P, n: u32, version: u32, coding: &mut Coding) {
    parts.nested(n, |parts| {
        parts.part::<ST, Option<Text>>(1, "code", &mut coding.code);
        parts.boxed("suffix", &mut coding.suffix, |parts, suffix| {
            parts.part::<ST, _>(2, "code", &mut suffix.code);
        });
    });
    parts.nested(n.saturating_add(1), |parts| {
        parts.part::<ST, Option<Text>>(1, "display", &mut coding.display);
        parts.boxed("suffix", &mut coding.suffix, |parts, suffix| {
            parts.part::<ST, _>(2, "display", &mut suffix.display);
        });
    });
    parts.part::<ID, Option<CodeSystem>>(n.saturating_add(2), "system", &mut coding.system);
    parts.part::<ST, _>(version, "version", &mut coding.version);
}
