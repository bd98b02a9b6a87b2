//! The gaps between elements, which are scanned when asked for: the tree has only elements and their attributes.

use renkei_core::Span;

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
