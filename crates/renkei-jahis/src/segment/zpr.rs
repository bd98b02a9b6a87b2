use renkei_hl7v2::segment;
use renkei_model::condition::ConditionName;

use crate::datatype::{CWE, ST};
use crate::mapping::Mapper;

segment! {
    /// ZPR (病名の修飾語分解): the name of a disease in parts. JAHIS 病名情報データ交換規約; SS-MIX2 標準化ストレージ仕様書 ZPR.
    ZPR "Disease Name in Parts" "病名の修飾語分解" clause "JAHIS 病名情報データ交換規約; SS-MIX2 標準化ストレージ仕様書 ZPR";
    1 PREFIX_MANAGEMENT_NUMBER  CWE - O * - "Prefix Modifier, Management Number" "修飾語管理番号（接頭語）";
    2 DISEASE_MANAGEMENT_NUMBER CWE - R - - "Disease, Management Number"         "病名管理番号";
    3 SUFFIX_MANAGEMENT_NUMBER  CWE - O * - "Suffix Modifier, Management Number" "修飾語管理番号（接尾語）";
    4 PREFIX_EXCHANGE_CODE      CWE - O * - "Prefix Modifier, Exchange Code"     "修飾語交換用コード（接頭語）";
    5 DISEASE_EXCHANGE_CODE     CWE - O - - "Disease, Exchange Code"             "病名交換用コード";
    6 SUFFIX_EXCHANGE_CODE      CWE - O * - "Suffix Modifier, Exchange Code"     "修飾語交換用コード（接尾語）";
    7 COMMENT                   ST  - O - - "Comment"                            "コメント";
}

/// Maps the name of a disease in parts.
pub(crate) fn map<M: Mapper>(m: &mut M, name: &mut ConditionName) {
    m.field(PREFIX_MANAGEMENT_NUMBER, "prefixes", &mut name.prefixes);
    m.field(DISEASE_MANAGEMENT_NUMBER, "disease", &mut name.disease);
    m.field(SUFFIX_MANAGEMENT_NUMBER, "suffixes", &mut name.suffixes);
    m.field(PREFIX_EXCHANGE_CODE, "exchange_prefixes", &mut name.exchange_prefixes);
    m.field(DISEASE_EXCHANGE_CODE, "exchange_disease", &mut name.exchange_disease);
    m.field(SUFFIX_EXCHANGE_CODE, "exchange_suffixes", &mut name.exchange_suffixes);
    m.field(COMMENT, "comment", &mut name.comment);
}
