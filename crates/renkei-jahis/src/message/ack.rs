use std::sync::OnceLock;

use renkei_model::{Content, Exchange};

use super::{MessageDef, MessageKind, content, preamble, readers};
use crate::mapping::Mapper;
use crate::segment::{err, msa};

/// ACK: the general acknowledgement (一般応答), with what went wrong.
pub(super) static DEF: MessageDef = MessageDef {
    name: "ACK",
    english: "general acknowledgement",
    japanese: "一般応答",
    clause: "HL7 v2.5 2.14.1",
    types: &[MessageKind { code: "ACK", event: "", kinds: &[] }],
    structure: "MSH [{SFT}] MSA [{ERR}]",
    parsed: OnceLock::new(),
    readers: readers!(map),
    carries: |content| matches!(content, Content::Acknowledgement(answer) if answer.laboratory.is_none()),
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    preamble::header(m, exchange);
    let Some(acknowledgement) = content!(exchange, Acknowledgement) else { return };
    m.scope("content", &mut **acknowledgement, |m, acknowledgement| {
        m.segment(&msa::MSA, |m| msa::map(m, acknowledgement));
        m.segments(&err::ERR, "errors", &mut acknowledgement.errors, err::map);
    });
}
