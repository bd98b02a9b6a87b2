use std::cmp::Ordering;
use std::collections::BTreeSet;

use renkei_core::SegmentId;
use renkei_hl7v2::Message;
use renkei_hl7v2::definition::{Field, SegmentDef};
use renkei_model::Exchange;
use renkei_model::value::{Repetition, Text};

use super::{DataType, Hoist, Leaf, Listed, Mapper, Parts, Slot};
use crate::message::{self, MessageDef};

/// Which field and component of a message is which place in the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survey {
    entries: Vec<Surveyed>,
}

/// One leaf of a message's tables, and where it stands in the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surveyed {
    /// The groups of the message structure around the segment, the outermost first.
    pub groups: Box<[&'static str]>,
    /// The segment.
    pub segment: SegmentId,
    /// The field, counted from one.
    pub field: u32,
    /// Component and sub-component, counted from one; fewer where the field has none below.
    pub parts: Box<[u32]>,
    /// The place in the model: `content.lines[].medication.codings[0].code`. A list without a number may have any.
    pub place: Box<str>,
}

impl Survey {
    /// Returns the leaves in the order in which they are mapped.
    pub fn entries(&self) -> &[Surveyed] {
        &self.entries
    }

    /// Returns the fields that are mapped, each once, in order.
    pub fn fields(&self) -> BTreeSet<(SegmentId, u32)> {
        self.entries.iter().map(|entry| (entry.segment, entry.field)).collect()
    }
}

/// Lists what the mapping of a message maps; `kind` is the data kind (データ種別) where a message may be one of several.
///
/// # Examples
///
/// ```
/// use renkei_jahis::{message, survey};
///
/// let order = message::ALL.iter().find(|def| def.name == "RDE_O11").expect("a prescription");
/// let survey = survey(order, Some("OMP-01"));
/// let code = survey.entries().iter().find(|e| e.segment.as_str() == "RXE" && e.field == 2).expect("RXE-2");
/// assert_eq!(&*code.place, "content.lines[].medication.codings[0].code");
/// ```
pub fn survey(def: &MessageDef, kind: Option<&str>) -> Survey {
    let mut surveyor = Surveyor::default();
    let named = def.types.first().map(|t| format!("{}^{}^{}", t.code, t.event, def.name)).unwrap_or_default();
    let header = format!("MSH|^~\\&|||||||{named}|||2.5\r");
    // What a message is read into depends on its type and kind, and on nothing else as long as it is empty.
    let mut exchange = Exchange::default();
    if let Ok(message) = Message::parse(header.as_bytes(), &mut ()) {
        message::begin(&message, kind, &mut exchange);
    }
    (def.readers.survey)(&mut surveyor, &mut exchange);
    Survey { entries: surveyor.entries }
}

/// Reads and writes nothing, and notes which field a mapping function maps to which place.
#[derive(Debug, Default)]
pub(crate) struct Surveyor {
    entries: Vec<Surveyed>,
    groups: Vec<&'static str>,
    segment: Option<SegmentId>,
    place: Vec<Name>,
}

