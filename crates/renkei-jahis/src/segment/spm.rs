use renkei_hl7v2::segment;
use renkei_model::specimen::Specimen;

use crate::datatype::{CQ, CWE, DR, EIP, ID, NM, SI, ST, TS};
use crate::mapping::Mapper;

segment! {
    /// SPM (検体): specimen. HL7 v2.5 7.4.3; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 SPM.
    SPM "Specimen" "検体" clause "HL7 v2.5 7.4.3; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 SPM";
     1 SET_ID                        SI    4 O -    - "Set ID - SPM"                  "セットID-SPM";
     2 SPECIMEN_ID                   EIP  80 O -    - "Specimen ID"                   "検体ID";
     3 SPECIMEN_PARENT_IDS           EIP  80 O *    - "Specimen parent ids"           "親検体ID";
     4 SPECIMEN_TYPE                 CWE 250 R - 0487 "Specimen Type"                 "検体タイプ";
     5 SPECIMEN_TYPE_MODIFIER        CWE 250 O * 0541 "Specimen type modifier"        "検体タイプ修飾子";
     6 SPECIMEN_ADDITIVES            CWE 250 O * 0371 "Specimen additives"            "検体添加物";
     7 SPECIMEN_COLLECTION_METHOD    CWE 250 O - 0488 "Specimen collection method"    "検体採取法";
     8 SPECIMEN_SOURCE_SITE          CWE 250 O -    - "Specimen Source Site"          "検査材料・検査部位";
     9 SPECIMEN_SOURCE_SITE_MODIFIER CWE 250 O * 0542 "Specimen source site modifier" "検査材料修飾子";
    10 SPECIMEN_COLLECTION_SITE      CWE 250 O - 0543 "Specimen collection site"      "検体採取部位";
    11 SPECIMEN_ROLE                 CWE 250 O * 0369 "Specimen role"                 "検体役割";
    12 SPECIMEN_COLLECTION_AMOUNT    CQ   20 O -    - "Specimen collection amount"    "検体採取量";
    13 GROUPED_SPECIMEN_COUNT        NM    6 O -    - "Grouped specimen count"        "検体総数";
    14 SPECIMEN_DESCRIPTION          ST  250 O *    - "Specimen description"          "検体記述";
    15 SPECIMEN_HANDLING_CODE        CWE 250 O * 0376 "Specimen handling code"        "検体取り扱いコード";
    16 SPECIMEN_RISK_CODE            CWE 250 O * 0489 "Specimen risk code"            "検体リスクコード";
    17 SPECIMEN_COLLECTION_DATE_TIME DR   26 O -    - "Specimen Collection Date/Time" "検体採取日時";
    18 SPECIMEN_RECEIVED_DATE_TIME   TS   26 O -    - "Specimen received date time"   "検体受領日時";
    19 SPECIMEN_EXPIRATION_DATE_TIME TS   26 O -    - "Specimen expiration date time" "検体有効日時";
    20 SPECIMEN_AVAILABILITY         ID    1 O - 0136 "Specimen availability"         "検体有効性";
    21 SPECIMEN_REJECT_REASON        CWE 250 O * 0490 "Specimen reject reason"        "検体拒否理由";
    22 SPECIMEN_QUALITY              CWE 250 O - 0491 "Specimen quality"              "検体品質";
    23 SPECIMEN_APPROPRIATENESS      CWE 250 O - 0492 "Specimen appropriateness"      "検体適合性";
    24 SPECIMEN_CONDITION            CWE 250 O * 0493 "Specimen condition"            "検体条件";
    25 SPECIMEN_CURRENT_QUANTITY     CQ   20 O -    - "Specimen current quantity"     "検体量";
    26 NUMBER_OF_SPECIMEN_CONTAINERS NM    4 O -    - "Number of specimen containers" "検体容器数";
    27 CONTAINER_TYPE                CWE 250 O -    - "Container type"                "容器タイプ";
    28 CONTAINER_CONDITION           CWE 250 O - 0544 "Container condition"           "容器状態";
    29 SPECIMEN_CHILD_ROLE           CWE 250 O - 0494 "Specimen child role"           "子検体役割";
}

/// Maps the specimen.
pub(crate) fn map<M: Mapper>(m: &mut M, specimen: &mut Specimen) {
    m.field(SET_ID, "set_id", &mut specimen.set_id);
    m.field(SPECIMEN_ID, "id", &mut specimen.id);
    m.field(SPECIMEN_PARENT_IDS, "parents", &mut specimen.parents);
    m.field(SPECIMEN_TYPE, "kind", &mut specimen.kind);
    m.field(SPECIMEN_SOURCE_SITE, "source_site", &mut specimen.source_site);
    // Most senders give the start only.
    m.field(SPECIMEN_COLLECTION_DATE_TIME, "collected", &mut specimen.collected);
    m.field(SPECIMEN_RECEIVED_DATE_TIME, "received_at", &mut specimen.received_at);
    m.boxed("details", &mut specimen.details, |m, details| {
        m.field(SPECIMEN_TYPE_MODIFIER, "kind_modifiers", &mut details.kind_modifiers);
        m.field(SPECIMEN_ADDITIVES, "additives", &mut details.additives);
        m.field(SPECIMEN_COLLECTION_METHOD, "collection_method", &mut details.collection_method);
        m.field(SPECIMEN_SOURCE_SITE_MODIFIER, "source_site_modifiers", &mut details.source_site_modifiers);
        m.field(SPECIMEN_COLLECTION_SITE, "collection_site", &mut details.collection_site);
        m.field(SPECIMEN_ROLE, "roles", &mut details.roles);
        m.field(SPECIMEN_COLLECTION_AMOUNT, "collection_amount", &mut details.collection_amount);
        m.field(GROUPED_SPECIMEN_COUNT, "grouped_count", &mut details.grouped_count);
        m.field(SPECIMEN_DESCRIPTION, "descriptions", &mut details.descriptions);
        m.field(SPECIMEN_HANDLING_CODE, "handling", &mut details.handling);
        m.field(SPECIMEN_RISK_CODE, "risks", &mut details.risks);
        m.field(SPECIMEN_EXPIRATION_DATE_TIME, "expires_at", &mut details.expires_at);
        m.field(SPECIMEN_AVAILABILITY, "available", &mut details.available);
        m.field(SPECIMEN_REJECT_REASON, "reject_reasons", &mut details.reject_reasons);
        m.field(SPECIMEN_QUALITY, "quality", &mut details.quality);
        m.field(SPECIMEN_APPROPRIATENESS, "appropriateness", &mut details.appropriateness);
        m.field(SPECIMEN_CONDITION, "conditions", &mut details.conditions);
        m.field(SPECIMEN_CURRENT_QUANTITY, "current_quantity", &mut details.current_quantity);
        m.field(NUMBER_OF_SPECIMEN_CONTAINERS, "container_count", &mut details.container_count);
        m.field(CONTAINER_TYPE, "container_kind", &mut details.container_kind);
        m.field(CONTAINER_CONDITION, "container_condition", &mut details.container_condition);
        m.field(SPECIMEN_CHILD_ROLE, "child_role", &mut details.child_role);
    });
}
