//! Values of observations: the types of CDA and those of messages, which the model has.

use renkei_model::observation::{Comparator, ObservedValue, ReferenceRange, Understood};
use renkei_model::value::{Blank, CodeableConcept, Coding, Decimal, Field, Part, Quantity, Repetition, Text};

use crate::codes;
use crate::datatype::{cd, pq, st, ts};
use crate::document::Element;
use crate::mapping::Mapper;

/// More values of one observation than this are kept as unmapped.
const MOST: usize = 64;

/// The value, or values of one type, and the unit that a quantity has inside.
pub(super) fn value<M: Mapper>(m: &mut M, value: &mut ObservedValue, unit: &mut Field<CodeableConcept>) {
    if m.is_reading() {
        read(m, value, unit);
    } else {
        write(m, value, unit);
    }
}

fn read<M: Mapper>(m: &mut M, value: &mut ObservedValue, unit: &mut Field<CodeableConcept>) {
    let count = m.element().map_or(0, |e| e.children().filter(|c| c.name() == "value").take(MOST).count());
    let mut sent = Vec::new();
    for _ in 0..count {
        let mut found = None;
        m.within("value", "statement.value", &mut (&mut found, &mut *unit), |m, (found, unit)| {
            let Some(kind) = m.element().and_then(Element::type_name).map(String::from) else { return };
            **found = read_one(m, &kind, unit);
        });
        let Some((declared, repetition)) = found else { continue };
        if value.declared_type.is_absent() {
            value.declared_type = declared.into();
        }
        sent.push(repetition);
    }
    value.as_sent = sent.into_iter().collect();
}

/// Reads one value by its type: the type of messages, and what they would send.
fn read_one<M: Mapper>(
    m: &mut M,
    kind: &str,
    unit: &mut Field<CodeableConcept>,
) -> Option<(&'static str, Repetition)> {
    let attribute = |m: &mut M, name| {
        let mut value = None;
        m.attribute(name, "as_sent", &mut value);
        value
    };
    let one = |text: Text| Repetition::Text(text);
    let parts = |parts: Vec<Text>| Repetition::from_parts(parts.into_iter().map(Part::Text).collect());
    match kind {
        "PQ" => {
            let mut quantity = Quantity::default();
            pq(m, &mut quantity);
            if !quantity.unit.is_blank() {
                *unit = Field::Value(quantity.unit);
            }
            Some(("NM", one(quantity.value?.into_text())))
        }
        "INT" | "REAL" => Some(("NM", one(attribute(m, "value")?))),
        "BL" => Some(("BL", one(attribute(m, "value")?))),
        "ST" => {
            let mut text = None;
            m.exact_text("as_sent", &mut text);
            Some(("ST", one(text?)))
        }
        "TS" => {
            let mut at = renkei_model::value::DateTime::default();
            ts(m, &mut at);
            (!at.is_blank()).then(|| ("TS", one(at.as_sent().into())))
        }
        "CD" | "CE" | "CV" | "CO" | "CS" => {
            let mut concept = CodeableConcept::default();
            cd(m, &mut concept);
            (!concept.is_blank()).then(|| ("CWE", parts(concept_parts(&concept))))
        }
        "IVL_PQ" | "IVL_INT" | "IVL_REAL" => {
            let (low, high, words) = bounds(m, unit);
            let (low, high) = (low.unwrap_or_default(), high.unwrap_or_default());
            let sent = match (low.is_empty(), high.is_empty()) {
                (true, true) => return None,
                (false, true) => vec![words.0.into(), low],
                (true, false) => vec![words.1.into(), high],
                (false, false) => vec![Text::default(), low, "-".into(), high],
            };
            Some(("SN", parts(sent)))
        }
        "RTO" | "RTO_PQ_PQ" | "RTO_QTY_QTY" => {
            let mut both = [None, None];
            let [above, below] = &mut both;
            m.within("numerator", "", above, |m, value| m.attribute("value", "as_sent", value));
            m.within("denominator", "", below, |m, value| m.attribute("value", "as_sent", value));
            let [above, below] = both;
            Some(("SN", parts(vec![Text::default(), above?, ":".into(), below?])))
        }
        "ED" => {
            let media = attribute(m, "mediaType").unwrap_or_default();
            let encoding = attribute(m, "representation").unwrap_or_default();
            let mut data = None;
            m.text("as_sent", &mut data);
            let (kind, subtype) = media.split_once('/').unwrap_or((&media, ""));
            let encoding = if encoding == "B64" { "Base64".into() } else { encoding };
            Some((
                "ED",
                parts(vec![Text::default(), kind.into(), subtype.into(), encoding, data.unwrap_or_default()]),
            ))
        }
        _ => {
            m.report(&codes::TYPE_NOT_READ, &[]);
            None
        }
    }
}

