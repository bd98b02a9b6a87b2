use std::sync::OnceLock;

use renkei_model::medication::{AdministeredLine, MedicationAdministration, MedicationKind};
use renkei_model::value::Text;
use renkei_model::{Content, Exchange};

use super::{MessageDef, MessageKind, content, no_key, preamble, rde_o11, readers};
use crate::mapping::{Hoist, Mapper};
use crate::segment::{al1, cti, nte, obx, rxa, rxr};

/// RAS_O17: what was given (処方実施通知, OMP-11; 注射実施通知, OMP-12); only the data kind tells them apart.
pub(super) static DEF: MessageDef = MessageDef {
    name: "RAS_O17",
    english: "prescription or injection performed",
    japanese: "処方実施通知・注射実施通知",
    clause: "HL7 v2.5 4.13.10; JAHIS 処方データ交換規約; JAHIS 注射データ交換規約; SS-MIX2 標準化ストレージ仕様書 OMP-11, OMP-12",
    types: &[MessageKind { code: "RAS", event: "O17", kinds: &["OMP-11", "OMP-12"] }],
    structure: "MSH [{SFT}] [{NTE}] [PATIENT( PID [PD1] [{NTE}] [{AL1}] [PATIENT_VISIT( PV1 [PV2] )] )] {ORDER( ORC \
        [{TIMING( TQ1 [{TQ2}] )}] [{ORDER_DETAIL( RXO [ORDER_DETAIL_SUPPLEMENT( {NTE} {RXR} [{COMPONENT( RXC [{NTE}] )}] )] )}] \
        [ENCODING( RXE [{NTE}] {TIMING_ENCODED( TQ1 [{TQ2}] )} {RXR} [{RXC}] )] \
        {ADMINISTRATION( {RXA} RXR [{OBSERVATION( OBX [{NTE}] )}] )} [{CTI}] )}",
    parsed: OnceLock::new(),
    readers: readers!(map),
    carries: |content| matches!(content, Content::MedicationAdministration(_)),
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    preamble::header(m, exchange);
    preamble::patient(m, exchange);
    m.scope("patient", &mut exchange.patient, |m, patient| {
        m.segments(&al1::AL1, "allergies", &mut patient.allergies, al1::map);
    });
    preamble::visit(m, exchange);
    let Some(administration) = content!(exchange, MedicationAdministration) else { return };
    m.scope("content", &mut **administration, |m, administration| {
        let MedicationAdministration { kind, identity, header, lines } = administration;
        let injection = *kind == MedicationKind::Injection;
        let (mut identity_said, mut header_said) = (None, None);
        m.groups("ORDER", "lines", lines, key, |m, administered| {
            m.scope("line", &mut administered.line, |m, line| {
                // In Japan RXE is normally left out: the order is found by its numbers.
                let identity = Hoist { common: &mut *identity, said: &mut identity_said, out: 2 };
                let header = Hoist { common: &mut *header, said: &mut header_said, out: 2 };
                rde_o11::ordered(m, line, identity, header, injection);
            });
            // One route ends a block of administrations and goes for all of them.
            m.groups(
                "ADMINISTRATION",
                "administrations",
                &mut administered.administrations,
                no_key,
                |m, block| {
                    m.segments(&rxa::RXA, "events", &mut block.events, rxa::map);
                    m.segments(&rxr::RXR, "routes", &mut block.routes, rxr::map);
                    m.groups(
                        "OBSERVATION",
                        "observations",
                        &mut block.observations,
                        no_key,
                        |m, observation| {
                            m.segment(&obx::OBX, |m| obx::map(m, observation));
                            m.segments(&nte::NTE, "notes", &mut observation.notes, nte::map);
                        },
                    );
                },
            );
            m.scope("line", &mut administered.line, |m, line| {
                m.segments(&cti::CTI, "trials", &mut line.trials, cti::map);
            });
        });
    });
}

fn key(administered: &AdministeredLine) -> Option<Text> {
    rde_o11::key(&administered.line)
}
