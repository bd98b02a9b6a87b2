//! Referrals in MML (Medical Markup Language), the XML of clinics before CDA: the referral module (紹介状モジュール) of MML 2.3, 3.0 and 4, which is
//! read and not written.
//!
//! Elements are found by their names without prefixes: the namespaces changed from version to version, and real senders leave their
//! declarations out. Each element of the module, which is flat, is a section of the document; only names, addresses and identifiers
//! have a structure.

use renkei_model::document::{
    Document, Entry, ExternalReference, Markup, MarkupAttribute, MarkupElement, OtherStatement, Party,
    RelatedDocument, Section, Statement,
};
use renkei_model::organization::Organization;
use renkei_model::patient::Patient;
use renkei_model::value::{
    Address, Blank, CodeableConcept, DateTime, Designator, Field, HumanName, Identifier, NameDetails, Period,
    Telecom, Text,
};

use crate::codes;
use crate::document::{Attribute, Element, HL7, Node};
use crate::mapping::{Mapper, Reader};
use crate::narrative;

/// The elements of the module that are text, in its order: the kind of section and the caption.
const SECTIONS: &[(&str, Option<&str>, &str)] = &[
    ("occupation", Some("social_history"), "職業"),
    ("greeting", None, "挨拶文"),
    ("chiefComplaints", Some("chief_complaint"), "主訴"),
    ("clinicalDiagnosis", Some("problems"), "病名"),
    ("pastHistory", Some("past_history"), "既往歴"),
    ("familyHistory", Some("family_history"), "家族歴"),
    ("presentIllness", Some("present_illness"), "現病歴"),
    ("testResults", Some("results"), "検査結果"),
    ("clinicalCourse", Some("clinical_course"), "治療経過"),
    ("medication", Some("medications"), "現在の処方"),
    ("referPurpose", Some("purpose"), "紹介目的"),
    ("remarks", Some("remarks"), "備考"),
];

/// Says whether an element is of MML: in a namespace of it, or in none.
fn is_mml(element: Element<'_>) -> bool {
    element.namespace().is_none_or(|namespace| namespace != HL7)
}

/// Says whether an element is the root of a document in MML.
pub(crate) fn is_root(element: Element<'_>) -> bool {
    element.name() == "Mml" && is_mml(element)
}

fn child<'d>(of: Element<'d>, name: &str) -> Option<Element<'d>> {
    children(of, name).next()
}

fn children<'d>(of: Element<'d>, name: &str) -> impl Iterator<Item = Element<'d>> {
    of.children().filter(move |child| child.name() == name && is_mml(*child))
}

fn attribute<'d>(of: Element<'d>, name: &str) -> Option<Attribute<'d>> {
    of.attributes().find(|attribute| attribute.name() == name && !attribute.is_declaration())
}

/// Returns the place in the model of a part of an element.
type PlaceOf<'p> = dyn Fn(&str) -> String + 'p;

/// Reads the first referral of a document; other modules stay unmapped. Says whether there is one.
pub(crate) fn read<'d>(
    reader: &mut Reader<'d, '_>,
    root: Element<'d>,
    document: &mut Document,
    patient: &mut Patient,
) -> bool {
    let items = child(root, "MmlBody").into_iter().flat_map(|body| children(body, "MmlModuleItem"));
    let module = |item: Element<'d>| Some((item, child(child(item, "content")?, "ReferralModule")?));
    let Some((item, referral)) = items.filter_map(module).next() else { return false };
    let mut mml = Mml { reader };
    mml.referral(referral, document, patient);
    if let Some(info) = child(item, "docInfo") {
        mml.doc_info(info, document);
    }
    if let Some(header) = child(root, "MmlHeader") {
        mml.header(header, document, patient);
    }
    true
}

struct Mml<'r, 'd, 's> {
    reader: &'r mut Reader<'d, 's>,
}

impl<'d> Mml<'_, 'd, '_> {
    fn said(&mut self, element: Element<'d>, place: &str) -> Option<Text> {
        let text = element.text();
        let text = text.trim_matches(|c: char| c.is_ascii_whitespace());
        if text.is_empty() {
            return None;
        }
        self.reader.touch_text(element, place);
        Some(text.into())
    }

