use renkei_model::coverage::FinancialClass;

use super::{DataType, IS, TS};
use crate::mapping::Parts;

/// A financial class (保険種別). HL7 v2.5 2.A.32.
#[derive(Clone, Copy, Debug)]
pub enum FC {}

impl DataType<FinancialClass> for FC {
    fn map<P: Parts>(parts: &mut P, value: &mut FinancialClass) {
        parts.part::<IS, _>(1, "code", &mut value.code);
        parts.part::<TS, _>(2, "effective_at", &mut value.effective_at);
    }
}
