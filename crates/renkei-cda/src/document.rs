//! The syntax of a document: a flat tree of its elements over the text, nothing copied.

mod content;
mod element;
mod names;
mod scan;
mod tree;

use std::borrow::Cow;
use std::fmt;

use renkei_core::charset::Encoding;
use renkei_core::{ElementPath, Sink, Span};

pub(crate) use content::pseudo_attribute;
pub use content::{Attribute, Attributes, Contents, Node};
pub use element::{Children, Element};
pub(crate) use names::{escape_attribute, escape_text, is_xml_char, name_bit};
pub(crate) use tree::Tree;

use crate::encoding::{self, SourceMap, Walk};
use crate::error::Error;
use crate::limits::Limits;
use crate::mml;

/// The namespace of CDA documents.
pub const HL7: &str = "urn:hl7-org:v3";
/// The namespace of `xsi:type`.
pub const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// The namespace of XML signatures.
pub const XMLDSIG: &str = "http://www.w3.org/2000/09/xmldsig#";

/// How to read a document.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct ParseOptions {
    /// How much the document may ask for.
    pub limits: Limits,
    /// The encoding, where the caller knows better than the document.
    pub encoding: Option<Encoding>,
    /// Whether bytes that can't be read become U+FFFD; otherwise they are an error.
    pub lossy: bool,
    /// Whether a document type declaration without declarations of its own is passed over, as old MML files need it; it is never
    /// read, and nothing it names is opened.
    pub skip_doctype: bool,
}

impl ParseOptions {
    /// Options with these limits.
    pub fn with_limits(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }
}

/// An XML document: its text, and a flat list of its elements as 32-bit places in it.
///
/// Documents in UTF-8 are borrowed as they are; those in UTF-16, Shift_JIS, EUC-JP and ISO-2022-JP are transcoded first, and
/// spans are then places in the text in UTF-8 ([`source_span`](Self::source_span) finds the bytes they came from). Comments, CDATA
/// sections, processing instructions and unknown elements stay where they are; only elements are in the list, with 24 bytes each, and their
/// attributes, with 12 bytes each.
///
/// `Debug` shows sizes, never content.
///
/// # Examples
///
/// ```
/// use renkei_cda::{Document, Limits};
///
/// let xml = "<c:a xmlns:c='urn:hl7-org:v3'><c:b n='1'>東京 &amp; 京都</c:b><!-- 無 --></c:a>";
/// let document = Document::parse(xml.as_bytes(), &Limits::default(), &mut ())?;
/// let b = document.get(&"/a/b".parse().unwrap()).expect("an element b");
/// assert_eq!((b.name(), b.namespace()), ("b", Some("urn:hl7-org:v3")));
/// assert_eq!(b.text(), "東京 & 京都");
/// assert_eq!(b.attribute("n").as_deref(), Some("1"));
/// # Ok::<(), renkei_cda::Error>(())
/// ```
#[derive(Clone)]
pub struct Document<'a> {
    pub(crate) source: &'a [u8],
    pub(crate) encoding: Encoding,
    pub(crate) text: Cow<'a, str>,
    pub(crate) tree: Cow<'a, Tree>,
    pub(crate) map: Cow<'a, SourceMap>,
}

impl<'a> Document<'a> {
    /// Reads a document.
    ///
    /// # Errors
    ///
    /// [`Error`]: the bytes are no well-formed document, or one beyond the limits.
    pub fn parse(bytes: &'a [u8], limits: &Limits, sink: &mut dyn Sink) -> Result<Self, Error> {
        Self::parse_with(bytes, &ParseOptions::with_limits(*limits), sink)
    }

    /// Reads a document with options.
    ///
    /// # Errors
    ///
    /// As [`Document::parse`].
    pub fn parse_with(bytes: &'a [u8], options: &ParseOptions, sink: &mut dyn Sink) -> Result<Self, Error> {
        let limit = options.limits.size.min(usize::try_from(u32::MAX / 4).unwrap_or(usize::MAX));
        if bytes.len() > limit {
            return Err(Error::TooLarge { limit });
        }
        let encoding = match options.encoding {
            Some(encoding) => encoding,
            None => encoding::detect(bytes, sink)?,
        };
        let (text, map) = encoding::decode(bytes, encoding, options.lossy)?;
        let tree = tree::build(&text, options, sink)?;
        Ok(Self { source: bytes, encoding, text, tree: Cow::Owned(tree), map: Cow::Owned(map) })
    }