/// The bounds of an interval, and the words for an open one; a bound belongs to it unless it says otherwise.
fn bounds<M: Mapper>(
    m: &mut M,
    unit: &mut Field<CodeableConcept>,
) -> (Option<Text>, Option<Text>, (&'static str, &'static str)) {
    let (mut low, mut high) = (None, None);
    let mut words = (">=", "<=");
    let bound = |m: &mut M, value: &mut Option<Text>, unit: &mut Field<CodeableConcept>| {
        let open = m.element().is_some_and(|e| e.attribute("inclusive").as_deref() == Some("false"));
        m.fixed("inclusive", "true");
        m.fixed("inclusive", "false");
        m.attribute("value", "as_sent", value);
        let mut text = unit.value().and_then(CodeableConcept::code).map(Text::from);
        m.attribute("unit", "unit", &mut text);
        if let Some(text) = text {
            *unit = Field::Value(CodeableConcept::bare(text));
        }
        open
    };
    m.within("low", "", &mut low, |m, low| {
        if bound(m, low, unit) {
            words.0 = ">";
        }
    });
    m.within("high", "", &mut high, |m, high| {
        if bound(m, high, unit) {
            words.1 = "<";
        }
    });
    (low, high, words)
}

/// A concept as messages send it: code, words and system, twice, then versions and the words of the sender; more codes follow.
fn concept_parts(concept: &CodeableConcept) -> Vec<Text> {
    let text = |value: &Option<Text>| value.clone().unwrap_or_default();
    let system = |c: &Coding| c.system.as_ref().map(|s| Text::from(s.as_str())).unwrap_or_default();
    let [first, second] = &concept.codings;
    let mut parts = Vec::with_capacity(9);
    for coding in [first, second] {
        parts.extend([text(&coding.code), text(&coding.display), system(coding)]);
    }
    parts.extend([text(&first.version), text(&second.version), text(&concept.text)]);
    for coding in &concept.more {
        parts.extend([text(&coding.code), text(&coding.display), system(coding)]);
    }
    while parts.last().is_some_and(|part| part.is_empty()) {
        parts.pop();
    }
    parts
}

fn parts_concept(sent: &Repetition) -> CodeableConcept {
    let part = |n| sent.part(n).filter(|part| !part.is_empty()).cloned();
    let coding = |at: usize, version| Coding {
        code: part(at),
        display: part(at.saturating_add(1)),
        system: part(at.saturating_add(2)).map(Into::into),
        version,
        suffix: None,
    };
    let more = (10..40).step_by(3).map(|at| coding(at, None)).take_while(|c| !c.is_blank()).collect();
    CodeableConcept { codings: [coding(1, part(7)), coding(4, part(8))], more, text: part(9) }
}

fn write<M: Mapper>(m: &mut M, value: &ObservedValue, unit: &Field<CodeableConcept>) {
    let count = value.as_sent.iter().count();
    let understood = if count == 1 { value.understood() } else { Understood::Text };
    for sent in value.as_sent.iter().take(MOST) {
        m.within("value", "", &mut (), |m, ()| {
            write_one(m, value.declared_type.as_str(), sent, &understood, unit)
        });
    }
    // A unit without a value is written as one: what was to be measured is known, its value is not.
    if count == 0 && unit.is_value() {
        m.within("value", "", &mut (), |m, ()| {
            m.typed("PQ");
            put_unit(m, unit);
        });
    }
}

