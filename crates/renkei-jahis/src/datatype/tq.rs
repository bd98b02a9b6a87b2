use renkei_model::order::LegacyTiming;

use super::{CQ, CWE, DataType, ID, IS, NM, ST, TS};
use crate::mapping::Parts;

/// Timing and quantity (数量とタイミング), withdrawn in favour of TQ1. HL7 v2.5 2.A.81.
#[derive(Clone, Copy, Debug)]
pub enum TQ {}

impl DataType<LegacyTiming> for TQ {
    fn map<P: Parts>(parts: &mut P, value: &mut LegacyTiming) {
        parts.part::<CQ, _>(1, "quantity", &mut value.quantity);
        parts.nested(2, |parts| {
            parts.part::<IS, _>(1, "pattern", &mut value.pattern);
            parts.part::<ST, _>(2, "explicit_interval", &mut value.explicit_interval);
        });
        parts.part::<ST, _>(3, "duration", &mut value.duration);
        parts.part::<TS, _>(4, "start", &mut value.start);
        parts.part::<TS, _>(5, "end", &mut value.end);
        parts.part::<ST, _>(6, "priority", &mut value.priority);
        parts.part::<ST, _>(7, "condition", &mut value.condition);
        parts.part::<ST, _>(8, "text", &mut value.text);
        parts.part::<ID, _>(9, "conjunction", &mut value.conjunction);
        parts.nested(10, |parts| {
            parts.boxed("sequence", &mut value.sequence, |parts, sequence| {
                parts.part::<ID, _>(1, "kind", &mut sequence.kind);
                parts.scope("placer_number", &mut sequence.placer_number, |parts, id| {
                    parts.part::<ST, _>(2, "value", &mut id.value);
                    parts.boxed("assigner", &mut id.assigner, |parts, assigner| {
                        parts.part::<IS, _>(3, "namespace", &mut assigner.namespace);
                        parts.part::<ST, _>(8, "universal_id", &mut assigner.universal_id);
                        parts.part::<ID, _>(9, "universal_id_kind", &mut assigner.universal_id_kind);
                    });
                });
                parts.scope("filler_number", &mut sequence.filler_number, |parts, id| {
                    parts.part::<ST, _>(4, "value", &mut id.value);
                    parts.boxed("assigner", &mut id.assigner, |parts, assigner| {
                        parts.part::<IS, _>(5, "namespace", &mut assigner.namespace);
                        parts.part::<ST, _>(10, "universal_id", &mut assigner.universal_id);
                        parts.part::<ID, _>(11, "universal_id_kind", &mut assigner.universal_id_kind);
                    });
                });
                parts.part::<ST, _>(6, "condition", &mut sequence.condition);
                parts.part::<NM, _>(7, "maximum_repeats", &mut sequence.maximum_repeats);
            });
        });
        parts.part::<CWE, _>(11, "occurrence_duration", &mut value.occurrence_duration);
        parts.part::<NM, _>(12, "total_occurrences", &mut value.total_occurrences);
    }
}
