use renkei_hl7v2::segment;
use renkei_model::coverage::Guarantor;

use crate::datatype::{CE, CX, IS, SI, TS, XAD, XPN, XTN};
use crate::mapping::Mapper;

segment! {
    /// GT1 (保証人): guarantor. HL7 v2.5 6.5.5; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 GT1.
    GT1 "Guarantor" "保証人" clause "HL7 v2.5 6.5.5; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 GT1";
     1 SET_ID                          SI    4 R -    - "Set ID - GT1"                    "セットID-GT1";
     2 GUARANTOR_NUMBER                CX  250 O *    - "Guarantor Number"                "保証人番号";
     3 GUARANTOR_NAME                  XPN 250 R *    - "Guarantor Name"                  "保証人氏名";
     4 GUARANTOR_SPOUSE_NAME           XPN 250 O *    - "Guarantor Spouse Name"           "保証人配偶者名";
     5 GUARANTOR_ADDRESS               XAD 250 O *    - "Guarantor Address"               "保証人住所";
     6 GUARANTOR_PH_NUM_HOME           XTN 250 O *    - "Guarantor Ph Num - Home"         "保証人自宅電話";
     7 GUARANTOR_PH_NUM_BUSINESS       XTN 250 O *    - "Guarantor Ph Num - Business"     "保証人勤務先電話";
     8 GUARANTOR_DATE_TIME_OF_BIRTH    TS   26 O -    - "Guarantor Date/Time Of Birth"    "保証人生年月日";
     9 GUARANTOR_ADMINISTRATIVE_SEX    IS    1 O - 0001 "Guarantor Administrative Sex"    "保証人性別";
    10 GUARANTOR_TYPE                  IS    2 O - 0068 "Guarantor Type"                  "保証人種別";
    11 GUARANTOR_RELATIONSHIP          CE  250 O - 0063 "Guarantor Relationship"          "保証人と患者の関係";
    16 GUARANTOR_EMPLOYER_NAME         XPN 250 O *    - "Guarantor Employer Name"         "雇用者名";
    17 GUARANTOR_EMPLOYER_ADDRESS      XAD 250 O *    - "Guarantor Employer Address"      "雇用者住所";
    18 GUARANTOR_EMPLOYER_PHONE_NUMBER XTN 250 O *    - "Guarantor Employer Phone Number" "雇用者電話";
}

/// Maps a person who answers for the bill.
pub(crate) fn map<M: Mapper>(m: &mut M, guarantor: &mut Guarantor) {
    m.field(SET_ID, "set_id", &mut guarantor.set_id);
    m.field(GUARANTOR_NUMBER, "identifiers", &mut guarantor.identifiers);
    m.field(GUARANTOR_NAME, "names", &mut guarantor.names);
    m.field(GUARANTOR_SPOUSE_NAME, "spouse_names", &mut guarantor.spouse_names);
    m.field(GUARANTOR_ADDRESS, "addresses", &mut guarantor.addresses);
    m.field(GUARANTOR_PH_NUM_HOME, "home_telecoms", &mut guarantor.home_telecoms);
    m.field(GUARANTOR_PH_NUM_BUSINESS, "work_telecoms", &mut guarantor.work_telecoms);
    m.field(GUARANTOR_DATE_TIME_OF_BIRTH, "birth_date", &mut guarantor.birth_date);
    m.field(GUARANTOR_ADMINISTRATIVE_SEX, "sex", &mut guarantor.sex);
    m.field(GUARANTOR_TYPE, "kind", &mut guarantor.kind);
    m.field(GUARANTOR_RELATIONSHIP, "relationship", &mut guarantor.relationship);
    m.field(GUARANTOR_EMPLOYER_NAME, "employer_names", &mut guarantor.employer_names);
    m.field(GUARANTOR_EMPLOYER_ADDRESS, "employer_addresses", &mut guarantor.employer_addresses);
    m.field(GUARANTOR_EMPLOYER_PHONE_NUMBER, "employer_telecoms", &mut guarantor.employer_telecoms);
}
