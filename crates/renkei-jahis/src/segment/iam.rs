use renkei_hl7v2::segment;
use renkei_model::allergy::Allergy;

use crate::datatype::{CE, CNE, DT, EI, SI, ST, TS, XCN, XON, XPN};
use crate::mapping::Mapper;

segment! {
    /// IAM (患者有害反応情報): patient adverse reaction information. HL7 v2.5 3.4.7; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 IAM.
    IAM "Patient Adverse Reaction Information" "患者有害反応情報" clause "HL7 v2.5 3.4.7; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 IAM";
     1 SET_ID                                   SI    4 R -    - "Set ID - IAM"                             "セットID-IAM";
     2 ALLERGEN_TYPE_CODE                       CE  250 O - 0127 "Allergen Type Code"                       "アレルゲン分類";
     3 ALLERGEN_CODE_MNEMONIC_DESCRIPTION       CE  250 R -    - "Allergen Code/Mnemonic/Description"       "アレルゲン情報";
     4 ALLERGY_SEVERITY_CODE                    CE  250 O - 0128 "Allergy Severity Code"                    "アレルギー重症度";
     5 ALLERGY_REACTION_CODE                    ST   15 O *    - "Allergy Reaction Code"                    "アレルギー反応情報";
     6 ALLERGY_ACTION_CODE                      CNE 250 R - 0323 "Allergy Action Code"                      "アレルギーアクションコード";
     7 ALLERGY_UNIQUE_IDENTIFIER                EI  427 O -    - "Allergy Unique Identifier"                "アレルギー識別情報";
     8 ACTION_REASON                            ST   60 O -    - "Action Reason"                            "アレルギー情報追加・変更理由";
     9 SENSITIVITY_TO_CAUSATIVE_AGENT_CODE      CE  250 O - 0436 "Sensitivity to Causative Agent Code"      "アレルギー物質に対する感受性";
    10 ALLERGEN_GROUP_CODE_MNEMONIC_DESCRIPTION CE  250 O -    - "Allergen Group Code/Mnemonic/Description" "アレルゲン群情報";
    11 ONSET_DATE                               DT    8 O -    - "Onset Date"                               "アレルギー発症日";
    12 ONSET_DATE_TEXT                          ST   60 O -    - "Onset Date Text"                          "アレルギー発症時期";
    13 REPORTED_DATE_TIME                       TS    8 O -    - "Reported Date/Time"                       "情報提供日時";
    14 REPORTED_BY                              XPN 250 O -    - "Reported By"                              "情報提供者";
    15 RELATIONSHIP_TO_PATIENT_CODE             CE  250 O - 0063 "Relationship to Patient Code"             "情報提供者と患者の続柄";
    16 ALERT_DEVICE_CODE                        CE  250 O - 0437 "Alert Device Code"                        "要注意物質コード";
    17 ALLERGY_CLINICAL_STATUS_CODE             CE  250 O - 0438 "Allergy Clinical Status Code"             "アレルギー臨床確認状況";
    18 STATUSED_BY_PERSON                       XCN 250 O -    - "Statused by Person"                       "確認者";
    19 STATUSED_BY_ORGANIZATION                 XON 250 O -    - "Statused by Organization"                 "確認機関";
    20 STATUSED_AT_DATE_TIME                    TS    8 O -    - "Statused at Date/Time"                    "確認日時";
}

/// Maps an entry of the list of allergies.
pub(crate) fn map<M: Mapper>(m: &mut M, allergy: &mut Allergy) {
    m.field(SET_ID, "set_id", &mut allergy.set_id);
    m.field(ALLERGEN_TYPE_CODE, "kind", &mut allergy.kind);
    m.field(ALLERGEN_CODE_MNEMONIC_DESCRIPTION, "substance", &mut allergy.substance);
    m.field(ALLERGY_SEVERITY_CODE, "severity", &mut allergy.severity);
    m.field(ALLERGY_REACTION_CODE, "reactions", &mut allergy.reactions);
    m.field(ALLERGY_ACTION_CODE, "action", &mut allergy.action);
    m.field(ALLERGY_UNIQUE_IDENTIFIER, "id", &mut allergy.id);
    m.field(ACTION_REASON, "action_reason", &mut allergy.action_reason);
    m.field(SENSITIVITY_TO_CAUSATIVE_AGENT_CODE, "sensitivity", &mut allergy.sensitivity);
    m.field(ALLERGEN_GROUP_CODE_MNEMONIC_DESCRIPTION, "substance_group", &mut allergy.substance_group);
    // Often a year or month only; words come here too, though IAM-12 is for them.
    m.field(ONSET_DATE, "onset_at", &mut allergy.onset_at);
    m.field(ONSET_DATE_TEXT, "onset_text", &mut allergy.onset_text);
    m.field(REPORTED_DATE_TIME, "reported_at", &mut allergy.reported_at);
    m.field(REPORTED_BY, "reported_by", &mut allergy.reported_by);
    m.field(RELATIONSHIP_TO_PATIENT_CODE, "reporter_relationship", &mut allergy.reporter_relationship);
    m.field(ALERT_DEVICE_CODE, "alert_device", &mut allergy.alert_device);
    m.field(ALLERGY_CLINICAL_STATUS_CODE, "status", &mut allergy.status);
    m.field(STATUSED_BY_PERSON, "status_by", &mut allergy.status_by);
    m.field(STATUSED_BY_ORGANIZATION, "status_organization", &mut allergy.status_organization);
    m.field(STATUSED_AT_DATE_TIME, "status_at", &mut allergy.status_at);
}
