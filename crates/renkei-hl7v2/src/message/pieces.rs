use std::slice::Iter;

use super::raw::{Level, Raw};
use super::syntax::class;

/// An iterator over the pieces of the next lower level.
///
/// Delimiters were looked for with the character set in hand: a byte that is half of a kanji is never one.
#[derive(Clone, Debug)]
pub struct Pieces<'a> {
    whole: Raw<'a>,
    /// The class of the delimiters between the pieces, and their level.
    delimiter: u8,
    level: Level,
    /// Where the next piece begins, and which of the cuts is the first in it; nothing after the last.
    next: Option<(u32, u32)>,
}

impl<'a> Pieces<'a> {
    #[inline]
    pub(super) fn new(whole: Raw<'a>) -> Self {
        let (level, delimiter) = match whole.level {
            Level::Field => (Level::Repetition, class::REPETITION),
            Level::Repetition => (Level::Component, class::COMPONENT),
            Level::Component => (Level::Subcomponent, class::SUBCOMPONENT),
            Level::Subcomponent => (Level::Subcomponent, 0),
        };
        let delimiter = if whole.verbatim { 0 } else { delimiter };
        Self { whole, delimiter, level, next: Some((whole.start, whole.first)) }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Raw<'a>;

    #[inline]
    fn next(&mut self) -> Option<Raw<'a>> {
        let (start, first) = self.next.take()?;
        let Raw { syntax, message, last, .. } = self.whole;
        let passed = usize::try_from(first.saturating_sub(self.whole.first)).unwrap_or(usize::MAX);
        for (cut, at) in (first..last).zip(self.whole.cuts().iter().skip(passed)) {
            if syntax.class_at(message.bytes, *at) & self.delimiter != 0 {
                self.next = Some((at.saturating_add(1), cut.saturating_add(1)));
                return Some(self.whole.part((start, *at), (first, cut), self.level));
            }
        }
        Some(self.whole.part((start, self.whole.end), (first, last), self.level))
    }
}

/// An iterator over the sub-components of a piece.
#[derive(Clone, Debug)]
pub struct Leaves<'a> {
    whole: Raw<'a>,
    cuts: Iter<'a, u32>,
    /// Where the next sub-component begins, and which cut ends it.
    start: u32,
    cut: u32,
}

impl<'a> Leaves<'a> {
    #[inline]
    pub(super) fn new(whole: Raw<'a>) -> Self {
        let cuts = whole.cuts();
        let cuts = if whole.verbatim { cuts.get(..1).unwrap_or_default() } else { cuts };
        Self { whole, cuts: cuts.iter(), start: whole.start, cut: whole.first }
    }
}

impl<'a> Iterator for Leaves<'a> {
    type Item = Raw<'a>;

    #[inline]
    fn next(&mut self) -> Option<Raw<'a>> {
        let end = *self.cuts.next()?;
        if self.whole.verbatim {
            return self.whole.leaf(0);
        }
        let leaf = self.whole.part((self.start, end), (self.cut, self.cut), Level::Subcomponent);
        (self.start, self.cut) = (end.saturating_add(1), self.cut.saturating_add(1));
        Some(leaf)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.cuts.size_hint()
    }
}

impl ExactSizeIterator for Leaves<'_> {}
