use renkei_model::value::Money;

use super::{DataType, ID, NM};
use crate::mapping::Parts;

/// A sum of money (金額). HL7 v2.5 2.A.42.
#[derive(Clone, Copy, Debug)]
pub enum MO {}

impl DataType<Money> for MO {
    fn map<P: Parts>(parts: &mut P, value: &mut Money) {
        parts.part::<NM, _>(1, "amount", &mut value.amount);
        parts.part::<ID, _>(2, "currency", &mut value.currency);
    }
}
