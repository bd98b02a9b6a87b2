use renkei_model::value::Charge;

use super::{CWE, DataType, MO};
use crate::mapping::Parts;

/// A charge and its code (金額と課金コード). HL7 v2.5 2.A.43.
#[derive(Clone, Copy, Debug)]
pub enum MOC {}

impl DataType<Charge> for MOC {
    fn map<P: Parts>(parts: &mut P, value: &mut Charge) {
        parts.part::<MO, _>(1, "money", &mut value.money);
        parts.part::<CWE, _>(2, "code", &mut value.code);
    }
}
