use std::borrow::Cow;
use std::collections::HashMap;

use renkei_core::{Code, Diagnostic, Ledger, Location, Sink, Span};
use renkei_model::Unmapped;
use renkei_model::document::Narrative;
use renkei_model::value::{Blank, Text};

use super::residue::{self, Touch};
use super::{Mapper, Slot};
use crate::codes;
use crate::document::{Document, Element, HL7, Node};
use crate::narrative;

/// Reads a document into the model, and notes what it touched.
pub(crate) struct Reader<'d, 's> {
    document: &'d Document<'d>,
    at: Element<'d>,
    /// One bit an element: whether it was taken.
    taken: Vec<u64>,
    touches: Vec<Touch>,
    /// The places that touches name by number; only where somebody wants the account.
    places: Option<Vec<Box<str>>>,
    place: String,
    filter: Option<fn(Element<'_>) -> bool>,
    ids: Option<HashMap<Cow<'d, str>, Element<'d>>>,
    sink: &'s mut dyn Sink,
    /// How many more reports get a path: finding one costs time, and a hostile document has many.
    paths_left: u32,
}

impl<'d, 's> Reader<'d, 's> {
    pub(crate) fn new(document: &'d Document<'d>, account: bool, sink: &'s mut dyn Sink) -> Self {
        let words = document.element_count().div_ceil(64);
        Self {
            document,
            at: document.root(),
            taken: vec![0; words],
            touches: Vec::new(),
            places: account.then(Vec::new),
            place: String::new(),
            filter: None,
            ids: None,
            sink,
            paths_left: 1000,
        }
    }

    /// Begins at another element than the root.
    pub(crate) const fn turn_to(&mut self, element: Element<'d>) {
        self.at = element;
    }

    /// Sets the place in the model at which the following stands.
    pub(crate) fn begin(&mut self, place: &str) {
        self.place.clear();
        if self.places.is_some() {
            self.place.push_str(place);
        }
    }

    /// Returns what nobody touched, and the account of every byte.
    pub(crate) fn finish(self) -> (Vec<Unmapped>, Ledger) {
        residue::collect(self.document, self.touches, self.places)
    }

    fn bit(element: Element<'_>) -> (usize, u64) {
        let index = element.index();
        (usize::try_from(index / 64).unwrap_or(usize::MAX), 1u64.checked_shl(index % 64).unwrap_or(0))
    }

    fn is_taken(&self, element: Element<'_>) -> bool {
        let (word, bit) = Self::bit(element);
        self.taken.get(word).is_none_or(|word| word & bit != 0)
    }

    fn take(&mut self, element: Element<'_>) {
        let (word, bit) = Self::bit(element);
        if let Some(word) = self.taken.get_mut(word) {
            *word |= bit;
        }
    }

    fn next(&mut self, name: &str) -> Option<Element<'d>> {
        let filter = self.filter.take();
        let fits =
            |e: &Element<'d>| e.is(HL7, name) && !self.is_taken(*e) && filter.is_none_or(|test| test(*e));
        let found = self.at.children().find(fits)?;
        self.take(found);
        Some(found)
    }

    pub(crate) fn touch(&mut self, span: Span, place: &str) {
        if span.is_empty() {
            return;
        }
        let place = match &mut self.places {
            None => Touch::SYNTAX,
            Some(places) => {
                let mut whole = self.place.clone();
                push(&mut whole, place);
                let number = u32::try_from(places.len()).unwrap_or(Touch::SYNTAX);
                places.push(whole.into());
                number
            }
        };
        self.touches.push(Touch { span, place });
    }

    fn touch_syntax(&mut self, span: Span) {
        if !span.is_empty() {
            self.touches.push(Touch { span, place: Touch::SYNTAX });
        }
    }

    /// Runs `map` in an element and at a place.
    fn enter<T>(&mut self, element: Element<'d>, place: &str, map: impl FnOnce(&mut Self) -> T) -> T {
        let (outer, length) = (self.at, self.place.len());
        self.at = element;
        if self.places.is_some() {
            push(&mut self.place, place);
        }
        let value = map(self);
        self.place.truncate(length);
        self.at = outer;
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
            for element in self.document.elements() {
                if let Some(id) = element.attribute("ID") {
                    match ids.entry(id) {
                        std::collections::hash_map::Entry::Vacant(place) => {
                            place.insert(element);
                        }
                        std::collections::hash_map::Entry::Occupied(_) => twice.push(element),
                    }
                }
            }
            for element in twice {
                let location = self.location(element);
                self.sink.report(Diagnostic::new(&codes::ID_TWICE, location));
            }
            self.ids = Some(ids);
        }
        let element = self.ids.as_ref()?.get(id)?;
        Some(narrative::plain_text(&narrative::read(*element, &mut |_| {})))
    }

    fn attribute(&mut self, name: &'static str, place: &'static str, value: &mut Option<Text>) {
        if let Some(attribute) = self.at.find(name) {
            self.touch(attribute.span(), place);
            *value = Some(attribute.value().into());
        }
    }

    fn fixed(&mut self, name: &'static str, value: &'static str) {
        if let Some(attribute) = self.at.find(name)
            && attribute.raw() == value
        {
            self.touch_syntax(attribute.span());
        }
    }

    fn typed(&mut self, _: &'static str) {}

    fn text(&mut self, place: &'static str, value: &mut Option<Text>) {
        let text = self.at.text();
        let text = text.trim_matches(|c: char| c.is_ascii_whitespace());
        if text.is_empty() {
            return;
        }
        for content in self.at.contents() {
            if let Node::Text { span, .. } | Node::CData { span, .. } = content {
                self.touch(span, place);
            }
        }
        *value = Some(text.into());
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
        let mut spans = Vec::new();
        value.content = narrative::read(element, &mut |span| spans.push(span));
        let text = narrative::plain_text(&value.content);
        value.text = (!text.is_empty()).then(|| text.into());
        for span in spans {
            self.touch(span, "narrative");
        }
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
        mut map: impl FnMut(&mut Self, &mut T),
    ) {
        let filter = self.filter.take();
        let at = self.at;
        for element in at.children().filter(|e| e.is(HL7, name)) {
            if self.is_taken(element) || filter.is_some_and(|test| !test(element)) {
                continue;
            }
            self.take(element);
            let mut item = T::default();
            let step = if self.places.is_some() { format!("{place}[{}]", list.len()) } else { String::new() };
            self.enter(element, &step, |m| map(m, &mut item));
            if !item.is_blank() {
                list.push(item);
            }
        }
    }
}
