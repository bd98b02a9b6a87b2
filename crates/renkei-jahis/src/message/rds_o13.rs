use std::sync::OnceLock;

use renkei_model::medication::{DispensedLine, MedicationDispense, MedicationKind};
use renkei_model::value::Text;
use renkei_model::{Content, Exchange};

use super::{MessageDef, MessageKind, content, no_key, preamble, rde_o11, readers};
use crate::mapping::{Hoist, Mapper};
use crate::segment::{al1, nte, obx, rxc, rxd, rxr};

/// RDS_O13: what was dispensed (調剤). SS-MIX2 has no data kind for it.
///
/// The standard has one RXD with its routes and components in an order; in our structure they are a group of their own, so
/// that they are not taken for those of the encoded order.
pub(super) static DEF: MessageDef = MessageDef {
    name: "RDS_O13",
    english: "medicines dispensed",
    japanese: "調剤通知",
    clause: "HL7 v2.5 4.13.8; JAHIS 処方データ交換規約",
    types: &[MessageKind { code: "RDS", event: "O13", kinds: &[] }],
    structure: "MSH [{SFT}] [{NTE}] [PATIENT( PID [PD1] [{NTE}] [{AL1}] [PATIENT_VISIT( PV1 [PV2] )] )] {ORDER( ORC \
        [{TIMING( TQ1 [{TQ2}] )}] [{ORDER_DETAIL( RXO [ORDER_DETAIL_SUPPLEMENT( {NTE} {RXR} [{COMPONENT( RXC [{NTE}] )}] )] )}] \
        [ENCODING( RXE [{NTE}] {TIMING_ENCODED( TQ1 [{TQ2}] )} {RXR} [{RXC}] )] \
        {DISPENSE( RXD [{NTE}] {RXR} [{RXC}] [{OBSERVATION( OBX [{NTE}] )}] [{FT1}] )} )}",
    parsed: OnceLock::new(),
    readers: readers!(map),
    carries: |content| matches!(content, Content::MedicationDispense(_)),
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    preamble::header(m, exchange);
    preamble::patient(m, exchange);
    m.scope("patient", &mut exchange.patient, |m, patient| {
        m.segments(&al1::AL1, "allergies", &mut patient.allergies, al1::map);
    });
    preamble::visit(m, exchange);
    let Some(dispense) = content!(exchange, MedicationDispense) else { return };
    m.scope("content", &mut **dispense, |m, dispense| {
        let MedicationDispense { kind, identity, header, lines } = dispense;
        let injection = *kind == MedicationKind::Injection;
        let (mut identity_said, mut header_said) = (None, None);
        m.groups("ORDER", "lines", lines, key, |m, dispensed| {
            m.scope("line", &mut dispensed.line, |m, line| {
                let identity = Hoist { common: &mut *identity, said: &mut identity_said, out: 2 };
                let header = Hoist { common: &mut *header, said: &mut header_said, out: 2 };
                rde_o11::ordered(m, line, identity, header, injection);
            });
            m.groups("DISPENSE", "dispenses", &mut dispensed.dispenses, no_key, |m, block| {
                m.scope("event", &mut block.event, |m, event| {
                    m.segment(&rxd::RXD, |m| rxd::map(m, event));
                });
                m.segments(&nte::NTE, "notes", &mut block.notes, nte::map);
                m.segments(&rxr::RXR, "routes", &mut block.routes, rxr::map);
                m.segments(&rxc::RXC, "components", &mut block.components, rxc::map);
                m.groups("OBSERVATION", "observations", &mut block.observations, no_key, |m, observation| {
                    m.segment(&obx::OBX, |m| obx::map(m, observation));
                    m.segments(&nte::NTE, "notes", &mut observation.notes, nte::map);
                });
            });
        });
    });
}

fn key(dispensed: &DispensedLine) -> Option<Text> {
    rde_o11::key(&dispensed.line)
}
