use renkei_hl7v2::segment;
use renkei_model::exchange::Acknowledgement;

use crate::datatype::{CE, ID, NM, ST};
use crate::mapping::Mapper;

segment! {
    /// MSA (応答): message acknowledgment. HL7 v2.5 2.15.8; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 MSA.
    MSA "Message Acknowledgment" "応答" clause "HL7 v2.5 2.15.8; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 MSA";
    1 ACKNOWLEDGMENT_CODE         ID   2 R - 0008 "Acknowledgment Code"         "肯定応答コード";
    2 MESSAGE_CONTROL_ID          ST  20 R -    - "Message Control ID"          "メッセージ制御ID";
    3 TEXT_MESSAGE                ST  80 O -    - "Text Message"                "テキストメッセージ";
    4 EXPECTED_SEQUENCE_NUMBER    NM  15 O -    - "Expected Sequence Number"    "期待シーケンス番号";
    5 DELAYED_ACKNOWLEDGMENT_TYPE ID   - O -    - "Delayed Acknowledgment Type" "遅延応答型";
    6 ERROR_CONDITION             CE 250 O - 0357 "Error Condition"             "エラー条件";
}

/// Maps the answer. Its errors come from ERR.
pub(crate) fn map<M: Mapper>(m: &mut M, acknowledgement: &mut Acknowledgement) {
    m.field(ACKNOWLEDGMENT_CODE, "code", &mut acknowledgement.code);
    m.field(MESSAGE_CONTROL_ID, "control_id", &mut acknowledgement.control_id);
    m.field(TEXT_MESSAGE, "text", &mut acknowledgement.text);
    m.field(
        EXPECTED_SEQUENCE_NUMBER,
        "expected_sequence_number",
        &mut acknowledgement.expected_sequence_number,
    );
    m.field(DELAYED_ACKNOWLEDGMENT_TYPE, "delayed_kind", &mut acknowledgement.delayed_kind);
    m.field(ERROR_CONDITION, "condition", &mut acknowledgement.condition);
}
