use super::DataType;
use crate::mapping::{Leaf, Parts};

/// String data (文字列): plain text. HL7 v2.5 2.A.74.
#[derive(Clone, Copy, Debug)]
pub enum ST {}

impl<V: Leaf> DataType<V> for ST {
    fn map<P: Parts>(parts: &mut P, value: &mut V) {
        parts.leaf(value);
    }
}
