use std::cmp::Ordering;

use renkei_hl7v2::definition::{Field, SegmentDef};
use renkei_model::Exchange;
use renkei_model::value::{Blank, CodeableConcept, Repetition, Text};

use super::{DataType, Hoist, Leaf, Listed, Mapper, Parts, Slot};
use crate::message;

/// Shows every coded value of an exchange that a message can carry, with its place in the model
/// (`content.lines[0].medication`), and lets it be changed. A result (OBX-5) is kept as sent and is none of them.
///
/// # Examples
///
/// ```
/// use renkei_hl7v2::Message;
/// use renkei_jahis::{concepts, decode};
///
/// let bytes = b"MSH|^~\\&|HIS||||||ADT^A08|1|P|2.5\rPID|||0000123\rAL1|1|DA|01^penicillin^99XY4\r";
/// let mut exchange = decode(&Message::parse(bytes, &mut ())?, &mut ());
/// let mut found = Vec::new();
/// concepts(&mut exchange, &mut |place, concept| found.push((place.to_owned(), concept.code().map(str::to_owned))));
/// assert!(found.contains(&("patient.allergies[0].substance".to_owned(), Some("01".to_owned()))));
/// # Ok::<(), renkei_hl7v2::Error>(())
/// ```
pub fn concepts(exchange: &mut Exchange, visit: &mut dyn FnMut(&str, &mut CodeableConcept)) {
    let def = message::for_walking(exchange);
    (def.readers.walk)(&mut Walker { visit, place: Vec::new() }, exchange);
}

/// Goes through the values of an exchange in the order in which a message has them, and shows those that are coded.
pub(crate) struct Walker<'v> {
    visit: &'v mut dyn FnMut(&str, &mut CodeableConcept),
    place: Vec<(&'static str, Option<usize>)>,
}

impl Walker<'_> {
    fn within(&mut self, name: &'static str, n: Option<usize>, map: impl FnOnce(&mut Self)) {
        self.place.push((name, n));
        map(self);
        self.place.pop();
    }

    fn place(&self) -> String {
        let mut text = String::new();
        for (name, n) in self.place.iter().filter(|(name, _)| !name.is_empty()) {
            if !text.is_empty() {
                text.push('.');
            }
            text.push_str(name);
            if let Some(n) = n {
                text.push_str(&format!("[{n}]"));
            }
        }
        text
    }

    fn each<T>(&mut self, name: &'static str, values: &mut [T], mut map: impl FnMut(&mut Self, &mut T)) {
        for (n, value) in values.iter_mut().enumerate() {
            self.within(name, Some(n), |m| map(m, value));
        }
    }
}

impl Mapper for Walker<'_> {
    fn field<D, S: Slot<D>>(&mut self, _: Field<D>, name: &'static str, slot: &mut S) {
        for n in 0..slot.count() {
            self.within(name, S::REPEATS.then_some(n), |m| slot.item(n, &mut Walking { walker: m }));
        }
    }

    fn scope<T>(&mut self, name: &'static str, value: &mut T, mut map: impl FnMut(&mut Self, &mut T)) {
        self.within(name, None, |m| map(m, value));
    }

    fn segment(&mut self, _: &'static SegmentDef, mut map: impl FnMut(&mut Self)) {
        map(self);
    }

    fn segments<T: Listed>(
        &mut self,
        _: &'static SegmentDef,
        name: &'static str,
        values: &mut Vec<T>,
        map: impl FnMut(&mut Self, &mut T),
    ) {
        self.each(name, values, map);
    }

    fn trailing<T: Listed>(
        &mut self,
        _: &'static SegmentDef,
        name: &'static str,
        values: &mut Vec<T>,
        map: impl FnMut(&mut Self, &mut T),
    ) {
        self.each(name, values, map);
    }

    fn groups<T: Listed>(
        &mut self,
        _: &'static str,
        name: &'static str,
        values: &mut Vec<T>,
        _: impl Fn(&T) -> Option<Text>,
        map: impl FnMut(&mut Self, &mut T),
    ) {
        self.each(name, values, map);
    }

    fn first(&mut self, _: &'static str, mut map: impl FnMut(&mut Self)) {
        map(self);
    }

    fn hoisted<T: Listed>(
        &mut self,
        name: &'static str,
        hoist: Hoist<'_, T>,
        own: &mut Option<Box<T>>,
        mut map: impl FnMut(&mut Self, &mut T),
    ) {
        if hoist.said.replace(0).is_none() {
            let inner = self.place.clone();
            self.place.truncate(inner.len().saturating_sub(hoist.out));
            self.within(name, None, |m| map(m, hoist.common));
            self.place = inner;
        }
        if let Some(own) = own {
            self.within(name, None, |m| map(m, own));
        }
    }

    fn order_of(&self, _: &'static SegmentDef, _: &'static SegmentDef) -> Option<Ordering> {
        None
    }

    fn is_reading(&self) -> bool {
        false
    }

    fn skips_absent(&self) -> bool {
        true
    }
}

