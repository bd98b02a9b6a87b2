use std::sync::OnceLock;

use renkei_model::Exchange;

use super::{MessageDef, MessageKind, adt, readers};
use crate::mapping::Mapper;

/// ADT_A16: a planned discharge (A16, ADT-51).
pub(super) static DEF: MessageDef = MessageDef {
    name: "ADT_A16",
    english: "discharge planned",
    japanese: "退院予定",
    clause: "HL7 v2.5 3.3.16; SS-MIX2 標準化ストレージ仕様書 ADT-51",
    types: &[MessageKind { code: "ADT", event: "A16", kinds: &["ADT-51"] }],
    structure: "MSH [{SFT}] EVN PID [PD1] [{ROL}] [{NK1}] PV1 [PV2] [{ROL}] [{DB1}] [{OBX}] [{AL1}] [{DG1}] [DRG] [{PROCEDURE( \
        PR1 [{ROL}] )}] [{GT1}] [{INSURANCE( IN1 [IN2] [{IN3}] [{ROL}] )}] [ACC]",
    parsed: OnceLock::new(),
    readers: readers!(map),
    carries: adt::carries,
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    adt::patient(m, exchange);
    adt::patient_roles(m, exchange);
    adt::contacts(m, exchange);
    adt::visit(m, exchange);
    adt::visit_roles(m, exchange);
    adt::disabilities(m, exchange);
    adt::observations(m, exchange);
    adt::allergies(m, exchange);
    adt::diagnoses(m, exchange);
    adt::payers(m, exchange);
}
