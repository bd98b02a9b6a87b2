use renkei_model::order::RepeatPattern;

use super::{CWE, DataType, ID, IS, NM, ST};
use crate::mapping::Parts;

/// A pattern of repetition (繰返しパターン): `1013044400000000&内服・経口・１日３回朝昼夕食後&JAMISDP01`. HL7 v2.5 2.A.64.
#[derive(Clone, Copy, Debug)]
pub enum RPT {}

impl DataType<RepeatPattern> for RPT {
    fn map<P: Parts>(parts: &mut P, value: &mut RepeatPattern) {
        parts.part::<CWE, _>(1, "code", &mut value.code);
        parts.boxed("details", &mut value.details, |parts, details| {
            parts.part::<ID, _>(2, "calendar_alignment", &mut details.calendar_alignment);
            parts.part::<NM, _>(3, "phase_start", &mut details.phase_start);
            parts.part::<NM, _>(4, "phase_end", &mut details.phase_end);
            parts.part::<NM, _>(5, "period", &mut details.period);
            parts.part::<IS, _>(6, "period_unit", &mut details.period_unit);
            parts.part::<ID, _>(7, "institution_specified", &mut details.institution_specified);
            parts.part::<ID, _>(8, "event", &mut details.event);
            parts.part::<NM, _>(9, "event_offset", &mut details.event_offset);
            parts.part::<IS, _>(10, "event_offset_unit", &mut details.event_offset_unit);
            parts.part::<ST, _>(11, "general_timing", &mut details.general_timing);
        });
    }
}
