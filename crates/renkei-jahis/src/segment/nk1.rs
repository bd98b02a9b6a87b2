use renkei_hl7v2::segment;
use renkei_model::patient::Contact;

use crate::datatype::{CE, CX, DT, ID, IS, JCC, SI, ST, TS, XAD, XON, XPN, XTN};
use crate::mapping::Mapper;

segment! {
    /// NK1 (近親者・関係者): next of kin / associated parties. HL7 v2.5 3.4.5; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 NK1.
    NK1 "Next of Kin / Associated Parties" "近親者・関係者" clause "HL7 v2.5 3.4.5; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 NK1";
     1 SET_ID                                         SI    4 R -    - "Set ID - NK1"                                     "セットID-NK1";
     2 NK_NAME                                        XPN 250 O *    - "NK Name"                                          "氏名";
     3 RELATIONSHIP                                   CE  250 O - 0063 "Relationship"                                     "続柄";
     4 ADDRESS                                        XAD 250 O *    - "Address"                                          "住所";
     5 PHONE_NUMBER                                   XTN 250 O *    - "Phone Number"                                     "電話番号";
     6 BUSINESS_PHONE_NUMBER                          XTN 250 O *    - "Business Phone Number"                            "勤務先電話番号";
     7 CONTACT_ROLE                                   CE  250 O - 0131 "Contact Role"                                     "役割";
     8 START_DATE                                     DT    8 O -    - "Start Date"                                       "役割の開始日";
     9 END_DATE                                       DT    8 O -    - "End Date"                                         "役割の終了日";
    10 NEXT_OF_KIN_ASSOCIATED_PARTIES_JOB_TITLE       ST   60 O -    - "Next of Kin / Associated Parties Job Title"       "肩書";
    11 NEXT_OF_KIN_ASSOCIATED_PARTIES_JOB_CODE_CLASS  JCC  20 O -    - "Next of Kin / Associated Parties Job Code/Class"  "職種・職位";
    12 NEXT_OF_KIN_ASSOCIATED_PARTIES_EMPLOYEE_NUMBER CX  250 O -    - "Next of Kin / Associated Parties Employee Number" "従業員番号";
    13 ORGANIZATION_NAME                              XON 250 O *    - "Organization Name - NK1"                          "所属組織名";
    14 MARITAL_STATUS                                 CE  250 O - 0002 "Marital Status"                                   "結婚状態";
    15 ADMINISTRATIVE_SEX                             IS    1 O - 0001 "Administrative Sex"                               "性別";
    16 DATE_TIME_OF_BIRTH                             TS   26 O -    - "Date/Time of Birth"                               "生年月日";
    17 LIVING_DEPENDENCY                              IS    2 O * 0223 "Living Dependency"                                "生活依存";
    18 AMBULATORY_STATUS                              IS    2 O * 0009 "Ambulatory Status"                                "介護区分";
    19 CITIZENSHIP                                    CE  250 O * 0171 "Citizenship"                                      "市民権情報";
    20 PRIMARY_LANGUAGE                               CE  250 O - 0296 "Primary Language"                                 "使用言語";
    21 LIVING_ARRANGEMENT                             IS    2 O - 0220 "Living Arrangement"                               "生活様式";
    22 PUBLICITY_CODE                                 CE  250 O - 0215 "Publicity Code"                                   "周知標識";
    23 PROTECTION_INDICATOR                           ID    1 O - 0136 "Protection Indicator"                             "保護標識";
    24 STUDENT_INDICATOR                              IS    2 O - 0231 "Student Indicator"                                "学生標識";
    25 RELIGION                                       CE  250 O - 0006 "Religion"                                         "宗教";
    26 MOTHERS_MAIDEN_NAME                            XPN 250 O *    - "Mother's Maiden Name"                             "母親の旧姓";
    27 NATIONALITY                                    CE  250 O - 0212 "Nationality"                                      "国籍";
    28 ETHNIC_GROUP                                   CE  250 O * 0189 "Ethnic Group"                                     "民族";
    29 CONTACT_REASON                                 CE  250 O * 0222 "Contact Reason"                                   "連絡理由";
    30 CONTACT_PERSONS_NAME                           XPN 250 O *    - "Contact Person's Name"                            "連絡先の名前";
    31 CONTACT_PERSONS_TELEPHONE_NUMBER               XTN 250 O *    - "Contact Person's Telephone Number"                "連絡先の電話番号";
    32 CONTACT_PERSONS_ADDRESS                        XAD 250 O *    - "Contact Person's Address"                         "連絡先の住所";
    33 NEXT_OF_KIN_ASSOCIATED_PARTYS_IDENTIFIERS      CX  250 O *    - "Next of Kin/Associated Party's Identifiers"       "近親者識別情報";
    34 JOB_STATUS                                     IS    2 O - 0311 "Job Status"                                       "職業状態";
    35 RACE                                           CE  250 O * 0005 "Race"                                             "人種";
    36 HANDICAP                                       IS    2 O - 0295 "Handicap"                                         "障害情報";
    37 CONTACT_PERSON_SOCIAL_SECURITY_NUMBER          ST   16 O -    - "Contact Person Social Security Number"            "連絡先の社会保険番号";
    38 NEXT_OF_KIN_BIRTH_PLACE                        ST  250 O -    - "Next of Kin Birth Place"                          "近親者生誕地";
    39 VIP_INDICATOR                                  IS    2 O - 0099 "VIP Indicator"                                    "VIP標識";
}

