use renkei_hl7v2::segment;
use renkei_model::patient::PatientCare;

use crate::datatype::{CE, CX, DT, ID, IS, XCN, XON};
use crate::mapping::Mapper;

segment! {
    /// PD1 (患者追加基本情報): patient additional demographic. HL7 v2.5 3.4.10; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 PD1.
    PD1 "Patient Additional Demographic" "患者追加基本情報" clause "HL7 v2.5 3.4.10; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 PD1";
     1 LIVING_DEPENDENCY                            IS    2 O * 0223 "Living Dependency"                             "生活依存";
     2 LIVING_ARRANGEMENT                           IS    2 O - 0220 "Living Arrangement"                            "生活様式";
     3 PATIENT_PRIMARY_FACILITY                     XON 250 O *    - "Patient Primary Facility"                      "患者プライマリケア施設";
     4 PATIENT_PRIMARY_CARE_PROVIDER_NAME_AND_ID_NO XCN 250 O *    - "Patient Primary Care Provider Name and ID No." "かかりつけ医";
     5 STUDENT_INDICATOR                            IS    2 O - 0231 "Student Indicator"                             "学生標識";
     6 HANDICAP                                     IS    2 O - 0295 "Handicap"                                      "障害情報";
     7 LIVING_WILL_CODE                             IS    2 O - 0315 "Living Will Code"                              "リビングウイル";
     8 ORGAN_DONOR_CODE                             IS    2 O - 0316 "Organ Donor Code"                              "臓器提供";
     9 SEPARATE_BILL                                ID    1 O - 0136 "Separate Bill"                                 "個別請求";
    10 DUPLICATE_PATIENT                            CX  250 O *    - "Duplicate Patient"                             "重複患者";
    11 PUBLICITY_CODE                               CE  250 O - 0215 "Publicity Code"                                "公開コード";
    12 PROTECTION_INDICATOR                         ID    1 O - 0136 "Protection Indicator"                          "保護標識";
    13 PROTECTION_INDICATOR_EFFECTIVE_DATE          DT    8 O -    - "Protection Indicator Effective Date"           "保護標識有効日";
    14 PLACE_OF_WORSHIP                             XON 250 O *    - "Place of Worship"                              "礼拝所";
    15 ADVANCE_DIRECTIVE_CODE                       CE  250 O * 0435 "Advance Directive Code"                        "事前指示コード";
    16 IMMUNIZATION_REGISTRY_STATUS                 IS    1 O - 0441 "Immunization Registry Status"                  "予防接種登録状況";
    17 IMMUNIZATION_REGISTRY_STATUS_EFFECTIVE_DATE  DT    8 O -    - "Immunization Registry Status Effective Date"   "予防接種登録状況の日付";
    18 PUBLICITY_CODE_EFFECTIVE_DATE                DT    8 O -    - "Publicity Code Effective Date"                 "公開コード有効日";
    19 MILITARY_BRANCH                              IS    5 O - 0140 "Military Branch"                               "軍の部門";
    20 MILITARY_RANK_GRADE                          IS    2 O - 0141 "Military Rank/Grade"                           "階級";
    21 MILITARY_STATUS                              IS    3 O - 0142 "Military Status"                               "軍の状況";
}

/// Maps what is known of the patient beyond the person.
pub(crate) fn map<M: Mapper>(m: &mut M, care: &mut PatientCare) {
    m.field(LIVING_DEPENDENCY, "living_dependencies", &mut care.living_dependencies);
    m.field(LIVING_ARRANGEMENT, "living_arrangement", &mut care.living_arrangement);
    m.field(PATIENT_PRIMARY_FACILITY, "primary_facilities", &mut care.primary_facilities);
    m.field(
        PATIENT_PRIMARY_CARE_PROVIDER_NAME_AND_ID_NO,
        "general_practitioners",
        &mut care.general_practitioners,
    );
    m.field(STUDENT_INDICATOR, "student", &mut care.student);
    m.field(HANDICAP, "handicap", &mut care.handicap);
    m.field(LIVING_WILL_CODE, "living_will", &mut care.living_will);
    m.field(ORGAN_DONOR_CODE, "organ_donor", &mut care.organ_donor);
    m.field(SEPARATE_BILL, "separate_bill", &mut care.separate_bill);
    m.field(DUPLICATE_PATIENT, "duplicates", &mut care.duplicates);
    m.field(PUBLICITY_CODE, "publicity", &mut care.publicity);
    m.field(PROTECTION_INDICATOR, "protection", &mut care.protection);
    m.field(PROTECTION_INDICATOR_EFFECTIVE_DATE, "protection_from", &mut care.protection_from);
    m.field(PLACE_OF_WORSHIP, "places_of_worship", &mut care.places_of_worship);
    m.field(ADVANCE_DIRECTIVE_CODE, "advance_directives", &mut care.advance_directives);
    m.field(IMMUNIZATION_REGISTRY_STATUS, "immunization_registry", &mut care.immunization_registry);
    m.field(
        IMMUNIZATION_REGISTRY_STATUS_EFFECTIVE_DATE,
        "immunization_registry_from",
        &mut care.immunization_registry_from,
    );
    m.field(PUBLICITY_CODE_EFFECTIVE_DATE, "publicity_from", &mut care.publicity_from);
    m.field(MILITARY_BRANCH, "military_branch", &mut care.military_branch);
    m.field(MILITARY_RANK_GRADE, "military_rank", &mut care.military_rank);
    m.field(MILITARY_STATUS, "military_status", &mut care.military_status);
}
