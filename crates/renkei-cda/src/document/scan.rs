//! The inside of a start tag, and the gaps between elements; both are scanned when asked for, since the tree has only elements.

use renkei_core::Span;

/// An attribute as it stands in a start tag; spans are relative to what was scanned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RawAttribute {
    pub(super) name: Span,
    /// The value without its quotation marks.
    pub(super) value: Span,
}

/// Why a start tag is not well-formed, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BadTag {
    pub(super) at: usize,
    pub(super) problem: &'static str,
}

const fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\r' | b'\n')
}

/// Returns the length of the name at the start of `tag`, which begins after `<` or `</`.
pub(super) fn name_length(tag: &[u8]) -> usize {
    tag.iter().position(|b| is_space(*b) || matches!(b, b'/' | b'>' | b'=')).unwrap_or(tag.len())
}

/// An iterator over the attributes of a start tag, whose bytes begin after the name and end before `>` or `/>`.
#[derive(Clone)]
pub(super) struct TagScan<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl<'t> TagScan<'t> {
    pub(super) const fn new(bytes: &'t [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn skip_spaces(&mut self) -> usize {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let spaces = rest.iter().take_while(|b| is_space(**b)).count();
        self.at = self.at.saturating_add(spaces);
        spaces
    }

    fn attribute(&mut self) -> Result<Option<RawAttribute>, BadTag> {
        let bad = |at, problem| Err(BadTag { at, problem });
        let spaces = self.skip_spaces();
        let start = self.at;
        let rest = self.bytes.get(start..).unwrap_or_default();
        if rest.is_empty() {
            return Ok(None);
        }
        if spaces == 0 {
            return bad(start, "no white space before an attribute");
        }
        let name = rest.iter().position(|b| is_space(*b) || *b == b'=').unwrap_or(rest.len());
        self.at = start.saturating_add(name);
        let name = Span::from_usize(start, self.at);
        self.skip_spaces();
        if self.bytes.get(self.at) != Some(&b'=') {
            return bad(self.at, "an attribute without a value");
        }
        self.at = self.at.saturating_add(1);
        self.skip_spaces();
        let quote = match self.bytes.get(self.at) {
            Some(quote @ (b'"' | b'\'')) => *quote,
            _ => return bad(self.at, "an attribute's value without quotation marks"),
        };
        let from = self.at.saturating_add(1);
        let Some(length) = memchr::memchr(quote, self.bytes.get(from..).unwrap_or_default()) else {
            return bad(self.at, "an attribute's value without its end");
        };
        let to = from.saturating_add(length);
        self.at = to.saturating_add(1);
        Ok(Some(RawAttribute { name, value: Span::from_usize(from, to) }))
    }
}

impl Iterator for TagScan<'_> {
    type Item = Result<RawAttribute, BadTag>;

    fn next(&mut self) -> Option<Self::Item> {
        let found = self.attribute().transpose();
        if let Some(Err(_)) = found {
            self.at = self.bytes.len();
        }
        found
    }
}

/// What stands between elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GapKind {
    Text,
    CData,
    Comment,
    Instruction,
}

/// A piece of a gap: its kind, all of it, and its content without the marks around it; relative to the gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) kind: GapKind,
    pub(super) whole: Span,
    pub(super) content: Span,
}

/// Returns the piece of a gap that begins at `at`; the gap is known to be well-formed.
pub(super) fn piece(gap: &[u8], at: usize) -> Option<Piece> {
    let rest = gap.get(at..).filter(|rest| !rest.is_empty())?;
    let marked = |kind, open: usize, close: &[u8]| {
        let inner = rest.get(open..).unwrap_or_default();
        let length = memchr::memmem::find(inner, close).unwrap_or(inner.len());
        let from = at.saturating_add(open);
        let to = from.saturating_add(length);
        let end = to.saturating_add(close.len()).min(gap.len());
        Piece { kind, whole: Span::from_usize(at, end), content: Span::from_usize(from, to) }
    };
    Some(match rest {
        [b'<', b'!', b'-', b'-', ..] => marked(GapKind::Comment, 4, b"-->"),
        [b'<', b'!', b'[', ..] => marked(GapKind::CData, 9, b"]]>"),
        [b'<', b'?', ..] => marked(GapKind::Instruction, 2, b"?>"),
        // A declaration of the document type that was passed over.
        [b'<', b'!', ..] => marked(GapKind::Instruction, 2, b">"),
        _ => {
            let length = memchr::memchr(b'<', rest).unwrap_or(rest.len());
            let span = Span::from_usize(at, at.saturating_add(length));
            Piece { kind: GapKind::Text, whole: span, content: span }
        }
    })
}
