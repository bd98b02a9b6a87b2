use std::borrow::Cow;
use std::collections::HashMap;

use renkei_core::{Code, Diagnostic, Ledger, Location, Sink};
use renkei_model::Unmapped;
use renkei_model::document::Narrative;
use renkei_model::overflow::{KEPT, Overflow};
use renkei_model::value::{Blank, Text};
use serde::Serialize;

use super::residue::{self, Account, Touched};
use super::{Mapper, Slot};
use crate::codes;
use crate::document::{Attribute, Document, Element, name_bit};
use crate::narrative::{self, Value};

/// Reads a document into the model, and notes what it touched.
pub(crate) struct Reader<'d, 's> {
    document: &'d Document<'d>,
    at: Element<'d>,
    /// What the elements directly within are called, as a set that may say yes too often.
    present: u64,
    /// Which elements were taken.
    taken: Touched,
    /// What was read.
    account: Account,
    /// The place in the model, where the account or what overflows needs it.
    place: String,
    filter: Option<fn(Element<'_>) -> bool>,
    ids: Option<HashMap<Cow<'d, str>, Element<'d>>>,
    overflow: Option<Spill<'s>>,
    sink: &'s mut dyn Sink,
    /// How many more reports get a path: finding one costs time, and a hostile document has many.
    paths_left: u32,
}

/// Where the rests of long lists go.
struct Spill<'s> {
    to: &'s mut dyn Overflow,
    /// Whether what is read is in an element that leaves: the lists in it are whole.
    leaving: bool,
    json: Vec<u8>,
}

impl<'d, 's> Reader<'d, 's> {
    pub(crate) fn new(
        document: &'d Document<'d>,
        traced: bool,
        overflow: Option<&'s mut dyn Overflow>,
        sink: &'s mut dyn Sink,
    ) -> Self {
        let mut new = Self {
            document,
            at: document.root(),
            present: 0,
            taken: Touched::new(document.element_count(), false),
            account: Account::new(document, traced),
            place: String::new(),
            filter: None,
            ids: None,
            overflow: overflow.map(|to| Spill { to, leaving: false, json: Vec::new() }),
            sink,
            paths_left: 1000,
        };
        new.turn_to(document.root());
        new
    }

    /// Begins at another element than the root.
    pub(crate) fn turn_to(&mut self, element: Element<'d>) {
        self.at = element;
        self.present = element.children().fold(0, |set, child| set | name_bit(child.name()));
    }

    /// Says whether the place in the model is kept up.
    const fn has_place(&self) -> bool {
        self.account.is_traced() || self.overflow.is_some()
    }

    /// Sets the place in the model at which the following stands.
    pub(crate) fn begin(&mut self, place: &str) {
        self.place.clear();
        if self.has_place() {
            self.place.push_str(place);
        }
    }

    /// Returns what nobody touched, and the account of every byte.
    pub(crate) fn finish(self) -> (Vec<Unmapped>, Ledger) {
        let overflow = self.overflow.map(|spill| spill.to);
        residue::collect(self.document, self.account, overflow)
    }

    fn next(&mut self, name: &str) -> Option<Element<'d>> {
        let filter = self.filter.take();
        if self.present & name_bit(name) == 0 {
            return None;
        }
        let taken = &self.taken;
        let fits = |e: &Element<'d>| {
            e.is_hl7(name) && !taken.contains(e.index()) && filter.is_none_or(|test| test(*e))
        };
        let found = self.at.children().find(fits)?;
        self.taken.insert(found.index());
        Some(found)
    }

    fn whole_place(&self, place: &str) -> String {
        let mut whole = self.place.clone();
        push(&mut whole, place);
        whole
    }

    pub(crate) fn touch(&mut self, attribute: Attribute<'_>, place: &str) {
        if self.account.is_traced() {
            let place = self.whole_place(place);
            self.account.attribute(attribute.index(), Some(place));
        } else {
            self.account.attribute(attribute.index(), None);
        }
    }

    /// Notes that an attribute says nothing beyond what is so anyway.
    pub(crate) fn touch_syntax(&mut self, attribute: Attribute<'_>) {
        self.account.attribute(attribute.index(), None);
    }

    /// Notes that the text directly within an element was read.
    pub(crate) fn touch_text(&mut self, element: Element<'_>, place: &str) {
        if self.account.is_traced() {
            let place = self.whole_place(place);
            self.account.text(element.index(), Some(place));
        } else {
            self.account.text(element.index(), None);
        }
    }

    /// Runs `map` in an element and at a place.
    fn enter<T>(&mut self, element: Element<'d>, place: &str, map: impl FnOnce(&mut Self) -> T) -> T {
        let (outer, present, length) = (self.at, self.present, self.place.len());
        self.turn_to(element);
        if self.has_place() {
            push(&mut self.place, place);
        }
        let value = map(self);
        self.place.truncate(length);
        (self.at, self.present) = (outer, present);
        value
    }

    fn location(&mut self, element: Element<'_>) -> Location {
        match self.paths_left.checked_sub(1) {
            Some(left) => {
                self.paths_left = left;
                element.location()
            }
            None => Location::at(element.tag_span()),
        }
    }
}

