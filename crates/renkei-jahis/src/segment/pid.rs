use renkei_hl7v2::segment;
use renkei_model::patient::Patient;

use crate::datatype::{CE, CWE, CX, DLN, HD, ID, IS, NM, SI, ST, TS, XAD, XPN, XTN};
use crate::mapping::Mapper;

segment! {
    /// PID (患者識別): patient identification. HL7 v2.5 3.4.2; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 PID.
    PID "Patient Identification" "患者識別" clause "HL7 v2.5 3.4.2; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 PID";
     1 SET_ID                         SI    4 O -    - "Set ID - PID"                      "セットID-PID";
     2 PATIENT_ID                     CX   20 O -    - "Patient ID"                        "患者ID";
     3 PATIENT_IDENTIFIER_LIST        CX  250 R *    - "Patient Identifier List"           "患者IDリスト";
     4 ALTERNATE_PATIENT_ID           CX   20 O *    - "Alternate Patient ID - PID"        "代替患者ID";
     5 PATIENT_NAME                   XPN 250 R *    - "Patient Name"                      "患者氏名";
     6 MOTHERS_MAIDEN_NAME            XPN 250 O *    - "Mother's Maiden Name"              "母親の旧姓";
     7 DATE_TIME_OF_BIRTH             TS   26 O -    - "Date/Time of Birth"                "生年月日年齢";
     8 ADMINISTRATIVE_SEX             IS    1 O - 0001 "Administrative Sex"                "性別";
     9 PATIENT_ALIAS                  XPN 250 O *    - "Patient Alias"                     "患者別名";
    10 RACE                           CE  250 O * 0005 "Race"                              "人種";
    11 PATIENT_ADDRESS                XAD 250 O *    - "Patient Address"                   "患者住所";
    12 COUNTY_CODE                    IS    4 O - 0289 "County Code"                       "郡コード";
    13 PHONE_NUMBER_HOME              XTN 250 O *    - "Phone Number - Home"               "電話番号-自宅";
    14 PHONE_NUMBER_BUSINESS          XTN 250 O *    - "Phone Number - Business"           "電話番号-勤務先";
    15 PRIMARY_LANGUAGE               CE  250 O - 0296 "Primary Language"                  "使用言語";
    16 MARITAL_STATUS                 CE  250 O - 0002 "Marital Status"                    "婚姻状況";
    17 RELIGION                       CE  250 O - 0006 "Religion"                          "宗教";
    18 PATIENT_ACCOUNT_NUMBER         CX  250 O -    - "Patient Account Number"            "患者会計番号";
    19 SSN_NUMBER_PATIENT             ST   16 O -    - "SSN Number - Patient"              "社会保険番号";
    20 DRIVERS_LICENSE_NUMBER_PATIENT DLN  25 O -    - "Driver's License Number - Patient" "運転免許証番号";
    21 MOTHERS_IDENTIFIER             CX  250 O *    - "Mother's Identifier"               "母親の識別情報";
    22 ETHNIC_GROUP                   CE  250 O * 0189 "Ethnic Group"                      "民族";
    23 BIRTH_PLACE                    ST  250 O -    - "Birth Place"                       "出生地";
    24 MULTIPLE_BIRTH_INDICATOR       ID    1 O - 0136 "Multiple Birth Indicator"          "多胎児識別情報";
    25 BIRTH_ORDER                    NM    2 O -    - "Birth Order"                       "誕生順序";
    26 CITIZENSHIP                    CE  250 O * 0171 "Citizenship"                       "市民権";
    27 VETERANS_MILITARY_STATUS       CE  250 O - 0172 "Veterans Military Status"          "退役軍人状況";
    28 NATIONALITY                    CE  250 O - 0212 "Nationality"                       "国籍";
    29 PATIENT_DEATH_DATE_AND_TIME    TS   26 O -    - "Patient Death Date and Time"       "患者死亡日時";
    30 PATIENT_DEATH_INDICATOR        ID    1 O - 0136 "Patient Death Indicator"           "患者死亡識別情報";
    31 IDENTITY_UNKNOWN_INDICATOR     ID    1 O - 0136 "Identity Unknown Indicator"        "身元不明識別";
    32 IDENTITY_RELIABILITY_CODE      IS   20 O * 0445 "Identity Reliability Code"         "識別情報の信頼性";
    33 LAST_UPDATE_DATE_TIME          TS   26 O -    - "Last Update Date/Time"             "最終更新日時";
    34 LAST_UPDATE_FACILITY           HD  241 O -    - "Last Update Facility"              "最終更新施設";
    35 SPECIES_CODE                   CE  250 O - 0446 "Species Code"                      "種コード";
    36 BREED_CODE                     CE  250 O - 0447 "Breed Code"                        "品種コード";
    37 STRAIN                         ST   80 O -    - "Strain"                            "血統情報";
    38 PRODUCTION_CLASS_CODE          CE  250 O - 0429 "Production Class Code"             "生産分類コード";
    39 TRIBAL_CITIZENSHIP             CWE 250 O * 0171 "Tribal Citizenship"                "所属種族";
}

