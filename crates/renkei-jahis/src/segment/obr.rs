use renkei_hl7v2::segment;
use renkei_model::request::Request;

use crate::datatype::{CE, CQ, CWE, EI, EIP, ID, IS, MOC, NDL, NM, PRL, SI, SPS, ST, TQ, TS, XCN, XTN};
use crate::mapping::Mapper;

segment! {
    /// OBR (検査依頼): observation request. HL7 v2.5 7.4.1; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 OBR.
    OBR "Observation Request" "検査依頼" clause "HL7 v2.5 7.4.1; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 OBR";
     1 SET_ID                                         SI    4 O -    - "Set ID - OBR"                                   "セット ID- OBR";
     2 PLACER_ORDER_NUMBER                            EI   22 O -    - "Placer Order Number"                            "依頼者オーダ番号";
     3 FILLER_ORDER_NUMBER                            EI   22 O -    - "Filler Order Number"                            "実施者オーダ番号";
     4 UNIVERSAL_SERVICE_IDENTIFIER                   CE  250 R -    - "Universal Service Identifier"                   "検査項目 ID";
     5 PRIORITY                                       ID    2 O -    - "Priority - OBR"                                 "優先度";
     6 REQUESTED_DATE_TIME                            TS   26 O -    - "Requested date time"                            "要求日時";
     7 OBSERVATION_DATE_TIME                          TS   26 O -    - "Observation Date/Time"                          "検査/採取日時";
     8 OBSERVATION_END_DATE_TIME                      TS   26 O -    - "Observation End Date/Time"                      "検査/採取終了日時";
     9 COLLECTION_VOLUME                              CQ   20 O -    - "Collection volume"                              "採取量";
    10 COLLECTOR_IDENTIFIER                           XCN 250 O *    - "Collector identifier"                           "採取者識別子";
    11 SPECIMEN_ACTION_CODE                           ID    1 O - 0065 "Specimen action code"                           "検体処置コード";
    12 DANGER_CODE                                    CE  250 O -    - "Danger Code"                                    "危険(検体)コード";
    13 RELEVANT_CLINICAL_INFORMATION                  ST  300 O -    - "Relevant Clinical Information"                  "関連臨床情報";
    14 SPECIMEN_RECEIVED_DATE_TIME                    TS   26 O -    - "Specimen received date time"                    "検体受理日時";
    15 SPECIMEN_SOURCE                                SPS 300 O -    - "Specimen source"                                "検体材料/採取部位";
    16 ORDERING_PROVIDER                              XCN 250 O *    - "Ordering Provider"                              "依頼者";
    17 ORDER_CALLBACK_PHONE_NUMBER                    XTN 250 O *    - "Order callback phone number"                    "オーダコールバック用電話番号";
    18 PLACER_FIELD_1                                 ST   60 O -    - "Placer field 1"                                 "依頼者項目 1";
    19 PLACER_FIELD_2                                 ST   60 O -    - "Placer field 2"                                 "依頼者項目 2";
    20 FILLER_FIELD_1                                 ST   60 O -    - "Filler field 1"                                 "実施者項目 1";
    21 FILLER_FIELD_2                                 ST   60 O -    - "Filler field 2"                                 "実施者項目 2";
    22 RESULTS_RPT_STATUS_CHNG_DATE_TIME              TS   26 O -    - "Results Rpt/Status Chng - Date/Time"            "結果報告/状態変更-日時";
    23 CHARGE_TO_PRACTICE                             MOC  40 O -    - "Charge to practice"                             "課金";
    24 DIAGNOSTIC_SERV_SECT_ID                        ID   10 O - 0074 "Diagnostic Serv Sect ID"                        "診断部門 ID";
    25 RESULT_STATUS                                  ID    1 O - 0123 "Result Status"                                  "結果状態";
    26 PARENT_RESULT                                  PRL 400 O -    - "Parent Result"                                  "親結果";
    27 QUANTITY_TIMING                                TQ  200 O *    - "Quantity timing"                                "数量/タイミング";
    28 RESULT_COPIES_TO                               XCN 250 O *    - "Result Copies To"                               "結果配布先";
    29 PARENT_NUMBER                                  EIP 200 O -    - "Parent Number"                                  "親番号";
    30 TRANSPORTATION_MODE                            ID   20 O - 0124 "Transportation mode"                            "患者搬送モード";
    31 REASON_FOR_STUDY                               CE  250 O *    - "Reason for study"                               "検査理由";
    32 PRINCIPAL_RESULT_INTERPRETER                   NDL 200 O -    - "Principal result interpreter"                   "結果判定責任者";
    33 ASSISTANT_RESULT_INTERPRETER                   NDL 200 O *    - "Assistant result interpreter"                   "結果判定アシスタント";
    34 TECHNICIAN                                     NDL 200 O *    - "Technician"                                     "医療技術者";
    35 TRANSCRIPTIONIST                               NDL 200 O *    - "Transcriptionist"                               "口述記録者";
    36 SCHEDULED_DATE_TIME                            TS   26 O -    - "Scheduled Date/Time"                            "予定日時";
    37 NUMBER_OF_SAMPLE_CONTAINERS                    NM    4 O -    - "Number of sample containers"                    "検体容器数";
    38 TRANSPORT_LOGISTICS_OF_COLLECTED_SAMPLE        CE  250 O *    - "Transport logistics of collected sample"        "採取検体搬送";
    39 COLLECTORS_COMMENT                             CE  250 O *    - "Collector's comment"                            "採取者コメント";
    40 TRANSPORT_ARRANGEMENT_RESPONSIBILITY           CE  250 O -    - "Transport arrangement responsibility"           "搬送調整者";
    41 TRANSPORT_ARRANGED                             ID   30 O - 0224 "Transport arranged"                             "搬送調整結果";
    42 ESCORT_REQUIRED                                ID    1 O - 0225 "Escort required"                                "随行者要否";
    43 PLANNED_PATIENT_TRANSPORT_COMMENT              CE  250 O *    - "Planned patient transport comment"              "患者搬送コメント";
    44 PROCEDURE_CODE                                 CE  250 O - 0088 "Procedure code"                                 "処置コード";
    45 PROCEDURE_CODE_MODIFIER                        CE  250 O * 0340 "Procedure code modifier"                        "処置コード修飾子";
    46 PLACER_SUPPLEMENTAL_SERVICE_INFORMATION        CE  250 O * 0411 "Placer supplemental service information"        "依頼者発行の追加サービス情報";
    47 FILLER_SUPPLEMENTAL_SERVICE_INFORMATION        CE  250 O * 0411 "Filler supplemental service information"        "実施者発行の追加サービス情報";
    48 MEDICALLY_NECESSARY_DUPLICATE_PROCEDURE_REASON CWE 250 O - 0476 "Medically necessary duplicate procedure reason" "医学的に必要な重複処置の理由";
    49 RESULT_HANDLING                                IS    2 O - 0507 "Result handling"                                "結果の取り扱い";
}

