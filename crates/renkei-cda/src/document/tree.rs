//! Reading the text into the list of elements, in one pass.

use std::collections::HashMap;

use renkei_core::{Diagnostic, Sink, Span};

use super::names::{self, BadReference};
use super::scan;
use super::{HL7, ParseOptions};
use crate::codes;
use crate::error::{Error, Position};
use crate::limits::Limits;

/// No node, no namespace.
pub(crate) const NONE: u32 = u32::MAX;
/// No declaration of a namespace in scope.
pub(crate) const NO_SCOPE: u16 = u16::MAX;
/// How many different names, and different declarations of namespaces, a document may have: their numbers are 16 bits wide.
const NUMBERED: usize = 65_000;

/// An element: places in the text, and in the lists.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    /// The `<` of the start tag.
    pub(crate) start: u32,
    /// After the `>` of the end tag, or of the start tag of an empty element.
    pub(crate) end: u32,
    /// The node after the last one within.
    pub(crate) after: u32,
    pub(crate) parent: u32,
    /// The first attribute; the last is before that of the next node.
    pub(crate) attributes: u32,
    /// The number of the name.
    pub(crate) name: u16,
    /// The innermost declaration of a namespace in scope.
    pub(crate) scope: u16,
}

/// An attribute: the number of its name, and its value without quotation marks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    pub(crate) start: u32,
    pub(crate) length: u32,
    pub(crate) name: u16,
}

impl Pair {
    pub(crate) const fn span(self) -> Span {
        Span::new(self.start, self.start.saturating_add(self.length))
    }
}

/// A name that stands in a document any number of times.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// As it is written, prefix included.
    pub(crate) qualified: Box<str>,
    /// Where the name without its prefix begins.
    local: usize,
    /// The namespace of an element; attributes look theirs up.
    namespace: u32,
    /// Whether it is the name of an element of HL7.
    pub(crate) is_hl7: bool,
    /// Whether it is an attribute that declares a namespace.
    pub(crate) is_declaration: bool,
}

impl Name {
    pub(crate) fn local(&self) -> &str {
        self.qualified.get(self.local..).unwrap_or_default()
    }

    pub(crate) fn prefix(&self) -> &str {
        self.qualified.get(..self.local.saturating_sub(1)).unwrap_or_default()
    }

    const fn has_prefix(&self) -> bool {
        self.local > 0
    }
}

/// A declaration of a namespace, and the one before it in scope. Those that are alike are one.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    prefix: Box<str>,
    namespace: u32,
    outer: u16,
    /// How many declarations are in scope, this one included.
    depth: u16,
}

/// The elements of a document, in its order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    pub(crate) attributes: Vec<Pair>,
    pub(crate) names: Vec<Name>,
    pub(crate) scopes: Vec<Scope>,
    pub(crate) namespaces: Vec<Box<str>>,
}

impl Tree {
    pub(super) fn bytes(&self) -> usize {
        let nodes = self.nodes.capacity().saturating_mul(size_of::<Node>());
        let attributes = self.attributes.capacity().saturating_mul(size_of::<Pair>());
        let scopes = self.scopes.capacity().saturating_mul(size_of::<Scope>());
        let words = self.namespaces.iter().chain(self.names.iter().map(|n| &n.qualified));
        let names = words.map(|n| n.len().saturating_add(size_of::<Name>())).sum::<usize>();
        nodes.saturating_add(attributes).saturating_add(scopes).saturating_add(names)
    }

    pub(crate) fn node(&self, at: u32) -> Option<&Node> {
        self.nodes.get(usize::try_from(at).ok()?)
    }

    pub(crate) fn name(&self, number: u16) -> Option<&Name> {
        self.names.get(usize::from(number))
    }

