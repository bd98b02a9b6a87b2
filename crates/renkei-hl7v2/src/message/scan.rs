use renkei_core::Charset;
use renkei_core::charset::Shift;

use super::marks::Marked;
use super::raw::{Level, Raw};
use crate::delimiters::Delimiters;

/// How the bytes of a message are to be read, with a table of what each byte may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Syntax {
    pub(crate) charset: Charset,
    pub(crate) delimiters: Delimiters,
    classes: [u8; 256],
}

/// What a byte may be, as bits of a class; a byte with none of them is text wherever it stands for itself.
pub(super) mod class {
    pub(in crate::message) const SUBCOMPONENT: u8 = 1;
    pub(in crate::message) const COMPONENT: u8 = 2;
    pub(in crate::message) const REPETITION: u8 = 4;
    /// The escape character.
    pub(in crate::message) const ESCAPE: u8 = 8;
    /// Changes the shift state.
    pub(in crate::message) const SHIFT: u8 = 16;
    /// What a byte that stands for itself may be.
    pub(in crate::message) const LIVE: u8 = SUBCOMPONENT | COMPONENT | REPETITION | ESCAPE;
}

impl Syntax {
    pub(crate) fn new(charset: Charset, delimiters: Delimiters) -> Self {
        let mut classes = [0; 256];
        let mut set = |byte: u8, class: u8| {
            if let Some(place) = classes.get_mut(usize::from(byte)) {
                *place = class;
            }
        };
        // Where a byte is declared twice the higher level has it.
        for (byte, class) in [
            (delimiters.escape, class::ESCAPE),
            (delimiters.subcomponent, class::SUBCOMPONENT),
            (Some(delimiters.component), class::COMPONENT),
            (Some(delimiters.repetition), class::REPETITION),
        ] {
            byte.into_iter().for_each(|byte| set(byte, class));
        }
        if charset == Charset::Iso2022Jp {
            // ESC, SO, SI.
            [0x1B, 0x0E, 0x0F].into_iter().for_each(|byte| set(byte, class::SHIFT));
        }
        Self { charset, delimiters, classes }
    }

    #[inline]
    pub(super) fn class(&self, byte: u8) -> u8 {
        self.classes.get(usize::from(byte)).copied().unwrap_or_default()
    }

    /// What the byte at a place may be.
    #[inline]
    fn class_at(&self, bytes: &[u8], at: u32) -> u8 {
        usize::try_from(at).ok().and_then(|at| bytes.get(at)).map_or(0, |byte| self.class(*byte))
    }
}

/// What is known of a piece without looking at its bytes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// Nothing yet.
    Nothing,
    /// The bytes are their own text.
    Text,
    /// They are to be decoded, and no escape character is among them.
    Unescaped,
    /// An escape character is among them.
    Escaped,
}

impl Known {
    /// Says what is known of a piece from the marks in it.
    #[inline]
    pub(super) const fn of(seen: Seen) -> Self {
        match seen.0 {
            0 => Self::Text,
            seen if seen & class::ESCAPE != 0 => Self::Escaped,
            _ => Self::Unescaped,
        }
    }
}

/// The classes of the marked bytes in a piece.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen(u8);

impl Seen {
    /// A mark of whatever class, that of a byte from 80 on among them.
    const MARK: u8 = 0x80;
    /// The piece begins in another shift state than ASCII.
    const SHIFTED: u8 = 0x40;

    /// At the start of a piece.
    #[inline]
    fn from_start(shift: Shift) -> Self {
        if shift.is_start() { Self::default() } else { Self(Self::SHIFTED) }
    }

    #[inline]
    const fn add(&mut self, class: u8) {
        self.0 |= class | Self::MARK;
    }

    /// Says whether the piece begins in another shift state than ASCII.
    #[inline]
    pub(super) const fn is_shifted(self) -> bool {
        self.0 & Self::SHIFTED != 0
    }
}

impl Raw<'_> {
    /// Looks at the marks of the piece.
    #[inline]
    pub(super) fn look(&self) -> Known {
        let mut seen = Seen::from_start(self.shift);
        self.marked().for_each(|at| seen.add(self.syntax.class_at(self.message.bytes, at)));
        Known::of(seen)
    }
}

/// A piece of a piece as a place: small, to be kept in lists. [`Raw::leaf`] of the piece that it is a part of reads it.
#[derive(Clone, Copy, Debug)]
pub struct Placed {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) seen: Seen,
    /// The class of the delimiter before it: 0 for the first.
    before: u8,
}

impl Placed {
    /// Returns the level that begins with it: a repetition with its first component, and a component with its first
    /// sub-component. The first begins what was cut, whatever that is: [`Level::Field`].
    #[inline]
    pub const fn begins(&self) -> Level {
        match self.before {
            0 => Level::Field,
            class::REPETITION => Level::Repetition,
            class::COMPONENT => Level::Component,
            _ => Level::Subcomponent,
        }
    }

    /// Says whether nothing was sent there.
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.from >= self.to
    }
}

/// Cuts a piece at delimiters: goes from mark to mark, so that half of a kanji is never one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scanner<'a> {
    whole: Raw<'a>,
    /// The classes of the delimiters between the pieces.
    splits: u8,
    marked: Marked<'a>,
    /// Where the next piece begins, behind which delimiter, unless there is none.
    next: Option<(u32, u8)>,
}

impl<'a> Scanner<'a> {
    #[inline]
    pub(super) fn new(whole: Raw<'a>, splits: u8) -> Self {
        let splits = if whole.verbatim { 0 } else { splits };
        Self { whole, splits, marked: whole.marked(), next: Some((whole.start, 0)) }
    }

    /// What is cut.
    #[inline]
    pub(super) const fn whole(&self) -> &Raw<'a> {
        &self.whole
    }
}

impl Iterator for Scanner<'_> {
    type Item = Placed;

    #[inline]
    fn next(&mut self) -> Option<Placed> {
        let (from, before) = self.next.take()?;
        let Raw { message, syntax, .. } = self.whole;
        let mut seen = Seen::from_start(message.shift(from));
        for at in self.marked.by_ref() {
            let class = syntax.class_at(message.bytes, at);
            if class & self.splits != 0 {
                self.next = Some((at.wrapping_add(1), class));
                return Some(Placed { from, to: at, seen, before });
            }
            seen.add(class);
        }
        Some(Placed { from, to: self.marked.end(), seen, before })
    }

    /// All that is left, in one loop that keeps what it needs in registers.
    #[inline]
    fn fold<B, F: FnMut(B, Placed) -> B>(self, init: B, mut f: F) -> B {
        let Self { whole, splits, marked, next } = self;
        let Some((mut from, mut before)) = next else { return init };
        let Raw { message, syntax, .. } = whole;
        let (bytes, to) = (message.bytes, marked.end());
        let is_shifted = message.is_shifted;
        let start = |from| if is_shifted { Seen::from_start(message.shift(from)) } else { Seen::default() };
        let (mut seen, mut folded) = (start(from), init);
        for at in marked {
            let class = syntax.class_at(bytes, at);
            if class & splits == 0 {
                seen.add(class);
            } else {
                folded = f(folded, Placed { from, to: at, seen, before });
                (from, before) = (at.wrapping_add(1), class);
                seen = start(from);
            }
        }
        f(folded, Placed { from, to, seen, before })
    }
}