/// Maps the request.
pub(crate) fn map<M: Mapper>(m: &mut M, request: &mut Request) {
    m.field(SET_ID, "set_id", &mut request.set_id);
    m.field(PLACER_ORDER_NUMBER, "placer_number", &mut request.placer_number);
    m.field(FILLER_ORDER_NUMBER, "filler_number", &mut request.filler_number);
    m.field(UNIVERSAL_SERVICE_IDENTIFIER, "code", &mut request.code);
    m.field(OBSERVATION_DATE_TIME, "started_at", &mut request.started_at);
    m.field(OBSERVATION_END_DATE_TIME, "ended_at", &mut request.ended_at);
    m.field(DANGER_CODE, "danger", &mut request.danger);
    m.field(RELEVANT_CLINICAL_INFORMATION, "clinical_info", &mut request.clinical_info);
    m.field(ORDERING_PROVIDER, "ordered_by", &mut request.ordered_by);
    m.field(RESULTS_RPT_STATUS_CHNG_DATE_TIME, "reported_at", &mut request.reported_at);
    m.field(DIAGNOSTIC_SERV_SECT_ID, "section", &mut request.section);
    m.field(RESULT_STATUS, "status", &mut request.status);
    // The organism of a susceptibility test, by the code and the sub-identifier (OBX-4) of its row.
    m.field(PARENT_RESULT, "parent_result", &mut request.parent_result);
    m.field(RESULT_COPIES_TO, "copies_to", &mut request.copies_to);
    m.field(PARENT_NUMBER, "parent", &mut request.parent);
    m.field(SCHEDULED_DATE_TIME, "scheduled_at", &mut request.scheduled_at);
    m.boxed("details", &mut request.details, |m, details| {
        m.field(PRIORITY, "priority", &mut details.priority);
        m.field(REQUESTED_DATE_TIME, "requested_at", &mut details.requested_at);
        m.field(COLLECTION_VOLUME, "collection_volume", &mut details.collection_volume);
        m.field(COLLECTOR_IDENTIFIER, "collectors", &mut details.collectors);
        m.field(SPECIMEN_ACTION_CODE, "specimen_action", &mut details.specimen_action);
        m.field(SPECIMEN_RECEIVED_DATE_TIME, "received_at", &mut details.received_at);
        m.field(SPECIMEN_SOURCE, "specimen_source", &mut details.specimen_source);
        m.field(ORDER_CALLBACK_PHONE_NUMBER, "callback", &mut details.callback);
        m.field(PLACER_FIELD_1, "placer_field_1", &mut details.placer_field_1);
        m.field(PLACER_FIELD_2, "placer_field_2", &mut details.placer_field_2);
        m.field(FILLER_FIELD_1, "filler_field_1", &mut details.filler_field_1);
        m.field(FILLER_FIELD_2, "filler_field_2", &mut details.filler_field_2);
        m.field(CHARGE_TO_PRACTICE, "charge", &mut details.charge);
        m.field(QUANTITY_TIMING, "legacy_timings", &mut details.legacy_timings);
        m.field(TRANSPORTATION_MODE, "transport_mode", &mut details.transport_mode);
        m.field(REASON_FOR_STUDY, "reasons", &mut details.reasons);
        m.field(PRINCIPAL_RESULT_INTERPRETER, "interpreter", &mut details.interpreter);
        m.field(ASSISTANT_RESULT_INTERPRETER, "assistants", &mut details.assistants);
        m.field(TECHNICIAN, "technicians", &mut details.technicians);
        m.field(TRANSCRIPTIONIST, "transcriptionists", &mut details.transcriptionists);
        m.field(NUMBER_OF_SAMPLE_CONTAINERS, "container_count", &mut details.container_count);
        m.field(
            TRANSPORT_LOGISTICS_OF_COLLECTED_SAMPLE,
            "specimen_transport",
            &mut details.specimen_transport,
        );
        m.field(COLLECTORS_COMMENT, "collector_comments", &mut details.collector_comments);
        m.field(
            TRANSPORT_ARRANGEMENT_RESPONSIBILITY,
            "transport_responsibility",
            &mut details.transport_responsibility,
        );
        m.field(TRANSPORT_ARRANGED, "transport_arranged", &mut details.transport_arranged);
        m.field(ESCORT_REQUIRED, "escort", &mut details.escort);
        m.field(PLANNED_PATIENT_TRANSPORT_COMMENT, "transport_comments", &mut details.transport_comments);
        m.field(PROCEDURE_CODE, "procedure", &mut details.procedure);
        m.field(PROCEDURE_CODE_MODIFIER, "procedure_modifiers", &mut details.procedure_modifiers);
        m.field(
            PLACER_SUPPLEMENTAL_SERVICE_INFORMATION,
            "placer_supplements",
            &mut details.placer_supplements,
        );
        m.field(
            FILLER_SUPPLEMENTAL_SERVICE_INFORMATION,
            "filler_supplements",
            &mut details.filler_supplements,
        );
        m.field(
            MEDICALLY_NECESSARY_DUPLICATE_PROCEDURE_REASON,
            "duplicate_reason",
            &mut details.duplicate_reason,
        );
        m.field(RESULT_HANDLING, "result_handling", &mut details.result_handling);
    });
}
