use std::sync::OnceLock;

use renkei_model::Exchange;

use super::{MessageDef, preamble, readers};
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
    readers: readers!(map),
    carries: |_| false,
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    preamble::header(m, exchange);
    preamble::patient(m, exchange);
    preamble::visit(m, exchange);
}
