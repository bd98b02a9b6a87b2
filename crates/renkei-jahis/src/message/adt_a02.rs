use std::sync::OnceLock;

use renkei_model::Exchange;

use super::{MessageDef, MessageKind, adt, readers};
use crate::mapping::Mapper;

/// ADT_A02: a transfer (A02, ADT-42); where the patient was stands in PV1-6.
pub(super) static DEF: MessageDef = MessageDef {
    name: "ADT_A02",
    english: "transfer",
    japanese: "転科・転棟（転室・転床）実施",
    clause: "HL7 v2.5 3.3.2; SS-MIX2 標準化ストレージ仕様書 ADT-42",
    types: &[MessageKind { code: "ADT", event: "A02", kinds: &["ADT-42"] }],
    structure: "MSH [{SFT}] EVN PID [PD1] [{ROL}] PV1 [PV2] [{ROL}] [{DB1}] [{OBX}] [PDA]",
    parsed: OnceLock::new(),
    readers: readers!(map),
    carries: adt::carries,
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    adt::patient(m, exchange);
    adt::patient_roles(m, exchange);
    adt::visit(m, exchange);
    adt::visit_roles(m, exchange);
    adt::disabilities(m, exchange);
    adt::observations(m, exchange);
    adt::death(m, exchange);
}
