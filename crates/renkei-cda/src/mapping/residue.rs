//! What a reading left untouched, and the account of every byte.

use renkei_core::ledger::{Entry, Fate, ModelPlace};
use renkei_core::{ElementPath, Ledger, Span};
use renkei_model::Unmapped;
use renkei_model::overflow::{KEPT, Overflow};

use crate::document::{Attribute, Document, Element, HL7, Node, XSI};

/// A set of the members of a list, and what is noted of each.
#[derive(Debug)]
pub(super) struct Touched {
    bits: Vec<u64>,
    /// The number of the place in the model that each went to, where that is wanted.
    places: Option<Vec<u32>>,
}

/// The place of what is syntax.
const SYNTAX: u32 = u32::MAX;
/// The place of what nobody read.
const UNMAPPED: u32 = SYNTAX - 1;

impl Touched {
    pub(super) fn new(count: usize, traced: bool) -> Self {
        Self { bits: vec![0; count.div_ceil(64)], places: traced.then(|| vec![SYNTAX; count]) }
    }

    fn place_of(index: u32) -> (usize, u64) {
        (usize::try_from(index / 64).unwrap_or(usize::MAX), 1u64.checked_shl(index % 64).unwrap_or(0))
    }

    pub(super) fn contains(&self, index: u32) -> bool {
        let (word, bit) = Self::place_of(index);
        self.bits.get(word).is_none_or(|word| word & bit != 0)
    }

    pub(super) fn insert(&mut self, index: u32) {
        let (word, bit) = Self::place_of(index);
        if let Some(word) = self.bits.get_mut(word) {
            *word |= bit;
        }
    }

    /// Adds a member; what was noted first of it stays.
    fn note(&mut self, index: u32, place: Option<u32>) {
        if self.contains(index) {
            return;
        }
        self.insert(index);
        let at = usize::try_from(index).unwrap_or(usize::MAX);
        if let (Some(place), Some(places)) = (place, &mut self.places)
            && let Some(slot) = places.get_mut(at)
        {
            *slot = place;
        }
    }

    fn place(&self, index: u32) -> u32 {
        let at = usize::try_from(index).unwrap_or(usize::MAX);
        self.places.as_ref().and_then(|places| places.get(at)).copied().unwrap_or(SYNTAX)
    }
}

/// Which attributes and which texts were read, or say nothing.
#[derive(Debug)]
pub(super) struct Account {
    attributes: Touched,
    /// The texts directly within elements.
    texts: Touched,
    /// The places that members name by number; only where somebody wants the account.
    places: Option<Vec<ModelPlace>>,
}

impl Account {
    pub(super) fn new(document: &Document<'_>, traced: bool) -> Self {
        Self {
            attributes: Touched::new(document.attribute_count(), traced),
            texts: Touched::new(document.element_count(), traced),
            places: traced.then(Vec::new),
        }
    }

    pub(super) const fn is_traced(&self) -> bool {
        self.places.is_some()
    }

    /// Returns the place with a number.
    fn place_at(&self, number: u32) -> Option<&ModelPlace> {
        self.places.as_ref()?.get(usize::try_from(number).ok()?)
    }

    /// Gives a place its number.
    pub(super) fn place(&mut self, place: String) -> u32 {
        let Some(places) = &mut self.places else { return SYNTAX };
        let number = u32::try_from(places.len()).unwrap_or(SYNTAX);
        places.push(place.into());
        number
    }

    pub(super) fn attribute(&mut self, index: u32, place: Option<String>) {
        let place = place.map(|place| self.place(place));
        self.attribute_at(index, place);
    }

    pub(super) fn attribute_at(&mut self, index: u32, place: Option<u32>) {
        self.attributes.note(index, place);
    }

    pub(super) fn text(&mut self, index: u32, place: Option<String>) {
        let place = place.map(|place| self.place(place));
        self.text_at(index, place);
    }

    pub(super) fn text_at(&mut self, index: u32, place: Option<u32>) {
        self.texts.note(index, place);
    }
}

/// A value of the document, read or not.
#[derive(Clone, Copy)]
struct Leaf {
    span: Span,
    element: u32,
    what: What,
    /// The number of the place in the model that it went to, or that it went nowhere.
    place: u32,
}

#[derive(Clone, Copy)]
enum What {
    Attribute(u32),
    Text,
    Comment,
    Instruction,
    /// A comment or instruction before or after the root.
    Outside,
}

struct Collector<'d> {
    document: &'d Document<'d>,
    account: Account,
    /// What nobody read, and with an account what was read too.
    leaves: Vec<Leaf>,
}

