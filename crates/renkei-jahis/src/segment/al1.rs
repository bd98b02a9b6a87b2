use renkei_hl7v2::segment;
use renkei_model::allergy::Allergy;

use crate::datatype::{CE, DT, SI, ST};
use crate::mapping::Mapper;

segment! {
    /// AL1 (アレルギー情報): patient allergy information. HL7 v2.5 3.4.6; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 AL1.
    AL1 "Patient Allergy Information" "アレルギー情報" clause "HL7 v2.5 3.4.6; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 AL1";
    1 SET_ID                             SI   4 R -    - "Set ID - AL1"                       "セットID-AL1";
    2 ALLERGEN_TYPE_CODE                 CE 250 O - 0127 "Allergen Type Code"                 "アレルゲン分類";
    3 ALLERGEN_CODE_MNEMONIC_DESCRIPTION CE 250 R -    - "Allergen Code/Mnemonic/Description" "アレルゲン情報";
    4 ALLERGY_SEVERITY_CODE              CE 250 O - 0128 "Allergy Severity Code"              "アレルギー重症度";
    5 ALLERGY_REACTION_CODE              ST  15 O *    - "Allergy Reaction Code"              "アレルギー反応情報";
    6 IDENTIFICATION_DATE                DT   8 O -    - "Identification Date"                "判定日";
}

/// Maps an allergy that comes with a patient or an order.
pub(crate) fn map<M: Mapper>(m: &mut M, allergy: &mut Allergy) {
    m.field(SET_ID, "set_id", &mut allergy.set_id);
    m.field(ALLERGEN_TYPE_CODE, "kind", &mut allergy.kind);
    m.field(ALLERGEN_CODE_MNEMONIC_DESCRIPTION, "substance", &mut allergy.substance);
    m.field(ALLERGY_SEVERITY_CODE, "severity", &mut allergy.severity);
    m.field(ALLERGY_REACTION_CODE, "reactions", &mut allergy.reactions);
    m.field(IDENTIFICATION_DATE, "identified_at", &mut allergy.identified_at);
}
