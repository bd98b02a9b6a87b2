use renkei_model::value::Period;

use super::{DataType, TS};
use crate::mapping::Parts;

/// A range of time (日時範囲); a single value is the start. HL7 v2.5 2.A.20.
#[derive(Clone, Copy, Debug)]
pub enum DR {}

impl DataType<Period> for DR {
    fn map<P: Parts>(parts: &mut P, value: &mut Period) {
        parts.part::<TS, _>(1, "start", &mut value.start);
        parts.part::<TS, _>(2, "end", &mut value.end);
    }
}