/// Goes through the document once, beside the account of what was touched.
pub(super) fn collect<'d>(
    document: &'d Document<'d>,
    account: Account,
    overflow: Option<&mut dyn Overflow>,
) -> (Vec<Unmapped>, Ledger) {
    let mut collector = Collector { document, account, leaves: Vec::new() };
    for node in document.outside() {
        let declaration = matches!(node, Node::Instruction { raw, .. } if raw.starts_with("xml "));
        if !declaration && matches!(node, Node::Comment { .. } | Node::Instruction { .. }) {
            collector.leaf(node.span(), 0, What::Outside, UNMAPPED);
        }
    }
    for element in document.elements() {
        collector.attributes(element);
        collector.texts(element);
    }
    collector.leaves.sort_unstable_by_key(|leaf| leaf.span.start());
    collector.finish(overflow)
}

impl<'d> Collector<'d> {
    fn attributes(&mut self, element: Element<'d>) {
        let (from, to) = element.attribute_range();
        if !self.account.is_traced() && (from..to).all(|n| self.account.attributes.contains(n)) {
            return;
        }
        for attribute in element.attributes() {
            if attribute.span().is_empty() {
                continue;
            }
            let index = attribute.index();
            // What was read is accounted for as such even where it is syntax, but for declarations, which nobody reads.
            if self.account.attributes.contains(index) {
                let place = self.account.attributes.place(index);
                self.mapped(attribute.span(), element.index(), What::Attribute(index), place);
            } else if !is_syntax(attribute) {
                self.leaf(attribute.span(), element.index(), What::Attribute(index), UNMAPPED);
            }
        }
    }

    fn texts(&mut self, element: Element<'d>) {
        if !has_content(element) {
            return;
        }
        let index = element.index();
        let touched = self.account.texts.contains(index);
        if touched && !self.account.is_traced() && element.is_leaf() {
            let inner = element.inner();
            if memchr::memchr(b'<', inner.as_bytes()).is_none() {
                return;
            }
        }
        for node in element.contents() {
            let what = match node {
                Node::Element(_) => continue,
                Node::Text { .. } | Node::CData { .. } => What::Text,
                Node::Comment { .. } => What::Comment,
                Node::Instruction { .. } => What::Instruction,
            };
            if node.text().bytes().all(|b| b.is_ascii_whitespace()) {
                continue;
            }
            if touched && matches!(what, What::Text) {
                self.mapped(node.span(), index, what, self.account.texts.place(index));
            } else {
                self.leaf(node.span(), index, what, UNMAPPED);
            }
        }
    }

    /// Notes what was read, if somebody wants the account and it has a place there.
    fn mapped(&mut self, span: Span, element: u32, what: What, place: u32) {
        if self.account.place_at(place).is_some() {
            self.leaf(span, element, what, place);
        }
    }

    fn leaf(&mut self, span: Span, element: u32, what: What, place: u32) {
        self.leaves.push(Leaf { span, element, what, place });
    }

    /// Puts the values that are left into words, and turns places in the text into places in the source.
    fn finish(self, mut overflow: Option<&mut dyn Overflow>) -> (Vec<Unmapped>, Ledger) {
        let document = self.document;
        let wanted = self.leaves.iter().any(|leaf| !matches!(leaf.what, What::Outside));
        let mut paths = Paths::new(document, wanted);
        let mut source = in_source(document);
        let (mut unmapped, mut entries) = (Vec::new(), Vec::new());
        let mut json = Vec::new();
        for leaf in &self.leaves {
            let span = source(leaf.span);
            let path = match leaf.what {
                What::Outside if is_comment(document, leaf.span) => "/comment()".to_owned(),
                What::Outside => "/instruction()".to_owned(),
                what => paths.path(leaf.element, what),
            };
            if self.account.is_traced() {
                // The place of a comment or an instruction is its element's.
                let path = match leaf.what {
                    What::Outside => Some(ElementPath::default()),
                    What::Comment | What::Instruction => paths.path(leaf.element, What::Text).parse().ok(),
                    What::Attribute(_) | What::Text => path.parse().ok(),
                };
                let to = self.account.place_at(leaf.place);
                let fate = to.map_or(Fate::Unmapped, |to| Fate::Mapped { to: to.clone() });
                entries.push(Entry { span, path: path.map(renkei_core::Path::from), fate });
            }
            if leaf.place != UNMAPPED {
                continue;
            }
            let text = said(document, leaf);
            let value = Unmapped { path, span: [span.start(), span.end()], text: text.into(), bytes: None };
            if let Some(overflow) = &mut overflow
                && unmapped.len() >= KEPT
            {
                json.clear();
                if serde_json::to_writer(&mut json, &value).is_ok() {
                    overflow.take("unmapped", &json);
                    continue;
                }
            }
            unmapped.push(value);
        }
        let length = u32::try_from(document.bytes().len()).unwrap_or(u32::MAX);
        (unmapped, Ledger::balance(length, entries))
    }
}

