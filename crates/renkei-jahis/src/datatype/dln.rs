use renkei_model::patient::DriversLicense;

use super::{DT, DataType, IS, ST};
use crate::mapping::Parts;

/// A driver's licence (運転免許証番号). HL7 v2.5 2.A.18.
#[derive(Clone, Copy, Debug)]
pub enum DLN {}

impl DataType<DriversLicense> for DLN {
    fn map<P: Parts>(parts: &mut P, value: &mut DriversLicense) {
        parts.part::<ST, _>(1, "number", &mut value.number);
        parts.part::<IS, _>(2, "issuer", &mut value.issuer);
        parts.part::<DT, _>(3, "expires_on", &mut value.expires_on);
    }
}
