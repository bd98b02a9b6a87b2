use std::sync::OnceLock;

use renkei_model::{Content, Exchange};

use super::{MessageDef, MessageKind, content, preamble, readers};
use crate::mapping::Mapper;
use crate::segment::iam;

/// ADT_A60: the allergies of a patient (アレルギー情報), all that are known at the time.
pub(super) static DEF: MessageDef = MessageDef {
    name: "ADT_A60",
    english: "allergies",
    japanese: "アレルギー情報の登録／更新",
    clause: "HL7 v2.5 3.3.60; SS-MIX2 標準化ストレージ仕様書 ADT-61",
    types: &[MessageKind { code: "ADT", event: "A60", kinds: &["ADT-61"] }],
    structure: "MSH [{SFT}] EVN PID [PD1] [{NTE}] [PV1] [PV2] [{IAM}]",
    parsed: OnceLock::new(),
    readers: readers!(map),
    carries: |content| matches!(content, Content::Allergies(_)),
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    preamble::header(m, exchange);
    preamble::patient(m, exchange);
    preamble::visit(m, exchange);
    let Some(allergies) = content!(exchange, Allergies) else { return };
    m.scope("content", allergies, |m, allergies| {
        m.segments(&iam::IAM, "entries", &mut allergies.entries, iam::map);
    });
}
