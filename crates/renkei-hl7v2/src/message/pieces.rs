use renkei_core::Charset;
use renkei_core::charset::Shift;

use super::raw::{Level, Raw};

/// An iterator over the pieces of the next lower level.
///
/// Delimiters are looked for with the character set in hand: a byte that is half of a kanji is never one.
#[derive(Clone, Debug)]
pub struct Pieces<'a> {
    rest: Option<Raw<'a>>,
    level: Level,
    /// The delimiter to split at; `None` gives the piece whole.
    delimiter: Option<u8>,
    /// Whether bytes may be halves of characters or change the shift state.
    by_units: bool,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(raw: Raw<'a>) -> Self {
        let delimiters = &raw.syntax.delimiters;
        let (level, delimiter) = match raw.level {
            Level::Field => (Level::Repetition, Some(delimiters.repetition)),
            Level::Repetition => (Level::Component, Some(delimiters.component)),
            Level::Component => (Level::Subcomponent, delimiters.subcomponent),
            Level::Subcomponent => (Level::Subcomponent, None),
        };
        let delimiter = delimiter.filter(|_| !raw.syntax.verbatim);
        let by_units = delimiter.is_some() && !raw.syntax.plain;
        Self { rest: Some(raw), level, delimiter, by_units }
    }

    /// Cuts the rest at the next live delimiter: what stands before it, and what follows, if it was found.
    fn cut(&self, raw: Raw<'a>) -> (Raw<'a>, Option<Raw<'a>>) {
        let mut shift = raw.syntax.shift;
        let found = match self.delimiter {
            None => None,
            Some(delimiter) if !self.by_units => memchr::memchr(delimiter, raw.bytes),
            Some(delimiter) => find_live(raw.bytes, delimiter, raw.syntax.charset, &mut shift),
        };
        match found.and_then(|at| Some((raw.bytes.get(..at)?, raw.bytes.get(at.saturating_add(1)..)?))) {
            None => (Raw { level: self.level, ..raw }, None),
            Some((before, after)) => {
                let skipped = u32::try_from(before.len()).unwrap_or(u32::MAX).saturating_add(1);
                let mut next = Raw { bytes: after, start: raw.start.saturating_add(skipped), ..raw };
                next.syntax.shift = shift;
                (Raw { bytes: before, level: self.level, ..raw }, Some(next))
            }
        }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Raw<'a>;

    fn next(&mut self) -> Option<Raw<'a>> {
        let raw = self.rest.take()?;
        let (piece, rest) = self.cut(raw);
        self.rest = rest;
        Some(piece)
    }
}

/// Finds the next delimiter that stands for itself, and the shift state there.
fn find_live(bytes: &[u8], delimiter: u8, charset: Charset, shift: &mut Shift) -> Option<usize> {
    let mut at = 0usize;
    loop {
        let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
        // Runs in which nothing can happen are passed over whole; what ends them is looked at as a unit.
        let run = if shift.is_double_byte() {
            rest.iter().position(|b| *b <= 0x20)
        } else if !shift.is_start() {
            Some(0)
        } else if charset == Charset::Iso2022Jp {
            memchr::memchr3(delimiter, 0x1B, 0x0E, rest)
        } else {
            rest.iter().position(|b| *b == delimiter || *b >= 0x80)
        };
        at = at.saturating_add(run?);
        let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
        let unit = charset.unit(shift, rest);
        if unit.live && rest.first() == Some(&delimiter) {
            return Some(at);
        }
        at = at.saturating_add(unit.len.max(1));
    }
}
