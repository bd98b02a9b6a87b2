//! Conformance: a document held against CDA R2 and the rules of its kind.
//!
//! [`check()`] reads a document as [`decode`](crate::decode) does and reports what deviates: the order and number of elements, fixed
//! attributes, code systems, object identifiers, times, references that lead nowhere, what the text of a section may hold, embedded
//! media, and the sections that a referral (HS008) or a discharge summary (HS032) has. Each rule has a code of its own
//! ([`codes`]) with the clause that it comes from. What the published pages of the two standards leave open is a remark, never an
//! error; where they deviate from the normative schema, both forms are sound.
//!
//! ```
//! use renkei_cda::{DecodeOptions, Document, Limits, check::check};
//!
//! let xml = r#"<ClinicalDocument xmlns="urn:hl7-org:v3"><title>退院時サマリー</title><code code="18842-5"/></ClinicalDocument>"#;
//! let document = Document::parse(xml.as_bytes(), &Limits::default(), &mut ())?;
//! let mut found = Vec::new();
//! check(&document, &DecodeOptions::default(), &mut found);
//! let said: Vec<String> = found.iter().map(ToString::to_string).collect();
//! assert!(said.iter().any(|s| s.starts_with("warning: element code stands after elements that it should precede")));
//! assert!(said.iter().any(|s| s.contains("the document has no section on discharge diagnosis")));
//! # Ok::<(), renkei_cda::Error>(())
//! ```

pub mod codes;
mod coding;
mod narrative;
mod shape;

use std::borrow::Cow;
use std::collections::HashSet;

use renkei_core::{Arg, Code, Diagnostic, Location, Sink};
use renkei_model::document::Document as Content;
use renkei_model::value::DateTime;
use renkei_model::{Content as ExchangeContent, Exchange};

use crate::convert::{DecodeOptions, decode_with};
use crate::document::{Document, Element, HL7};
use crate::section::{DocumentKind, SECTIONS};

/// Holds a document against the rules, and returns what was read on the way. There are none for MML, and that is reported.
pub fn check(document: &Document<'_>, options: &DecodeOptions, sink: &mut dyn Sink) -> Exchange {
    // How a section was recognised is of interest to whoever converts it, and says nothing against it.
    let remarks = [
        &crate::codes::SECTION_FOUND,
        &crate::codes::SECTION_UNKNOWN,
        &crate::codes::TEMPLATE_UNKNOWN,
        &crate::codes::TYPE_NOT_READ,
    ];
    let mut reading = |found: Diagnostic| {
        if !remarks.contains(&found.code) {
            sink.report(found);
        }
    };
    let exchange = decode_with(document, options, &mut reading);
    if document.is_mml() {
        sink.report(Diagnostic::new(&codes::MML_UNCHECKED, document.root().location()));
        return exchange;
    }
    let root = document.elements().take(64).find(|e| e.is(HL7, "ClinicalDocument"));
    let (Some(root), ExchangeContent::Document(content)) = (root, &exchange.content) else { return exchange };
    let mut checker = Checker { sink, paths_left: 1000, ids: HashSet::new(), media: HashSet::new() };
    checker.ids(document);
    checker.header(root, content);
    checker.sections(root, content);
    for element in std::iter::once(root).chain(root.descendants()) {
        checker.element(element);
    }
    checker.rendered(document);
    exchange
}

/// Goes through a document and reports.
struct Checker<'d, 's> {
    sink: &'s mut dyn Sink,
    /// How many more reports get a path: finding one costs time, and a hostile document has many.
    paths_left: u32,
    /// Every ID of the document.
    ids: HashSet<Cow<'d, str>>,
    /// The IDs of embedded media and of regions in them.
    media: HashSet<Cow<'d, str>>,
}

