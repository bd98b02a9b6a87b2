//! The tables of the segments and their mappings, one file each.
//!
//! A table looks like the page that it was taken from; the mapping stands under it, one line a field.

pub mod al1;
pub mod cti;
pub mod db1;
pub mod dg1;
pub mod err;
pub mod evn;
pub mod gt1;
pub mod iam;
pub mod in1;
pub mod msa;
pub mod msh;
pub mod nk1;
pub mod nte;
pub mod obr;
pub mod obx;
pub mod orc;
pub mod pd1;
pub mod pda;
pub mod pid;
pub mod prb;
pub mod pv1;
pub mod pv2;
pub mod rol;
pub mod rxa;
pub mod rxc;
pub mod rxe;
pub mod rxr;
pub mod sac;
pub mod sft;
pub mod spm;
pub mod tq1;
pub mod zi1;
pub mod zpd;
pub mod zpr;

use renkei_hl7v2::definition::SegmentDef;

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
    &msa::MSA,
    &msh::MSH,
    &nk1::NK1,
    &nte::NTE,
    &obr::OBR,
    &obx::OBX,
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
    &rxe::RXE,
    &rxr::RXR,
    &sac::SAC,
    &sft::SFT,
    &spm::SPM,
    &tq1::TQ1,
    &zi1::ZI1,
    &zpd::ZPD,
    &zpr::ZPR,
];
