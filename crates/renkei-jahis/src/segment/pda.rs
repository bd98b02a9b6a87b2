use renkei_hl7v2::segment;
use renkei_model::patient::Death;

use crate::datatype::{CE, DR, ID, PL, TS, XCN};
use crate::mapping::Mapper;

segment! {
    /// PDA (死亡・剖検): patient death and autopsy. HL7 v2.5 3.4.13; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 PDA.
    PDA "Patient Death and Autopsy" "死亡・剖検" clause "HL7 v2.5 3.4.13; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 PDA";
    1 DEATH_CAUSE_CODE                   CE  250 O *    - "Death Cause Code"                   "死因コード";
    2 DEATH_LOCATION                     PL   80 O -    - "Death Location"                     "死亡場所";
    3 DEATH_CERTIFIED_INDICATOR          ID    1 O - 0136 "Death Certified Indicator"          "死亡証明標識";
    4 DEATH_CERTIFICATE_SIGNED_DATE_TIME TS   26 O -    - "Death Certificate Signed Date/Time" "死亡証明署名日時";
    5 DEATH_CERTIFIED_BY                 XCN 250 O -    - "Death Certified By"                 "死亡証明者";
    6 AUTOPSY_INDICATOR                  ID    1 O - 0136 "Autopsy Indicator"                  "剖検標識";
    7 AUTOPSY_START_AND_END_DATE_TIME    DR   53 O -    - "Autopsy Start and End Date/Time"    "剖検開始・終了日時";
    8 AUTOPSY_PERFORMED_BY               XCN 250 O -    - "Autopsy Performed By"               "剖検実施者";
    9 CORONER_INDICATOR                  ID    1 O - 0136 "Coroner Indicator"                  "検視標識";
}

/// Maps how the patient died.
pub(crate) fn map<M: Mapper>(m: &mut M, death: &mut Death) {
    m.field(DEATH_CAUSE_CODE, "causes", &mut death.causes);
    m.field(DEATH_LOCATION, "location", &mut death.location);
    m.field(DEATH_CERTIFIED_INDICATOR, "certified", &mut death.certified);
    m.field(DEATH_CERTIFICATE_SIGNED_DATE_TIME, "certificate_signed_at", &mut death.certificate_signed_at);
    m.field(DEATH_CERTIFIED_BY, "certified_by", &mut death.certified_by);
    m.field(AUTOPSY_INDICATOR, "autopsy", &mut death.autopsy);
    m.field(AUTOPSY_START_AND_END_DATE_TIME, "autopsy_period", &mut death.autopsy_period);
    m.field(AUTOPSY_PERFORMED_BY, "autopsy_by", &mut death.autopsy_by);
    m.field(CORONER_INDICATOR, "coroner", &mut death.coroner);
}
