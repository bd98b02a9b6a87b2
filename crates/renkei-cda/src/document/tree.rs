//! Reading events into the list of elements.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::errors::{Error as XmlError, IllFormedError, SyntaxError};
use quick_xml::events::Event;
use renkei_core::{Diagnostic, Sink, Span};

use super::names::{self, BadReference};
use super::scan::{TagScan, name_length};
use super::{HL7, ParseOptions};
use crate::codes;
use crate::error::{Error, Position};
use crate::limits::Limits;

/// No node, scope or namespace.
pub(crate) const NONE: u32 = u32::MAX;

/// An element: places in the text, and in the list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    /// The `<` of the start tag.
    pub(crate) start: u32,
    /// After the `>` of the start tag.
    pub(crate) open: u32,
    /// After the `>` of the end tag; the same as `open` for an empty element.
    pub(crate) end: u32,
    /// The node after the last one within.
    pub(crate) after: u32,
    pub(crate) parent: u32,
    /// The innermost declaration of a namespace in scope.
    pub(crate) scope: u32,
}

/// A declaration of a namespace, and the one before it in scope.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scope {
    pub(crate) prefix: Span,
    pub(crate) namespace: u32,
    pub(crate) outer: u32,
}

/// The elements of a document, in its order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    pub(crate) scopes: Vec<Scope>,
    pub(crate) namespaces: Vec<Box<str>>,
}

impl Tree {
    pub(super) fn bytes(&self) -> usize {
        let nodes = self.nodes.capacity().saturating_mul(size_of::<Node>());
        let scopes = self.scopes.capacity().saturating_mul(size_of::<Scope>());
        let names = self.namespaces.iter().map(|n| n.len().saturating_add(16)).sum::<usize>();
        nodes.saturating_add(scopes).saturating_add(names)
    }

    /// Finds the namespace of a prefix; nothing for a prefix that is not declared, and for no prefix without a default.
    pub(crate) fn namespace(&self, text: &str, scope: u32, prefix: &str) -> Option<&str> {
        match prefix {
            "xml" => return Some("http://www.w3.org/XML/1998/namespace"),
            "xmlns" => return Some("http://www.w3.org/2000/xmlns/"),
            _ => {}
        }
        let at = self.declaration(text, scope, prefix)?;
        self.namespaces.get(usize::try_from(at).ok()?).map(|n| &**n).filter(|n| !n.is_empty())
    }

    fn declaration(&self, text: &str, mut scope: u32, prefix: &str) -> Option<u32> {
        while let Some(declared) = usize::try_from(scope).ok().and_then(|n| self.scopes.get(n)) {
            if declared.prefix.slice(text.as_bytes()) == prefix.as_bytes() {
                return Some(declared.namespace);
            }
            scope = declared.outer;
        }
        None
    }
}

/// Reads the text in one pass.
pub(super) fn build(text: &str, options: &ParseOptions, sink: &mut dyn Sink) -> Result<Tree, Error> {
    let bytes = text.as_bytes();
    if let Some(at) = names::forbidden(text) {
        return Err(ill_formed(bytes, at, "a character that no document may hold"));
    }
    // Two bytes tell a start tag from everything else: the list is made once, and a flood of elements is refused before it.
    let starts = memchr::memchr_iter(b'<', bytes)
        .filter(|at| !matches!(bytes.get(at.saturating_add(1)), None | Some(b'/' | b'!' | b'?')))
        .count();
    if starts > options.limits.elements {
        return Err(Error::TooManyElements { limit: options.limits.elements });
    }
    let mut tree = Tree::default();
    tree.nodes.reserve_exact(starts);
    let mut builder = Builder {
        text,
        options,
        limits: &options.limits,
        tree,
        open: Vec::new(),
        seen: Seen::default(),
        undeclared: 0,
        first_undeclared: None,
    };
    builder.run()?;
    if let Some(at) = builder.first_undeclared {
        let report = Diagnostic::new(&codes::PREFIX_UNDECLARED, Span::from_usize(at, at));
        sink.report(report.with("count", builder.undeclared));
    }
    Ok(builder.tree)
}

fn ill_formed(bytes: &[u8], at: usize, problem: &'static str) -> Error {
    Error::IllFormed { problem, at: Position::of(bytes, at) }
}

/// What is reused from tag to tag.
#[derive(Default)]
struct Seen {
    attributes: Vec<(Span, Span)>,
    sorted: Vec<(u32, Span)>,
    known: HashMap<Box<str>, u32>,
}

