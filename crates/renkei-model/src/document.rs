//! Documents: referrals, discharge summaries, data handed to the patient (診療文書).

use serde::{Deserialize, Serialize};

use crate::allergy::Allergy;
use crate::condition::Condition;
use crate::coverage::Coverage;
use crate::medication::MedicationLine;
use crate::observation::Observation;
use crate::organization::Organization;
use crate::value::{
    Address, Attachment, CodeableConcept, DateTime, Field, HumanName, Identifier, Period, Quantity, Telecom,
    Text,
};

record! {
    /// A document (診療文書); the patient it is about is the patient of the exchange.
    pub struct Document {
        /// The identifier of this version.
        pub id: Identifier,
        /// The identifier that all versions share.
        pub set_id: Option<Identifier>,
        /// The version.
        pub version: Option<Text>,
        /// What kind of document it is.
        pub code: CodeableConcept,
        /// The templates that it claims to follow.
        pub templates: Vec<Identifier>,
        /// The title: 診療情報提供書.
        pub title: Option<Text>,
        /// When it was made.
        pub effective_at: Field<DateTime>,
        /// Who may know of it.
        pub confidentiality: Option<CodeableConcept>,
        /// The language: `ja-JP`.
        pub language: Option<Text>,
        /// The country: `JP`.
        pub realm: Option<Text>,
        /// The documents that it replaces or adds to.
        pub related: Vec<RelatedDocument>,
        /// Who wrote it, when.
        pub authors: Vec<Party>,
        /// Who typed it.
        pub enterer: Option<Party>,
        /// Who gave information.
        pub informants: Vec<Party>,
        /// Who keeps it (文書管理責任組織).
        pub custodian: Option<Organization>,
        /// Who signed it before the law (認証者).
        pub legal_authenticator: Option<Party>,
        /// Who answers for its content (文書内容責任者).
        pub authenticators: Vec<Party>,
        /// To whom it goes (紹介先).
        pub recipients: Vec<Party>,
        /// Others who have to do with it.
        pub participants: Vec<Party>,
        /// The department or clinic that cares for the patient.
        pub provider: Option<Organization>,
        /// The visit or stay during which it was written, as the document has it.
        pub encounter: Option<Box<DocumentEncounter>>,
        /// Orders that it fulfils.
        pub fulfils: Vec<Identifier>,
        /// What was done that it tells of.
        pub service_events: Vec<ServiceEvent>,
        /// Consents.
        pub consents: Vec<CodeableConcept>,
        /// The sections.
        pub sections: Vec<Section>,
        /// The document itself, where it is not in sections: a scan, a PDF.
        pub body: Option<Box<DocumentAttachment>>,
        /// What is known of a signature; it is never verified here.
        pub signature: Option<Box<SignatureFacts>>,
    }

    /// A person or organisation in its part towards a document.
    pub struct Party {
        /// The part: `PRCP` main recipient, `HLD` holder.
        pub role: Option<CodeableConcept>,
        /// When, or since and until when.
        pub time: Option<Period>,
        /// The class of a participant: `GUAR`, `ECON`.
        pub class: Option<Text>,
        /// How it was signed: `S`.
        pub signature: Option<Text>,
        /// The identifiers.
        pub identifiers: Vec<Identifier>,
        /// The profession.
        pub profession: Option<CodeableConcept>,
        /// The name, in each script.
        pub names: Vec<HumanName>,
        /// Addresses.
        pub addresses: Vec<Address>,
        /// Telephone numbers.
        pub telecoms: Vec<Telecom>,
        /// The organisation for which the person stands, and its department.
        pub organization: Option<Organization>,
        /// The device, where it was no person.
        pub device: Option<Device>,
    }

    /// A device or software.
    pub struct Device {
        /// The identifiers.
        pub identifiers: Vec<Identifier>,
        /// What kind it is.
        pub code: Option<CodeableConcept>,
        /// The model.
        pub model: Option<Text>,
        /// The software.
        pub software: Option<Text>,
    }

