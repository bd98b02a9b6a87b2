//! Documents as `dump`, `get` and `charset` show them.

use std::borrow::Cow;
use std::io::{self, Write};

use renkei::Language;
use renkei::cda::{Document, Element, Encoding, Node};
use renkei::core::{ElementPath, Span};

use crate::dump::string;
use crate::each::{SeenDocument, visible};
use crate::messages as m;

/// Writes the tree of elements, a line each: where it begins in the file, its name, its namespace where it is not that of the
/// element around it, its attributes, its text.
pub(crate) fn text(seen: &SeenDocument<'_>, language: Language, out: &mut dyn Write) -> io::Result<()> {
    head(seen, language, out)?;
    let document = seen.document;
    let (before, after) = outside(document);
    for node in before {
        line(document, node, 0, out)?;
    }
    tree(document, document.root(), 0, out)?;
    for node in after {
        line(document, node, 0, out)?;
    }
    Ok(())
}

pub(crate) fn head(seen: &SeenDocument<'_>, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let document = seen.document;
    let head = m::HEAD_DOCUMENT.fill(
        language,
        &[
            ("path", &seen.path),
            ("end", &document.bytes().len()),
            ("charset", &document.encoding()),
            ("elements", &document.element_count()),
        ],
    );
    writeln!(out, "{head}")
}

/// What stands before and behind the root.
fn outside<'d>(document: &'d Document<'_>) -> (Vec<Node<'d>>, Vec<Node<'d>>) {
    let root = document.root().span().start();
    document.outside().into_iter().partition(|node| node.span().start() < root)
}

/// Writes an element with all that is in it. The reader bounds how deep elements are nested.
fn tree(document: &Document<'_>, element: Element<'_>, depth: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut line = element.name().to_owned();
    let around = element.parent().and_then(Element::namespace);
    if let Some(namespace) = element.namespace().filter(|namespace| Some(*namespace) != around) {
        line.push_str(" {");
        visible(namespace, &mut line);
        line.push('}');
    }
    for attribute in element.attributes().filter(|attribute| !attribute.is_declaration()) {
        line.push(' ');
        line.push_str(attribute.qualified());
        line.push_str("=\"");
        visible(&attribute.value(), &mut line);
        line.push('"');
    }
    let contents: Vec<Node<'_>> = element.contents().filter(|node| !is_blank(*node)).collect();
    if let [node @ (Node::Text { .. } | Node::CData { .. })] = contents.as_slice() {
        line.push_str(": ");
        visible(&node.text(), &mut line);
        return place(document, element.span(), depth, &line, out);
    }
    place(document, element.span(), depth, &line, out)?;
    let depth = depth.saturating_add(1);
    contents.into_iter().try_for_each(|node| match node {
        Node::Element(child) => tree(document, child, depth, out),
        node => self::line(document, node, depth, out),
    })
}

fn is_blank(node: Node<'_>) -> bool {
    matches!(node, Node::Text { raw, .. } if raw.bytes().all(|b| b.is_ascii_whitespace()))
}

fn line(document: &Document<'_>, node: Node<'_>, depth: usize, out: &mut dyn Write) -> io::Result<()> {
    if is_blank(node) {
        return Ok(());
    }
    let mut text = format!("{}: ", node.kind());
    visible(&node.text(), &mut text);
    place(document, node.span(), depth, &text, out)
}

fn place(
    document: &Document<'_>,
    span: Span,
    depth: usize,
    text: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let start = document.source_span(span).start();
    writeln!(out, "{start:>10}  {:indent$}{text}", "", indent = depth.saturating_mul(2))
}

/// Writes the tree as one line of JSON.
pub(crate) fn json(seen: &SeenDocument<'_>, out: &mut dyn Write) -> io::Result<()> {
    let document = seen.document;
    out.write_all(b"{\"source\":")?;
    string(seen.path, out)?;
    write!(out, ",\"index\":0,\"offset\":0,\"length\":{}", document.bytes().len())?;
    write!(out, ",\"charset\":\"{}\",\"before\":[", document.encoding())?;
    let (before, after) = outside(document);
    list(&before, document, out)?;
    out.write_all(b"],\"root\":")?;
    json_element(document, document.root(), out)?;
    out.write_all(b",\"after\":[")?;
    list(&after, document, out)?;
    out.write_all(b"]}\n")
}

