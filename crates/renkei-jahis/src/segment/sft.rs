use renkei_hl7v2::segment;
use renkei_model::exchange::Software;

use crate::datatype::{ST, TS, TX, XON};
use crate::mapping::Mapper;

segment! {
    /// SFT (ソフトウェア): software. HL7 v2.5 2.15.12; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 SFT.
    SFT "Software" "ソフトウェア" clause "HL7 v2.5 2.15.12; JAHIS データ交換規約; SS-MIX2 標準化ストレージ仕様書 SFT";
    1 SOFTWARE_VENDOR_ORGANIZATION                 XON  567 R - - "Software Vendor Organization"                 "ソフトウェアベンダー組織";
    2 SOFTWARE_CERTIFIED_VERSION_OR_RELEASE_NUMBER ST    15 R - - "Software Certified Version or Release Number" "ソフトウェア版数";
    3 SOFTWARE_PRODUCT_NAME                        ST    20 R - - "Software Product Name"                        "製品名";
    4 SOFTWARE_BINARY_ID                           ST    20 R - - "Software Binary ID"                           "バイナリID";
    5 SOFTWARE_PRODUCT_INFORMATION                 TX  1024 O - - "Software Product Information"                 "製品情報";
    6 SOFTWARE_INSTALL_DATE                        TS    26 O - - "Software Install Date"                        "導入日";
}

/// Maps a piece of software that made the message.
pub(crate) fn map<M: Mapper>(m: &mut M, software: &mut Software) {
    m.field(SOFTWARE_VENDOR_ORGANIZATION, "vendor", &mut software.vendor);
    m.field(SOFTWARE_CERTIFIED_VERSION_OR_RELEASE_NUMBER, "version", &mut software.version);
    m.field(SOFTWARE_PRODUCT_NAME, "product", &mut software.product);
    m.field(SOFTWARE_BINARY_ID, "binary_id", &mut software.binary_id);
    m.field(SOFTWARE_PRODUCT_INFORMATION, "information", &mut software.information);
    m.field(SOFTWARE_INSTALL_DATE, "installed_at", &mut software.installed_at);
}
