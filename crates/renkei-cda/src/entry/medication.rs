//! Medicines, in the form of the ministry's prescription (電子処方箋CDA記述仕様) and in the base form of CDA.

use renkei_model::document::Entry;
use renkei_model::medication::{MedicationLine, Route};
use renkei_model::order::{LineKey, RepeatPattern, Timing};
use renkei_model::value::{Blank, CodeableConcept, Decimal, Field, Quantity, Text};

use super::{Kind, head_without_ids, people, references, related, status, words};
use crate::datatype::{cd, ii, pq, root, time, unit};
use crate::document::Element;
use crate::mapping::Mapper;

/// The number of the Rp (剤グループ).
const RP: &str = "1.2.392.100495.20.3.81";

fn is_rp(e: Element<'_>) -> bool {
    e.attribute("root").as_deref() == Some(RP)
}

/// A medicine.
pub(super) fn medication<M: Mapper>(
    m: &mut M,
    e: &mut Entry,
    line: &mut MedicationLine,
    kind: Kind,
    depth: u32,
) {
    head_without_ids(m, e, "SBADM");
    m.only(is_rp).one("id", "statement.key.as_sent", &mut line.key, |m, key: &mut LineKey| {
        // A number that came from a message has no issuer; documents give it one.
        if !m.is_reading() && root(&key.as_sent).is_none() {
            let value = key.as_sent.value.clone().unwrap_or_default();
            key.as_sent = crate::datatype::identifier(RP, &value);
        }
        ii(m, &mut key.as_sent);
    });
    m.list("id", "identifiers", &mut e.identifiers, ii);
    let mut class = line.medicine_classes.first().cloned();
    m.one("code", "statement.medicine_classes[0]", &mut class, cd);
    if m.is_reading() {
        line.medicine_classes.extend(class);
    }
    words(m, e);
    status(m, e);
    timing(m, line);
    routes(m, line);
    dose(m, line);
    m.within("maxDoseQuantity", "", &mut line.daily_dose, daily_dose);
    if m.is_reading() {
        m.within("doseCheckQuantity", "", &mut line.daily_dose, daily_dose);
    }
    m.one("administrationUnitCode", "statement.form", &mut line.form, cd);
    m.required("consumable", "", &mut line.medication, product);
    people(m, e);
    supply(m, line);
    related(m, e, kind, depth);
    references(m, e);
}

/// The product: a labelled drug in prescriptions, a material where the general name is prescribed.
fn product<M: Mapper>(m: &mut M, medication: &mut Field<CodeableConcept>) {
    fn named<M: Mapper>(m: &mut M, medication: &mut Field<CodeableConcept>) {
        m.one("code", "statement.medication", medication, cd);
        if !m.is_reading() {
            return;
        }
        let known = medication.value().and_then(|c| c.text.as_deref().or(c.display())).map(str::to_owned);
        let mut name = None;
        m.within("name", "statement.medication.text", &mut name, |m, name| {
            let same = m.element().is_some_and(|e| Some(&*e.text()) == known.as_deref());
            if known.is_none() || same {
                m.text("", name);
            }
        });
        if known.is_none()
            && let Some(name) = name
        {
            medication.get_or_default().text = Some(name);
        }
    }
    m.required("manufacturedProduct", "", medication, |m, medication| {
        let material = medication
            .value()
            .is_some_and(|c| c.find(renkei_model::value::KnownSystem::GenericName).is_some());
        if m.is_reading() || !material {
            m.required("manufacturedLabeledDrug", "", medication, named);
        }
        if m.is_reading() || material {
            m.required("manufacturedMaterial", "", medication, named);
        }
    });
}

fn has_type(e: Element<'_>, wanted: &str) -> bool {
    e.type_name().as_deref() == Some(wanted)
}

fn is_usage(e: Element<'_>) -> bool {
    has_type(e, "EIVL_TS") || e.child("event").is_some()
}

fn is_span(e: Element<'_>) -> bool {
    has_type(e, "IVL_TS") || ["low", "high", "width"].into_iter().any(|name| e.child(name).is_some())
}

/// The usage (用法), each with its supplements, and from when for how long.
fn timing<M: Mapper>(m: &mut M, line: &mut MedicationLine) {
    let mut timing = line.timings.first().cloned().unwrap_or_default();
    let mut operator = "A";
    m.only(is_usage).list(
        "effectiveTime",
        "statement.timings[0].repeats",
        &mut timing.repeats,
        |m, repeat| {
            usage(m, repeat, operator);
            operator = "I";
        },
    );
    m.only(is_span).within("effectiveTime", "statement.timings[0]", &mut timing, |m, timing| {
        let nothing = timing.start.is_absent()
            && timing.end.is_absent()
            && timing.duration.is_absent()
            && timing.total_occurrences.is_absent();
        if !m.is_reading() && nothing {
            return;
        }
        m.typed("IVL_TS");
        time(m, "low", "start", &mut timing.start);
        // The schema has an end or a width, not both.
        if m.is_reading() || (timing.duration.is_absent() && timing.total_occurrences.is_absent()) {
            time(m, "high", "end", &mut timing.end);
        }
        width(m, timing);
    });
    if m.is_reading() && !timing.is_blank() {
        line.timings.push(timing);
    }
}

/// One usage: the code of the Japanese usage in an event, though the schema has only meals there. The first is the usage itself
/// (`A`), the others supplement it (`I`, 補足用法).
fn usage<M: Mapper>(m: &mut M, repeat: &mut RepeatPattern, operator: &'static str) {
    m.typed("EIVL_TS");
    m.fixed("operator", operator);
    m.within("event", "code", &mut repeat.code, cd);
}

