use renkei_model::practitioner::Participation;

use super::{CNN, DataType, HD, IS, TS};
use crate::mapping::Parts;

/// A person with date and place (日付と場所付きの名前). HL7 v2.5 2.A.46.
#[derive(Clone, Copy, Debug)]
pub enum NDL {}

impl DataType<Participation> for NDL {
    fn map<P: Parts>(parts: &mut P, value: &mut Participation) {
        parts.part::<CNN, _>(1, "person", &mut value.person);
        parts.part::<TS, _>(2, "started_at", &mut value.started_at);
        parts.part::<TS, _>(3, "ended_at", &mut value.ended_at);
        parts.scope("location", &mut value.location, |parts, location| {
            parts.part::<IS, _>(4, "point_of_care", &mut location.point_of_care);
            parts.part::<IS, _>(5, "room", &mut location.room);
            parts.part::<IS, _>(6, "bed", &mut location.bed);
            parts.boxed_part::<HD, _>(7, "facility", &mut location.facility);
            parts.part::<IS, _>(8, "status", &mut location.status);
            parts.part::<IS, _>(9, "kind", &mut location.kind);
            parts.part::<IS, _>(10, "building", &mut location.building);
            parts.part::<IS, _>(11, "floor", &mut location.floor);
        });
    }
}