/// Adds a step to a place; one that begins with `[` belongs to the step before.
fn push(place: &mut String, step: &str) {
    if !step.is_empty() && !place.is_empty() && !step.starts_with('[') {
        place.push('.');
    }
    place.push_str(step);
}

impl<'d> Reader<'d, '_> {
    /// Reads a list; of a long one each element beyond the first is handed to `rest`, if that takes it.
    fn read_list<T: Default + Blank>(
        &mut self,
        name: &'static str,
        place: &'static str,
        list: &mut Vec<T>,
        mut map: impl FnMut(&mut Self, &mut T),
        mut rest: impl FnMut(&mut Self, &T) -> bool,
    ) {
        let filter = self.filter.take();
        if self.present & name_bit(name) == 0 {
            return;
        }
        let at = self.at;
        for element in at.children().filter(|e| e.is_hl7(name)) {
            if self.taken.contains(element.index()) || filter.is_some_and(|test| !test(element)) {
                continue;
            }
            self.taken.insert(element.index());
            let mut item = T::default();
            let step = if self.has_place() { format!("{place}[{}]", list.len()) } else { String::new() };
            let long = list.len() >= KEPT;
            let spills = |spill: &Spill<'_>| long && !spill.leaving;
            let leaves = self.overflow.as_ref().is_some_and(spills);
            self.leave(leaves, true);
            self.enter(element, &step, |m| map(m, &mut item));
            self.leave(leaves, false);
            if item.is_blank() || (leaves && rest(self, &item)) {
                continue;
            }
            list.push(item);
        }
    }

    fn leave(&mut self, leaves: bool, leaving: bool) {
        if let Some(spill) = self.overflow.as_mut().filter(|_| leaves) {
            spill.leaving = leaving;
        }
    }
}

impl Mapper for Reader<'_, '_> {
    fn is_reading(&self) -> bool {
        true
    }