    /// Returns the bytes that were read.
    pub const fn bytes(&self) -> &'a [u8] {
        self.source
    }

    /// Returns the encoding that the bytes are in.
    pub const fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Returns the text, in which spans are places.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Says whether it is in MML, the XML that clinics used before CDA.
    pub fn is_mml(&self) -> bool {
        mml::is_root(self.root())
    }

    /// Returns how many elements there are.
    pub fn element_count(&self) -> usize {
        self.tree.nodes.len()
    }

    /// Returns how many attributes there are.
    pub(crate) fn attribute_count(&self) -> usize {
        self.tree.attributes.len()
    }

    /// Returns for each number of a name the number of the first that is the same without its prefix.
    pub(crate) fn names_alike(&self) -> Vec<u16> {
        let mut first = std::collections::HashMap::new();
        let numbered = self.tree.names.iter().zip(0..=u16::MAX);
        numbered.map(|(name, number)| *first.entry(name.local()).or_insert(number)).collect()
    }

    /// Returns the element at a place in the list.
    pub(crate) fn element(&self, index: u32) -> Element<'_> {
        Element::new(self, index)
    }

    /// Returns all attributes of a name without a prefix, in the order of the document.
    pub(crate) fn attributes_called(&self, name: &str) -> impl Iterator<Item = Attribute<'_>> {
        let number = |(n, _)| u16::try_from(n).unwrap_or(u16::MAX);
        let names = self.tree.names.iter().enumerate();
        // The name of an element is kept beside that of an attribute.
        let numbers: Vec<u16> = names.filter(|(_, known)| *known.qualified == *name).map(number).collect();
        let pairs = self.tree.attributes.iter().enumerate();
        let found = pairs.filter(move |(_, pair)| numbers.contains(&pair.name));
        found.filter_map(|(n, _)| {
            let index = u32::try_from(n).ok()?;
            let after = self.tree.nodes.partition_point(|node| node.attributes <= index);
            let element = self.element(u32::try_from(after.checked_sub(1)?).ok()?);
            element.attributes().find(|attribute| attribute.index() == index)
        })
    }

    /// Returns how many bytes the lists of elements and attributes take.
    pub fn index_bytes(&self) -> usize {
        self.tree.bytes()
    }

    /// Returns the root element.
    pub fn root(&self) -> Element<'_> {
        Element::new(self, 0)
    }

    /// Returns every element in the order of the document.
    pub fn elements(&self) -> impl Iterator<Item = Element<'_>> {
        (0..self.tree.nodes.len()).map(|n| Element::new(self, u32::try_from(n).unwrap_or(u32::MAX)))
    }

    /// Returns what stands before and after the root element: the declaration, comments, processing instructions, white space.
    pub fn outside(&self) -> Vec<Node<'_>> {
        let root = self.root().span();
        let end = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        let mut found = content::outside(&self.text, 0, root.start());
        found.extend(content::outside(&self.text, root.end(), end));
        found
    }

    /// Returns the elements at a path of local names, in the order of the document; several where the path has `[*]`.
    ///
    /// ```
    /// use renkei_cda::{Document, Limits};
    ///
    /// let xml = "<a><b>東京</b><c/><b>京都</b></a>";
    /// let document = Document::parse(xml.as_bytes(), &Limits::default(), &mut ())?;
    /// let towns: Vec<_> = document.get_all(&"/a/b[*]".parse().unwrap()).iter().map(|b| b.text()).collect();
    /// assert_eq!(towns, ["東京", "京都"]);
    /// # Ok::<(), renkei_cda::Error>(())
    /// ```
    pub fn get_all(&self, path: &ElementPath) -> Vec<Element<'_>> {
        let mut steps = path.steps();
        let Some((name, place)) = steps.next() else { return Vec::new() };
        let root = self.root();
        let mut found: Vec<Element<'_>> =
            Some(root).filter(|root| root.name() == name && place <= 1).into_iter().collect();
        for (name, place) in steps {
            let first = usize::try_from(place).unwrap_or(usize::MAX).saturating_sub(1);
            let count = if place == 0 { usize::MAX } else { 1 };
            let below = found.into_iter().flat_map(|element| {
                element.children().filter(|child| child.name() == name).skip(first).take(count)
            });
            found = below.collect();
        }
        found
    }

    /// Returns the element at a path of local names, the first where there are several; an attribute at the end of the path is passed
    /// over.
    pub fn get(&self, path: &ElementPath) -> Option<Element<'_>> {
        let mut steps = path.steps();
        let (name, place) = steps.next()?;
        let root = self.root();
        let mut found = Some(root).filter(|root| root.name() == name && place <= 1)?;
        for (name, place) in steps {
            let nth = usize::try_from(place).unwrap_or(usize::MAX).saturating_sub(1);
            found = found.children().filter(|child| child.name() == name).nth(nth)?;
        }
        Some(found)
    }

    /// Returns the decoded text at a path: of an attribute, or of an element with all elements in it.
    pub fn value(&self, path: &ElementPath) -> Option<Cow<'_, str>> {
        let element = self.get(path)?;
        match path.attribute() {
            Some(name) => element.attribute(name),
            None => Some(element.all_text()),
        }
    }

    /// Returns the innermost element at a byte of the text, or nothing before and after the root.
    pub fn element_at(&self, offset: u32) -> Option<Element<'_>> {
        let nodes = &self.tree.nodes;
        let mut at = nodes.partition_point(|node| node.start <= offset).checked_sub(1)?;
        loop {
            let node = nodes.get(at)?;
            if offset < node.end {
                return Some(Element::new(self, u32::try_from(at).ok()?));
            }
            at = usize::try_from(node.parent).ok().filter(|parent| *parent < at)?;
        }
    }

    /// Returns the bytes of the source that a span of the text came from.
    pub fn source_span(&self, span: Span) -> Span {
        let mut walk = self.walk();
        let range = span.range();
        let start = walk.source(range.start).0;
        Span::from_usize(start, walk.source(range.end).0)
    }

    pub(crate) fn walk(&self) -> Walk<'_> {
        self.map.walk(self.source, self.encoding)
    }
}

