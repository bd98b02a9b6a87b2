use renkei_hl7v2::{Raw, Segment};

/// A set of the fields of a segment: one bit each, by number; the last stands for all from there on.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Fields(u64);

impl Fields {
    pub(crate) const LAST: u32 = u64::BITS - 1;
    /// How many numbers have a bit, and one for all others.
    const COUNT: usize = 64;
    /// Nothing else is left: there is no field 0.
    pub(super) const ALL: Self = Self(1);

    #[inline]
    pub(super) const fn of(n: u32) -> Self {
        Self(1_u64.wrapping_shl(if n < Self::LAST { n } else { Self::LAST }))
    }

    #[inline]
    pub(crate) const fn with(self, n: u32) -> Self {
        Self(self.0 | Self::of(n).0)
    }

    /// Their numbers, in order; the last bit gives one.
    fn numbers(self) -> impl Iterator<Item = u32> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let n = left.trailing_zeros();
            left &= left.wrapping_sub(1);
            (n < u64::BITS).then_some(n)
        })
    }

    /// Says whether it has a field, or the word has no bit for it and has any such.
    #[inline]
    pub(crate) const fn may_have(self, n: u32) -> bool {
        self.0 & Self::of(n).0 != 0
    }

    #[inline]
    pub(super) const fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// The fields that were sent of the segment that is current, all found in one go; those of the segments around it are kept below
/// them.
pub(super) struct Sent<'m> {
    fields: Fields,
    /// The fields: the current segment's are the last, from this on.
    pieces: Vec<Raw<'m>>,
    first: usize,
    /// Where in them each field is that was sent, by its number; where they begin that the word has no bit for.
    places: [u8; Fields::COUNT],
    /// The numbers of those, likewise.
    beyond: Vec<u32>,
    first_beyond: usize,
}

impl Default for Sent<'_> {
    fn default() -> Self {
        let (fields, places) = (Fields::default(), [0; Fields::COUNT]);
        Self { fields, pieces: Vec::new(), first: 0, places, beyond: Vec::new(), first_beyond: 0 }
    }
}

/// What was current before.
pub(super) struct Around {
    fields: Fields,
    first: usize,
    first_beyond: usize,
}

impl<'m> Sent<'m> {
    /// Has space for the fields of most segments.
    pub(super) fn with_space() -> Self {
        Self { pieces: Vec::with_capacity(64), ..Self::default() }
    }

    /// Goes into a segment.
    pub(super) fn enter(&mut self, segment: &Segment<'m>) -> Around {
        let around = Around { fields: self.fields, first: self.first, first_beyond: self.first_beyond };
        (self.first, self.first_beyond) = (self.pieces.len(), self.beyond.len());
        let (mut fields, mut count) = (Fields::default(), 0);
        segment.sent_pieces().for_each(|(n, piece)| {
            self.pieces.push(piece);
            if n < Fields::LAST {
                self.note(n, count);
                count = count.wrapping_add(1);
            } else {
                self.note(Fields::LAST, count);
                self.beyond.push(n);
            }
            fields = fields.with(n);
        });
        self.fields = fields;
        around
    }

    #[inline]
    fn note(&mut self, n: u32, place: u8) {
        if let Some(known) = usize::try_from(n).ok().and_then(|n| self.places.get_mut(n)) {
            *known = place;
        }
    }

    /// Goes back to what was current before.
    #[inline]
    pub(super) fn leave(&mut self, around: Around) {
        self.pieces.truncate(self.first);
        self.beyond.truncate(self.first_beyond);
        (self.fields, self.first, self.first_beyond) = (around.fields, around.first, around.first_beyond);
        if !self.fields.is_empty() {
            self.find_again();
        }
    }

    #[cold]
    fn find_again(&mut self) {
        for (n, place) in self.fields.numbers().zip(0..) {
            self.note(n, place);
        }
    }

    /// Forgets all segments.
    pub(super) fn clear(&mut self) {
        self.pieces.clear();
        self.beyond.clear();
        (self.fields, self.first, self.first_beyond) = Default::default();
    }

    /// Which fields were sent.
    #[inline]
    pub(super) const fn fields(&self) -> Fields {
        self.fields
    }

    /// A field by its number, where it was sent.
    #[inline]
    pub(super) fn get(&self, n: u32) -> Option<Raw<'m>> {
        if !self.fields.may_have(n) {
            return None;
        }
        let beyond = if n < Fields::LAST { 0 } else { self.place_beyond(n)? };
        let place = usize::try_from(n.min(Fields::LAST)).ok().and_then(|n| self.places.get(n))?;
        self.pieces.get(self.first.wrapping_add(usize::from(*place)).wrapping_add(beyond)).copied()
    }

    /// Which of the fields that the word has no bit for one is.
    #[cold]
    fn place_beyond(&self, n: u32) -> Option<usize> {
        self.beyond.get(self.first_beyond..)?.binary_search(&n).ok()
    }
}

#[cfg(test)]
mod tests {
    use renkei_hl7v2::Message;

    use super::*;

    /// Fields are those that the segment has by number, within the word and beyond it, and so they are again after another segment.
    #[test]
    fn fields_are_found_by_number() {
        let many: Vec<String> =
            (1..150).map(|n| if n % 3 == 0 { String::new() } else { n.to_string() }).collect();
        let bytes = format!("MSH|^~\\&|A\rPID|{}\rOBX|1||a\r", many.join("|"));
        let message = Message::parse(bytes.as_bytes(), &mut ()).unwrap();
        let segments: Vec<_> = message.segments().collect();
        let mut sent = Sent::default();
        let outside = sent.enter(&segments[0]);
        for around in [&segments[1], &segments[2]] {
            let outer = sent.enter(around);
            let inner = sent.enter(&segments[2]);
            assert!(sent.get(1).is_some_and(|raw| raw.bytes() == b"1") && sent.get(2).is_none());
            sent.leave(inner);
            for n in 1..200 {
                assert_eq!(sent.get(n).map(|raw| raw.span()), around.sent(n).map(|raw| raw.span()), "{n}");
            }
            sent.leave(outer);
        }
        assert_eq!(sent.get(3).map(|raw| raw.bytes()), Some(&b"A"[..]));
        sent.leave(outside);
        assert!((1..200).all(|n| sent.get(n).is_none()));
    }
}