    fn element(&self) -> Option<Element<'_>> {
        Some(self.at)
    }

    fn report(&mut self, code: &'static Code, args: &[(&'static str, &'static str)]) {
        let location = self.location(self.at);
        let report =
            args.iter().fold(Diagnostic::new(code, location), |d, (name, value)| d.with(name, *value));
        self.sink.report(report);
    }

    fn referenced(&mut self, id: &str) -> Option<String> {
        if self.ids.is_none() {
            let mut ids = HashMap::new();
            let mut twice = Vec::new();
            for attribute in self.document.attributes_called("ID") {
                match ids.entry(attribute.value()) {
                    std::collections::hash_map::Entry::Vacant(place) => {
                        place.insert(attribute.element());
                    }
                    std::collections::hash_map::Entry::Occupied(_) => twice.push(attribute.element()),
                }
            }
            for element in twice {
                let location = self.location(element);
                self.sink.report(Diagnostic::new(&codes::ID_TWICE, location));
            }
            self.ids = Some(ids);
        }
        let element = self.ids.as_ref()?.get(id)?;
        Some(narrative::said(*element))
    }

    fn attribute(&mut self, name: &'static str, place: &'static str, value: &mut Option<Text>) {
        if let Some(attribute) = self.at.find(name) {
            self.touch(attribute, place);
            *value = Some(attribute.value().into());
        }
    }

    fn fixed(&mut self, name: &'static str, value: &'static str) {
        if let Some(attribute) = self.at.find(name)
            && attribute.raw() == value
        {
            self.account.attribute(attribute.index(), None);
        }
    }

    fn typed(&mut self, _: &'static str) {}

    fn text(&mut self, place: &'static str, value: &mut Option<Text>) {
        let text = self.at.text();
        let text = text.trim_matches(|c: char| c.is_ascii_whitespace());
        if text.is_empty() {
            return;
        }
        *value = Some(text.into());
        self.touch_text(self.at, place);
    }

    fn exact_text(&mut self, place: &'static str, value: &mut Option<Text>) {
        self.text(place, value);
        let exact = self.at.text();
        // Line ends around it are the layout of the source.
        if value.is_some() && !exact.contains('\n') {
            *value = Some(exact.into());
        }
    }

    fn narrative(&mut self, value: &mut Narrative) {
        let Some(element) = self.next("text") else { return };
        let mut long = Rest { spill: self.overflow.as_mut(), place: &self.place };
        let account = &mut self.account;
        let place = account.is_traced().then(|| {
            let mut whole = self.place.clone();
            push(&mut whole, "narrative");
            account.place(whole)
        });
        let mut touched = |value: Value<'_>| match value {
            Value::Attribute(attribute) => account.attribute_at(attribute.index(), place),
            Value::TextOf(element) => account.text_at(element.index(), place),
        };
        value.content = narrative::read(element, &mut touched, &mut |steps, part| long.take(steps, part));
        let text = narrative::said(element);
        value.text = (!text.is_empty()).then(|| text.into());
    }

    fn only(&mut self, test: fn(Element<'_>) -> bool) -> &mut Self {
        self.filter = Some(test);
        self
    }

    fn within<T: ?Sized>(
        &mut self,
        name: &'static str,
        place: &'static str,
        value: &mut T,
        map: impl FnOnce(&mut Self, &mut T),
    ) {
        if let Some(element) = self.next(name) {
            self.enter(element, place, |m| map(m, value));
        }
    }

    fn required<T: ?Sized>(
        &mut self,
        name: &'static str,
        place: &'static str,
        value: &mut T,
        map: impl FnOnce(&mut Self, &mut T),
    ) {
        self.within(name, place, value, map);
    }

    fn one<S: Slot>(
        &mut self,
        name: &'static str,
        place: &'static str,
        slot: &mut S,
        map: impl FnOnce(&mut Self, &mut S::Item),
    ) {
        let Some(element) = self.next(name) else { return };
        let mut item = S::Item::default();
        self.enter(element, place, |m| map(m, &mut item));
        if !item.is_blank() {
            slot.put(item);
        } else if element.find("nullFlavor").is_some() {
            slot.put_null();
        }
    }

    fn list<T: Default + Blank>(
        &mut self,
        name: &'static str,
        place: &'static str,
        list: &mut Vec<T>,
        map: impl FnMut(&mut Self, &mut T),
    ) {
        self.read_list(name, place, list, map, |_, _| false);
    }

    fn long_list<T: Default + Blank + Serialize>(
        &mut self,
        name: &'static str,
        place: &'static str,
        list: &mut Vec<T>,
        map: impl FnMut(&mut Self, &mut T),
    ) {
        self.read_list(name, place, list, map, |m, item| {
            let Some(spill) = &mut m.overflow else { return false };
            spill.json.clear();
            if serde_json::to_writer(&mut spill.json, item).is_err() {
                return false;
            }
            let mut whole = m.place.clone();
            push(&mut whole, place);
            spill.to.take(&whole, &spill.json);
            true
        });
    }
}

/// Takes the rests of long texts.
struct Rest<'r, 's> {
    spill: Option<&'r mut Spill<'s>>,
    place: &'r str,
}

impl Rest<'_, '_> {
    /// Takes a part of a text, unless nothing overflows.
    fn take(&mut self, steps: &[usize], part: &renkei_model::document::Markup) -> bool {
        let Some(spill) = self.spill.as_mut().filter(|spill| !spill.leaving) else { return false };
        let mut whole = self.place.to_owned();
        push(&mut whole, "narrative.content");
        for step in steps {
            whole.push_str(&format!("[{step}].content"));
        }
        spill.json.clear();
        if serde_json::to_writer(&mut spill.json, part).is_err() {
            return false;
        }
        spill.to.take(&whole, &spill.json);
        true
    }
}