/// Says whether bytes are, or begin, a CDA document, in any encoding that is read here: the root element is `ClinicalDocument` of
/// HL7. A few kilobytes of a file are enough.
///
/// ```
/// assert!(renkei_cda::detect(b"<?xml version='1.0'?><!-- --><ClinicalDocument xmlns='urn:hl7-org:v3'>"));
/// assert!(!renkei_cda::detect(b"MSH|^~\\&|HIS"));
/// ```
pub fn detect(bytes: &[u8]) -> bool {
    root_is(bytes, |name, tag| name == "ClinicalDocument" && tag.contains(HL7))
}

/// Says whether bytes are, or begin, a document in MML, in any encoding that is read here: the root element is `Mml`.
///
/// Old ones have a document type declaration, which is passed over on request ([`ParseOptions::skip_doctype`]).
///
/// ```
/// assert!(renkei_cda::detect_mml(b"<?xml version='1.0'?><!DOCTYPE Mml SYSTEM 'mml.dtd'><Mml version='2.3'>"));
/// assert!(!renkei_cda::detect_mml(b"<ClinicalDocument xmlns='urn:hl7-org:v3'>"));
/// ```
pub fn detect_mml(bytes: &[u8]) -> bool {
    root_is(bytes, |name, tag| name == "Mml" && !tag.contains(HL7))
}

/// Looks at the root element of a beginning: its name without a prefix, and its start tag.
fn root_is(bytes: &[u8], test: fn(&str, &str) -> bool) -> bool {
    let head = bytes.get(..bytes.len().min(1 << 16)).unwrap_or(bytes);
    let first = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    if !matches!(first, [b'<', ..] | [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, b'<', ..]) {
        return false;
    }
    let Ok(encoding) = encoding::detect(head, &mut ()) else { return false };
    let Ok((text, _)) = encoding::decode(head, encoding, true) else { return false };
    tree::root_tag(&text).is_some_and(|(name, tag)| test(name, tag))
}

impl fmt::Debug for Document<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document")
            .field("len", &self.source.len())
            .field("encoding", &self.encoding)
            .field("elements", &self.element_count())
            .finish()
    }
}
