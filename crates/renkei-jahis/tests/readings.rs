//! What the typed readings of the model say of whole messages: prescriptions, injections, diseases, patients, cultures.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests say what they expect")]

use renkei_hl7v2::Message;
use renkei_jahis::{DecodeOptions, decode_with};
use renkei_model::condition::{EntryKind, Outcome};
use renkei_model::encounter::{Visit, VisitEvent};
use renkei_model::medication::{Dispensing, MedicineClass, Preparation, Setting, Side};
use renkei_model::observation::{Comparator, Qualitative, Understood};
use renkei_model::patient::{AboGroup, RhFactor};
use renkei_model::value::Decimal;
use renkei_model::{Content, Exchange};

fn read(name: &str, kind: &str) -> Exchange {
    let bytes = renkei_fixtures::read(&format!("hl7v2/{name}"));
    let message = Message::parse(&bytes, &mut ()).unwrap();
    decode_with(&message, &DecodeOptions::of_kind(kind), &mut ())
}

#[test]
fn every_line_of_a_prescription_says_how_its_medicine_is_taken() {
    let exchange = read("omp_01/rde_typical.hl7", "OMP-01");
    let Content::MedicationOrder(order) = &exchange.content else { panic!("a prescription") };
    let classes: Vec<_> = order.lines.iter().map(|line| line.class().unwrap()).collect();
    use MedicineClass::{AsNeeded, External, Oral};
    assert_eq!(classes, [Oral, Oral, Oral, AsNeeded, External, Oral, Oral, Oral]);
    assert!(order.lines.iter().all(|line| line.dispensing() == Some(Dispensing::External)));
    assert!(order.lines.iter().all(|line| line.setting() == Some(Setting::Outpatient)));
    let as_needed: Vec<_> =
        order.lines.iter().filter(|line| line.is_as_needed()).filter_map(|l| l.rp()).collect();
    assert_eq!(as_needed, [3]);
    assert_eq!(order.lines[2].preparations(), [Preparation::OneDosePack]);
    assert_eq!(order.lines[2].duration().and_then(|d| d.value.as_ref()).map(Decimal::as_str), Some("14"));
    assert_eq!(order.lines[4].routes[0].side(), Some(Side::Left));
    let doses: Vec<_> = order.lines[5].uneven_doses().iter().map(|dose| dose.amount.to_string()).collect();
    assert_eq!(doses, ["4", "2", "1"]);
    let more: Vec<_> = order.lines[6].supplementary_usages().filter_map(|usage| usage.code()).collect();
    assert_eq!(more, ["I1100000"]);
}

#[test]
fn an_injection_has_administrations_and_components() {
    let exchange = read("omp_02/rde_typical.hl7", "OMP-02");
    let Content::MedicationOrder(order) = &exchange.content else { panic!("an injection") };
    let numbers: Vec<_> = order.lines.iter().map(|line| (line.rp(), line.administration())).collect();
    assert_eq!(numbers, [(Some(1), Some(1)), (Some(1), Some(2)), (Some(2), Some(3))]);
    let narcotic = order.lines.last().unwrap();
    assert!(narcotic.is_as_needed());
    let components: Vec<_> =
        narcotic.components.iter().map(|c| (c.is_base(), c.is_additive(), c.is_narcotic())).collect();
    assert_eq!(components, [(true, false, false), (false, true, true)]);
    assert_eq!(order.lines[0].routes[0].side(), Some(Side::Left));
}

#[test]
fn what_was_not_given_is_told_from_what_was() {
    let exchange = read("omp_11/ras_typical.hl7", "OMP-11");
    let Content::MedicationAdministration(given) = &exchange.content else { panic!("an administration") };
    let events = given.lines.iter().flat_map(|line| &line.administrations).flat_map(|block| &block.events);
    let not_given: Vec<_> = events.map(|event| event.is_not_given()).collect();
    assert_eq!(not_given, [false, false, true, false]);
    // Without RXE the timing is that of the order.
    assert_eq!(given.lines[1].line.ordered_timings.len(), 1);
    assert!(given.lines[1].line.timings.is_empty());
}

