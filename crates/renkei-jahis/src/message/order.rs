//! The head of a group of an order: ORC, and what stands for it where there is none.

use renkei_model::order::{LineKey, OrderHeader, OrderIdentity};
use renkei_model::value::Field;

use crate::mapping::{Hoist, Mapper};
use crate::segment::orc;

/// The parts of a group that come from its ORC.
pub(super) struct Head<'a> {
    pub(super) identity: &'a mut OrderIdentity,
    pub(super) key: &'a mut Field<LineKey>,
    pub(super) header: &'a mut Option<Box<OrderHeader>>,
}

/// Maps ORC: what happens, the numbers, and the header that all groups repeat.
pub(super) fn head<M: Mapper>(m: &mut M, head: &mut Head<'_>, mut common: Hoist<'_, OrderHeader>) {
    m.segment(&orc::ORC, |m| {
        m.scope("identity", &mut *head.identity, orc::identity);
        m.field(orc::PLACER_GROUP_NUMBER, "key", &mut *head.key);
        m.hoisted("header", common.again(), &mut *head.header, orc::header);
    });
}

/// Notes, while reading, that a group has no ORC: what others have in common does not go for it, and none is written.
///
/// Comes last in a group, and only where something in the group was understood.
pub(super) fn headless<M: Mapper, T: Default + PartialEq + Clone>(
    m: &mut M,
    name: &'static str,
    own: &mut Option<Box<T>>,
    common: Hoist<'_, T>,
) {
    if m.is_reading() && m.order_of(&orc::ORC, &orc::ORC).is_none() {
        m.hoisted(name, common, own, |_, _| {});
    }
}
