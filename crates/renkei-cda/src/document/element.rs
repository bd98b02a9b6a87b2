use std::borrow::Cow;
use std::fmt;

use renkei_core::{ElementPath, Location, Path, Span};

use super::content::{Attribute, Attributes, Contents, Node as Content};
use super::scan::{TagScan, name_length};
use super::tree::{NONE, Node};
use super::{Document, XSI, names};

/// An element of a document: a view, free to copy.
///
/// `Debug` shows the name and the place, never content.
#[derive(Clone, Copy)]
pub struct Element<'d> {
    document: &'d Document<'d>,
    index: u32,
}

impl<'d> Element<'d> {
    pub(crate) const fn new(document: &'d Document<'d>, index: u32) -> Self {
        Self { document, index }
    }

    /// Returns the place in the list of elements, counted from zero at the root.
    pub const fn index(self) -> u32 {
        self.index
    }

    /// Returns the document that holds the element.
    pub const fn document(self) -> &'d Document<'d> {
        self.document
    }

    pub(super) fn node(self) -> Node {
        const NOWHERE: Node = Node { start: 0, open: 0, end: 0, after: 0, parent: NONE, scope: NONE };
        let nodes = &self.document.tree.nodes;
        usize::try_from(self.index).ok().and_then(|at| nodes.get(at)).copied().unwrap_or(NOWHERE)
    }

