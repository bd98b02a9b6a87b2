use renkei_hl7v2::segment;
use renkei_model::order::Trial;

use crate::datatype::{CE, EI};
use crate::mapping::Mapper;

segment! {
    /// CTI (臨床試験識別): clinical trial identification. HL7 v2.5 7.8.4; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 CTI.
    CTI "Clinical Trial Identification" "臨床試験識別" clause "HL7 v2.5 7.8.4; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 CTI";
    1 SPONSOR_STUDY_ID           EI  60 R - - "Sponsor Study ID"           "後援者試験識別子";
    2 STUDY_PHASE_IDENTIFIER     CE 250 C - - "Study Phase Identifier"     "試験相識別子";
    3 STUDY_SCHEDULED_TIME_POINT CE 250 O - - "Study Scheduled Time Point" "試験予定時間ポイント";
}

/// Maps a clinical trial to which the order belongs.
pub(crate) fn map<M: Mapper>(m: &mut M, trial: &mut Trial) {
    m.field(SPONSOR_STUDY_ID, "study_id", &mut trial.study_id);
    m.field(STUDY_PHASE_IDENTIFIER, "phase", &mut trial.phase);
    m.field(STUDY_SCHEDULED_TIME_POINT, "time_point", &mut trial.time_point);
}
