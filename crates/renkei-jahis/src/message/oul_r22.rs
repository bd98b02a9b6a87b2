use std::sync::OnceLock;

use renkei_model::observation::{ObservationGroup, OrderPlace};
use renkei_model::order::OrderHeader;
use renkei_model::specimen::{LabReport, SpecimenGroup};
use renkei_model::value::Text;
use renkei_model::{Content, Exchange};

use super::{MessageDef, MessageKind, content, no_key, preamble};
use crate::mapping::{Hoist, Mapper};
use crate::segment::{cti, nte, obr, obx, orc, sac, spm, tq1};

/// OUL_R22: laboratory results by specimen (検体検査結果通知, OML-11), microbiology included.
pub(super) static DEF: MessageDef = MessageDef {
    name: "OUL_R22",
    english: "laboratory results by specimen",
    japanese: "検体検査結果通知",
    clause: "HL7 v2.5 7.3.8; JAHIS 臨床検査データ交換規約; SS-MIX2 標準化ストレージ仕様書 OML-11",
    types: &[MessageKind { code: "OUL", event: "R22", kinds: &["OML-11"] }],
    structure: "MSH [{SFT}] [NTE] [PATIENT( PID [PD1] [{NTE}] )] [VISIT( PV1 [PV2] )] {SPECIMEN( SPM [{OBX}] \
        [{CONTAINER( SAC [INV] )}] {ORDER( OBR [ORC] [{NTE}] [{TIMING_QTY( TQ1 [{TQ2}] )}] \
        [{RESULT( OBX [TCD] [{SID}] [{NTE}] )}] [{CTI}] )} )} [DSC]",
    parsed: OnceLock::new(),
    decode: |m, exchange| map(m, exchange),
    edit: |m, exchange| map(m, exchange),
    survey: |m, exchange| map(m, exchange),
    walk: |m, exchange| map(m, exchange),
    carries: |content| matches!(content, Content::LabReport(_)),
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    preamble::header(m, exchange);
    preamble::patient(m, exchange);
    preamble::visit(m, exchange);
    let Some(report) = content!(exchange, LabReport) else { return };
    m.scope("content", &mut **report, |m, report| {
        let LabReport { header, specimens } = report;
        let mut said = false;
        m.groups("SPECIMEN", "specimens", specimens, specimen_key, |m, group| {
            m.scope("specimen", &mut group.specimen, |m, specimen| {
                m.segment(&spm::SPM, |m| spm::map(m, specimen));
            });
            m.segments(&obx::OBX, "observations", &mut group.observations, obx::map);
            m.groups("CONTAINER", "containers", &mut group.containers, no_key, |m, container| {
                m.segment(&sac::SAC, |m| sac::map(m, container));
            });
            m.groups("ORDER", "groups", &mut group.groups, group_key, |m, group| {
                place(m, group);
                if group.order_place == OrderPlace::Before {
                    order(m, group, Hoist { common: &mut *header, said: &mut said, out: 2 });
                }
                m.scope("request", &mut group.request, |m, request| {
                    m.segment(&obr::OBR, |m| obr::map(m, request));
                });
                if matches!(group.order_place, OrderPlace::Usual | OrderPlace::After) {
                    order(m, group, Hoist { common: &mut *header, said: &mut said, out: 2 });
                }
                m.segments(&nte::NTE, "notes", &mut group.notes, nte::map);
                m.groups("TIMING_QTY", "timings", &mut group.timings, no_key, |m, timing| {
                    m.segment(&tq1::TQ1, |m| tq1::map(m, timing));
                });
                m.groups("RESULT", "items", &mut group.items, no_key, |m, item| {
                    m.segment(&obx::OBX, |m| obx::map(m, item));
                    m.segments(&nte::NTE, "notes", &mut item.notes, nte::map);
                });
                m.segments(&cti::CTI, "trials", &mut group.trials, cti::map);
                // A group of which nothing else was understood is no value.
                if m.is_reading()
                    && *group == (ObservationGroup { order_place: group.order_place, ..Default::default() })
                {
                    group.order_place = OrderPlace::Usual;
                }
            });
        });
    });
}

/// In this message ORC follows OBR; hospitals send it the other way round, or not at all.
fn place<M: Mapper>(m: &mut M, group: &mut ObservationGroup) {
    if !m.is_reading() {
        return;
    }
    group.order_place = match m.order_of(&orc::ORC, &obr::OBR) {
        None => OrderPlace::Missing,
        Some(std::cmp::Ordering::Less) => OrderPlace::Before,
        Some(_) => OrderPlace::Usual,
    };
}

fn order<M: Mapper>(m: &mut M, group: &mut ObservationGroup, mut common: Hoist<'_, OrderHeader>) {
    m.segment(&orc::ORC, |m| {
        m.scope("identity", &mut group.identity, orc::identity);
        m.field(orc::PLACER_GROUP_NUMBER, "key", &mut group.key);
        m.hoisted("header", common.again(), &mut group.header, orc::header);
    });
}

/// A specimen is the same while its identifier is.
fn specimen_key(group: &SpecimenGroup) -> Option<Text> {
    let id = group.specimen.id.value()?;
    id.placer.value.clone().or_else(|| id.filler.value.clone())
}

/// A request is the same while its numbers and what was requested are.
fn group_key(group: &ObservationGroup) -> Option<Text> {
    let number = group.request.placer_number.value().and_then(|id| id.as_str());
    let filler = group.request.filler_number.value().and_then(|id| id.as_str());
    let code = group.request.code.value().and_then(|code| code.code())?;
    let set_id = group.request.set_id.as_str().unwrap_or_default();
    Some(Text::new(format!("{}|{}|{code}|{set_id}", number.unwrap_or_default(), filler.unwrap_or_default())))
}
