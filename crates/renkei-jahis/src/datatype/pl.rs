use renkei_model::value::Location;

use super::{DataType, EI, HD, IS, ST};
use crate::mapping::Parts;

/// A place of a person (患者所在場所): `32^302^1^^^N` on a ward, `01^^^^^C` in a clinic. HL7 v2.5 2.A.53.
#[derive(Clone, Copy, Debug)]
pub enum PL {}

impl DataType<Location> for PL {
    fn map<P: Parts>(parts: &mut P, value: &mut Location) {
        common(parts, value);
        parts.boxed("details", &mut value.details, |parts, details| {
            parts.part::<ST, _>(9, "description", &mut details.description);
            parts.part::<EI, _>(10, "identifier", &mut details.identifier);
            parts.boxed_part::<HD, _>(11, "assigner", &mut details.assigner);
        });
    }
}

/// The first eight components, which PL, LA1 and LA2 share.
pub(super) fn common<P: Parts>(parts: &mut P, value: &mut Location) {
    parts.part::<IS, _>(1, "point_of_care", &mut value.point_of_care);
    parts.part::<IS, _>(2, "room", &mut value.room);
    parts.part::<IS, _>(3, "bed", &mut value.bed);
    parts.boxed_part::<HD, _>(4, "facility", &mut value.facility);
    parts.part::<IS, _>(5, "status", &mut value.status);
    parts.part::<IS, _>(6, "kind", &mut value.kind);
    parts.part::<IS, _>(7, "building", &mut value.building);
    parts.part::<IS, _>(8, "floor", &mut value.floor);
}
