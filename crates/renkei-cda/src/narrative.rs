//! The text of a section: read as a structure, said in plain text, written again.

use renkei_model::document::{Markup, MarkupAttribute, MarkupElement};
use renkei_model::overflow::KEPT;
use renkei_model::value::Text;

use crate::document::{Attribute, Element, HL7, Node, escape_attribute, escape_text};

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

/// A value that was read.
pub(crate) enum Value<'d> {
    /// An attribute.
    Attribute(Attribute<'d>),
    /// The text directly within an element.
    TextOf(Element<'d>),
}

/// Takes a part of a text that is long, at the place that the numbers of the parts around it give; says whether it did.
pub(crate) type Rest<'r> = dyn FnMut(&[usize], &Markup) -> bool + 'r;

/// Reads what stands in an element, and names every value in it to `touched`. Of long texts the parts beyond the first go to `rest`.
///
/// White space that only lays out the source is left out: between the parts of lists and tables, and around blocks.
pub(crate) fn read<'d>(
    element: Element<'d>,
    touched: &mut dyn FnMut(Value<'d>),
    rest: &mut Rest<'_>,
) -> Vec<Markup> {
    read_within(element, touched, rest, &mut Vec::new(), true)
}

/// Parts of a text that are nested deeper are not read; they stay in the document, and are listed as unmapped.
const DEPTH: usize = 128;

/// Says whether white space in an element only lays out the source: always, or where it has a line end.
fn layout(element: Element<'_>) -> (bool, bool) {
    let structure = STRUCTURES.contains(&element.name());
    (structure, structure || element.children().any(|child| BLOCKS.contains(&child.name())))
}

fn read_within<'d>(
    element: Element<'d>,
    touched: &mut dyn FnMut(Value<'d>),
    rest: &mut Rest<'_>,
    steps: &mut Vec<usize>,
    stays: bool,
) -> Vec<Markup> {
    if steps.len() > DEPTH {
        return Vec::new();
    }
    let mut found: Vec<Markup> = Vec::new();
    let (structure, blocks) = layout(element);
    let mut text_is_read = false;
    for content in element.contents() {
        match content {
            Node::Element(child) if child.namespace() == Some(HL7) => {
                let mut part = MarkupElement { name: child.name().into(), ..MarkupElement::default() };
                for attribute in child.attributes() {
                    if attribute.is_declaration() || attribute.qualified().contains(':') {
                        continue;
                    }
                    let value = Text::from(attribute.value());
                    if attribute.qualified() == "ID" {
                        part.id = Some(value);
                    } else {
                        part.attributes.push(MarkupAttribute { name: attribute.qualified().into(), value });
                    }
                    touched(Value::Attribute(attribute));
                }
                let long = stays && found.len() >= KEPT;
                steps.push(found.len());
                part.content = read_within(child, touched, rest, steps, stays && !long);
                steps.pop();
                let part = Markup::Element(Box::new(part));
                if !(long && rest(steps, &part)) {
                    found.push(part);
                }
            }
            Node::Text { .. } | Node::CData { .. } => {
                let text = content.text();
                let blank = text.bytes().all(|b| b.is_ascii_whitespace());
                if blank && (structure || (blocks && text.contains('\n'))) {
                    continue;
                }
                text_is_read = true;
                if stays && found.len() >= KEPT && rest(steps, &Markup::Text(text.as_ref().into())) {
                    continue;
                }
                if let Some(Markup::Text(before)) = found.last_mut() {
                    *before = Text::from(format!("{before}{text}"));
                } else {
                    found.push(Markup::Text(text.into()));
                }
            }
            Node::Element(_) | Node::Comment { .. } | Node::Instruction { .. } => {}
        }
    }
    if text_is_read {
        touched(Value::TextOf(element));
    }
    found
}

/// Says a text without its markup, as [`plain_text`] says what was read of it; no model of it is made.
pub(crate) fn said(element: Element<'_>) -> String {
    let mut out = String::new();
    let mut open = vec![(element, layout(element), element.contents())];
    while let Some((at, (structure, blocks), contents)) = open.last_mut() {
        match contents.next() {
            Some(Node::Element(child)) if child.namespace() == Some(HL7) => {
                begin(child.name(), &mut out);
                if open.len() <= DEPTH {
                    open.push((child, layout(child), child.contents()));
                } else {
                    end(child.name(), &mut out);
                }
            }
            Some(content @ (Node::Text { .. } | Node::CData { .. })) => {
                let text = content.text();
                let blank = text.bytes().all(|b| b.is_ascii_whitespace());
                if !(blank && (*structure || (*blocks && text.contains('\n')))) {
                    out.push_str(&text);
                }
            }
            Some(_) => {}
            None => {
                let name = at.name();
                open.pop();
                if !open.is_empty() {
                    end(name, &mut out);
                }
            }
        }
    }
    trimmed(out)
}

/// Says a text without its markup: blocks are lines, cells stand apart by tabs.
pub(crate) fn plain_text(content: &[Markup]) -> String {
    let mut out = String::new();
    say(content, &mut out);
    trimmed(out)
}

fn trimmed(mut out: String) -> String {
    let blank = |c: char| c.is_ascii_whitespace();
    out.truncate(out.trim_end_matches(blank).len());
    let blanks = out.len().saturating_sub(out.trim_start_matches(blank).len());
    if blanks == 0 { out } else { out.split_off(blanks) }
}

fn say(content: &[Markup], out: &mut String) {
    for part in content {
        match part {
            Markup::Text(text) => out.push_str(text),
            Markup::Element(part) => {
                begin(&part.name, out);
                say(&part.content, out);
                end(&part.name, out);
            }
        }
    }
}

fn begin(name: &str, out: &mut String) {
    let begins = out.is_empty() || out.ends_with('\n');
    if name == "br" || (BLOCKS.contains(&name) && !begins) {
        out.push('\n');
    } else if matches!(name, "td" | "th") && !begins {
        out.push('\t');
    }
}

fn end(name: &str, out: &mut String) {
    if BLOCKS.contains(&name) && !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
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
