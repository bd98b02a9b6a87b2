use std::sync::OnceLock;

use renkei_model::imaging::ImagingPerformed;
use renkei_model::{Content, Exchange};

use super::omg_o19::{asked, key};
use super::{MessageDef, MessageKind, content, no_key, preamble, readers};
use crate::mapping::{Hoist, Mapper};
use crate::segment::{ipc, nte, obx, ze1, ze2};

/// OMI_Z23: what was done of an order to examine: radiology (放射線検査の実施通知, OMG-11), endoscopy (内視鏡検査の実施通知,
/// OMG-12). A Japanese event, OMI^O23 with ZE1 and ZE2; OMI^O23 itself is read and written by the same mapping.
pub(super) static DEF: MessageDef = MessageDef {
    name: "OMI_Z23",
    english: "radiology or endoscopy performed",
    japanese: "放射線・内視鏡検査の実施通知",
    clause: "HL7 v2.5 4.4.12; JAHIS 放射線データ交換規約; JAHIS 内視鏡データ交換規約; SS-MIX2 標準化ストレージ仕様書 OMG-11, OMG-12",
    types: &[
        MessageKind { code: "OMI", event: "Z23", kinds: &["OMG-11", "OMG-12"] },
        MessageKind { code: "OMI", event: "O23", kinds: &["OMG-11", "OMG-12"] },
    ],
    structure: "MSH [{SFT}] [{NTE}] [PATIENT( PID [PD1] [{NTE}] [PATIENT_VISIT( PV1 [PV2] )] \
        [{INSURANCE( IN1 [IN2] [IN3] )}] [GT1] [{AL1}] )] {ORDER( ORC [{TIMING( TQ1 [{TQ2}] )}] OBR [{NTE}] [CTD] \
        [{DG1}] [{OBSERVATION( OBX [{NTE}] )}] \
        [{EXECUTION( ZE1 [{EXECUTION_OBSERVATION( OBX [{NTE}] )}] [{ZE2}] )}] {IPC} )}",
    parsed: OnceLock::new(),
    readers: readers!(map),
    carries: |content| matches!(content, Content::ImagingPerformed(_)),
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    preamble::header(m, exchange);
    preamble::patient(m, exchange);
    preamble::visit(m, exchange);
    preamble::background(m, exchange);
    let Some(performed) = content!(exchange, ImagingPerformed) else { return };
    m.scope("content", &mut **performed, |m, performed| {
        let ImagingPerformed { header, groups, .. } = performed;
        let mut said = None;
        m.groups("ORDER", "groups", groups, key, |m, group| {
            let common = Hoist { common: &mut *header, said: &mut said, out: 1 };
            asked(m, group, common);
            m.groups("EXECUTION", "executions", &mut group.executions, no_key, |m, execution| {
                m.segment(&ze1::ZE1, |m| ze1::map(m, execution));
                // Staff, times, medicines and instruments of endoscopy; the order in which they are sent matters.
                m.groups(
                    "EXECUTION_OBSERVATION",
                    "observations",
                    &mut execution.observations,
                    no_key,
                    |m, observation| {
                        m.segment(&obx::OBX, |m| obx::map(m, observation));
                        m.segments(&nte::NTE, "notes", &mut observation.notes, nte::map);
                    },
                );
                m.segments(&ze2::ZE2, "exposures", &mut execution.exposures, ze2::map);
            });
            m.segments(&ipc::IPC, "studies", &mut group.studies, ipc::map);
        });
    });
}