    /// A visit or stay with everybody who took part in it; the short form is the encounter of the exchange.
    pub struct DocumentEncounter {
        /// The identifiers.
        pub identifiers: Vec<Identifier>,
        /// The class: `IMP` inpatient, `AMB` outpatient.
        pub code: Option<CodeableConcept>,
        /// From admission to discharge (入院日, 退院日).
        pub period: Option<Period>,
        /// How it ended (転帰).
        pub disposition: Option<CodeableConcept>,
        /// Who answered for it (主治医).
        pub responsible: Option<Party>,
        /// Who took part: `REF` sent the patient, `ATND` attended.
        pub participants: Vec<Party>,
        /// Where it was (病棟).
        pub facility: Option<CareFacility>,
    }

    /// A ward, clinic or other place of care.
    pub struct CareFacility {
        /// The identifiers.
        pub identifiers: Vec<Identifier>,
        /// What kind of place it is.
        pub code: Option<CodeableConcept>,
        /// The name.
        pub name: Option<Text>,
        /// The address.
        pub address: Option<Address>,
        /// The organisation that it belongs to.
        pub organization: Option<Organization>,
    }

    /// A document to which another relates.
    pub struct RelatedDocument {
        /// How: `RPLC` replaces, `APND` adds to, `XFRM` is made from.
        pub relation: Option<Text>,
        /// Its identifiers.
        pub identifiers: Vec<Identifier>,
        /// The identifier that all its versions share.
        pub set_id: Option<Identifier>,
        /// Its version.
        pub version: Option<Text>,
        /// What kind it is.
        pub code: Option<CodeableConcept>,
    }

    /// Something that was done and that a document tells of.
    pub struct ServiceEvent {
        /// The class: `PCPR` the period of care.
        pub class: Option<Text>,
        /// The identifiers.
        pub identifiers: Vec<Identifier>,
        /// What it was.
        pub code: Option<CodeableConcept>,
        /// When.
        pub period: Option<Period>,
        /// Who did it.
        pub performers: Vec<Party>,
    }

    /// A section of a document.
    pub struct Section {
        /// The identifier.
        pub id: Option<Identifier>,
        /// The templates that it claims to follow.
        pub templates: Vec<Identifier>,
        /// What it is about, as understood from template, code or title: `allergies`.
        pub kind: Option<Text>,
        /// What it is about, as the sender codes it.
        pub code: CodeableConcept,
        /// The title.
        pub title: Option<Text>,
        /// The text that people read: it is what binds.
        pub narrative: Narrative,
        /// Who may know of it.
        pub confidentiality: Option<CodeableConcept>,
        /// The language.
        pub language: Option<Text>,
        /// Who wrote it, where it was somebody else.
        pub authors: Vec<Party>,
        /// What it says, in a form for machines.
        pub entries: Vec<Entry>,
        /// Sections within.
        pub sections: Vec<Section>,
    }

    /// The text of a section.
    pub struct Narrative {
        /// The text without markup: paragraphs, items and rows are lines, cells stand apart by tabs.
        pub text: Option<Text>,
        /// The text with its structure.
        pub content: Vec<Markup>,
    }

    /// A part of a text that is more than characters: a paragraph, a table, a place that is referred to.
    pub struct MarkupElement {
        /// What it is: `paragraph`, `list`, `item`, `table`, `tr`, `td`, `br`, `content`, `linkHtml`, `renderMultiMedia`.
        pub name: Text,
        /// The identifier by which entries refer to it.
        pub id: Option<Text>,
        /// What else is said of it: `listType`, `styleCode`, `colspan`, `href`.
        pub attributes: Vec<MarkupAttribute>,
        /// What it holds.
        pub content: Vec<Markup>,
    }

    /// Something that is said of a part of a text.
    pub struct MarkupAttribute {
        /// What.
        pub name: Text,
        /// How.
        pub value: Text,
    }

