use std::sync::OnceLock;

use renkei_model::Exchange;

use super::{MessageDef, MessageKind, adt, readers};
use crate::mapping::Mapper;

/// ADT_A52: cancelled leave (A52, ADT-31), return (A53, ADT-32) or attending doctor (A55, ADT-01).
///
/// Table 0354 of the standard lists A55 under ADT_A54; SS-MIX2 has it here.
pub(super) static DEF: MessageDef = MessageDef {
    name: "ADT_A52",
    english: "leave, return or change of attending doctor cancelled",
    japanese: "外出泊実施の取消・外出泊帰院実施の取消・担当医の取消",
    clause: "HL7 v2.5 3.3.52, 3.3.53, 3.3.55; SS-MIX2 標準化ストレージ仕様書 ADT-01, ADT-31, ADT-32",
    types: &[
        MessageKind { code: "ADT", event: "A52", kinds: &["ADT-31"] },
        MessageKind { code: "ADT", event: "A53", kinds: &["ADT-32"] },
        MessageKind { code: "ADT", event: "A55", kinds: &["ADT-01"] },
    ],
    structure: "MSH [{SFT}] EVN PID [PD1] PV1 [PV2]",
    parsed: OnceLock::new(),
    readers: readers!(map),
    carries: adt::carries,
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    adt::patient(m, exchange);
    adt::visit(m, exchange);
}
