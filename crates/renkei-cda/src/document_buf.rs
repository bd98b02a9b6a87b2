use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use renkei_core::charset::Encoding;
use renkei_core::{ElementPath, Sink, Span};

use crate::document::{
    Document, Element, Node, ParseOptions, Tree, escape_attribute, escape_text, is_xml_char,
};
use crate::encoding::{self, SourceMap};
use crate::error::{EditError, Error};
use crate::limits::Limits;
use crate::signature;

/// A document that is owned and can be edited; what an edit does not name keeps its bytes, in its own encoding.
///
/// # Examples
///
/// ```
/// use renkei_cda::{DocumentBuf, Limits};
///
/// // 東京 in Shift_JIS.
/// let bytes = b"<?xml version='1.0' encoding='Shift_JIS'?><a  n = '1'><b>\x93\x8c\x8b\x9e</b><!-- --></a>";
/// let mut document = DocumentBuf::parse(bytes.to_vec(), &Limits::default(), &mut ())?;
/// document.set(&"/a/b".parse()?, "京都")?;
/// document.set(&"/a/@n".parse()?, "𠮷")?;
/// let edited = b"<?xml version='1.0' encoding='Shift_JIS'?><a  n = '&#x20BB7;'><b>\x8b\x9e\x93s</b><!-- --></a>";
/// assert_eq!(document.as_bytes(), edited);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct DocumentBuf {
    bytes: Vec<u8>,
    encoding: Encoding,
    /// The text, where it is not the bytes themselves.
    text: Option<String>,
    tree: Tree,
    map: SourceMap,
    options: ParseOptions,
    signed: bool,
    edits_signed: bool,
}

impl DocumentBuf {
    /// Reads a document and owns its bytes.
    ///
    /// # Errors
    ///
    /// As [`Document::parse`].
    pub fn parse(bytes: Vec<u8>, limits: &Limits, sink: &mut dyn Sink) -> Result<Self, Error> {
        Self::parse_with(bytes, ParseOptions::with_limits(*limits), sink)
    }

    /// Reads a document with options and owns its bytes.
    ///
    /// # Errors
    ///
    /// As [`Document::parse`].
    pub fn parse_with(bytes: Vec<u8>, options: ParseOptions, sink: &mut dyn Sink) -> Result<Self, Error> {
        let document = Document::parse_with(&bytes, &options, sink)?;
        let signed = signature::is_signed(&document);
        let Document { encoding, text, tree, map, .. } = document;
        let text = match text {
            Cow::Borrowed(_) => None,
            Cow::Owned(text) => Some(text),
        };
        let (tree, map) = (tree.into_owned(), map.into_owned());
        Ok(Self { bytes, encoding, text, tree, map, options, signed, edits_signed: false })
    }

    /// Allows edits of a signed document, which break its signature; otherwise they are refused.
    pub const fn allow_breaking_signatures(&mut self, allowed: bool) {
        self.edits_signed = allowed;
    }

