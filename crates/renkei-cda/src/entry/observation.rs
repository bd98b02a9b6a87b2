//! Observations: results, diseases, allergies.

use renkei_model::allergy::Allergy;
use renkei_model::condition::{Condition, ConditionName};
use renkei_model::document::Entry;
use renkei_model::observation::Observation;
use renkei_model::value::{Blank, CodeableConcept, Field, KnownSystem};

use super::{
    Kind, fixed_code, head, head_without_ids, people, references, related, status, tail, value, words,
};
use crate::datatype::{cd, cd_with, cs, ii, moment_or_period, time};
use crate::document::Element;
use crate::mapping::Mapper;

/// A result or finding.
pub(super) fn observation<M: Mapper>(m: &mut M, e: &mut Entry, o: &mut Observation, kind: Kind, depth: u32) {
    head(m, e, "OBS");
    m.one("code", "statement.code", &mut o.code, cd);
    words(m, e);
    status(m, e);
    moment_or_period(m, &mut o.effective_at, &mut e.period);
    value::value(m, &mut o.value, &mut o.unit);
    m.list("interpretationCode", "statement.interpretations", &mut o.interpretations, |m, code| {
        cs(m, code);
        m.fixed("codeSystem", "2.16.840.1.113883.5.83");
    });
    m.list("methodCode", "statement.methods", &mut o.methods, cd);
    tail(m, e, kind, depth);
    value::reference_range(m, &mut o.reference_range, &o.unit);
}

/// A disease: ICD-10 in its place, all other codes beside it, as the messages have it.
pub(super) fn condition<M: Mapper>(m: &mut M, e: &mut Entry, c: &mut Condition, kind: Kind, depth: u32) {
    head_without_ids(m, e, "OBS");
    m.one("id", "statement.id", &mut c.id, ii);
    m.list("id", "identifiers", &mut e.identifiers, ii);
    fixed_code(m, "29308-4", "2.16.840.1.113883.6.1");
    words(m, e);
    status(m, e);
    m.within("effectiveTime", "", &mut *c, |m, c| {
        time(m, "low", "statement.onset_at", &mut c.onset_at);
        time(m, "high", "statement.ended_at", &mut c.ended_at);
    });
    let mut concept = joined(c);
    let mut parts = c.name_parts.take().map(|parts| *parts).unwrap_or_default();
    m.within("value", "statement", &mut concept, |m, concept| {
        if !concept.is_blank() {
            m.typed("CD");
        }
        cd_with(m, concept, modifiers, &mut parts);
    });
    c.name_parts = (!parts.is_blank()).then(|| Box::new(parts));
    if m.is_reading() {
        divide(concept, c);
    }
    tail(m, e, kind, depth);
}

/// The modifiers of a name (修飾語): those that follow it have numbers from 8000 on in the master of the claims office.
fn modifiers<M: Mapper>(m: &mut M, parts: &mut ConditionName) {
    let mut all: Vec<CodeableConcept> = parts.prefixes.iter().chain(&parts.suffixes).cloned().collect();
    m.list("qualifier", "name_parts.suffixes", &mut all, |m, modifier| m.within("value", "", modifier, cd));
    if m.is_reading() {
        let follows =
            |c: &CodeableConcept| c.code().is_some_and(|code| code.len() == 4 && code.starts_with('8'));
        (parts.suffixes, parts.prefixes) = all.into_iter().partition(follows);
    }
}

/// The codes of a disease as one concept: ICD-10 first.
fn joined(c: &Condition) -> CodeableConcept {
    let codes = |field: &Field<CodeableConcept>| -> Vec<_> {
        field.value().into_iter().flat_map(CodeableConcept::codings).cloned().collect()
    };
    // Messages send the kind of the entry beside the ICD-10 code; documents have no place for it.
    let mut codings = codes(&c.classification);
    codings.retain(|coding| coding.known_system() == KnownSystem::Icd10);
    codings.extend(codes(&c.code));
    let mut codings = codings.into_iter();
    CodeableConcept {
        codings: [codings.next().unwrap_or_default(), codings.next().unwrap_or_default()],
        more: codings.collect(),
        text: c.name.value().cloned(),
    }
}

fn divide(concept: CodeableConcept, c: &mut Condition) {
    if let Some(name) = &concept.text {
        c.name = Field::Value(name.clone());
    }
    let gather = |icd: bool| {
        let mut codings =
            concept.codings().filter(|coding| (coding.known_system() == KnownSystem::Icd10) == icd).cloned();
        let gathered = CodeableConcept {
            codings: [codings.next().unwrap_or_default(), codings.next().unwrap_or_default()],
            more: codings.collect(),
            text: None,
        };
        if gathered.is_blank() { Field::Absent } else { Field::Value(gathered) }
    };
    c.classification = gather(true);
    c.code = gather(false);
}

