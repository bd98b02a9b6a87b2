use renkei_core::Code;
use renkei_model::document::Narrative;
use renkei_model::value::{Blank, Text};

use super::{Mapper, Slot};
use crate::document::{Element, escape_attribute, escape_text, is_xml_char};
use crate::narrative;

/// Writes the model as a document, in the order in which a mapping function names its parts.
pub(crate) struct Writer {
    out: String,
    depth: usize,
    /// Whether the start tag written last may still get attributes.
    tag_open: bool,
    /// Whether the element holds anything that was not fixed.
    filled: bool,
    /// Whether the element holds elements.
    nested: bool,
    forbidden: usize,
}

/// How things stood before an element was begun.
struct Mark {
    length: usize,
    tag_open: bool,
    filled: bool,
    nested: bool,
}

impl Writer {
    /// Begins after a declaration.
    pub(crate) fn new(declaration: &str) -> Self {
        Self {
            out: declaration.to_owned(),
            depth: 0,
            tag_open: false,
            filled: false,
            nested: true,
            forbidden: 0,
        }
    }

    /// Returns the document, and how many characters XML has no form for were left out.
    pub(crate) fn finish(mut self) -> (String, usize) {
        self.out.push('\n');
        (self.out, self.forbidden)
    }

    /// Writes the root element.
    pub(crate) fn root(&mut self, name: &str, attributes: &str, map: impl FnOnce(&mut Self)) {
        let mark = self.begin(name);
        self.out.push_str(attributes);
        self.filled = true;
        map(self);
        self.end(name, &mark, true);
    }

    fn indent(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out.extend(std::iter::repeat_n("  ", self.depth));
    }

    fn begin(&mut self, name: &str) -> Mark {
        let mark = Mark {
            length: self.out.len(),
            tag_open: self.tag_open,
            filled: self.filled,
            nested: self.nested,
        };
        if self.tag_open {
            self.out.push('>');
        }
        self.indent();
        self.out.push('<');
        self.out.push_str(name);
        self.depth = self.depth.saturating_add(1);
        (self.tag_open, self.filled, self.nested) = (true, false, false);
        mark
    }

    fn end(&mut self, name: &str, mark: &Mark, required: bool) {
        self.depth = self.depth.saturating_sub(1);
        if !self.filled && !required {
            self.out.truncate(mark.length);
            (self.tag_open, self.filled, self.nested) = (mark.tag_open, mark.filled, mark.nested);
            return;
        }
        if !self.filled {
            self.put_attribute("nullFlavor", "NI");
        }
        if self.tag_open {
            self.out.push_str("/>");
        } else {
            if self.nested {
                self.indent();
            }
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
        (self.tag_open, self.filled, self.nested) = (false, true, true);
    }

    fn put_attribute(&mut self, name: &str, value: &str) {
        if !self.tag_open {
            return;
        }
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        let value = self.allowed(value);
        escape_attribute(&value, &mut self.out);
        self.out.push('"');
    }

    /// Leaves out what XML has no form for.
    fn allowed(&mut self, text: &str) -> String {
        let allowed: String = text.chars().filter(|c| is_xml_char(*c)).collect();
        let lost = text.chars().count().saturating_sub(allowed.chars().count());
        self.forbidden = self.forbidden.saturating_add(lost);
        allowed
    }
}

impl Mapper for Writer {
    fn is_reading(&self) -> bool {
        false
    }

    fn element(&self) -> Option<Element<'_>> {
        None
    }

    fn report(&mut self, _: &'static Code, _: &[(&'static str, &'static str)]) {}

    fn referenced(&mut self, _: &str) -> Option<String> {
        None
    }

    fn attribute(&mut self, name: &'static str, _: &'static str, value: &mut Option<Text>) {
        if let Some(value) = value {
            self.put_attribute(name, value);
            self.filled = true;
        }
    }

    fn fixed(&mut self, name: &'static str, value: &'static str) {
        self.put_attribute(name, value);
    }

    fn typed(&mut self, name: &'static str) {
        self.put_attribute("xsi:type", name);
    }

    fn text(&mut self, _: &'static str, value: &mut Option<Text>) {
        if let Some(text) = value.as_ref().filter(|text| !text.is_empty()) {
            if self.tag_open {
                self.out.push('>');
                self.tag_open = false;
            }
            let text = self.allowed(text);
            escape_text(&text, &mut self.out);
            (self.filled, self.nested) = (true, false);
        }
    }

    fn narrative(&mut self, value: &mut Narrative) {
        if value.content.is_empty() && value.text.is_none() {
            return;
        }
        let mark = self.begin("text");
        self.out.push('>');
        self.tag_open = false;
        let mut inner = String::new();
        if value.content.is_empty() {
            escape_text(value.text.as_deref().unwrap_or_default(), &mut inner);
        } else {
            narrative::write(&value.content, &mut inner);
        }
        let inner = self.allowed(&inner);
        self.out.push_str(&inner);
        self.filled = true;
        self.end("text", &mark, true);
    }

    fn only(&mut self, _: fn(Element<'_>) -> bool) -> &mut Self {
        self
    }

    fn within<T: ?Sized>(
        &mut self,
        name: &'static str,
        _: &'static str,
        value: &mut T,
        map: impl FnOnce(&mut Self, &mut T),
    ) {
        let mark = self.begin(name);
        map(self, value);
        self.end(name, &mark, false);
    }

    fn required<T: ?Sized>(
        &mut self,
        name: &'static str,
        _: &'static str,
        value: &mut T,
        map: impl FnOnce(&mut Self, &mut T),
    ) {
        let mark = self.begin(name);
        map(self, value);
        self.end(name, &mark, true);
    }

    fn one<S: Slot>(
        &mut self,
        name: &'static str,
        place: &'static str,
        slot: &mut S,
        map: impl FnOnce(&mut Self, &mut S::Item),
    ) {
        let null = slot.is_null();
        if let Some(item) = slot.item() {
            self.within(name, place, item, map);
        } else if null {
            self.required(name, place, &mut (), |_, ()| {});
        }
    }

    fn list<T: Default + Blank>(
        &mut self,
        name: &'static str,
        place: &'static str,
        list: &mut Vec<T>,
        mut map: impl FnMut(&mut Self, &mut T),
    ) {
        for item in list {
            self.within(name, place, item, &mut map);
        }
    }
}
