use super::DataType;
use crate::mapping::{Leaf, Parts};

/// A code of a table of the site (使用者定義表コード). HL7 v2.5 2.A.36.
#[derive(Clone, Copy, Debug)]
pub enum IS {}

impl<V: Leaf> DataType<V> for IS {
    fn map<P: Parts>(parts: &mut P, value: &mut V) {
        parts.leaf(value);
    }
}