/// An allergy: the kind is the value, the substance takes part, reactions and severity are related statements.
pub(super) fn allergy<M: Mapper>(m: &mut M, e: &mut Entry, a: &mut Allergy, kind: Kind, depth: u32) {
    head_without_ids(m, e, "OBS");
    m.one("id", "statement.id", &mut a.id, ii);
    m.list("id", "identifiers", &mut e.identifiers, ii);
    fixed_code(m, "ASSERTION", "2.16.840.1.113883.5.4");
    words(m, e);
    status(m, e);
    m.within("effectiveTime", "", &mut *a, |m, a| {
        time(m, "low", "statement.onset_at", &mut a.onset_at);
        time(m, "high", "statement.status_at", &mut a.status_at);
    });
    coded_value(m, "statement.kind", &mut a.kind);
    // What takes part as the substance is taken before the others who take part, and stands after them.
    if m.is_reading() {
        substance(m, a);
    }
    people(m, e);
    if !m.is_reading() {
        substance(m, a);
    }
    fn is_reaction(e: Element<'_>) -> bool {
        let observation = e.child("observation");
        let value = observation.and_then(|o| o.child("value"));
        e.attribute("typeCode").as_deref() == Some("MFST")
            && value.and_then(Element::type_name).as_deref() == Some("ST")
    }
    m.only(is_reaction).list("entryRelationship", "statement.reactions", &mut a.reactions, |m, reaction| {
        m.fixed("typeCode", "MFST");
        m.fixed("inversionInd", "true");
        m.within("observation", "", reaction, |m, reaction| {
            m.fixed("classCode", "OBS");
            m.fixed("moodCode", "EVN");
            fixed_code(m, "ASSERTION", "2.16.840.1.113883.5.4");
            m.within("value", "", reaction, |m, reaction| {
                m.typed("ST");
                crate::datatype::st(m, reaction);
            });
        });
    });
    fn is_severity(e: Element<'_>) -> bool {
        let code = e.child("observation").and_then(|o| o.child("code"));
        code.and_then(|c| c.attribute("code")).as_deref() == Some("SEV")
    }
    m.only(is_severity).within("entryRelationship", "", &mut a.severity, |m, severity| {
        m.fixed("typeCode", "SUBJ");
        m.fixed("inversionInd", "true");
        m.within("observation", "", severity, |m, severity| {
            m.fixed("classCode", "OBS");
            m.fixed("moodCode", "EVN");
            if m.is_reading() || severity.is_value() {
                fixed_code(m, "SEV", "2.16.840.1.113883.5.4");
            }
            coded_value(m, "statement.severity", severity);
        });
    });
    related(m, e, kind, depth);
    references(m, e);
}

/// A coded value; a value needs its type also where it is null.
fn coded_value<M: Mapper>(m: &mut M, place: &'static str, value: &mut Field<CodeableConcept>) {
    if !m.is_reading() && value.is_null() {
        m.required("value", place, &mut (), |m, ()| m.typed("CD"));
        return;
    }
    m.one("value", place, value, |m, value| {
        m.typed("CD");
        cd(m, value);
    });
}

/// The substance of an allergy.
fn substance<M: Mapper>(m: &mut M, a: &mut Allergy) {
    fn is_substance(e: Element<'_>) -> bool {
        e.attribute("typeCode").as_deref() == Some("CSM")
    }
    m.only(is_substance).within("participant", "", &mut a.substance, |m, substance| {
        m.fixed("typeCode", "CSM");
        m.within("participantRole", "", substance, |m, substance| {
            m.fixed("classCode", "MANU");
            m.within("playingEntity", "", substance, |m, substance| {
                m.fixed("classCode", "MMAT");
                m.one("code", "statement.substance", substance, cd);
                if !m.is_reading() {
                    return;
                }
                let mut name = None;
                let known = substance.value().and_then(|s| s.text.clone());
                m.within("name", "statement.substance.text", &mut name, |m, name| {
                    let same = m.element().is_some_and(|e| Some(&*e.text()) == known.as_deref());
                    if known.is_none() || same {
                        m.text("", name);
                    }
                });
                if name.is_some() {
                    substance.get_or_default().text = name;
                }
            });
        });
    });
}
