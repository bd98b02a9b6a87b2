use std::sync::OnceLock;

use renkei_model::medication::{MedicationKind, MedicationLine, MedicationOrder};
use renkei_model::order::{OrderHeader, OrderIdentity};
use renkei_model::value::{Field, Text};
use renkei_model::{Content, Exchange};

use super::{MessageDef, MessageKind, content, no_key, preamble, readers};
use crate::mapping::{Hoist, Mapper};
use crate::segment::{cti, nte, obx, orc, rxc, rxe, rxo, rxr, tq1};

/// RDE_O11: a prescription (処方オーダ, OMP-01) or an injection (注射オーダ, OMP-02); only the data kind tells them apart.
pub(super) static DEF: MessageDef = MessageDef {
    name: "RDE_O11",
    english: "prescription or injection order",
    japanese: "処方オーダ・注射オーダ",
    clause: "HL7 v2.5 4.13.6; JAHIS 処方データ交換規約; JAHIS 注射データ交換規約; SS-MIX2 標準化ストレージ仕様書 OMP-01, OMP-02",
    types: &[MessageKind { code: "RDE", event: "O11", kinds: &["OMP-01", "OMP-02"] }],
    structure: "MSH [{SFT}] [{NTE}] [PATIENT( PID [PD1] [{NTE}] [PATIENT_VISIT( PV1 [PV2] )] \
        [{INSURANCE( IN1 [IN2] [IN3] )}] [GT1] [{AL1}] )] {ORDER( ORC [{TIMING( TQ1 [{TQ2}] )}] \
        [{ORDER_DETAIL( RXO [{NTE}] {RXR} [{COMPONENT( RXC [{NTE}] )}] )}] RXE [{NTE}] {TIMING_ENCODED( TQ1 [{TQ2}] )} \
        {RXR} [{RXC}] [{OBSERVATION( OBX [{NTE}] )}] [{FT1}] [BLG] [{CTI}] )}",
    parsed: OnceLock::new(),
    readers: readers!(map),
    carries: |content| matches!(content, Content::MedicationOrder(_)),
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    preamble::header(m, exchange);
    preamble::patient(m, exchange);
    preamble::visit(m, exchange);
    preamble::background(m, exchange);
    let Some(order) = content!(exchange, MedicationOrder) else { return };
    m.scope("content", &mut **order, |m, order| {
        let MedicationOrder { kind, identity, header, lines } = order;
        let injection = *kind == MedicationKind::Injection;
        let (mut identity_said, mut header_said) = (None, None);
        m.groups("ORDER", "lines", lines, key, |m, line| {
            let identity = Hoist { common: &mut *identity, said: &mut identity_said, out: 1 };
            let header = Hoist { common: &mut *header, said: &mut header_said, out: 1 };
            ordered(m, line, identity, header, injection);
            m.groups("OBSERVATION", "observations", &mut line.observations, no_key, |m, observation| {
                m.segment(&obx::OBX, |m| obx::map(m, observation));
                m.segments(&nte::NTE, "notes", &mut observation.notes, nte::map);
            });
            m.segments(&cti::CTI, "trials", &mut line.trials, cti::map);
        });
    });
}

/// What was ordered: `ORC [{TIMING}] [ORDER_DETAIL] RXE [{NTE}] {TQ1} {RXR} [{RXC}]`, in orders, in what was given and in what
/// was dispensed.
///
/// The whole ORC is repeated in every group; only the group number belongs to the line. The standard has ORDER_DETAIL once;
/// in our structures it repeats, so that its routes and components are not taken for those of the encoded order.
pub(super) fn ordered<M: Mapper>(
    m: &mut M,
    line: &mut MedicationLine,
    mut identity: Hoist<'_, OrderIdentity>,
    mut header: Hoist<'_, OrderHeader>,
    injection: bool,
) {
    m.segment(&orc::ORC, |m| {
        m.hoisted("identity", identity.again(), &mut line.identity, orc::identity);
        m.field(orc::PLACER_GROUP_NUMBER, "key", &mut line.key);
        m.hoisted("header", header.again(), &mut line.header, orc::header);
    });
    m.groups("TIMING", "ordered_timings", &mut line.ordered_timings, no_key, |m, timing| {
        m.segment(&tq1::TQ1, |m| tq1::map(m, timing));
    });
    m.groups("ORDER_DETAIL", "requested", &mut line.requested, no_key, |m, requested| {
        m.segment(&rxo::RXO, |m| rxo::map(m, requested));
        m.segments(&nte::NTE, "notes", &mut requested.notes, nte::map);
        m.segments(&rxr::RXR, "routes", &mut requested.routes, rxr::map);
        m.groups("COMPONENT", "components", &mut requested.components, no_key, |m, component| {
            m.segment(&rxc::RXC, |m| rxc::map(m, component));
            m.segments(&nte::NTE, "notes", &mut component.notes, nte::map);
        });
    });
    m.segment(&rxe::RXE, |m| rxe::map(m, line, injection));
    m.segments(&nte::NTE, "notes", &mut line.notes, nte::map);
    m.groups("TIMING_ENCODED", "timings", &mut line.timings, no_key, |m, timing| {
        m.segment(&tq1::TQ1, |m| tq1::map(m, timing));
    });
    m.segments(&rxr::RXR, "routes", &mut line.routes, rxr::map);
    m.segments(&rxc::RXC, "components", &mut line.components, rxc::map);
}

/// A line is the same while its Rp number and its medicine are.
pub(super) fn key(line: &MedicationLine) -> Option<Text> {
    let rp = line.key.value().and_then(|key| key.as_sent.as_str())?;
    let code = |field: &Field<renkei_model::value::CodeableConcept>| {
        field.value().and_then(|concept| concept.code().map(Text::new))
    };
    let medicine = code(&line.medication).or_else(|| code(&line.category)).unwrap_or_default();
    Some(Text::new(format!("{rp}|{medicine}")))
}