fn put_unit<M: Mapper>(m: &mut M, unit: &Field<CodeableConcept>) {
    if let Some(unit) = unit.value() {
        crate::datatype::unit(m, &mut unit.clone());
    }
}

fn put<M: Mapper>(m: &mut M, name: &'static str, value: &Decimal) {
    m.attribute(name, "", &mut Some(Text::from(value.as_str())));
}

/// The bounds of an interval.
fn interval<M: Mapper>(
    m: &mut M,
    low: Option<Text>,
    high: Option<Text>,
    open: bool,
    unit: &Field<CodeableConcept>,
) {
    for (name, bound) in [("low", low), ("high", high)] {
        if bound.is_some() {
            m.within(name, "", &mut bound.clone(), |m, bound| {
                m.attribute("value", "", bound);
                put_unit(m, unit);
                if open {
                    m.fixed("inclusive", "false");
                }
            });
        }
    }
}

fn write_one<M: Mapper>(
    m: &mut M,
    declared: Option<&str>,
    sent: &Repetition,
    understood: &Understood,
    unit: &Field<CodeableConcept>,
) {
    let text = sent.part(1).cloned().unwrap_or_default();
    match (declared, understood) {
        (Some("CWE" | "CE" | "CNE" | "CF"), _) => {
            m.typed("CD");
            cd(m, &mut parts_concept(sent));
        }
        (Some("TS" | "DT"), _) => {
            m.typed("TS");
            m.attribute("value", "", &mut Some(text));
        }
        (Some("BL"), _) => {
            m.typed("BL");
            m.attribute("value", "", &mut Some(text));
        }
        (Some("ED"), _) => {
            m.typed("ED");
            let part = |n| sent.part(n).filter(|part| !part.is_empty()).cloned();
            let media = match (part(2), part(3)) {
                (Some(kind), Some(subtype)) => Some(Text::from(format!("{kind}/{subtype}"))),
                (kind, _) => kind,
            };
            m.attribute("mediaType", "", &mut media.clone());
            m.attribute(
                "representation",
                "",
                &mut part(4).map(|e| if e == "Base64" { "B64".into() } else { e }),
            );
            m.text("", &mut part(5));
        }
        (_, Understood::Numeric { value }) if unit.is_value() => {
            m.typed("PQ");
            put(m, "value", value);
            put_unit(m, unit);
        }
        (Some("NM"), Understood::Numeric { value }) => {
            m.typed(if value.as_str().contains('.') { "REAL" } else { "INT" });
            put(m, "value", value);
        }
        (Some("SN"), _) if sent.part(3).is_some_and(|sep| sep == ":") => {
            m.typed("RTO_PQ_PQ");
            for (name, n) in [("numerator", 2), ("denominator", 4)] {
                let mut part = sent.part(n).cloned();
                m.required(name, "", &mut part, |m, part| m.attribute("value", "", part));
            }
        }
        (Some("SN"), _) if matches!(sent.part(1).map_or("", |w| w), "" | "<" | "<=" | ">" | ">=") => {
            m.typed("IVL_PQ");
            let word = sent.part(1).map_or("", |word| word).to_owned();
            let number = |n| sent.part(n).filter(|part| !part.is_empty()).cloned();
            let (low, high) = match word.as_str() {
                "<" | "<=" => (None, number(2)),
                ">" | ">=" => (number(2), None),
                _ => (number(2), number(4)),
            };
            interval(m, low, high, word == "<" || word == ">", unit);
        }
        // Text has no unit in a document; an interval has.
        (_, Understood::Comparison { comparator, value }) if unit.is_value() => {
            m.typed("IVL_PQ");
            let number = Some(Text::from(value.as_str()));
            let open = matches!(comparator, Comparator::Less | Comparator::Greater);
            match comparator {
                Comparator::Less | Comparator::LessOrEqual => interval(m, None, number, open, unit),
                Comparator::Greater | Comparator::GreaterOrEqual => interval(m, number, None, open, unit),
            }
        }
        _ => {
            m.typed("ST");
            let whole = match sent {
                Repetition::Text(text) => text.clone(),
                Repetition::Parts(_) => {
                    let words: Vec<&str> = (1..20).filter_map(|n| sent.part(n)).map(Text::as_str).collect();
                    words.join(" ").trim_end().into()
                }
            };
            st(m, &mut whole.clone());
        }
    }
}

