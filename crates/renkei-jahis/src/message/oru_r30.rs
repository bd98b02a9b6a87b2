use std::sync::OnceLock;

use renkei_model::{Content, Exchange};

use super::{MessageDef, MessageKind, oru_r01, preamble, readers};
use crate::mapping::Mapper;

/// ORU_R30: measurements at the bedside; in Japan vital signs (バイタル), kept in the extended storage.
///
/// The standard has one order in a message. Here it may repeat, so that several measurements of a report can be written.
pub(super) static DEF: MessageDef = MessageDef {
    name: "ORU_R30",
    english: "vital signs",
    japanese: "バイタル検査結果通知",
    clause: "HL7 v2.5 7.3.4; SS-MIX2 拡張ストレージ L-OBSERVATIONS^OBSERVATIONS^99ZL01",
    types: &[MessageKind { code: "ORU", event: "R30", kinds: &[] }],
    structure: "MSH [{SFT}] PID [PD1] [VISIT( PV1 [PV2] )] {ORDER_OBSERVATION( ORC OBR [{NTE}] \
        [{TIMING_QTY( TQ1 [{TQ2}] )}] {OBSERVATION( OBX [{NTE}] )} )}",
    parsed: OnceLock::new(),
    readers: readers!(map),
    carries: |content| matches!(content, Content::ObservationReport(_)),
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    preamble::header(m, exchange);
    preamble::patient(m, exchange);
    preamble::visit(m, exchange);
    oru_r01::reported(m, exchange);
}
