//! Patient data and visits: ADT.

use renkei::ssmix2::DataKind;

use super::er7::{Er7, coded};
use super::people::Patient;
use super::scene::{FACILITY, Scene};
use super::words;

/// What follows EVN in every ADT message but that of allergies.
pub(super) fn write(m: &mut Er7, scene: &Scene<'_>) {
    let Scene { patient, visit, event, sent, .. } = *scene;
    let trigger = scene.kind.event;
    // The event itself (EVN-6) and the plan (EVN-3, PV2) of a transfer or a leave.
    let happened = match trigger {
        "A53" => event.later(-30),
        "A15" | "A26" => sent.later(-5),
        "A02" | "A12" | "A21" | "A22" | "A52" | "A54" | "A55" => event,
        _ => sent,
    };
    let planned = match trigger {
        "A21" | "A52" => Some(event.later(31 * 60)),
        "A22" => Some(event.later(30)),
        "A14" | "A16" | "A25" | "A26" | "A27" => Some(event),
        _ => None,
    };
    let has_event =
        matches!(trigger, "A02" | "A12" | "A15" | "A21" | "A22" | "A26" | "A52" | "A53" | "A54" | "A55");
    m.segment("EVN")
        .at(2, sent.later(-5).second())
        .at(3, planned.map(|planned| planned.second()).unwrap_or_default())
        .at(5, visit.clerk.kanji())
        .at_if(has_event, 6, happened.second())
        .at(7, FACILITY);
    if trigger == "A23" {
        // A record that is withdrawn says whose it is, and no more.
        m.segment("PID").at(1, "0001").at(3, format!("{}^^^^PI", patient.id)).at(5, patient.names());
        m.at(7, patient.birth()).at(8, patient.sex());
        m.segment("PV1").at(1, "0001").at(2, "O");
        return;
    }
    scene.patient(m, trigger == "A08");
    if trigger == "A08" {
        let (name, relation) = patient.relative();
        m.segment("NK1").at(1, "1").at(2, name).at(3, relation).at(4, patient.address());
        m.at(5, patient.phone("PRS", "CP", "090"));
    }
    let begun = match trigger {
        "A01" | "A04" | "A11" => event,
        _ => visit.begun,
    };
    let other = visit.other.as_deref().map(|other| other.location()).unwrap_or_default();
    let admitted = visit.inpatient && !matches!(trigger, "A14" | "A27" | "A08");
    m.segment("PV1")
        .at(1, "0001")
        .at(2, scene.class())
        .at(3, visit.location())
        .at_if(matches!(trigger, "A02" | "A12" | "A15"), 6, &other)
        .at(7, visit.doctor.kanji())
        .at(10, visit.department.0)
        .at_if(trigger == "A01", 17, visit.doctor.both())
        .at_if(matches!(trigger, "A03" | "A13"), 36, scene.disposition())
        .at_if(admitted || trigger == "A04", 44, begun.second())
        .at_if(matches!(trigger, "A03" | "A13"), 45, event.second());
    match trigger {
        "A14" => {
            m.segment("PV2").at(8, event.second());
        }
        "A15" => {
            m.segment("PV2").at(8, event.second());
        }
        "A26" => {
            let place = if other.is_empty() { visit.location() } else { other };
            m.segment("PV2").at(1, place).at(8, event.second());
        }
        "A27" => {
            m.segment("PV2").at(1, visit.location()).at(8, event.second());
        }
        "A16" | "A25" => {
            m.segment("PV2").at(9, event.second());
        }
        "A21" | "A52" | "A22" => {
            m.segment("PV2").at(47, planned.unwrap_or(event).second());
        }
        "A53" => {
            m.segment("PV2").at(47, event.second());
        }
        _ => {}
    }
    if scene.kind.data_kind == DataKind::Adt00 {
        background(m, patient);
        let insurance = patient.insurance(event);
        m.segment("IN1")
            .at(1, "1")
            .at(2, insurance.kind)
            .at(3, insurance.insurer)
            .at(4, insurance.name)
            .at(10, insurance.group)
            .at(11, insurance.number)
            .at(12, format!("{}0401", event.year().saturating_sub(1)))
            .at(13, format!("{}0331", event.year().saturating_add(1)))
            .at(15, "13")
            .at(17, insurance.relation);
    }
}

/// Body, blood group, infections and allergies of the patient data.
fn background(m: &mut Er7, patient: &Patient) {
    let size = [("9N001000000000001", "身長", patient.height.to_string(), "cm")];
    let weight = patient.weight;
    let kilograms = format!("{}.{}", weight.wrapping_div(10), weight.wrapping_rem(10));
    let mass = [("9N006000000000001", "体重", kilograms, "kg")];
    m.segment("DB1").at(1, "1").at(2, "PT").at(4, "N");
    let mut number = 0u32;
    let mut next = || {
        number = number.saturating_add(1);
        number.to_string()
    };
    for (code, name, value, unit) in size.into_iter().chain(mass) {
        m.segment("OBX").at(1, next()).at(2, "NM").at(3, coded(code, name, "JC10")).at(5, value);
        m.at(6, coded(unit, unit, "ISO+")).at(11, "F");
    }
    let (code, group) = patient.blood();
    m.segment("OBX").at(1, next()).at(2, "CWE").at(3, "5H010000001999911^血液型-ABO式^JC10");
    m.at(5, coded(code, group, "JSHR002")).at(11, "F");
    m.segment("OBX").at(1, next()).at(2, "CWE").at(3, "5H020000001999911^血液型-Rh式^JC10");
    m.at(5, "+^Rh+^JSHR002").at(11, "F");
    m.segment("OBX")
        .at(1, next())
        .at(2, "ST")
        .at(3, "5F016141002302311^ＨＢｓ抗原^JC10")
        .at(5, "  -")
        .at(11, "F");
    allergies(m, patient);
}

/// AL1: what the patient must not have.
pub(super) fn allergies(m: &mut Er7, patient: &Patient) {
    let known = patient.allergies.iter().filter_map(|place| words::ALLERGENS.get(*place));
    for (number, (kind, kind_name, code, name, system, _)) in (1u32..).zip(known) {
        m.segment("AL1").at(1, number.to_string()).at(2, coded(kind, kind_name, "HL70127"));
        m.at(3, coded(code, name, system));
    }
}
