use renkei_model::value::Address;

use super::{DR, DataType, ID, IS, ST, TS};
use crate::mapping::Parts;

/// An address (拡張住所): `^^^^422-8033^JPN^H^静岡県静岡市登呂１−３−５`, undivided in component 8. HL7 v2.5 2.A.85.
#[derive(Clone, Copy, Debug)]
pub enum XAD {}

impl DataType<Address> for XAD {
    fn map<P: Parts>(parts: &mut P, value: &mut Address) {
        parts.nested(1, |parts| {
            parts.part::<ST, _>(1, "street", &mut value.street);
            parts.boxed("details", &mut value.details, |parts, details| {
                parts.part::<ST, _>(2, "street_name", &mut details.street_name);
                parts.part::<ST, _>(3, "dwelling_number", &mut details.dwelling_number);
            });
        });
        parts.part::<ST, _>(2, "other", &mut value.other);
        parts.part::<ST, _>(3, "city", &mut value.city);
        parts.part::<ST, _>(4, "prefecture", &mut value.prefecture);
        parts.part::<ST, _>(5, "postal_code", &mut value.postal_code);
        parts.part::<ID, _>(6, "country", &mut value.country);
        parts.part::<ID, _>(7, "kind", &mut value.kind);
        parts.part::<ST, _>(8, "whole", &mut value.whole);
        parts.boxed("details", &mut value.details, |parts, details| {
            parts.part::<IS, _>(9, "county", &mut details.county);
            parts.part::<IS, _>(10, "census_tract", &mut details.census_tract);
            parts.part::<ID, _>(11, "representation", &mut details.representation);
            parts.part::<DR, _>(12, "validity", &mut details.validity);
            parts.part::<TS, _>(13, "valid_from", &mut details.valid_from);
            parts.part::<TS, _>(14, "valid_until", &mut details.valid_until);
        });
    }
}
