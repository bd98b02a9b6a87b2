//! Entries: statements for machines, in the types that messages use.

mod medication;
mod observation;
mod value;

use renkei_model::document::{
    Device, DocumentAttachment, DocumentEncounter, Entry, ExternalReference, FamilyHistory, Immunization,
    OtherStatement, Panel, Party, Procedure, RelatedEntry, SocialHistory, Statement,
};
use renkei_model::value::{Blank, CodeableConcept, Field, Quantity, Text};

use crate::codes;
use crate::datatype::{
    ad, cd, cs, ii, ivl, moment_or_period, organization, part, pn, pq, st, tel, time, typed_moment_or_period,
};
use crate::document::Element;
use crate::header::{assigned_entity, author};
use crate::mapping::Mapper;
use crate::section::SectionDef;

/// How deep statements may be nested and still be read as statements; what is deeper is kept as unmapped.
const DEPTH: u32 = 12;

/// The statements that the schema knows.
const STATEMENTS: [&str; 8] = [
    "observation",
    "substanceAdministration",
    "procedure",
    "organizer",
    "observationMedia",
    "encounter",
    "supply",
    "act",
];

type Kind = Option<&'static SectionDef>;

/// An entry of a section, or the like of it within another: the element around the statement.
pub(crate) fn entry<M: Mapper>(m: &mut M, e: &mut Entry, kind: Kind, depth: u32) {
    flag(m, "typeCode", "DRIV", "derived", &mut e.derived);
    statement(m, e, kind, depth);
}

/// An attribute that has a meaning in one of its values.
fn flag<M: Mapper>(m: &mut M, name: &'static str, word: &'static str, place: &'static str, flag: &mut bool) {
    let says = m.element().and_then(|e| e.attribute(name)).is_some_and(|value| value == word);
    if says || (!m.is_reading() && *flag) {
        let mut value = Some(Text::from_static(word));
        m.attribute(name, place, &mut value);
        *flag = true;
    }
}

/// The statement itself.
fn statement<M: Mapper>(m: &mut M, e: &mut Entry, kind: Kind, depth: u32) {
    if depth >= DEPTH {
        m.report(&codes::NESTED_TOO_DEEP, &[("what", "entries")]);
        return;
    }
    let name = match m.element() {
        Some(around) => {
            let found = STATEMENTS.into_iter().find_map(|name| around.child(name).map(|child| (name, child)));
            let Some((name, child)) = found else { return };
            e.statement = Some(blank_statement(child, kind));
            name
        }
        None => match e.statement.as_ref() {
            Some(statement) => element_name(statement),
            None => return,
        },
    };
    // The statement is out of the entry while it is mapped, since both are.
    let Some(mut said) = e.statement.take() else { return };
    m.within(name, "", e, |m, e| match &mut said {
        Statement::Condition(c) => observation::condition(m, e, c, kind, depth),
        Statement::Allergy(a) => observation::allergy(m, e, a, kind, depth),
        Statement::Observation(o) => observation::observation(m, e, o, kind, depth),
        Statement::SocialHistory(s) => social_history(m, e, s, kind, depth),
        Statement::FamilyHistory(f) => family_history(m, e, f, kind, depth),
        Statement::Panel(p) => panel(m, e, p, kind, depth),
        Statement::Medication(line) => medication::medication(m, e, line, kind, depth),
        Statement::Immunization(i) => immunization(m, e, i, kind, depth),
        Statement::Procedure(p) => procedure(m, e, p, kind, depth),
        Statement::Device(d) => device(m, e, d, kind, depth),
        Statement::Encounter(v) => encounter(m, e, v, kind, depth),
        Statement::Attachment(a) => media(m, e, a, kind, depth),
        Statement::Coverage(c) => crate::coverage::coverage(m, e, c, kind, depth),
        Statement::Other(o) => other(m, e, o, kind, depth),
        _ => {}
    });
    e.statement = Some(said);
}