/// Turns places in the text, in their order, into places in the source.
fn in_source(document: &Document<'_>) -> impl FnMut(Span) -> Span {
    let mut walk = document.walk();
    move |span| {
        let range = span.range();
        let start = walk.source(range.start).0;
        Span::from_usize(start, walk.source(range.end).0)
    }
}

fn is_comment(document: &Document<'_>, span: Span) -> bool {
    document.text().get(span.range()).is_some_and(|text| text.starts_with("<!--"))
}

/// Returns the text of what nobody read.
fn said(document: &Document<'_>, leaf: &Leaf) -> String {
    if let What::Outside = leaf.what {
        let found = document.outside().into_iter().find(|node| node.span() == leaf.span);
        return found.map(|node| node.text().into_owned()).unwrap_or_default();
    }
    let element = document.element(leaf.element);
    match leaf.what {
        What::Attribute(index) => {
            let attribute = element.attributes().find(|attribute| attribute.index() == index);
            attribute.map(|attribute| attribute.value().into_owned()).unwrap_or_default()
        }
        _ => Node::at(document, leaf.span).text().into_owned(),
    }
}

/// Says whether something beside white space and elements stands in an element.
fn has_content(element: Element<'_>) -> bool {
    let inner = element.inner_span();
    if inner.is_empty() {
        return false;
    }
    let text = element.document().text();
    let solid = |from: u32, to: u32| {
        let gap = text.as_bytes().get(Span::new(from, to).range()).unwrap_or_default();
        !gap.iter().all(u8::is_ascii_whitespace)
    };
    let mut at = inner.start();
    for child in element.children() {
        let span = child.span();
        if solid(at, span.start()) {
            return true;
        }
        at = span.end();
    }
    solid(at, inner.end())
}

/// The paths of elements, each found in the time of its depth.
struct Paths<'d> {
    document: &'d Document<'d>,
    /// How many siblings of the same name stand before each element; empty where no path is wanted.
    before: Vec<u32>,
}

impl<'d> Paths<'d> {
    fn new(document: &'d Document<'d>, wanted: bool) -> Self {
        let mut before = Vec::new();
        if wanted {
            before.reserve_exact(document.element_count());
            let alike = document.names_alike();
            let mut open: Vec<(u32, Counts)> = Vec::new();
            for element in document.elements() {
                while open.last().is_some_and(|(end, _)| *end <= element.index()) {
                    open.pop();
                }
                let count = open.last_mut().map_or(0, |(_, counts)| {
                    let number = element.name_number();
                    counts.next(alike.get(usize::from(number)).copied().unwrap_or(number))
                });
                before.push(count);
                if !element.is_leaf() {
                    open.push((element.after(), Counts::default()));
                }
            }
        }
        Self { document, before }
    }

    fn path(&mut self, element: u32, what: What) -> String {
        let mut steps = Vec::new();
        let mut at = Some(self.document.element(element));
        while let Some(element) = at {
            steps.push(element);
            at = element.parent();
        }
        let mut path = String::new();
        for element in steps.into_iter().rev() {
            path.push('/');
            path.push_str(element.name());
            let index = usize::try_from(element.index()).unwrap_or(usize::MAX);
            let before = self.before.get(index).copied().unwrap_or(0);
            if before > 0 {
                path.push_str(&format!("[{}]", before.saturating_add(1)));
            }
        }
        match what {
            What::Attribute(index) => {
                let element = self.document.element(element);
                let attribute = element.attributes().find(|attribute| attribute.index() == index);
                path.push_str("/@");
                path.push_str(attribute.map_or("", Attribute::qualified));
            }
            What::Comment => path.push_str("/comment()"),
            What::Instruction => path.push_str("/processing-instruction()"),
            What::Text | What::Outside => {}
        }
        path
    }
}

/// How often each name has stood in an element.
#[derive(Default)]
struct Counts {
    few: Vec<(u16, u32)>,
    many: std::collections::HashMap<u16, u32>,
}

