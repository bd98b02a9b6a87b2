use std::ops::Range;

use renkei_hl7v2::Raw;
use renkei_hl7v2::message::Level;

/// The values of a field, its sub-components, and which of them nobody asked for yet. Those that were not sent stand in their places among
/// them.
#[derive(Default)]
pub(super) struct Values<'m> {
    field: Option<Raw<'m>>,
    count: usize,
    /// How many of them were sent, and not taken yet.
    waiting: usize,
    taken: Bits,
}

/// A set of small numbers: of most fields those of all values fit into one word.
#[derive(Default)]
struct Bits {
    first: u64,
    more: Vec<u64>,
}

impl Bits {
    fn clear(&mut self) {
        self.first = 0;
        self.more.clear();
    }

    /// The word of a number, and its bit in it.
    #[inline]
    fn place(n: usize) -> (Option<usize>, u64) {
        let bit = u32::try_from(n % 64).unwrap_or(0);
        ((n / 64).checked_sub(1), 1u64.rotate_left(bit))
    }

    #[inline]
    fn has(&self, n: usize) -> bool {
        let (word, bit) = Self::place(n);
        let word = word.map_or(self.first, |word| self.more.get(word).copied().unwrap_or_default());
        word & bit != 0
    }

    #[inline]
    fn add(&mut self, n: usize) {
        match Self::place(n) {
            (None, bit) => self.first |= bit,
            (Some(word), bit) => {
                if self.more.len() <= word {
                    self.more.resize(word.saturating_add(1), 0);
                }
                if let Some(word) = self.more.get_mut(word) {
                    *word |= bit;
                }
            }
        }
    }
}

/// How a piece of a field is made up.
pub(super) struct Shape {
    /// How many repetitions it has.
    pub(super) repetitions: usize,
    /// Whether each of its components is one value.
    pub(super) is_flat: bool,
}

impl<'m> Values<'m> {
    /// Goes to another field: all its values wait.
    #[inline]
    pub(super) fn turn_to(&mut self, field: Raw<'m>) -> Shape {
        (self.field, self.count) = (Some(field), field.leaf_count());
        self.taken.clear();
        let mut shape = Shape { repetitions: 1, is_flat: true };
        if self.count == 1 {
            self.waiting = usize::from(!field.is_empty());
            return shape;
        }
        let mut waiting = 0_usize;
        for (value, n) in field.leaves().zip(0_usize..) {
            waiting = waiting.wrapping_add(usize::from(!value.is_empty()));
            if n > 0 {
                let begins = value.begins();
                let repetition = usize::from(begins == Level::Repetition);
                shape.repetitions = shape.repetitions.wrapping_add(repetition);
                shape.is_flat &= begins != Level::Subcomponent;
            }
        }
        self.waiting = waiting;
        shape
    }

    /// How many values the field has, those that were not sent among them.
    #[inline]
    pub(super) const fn len(&self) -> usize {
        self.count
    }

    /// Says whether any value of the field was sent and not taken yet.
    #[inline]
    pub(super) const fn wait(&self) -> bool {
        self.waiting > 0
    }

    /// A value by its number, counted from zero.
    #[inline]
    pub(super) fn get(&self, at: usize) -> Option<Raw<'m>> {
        self.field?.leaf(at)
    }

    /// The highest level that begins with a value, as far as the field goes: the first begins the field.
    #[inline]
    pub(super) fn begins(&self, at: usize) -> Option<Level> {
        if at == 0 { Some(Level::Field) } else { self.get(at).map(|value| value.begins()) }
    }

    /// Says whether a component begins with a value, or nothing more comes.
    #[inline]
    pub(super) fn begins_component(&self, at: usize) -> bool {
        self.begins(at) != Some(Level::Subcomponent)
    }

    /// Says whether a value was sent.
    #[inline]
    pub(super) fn was_sent(&self, at: usize) -> bool {
        self.get(at).is_some_and(|value| !value.is_empty())
    }

    /// Says whether a value was sent and not taken yet.
    #[inline]
    pub(super) fn waits(&self, at: usize) -> bool {
        !self.taken.has(at) && self.was_sent(at)
    }

    /// Takes a value that was sent: it waits no longer.
    #[inline]
    pub(super) fn take(&mut self, at: usize) -> Option<Raw<'m>> {
        let value = self.get(at).filter(|value| !value.is_empty())?;
        if !self.taken.has(at) {
            self.taken.add(at);
            self.waiting = self.waiting.saturating_sub(1);
        }
        Some(value)
    }

    /// Where the repetition ends that begins with a value, and whether each of its components is one value.
    pub(super) fn repetition(&self, from: usize) -> (usize, bool) {
        let mut is_flat = true;
        let mut to = from.saturating_add(1);
        while to < self.count {
            match self.begins(to) {
                Some(Level::Repetition) | None => break,
                begins => is_flat &= begins != Some(Level::Subcomponent),
            }
            to = to.saturating_add(1);
        }
        (to, is_flat)
    }

    /// The values of the n-th component in a part of the field, counted from one, where any of them was sent.
    pub(super) fn component(&self, part: Range<usize>, n: u32) -> Option<Range<usize>> {
        let first = part.start;
        let mut starts = part.clone().filter(|at| *at == first || self.begins_component(*at));
        let from = starts.nth(usize::try_from(n).ok()?.checked_sub(1)?)?;
        let values = from..starts.next().unwrap_or(part.end);
        values.clone().any(|at| self.was_sent(at)).then_some(values)
    }
}

#[cfg(test)]
mod tests {
    use renkei_hl7v2::Message;

    use super::*;

    #[test]
    fn values_wait_until_they_are_taken() {
        let pieces: Vec<String> = (0..200).map(|n| if n % 3 == 0 { String::new() } else { n.to_string() }).collect();
        let bytes = format!("MSH|^~\\&|A\rPID|{}\r", pieces.join("~"));
        let message = Message::parse(bytes.as_bytes(), &mut ()).unwrap();
        let field = message.segment_at(1).unwrap().sent(1).unwrap();
        let mut values = Values::default();
        let shape = values.turn_to(field);
        assert_eq!((values.len(), shape.repetitions, shape.is_flat), (200, 200, true));
        for at in 0..200 {
            assert_eq!(values.waits(at), at % 3 != 0);
            assert_eq!(values.take(at).is_some(), at % 3 != 0);
            assert!(!values.waits(at));
        }
        assert!(!values.wait());
        values.turn_to(field);
        assert!(values.wait() && values.waits(199));
    }

    #[test]
    fn parts_are_found_by_what_begins_with_them() {
        let bytes = b"MSH|^~\\&|A\rPID|a^b&c^^d~e^&\r";
        let message = Message::parse(bytes, &mut ()).unwrap();
        let mut values = Values::default();
        let shape = values.turn_to(message.segment_at(1).unwrap().sent(1).unwrap());
        assert_eq!((values.len(), shape.repetitions, shape.is_flat), (8, 2, false));
        assert_eq!(values.repetition(0), (5, false));
        assert_eq!(values.repetition(5), (8, false));
        assert_eq!(values.component(0..5, 2), Some(1..3));
        assert_eq!(values.component(0..5, 3), None);
        assert_eq!(values.component(0..5, 4), Some(4..5));
        assert_eq!(values.component(5..8, 2), None);
    }
}
