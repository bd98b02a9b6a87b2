use renkei_hl7v2::segment;
use renkei_model::encounter::EncounterPlan;

use crate::datatype::{CE, IS, NM, PL, ST, TS, XCN};
use crate::mapping::Mapper;

segment! {
    /// PV2 (来院補足情報): patient visit - additional information. HL7 v2.5 3.4.4; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 PV2.
    PV2 "Patient Visit - Additional Information" "来院補足情報" clause "HL7 v2.5 3.4.4; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 PV2";
     1 PRIOR_PENDING_LOCATION             PL   80 O -    - "Prior Pending Location"             "事前保留所在場所";
     2 ACCOMMODATION_CODE                 CE  250 O - 0129 "Accommodation Code"                 "宿泊設備コード";
     3 ADMIT_REASON                       CE  250 O -    - "Admit Reason"                       "入院の理由";
     4 TRANSFER_REASON                    CE  250 O -    - "Transfer Reason"                    "転科転棟の理由";
     8 EXPECTED_ADMIT_DATE_TIME           TS   26 O -    - "Expected Admit Date/Time"           "予定入院日時";
     9 EXPECTED_DISCHARGE_DATE_TIME       TS   26 O -    - "Expected Discharge Date/Time"       "予定退院日時";
    10 ESTIMATED_LENGTH_OF_INPATIENT_STAY NM    3 O -    - "Estimated Length of Inpatient Stay" "予定入院期間";
    11 ACTUAL_LENGTH_OF_INPATIENT_STAY    NM    3 O -    - "Actual Length of Inpatient Stay"    "入院期間";
    12 VISIT_DESCRIPTION                  ST   50 O -    - "Visit Description"                  "来院時記述情報";
    13 REFERRAL_SOURCE_CODE               XCN 250 O *    - "Referral Source Code"               "紹介元情報";
    24 PATIENT_STATUS_CODE                IS    2 O - 0216 "Patient Status Code"                "患者状態";
    25 VISIT_PRIORITY_CODE                IS    1 O - 0217 "Visit Priority Code"                "受診優先指標";
    27 EXPECTED_DISCHARGE_DISPOSITION     IS    2 O - 0112 "Expected Discharge Disposition"     "希望退院種別";
    38 MODE_OF_ARRIVAL_CODE               CE  250 O - 0430 "Mode of Arrival Code"               "患者到着手段";
    47 EXPECTED_LOA_RETURN_DATE_TIME      TS   26 O -    - "Expected LOA Return Date/Time"      "予定帰院日時";
}

/// Maps what is planned for a stay, and what is said of it beside.
pub(crate) fn map<M: Mapper>(m: &mut M, plan: &mut EncounterPlan) {
    m.field(PRIOR_PENDING_LOCATION, "prior_pending_location", &mut plan.prior_pending_location);
    m.field(ACCOMMODATION_CODE, "accommodation", &mut plan.accommodation);
    m.field(ADMIT_REASON, "admission_reason", &mut plan.admission_reason);
    m.field(TRANSFER_REASON, "transfer_reason", &mut plan.transfer_reason);
    m.field(EXPECTED_ADMIT_DATE_TIME, "expected_admission_at", &mut plan.expected_admission_at);
    m.field(EXPECTED_DISCHARGE_DATE_TIME, "expected_discharge_at", &mut plan.expected_discharge_at);
    m.field(ESTIMATED_LENGTH_OF_INPATIENT_STAY, "expected_days", &mut plan.expected_days);
    m.field(ACTUAL_LENGTH_OF_INPATIENT_STAY, "actual_days", &mut plan.actual_days);
    m.field(VISIT_DESCRIPTION, "description", &mut plan.description);
    m.field(REFERRAL_SOURCE_CODE, "referral_sources", &mut plan.referral_sources);
    m.field(PATIENT_STATUS_CODE, "patient_status", &mut plan.patient_status);
    m.field(VISIT_PRIORITY_CODE, "priority", &mut plan.priority);
    m.field(EXPECTED_DISCHARGE_DISPOSITION, "expected_disposition", &mut plan.expected_disposition);
    m.field(MODE_OF_ARRIVAL_CODE, "arrival_mode", &mut plan.arrival_mode);
    m.field(EXPECTED_LOA_RETURN_DATE_TIME, "expected_return_at", &mut plan.expected_return_at);
}
