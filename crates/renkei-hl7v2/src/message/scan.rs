use renkei_core::Charset;
use renkei_core::charset::Shift;

use super::marks::Marked;
use super::raw::Raw;
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
    fn class_at(&self, bytes: &[u8], at: usize) -> u8 {
        bytes.get(at).map_or(0, |byte| self.class(*byte))
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
    /// Says what is known of bytes that begin in a shift state, from the classes of the marked ones among them.
    #[inline]
    const fn of(seen: Seen, begins_in_start: bool) -> Self {
        if seen.0 & class::ESCAPE != 0 {
            Self::Escaped
        } else if seen.0 == 0 && begins_in_start {
            Self::Text
        } else {
            Self::Unescaped
        }
    }
}

/// The classes of the marked bytes of a piece.
#[derive(Clone, Copy, Debug, Default)]
struct Seen(u8);

impl Seen {
    /// A mark of whatever class, that of a byte from 80 on among them.
    const MARK: u8 = 0x80;

    #[inline]
    const fn add(&mut self, class: u8) {
        self.0 |= class | Self::MARK;
    }
}

impl Raw<'_> {
    /// Looks at the marks of the piece.
    #[inline]
    pub(super) fn look(&self) -> Known {
        let mut seen = Seen::default();
        for at in self.marked() {
            seen.add(self.syntax.class_at(self.message.bytes, at));
        }
        Known::of(seen, self.shift.is_start())
    }
}

/// Cuts a piece at delimiters: goes from mark to mark, so that half of a kanji is never one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scanner<'a> {
    whole: Raw<'a>,
    /// The classes of the delimiters between the pieces.
    splits: u8,
    marked: Marked<'a>,
    /// Where the next piece begins, unless there is none.
    next: Option<usize>,
}

/// A piece that was cut, as bytes of the message.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) shift: Shift,
    pub(super) known: Known,
    /// The class of the delimiter behind it: 0 for the last, which may be empty as any other.
    pub(super) delimiter: u8,
}

impl<'a> Scanner<'a> {
    #[inline]
    pub(super) fn new(whole: Raw<'a>, splits: u8) -> Self {
        let splits = if whole.verbatim { 0 } else { splits };
        Self { whole, splits, marked: whole.marked(), next: Some(whole.range().start) }
    }

    /// What is cut.
    #[inline]
    pub(super) const fn whole(&self) -> &Raw<'a> {
        &self.whole
    }
}

impl Iterator for Scanner<'_> {
    type Item = Cut;

    #[inline]
    fn next(&mut self) -> Option<Cut> {
        let from = self.next.take()?;
        let Raw { message, syntax, .. } = self.whole;
        let shift = message.index.marks().shift(from);
        let mut seen = Seen::default();
        let (mut to, mut delimiter) = (self.marked.end(), 0);
        for at in self.marked.by_ref() {
            let class = syntax.class_at(message.bytes, at);
            if class & self.splits != 0 {
                (to, delimiter) = (at, class);
                self.next = Some(at.wrapping_add(1));
                break;
            }
            seen.add(class);
        }
        Some(Cut { from, to, shift, known: Known::of(seen, shift.is_start()), delimiter })
    }

    /// All that is left, in one loop that keeps what it needs in registers.
    #[inline]
    fn fold<B, F: FnMut(B, Cut) -> B>(self, init: B, mut f: F) -> B {
        let Self { whole, splits, marked, next } = self;
        let Some(mut from) = next else { return init };
        let Raw { message, syntax, .. } = whole;
        let (bytes, end) = (message.bytes, marked.end());
        let shifted = Some(message.index.marks()).filter(|marks| marks.is_shifted());
        let (mut seen, mut folded) = (Seen::default(), init);
        let cut = |from, to, seen, delimiter| {
            let shift = shifted.map_or_else(Shift::default, |marks| marks.shift(from));
            let known = Known::of(seen, shifted.is_none() || shift.is_start());
            Cut { from, to, shift, known, delimiter }
        };
        for at in marked {
            let class = syntax.class_at(bytes, at);
            if class & splits == 0 {
                seen.add(class);
            } else {
                folded = f(folded, cut(from, at, seen, class));
                (from, seen) = (at.wrapping_add(1), Seen::default());
            }
        }
        f(folded, cut(from, end, seen, 0))
    }
}