/// The element that a statement is written as.
fn element_name(statement: &Statement) -> &'static str {
    match statement {
        Statement::Medication(_) | Statement::Immunization(_) => "substanceAdministration",
        Statement::Panel(_) | Statement::FamilyHistory(_) => "organizer",
        Statement::Procedure(_) => "procedure",
        Statement::Device(_) => "supply",
        Statement::Encounter(_) => "encounter",
        Statement::Attachment(_) => "observationMedia",
        Statement::Coverage(_) => "act",
        Statement::Other(o) => {
            let kind = o.kind.as_deref().unwrap_or("act");
            STATEMENTS.into_iter().find(|name| *name == kind).unwrap_or("act")
        }
        _ => "observation",
    }
}

/// Decides what kind of statement an element is: by its name, its code, and the section it stands in.
fn blank_statement(element: Element<'_>, kind: Kind) -> Statement {
    let section = kind.map_or("", |def| def.kind);
    let code = element.child("code");
    let code = code.and_then(|c| c.attribute("code")).unwrap_or_default();
    let coded_value = || {
        element
            .child("value")
            .and_then(Element::type_name)
            .is_some_and(|t| matches!(&*t, "CD" | "CE" | "CV" | "CO"))
    };
    match element.name() {
        "observation" => match section {
            "allergies" if coded_value() || code == "ASSERTION" => Statement::Allergy(Box::default()),
            "social_history" => Statement::SocialHistory(Box::default()),
            _ if code == "29308-4" => Statement::Condition(Box::default()),
            "problems" | "past_history" | "admission_diagnosis" | "discharge_diagnosis" | "infections"
                if code == "ASSERTION" && coded_value() =>
            {
                Statement::Condition(Box::default())
            }
            _ => Statement::Observation(Box::default()),
        },
        "substanceAdministration" if section == "immunizations" => Statement::Immunization(Box::default()),
        "substanceAdministration" => Statement::Medication(Box::default()),
        "organizer" if element.child("subject").is_some() => Statement::FamilyHistory(Box::default()),
        "organizer" => Statement::Panel(Box::default()),
        "procedure" => Statement::Procedure(Box::default()),
        "supply" if section == "devices" => Statement::Device(Box::default()),
        "encounter" => Statement::Encounter(Box::default()),
        "observationMedia" => Statement::Attachment(Box::default()),
        "act" if section == "insurance" || crate::coverage::is_coverage(element) => {
            Statement::Coverage(Box::default())
        }
        name => Statement::Other(Box::new(OtherStatement {
            kind: Some(name.into()),
            ..OtherStatement::default()
        })),
    }
}

/// What statements begin with: class, mood, whether it is denied, identifiers.
pub(crate) fn head<M: Mapper>(m: &mut M, e: &mut Entry, class: &'static str) {
    head_without_ids(m, e, class);
    m.list("id", "identifiers", &mut e.identifiers, ii);
}

fn head_without_ids<M: Mapper>(m: &mut M, e: &mut Entry, class: &'static str) {
    m.fixed("classCode", class);
    mood(m, &mut e.mood, if class == "SBADM" { "RQO" } else { "EVN" });
    negation(m, &mut e.negated);
}

/// Whether it happened, is ordered, or is planned; the usual mood says nothing.
fn mood<M: Mapper>(m: &mut M, mood: &mut Option<Text>, usual: &'static str) {
    let says_usual = m.element().is_some_and(|e| e.attribute("moodCode").as_deref() == Some(usual));
    if says_usual || (!m.is_reading() && mood.is_none()) {
        m.fixed("moodCode", usual);
    } else {
        m.attribute("moodCode", "mood", mood);
    }
}

fn negation<M: Mapper>(m: &mut M, negated: &mut bool) {
    flag(m, "negationInd", "true", "negated", negated);
    if m.is_reading() {
        m.fixed("negationInd", "false");
    }
}

