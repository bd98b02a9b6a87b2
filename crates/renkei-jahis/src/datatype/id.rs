use super::DataType;
use crate::mapping::{Leaf, Parts};

/// A code of an HL7 table (HL7表コード). HL7 v2.5 2.A.35.
#[derive(Clone, Copy, Debug)]
pub enum ID {}

impl<V: Leaf> DataType<V> for ID {
    fn map<P: Parts>(parts: &mut P, value: &mut V) {
        parts.leaf(value);
    }
}
