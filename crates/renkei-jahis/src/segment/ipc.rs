use renkei_hl7v2::segment;
use renkei_model::imaging::StudyLink;

use crate::datatype::{CE, EI, ST};
use crate::mapping::Mapper;

segment! {
    /// IPC (画像検査手続き制御): imaging procedure control, the link to the images. HL7 v2.5 4.5.6; JAHIS 放射線データ交換規約; SS-MIX2 標準化ストレージ仕様書 IPC.
    IPC "Imaging Procedure Control" "画像検査手続き制御" clause "HL7 v2.5 4.5.6; JAHIS 放射線データ交換規約; SS-MIX2 標準化ストレージ仕様書 IPC";
    1 ACCESSION_IDENTIFIER              EI  80 R - - "Accession Identifier"              "受付番号";
    2 REQUESTED_PROCEDURE_ID            EI  22 R - - "Requested Procedure ID"            "要求手続きID";
    3 STUDY_INSTANCE_UID                EI  70 R - - "Study Instance UID"                "検査インスタンスUID";
    4 SCHEDULED_PROCEDURE_STEP_ID       EI  22 R - - "Scheduled Procedure Step ID"       "予約済手続きステップID";
    5 MODALITY                          CE  16 O - - "Modality"                          "モダリティ";
    6 PROTOCOL_CODE                     CE 250 O * - "Protocol Code"                     "プロトコルコード";
    7 SCHEDULED_STATION_NAME            EI  22 O - - "Scheduled Station Name"            "予約済ステーション名";
    8 SCHEDULED_PROCEDURE_STEP_LOCATION CE 250 O * - "Scheduled Procedure Step Location" "予約済手続きステップ場所";
    9 SCHEDULED_AE_TITLE                ST  16 O - - "Scheduled AE Title"                "予約済AEタイトル";
}

/// Maps a link to a study. Senders repeat it in every group of an order.
pub(crate) fn map<M: Mapper>(m: &mut M, study: &mut StudyLink) {
    m.field(ACCESSION_IDENTIFIER, "accession", &mut study.accession);
    m.field(REQUESTED_PROCEDURE_ID, "requested_procedure", &mut study.requested_procedure);
    m.field(STUDY_INSTANCE_UID, "study_uid", &mut study.study_uid);
    m.field(SCHEDULED_PROCEDURE_STEP_ID, "step", &mut study.step);
    m.field(MODALITY, "modality", &mut study.modality);
    m.field(PROTOCOL_CODE, "protocols", &mut study.protocols);
    m.field(SCHEDULED_STATION_NAME, "station", &mut study.station);
    m.field(SCHEDULED_PROCEDURE_STEP_LOCATION, "locations", &mut study.locations);
    m.field(SCHEDULED_AE_TITLE, "ae_title", &mut study.ae_title);
}