/// What is said in words: a place in the text of the section, or the words themselves.
pub(crate) fn words<M: Mapper>(m: &mut M, e: &mut Entry) {
    m.within("text", "", e, |m, e| {
        let mut references = std::mem::take(&mut e.references);
        m.list("reference", "references", &mut references, |m, id| {
            let mut value = (!id.is_empty()).then(|| Text::from(format!("#{id}")));
            m.attribute("value", "", &mut value);
            if m.is_reading()
                && let Some(value) = value
            {
                *id = value.strip_prefix('#').map(Text::from).unwrap_or(value);
            }
        });
        e.references = references;
        m.text("text", &mut e.text);
    });
}

pub(crate) fn status<M: Mapper>(m: &mut M, e: &mut Entry) {
    m.one("statusCode", "status", &mut e.status, cs);
}

/// What statements end with: specimen, people, related statements, files.
pub(crate) fn tail<M: Mapper>(m: &mut M, e: &mut Entry, kind: Kind, depth: u32) {
    people(m, e);
    related(m, e, kind, depth);
    references(m, e);
}

fn people<M: Mapper>(m: &mut M, e: &mut Entry) {
    m.within("specimen", "", &mut e.specimen, |m, specimen| {
        m.within("specimenRole", "", specimen, |m, specimen| {
            m.within("specimenPlayingEntity", "", specimen, |m, specimen| {
                m.one("code", "specimen", specimen, cd)
            });
        });
    });
    m.list("performer", "performers", &mut e.performers, |m, party| {
        m.one("time", "time", &mut party.time, ivl);
        m.required("assignedEntity", "", party, assigned_entity);
    });
    m.list("author", "authors", &mut e.authors, author);
    m.list("participant", "participants", &mut e.participants, participant);
}

/// Somebody or something that has to do with a statement.
fn participant<M: Mapper>(m: &mut M, party: &mut Party) {
    let mut code = party.role.as_ref().and_then(CodeableConcept::code).map(Text::from);
    if !m.is_reading() && code.is_none() {
        m.fixed("typeCode", "IND");
    }
    m.attribute("typeCode", "role", &mut code);
    party.role = code.map(CodeableConcept::bare);
    m.one("time", "time", &mut party.time, ivl);
    m.required("participantRole", "", party, |m, party| {
        m.attribute("classCode", "class", &mut party.class);
        m.list("id", "identifiers", &mut party.identifiers, ii);
        m.one("code", "profession", &mut party.profession, cd);
        m.list("addr", "addresses", &mut party.addresses, ad);
        m.list("telecom", "telecoms", &mut party.telecoms, tel);
        if m.is_reading() || party.device.is_some() {
            m.one("playingDevice", "device", &mut party.device, playing_device);
        }
        if m.is_reading() || party.device.is_none() {
            m.within("playingEntity", "", party, |m, party| {
                m.list("name", "names", &mut party.names, pn);
            });
        }
        m.within("scopingEntity", "", &mut party.organization, |m, scope| {
            m.one("desc", "organization.name", scope, |m, organization| {
                m.text("", &mut organization.name);
            });
        });
    });
}

fn playing_device<M: Mapper>(m: &mut M, device: &mut Device) {
    m.one("code", "code", &mut device.code, cd);
    part(m, "manufacturerModelName", "model", &mut device.model);
    part(m, "softwareName", "software", &mut device.software);
}

fn related<M: Mapper>(m: &mut M, e: &mut Entry, kind: Kind, depth: u32) {
    m.list("entryRelationship", "related", &mut e.related, |m, related| relation(m, related, kind, depth));
}

