use renkei_hl7v2::segment;
use renkei_model::medication::RequestedMedication;

use crate::datatype::{CE, CQ, CWE, ID, LA1, NM, ST, XCN};
use crate::mapping::Mapper;

segment! {
    /// RXO (薬剤／処置オーダ): pharmacy/treatment order. HL7 v2.5 4.14.1.
    RXO "Pharmacy/Treatment Order" "薬剤／処置オーダ" clause "HL7 v2.5 4.14.1";
     1 REQUESTED_GIVE_CODE                        CE  250 O -    - "Requested Give Code"                         "要求与薬コード";
     2 REQUESTED_GIVE_AMOUNT_MINIMUM              NM   20 O -    - "Requested Give Amount - Minimum"             "要求与薬量－最小";
     3 REQUESTED_GIVE_AMOUNT_MAXIMUM              NM   20 O -    - "Requested Give Amount - Maximum"             "要求与薬量－最大";
     4 REQUESTED_GIVE_UNITS                       CE  250 O -    - "Requested Give Units"                        "要求与薬単位";
     5 REQUESTED_DOSAGE_FORM                      CE  250 O -    - "Requested Dosage Form"                       "要求剤形";
     6 PROVIDERS_PHARMACY_TREATMENT_INSTRUCTIONS  CE  250 O *    - "Provider's Pharmacy/Treatment Instructions"  "依頼者の薬剤／処置指示";
     7 PROVIDERS_ADMINISTRATION_INSTRUCTIONS      CE  250 O *    - "Provider's Administration Instructions"      "依頼者の投薬指示";
     8 DELIVER_TO_LOCATION                        LA1 200 O -    - "Deliver-To Location"                         "配布先";
     9 ALLOW_SUBSTITUTIONS                        ID    1 O - 0161 "Allow Substitutions"                         "代替品の許可";
    10 REQUESTED_DISPENSE_CODE                    CE  250 O -    - "Requested Dispense Code"                     "要求調剤コード";
    11 REQUESTED_DISPENSE_AMOUNT                  NM   20 O -    - "Requested Dispense Amount"                   "要求調剤量";
    12 REQUESTED_DISPENSE_UNITS                   CE  250 O -    - "Requested Dispense Units"                    "要求調剤単位";
    13 NUMBER_OF_REFILLS                          NM    3 O -    - "Number Of Refills"                           "同一薬発行数";
    14 ORDERING_PROVIDERS_DEA_NUMBER              XCN 250 O *    - "Ordering Provider's DEA Number"              "オーダ発行者のDEA番号";
    15 PHARMACIST_TREATMENT_SUPPLIERS_VERIFIER_ID XCN 250 O *    - "Pharmacist/Treatment Supplier's Verifier ID" "薬剤師/治療提供者の検証ID";
    16 NEEDS_HUMAN_REVIEW                         ID    1 O - 0136 "Needs Human Review"                          "人によるレビューの必要性";
    17 REQUESTED_GIVE_PER                         ST   20 O -    - "Requested Give Per (Time Unit)"              "要求時間あたりの与薬";
    18 REQUESTED_GIVE_STRENGTH                    NM   20 O -    - "Requested Give Strength"                     "要求与薬力価";
    19 REQUESTED_GIVE_STRENGTH_UNITS              CE  250 O -    - "Requested Give Strength Units"               "要求与薬力価単位";
    20 INDICATION                                 CE  250 O *    - "Indication"                                  "適応";
    21 REQUESTED_GIVE_RATE_AMOUNT                 ST    6 O -    - "Requested Give Rate Amount"                  "要求与薬速度";
    22 REQUESTED_GIVE_RATE_UNITS                  CE  250 O -    - "Requested Give Rate Units"                   "要求与薬速度単位";
    23 TOTAL_DAILY_DOSE                           CQ   10 O -    - "Total Daily Dose"                            "1日あたりの総投与量";
    24 SUPPLEMENTARY_CODE                         CE  250 O *    - "Supplementary Code"                          "補足コード";
    25 REQUESTED_DRUG_STRENGTH_VOLUME             NM    5 O -    - "Requested Drug Strength Volume"              "要求力価量";
    26 REQUESTED_DRUG_STRENGTH_VOLUME_UNITS       CWE 250 O -    - "Requested Drug Strength Volume Units"        "要求力価量単位";
    27 PHARMACY_ORDER_TYPE                        ID    1 O - 0480 "Pharmacy Order Type"                         "薬剤オーダタイプ";
    28 DISPENSING_INTERVAL                        NM   20 O -    - "Dispensing Interval"                         "調剤間隔";
}

