use std::sync::OnceLock;

use renkei_model::Exchange;

use super::{MessageDef, MessageKind, adt, readers};
use crate::mapping::Mapper;

/// ADT_A01: patient basic data (A08, ADT-00), reception (A04), admission (A01), cancelled discharge (A13).
pub(super) static DEF: MessageDef = MessageDef {
    name: "ADT_A01",
    english: "patient basic data, reception, admission",
    japanese: "患者基本情報の更新・外来診察の受付・入院実施・退院実施の取消",
    clause: "HL7 v2.5 3.3.1, 3.3.4, 3.3.8, 3.3.13; SS-MIX2 標準化ストレージ仕様書 ADT-00, ADT-12, ADT-22, ADT-52",
    types: &[
        MessageKind { code: "ADT", event: "A08", kinds: &["ADT-00"] },
        MessageKind { code: "ADT", event: "A01", kinds: &["ADT-22"] },
        MessageKind { code: "ADT", event: "A04", kinds: &["ADT-12"] },
        MessageKind { code: "ADT", event: "A13", kinds: &["ADT-52"] },
    ],
    structure: "MSH [{SFT}] EVN PID [PD1] [{ROL}] [{NK1}] PV1 [PV2] [{ROL}] [{DB1}] [{OBX}] [{AL1}] [{DG1}] [DRG] [{PROCEDURE( \
        PR1 [{ROL}] )}] [{GT1}] [{INSURANCE( IN1 [IN2] [{IN3}] [{ROL}] )}] [ACC] [UB1] [UB2] [PDA]",
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
    adt::death(m, exchange);
}
