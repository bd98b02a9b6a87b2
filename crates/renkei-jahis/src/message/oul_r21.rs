use std::sync::OnceLock;

use renkei_model::Content;
use renkei_model::Exchange;
use renkei_model::specimen::{DescribedSpecimen, LabReport, SpecimenGroup};
use renkei_model::value::Blank;

use super::{MessageDef, MessageKind, content, lab, no_key, oul_r22, preamble, readers};
use crate::mapping::{Hoist, Mapper};
use crate::segment::{cti, nte, obr, sac, tq1};

/// OUL_R21: laboratory results of an analyser, order by order, with the container instead of a specimen (検体検査結果).
pub(super) static DEF: MessageDef = MessageDef {
    name: "OUL_R21",
    english: "laboratory results, unsolicited",
    japanese: "検査結果通知（容器単位）",
    clause: "HL7 v2.5 7.3.7; JAHIS 臨床検査データ交換規約",
    types: &[MessageKind { code: "OUL", event: "R21", kinds: &[] }],
    structure: "MSH [{SFT}] [NTE] [PATIENT( PID [PD1] [{NTE}] )] [VISIT( PV1 [PV2] )] \
        {ORDER_OBSERVATION( [CONTAINER( SAC [SID] )] [ORC] OBR [{NTE}] [{TIMING_QTY( TQ1 [{TQ2}] )}] \
        {OBSERVATION( OBX [TCD] [{SID}] [{NTE}] )} [{CTI}] )} [DSC]",
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
            m.groups("ORDER_OBSERVATION", "groups", &mut all.groups, oul_r22::group_key, |m, group| {
                lab::first(m, "specimens[0]", &mut group.specimens, |m, described| {
                    lab::first(m, "containers[0]", &mut described.containers, |m, container| {
                        m.segment(&sac::SAC, |m| sac::map(m, container));
                    });
                });
                lab::order_first(m, group, Hoist { common: &mut *header, said: &mut said, out: 2 });
                m.scope("request", &mut group.request, |m, request| {
                    m.segment(&obr::OBR, |m| obr::map(m, request));
                });
                m.segments(&nte::NTE, "notes", &mut group.notes, nte::map);
                m.groups("TIMING_QTY", "timings", &mut group.timings, no_key, |m, timing| {
                    m.segment(&tq1::TQ1, |m| tq1::map(m, timing));
                });
                lab::items(m, "OBSERVATION", group);
                m.segments(&cti::CTI, "trials", &mut group.trials, cti::map);
            });
        });
    });
}

/// Says whether each order has at most one container, and nothing of its specimen but that.
fn carries(specimens: &[SpecimenGroup]) -> bool {
    let bare = |s: &DescribedSpecimen| {
        let plain =
            |c: &renkei_model::specimen::Container| c.substance.is_none() && c.observations.is_empty();
        s.specimen.is_blank()
            && s.observations.is_empty()
            && s.containers.len() <= 1
            && s.containers.iter().all(plain)
    };
    let groups = || specimens.iter().flat_map(|s| &s.groups);
    lab::by_order(specimens) && groups().all(|g| g.specimens.len() <= 1 && g.specimens.iter().all(bare))
}