    /// A statement of a section in a form for machines, and what documents say of statements of any kind.
    pub struct Entry {
        /// What it states.
        pub statement: Option<Statement>,
        /// The identifiers.
        pub identifiers: Vec<Identifier>,
        /// The places in the text of the section that say the same, by their identifiers.
        pub references: Vec<Text>,
        /// What is said of it in words.
        pub text: Option<Text>,
        /// Whether the text was made from it.
        pub derived: bool,
        /// Whether it states that something is not so (アレルギーなし).
        pub negated: bool,
        /// Whether it happened, is ordered, is planned: `EVN` unless it says otherwise.
        pub mood: Option<Text>,
        /// How far it has come: `active`, `completed`.
        pub status: Option<Text>,
        /// Since when and until when.
        pub period: Option<Period>,
        /// What was examined (検体).
        pub specimen: Option<CodeableConcept>,
        /// Who did it.
        pub performers: Vec<Party>,
        /// Who wrote it.
        pub authors: Vec<Party>,
        /// Others who have to do with it.
        pub participants: Vec<Party>,
        /// Files that lie beside the document.
        pub documents: Vec<ExternalReference>,
        /// Statements that have to do with it.
        pub related: Vec<RelatedEntry>,
    }

    /// A statement, and how another relates to it.
    pub struct RelatedEntry {
        /// How: `MFST` shows itself as, `RSON` because of, `COMP` has as a part.
        pub relation: Option<Text>,
        /// Whether it is the other way round.
        pub inverted: bool,
        /// The statement.
        pub entry: Entry,
    }

    /// Statements that belong together (検査パネル).
    pub struct Panel {
        /// `BATTERY` tests that are done together, `CLUSTER` findings.
        pub kind: Option<Text>,
        /// What they are.
        pub code: Option<CodeableConcept>,
        /// When.
        pub effective_at: Field<DateTime>,
        /// The statements.
        pub entries: Vec<Entry>,
    }

    /// Something that was done to the patient (処置・手術).
    pub struct Procedure {
        /// What was done.
        pub code: CodeableConcept,
        /// When.
        pub performed_at: Field<DateTime>,
        /// By which method.
        pub methods: Vec<CodeableConcept>,
        /// Where on the body.
        pub sites: Vec<CodeableConcept>,
    }

    /// A disease in the family (家族歴).
    pub struct FamilyHistory {
        /// Who has it.
        pub relationship: CodeableConcept,
        /// The disease.
        pub condition: CodeableConcept,
        /// When it began.
        pub onset_at: Field<DateTime>,
        /// How old that person was when it began, in years.
        pub onset_age: Option<Quantity>,
        /// Whether that person died of it.
        pub deceased: Option<bool>,
    }

    /// A way of living: smoking, drinking, a profession (生活習慣).
    pub struct SocialHistory {
        /// What it is about.
        pub code: CodeableConcept,
        /// When.
        pub effective_at: Field<DateTime>,
        /// The answer, as a code.
        pub value: Option<CodeableConcept>,
        /// The answer, as a quantity.
        pub quantity: Option<Quantity>,
        /// The answer, in words.
        pub answer: Option<Text>,
    }

    /// A vaccination (予防接種).
    pub struct Immunization {
        /// The vaccine.
        pub vaccine: CodeableConcept,
        /// When.
        pub given_at: Field<DateTime>,
        /// How much.
        pub dose: Option<Quantity>,
        /// By which way.
        pub route: Option<CodeableConcept>,
        /// Where on the body.
        pub site: Option<CodeableConcept>,
        /// The lot number.
        pub lot: Option<Text>,
        /// Who made it.
        pub manufacturer: Option<Organization>,
    }

    /// A statement of a kind that has no type of its own.
    pub struct OtherStatement {
        /// The kind, in the words of the format: `act`, `supply`.
        pub kind: Option<Text>,
        /// The class, in the words of the format: `ACT`.
        pub class: Option<Text>,
        /// What it is about.
        pub code: Option<CodeableConcept>,
        /// When.
        pub effective_at: Field<DateTime>,
        /// How much.
        pub quantity: Option<Quantity>,
        /// The product it is about.
        pub product: Option<CodeableConcept>,
    }

