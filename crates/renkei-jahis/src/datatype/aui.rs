use renkei_model::coverage::Authorization;

use super::{DT, DataType, ST};
use crate::mapping::Parts;

/// An authorization (認定情報). HL7 v2.5 2.A.2.
#[derive(Clone, Copy, Debug)]
pub enum AUI {}

impl DataType<Authorization> for AUI {
    fn map<P: Parts>(parts: &mut P, value: &mut Authorization) {
        parts.part::<ST, _>(1, "number", &mut value.number);
        parts.part::<DT, _>(2, "date", &mut value.date);
        parts.part::<ST, _>(3, "source", &mut value.source);
    }
}
