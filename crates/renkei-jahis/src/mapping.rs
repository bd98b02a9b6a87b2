//! How a message and the model meet: one function, written once, that reads, writes, updates and accounts.
//!
//! A mapping function takes a [`Mapper`] and a model value, and says field by field what belongs to what. What happens is the
//! mapper's affair: the decoder reads fields into values and notes which it touched, the editor writes values into fields,
//! or changes those fields that read otherwise. So the two directions can't drift apart, and what the decoder did not touch
//! *is* the list of unmapped values.
//!
//! Below a field the same goes for [`Parts`] and [`DataType`]: `CX` says once which component is what part of an
//! [`Identifier`](renkei_model::value::Identifier).

mod align;
pub(crate) mod decoder;
pub(crate) mod editor;
mod read;
pub(crate) mod sent;
mod sheet;
mod slot;
pub(crate) mod state;
pub(crate) mod surveyor;
mod values;
pub(crate) mod walker;
mod write;

use renkei_hl7v2::definition::{Field, SegmentDef};
use renkei_model::observation::ReferenceRange;
use renkei_model::value::{Blank, CodeSystem, CodeableConcept, DateTime, Decimal, Repetition, Text, Time};
use serde::Serialize;

pub use slot::Slot;

/// A reader or writer of a message, seen by a mapping function.
///
/// Fields may be mapped in any order; segments and groups are written in the order in which they are mapped, which must be
/// that of the message structure.
pub trait Mapper: Sized {
    /// Maps a field of the current segment; `name` is the place in the model, below the current scope.
    fn field<D, S: Slot<D>>(&mut self, field: Field<D>, name: &'static str, slot: &mut S);

    /// Maps what is seldom sent: the box is there when something in it is.
    fn boxed<T: Default + Blank>(
        &mut self,
        name: &'static str,
        value: &mut Option<Box<T>>,
        map: impl FnMut(&mut Self, &mut T),
    ) {
        if value.is_some() || !self.skips_absent() {
            unboxed(value, |inner| self.scope(name, inner, map));
        }
    }

    /// Maps what may be there as a whole: it is there when something in it is.
    fn some<T: Default + Blank>(
        &mut self,
        name: &'static str,
        value: &mut Option<T>,
        map: impl FnMut(&mut Self, &mut T),
    ) {
        if value.is_none() && self.skips_absent() {
            return;
        }
        let inner = value.get_or_insert_default();
        self.scope(name, inner, map);
        if inner.is_blank() {
            *value = None;
        }
    }

    /// Maps a part of the model that stands in a place of its own.
    fn scope<T>(&mut self, name: &'static str, value: &mut T, map: impl FnMut(&mut Self, &mut T));

    /// Maps the segment of a name in the current group, where there is one.
    fn segment(&mut self, def: &'static SegmentDef, map: impl FnMut(&mut Self));

    /// Maps every segment of a name in the current group, in order.
    fn segments<T: Listed>(
        &mut self,
        def: &'static SegmentDef,
        name: &'static str,
        values: &mut Vec<T>,
        map: impl FnMut(&mut Self, &mut T),
    );

    /// Maps the segments of a name that directly follow the segment mapped last.
    fn trailing<T: Listed>(
        &mut self,
        def: &'static SegmentDef,
        name: &'static str,
        values: &mut Vec<T>,
        map: impl FnMut(&mut Self, &mut T),
    );

    /// Maps every repetition of a group inside the current group; `key` tells which repetition a value belongs to when
    /// their number changes.
    fn groups<T: Listed>(
        &mut self,
        group: &'static str,
        name: &'static str,
        values: &mut Vec<T>,
        key: impl Fn(&T) -> Option<Text>,
        map: impl FnMut(&mut Self, &mut T),
    );

    /// Maps the first repetition of a group that a message may repeat and the model has once; others stay unmapped.
    fn first(&mut self, group: &'static str, map: impl FnMut(&mut Self));

    /// Maps what every repetition of a group repeats: it stands once, in `common`, so many groups further out; a repetition
    /// that differs has its `own`. The first repetition, of whatever group, that says anything is what is common.
    fn hoisted<T: Listed>(
        &mut self,
        name: &'static str,
        hoist: Hoist<'_, T>,
        own: &mut Option<Box<T>>,
        map: impl FnMut(&mut Self, &mut T),
    );

    /// Tells, while reading, how the segment `first` stands to the segment `second` in the current group: before it, after it
    /// (or alone), or not at all.
    fn order_of(&self, first: &'static SegmentDef, second: &'static SegmentDef)
    -> Option<std::cmp::Ordering>;

    /// Says whether values are read from the message, as against written to it.
    fn is_reading(&self) -> bool;

    /// Says whether nothing is done for a value that is not there, so that its parts need not be gone through.
    fn skips_absent(&self) -> bool {
        false
    }
}

/// Maps what is in a box; one is made, or kept, only when something is in it.
fn unboxed<T: Default + Blank>(value: &mut Option<Box<T>>, map: impl FnOnce(&mut T)) {
    if let Some(inner) = value {
        map(inner);
        if inner.as_ref().is_blank() {
            *value = None;
        }
    } else {
        let mut inner = T::default();
        map(&mut inner);
        if !inner.is_blank() {
            *value = Some(Box::new(inner));
        }
    }
}

/// What can stand in a list of the model.
pub trait Listed: Default + PartialEq + Clone + Serialize {}

impl<T: Default + PartialEq + Clone + Serialize> Listed for T {}

/// What repetitions have in common, and where it stands.
#[derive(Debug)]
pub struct Hoist<'a, T> {
    /// What is common.
    pub common: &'a mut T,
    /// Which repetition has said what is common, by a number that the mapper gives it; none has yet where there is none.
    pub said: &'a mut Option<usize>,
    /// How many groups lie between the place of what is common and the repetition.
    pub out: usize,
}

impl<T> Hoist<'_, T> {
    /// Borrows the same once more, for a function that may be called again.
    pub const fn again(&mut self) -> Hoist<'_, T> {
        Hoist { common: &mut *self.common, said: &mut *self.said, out: self.out }
    }
}

/// A data type of the standard, and what it can be mapped to.
pub trait DataType<V> {
    /// Says which part of the data type is which part of the value.
    fn map<P: Parts>(parts: &mut P, value: &mut V);
}

impl<D: DataType<T>, T: Default + Blank> DataType<Option<T>> for D {
    fn map<P: Parts>(parts: &mut P, value: &mut Option<T>) {
        if value.is_none() && parts.skips_absent() {
            return;
        }
        let inner = value.get_or_insert_default();
        D::map(parts, inner);
        if inner.is_blank() {
            *value = None;
        }
    }
}

/// One value of a data type: a repetition of a field, a component or a sub-component, seen by a data type.
pub trait Parts: Sized {
    /// Maps the whole as one text. Parts that it has all the same are no part of the text.
    fn leaf<V: Leaf>(&mut self, value: &mut V);

