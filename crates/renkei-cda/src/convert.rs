use renkei_core::charset::Encoding;
use renkei_core::ledger::Remark;
use renkei_core::{Diagnostic, Language, Ledger, Location, Sink};
use renkei_model::document::{self, Document as Content, Entry, Party, Section, Statement};
use renkei_model::encounter::Encounter;
use renkei_model::organization::Organization;
use renkei_model::overflow::Overflow;
use renkei_model::practitioner::Practitioner;
use renkei_model::value::{
    CodeSystem, CodeableConcept, Coding, Designator, Field, Identifier, KnownSystem, Location as Place,
    LocationDetails, Text,
};
use renkei_model::{Content as ExchangeContent, Exchange};
use serde_json::Value;

use crate::datatype::{identifier, root};
use crate::document::{Document, HL7};
use crate::document_buf::DocumentBuf;
use crate::encoding;
use crate::error::Error;
use crate::mapping::{Mapper, Reader, Writer};
use crate::section::{self, DocumentKind, SECTIONS, SectionRule};
use crate::{codes, generate, header, mml, signature};

/// How to read a document into the model.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct DecodeOptions {
    /// What a site knows of the sections of its senders, before what is known here.
    pub sections: Vec<SectionRule>,
}

impl DecodeOptions {
    /// Adds what a site knows of a section.
    #[must_use]
    pub fn section(mut self, rule: SectionRule) -> Self {
        self.sections.push(rule);
        self
    }
}

/// Reads a document into the model. What is not understood is reported and kept; nothing makes it fail.
///
/// ```
/// use renkei_cda::{Document, Limits, decode};
/// use renkei_model::Content;
///
/// let xml = r#"<ClinicalDocument xmlns="urn:hl7-org:v3"><title>診療情報提供書</title><recordTarget><patientRole>
///   <id root="1.2.392.200250.9999.1" extension="0000012"/><patient><name use="IDE">東京 花子</name></patient>
/// </patientRole></recordTarget></ClinicalDocument>"#;
/// let document = Document::parse(xml.as_bytes(), &Limits::default(), &mut ())?;
/// let exchange = decode(&document, &mut ());
/// assert_eq!(exchange.patient.names[0].family.as_deref(), Some("東京"));
/// let Content::Document(referral) = &exchange.content else { panic!("no document") };
/// assert_eq!(referral.title.as_deref(), Some("診療情報提供書"));
/// assert!(exchange.unmapped.is_empty());
/// # Ok::<(), renkei_cda::Error>(())
/// ```
pub fn decode(document: &Document<'_>, sink: &mut dyn Sink) -> Exchange {
    decode_with(document, &DecodeOptions::default(), sink)
}

/// Reads a document into the model with options.
pub fn decode_with(document: &Document<'_>, options: &DecodeOptions, sink: &mut dyn Sink) -> Exchange {
    read(document, options, Beside::default(), sink).0
}

/// Reads a document that may be too long for a model of it: of the entries, of the parts of a text and of what is unmapped only the
/// first [`KEPT`](renkei_model::overflow::KEPT) stand in the model; the rest goes to `overflow`, as JSON, each with the place of its
/// list.
///
/// # Examples
///
/// ```
/// use renkei_cda::{DecodeOptions, Document, Limits, decode_overflowing};
/// use renkei_model::overflow::{KEPT, Overflow};
/// use renkei_model::Content;
///
/// #[derive(Default)]
/// struct Count(usize);
/// impl Overflow for Count {
///     fn take(&mut self, list: &str, element: &[u8]) {
///         assert_eq!(list, "content.sections[0].entries");
///         assert!(element.starts_with(b"{"));
///         self.0 += 1;
///     }
/// }
///
/// let entry = "<entry><observation><code code='3B035'/></observation></entry>".repeat(1500);
/// let xml = format!(
///     "<ClinicalDocument xmlns='urn:hl7-org:v3'><component><structuredBody><component><section>{entry}</section>///      </component></structuredBody></component></ClinicalDocument>"
/// );
/// let document = Document::parse(xml.as_bytes(), &Limits::default(), &mut ())?;
/// let mut rest = Count::default();
/// let exchange = decode_overflowing(&document, &DecodeOptions::default(), &mut rest, &mut ());
/// let Content::Document(content) = &exchange.content else { panic!("no document") };
/// assert_eq!(content.sections[0].entries.len(), KEPT);
/// assert_eq!(rest.0, 1500 - KEPT);
/// # Ok::<(), renkei_cda::Error>(())
/// ```
pub fn decode_overflowing(
    document: &Document<'_>,
    options: &DecodeOptions,
    overflow: &mut dyn Overflow,
    sink: &mut dyn Sink,
) -> Exchange {
    read(document, options, Beside { traced: false, overflow: Some(overflow) }, sink).0
}