    fn part(&mut self, of: Element<'d>, name: &str, place: &str) -> Option<Text> {
        child(of, name).and_then(|element| self.said(element, place))
    }

    fn value(&mut self, of: Element<'d>, name: &str, place: &str) -> Option<Text> {
        let attribute = attribute(of, name)?;
        let value = attribute.value();
        let value = value.trim_matches(|c: char| c.is_ascii_whitespace());
        if value.is_empty() {
            return None;
        }
        self.reader.touch(attribute, place);
        Some(value.into())
    }

    /// Notes an attribute that only names the table of a code, or says what is so anyway.
    fn passed(&mut self, of: Element<'d>, name: &str, says_nothing: impl Fn(&str) -> bool) {
        if let Some(attribute) = attribute(of, name)
            && says_nothing(&attribute.value())
        {
            self.reader.touch_syntax(attribute);
        }
    }

    fn tables(&mut self, of: Element<'d>) {
        self.passed(of, "tableId", |value| value.starts_with("MML"));
    }

    /// A date or time, which MML writes in ISO 8601.
    fn time(&mut self, text: Option<Text>) -> Option<DateTime> {
        let text = text?;
        let at = DateTime::from_iso(&text).unwrap_or_else(|| {
            // Without seconds or with a blank for the T, as some senders have it.
            DateTime::from_iso(&text.replace([' ', '/'], "T")).unwrap_or_else(|| DateTime::from_hl7(text))
        });
        if let Some(problem) = at.problem() {
            self.reader.report(&codes::INVALID_TIME, &[("problem", problem)]);
        }
        Some(at)
    }

    fn referral(&mut self, module: Element<'d>, document: &mut Document, patient: &mut Patient) {
        if let Some(element) = child(module, "PatientModule") {
            self.reader.begin("patient");
            self.patient(element, patient);
        }
        self.reader.begin("content");
        document.title = self.part(module, "title", "title");
        if let Some(info) = child(module, "referFrom").and_then(|from| child(from, "PersonalizedInfo")) {
            self.reader.begin("content.authors[0]");
            let author = self.person(info);
            if !author.is_blank() {
                document.authors.push(author);
            }
        }
        self.recipient(module, document);
        let mut files = Vec::new();
        for element in module.children().filter(|e| is_mml(*e)) {
            let Some((_, kind, title)) = SECTIONS.iter().find(|(name, ..)| *name == element.name()) else {
                continue;
            };
            self.reader.begin(&format!("content.sections[{}]", document.sections.len()));
            let mut section = Section {
                kind: kind.map(Text::from_static),
                title: Some(Text::from(*title)),
                ..Section::default()
            };
            section.narrative.content = self.text(element, &mut files, 0);
            let plain = narrative::plain_text(&section.narrative.content);
            if plain.is_empty() {
                continue;
            }
            section.narrative.text = Some(plain.into());
            document.sections.push(section);
        }
        if !files.is_empty() {
            let entries = files.into_iter().map(|file| Entry {
                statement: Some(Statement::Other(Box::new(OtherStatement {
                    kind: Some("act".into()),
                    code: file.code.clone(),
                    ..OtherStatement::default()
                }))),
                documents: vec![file],
                ..Entry::default()
            });
            document.sections.push(Section {
                kind: Some("attachments".into()),
                title: Some("添付資料".into()),
                entries: entries.collect(),
                ..Section::default()
            });
        }
        let found = |name: &str| child(module, name).is_some();
        let wanted =
            ["PatientModule", "referFrom", "title", "chiefComplaints", "referPurpose", "referToFacility"];
        for part in wanted.into_iter().filter(|name| !found(name)) {
            self.reader.report(&codes::MML_PART_MISSING, &[("part", part)]);
        }
    }

    /// The hospital and the doctor it goes to; where the doctor is not known by name, in what words.
    fn recipient(&mut self, module: Element<'d>, document: &mut Document) {
        self.reader.begin("content.recipients[0]");
        let mut party = Party::default();
        if let Some(info) = child(module, "referToPerson").and_then(|to| child(to, "PersonalizedInfo")) {
            party = self.person(info);
        }
        if let Some(to) = child(module, "referToFacility")
            && let Some(organization) = self.organization(to)
            && party.organization.is_none()
        {
            party.organization = Some(organization);
        }
        if party.names.is_empty()
            && let Some(words) = self.part(module, "referToUnknownName", "names[0].details.whole")
        {
            party.names.push(named(words));
        }
        if !party.is_blank() {
            document.recipients.push(party);
        }
    }

