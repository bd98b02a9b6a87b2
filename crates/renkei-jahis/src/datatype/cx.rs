use renkei_model::value::Identifier;

use super::{CWE, DT, DataType, HD, ID, ST};
use crate::mapping::Parts;

/// An identifier with check digit (チェックデジット付き拡張複合ID): `9999013^^^^PI`. HL7 v2.5 2.A.14.
#[derive(Clone, Copy, Debug)]
pub enum CX {}

impl DataType<Identifier> for CX {
    fn map<P: Parts>(parts: &mut P, value: &mut Identifier) {
        parts.part::<ST, _>(1, "value", &mut value.value);
        parts.boxed_part::<HD, _>(4, "assigner", &mut value.assigner);
        parts.part::<ID, _>(5, "kind", &mut value.kind);
        parts.boxed("details", &mut value.details, |parts, details| {
            parts.part::<ST, _>(2, "check_digit", &mut details.check_digit);
            parts.part::<ID, _>(3, "check_digit_scheme", &mut details.check_digit_scheme);
            parts.boxed_part::<HD, _>(6, "facility", &mut details.facility);
            parts.part::<DT, _>(7, "valid_from", &mut details.valid_from);
            parts.part::<DT, _>(8, "valid_until", &mut details.valid_until);
            parts.part::<CWE, _>(9, "jurisdiction", &mut details.jurisdiction);
            parts.part::<CWE, _>(10, "department", &mut details.department);
        });
    }
}
