use renkei_hl7v2::segment;
use renkei_model::medication::DispenseEvent;

use crate::datatype::{CE, CQ, CWE, ID, LA2, NM, ST, TS, XAD, XCN};
use crate::mapping::Mapper;

segment! {
    /// RXD (薬剤／処置調剤): pharmacy/treatment dispense. HL7 v2.5 4.14.5.
    RXD "Pharmacy/Treatment Dispense" "薬剤／処置調剤" clause "HL7 v2.5 4.14.5";
     1 DISPENSE_SUB_ID_COUNTER           NM    4 R -    - "Dispense Sub-ID Counter"                                       "調剤サブIDカウンター";
     2 DISPENSE_GIVE_CODE                CE  250 R - 0292 "Dispense/Give Code"                                            "調剤／与薬コード";
     3 DATE_TIME_DISPENSED               TS   26 R -    - "Date/Time Dispensed"                                           "調剤日時";
     4 ACTUAL_DISPENSE_AMOUNT            NM   20 R -    - "Actual Dispense Amount"                                        "実調剤量";
     5 ACTUAL_DISPENSE_UNITS             CE  250 O -    - "Actual Dispense Units"                                         "実調剤単位";
     6 ACTUAL_DOSAGE_FORM                CE  250 O -    - "Actual Dosage Form"                                            "実剤形";
     7 PRESCRIPTION_NUMBER               ST   20 R -    - "Prescription Number"                                           "処方箋番号";
     8 NUMBER_OF_REFILLS_REMAINING       NM   20 O -    - "Number of Refills Remaining"                                   "薬剤残数";
     9 DISPENSE_NOTES                    ST  200 O *    - "Dispense Notes"                                                "調剤注記";
    10 DISPENSING_PROVIDER               XCN 200 O *    - "Dispensing Provider"                                           "調剤者";
    11 SUBSTITUTION_STATUS               ID    1 O - 0167 "Substitution Status"                                           "代替品状態";
    12 TOTAL_DAILY_DOSE                  CQ   10 O -    - "Total Daily Dose"                                              "1日あたりの総投与量";
    13 DISPENSE_TO_LOCATION              LA2 200 O -    - "Dispense-to Location"                                          "調剤先";
    14 NEEDS_HUMAN_REVIEW                ID    1 O - 0136 "Needs Human Review"                                            "人によるレビューの必要性";
    15 SPECIAL_DISPENSING_INSTRUCTIONS   CE  250 O *    - "Pharmacy/Treatment Supplier's Special Dispensing Instructions" "薬剤部門/治療部門による特別な調剤指示";
    16 ACTUAL_STRENGTH                   NM   20 O -    - "Actual Strength"                                               "実力価";
    17 ACTUAL_STRENGTH_UNIT              CE  250 O -    - "Actual Strength Unit"                                          "実力価単位";
    18 SUBSTANCE_LOT_NUMBER              ST   20 O *    - "Substance Lot Number"                                          "薬剤ロット番号";
    19 SUBSTANCE_EXPIRATION_DATE         TS   26 O *    - "Substance Expiration Date"                                     "薬剤有効期限";
    20 SUBSTANCE_MANUFACTURER_NAME       CE  250 O * 0227 "Substance Manufacturer Name"                                   "薬剤製造者名";
    21 INDICATION                        CE  250 O *    - "Indication"                                                    "適応";
    22 DISPENSE_PACKAGE_SIZE             NM   20 O -    - "Dispense Package Size"                                         "調剤パッケージサイズ";
    23 DISPENSE_PACKAGE_SIZE_UNIT        CE  250 O -    - "Dispense Package Size Unit"                                    "調剤パッケージサイズの単位";
    24 DISPENSE_PACKAGE_METHOD           ID    2 O - 0321 "Dispense Package Method"                                       "調剤パッケージ方法";
    25 SUPPLEMENTARY_CODE                CE  250 O *    - "Supplementary Code"                                            "補足コード";
    26 INITIATING_LOCATION               CE  250 O -    - "Initiating Location"                                           "開始場所";
    27 PACKAGING_ASSEMBLY_LOCATION       CE  250 O -    - "Packaging/Assembly Location"                                   "包装場所";
    28 ACTUAL_DRUG_STRENGTH_VOLUME       NM    5 O -    - "Actual Drug Strength Volume"                                   "実力価量";
    29 ACTUAL_DRUG_STRENGTH_VOLUME_UNITS CWE 250 O -    - "Actual Drug Strength Volume Units"                             "実力価量単位";
    30 DISPENSE_TO_PHARMACY              CWE 180 O -    - "Dispense to Pharmacy"                                          "調剤薬局";
    31 DISPENSE_TO_PHARMACY_ADDRESS      XAD 106 O -    - "Dispense to Pharmacy Address"                                  "調剤薬局の住所";
    32 PHARMACY_ORDER_TYPE               ID    1 O - 0480 "Pharmacy Order Type"                                           "薬剤オーダタイプ";
    33 DISPENSE_TYPE                     CWE 250 O - 0484 "Dispense Type"                                                 "調剤種別";
}

