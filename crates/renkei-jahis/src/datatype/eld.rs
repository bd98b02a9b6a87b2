use renkei_model::exchange::LegacyError;

use super::{CWE, DataType, NM, ST};
use crate::mapping::Parts;

/// The place of an error as v2.4 gave it (エラー位置と記述). HL7 v2.5 2.A.27.
#[derive(Clone, Copy, Debug)]
pub enum ELD {}

impl DataType<LegacyError> for ELD {
    fn map<P: Parts>(parts: &mut P, value: &mut LegacyError) {
        parts.part::<ST, _>(1, "segment", &mut value.segment);
        parts.part::<NM, _>(2, "sequence", &mut value.sequence);
        parts.part::<NM, _>(3, "field", &mut value.field);
        parts.part::<CWE, _>(4, "code", &mut value.code);
    }
}