    /// Returns the document as a view.
    pub fn as_document(&self) -> Document<'_> {
        let text = match &self.text {
            Some(text) => text,
            // They were checked when the document was read.
            None => std::str::from_utf8(&self.bytes).unwrap_or_default(),
        };
        Document {
            source: &self.bytes,
            encoding: self.encoding,
            text: Cow::Borrowed(text),
            tree: Cow::Borrowed(&self.tree),
            map: Cow::Borrowed(&self.map),
        }
    }

    /// Returns the bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns the bytes and drops the rest.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Returns the encoding that the bytes are in.
    pub const fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Writes text at a path: into an attribute, which is added where it is missing, or between the tags of an element that holds no
    /// other elements. Text that reads as what stands there already changes nothing.
    ///
    /// A character that the encoding lacks is written as a reference, so that it is read back; nothing is substituted.
    ///
    /// # Errors
    ///
    /// [`EditError`]: nothing stands at the path, the element holds elements, the text holds control characters, the document is signed.
    pub fn set(&mut self, path: &ElementPath, text: &str) -> Result<(), EditError> {
        if let Some(at) = text.chars().position(|c| !is_xml_char(c)) {
            return Err(EditError::Character { number: at.saturating_add(1) });
        }
        let document = self.as_document();
        let element = document.get(path).ok_or(EditError::NoElement)?;
        let edit = match path.attribute() {
            Some(name) => attribute_edit(element, name, text),
            None => text_edit(element, text)?,
        };
        let Some((span, replacement)) = edit else { return Ok(()) };
        if self.signed && !self.edits_signed {
            return Err(EditError::Signed);
        }
        let range = source_range(&document, span)?;
        let mut new = Vec::with_capacity(replacement.len());
        encoding::encode(&replacement, self.encoding, &mut new);
        let mut bytes = self.bytes.clone();
        bytes.splice(range, new);
        // The encoding stays what it was, whatever the new bytes would make of a guess.
        let options = ParseOptions { encoding: Some(self.encoding), ..self.options };
        let mut edited = Self::parse_with(bytes, options, &mut ())?;
        edited.options = self.options;
        edited.edits_signed = self.edits_signed;
        *self = edited;
        Ok(())
    }
}

impl fmt::Debug for DocumentBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (len, elements) = (self.bytes.len(), self.tree.nodes.len());
        f.debug_struct("DocumentBuf").field("len", &len).field("elements", &elements).finish_non_exhaustive()
    }
}

fn attribute_edit(element: Element<'_>, name: &str, text: &str) -> Option<(Span, String)> {
    let mut replacement = String::with_capacity(text.len());
    if let Some(attribute) = element.find(name) {
        escape_attribute(text, &mut replacement);
        return (attribute.value() != text).then_some((attribute.span(), replacement));
    }
    // The name comes from a path, whose grammar is wider than that of names: what is none is found when the text is read again.
    replacement.push_str(&format!(" {name}=\""));
    escape_attribute(text, &mut replacement);
    replacement.push('"');
    let prefix = element.prefix().len();
    let name = element.name().len().saturating_add(prefix).saturating_add(usize::from(prefix > 0));
    let at = element.span().range().start.saturating_add(1).saturating_add(name);
    Some((Span::from_usize(at, at), replacement))
}

fn text_edit(element: Element<'_>, text: &str) -> Result<Option<(Span, String)>, EditError> {
    let plain = |node: Node<'_>| matches!(node, Node::Text { .. } | Node::CData { .. });
    if !element.contents().all(plain) {
        return Err(EditError::NotText);
    }
    if element.text() == text {
        return Ok(None);
    }
    let mut replacement = String::with_capacity(text.len());
    let inner = element.inner_span();
    let tag = element.tag_span();
    if tag != element.span() || !element.document().text().get(tag.range()).is_some_and(|t| t.ends_with("/>"))
    {
        escape_text(text, &mut replacement);
        return Ok(Some((inner, replacement)));
    }
    replacement.push('>');
    escape_text(text, &mut replacement);
    let (prefix, name) = (element.prefix(), element.name());
    let colon = if prefix.is_empty() { "" } else { ":" };
    replacement.push_str(&format!("</{prefix}{colon}{name}>"));
    Ok(Some((Span::new(tag.end().saturating_sub(2), tag.end()), replacement)))
}

/// Finds the bytes of a span; they must begin and end where any text may be put.
fn source_range(document: &Document<'_>, span: Span) -> Result<Range<usize>, EditError> {
    let mut walk = document.walk();
    let range = span.range();
    let (start, shift) = walk.source(range.start);
    if !shift.is_start() {
        return Err(EditError::Shifted);
    }
    let (mut end, mut shift) = walk.source(range.end);
    if !shift.is_start() {
        // The escape sequence that closes a run has no text of its own and belongs to what stands before it.
        (end, shift) = walk.close();
    }
    if shift.is_start() { Ok(start..end) } else { Err(EditError::Shifted) }
}