    pub(super) fn slice(self, span: Span) -> &'d str {
        self.document.text.get(span.range()).unwrap_or_default()
    }

    /// Returns the span of the element, tags included.
    pub fn span(self) -> Span {
        let node = self.node();
        Span::new(node.start, node.end)
    }

    /// Returns the span of the start tag, or of the whole element where it is empty.
    pub fn tag_span(self) -> Span {
        let node = self.node();
        Span::new(node.start, node.open)
    }

    /// Returns the span between the tags.
    pub fn inner_span(self) -> Span {
        let node = self.node();
        let all = self.slice(Span::new(node.open, node.end));
        let end = memchr::memrchr(b'<', all.as_bytes()).unwrap_or(0);
        Span::new(node.open, node.open.saturating_add(u32::try_from(end).unwrap_or(0)))
    }

    /// Returns the text between the tags as it is written.
    pub fn inner(self) -> &'d str {
        self.slice(self.inner_span())
    }

    fn qualified(self) -> &'d str {
        let node = self.node();
        let tag = self.slice(Span::new(node.start.saturating_add(1), node.open));
        tag.get(..name_length(tag.as_bytes())).unwrap_or_default()
    }

    /// Returns the name without its prefix.
    pub fn name(self) -> &'d str {
        let name = self.qualified();
        name.split_once(':').map_or(name, |(_, local)| local)
    }

    /// Returns the prefix as it is written; empty where there is none.
    pub fn prefix(self) -> &'d str {
        self.qualified().split_once(':').map_or("", |(prefix, _)| prefix)
    }

    /// Returns the namespace.
    pub fn namespace(self) -> Option<&'d str> {
        self.namespace_of(self.prefix())
    }

    /// Returns the namespace that a prefix stands for in this element.
    pub fn namespace_of(self, prefix: &str) -> Option<&'d str> {
        self.document.tree.namespace(&self.document.text, self.node().scope, prefix)
    }

    /// Says whether the element has this name in this namespace.
    pub fn is(self, namespace: &str, name: &str) -> bool {
        self.name() == name && self.namespace() == Some(namespace)
    }

    /// Returns the attributes as they stand, declarations of namespaces included.
    pub fn attributes(self) -> Attributes<'d> {
        let node = self.node();
        let tag = self.slice(Span::new(node.start, node.open));
        let inner = tag.strip_suffix("/>").or_else(|| tag.strip_suffix('>')).unwrap_or(tag);
        let from = self.qualified().len().saturating_add(1);
        let rest = inner.as_bytes().get(from..).unwrap_or_default();
        let offset = node.start.saturating_add(u32::try_from(from).unwrap_or(0));
        Attributes::new(self, TagScan::new(rest), offset)
    }

    /// Returns the attribute of this name that has no prefix.
    pub fn find(self, name: &str) -> Option<Attribute<'d>> {
        self.attributes().find(|attribute| attribute.qualified() == name)
    }

    /// Returns the value of the attribute of this name that has no prefix, with its references resolved.
    pub fn attribute(self, name: &str) -> Option<Cow<'d, str>> {
        self.find(name).map(Attribute::value)
    }

    /// Returns the attribute `xsi:type`, whatever its prefix.
    pub fn type_attribute(self) -> Option<Attribute<'d>> {
        self.attributes().find(|a| a.name() == "type" && a.namespace() == Some(XSI))
    }

    /// Returns the local name of the type that `xsi:type` gives.
    pub fn type_name(self) -> Option<Cow<'d, str>> {
        let value = self.type_attribute()?.value();
        Some(match value {
            Cow::Borrowed(value) => Cow::Borrowed(value.trim().rsplit(':').next().unwrap_or_default()),
            Cow::Owned(value) => Cow::Owned(value.trim().rsplit(':').next().unwrap_or_default().to_owned()),
        })
    }

    /// Returns the element around this one.
    pub fn parent(self) -> Option<Self> {
        let parent = self.node().parent;
        (parent != NONE).then(|| Self::new(self.document, parent))
    }

    /// Returns the elements directly within, in their order.
    pub fn children(self) -> Children<'d> {
        let node = self.node();
        Children { document: self.document, next: self.index.saturating_add(1), end: node.after }
    }

    /// Returns the first element directly within that has this name in the namespace of HL7.
    pub fn child(self, name: &str) -> Option<Self> {
        self.children().find(|child| child.is(super::HL7, name))
    }

    /// Returns every element within, at any depth.
    pub fn descendants(self) -> impl Iterator<Item = Self> {
        let document = self.document;
        (self.index.saturating_add(1)..self.node().after).map(move |n| Self::new(document, n))
    }

    /// Returns everything directly within: elements, text, CDATA sections, comments, processing instructions.
    pub fn contents(self) -> Contents<'d> {
        Contents::new(self)
    }

    /// Returns the text directly within, with references resolved and CDATA sections joined.
    pub fn text(self) -> Cow<'d, str> {
        let mut text = Cow::Borrowed("");
        for content in self.contents() {
            if let Content::Text { .. } | Content::CData { .. } = content {
                match content.text() {
                    more if text.is_empty() => text = more,
                    more => text.to_mut().push_str(&more),
                }
            }
        }
        text
    }

    /// Returns the text within at any depth.
    pub fn all_text(self) -> Cow<'d, str> {
        if self.node().after == self.index.saturating_add(1) {
            return self.text();
        }
        let mut out = String::new();
        let mut open = vec![self.contents()];
        while let Some(contents) = open.last_mut() {
            match contents.next() {
                Some(Content::Element(element)) => open.push(element.contents()),
                Some(content @ (Content::Text { .. } | Content::CData { .. })) => {
                    out.push_str(&content.text())
                }
                Some(_) => {}
                None => {
                    open.pop();
                }
            }
        }
        Cow::Owned(out)
    }

    /// Returns the path from the root; the cost grows with the number of siblings before.
    pub fn path(self) -> ElementPath {
        let mut steps = Vec::new();
        let mut at = Some(self);
        while let Some(element) = at {
            let name = element.name();
            let parent = element.parent();
            let place = parent.map_or(1, |parent| {
                let before = parent.children().take_while(|c| c.index < element.index);
                before.filter(|c| c.name() == name).count().saturating_add(1)
            });
            steps.push((name, u32::try_from(place).unwrap_or(u32::MAX)));
            at = parent;
        }
        steps.into_iter().rev().collect()
    }

    /// Returns the place of the element for a diagnostic: its path, and its start tag.
    pub fn location(self) -> Location {
        Location { path: Some(Path::Element(self.path())), span: Some(self.tag_span()) }
    }
}

impl PartialEq for Element<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.document, other.document) && self.index == other.index
    }
}

impl Eq for Element<'_> {}

impl fmt::Debug for Element<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Element({} at {})", self.name(), self.span())
    }
}

/// The elements directly within an element; made by [`Element::children`].
#[derive(Clone, Debug)]
pub struct Children<'d> {
    document: &'d Document<'d>,
    next: u32,
    end: u32,
}

impl<'d> Iterator for Children<'d> {
    type Item = Element<'d>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.end {
            return None;
        }
        let element = Element::new(self.document, self.next);
        self.next = element.node().after.max(self.next.saturating_add(1));
        Some(element)
    }
}

/// Reads raw text as text between tags has it.
pub(super) fn read_text(raw: &str) -> Cow<'_, str> {
    names::unescape(raw, false)
}