    fn patient(&mut self, module: Element<'d>, patient: &mut Patient) {
        if let Some(unique) = child(module, "uniqueInfo") {
            let ids = children(unique, "masterId").chain(children(unique, "otherId"));
            for id in ids.flat_map(|of| children(of, "Id")) {
                let place = format!("identifiers[{}]", patient.identifiers.len());
                patient.identifiers.extend(self.id(id, &place));
            }
        }
        if let Some(names) = child(module, "personName") {
            patient.names = self.names(names);
        }
        let born = self.part(module, "birthday", "birth_date");
        if let Some(born) = self.time(born) {
            patient.birth_date = Field::Value(born);
        }
        if let Some(sex) = self.part(module, "sex", "sex") {
            patient.sex = match sex.to_ascii_lowercase().as_str() {
                "male" => "M".into(),
                "female" => "F".into(),
                "other" => "O".into(),
                "unknown" => "U".into(),
                _ => Field::Value(sex),
            };
        }
        if let Some(marital) = self.part(module, "marital", "marital_status") {
            let mut code = CodeableConcept::bare(marital);
            let [first, _] = &mut code.codings;
            first.system = Some("MML0013".into());
            patient.marital_status = Field::Value(code);
        }
        if let Some(addresses) = child(module, "addresses") {
            patient.addresses = self.addresses(addresses);
        }
        let (phones, mails) = (child(module, "phones"), child(module, "emailAddresses"));
        patient.home_telecoms = self.telecoms(phones, mails, "home_telecoms");
    }

    /// A person with a place of work (PersonalizedInfo).
    fn person(&mut self, info: Element<'d>) -> Party {
        let mut party = Party::default();
        for id in children(info, "Id") {
            let place = format!("identifiers[{}]", party.identifiers.len());
            party.identifiers.extend(self.id(id, &place));
        }
        if let Some(names) = child(info, "personName") {
            party.names = self.names(names);
        }
        party.organization = self.organization(info);
        if let Some(addresses) = child(info, "addresses") {
            party.addresses = self.addresses(addresses);
        }
        let (phones, mails) = (child(info, "phones"), child(info, "emailAddresses"));
        party.telecoms = self.telecoms(phones, mails, "telecoms");
        party
    }

    /// A hospital and its department, which stand side by side.
    fn organization(&mut self, around: Element<'d>) -> Option<Organization> {
        let mut organization = Organization::default();
        if let Some(facility) = child(around, "Facility") {
            // Of the name in several scripts the first is taken; the model has one.
            if let Some(name) = child(facility, "name") {
                organization.name = self.said(name, "organization.name");
                organization.representation = self.value(name, "repCode", "organization.representation");
                self.tables(name);
                if organization.name.is_none() {
                    organization.representation = None;
                }
            }
            if let Some(id) = child(facility, "Id").and_then(|id| self.id(id, "organization.identifier")) {
                organization.identifier = id;
            }
        }
        if let Some(department) = child(around, "Department") {
            let place = "organization.contact.department";
            let mut code = CodeableConcept::default();
            if let Some(name) = child(department, "name") {
                code.text = self.said(name, place);
                self.passed(name, "repCode", |value| value == "I");
                self.tables(name);
            }
            if let Some(id) = child(department, "Id") {
                let [first, _] = &mut code.codings;
                first.code = self.said(id, place);
                first.system =
                    self.value(id, "tableId", place).filter(|_| first.code.is_some()).map(Into::into);
                self.passed(id, "type", |value| value == "medical");
            }
            if !code.is_blank() {
                organization.contact.get_or_insert_default().department = Some(code);
            }
        }
        (!organization.is_blank()).then_some(organization)
    }

    /// An identifier: what issues it is its table, unless that is a table of MML itself.
    fn id(&mut self, id: Element<'d>, place: &str) -> Option<Identifier> {
        let value = self.said(id, &format!("{place}.value"))?;
        self.tables(id);
        self.passed(id, "type", |value| value == "facility");
        let table = attribute(id, "tableId").map(|a| a.value()).filter(|t| !t.starts_with("MML"));
        let issuer = table.and_then(|_| self.value(id, "tableId", &format!("{place}.assigner.namespace")));
        let assigner = issuer
            .map(|namespace| Box::new(Designator { namespace: Some(namespace), ..Designator::default() }));
        Some(Identifier { value: Some(value), assigner, ..Identifier::default() })
    }

