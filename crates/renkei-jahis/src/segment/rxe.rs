use renkei_hl7v2::segment;
use renkei_model::medication::MedicationLine;

use crate::datatype::{CE, CQ, CWE, ID, LA1, NM, PL, ST, TQ, TS, XAD, XCN};
use crate::mapping::Mapper;

segment! {
    /// RXE (薬剤／処置コード化オーダ): pharmacy/treatment encoded order. HL7 v2.5 4.14.4; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 RXE.
    RXE "Pharmacy/Treatment Encoded Order" "薬剤／処置コード化オーダ" clause "HL7 v2.5 4.14.4; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 RXE";
     1 QUANTITY_TIMING                                              TQ  200 O -    - "Quantity timing"                                               "数量/タイミング";
     2 GIVE_CODE                                                    CE  250 R - 0292 "Give Code"                                                     "与薬コード";
     3 GIVE_AMOUNT_MINIMUM                                          NM   20 R -    - "Give Amount - Minimum"                                         "与薬量－最小";
     4 GIVE_AMOUNT_MAXIMUM                                          NM   20 O -    - "Give Amount - Maximum"                                         "与薬量－最大";
     5 GIVE_UNITS                                                   CE  250 R -    - "Give Units"                                                    "与薬単位";
     6 GIVE_DOSAGE_FORM                                             CE  250 O -    - "Give Dosage Form"                                              "与薬剤形";
     7 PROVIDERS_ADMINISTRATION_INSTRUCTIONS                        CE  250 O *    - "Provider's Administration Instructions"                        "依頼者の投薬指示";
     8 DELIVER_TO_LOCATION                                          LA1 200 O -    - "Deliver to location"                                           "配布先";
     9 SUBSTITUTION_STATUS                                          ID    1 O - 0167 "Substitution status"                                           "代替品状態";
    10 DISPENSE_AMOUNT                                              NM   20 O -    - "Dispense Amount"                                               "調剤量";
    11 DISPENSE_UNITS                                               CE  250 O -    - "Dispense Units"                                                "調剤単位";
    12 NUMBER_OF_REFILLS                                            NM    3 O -    - "Number of refills"                                             "同一薬発行数";
    13 ORDERING_PROVIDERS_DEA_NUMBER                                XCN 250 O *    - "Ordering Provider's DEA Number"                                "オーダ発行者の DEA 番号";
    14 PHARMACIST_TREATMENT_SUPPLIERS_VERIFIER_ID                   XCN 250 O *    - "Pharmacist/Treatment Supplier's Verifier ID"                   "薬剤師/治療提供者の検証 ID";
    15 PRESCRIPTION_NUMBER                                          ST   20 O -    - "Prescription Number"                                           "処方箋番号";
    16 NUMBER_OF_REFILLS_REMAINING                                  NM   20 O -    - "Number of Refills Remaining"                                   "薬剤残数";
    17 NUMBER_OF_REFILLS_DOSES_DISPENSED                            NM   20 O -    - "Number of Refills/Doses Dispensed"                             "調剤済薬品数または投与数";
    18 D_T_OF_MOST_RECENT_REFILL_OR_DOSE_DISPENSED                  TS   26 O -    - "D/T of Most Recent Refill or Dose Dispensed"                   "調剤済薬品数または投与数の最新日時";
    19 TOTAL_DAILY_DOSE                                             CQ   10 O -    - "Total Daily Dose"                                              "1 日あたりの総投与量";
    20 NEEDS_HUMAN_REVIEW                                           ID    1 O - 0136 "Needs Human Review"                                            "人によるレビューの必要性";
    21 PHARMACY_TREATMENT_SUPPLIERS_SPECIAL_DISPENSING_INSTRUCTIONS CE  250 O *    - "Pharmacy/Treatment Supplier's Special Dispensing Instructions" "薬剤部門 / 治療部門による特別な調剤指示";
    22 GIVE_PER                                                     ST   20 O -    - "Give Per"                                                      "時間あたりの与薬";
    23 GIVE_RATE_AMOUNT                                             ST    6 O -    - "Give Rate Amount"                                              "与薬速度";
    24 GIVE_RATE_UNITS                                              CE  250 O -    - "Give Rate Units"                                               "与薬速度単位";
    25 GIVE_STRENGTH                                                NM   20 O -    - "Give Strength"                                                 "与薬力価";
    26 GIVE_STRENGTH_UNITS                                          CE  250 O -    - "Give Strength Units"                                           "与薬力価単位";
    27 GIVE_INDICATION                                              CE  250 O *    - "Give Indication"                                               "与薬指示";
    28 DISPENSE_PACKAGE_SIZE                                        NM   20 O -    - "Dispense Package Size"                                         "調剤パッケージサイズ";
    29 DISPENSE_PACKAGE_SIZE_UNIT                                   CE  250 O -    - "Dispense Package Size Unit"                                    "調剤パッケージサイズの単位";
    30 DISPENSE_PACKAGE_METHOD                                      ID    2 O - 0321 "Dispense Package Method"                                       "調剤パッケージ方法";
    31 SUPPLEMENTARY_CODE                                           CE  250 O *    - "Supplementary Code"                                            "補足コード";
    32 ORIGINAL_ORDER_DATE_TIME                                     TS   26 O -    - "Original Order Date/Time"                                      "当初のオーダ日/時間";
    33 GIVE_DRUG_STRENGTH_VOLUME                                    NM    5 O -    - "Give Drug Strength Volume"                                     "与薬力価量";
    34 GIVE_DRUG_STRENGTH_VOLUME_UNITS                              CWE 250 O -    - "Give Drug Strength Volume Units"                               "与薬力価量単位";
    35 CONTROLLED_SUBSTANCE_SCHEDULE                                CWE  60 O - 0477 "Controlled Substance Schedule"                                 "薬物コントロールスケジュール";
    36 FORMULARY_STATUS                                             ID    1 O - 0478 "Formulary Status"                                              "処方集ステータス";
    37 PHARMACEUTICAL_SUBSTANCE_ALTERNATIVE                         CWE  60 O *    - "Pharmaceutical Substance Alternative"                          "薬物代替え";
    38 PHARMACY_OF_MOST_RECENT_FILL                                 CWE 250 O -    - "Pharmacy of Most Recent Fill"                                  "最新の与薬の薬剤部";
    39 INITIAL_DISPENSE_AMOUNT                                      NM  250 O -    - "Initial Dispense Amount"                                       "最初の調剤量";
    40 DISPENSING_PHARMACY                                          CWE 250 O -    - "Dispensing Pharmacy"                                           "調剤薬剤部";
    41 DISPENSING_PHARMACY_ADDRESS                                  XAD 250 O -    - "Dispensing Pharmacy Address"                                   "調剤薬剤部の住所";
    42 DELIVER_TO_PATIENT_LOCATION                                  PL   80 O -    - "Deliver-to Patient Location"                                   "患者への配達場所";
    43 DELIVER_TO_ADDRESS                                           XAD 250 O -    - "Deliver-to Address"                                            "配達先住所";
    44 PHARMACY_ORDER_TYPE                                          ID    1 O - 0480 "Pharmacy Order Type"                                           "薬剤オーダタイプ";
}

