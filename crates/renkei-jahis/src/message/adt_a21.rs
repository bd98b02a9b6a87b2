use std::sync::OnceLock;

use renkei_model::{Content, Exchange};

use super::{MessageDef, MessageKind, preamble};
use crate::mapping::Mapper;
use crate::segment::{db1, obx};

/// ADT_A21: patient basic data are withdrawn (A23, ADT-00).
pub(super) static DEF: MessageDef = MessageDef {
    name: "ADT_A21",
    english: "patient basic data withdrawn",
    japanese: "患者基本情報の削除",
    clause: "HL7 v2.5 3.3.23; SS-MIX2 標準化ストレージ仕様書 ADT-00",
    types: &[MessageKind { code: "ADT", event: "A23", kinds: &["ADT-00"] }],
    structure: "MSH [{SFT}] EVN PID [PD1] PV1 [PV2] [{DB1}] [{OBX}]",
    parsed: OnceLock::new(),
    decode: |m, exchange| map(m, exchange),
    edit: |m, exchange| map(m, exchange),
    survey: |m, exchange| map(m, exchange),
    walk: |m, exchange| map(m, exchange),
    carries: |content| matches!(content, Content::PatientDelete),
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    preamble::header(m, exchange);
    if m.is_reading() {
        exchange.content = Content::PatientDelete;
    }
    preamble::patient(m, exchange);
    preamble::visit(m, exchange);
    m.scope("patient", &mut exchange.patient, |m, patient| {
        m.segments(&db1::DB1, "disabilities", &mut patient.disabilities, db1::map);
        m.segments(&obx::OBX, "observations", &mut patient.observations, obx::map);
    });
}
