use renkei_core::Charset;
use renkei_core::charset::Shift;

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
    pub(super) const ESCAPE: u8 = 8;
    /// Changes the shift state, or may be the first half of a character.
    pub(super) const UNIT: u8 = 16;
    /// Not ASCII, and stands for itself all the same.
    pub(super) const HIGH: u8 = 32;
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
        let high = if charset.transparent() { class::HIGH } else { class::UNIT };
        (0x80..=0xFF).for_each(|byte| set(byte, high));
        if charset == Charset::Iso2022Jp {
            // ESC, SO, SI.
            [0x1B, 0x0E, 0x0F].into_iter().for_each(|byte| set(byte, class::UNIT));
        }
        Self { charset, delimiters, classes }
    }

    #[inline]
    fn class(&self, byte: u8) -> u8 {
        self.classes.get(usize::from(byte)).copied().unwrap_or_default()
    }
}

/// What is known of a piece without looking at it again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Known(u8);

impl Known {
    /// The bytes are never split nor unescaped: MSH-1 and MSH-2.
    const VERBATIM: u8 = 1;
    /// Every byte is ASCII and stands for itself.
    const PLAIN: u8 = 2;
    /// No byte is an escape character.
    const UNESCAPED: u8 = 4;

    pub(super) const fn none() -> Self {
        Self(0)
    }

    pub(super) const fn verbatim() -> Self {
        Self(Self::VERBATIM)
    }

    pub(super) const fn is_verbatim(self) -> bool {
        self.0 & Self::VERBATIM != 0
    }

    /// Says whether the bytes are certainly their own text, but for escape sequences.
    pub(super) const fn is_plain(self) -> bool {
        self.0 & Self::PLAIN != 0
    }

    /// Says whether there is certainly no escape character.
    pub(super) const fn is_unescaped(self) -> bool {
        self.0 & (Self::UNESCAPED | Self::VERBATIM) != 0
    }

    /// Says whether the bytes are certainly their own text.
    pub(super) const fn is_text(self) -> bool {
        self.0 & (Self::PLAIN | Self::UNESCAPED) == Self::PLAIN | Self::UNESCAPED
    }
}

/// Cuts bytes at delimiters, with the character set in hand: a byte that is half of a kanji is never one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scanner<'a> {
    bytes: &'a [u8],
    syntax: &'a Syntax,
    at: usize,
    shift: Shift,
    /// The classes of the delimiters to cut at.
    splits: u8,
}

/// A piece between two delimiters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut {
    /// Where it begins and ends.
    pub(super) from: usize,
    pub(super) to: usize,
    /// The shift state in which it begins.
    pub(super) shift: Shift,
    pub(super) known: Known,
    /// The class of the delimiter behind it; 0 at the end.
    pub(super) delimiter: u8,
}

impl<'a> Scanner<'a> {
    pub(super) const fn new(bytes: &'a [u8], syntax: &'a Syntax, shift: Shift, splits: u8) -> Self {
        Self { bytes, syntax, at: 0, shift, splits }
    }

    /// Returns the next piece; at the end of the bytes the last one, which may be empty, again and again.
    #[inline]
    pub(super) fn next(&mut self) -> Cut {
        let (from, first) = (self.at, self.shift);
        let mut known = if first.is_start() { Known::PLAIN | Known::UNESCAPED } else { Known::UNESCAPED };
        let mut at = from;
        let (to, delimiter) = loop {
            let Some(rest) = self.bytes.get(at..) else { break (self.bytes.len(), 0) };
            if self.shift.is_start() {
                let Some(run) = rest.iter().position(|byte| self.syntax.class(*byte) != 0) else {
                    break (self.bytes.len(), 0);
                };
                at = at.saturating_add(run);
                let class = rest.get(run).map_or(0, |byte| self.syntax.class(*byte));
                if class & self.splits != 0 {
                    break (at, class);
                }
                match class {
                    class::UNIT => {
                        known &= !Known::PLAIN;
                        let rest = rest.get(run..).unwrap_or_default();
                        let unit = self.syntax.charset.unit(&mut self.shift, rest);
                        at = at.saturating_add(unit.len.max(1));
                        continue;
                    }
                    class::HIGH => known &= !Known::PLAIN,
                    class::ESCAPE => known &= !Known::UNESCAPED,
                    _ => {}
                }
                at = at.saturating_add(1);
            } else {
                if self.shift.is_double_byte() {
                    // No byte of a double-byte run is a delimiter: on to what ends it.
                    let run = rest.iter().position(|byte| *byte <= 0x20).unwrap_or(rest.len());
                    at = at.saturating_add(run);
                }
                let rest = self.bytes.get(at..).unwrap_or_default();
                let Some(byte) = rest.first() else { break (self.bytes.len(), 0) };
                let before = self.shift;
                let unit = self.syntax.charset.unit(&mut self.shift, rest);
                let class = if unit.live { self.syntax.class(*byte) } else { 0 };
                if class & self.splits != 0 {
                    self.shift = before;
                    break (at, class);
                }
                if class == class::ESCAPE {
                    known &= !Known::UNESCAPED;
                }
                at = at.saturating_add(unit.len.max(1));
            }
        };
        self.at = to.saturating_add(usize::from(delimiter != 0));
        Cut { from, to, shift: first, known: Known(known), delimiter }
    }
}