/// How long (days), or how many times (頓服回数, which has no unit of time).
fn width<M: Mapper>(m: &mut M, timing: &mut Timing) {
    const TIME: [&str; 10] = ["d", "wk", "mo", "a", "h", "min", "s", "日", "週", "月"];
    let mut quantity = match (&timing.duration, &timing.total_occurrences) {
        (Field::Value(duration), _) => duration.clone(),
        (_, Field::Value(times)) => Quantity::new(times.as_str(), "1"),
        _ => Quantity::default(),
    };
    let days = quantity.unit.code() == Some("日") || quantity.unit.code() == Some("D");
    if !m.is_reading() && days {
        quantity.unit = CodeableConcept::bare("d");
    }
    let is_time = m
        .element()
        .and_then(|e| e.child("width"))
        .and_then(|w| w.attribute("unit"))
        .is_some_and(|unit| TIME.contains(&&*unit));
    let place = if is_time { "duration" } else { "total_occurrences" };
    m.within("width", place, &mut quantity, pq);
    if !m.is_reading() || quantity.is_blank() {
        return;
    }
    if is_time {
        timing.duration = Field::Value(quantity);
    } else if let Some(value) = quantity.value {
        timing.total_occurrences = Field::Value(value);
    }
}

fn routes<M: Mapper>(m: &mut M, line: &mut MedicationLine) {
    let mut route = line.routes.first().cloned().unwrap_or_default();
    m.one("routeCode", "statement.routes[0].route", &mut route.route, cd);
    m.one("approachSiteCode", "statement.routes[0].site", &mut route.site, cd);
    if m.is_reading() && route != Route::default() {
        line.routes.push(route);
    }
}

/// How much at one time (1回量).
fn dose<M: Mapper>(m: &mut M, line: &mut MedicationLine) {
    let dose = &mut line.dose;
    m.within("doseQuantity", "statement.dose", dose, |m, dose| {
        let attribute = |m: &mut M, place, value: &mut Field<Decimal>| {
            let mut text = value.value().map(|d| Text::from(d.as_str()));
            m.attribute("value", place, &mut text);
            if m.is_reading()
                && let Some(text) = text
            {
                *value = Field::Value(Decimal::from(text));
            }
        };
        let units = |m: &mut M, value: &mut Field<CodeableConcept>| {
            let mut concept = value.value().cloned().unwrap_or_default();
            unit(m, &mut concept);
            if m.is_reading() && !concept.is_blank() {
                *value = Field::Value(concept);
            }
        };
        let range = !m.is_reading() && dose.maximum.is_value();
        if !range {
            attribute(m, "minimum", &mut dose.minimum);
            units(m, &mut dose.unit);
        }
        if m.is_reading() || range {
            m.within("low", "", &mut *dose, |m, dose| {
                attribute(m, "minimum", &mut dose.minimum);
                units(m, &mut dose.unit);
            });
            m.within("high", "", &mut *dose, |m, dose| {
                attribute(m, "maximum", &mut dose.maximum);
                units(m, &mut dose.unit);
            });
        }
    });
}

/// How much a day (1日量): so much for one day.
fn daily_dose<M: Mapper>(m: &mut M, dose: &mut Field<Quantity>) {
    if !m.is_reading() && !dose.is_value() {
        return;
    }
    m.one("numerator", "statement.daily_dose", dose, pq);
    m.within("denominator", "", &mut (), |m, ()| {
        if m.is_reading() {
            m.fixed("value", "1");
            m.fixed("unit", "d");
        } else {
            m.attribute("value", "", &mut Some(Text::from_static("1")));
            m.attribute("unit", "", &mut Some(Text::from_static("d")));
        }
    });
}

fn is_supply(e: Element<'_>) -> bool {
    e.attribute("typeCode").as_deref() == Some("REFR") && e.child("supply").is_some()
}

/// How much in all (調剤量), whether another product may be given, how to dispense it.
fn supply<M: Mapper>(m: &mut M, line: &mut MedicationLine) {
    m.only(is_supply).within("entryRelationship", "", line, |m, line| {
        m.fixed("typeCode", "REFR");
        m.within("supply", "", line, |m, line| {
            m.fixed("classCode", "SPLY");
            m.fixed("moodCode", "RQO");
            fn worded(c: &CodeableConcept) -> bool {
                c.codings().next().is_none()
            }
            let mut code = line.instructions.iter().find(|c| !worded(c)).cloned();
            let mut text = line.instructions.iter().find(|c| worded(c)).and_then(|c| c.text.clone());
            m.one("code", "statement.instructions[0]", &mut code, cd);
            m.within("text", "statement.instructions", &mut text, |m, text| m.text("", text));
            let mut quantity = Quantity {
                value: line.dispense.value.value().cloned(),
                comparator: None,
                unit: line.dispense.unit.value().cloned().unwrap_or_default(),
            };
            m.within("quantity", "statement.dispense", &mut quantity, pq);
            if m.is_reading() {
                line.instructions.extend(code);
                line.instructions
                    .extend(text.map(|text| CodeableConcept { text: Some(text), ..Default::default() }));
                if let Some(value) = quantity.value {
                    line.dispense.value = Field::Value(value);
                }
                if !quantity.unit.is_blank() {
                    line.dispense.unit = Field::Value(quantity.unit);
                }
            }
        });
    });
}
