use renkei_hl7v2::segment;
use renkei_model::practitioner::Role;

use crate::datatype::{CE, EI, ID, TS, XAD, XCN, XTN};
use crate::mapping::Mapper;

segment! {
    /// ROL (役割): role. HL7 v2.5 15.4.7; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 ROL.
    ROL "Role" "役割" clause "HL7 v2.5 15.4.7; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 ROL";
     1 ROLE_INSTANCE_ID               EI   60 O -    - "Role Instance ID"               "役割インスタンスID";
     2 ACTION_CODE                    ID    2 R - 0287 "Action Code"                    "アクションコード";
     3 ROLE                           CE  250 R - 0443 "Role-ROL"                       "役割";
     4 ROLE_PERSON                    XCN 250 R *    - "Role Person"                    "役割の人";
     5 ROLE_BEGIN_DATE_TIME           TS   26 O -    - "Role Begin Date/Time"           "役割開始日時";
     6 ROLE_END_DATE_TIME             TS   26 O -    - "Role End Date/Time"             "役割終了日時";
     7 ROLE_DURATION                  CE  250 O -    - "Role Duration"                  "役割期間";
     8 ROLE_ACTION_REASON             CE  250 O -    - "Role Action Reason"             "役割理由";
     9 PROVIDER_TYPE                  CE  250 O *    - "Provider Type"                  "提供者種別";
    10 ORGANIZATION_UNIT_TYPE         CE  250 O - 0406 "Organization Unit Type"         "組織単位種別";
    11 OFFICE_HOME_ADDRESS_BIRTHPLACE XAD 250 O *    - "Office/Home Address/Birthplace" "住所";
    12 PHONE                          XTN 250 O *    - "Phone"                          "電話";
}

/// Maps a role.
pub(crate) fn map<M: Mapper>(m: &mut M, role: &mut Role) {
    m.field(ROLE_INSTANCE_ID, "id", &mut role.id);
    m.field(ACTION_CODE, "action", &mut role.action);
    m.field(ROLE, "role", &mut role.role);
    m.field(ROLE_PERSON, "people", &mut role.people);
    m.field(ROLE_BEGIN_DATE_TIME, "started_at", &mut role.started_at);
    m.field(ROLE_END_DATE_TIME, "ended_at", &mut role.ended_at);
    m.field(ROLE_DURATION, "duration", &mut role.duration);
    m.field(ROLE_ACTION_REASON, "reason", &mut role.reason);
    m.field(PROVIDER_TYPE, "provider_kinds", &mut role.provider_kinds);
    m.field(ORGANIZATION_UNIT_TYPE, "organization_kind", &mut role.organization_kind);
    m.field(OFFICE_HOME_ADDRESS_BIRTHPLACE, "addresses", &mut role.addresses);
    m.field(PHONE, "telecoms", &mut role.telecoms);
}
