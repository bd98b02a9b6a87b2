use renkei_model::value::{Decimal, Text};

use super::DataType;
use crate::mapping::Parts;

/// A number (数値), whose spelling is kept. HL7 v2.5 2.A.47.
#[derive(Clone, Copy, Debug)]
pub enum NM {}

impl DataType<Decimal> for NM {
    fn map<P: Parts>(parts: &mut P, value: &mut Decimal) {
        parts.leaf(value);
    }
}

impl DataType<Text> for NM {
    fn map<P: Parts>(parts: &mut P, value: &mut Text) {
        parts.leaf(value);
    }
}