/// Maps a medicine as it was asked for, before it was encoded.
pub(crate) fn map<M: Mapper>(m: &mut M, requested: &mut RequestedMedication) {
    m.field(REQUESTED_GIVE_CODE, "medication", &mut requested.medication);
    m.scope("dose", &mut requested.dose, |m, dose| {
        m.field(REQUESTED_GIVE_AMOUNT_MINIMUM, "minimum", &mut dose.minimum);
        m.field(REQUESTED_GIVE_AMOUNT_MAXIMUM, "maximum", &mut dose.maximum);
        m.field(REQUESTED_GIVE_UNITS, "unit", &mut dose.unit);
    });
    m.field(REQUESTED_DOSAGE_FORM, "form", &mut requested.form);
    m.field(
        PROVIDERS_PHARMACY_TREATMENT_INSTRUCTIONS,
        "pharmacy_instructions",
        &mut requested.pharmacy_instructions,
    );
    m.field(PROVIDERS_ADMINISTRATION_INSTRUCTIONS, "instructions", &mut requested.instructions);
    m.field(DELIVER_TO_LOCATION, "deliver_to", &mut requested.deliver_to);
    m.field(ALLOW_SUBSTITUTIONS, "substitution", &mut requested.substitution);
    m.field(REQUESTED_DISPENSE_CODE, "dispense_medication", &mut requested.dispense_medication);
    m.scope("dispense", &mut requested.dispense, |m, dispense| {
        m.field(REQUESTED_DISPENSE_AMOUNT, "value", &mut dispense.value);
        m.field(REQUESTED_DISPENSE_UNITS, "unit", &mut dispense.unit);
    });
    m.field(NUMBER_OF_REFILLS, "refills", &mut requested.refills);
    m.field(ORDERING_PROVIDERS_DEA_NUMBER, "licence_holders", &mut requested.licence_holders);
    m.field(PHARMACIST_TREATMENT_SUPPLIERS_VERIFIER_ID, "verified_by", &mut requested.verified_by);
    m.field(NEEDS_HUMAN_REVIEW, "needs_review", &mut requested.needs_review);
    m.boxed("rate", &mut requested.rate, |m, rate| {
        m.field(REQUESTED_GIVE_PER, "per", &mut rate.per);
        m.field(REQUESTED_GIVE_RATE_AMOUNT, "amount", &mut rate.amount);
        m.field(REQUESTED_GIVE_RATE_UNITS, "unit", &mut rate.unit);
    });
    m.scope("strength", &mut requested.strength, |m, strength| {
        m.field(REQUESTED_GIVE_STRENGTH, "value", &mut strength.value);
        m.field(REQUESTED_GIVE_STRENGTH_UNITS, "unit", &mut strength.unit);
    });
    m.field(INDICATION, "indications", &mut requested.indications);
    m.field(TOTAL_DAILY_DOSE, "daily_dose", &mut requested.daily_dose);
    m.field(SUPPLEMENTARY_CODE, "supplements", &mut requested.supplements);
    m.scope("strength_volume", &mut requested.strength_volume, |m, strength_volume| {
        m.field(REQUESTED_DRUG_STRENGTH_VOLUME, "value", &mut strength_volume.value);
        m.field(REQUESTED_DRUG_STRENGTH_VOLUME_UNITS, "unit", &mut strength_volume.unit);
    });
    m.field(PHARMACY_ORDER_TYPE, "order_kind", &mut requested.order_kind);
    m.field(DISPENSING_INTERVAL, "dispensing_interval", &mut requested.dispensing_interval);
}