impl Counts {
    /// Returns how often a name stood here before.
    fn next(&mut self, name: u16) -> u32 {
        if let Some((_, count)) = self.few.iter_mut().find(|(known, _)| *known == name) {
            let before = *count;
            *count = count.saturating_add(1);
            return before;
        }
        if self.few.len() < 16 {
            self.few.push((name, 1));
            return 0;
        }
        let count = self.many.entry(name).or_insert(0);
        let before = *count;
        *count = count.saturating_add(1);
        before
    }
}

/// Says whether an attribute is what the format itself needs: declarations of namespaces, types, and the fixed values of the
/// normative schema, which say no more than the name of their element does.
fn is_syntax(attribute: Attribute<'_>) -> bool {
    if attribute.is_declaration() || attribute.namespace() == Some(XSI) {
        return true;
    }
    let element = attribute.element();
    if element.namespace() != Some(HL7) {
        return false;
    }
    let parent = element.parent().map_or("", Element::name);
    let value = attribute.raw();
    let known: &[&str] = match attribute.qualified() {
        // "No information" is what the model says by having nothing.
        "nullFlavor" => &["NI"],
        "determinerCode" => &["INSTANCE", "KIND"],
        "contextControlCode" => &["OP"],
        "contextConductionInd" => &["true"],
        "mediaType" if parent == "section" && element.name() == "text" => &["text/x-hl7-text+xml"],
        "moodCode" => match element.name() {
            "observationRange" => &["EVN.CRT"],
            "ClinicalDocument"
            | "structuredBody"
            | "nonXMLBody"
            | "section"
            | "serviceEvent"
            | "parentDocument"
            | "encompassingEncounter"
            | "externalDocument"
            | "externalAct"
            | "externalObservation" => &["EVN"],
            _ => &[],
        },
        "typeCode" => match element.name() {
            "recordTarget" => &["RCT"],
            "author" => &["AUT"],
            "custodian" => &["CST"],
            "legalAuthenticator" => &["LA"],
            "authenticator" => &["AUTHEN"],
            "documentationOf" => &["DOC"],
            "component" | "componentOf" => &["COMP"],
            "entry" => &["COMP"],
            "responsibleParty" => &["RESP"],
            "location" => &["LOC"],
            "consumable" => &["CSM"],
            "product" => &["PRD"],
            "specimen" => &["SPC"],
            "referenceRange" => &["REFV"],
            "subject" => &["SBJ"],
            "dataEnterer" => &["ENT"],
            "informant" => &["INF"],
            "inFulfillmentOf" => &["FLFS"],
            "authorization" => &["AUTH"],
            "performer" if !matches!(parent, "serviceEvent") => &["PRF"],
            _ => &[],
        },
        "classCode" => match element.name() {
            "ClinicalDocument" | "parentDocument" => &["DOCCLIN"],
            "patientRole" => &["PAT"],
            "patient"
            | "assignedPerson"
            | "guardianPerson"
            | "associatedPerson"
            | "informationRecipient"
            | "relatedPerson" => &["PSN"],
            "guardian" => &["GUARD"],
            "assignedAuthor" | "assignedEntity" | "assignedCustodian" | "intendedRecipient" => &["ASSIGNED"],
            "representedOrganization"
            | "representedCustodianOrganization"
            | "receivedOrganization"
            | "providerOrganization"
            | "wholeOrganization"
            | "scopingOrganization"
            | "serviceProviderOrganization"
            | "manufacturerOrganization" => &["ORG"],
            "asOrganizationPartOf" => &["PART"],
            "assignedAuthoringDevice" | "playingDevice" => &["DEV"],
            "structuredBody" | "nonXMLBody" => &["DOCBODY"],
            "section" => &["DOCSECT"],
            "encompassingEncounter" => &["ENC"],
            "healthCareFacility" => &["SDLOC"],
            "location" | "place" => &["PLC"],
            "birthplace" => &["BIRTHPL"],
            "serviceEvent" => &["ACT"],
            "externalDocument" => &["DOC"],
            "observationRange" => &["OBS"],
            "specimenRole" => &["SPEC"],
            "specimenPlayingEntity" => &["ENT"],
            "manufacturedProduct" => &["MANU"],
            "manufacturedLabeledDrug" | "manufacturedMaterial" => &["MMAT"],
            "order" => &["ACT"],
            "consent" => &["CONS"],
            "relatedSubject" => &["PRS"],
            "subject" => &["PSN"],
            _ => &[],
        },
        _ => &[],
    };
    known.contains(&value)
}
