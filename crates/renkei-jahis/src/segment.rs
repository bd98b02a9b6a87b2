//! The tables of the segments and their mappings, one file each.
//!
//! A table looks like the page that it was taken from; the mapping stands under it, one line a field.

/// AL1 (アレルギー情報): Patient Allergy Information.
pub mod al1;
/// CTI (臨床試験識別): Clinical Trial Identification.
pub mod cti;
/// DB1 (障害情報): Disability.
pub mod db1;
/// DG1 (診断): Diagnosis.
pub mod dg1;
/// ERR (エラー): Error.
pub mod err;
/// EVN (イベント型): Event Type.
pub mod evn;
/// GT1 (保証人): Guarantor.
pub mod gt1;
/// IAM (患者有害反応情報): Patient Adverse Reaction Information.
pub mod iam;
/// IN1 (保険): Insurance.
pub mod in1;
/// IN2 (保険付加情報): Insurance Additional Information.
pub mod in2;
/// INV (在庫詳細): Inventory Detail.
pub mod inv;
/// IPC (画像検査手続き制御): Imaging Procedure Control.
pub mod ipc;
/// MSA (応答): Message Acknowledgment.
pub mod msa;
/// MSH (メッセージヘッダ): Message Header.
pub mod msh;
/// NK1 (近親者・関係者): Next of Kin / Associated Parties.
pub mod nk1;
/// NTE (注釈・コメント): Notes and Comments.
pub mod nte;
/// OBR (検査依頼): Observation Request.
pub mod obr;
/// OBX (検査結果): Observation/Result.
pub mod obx;
/// ODS (食事オーダ): Dietary Orders, Supplements, and Preferences.
pub mod ods;
/// ODT (配膳指示): Diet Tray Instructions.
pub mod odt;
/// ORC (共通オーダ): Common Order.
pub mod orc;
/// PD1 (患者追加基本情報): Patient Additional Demographic.
pub mod pd1;
/// PDA (死亡・剖検): Patient Death and Autopsy.
pub mod pda;
/// PID (患者識別): Patient Identification.
pub mod pid;
/// PRB (プロブレム詳細): Problem Details.
pub mod prb;
/// PV1 (来院情報): Patient Visit.
pub mod pv1;
/// PV2 (来院補足情報): Patient Visit - Additional Information.
pub mod pv2;
/// ROL (役割): Role.
pub mod rol;
/// RXA (薬剤／処置投与): Pharmacy/Treatment Administration.
pub mod rxa;
/// RXC (薬剤／処置成分オーダ): Pharmacy/Treatment Component Order.
pub mod rxc;
/// RXD (薬剤／処置調剤): Pharmacy/Treatment Dispense.
pub mod rxd;
/// RXE (薬剤／処置コード化オーダ): Pharmacy/Treatment Encoded Order.
pub mod rxe;
/// RXO (薬剤／処置オーダ): Pharmacy/Treatment Order.
pub mod rxo;
/// RXR (薬剤／処置経路): Pharmacy/Treatment Route.
pub mod rxr;
/// SAC (検体容器): Specimen Container Detail.
pub mod sac;
/// SFT (ソフトウェア): Software.
pub mod sft;
/// SPM (検体): Specimen.
pub mod spm;
/// TQ1 (タイミング・数量): Timing/Quantity.
pub mod tq1;
/// ZE1 (実施情報): Execution.
pub mod ze1;
/// ZE2 (曝射情報): Exposure.
pub mod ze2;
/// ZI1 (保険（病名）): Insurance in a Disease Message.
pub mod zi1;
/// ZPD (歯式): Dental Formula.
pub mod zpd;
/// ZPR (病名の修飾語分解): Disease Name in Parts.
pub mod zpr;

use renkei_core::SegmentId;
use renkei_hl7v2::definition::SegmentDef;

/// Returns the table of a segment; `None` where it has none.
pub fn find(id: SegmentId) -> Option<&'static SegmentDef> {
    ALL.iter().find(|def| def.id == id).copied()
}

/// Every table, in the order of the names.
pub static ALL: &[&SegmentDef] = &[
    &al1::AL1,
    &cti::CTI,
    &db1::DB1,
    &dg1::DG1,
    &err::ERR,
    &evn::EVN,
    &gt1::GT1,
    &iam::IAM,
    &in1::IN1,
    &in2::IN2,
    &inv::INV,
    &ipc::IPC,
    &msa::MSA,
    &msh::MSH,
    &nk1::NK1,
    &nte::NTE,
    &obr::OBR,
    &obx::OBX,
    &ods::ODS,
    &odt::ODT,
    &orc::ORC,
    &pd1::PD1,
    &pda::PDA,
    &pid::PID,
    &prb::PRB,
    &pv1::PV1,
    &pv2::PV2,
    &rol::ROL,
    &rxa::RXA,
    &rxc::RXC,
    &rxd::RXD,
    &rxe::RXE,
    &rxo::RXO,
    &rxr::RXR,
    &sac::SAC,
    &sft::SFT,
    &spm::SPM,
    &tq1::TQ1,
    &ze1::ZE1,
    &ze2::ZE2,
    &zi1::ZI1,
    &zpd::ZPD,
    &zpr::ZPR,
];