/// Reads a document into the model and accounts for every byte of its source.
pub fn decode_traced(
    document: &Document<'_>,
    options: &DecodeOptions,
    sink: &mut dyn Sink,
) -> (Exchange, Ledger) {
    read(document, options, Beside { traced: true, overflow: None }, sink)
}

/// Accounts for every byte of a document: syntax, mapped, or kept unmapped.
pub fn trace(document: &Document<'_>, options: &DecodeOptions) -> Ledger {
    decode_traced(document, options, &mut ()).1
}

/// What is wanted beside the model.
#[derive(Default)]
struct Beside<'b> {
    traced: bool,
    overflow: Option<&'b mut dyn Overflow>,
}

fn read<'b>(
    document: &Document<'_>,
    options: &DecodeOptions,
    beside: Beside<'b>,
    sink: &'b mut dyn Sink,
) -> (Exchange, Ledger) {
    let mut exchange = Exchange::default();
    // A signature may be wrapped around the document.
    let is_document = |e: &crate::document::Element<'_>| e.is(HL7, "ClinicalDocument");
    let found = document.elements().take(64).find(is_document);
    let mml = found.is_none() && mml::is_root(document.root());
    if found.is_none() && !mml {
        sink.report(Diagnostic::new(&codes::NOT_CDA, Location::at(document.root().tag_span())));
    }
    let mut reader = Reader::new(document, beside.traced, beside.overflow, sink);
    if let Some(element) = found {
        reader.turn_to(element);
        let mut content = Content::default();
        reader.begin("");
        header::header(&mut reader, &mut content, &mut exchange.patient, false);
        section::body(&mut reader, &mut content, options);
        check(&mut reader, &content);
        content.signature = signature::facts(document).map(Box::new);
        if content.signature.is_some() {
            reader.report(&codes::SIGNED, &[]);
        }
        derive(&content, &mut exchange);
        exchange.content = ExchangeContent::Document(Box::new(content));
    } else if mml {
        let mut content = Content::default();
        if mml::read(&mut reader, document.root(), &mut content, &mut exchange.patient) {
            content.signature = signature::facts(document).map(Box::new);
            derive(&content, &mut exchange);
            exchange.content = ExchangeContent::Document(Box::new(content));
        } else {
            reader.report(&codes::MML_WITHOUT_REFERRAL, &[]);
        }
    }
    let (unmapped, ledger) = reader.finish();
    exchange.unmapped = unmapped;
    (exchange, ledger)
}

