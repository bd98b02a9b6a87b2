use renkei_model::value::Repetition;

use super::DataType;
use crate::mapping::Parts;

/// A value whose type another field declares (OBX-5): kept with all its parts, as sent. HL7 v2.5 2.A.82.
#[derive(Clone, Copy, Debug)]
pub enum Varies {}

impl DataType<Repetition> for Varies {
    fn map<P: Parts>(parts: &mut P, value: &mut Repetition) {
        parts.tree(value);
    }
}