struct Builder<'t> {
    text: &'t str,
    options: &'t ParseOptions,
    limits: &'t Limits,
    tree: Tree,
    /// The open elements, and how many declarations are in scope in each.
    open: Vec<(u32, usize)>,
    seen: Seen,
    undeclared: usize,
    first_undeclared: Option<usize>,
}

impl Builder<'_> {
    fn run(&mut self) -> Result<(), Error> {
        let text = self.text;
        let bytes = text.as_bytes();
        let bom = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
        let mut reader = Reader::from_str(text.get(bom..).unwrap_or_default());
        let config = reader.config_mut();
        config.check_comments = true;
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        let mut from = bom;
        let mut run = bom;
        let mut first = true;
        loop {
            let event = reader.read_event();
            let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).saturating_add(bom);
            let to = place(reader.buffer_position());
            match event {
                Ok(Event::Text(_)) => self.text_run(from, to)?,
                Ok(Event::GeneralRef(_)) => self.reference(from, to)?,
                Ok(other) => {
                    self.length("a run of text", run, from)?;
                    run = to;
                    match other {
                        Event::Start(_) => self.start(from, to, false)?,
                        Event::Empty(_) => self.start(from, to, true)?,
                        Event::End(_) => self.end(from, to)?,
                        Event::CData(_) if self.open.is_empty() => {
                            return Err(ill_formed(bytes, from, "a CDATA section outside the root element"));
                        }
                        Event::CData(_) => self.length("a CDATA section", from, to)?,
                        Event::Comment(_) => self.length("a comment", from, to)?,
                        Event::PI(_) => self.instruction(from, to)?,
                        Event::Decl(_) if first => self.declaration(from, to)?,
                        Event::Decl(_) => {
                            return Err(ill_formed(
                                bytes,
                                from,
                                "an XML declaration that is not at the start",
                            ));
                        }
                        Event::DocType(d) => {
                            let plain =
                                self.options.skip_doctype && !d.contains('[') && self.tree.nodes.is_empty();
                            if !plain {
                                return Err(Error::Doctype { at: Position::of(bytes, from) });
                            }
                        }
                        Event::Eof => break,
                        Event::Text(_) | Event::GeneralRef(_) => {}
                    }
                }
                Err(error) => {
                    let at = place(reader.error_position()).min(bytes.len());
                    return Err(translate(&error, bytes, at));
                }
            }
            first = false;
            from = to;
        }
        if let Some((open, _)) = self.open.last() {
            let at = self.node(*open).map_or(0, |n| n.start);
            return Err(ill_formed(bytes, Span::new(at, at).range().start, "an element without its end"));
        }
        if self.tree.nodes.is_empty() {
            return Err(Error::NoElement { length: bytes.len() });
        }
        Ok(())
    }

    fn node(&self, at: u32) -> Option<&Node> {
        usize::try_from(at).ok().and_then(|at| self.tree.nodes.get(at))
    }

    fn bad(&self, at: usize, problem: &'static str) -> Error {
        ill_formed(self.text.as_bytes(), at, problem)
    }

    fn length(&self, what: &'static str, from: usize, to: usize) -> Result<(), Error> {
        self.within(what, from, to.saturating_sub(from), self.limits.text)
    }

    fn within(&self, what: &'static str, at: usize, count: usize, limit: usize) -> Result<(), Error> {
        if count > limit {
            return Err(Error::Limit { what, at: Position::of(self.text.as_bytes(), at), limit });
        }
        Ok(())
    }

    fn text_run(&self, from: usize, to: usize) -> Result<(), Error> {
        let run = self.text.get(from..to).unwrap_or_default();
        let bytes = run.as_bytes();
        if self.open.is_empty() {
            let space = |b: &u8| matches!(b, b' ' | b'\t' | b'\r' | b'\n');
            if let Some(at) = bytes.iter().position(|b| !space(b)) {
                return Err(self.bad(from.saturating_add(at), "text outside the root element"));
            }
        }
        if let Some(at) = memchr::memmem::find(bytes, b"]]>") {
            return Err(self.bad(from.saturating_add(at), "]]> in text"));
        }
        Ok(())
    }

    fn reference(&self, from: usize, to: usize) -> Result<(), Error> {
        if self.open.is_empty() {
            return Err(self.bad(from, "a reference outside the root element"));
        }
        let name = self.text.get(from.saturating_add(1)..to.saturating_sub(1)).unwrap_or_default();
        self.referenced(name, from)
    }

    fn referenced(&self, name: &str, at: usize) -> Result<(), Error> {
        match names::reference(name) {
            Ok(_) => Ok(()),
            Err(BadReference::Entity) => Err(Error::Entity { at: Position::of(self.text.as_bytes(), at) }),
            Err(BadReference::Character) => {
                Err(self.bad(at, "a reference to a character that no document may hold"))
            }
        }
    }

    fn instruction(&self, from: usize, to: usize) -> Result<(), Error> {
        self.length("a processing instruction", from, to)?;
        let inner = self.text.get(from.saturating_add(2)..to.saturating_sub(2)).unwrap_or_default();
        let target = inner.split([' ', '\t', '\r', '\n']).next().unwrap_or_default();
        if !names::is_local_name(target) || target.eq_ignore_ascii_case("xml") {
            return Err(self.bad(from, "a processing instruction without a proper name"));
        }
        self.within("a name", from, target.len(), self.limits.name)
    }

    /// Checks the declaration; its encoding was used before there was a text.
    fn declaration(&self, from: usize, to: usize) -> Result<(), Error> {
        let inner = self.text.get(from.saturating_add(5)..to.saturating_sub(2)).unwrap_or_default();
        let mut scan = TagScan::new(inner.as_bytes());
        let mut wanted = ["version", "encoding", "standalone"].into_iter();
        let mut versioned = false;
        for attribute in &mut scan {
            let Ok(attribute) = attribute else {
                return Err(self.bad(from, "an XML declaration that can't be read"));
            };
            let name = attribute.name.slice(inner.as_bytes());
            let value = attribute.value.slice(inner.as_bytes());
            if !wanted.any(|wanted| wanted.as_bytes() == name) {
                return Err(self.bad(from, "an XML declaration that can't be read"));
            }
            if name == b"version" {
                versioned = true;
                if value != b"1.0" {
                    return Err(Error::Version);
                }
            } else if !versioned {
                break;
            }
        }
        if versioned { Ok(()) } else { Err(self.bad(from, "an XML declaration without a version")) }
    }

    fn start(&mut self, from: usize, to: usize, empty: bool) -> Result<(), Error> {
        let text = self.text;
        let bytes = text.as_bytes();
        if self.open.is_empty() && !self.tree.nodes.is_empty() {
            return Err(self.bad(from, "a second root element"));
        }
        if self.open.len() >= self.limits.depth {
            return Err(Error::TooDeep { at: Position::of(bytes, from), limit: self.limits.depth });
        }
        if self.tree.nodes.len() >= self.limits.elements {
            return Err(Error::TooManyElements { limit: self.limits.elements });
        }
        let inner_from = from.saturating_add(1);
        let inner_to = to.saturating_sub(if empty { 2 } else { 1 });
        let inner = text.get(inner_from..inner_to).unwrap_or_default();
        let length = name_length(inner.as_bytes());
        self.within("a name", inner_from, length, self.limits.name)?;
        let (name, rest) = inner.split_at_checked(length).unwrap_or((inner, ""));
        let Some((prefix, _)) = names::split_name(name) else {
            return Err(self.bad(inner_from, "a name that is none"));
        };
        let offset = inner_from.saturating_add(length);
        let (outer, mut in_scope) = self
            .open
            .last()
            .map_or((NONE, 0), |(node, count)| (self.node(*node).map_or(NONE, |n| n.scope), *count));
        let mut scope = outer;
        self.seen.attributes.clear();
        for attribute in TagScan::new(rest.as_bytes()) {
            let attribute = attribute.map_err(|bad| self.bad(offset.saturating_add(bad.at), bad.problem))?;
            let shift = u32::try_from(offset).unwrap_or(u32::MAX);
            let (name, value) = (attribute.name.shifted(shift), attribute.value.shifted(shift));
            self.attribute(name, value, &mut scope)?;
            self.seen.attributes.push((name, value));
            self.within("attributes", from, self.seen.attributes.len(), self.limits.attributes)?;
        }
        let mut declared = scope;
        while declared != outer {
            in_scope = in_scope.saturating_add(1);
            let entry = usize::try_from(declared).ok().and_then(|n| self.tree.scopes.get(n));
            declared = entry.map_or(outer, |s| s.outer);
        }
        self.within("declarations of namespaces in scope", from, in_scope, self.limits.namespaces)?;
        self.names_are_sound(scope, prefix, inner_from)?;

        let at = u32::try_from(self.tree.nodes.len()).unwrap_or(NONE);
        let (start, open) = (narrow(from), narrow(to));
        let parent = self.open.last().map_or(NONE, |(parent, _)| *parent);
        self.tree.nodes.push(Node { start, open, end: open, after: at.saturating_add(1), parent, scope });
        if !empty {
            self.open.push((at, in_scope));
        }
        Ok(())
    }

    /// Checks one attribute, and notes the namespace that it declares.
    fn attribute(&mut self, name: Span, value: Span, scope: &mut u32) -> Result<(), Error> {
        let text = self.text;
        let at = name.range().start;
        self.within("a name", at, name.range().len(), self.limits.name)?;
        self.within("an attribute's value", at, value.range().len(), self.limits.value)?;
        let spelled = text.get(name.range()).unwrap_or_default();
        let Some((prefix, local)) = names::split_name(spelled) else {
            return Err(self.bad(at, "a name that is none"));
        };
        let raw = text.get(value.range()).unwrap_or_default();
        if let Some(at) = memchr::memchr(b'<', raw.as_bytes()) {
            return Err(self.bad(value.range().start.saturating_add(at), "< in an attribute's value"));
        }
        for ampersand in memchr::memchr_iter(b'&', raw.as_bytes()) {
            let at = value.range().start.saturating_add(ampersand);
            let rest = raw.get(ampersand.saturating_add(1)..).unwrap_or_default();
            // No reference of the five or of a character is longer.
            let near = rest.as_bytes().get(..rest.len().min(16)).unwrap_or_default();
            let Some(end) = memchr::memchr(b';', near) else {
                return Err(self.bad(at, "an ampersand that begins no reference"));
            };
            self.referenced(rest.get(..end).unwrap_or_default(), at)?;
        }
        let declared = match (prefix, local) {
            ("", "xmlns") => Span::from_usize(at, at),
            ("xmlns", _) => Span::new(name.start().saturating_add(6), name.end()),
            _ => return Ok(()),
        };
        let uri = names::unescape(raw, true);
        const XML: &str = "http://www.w3.org/XML/1998/namespace";
        let prefix = text.get(declared.range()).unwrap_or_default();
        let illegal = (prefix == "xml") != (uri == XML)
            || prefix == "xmlns"
            || uri == "http://www.w3.org/2000/xmlns/"
            || (uri.is_empty() && !prefix.is_empty());
        if illegal {
            return Err(self.bad(at, "a namespace that can't be declared so"));
        }
        let namespace = match self.seen.known.get(&*uri) {
            Some(known) => *known,
            None => {
                let new = u32::try_from(self.tree.namespaces.len()).unwrap_or(NONE);
                self.within(
                    "namespaces",
                    at,
                    self.tree.namespaces.len().saturating_add(1),
                    self.limits.namespaces,
                )?;
                self.tree.namespaces.push(uri.as_ref().into());
                self.seen.known.insert(uri.into(), new);
                new
            }
        };
        let new = u32::try_from(self.tree.scopes.len()).unwrap_or(NONE);
        self.tree.scopes.push(Scope { prefix: declared, namespace, outer: *scope });
        *scope = new;
        Ok(())
    }

    /// Checks that every prefix is declared, and that no attribute stands twice, whatever its prefix.
    fn names_are_sound(&mut self, scope: u32, prefix: &str, at: usize) -> Result<(), Error> {
        let text = self.text;
        if prefix == "xmlns" {
            return Err(self.bad(at, "a name that is none"));
        }
        if !prefix.is_empty() && self.tree.namespace(text, scope, prefix).is_none() {
            self.note_undeclared(at);
        }
        // A few attributes without prefixes, as nearly all have them, are compared as they stand.
        let plain = |(name, _): &(Span, Span)| !name.slice(text.as_bytes()).contains(&b':');
        if self.seen.attributes.len() <= 8 && self.seen.attributes.iter().all(plain) {
            for (n, (name, _)) in self.seen.attributes.iter().enumerate() {
                let name_bytes = name.slice(text.as_bytes());
                let mut before = self.seen.attributes.iter().take(n);
                if before.any(|(other, _)| other.slice(text.as_bytes()) == name_bytes) {
                    return Err(self.bad(name.range().start, "an attribute that stands twice"));
                }
            }
            return Ok(());
        }
        let attributes = std::mem::take(&mut self.seen.attributes);
        let mut sorted = std::mem::take(&mut self.seen.sorted);
        sorted.clear();
        let mut result = Ok(());
        for (name, _) in &attributes {
            let spelled = text.get(name.range()).unwrap_or_default();
            let (prefix, local) = names::split_name(spelled).unwrap_or_default();
            let namespace = match prefix {
                "" => NONE,
                "xmlns" => NONE.saturating_sub(1),
                "xml" => NONE.saturating_sub(2),
                prefix => match self.tree.declaration(text, scope, prefix) {
                    Some(namespace) => namespace,
                    None => {
                        self.note_undeclared(name.range().start);
                        sorted.push((NONE.saturating_sub(3), *name));
                        continue;
                    }
                },
            };
            let start = name.end().saturating_sub(u32::try_from(local.len()).unwrap_or(0));
            sorted.push((namespace, Span::new(start, name.end())));
        }
        if result.is_ok() && sorted.len() > 1 {
            let key = |entry: &(u32, Span)| (entry.0, entry.1.slice(text.as_bytes()));
            sorted.sort_by(|a, b| key(a).cmp(&key(b)));
            let twice = sorted.iter().zip(sorted.iter().skip(1)).find(|(a, b)| key(a) == key(b));
            if let Some((_, second)) = twice {
                result = Err(self.bad(second.1.range().start, "an attribute that stands twice"));
            }
        }
        self.seen.attributes = attributes;
        self.seen.sorted = sorted;
        result
    }

    /// A prefix that is not declared is an error of namespaces, not of XML, and excerpts of documents have them.
    fn note_undeclared(&mut self, at: usize) {
        self.undeclared = self.undeclared.saturating_add(1);
        self.first_undeclared.get_or_insert(at);
    }

    fn end(&mut self, from: usize, to: usize) -> Result<(), Error> {
        let bytes = self.text.as_bytes();
        let inner = bytes.get(from.saturating_add(2)..to.saturating_sub(1)).unwrap_or_default();
        let name = inner.get(..name_length(inner)).unwrap_or_default();
        let rest = inner.get(name.len()..).unwrap_or_default();
        let Some((open, _)) = self.open.pop() else {
            return Err(self.bad(from, "the end of an element that was not begun"));
        };
        let after = u32::try_from(self.tree.nodes.len()).unwrap_or(NONE);
        let Some(node) = usize::try_from(open).ok().and_then(|at| self.tree.nodes.get_mut(at)) else {
            return Ok(());
        };
        node.end = narrow(to);
        node.after = after;
        let begun = bytes.get(Span::new(node.start.saturating_add(1), node.open).range()).unwrap_or_default();
        if begun.get(..name_length(begun)) != Some(name) || !rest.iter().all(u8::is_ascii_whitespace) {
            return Err(self.bad(from, "the end of another element than the one that is open"));
        }
        Ok(())
    }
}

fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn translate(error: &XmlError, bytes: &[u8], at: usize) -> Error {
    let problem = match error {
        XmlError::Syntax(SyntaxError::UnclosedDoctype) => {
            return Error::Doctype { at: Position::of(bytes, at) };
        }
        XmlError::Syntax(SyntaxError::UnclosedComment) => "a comment without its end",
        XmlError::Syntax(SyntaxError::UnclosedCData) => "a CDATA section without its end",
        XmlError::Syntax(SyntaxError::UnclosedPI | SyntaxError::UnclosedXmlDecl) => {
            "a processing instruction without its end"
        }
        XmlError::Syntax(_) => "a tag without its end",
        XmlError::IllFormed(IllFormedError::DoubleHyphenInComment) => "-- in a comment",
        XmlError::IllFormed(IllFormedError::UnclosedReference) => "an ampersand that begins no reference",
        XmlError::IllFormed(IllFormedError::MissingDoctypeName) => {
            return Error::Doctype { at: Position::of(bytes, at) };
        }
        _ => "markup that can't be read",
    };
    ill_formed(bytes, at, problem)
}

/// Says whether text is the beginning of a CDA document: the root element is `ClinicalDocument` in the namespace of HL7.
pub(crate) fn begins_clinical_document(text: &str) -> bool {
    let bom = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
    let mut reader = Reader::from_str(text.get(bom..).unwrap_or_default());
    loop {
        match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) => {
                return start.local_name().as_ref() == "ClinicalDocument"
                    && start.attributes_raw().contains(HL7);
            }
            Ok(Event::Text(_) | Event::Comment(_) | Event::PI(_) | Event::Decl(_)) => {}
            _ => return false,
        }
    }
}