    /// Maps the whole as one formatted text, whose line commands are line feeds.
    fn formatted(&mut self, value: &mut Text);

    /// Maps a part, counted from one, by its own data type.
    fn part<D: DataType<V>, V>(&mut self, n: u32, name: &'static str, value: &mut V);

    /// Maps a part, counted from one, that stands in a box of its own.
    fn boxed_part<D: DataType<T>, T: Default + Blank>(
        &mut self,
        n: u32,
        name: &'static str,
        value: &mut Option<Box<T>>,
    ) {
        if value.is_some() || !self.skips_absent() {
            unboxed(value, |inner| self.part::<D, T>(n, name, inner));
        }
    }

    /// Maps parts of a part, counted from one, into the same value.
    fn nested(&mut self, n: u32, map: impl FnMut(&mut Self));

    /// Maps parts into a value that stands in a place of its own.
    fn scope<T>(&mut self, name: &'static str, value: &mut T, map: impl FnMut(&mut Self, &mut T));

    /// Maps parts into the n-th value of a list, counted from zero, that stands in a place of its own.
    fn item<T>(&mut self, name: &'static str, n: usize, value: &mut T, map: impl FnMut(&mut Self, &mut T));

    /// Maps what is seldom sent: the box is there when something in it is.
    fn boxed<T: Default + Blank>(
        &mut self,
        name: &'static str,
        value: &mut Option<Box<T>>,
        map: impl FnMut(&mut Self, &mut T),
    ) {
        if value.is_some() || !self.skips_absent() {
            unboxed(value, |inner| self.scope(name, inner, map));
        }
    }

    /// Says whether nothing is done for a value that is not there, so that its parts need not be gone through.
    fn skips_absent(&self) -> bool {
        false
    }

    /// Says that what is mapped now is a coded value as a whole; most have nothing to do then.
    fn coded(&mut self, value: &mut CodeableConcept) {
        let _ = value;
    }

    /// Maps the whole, with all its parts, as sent.
    fn tree(&mut self, value: &mut Repetition);
}

/// A value of the model that is one text, whatever it means.
pub trait Leaf {
    /// Returns the text.
    fn text(&self) -> &str;
    /// Takes another text; `false` where the value can't hold it, which is then kept as unmapped.
    fn set_text(&mut self, text: &str) -> bool;
    /// Says what keeps the text from being understood.
    fn problem(&self) -> Option<(&'static renkei_core::Code, &'static str)> {
        None
    }
}

impl Leaf for Text {
    fn text(&self) -> &str {
        self.as_str()
    }

    #[inline]
    fn set_text(&mut self, text: &str) -> bool {
        *self = Self::new(text);
        true
    }
}

impl Leaf for CodeSystem {
    fn text(&self) -> &str {
        self.as_str()
    }

    fn set_text(&mut self, text: &str) -> bool {
        *self = Self::from(text);
        true
    }
}

impl Leaf for Decimal {
    fn text(&self) -> &str {
        self.as_str()
    }

    fn set_text(&mut self, text: &str) -> bool {
        *self = Self::from(text);
        true
    }

    fn problem(&self) -> Option<(&'static renkei_core::Code, &'static str)> {
        let fine = self.is_well_formed() || self.as_str() == Text::NULL;
        (!fine).then_some((&crate::codes::INVALID_NUMBER, "digits with a sign and a point at the most"))
    }
}

impl Leaf for DateTime {
    fn text(&self) -> &str {
        self.as_sent()
    }

    fn set_text(&mut self, text: &str) -> bool {
        *self = Self::from_hl7(text).with_stated_precision(self.stated_precision());
        true
    }

    fn problem(&self) -> Option<(&'static renkei_core::Code, &'static str)> {
        let problem = Self::problem(self).filter(|_| self.as_sent() != Text::NULL)?;
        Some((&crate::codes::INVALID_TIMESTAMP, problem))
    }
}

impl Leaf for Time {
    fn text(&self) -> &str {
        self.as_sent()
    }

    fn set_text(&mut self, text: &str) -> bool {
        *self = Self::from_hl7(text);
        true
    }

    fn problem(&self) -> Option<(&'static renkei_core::Code, &'static str)> {
        let problem = Self::problem(self).filter(|_| self.as_sent() != Text::NULL)?;
        Some((&crate::codes::INVALID_TIMESTAMP, problem))
    }
}

impl Leaf for ReferenceRange {
    fn text(&self) -> &str {
        Self::text(self).as_str()
    }

    fn set_text(&mut self, text: &str) -> bool {
        *self = Self::from(text);
        true
    }
}