/// Says what the header lacks, and what does not fit together.
fn check(m: &mut Reader<'_, '_>, content: &Content) {
    // Looking for any place finds those that have the same name.
    m.referenced("");
    let Some(root) = m.element() else { return };
    let has = |name: &str| root.child(name).is_some();
    let missing = ["id", "code", "effectiveTime", "recordTarget", "author", "custodian", "component"]
        .into_iter()
        .filter(|name| !has(name))
        .collect::<Vec<_>>();
    let patients = root.children().filter(|c| c.is(HL7, "recordTarget")).take(2).count();
    for part in missing {
        m.report(&codes::PART_MISSING, &[("part", part)]);
    }
    if patients > 1 {
        m.report(&codes::SEVERAL_PATIENTS, &[]);
    }
    let kind = DocumentKind::of(content);
    let coded = |kind: DocumentKind| {
        let wanted: &[&str] = match kind {
            DocumentKind::Referral => &["MD0020730", "57133-1"],
            DocumentKind::DischargeSummary => &["18842-5"],
            DocumentKind::PatientData => return true,
        };
        content.code.codings().any(|c| wanted.contains(&c.code.as_deref().unwrap_or_default()))
    };
    if let Some(kind) = kind
        && !coded(kind)
    {
        m.report(&codes::CODE_AND_TITLE, &[("kind", kind.title())]);
    }
    let period = content.encounter.as_ref().and_then(|e| e.period.as_ref());
    let (start, end) = (period.and_then(|p| p.start.as_ref()), period.and_then(|p| p.end.as_ref()));
    if kind == Some(DocumentKind::DischargeSummary) {
        for (date, part) in [(start, "入院"), (end, "退院")] {
            if date.is_none() {
                m.report(&codes::STAY_INCOMPLETE, &[("part", part)]);
            }
        }
    }
    if let (Some(start), Some(end)) =
        (start.and_then(|d| d.to_naive_date()), end.and_then(|d| d.to_naive_date()))
        && end < start
    {
        m.report(&codes::DISCHARGE_BEFORE_ADMISSION, &[]);
    }
}

/// Says in the terms of messages what the document says in its own: who sends, the stay, the insurance.
fn derive(content: &Content, exchange: &mut Exchange) {
    exchange.header.sent_at = content.effective_at.clone();
    let sender = content.authors.iter().find_map(|a| a.organization.as_ref()).or(content.custodian.as_ref());
    if let Some(facility) = sender.and_then(facility) {
        exchange.header.sending_facility = Field::Value(facility);
    }
    let receiver = content.recipients.iter().find_map(|r| r.organization.as_ref());
    if let Some(facility) = receiver.and_then(facility) {
        exchange.header.receiving_facility = Field::Value(facility);
    }
    exchange.encounter = content.encounter.as_deref().map(encounter);
    for section in content.all_sections() {
        for entry in &section.entries {
            if let Some(Statement::Coverage(coverage)) = &entry.statement {
                exchange.patient.coverages.push((**coverage).clone());
            }
        }
    }
}

/// The number of a medical institution: prefecture, score table and institution where they come apart (都道府県番号, 点数表番号,
/// 医療機関コード).
fn facility(organization: &Organization) -> Option<Designator> {
    let contact = organization.contact.as_deref();
    let ids: Vec<&Identifier> = std::iter::once(&organization.identifier)
        .chain(contact.iter().flat_map(|c| &c.identifiers))
        .collect();
    let part = |wanted: &str| {
        ids.iter().find(|id| root(id) == Some(wanted)).and_then(|id| id.value.as_deref()).map(str::to_owned)
    };
    let whole = match (
        part("1.2.392.100495.20.3.21"),
        part("1.2.392.100495.20.3.22"),
        part("1.2.392.100495.20.3.23"),
    ) {
        (Some(prefecture), Some(table), Some(institution)) => {
            Some(format!("{prefecture}{table}{institution}").into())
        }
        _ => organization.identifier.value.clone(),
    };
    let namespace = whole.or_else(|| organization.name.clone())?;
    Some(Designator { namespace: Some(namespace), ..Designator::default() })
}

fn practitioners(party: &Party) -> Vec<Practitioner> {
    let identifier = party.identifiers.first().cloned().unwrap_or_default();
    let mut people: Vec<Practitioner> = party
        .names
        .iter()
        .map(|name| Practitioner { name: name.clone(), ..Practitioner::default() })
        .collect();
    match people.first_mut() {
        Some(first) => first.identifier = identifier,
        None if identifier.value.is_some() => {
            people.push(Practitioner { identifier, ..Practitioner::default() })
        }
        None => {}
    }
    people
}

