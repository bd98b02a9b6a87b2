use std::sync::OnceLock;

use renkei_model::Content;
use renkei_model::Exchange;
use renkei_model::observation::ObservationGroup;
use renkei_model::specimen::LabReport;
use renkei_model::specimen::SpecimenGroup;

use super::{MessageDef, MessageKind, content, lab, oul_r22, preamble, readers};
use crate::mapping::{Hoist, Mapper};

/// OUL_R24: laboratory results by order, each with its specimens inside (検体検査結果).
pub(super) static DEF: MessageDef = MessageDef {
    name: "OUL_R24",
    english: "laboratory results by order",
    japanese: "オーダ別の検査結果通知",
    clause: "HL7 v2.5 7.3.10; JAHIS 臨床検査データ交換規約",
    types: &[MessageKind { code: "OUL", event: "R24", kinds: &[] }],
    structure: "MSH [{SFT}] [NTE] [PATIENT( PID [PD1] [{NTE}] )] [VISIT( PV1 [PV2] )] {ORDER( OBR [ORC] [{NTE}] \
        [{TIMING_QTY( TQ1 [{TQ2}] )}] [{SPECIMEN( SPM [{OBX}] [{CONTAINER( SAC [INV] )}] )}] \
        [{RESULT( OBX [TCD] [{SID}] [{NTE}] )}] [{CTI}] )} [DSC]",
    parsed: OnceLock::new(),
    readers: readers!(map),
    carries: |content| matches!(content, Content::LabReport(report) if carries(&report.specimens)),
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    preamble::header(m, exchange);
    preamble::patient(m, exchange);
    preamble::visit(m, exchange);
    let Some(report) = content!(exchange, LabReport) else { return };
    m.scope("content", &mut **report, |m, report| {
        let LabReport { header, specimens } = report;
        let mut said = None;
        lab::first(m, "specimens[0]", specimens, |m, all| {
            m.groups("ORDER", "groups", &mut all.groups, oul_r22::group_key, |m, group| {
                oul_r22::reported(m, group, Hoist { common: &mut *header, said: &mut said, out: 2 });
                lab::described(m, group);
                oul_r22::results(m, group);
            });
            oul_r22::places_told(m, &mut all.groups);
        });
    });
}

/// Says whether it can be told what an observation belongs to: behind a specimen it is the specimen's, behind a container it is
/// a result.
fn carries(specimens: &[SpecimenGroup]) -> bool {
    let told = |group: &ObservationGroup| {
        let mut containers = group.specimens.iter().flat_map(|s| &s.containers);
        let ended = group.specimens.last().is_none_or(|last| !last.containers.is_empty());
        (ended || group.items.is_empty()) && containers.all(|c| c.observations.is_empty())
    };
    lab::by_order(specimens) && specimens.iter().flat_map(|s| &s.groups).all(told)
}
