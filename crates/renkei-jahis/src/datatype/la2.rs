use renkei_model::value::Location;

use super::pl::common;
use super::{DataType, ID, ST};
use crate::mapping::Parts;

/// A place with an address in components (住所を持つ場所2): `09A^021^4^^^N`. HL7 v2.5 2.A.38.
#[derive(Clone, Copy, Debug)]
pub enum LA2 {}

impl DataType<Location> for LA2 {
    fn map<P: Parts>(parts: &mut P, value: &mut Location) {
        common(parts, value);
        parts.boxed("details", &mut value.details, |parts, details| {
            parts.scope("address", &mut details.address, |parts, address| {
                parts.part::<ST, _>(9, "street", &mut address.street);
                parts.part::<ST, _>(10, "other", &mut address.other);
                parts.part::<ST, _>(11, "city", &mut address.city);
                parts.part::<ST, _>(12, "prefecture", &mut address.prefecture);
                parts.part::<ST, _>(13, "postal_code", &mut address.postal_code);
                parts.part::<ID, _>(14, "country", &mut address.country);
                parts.part::<ID, _>(15, "kind", &mut address.kind);
                parts.part::<ST, _>(16, "whole", &mut address.whole);
            });
        });
    }
}
