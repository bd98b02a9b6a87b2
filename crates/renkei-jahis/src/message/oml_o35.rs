use std::sync::OnceLock;

use renkei_model::{Content, Exchange};

use super::{MessageDef, MessageKind, content, lab, readers};
use crate::mapping::Mapper;

/// OML_O35: a laboratory order by the container of a specimen (検体検査オーダ).
pub(super) static DEF: MessageDef = MessageDef {
    name: "OML_O35",
    english: "laboratory order by container",
    japanese: "検体容器別の検体検査オーダ",
    clause: "HL7 v2.5 4.4.10; JAHIS 臨床検査データ交換規約",
    types: &[MessageKind { code: "OML", event: "O35", kinds: &[] }],
    structure: "MSH [{SFT}] [{NTE}] [PATIENT( PID [PD1] [{NTE}] [{NK1}] [PATIENT_VISIT( PV1 [PV2] )] \
        [{INSURANCE( IN1 [IN2] [IN3] )}] [GT1] [{AL1}] )] {SPECIMEN( SPM [{OBX}] \
        {SPECIMEN_CONTAINER( SAC {ORDER( ORC [{TIMING( TQ1 [{TQ2}] )}] [OBSERVATION_REQUEST( OBR [TCD] [{NTE}] [{DG1}] \
        [{OBSERVATION( OBX [TCD] [{NTE}] )}] \
        [{PRIOR_RESULT( PATIENT_PRIOR( PID [PD1] ) [PATIENT_VISIT_PRIOR( PV1 [PV2] )] [{AL1}] \
        {ORDER_PRIOR( [ORC] OBR [{NTE}] [{TIMING_PRIOR( TQ1 [{TQ2}] )}] {OBSERVATION_PRIOR( OBX [{NTE}] )} )} )}] )] [{FT1}] [{CTI}] [BLG] )} )} )}",
    parsed: OnceLock::new(),
    readers: readers!(map),
    carries: |content| matches!(content, Content::LabOrder(order) if lab::by_container(&order.specimens)),
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    lab::ordered_for(m, exchange);
    let Some(order) = content!(exchange, LabOrder) else { return };
    m.scope("content", &mut **order, lab::orders_by_container);
}
