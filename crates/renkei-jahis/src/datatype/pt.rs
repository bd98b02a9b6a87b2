use renkei_model::exchange::Processing;

use super::{DataType, ID};
use crate::mapping::Parts;

/// How a message is to be processed (処理ID): `P`. HL7 v2.5 2.A.58.
#[derive(Clone, Copy, Debug)]
pub enum PT {}

impl DataType<Processing> for PT {
    fn map<P: Parts>(parts: &mut P, value: &mut Processing) {
        parts.part::<ID, _>(1, "id", &mut value.id);
        parts.part::<ID, _>(2, "mode", &mut value.mode);
    }
}
