use renkei_hl7v2::segment;
use renkei_model::specimen::Substance;

use crate::datatype::{CE, EI, ST, TS};
use crate::mapping::Mapper;

segment! {
    /// INV (在庫詳細): inventory detail. HL7 v2.5 13.4.4; JAHIS 臨床検査データ交換規約.
    INV "Inventory Detail" "在庫詳細" clause "HL7 v2.5 13.4.4; JAHIS 臨床検査データ交換規約";
     1 SUBSTANCE_IDENTIFIER           CE 250 R - 0451 "Substance Identifier"           "物質ID";
     2 SUBSTANCE_STATUS               CE 250 R * 0383 "Substance Status"               "物質状態";
     3 SUBSTANCE_TYPE                 CE 250 O - 0384 "Substance Type"                 "物質種別";
     4 INVENTORY_CONTAINER_IDENTIFIER EI  80 O -    - "Inventory Container Identifier" "在庫容器ID";
    12 EXPIRATION_DATE_TIME           TS  26 O -    - "Expiration Date/Time"           "有効期限";
    16 MANUFACTURER_LOT_NUMBER        ST 200 O -    - "Manufacturer Lot Number"        "製造ロット番号";
    17 MANUFACTURER_IDENTIFIER        CE 250 O - 0385 "Manufacturer Identifier"        "製造者ID";
}

/// Maps what is in a container.
pub(crate) fn map<M: Mapper>(m: &mut M, substance: &mut Substance) {
    m.field(SUBSTANCE_IDENTIFIER, "code", &mut substance.code);
    m.field(SUBSTANCE_STATUS, "statuses", &mut substance.statuses);
    m.field(SUBSTANCE_TYPE, "kind", &mut substance.kind);
    m.field(INVENTORY_CONTAINER_IDENTIFIER, "container", &mut substance.container);
    m.field(EXPIRATION_DATE_TIME, "expires_at", &mut substance.expires_at);
    m.field(MANUFACTURER_LOT_NUMBER, "lot", &mut substance.lot);
    m.field(MANUFACTURER_IDENTIFIER, "manufacturer", &mut substance.manufacturer);
}