fn relation<M: Mapper>(m: &mut M, related: &mut RelatedEntry, kind: Kind, depth: u32) {
    if !m.is_reading() && related.relation.is_none() {
        m.fixed("typeCode", "COMP");
    }
    m.attribute("typeCode", "relation", &mut related.relation);
    flag(m, "inversionInd", "true", "inverted", &mut related.inverted);
    if m.is_reading() {
        m.fixed("inversionInd", "false");
    }
    let place = "entry";
    // An observation about another is of its own kind, whatever the section is.
    let within = kind.filter(|def| !matches!(def.kind, "allergies" | "social_history"));
    inside(m, place, &mut related.entry, |m, e| statement(m, e, within, depth.saturating_add(1)));
}

/// Goes on in the same element at a place of the model.
fn inside<M: Mapper, T>(m: &mut M, _: &'static str, value: &mut T, map: impl FnOnce(&mut M, &mut T)) {
    map(m, value);
}

fn references<M: Mapper>(m: &mut M, e: &mut Entry) {
    m.list("reference", "documents", &mut e.documents, external);
}

/// A file that lies beside the document.
fn external<M: Mapper>(m: &mut M, file: &mut ExternalReference) {
    if !m.is_reading() && file.relation.is_none() {
        m.fixed("typeCode", "REFR");
    }
    m.attribute("typeCode", "relation", &mut file.relation);
    m.required("externalDocument", "", file, |m, file| {
        m.list("id", "identifiers", &mut file.identifiers, ii);
        m.one("code", "code", &mut file.code, cd);
        m.within("text", "", file, |m, file| {
            m.attribute("mediaType", "media_type", &mut file.media_type);
            m.within("reference", "", file, |m, file| m.attribute("value", "location", &mut file.location));
        });
        m.one("setId", "set_id", &mut file.set_id, ii);
        m.one("versionNumber", "version", &mut file.version, |m, version| {
            let mut value = (!version.is_empty()).then(|| version.clone());
            m.attribute("value", "", &mut value);
            *version = value.unwrap_or_default();
        });
    });
    if m.is_reading()
        && let Some(location) = file.location.as_deref()
        && !crate::attachment::stays_inside(location)
    {
        m.report(&codes::REFERENCE_OUTSIDE, &[]);
    }
}

/// Results or findings that belong together (organizer).
fn panel<M: Mapper>(m: &mut M, e: &mut Entry, p: &mut Panel, kind: Kind, depth: u32) {
    if !m.is_reading() && p.kind.is_none() {
        m.fixed("classCode", "CLUSTER");
    }
    m.attribute("classCode", "statement.kind", &mut p.kind);
    mood(m, &mut e.mood, "EVN");
    m.list("id", "identifiers", &mut e.identifiers, ii);
    m.one("code", "statement.code", &mut p.code, cd);
    status(m, e);
    moment_or_period(m, &mut p.effective_at, &mut e.period);
    people(m, e);
    references(m, e);
    m.long_list("component", "statement.entries", &mut p.entries, |m, inner| {
        entry(m, inner, kind, depth.saturating_add(1))
    });
}

/// Something that was done (procedure).
fn procedure<M: Mapper>(m: &mut M, e: &mut Entry, p: &mut Procedure, kind: Kind, depth: u32) {
    head(m, e, "PROC");
    m.within("code", "statement.code", &mut p.code, cd);
    words(m, e);
    status(m, e);
    moment_or_period(m, &mut p.performed_at, &mut e.period);
    m.list("methodCode", "statement.methods", &mut p.methods, cd);
    m.list("targetSiteCode", "statement.sites", &mut p.sites, cd);
    tail(m, e, kind, depth);
}