fn encounter(stay: &document::DocumentEncounter) -> Encounter {
    let code = stay.code.as_ref().and_then(CodeableConcept::code);
    let class = match code {
        Some("IMP" | "ACUTE" | "NONAC") => "I".into(),
        Some("AMB") => "O".into(),
        Some("EMER") => "E".into(),
        _ => Field::Absent,
    };
    let field = |value: Option<renkei_model::value::DateTime>| value.map_or(Field::Absent, Field::Value);
    let period = stay.period.clone().unwrap_or_default();
    let by_role = |role: &str| {
        let fits = |p: &&Party| p.role.as_ref().and_then(CodeableConcept::code) == Some(role);
        stay.participants.iter().filter(fits).flat_map(practitioners).collect::<Vec<_>>()
    };
    let mut attending: Vec<Practitioner> = stay.responsible.iter().flat_map(practitioners).collect();
    attending.extend(by_role("ATND"));
    let location = stay.facility.as_ref().map(|facility| Place {
        point_of_care: facility.identifiers.first().and_then(|id| id.value.clone()),
        details: facility.name.as_ref().map(|name| {
            Box::new(LocationDetails { description: Some(name.clone()), ..LocationDetails::default() })
        }),
        ..Place::default()
    });
    Encounter {
        class,
        location: location.map_or(Field::Absent, Field::Value),
        attending,
        referring: by_role("REF"),
        consulting: by_role("CON"),
        admitting: by_role("ADM"),
        admitted_at: field(period.start),
        discharged_at: period.end.into_iter().collect(),
        disposition: stay
            .disposition
            .as_ref()
            .and_then(CodeableConcept::code)
            .map_or(Field::Absent, Field::from),
        visit_number: stay.identifiers.first().map_or(Field::Absent, |id| Field::Value(id.clone())),
        ..Encounter::default()
    }
}

/// The other way: the stay of a message as a document has it.
fn stay(encounter: &Encounter) -> document::DocumentEncounter {
    let code = encounter.class.as_str().map(|class| {
        let (code, display) = match class {
            "I" => ("IMP", "入院"),
            "E" => ("EMER", "救急"),
            _ => ("AMB", "外来"),
        };
        CodeableConcept::new(code, display, "2.16.840.1.113883.5.4")
    });
    let party = |person: &Practitioner, role: Option<&str>| Party {
        role: role.map(CodeableConcept::bare),
        identifiers: person.identifier.value.iter().map(|_| person.identifier.clone()).collect(),
        names: vec![person.name.clone()],
        ..Party::default()
    };
    let period = renkei_model::value::Period {
        start: encounter.admitted_at.value().cloned(),
        end: encounter.discharged_at.first().cloned(),
    };
    let participants =
        [(&encounter.referring, "REF"), (&encounter.consulting, "CON"), (&encounter.admitting, "ADM")];
    document::DocumentEncounter {
        identifiers: encounter.visit_number.value().cloned().into_iter().collect(),
        code,
        period: Some(period).filter(|p| p.start.is_some() || p.end.is_some()),
        disposition: encounter.disposition.as_str().map(CodeableConcept::bare),
        responsible: encounter.attending.first().map(|person| party(person, None)),
        participants: participants
            .into_iter()
            .flat_map(|(people, role)| people.iter().map(move |person| (person, role)))
            .map(|(person, role)| party(person, Some(role)))
            .collect(),
        facility: encounter.location.value().and_then(|l| l.point_of_care.clone()).map(|ward| {
            document::CareFacility {
                identifiers: vec![Identifier::new(ward.clone())],
                name: Some(ward),
                ..document::CareFacility::default()
            }
        }),
    }
}

/// How to write the model as a document.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct EncodeOptions {
    /// The kind of document, where the model does not say: it gives the code, the title and the template.
    pub kind: DocumentKind,
    /// The encoding; UTF-8 unless set.
    pub encoding: Encoding,
    /// Whether the type identifier is that of the Japanese schema of 2010, which receivers of the first HS008 documents ask for.
    pub type_of_2010: bool,
}

impl Default for EncodeOptions {
    fn default() -> Self {
        Self {
            kind: DocumentKind::Referral,
            encoding: Encoding::Charset(renkei_core::Charset::Utf8),
            type_of_2010: false,
        }
    }
}

impl EncodeOptions {
    /// Options for a kind of document.
    pub fn of_kind(kind: DocumentKind) -> Self {
        Self { kind, ..Self::default() }
    }

