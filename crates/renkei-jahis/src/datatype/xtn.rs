use renkei_model::value::Telecom;

use super::{DataType, ID, NM, ST};
use crate::mapping::Parts;

/// A telephone number or the like (拡張電話番号): `^PRN^PH^^^^^^^^^054-000-0000`. HL7 v2.5 2.A.89.
#[derive(Clone, Copy, Debug)]
pub enum XTN {}

impl DataType<Telecom> for XTN {
    fn map<P: Parts>(parts: &mut P, value: &mut Telecom) {
        parts.part::<ID, _>(2, "usage", &mut value.usage);
        parts.part::<ID, _>(3, "equipment", &mut value.equipment);
        parts.part::<ST, _>(4, "email", &mut value.email);
        parts.part::<ST, _>(12, "number", &mut value.number);
        parts.boxed("details", &mut value.details, |parts, details| {
            parts.part::<ST, _>(1, "legacy_number", &mut details.legacy_number);
            parts.part::<NM, _>(5, "country_code", &mut details.country_code);
            parts.part::<NM, _>(6, "area_code", &mut details.area_code);
            parts.part::<NM, _>(7, "local_number", &mut details.local_number);
            parts.part::<NM, _>(8, "extension", &mut details.extension);
            parts.part::<ST, _>(9, "text", &mut details.text);
            parts.part::<ST, _>(10, "extension_prefix", &mut details.extension_prefix);
            parts.part::<ST, _>(11, "speed_dial", &mut details.speed_dial);
        });
    }
}
