use std::sync::OnceLock;

use renkei_model::condition::Condition;
use renkei_model::value::Text;
use renkei_model::{Content, Exchange};

use super::{MessageDef, MessageKind, content, no_key, preamble, readers};
use crate::mapping::Mapper;
use crate::segment::{nte, obx, orc, prb, rol, zi1, zpd, zpr};

/// PPR_ZD1: the diseases of a patient (病名), a Japanese event upon PPR_PC1; in SS-MIX2 all of them in one file.
pub(super) static DEF: MessageDef = MessageDef {
    name: "PPR_ZD1",
    english: "diseases",
    japanese: "病名（歴）情報の登録／更新",
    clause: "HL7 v2.5 12.2.1; JAHIS 病名情報データ交換規約; SS-MIX2 標準化ストレージ仕様書 PPR-01",
    types: &[MessageKind { code: "PPR", event: "ZD1", kinds: &["PPR-01"] }],
    structure: "MSH [{SFT}] PID [PD1] [{NTE}] [PATIENT_VISIT( PV1 [PV2] )] {PROBLEM( PRB [ZPR] [{ZPD}] [{NTE}] [{VAR}] \
        [{PROBLEM_ROLE( ROL [{VAR}] )}] [{PATHWAY( PTH [{VAR}] )}] [{ZI1}] [{PROBLEM_OBSERVATION( OBX [{NTE}] )}] \
        [{GOAL( GOL [{NTE}] [{VAR}] [{GOAL_ROLE( ROL [{VAR}] )}] [{GOAL_OBSERVATION( OBX [{NTE}] )}] )}] \
        [{ORDER( ORC [ORDER_DETAIL( CHOICE( OBR ANYHL7SEGMENT ) [{NTE}] [{VAR}] [{ORDER_OBSERVATION( OBX [{NTE}] [{VAR}] )}] )] )}] )}",
    parsed: OnceLock::new(),
    readers: readers!(map),
    carries: |content| matches!(content, Content::Conditions(_)),
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    preamble::header(m, exchange);
    preamble::patient(m, exchange);
    preamble::visit(m, exchange);
    let Some(conditions) = content!(exchange, Conditions) else { return };
    m.scope("content", conditions, |m, conditions| {
        m.groups("PROBLEM", "entries", &mut conditions.entries, key, |m, condition| {
            m.segment(&prb::PRB, |m| prb::map(m, condition));
            m.boxed("name_parts", &mut condition.name_parts, |m, parts| {
                m.segment(&zpr::ZPR, |m| zpr::map(m, parts));
            });
            m.segments(&zpd::ZPD, "teeth", &mut condition.teeth, zpd::map);
            m.segments(&nte::NTE, "notes", &mut condition.notes, nte::map);
            m.groups("PROBLEM_ROLE", "roles", &mut condition.roles, no_key, |m, role| {
                m.segment(&rol::ROL, |m| rol::map(m, role));
            });
            // ZI1 repeats in a problem; a message has no insurance group of its own.
            m.segments(&zi1::ZI1, "coverages", &mut condition.coverages, zi1::map);
            m.groups(
                "PROBLEM_OBSERVATION",
                "observations",
                &mut condition.observations,
                no_key,
                |m, observation| {
                    m.segment(&obx::OBX, |m| obx::map(m, observation));
                    m.segments(&nte::NTE, "notes", &mut observation.notes, nte::map);
                },
            );
            m.groups("ORDER", "orders", &mut condition.orders, no_key, |m, order| {
                m.segment(&orc::ORC, |m| {
                    m.scope("identity", &mut order.identity, orc::identity);
                    m.field(orc::PLACER_GROUP_NUMBER, "key", &mut order.key);
                    m.scope("header", &mut order.header, orc::header);
                });
            });
        });
    });
}

/// A disease is the same while its instance id (PRB-4) is.
fn key(condition: &Condition) -> Option<Text> {
    condition.id.value().and_then(|id| id.value.clone())
}