/// A value of a field on the way.
struct Walking<'w, 'v> {
    walker: &'w mut Walker<'v>,
}

impl Walking<'_, '_> {
    fn within(&mut self, name: &'static str, n: Option<usize>, map: impl FnOnce(&mut Self)) {
        self.walker.place.push((name, n));
        map(self);
        self.walker.place.pop();
    }
}

impl Parts for Walking<'_, '_> {
    fn leaf<V: Leaf>(&mut self, _: &mut V) {}

    fn formatted(&mut self, _: &mut Text) {}

    fn part<D: DataType<V>, V>(&mut self, _: u32, name: &'static str, value: &mut V) {
        self.within(name, None, |parts| D::map(parts, value));
    }

    fn nested(&mut self, _: u32, mut map: impl FnMut(&mut Self)) {
        map(self);
    }

    fn scope<T>(&mut self, name: &'static str, value: &mut T, mut map: impl FnMut(&mut Self, &mut T)) {
        self.within(name, None, |parts| map(parts, value));
    }

    fn item<T>(
        &mut self,
        name: &'static str,
        n: usize,
        value: &mut T,
        mut map: impl FnMut(&mut Self, &mut T),
    ) {
        self.within(name, Some(n), |parts| map(parts, value));
    }

    fn skips_absent(&self) -> bool {
        true
    }

    fn tree(&mut self, _: &mut Repetition) {}

    fn coded(&mut self, value: &mut CodeableConcept) {
        if value.is_blank() {
            return;
        }
        let place = self.walker.place();
        (self.walker.visit)(&place, value);
    }
}

#[cfg(test)]
mod tests {
    use renkei_hl7v2::Message;

    use super::*;
    use crate::{DecodeOptions, decode_traced, decode_with};

    #[test]
    fn walking_changes_nothing_and_finds_every_code_where_the_account_says() {
        for path in ["omp_01", "oml_11", "ppr_01", "adt_00"] {
            let mut seen = 0;
            for file in renkei_fixtures::files(&format!("hl7v2/{path}")) {
                let Ok(message) = Message::parse(&file.bytes, &mut ()) else { continue };
                let options = DecodeOptions::default();
                let (_, ledger) = decode_traced(&message, &options, &mut ());
                let before = decode_with(&message, &options, &mut ());
                let mut exchange = before.clone();
                let mut places = Vec::new();
                concepts(&mut exchange, &mut |place, concept| {
                    if concept.codings[0].code.is_some() {
                        places.push(format!("{place}.codings[0].code"));
                    }
                });
                assert_eq!(exchange, before);
                let mapped: Vec<&str> = ledger
                    .entries()
                    .iter()
                    .filter_map(|entry| match &entry.fate {
                        renkei_core::ledger::Fate::Mapped { to } => Some(&**to),
                        _ => None,
                    })
                    .collect();
                for place in &places {
                    assert!(mapped.contains(&place.as_str()), "{place}");
                }
                let coded = mapped.iter().filter(|to| to.ends_with(".codings[0].code")).count();
                assert!(coded >= places.len());
                seen += places.len();
            }
            assert!(seen > 0, "{path}");
        }
    }
}
