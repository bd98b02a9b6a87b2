use renkei_hl7v2::segment;
use renkei_model::medication::AdministrationEvent;

use crate::datatype::{CE, CWE, ID, LA2, NM, ST, TS, XCN};
use crate::mapping::Mapper;

segment! {
    /// RXA (薬剤／処置投与): pharmacy/treatment administration. HL7 v2.5 4.14.7; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 RXA.
    RXA "Pharmacy/Treatment Administration" "薬剤／処置投与" clause "HL7 v2.5 4.14.7; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 RXA";
     1 GIVE_SUB_ID_COUNTER                     NM    4 R -    - "Give Sub-ID Counter"                     "与薬サブ ID カウンター";
     2 ADMINISTRATION_SUB_ID_COUNTER           NM    4 R -    - "Administration Sub-ID Counter"           "投薬サブ ID カウンター";
     3 DATE_TIME_START_OF_ADMINISTRATION       TS   26 R -    - "Date/Time Start of Administration"       "投薬開始日時";
     4 DATE_TIME_END_OF_ADMINISTRATION         TS   26 R -    - "Date/Time End of Administration"         "投薬終了日時";
     5 ADMINISTERED_CODE                       CE  250 R - 0292 "Administered Code"                       "投薬コード";
     6 ADMINISTERED_AMOUNT                     NM   20 R -    - "Administered Amount"                     "投薬量";
     7 ADMINISTERED_UNITS                      CE  250 O -    - "Administered Units"                      "投薬単位";
     8 ADMINISTERED_DOSAGE_FORM                CE  250 O -    - "Administered Dosage Form"                "投薬剤形";
     9 ADMINISTRATION_NOTES                    CE  250 O *    - "Administration Notes"                    "投薬注記";
    10 ADMINISTERING_PROVIDER                  XCN 250 O *    - "Administering Provider"                  "投薬者";
    11 ADMINISTERED_AT_LOCATION                LA2 200 O -    - "Administered-at Location"                "投薬場所";
    12 ADMINISTERED_PER                        ST   20 O -    - "Administered Per"                        "時間あたりの投薬";
    13 ADMINISTERED_STRENGTH                   NM   20 O -    - "Administered Strength"                   "投薬力価";
    14 ADMINISTERED_STRENGTH_UNITS             CE  250 O -    - "Administered Strength Units"             "投薬力価単位";
    15 SUBSTANCE_LOT_NUMBER                    ST   20 O *    - "Substance Lot Number"                    "薬剤ロット番号";
    16 SUBSTANCE_EXPIRATION_DATE               TS   26 O *    - "Substance Expiration Date"               "薬剤有効期限";
    17 SUBSTANCE_MANUFACTURER_NAME             CE  250 O * 0227 "Substance Manufacturer Name"             "薬剤製造者名";
    18 SUBSTANCE_TREATMENT_REFUSAL_REASON      CE  250 O *    - "Substance/Treatment Refusal Reason"      "薬剤/治療拒否理由";
    19 INDICATION                              CE  250 O *    - "Indication"                              "指示";
    20 COMPLETION_STATUS                       ID    2 O - 0322 "Completion Status"                       "完了状態";
    21 ACTION_CODE                             ID    2 O - 0323 "Action Code - RXA"                       "アクションコード＿RXA";
    22 SYSTEM_ENTRY_DATE_TIME                  TS   26 O -    - "System Entry Date/Time"                  "システム入力日時";
    23 ADMINISTERED_DRUG_STRENGTH_VOLUME       NM    5 O -    - "Administered Drug Strength Volume"       "投薬力価量";
    24 ADMINISTERED_DRUG_STRENGTH_VOLUME_UNITS CWE 250 O -    - "Administered Drug Strength Volume Units" "投薬力価量単位";
    25 ADMINISTERED_BARCODE_IDENTIFIER         CWE  60 O -    - "Administered Barcode Identifier"         "投薬バーコード識別機能";
    26 PHARMACY_ORDER_TYPE                     ID    1 O - 0480 "Pharmacy Order Type"                     "薬剤オーダタイプ";
}

/// Maps a medicine that was given, or that was not.
pub(crate) fn map<M: Mapper>(m: &mut M, event: &mut AdministrationEvent) {
    m.field(GIVE_SUB_ID_COUNTER, "give_counter", &mut event.give_counter);
    m.field(ADMINISTRATION_SUB_ID_COUNTER, "administration_counter", &mut event.administration_counter);
    m.field(DATE_TIME_START_OF_ADMINISTRATION, "started_at", &mut event.started_at);
    m.field(DATE_TIME_END_OF_ADMINISTRATION, "ended_at", &mut event.ended_at);
    m.field(ADMINISTERED_CODE, "medication", &mut event.medication);
    m.scope("amount", &mut event.amount, |m, amount| {
        m.field(ADMINISTERED_AMOUNT, "value", &mut amount.value);
        m.field(ADMINISTERED_UNITS, "unit", &mut amount.unit);
    });
    m.field(ADMINISTERED_DOSAGE_FORM, "form", &mut event.form);
    m.field(ADMINISTRATION_NOTES, "notes", &mut event.notes);
    m.field(ADMINISTERING_PROVIDER, "performers", &mut event.performers);
    m.field(ADMINISTERED_AT_LOCATION, "location", &mut event.location);
    m.field(ADMINISTERED_PER, "rate", &mut event.rate);
    m.scope("strength", &mut event.strength, |m, strength| {
        m.field(ADMINISTERED_STRENGTH, "value", &mut strength.value);
        m.field(ADMINISTERED_STRENGTH_UNITS, "unit", &mut strength.unit);
    });
    m.field(SUBSTANCE_LOT_NUMBER, "lots", &mut event.lots);
    m.field(SUBSTANCE_EXPIRATION_DATE, "expires_at", &mut event.expires_at);
    m.field(SUBSTANCE_MANUFACTURER_NAME, "manufacturers", &mut event.manufacturers);
    m.field(SUBSTANCE_TREATMENT_REFUSAL_REASON, "refusal_reasons", &mut event.refusal_reasons);
    m.field(INDICATION, "indications", &mut event.indications);
    m.field(COMPLETION_STATUS, "completion", &mut event.completion);
    m.field(ACTION_CODE, "action", &mut event.action);
    m.field(SYSTEM_ENTRY_DATE_TIME, "entered_at", &mut event.entered_at);
    m.scope("strength_volume", &mut event.strength_volume, |m, strength_volume| {
        m.field(ADMINISTERED_DRUG_STRENGTH_VOLUME, "value", &mut strength_volume.value);
        m.field(ADMINISTERED_DRUG_STRENGTH_VOLUME_UNITS, "unit", &mut strength_volume.unit);
    });
    m.field(ADMINISTERED_BARCODE_IDENTIFIER, "barcode", &mut event.barcode);
    m.field(PHARMACY_ORDER_TYPE, "order_kind", &mut event.order_kind);
}
