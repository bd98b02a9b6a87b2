use renkei_hl7v2::segment;
use renkei_model::patient::Disability;

use crate::datatype::{CX, DT, ID, IS, SI};
use crate::mapping::Mapper;

segment! {
    /// DB1 (障害情報): disability. HL7 v2.5 3.4.12; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 DB1.
    DB1 "Disability" "障害情報" clause "HL7 v2.5 3.4.12; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 DB1";
    1 SET_ID                         SI   4 R -    - "Set ID - DB1"                   "セットID-DB1";
    2 DISABLED_PERSON_CODE           IS   2 O - 0334 "Disabled Person Code"           "身体障害情報";
    3 DISABLED_PERSON_IDENTIFIER     CX 250 O *    - "Disabled Person Identifier"     "身体障害者ID";
    4 DISABLED_INDICATOR             ID   1 O - 0136 "Disabled Indicator"             "身体障害の有無";
    5 DISABILITY_START_DATE          DT   8 O -    - "Disability Start Date"          "身体障害発生日";
    6 DISABILITY_END_DATE            DT   8 O -    - "Disability End Date"            "身体障害回復日";
    7 DISABILITY_RETURN_TO_WORK_DATE DT   8 O -    - "Disability Return to Work Date" "職場復帰日";
    8 DISABILITY_UNABLE_TO_WORK_DATE DT   8 O -    - "Disability Unable to Work Date" "職場離脱期間";
}

/// Maps a disability.
pub(crate) fn map<M: Mapper>(m: &mut M, disability: &mut Disability) {
    m.field(SET_ID, "set_id", &mut disability.set_id);
    m.field(DISABLED_PERSON_CODE, "person", &mut disability.person);
    m.field(DISABLED_PERSON_IDENTIFIER, "identifiers", &mut disability.identifiers);
    m.field(DISABLED_INDICATOR, "present", &mut disability.present);
    m.field(DISABILITY_START_DATE, "started_on", &mut disability.started_on);
    m.field(DISABILITY_END_DATE, "ended_on", &mut disability.ended_on);
    m.field(DISABILITY_RETURN_TO_WORK_DATE, "return_to_work_on", &mut disability.return_to_work_on);
    m.field(DISABILITY_UNABLE_TO_WORK_DATE, "unable_to_work_on", &mut disability.unable_to_work_on);
}