/// The reference range: in words, and as an interval where the words are one.
pub(super) fn reference_range<M: Mapper>(
    m: &mut M,
    range: &mut Field<ReferenceRange>,
    unit: &Field<CodeableConcept>,
) {
    m.within("referenceRange", "", range, |m, range| {
        m.within("observationRange", "", range, |m, range| {
            let mut words = range.value().map(|range| range.text().clone());
            m.within("text", "statement.reference_range", &mut words, |m, words| m.text("", words));
            if m.is_reading() {
                let spoken = words.clone().map(ReferenceRange::from);
                m.within("value", "statement.reference_range", &mut words, |m, words| {
                    read_range(m, words, spoken.as_ref(), unit);
                });
                if let Some(words) = words {
                    *range = Field::Value(ReferenceRange::from(words));
                }
            } else if let Some((low, high)) = range.value().map(ReferenceRange::bounds)
                && (low.is_some() || high.is_some())
            {
                m.within("value", "", &mut (low, high), |m, (low, high)| {
                    m.typed("IVL_PQ");
                    for (name, bound) in [("low", &*low), ("high", &*high)] {
                        if let Some(bound) = bound {
                            m.within(name, "", &mut (), |m, ()| {
                                put(m, "value", bound);
                                put_unit(m, unit);
                            });
                        }
                    }
                });
            }
        });
    });
}

/// Reads the interval of a range. Where there are words too, it is taken only if it says the same; else it is kept as unmapped.
fn read_range<M: Mapper>(
    m: &mut M,
    words: &mut Option<Text>,
    spoken: Option<&ReferenceRange>,
    unit: &Field<CodeableConcept>,
) {
    let element = m.element();
    let value =
        |name| element.and_then(|e| e.child(name)).and_then(|b| b.attribute("value")).map(String::from);
    let same_unit = |name| {
        let sent = element.and_then(|e| e.child(name)).and_then(|b| b.attribute("unit")).map(String::from);
        sent.is_none() || sent.as_deref() == unit.value().and_then(CodeableConcept::code)
    };
    let (low, high) = (value("low"), value("high"));
    let number = |bound: Option<Decimal>| bound.map(|d| d.as_str().to_owned());
    if let Some(spoken) = spoken {
        let (a, b) = spoken.bounds();
        if (number(a), number(b)) != (low, high) || !same_unit("low") || !same_unit("high") {
            return;
        }
    } else {
        *words = match (&low, &high) {
            (Some(low), Some(high)) => Some(format!("{low}-{high}").into()),
            (Some(low), None) => Some(format!(">={low}").into()),
            (None, Some(high)) => Some(format!("<={high}").into()),
            (None, None) => return,
        };
    }
    for name in ["low", "high"] {
        m.within(name, "", &mut (), |m, ()| {
            m.attribute("value", "", &mut None);
            if same_unit_here(m, unit) {
                m.attribute("unit", "", &mut None);
            }
        });
    }
}

fn same_unit_here<M: Mapper>(m: &mut M, unit: &Field<CodeableConcept>) -> bool {
    let sent = m.element().and_then(|e| e.attribute("unit"));
    sent.as_deref() == unit.value().and_then(CodeableConcept::code)
}
