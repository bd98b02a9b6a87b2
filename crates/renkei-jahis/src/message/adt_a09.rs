use std::sync::OnceLock;

use renkei_model::Exchange;

use super::{MessageDef, MessageKind, adt, readers};
use crate::mapping::Mapper;

/// ADT_A09: a cancelled admission (A11, ADT-22) or transfer (A12, ADT-42).
///
/// Later versions of the standard have A12 under ADT_A12, whose segments are the same.
pub(super) static DEF: MessageDef = MessageDef {
    name: "ADT_A09",
    english: "admission or transfer cancelled",
    japanese: "入院実施の取消・転科・転棟（転室・転床）実施の取消",
    clause: "HL7 v2.5 3.3.11, 3.3.12; SS-MIX2 標準化ストレージ仕様書 ADT-22, ADT-42",
    types: &[
        MessageKind { code: "ADT", event: "A11", kinds: &["ADT-22"] },
        MessageKind { code: "ADT", event: "A12", kinds: &["ADT-42"] },
    ],
    structure: "MSH [{SFT}] EVN PID [PD1] PV1 [PV2] [{DB1}] [{OBX}] [{DG1}]",
    parsed: OnceLock::new(),
    readers: readers!(map),
    carries: adt::carries,
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    adt::patient(m, exchange);
    adt::visit(m, exchange);
    adt::disabilities(m, exchange);
    adt::observations(m, exchange);
    adt::diagnoses(m, exchange);
}
