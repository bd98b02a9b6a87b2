use std::sync::OnceLock;

use renkei_model::observation::{ObservationGroup, ObservationReport};
use renkei_model::order::OrderHeader;
use renkei_model::value::Text;
use renkei_model::{Content, Exchange};

use super::order::{Head, head, with_or_without};
use super::{MessageDef, MessageKind, content, no_key, preamble, readers};
use crate::mapping::{Hoist, Mapper};
use crate::segment::{cti, nte, obr, obx, spm, tq1};

/// ORU_R01: results by request: physiology (生理検査結果通知, OMG-13), readings of images (読影レポート), the laboratory.
pub(super) static DEF: MessageDef = MessageDef {
    name: "ORU_R01",
    english: "results by request: physiology, readings, laboratory",
    japanese: "生理検査結果通知・読影レポート・検査結果",
    clause: "HL7 v2.5 7.3.1; JAHIS 生理検査データ交換規約; JAHIS 臨床検査データ交換規約; SS-MIX2 標準化ストレージ仕様書 OMG-13",
    types: &[MessageKind { code: "ORU", event: "R01", kinds: &["OMG-13"] }],
    structure: "MSH [{SFT}] {PATIENT_RESULT( [PATIENT( PID [PD1] [{NTE}] [{NK1}] [VISIT( PV1 [PV2] )] )] \
        {ORDER_OBSERVATION( [ORC] OBR [{NTE}] [{TIMING_QTY( TQ1 [{TQ2}] )}] [CTD] [{OBSERVATION( OBX [{NTE}] )}] \
        [{FT1}] [{CTI}] [{SPECIMEN( SPM [{OBX}] )}] )} )} [DSC]",
    parsed: OnceLock::new(),
    readers: readers!(map),
    carries: |content| matches!(content, Content::ObservationReport(_)),
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    preamble::header(m, exchange);
    // A message may be about several patients, an exchange is about one.
    m.first("PATIENT_RESULT", |m| {
        preamble::patient(m, exchange);
        preamble::contacts(m, exchange);
        preamble::visit(m, exchange);
        reported(m, exchange);
    });
}

/// The groups of a report: `{[ORC] OBR [{NTE}] [{TQ1}] [{OBX [{NTE}]}] [{CTI}] [{SPM [{OBX}]}]}`.
pub(super) fn reported<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    let Some(report) = content!(exchange, ObservationReport) else { return };
    m.scope("content", &mut **report, |m, report| {
        let ObservationReport { header, groups, .. } = report;
        let mut said = None;
        m.groups("ORDER_OBSERVATION", "groups", groups, key, |m, group| {
            let common = Hoist { common: &mut *header, said: &mut said, out: 1 };
            with_or_without(m, group, |group| &mut group.header, common, observed);
        });
    });
}

fn observed<M: Mapper>(m: &mut M, group: &mut ObservationGroup, common: Hoist<'_, OrderHeader>) {
    // Results of physiology often come without ORC; their order number is in OBR-2 alone.
    let ObservationGroup { identity, key, header, .. } = group;
    head(m, &mut Head { identity, key, header }, common);
    m.scope("request", &mut group.request, |m, request| {
        m.segment(&obr::OBR, |m| obr::map(m, request));
    });
    m.segments(&nte::NTE, "notes", &mut group.notes, nte::map);
    m.groups("TIMING_QTY", "timings", &mut group.timings, no_key, |m, timing| {
        m.segment(&tq1::TQ1, |m| tq1::map(m, timing));
    });
    m.groups("OBSERVATION", "items", &mut group.items, no_key, |m, item| {
        m.segment(&obx::OBX, |m| obx::map(m, item));
        m.segments(&nte::NTE, "notes", &mut item.notes, nte::map);
    });
    m.segments(&cti::CTI, "trials", &mut group.trials, cti::map);
    m.groups("SPECIMEN", "specimens", &mut group.specimens, no_key, |m, specimen| {
        m.scope("specimen", &mut specimen.specimen, |m, specimen| {
            m.segment(&spm::SPM, |m| spm::map(m, specimen));
        });
        m.segments(&obx::OBX, "observations", &mut specimen.observations, obx::map);
    });
}

/// A request is the same while its numbers and what was requested are.
fn key(group: &ObservationGroup) -> Option<Text> {
    let request = &group.request;
    let number = request.placer_number.value().and_then(|id| id.as_str()).unwrap_or_default();
    let filler = request.filler_number.value().and_then(|id| id.as_str()).unwrap_or_default();
    let code = request.code.value().and_then(|code| code.code())?;
    let set_id = request.set_id.as_str().unwrap_or_default();
    Some(Text::new(format!("{number}|{filler}|{code}|{set_id}")))
}
