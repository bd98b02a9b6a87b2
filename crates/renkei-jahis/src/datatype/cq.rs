use renkei_model::value::Quantity;

use super::{CWE, DataType, NM};
use crate::mapping::Parts;

/// A quantity with its unit (単位付き複合数量): `5^d`, `3^TAB&錠&MR9P`. HL7 v2.5 2.A.12.
#[derive(Clone, Copy, Debug)]
pub enum CQ {}

impl DataType<Quantity> for CQ {
    fn map<P: Parts>(parts: &mut P, value: &mut Quantity) {
        parts.part::<NM, _>(1, "value", &mut value.value);
        parts.part::<CWE, _>(2, "unit", &mut value.unit);
    }
}
