use std::sync::OnceLock;

use renkei_model::coverage::Coverage;
use renkei_model::encounter::{Visit, VisitEvent};
use renkei_model::value::{Field, Text};
use renkei_model::{Content, Exchange};

use super::{MessageDef, MessageKind, preamble};
use crate::mapping::Mapper;
use crate::segment::{al1, db1, dg1, gt1, in1, nk1, obx, pda, rol};

/// ADT_A01: patient basic data (A08, ADT-00), reception (A04), admission (A01), cancelled discharge (A13).
pub(super) static DEF: MessageDef = MessageDef {
    name: "ADT_A01",
    english: "patient basic data, reception, admission",
    japanese: "患者基本情報の更新・外来診察の受付・入院実施",
    clause: "HL7 v2.5 3.3.1, 3.3.4, 3.3.8, 3.3.13; SS-MIX2 標準化ストレージ仕様書 ADT-00, ADT-12, ADT-22, ADT-52",
    types: &[
        MessageKind { code: "ADT", event: "A08", kinds: &["ADT-00"] },
        MessageKind { code: "ADT", event: "A01", kinds: &["ADT-22"] },
        MessageKind { code: "ADT", event: "A04", kinds: &["ADT-12"] },
        MessageKind { code: "ADT", event: "A13", kinds: &["ADT-52"] },
    ],
    structure: "MSH [{SFT}] EVN PID [PD1] [{ROL}] [{NK1}] PV1 [PV2] [{ROL}] [{DB1}] [{OBX}] [{AL1}] [{DG1}] [DRG] \
        [{PROCEDURE( PR1 [{ROL}] )}] [{GT1}] [{INSURANCE( IN1 [IN2] [{IN3}] [{ROL}] )}] [ACC] [UB1] [UB2] [PDA]",
    parsed: OnceLock::new(),
    decode: |m, exchange| map(m, exchange),
    edit: |m, exchange| map(m, exchange),
    survey: |m, exchange| map(m, exchange),
    walk: |m, exchange| map(m, exchange),
    carries: |content| matches!(content, Content::PatientUpdate | Content::Visit(_)),
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    preamble::header(m, exchange);
    if m.is_reading() {
        exchange.content = content(exchange);
    }
    preamble::patient(m, exchange);
    m.scope("patient", &mut exchange.patient, |m, patient| {
        m.trailing(&rol::ROL, "roles", &mut patient.roles, rol::map);
        m.segments(&nk1::NK1, "contacts", &mut patient.contacts, nk1::map);
    });
    preamble::visit(m, exchange);
    m.some("encounter", &mut exchange.encounter, |m, encounter| {
        m.trailing(&rol::ROL, "roles", &mut encounter.roles, rol::map);
    });
    m.scope("patient", &mut exchange.patient, |m, patient| {
        m.segments(&db1::DB1, "disabilities", &mut patient.disabilities, db1::map);
        m.segments(&obx::OBX, "observations", &mut patient.observations, obx::map);
        m.segments(&al1::AL1, "allergies", &mut patient.allergies, al1::map);
        m.segments(&dg1::DG1, "diagnoses", &mut patient.diagnoses, dg1::map);
        m.segments(&gt1::GT1, "guarantors", &mut patient.guarantors, gt1::map);
        m.groups("INSURANCE", "coverages", &mut patient.coverages, insurance_key, |m, coverage| {
            m.segment(&in1::IN1, |m| in1::map(m, coverage));
        });
        m.boxed("death", &mut patient.death, |m, death| m.segment(&pda::PDA, |m| pda::map(m, death)));
    });
}

/// An insurance is the same while its kind and the insurer's number are.
pub(super) fn insurance_key(coverage: &Coverage) -> Option<Text> {
    let kind = coverage.kind.value().and_then(|k| k.code()).unwrap_or_default();
    let insurer = coverage.insurer_numbers.first().and_then(|n| n.as_str())?;
    Some(Text::new(format!("{kind}|{insurer}")))
}

fn content(exchange: &Exchange) -> Content {
    let event = match &exchange.header.message_type {
        Field::Value(message_type) => message_type.event.as_deref(),
        Field::Absent | Field::Null => None,
    };
    match event {
        Some("A01") => Content::Visit(Visit { event: VisitEvent::Admitted, cancelled: false }),
        Some("A04") => Content::Visit(Visit { event: VisitEvent::Reception, cancelled: false }),
        Some("A13") => Content::Visit(Visit { event: VisitEvent::Discharged, cancelled: true }),
        _ => Content::PatientUpdate,
    }
}
