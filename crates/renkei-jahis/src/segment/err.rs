use renkei_hl7v2::segment;
use renkei_model::exchange::ReportedError;

use crate::datatype::{CWE, ELD, ERL, ID, IS, ST, TX, XTN};
use crate::mapping::Mapper;

segment! {
    /// ERR (エラー): error. HL7 v2.5 2.15.5; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 ERR.
    ERR "Error" "エラー" clause "HL7 v2.5 2.15.5; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 ERR";
     1 ERROR_CODE_AND_LOCATION     ELD  493 O *    - "Error Code and Location"     "エラーコードと位置";
     2 ERROR_LOCATION              ERL   18 O *    - "Error Location"              "エラー位置";
     3 HL7_ERROR_CODE              CWE  705 R - 0357 "HL7 Error Code"              "HL7エラーコード";
     4 SEVERITY                    ID     2 R - 0516 "Severity"                    "重症度";
     5 APPLICATION_ERROR_CODE      CWE  705 O - 0533 "Application Error Code"      "アプリケーションエラーコード";
     6 APPLICATION_ERROR_PARAMETER ST    80 O *    - "Application Error Parameter" "アプリケーションエラーパラメータ";
     7 DIAGNOSTIC_INFORMATION      TX  2048 O -    - "Diagnostic Information"      "診断情報";
     8 USER_MESSAGE                TX   250 O -    - "User Message"                "使用者メッセージ";
     9 INFORM_PERSON_INDICATOR     IS    20 O * 0517 "Inform Person Indicator"     "通知先標識";
    10 OVERRIDE_TYPE               CWE  705 O - 0518 "Override Type"               "無効化種別";
    11 OVERRIDE_REASON_CODE        CWE  705 O * 0519 "Override Reason Code"        "無効化理由";
    12 HELP_DESK_CONTACT_POINT     XTN  652 O *    - "Help Desk Contact Point"     "連絡先";
}

/// Maps an error that the receiver reports.
pub(crate) fn map<M: Mapper>(m: &mut M, error: &mut ReportedError) {
    m.field(ERROR_CODE_AND_LOCATION, "legacy", &mut error.legacy);
    m.field(ERROR_LOCATION, "locations", &mut error.locations);
    m.field(HL7_ERROR_CODE, "code", &mut error.code);
    m.field(SEVERITY, "severity", &mut error.severity);
    m.field(APPLICATION_ERROR_CODE, "application_code", &mut error.application_code);
    m.field(APPLICATION_ERROR_PARAMETER, "parameters", &mut error.parameters);
    m.field(DIAGNOSTIC_INFORMATION, "diagnostic", &mut error.diagnostic);
    m.field(USER_MESSAGE, "user_message", &mut error.user_message);
    m.field(INFORM_PERSON_INDICATOR, "inform", &mut error.inform);
    m.field(OVERRIDE_TYPE, "override_kind", &mut error.override_kind);
    m.field(OVERRIDE_REASON_CODE, "override_reasons", &mut error.override_reasons);
    m.field(HELP_DESK_CONTACT_POINT, "help_desk", &mut error.help_desk);
}
