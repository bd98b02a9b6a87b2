use renkei_model::value::StructuredNumber;

use super::{DataType, NM, ST};
use crate::mapping::Parts;

/// A number with comparator and separator (構造化数値): `>^100`, `^1^:^64`. HL7 v2.5 2.A.71.
#[derive(Clone, Copy, Debug)]
pub enum SN {}

impl DataType<StructuredNumber> for SN {
    fn map<P: Parts>(parts: &mut P, value: &mut StructuredNumber) {
        parts.part::<ST, _>(1, "comparator", &mut value.comparator);
        parts.part::<NM, _>(2, "first", &mut value.first);
        parts.part::<ST, _>(3, "separator", &mut value.separator);
        parts.part::<NM, _>(4, "second", &mut value.second);
    }
}
