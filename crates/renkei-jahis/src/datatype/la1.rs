use renkei_model::value::Location;

use super::pl::common;
use super::{DataType, ID, ST};
use crate::mapping::Parts;

/// A place with an address in sub-components (住所を持つ場所1). HL7 v2.5 2.A.37.
#[derive(Clone, Copy, Debug)]
pub enum LA1 {}

impl DataType<Location> for LA1 {
    fn map<P: Parts>(parts: &mut P, value: &mut Location) {
        common(parts, value);
        parts.boxed("details", &mut value.details, |parts, details| {
            parts.nested(9, |parts| {
                parts.scope("address", &mut details.address, |parts, address| {
                    parts.part::<ST, _>(1, "street", &mut address.street);
                    parts.part::<ST, _>(2, "other", &mut address.other);
                    parts.part::<ST, _>(3, "city", &mut address.city);
                    parts.part::<ST, _>(4, "prefecture", &mut address.prefecture);
                    parts.part::<ST, _>(5, "postal_code", &mut address.postal_code);
                    parts.part::<ID, _>(6, "country", &mut address.country);
                    parts.part::<ID, _>(7, "kind", &mut address.kind);
                    parts.part::<ST, _>(8, "whole", &mut address.whole);
                });
            });
        });
    }
}
