use std::ops::Range;

use super::marks::Cut;
use super::raw::{Level, Raw, Reading};
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
    /// Which of the cuts is the first in the next piece; nothing after the last.
    next: Option<u32>,
}

impl<'a> Pieces<'a> {
    #[inline]
    pub(super) fn new(whole: Raw<'a>) -> Self {
        let (level, delimiter) = match whole.level() {
            Level::Field => (Level::Repetition, class::REPETITION),
            Level::Repetition => (Level::Component, class::COMPONENT),
            Level::Component => (Level::Subcomponent, class::SUBCOMPONENT),
            Level::Subcomponent => (Level::Subcomponent, 0),
        };
        Self { whole, delimiter, level, next: Some(whole.place.first()) }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Raw<'a>;

    #[inline]
    fn next(&mut self) -> Option<Raw<'a>> {
        let first = self.next.take()?;
        if self.whole.is_verbatim() {
            return Some(self.whole.as_level(self.level));
        }
        let (syntax, bytes, last) = (self.whole.syntax(), self.whole.message.bytes, self.whole.place.last());
        let passed = usize::try_from(first.saturating_sub(self.whole.place.first())).unwrap_or(usize::MAX);
        for (cut, at) in (first..last).zip(self.whole.cuts().iter().skip(passed)) {
            if syntax.class_at(bytes, at.at()) & self.delimiter != 0 {
                self.next = Some(cut.saturating_add(1));
                return Some(self.whole.part((first, cut), self.level));
            }
        }
        Some(self.whole.part((first, last), self.level))
    }
}

/// The sub-components of a piece, by number, counted from zero.
#[derive(Clone, Copy, Debug)]
pub struct Subcomponents<'a> {
    whole: Raw<'a>,
    /// The cut before the first, and the cuts behind each; nothing where the piece is never split.
    bounds: &'a [Cut],
}

impl<'a> Subcomponents<'a> {
    #[inline]
    pub(super) fn new(whole: Raw<'a>) -> Self {
        let bounds = if whole.is_verbatim() { &[] } else { whole.bounds() };
        Self { whole, bounds }
    }

