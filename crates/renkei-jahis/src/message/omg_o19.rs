use std::sync::OnceLock;

use renkei_model::imaging::{ImagingGroup, ImagingOrder};
use renkei_model::order::OrderHeader;
use renkei_model::value::Text;
use renkei_model::{Content, Exchange};

use super::order::{Head, head};
use super::{MessageDef, MessageKind, content, no_key, preamble, readers};
use crate::mapping::{Hoist, Mapper};
use crate::segment::{cti, dg1, nte, obr, obx, sac, spm, tq1};

/// OMG_O19: an order to examine: radiology (放射線検査オーダ, OMG-01), endoscopy (内視鏡検査オーダ, OMG-02), physiology
/// (生理検査オーダ, OMG-03); the data kind or the coding system of OBR-4 tells them apart.
///
/// The standard lets prior results begin with an ORC, and then no reader could tell the next order from them: here they
/// begin with their PID.
pub(super) static DEF: MessageDef = MessageDef {
    name: "OMG_O19",
    english: "order to examine: radiology, endoscopy, physiology",
    japanese: "放射線・内視鏡・生理検査オーダ",
    clause: "HL7 v2.5 4.4.4; JAHIS 放射線データ交換規約; JAHIS 内視鏡データ交換規約; JAHIS 生理検査データ交換規約; \
        SS-MIX2 標準化ストレージ仕様書 OMG-01, OMG-02, OMG-03",
    types: &[MessageKind { code: "OMG", event: "O19", kinds: &["OMG-01", "OMG-02", "OMG-03"] }],
    structure: "MSH [{SFT}] [{NTE}] [PATIENT( PID [PD1] [{NTE}] [{NK1}] [PATIENT_VISIT( PV1 [PV2] )] \
        [{INSURANCE( IN1 [IN2] [IN3] )}] [GT1] [{AL1}] )] {ORDER( ORC [{TIMING( TQ1 [{TQ2}] )}] OBR [{NTE}] [CTD] \
        [{DG1}] [{OBSERVATION( OBX [{NTE}] )}] [{SPECIMEN( SPM [{OBX}] [{CONTAINER( SAC [{OBX}] )}] )}] \
        [{PRIOR_RESULT( PATIENT_PRIOR( PID [PD1] ) [PATIENT_VISIT_PRIOR( PV1 [PV2] )] [{AL1}] \
        {ORDER_PRIOR( [ORC] OBR [{TIMING_PRIOR( TQ1 [{TQ2}] )}] [{NTE}] [CTD] {OBSERVATION_PRIOR( OBX [{NTE}] )} )} )}] \
        [{FT1}] [{CTI}] [BLG] )}",
    parsed: OnceLock::new(),
    readers: readers!(map),
    carries: |content| matches!(content, Content::ImagingOrder(_)),
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    preamble::header(m, exchange);
    preamble::patient(m, exchange);
    preamble::contacts(m, exchange);
    preamble::visit(m, exchange);
    preamble::background(m, exchange);
    let Some(order) = content!(exchange, ImagingOrder) else { return };
    m.scope("content", &mut **order, |m, order| {
        let ImagingOrder { header, groups, .. } = order;
        let mut said = None;
        m.groups("ORDER", "groups", groups, key, |m, group| {
            let common = Hoist { common: &mut *header, said: &mut said, out: 1 };
            asked(m, group, common);
            m.groups("SPECIMEN", "specimens", &mut group.specimens, no_key, |m, specimen| {
                m.scope("specimen", &mut specimen.specimen, |m, specimen| {
                    m.segment(&spm::SPM, |m| spm::map(m, specimen));
                });
                m.segments(&obx::OBX, "observations", &mut specimen.observations, obx::map);
                m.groups("CONTAINER", "containers", &mut specimen.containers, no_key, |m, container| {
                    m.segment(&sac::SAC, |m| sac::map(m, container));
                });
            });
            m.segments(&cti::CTI, "trials", &mut group.trials, cti::map);
        });
    });
}

/// What is asked for: `ORC [{TQ1}] OBR [{NTE}] [{DG1}] [{OBX [{NTE}]}]`, in orders and in what was done.
pub(super) fn asked<M: Mapper>(m: &mut M, group: &mut ImagingGroup, common: Hoist<'_, OrderHeader>) {
    let ImagingGroup { identity, key, header, .. } = group;
    head(m, &mut Head { identity, key, header }, common);
    m.groups("TIMING", "timings", &mut group.timings, no_key, |m, timing| {
        m.segment(&tq1::TQ1, |m| tq1::map(m, timing));
    });
    m.scope("request", &mut group.request, |m, request| {
        m.segment(&obr::OBR, |m| obr::map(m, request));
    });
    m.segments(&nte::NTE, "notes", &mut group.notes, nte::map);
    m.scope("request", &mut group.request, |m, request| {
        m.segments(&dg1::DG1, "diagnoses", &mut request.diagnoses, dg1::map);
    });
    m.groups("OBSERVATION", "patient_facts", &mut group.patient_facts, no_key, |m, fact| {
        m.segment(&obx::OBX, |m| obx::map(m, fact));
        m.segments(&nte::NTE, "notes", &mut fact.notes, nte::map);
    });
}

/// A group is the same while its number and its level in the tree are.
pub(super) fn key(group: &ImagingGroup) -> Option<Text> {
    Some(Text::new(format!("{:?}|{}", group.level(), group.number()?)))
}
