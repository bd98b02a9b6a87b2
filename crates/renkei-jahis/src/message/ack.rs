use std::sync::OnceLock;

use renkei_model::{Content, Exchange};

use super::{MessageDef, MessageKind, content, preamble};
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
    decode: |m, exchange| map(m, exchange),
    edit: |m, exchange| map(m, exchange),
    survey: |m, exchange| map(m, exchange),
    walk: |m, exchange| map(m, exchange),
    carries: |content| matches!(content, Content::Acknowledgement(_)),
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    preamble::header(m, exchange);
    let Some(acknowledgement) = content!(exchange, Acknowledgement) else { return };
    m.scope("content", &mut **acknowledgement, |m, acknowledgement| {
        m.segment(&msa::MSA, |m| msa::map(m, acknowledgement));
        m.segments(&err::ERR, "errors", &mut acknowledgement.errors, err::map);
    });
}
