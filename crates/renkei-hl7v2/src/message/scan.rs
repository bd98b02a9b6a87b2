use renkei_core::Charset;
use renkei_core::charset::Shift;

use super::Message;
use super::marks::Marked;
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

/// Cuts bytes at delimiters: goes from mark to mark, so that half of a kanji is never one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scanner<'a> {
    bytes: &'a [u8],
    syntax: &'a Syntax,
    marked: Marked<'a>,
    at: usize,
    end: usize,
    shift: Shift,
    /// The classes of the delimiters to cut at.
    splits: u8,
}

/// A piece between two delimiters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut {
    /// Where it begins and ends in the message.
    pub(super) from: usize,
    pub(super) to: usize,
    /// The shift state in which it begins.
    pub(super) shift: Shift,
    /// The class of the delimiter behind it; 0 at the end.
    pub(super) delimiter: u8,
}

impl<'a> Scanner<'a> {
    /// Begins to cut the bytes of a message from `from` to `to`, where `from` is read in this shift state.
    #[inline]
    pub(super) fn new(
        message: &'a Message<'a>,
        syntax: &'a Syntax,
        (from, to): (usize, usize),
        shift: Shift,
        splits: u8,
    ) -> Self {
        let marked = message.index.marks().within(from..to);
        Self { bytes: message.bytes, syntax, marked, at: from, end: to, shift, splits }
    }

    /// Returns the next piece; at the end of the bytes the last one, which may be empty, again and again.
    #[inline]
    pub(super) fn next(&mut self) -> Cut {
        let (from, shift) = (self.at, self.shift);
        for at in self.marked.by_ref() {
            let byte = self.bytes.get(at).copied().unwrap_or_default();
            let class = self.syntax.class(byte);
            if class & self.splits != 0 {
                self.at = at.saturating_add(1);
                return Cut { from, to: at, shift, delimiter: class };
            }
            if class == class::SHIFT {
                let rest = self.bytes.get(at..self.end).unwrap_or_default();
                self.syntax.charset.unit(&mut self.shift, rest);
            }
        }
        Cut { from, to: self.end, shift, delimiter: 0 }
    }
}
