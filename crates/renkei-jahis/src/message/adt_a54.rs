use std::sync::OnceLock;

use renkei_model::Exchange;

use super::{MessageDef, MessageKind, adt, readers};
use crate::mapping::Mapper;

/// ADT_A54: a change of the attending doctor (A54, ADT-01).
pub(super) static DEF: MessageDef = MessageDef {
    name: "ADT_A54",
    english: "change of attending doctor",
    japanese: "担当医の変更",
    clause: "HL7 v2.5 3.3.54; SS-MIX2 標準化ストレージ仕様書 ADT-01",
    types: &[MessageKind { code: "ADT", event: "A54", kinds: &["ADT-01"] }],
    structure: "MSH [{SFT}] EVN PID [PD1] [{ROL}] PV1 [PV2] [{ROL}]",
    parsed: OnceLock::new(),
    readers: readers!(map),
    carries: adt::carries,
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    adt::patient(m, exchange);
    adt::patient_roles(m, exchange);
    adt::visit(m, exchange);
    adt::visit_roles(m, exchange);
}
