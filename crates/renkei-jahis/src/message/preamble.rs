//! What most messages begin with: header, event, patient and visit.

use renkei_model::Exchange;
use renkei_model::coverage::Coverage;
use renkei_model::value::Text;

use crate::mapping::Mapper;
use crate::segment::{al1, evn, gt1, in1, in2, msh, nk1, nte, pd1, pid, pv1, pv2, sft};

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

/// `[{NK1}]`
pub(super) fn contacts<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    m.scope("patient", &mut exchange.patient, |m, patient| {
        m.segments(&nk1::NK1, "contacts", &mut patient.contacts, nk1::map);
    });
}

/// `[{INSURANCE( IN1 [IN2] [IN3] )}] [GT1] [{AL1}]`
pub(super) fn background<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    m.scope("patient", &mut exchange.patient, |m, patient| {
        m.groups("INSURANCE", "coverages", &mut patient.coverages, insurance_key, insurance);
        m.segments(&gt1::GT1, "guarantors", &mut patient.guarantors, gt1::map);
        m.segments(&al1::AL1, "allergies", &mut patient.allergies, al1::map);
    });
}

/// `IN1 [IN2]`; IN3, the certification of an American payer, stays unmapped.
pub(super) fn insurance<M: Mapper>(m: &mut M, coverage: &mut Coverage) {
    m.segment(&in1::IN1, |m| in1::map(m, coverage));
    m.segment(&in2::IN2, |m| in2::map(m, coverage));
}

/// An insurance is the same while its kind and the insurer's number are.
pub(super) fn insurance_key(coverage: &Coverage) -> Option<Text> {
    let kind = coverage.kind.value().and_then(|k| k.code()).unwrap_or_default();
    let insurer = coverage.insurer_numbers.first().and_then(|n| n.as_str())?;
    Some(Text::new(format!("{kind}|{insurer}")))
}
