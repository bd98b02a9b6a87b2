use renkei_hl7v2::segment;
use renkei_model::order::{OrderHeader, OrderIdentity};

use crate::datatype::{CE, CNE, CWE, EI, EIP, ID, PL, TQ, TS, XAD, XCN, XON, XTN};
use crate::mapping::Mapper;

segment! {
    /// ORC (共通オーダ): common order. HL7 v2.5 4.5.1; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 ORC.
    ORC "Common Order" "共通オーダ" clause "HL7 v2.5 4.5.1; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 ORC";
     1 ORDER_CONTROL                               ID    2 R - 0119 "Order Control"                               "オーダ制御";
     2 PLACER_ORDER_NUMBER                         EI   22 O -    - "Placer Order Number"                         "依頼者オーダ番号";
     3 FILLER_ORDER_NUMBER                         EI   22 O -    - "Filler Order Number"                         "実施者オーダ番号";
     4 PLACER_GROUP_NUMBER                         EI   22 O -    - "Placer Group Number"                         "依頼者グループ番号";
     5 ORDER_STATUS                                ID    2 O - 0038 "Order Status"                                "オーダ状態";
     6 RESPONSE_FLAG                               ID    1 O - 0121 "Response flag"                               "応答フラグ";
     7 QUANTITY_TIMING                             TQ  200 O *    - "Quantity timing"                             "数量/タイミング";
     8 PARENT_ORDER                                EIP 200 O -    - "Parent Order"                                "親";
     9 DATE_TIME_OF_TRANSACTION                    TS   26 O -    - "Date/Time of Transaction"                    "トランザクション日時";
    10 ENTERED_BY                                  XCN 250 O *    - "Entered By"                                  "入力者";
    11 VERIFIED_BY                                 XCN 250 O *    - "Verified by"                                 "検証者";
    12 ORDERING_PROVIDER                           XCN 250 O *    - "Ordering Provider"                           "依頼者";
    13 ENTERERS_LOCATION                           PL   80 O -    - "Enterer's Location"                          "入力場所";
    14 CALL_BACK_PHONE_NUMBER                      XTN 250 O *    - "Call back phone number"                      "コールバック用電話番号";
    15 ORDER_EFFECTIVE_DATE_TIME                   TS   26 O -    - "Order Effective Date/Time"                   "オーダ有効日時";
    16 ORDER_CONTROL_CODE_REASON                   CE  250 O -    - "Order Control Code Reason"                   "オーダ制御コードの理由";
    17 ENTERING_ORGANIZATION                       CE  250 O -    - "Entering Organization"                       "入力組織";
    18 ENTERING_DEVICE                             CE  250 O -    - "Entering Device"                             "入力装置";
    19 ACTION_BY                                   XCN 250 O *    - "Action by"                                   "(オーダ制御）実施者";
    20 ADVANCED_BENEFICIARY_NOTICE_CODE            CE  250 O - 0339 "Advanced beneficiary notice code"            "受益者事前通知コード";
    21 ORDERING_FACILITY_NAME                      XON 250 O *    - "Ordering Facility Name"                      "オーダ施設名";
    22 ORDERING_FACILITY_ADDRESS                   XAD 250 O *    - "Ordering Facility Address"                   "オーダ施設住所";
    23 ORDERING_FACILITY_PHONE_NUMBER              XTN 250 O *    - "Ordering Facility Phone Number"              "オーダ施設電話番号";
    24 ORDERING_PROVIDER_ADDRESS                   XAD 250 O *    - "Ordering provider address"                   "オーダ依頼者住所";
    25 ORDER_STATUS_MODIFIER                       CWE 250 O -    - "Order status modifier"                       "オーダ状態修飾子";
    26 ADVANCED_BENEFICIARY_NOTICE_OVERRIDE_REASON CWE  60 O - 0552 "Advanced beneficiary notice override reason" "受益者事前通知無効理由";
    27 FILLERS_EXPECTED_AVAILABILITY_DATE_TIME     TS   26 O -    - "Filler's expected availability date time"    "実施者可能日時";
    28 CONFIDENTIALITY_CODE                        CWE 250 O - 0177 "Confidentiality code"                        "守秘コード";
    29 ORDER_TYPE                                  CWE 250 O - 0482 "Order Type"                                  "オーダタイプ";
    30 ENTERER_AUTHORIZATION_MODE                  CNE 250 O - 0483 "Enterer authorization mode"                  "入力者承認モード";
}