    /// The elements of a name that say something, each with its place in a list of the model.
    fn each<T: Blank>(
        &mut self,
        around: Element<'d>,
        name: &str,
        list: &str,
        read: fn(&mut Self, Element<'d>, &PlaceOf<'_>) -> T,
    ) -> Vec<T> {
        let mut found = Vec::new();
        for element in children(around, name) {
            let place = format!("{list}[{}]", found.len());
            let value = read(self, element, &|part| format!("{place}.{part}"));
            if !value.is_blank() {
                self.tables(element);
                found.push(value);
            }
        }
        found
    }

    /// Names in several scripts: `I` kanji, `P` kana, `A` alphabet, as in messages.
    fn names(&mut self, around: Element<'d>) -> Vec<HumanName> {
        self.each(around, "Name", "names", |mml, element, at| {
            let mut name = HumanName {
                family: mml.part(element, "family", &at("family")),
                given: mml.part(element, "given", &at("given")),
                middle: mml.part(element, "middle", &at("middle")),
                prefix: mml.part(element, "prefix", &at("prefix")),
                suffix: mml.part(element, "degree", &at("suffix")),
                ..HumanName::default()
            };
            if let Some(whole) = mml.part(element, "fullname", &at("details.whole")) {
                let understood = named(whole);
                let spelled = format!(
                    "{}{}",
                    name.family.as_deref().unwrap_or_default(),
                    name.given.as_deref().unwrap_or_default()
                );
                let said = understood.details.as_ref().and_then(|d| d.whole.as_deref()).unwrap_or_default();
                let same = said.chars().filter(|c| !c.is_whitespace()).eq(spelled.chars());
                if name.family.is_none() && name.given.is_none() {
                    (name.family, name.given) = (understood.family, understood.given);
                }
                if !same {
                    name.details = understood.details;
                }
            }
            if !name.is_blank() {
                name.representation = mml
                    .value(element, "repCode", &at("representation"))
                    .filter(|c| matches!(&**c, "I" | "P" | "A"));
            }
            name
        })
    }

    fn addresses(&mut self, around: Element<'d>) -> Vec<Address> {
        self.each(around, "Address", "addresses", |mml, element, at| {
            let mut address = Address {
                prefecture: mml.part(element, "prefecture", &at("prefecture")),
                city: mml.part(element, "city", &at("city")),
                street: mml.part(element, "town", &at("street")),
                other: mml.part(element, "homeNumber", &at("other")),
                postal_code: mml.part(element, "zip", &at("postal_code")),
                country: mml.part(element, "countryCode", &at("country")),
                whole: mml.part(element, "full", &at("whole")),
                ..Address::default()
            };
            // Without a town the number alone is the street, as a document would have it.
            if address.street.is_none() {
                address.street = address.other.take();
            }
            if address.is_blank() {
                return address;
            }
            let class = attribute(element, "addressClass").map(|a| a.value().into_owned());
            if let Some(kind) = class.filter(|class| matches!(class.as_str(), "home" | "business")) {
                mml.value(element, "addressClass", &at("kind"));
                address.kind = Some(if kind == "home" { "H".into() } else { "B".into() });
            }
            mml.passed(element, "repCode", |value| value == "I");
            address
        })
    }

    /// Telephones, whose numbers come in pieces, and mail.
    fn telecoms(
        &mut self,
        phones: Option<Element<'d>>,
        mails: Option<Element<'d>>,
        list: &str,
    ) -> Vec<Telecom> {
        let mut found = Vec::new();
        for phone in phones.into_iter().flat_map(|phones| children(phones, "Phone")) {
            let place = format!("{list}[{}].number", found.len());
            let parts: Vec<Text> = ["area", "city", "number", "extension"]
                .into_iter()
                .filter_map(|name| self.part(phone, name, &place))
                .collect();
            if parts.is_empty() {
                continue;
            }
            let kind = self.value(phone, "telEquipType", &format!("{list}[{}].equipment", found.len()));
            let equipment = match kind.as_deref() {
                Some("FX") => "FX",
                Some("CP") => "CP",
                _ => "PH",
            };
            let number = parts.iter().map(Text::as_str).collect::<Vec<_>>().join("-");
            found.push(Telecom {
                number: Some(number.into()),
                equipment: Some(equipment.into()),
                ..Telecom::default()
            });
        }
        for mail in mails.into_iter().flat_map(|mails| children(mails, "email")) {
            if let Some(mail) = self.said(mail, &format!("{list}[{}].email", found.len())) {
                found.push(Telecom { email: Some(mail), ..Telecom::default() });
            }
        }
        found
    }

