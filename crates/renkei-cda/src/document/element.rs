use std::borrow::Cow;
use std::fmt;

use renkei_core::{ElementPath, Location, Path, Span};

use super::content::{Attribute, Attributes, Contents, Node as Content};
use super::tree::{NO_SCOPE, NONE, Name, Node};
use super::{Document, HL7, XSI, names};

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
        const NOWHERE: Node = Node {
            start: 0,
            end: 0,
            after: 0,
            parent: NONE,
            attributes: NONE,
            name: u16::MAX,
            scope: NO_SCOPE,
        };
        self.document.tree.node(self.index).copied().unwrap_or(NOWHERE)
    }

    fn known(self) -> Option<&'d Name> {
        let tree = &self.document.tree;
        tree.name(tree.node(self.index)?.name)
    }

    /// Returns the number of the name: the same for all elements that are called the same.
    pub(crate) fn name_number(self) -> u16 {
        self.node().name
    }

    /// Returns the numbers of the attributes in the list of all attributes of the document, from and to.
    pub(crate) fn attribute_range(self) -> (u32, u32) {
        self.document.tree.attribute_range(self.index)
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
        let tree = &self.document.tree;
        let (from, to) = tree.attribute_range(self.index);
        // After the last value, or the name, there is nothing but white space.
        let last = to.checked_sub(1).filter(|last| *last >= from);
        let last = last.and_then(|at| tree.attributes.get(usize::try_from(at).ok()?));
        let name = self.known().map_or(0, |name| name.qualified.len());
        let rest = match last {
            Some(pair) => pair.span().end().saturating_add(1),
            None => node.start.saturating_add(1).saturating_add(u32::try_from(name).unwrap_or(0)),
        };
        let after = self.slice(Span::new(rest, node.end));
        let length =
            memchr::memchr(b'>', after.as_bytes()).and_then(|at| u32::try_from(at).ok()).unwrap_or(0);
        Span::new(node.start, rest.saturating_add(length).saturating_add(1).min(node.end))
    }

    /// Returns the span between the tags.
    pub fn inner_span(self) -> Span {
        let (open, end) = (self.tag_span().end(), self.node().end);
        let all = self.slice(Span::new(open, end));
        let length = memchr::memrchr(b'<', all.as_bytes()).unwrap_or(0);
        Span::new(open, open.saturating_add(u32::try_from(length).unwrap_or(0)))
    }

    /// Returns the text between the tags as it is written.
    pub fn inner(self) -> &'d str {
        self.slice(self.inner_span())
    }

    /// Returns the name without its prefix.
    pub fn name(self) -> &'d str {
        self.known().map_or("", Name::local)
    }

    /// Returns the prefix as it is written; empty where there is none.
    pub fn prefix(self) -> &'d str {
        self.known().map_or("", Name::prefix)
    }

    /// Returns the namespace.
    pub fn namespace(self) -> Option<&'d str> {
        let name = self.known()?;
        self.document.tree.namespace_of(name).or_else(|| self.namespace_of(name.prefix()))
    }

    /// Returns the namespace that a prefix stands for in this element.
    pub fn namespace_of(self, prefix: &str) -> Option<&'d str> {
        self.document.tree.namespace(self.node().scope, prefix)
    }

    /// Says whether the element has this name in this namespace.
    pub fn is(self, namespace: &str, name: &str) -> bool {
        self.known().is_some_and(|known| {
            known.local() == name
                && if namespace == HL7 { known.is_hl7 } else { self.namespace() == Some(namespace) }
        })
    }

    /// Says whether the element has this name in the namespace of HL7.
    pub(crate) fn is_hl7(self, name: &str) -> bool {
        self.known().is_some_and(|known| known.is_hl7 && known.local() == name)
    }

    /// Returns the attributes as they stand, declarations of namespaces included.
    pub fn attributes(self) -> Attributes<'d> {
        Attributes::new(self)
    }

    /// Returns the attribute of this name that has no prefix.
    pub fn find(self, name: &str) -> Option<Attribute<'d>> {
        self.attributes().plain(name)
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

    /// Says whether there is no element within.
    pub(crate) fn is_leaf(self) -> bool {
        self.node().after == self.index.saturating_add(1)
    }

    /// Returns the place in the list after the last element within.
    pub(crate) fn after(self) -> u32 {
        self.node().after
    }

    /// Returns the elements directly within, in their order.
    pub fn children(self) -> Children<'d> {
        let node = self.node();
        Children { document: self.document, next: self.index.saturating_add(1), end: node.after }
    }

    /// Returns the first element directly within that has this name in the namespace of HL7.
    pub fn child(self, name: &str) -> Option<Self> {
        self.children().find(|child| child.is_hl7(name))
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
        // A leaf without further marks is one piece of text.
        if self.is_leaf() {
            let inner = self.inner();
            if memchr::memchr(b'<', inner.as_bytes()).is_none() {
                return read_text(inner);
            }
        }
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
        if self.is_leaf() {
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
