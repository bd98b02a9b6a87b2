use std::ops::Range;

use renkei_hl7v2::Raw;
use renkei_hl7v2::message::{Level, Outline, Reading, Subcomponents};

/// How many values a field may have to be kept in words; nearly all have fewer.
pub(super) const FEW: usize = 64;

/// The values of a field, its sub-components, and which of them nobody asked for yet. Those that were not sent stand in their places among
/// them.
#[derive(Default)]
pub(super) struct Values<'m> {
    all: Option<Subcomponents<'m>>,
    count: usize,
    /// Which of the first [`FEW`] values were sent, one bit each, the lowest that of the first.
    sent: u64,
    /// Which of them wait: were sent, and not taken yet.
    waiting: u64,
    /// With which of them a repetition begins, but for the first.
    repetitions: u64,
    /// With which of them no component begins.
    subcomponents: u64,
    /// The values behind them.
    rest: Rest,
}

/// Which values wait in a field of many.
#[derive(Default)]
struct Rest {
    waiting: usize,
    taken: Vec<u64>,
}

/// How a field is made up, in one word, which a function returns in a register.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    /// How many repetitions it has.
    repetitions: u32,
    /// Whether each of its components is one value.
    pub(super) is_flat: bool,
    /// Whether it begins with a quotation mark, as null does.
    pub(super) begins_quoted: bool,
}

impl Shape {
    /// How many repetitions it has.
    #[inline]
    pub(super) fn repetitions(self) -> usize {
        usize::try_from(self.repetitions).unwrap_or(usize::MAX)
    }
}

impl<'m> Values<'m> {
    /// Goes to another field, which was sent: all its values wait.
    #[inline]
    pub(super) fn turn_to(&mut self, field: Raw<'m>) -> Shape {
        // Where it stays from the first: what is put together elsewhere and moved has to wait for all its parts.
        let all = self.all.insert(field.subcomponents());
        let begins_quoted = all.begin_with(b'"');
        self.count = all.len();
        if self.count == 1 {
            (self.sent, self.waiting, self.repetitions, self.subcomponents) = (1, 1, 0, 0);
            return Shape { repetitions: 1, is_flat: true, begins_quoted };
        }
        let Outline { sent, repetitions, subcomponents } = all.outline(0);
        (self.sent, self.waiting, self.repetitions, self.subcomponents) =
            (sent, sent, repetitions, subcomponents);
        let more = if repetitions == 0 { 0 } else { repetitions.count_ones() };
        let mut shape =
            Shape { repetitions: more.saturating_add(1), is_flat: subcomponents == 0, begins_quoted };
        if self.count > FEW {
            self.turn_to_many(&mut shape);
        }
        shape
    }

    #[cold]
    fn turn_to_many(&mut self, shape: &mut Shape) {
        let Some(all) = self.all else { return };
        self.rest.taken.clear();
        self.rest.taken.resize(self.count.div_ceil(FEW).saturating_sub(1), 0);
        self.rest.waiting = 0;
        for from in (FEW..self.count).step_by(FEW) {
            let Outline { sent, repetitions, subcomponents } = all.outline(from);
            self.rest.waiting = self.rest.waiting.saturating_add(ones(sent));
            shape.repetitions = shape.repetitions.saturating_add(repetitions.count_ones());
            shape.is_flat &= subcomponents == 0;
        }
    }

