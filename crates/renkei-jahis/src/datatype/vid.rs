use renkei_model::exchange::Version;

use super::{CWE, DataType, ID};
use crate::mapping::Parts;

/// The version of the standard (バージョンID): `2.5`. HL7 v2.5 2.A.83.
#[derive(Clone, Copy, Debug)]
pub enum VID {}

impl DataType<Version> for VID {
    fn map<P: Parts>(parts: &mut P, value: &mut Version) {
        parts.part::<ID, _>(1, "id", &mut value.id);
        parts.boxed_part::<CWE, _>(2, "country", &mut value.country);
        parts.boxed_part::<CWE, _>(3, "country_version", &mut value.country_version);
    }
}
