use std::fmt;
use std::ops::Range;

/// Replacements in the bytes of a message, collected to be made at once by [`MessageBuf::apply`](crate::MessageBuf::apply).
///
/// What is put in stands in one piece of memory, however many edits there are.
///
/// # Examples
///
/// ```
/// use renkei_hl7v2::{Edits, MessageBuf};
///
/// let mut message = MessageBuf::parse(b"MSH|^~\\&|HIS|||||||||2.5\rPID|||1||A^B\r".to_vec(), &mut ())?;
/// let mut edits = Edits::default();
/// edits.replace(34..35, |out| out.extend_from_slice(b"Renkei"));
/// edits.replace(31..32, |out| out.push(b'2'));
/// message.apply(edits)?;
/// assert!(message.as_bytes().ends_with(b"PID|||2||Renkei^B\r"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default)]
pub struct Edits {
    bytes: Vec<u8>,
    list: Vec<Edit>,
}

/// A replacement: what goes, and where in [`Edits::bytes`] what comes instead stands.
#[derive(Clone, Copy)]
struct Edit {
    start: usize,
    end: usize,
    from: usize,
    to: usize,
}

impl Edits {
    /// Replaces a range of bytes of the message, which may be empty, by what a function writes.
    pub fn replace(&mut self, range: Range<usize>, write: impl FnOnce(&mut Vec<u8>)) {
        let from = self.bytes.len();
        write(&mut self.bytes);
        let to = self.bytes.len();
        self.list.push(Edit { start: range.start, end: range.end, from: from.min(to), to });
    }

    /// Returns how many edits there are.
    pub const fn len(&self) -> usize {
        self.list.len()
    }

    /// Says whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Returns what the last edit puts in.
    pub fn last(&self) -> Option<&[u8]> {
        self.list.last().map(|edit| self.written(edit))
    }

    /// Takes back all edits but the first so many.
    pub fn truncate(&mut self, len: usize) {
        if let Some(first) = self.list.get(len) {
            self.bytes.truncate(first.from);
        }
        self.list.truncate(len);
    }

    /// Returns all that is put in, in the order in which it was written: a message, where nothing was there before.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Makes the edits; `None` where two of them overlap or one lies outside of the bytes.
    pub(crate) fn make(mut self, bytes: &[u8]) -> Option<Vec<u8>> {
        self.list.sort_by_key(|edit| (edit.start, edit.end));
        let mut out = Vec::with_capacity(bytes.len().saturating_add(self.bytes.len()));
        let mut at = 0;
        for edit in &self.list {
            out.extend_from_slice(bytes.get(at..edit.start)?);
            out.extend_from_slice(self.written(edit));
            at = Some(edit.end).filter(|end| *end >= edit.start)?;
        }
        out.extend_from_slice(bytes.get(at..)?);
        Some(out)
    }

    fn written(&self, edit: &Edit) -> &[u8] {
        self.bytes.get(edit.from..edit.to).unwrap_or_default()
    }
}

/// Shows the places, not what is put there.
impl fmt::Debug for Edits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.list.iter().map(|edit| edit.start..edit.end)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(edits: &[(Range<usize>, &str)], expected: Option<&str>) {
        let mut all = Edits::default();
        for (range, text) in edits {
            all.replace(range.clone(), |out| out.extend_from_slice(text.as_bytes()));
        }
        assert_eq!(all.make(b"0123456789").as_deref(), expected.map(str::as_bytes), "{edits:?}");
    }

    #[test]
    fn edits_are_made_in_the_order_of_their_places() {
        check(&[], Some("0123456789"));
        check(&[(8..9, "x"), (1..3, "abc"), (10..10, "!")], Some("0abc34567x9!"));
        check(&[(2..2, "a"), (2..2, "b"), (2..3, "c")], Some("01abc3456789"));
    }

    #[test]
    fn edits_that_overlap_or_lie_outside_are_not_made() {
        check(&[(1..3, ""), (2..4, "")], None);
        check(&[(9..11, "")], None);
        check(&[(Range { start: 4, end: 2 }, "")], None);
    }

    #[test]
    fn an_edit_taken_back_leaves_nothing() {
        let mut edits = Edits::default();
        edits.replace(0..0, |out| out.push(b'a'));
        edits.replace(5..6, |out| out.push(b'b'));
        assert_eq!((edits.len(), edits.last()), (2, Some(&b"b"[..])));
        edits.truncate(1);
        assert_eq!((edits.len(), edits.last()), (1, Some(&b"a"[..])));
        assert_eq!(edits.into_bytes(), b"a");
    }
}