/// A way of living (observation in the section of social history).
fn social_history<M: Mapper>(m: &mut M, e: &mut Entry, s: &mut SocialHistory, kind: Kind, depth: u32) {
    head(m, e, "OBS");
    m.required("code", "statement.code", &mut s.code, cd);
    words(m, e);
    status(m, e);
    moment_or_period(m, &mut s.effective_at, &mut e.period);
    fn is(wanted: &'static [&'static str]) -> impl Fn(Element<'_>) -> bool {
        move |e| e.type_name().is_some_and(|t| wanted.contains(&&*t))
    }
    fn coded(e: Element<'_>) -> bool {
        is(&["CD", "CE", "CV", "CO"])(e)
    }
    fn counted(e: Element<'_>) -> bool {
        is(&["PQ", "INT", "REAL"])(e)
    }
    fn worded(e: Element<'_>) -> bool {
        is(&["ST", "ED"])(e)
    }
    m.only(coded).one("value", "statement.value", &mut s.value, |m, value| {
        m.typed("CD");
        cd(m, value);
    });
    m.only(counted).one("value", "statement.quantity", &mut s.quantity, |m, value: &mut Quantity| {
        m.typed("PQ");
        pq(m, value);
    });
    m.only(worded).one("value", "statement.answer", &mut s.answer, |m, value| {
        m.typed("ST");
        st(m, value);
    });
    tail(m, e, kind, depth);
}

/// A disease in the family (organizer with a subject).
fn family_history<M: Mapper>(m: &mut M, e: &mut Entry, f: &mut FamilyHistory, kind: Kind, depth: u32) {
    m.fixed("classCode", "CLUSTER");
    mood(m, &mut e.mood, "EVN");
    m.list("id", "identifiers", &mut e.identifiers, ii);
    status(m, e);
    m.required("subject", "", &mut f.relationship, |m, relationship| {
        m.required("relatedSubject", "", relationship, |m, relationship| {
            m.fixed("classCode", "PRS");
            m.within("code", "statement.relationship", relationship, cd);
        });
    });
    people(m, e);
    references(m, e);
    fn age(e: Element<'_>) -> bool {
        coded_as(e, "445518008")
    }
    fn dead(e: Element<'_>) -> bool {
        coded_as(e, "419099009")
    }
    fn coded_as(e: Element<'_>, wanted: &str) -> bool {
        let observation = e.child("observation");
        let values =
            observation.into_iter().flat_map(|o| o.child("code").into_iter().chain(o.child("value")));
        values.filter_map(|c| c.attribute("code")).any(|code| code == wanted)
    }
    m.within("component", "", &mut (&mut *f, &mut *e), |m, (f, e)| {
        m.required("observation", "", f, |m, f| {
            m.fixed("classCode", "OBS");
            m.fixed("moodCode", "EVN");
            fixed_code(m, "ASSERTION", "2.16.840.1.113883.5.4");
            words(m, e);
            time(m, "effectiveTime", "statement.onset_at", &mut f.onset_at);
            m.within("value", "statement.condition", &mut f.condition, |m, condition| {
                if !condition.is_blank() {
                    m.typed("CD");
                }
                cd(m, condition);
            });
            m.only(age).within("entryRelationship", "", &mut f.onset_age, |m, onset| {
                m.fixed("typeCode", "SUBJ");
                m.fixed("inversionInd", "true");
                m.within("observation", "", onset, |m, onset| {
                    m.fixed("classCode", "OBS");
                    m.fixed("moodCode", "EVN");
                    if m.is_reading() || onset.is_some() {
                        fixed_code(m, "445518008", "2.16.840.1.113883.6.96");
                    }
                    m.one("value", "statement.onset_age", onset, |m, value| {
                        m.typed("PQ");
                        pq(m, value);
                    });
                });
            });
            let mut died = f.deceased.map(|_| Text::from_static("419099009"));
            m.only(dead).within("entryRelationship", "", &mut died, |m, died| {
                m.fixed("typeCode", "CAUS");
                m.within("observation", "", died, |m, died| {
                    m.fixed("classCode", "OBS");
                    m.fixed("moodCode", "EVN");
                    if m.is_reading() || died.is_some() {
                        fixed_code(m, "ASSERTION", "2.16.840.1.113883.5.4");
                    }
                    m.within("value", "statement.deceased", died, |m, died| {
                        if died.is_some() {
                            m.typed("CD");
                        }
                        m.attribute("code", "", died);
                        m.fixed("codeSystem", "2.16.840.1.113883.6.96");
                    });
                });
            });
            if m.is_reading() {
                f.deceased = died.map(|_| true);
            }
        });
    });
    let _ = (kind, depth);
}

