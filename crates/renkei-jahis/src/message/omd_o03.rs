use std::sync::OnceLock;

use renkei_model::diet::{DietGroup, DietOrder};
use renkei_model::value::Text;
use renkei_model::{Content, Exchange};

use super::{MessageDef, MessageKind, content, no_key, preamble, readers};
use crate::mapping::{Hoist, Mapper};
use crate::segment::{nte, obx, ods, odt, orc, tq1};

/// OMD_O03: the meals of an inpatient (食事オーダ, OMD), with instructions for trays.
///
/// The standard has groups of meals first and groups of trays after them, which an ORC does not tell apart: here a group
/// holds either or both.
pub(super) static DEF: MessageDef = MessageDef {
    name: "OMD_O03",
    english: "diet order",
    japanese: "食事オーダ",
    clause: "HL7 v2.5 4.7.1; SS-MIX2 標準化ストレージ仕様書 OMD",
    types: &[MessageKind { code: "OMD", event: "O03", kinds: &["OMD"] }],
    structure: "MSH [{SFT}] [{NTE}] [PATIENT( PID [PD1] [{NTE}] [PATIENT_VISIT( PV1 [PV2] )] \
        [{INSURANCE( IN1 [IN2] [IN3] )}] [GT1] [{AL1}] )] {ORDER( ORC [{TIMING( TQ1 [{TQ2}] )}] [{ODS}] [{ODT}] [{NTE}] \
        [{OBSERVATION( OBX [{NTE}] )}] )}",
    parsed: OnceLock::new(),
    readers: readers!(map),
    carries: |content| matches!(content, Content::DietOrder(_)),
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    preamble::header(m, exchange);
    preamble::patient(m, exchange);
    preamble::visit(m, exchange);
    preamble::background(m, exchange);
    let Some(order) = content!(exchange, DietOrder) else { return };
    m.scope("content", &mut **order, |m, order| {
        let DietOrder { identity, header, groups } = order;
        let (mut identity_said, mut header_said) = (None, None);
        m.groups("ORDER", "groups", groups, key, |m, group| {
            let mut identity = Hoist { common: &mut *identity, said: &mut identity_said, out: 1 };
            let mut header = Hoist { common: &mut *header, said: &mut header_said, out: 1 };
            m.segment(&orc::ORC, |m| {
                m.hoisted("identity", identity.again(), &mut group.identity, orc::identity);
                m.field(orc::PLACER_GROUP_NUMBER, "key", &mut group.key);
                m.hoisted("header", header.again(), &mut group.header, orc::header);
            });
            // From the first meal (TQ1-7) to the last (TQ1-8).
            m.groups("TIMING", "timings", &mut group.timings, no_key, |m, timing| {
                m.segment(&tq1::TQ1, |m| tq1::map(m, timing));
            });
            m.segments(&ods::ODS, "lines", &mut group.lines, ods::map);
            m.segments(&odt::ODT, "trays", &mut group.trays, odt::map);
            m.segments(&nte::NTE, "notes", &mut group.notes, nte::map);
            m.groups("OBSERVATION", "observations", &mut group.observations, no_key, |m, observation| {
                m.segment(&obx::OBX, |m| obx::map(m, observation));
                m.segments(&nte::NTE, "notes", &mut observation.notes, nte::map);
            });
        });
    });
}

/// A group is the same while its numbers are, and the first meal from which it goes.
fn key(group: &DietGroup) -> Option<Text> {
    let number = group.identity.as_ref().and_then(|own| own.placer_number.value()?.as_str());
    let key = group.key.value().and_then(|key| key.as_sent.as_str());
    let start = group.timings.first().and_then(|timing| timing.start.value()).map(|start| start.as_sent())?;
    Some(Text::new(format!("{}|{}|{start}", number.unwrap_or_default(), key.unwrap_or_default())))
}
