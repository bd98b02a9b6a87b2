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
    /// Begins to look at bytes that are read in a shift state.
    #[inline]
    pub(super) fn from_start(shift: Shift) -> Self {
        if shift.is_start() { Self::Text } else { Self::Unescaped }
    }

    /// Takes note of a byte that does not stand for itself.
    #[inline]
    pub(super) fn note(&mut self, class: u8) {
        if class == class::ESCAPE {
            *self = Self::Escaped;
        } else if *self == Self::Text {
            *self = Self::Unescaped;
        }
    }
}

/// Cuts a piece at delimiters: goes from mark to mark, so that half of a kanji is never one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scanner<'a> {
    whole: Raw<'a>,
    /// The level of the pieces, and the classes of the delimiters between them.
    level: Level,
    splits: u8,
    marked: Marked<'a>,
    /// Where the next piece begins, in which shift state.
    at: usize,
    shift: Shift,
    done: bool,
}

impl<'a> Scanner<'a> {
    #[inline]
    pub(super) fn new(whole: Raw<'a>, level: Level, splits: u8) -> Self {
        let marked = whole.marked();
        let splits = if whole.verbatim { 0 } else { splits };
        Self { whole, level, splits, marked, at: whole.range().start, shift: whole.shift, done: false }
    }
}

/// The pieces, each with the class of the delimiter behind it: 0 for the last, which may be empty as any other.
impl<'a> Iterator for Scanner<'a> {
    type Item = (Raw<'a>, u8);

    #[inline]
    fn next(&mut self) -> Option<(Raw<'a>, u8)> {
        if self.done {
            return None;
        }
        let Raw { message, syntax, .. } = self.whole;
        let (from, shift) = (self.at, self.shift);
        let mut known = Known::from_start(shift);
        let mut cut = None;
        for at in self.marked.by_ref() {
            let class = syntax.class(message.bytes.get(at).copied().unwrap_or_default());
            if class & self.splits != 0 {
                cut = Some((at, class));
                break;
            }
            known.note(class);
            if class == class::SHIFT {
                let rest = message.bytes.get(at..).unwrap_or_default();
                syntax.charset.unit(&mut self.shift, rest);
            }
        }
        self.done = cut.is_none();
        let (to, delimiter) = cut.unwrap_or((self.marked.end(), 0));
        self.at = to.wrapping_add(1);
        let mut piece = Raw::new(message, syntax, (from, to), shift, self.level);
        (piece.known, piece.verbatim) = (known, self.whole.verbatim);
        Some((piece, delimiter))
    }
}