/// A code that says no more than the place it stands in.
fn fixed_code<M: Mapper>(m: &mut M, code: &'static str, system: &'static str) {
    let display = match code {
        "29308-4" => Some("Diagnosis"),
        "ASSERTION" => Some("Assertion"),
        _ => None,
    };
    m.required("code", "", &mut (), |m, ()| {
        if m.is_reading() {
            m.fixed("code", code);
        } else {
            m.attribute("code", "", &mut Some(Text::from_static(code)));
        }
        m.fixed("codeSystem", system);
        if let Some(display) = display {
            m.fixed("displayName", display);
        }
        if m.is_reading() {
            m.fixed("codeSystemName", "LOINC");
            m.fixed("codeSystemName", "ActCode");
        }
    });
}

/// A vaccination (substanceAdministration in its section).
fn immunization<M: Mapper>(m: &mut M, e: &mut Entry, i: &mut Immunization, kind: Kind, depth: u32) {
    head(m, e, "SBADM");
    words(m, e);
    status(m, e);
    typed_moment_or_period(m, &mut i.given_at, &mut e.period);
    m.one("routeCode", "statement.route", &mut i.route, cd);
    m.one("approachSiteCode", "statement.site", &mut i.site, cd);
    m.one("doseQuantity", "statement.dose", &mut i.dose, pq);
    m.required("consumable", "", i, |m, i| {
        m.required("manufacturedProduct", "", i, |m, i| {
            m.required("manufacturedMaterial", "", i, |m, i| {
                m.within("code", "statement.vaccine", &mut i.vaccine, cd);
                if m.is_reading() {
                    m.within("name", "statement.vaccine.text", &mut i.vaccine.text, |m, name| {
                        if name.is_none() {
                            m.text("", name);
                        }
                    });
                }
                part(m, "lotNumberText", "statement.lot", &mut i.lot);
            });
            m.one("manufacturerOrganization", "statement.manufacturer", &mut i.manufacturer, organization);
        });
    });
    tail(m, e, kind, depth);
}

/// A device (supply in its section): the product, or the device that takes part.
fn device<M: Mapper>(m: &mut M, e: &mut Entry, d: &mut Device, kind: Kind, depth: u32) {
    head(m, e, "SPLY");
    words(m, e);
    status(m, e);
    let mut at = Field::Absent;
    typed_moment_or_period(m, &mut at, &mut e.period);
    if let Field::Value(at) = at {
        e.period = Some(renkei_model::value::Period { start: Some(at.clone()), end: Some(at) });
    }
    m.list("performer", "performers", &mut e.performers, |m, party| {
        m.required("assignedEntity", "", party, assigned_entity)
    });
    m.list("author", "authors", &mut e.authors, author);
    fn is_device(e: Element<'_>) -> bool {
        e.child("participantRole").is_some_and(|role| role.child("playingDevice").is_some())
    }
    m.only(is_device).within("participant", "", d, |m, d| {
        m.fixed("typeCode", "DEV");
        m.within("participantRole", "", d, |m, d| {
            m.fixed("classCode", "MANU");
            m.list("id", "statement.identifiers", &mut d.identifiers, ii);
            m.within("playingDevice", "statement", d, playing_device);
        });
    });
    m.list("participant", "participants", &mut e.participants, participant);
    related(m, e, kind, depth);
    references(m, e);
}