    /// Returns the numbers of the attributes of a node, from and to.
    pub(crate) fn attribute_range(&self, at: u32) -> (u32, u32) {
        let all = u32::try_from(self.attributes.len()).unwrap_or(u32::MAX);
        let from = self.node(at).map_or(all, |node| node.attributes);
        (from, self.node(at.saturating_add(1)).map_or(all, |node| node.attributes))
    }

    /// Returns the namespace of an element's name.
    pub(crate) fn namespace_of(&self, name: &Name) -> Option<&str> {
        self.namespaces.get(usize::try_from(name.namespace).ok()?).map(|n| &**n).filter(|n| !n.is_empty())
    }

    /// Finds the namespace of a prefix; nothing for a prefix that is not declared, and for no prefix without a default.
    pub(crate) fn namespace(&self, scope: u16, prefix: &str) -> Option<&str> {
        match prefix {
            "xml" => return Some("http://www.w3.org/XML/1998/namespace"),
            "xmlns" => return Some("http://www.w3.org/2000/xmlns/"),
            _ => {}
        }
        let at = self.declaration(scope, prefix)?;
        self.namespaces.get(usize::try_from(at).ok()?).map(|n| &**n).filter(|n| !n.is_empty())
    }

    fn declaration(&self, mut scope: u16, prefix: &str) -> Option<u32> {
        while let Some(declared) = self.scopes.get(usize::from(scope)) {
            if &*declared.prefix == prefix {
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
        bytes,
        options,
        limits: &options.limits,
        tree,
        open: Vec::new(),
        known: Known::default(),
        sorted: Vec::new(),
        ampersand: memchr::memchr(b'&', bytes).unwrap_or(bytes.len()),
        bracket: memchr::memmem::find(bytes, b"]]>").unwrap_or(bytes.len()),
        undeclared: 0,
        first_undeclared: None,
    };
    builder.run()?;
    builder.tree.attributes.shrink_to_fit();
    if let Some(at) = builder.first_undeclared {
        let report = Diagnostic::new(&codes::PREFIX_UNDECLARED, Span::from_usize(at, at));
        sink.report(report.with("count", builder.undeclared));
    }
    Ok(builder.tree)
}

fn ill_formed(bytes: &[u8], at: usize, problem: &'static str) -> Error {
    Error::IllFormed { problem, at: Position::of(bytes, at) }
}

const SLOTS: usize = 512;

/// The numbers of names, scopes and namespaces.
struct Known {
    /// What was found last under a weak hash: a flood of names that collide goes to the maps below, whose hash is strong.
    recent: Box<[(u16, u16); SLOTS]>,
    names: HashMap<(Box<str>, u32), u16>,
    scopes: HashMap<(Box<str>, u32, u16), u16>,
    namespaces: HashMap<Box<str>, u32>,
}

impl Default for Known {
    fn default() -> Self {
        Self {
            recent: Box::new([(u16::MAX, 0); SLOTS]),
            // A document has about two hundred.
            names: HashMap::with_capacity(256),
            scopes: HashMap::new(),
            namespaces: HashMap::new(),
        }
    }
}

/// The namespace under which the names of attributes are kept: none that can be declared.
const OF_ATTRIBUTES: u32 = NONE - 1;
/// The scope under which the names of attributes are looked for.
const ATTRIBUTES: u16 = u16::MAX - 1;

struct Builder<'t> {
    text: &'t str,
    bytes: &'t [u8],
    options: &'t ParseOptions,
    limits: &'t Limits,
    tree: Tree,
    /// The open elements.
    open: Vec<u32>,
    known: Known,
    sorted: Vec<(u32, u16, u32)>,
    /// The next `&` and the next `]]>` that were not passed yet.
    ampersand: usize,
    bracket: usize,
    undeclared: usize,
    first_undeclared: Option<usize>,
}

const fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\r' | b'\n')
}

const fn ends_name(b: u8) -> bool {
    is_space(b) || matches!(b, b'/' | b'>' | b'=' | b'<' | b'"' | b'\'')
}

