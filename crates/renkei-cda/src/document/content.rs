use std::borrow::Cow;
use std::fmt;

use renkei_core::Span;

use super::element::{Element, read_text};
use super::names;
use super::scan::{self, GapKind, TagScan};

/// An attribute of an element.
///
/// `Debug` shows the name and the place, never the value.
#[derive(Clone, Copy)]
pub struct Attribute<'d> {
    element: Element<'d>,
    name: Span,
    value: Span,
}

impl<'d> Attribute<'d> {
    /// Returns the name as it is written, prefix included.
    pub fn qualified(self) -> &'d str {
        self.element.slice(self.name)
    }

    /// Returns the name without its prefix; for a declaration of a namespace, the prefix that it declares.
    pub fn name(self) -> &'d str {
        let name = self.qualified();
        name.split_once(':').map_or(name, |(_, local)| local)
    }

    /// Returns the namespace; an attribute without a prefix has none.
    pub fn namespace(self) -> Option<&'d str> {
        let (prefix, _) = self.qualified().split_once(':')?;
        self.element.namespace_of(prefix)
    }

    /// Says whether this declares a namespace.
    pub fn is_declaration(self) -> bool {
        let name = self.qualified();
        name == "xmlns" || name.starts_with("xmlns:")
    }

    /// Returns the value with its references resolved.
    pub fn value(self) -> Cow<'d, str> {
        names::unescape(self.raw(), true)
    }

    /// Returns the value as it is written, without its quotation marks.
    pub fn raw(self) -> &'d str {
        self.element.slice(self.value)
    }

    /// Returns the span of the value, without its quotation marks.
    pub const fn span(self) -> Span {
        self.value
    }

    /// Returns the element.
    pub const fn element(self) -> Element<'d> {
        self.element
    }
}

impl fmt::Debug for Attribute<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Attribute({} at {})", self.qualified(), self.value)
    }
}

/// The attributes of an element; made by [`Element::attributes`].
#[derive(Clone)]
pub struct Attributes<'d> {
    element: Element<'d>,
    scan: TagScan<'d>,
    offset: u32,
}

impl<'d> Attributes<'d> {
    pub(super) const fn new(element: Element<'d>, scan: TagScan<'d>, offset: u32) -> Self {
        Self { element, scan, offset }
    }
}

impl<'d> Iterator for Attributes<'d> {
    type Item = Attribute<'d>;

    fn next(&mut self) -> Option<Self::Item> {
        let raw = self.scan.next()?.ok()?;
        let (name, value) = (raw.name.shifted(self.offset), raw.value.shifted(self.offset));
        Some(Attribute { element: self.element, name, value })
    }
}

impl fmt::Debug for Attributes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attributes").field("element", &self.element).finish_non_exhaustive()
    }
}

/// Something directly within an element.
///
/// `Debug` shows what it is and where, never content.
#[derive(Clone, Copy)]
pub enum Node<'d> {
    /// An element.
    Element(Element<'d>),
    /// Text.
    Text {
        /// The text as it is written.
        raw: &'d str,
        /// Where.
        span: Span,
    },
    /// A CDATA section.
    CData {
        /// The text, which is as it is written.
        raw: &'d str,
        /// Where, marks included.
        span: Span,
    },
    /// A comment.
    Comment {
        /// The text of the comment.
        raw: &'d str,
        /// Where, marks included.
        span: Span,
    },
    /// A processing instruction.
    Instruction {
        /// The target and what follows it.
        raw: &'d str,
        /// Where, marks included.
        span: Span,
    },
}

impl<'d> Node<'d> {
    /// Returns the text of it, references resolved; nothing for an element.
    pub fn text(self) -> Cow<'d, str> {
        match self {
            Self::Element(_) => Cow::Borrowed(""),
            Self::Text { raw, .. } => read_text(raw),
            Self::CData { raw, .. } | Self::Comment { raw, .. } | Self::Instruction { raw, .. } => {
                if raw.contains('\r') {
                    Cow::Owned(raw.replace("\r\n", "\n").replace('\r', "\n"))
                } else {
                    Cow::Borrowed(raw)
                }
            }
        }
    }

    /// Returns where it stands, marks and tags included.
    pub fn span(self) -> Span {
        match self {
            Self::Element(element) => element.span(),
            Self::Text { span, .. }
            | Self::CData { span, .. }
            | Self::Comment { span, .. }
            | Self::Instruction { span, .. } => span,
        }
    }

    /// Returns the word for it: `element`, `text`, `cdata`, `comment`, `instruction`.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Element(_) => "element",
            Self::Text { .. } => "text",
            Self::CData { .. } => "cdata",
            Self::Comment { .. } => "comment",
            Self::Instruction { .. } => "instruction",
        }
    }
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.kind(), self.span())
    }
}

/// Everything directly within an element; made by [`Element::contents`].
#[derive(Clone)]
pub struct Contents<'d> {
    element: Element<'d>,
    children: std::iter::Peekable<super::Children<'d>>,
    at: u32,
    end: u32,
}

impl<'d> Contents<'d> {
    pub(super) fn new(element: Element<'d>) -> Self {
        let inner = element.inner_span();
        Self { element, children: element.children().peekable(), at: inner.start(), end: inner.end() }
    }
}

impl<'d> Iterator for Contents<'d> {
    type Item = Node<'d>;

    fn next(&mut self) -> Option<Self::Item> {
        let stop = self.children.peek().map_or(self.end, |child| child.span().start());
        if self.at >= stop {
            let child = self.children.next()?;
            self.at = child.span().end();
            return Some(Node::Element(child));
        }
        let gap = self.element.slice(Span::new(self.at, stop));
        let piece = scan::piece(gap.as_bytes(), 0)?;
        let (span, raw) = (piece.whole.shifted(self.at), gap.get(piece.content.range()).unwrap_or_default());
        self.at = span.end();
        Some(match piece.kind {
            GapKind::Text => Node::Text { raw, span },
            GapKind::CData => Node::CData { raw, span },
            GapKind::Comment => Node::Comment { raw, span },
            GapKind::Instruction => Node::Instruction { raw, span },
        })
    }
}

impl fmt::Debug for Contents<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contents").field("element", &self.element).finish_non_exhaustive()
    }
}

/// Returns the pieces before the root element, or after it.
pub(crate) fn outside(text: &str, from: u32, to: u32) -> Vec<Node<'_>> {
    let all = text.get(Span::new(from, to).range()).unwrap_or_default();
    let mut at = 0;
    let mut found = Vec::new();
    while let Some(piece) = scan::piece(all.as_bytes(), at) {
        at = piece.whole.range().end;
        let (span, raw) = (piece.whole.shifted(from), all.get(piece.content.range()).unwrap_or_default());
        found.push(match piece.kind {
            GapKind::Text | GapKind::CData => Node::Text { raw, span },
            GapKind::Comment => Node::Comment { raw, span },
            GapKind::Instruction => Node::Instruction { raw, span },
        });
    }
    found
}