/// A visit or stay, past or planned (encounter).
fn encounter<M: Mapper>(m: &mut M, e: &mut Entry, v: &mut DocumentEncounter, kind: Kind, depth: u32) {
    head(m, e, "ENC");
    m.one("code", "statement.code", &mut v.code, cd);
    words(m, e);
    status(m, e);
    m.one("effectiveTime", "statement.period", &mut v.period, ivl);
    tail(m, e, kind, depth);
}

/// A file that travels inside (observationMedia).
fn media<M: Mapper>(m: &mut M, e: &mut Entry, a: &mut DocumentAttachment, kind: Kind, depth: u32) {
    m.attribute("ID", "statement.id", &mut a.id);
    head(m, e, "OBS");
    m.one("languageCode", "statement.language", &mut a.language, cs);
    m.required("value", "statement", a, |m, a| {
        m.typed("ED");
        encapsulated(m, a);
    });
    tail(m, e, kind, depth);
}

/// Data of any kind (ED): the type, and the data in base64.
pub(crate) fn encapsulated<M: Mapper>(m: &mut M, a: &mut DocumentAttachment) {
    let content = &mut a.content;
    let mut kind = match (&content.media_type, &content.media_subtype) {
        (Some(kind), Some(subtype)) => Some(Text::from(format!("{kind}/{subtype}"))),
        (kind, _) => kind.clone(),
    };
    m.attribute("mediaType", "content.media_type", &mut kind);
    let mut encoding =
        content.encoding.as_deref().map(|e| Text::from(if e == "Base64" { "B64" } else { "TXT" }));
    m.attribute("representation", "content.encoding", &mut encoding);
    if m.is_reading() {
        let parts = kind.as_deref().and_then(|kind| kind.split_once('/'));
        (content.media_type, content.media_subtype) = match parts {
            Some((kind, subtype)) => (Some(kind.into()), Some(subtype.into())),
            None => (kind, None),
        };
        content.encoding = encoding.map(|e| if e == "B64" { "Base64".into() } else { e });
    }
    m.within("reference", "", &mut a.location, |m, location| m.attribute("value", "location", location));
    if m.is_reading()
        && let Some(location) = a.location.as_deref()
        && !crate::attachment::stays_inside(location)
    {
        m.report(&codes::REFERENCE_OUTSIDE, &[]);
    }
    let content = &mut a.content;
    m.text("content.data", &mut content.data);
    if m.is_reading() && content.encoding.as_deref() == Some("Base64") {
        let data = content.data.as_deref().unwrap_or_default();
        if crate::attachment::decoded_length(data).is_none() {
            m.report(&codes::NOT_BASE64, &[]);
        }
    }
}

/// A statement of a kind that has no type of its own: act, supply.
fn other<M: Mapper>(m: &mut M, e: &mut Entry, o: &mut OtherStatement, kind: Kind, depth: u32) {
    let supply = o.kind.as_deref() == Some("supply");
    if !m.is_reading() && o.class.is_none() {
        m.fixed("classCode", if supply { "SPLY" } else { "ACT" });
    }
    m.attribute("classCode", "statement.class", &mut o.class);
    mood(m, &mut e.mood, "EVN");
    negation(m, &mut e.negated);
    m.list("id", "identifiers", &mut e.identifiers, ii);
    if m.is_reading() || supply || o.code.is_some() {
        m.one("code", "statement.code", &mut o.code, cd);
    } else {
        m.required("code", "", &mut (), |_, ()| {});
    }
    words(m, e);
    status(m, e);
    if supply {
        typed_moment_or_period(m, &mut o.effective_at, &mut e.period);
    } else {
        moment_or_period(m, &mut o.effective_at, &mut e.period);
    }
    m.one("quantity", "statement.quantity", &mut o.quantity, pq);
    m.within("product", "", &mut o.product, |m, product| {
        m.within("manufacturedProduct", "", product, |m, product| {
            m.within("manufacturedMaterial", "", product, |m, product| {
                m.one("code", "statement.product", product, cd)
            });
        });
    });
    tail(m, e, kind, depth);
}
