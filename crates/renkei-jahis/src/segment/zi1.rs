use renkei_core::SegmentId;
use renkei_hl7v2::definition::SegmentDef;

use super::in1;

/// ZI1 (保険): the insurance of a disease, a Japanese copy of [`IN1`](in1::IN1) with the same fields, because a disease message
/// has no insurance group. JAHIS 病名情報データ交換規約; SS-MIX2 標準化ストレージ仕様書 PPR-01.
pub static ZI1: SegmentDef = SegmentDef {
    id: SegmentId::from_name("ZI1"),
    english: "Insurance in a Disease Message",
    japanese: "保険（病名）",
    clause: "JAHIS 病名情報データ交換規約; SS-MIX2 標準化ストレージ仕様書 ZI1",
    fields: in1::IN1.fields,
};

pub(crate) use in1::map;
