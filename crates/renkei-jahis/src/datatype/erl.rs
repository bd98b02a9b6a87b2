use renkei_model::exchange::ErrorLocation;

use super::{DataType, NM, ST};
use crate::mapping::Parts;

/// The place of an error (エラー位置). HL7 v2.5 2.A.28.1.
#[derive(Clone, Copy, Debug)]
pub enum ERL {}

impl DataType<ErrorLocation> for ERL {
    fn map<P: Parts>(parts: &mut P, value: &mut ErrorLocation) {
        parts.part::<ST, _>(1, "segment", &mut value.segment);
        parts.part::<NM, _>(2, "sequence", &mut value.sequence);
        parts.part::<NM, _>(3, "field", &mut value.field);
        parts.part::<NM, _>(4, "repetition", &mut value.repetition);
        parts.part::<NM, _>(5, "component", &mut value.component);
        parts.part::<NM, _>(6, "subcomponent", &mut value.subcomponent);
    }
}
