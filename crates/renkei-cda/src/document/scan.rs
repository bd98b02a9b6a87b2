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

/// Returns the length of a document type declaration without declarations of its own: up to the first `>` that is not quoted.
pub(super) fn doctype_length(rest: &[u8]) -> Option<usize> {
    let mut quote = None;
    let end = rest.iter().position(|b| match (quote, b) {
        (None, b'>' | b'[') => true,
        (None, b'"' | b'\'') => {
            quote = Some(*b);
            false
        }
        (Some(open), b) => {
            if open == *b {
                quote = None;
            }
            false
        }
        _ => false,
    })?;
    (rest.get(end) == Some(&b'>')).then(|| end.saturating_add(1))
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
        [b'<', b'!', ..] => {
            let end = doctype_length(rest).unwrap_or(rest.len());
            let content = Span::from_usize(at.saturating_add(2), at.saturating_add(end).saturating_sub(1));
            let whole = Span::from_usize(at, at.saturating_add(end));
            Piece { kind: GapKind::Instruction, whole, content }
        }
        _ => {
            // What begins here is text, whatever it is.
            let after = rest.get(1..).unwrap_or_default();
            let length = memchr::memchr(b'<', after).map_or(rest.len(), |length| length.saturating_add(1));
            let span = Span::from_usize(at, at.saturating_add(length));
            Piece { kind: GapKind::Text, whole: span, content: span }
        }
    })
}