    /// Returns the piece that they are parts of.
    #[inline]
    pub const fn whole(&self) -> Raw<'a> {
        self.whole
    }

    /// Returns how many there are: at least one.
    #[inline]
    #[expect(clippy::len_without_is_empty, reason = "there is always one")]
    pub const fn len(&self) -> usize {
        match self.bounds {
            [_, rest @ ..] => rest.len(),
            [] => 1,
        }
    }

    /// Says whether a byte stands where the first of them begins: its first byte, or what comes behind it where it is empty.
    #[inline]
    pub fn begin_with(&self, byte: u8) -> bool {
        let at = self.bounds.first().map_or_else(|| self.whole.span().start(), |before| before.behind());
        usize::try_from(at).ok().and_then(|at| self.whole.message.bytes.get(at)) == Some(&byte)
    }

    /// Returns one of them.
    #[inline]
    pub fn get(&self, n: usize) -> Option<Raw<'a>> {
        if n >= self.len() {
            return None;
        }
        if self.bounds.is_empty() {
            return Some(self.whole.as_subcomponent());
        }
        let cut = self.whole.place.first().saturating_add(u32::try_from(n).ok()?);
        Some(self.whole.part((cut, cut), Level::Subcomponent))
    }

    /// Says whether one of them was sent: whether anything stands there.
    #[inline]
    pub fn was_sent(&self, n: usize) -> bool {
        match self.bounds.get(n..n.saturating_add(2)) {
            Some(&[before, end]) => before.behind() < end.at(),
            _ => self.get(n).is_some_and(|raw| !raw.is_empty()),
        }
    }

    /// Returns the text of one of them, as [`Raw::as_text`] does: where it certainly is the bytes themselves.
    #[inline(always)]
    pub fn as_text(&self, n: usize) -> Option<&'a str> {
        let message = self.whole.message;
        if let Some(text) = message.text
            && let Some(&[before, end]) = self.bounds.get(n..n.saturating_add(2))
        {
            if end.is_marked() {
                return None;
            }
            return text.get(usize::try_from(before.behind()).ok()?..usize::try_from(end.at()).ok()?);
        }
        self.get(n).and_then(|raw| raw.as_text())
    }

    /// Decodes the text of one of them, as [`Raw::decode_in`] does.
    #[inline]
    pub fn decode_in<'s>(&self, n: usize, buffer: &'s mut String) -> Option<Reading<'s>> {
        let message = self.whole.message;
        if let Some(&[before, end]) = self.bounds.get(n..n.saturating_add(2))
            && !end.is_escaped()
        {
            let start = before.behind();
            let bytes = message.bytes.get(usize::try_from(start).ok()?..usize::try_from(end.at()).ok()?)?;
            buffer.clear();
            let unreadable = message.syntax.charset.decode_into(message.shift(start), bytes, buffer);
            return Some(Reading { text: buffer, unreadable, is_unescaped: true });
        }
        Some(self.get(n)?.decode_in(buffer))
    }

    /// Returns what [`Subcomponents::begins`] and [`Subcomponents::was_sent`] say of 64 of them, from one on.
    #[inline]
    pub fn outline(&self, from: usize) -> Outline {
        let Some([before, cuts @ ..]) = self.bounds.get(from..) else {
            return self.outline_of_whole(from);
        };
        let (syntax, bytes) = (self.whole.syntax(), self.whole.message.bytes);
        let begins = |cut: &Cut| syntax.class_at(bytes, cut.at()) & (class::REPETITION | class::SUBCOMPONENT);
        let mut outline = Outline::default();
        let (mut start, mut bit) = (before.behind(), 1_u64);
        if from > 0 {
            outline.note(begins(before), bit);
        }
        for end in cuts.iter().take(BITS) {
            outline.sent |= if start < end.at() { bit } else { 0 };
            (start, bit) = (end.at().wrapping_add(1), bit.wrapping_shl(1));
            // Nearly always the next component begins.
            let class = begins(end);
            if class != 0 {
                outline.note(class, bit);
            }
        }
        // Behind the last begins what is not part of the piece.
        let known = bit.wrapping_sub(1);
        outline.repetitions &= known;
        outline.subcomponents &= known;
        outline
    }

    /// Of a piece that is never split.
    #[cold]
    fn outline_of_whole(&self, from: usize) -> Outline {
        Outline { sent: u64::from(from == 0 && !self.whole.is_empty()), ..Outline::default() }
    }

    /// Returns the highest level that begins with one of them; with the first, that is the level of the piece.
    #[inline]
    pub fn begins(&self, n: usize) -> Option<Level> {
        if n == 0 {
            return Some(self.whole.level());
        }
        let before = self.bounds.get(n).filter(|_| n < self.len())?;
        Some(level_behind(self.whole.syntax().class_at(self.whole.message.bytes, before.at())))
    }
}

/// What is known of 64 sub-components: one bit each, the lowest that of the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Which of them were sent.
    pub sent: u64,
    /// With which of them a repetition begins; with the first of the piece, whatever begins there, none does.
    pub repetitions: u64,
    /// With which of them nothing more than a sub-component begins; the first of the piece is not among them.
    pub subcomponents: u64,
}

/// How many sub-components an [`Outline`] is of.
const BITS: usize = 64;

impl Outline {
    /// Notes what begins behind a delimiter of a class.
    const fn note(&mut self, class: u8, bit: u64) {
        if class & class::REPETITION != 0 {
            self.repetitions |= bit;
        }
        if class & class::SUBCOMPONENT != 0 {
            self.subcomponents |= bit;
        }
    }
}

/// The highest level that begins behind a delimiter of a class.
#[inline]
const fn level_behind(class: u8) -> Level {
    match class {
        class::REPETITION => Level::Repetition,
        class::COMPONENT => Level::Component,
        _ => Level::Subcomponent,
    }
}

/// An iterator over the sub-components of a piece.
#[derive(Clone, Debug)]
pub struct Leaves<'a> {
    all: Subcomponents<'a>,
    /// The numbers of those that are left.
    left: Range<usize>,
}

impl<'a> Leaves<'a> {
    #[inline]
    pub(super) fn new(whole: Raw<'a>) -> Self {
        let all = Subcomponents::new(whole);
        Self { all, left: 0..all.len() }
    }
}

impl<'a> Iterator for Leaves<'a> {
    type Item = Raw<'a>;

    #[inline]
    fn next(&mut self) -> Option<Raw<'a>> {
        self.all.get(self.left.next()?)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.left.size_hint()
    }
}

impl ExactSizeIterator for Leaves<'_> {}
