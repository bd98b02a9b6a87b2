use renkei_hl7v2::segment;
use renkei_model::imaging::Execution;

use crate::datatype::{CWE, IS, JCC, NM, SI, ST, XCN, XTN, ZRD};
use crate::mapping::Mapper;

segment! {
    /// ZE1 (実施情報): what was done of an order to examine, a Japanese segment. JAHIS 放射線データ交換規約; JAHIS 内視鏡データ交換規約; SS-MIX2 標準化ストレージ仕様書 ZE1.
    ZE1 "Execution" "実施情報" clause "JAHIS 放射線データ交換規約; JAHIS 内視鏡データ交換規約; SS-MIX2 標準化ストレージ仕様書 ZE1";
     1 SET_ID           SI     4 O - - "Set ID - ZE1"                "セットID-ZE1";
     2 CONTROL          IS    20 R - - "Control (planned/performed)" "制御コード予定／実施";
     3 PROCEDURE        CWE  483 R - - "Procedure"                   "手技";
     4 PROCEDURE_COUNT  NM    16 O - - "Procedure Count"             "手技回数";
     5 BILLING_ADDITION CWE  483 O - - "Billing Addition"            "医事加算";
     6 STAFF_TYPE       JCC  292 C - - "Staff Type"                  "医療従事者種別";
     7 STAFF            XCN 3002 O * - "Staff"                       "医療従事者";
     8 ITEM_TYPE        IS    20 C - - "Item Type"                   "使用物品種別";
     9 ITEMS_USED       ZRD  250 O * - "Items Used"                  "使用物品";
    10 CONTACT          XTN  850 O - - "Contact"                     "連絡先";
    11 EXECUTION_TEXT   ST   199 O - - "Execution Text"              "実施フィールド";
    12 ACCOUNTING_TEXT  ST   199 O - - "Accounting Text"             "会計フィールド";
}

/// Maps something that was done. Endoscopy sends staff and things used as OBX after it.
pub(crate) fn map<M: Mapper>(m: &mut M, execution: &mut Execution) {
    m.field(SET_ID, "set_id", &mut execution.set_id);
    m.field(CONTROL, "control", &mut execution.control);
    m.field(PROCEDURE, "procedure", &mut execution.procedure);
    m.field(PROCEDURE_COUNT, "count", &mut execution.count);
    m.field(BILLING_ADDITION, "billing_addition", &mut execution.billing_addition);
    m.field(STAFF_TYPE, "staff_kind", &mut execution.staff_kind);
    m.field(STAFF, "staff", &mut execution.staff);
    m.field(ITEM_TYPE, "item_kind", &mut execution.item_kind);
    m.field(ITEMS_USED, "items_used", &mut execution.items_used);
    m.field(CONTACT, "contact", &mut execution.contact);
    m.field(EXECUTION_TEXT, "text", &mut execution.text);
    m.field(ACCOUNTING_TEXT, "accounting_text", &mut execution.accounting_text);
}
