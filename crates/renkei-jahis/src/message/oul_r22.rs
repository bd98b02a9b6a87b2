use std::sync::OnceLock;

use renkei_model::observation::{ObservationGroup, OrderPlace};
use renkei_model::order::OrderHeader;
use renkei_model::specimen::{LabReport, SpecimenGroup};
use renkei_model::value::{Blank, Text};
use renkei_model::{Content, Exchange};

use super::{MessageDef, MessageKind, content, lab, no_key, preamble, readers};
use crate::mapping::{Hoist, Mapper};
use crate::segment::{cti, nte, obr, orc, tq1};

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
    readers: readers!(map),
    carries: |content| matches!(content, Content::LabReport(report) if lab::by_specimen(&report.specimens)),
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    preamble::header(m, exchange);
    preamble::patient(m, exchange);
    preamble::visit(m, exchange);
    let Some(report) = content!(exchange, LabReport) else { return };
    m.scope("content", &mut **report, |m, report| {
        let LabReport { header, specimens } = report;
        let mut said = None;
        m.groups("SPECIMEN", "specimens", specimens, specimen_key, |m, group| {
            lab::specimen(m, group);
            m.groups("CONTAINER", "containers", &mut group.containers, no_key, lab::container);
            m.groups("ORDER", "groups", &mut group.groups, group_key, |m, group| {
                reported(m, group, Hoist { common: &mut *header, said: &mut said, out: 2 });
                results(m, group);
            });
            places_told(m, &mut group.groups);
        });
    });
}

/// `OBR [ORC] [{NTE}] [{TIMING_QTY( TQ1 [{TQ2}] )}]`, the beginning of a group of results.
pub(super) fn reported<M: Mapper>(
    m: &mut M,
    group: &mut ObservationGroup,
    mut header: Hoist<'_, OrderHeader>,
) {
    place(m, group);
    if group.order_place == OrderPlace::Before {
        order(m, group, header.again());
    }
    m.scope("request", &mut group.request, |m, request| {
        m.segment(&obr::OBR, |m| obr::map(m, request));
    });
    if matches!(group.order_place, OrderPlace::Usual | OrderPlace::After) {
        order(m, group, header.again());
    }
    m.segments(&nte::NTE, "notes", &mut group.notes, nte::map);
    m.groups("TIMING_QTY", "timings", &mut group.timings, no_key, |m, timing| {
        m.segment(&tq1::TQ1, |m| tq1::map(m, timing));
    });
}

/// `[{RESULT( OBX [TCD] [{SID}] [{NTE}] )}] [{CTI}]`, the end of a group of results.
pub(super) fn results<M: Mapper>(m: &mut M, group: &mut ObservationGroup) {
    lab::items(m, "RESULT", group);
    m.segments(&cti::CTI, "trials", &mut group.trials, cti::map);
}

/// Of an order between two groups nobody can tell whether it ends the one or begins the other, unless each group before has its
/// own: so one that begins a group counts as usual behind a group without. So does one before a request of which nothing was
/// understood, which may not be written again.
pub(super) fn places_told<M: Mapper>(m: &M, groups: &mut [ObservationGroup]) {
    if !m.is_reading() {
        return;
    }
    let mut missing = false;
    for group in groups {
        if group.order_place == OrderPlace::Before && (missing || group.request.is_blank()) {
            group.order_place = OrderPlace::Usual;
        }
        missing = group.order_place == OrderPlace::Missing;
    }
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

/// The order of a group. One that says nothing the model knows counts as missing, since nobody could tell the two apart
/// once the message is written again; where a group begins with its order, an empty one marks the beginning.
pub(super) fn order<M: Mapper>(m: &mut M, group: &mut ObservationGroup, mut common: Hoist<'_, OrderHeader>) {
    if group.order_place == OrderPlace::Missing {
        m.segment(&orc::ORC, |_| ());
        return;
    }
    let said = *common.said;
    m.segment(&orc::ORC, |m| {
        m.scope("identity", &mut group.identity, orc::identity);
        m.field(orc::PLACER_GROUP_NUMBER, "key", &mut group.key);
        m.hoisted("header", common.again(), &mut group.header, orc::header);
    });
    let header = group.header.as_deref().unwrap_or(common.common);
    if m.is_reading() && group.identity.is_blank() && group.key.is_blank() && header.is_blank() {
        group.order_place = OrderPlace::Missing;
        group.header = None;
        *common.said = said;
    }
}

/// A specimen is the same while its identifier is.
pub(super) fn specimen_key(group: &SpecimenGroup) -> Option<Text> {
    let id = group.specimen.id.value()?;
    id.placer.value.clone().or_else(|| id.filler.value.clone())
}

/// A request is the same while its numbers and what was requested are.
pub(super) fn group_key(group: &ObservationGroup) -> Option<Text> {
    let number = group.request.placer_number.value().and_then(|id| id.as_str());
    let filler = group.request.filler_number.value().and_then(|id| id.as_str());
    let code = group.request.code.value().and_then(|code| code.code())?;
    let set_id = group.request.set_id.as_str().unwrap_or_default();
    Some(Text::new(format!("{}|{}|{code}|{set_id}", number.unwrap_or_default(), filler.unwrap_or_default())))
}