    /// Writes the type identifier of the Japanese schema of 2010 (`POCD_HD000040JP00`).
    #[must_use]
    pub const fn type_of_2010(mut self) -> Self {
        self.type_of_2010 = true;
        self
    }

    /// Sets the encoding.
    #[must_use]
    pub const fn encoding(mut self, encoding: Encoding) -> Self {
        self.encoding = encoding;
        self
    }
}

/// Why the model can't be written as a document.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EncodeError {
    /// The exchange is no document.
    #[error("content of type {content} is no document")]
    NoDocument {
        /// The type of the content, as in JSON.
        content: &'static str,
    },
    /// A text holds characters that XML has no form for.
    #[error("{count} control characters can't be written in XML")]
    Characters {
        /// How many.
        count: usize,
    },
    /// What was written can't be read.
    #[error("what was written can't be read")]
    Unreadable(#[from] Error),
}

impl EncodeError {
    /// Returns the message in a language; that in English is the one of `Display`.
    pub fn message(&self, language: Language) -> String {
        match self {
            _ if language == Language::English => self.to_string(),
            Self::NoDocument { content } => format!("内容（{content}）は文書ではありません"),
            Self::Characters { count } => format!("XMLに書けない制御文字が{count}個あります"),
            Self::Unreadable(error) => format!("書いた文書を読み込めません: {}", error.message(language)),
        }
    }
}

/// A document that was written, and what was written otherwise than the model says.
#[derive(Clone, Debug)]
pub struct Encoded {
    /// The document.
    pub document: DocumentBuf,
    /// What was added by name, and what found no place; places are those of the JSON of an exchange.
    pub remarks: Vec<Remark>,
}

/// Writes the model as a fresh document, with what its kind needs: codes, titles, templates, and a text for each section that has
/// entries and no text. Unmapped values belong to the document they came from and are not written.
///
/// # Errors
///
/// [`EncodeError`]: the exchange is no document, or a text holds control characters.
pub fn encode(exchange: &Exchange, options: &EncodeOptions) -> Result<DocumentBuf, EncodeError> {
    write(exchange, options).map(|(document, _)| document)
}

/// Writes the model as a fresh document and says what was added and what could not be written: what was written is read again and
/// compared with the model, value by value.
///
/// # Errors
///
/// As [`encode`].
///
/// # Examples
///
/// ```
/// use renkei_cda::{EncodeOptions, encode_with};
/// use renkei_model::document::Document;
/// use renkei_model::{Content, Exchange};
///
/// let mut exchange = Exchange { content: Content::Document(Box::default()), ..Exchange::default() };
/// exchange.patient.deceased = "Y".into();
/// let encoded = encode_with(&exchange, &EncodeOptions::default())?;
/// let lost: Vec<_> = encoded.remarks.iter().filter(|r| r.code.name == "not-written").map(|r| &*r.target).collect();
/// assert_eq!(lost, ["patient.deceased"]);
/// assert!(encoded.remarks.iter().any(|r| &*r.target == "content.title"));
/// # Ok::<(), renkei_cda::EncodeError>(())
/// ```
pub fn encode_with(exchange: &Exchange, options: &EncodeOptions) -> Result<Encoded, EncodeError> {
    let (document, mut remarks) = write(exchange, options)?;
    let read = decode(&document.as_document(), &mut ());
    compare(exchange, &read, &mut remarks);
    Ok(Encoded { document, remarks })
}

/// Compares patient and document, as JSON has them.
fn compare(wanted: &Exchange, read: &Exchange, remarks: &mut Vec<Remark>) {
    let json = |exchange: &Exchange| {
        let patient = serde_json::to_value(&exchange.patient).unwrap_or_default();
        let content = serde_json::to_value(&exchange.content).unwrap_or_default();
        [("patient", patient), ("content", content)]
    };
    for ((place, wanted), (_, read)) in json(wanted).iter().zip(&json(read)) {
        differences(wanted, read, (*place).to_owned(), remarks);
    }
}

