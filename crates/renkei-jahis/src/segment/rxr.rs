use renkei_hl7v2::segment;
use renkei_model::medication::Route;

use crate::datatype::{CE, CWE};
use crate::mapping::Mapper;

segment! {
    /// RXR (薬剤／処置経路): pharmacy/treatment route. HL7 v2.5 4.14.2; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 RXR.
    RXR "Pharmacy/Treatment Route" "薬剤／処置経路" clause "HL7 v2.5 4.14.2; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 RXR";
    1 ROUTE                        CE  250 R - 0162 "Route"                        "経路";
    2 ADMINISTRATION_SITE          CWE 250 O - 0163 "Administration Site"          "部位";
    3 ADMINISTRATION_DEVICE        CE  250 O - 0164 "Administration Device"        "投薬装置";
    4 ADMINISTRATION_METHOD        CWE 250 O - 0165 "Administration Method"        "投薬方法";
    5 ROUTING_INSTRUCTION          CE  250 O -    - "Routing instruction"          "経路指示";
    6 ADMINISTRATION_SITE_MODIFIER CWE 250 O - 0495 "Administration Site Modifier" "投薬現場モディファイア";
}

/// Maps by which way something is given.
pub(crate) fn map<M: Mapper>(m: &mut M, route: &mut Route) {
    m.field(ROUTE, "route", &mut route.route);
    m.field(ADMINISTRATION_SITE, "site", &mut route.site);
    m.field(ADMINISTRATION_DEVICE, "device", &mut route.device);
    m.field(ADMINISTRATION_METHOD, "method", &mut route.method);
    // Injections name the line here: main (主管) or side (側管).
    m.field(ROUTING_INSTRUCTION, "line", &mut route.line);
    m.field(ADMINISTRATION_SITE_MODIFIER, "site_modifier", &mut route.site_modifier);
}
