use super::raw::{Level, Raw};
use super::scan::{Scanner, class};

/// An iterator over the pieces of the next lower level.
///
/// Delimiters are looked for with the character set in hand: a byte that is half of a kanji is never one.
#[derive(Clone, Debug)]
pub struct Pieces<'a> {
    cuts: Scanner<'a>,
    level: Level,
}

impl<'a> Pieces<'a> {
    #[inline]
    pub(super) fn new(raw: Raw<'a>) -> Self {
        let (level, delimiter) = match raw.level {
            Level::Field => (Level::Repetition, class::REPETITION),
            Level::Repetition => (Level::Component, class::COMPONENT),
            Level::Component => (Level::Subcomponent, class::SUBCOMPONENT),
            Level::Subcomponent => (Level::Subcomponent, 0),
        };
        Self { cuts: Scanner::new(raw, delimiter), level }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Raw<'a>;

    #[inline]
    fn next(&mut self) -> Option<Raw<'a>> {
        let placed = self.cuts.next()?;
        Some(self.cuts.whole().piece_at(&placed, self.level))
    }
}
