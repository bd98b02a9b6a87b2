use renkei_hl7v2::segment;
use renkei_model::exchange::Event;

use crate::datatype::{HD, ID, IS, TS, XCN};
use crate::mapping::Mapper;

segment! {
    /// EVN (イベント型): event type. HL7 v2.5 3.4.1; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 EVN.
    EVN "Event Type" "イベント型" clause "HL7 v2.5 3.4.1; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 EVN";
    1 EVENT_TYPE_CODE         ID    3 O - 0003 "Event Type Code"         "事象型コード";
    2 RECORDED_DATE_TIME      TS   26 R -    - "Recorded Date/Time"      "事象記録日時";
    3 DATE_TIME_PLANNED_EVENT TS   26 O -    - "Date/Time Planned Event" "事象計画日時";
    4 EVENT_REASON_CODE       IS    3 O - 0062 "Event Reason Code"       "事象理由コード";
    5 OPERATOR_ID             XCN 250 O * 0188 "Operator ID"             "操作者ID";
    6 EVENT_OCCURRED          TS   26 O -    - "Event Occurred"          "事象発生日時";
    7 EVENT_FACILITY          HD  241 O -    - "Event Facility"          "事象施設";
}

/// Maps the event of an ADT message.
pub(crate) fn map<M: Mapper>(m: &mut M, event: &mut Event) {
    m.field(EVENT_TYPE_CODE, "code", &mut event.code);
    m.field(RECORDED_DATE_TIME, "recorded_at", &mut event.recorded_at);
    m.field(DATE_TIME_PLANNED_EVENT, "planned_at", &mut event.planned_at);
    m.field(EVENT_REASON_CODE, "reason", &mut event.reason);
    m.field(OPERATOR_ID, "operators", &mut event.operators);
    m.field(EVENT_OCCURRED, "occurred_at", &mut event.occurred_at);
    m.field(EVENT_FACILITY, "facility", &mut event.facility);
}
