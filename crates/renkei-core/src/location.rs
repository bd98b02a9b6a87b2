//! Where something is: paths as people write them in mail, and the bytes they stand for.

mod element_path;
mod entry_path;
mod segment_path;

use std::fmt;

pub use element_path::ElementPath;
pub use entry_path::EntryPath;
pub use segment_path::{Index, SegmentId, SegmentPath};

use crate::span::Span;

/// A path in one of the formats.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Path {
    /// A place in an HL7 message: `OBX[3]-5.1`.
    Segment(SegmentPath),
    /// A place in an XML document: `/ClinicalDocument/component[2]/@typeCode`.
    Element(ElementPath),
    /// A place in a storage, relative to its root: `999/901/9999013/-/ADT-00`.
    Entry(EntryPath),
}

impl Path {
    /// Returns the place in a message, where it is one.
    pub const fn as_segment(&self) -> Option<&SegmentPath> {
        match self {
            Self::Segment(path) => Some(path),
            _ => None,
        }
    }
}

impl From<SegmentPath> for Path {
    fn from(path: SegmentPath) -> Self {
        Self::Segment(path)
    }
}

impl From<ElementPath> for Path {
    fn from(path: ElementPath) -> Self {
        Self::Element(path)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Segment(p) => p.fmt(f),
            Self::Element(p) => p.fmt(f),
            Self::Entry(p) => p.fmt(f),
        }
    }
}

/// A place: a path, a span of bytes, both, or neither.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Location {
    /// The path, where the format gives one.
    pub path: Option<Path>,
    /// The bytes, relative to the message or document.
    pub span: Option<Span>,
}

impl Location {
    /// A place that is not known more closely.
    pub const UNKNOWN: Self = Self { path: None, span: None };

    /// Makes a place from a span alone.
    pub const fn at(span: Span) -> Self {
        Self { path: None, span: Some(span) }
    }

    /// Makes a place from a path in a message and a span.
    pub const fn segment(path: SegmentPath, span: Span) -> Self {
        Self { path: Some(Path::Segment(path)), span: Some(span) }
    }

    /// Says whether neither path nor span is known.
    pub const fn is_unknown(&self) -> bool {
        self.path.is_none() && self.span.is_none()
    }
}

impl From<Span> for Location {
    fn from(span: Span) -> Self {
        Self::at(span)
    }
}

impl From<SegmentPath> for Location {
    fn from(path: SegmentPath) -> Self {
        Self { path: Some(Path::Segment(path)), span: None }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.path, self.span) {
            (Some(path), Some(span)) => write!(f, "{path} (byte {span})"),
            (Some(path), None) => path.fmt(f),
            (None, Some(span)) => write!(f, "byte {span}"),
            (None, None) => f.write_str("an unknown place"),
        }
    }
}

/// Why a text is not a path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a path at character {at}: expected {expected}")]
pub struct ParsePathError {
    /// The place in the text where it stopped making sense, in characters counted from one.
    pub at: usize,
    /// What would have made sense there.
    pub expected: &'static str,
}
