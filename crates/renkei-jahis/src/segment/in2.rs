use renkei_hl7v2::segment;
use renkei_model::coverage::Coverage;

use crate::datatype::{CE, CX, XCN, XON, XTN};
use crate::mapping::Mapper;

// Of the 72 fields, those that have a meaning where health insurance is universal; the others speak of American payers and
// armed forces, or repeat what PID, PD1 and NK1 say. No SS-MIX2 table has IN2, and the Japanese names are ours.
segment! {
    /// IN2 (保険付加情報): insurance, additional information. HL7 v2.5 6.5.7.
    IN2 "Insurance Additional Information" "保険付加情報" clause "HL7 v2.5 6.5.7";
     1 INSUREDS_EMPLOYEE_ID                      CX  250 O *    - "Insured's Employee ID"                     "被保険者職員番号";
     3 INSUREDS_EMPLOYERS_NAME_AND_ID            XCN 250 O *    - "Insured's Employer's Name and ID"          "被保険者の雇用主";
    25 PAYOR_ID                                  CX  250 O *    - "Payor ID"                                  "支払者ID";
    26 PAYOR_SUBSCRIBER_ID                       CX  250 O *    - "Payor Subscriber ID"                       "支払者における加入者ID";
    61 PATIENT_MEMBER_NUMBER                     CX  250 O -    - "Patient Member Number"                     "患者の加入者番号";
    63 INSUREDS_PHONE_NUMBER_HOME                XTN 250 O *    - "Insured's Phone Number - Home"             "被保険者自宅電話番号";
    64 INSUREDS_EMPLOYER_PHONE_NUMBER            XTN 250 O *    - "Insured's Employer Phone Number"           "被保険者勤務先電話番号";
    69 INSURED_ORGANIZATION_NAME_AND_ID          XON 250 O *    - "Insured Organization Name and ID"          "被保険者である組織";
    70 INSURED_EMPLOYER_ORGANIZATION_NAME_AND_ID XON 250 O *    - "Insured Employer Organization Name and ID" "被保険者の勤務先組織";
    72 PATIENTS_RELATIONSHIP_TO_INSURED          CE  250 O - 0344 "Patient's Relationship to Insured"         "患者と被保険者の関係";
}

/// Maps what goes beyond IN1.
pub(crate) fn map<M: Mapper>(m: &mut M, coverage: &mut Coverage) {
    m.boxed("details", &mut coverage.details, |m, details| {
        m.field(INSUREDS_EMPLOYEE_ID, "employee_numbers", &mut details.employee_numbers);
        m.field(INSUREDS_EMPLOYERS_NAME_AND_ID, "employers", &mut details.employers);
        m.field(PAYOR_ID, "payer_identifiers", &mut details.payer_identifiers);
        m.field(PAYOR_SUBSCRIBER_ID, "subscriber_identifiers", &mut details.subscriber_identifiers);
        m.field(PATIENT_MEMBER_NUMBER, "member_number", &mut details.member_number);
        m.field(INSUREDS_PHONE_NUMBER_HOME, "insured_telecoms", &mut details.insured_telecoms);
        m.field(INSUREDS_EMPLOYER_PHONE_NUMBER, "employer_telecoms", &mut details.employer_telecoms);
        m.field(
            INSURED_ORGANIZATION_NAME_AND_ID,
            "insured_organizations",
            &mut details.insured_organizations,
        );
        m.field(
            INSURED_EMPLOYER_ORGANIZATION_NAME_AND_ID,
            "employer_organizations",
            &mut details.employer_organizations,
        );
        m.field(PATIENTS_RELATIONSHIP_TO_INSURED, "patient_relationship", &mut details.patient_relationship);
    });
}
