use renkei_hl7v2::segment;
use renkei_model::imaging::Exposure;

use crate::datatype::{CQ, NM, SI, ST};
use crate::mapping::Mapper;

segment! {
    /// ZE2 (曝射情報): an exposure to radiation, a Japanese segment. JAHIS 放射線データ交換規約; SS-MIX2 標準化ストレージ仕様書 ZE2.
    ZE2 "Exposure" "曝射情報" clause "JAHIS 放射線データ交換規約; SS-MIX2 標準化ストレージ仕様書 ZE2";
    1 SET_ID              SI   4 O - - "Set ID - ZE2"        "セットID-ZE2";
    2 TUBE_VOLTAGE        CQ 500 O - - "Tube Voltage"        "管電圧";
    3 TUBE_CURRENT        CQ 500 O - - "Tube Current"        "管電流";
    4 DISTANCE            CQ 500 O - - "Distance"            "距離";
    5 TIME                CQ 500 O - - "Time"                "時間";
    6 NUMBER_OF_EXPOSURES NM  16 O - - "Number of Exposures" "回数";
    7 EXPOSURE_TEXT       ST 199 O - - "Exposure Comment"    "撮影フィールド";
}

/// Maps an exposure.
pub(crate) fn map<M: Mapper>(m: &mut M, exposure: &mut Exposure) {
    m.field(SET_ID, "set_id", &mut exposure.set_id);
    m.field(TUBE_VOLTAGE, "tube_voltage", &mut exposure.tube_voltage);
    m.field(TUBE_CURRENT, "tube_current", &mut exposure.tube_current);
    m.field(DISTANCE, "distance", &mut exposure.distance);
    m.field(TIME, "time", &mut exposure.time);
    m.field(NUMBER_OF_EXPOSURES, "count", &mut exposure.count);
    m.field(EXPOSURE_TEXT, "text", &mut exposure.text);
}
