use renkei_hl7v2::segment;
use renkei_model::medication::Component;

use crate::datatype::{CE, CWE, ID, NM};
use crate::mapping::Mapper;

segment! {
    /// RXC (薬剤／処置成分オーダ): pharmacy/treatment component order. HL7 v2.5 4.14.3; JAHIS 注射データ交換規約; SS-MIX2 標準化ストレージ仕様書 RXC.
    RXC "Pharmacy/Treatment Component Order" "薬剤／処置成分オーダ" clause "HL7 v2.5 4.14.3; JAHIS 注射データ交換規約; SS-MIX2 標準化ストレージ仕様書 RXC";
    1 RX_COMPONENT_TYPE                    ID    1 R - 0166 "RX Component Type"                    "RX成分タイプ";
    2 COMPONENT_CODE                       CE  250 R -    - "Component Code"                       "成分コード";
    3 COMPONENT_AMOUNT                     NM   20 R -    - "Component Amount"                     "成分量";
    4 COMPONENT_UNITS                      CE  250 R -    - "Component Units"                      "成分単位";
    5 COMPONENT_STRENGTH                   NM   20 O -    - "Component Strength"                   "成分力価";
    6 COMPONENT_STRENGTH_UNITS             CE  250 O -    - "Component Strength Units"             "成分力価単位";
    7 SUPPLEMENTARY_CODE                   CE  250 O *    - "Supplementary Code"                   "補足コード";
    8 COMPONENT_DRUG_STRENGTH_VOLUME       NM    5 O -    - "Component Drug Strength Volume"       "成分薬力価量";
    9 COMPONENT_DRUG_STRENGTH_VOLUME_UNITS CWE 250 O -    - "Component Drug Strength Volume Units" "成分力価量単位";
}

/// Maps a part of what is injected.
pub(crate) fn map<M: Mapper>(m: &mut M, component: &mut Component) {
    m.field(RX_COMPONENT_TYPE, "role", &mut component.role);
    m.field(COMPONENT_CODE, "medication", &mut component.medication);
    m.scope("amount", &mut component.amount, |m, amount| {
        m.field(COMPONENT_AMOUNT, "value", &mut amount.value);
        m.field(COMPONENT_UNITS, "unit", &mut amount.unit);
    });
    m.scope("strength", &mut component.strength, |m, strength| {
        m.field(COMPONENT_STRENGTH, "value", &mut strength.value);
        m.field(COMPONENT_STRENGTH_UNITS, "unit", &mut strength.unit);
    });
    m.field(SUPPLEMENTARY_CODE, "supplements", &mut component.supplements);
    m.scope("strength_volume", &mut component.strength_volume, |m, strength_volume| {
        m.field(COMPONENT_DRUG_STRENGTH_VOLUME, "value", &mut strength_volume.value);
        m.field(COMPONENT_DRUG_STRENGTH_VOLUME_UNITS, "unit", &mut strength_volume.unit);
    });
}
