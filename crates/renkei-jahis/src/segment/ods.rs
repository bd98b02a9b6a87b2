use renkei_hl7v2::segment;
use renkei_model::diet::DietLine;

use crate::datatype::{CE, ID, ST};
use crate::mapping::Mapper;

segment! {
    /// ODS (食事オーダ): dietary orders, supplements and preferences. HL7 v2.5 4.8.1; SS-MIX2 標準化ストレージ仕様書 ODS.
    ODS "Dietary Orders, Supplements, and Preferences" "食事オーダ" clause "HL7 v2.5 4.8.1; SS-MIX2 標準化ストレージ仕様書 ODS";
    1 TYPE                               ID   1 R - 0159 "Type"                                "タイプ";
    2 SERVICE_PERIOD                     CE 250 O *    - "Service Period"                      "サービス時間帯";
    3 DIET_SUPPLEMENT_OR_PREFERENCE_CODE CE 250 R *    - "Diet, Supplement or Preference Code" "食事、補食、嗜好コード";
    4 TEXT_INSTRUCTION                   ST  80 O *    - "Text Instruction"                    "テキスト指示";
}

/// Maps a meal, supplement or preference. There is no national table of diets: the codes are the hospital's.
pub(crate) fn map<M: Mapper>(m: &mut M, line: &mut DietLine) {
    m.field(TYPE, "kind", &mut line.kind);
    m.field(SERVICE_PERIOD, "periods", &mut line.periods);
    m.field(DIET_SUPPLEMENT_OR_PREFERENCE_CODE, "codes", &mut line.codes);
    m.field(TEXT_INSTRUCTION, "instructions", &mut line.instructions);
}