/// Maps a line of a prescription. RXE-2 is its medicine.
pub(crate) fn map<M: Mapper>(m: &mut M, line: &mut MedicationLine, injection: bool) {
    // In an injection it is the category (注射種別): the medicines are its components.
    if injection {
        m.field(GIVE_CODE, "category", &mut line.category);
    } else {
        m.field(GIVE_CODE, "medication", &mut line.medication);
    }
    m.scope("dose", &mut line.dose, |m, dose| {
        // `""` where the dose can't be stated, as for an ointment; RXE-5 is `""` then too.
        m.field(GIVE_AMOUNT_MINIMUM, "minimum", &mut dose.minimum);
        m.field(GIVE_AMOUNT_MAXIMUM, "maximum", &mut dose.maximum);
        m.field(GIVE_UNITS, "unit", &mut dose.unit);
    });
    m.field(GIVE_DOSAGE_FORM, "form", &mut line.form);
    m.field(PROVIDERS_ADMINISTRATION_INSTRUCTIONS, "instructions", &mut line.instructions);
    m.field(SUBSTITUTION_STATUS, "substitution", &mut line.substitution);
    m.scope("dispense", &mut line.dispense, |m, dispense| {
        m.field(DISPENSE_AMOUNT, "value", &mut dispense.value);
        m.field(DISPENSE_UNITS, "unit", &mut dispense.unit);
    });
    m.field(NUMBER_OF_REFILLS, "refills", &mut line.refills);
    // XCN-1 is the number of the licence for narcotics (麻薬施用者免許証番号).
    m.field(ORDERING_PROVIDERS_DEA_NUMBER, "licence_holders", &mut line.licence_holders);
    m.field(PHARMACIST_TREATMENT_SUPPLIERS_VERIFIER_ID, "verified_by", &mut line.verified_by);
    m.field(PRESCRIPTION_NUMBER, "prescription_number", &mut line.prescription_number);
    m.field(TOTAL_DAILY_DOSE, "daily_dose", &mut line.daily_dose);
    m.field(PHARMACY_TREATMENT_SUPPLIERS_SPECIAL_DISPENSING_INSTRUCTIONS, "classes", &mut line.classes);
    m.boxed("rate", &mut line.rate, |m, rate| {
        m.field(GIVE_PER, "per", &mut rate.per);
        m.field(GIVE_RATE_AMOUNT, "amount", &mut rate.amount);
        m.field(GIVE_RATE_UNITS, "unit", &mut rate.unit);
    });
    m.scope("strength", &mut line.strength, |m, strength| {
        m.field(GIVE_STRENGTH, "value", &mut strength.value);
        m.field(GIVE_STRENGTH_UNITS, "unit", &mut strength.unit);
    });
    m.field(GIVE_INDICATION, "medicine_classes", &mut line.medicine_classes);
    m.field(SUPPLEMENTARY_CODE, "alternatives", &mut line.alternatives);
    m.boxed("details", &mut line.details, |m, details| {
        m.field(QUANTITY_TIMING, "legacy_timing", &mut details.legacy_timing);
        m.field(DELIVER_TO_LOCATION, "legacy_deliver_to", &mut details.legacy_deliver_to);
        m.field(NUMBER_OF_REFILLS_REMAINING, "refills_remaining", &mut details.refills_remaining);
        m.field(NUMBER_OF_REFILLS_DOSES_DISPENSED, "refills_dispensed", &mut details.refills_dispensed);
        m.field(
            D_T_OF_MOST_RECENT_REFILL_OR_DOSE_DISPENSED,
            "last_dispensed_at",
            &mut details.last_dispensed_at,
        );
        m.field(NEEDS_HUMAN_REVIEW, "needs_review", &mut details.needs_review);
        m.scope("package_size", &mut details.package_size, |m, package_size| {
            m.field(DISPENSE_PACKAGE_SIZE, "value", &mut package_size.value);
            m.field(DISPENSE_PACKAGE_SIZE_UNIT, "unit", &mut package_size.unit);
        });
        m.field(DISPENSE_PACKAGE_METHOD, "package_method", &mut details.package_method);
        m.field(ORIGINAL_ORDER_DATE_TIME, "originally_ordered_at", &mut details.originally_ordered_at);
        m.scope("strength_volume", &mut details.strength_volume, |m, strength_volume| {
            m.field(GIVE_DRUG_STRENGTH_VOLUME, "value", &mut strength_volume.value);
            m.field(GIVE_DRUG_STRENGTH_VOLUME_UNITS, "unit", &mut strength_volume.unit);
        });
        m.field(CONTROLLED_SUBSTANCE_SCHEDULE, "controlled_schedule", &mut details.controlled_schedule);
        m.field(FORMULARY_STATUS, "formulary_status", &mut details.formulary_status);
        m.field(
            PHARMACEUTICAL_SUBSTANCE_ALTERNATIVE,
            "substance_alternatives",
            &mut details.substance_alternatives,
        );
        m.field(PHARMACY_OF_MOST_RECENT_FILL, "last_pharmacy", &mut details.last_pharmacy);
        m.field(INITIAL_DISPENSE_AMOUNT, "initial_dispense_amount", &mut details.initial_dispense_amount);
        m.field(DISPENSING_PHARMACY, "pharmacy", &mut details.pharmacy);
        m.field(DISPENSING_PHARMACY_ADDRESS, "pharmacy_address", &mut details.pharmacy_address);
        m.field(DELIVER_TO_PATIENT_LOCATION, "deliver_to", &mut details.deliver_to);
        m.field(DELIVER_TO_ADDRESS, "deliver_to_address", &mut details.deliver_to_address);
        m.field(PHARMACY_ORDER_TYPE, "order_kind", &mut details.order_kind);
    });
}
