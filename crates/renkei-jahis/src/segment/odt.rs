use renkei_hl7v2::segment;
use renkei_model::diet::Tray;

use crate::datatype::{CE, ST};
use crate::mapping::Mapper;

segment! {
    /// ODT (配膳指示): diet tray instructions. HL7 v2.5 4.8.2; not in SS-MIX2.
    ODT "Diet Tray Instructions" "配膳指示" clause "HL7 v2.5 4.8.2";
    1 TRAY_TYPE        CE 250 R - 0160 "Tray Type"        "配膳タイプ";
    2 SERVICE_PERIOD   CE 250 O *    - "Service Period"   "サービス時間帯";
    3 TEXT_INSTRUCTION ST  80 O -    - "Text Instruction" "テキスト指示";
}

/// Maps what is said of a tray.
pub(crate) fn map<M: Mapper>(m: &mut M, tray: &mut Tray) {
    m.field(TRAY_TYPE, "kind", &mut tray.kind);
    m.field(SERVICE_PERIOD, "periods", &mut tray.periods);
    m.field(TEXT_INSTRUCTION, "instruction", &mut tray.instruction);
}
