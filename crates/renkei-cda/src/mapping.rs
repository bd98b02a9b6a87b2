//! One mapping for both directions: a function says which element and attribute is which value, and is run by a reader, which
//! notes what it touched, or by a writer.

mod reader;
mod residue;
mod writer;

pub(crate) use reader::Reader;
pub(crate) use writer::Writer;

use renkei_core::Code;
use renkei_model::document::Narrative;
use renkei_model::value::{Blank, Field, Text};
use serde::Serialize;

use crate::document::Element;

/// What runs a mapping function.
///
/// Elements are those of the namespace of HL7. A reader takes them in any order, each once; a writer puts them in the order of the
/// calls, which is that of the schema, and leaves out what holds nothing. `place` is the key of a value in the JSON of the model, and
/// empty where the model has no level of its own.
pub(crate) trait Mapper {
    /// Says whether this reads.
    fn is_reading(&self) -> bool;

    /// Returns the element that is being read; nothing when writing.
    fn element(&self) -> Option<Element<'_>>;

    /// Reports something about the element that is being read.
    fn report(&mut self, code: &'static Code, args: &[(&'static str, &'static str)]);

    /// Returns the text of the place that an `ID` names, when reading.
    fn referenced(&mut self, id: &str) -> Option<String>;

    /// Maps an attribute.
    fn attribute(&mut self, name: &'static str, place: &'static str, value: &mut Option<Text>);

    /// Maps an attribute of which only this value means nothing: written so, and read as syntax when it is so.
    fn fixed(&mut self, name: &'static str, value: &'static str);

    /// Writes `xsi:type`; a reader has looked at it already.
    fn typed(&mut self, name: &'static str);

    /// Maps the text directly within the element, without white space around it.
    fn text(&mut self, place: &'static str, value: &mut Option<Text>);

    /// Maps the text directly within the element, white space and all: in ` 2 +` the leading blank has a meaning.
    fn exact_text(&mut self, place: &'static str, value: &mut Option<Text>) {
        self.text(place, value);
    }

    /// Maps the structured text of a section.
    fn narrative(&mut self, value: &mut Narrative);

    /// Makes the next call take only elements that pass.
    fn only(&mut self, test: fn(Element<'_>) -> bool) -> &mut Self;

    /// Goes into an element that is written only where something is in it.
    fn within<T: ?Sized>(
        &mut self,
        name: &'static str,
        place: &'static str,
        value: &mut T,
        map: impl FnOnce(&mut Self, &mut T),
    );

    /// Goes into an element that the schema requires: where nothing is in it, it is written as without information.
    fn required<T: ?Sized>(
        &mut self,
        name: &'static str,
        place: &'static str,
        value: &mut T,
        map: impl FnOnce(&mut Self, &mut T),
    );

    /// Maps an element that may be there.
    fn one<S: Slot>(
        &mut self,
        name: &'static str,
        place: &'static str,
        slot: &mut S,
        map: impl FnOnce(&mut Self, &mut S::Item),
    );

    /// Maps elements that are there any number of times.
    fn list<T: Default + Blank>(
        &mut self,
        name: &'static str,
        place: &'static str,
        list: &mut Vec<T>,
        map: impl FnMut(&mut Self, &mut T),
    );

    /// Maps elements that may be too many for a model of them.
    fn long_list<T: Default + Blank + Serialize>(
        &mut self,
        name: &'static str,
        place: &'static str,
        list: &mut Vec<T>,
        map: impl FnMut(&mut Self, &mut T),
    ) {
        self.list(name, place, list, map);
    }
}

/// A place in the model that may be empty.
pub(crate) trait Slot {
    type Item: Default + Blank;

    fn put(&mut self, item: Self::Item);

    /// Notes that a null was sent; a place that can't tell stays empty.
    fn put_null(&mut self) {}

    fn item(&mut self) -> Option<&mut Self::Item>;

    fn is_null(&self) -> bool {
        false
    }
}

impl<T: Default + Blank> Slot for Option<T> {
    type Item = T;

    fn put(&mut self, item: T) {
        *self = Some(item);
    }

    fn item(&mut self) -> Option<&mut T> {
        self.as_mut()
    }
}

impl<T: Default + Blank> Slot for Field<T> {
    type Item = T;

    fn put(&mut self, item: T) {
        *self = Self::Value(item);
    }

    fn put_null(&mut self) {
        *self = Self::Null;
    }

    fn item(&mut self) -> Option<&mut T> {
        self.value_mut()
    }

    fn is_null(&self) -> bool {
        Field::is_null(self)
    }
}
