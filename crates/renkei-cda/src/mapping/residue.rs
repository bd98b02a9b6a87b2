//! What a reading left untouched, and the account of every byte.

use std::collections::HashMap;

use renkei_core::ledger::{Entry, Fate};
use renkei_core::{ElementPath, Ledger, Span};
use renkei_model::Unmapped;

use crate::document::{Attribute, Contents, Document, Element, HL7, Node, XSI};

/// Something that was read, or that says nothing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Touch {
    pub(super) span: Span,
    /// The number of the place in the model.
    pub(super) place: u32,
}

impl Touch {
    /// The place of what is syntax, or of anything while nobody wants the account.
    pub(super) const SYNTAX: u32 = u32::MAX;
}

/// An element on the way to where the walk stands.
struct Level<'d> {
    contents: Contents<'d>,
    /// How often each name has stood here.
    names: HashMap<&'d str, u32>,
    length: usize,
}

struct Collector<'d> {
    document: &'d Document<'d>,
    touches: std::iter::Peekable<std::vec::IntoIter<Touch>>,
    places: Option<Vec<Box<str>>>,
    unmapped: Vec<Unmapped>,
    entries: Vec<Entry>,
    spans: Vec<Span>,
}

/// Goes through the document once, beside the list of what was touched.
pub(super) fn collect(
    document: &Document<'_>,
    mut touches: Vec<Touch>,
    places: Option<Vec<Box<str>>>,
) -> (Vec<Unmapped>, Ledger) {
    touches.sort_by_key(|touch| touch.span);
    let mut collector = Collector {
        document,
        touches: touches.into_iter().peekable(),
        places,
        unmapped: Vec::new(),
        entries: Vec::new(),
        spans: Vec::new(),
    };
    let outside = document.outside();
    let root = document.root();
    let (before, after) =
        outside.split_at(outside.partition_point(|n| n.span().end() <= root.span().start()));
    for node in before {
        collector.outside(*node);
    }
    collector.walk(root);
    for node in after {
        collector.outside(*node);
    }
    collector.finish()
}

impl<'d> Collector<'d> {
    fn outside(&mut self, node: Node<'d>) {
        let (kind, span) = (node.kind(), node.span());
        let declaration = matches!(node, Node::Instruction { raw, .. } if raw.starts_with("xml "));
        if !declaration && matches!(node, Node::Comment { .. } | Node::Instruction { .. }) {
            self.leaf(span, &format!("/{kind}()"), || node.text().into_owned());
        }
    }

    fn walk(&mut self, root: Element<'d>) {
        let mut path = String::new();
        let mut open: Vec<Level<'d>> = Vec::new();
        self.enter(root, 1, &mut path, &mut open);
        while let Some(level) = open.last_mut() {
            match level.contents.next() {
                Some(Node::Element(child)) => {
                    let count = level.names.entry(child.name()).or_insert(0);
                    *count = count.saturating_add(1);
                    let count = *count;
                    self.enter(child, count, &mut path, &mut open);
                }
                Some(node) => {
                    let text = node.text();
                    let blank = text.bytes().all(|b| b.is_ascii_whitespace());
                    let suffix = match node {
                        Node::Comment { .. } => "/comment()",
                        Node::Instruction { .. } => "/processing-instruction()",
                        _ => "",
                    };
                    if !blank {
                        let length = path.len();
                        path.push_str(suffix);
                        self.leaf(node.span(), &path, || text.into_owned());
                        path.truncate(length);
                    }
                }
                None => {
                    path.truncate(level.length);
                    open.pop();
                }
            }
        }
    }

    fn enter(&mut self, element: Element<'d>, count: u32, path: &mut String, open: &mut Vec<Level<'d>>) {
        let length = path.len();
        path.push('/');
        path.push_str(element.name());
        if count > 1 {
            path.push_str(&format!("[{count}]"));
        }
        for attribute in element.attributes() {
            let inner = path.len();
            path.push_str("/@");
            path.push_str(attribute.qualified());
            if !is_syntax(attribute) {
                self.leaf(attribute.span(), path, || attribute.value().into_owned());
            }
            path.truncate(inner);
        }
        open.push(Level { contents: element.contents(), names: HashMap::new(), length });
    }

    /// Accounts for a value: touched, or not.
    fn leaf(&mut self, span: Span, path: &str, text: impl FnOnce() -> String) {
        if span.is_empty() {
            return;
        }
        while self.touches.next_if(|touch| touch.span.start() < span.start()).is_some() {}
        if let Some(touch) = self.touches.next_if(|touch| touch.span.start() == span.start()) {
            while self.touches.next_if(|again| again.span.start() == span.start()).is_some() {}
            let place = usize::try_from(touch.place).ok().zip(self.places.as_ref());
            if let Some(place) = place.and_then(|(number, places)| places.get(number)) {
                let fate = Fate::Mapped { to: place.clone() };
                self.entries.push(Entry { span, path: element_path(path), fate });
            }
            return;
        }
        if self.places.is_some() {
            self.entries.push(Entry { span, path: element_path(path), fate: Fate::Unmapped });
        }
        self.spans.push(span);
        self.unmapped.push(Unmapped {
            path: path.to_owned(),
            span: [0, 0],
            text: text().into(),
            bytes: None,
        });
    }

    /// Turns places in the text into places in the source.
    fn finish(mut self) -> (Vec<Unmapped>, Ledger) {
        let mut walk = self.document.walk();
        let mut source = |span: Span| {
            let range = span.range();
            let start = walk.source(range.start).0;
            Span::from_usize(start, walk.source(range.end).0)
        };
        for (unmapped, span) in self.unmapped.iter_mut().zip(&self.spans) {
            let span = source(*span);
            unmapped.span = [span.start(), span.end()];
        }
        for entry in &mut self.entries {
            entry.span = source(entry.span);
        }
        let length = u32::try_from(self.document.bytes().len()).unwrap_or(u32::MAX);
        (self.unmapped, Ledger::balance(length, self.entries))
    }
}

/// The place of a value; that of a comment or processing instruction is its element's.
fn element_path(path: &str) -> Option<renkei_core::Path> {
    let path = path.strip_suffix("()").and_then(|path| path.rsplit_once('/')).map_or(path, |(path, _)| path);
    let path: ElementPath = if path.is_empty() { ElementPath::default() } else { path.parse().ok()? };
    Some(path.into())
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
