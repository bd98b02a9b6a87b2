use std::sync::OnceLock;

use renkei_model::Exchange;

use super::{MessageDef, MessageKind, adt, readers};
use crate::mapping::Mapper;

/// ADT_A21: leave (A21, ADT-31), return (A22, ADT-32), cancelled plans (A25, A26, A27; ADT-51, ADT-41, ADT-21),
/// patient basic data withdrawn (A23, ADT-00).
///
/// A cancelled plan names the place that was planned in PV2-1.
pub(super) static DEF: MessageDef = MessageDef {
    name: "ADT_A21",
    english: "leave and return, plans cancelled, patient basic data withdrawn",
    japanese: "外出泊実施・外出泊帰院実施・予定の取消・患者基本情報の削除",
    clause: "HL7 v2.5 3.3.21 to 3.3.23, 3.3.25 to 3.3.27; SS-MIX2 標準化ストレージ仕様書 ADT-00, ADT-21, ADT-31, ADT-32, ADT-41, ADT-51",
    types: &[
        MessageKind { code: "ADT", event: "A23", kinds: &["ADT-00"] },
        MessageKind { code: "ADT", event: "A21", kinds: &["ADT-31"] },
        MessageKind { code: "ADT", event: "A22", kinds: &["ADT-32"] },
        MessageKind { code: "ADT", event: "A25", kinds: &["ADT-51"] },
        MessageKind { code: "ADT", event: "A26", kinds: &["ADT-41"] },
        MessageKind { code: "ADT", event: "A27", kinds: &["ADT-21"] },
    ],
    structure: "MSH [{SFT}] EVN PID [PD1] PV1 [PV2] [{DB1}] [{OBX}]",
    parsed: OnceLock::new(),
    readers: readers!(map),
    carries: adt::carries,
};

fn map<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    adt::patient(m, exchange);
    adt::visit(m, exchange);
    adt::disabilities(m, exchange);
    adt::observations(m, exchange);
}
