use renkei_hl7v2::segment;
use renkei_model::condition::DentalFormula;

use crate::datatype::{CWE, SI};
use crate::mapping::Mapper;

segment! {
    /// ZPD (歯式): the teeth that a dental disease concerns. JAHIS 病名情報データ交換規約; SS-MIX2 標準化ストレージ仕様書 ZPD.
    ZPD "Dental Formula" "歯式" clause "JAHIS 病名情報データ交換規約; SS-MIX2 標準化ストレージ仕様書 ZPD";
    1 SET_ID         SI  - O - - "Set ID - ZPD"   "セットID-ZPD";
    2 DENTAL_FORMULA CWE - O - - "Dental Formula" "歯式情報";
}

/// Maps the teeth that a dental disease concerns.
pub(crate) fn map<M: Mapper>(m: &mut M, teeth: &mut DentalFormula) {
    m.field(SET_ID, "set_id", &mut teeth.set_id);
    m.field(DENTAL_FORMULA, "formula", &mut teeth.formula);
}
