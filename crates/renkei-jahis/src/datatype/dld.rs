use renkei_model::encounter::DischargeLocation;

use super::{DataType, IS, TS};
use crate::mapping::Parts;

/// Where and when a patient was discharged to (退院先と日付). HL7 v2.5 2.A.17.
#[derive(Clone, Copy, Debug)]
pub enum DLD {}

impl DataType<DischargeLocation> for DLD {
    fn map<P: Parts>(parts: &mut P, value: &mut DischargeLocation) {
        parts.part::<IS, _>(1, "code", &mut value.code);
        parts.part::<TS, _>(2, "effective_at", &mut value.effective_at);
    }
}
