use renkei_model::request::ParentResult;

use super::{CWE, DataType, ST, TX};
use crate::mapping::Parts;

/// The link to a parent result (親結果リンク). HL7 v2.5 2.A.57.
#[derive(Clone, Copy, Debug)]
pub enum PRL {}

impl DataType<ParentResult> for PRL {
    fn map<P: Parts>(parts: &mut P, value: &mut ParentResult) {
        parts.part::<CWE, _>(1, "code", &mut value.code);
        parts.part::<ST, _>(2, "sub_id", &mut value.sub_id);
        parts.part::<TX, _>(3, "value", &mut value.value);
    }
}