/// Maps a medicine that was dispensed.
pub(crate) fn map<M: Mapper>(m: &mut M, event: &mut DispenseEvent) {
    m.field(DISPENSE_SUB_ID_COUNTER, "counter", &mut event.counter);
    m.field(DISPENSE_GIVE_CODE, "medication", &mut event.medication);
    m.field(DATE_TIME_DISPENSED, "dispensed_at", &mut event.dispensed_at);
    m.scope("amount", &mut event.amount, |m, amount| {
        m.field(ACTUAL_DISPENSE_AMOUNT, "value", &mut amount.value);
        m.field(ACTUAL_DISPENSE_UNITS, "unit", &mut amount.unit);
    });
    m.field(ACTUAL_DOSAGE_FORM, "form", &mut event.form);
    m.field(PRESCRIPTION_NUMBER, "prescription_number", &mut event.prescription_number);
    m.field(NUMBER_OF_REFILLS_REMAINING, "refills_remaining", &mut event.refills_remaining);
    m.field(DISPENSE_NOTES, "notes", &mut event.notes);
    m.field(DISPENSING_PROVIDER, "performers", &mut event.performers);
    m.field(SUBSTITUTION_STATUS, "substitution", &mut event.substitution);
    m.field(TOTAL_DAILY_DOSE, "daily_dose", &mut event.daily_dose);
    m.field(DISPENSE_TO_LOCATION, "location", &mut event.location);
    m.field(NEEDS_HUMAN_REVIEW, "needs_review", &mut event.needs_review);
    m.field(SPECIAL_DISPENSING_INSTRUCTIONS, "instructions", &mut event.instructions);
    m.scope("strength", &mut event.strength, |m, strength| {
        m.field(ACTUAL_STRENGTH, "value", &mut strength.value);
        m.field(ACTUAL_STRENGTH_UNIT, "unit", &mut strength.unit);
    });
    m.field(SUBSTANCE_LOT_NUMBER, "lots", &mut event.lots);
    m.field(SUBSTANCE_EXPIRATION_DATE, "expires_at", &mut event.expires_at);
    m.field(SUBSTANCE_MANUFACTURER_NAME, "manufacturers", &mut event.manufacturers);
    m.field(INDICATION, "indications", &mut event.indications);
    m.scope("package_size", &mut event.package_size, |m, package_size| {
        m.field(DISPENSE_PACKAGE_SIZE, "value", &mut package_size.value);
        m.field(DISPENSE_PACKAGE_SIZE_UNIT, "unit", &mut package_size.unit);
    });
    m.field(DISPENSE_PACKAGE_METHOD, "package_method", &mut event.package_method);
    m.field(SUPPLEMENTARY_CODE, "supplements", &mut event.supplements);
    m.field(INITIATING_LOCATION, "initiating_location", &mut event.initiating_location);
    m.field(PACKAGING_ASSEMBLY_LOCATION, "packaging_location", &mut event.packaging_location);
    m.scope("strength_volume", &mut event.strength_volume, |m, strength_volume| {
        m.field(ACTUAL_DRUG_STRENGTH_VOLUME, "value", &mut strength_volume.value);
        m.field(ACTUAL_DRUG_STRENGTH_VOLUME_UNITS, "unit", &mut strength_volume.unit);
    });
    m.field(DISPENSE_TO_PHARMACY, "pharmacy", &mut event.pharmacy);
    m.field(DISPENSE_TO_PHARMACY_ADDRESS, "pharmacy_address", &mut event.pharmacy_address);
    m.field(PHARMACY_ORDER_TYPE, "order_kind", &mut event.order_kind);
    m.field(DISPENSE_TYPE, "dispense_kind", &mut event.dispense_kind);
}
