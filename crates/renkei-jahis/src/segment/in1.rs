use renkei_hl7v2::segment;
use renkei_model::coverage::Coverage;

use crate::datatype::{AUI, CE, CX, DT, IS, SI, ST, TS, XAD, XON, XPN, XTN};
use crate::mapping::Mapper;

segment! {
    /// IN1 (保険): insurance. HL7 v2.5 6.5.6; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 IN1.
    IN1 "Insurance" "保険" clause "HL7 v2.5 6.5.6; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 IN1";
     1 SET_ID                           SI    4 R -    - "Set ID - IN1"                      "セットID-IN1";
     2 INSURANCE_PLAN_ID                CE  250 R - 0072 "Insurance Plan ID"                 "保険プランID";
     3 INSURANCE_COMPANY_ID             CX  250 R *    - "Insurance Company ID"              "保険会社ID";
     4 INSURANCE_COMPANY_NAME           XON 250 O *    - "Insurance Company Name"            "保険会社名";
     5 INSURANCE_COMPANY_ADDRESS        XAD 250 O *    - "Insurance Company Address"         "保険会社住所";
     6 INSURANCE_CO_CONTACT_PERSON      XPN 250 O *    - "Insurance Co Contact Person"       "保険会社連絡者";
     7 INSURANCE_CO_PHONE_NUMBER        XTN 250 O *    - "Insurance Co Phone Number"         "保険会社電話番号";
     8 GROUP_NUMBER                     ST   12 O -    - "Group Number"                      "グループ番号";
     9 GROUP_NAME                       XON 250 O *    - "Group Name"                        "グループ名";
    10 INSUREDS_GROUP_EMP_ID            CX  250 O *    - "Insured's Group Emp ID"            "被保険者グループ雇用者ID";
    11 INSUREDS_GROUP_EMP_NAME          XON 250 O *    - "Insured's Group Emp Name"          "被保険者グループ雇用者名";
    12 PLAN_EFFECTIVE_DATE              DT    8 O -    - "Plan Effective Date"               "プラン有効日付";
    13 PLAN_EXPIRATION_DATE             DT    8 O -    - "Plan Expiration Date"              "プラン失効日付";
    14 AUTHORIZATION_INFORMATION        AUI 239 O -    - "Authorization Information"         "認定情報";
    15 PLAN_TYPE                        IS    3 O - 0086 "Plan Type"                         "プランタイプ";
    16 NAME_OF_INSURED                  XPN 250 O *    - "Name Of Insured"                   "被保険者名";
    17 INSUREDS_RELATIONSHIP_TO_PATIENT CE  250 O - 0063 "Insured's Relationship To Patient" "被保険者と患者の関係";
    18 INSUREDS_DATE_OF_BIRTH           TS   26 O -    - "Insured's Date Of Birth"           "被保険者生年月日";
    19 INSUREDS_ADDRESS                 XAD 250 O *    - "Insured's Address"                 "被保険者住所";
    20 ASSIGNMENT_OF_BENEFITS           IS    2 O - 0135 "Assignment Of Benefits"            "給付金の配分";
    21 COORDINATION_OF_BENEFITS         IS    2 O - 0173 "Coordination Of Benefits"          "給付金の調整";
    36 POLICY_NUMBER                    ST   15 O -    - "Policy Number"                     "ポリシー番号";
    42 INSUREDS_EMPLOYMENT_STATUS       CE  250 O - 0066 "Insured's Employment Status"       "被保険者雇用状態";
    43 INSUREDS_ADMINISTRATIVE_SEX      IS    1 O - 0001 "Insured's Administrative Sex"      "被保険者性別";
    46 PRIOR_INSURANCE_PLAN_ID          IS    8 O - 0072 "Prior Insurance Plan ID"           "以前の保険プランID";
    47 COVERAGE_TYPE                    IS    3 O - 0309 "Coverage Type"                     "保険範囲タイプ";
    49 INSUREDS_ID_NUMBER               CX  250 O *    - "Insured's ID Number"               "被保険者ID番号";
}

/// Maps an insurance or a public payer.
pub(crate) fn map<M: Mapper>(m: &mut M, coverage: &mut Coverage) {
    m.field(SET_ID, "set_id", &mut coverage.set_id);
    m.field(INSURANCE_PLAN_ID, "kind", &mut coverage.kind);
    m.field(INSURANCE_COMPANY_ID, "insurer_numbers", &mut coverage.insurer_numbers);
    m.field(INSURANCE_COMPANY_NAME, "insurer_names", &mut coverage.insurer_names);
    // The card has no fields of its own: its symbol (記号) comes as an identifier and its number (番号) as a name.
    m.field(INSUREDS_GROUP_EMP_ID, "symbols", &mut coverage.symbols);
    m.field(INSUREDS_GROUP_EMP_NAME, "numbers", &mut coverage.numbers);
    m.field(PLAN_EFFECTIVE_DATE, "valid_from", &mut coverage.valid_from);
    m.field(PLAN_EXPIRATION_DATE, "valid_until", &mut coverage.valid_until);
    m.field(PLAN_TYPE, "plan_kind", &mut coverage.plan_kind);
    m.field(INSUREDS_RELATIONSHIP_TO_PATIENT, "relationship", &mut coverage.relationship);
    m.field(INSUREDS_DATE_OF_BIRTH, "insured_birth_date", &mut coverage.insured_birth_date);
    m.field(INSUREDS_ADDRESS, "insured_addresses", &mut coverage.insured_addresses);
    m.field(COORDINATION_OF_BENEFITS, "coordination", &mut coverage.coordination);
    m.boxed("details", &mut coverage.details, |m, details| {
        m.field(INSURANCE_COMPANY_ADDRESS, "insurer_addresses", &mut details.insurer_addresses);
        m.field(INSURANCE_CO_CONTACT_PERSON, "insurer_contacts", &mut details.insurer_contacts);
        m.field(INSURANCE_CO_PHONE_NUMBER, "insurer_telecoms", &mut details.insurer_telecoms);
        m.field(GROUP_NUMBER, "group_number", &mut details.group_number);
        m.field(GROUP_NAME, "group_names", &mut details.group_names);
        m.field(AUTHORIZATION_INFORMATION, "authorization", &mut details.authorization);
        m.field(NAME_OF_INSURED, "insured_names", &mut details.insured_names);
        m.field(ASSIGNMENT_OF_BENEFITS, "assignment_of_benefits", &mut details.assignment_of_benefits);
        m.field(POLICY_NUMBER, "policy_number", &mut details.policy_number);
        m.field(INSUREDS_EMPLOYMENT_STATUS, "insured_employment", &mut details.insured_employment);
        m.field(INSUREDS_ADMINISTRATIVE_SEX, "insured_sex", &mut details.insured_sex);
        m.field(PRIOR_INSURANCE_PLAN_ID, "prior_kind", &mut details.prior_kind);
        m.field(COVERAGE_TYPE, "extent", &mut details.extent);
        m.field(INSUREDS_ID_NUMBER, "insured_identifiers", &mut details.insured_identifiers);
    });
}
