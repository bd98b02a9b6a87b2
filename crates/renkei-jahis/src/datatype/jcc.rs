use renkei_model::practitioner::Job;

use super::{DataType, IS, TX};
use crate::mapping::Parts;

/// A job (職種). HL7 v2.5 2.A.36.1.
#[derive(Clone, Copy, Debug)]
pub enum JCC {}

impl DataType<Job> for JCC {
    fn map<P: Parts>(parts: &mut P, value: &mut Job) {
        parts.part::<IS, _>(1, "code", &mut value.code);
        parts.part::<IS, _>(2, "class", &mut value.class);
        parts.part::<TX, _>(3, "text", &mut value.text);
    }
}
