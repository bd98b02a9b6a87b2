use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use renkei_core::Span;

use super::element::{Element, read_text};
use super::names;
use super::scan::{self, GapKind};
use super::tree::{Name, Pair};

/// An attribute of an element.
///
/// `Debug` shows the name and the place, never the value.
#[derive(Clone, Copy)]
pub struct Attribute<'d> {
    element: Element<'d>,
    index: u32,
    pair: Pair,
}

impl<'d> Attribute<'d> {
    fn known(self) -> Option<&'d Name> {
        self.element.document().tree.name(self.pair.name)
    }

    /// Returns the place in the list of all attributes of the document, counted from zero.
    pub(crate) const fn index(self) -> u32 {
        self.index
    }

    /// Returns the name as it is written, prefix included.
    pub fn qualified(self) -> &'d str {
        self.known().map_or("", |name| &*name.qualified)
    }

    /// Returns the name without its prefix; for a declaration of a namespace, the prefix that it declares.
    pub fn name(self) -> &'d str {
        self.known().map_or("", Name::local)
    }

    /// Returns the namespace; an attribute without a prefix has none.
    pub fn namespace(self) -> Option<&'d str> {
        let prefix = self.known()?.prefix();
        if prefix.is_empty() { None } else { self.element.namespace_of(prefix) }
    }

    /// Says whether this declares a namespace.
    pub fn is_declaration(self) -> bool {
        self.known().is_some_and(|name| name.is_declaration)
    }

    /// Returns the value with its references resolved.
    pub fn value(self) -> Cow<'d, str> {
        names::unescape(self.raw(), true)
    }

    /// Returns the value as it is written, without its quotation marks.
    pub fn raw(self) -> &'d str {
        self.element.slice(self.pair.span())
    }

    /// Returns the span of the value, without its quotation marks.
    pub const fn span(self) -> Span {
        self.pair.span()
    }

    /// Returns the element.
    pub const fn element(self) -> Element<'d> {
        self.element
    }
}

impl fmt::Debug for Attribute<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Attribute({} at {})", self.qualified(), self.span())
    }
}

/// The attributes of an element; made by [`Element::attributes`].
#[derive(Clone)]
pub struct Attributes<'d> {
    element: Element<'d>,
    next: u32,
    rest: std::slice::Iter<'d, Pair>,
}

impl<'d> Attributes<'d> {
    pub(super) fn new(element: Element<'d>) -> Self {
        let tree = &element.document().tree;
        let (from, to) = tree.attribute_range(element.index());
        let pairs = tree.attributes.get(Span::new(from, to).range()).unwrap_or_default();
        Self { element, next: from, rest: pairs.iter() }
    }

    /// Returns the attribute of this name that has no prefix.
    pub(super) fn plain(mut self, name: &str) -> Option<Attribute<'d>> {
        let names = &self.element.document().tree.names;
        let is = |pair: &Pair| names.get(usize::from(pair.name)).is_some_and(|n| *n.qualified == *name);
        self.find(|attribute| is(&attribute.pair))
    }
}

impl<'d> Iterator for Attributes<'d> {
    type Item = Attribute<'d>;

    fn next(&mut self) -> Option<Self::Item> {
        let pair = *self.rest.next()?;
        let index = self.next;
        self.next = index.saturating_add(1);
        Some(Attribute { element: self.element, index, pair })
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
    /// Returns what stands at a span between elements.
    pub(crate) fn at(document: &'d super::Document<'d>, span: Span) -> Self {
        let all = document.text().get(span.range()).unwrap_or_default();
        let piece = scan::piece(all.as_bytes(), 0);
        let raw = piece.and_then(|piece| all.get(piece.content.range())).unwrap_or_default();
        match piece.map(|piece| piece.kind) {
            Some(GapKind::CData) => Node::CData { raw, span },
            Some(GapKind::Comment) => Node::Comment { raw, span },
            Some(GapKind::Instruction) => Node::Instruction { raw, span },
            Some(GapKind::Text) | None => Node::Text { raw, span },
        }
    }

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

/// Returns where the value of an attribute of an instruction or declaration stands in it, without its quotation marks. `text` begins
/// after the target: instructions have no attributes by the letter of XML, but those that matter look so.
pub(crate) fn pseudo_attribute(text: &str, name: &str) -> Option<Range<usize>> {
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('=')?;
        let value = after.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, after) = value.strip_prefix(quote)?.split_once(quote)?;
        if before.trim() == name {
            let end = text.len().checked_sub(after.len())?.checked_sub(quote.len_utf8())?;
            return Some(end.checked_sub(value.len())?..end);
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_attributes_of_an_instruction_are_found() {
        for (text, name, value) in [
            (" type=\"text/xsl\" href=\"CDA.XSL\"", "href", Some("CDA.XSL")),
            (" type='text/href=\"x\"' href = 'CDA.XSL'", "href", Some("CDA.XSL")),
            (" version=\"1.0\" encoding='Shift_JIS' standalone='yes'", "encoding", Some("Shift_JIS")),
            (" version=\"1.0\"", "encoding", None),
            (" href=CDA.XSL", "href", None),
            (" href=\"CDA.XSL", "href", None),
            (" xhref=\"a\"", "href", None),
            ("", "href", None),
        ] {
            assert_eq!(pseudo_attribute(text, name).and_then(|at| text.get(at)), value, "{text}");
        }
    }
}