/// A step in the model.
#[derive(Clone, Copy, Debug)]
enum Name {
    Place(&'static str),
    List(&'static str),
    Item(&'static str, usize),
}

impl Surveyor {
    fn within(&mut self, name: Name, map: impl FnOnce(&mut Self)) {
        self.place.push(name);
        map(self);
        self.place.pop();
    }

    fn with_segment(&mut self, def: &'static SegmentDef, map: impl FnOnce(&mut Self)) {
        let before = self.segment.replace(def.id);
        map(self);
        self.segment = before;
    }

    fn note(&mut self, field: u32, parts: &[u32]) {
        let Some(segment) = self.segment else { return };
        // A message has no level below the sub-component, which is its own first part.
        let (parts, below) = parts.split_at_checked(2).unwrap_or((parts, &[]));
        if below.iter().any(|n| *n != 1) {
            return;
        }
        let mut place = String::new();
        for name in &self.place {
            let (Name::Place(text) | Name::List(text) | Name::Item(text, _)) = name;
            if text.is_empty() {
                continue;
            }
            if !place.is_empty() {
                place.push('.');
            }
            place.push_str(text);
            match name {
                Name::Place(_) => {}
                Name::List(_) => place.push_str("[]"),
                Name::Item(_, n) => place.push_str(&format!("[{n}]")),
            }
        }
        let groups = self.groups.as_slice().into();
        self.entries.push(Surveyed { groups, segment, field, parts: parts.into(), place: place.into() });
    }
}

impl Mapper for Surveyor {
    fn field<D, S: Slot<D>>(&mut self, field: Field<D>, name: &'static str, slot: &mut S) {
        let step = if S::REPEATS { Name::List(name) } else { Name::Place(name) };
        self.within(step, |m| {
            slot.item(0, &mut Surveying { surveyor: m, field: field.def.number, parts: Vec::new() });
        });
        slot.trim();
    }

    fn scope<T>(&mut self, name: &'static str, value: &mut T, mut map: impl FnMut(&mut Self, &mut T)) {
        self.within(Name::Place(name), |m| map(m, value));
    }

    fn segment(&mut self, def: &'static SegmentDef, map: impl FnMut(&mut Self)) {
        self.with_segment(def, map);
    }

    fn segments<T: Listed>(
        &mut self,
        def: &'static SegmentDef,
        name: &'static str,
        _: &mut Vec<T>,
        mut map: impl FnMut(&mut Self, &mut T),
    ) {
        self.within(Name::List(name), |m| m.with_segment(def, |m| map(m, &mut T::default())));
    }

    fn trailing<T: Listed>(
        &mut self,
        def: &'static SegmentDef,
        name: &'static str,
        values: &mut Vec<T>,
        map: impl FnMut(&mut Self, &mut T),
    ) {
        self.segments(def, name, values, map);
    }

    fn groups<T: Listed>(
        &mut self,
        group: &'static str,
        name: &'static str,
        _: &mut Vec<T>,
        _: impl Fn(&T) -> Option<Text>,
        mut map: impl FnMut(&mut Self, &mut T),
    ) {
        self.groups.push(group);
        self.within(Name::List(name), |m| map(m, &mut T::default()));
        self.groups.pop();
    }

    fn first(&mut self, group: &'static str, mut map: impl FnMut(&mut Self)) {
        self.groups.push(group);
        map(self);
        self.groups.pop();
    }

    fn hoisted<T: Listed>(
        &mut self,
        name: &'static str,
        hoist: Hoist<'_, T>,
        _: &mut Option<Box<T>>,
        mut map: impl FnMut(&mut Self, &mut T),
    ) {
        let inner = self.place.clone();
        self.place.truncate(inner.len().saturating_sub(hoist.out));
        self.within(Name::Place(name), |m| map(m, &mut T::default()));
        self.place = inner;
    }

    fn order_of(&self, _: &'static SegmentDef, _: &'static SegmentDef) -> Option<Ordering> {
        Some(Ordering::Greater)
    }

    fn is_reading(&self) -> bool {
        true
    }
}

/// One value of a field while it is surveyed.
struct Surveying<'s> {
    surveyor: &'s mut Surveyor,
    field: u32,
    parts: Vec<u32>,
}

impl Surveying<'_> {
    fn within(&mut self, name: Name, map: impl FnOnce(&mut Self)) {
        self.surveyor.place.push(name);
        map(self);
        self.surveyor.place.pop();
    }

    fn note(&mut self) {
        self.surveyor.note(self.field, &self.parts);
    }
}

impl Parts for Surveying<'_> {
    fn leaf<V: Leaf>(&mut self, _: &mut V) {
        self.note();
    }

    fn formatted(&mut self, _: &mut Text) {
        self.note();
    }

    fn part<D: DataType<V>, V>(&mut self, n: u32, name: &'static str, value: &mut V) {
        self.parts.push(n);
        self.within(Name::Place(name), |parts| D::map(parts, value));
        self.parts.pop();
    }

    fn nested(&mut self, n: u32, mut map: impl FnMut(&mut Self)) {
        self.parts.push(n);
        map(self);
        self.parts.pop();
    }

    fn scope<T>(&mut self, name: &'static str, value: &mut T, mut map: impl FnMut(&mut Self, &mut T)) {
        self.within(Name::Place(name), |parts| map(parts, value));
    }

    fn item<T>(
        &mut self,
        name: &'static str,
        n: usize,
        value: &mut T,
        mut map: impl FnMut(&mut Self, &mut T),
    ) {
        self.within(Name::Item(name, n), |parts| map(parts, value));
    }

    fn tree(&mut self, _: &mut Repetition) {
        self.note();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(structure: &str, path: (&str, u32, &[u32]), places: &[&str]) {
        let def = message::ALL.iter().find(|def| def.name == structure).unwrap();
        let (segment, field, parts) = path;
        let survey = survey(def, None);
        let found: Vec<&str> = survey
            .entries()
            .iter()
            .filter(|e| e.segment.as_str() == segment && e.field == field && *e.parts == *parts)
            .map(|e| &*e.place)
            .collect();
        assert_eq!(found, places, "{structure} {path:?}");
    }

    #[test]
    fn a_component_stands_where_the_decoder_puts_it() {
        check("ADT_A01", ("PID", 3, &[1]), &["patient.identifiers[].value"]);
        check("ADT_A01", ("PID", 5, &[1, 1]), &["patient.names[].family"]);
        check("ADT_A01", ("PID", 7, &[1]), &["patient.birth_date"]);
        check(
            "OUL_R22",
            ("OBX", 5, &[]),
            &[
                "content.specimens[].observations[].value.as_sent[]",
                "content.specimens[].containers[].observations[].value.as_sent[]",
                "content.specimens[].groups[].items[].value.as_sent[]",
            ],
        );
    }

    #[test]
    fn what_repetitions_have_in_common_stands_further_out() {
        check("RDE_O11", ("ORC", 9, &[1]), &["content.header.transaction_at"]);
    }

    #[test]
    fn a_survey_names_the_groups_around_a_segment() {
        let def = message::ALL.iter().find(|def| def.name == "RDE_O11").unwrap();
        let survey = survey(def, Some("OMP-02"));
        let observation = survey.entries().iter().find(|e| e.segment.as_str() == "OBX").unwrap();
        assert_eq!(*observation.groups, ["ORDER", "OBSERVATION"]);
    }
}
