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

/// Maps a group that may lack its ORC. What others have in common does not go for such a group and is not written into it:
/// it has a header of its own, which is blank.
pub(super) fn with_or_without<M: Mapper, G: Default + PartialEq>(
    m: &mut M,
    group: &mut G,
    header: fn(&mut G) -> &mut Option<Box<OrderHeader>>,
    mut common: Hoist<'_, OrderHeader>,
    map: impl FnOnce(&mut M, &mut G, Hoist<'_, OrderHeader>),
) {
    map(m, group, common.again());
    if !m.is_reading() {
        return;
    }
    let blank = header(group).take_if(|own| **own == OrderHeader::default()).is_some();
    // A group of which nothing was understood is none.
    if *group == G::default() {
        return;
    }
    if blank {
        *header(group) = Some(Box::default());
    } else if m.order_of(&orc::ORC, &orc::ORC).is_none() {
        m.hoisted("header", common, header(group), |_, _| {});
    }
}