/// Maps what happens to the order, and its numbers. ORC-4 belongs to the line: the caller maps it.
pub(crate) fn identity<M: Mapper>(m: &mut M, identity: &mut OrderIdentity) {
    m.field(ORDER_CONTROL, "control", &mut identity.control);
    m.field(PLACER_ORDER_NUMBER, "placer_number", &mut identity.placer_number);
    m.field(FILLER_ORDER_NUMBER, "filler_number", &mut identity.filler_number);
    m.field(PARENT_ORDER, "parent", &mut identity.parent);
}

/// Maps who orders, when and where.
pub(crate) fn header<M: Mapper>(m: &mut M, header: &mut OrderHeader) {
    m.field(ORDER_STATUS, "status", &mut header.status);
    m.field(DATE_TIME_OF_TRANSACTION, "transaction_at", &mut header.transaction_at);
    m.field(ENTERED_BY, "entered_by", &mut header.entered_by);
    m.field(VERIFIED_BY, "verified_by", &mut header.verified_by);
    m.field(ORDERING_PROVIDER, "ordered_by", &mut header.ordered_by);
    m.field(ENTERERS_LOCATION, "entering_location", &mut header.entering_location);
    m.field(CALL_BACK_PHONE_NUMBER, "callback", &mut header.callback);
    m.field(ORDER_EFFECTIVE_DATE_TIME, "effective_at", &mut header.effective_at);
    m.field(ORDER_CONTROL_CODE_REASON, "reason", &mut header.reason);
    m.field(ENTERING_ORGANIZATION, "entering_organization", &mut header.entering_organization);
    m.field(ENTERING_DEVICE, "entering_device", &mut header.entering_device);
    m.field(ORDERING_FACILITY_NAME, "ordering_facility", &mut header.ordering_facility);
    m.field(ORDERING_FACILITY_ADDRESS, "facility_addresses", &mut header.facility_addresses);
    m.field(ORDERING_FACILITY_PHONE_NUMBER, "facility_telecoms", &mut header.facility_telecoms);
    m.field(ORDER_TYPE, "kind", &mut header.kind);
    m.boxed("details", &mut header.details, |m, details| {
        m.field(RESPONSE_FLAG, "response_flag", &mut details.response_flag);
        m.field(QUANTITY_TIMING, "legacy_timings", &mut details.legacy_timings);
        m.field(ACTION_BY, "action_by", &mut details.action_by);
        m.field(ADVANCED_BENEFICIARY_NOTICE_CODE, "beneficiary_notice", &mut details.beneficiary_notice);
        m.field(ORDERING_PROVIDER_ADDRESS, "provider_addresses", &mut details.provider_addresses);
        m.field(ORDER_STATUS_MODIFIER, "status_modifier", &mut details.status_modifier);
        m.field(
            ADVANCED_BENEFICIARY_NOTICE_OVERRIDE_REASON,
            "beneficiary_override",
            &mut details.beneficiary_override,
        );
        m.field(FILLERS_EXPECTED_AVAILABILITY_DATE_TIME, "available_at", &mut details.available_at);
        m.field(CONFIDENTIALITY_CODE, "confidentiality", &mut details.confidentiality);
        m.field(ENTERER_AUTHORIZATION_MODE, "authorization_mode", &mut details.authorization_mode);
    });
}
