use renkei_hl7v2::{Raw, Segment};

/// A set of the fields of a segment: one bit each, by number; the last stands for all from there on.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Fields(u64);

impl Fields {
    pub(crate) const LAST: u32 = u64::BITS - 1;
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

    /// How many there are before one that the word has a bit for.
    #[inline]
    fn count_before(self, n: u32) -> usize {
        usize::try_from((self.0 & Self::of(n).0.wrapping_sub(1)).count_ones()).unwrap_or(usize::MAX)
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
#[derive(Default)]
pub(super) struct Sent<'m> {
    fields: Fields,
    /// The fields with their numbers: the current segment's are the last, from this on.
    pieces: Vec<(u32, Raw<'m>)>,
    first: usize,
}

/// What was current before.
pub(super) struct Around {
    fields: Fields,
    first: usize,
}

impl<'m> Sent<'m> {
    /// Has space for the fields of most segments.
    pub(super) fn with_space() -> Self {
        Self { pieces: Vec::with_capacity(64), ..Self::default() }
    }

    /// Goes into a segment.
    #[inline]
    pub(super) fn enter(&mut self, segment: &Segment<'m>) -> Around {
        let around = Around { fields: self.fields, first: self.first };
        (self.fields, self.first) = (Fields::default(), self.pieces.len());
        segment.sent_pieces().for_each(|(n, piece)| {
            self.fields = self.fields.with(n);
            self.pieces.push((n, piece));
        });
        around
    }

    /// Goes back to what was current before.
    #[inline]
    pub(super) fn leave(&mut self, around: Around) {
        self.pieces.truncate(self.first);
        (self.fields, self.first) = (around.fields, around.first);
    }

    /// Forgets all segments.
    pub(super) fn clear(&mut self) {
        self.pieces.clear();
        (self.fields, self.first) = (Fields::default(), 0);
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
        if n < Fields::LAST {
            let at = self.first.saturating_add(self.fields.count_before(n));
            return self.pieces.get(at).map(|(_, raw)| *raw);
        }
        let pieces = self.pieces.get(self.first..).unwrap_or_default();
        pieces.iter().find(|(number, _)| *number == n).map(|(_, raw)| *raw)
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
