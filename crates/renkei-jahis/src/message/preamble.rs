//! What most messages begin with: header, event, patient and visit.

use renkei_model::Exchange;

use crate::mapping::Mapper;
use crate::segment::{evn, msh, nte, pd1, pid, pv1, pv2, sft};

/// `MSH [{SFT}] [{NTE}] [EVN]`
pub(super) fn header<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    m.scope("header", &mut exchange.header, |m, header| {
        m.segment(&msh::MSH, |m| msh::map(m, header));
        m.segments(&sft::SFT, "software", &mut header.software, sft::map);
        m.trailing(&nte::NTE, "notes", &mut header.notes, nte::map);
        m.scope("event", &mut header.event, |m, event| m.segment(&evn::EVN, |m| evn::map(m, event)));
    });
}

/// `PID [PD1] [{NTE}]`
pub(super) fn patient<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    m.scope("patient", &mut exchange.patient, |m, patient| {
        m.segment(&pid::PID, |m| pid::map(m, patient));
        m.boxed("care", &mut patient.care, |m, care| m.segment(&pd1::PD1, |m| pd1::map(m, care)));
        m.trailing(&nte::NTE, "notes", &mut patient.notes, nte::map);
    });
}

/// `PV1 [PV2]`
pub(super) fn visit<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    m.some("encounter", &mut exchange.encounter, |m, encounter| {
        m.segment(&pv1::PV1, |m| pv1::map(m, encounter));
        m.boxed("plan", &mut encounter.plan, |m, plan| m.segment(&pv2::PV2, |m| pv2::map(m, plan)));
    });
}
