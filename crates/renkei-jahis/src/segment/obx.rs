use renkei_hl7v2::segment;
use renkei_model::observation::Observation;

use crate::datatype::{CE, EI, ID, IS, NM, SI, ST, TS, Varies, XCN};
use crate::mapping::Mapper;

segment! {
    /// OBX (検査結果): observation/result. HL7 v2.5 7.4.2; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 OBX.
    OBX "Observation/Result" "検査結果" clause "HL7 v2.5 7.4.2; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 OBX";
     1 SET_ID                            SI         4 O -    - "Set ID - OBX"                      "セットID-OBX";
     2 VALUE_TYPE                        ID         2 O - 0125 "Value Type"                        "値型";
     3 OBSERVATION_IDENTIFIER            CE       250 R -    - "Observation Identifier"            "検査項目";
     4 OBSERVATION_SUB_ID                ST        20 O -    - "Observation Sub-ID"                "検査副ID";
     5 OBSERVATION_VALUE                 Varies 99999 O *    - "Observation Value"                 "検査値";
     6 UNITS                             CE       250 O -    - "Units"                             "単位";
     7 REFERENCES_RANGE                  ST        60 O -    - "References Range"                  "基準値範囲";
     8 ABNORMAL_FLAGS                    IS         5 O * 0078 "Abnormal Flags"                    "異常フラグ";
     9 PROBABILITY                       NM         5 O -    - "Probability"                       "確率";
    10 NATURE_OF_ABNORMAL_TEST           ID         2 O * 0080 "Nature of Abnormal Test"           "異常検査の特質";
    11 OBSERVATION_RESULT_STATUS         ID         1 R - 0085 "Observation Result Status"         "検査結果状態";
    12 EFFECTIVE_DATE_OF_REFERENCE_RANGE TS        26 O -    - "Effective Date of Reference Range" "基準値範囲有効日付";
    13 USER_DEFINED_ACCESS_CHECKS        ST        20 O -    - "User Defined Access Checks"        "使用者定義アクセス点検";
    14 DATE_TIME_OF_THE_OBSERVATION      TS        26 O -    - "Date/Time of the Observation"      "検査日時";
    15 PRODUCERS_ID                      CE       250 O -    - "Producer's ID"                     "実施者ID";
    16 RESPONSIBLE_OBSERVER              XCN      250 O *    - "Responsible Observer"              "検査責任者";
    17 OBSERVATION_METHOD                CE       250 O *    - "Observation Method"                "検査方法";
    18 EQUIPMENT_INSTANCE_IDENTIFIER     EI        22 O *    - "Equipment Instance Identifier"     "装置ID";
    19 DATE_TIME_OF_THE_ANALYSIS         TS        26 O -    - "Date/Time of the Analysis"         "分析日時";
}

/// Maps an observation.
pub(crate) fn map<M: Mapper>(m: &mut M, observation: &mut Observation) {
    m.field(SET_ID, "set_id", &mut observation.set_id);
    m.field(OBSERVATION_IDENTIFIER, "code", &mut observation.code);
    m.field(OBSERVATION_SUB_ID, "sub_id", &mut observation.sub_id);
    m.field(UNITS, "unit", &mut observation.unit);
    m.field(REFERENCES_RANGE, "reference_range", &mut observation.reference_range);
    m.field(ABNORMAL_FLAGS, "interpretations", &mut observation.interpretations);
    m.field(OBSERVATION_RESULT_STATUS, "status", &mut observation.status);
    m.field(DATE_TIME_OF_THE_OBSERVATION, "effective_at", &mut observation.effective_at);
    m.field(RESPONSIBLE_OBSERVER, "performers", &mut observation.performers);
    m.field(OBSERVATION_METHOD, "methods", &mut observation.methods);
    m.scope("value", &mut observation.value, |m, value| {
        m.field(VALUE_TYPE, "declared_type", &mut value.declared_type);
        // Its type is in OBX-2, which orders leave out: the parts are kept as sent, and understood later.
        m.field(OBSERVATION_VALUE, "as_sent", &mut value.as_sent);
    });
    m.boxed("details", &mut observation.details, |m, details| {
        m.field(PROBABILITY, "probability", &mut details.probability);
        m.field(NATURE_OF_ABNORMAL_TEST, "abnormality_natures", &mut details.abnormality_natures);
        m.field(EFFECTIVE_DATE_OF_REFERENCE_RANGE, "reference_range_from", &mut details.reference_range_from);
        m.field(USER_DEFINED_ACCESS_CHECKS, "access_checks", &mut details.access_checks);
        m.field(PRODUCERS_ID, "producer", &mut details.producer);
        m.field(EQUIPMENT_INSTANCE_IDENTIFIER, "equipment", &mut details.equipment);
        m.field(DATE_TIME_OF_THE_ANALYSIS, "analysed_at", &mut details.analysed_at);
    });
}