impl<'d> Checker<'d, '_> {
    fn report(&mut self, code: &'static Code, at: Element<'_>) {
        self.report_with(code, at, &[]);
    }

    fn report_with(&mut self, code: &'static Code, at: Element<'_>, args: &[(&'static str, Arg)]) {
        let location = match self.paths_left.checked_sub(1) {
            Some(left) => {
                self.paths_left = left;
                at.location()
            }
            None => Location::at(at.tag_span()),
        };
        let found = Diagnostic::new(code, location);
        self.sink.report(args.iter().fold(found, |found, (name, value)| found.with(name, *value)));
    }

    fn ids(&mut self, document: &'d Document<'d>) {
        for element in document.elements() {
            let Some(id) = element.attribute("ID") else { continue };
            if matches!(element.name(), "observationMedia" | "regionOfInterest") {
                self.media.insert(id.clone());
            }
            self.ids.insert(id);
        }
    }

    /// The rules for one element, whatever it is.
    fn element(&mut self, element: Element<'d>) {
        if element.namespace() != Some(HL7) {
            return;
        }
        self.shape(element);
        self.coding(element);
        self.interval(element);
        self.narrative(element);
    }

    /// What the header has to say for the document's kind.
    fn header(&mut self, root: Element<'_>, content: &Content) {
        let kind = DocumentKind::of(content);
        if kind == Some(DocumentKind::Referral) {
            if content.recipients.is_empty() {
                self.report(&codes::RECIPIENT_MISSING, root);
            }
            if content.templates.is_empty() {
                self.report(&codes::TEMPLATE_MISSING, root);
            }
        }
        if content.set_id.is_some() != content.version.is_some() {
            self.report(&codes::VERSION_INCOMPLETE, root);
        }
        let day = |value: Option<&DateTime>| value.and_then(DateTime::to_naive_date);
        let born = root
            .child("recordTarget")
            .and_then(|t| t.child("patientRole")?.child("patient")?.child("birthTime"));
        if let (Some(at), Some(written)) = (born, day(content.effective_at.value()))
            && let Some(birth) = day(at.attribute("value").map(|v| DateTime::from_hl7(&*v)).as_ref())
            && written < birth
        {
            self.report(&codes::BIRTH_AFTER_DOCUMENT, at);
        }
    }

    /// The sections that a document of this kind has, as far as the published pages say.
    fn sections(&mut self, root: Element<'_>, content: &Content) {
        let Some(kind) = DocumentKind::of(content) else { return };
        if content.body.is_some() {
            // A scan has no sections.
            return;
        }
        let body = root.child("component").and_then(|c| c.child("structuredBody")).unwrap_or(root);
        let kinds: Vec<&str> = content.all_sections().into_iter().filter_map(|s| s.kind.as_deref()).collect();
        for (of, sections, code) in REQUIRED {
            let Some(def) = SECTIONS.iter().find(|def| sections.first() == Some(&def.kind)) else { continue };
            if *of == kind && !sections.iter().any(|wanted| kinds.contains(wanted)) {
                let args = [("section", Arg::Word(def.name)), ("title", Arg::Word(def.title))];
                self.report_with(code, body, &args);
            }
        }
    }

    /// A time that ends before it begins; admission and discharge are looked at elsewhere.
    fn interval(&mut self, element: Element<'_>) {
        let is_time = matches!(element.name(), "effectiveTime" | "time");
        let stay = element.parent().is_some_and(|parent| parent.name() == "encompassingEncounter");
        if !is_time || stay {
            return;
        }
        let day = |name| DateTime::from_hl7(&*element.child(name)?.attribute("value")?).to_naive_date();
        if let (Some(low), Some(high)) = (day("low"), day("high"))
            && high < low
        {
            self.report(&codes::INTERVAL_REVERSED, element);
        }
    }
}

use DocumentKind::{DischargeSummary, Referral};

/// Sections that a document of a kind has, one of each list, and how much it matters that none is there.
///
/// For the discharge summary the warnings are those of HS032 as its validation rules are known; what only its counterpart in FHIR
/// demands, and what the paper form of the referral (別紙様式11) has a column for, is worth knowing.
static REQUIRED: &[(DocumentKind, &[&str], &Code)] = &[
    (Referral, &["purpose"], &codes::SECTION_REQUIRED),
    (Referral, &["problems", "chief_complaint"], &codes::SECTION_REQUIRED),
    (Referral, &["present_illness", "clinical_course", "hospital_course"], &codes::SECTION_USUAL),
    (Referral, &["past_history", "family_history"], &codes::SECTION_USUAL),
    (Referral, &["medications"], &codes::SECTION_USUAL),
    (DischargeSummary, &["discharge_diagnosis"], &codes::SECTION_REQUIRED),
    (DischargeSummary, &["hospital_course"], &codes::SECTION_REQUIRED),
    (DischargeSummary, &["discharge_medications"], &codes::SECTION_REQUIRED),
    (DischargeSummary, &["plan"], &codes::SECTION_REQUIRED),
    (DischargeSummary, &["admission"], &codes::SECTION_USUAL),
    (DischargeSummary, &["admission_diagnosis"], &codes::SECTION_USUAL),
    (DischargeSummary, &["chief_complaint"], &codes::SECTION_USUAL),
    (DischargeSummary, &["admission_reason"], &codes::SECTION_USUAL),
    (DischargeSummary, &["present_illness"], &codes::SECTION_USUAL),
    (DischargeSummary, &["discharge_state"], &codes::SECTION_USUAL),
];