#[test]
fn diseases_say_what_they_are() {
    let exchange = read("ppr_01/zd1_typical.hl7", "PPR-01");
    let Content::Conditions(conditions) = &exchange.content else { panic!("diseases") };
    let [diabetes, cancer, kidney, uncoded, knee] = &conditions.entries[..] else { panic!("five diseases") };
    assert!(diabetes.is_main() && !cancer.is_main());
    assert!(cancer.is_suspected() && !kidney.is_suspected());
    assert_eq!(kidney.outcome_kind(), Some(Outcome::Recovered));
    assert!(uncoded.is_uncoded() && uncoded.icd10().is_none());
    assert_eq!((knee.icd10(), knee.entry_kind()), (Some("M170"), Some(EntryKind::Admission)));
    assert_eq!(knee.outcome_kind(), Some(Outcome::NotRecovering));
    assert_eq!(knee.coverages.len(), 1);
}

#[test]
fn a_patient_comes_with_blood_group_and_size() {
    let exchange = read("adt_00/a08_typical.hl7", "ADT-00");
    let group = exchange.patient.blood_group();
    assert_eq!((group.abo, group.rh), (Some(AboGroup::B), Some(RhFactor::Positive)));
    assert_eq!(exchange.patient.height().and_then(|o| o.value.text()), Some("148.2"));
    assert_eq!(exchange.patient.weight().and_then(|o| o.value.text()), Some("45.0"));
}

#[test]
fn a_patient_comes_with_infections() {
    let patient = read("adt_00/a08_infections.hl7", "ADT-00").patient;
    let group = patient.blood_group();
    assert_eq!((group.abo, group.rh), (Some(AboGroup::Ab), Some(RhFactor::Negative)));
    let results: Vec<_> = patient.infections().iter().map(|infection| infection.result).collect();
    let expected =
        [Some(Qualitative::Negative), Some(Qualitative::Positive), Some(Qualitative::PlusMinus), None];
    assert_eq!(results, expected);
}

#[test]
fn an_event_is_told_from_its_cancellation() {
    for (name, kind, event, cancelled) in [
        ("adt_41/a15_planned.hl7", "ADT-41", VisitEvent::TransferPlanned, false),
        ("adt_41/a26_cancel.hl7", "ADT-41", VisitEvent::TransferPlanned, true),
        ("adt_42/a12_structure_a12.hl7", "ADT-42", VisitEvent::Transferred, true),
        ("adt_52/a13_cancel.hl7", "ADT-52", VisitEvent::Discharged, true),
        ("adt_01/a55_cancel.hl7", "ADT-01", VisitEvent::AttendingChanged, true),
    ] {
        assert_eq!(read(name, kind).content, Content::Visit(Visit { event, cancelled }), "{name}");
    }
}

#[test]
fn results_are_the_same_in_every_arrangement() {
    for (name, expected) in [("oul_r21", 3), ("oul_r23", 4), ("oul_r24", 3)] {
        let exchange = read(&format!("laboratory/{name}.hl7"), "");
        let Content::LabReport(report) = &exchange.content else { panic!("results") };
        let values: Vec<_> = report.results().map(|result| result.value.understood()).collect();
        assert_eq!(values.len(), expected, "{name}");
        assert_eq!(values[0], Understood::Numeric { value: "7.2".into() });
        assert_eq!(values[1], Understood::Comparison { comparator: Comparator::Less, value: "0.02".into() });
    }
    for name in ["oml_o21", "oml_o35"] {
        let exchange = read(&format!("laboratory/{name}.hl7"), "");
        let Content::LabOrder(order) = &exchange.content else { panic!("an order") };
        let items: Vec<_> = order.ordered_items().into_iter().filter_map(|item| item.code()).collect();
        assert_eq!(
            (items.first(), items.last()),
            (Some(&"3A010000002327101"), Some(&"2A010000001930101")),
            "{name}"
        );
    }
}

#[test]
fn an_infection_with_an_order_is_understood() {
    let exchange = read("omp_02/rde_complete.hl7", "OMP-02");
    let Content::MedicationOrder(order) = &exchange.content else { panic!("an injection") };
    let patient = renkei_model::patient::Patient {
        observations: order.lines[0].observations.clone(),
        ..Default::default()
    };
    let results: Vec<_> = patient.infections().iter().map(|infection| infection.result).collect();
    assert_eq!(results, [Some(Qualitative::Positive)]);
}