/// Maps somebody near the patient.
pub(crate) fn map<M: Mapper>(m: &mut M, contact: &mut Contact) {
    m.field(SET_ID, "set_id", &mut contact.set_id);
    // Kanji and kana come as repetitions, as in PID-5.
    m.field(NK_NAME, "names", &mut contact.names);
    m.field(RELATIONSHIP, "relationship", &mut contact.relationship);
    m.field(ADDRESS, "addresses", &mut contact.addresses);
    m.field(PHONE_NUMBER, "home_telecoms", &mut contact.home_telecoms);
    m.field(BUSINESS_PHONE_NUMBER, "work_telecoms", &mut contact.work_telecoms);
    m.field(ORGANIZATION_NAME, "organizations", &mut contact.organizations);
    m.boxed("details", &mut contact.details, |m, details| {
        m.field(CONTACT_ROLE, "role", &mut details.role);
        m.field(START_DATE, "started_on", &mut details.started_on);
        m.field(END_DATE, "ended_on", &mut details.ended_on);
        m.field(NEXT_OF_KIN_ASSOCIATED_PARTIES_JOB_TITLE, "job_title", &mut details.job_title);
        m.field(NEXT_OF_KIN_ASSOCIATED_PARTIES_JOB_CODE_CLASS, "job", &mut details.job);
        m.field(
            NEXT_OF_KIN_ASSOCIATED_PARTIES_EMPLOYEE_NUMBER,
            "employee_number",
            &mut details.employee_number,
        );
        m.field(MARITAL_STATUS, "marital_status", &mut details.marital_status);
        m.field(ADMINISTRATIVE_SEX, "sex", &mut details.sex);
        m.field(DATE_TIME_OF_BIRTH, "birth_date", &mut details.birth_date);
        m.field(LIVING_DEPENDENCY, "living_dependencies", &mut details.living_dependencies);
        m.field(AMBULATORY_STATUS, "ambulatory_statuses", &mut details.ambulatory_statuses);
        m.field(CITIZENSHIP, "citizenships", &mut details.citizenships);
        m.field(PRIMARY_LANGUAGE, "language", &mut details.language);
        m.field(LIVING_ARRANGEMENT, "living_arrangement", &mut details.living_arrangement);
        m.field(PUBLICITY_CODE, "publicity", &mut details.publicity);
        m.field(PROTECTION_INDICATOR, "protection", &mut details.protection);
        m.field(STUDENT_INDICATOR, "student", &mut details.student);
        m.field(RELIGION, "religion", &mut details.religion);
        m.field(MOTHERS_MAIDEN_NAME, "mothers_maiden_names", &mut details.mothers_maiden_names);
        m.field(NATIONALITY, "nationality", &mut details.nationality);
        m.field(ETHNIC_GROUP, "ethnic_groups", &mut details.ethnic_groups);
        m.field(CONTACT_REASON, "reasons", &mut details.reasons);
        m.field(CONTACT_PERSONS_NAME, "person_names", &mut details.person_names);
        m.field(CONTACT_PERSONS_TELEPHONE_NUMBER, "person_telecoms", &mut details.person_telecoms);
        m.field(CONTACT_PERSONS_ADDRESS, "person_addresses", &mut details.person_addresses);
        m.field(NEXT_OF_KIN_ASSOCIATED_PARTYS_IDENTIFIERS, "identifiers", &mut details.identifiers);
        m.field(JOB_STATUS, "job_status", &mut details.job_status);
        m.field(RACE, "races", &mut details.races);
        m.field(HANDICAP, "handicap", &mut details.handicap);
        m.field(
            CONTACT_PERSON_SOCIAL_SECURITY_NUMBER,
            "social_insurance_number",
            &mut details.social_insurance_number,
        );
        m.field(NEXT_OF_KIN_BIRTH_PLACE, "birth_place", &mut details.birth_place);
        m.field(VIP_INDICATOR, "vip", &mut details.vip);
    });
}
