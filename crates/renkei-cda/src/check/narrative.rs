//! The text of sections, what refers to it, and what is embedded.

use renkei_core::Arg;

use super::{Checker, codes};
use crate::attachment::decoded_length;
use crate::document::{Document, Element, HL7};

/// The elements that the text of a section may hold (CDA R2, narrative block).
const NARRATIVE: &[&str] = &[
    "content",
    "linkHtml",
    "sub",
    "sup",
    "br",
    "footnote",
    "footnoteRef",
    "renderMultiMedia",
    "paragraph",
    "list",
    "item",
    "caption",
    "table",
    "thead",
    "tfoot",
    "tbody",
    "colgroup",
    "col",
    "tr",
    "th",
    "td",
];

/// The most bytes that one embedded file should have.
const LARGEST: usize = 32 << 20;

impl<'d> Checker<'d, '_> {
    pub(super) fn narrative(&mut self, element: Element<'d>) {
        let parent = element.parent();
        let is_in = |name: &str| parent.is_some_and(|parent| parent.is(HL7, name));
        match element.name() {
            "section" if element.child("text").is_none() && element.child("component").is_none() => {
                self.report(&codes::SECTION_WITHOUT_TEXT, element);
            }
            "text" if is_in("section") => self.text(element),
            "text" if is_in("nonXMLBody") => self.media(element),
            "value" if is_in("observationMedia") => self.media(element),
            "value"
                if (is_in("observation") || is_in("observationRange"))
                    && element.type_attribute().is_none()
                    && element.find("nullFlavor").is_none() =>
            {
                self.report(&codes::VALUE_UNTYPED, element);
            }
            "reference" => {
                if let Some(value) = element.attribute("value")
                    && let Some(id) = value.strip_prefix('#')
                    && !self.ids.contains(id)
                {
                    self.report(&codes::REFERENCE_UNRESOLVED, element);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: Element<'d>) {
        for element in text.descendants() {
            if element.namespace() != Some(HL7) || !NARRATIVE.contains(&element.name()) {
                self.report(&codes::NARRATIVE_ELEMENT, element);
                continue;
            }
            match element.name() {
                "renderMultiMedia" => {
                    let objects = element.attribute("referencedObject").unwrap_or_default();
                    let mut objects = objects.split_whitespace().peekable();
                    if objects.peek().is_none() || objects.any(|id| !self.media.contains(id)) {
                        self.report(&codes::MEDIA_UNRESOLVED, element);
                    }
                }
                "footnoteRef" => {
                    let id = element.attribute("IDREF").unwrap_or_default();
                    if !self.ids.contains(&id) {
                        self.report(&codes::REFERENCE_UNRESOLVED, element);
                    }
                }
                "linkHtml" => self.link(element),
                _ => {}
            }
        }
    }

    fn link(&mut self, element: Element<'d>) {
        let Some(target) = element.attribute("href") else { return };
        if let Some(id) = target.strip_prefix('#') {
            if !self.ids.contains(id) {
                self.report(&codes::REFERENCE_UNRESOLVED, element);
            }
            return;
        }
        let lower = target.trim_start().to_ascii_lowercase();
        let addressed =
            ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme));
        if !addressed && crate::attachment::relative_path(&target).is_none() {
            self.report(&codes::LINK_UNSAFE, element);
        }
    }

    fn media(&mut self, value: Element<'d>) {
        let beside = value.child("reference").is_some();
        let kind = value.attribute("mediaType");
        if kind.as_ref().is_none_or(|kind| !kind.contains('/')) {
            self.report(&codes::MEDIA_TYPE, value);
        }
        let text = value.text();
        if !text.trim().is_empty() {
            let textual = kind.as_ref().is_some_and(|kind| kind.starts_with("text/"));
            if value.attribute("representation").as_deref() != Some("B64") && !textual {
                self.report(&codes::MEDIA_REPRESENTATION, value);
            }
            if decoded_length(&text).is_some_and(|length| length > LARGEST) {
                let limit = Arg::from(LARGEST >> 20);
                let code = &codes::MEDIA_LARGE;
                self.report_with(code, value, &[("limit", limit)]);
            }
        } else if !beside {
            self.report(&codes::MEDIA_EMPTY, value);
        }
    }

    /// Embedded media that no text shows.
    pub(super) fn rendered(&mut self, document: &Document<'_>) {
        let shown: std::collections::HashSet<String> = document
            .elements()
            .filter(|e| e.is(HL7, "renderMultiMedia"))
            .filter_map(|e| e.attribute("referencedObject"))
            .flat_map(|ids| ids.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
            .collect();
        for media in document.elements().filter(|e| e.is(HL7, "observationMedia")) {
            if media.attribute("ID").is_none_or(|id| !shown.contains(&*id)) {
                self.report(&codes::MEDIA_NOT_SHOWN, media);
            }
        }
    }
}