fn differences(wanted: &Value, read: &Value, place: String, remarks: &mut Vec<Remark>) {
    let remark = |code| Remark { path: None, code, target: place.clone().into() };
    match (wanted, read) {
        (Value::Object(wanted), Value::Object(read)) => {
            for (key, value) in wanted {
                match read.get(key) {
                    Some(other) => differences(value, other, format!("{place}.{key}"), remarks),
                    None => remarks.push(Remark {
                        path: None,
                        code: &codes::NOT_WRITTEN,
                        target: format!("{place}.{key}").into(),
                    }),
                }
            }
            for key in read.keys().filter(|key| !wanted.contains_key(*key)) {
                let target = format!("{place}.{key}").into();
                remarks.push(Remark { path: None, code: &codes::DEFAULT_ADDED, target });
            }
        }
        (Value::Array(wanted), Value::Array(read)) => {
            for (n, value) in wanted.iter().enumerate() {
                let place = format!("{place}[{n}]");
                match read.get(n) {
                    Some(other) => differences(value, other, place, remarks),
                    None => {
                        remarks.push(Remark { path: None, code: &codes::NOT_WRITTEN, target: place.into() })
                    }
                }
            }
        }
        // The same system under its object identifier.
        (Value::String(wanted), Value::String(read))
            if place.ends_with(".system") && is_same_system(wanted, read) => {}
        (wanted, read) if wanted != read => remarks.push(remark(&codes::NOT_WRITTEN)),
        _ => {}
    }
}

fn is_same_system(a: &str, b: &str) -> bool {
    let (a, b) = (CodeSystem::from(a).known(), CodeSystem::from(b).known());
    a == b && !matches!(a, KnownSystem::Local | KnownSystem::Unnamed | KnownSystem::Other)
}

fn write(exchange: &Exchange, options: &EncodeOptions) -> Result<(DocumentBuf, Vec<Remark>), EncodeError> {
    let ExchangeContent::Document(content) = &exchange.content else {
        return Err(EncodeError::NoDocument { content: exchange.content.name() });
    };
    let mut content = (**content).clone();
    let mut patient = exchange.patient.clone();
    let remarks = complete(&mut content, exchange, options);
    let name = encoding::declared_name(options.encoding);
    let mut writer = Writer::new(&format!("<?xml version=\"1.0\" encoding=\"{name}\"?>"));
    let namespaces = " xmlns=\"urn:hl7-org:v3\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";
    writer.root("ClinicalDocument", namespaces, |m| {
        header::header(m, &mut content, &mut patient, options.type_of_2010);
        section::body(m, &mut content, &DecodeOptions::default());
    });
    let (text, forbidden) = writer.finish();
    if forbidden > 0 {
        return Err(EncodeError::Characters { count: forbidden });
    }
    let mut bytes = match options.encoding {
        Encoding::Utf16Le => vec![0xFF, 0xFE],
        Encoding::Utf16Be => vec![0xFE, 0xFF],
        Encoding::Charset(_) => Vec::new(),
    };
    encoding::encode(&text, options.encoding, &mut bytes);
    let limits = crate::Limits { size: usize::MAX, ..crate::Limits::default() };
    Ok((DocumentBuf::parse(bytes, &limits, &mut ())?, remarks))
}

