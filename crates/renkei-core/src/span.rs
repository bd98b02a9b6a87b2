use std::ops::Range;

/// A half-open range of bytes, `start..end`, counted from zero at the start of one message or document.
///
/// Offsets are 32 bits wide: a message or document is at most 4 GiB - 1 byte long, and the limits of the readers are below
/// that. Places in a whole file are `u64` and belong to whoever cut the file into messages.
///
/// # Examples
///
/// ```
/// use renkei_core::Span;
///
/// let span = Span::new(3, 8);
/// assert_eq!(span.len(), 5);
/// assert_eq!(span.slice(b"PID|0001|"), b"|0001");
/// assert_eq!(span.to_string(), "3..8");
/// ```
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// Makes the span `start..end`; one that would end before it starts is empty at `start`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// Makes a span from offsets as slices count them; offsets beyond 32 bits are held at the last one.
    pub fn from_usize(start: usize, end: usize) -> Self {
        let narrow = |n| u32::try_from(n).unwrap_or(u32::MAX);
        Self::new(narrow(start), narrow(end))
    }

    /// Returns the offset of the first byte.
    pub const fn start(self) -> u32 {
        self.start
    }

    /// Returns the offset after the last byte.
    pub const fn end(self) -> u32 {
        self.end
    }

    /// Returns the number of bytes.
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Says whether the span holds no byte.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Says whether `other` lies wholly inside this span.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Returns the span moved to the right by `offset` bytes.
    #[must_use]
    pub const fn shifted(self, offset: u32) -> Self {
        Self { start: self.start.saturating_add(offset), end: self.end.saturating_add(offset) }
    }

    /// Returns the range for use with slices.
    pub fn range(self) -> Range<usize> {
        let wide = |n| usize::try_from(n).unwrap_or(usize::MAX);
        wide(self.start)..wide(self.end)
    }

    /// Returns the bytes of `source` that the span covers, or nothing where it reaches beyond the source.
    pub fn slice(self, source: &[u8]) -> &[u8] {
        source.get(self.range()).unwrap_or_default()
    }
}

impl std::fmt::Display for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_beyond_its_source_is_empty() {
        assert_eq!(Span::new(2, 9).slice(b"MSH"), b"");
        assert_eq!(Span::new(5, 2), Span::new(5, 5));
    }
}
