//! Sections: which they are, and what they hold.

mod table;

pub(crate) use table::REFERRAL_TEMPLATE;
pub use table::{DocumentKind, SECTIONS, SectionDef, SectionRule};

use renkei_model::document::{Document, DocumentAttachment, Section};
use renkei_model::value::{Blank, Text};

use crate::codes;
use crate::convert::DecodeOptions;
use crate::datatype::{cd, cs, ii, part, root};
use crate::entry;
use crate::header::author;
use crate::mapping::Mapper;

/// How deep sections may be nested and still be read as sections; what is deeper is kept as unmapped.
const DEPTH: u32 = 16;

/// The body: sections, or a document of another kind.
pub(crate) fn body<M: Mapper>(m: &mut M, document: &mut Document, options: &DecodeOptions) {
    m.within("component", "", document, |m, document| {
        let mut other = document.body.take().map(|body| *body);
        if m.is_reading() || other.is_some() {
            m.within("nonXMLBody", "", &mut other, |m, other| {
                m.one("text", "content.body", other, |m, body: &mut DocumentAttachment| {
                    entry::encapsulated(m, body);
                });
            });
        }
        if m.is_reading() || other.is_none() {
            m.required("structuredBody", "", document, |m, document| {
                list(m, "content.sections", &mut document.sections, options, 0);
            });
        }
        document.body = other.map(Box::new);
    });
}

/// A list of sections, each in a component of its own.
fn list<M: Mapper>(
    m: &mut M,
    place: &'static str,
    sections: &mut Vec<Section>,
    options: &DecodeOptions,
    depth: u32,
) {
    if depth >= DEPTH {
        m.report(&codes::NESTED_TOO_DEEP, &[("what", "sections")]);
        return;
    }
    m.list("component", place, sections, |m, section| {
        m.within("section", "", section, |m, section| self::section(m, section, options, depth));
    });
}

fn section<M: Mapper>(m: &mut M, section: &mut Section, options: &DecodeOptions, depth: u32) {
    m.list("templateId", "templates", &mut section.templates, ii);
    m.one("id", "id", &mut section.id, ii);
    m.within("code", "code", &mut section.code, cd);
    title(m, &mut section.title);
    m.narrative(&mut section.narrative);
    m.one("confidentialityCode", "confidentiality", &mut section.confidentiality, cd);
    m.one("languageCode", "language", &mut section.language, cs);
    if m.is_reading() {
        recognise(m, section, options);
    }
    m.list("author", "authors", &mut section.authors, author);
    let kind = section.kind.as_deref().and_then(table::find);
    m.long_list("entry", "entries", &mut section.entries, |m, e| entry::entry(m, e, kind, 0));
    list(m, "sections", &mut section.sections, options, depth.saturating_add(1));
}

fn title<M: Mapper>(m: &mut M, title: &mut Option<Text>) {
    part(m, "title", "title", title);
}

/// Finds what the section is about: by its template, then its code, then its title.
fn recognise<M: Mapper>(m: &mut M, section: &mut Section, options: &DecodeOptions) {
    let templates = || section.templates.iter().filter_map(root);
    let by_rule = |rule: &&SectionRule| templates().any(|t| Some(t) == rule.template.as_deref());
    let by_template = options
        .sections
        .iter()
        .find(by_rule)
        .and_then(|rule| table::find(&rule.kind))
        .or_else(|| SECTIONS.iter().find(|def| templates().any(|t| def.templates.contains(&t))));
    if by_template.is_none() && !section.templates.is_empty() {
        m.report(&codes::TEMPLATE_UNKNOWN, &[]);
    }
    let by_code = || {
        let mut codings = section.code.codings();
        codings.find_map(|coding| {
            let (system, code) = (coding.system.as_ref()?.as_str(), coding.code.as_deref()?);
            let rule = options.sections.iter().find(|rule| rule.code.as_deref() == Some(code));
            rule.and_then(|rule| table::find(&rule.kind)).or_else(|| table::by_code(system, code))
        })
    };
    let by_title = || {
        let title = table::normal(section.title.as_deref().or(section.code.text.as_deref())?);
        let rule = options
            .sections
            .iter()
            .find(|r| r.title.as_deref().map(table::normal).as_deref() == Some(&title));
        rule.and_then(|rule| table::find(&rule.kind)).or_else(|| table::by_title(&title))
    };
    let (found, by) = match by_template {
        Some(def) => (Some(def), "template"),
        None => match by_code() {
            Some(def) => (Some(def), "code"),
            None => (by_title(), "title"),
        },
    };
    match found {
        Some(def) => {
            m.report(&codes::SECTION_FOUND, &[("section", def.name), ("by", by)]);
            section.kind = Some(def.kind.into());
        }
        None => m.report(&codes::SECTION_UNKNOWN, &[]),
    }
    if section.code.is_blank() {
        m.report(&codes::SECTION_WITHOUT_CODE, &[]);
    } else if section.title.is_none() {
        m.report(&codes::SECTION_WITHOUT_TITLE, &[]);
    }
}