/// Maps the patient.
pub(crate) fn map<M: Mapper>(m: &mut M, patient: &mut Patient) {
    m.field(SET_ID, "set_id", &mut patient.set_id);
    m.field(PATIENT_IDENTIFIER_LIST, "identifiers", &mut patient.identifiers);
    // Kanji and kana come as repetitions, in either order: XPN.8 tells which is which.
    m.field(PATIENT_NAME, "names", &mut patient.names);
    m.field(DATE_TIME_OF_BIRTH, "birth_date", &mut patient.birth_date);
    m.field(ADMINISTRATIVE_SEX, "sex", &mut patient.sex);
    m.field(PATIENT_ADDRESS, "addresses", &mut patient.addresses);
    m.field(PHONE_NUMBER_HOME, "home_telecoms", &mut patient.home_telecoms);
    m.field(PHONE_NUMBER_BUSINESS, "work_telecoms", &mut patient.work_telecoms);
    m.field(MARITAL_STATUS, "marital_status", &mut patient.marital_status);
    m.field(PATIENT_DEATH_DATE_AND_TIME, "died_at", &mut patient.died_at);
    m.field(PATIENT_DEATH_INDICATOR, "deceased", &mut patient.deceased);
    m.field(LAST_UPDATE_DATE_TIME, "updated_at", &mut patient.updated_at);
    m.field(LAST_UPDATE_FACILITY, "updated_by", &mut patient.updated_by);
    m.boxed("details", &mut patient.details, |m, details| {
        m.field(PATIENT_ID, "legacy_identifier", &mut details.legacy_identifier);
        m.field(ALTERNATE_PATIENT_ID, "alternate_identifiers", &mut details.alternate_identifiers);
        m.field(MOTHERS_MAIDEN_NAME, "mothers_maiden_names", &mut details.mothers_maiden_names);
        m.field(PATIENT_ALIAS, "aliases", &mut details.aliases);
        m.field(RACE, "races", &mut details.races);
        m.field(COUNTY_CODE, "county", &mut details.county);
        m.field(PRIMARY_LANGUAGE, "language", &mut details.language);
        m.field(RELIGION, "religion", &mut details.religion);
        m.field(PATIENT_ACCOUNT_NUMBER, "account", &mut details.account);
        m.field(SSN_NUMBER_PATIENT, "social_insurance_number", &mut details.social_insurance_number);
        m.field(DRIVERS_LICENSE_NUMBER_PATIENT, "drivers_license", &mut details.drivers_license);
        m.field(MOTHERS_IDENTIFIER, "mother_identifiers", &mut details.mother_identifiers);
        m.field(ETHNIC_GROUP, "ethnic_groups", &mut details.ethnic_groups);
        m.field(BIRTH_PLACE, "birth_place", &mut details.birth_place);
        m.field(MULTIPLE_BIRTH_INDICATOR, "multiple_birth", &mut details.multiple_birth);
        m.field(BIRTH_ORDER, "birth_order", &mut details.birth_order);
        m.field(CITIZENSHIP, "citizenships", &mut details.citizenships);
        m.field(VETERANS_MILITARY_STATUS, "veteran_status", &mut details.veteran_status);
        m.field(NATIONALITY, "nationality", &mut details.nationality);
        m.field(IDENTITY_UNKNOWN_INDICATOR, "identity_unknown", &mut details.identity_unknown);
        m.field(IDENTITY_RELIABILITY_CODE, "identity_reliability", &mut details.identity_reliability);
        m.field(SPECIES_CODE, "species", &mut details.species);
        m.field(BREED_CODE, "breed", &mut details.breed);
        m.field(STRAIN, "strain", &mut details.strain);
        m.field(PRODUCTION_CLASS_CODE, "production_class", &mut details.production_class);
        m.field(TRIBAL_CITIZENSHIP, "tribes", &mut details.tribes);
    });
}