fn list(nodes: &[Node<'_>], document: &Document<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (n, node) in nodes.iter().enumerate() {
        if n > 0 {
            out.write_all(b",")?;
        }
        match node {
            Node::Element(element) => json_element(document, *element, out)?,
            node => {
                write!(out, "{{\"{}\":", node.kind())?;
                string(&node.text(), out)?;
                span(document, node.span(), out)?;
                out.write_all(b"}")?;
            }
        }
    }
    Ok(())
}

fn span(document: &Document<'_>, span: Span, out: &mut dyn Write) -> io::Result<()> {
    let span = document.source_span(span);
    write!(out, ",\"span\":[{},{}]", span.start(), span.end())
}

fn json_element(document: &Document<'_>, element: Element<'_>, out: &mut dyn Write) -> io::Result<()> {
    let namespace = |namespace: Option<&str>, out: &mut dyn Write| match namespace {
        Some(namespace) => string(namespace, out),
        None => out.write_all(b"null"),
    };
    out.write_all(b"{\"name\":")?;
    string(element.name(), out)?;
    out.write_all(b",\"prefix\":")?;
    string(element.prefix(), out)?;
    out.write_all(b",\"namespace\":")?;
    namespace(element.namespace(), out)?;
    span(document, element.span(), out)?;
    out.write_all(b",\"attributes\":[")?;
    for (n, attribute) in element.attributes().enumerate() {
        out.write_all(if n > 0 { b",{\"name\":" } else { b"{\"name\":" })?;
        string(attribute.qualified(), out)?;
        out.write_all(b",\"namespace\":")?;
        namespace(attribute.namespace(), out)?;
        out.write_all(b",\"value\":")?;
        string(&attribute.value(), out)?;
        span(document, attribute.span(), out)?;
        out.write_all(b"}")?;
    }
    out.write_all(b"],\"content\":[")?;
    let contents: Vec<Node<'_>> = element.contents().collect();
    list(&contents, document, out)?;
    out.write_all(b"]}")
}

/// Returns the texts at a path; of an element with elements in it, the texts of them all with blanks between.
pub(crate) fn values<'d>(document: &'d Document<'_>, path: &ElementPath) -> Vec<Cow<'d, str>> {
    let found = document.get_all(path).into_iter();
    match path.attribute() {
        Some(name) => found.filter_map(|element| element.attribute(name)).collect(),
        None => found.map(text_of).collect(),
    }
}

fn text_of(element: Element<'_>) -> Cow<'_, str> {
    if element.children().next().is_none() {
        return element.text();
    }
    let mut text = String::new();
    let mut open = vec![element.contents()];
    while let Some(contents) = open.last_mut() {
        match contents.next() {
            Some(Node::Element(inner)) => open.push(inner.contents()),
            Some(node @ (Node::Text { .. } | Node::CData { .. })) => {
                for word in node.text().split_ascii_whitespace() {
                    text.push_str(if text.is_empty() { "" } else { " " });
                    text.push_str(word);
                }
            }
            Some(_) => {}
            None => {
                open.pop();
            }
        }
    }
    Cow::Owned(text)
}

/// What the declaration of a document says of its encoding.
pub(crate) fn declared<'d>(document: &'d Document<'_>) -> Option<&'d str> {
    let declaration = document.outside().into_iter().find_map(|node| match node {
        Node::Instruction { raw, .. } => raw.strip_prefix("xml ").map(|rest| (rest, node)),
        _ => None,
    });
    let (text, _) = declaration?;
    let (_, rest) = text.split_once("encoding")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest.get(1..)?.split_once(quote).map(|(label, _)| label)
}

/// How the encoding of a document was found: by its first bytes, by what it says, or because it says nothing else.
pub(crate) fn evidence(document: &Document<'_>) -> (&'static str, &'static m::Words) {
    let label = declared(document).and_then(Encoding::for_label);
    match document.bytes() {
        [0xEF, 0xBB, 0xBF, ..] | [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] => ("byte-order-mark", &m::EV_BOM),
        _ if label == Some(document.encoding()) => ("declaration", &m::EV_DECLARATION),
        _ if label.is_none() && document.encoding().is_utf8() => ("default", &m::EV_DEFAULT),
        _ => ("bytes", &m::EV_BYTES),
    }
}
