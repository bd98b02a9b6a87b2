use renkei_model::value::IdentifierPair;

use super::{DataType, EI};
use crate::mapping::Parts;

/// The numbers of both sides (実体識別子対): placer and filler. HL7 v2.5 2.A.29.
#[derive(Clone, Copy, Debug)]
pub enum EIP {}

impl DataType<IdentifierPair> for EIP {
    fn map<P: Parts>(parts: &mut P, value: &mut IdentifierPair) {
        parts.part::<EI, _>(1, "placer", &mut value.placer);
        parts.part::<EI, _>(2, "filler", &mut value.filler);
    }
}
