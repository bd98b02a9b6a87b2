use renkei_hl7v2::segment;

use crate::datatype::{CX, XPN};
use crate::mapping::Mapper;

segment! {
    /// MRG (患者統合): merge patient information. HL7 v2.5 3.4.9; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 MRG.
    MRG "Merge Patient Information" "患者統合" clause "HL7 v2.5 3.4.9; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 MRG";
    1 PRIOR_PATIENT_IDENTIFIER_LIST CX  250 R * - "Prior Patient Identifier List" "旧患者IDリスト";
    2 PRIOR_ALTERNATE_PATIENT_ID    CX  250 O * - "Prior Alternate Patient ID"    "旧代替患者ID";
    3 PRIOR_PATIENT_ACCOUNT_NUMBER  CX  250 O - - "Prior Patient Account Number"  "旧患者会計番号";
    4 PRIOR_PATIENT_ID              CX  250 O - - "Prior Patient ID"              "旧患者ID";
    5 PRIOR_VISIT_NUMBER            CX  250 O - - "Prior Visit Number"            "旧来院番号";
    6 PRIOR_ALTERNATE_VISIT_ID      CX  250 O - - "Prior Alternate Visit ID"      "旧代替来院ID";
    7 PRIOR_PATIENT_NAME            XPN 250 O * - "Prior Patient Name"            "旧患者氏名";
}
