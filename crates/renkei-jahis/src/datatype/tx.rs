use super::DataType;
use crate::mapping::{Leaf, Parts};

/// Text data (テキスト): text for display, whose leading blanks count. HL7 v2.5 2.A.79.
#[derive(Clone, Copy, Debug)]
pub enum TX {}

impl<V: Leaf> DataType<V> for TX {
    fn map<P: Parts>(parts: &mut P, value: &mut V) {
        parts.leaf(value);
    }
}
