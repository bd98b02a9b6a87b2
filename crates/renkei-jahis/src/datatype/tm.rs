use renkei_model::value::Time;

use super::DataType;
use crate::mapping::Parts;

/// A time of day (時刻): `HH[MM[SS]]`. HL7 v2.5 2.A.75.
#[derive(Clone, Copy, Debug)]
pub enum TM {}

impl DataType<Time> for TM {
    fn map<P: Parts>(parts: &mut P, value: &mut Time) {
        parts.leaf(value);
    }
}