    fn doc_info(&mut self, info: Element<'d>, document: &mut Document) {
        self.passed(info, "contentModuleType", |value| value == "referral");
        self.reader.begin("content");
        if let Some(title) = child(info, "title") {
            let said = title.text();
            if document.title.as_deref() == Some(said.trim()) {
                self.said(title, "title");
            } else if document.title.is_none() {
                document.title = self.said(title, "title");
            }
        }
        if let Some(id) = child(info, "docId") {
            if let Some(uid) = self.part(id, "uid", "id.value") {
                document.id.value = Some(uid);
            }
            if let Some(group) = self.part(id, "groupId", "set_id.value") {
                document.set_id = Some(Identifier { value: Some(group), ..Identifier::default() });
            }
            for parent in children(id, "parentId") {
                let place = format!("related[{}].identifiers[0].value", document.related.len());
                if let Some(value) = self.said(parent, &place) {
                    document.related.push(RelatedDocument {
                        relation: Some("RPLC".into()),
                        identifiers: vec![Identifier { value: Some(value), ..Identifier::default() }],
                        ..RelatedDocument::default()
                    });
                }
            }
        }
        let confirmed = self.part(info, "confirmDate", "effective_at");
        if let Some(at) = self.time(confirmed) {
            document.effective_at = Field::Value(at);
        }
        if let Some(creator) = child(info, "CreatorInfo") {
            self.reader.begin(&format!("content.authors[{}]", document.authors.len()));
            let mut author =
                child(creator, "PersonalizedInfo").map(|info| self.person(info)).unwrap_or_default();
            if let Some(license) = child(creator, "creatorLicense") {
                if let Some(code) = self.said(license, "profession") {
                    let mut profession = CodeableConcept::bare(code);
                    let [first, _] = &mut profession.codings;
                    first.system = Some("MML0026".into());
                    author.profession = Some(profession);
                }
                self.tables(license);
            }
            // The writer of the letter is nearly always who refers.
            let same = document.authors.first().is_some_and(|first| {
                first.names == author.names
                    && (author.identifiers.is_empty() || first.identifiers == author.identifiers)
            });
            match document.authors.first_mut().filter(|_| same) {
                Some(first) => first.profession = author.profession.take(),
                None if !author.is_blank() => document.authors.push(author),
                None => {}
            }
        }
        if let Some(first) = document.authors.first_mut()
            && let Field::Value(at) = &document.effective_at
        {
            first.time.get_or_insert_with(|| Period { start: Some(at.clone()), end: Some(at.clone()) });
        }
    }

    /// The header names the patient and the sender once more; what it says that is new is taken.
    fn header(&mut self, header: Element<'d>, document: &mut Document, patient: &mut Patient) {
        for id in children(header, "masterId").flat_map(|of| children(of, "Id")) {
            let value = id.text();
            let known = patient.identifiers.iter().any(|known| known.value.as_deref() == Some(value.trim()));
            if known {
                self.reader.begin("patient");
                self.said(id, "identifiers[0].value");
                self.tables(id);
                self.passed(id, "type", |value| value == "facility");
            } else {
                self.reader.begin("patient");
                let place = format!("identifiers[{}]", patient.identifiers.len());
                patient.identifiers.extend(self.id(id, &place));
            }
        }
        if let Some(info) =
            child(header, "CreatorInfo").and_then(|creator| child(creator, "PersonalizedInfo"))
        {
            self.reader.begin("content.enterer");
            let enterer = self.person(info);
            let known = document.authors.iter().any(|author| author.names == enterer.names);
            if !known && !enterer.is_blank() {
                document.enterer = Some(enterer);
            }
        }
    }

