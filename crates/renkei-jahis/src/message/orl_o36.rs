use std::sync::OnceLock;

use renkei_model::{Content, Exchange};

use super::{MessageDef, MessageKind, lab, readers};
use crate::mapping::Mapper;

/// ORL_O36: the answer to OML_O35 (検体検査オーダ応答).
pub(super) static DEF: MessageDef = MessageDef {
    name: "ORL_O36",
    english: "answer to a laboratory order by container",
    japanese: "検体容器別の検体検査オーダ応答",
    clause: "HL7 v2.5 4.4.11; JAHIS 臨床検査データ交換規約",
    types: &[MessageKind { code: "ORL", event: "O36", kinds: &[] }],
    structure: "MSH MSA [{ERR}] [{SFT}] [{NTE}] [RESPONSE( [PATIENT( PID {SPECIMEN( SPM [{OBX}] \
        {SPECIMEN_CONTAINER( SAC [{ORDER( ORC [{TIMING( TQ1 [{TQ2}] )}] [OBSERVATION_REQUEST( OBR )] )}] )} )} )] )]",
    parsed: OnceLock::new(),
    readers: readers!(map),
    carries: |content| match content {
        Content::Acknowledgement(answer) => {
            answer.laboratory.as_ref().is_none_or(|order| lab::by_container(&order.specimens))
        }
        _ => false,
    },
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    lab::answer(m, exchange, lab::orders_by_container);
}
