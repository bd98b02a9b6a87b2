use std::sync::OnceLock;

use renkei_model::Exchange;

use super::{MessageDef, preamble};
use crate::mapping::Mapper;

/// Every message without a mapping of its own: header, patient and visit, wherever their segments stand.
pub(super) static DEF: MessageDef = MessageDef {
    name: "",
    english: "other message",
    japanese: "その他のメッセージ",
    clause: "HL7 v2.5",
    types: &[],
    structure: "",
    parsed: OnceLock::new(),
    decode: |m, exchange| map(m, exchange),
    edit: |m, exchange| map(m, exchange),
    survey: |m, exchange| map(m, exchange),
    walk: |m, exchange| map(m, exchange),
    carries: |_| false,
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    preamble::header(m, exchange);
    preamble::patient(m, exchange);
    preamble::visit(m, exchange);
}