    /// A text with its structure: line breaks, emphasis, links to files. The course of treatment has records with dates.
    fn text(&mut self, element: Element<'d>, files: &mut Vec<ExternalReference>, depth: u32) -> Vec<Markup> {
        let mut found: Vec<Markup> = Vec::new();
        let mut read = false;
        let records = child(element, "clinicalRecord").is_some();
        for content in element.contents() {
            match content {
                Node::Text { .. } | Node::CData { .. } => {
                    let text = content.text();
                    // Between records there is only layout.
                    if records && text.bytes().all(|b| b.is_ascii_whitespace()) {
                        continue;
                    }
                    read = true;
                    if let Some(Markup::Text(before)) = found.last_mut() {
                        *before = Text::from(format!("{before}{text}"));
                    } else {
                        found.push(Markup::Text(text.into()));
                    }
                }
                Node::Element(inner) if depth < 16 => match inner.name() {
                    "br" => found.push(narrative::element("br", Vec::new())),
                    "extRef" => found.extend(self.file(inner, files)),
                    "clinicalRecord" => {
                        let mut words = self.text(inner, files, depth.saturating_add(1));
                        if let Some(at) = self.value(inner, "date", "narrative") {
                            words.insert(0, narrative::element("content", vec![narrative::text(at)]));
                            words.insert(1, narrative::element("br", Vec::new()));
                        }
                        found.push(narrative::element("paragraph", words));
                    }
                    "b" | "i" | "u" | "font" | "strong" | "em" | "sub" | "sup" => {
                        let words = self.text(inner, files, depth.saturating_add(1));
                        let name = match inner.name() {
                            "sub" => "sub",
                            "sup" => "sup",
                            _ => "content",
                        };
                        let mut part =
                            MarkupElement { name: name.into(), content: words, ..MarkupElement::default() };
                        let style = match inner.name() {
                            "b" | "strong" => Some("Bold"),
                            "i" | "em" => Some("Italics"),
                            "u" => Some("Underline"),
                            _ => None,
                        };
                        part.attributes.extend(
                            style.map(|style| MarkupAttribute {
                                name: "styleCode".into(),
                                value: style.into(),
                            }),
                        );
                        found.push(Markup::Element(Box::new(part)));
                    }
                    // Modules inside (prescriptions of MML 4) and what is unknown stay unmapped.
                    _ => {}
                },
                _ => {}
            }
        }
        if read {
            self.reader.touch_text(element, "narrative");
        }
        found
    }

    /// A file beside the document: a link in the text, and an entry of the attachments.
    fn file(&mut self, element: Element<'d>, files: &mut Vec<ExternalReference>) -> Option<Markup> {
        let location = self.value(element, "href", "narrative")?;
        let title = self.value(element, "title", "narrative");
        let media_type = self.value(element, "contentType", "narrative");
        let role = self.value(element, "medicalRole", "narrative");
        if !crate::attachment::stays_inside(&location) {
            self.reader.report(&codes::REFERENCE_OUTSIDE, &[]);
        }
        let shown = title.clone().unwrap_or_else(|| location.clone());
        let mut link = MarkupElement {
            name: "linkHtml".into(),
            content: vec![narrative::text(shown)],
            ..MarkupElement::default()
        };
        link.attributes.push(MarkupAttribute { name: "href".into(), value: location.clone() });
        let mut code = CodeableConcept { text: title, ..CodeableConcept::default() };
        let [first, _] = &mut code.codings;
        if role.is_some() {
            first.system = Some("MML0033".into());
        }
        first.code = role;
        files.push(ExternalReference {
            relation: Some("REFR".into()),
            code: (!code.is_blank()).then_some(code),
            media_type,
            location: Some(location),
            ..ExternalReference::default()
        });
        Some(Markup::Element(Box::new(link)))
    }
}

/// A name that is not divided; one blank divides family name and given name.
fn named(whole: Text) -> HumanName {
    let mut name = HumanName::default();
    let mut parts = whole.split([' ', '\u{3000}']);
    if let (Some(family), Some(given), None) = (parts.next(), parts.next(), parts.next()) {
        (name.family, name.given) = (Some(family.into()), Some(given.into()));
    }
    name.details = Some(Box::new(NameDetails { whole: Some(whole), ..NameDetails::default() }));
    name
}
