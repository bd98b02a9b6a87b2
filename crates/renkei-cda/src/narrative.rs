//! The text of a section: read as a structure, said in plain text, written again.

use renkei_core::Span;
use renkei_model::document::{Markup, MarkupAttribute, MarkupElement};
use renkei_model::value::Text;

use crate::document::{Element, HL7, Node, escape_attribute, escape_text};

/// What stands on lines of its own.
const BLOCKS: &[&str] = &[
    "paragraph",
    "list",
    "item",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "caption",
    "renderMultiMedia",
    "footnote",
];
/// What holds nothing but elements, so that white space in it says nothing.
const STRUCTURES: &[&str] = &["list", "table", "thead", "tbody", "tfoot", "tr", "colgroup"];

/// Reads what stands in an element, and names the spans of every value in it to `touched`.
///
/// White space that only lays out the source is left out: between the parts of lists and tables, and around blocks.
pub(crate) fn read(element: Element<'_>, touched: &mut dyn FnMut(Span)) -> Vec<Markup> {
    read_within(element, touched, 0)
}

/// Parts of a text that are nested deeper are not read; they stay in the document, and are listed as unmapped.
const DEPTH: u32 = 128;

fn read_within(element: Element<'_>, touched: &mut dyn FnMut(Span), depth: u32) -> Vec<Markup> {
    if depth > DEPTH {
        return Vec::new();
    }
    let mut found: Vec<Markup> = Vec::new();
    let structure = STRUCTURES.contains(&element.name());
    let blocks = structure || element.children().any(|child| BLOCKS.contains(&child.name()));
    for content in element.contents() {
        match content {
            Node::Element(child) if child.namespace() == Some(HL7) => {
                let mut part = MarkupElement { name: child.name().into(), ..MarkupElement::default() };
                for attribute in
                    child.attributes().filter(|a| !a.qualified().contains(':') && !a.is_declaration())
                {
                    let value = Text::from(attribute.value());
                    if attribute.qualified() == "ID" {
                        part.id = Some(value);
                    } else {
                        part.attributes.push(MarkupAttribute { name: attribute.qualified().into(), value });
                    }
                    touched(attribute.span());
                }
                part.content = read_within(child, touched, depth.saturating_add(1));
                found.push(Markup::Element(Box::new(part)));
            }
            Node::Text { span, .. } | Node::CData { span, .. } => {
                let text = content.text();
                let blank = text.bytes().all(|b| b.is_ascii_whitespace());
                if blank && (structure || (blocks && text.contains('\n'))) {
                    continue;
                }
                touched(span);
                if let Some(Markup::Text(before)) = found.last_mut() {
                    *before = Text::from(format!("{before}{text}"));
                } else {
                    found.push(Markup::Text(text.into()));
                }
            }
            Node::Element(_) | Node::Comment { .. } | Node::Instruction { .. } => {}
        }
    }
    found
}

/// Says a text without its markup: blocks are lines, cells stand apart by tabs.
pub(crate) fn plain_text(content: &[Markup]) -> String {
    let mut out = String::new();
    say(content, &mut out);
    out.trim_matches(|c: char| c.is_ascii_whitespace()).to_owned()
}

fn say(content: &[Markup], out: &mut String) {
    for part in content {
        match part {
            Markup::Text(text) => out.push_str(text),
            Markup::Element(part) => {
                let name = part.name.as_str();
                let block = BLOCKS.contains(&name);
                let begins = out.is_empty() || out.ends_with('\n');
                if name == "br" || (block && !begins) {
                    out.push('\n');
                } else if matches!(name, "td" | "th") && !begins {
                    out.push('\t');
                }
                say(&part.content, out);
                if block && !out.is_empty() && !out.ends_with('\n') {
                    out.push('\n');
                }
            }
        }
    }
}

/// Writes the structure as the narrative block has it.
pub(crate) fn write(content: &[Markup], out: &mut String) {
    for part in content {
        match part {
            Markup::Text(text) => escape_text(text, out),
            Markup::Element(part) => {
                // A name that is none would break the document; its content is what counts.
                let sound = |name: &str| {
                    name.starts_with(|c: char| c.is_ascii_alphabetic())
                        && name.bytes().all(|b| b.is_ascii_alphanumeric())
                };
                if !sound(&part.name) {
                    write(&part.content, out);
                    continue;
                }
                out.push('<');
                out.push_str(&part.name);
                let id = part.id.iter().map(|id| ("ID", id));
                let others =
                    part.attributes.iter().filter(|a| sound(&a.name)).map(|a| (a.name.as_str(), &a.value));
                for (name, value) in id.chain(others) {
                    out.push_str(&format!(" {name}=\""));
                    escape_attribute(value, out);
                    out.push('"');
                }
                if part.content.is_empty() {
                    out.push_str("/>");
                } else {
                    out.push('>');
                    write(&part.content, out);
                    out.push_str(&format!("</{}>", part.name));
                }
            }
        }
    }
}

/// Makes a part.
pub(crate) fn element(name: &'static str, content: Vec<Markup>) -> Markup {
    Markup::Element(Box::new(MarkupElement { name: name.into(), content, ..MarkupElement::default() }))
}

/// Makes characters.
pub(crate) fn text(text: impl Into<Text>) -> Markup {
    Markup::Text(text.into())
}
