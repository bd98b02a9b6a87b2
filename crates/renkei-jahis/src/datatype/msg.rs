use renkei_model::exchange::MessageType;

use super::{DataType, ID};
use crate::mapping::Parts;

/// What a message is (メッセージ型): `ADT^A08^ADT_A01`. HL7 v2.5 2.A.44.
#[derive(Clone, Copy, Debug)]
pub enum MSG {}

impl DataType<MessageType> for MSG {
    fn map<P: Parts>(parts: &mut P, value: &mut MessageType) {
        parts.part::<ID, _>(1, "code", &mut value.code);
        parts.part::<ID, _>(2, "event", &mut value.event);
        parts.part::<ID, _>(3, "structure", &mut value.structure);
    }
}