    /// The field.
    pub(super) fn whole(&self) -> Option<Raw<'m>> {
        self.all.map(|all| all.whole())
    }

    /// Says whether the field is one value.
    #[inline]
    pub(super) const fn is_one(&self) -> bool {
        self.count == 1
    }

    /// How many values the field has, those that were not sent among them.
    #[inline]
    pub(super) const fn len(&self) -> usize {
        self.count
    }

    /// Says whether any value of the field was sent and not taken yet.
    #[inline]
    pub(super) const fn wait(&self) -> bool {
        self.waiting != 0 || self.count > FEW && self.rest.waiting > 0
    }

    /// A value by its number, counted from zero.
    #[inline]
    pub(super) fn get(&self, at: usize) -> Option<Raw<'m>> {
        self.all?.get(at)
    }

    /// The highest level that begins with a value, as far as the field goes: the first begins the field.
    pub(super) fn begins(&self, at: usize) -> Option<Level> {
        self.all?.begins(at)
    }

    /// Says whether a component begins with a value, or nothing more comes.
    #[inline]
    pub(super) fn begins_component(&self, at: usize) -> bool {
        if at < FEW {
            return self.subcomponents & bit(at) == 0;
        }
        self.begins(at) != Some(Level::Subcomponent)
    }

    /// Says whether a value was sent.
    #[inline]
    pub(super) fn was_sent(&self, at: usize) -> bool {
        if at < FEW {
            return self.sent & bit(at) != 0;
        }
        self.all.is_some_and(|all| all.was_sent(at))
    }

    /// Says whether a value was sent and not taken yet.
    #[inline]
    pub(super) fn waits(&self, at: usize) -> bool {
        match at.checked_sub(FEW) {
            None => self.waiting & bit(at) != 0,
            Some(n) => {
                let taken = self.rest.taken.get(n / FEW).copied().unwrap_or_default();
                taken & bit(n % FEW) == 0 && self.was_sent(at)
            }
        }
    }

    /// As [`Values::waits`], of one of the first [`FEW`].
    #[inline(always)]
    pub(super) fn waits_among_few(&self, at: usize) -> bool {
        self.waiting & bit(at) != 0
    }

    /// Says whether any of some values waits.
    #[inline]
    pub(super) fn any_waits(&self, mut values: Range<usize>) -> bool {
        if values.end <= FEW {
            return self.waiting & below(values.end) & !below(values.start) != 0;
        }
        values.any(|at| self.waits(at))
    }

    /// The text of a value where it certainly is the bytes themselves.
    #[inline]
    pub(super) fn as_text(&self, at: usize) -> Option<&'m str> {
        self.all.as_ref()?.as_text(at)
    }

    /// Decodes the text of a value.
    #[inline]
    pub(super) fn decode_in<'s>(&self, at: usize, buffer: &'s mut String) -> Option<Reading<'s>> {
        self.all.as_ref()?.decode_in(at, buffer)
    }

    /// Takes a value, if it was sent: it waits no longer.
    #[inline]
    pub(super) fn take(&mut self, at: usize) -> bool {
        if at >= FEW {
            return self.take_of_many(at);
        }
        self.waiting &= !bit(at);
        self.sent & bit(at) != 0
    }

    #[cold]
    fn take_of_many(&mut self, at: usize) -> bool {
        if self.waits(at) {
            let n = at.saturating_sub(FEW);
            if let Some(taken) = self.rest.taken.get_mut(n / FEW) {
                *taken |= bit(n % FEW);
            }
            self.rest.waiting = self.rest.waiting.saturating_sub(1);
        }
        self.was_sent(at)
    }

    /// Where the repetition ends that begins with a value, and whether each of its components is one value.
    pub(super) fn repetition(&self, from: usize) -> (usize, bool) {
        let behind = from.saturating_add(1);
        if self.count <= FEW {
            let next = lowest(self.repetitions & !below(behind));
            let to = next.min(self.count);
            return (to, self.subcomponents & below(to) & !below(behind) == 0);
        }
        let mut rest = behind..self.count;
        let to = rest.find(|at| self.begins(*at) == Some(Level::Repetition)).unwrap_or(self.count);
        (to, (behind..to).all(|at| self.begins_component(at)))
    }

    /// The values of the n-th component in a part of the field, counted from one, where any of them was sent.
    pub(super) fn component(&self, part: Range<usize>, n: u32) -> Option<Range<usize>> {
        let first = part.start;
        let mut starts = part.clone().filter(|at| *at == first || self.begins_component(*at));
        let from = starts.nth(usize::try_from(n).ok()?.checked_sub(1)?)?;
        let to = starts.next().unwrap_or(part.end);
        (from..to).any(|at| self.was_sent(at)).then_some(from..to)
    }
}

