use std::sync::OnceLock;

use renkei_model::Exchange;

use super::{MessageDef, MessageKind, adt, readers};
use crate::mapping::Mapper;

/// ADT_A15: a planned transfer (A15, ADT-41).
pub(super) static DEF: MessageDef = MessageDef {
    name: "ADT_A15",
    english: "transfer planned",
    japanese: "転科・転棟（転室・転床）予定",
    clause: "HL7 v2.5 3.3.15; SS-MIX2 標準化ストレージ仕様書 ADT-41",
    types: &[MessageKind { code: "ADT", event: "A15", kinds: &["ADT-41"] }],
    structure: "MSH [{SFT}] EVN PID [PD1] [{ROL}] PV1 [PV2] [{ROL}] [{DB1}] [{OBX}] [{DG1}]",
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
    adt::diagnoses(m, exchange);
}