/// Adds what a document of its kind needs and the model does not say.
pub(crate) fn complete(content: &mut Content, exchange: &Exchange, options: &EncodeOptions) -> Vec<Remark> {
    let kind = DocumentKind::of(content).unwrap_or(options.kind);
    content.realm.get_or_insert_with(|| "JP".into());
    if content.code.codings().next().is_none() {
        let (code, system, display) = kind.code();
        content.code = CodeableConcept::new(code, display, system);
        if kind == DocumentKind::Referral {
            let [_, alternate] = &mut content.code.codings;
            *alternate = Coding::new("57133-1", "Referral note", "2.16.840.1.113883.6.1");
        }
    }
    content.title.get_or_insert_with(|| kind.title().into());
    if content.templates.is_empty() && kind == DocumentKind::Referral {
        let mut template = identifier(section::REFERRAL_TEMPLATE, "");
        template.value = None;
        content.templates.push(template);
    }
    if content.effective_at.is_absent() {
        content.effective_at = exchange.header.sent_at.clone();
    }
    if content.effective_at.is_absent() {
        content.effective_at = Field::Null;
    }
    content.language.get_or_insert_with(|| "ja-JP".into());
    content.confidentiality.get_or_insert_with(|| {
        let mut code = CodeableConcept::bare("N");
        let [first, _] = &mut code.codings;
        first.system = Some("2.16.840.1.113883.5.25".into());
        code
    });
    if content.encounter.is_none() {
        content.encounter = exchange.encounter.as_ref().map(|encounter| Box::new(stay(encounter)));
    }
    for participant in &mut content.participants {
        named(participant, "IND");
        participant.class.get_or_insert_with(|| "AGNT".into());
    }
    for performer in content.service_events.iter_mut().flat_map(|event| &mut event.performers) {
        named(performer, "PRF");
    }
    for participant in content.encounter.iter_mut().flat_map(|encounter| &mut encounter.participants) {
        named(participant, "ATND");
    }
    let mut ids = generate::Ids::default();
    for section in &mut content.sections {
        ids.note(section);
    }
    let mut remarks = Vec::new();
    for (n, section) in content.sections.iter_mut().enumerate() {
        complete_section(section, &mut ids, &format!("content.sections[{n}]"), &mut remarks, 0);
    }
    remarks
}

/// Gives somebody the part that is meant where none is said.
fn named(party: &mut Party, role: &'static str) {
    party.role.get_or_insert_with(|| CodeableConcept::bare(role));
}

/// Adds what the schema wants of every statement of a kind.
fn complete_entry(entry: &mut Entry, depth: u32) {
    if depth > 16 {
        return;
    }
    let depth = depth.saturating_add(1);
    match &mut entry.statement {
        Some(Statement::Observation(observation)) if observation.code.is_absent() => {
            observation.code = Field::Null
        }
        Some(Statement::FamilyHistory(_)) => {
            entry.status.get_or_insert_with(|| "completed".into());
        }
        Some(Statement::Panel(panel)) => {
            entry.status.get_or_insert_with(|| "completed".into());
            panel.kind.get_or_insert_with(|| "CLUSTER".into());
            for inner in &mut panel.entries {
                complete_entry(inner, depth);
            }
        }
        Some(Statement::Other(other)) => {
            let kind = other.kind.get_or_insert_with(|| "act".into());
            let class = if kind == "supply" { "SPLY" } else { "ACT" };
            other.class.get_or_insert_with(|| class.into());
        }
        _ => {}
    }
    for participant in &mut entry.participants {
        named(participant, "IND");
    }
    for file in &mut entry.documents {
        file.relation.get_or_insert_with(|| "REFR".into());
    }
    for related in &mut entry.related {
        related.relation.get_or_insert_with(|| "COMP".into());
        complete_entry(&mut related.entry, depth);
    }
}

fn complete_section(
    section: &mut Section,
    ids: &mut generate::Ids,
    place: &str,
    remarks: &mut Vec<Remark>,
    depth: u32,
) {
    let def = SECTIONS.iter().find(|def| Some(def.kind) == section.kind.as_deref());
    if let Some(def) = def {
        if section.code.codings().next().is_none()
            && let Some(code) = def.codes.first()
        {
            let text = section.code.text.take();
            section.code = CodeableConcept::new(*code, def.display, "2.16.840.1.113883.6.1");
            section.code.text = text;
        }
        section.title.get_or_insert_with(|| Text::from_static(def.title));
    }
    let blank = section.narrative.content.is_empty() && section.narrative.text.is_none();
    if blank && !section.entries.is_empty() {
        generate::narrative(section, ids);
        let target = format!("{place}.narrative").into();
        remarks.push(Remark { path: None, code: &codes::NARRATIVE_GENERATED, target });
    }
    for entry in &mut section.entries {
        complete_entry(entry, 0);
    }
    if depth < 16 {
        for (n, inner) in section.sections.iter_mut().enumerate() {
            let place = format!("{place}.sections[{n}]");
            complete_section(inner, ids, &place, remarks, depth.saturating_add(1));
        }
    }
}
