use std::sync::OnceLock;

use renkei_model::{Content, Exchange};

use super::{MessageDef, MessageKind, lab, readers};
use crate::mapping::Mapper;

/// ORL_O22: the answer to OML_O21 (検体検査オーダ応答).
pub(super) static DEF: MessageDef = MessageDef {
    name: "ORL_O22",
    english: "answer to a laboratory order",
    japanese: "検体検査オーダ応答（オーダ単位）",
    clause: "HL7 v2.5 4.4.7; JAHIS 臨床検査データ交換規約",
    types: &[MessageKind { code: "ORL", event: "O22", kinds: &[] }],
    structure: "MSH MSA [{ERR}] [{SFT}] [{NTE}] [RESPONSE( [PATIENT( PID {ORDER( ORC \
        [{TIMING( TQ1 [{TQ2}] )}] [OBSERVATION_REQUEST( OBR [{SPECIMEN( SPM [{CONTAINER( SAC )}] )}] )] )} )] )]",
    parsed: OnceLock::new(),
    readers: readers!(map),
    carries: |content| match content {
        Content::Acknowledgement(answer) => {
            answer.laboratory.as_ref().is_none_or(|order| lab::by_order(&order.specimens))
        }
        _ => false,
    },
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    lab::answer(m, exchange, lab::orders_by_order);
}
