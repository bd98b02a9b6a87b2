use renkei_hl7v2::Raw;
use renkei_hl7v2::escape::LineBreak;
use renkei_hl7v2::message::Level;
use renkei_model::value::{Part, Repetition, Text};

use super::editor::WriteState;
use super::sheet::Place;
use super::{DataType, Leaf, Parts};
use crate::codes;

/// One value of a field while it is written, over what was there before.
///
/// Values go to the sheet of the segment as they come, each with its place. A part that reads as it is to be keeps its bytes,
/// and so do parts that nothing is mapped to.
pub(super) struct Write<'w, 'm> {
    state: &'w mut WriteState,
    /// The piece that is written: the value as a whole, or a part of it.
    level: Level,
    place: Place,
    /// What was there before.
    old: Option<Raw<'m>>,
    /// How many parts of the pieces around this one are noted as mapped.
    noted: usize,
    /// Whether all of the piece was written as one.
    is_whole: bool,
    /// Whether the piece had parts for which there is no delimiter.
    is_cut: bool,
}

impl<'w, 'm> Write<'w, 'm> {
    /// Begins a repetition of a field.
    pub(super) const fn new(state: &'w mut WriteState, place: Place, old: Option<Raw<'m>>) -> Self {
        let noted = state.mapped.len();
        Self { state, level: Level::Repetition, place, old, noted, is_whole: false, is_cut: false }
    }

    /// Ends the piece.
    pub(super) fn finish(&mut self) {
        if let Some(old) = self.old {
            self.keep(old);
        }
        if self.is_cut {
            self.state.remark(&codes::DEPTH_EXCEEDED);
        }
    }

    /// Keeps those parts of the old piece that nothing was mapped to.
    fn keep(&mut self, old: Raw<'m>) {
        if !self.is_whole {
            for (piece, n) in old.pieces().zip(1u32..) {
                let mapped = self.state.mapped.get(self.noted..).unwrap_or_default();
                if !mapped.contains(&n) {
                    let place = self.below(n).1;
                    self.state.sheet.put_bytes(place, piece.bytes());
                }
            }
        }
        self.state.mapped.truncate(self.noted);
    }

    /// Level and place of the n-th part of the piece.
    const fn below(&self, n: u32) -> (Level, Place) {
        let place = self.place;
        match self.level {
            Level::Field => (Level::Repetition, Place { repetition: n, ..place }),
            Level::Repetition => (Level::Component, Place { component: n, ..place }),
            Level::Component => (Level::Subcomponent, Place { subcomponent: n, ..place }),
            Level::Subcomponent => (Level::Subcomponent, place),
        }
    }

    /// Says whether the n-th part of the piece can be told from the one before.
    const fn is_writable(&self, n: u32) -> bool {
        match self.level {
            Level::Field | Level::Repetition => true,
            Level::Component => n == 1 || self.state.delimiters().subcomponent.is_some(),
            Level::Subcomponent => n == 1,
        }
    }

    /// Writes the n-th part of the piece with a function.
    fn within(&mut self, n: u32, map: impl FnOnce(&mut Self)) {
        let mark = self.state.sheet.mark();
        let around = (self.level, self.place, self.is_cut);
        (self.level, self.place) = self.below(n);
        self.is_cut = false;
        match self.old {
            None => {
                map(self);
                self.finish();
            }
            Some(old) => self.over(old, n, map),
        }
        (self.level, self.place, self.is_cut) = around;
        if !self.is_writable(n) && self.state.sheet.has_since(mark) {
            self.state.sheet.take_back(mark);
            self.is_cut = true;
        }
    }

    /// Writes the n-th part of a piece that was there.
    fn over(&mut self, old: Raw<'m>, n: u32, map: impl FnOnce(&mut Self)) {
        self.state.mapped.push(n);
        let around = (self.noted, self.is_whole);
        self.old = old.piece(n);
        (self.noted, self.is_whole) = (self.state.mapped.len(), false);
        map(self);
        self.finish();
        self.old = Some(old);
        (self.noted, self.is_whole) = around;
    }

    /// Writes one text; what else stands in the old value stays.
    fn text(&mut self, text: &str, line_break: LineBreak, read: impl Fn(&Raw<'m>) -> bool) {
        self.is_whole = true;
        let place = self.place;
        let Some(old) = self.old else { return self.state.put_text(place, text, line_break, &[]) };
        let mut first = old;
        while first.level() != Level::Subcomponent
            && let Some(inner) = first.pieces().next()
        {
            first = inner;
        }
        if read(&first) {
            self.state.sheet.put_bytes(place, old.bytes());
        } else {
            let rest = old.bytes().get(first.bytes().len()..).unwrap_or_default();
            self.state.put_text(place, text, line_break, rest);
        }
    }
}

impl Parts for Write<'_, '_> {
    fn leaf<V: Leaf>(&mut self, value: &mut V) {
        let text = value.text();
        self.text(text, LineBreak::Hex, |raw| raw.text() == text);
    }

    fn formatted(&mut self, value: &mut Text) {
        let text = value.as_str();
        self.text(text, LineBreak::Command, |raw| raw.formatted_text() == text);
    }

    fn part<D: DataType<V>, V>(&mut self, n: u32, _: &'static str, value: &mut V) {
        self.within(n, |parts| D::map(parts, value));
    }

    fn nested(&mut self, n: u32, map: impl FnMut(&mut Self)) {
        self.within(n, map);
    }

    fn scope<T>(&mut self, _: &'static str, value: &mut T, mut map: impl FnMut(&mut Self, &mut T)) {
        map(self, value);
    }

    fn item<T>(&mut self, _: &'static str, _: usize, value: &mut T, mut map: impl FnMut(&mut Self, &mut T)) {
        map(self, value);
    }

    fn skips_absent(&self) -> bool {
        self.old.is_none()
    }

    fn tree(&mut self, value: &mut Repetition) {
        self.is_whole = true;
        let components = match value {
            Repetition::Text(text) => return self.state.put_text(self.place, text, LineBreak::Hex, &[]),
            Repetition::Parts(components) => components,
        };
        let is_one = components.len() <= 1;
        for (component, n) in components.iter().zip(1u32..) {
            let place = Place { component: n, ..self.place };
            match component {
                Part::Text(text) => self.state.put_sent(place, text, is_one),
                Part::Parts(texts) if self.state.delimiters().subcomponent.is_some() => {
                    for (text, n) in texts.iter().zip(1u32..) {
                        let place = Place { subcomponent: n, ..place };
                        self.state.put_sent(place, text, is_one && texts.len() <= 1);
                    }
                }
                Part::Parts(texts) => {
                    self.state.remark(&codes::DEPTH_EXCEEDED);
                    if let Some(text) = texts.first() {
                        self.state.put_sent(place, text, is_one);
                    }
                }
            }
        }
    }
}

impl WriteState {
    /// Puts a text as it was sent. An empty one keeps its place among others, for what was sent ends in it.
    fn put_sent(&mut self, place: Place, text: &Text, is_one: bool) {
        if text.is_empty() && !is_one {
            self.sheet.put(place, |_| ());
        } else {
            self.put_text(place, text, LineBreak::Hex, &[]);
        }
    }
}
