use renkei_model::request::LegacySpecimen;

use super::{CWE, DataType, TX};
use crate::mapping::Parts;

/// Where a specimen comes from (検体採取元), withdrawn in favour of SPM. HL7 v2.5 2.A.72.
#[derive(Clone, Copy, Debug)]
pub enum SPS {}

impl DataType<LegacySpecimen> for SPS {
    fn map<P: Parts>(parts: &mut P, value: &mut LegacySpecimen) {
        parts.part::<CWE, _>(1, "source", &mut value.source);
        parts.part::<CWE, _>(2, "additives", &mut value.additives);
        parts.part::<TX, _>(3, "collection_method", &mut value.collection_method);
        parts.part::<CWE, _>(4, "body_site", &mut value.body_site);
        parts.part::<CWE, _>(5, "site_modifier", &mut value.site_modifier);
        parts.part::<CWE, _>(6, "method_modifier", &mut value.method_modifier);
        parts.part::<CWE, _>(7, "role", &mut value.role);
    }
}
