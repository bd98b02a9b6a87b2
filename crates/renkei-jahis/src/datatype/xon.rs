use renkei_model::organization::Organization;

use super::{DataType, HD, ID, IS, ST};
use crate::mapping::Parts;

/// An organisation (組織の拡張複合名とID): `登呂病院`, usually the name only. HL7 v2.5 2.A.87.
#[derive(Clone, Copy, Debug)]
pub enum XON {}

impl DataType<Organization> for XON {
    fn map<P: Parts>(parts: &mut P, value: &mut Organization) {
        parts.part::<ST, _>(1, "name", &mut value.name);
        parts.part::<IS, _>(2, "name_kind", &mut value.name_kind);
        parts.scope("identifier", &mut value.identifier, |parts, id| {
            parts.part::<ST, _>(3, "value", &mut id.value);
            parts.boxed_part::<HD, _>(6, "assigner", &mut id.assigner);
            parts.part::<ID, _>(7, "kind", &mut id.kind);
            parts.boxed("details", &mut id.details, |parts, details| {
                parts.part::<ST, _>(4, "check_digit", &mut details.check_digit);
                parts.part::<ID, _>(5, "check_digit_scheme", &mut details.check_digit_scheme);
                parts.boxed_part::<HD, _>(8, "facility", &mut details.facility);
            });
        });
        parts.part::<ID, _>(9, "representation", &mut value.representation);
        parts.part::<ST, _>(10, "code", &mut value.code);
    }
}