impl Builder<'_> {
    fn run(&mut self) -> Result<(), Error> {
        let bytes = self.bytes;
        let bom = if self.text.starts_with('\u{FEFF}') { 3 } else { 0 };
        let mut at = bom;
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            let Some(length) = memchr::memchr(b'<', rest) else {
                self.text_run(at, bytes.len())?;
                break;
            };
            let from = at.saturating_add(length);
            if length > 0 {
                self.text_run(at, from)?;
            }
            at = match bytes.get(from.saturating_add(1)) {
                Some(b'/') => self.end(from)?,
                Some(b'!') => self.mark(from)?,
                Some(b'?') => self.instruction(from, bom)?,
                Some(_) => self.start(from)?,
                None => return Err(self.bad(from, "a tag without its end")),
            };
        }
        if let Some(open) = self.open.last() {
            let at = self.tree.node(*open).map_or(0, |n| n.start);
            return Err(self.bad(Span::new(at, at).range().start, "an element without its end"));
        }
        if self.tree.nodes.is_empty() {
            return Err(Error::NoElement { length: bytes.len() });
        }
        Ok(())
    }

    fn bad(&self, at: usize, problem: &'static str) -> Error {
        ill_formed(self.bytes, at, problem)
    }

    fn length(&self, what: &'static str, from: usize, to: usize) -> Result<(), Error> {
        self.within(what, from, to.saturating_sub(from), self.limits.text)
    }

    fn within(&self, what: &'static str, at: usize, count: usize, limit: usize) -> Result<(), Error> {
        if count > limit {
            return Err(Error::Limit { what, at: Position::of(self.bytes, at), limit });
        }
        Ok(())
    }

    /// Checks text between two marks.
    fn text_run(&mut self, from: usize, to: usize) -> Result<(), Error> {
        self.length("a run of text", from, to)?;
        if self.open.is_empty() {
            let run = self.bytes.get(from..to).unwrap_or_default();
            if let Some(at) = run.iter().position(|b| !is_space(*b)) {
                let at = from.saturating_add(at);
                let problem = match self.bytes.get(at) {
                    Some(b'&') => "a reference outside the root element",
                    _ => "text outside the root element",
                };
                return Err(self.bad(at, problem));
            }
        }
        if self.ampersand < to {
            self.references(from, to)?;
        }
        if self.bracket < to {
            if self.bracket < from {
                let rest = self.bytes.get(from..).unwrap_or_default();
                let next = memchr::memmem::find(rest, b"]]>");
                self.bracket = next.map_or(self.bytes.len(), |n| n.saturating_add(from));
            }
            if self.bracket < to {
                return Err(self.bad(self.bracket, "]]> in text"));
            }
        }
        Ok(())
    }

    /// Checks the references in a piece of text or a value.
    fn references(&mut self, from: usize, to: usize) -> Result<(), Error> {
        let mut at = self.ampersand.max(from);
        loop {
            let rest = self.bytes.get(at..).unwrap_or_default();
            at = memchr::memchr(b'&', rest).map_or(self.bytes.len(), |n| n.saturating_add(at));
            self.ampersand = at;
            if at >= to {
                return Ok(());
            }
            let rest = self.text.get(at.saturating_add(1)..to).unwrap_or_default();
            let Some(end) =
                memchr::memchr(b';', rest.as_bytes().get(..rest.len().min(64)).unwrap_or_default())
            else {
                return Err(self.bad(at, "an ampersand that begins no reference"));
            };
            match names::reference(rest.get(..end).unwrap_or_default()) {
                Ok(_) => {}
                Err(BadReference::Entity) => {
                    return Err(Error::Entity { at: Position::of(self.bytes, at) });
                }
                Err(BadReference::Character) => {
                    return Err(self.bad(at, "a reference to a character that no document may hold"));
                }
            }
            at = at.saturating_add(end).saturating_add(1);
        }
    }

    /// Passes a comment, a CDATA section or a document type declaration.
    fn mark(&mut self, from: usize) -> Result<usize, Error> {
        let rest = self.bytes.get(from..).unwrap_or_default();
        if let Some(inner) = rest.strip_prefix(b"<!--") {
            let Some(end) = memchr::memmem::find(inner, b"--") else {
                return Err(self.bad(from, "a comment without its end"));
            };
            let at = from.saturating_add(4).saturating_add(end);
            if inner.get(end.saturating_add(2)) != Some(&b'>') {
                return Err(self.bad(at, "-- in a comment"));
            }
            let to = at.saturating_add(3);
            self.length("a comment", from, to)?;
            return Ok(to);
        }
        if let Some(inner) = rest.strip_prefix(b"<![CDATA[") {
            if self.open.is_empty() {
                return Err(self.bad(from, "a CDATA section outside the root element"));
            }
            let Some(end) = memchr::memmem::find(inner, b"]]>") else {
                return Err(self.bad(from, "a CDATA section without its end"));
            };
            let to = from.saturating_add(9).saturating_add(end).saturating_add(3);
            self.length("a CDATA section", from, to)?;
            return Ok(to);
        }
        if rest.get(..9).is_none_or(|word| !word.eq_ignore_ascii_case(b"<!DOCTYPE")) {
            return Err(self.bad(from, "markup that can't be read"));
        }
        let refused = Error::Doctype { at: Position::of(self.bytes, from) };
        match scan::doctype_length(rest) {
            Some(length) if self.options.skip_doctype && self.tree.nodes.is_empty() => {
                let to = from.saturating_add(length);
                self.length("a document type declaration", from, to)?;
                Ok(to)
            }
            _ => Err(refused),
        }
    }

    /// Passes a processing instruction or the declaration.
    fn instruction(&mut self, from: usize, bom: usize) -> Result<usize, Error> {
        let rest = self.text.get(from.saturating_add(2)..).unwrap_or_default();
        let Some(end) = memchr::memmem::find(rest.as_bytes(), b"?>") else {
            return Err(self.bad(from, "a processing instruction without its end"));
        };
        let inner = rest.get(..end).unwrap_or_default();
        let to = from.saturating_add(end).saturating_add(4);
        let target = inner.split([' ', '\t', '\r', '\n']).next().unwrap_or_default();
        if target == "xml" {
            if from != bom {
                return Err(self.bad(from, "an XML declaration that is not at the start"));
            }
            self.declaration(inner.get(3..).unwrap_or_default(), from)?;
            return Ok(to);
        }
        self.length("a processing instruction", from, to)?;
        if !names::is_local_name(target) || target.eq_ignore_ascii_case("xml") {
            return Err(self.bad(from, "a processing instruction without a proper name"));
        }
        self.within("a name", from, target.len(), self.limits.name)?;
        Ok(to)
    }

    /// Checks the declaration; its encoding was used before there was a text.
    fn declaration(&self, inner: &str, from: usize) -> Result<(), Error> {
        let mut wanted = ["version", "encoding", "standalone"].into_iter();
        let mut versioned = false;
        let mut rest = inner;
        loop {
            let next = rest.trim_start_matches([' ', '\t', '\r', '\n']);
            if next.is_empty() {
                break;
            }
            let unread = || self.bad(from, "an XML declaration that can't be read");
            if next.len() == rest.len() {
                return Err(unread());
            }
            let (name, value) = next.split_once('=').ok_or_else(unread)?;
            let value = value.trim_start_matches([' ', '\t', '\r', '\n']);
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\'')).ok_or_else(unread)?;
            let (value, after) = value.get(1..).and_then(|v| v.split_once(quote)).ok_or_else(unread)?;
            let name = name.trim_end_matches([' ', '\t', '\r', '\n']);
            if value.contains('<') || !wanted.any(|wanted| wanted == name) {
                return Err(unread());
            }
            if name == "version" {
                versioned = true;
                if value != "1.0" {
                    return Err(Error::Version);
                }
            } else if !versioned {
                break;
            }
            rest = after;
        }
        if versioned { Ok(()) } else { Err(self.bad(from, "an XML declaration without a version")) }
    }

    /// Returns where the name that begins at a byte ends.
    fn name_end(&self, from: usize) -> usize {
        let rest = self.bytes.get(from..).unwrap_or_default();
        rest.iter().position(|b| ends_name(*b)).unwrap_or(rest.len()).saturating_add(from)
    }

    fn skip_spaces(&self, from: usize) -> usize {
        let mut at = from;
        while self.bytes.get(at).is_some_and(|b| is_space(*b)) {
            at = at.saturating_add(1);
        }
        at
    }

    /// Reads a start tag and returns where it ends.
    fn start(&mut self, from: usize) -> Result<usize, Error> {
        if self.open.is_empty() && !self.tree.nodes.is_empty() {
            return Err(self.bad(from, "a second root element"));
        }
        if self.open.len() >= self.limits.depth {
            return Err(Error::TooDeep { at: Position::of(self.bytes, from), limit: self.limits.depth });
        }
        if self.tree.nodes.len() >= self.limits.elements {
            return Err(Error::TooManyElements { limit: self.limits.elements });
        }
        let name_from = from.saturating_add(1);
        let name_to = self.name_end(name_from);
        let parent = self.open.last().copied().unwrap_or(NONE);
        let outer = self.tree.node(parent).map_or(NO_SCOPE, |n| n.scope);
        let mut scope = outer;
        let first = self.tree.attributes.len();
        let mut prefixes = false;
        let mut at = name_to;
        let empty = loop {
            let before = at;
            at = self.skip_spaces(at);
            match self.bytes.get(at) {
                None => return Err(self.bad(from, "a tag without its end")),
                Some(b'>') => break false,
                Some(b'/') if self.bytes.get(at.saturating_add(1)) == Some(&b'>') => break true,
                Some(_) if at == before => {
                    // The name of the element ended at what ends no name.
                    let problem = if at == name_to {
                        "a name that is none"
                    } else {
                        "no white space before an attribute"
                    };
                    return Err(self.bad(at, problem));
                }
                Some(_) => at = self.attribute(at, &mut scope, &mut prefixes)?,
            }
            let count = self.tree.attributes.len().saturating_sub(first);
            self.within("attributes", from, count, self.limits.attributes)?;
        };
        let to = at.saturating_add(if empty { 2 } else { 1 });
        let in_scope = self.tree.scopes.get(usize::from(scope)).map_or(0, |s| usize::from(s.depth));
        if scope != outer {
            self.within("declarations of namespaces in scope", from, in_scope, self.limits.namespaces)?;
        }
        let name = self.number(name_from, name_to, scope)?;
        if let Some(known) = self.tree.name(name)
            && known.has_prefix()
        {
            let prefix = known.prefix();
            if prefix == "xmlns" {
                return Err(self.bad(name_from, "a name that is none"));
            }
            if prefix != "xml" && known.namespace == NONE {
                self.note_undeclared(name_from);
            }
        }
        self.no_attribute_stands_twice(first, scope, prefixes)?;

        let number = narrow(self.tree.nodes.len());
        let (start, end) = (narrow(from), narrow(to));
        let after = number.saturating_add(1);
        let attributes = narrow(first);
        self.tree.nodes.push(Node { start, end, after, parent, attributes, name, scope });
        if !empty {
            self.open.push(number);
        }
        Ok(to)
    }

    /// Returns the number of a name, of an element in a scope or of an attribute.
    fn number(&mut self, from: usize, to: usize, scope: u16) -> Result<u16, Error> {
        let spelled = self.bytes.get(from..to).unwrap_or_default();
        let (first, last) = (spelled.first().copied().unwrap_or(0), spelled.last().copied().unwrap_or(0));
        let middle = spelled.get(spelled.len() / 2).copied().unwrap_or(0);
        let hash = spelled
            .len()
            .wrapping_mul(31)
            .wrapping_add(usize::from(first).wrapping_mul(7))
            .wrapping_add(usize::from(middle).wrapping_mul(57))
            .wrapping_add(usize::from(last).wrapping_mul(131))
            .wrapping_add(usize::from(scope).wrapping_mul(193));
        let slot = hash % SLOTS;
        if let Some((known, of)) = self.known.recent.get(slot)
            && *of == scope
            && self.tree.name(*known).is_some_and(|name| name.qualified.as_bytes() == spelled)
        {
            return Ok(*known);
        }
        let number = self.new_number(from, to, scope)?;
        if let Some(place) = self.known.recent.get_mut(slot) {
            *place = (number, scope);
        }
        Ok(number)
    }

    #[cold]
    fn new_number(&mut self, from: usize, to: usize, scope: u16) -> Result<u16, Error> {
        let spelled = self.text.get(from..to).unwrap_or_default();
        self.within("a name", from, spelled.len(), self.limits.name)?;
        let Some((prefix, local)) = names::split_name(spelled) else {
            return Err(self.bad(from, "a name that is none"));
        };
        let of_attribute = scope == ATTRIBUTES;
        let namespace = match (of_attribute, prefix) {
            (true, _) => OF_ATTRIBUTES,
            (false, _) => self.tree.declaration(scope, prefix).unwrap_or(NONE),
        };
        let key = (Box::from(spelled), namespace);
        if let Some(known) = self.known.names.get(&key) {
            return Ok(*known);
        }
        self.within("different names", from, self.tree.names.len(), NUMBERED)?;
        let number = u16::try_from(self.tree.names.len()).unwrap_or(u16::MAX);
        let uri = usize::try_from(namespace).ok().and_then(|n| self.tree.namespaces.get(n));
        self.tree.names.push(Name {
            qualified: spelled.into(),
            local: spelled.len().saturating_sub(local.len()),
            namespace,
            is_hl7: uri.is_some_and(|uri| &**uri == HL7),
            is_declaration: of_attribute && (prefix == "xmlns" || spelled == "xmlns"),
        });
        self.known.names.insert(key, number);
        Ok(number)
    }

    /// Reads one attribute, notes the namespace that it declares, and returns where it ends.
    fn attribute(&mut self, from: usize, scope: &mut u16, prefixes: &mut bool) -> Result<usize, Error> {
        let name_to = self.name_end(from);
        let mut at = self.skip_spaces(name_to);
        if name_to == from {
            return Err(self.bad(from, "a name that is none"));
        }
        if self.bytes.get(at) != Some(&b'=') {
            return Err(self.bad(at, "an attribute without a value"));
        }
        at = self.skip_spaces(at.saturating_add(1));
        let quote = match self.bytes.get(at) {
            Some(quote @ (b'"' | b'\'')) => *quote,
            _ => return Err(self.bad(at, "an attribute's value without quotation marks")),
        };
        let value = at.saturating_add(1);
        let rest = self.bytes.get(value..).unwrap_or_default();
        let Some(length) = memchr::memchr2(quote, b'<', rest) else {
            return Err(self.bad(at, "an attribute's value without its end"));
        };
        let end = value.saturating_add(length);
        if self.bytes.get(end) == Some(&b'<') {
            return Err(self.bad(end, "< in an attribute's value"));
        }
        self.within("an attribute's value", from, length, self.limits.value)?;
        if self.ampersand < end {
            self.references(value, end)?;
        }
        let name = self.number(from, name_to, ATTRIBUTES)?;
        self.tree.attributes.push(Pair { start: narrow(value), length: narrow(length), name });
        if let Some(known) = self.tree.name(name)
            && (known.has_prefix() || known.is_declaration)
        {
            *prefixes = true;
            if known.is_declaration {
                self.declares(name, from, Span::from_usize(value, end), scope)?;
            }
        }
        Ok(end.saturating_add(1))
    }

    /// Notes the namespace that an attribute declares.
    fn declares(&mut self, name: u16, at: usize, value: Span, scope: &mut u16) -> Result<(), Error> {
        const XML: &str = "http://www.w3.org/XML/1998/namespace";
        let uri = names::unescape(self.text.get(value.range()).unwrap_or_default(), true);
        let known = self.tree.name(name);
        let prefix = known.map_or("", |n| if n.has_prefix() { n.local() } else { "" });
        let illegal = (prefix == "xml") != (uri == XML)
            || prefix == "xmlns"
            || uri == "http://www.w3.org/2000/xmlns/"
            || (uri.is_empty() && !prefix.is_empty());
        if illegal {
            return Err(self.bad(at, "a namespace that can't be declared so"));
        }
        let prefix: Box<str> = prefix.into();
        let namespace = match self.known.namespaces.get(&*uri) {
            Some(known) => *known,
            None => {
                let count = self.tree.namespaces.len();
                self.within("namespaces", at, count.saturating_add(1), self.limits.namespaces)?;
                let new = narrow(count);
                self.tree.namespaces.push(uri.as_ref().into());
                self.known.namespaces.insert(uri.into(), new);
                new
            }
        };
        let key = (prefix, namespace, *scope);
        if let Some(known) = self.known.scopes.get(&key) {
            *scope = *known;
            return Ok(());
        }
        self.within("different declarations of namespaces", at, self.tree.scopes.len(), NUMBERED)?;
        let new = u16::try_from(self.tree.scopes.len()).unwrap_or(u16::MAX);
        let depth =
            self.tree.scopes.get(usize::from(*scope)).map_or(0, |outer| outer.depth).saturating_add(1);
        self.tree.scopes.push(Scope { prefix: key.0.clone(), namespace, outer: *scope, depth });
        self.known.scopes.insert(key, new);
        *scope = new;
        Ok(())
    }

    /// Checks that no attribute of a tag stands twice, whatever its prefix.
    fn no_attribute_stands_twice(&mut self, first: usize, scope: u16, prefixes: bool) -> Result<(), Error> {
        let attributes = self.tree.attributes.get(first..).unwrap_or_default();
        // Nearly all tags have a few attributes, whose names differ even without their prefixes.
        if attributes.len() > 8 {
            return self.expanded_names_differ(first, scope);
        }
        let name = |pair: &Pair| self.tree.name(pair.name);
        for (n, pair) in attributes.iter().enumerate() {
            if attributes.iter().take(n).any(|other| other.name == pair.name) {
                return Err(self.bad(Span::new(pair.start, pair.start).range().start, TWICE));
            }
            let local = name(pair).map_or("", Name::local);
            let alike = |other: &Pair| name(other).is_some_and(|name| name.local() == local);
            let declared = |name: &Name| {
                name.is_declaration
                    || !name.has_prefix()
                    || self.tree.namespace(scope, name.prefix()).is_some()
            };
            if prefixes && (attributes.iter().take(n).any(alike) || !name(pair).is_none_or(declared)) {
                return self.expanded_names_differ(first, scope);
            }
        }
        Ok(())
    }

    #[cold]
    fn expanded_names_differ(&mut self, first: usize, scope: u16) -> Result<(), Error> {
        let attributes = self.tree.attributes.get(first..).unwrap_or_default();
        let mut sorted = std::mem::take(&mut self.sorted);
        sorted.clear();
        let mut undeclared = Vec::new();
        for pair in attributes {
            let Some(name) = self.tree.name(pair.name) else { continue };
            let namespace = match name.prefix() {
                "" => NONE,
                "xmlns" => NONE.saturating_sub(1),
                "xml" => NONE.saturating_sub(2),
                prefix => match self.tree.declaration(scope, prefix) {
                    Some(namespace) => namespace,
                    None => {
                        undeclared.push(Span::new(pair.start, pair.start).range().start);
                        NONE.saturating_sub(3)
                    }
                },
            };
            sorted.push((namespace, pair.name, pair.start));
        }
        for at in undeclared {
            self.note_undeclared(at);
        }
        // Names of another spelling may be the same name: p:a and q:a where both prefixes mean one namespace.
        let names = &self.tree.names;
        let local = |number: u16| names.get(usize::from(number)).map_or("", Name::local);
        let undeclared = NONE.saturating_sub(3);
        let key = |entry: &(u32, u16, u32)| {
            let spelled = names.get(usize::from(entry.1)).map_or("", |n| &*n.qualified);
            (entry.0, if entry.0 == undeclared { spelled } else { local(entry.1) })
        };
        sorted.sort_by(|a, b| key(a).cmp(&key(b)));
        let twice = sorted.iter().zip(sorted.iter().skip(1)).find(|(a, b)| key(a) == key(b));
        let result = match twice {
            Some((_, second)) => Err(self.bad(Span::new(second.2, second.2).range().start, TWICE)),
            None => Ok(()),
        };
        self.sorted = sorted;
        result
    }

    /// A prefix that is not declared is an error of namespaces, not of XML, and excerpts of documents have them.
    fn note_undeclared(&mut self, at: usize) {
        self.undeclared = self.undeclared.saturating_add(1);
        self.first_undeclared.get_or_insert(at);
    }

    /// Reads an end tag and returns where it ends.
    fn end(&mut self, from: usize) -> Result<usize, Error> {
        let name_from = from.saturating_add(2);
        let Some(open) = self.open.pop() else {
            return Err(self.bad(from, "the end of an element that was not begun"));
        };
        let after = narrow(self.tree.nodes.len());
        let number = self.tree.node(open).map_or(u16::MAX, |node| node.name);
        let name = self.tree.name(number).map_or("", |name| &*name.qualified);
        let rest = self.bytes.get(name_from..).unwrap_or_default();
        let Some(rest) = rest.strip_prefix(name.as_bytes()) else {
            return Err(self.unended(from));
        };
        let blanks = rest.iter().take_while(|b| is_space(**b)).count();
        if rest.get(blanks) != Some(&b'>') {
            return Err(self.unended(from));
        }
        let to = name_from.saturating_add(name.len()).saturating_add(blanks).saturating_add(1);
        if let Some(node) = usize::try_from(open).ok().and_then(|at| self.tree.nodes.get_mut(at)) {
            node.end = narrow(to);
            node.after = after;
        }
        Ok(to)
    }

    #[cold]
    fn unended(&self, from: usize) -> Error {
        let rest = self.bytes.get(from..).unwrap_or_default();
        match memchr::memchr(b'>', rest) {
            Some(_) => self.bad(from, "the end of another element than the one that is open"),
            None => self.bad(from, "a tag without its end"),
        }
    }
}

const TWICE: &str = "an attribute that stands twice";

fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Says what the root element of a text is, of which only the beginning may be there: its name without a prefix, and its start tag.
pub(crate) fn root_tag(text: &str) -> Option<(&str, &str)> {
    let mut rest = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        let after = |rest: &'_ str, close: &str| rest.find(close).map(|at| at.saturating_add(close.len()));
        let skip = match rest.as_bytes() {
            [b'<', b'!', b'-', b'-', ..] => after(rest, "-->")?,
            [b'<', b'!', ..] => scan::doctype_length(rest.as_bytes())?,
            [b'<', b'?', ..] => after(rest, "?>")?,
            [b'<', ..] => break,
            _ => return None,
        };
        rest = rest.get(skip..)?;
    }
    let tag = rest.get(1..rest.find('>').unwrap_or(rest.len()))?;
    let ends = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n' | '/');
    let name = tag.split(ends).next().unwrap_or_default();
    Some((name.rsplit(':').next().unwrap_or_default(), tag))
}
