//! What the ADT messages share: what each event means, and the segments in the order in which their structures have them.

use renkei_model::encounter::{Visit, VisitEvent};
use renkei_model::value::Field;
use renkei_model::{Content, Exchange};

use super::preamble::{self, insurance, insurance_key};
use crate::mapping::Mapper;
use crate::segment::{al1, db1, dg1, gt1, nk1, obx, pda, rol};

/// What happened, by trigger event, and whether it is taken back. SS-MIX2 標準化ストレージ仕様書, データ種別.
const VISITS: &[(&str, VisitEvent, bool)] = &[
    ("A01", VisitEvent::Admitted, false),
    ("A02", VisitEvent::Transferred, false),
    ("A03", VisitEvent::Discharged, false),
    ("A04", VisitEvent::Reception, false),
    ("A11", VisitEvent::Admitted, true),
    ("A12", VisitEvent::Transferred, true),
    ("A13", VisitEvent::Discharged, true),
    ("A14", VisitEvent::AdmissionPlanned, false),
    ("A15", VisitEvent::TransferPlanned, false),
    ("A16", VisitEvent::DischargePlanned, false),
    ("A21", VisitEvent::LeaveStarted, false),
    ("A22", VisitEvent::Returned, false),
    ("A25", VisitEvent::DischargePlanned, true),
    ("A26", VisitEvent::TransferPlanned, true),
    ("A27", VisitEvent::AdmissionPlanned, true),
    ("A52", VisitEvent::LeaveStarted, true),
    ("A53", VisitEvent::Returned, true),
    ("A54", VisitEvent::AttendingChanged, false),
    ("A55", VisitEvent::AttendingChanged, true),
];

/// What a trigger event says.
fn content(event: &str) -> Option<Content> {
    match event {
        "A08" => Some(Content::PatientUpdate),
        "A23" => Some(Content::PatientDelete),
        _ => {
            let (_, event, cancelled) = VISITS.iter().find(|(name, ..)| *name == event)?;
            Some(Content::Visit(Visit { event: *event, cancelled: *cancelled }))
        }
    }
}

/// Says whether a trigger event is the one that says this.
pub(super) fn says(event: &str, what: &Content) -> bool {
    content(event).is_some_and(|content| content == *what)
}

/// Says whether an ADT message can say this; which of them, [`says`] tells.
pub(super) const fn carries(content: &Content) -> bool {
    matches!(content, Content::PatientUpdate | Content::PatientDelete | Content::Visit(_))
}

/// `MSH [{SFT}] EVN PID [PD1]`
pub(super) fn patient<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    preamble::header(m, exchange);
    if m.is_reading() {
        let event = match &exchange.header.message_type {
            Field::Value(message_type) => message_type.event.as_deref(),
            Field::Absent | Field::Null => None,
        };
        exchange.content = event.and_then(content).unwrap_or(Content::PatientUpdate);
    }
    preamble::patient(m, exchange);
}

/// `[{ROL}]` behind the patient.
pub(super) fn patient_roles<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    m.scope("patient", &mut exchange.patient, |m, patient| {
        m.trailing(&rol::ROL, "roles", &mut patient.roles, rol::map);
    });
}

/// `[{NK1}]`
pub(super) fn contacts<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    m.scope("patient", &mut exchange.patient, |m, patient| {
        m.segments(&nk1::NK1, "contacts", &mut patient.contacts, nk1::map);
    });
}

/// `PV1 [PV2]`
pub(super) fn visit<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    preamble::visit(m, exchange);
}

/// `[{ROL}]` behind the visit.
pub(super) fn visit_roles<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    m.some("encounter", &mut exchange.encounter, |m, encounter| {
        m.trailing(&rol::ROL, "roles", &mut encounter.roles, rol::map);
    });
}

/// `[{DB1}]`
pub(super) fn disabilities<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    m.scope("patient", &mut exchange.patient, |m, patient| {
        m.segments(&db1::DB1, "disabilities", &mut patient.disabilities, db1::map);
    });
}

/// `[{OBX}]`: height, weight, blood group, infections.
pub(super) fn observations<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    m.scope("patient", &mut exchange.patient, |m, patient| {
        m.segments(&obx::OBX, "observations", &mut patient.observations, obx::map);
    });
}

/// `[{AL1}]`
pub(super) fn allergies<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    m.scope("patient", &mut exchange.patient, |m, patient| {
        m.segments(&al1::AL1, "allergies", &mut patient.allergies, al1::map);
    });
}

/// `[{DG1}]`
pub(super) fn diagnoses<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    m.scope("patient", &mut exchange.patient, |m, patient| {
        m.segments(&dg1::DG1, "diagnoses", &mut patient.diagnoses, dg1::map);
    });
}

/// `[{GT1}] [{INSURANCE( IN1 [IN2] [{IN3}] [{ROL}] )}]`
pub(super) fn payers<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    m.scope("patient", &mut exchange.patient, |m, patient| {
        m.segments(&gt1::GT1, "guarantors", &mut patient.guarantors, gt1::map);
        m.groups("INSURANCE", "coverages", &mut patient.coverages, insurance_key, |m, coverage| {
            insurance(m, coverage);
            m.segments(&rol::ROL, "roles", &mut coverage.roles, rol::map);
        });
    });
}

/// `[PDA]`
pub(super) fn death<M: Mapper>(m: &mut M, exchange: &mut Exchange) {
    m.scope("patient", &mut exchange.patient, |m, patient| {
        m.boxed("death", &mut patient.death, |m, death| m.segment(&pda::PDA, |m| pda::map(m, death)));
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::ALL;

    #[test]
    fn every_event_of_a_visit_has_a_message_and_every_message_an_event() {
        let types = || ALL.iter().flat_map(|def| def.types).filter(|t| t.code == "ADT" && t.event != "A60");
        for (event, ..) in VISITS {
            assert!(types().any(|t| t.event == *event), "{event} has no message");
        }
        for kind in types() {
            assert!(content(kind.event).is_some(), "{} says nothing", kind.event);
        }
    }
}
