use renkei_hl7v2::segment;
use renkei_model::condition::Diagnosis;

use crate::datatype::{CE, EI, ID, IS, SI, ST, TS, XCN};
use crate::mapping::Mapper;

segment! {
    /// DG1 (診断): diagnosis. HL7 v2.5 6.5.2; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 DG1.
    DG1 "Diagnosis" "診断" clause "HL7 v2.5 6.5.2; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 DG1";
     1 SET_ID                   SI    4 R -    - "Set ID - DG1"             "セットID-DG1";
     2 DIAGNOSIS_CODING_METHOD  ID    2 O - 0053 "Diagnosis Coding Method"  "診断コード化方式";
     3 DIAGNOSIS_CODE           CE  250 O - 0051 "Diagnosis Code - DG1"     "診断コード";
     4 DIAGNOSIS_DESCRIPTION    ST   40 O -    - "Diagnosis Description"    "診断記述";
     5 DIAGNOSIS_DATE_TIME      TS   26 O -    - "Diagnosis Date/Time"      "診断日時";
     6 DIAGNOSIS_TYPE           IS    2 R - 0052 "Diagnosis Type"           "診断種別";
    15 DIAGNOSIS_PRIORITY       ID    2 O - 0359 "Diagnosis Priority"       "診断優先順位";
    16 DIAGNOSING_CLINICIAN     XCN 250 O *    - "Diagnosing Clinician"     "診断医";
    17 DIAGNOSIS_CLASSIFICATION IS    3 O - 0228 "Diagnosis Classification" "診断分類";
    20 DIAGNOSIS_IDENTIFIER     EI  427 O -    - "Diagnosis Identifier"     "診断識別子";
    21 DIAGNOSIS_ACTION_CODE    ID    1 O - 0206 "Diagnosis Action Code"    "診断アクションコード";
}

/// Maps a diagnosis.
pub(crate) fn map<M: Mapper>(m: &mut M, diagnosis: &mut Diagnosis) {
    m.field(SET_ID, "set_id", &mut diagnosis.set_id);
    m.field(DIAGNOSIS_CODING_METHOD, "coding_method", &mut diagnosis.coding_method);
    m.field(DIAGNOSIS_CODE, "code", &mut diagnosis.code);
    m.field(DIAGNOSIS_DESCRIPTION, "description", &mut diagnosis.description);
    m.field(DIAGNOSIS_DATE_TIME, "diagnosed_at", &mut diagnosis.diagnosed_at);
    m.field(DIAGNOSIS_TYPE, "kind", &mut diagnosis.kind);
    m.field(DIAGNOSIS_PRIORITY, "priority", &mut diagnosis.priority);
    m.field(DIAGNOSING_CLINICIAN, "diagnosed_by", &mut diagnosis.diagnosed_by);
    m.field(DIAGNOSIS_CLASSIFICATION, "classification", &mut diagnosis.classification);
    m.field(DIAGNOSIS_IDENTIFIER, "id", &mut diagnosis.id);
    m.field(DIAGNOSIS_ACTION_CODE, "action", &mut diagnosis.action);
}