    /// A file that travels inside a document, or that could and lies beside it.
    pub struct DocumentAttachment {
        /// The identifier by which the text refers to it.
        pub id: Option<Text>,
        /// What it is.
        pub title: Option<Text>,
        /// The file.
        pub content: Attachment,
        /// Where it lies, as written, if it is not inside.
        pub location: Option<Text>,
        /// The language.
        pub language: Option<Text>,
    }

    /// A file that lies beside a document.
    pub struct ExternalReference {
        /// How it relates: `REFR`, `XCRPT`, `SPRT`.
        pub relation: Option<Text>,
        /// The identifiers.
        pub identifiers: Vec<Identifier>,
        /// What kind of file it is.
        pub code: Option<CodeableConcept>,
        /// The media type: `application/pdf`.
        pub media_type: Option<Text>,
        /// Where it lies, as written; a path must not lead out of the folder of the document.
        pub location: Option<Text>,
        /// The identifier that all its versions share.
        pub set_id: Option<Identifier>,
        /// Its version.
        pub version: Option<Text>,
    }

    /// What is known of a signature.
    pub struct SignatureFacts {
        /// The form: XML Signature, XAdES.
        pub form: Option<Text>,
        /// When it was made, as the signature says.
        pub signed_at: Field<DateTime>,
        /// Who made it, as the certificate says.
        pub signer: Option<Text>,
        /// Who issued the certificate.
        pub issuer: Option<Text>,
        /// What it covers, as it says: the whole document, or parts by their identifiers.
        pub covers: Vec<Text>,
    }
}

/// A piece of a text: characters, or a part with a structure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Markup {
    /// Characters.
    Text(Text),
    /// A part with a structure.
    Element(Box<MarkupElement>),
}

/// What an entry states, in the same types as messages use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Statement {
    /// A disease.
    Condition(Box<Condition>),
    /// An allergy.
    Allergy(Box<Allergy>),
    /// A medicine.
    Medication(Box<MedicationLine>),
    /// A result or finding.
    Observation(Box<Observation>),
    /// Results or findings that belong together.
    Panel(Box<Panel>),
    /// Something that was done.
    Procedure(Box<Procedure>),
    /// A disease in the family.
    FamilyHistory(Box<FamilyHistory>),
    /// A way of living.
    SocialHistory(Box<SocialHistory>),
    /// A vaccination.
    Immunization(Box<Immunization>),
    /// A device.
    Device(Box<Device>),
    /// A visit or stay.
    Encounter(Box<DocumentEncounter>),
    /// An insurance or a public payer.
    Coverage(Box<Coverage>),
    /// A file that travels inside.
    Attachment(Box<DocumentAttachment>),
    /// Anything else.
    Other(Box<OtherStatement>),
}

impl Document {
    /// Returns every entry of every section, and those in panels.
    pub fn entries(&self) -> Vec<&Entry> {
        fn gather<'e>(entries: &'e [Entry], found: &mut Vec<&'e Entry>) {
            for entry in entries {
                found.push(entry);
                if let Some(Statement::Panel(panel)) = &entry.statement {
                    gather(&panel.entries, found);
                }
            }
        }
        let mut found = Vec::new();
        for section in self.all_sections() {
            gather(&section.entries, &mut found);
        }
        found
    }

    /// Returns the files that travel inside.
    pub fn attachments(&self) -> impl Iterator<Item = &DocumentAttachment> {
        let inside = self.entries().into_iter().filter_map(|entry| match &entry.statement {
            Some(Statement::Attachment(attachment)) => Some(&**attachment),
            _ => None,
        });
        self.body.iter().map(|body| &**body).chain(inside)
    }

    /// Returns the files that lie beside it, as entries refer to them.
    pub fn references(&self) -> impl Iterator<Item = &ExternalReference> {
        self.entries().into_iter().flat_map(|entry| &entry.documents)
    }

    /// Returns every section, each before the sections within it.
    pub fn all_sections(&self) -> Vec<&Section> {
        let mut found = Vec::new();
        let mut open: Vec<&Section> = self.sections.iter().rev().collect();
        while let Some(section) = open.pop() {
            found.push(section);
            open.extend(section.sections.iter().rev());
        }
        found
    }
}
