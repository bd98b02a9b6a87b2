use std::sync::OnceLock;

use renkei_model::Content;
use renkei_model::Exchange;
use renkei_model::specimen::LabReport;

use super::{MessageDef, MessageKind, content, lab, oul_r22, preamble, readers};
use crate::mapping::{Hoist, Mapper};

/// OUL_R23: laboratory results by the container of a specimen, as analysers send them (検体検査結果).
pub(super) static DEF: MessageDef = MessageDef {
    name: "OUL_R23",
    english: "laboratory results by container",
    japanese: "検体容器別の検査結果通知",
    clause: "HL7 v2.5 7.3.9; JAHIS 臨床検査データ交換規約",
    types: &[MessageKind { code: "OUL", event: "R23", kinds: &[] }],
    structure: "MSH [{SFT}] [NTE] [PATIENT( PID [PD1] [{NTE}] )] [VISIT( PV1 [PV2] )] {SPECIMEN( SPM [{OBX}] \
        {CONTAINER( SAC [INV] {ORDER( OBR [ORC] [{NTE}] [{TIMING_QTY( TQ1 [{TQ2}] )}] \
        [{RESULT( OBX [TCD] [{SID}] [{NTE}] )}] [{CTI}] )} )} )} [DSC]",
    parsed: OnceLock::new(),
    readers: readers!(map),
    carries: |content| matches!(content, Content::LabReport(report) if lab::by_container(&report.specimens)),
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    preamble::header(m, exchange);
    preamble::patient(m, exchange);
    preamble::visit(m, exchange);
    let Some(report) = content!(exchange, LabReport) else { return };
    m.scope("content", &mut **report, |m, report| {
        let LabReport { header, specimens } = report;
        let mut said = None;
        m.groups("SPECIMEN", "specimens", specimens, oul_r22::specimen_key, |m, group| {
            lab::specimen(m, group);
            m.groups("CONTAINER", "by_container", &mut group.by_container, lab::container_key, |m, group| {
                m.scope("container", &mut group.container, lab::container);
                m.groups("ORDER", "groups", &mut group.groups, oul_r22::group_key, |m, group| {
                    oul_r22::reported(m, group, Hoist { common: &mut *header, said: &mut said, out: 3 });
                    oul_r22::results(m, group);
                });
                oul_r22::places_told(m, &mut group.groups);
            });
        });
    });
}