/// The bit of one of the first values.
#[inline]
fn bit(at: usize) -> u64 {
    u32::try_from(at).map_or(0, |at| 1_u64.wrapping_shl(at))
}

/// The bits of all values before one.
#[inline]
fn below(at: usize) -> u64 {
    if at < FEW { bit(at).wrapping_sub(1) } else { u64::MAX }
}

#[inline]
fn lowest(bits: u64) -> usize {
    usize::try_from(bits.trailing_zeros()).unwrap_or(FEW)
}

#[inline]
fn ones(bits: u64) -> usize {
    usize::try_from(bits.count_ones()).unwrap_or(FEW)
}

#[cfg(test)]
mod tests {
    use renkei_hl7v2::Message;

    use super::*;

    #[test]
    fn values_wait_until_they_are_taken() {
        let pieces: Vec<String> =
            (0..200).map(|n| if n % 3 == 0 { String::new() } else { n.to_string() }).collect();
        let bytes = format!("MSH|^~\\&|A\rPID|{}\r", pieces.join("~"));
        let message = Message::parse(bytes.as_bytes(), &mut ()).unwrap();
        let field = message.segment_at(1).unwrap().sent(1).unwrap();
        let mut values = Values::default();
        let shape = values.turn_to(field);
        assert_eq!((values.len(), shape.repetitions(), shape.is_flat), (200, 200, true));
        for at in 0..200 {
            assert_eq!(values.waits(at), at % 3 != 0);
            assert_eq!(values.take(at), at % 3 != 0);
            assert!(!values.waits(at));
        }
        assert!(!values.wait());
        values.turn_to(field);
        assert!(values.wait() && values.waits(199));
    }

    /// Whatever is kept in words is what the pieces say, on either side of what fits into one.
    #[test]
    fn words_say_what_the_pieces_say() {
        for before in [0, 3, 55, 60, 63, 64, 65, 130] {
            let bytes = format!("MSH|^~\\&|A\rPID|{}a^b&c^^d~e^&~~f^g\r", "x^".repeat(before));
            let message = Message::parse(bytes.as_bytes(), &mut ()).unwrap();
            let field = message.segment_at(1).unwrap().sent(1).unwrap();
            let mut values = Values::default();
            let shape = values.turn_to(field);
            assert_eq!(shape.repetitions(), field.pieces().count());
            let mut from = 0;
            for repetition in field.pieces() {
                let (to, is_flat) = values.repetition(from);
                assert_eq!(to - from, repetition.subcomponents().len());
                assert_eq!(
                    is_flat,
                    repetition.pieces().all(|component| component.subcomponents().len() == 1)
                );
                for (component, n) in repetition.pieces().zip(1..) {
                    let found = values.component(from..to, n);
                    let sent = !component.is_blank();
                    assert_eq!(found.is_some(), sent);
                    if let Some(found) = found {
                        assert_eq!(found.len(), component.subcomponents().len());
                        assert!(values.any_waits(found.clone()));
                        found.clone().for_each(|at| assert_eq!(values.take(at), values.was_sent(at)));
                        assert!(!values.any_waits(found));
                    }
                }
                assert!(values.component(from..to, 200).is_none());
                from = to;
            }
            assert!(!values.wait() && from == values.len());
        }
    }

    #[test]
    fn parts_are_found_by_what_begins_with_them() {
        let bytes = b"MSH|^~\\&|A\rPID|a^b&c^^d~e^&\r";
        let message = Message::parse(bytes, &mut ()).unwrap();
        let mut values = Values::default();
        let shape = values.turn_to(message.segment_at(1).unwrap().sent(1).unwrap());
        assert_eq!((values.len(), shape.repetitions(), shape.is_flat), (8, 2, false));
        assert_eq!(values.repetition(0), (5, false));
        assert_eq!(values.repetition(5), (8, false));
        assert_eq!(values.component(0..5, 2), Some(1..3));
        assert_eq!(values.component(0..5, 3), None);
        assert_eq!(values.component(0..5, 4), Some(4..5));
        assert_eq!(values.component(5..8, 2), None);
    }
}
