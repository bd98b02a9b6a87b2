use renkei_model::value::DateTime;

use super::DataType;
use crate::mapping::Parts;

/// A date (日付): `YYYY[MM[DD]]`, with the precision that was sent. HL7 v2.5 2.A.21.
#[derive(Clone, Copy, Debug)]
pub enum DT {}

impl DataType<DateTime> for DT {
    fn map<P: Parts>(parts: &mut P, value: &mut DateTime) {
        parts.leaf(value);
    }
}
