use renkei_hl7v2::segment;
use renkei_model::order::Timing;

use crate::datatype::{CQ, CWE, ID, NM, RPT, SI, TM, TS, TX};
use crate::mapping::Mapper;

segment! {
    /// TQ1 (タイミング・数量): timing/quantity. HL7 v2.5 4.5.4; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 TQ1.
    TQ1 "Timing/Quantity" "タイミング・数量" clause "HL7 v2.5 4.5.4; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 TQ1";
     1 SET_ID                  SI    4 O -    - "Set ID - TQ1"            "セット ID - TQ1";
     2 QUANTITY                CQ   20 O -    - "Quantity"                "数量";
     3 REPEAT_PATTERN          RPT 540 O * 0335 "Repeat Pattern"          "繰返しパターン";
     4 EXPLICIT_TIME           TM   20 O *    - "Explicit Time"           "明示的な時間";
     5 RELATIVE_TIME_AND_UNITS CQ   20 O *    - "Relative Time and Units" "相対時間/単位";
     6 SERVICE_DURATION        CQ   20 O -    - "Service Duration"        "サービス期間";
     7 START_DATE_TIME         TS   26 O -    - "Start date/time"         "開始日時";
     8 END_DATE_TIME           TS   26 O -    - "End date/time"           "終了日時";
     9 PRIORITY                CWE 250 O * 0485 "Priority"                "優先度";
    10 CONDITION_TEXT          TX  250 O -    - "Condition text"          "条件テキスト";
    11 TEXT_INSTRUCTION        TX  250 O -    - "Text instruction"        "テキスト指令";
    12 CONJUNCTION             ID   10 O - 0427 "Conjunction"             "連結";
    13 OCCURRENCE_DURATION     CQ   20 O -    - "Occurrence duration"     "事象継続期間";
    14 TOTAL_OCCURRENCES       NM   10 O -    - "Total occurrence's"      "事象総数";
}

/// Maps when and how often.
pub(crate) fn map<M: Mapper>(m: &mut M, timing: &mut Timing) {
    m.field(SET_ID, "set_id", &mut timing.set_id);
    m.field(QUANTITY, "quantity", &mut timing.quantity);
    // The usage (用法) comes first, supplementary usages (補足用法) after it.
    m.field(REPEAT_PATTERN, "repeats", &mut timing.repeats);
    m.field(EXPLICIT_TIME, "explicit_times", &mut timing.explicit_times);
    m.field(RELATIVE_TIME_AND_UNITS, "relative_times", &mut timing.relative_times);
    m.field(SERVICE_DURATION, "duration", &mut timing.duration);
    m.field(START_DATE_TIME, "start", &mut timing.start);
    m.field(END_DATE_TIME, "end", &mut timing.end);
    m.field(PRIORITY, "priorities", &mut timing.priorities);
    m.field(CONDITION_TEXT, "condition", &mut timing.condition);
    m.field(TEXT_INSTRUCTION, "instruction", &mut timing.instruction);
    m.field(CONJUNCTION, "conjunction", &mut timing.conjunction);
    m.field(OCCURRENCE_DURATION, "occurrence_duration", &mut timing.occurrence_duration);
    m.field(TOTAL_OCCURRENCES, "total_occurrences", &mut timing.total_occurrences);
}
