use super::DataType;
use crate::mapping::{Leaf, Parts};

/// A number in a sequence (セットID): digits, leading zeros kept. HL7 v2.5 2.A.70.
#[derive(Clone, Copy, Debug)]
pub enum SI {}

impl<V: Leaf> DataType<V> for SI {
    fn map<P: Parts>(parts: &mut P, value: &mut V) {
        parts.leaf(value);
    }
}
