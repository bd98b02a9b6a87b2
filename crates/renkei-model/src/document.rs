//! Documents: referrals, discharge summaries, data handed to the patient (診療文書).

use serde::{Deserialize, Serialize};

use crate::allergy::Allergy;
use crate::condition::Condition;
use crate::encounter::Encounter;
use crate::medication::MedicationLine;
use crate::observation::Observation;
use crate::organization::Organization;
use crate::practitioner::Practitioner;
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
        /// Files that travel inside.
        pub attachments: Vec<DocumentAttachment>,
        /// Files that lie beside it.
        pub references: Vec<ExternalReference>,
        /// What is known of a signature; it is never verified here.
        pub signature: Option<Box<SignatureFacts>>,
    }

    /// A person or organisation in its part towards a document.
    pub struct Party {
        /// The part: `PRCP` main recipient, `HLD` holder.
        pub role: Option<CodeableConcept>,
        /// When, or since and until when.
        pub time: Option<Period>,
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
        /// The organisation for which the person stands.
        pub organization: Option<Organization>,
        /// The department.
        pub department: Option<CodeableConcept>,
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
        /// What it is about.
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
        /// The text without markup.
        pub text: Option<Text>,
        /// The text with the markup of its format.
        pub markup: Option<Text>,
    }

    /// Something that was done to the patient (処置・手術).
    pub struct Procedure {
        /// The identifiers.
        pub identifiers: Vec<Identifier>,
        /// What was done.
        pub code: CodeableConcept,
        /// How far it has come.
        pub status: Option<Text>,
        /// When.
        pub period: Option<Period>,
        /// Where on the body.
        pub sites: Vec<CodeableConcept>,
        /// Who did it.
        pub performers: Vec<Practitioner>,
        /// Why.
        pub reasons: Vec<CodeableConcept>,
        /// What is said of it.
        pub text: Option<Text>,
    }

    /// A disease in the family (家族歴).
    pub struct FamilyHistory {
        /// Who has it.
        pub relationship: CodeableConcept,
        /// The disease.
        pub condition: CodeableConcept,
        /// When it began.
        pub onset_at: Field<DateTime>,
        /// Whether that person died of it.
        pub deceased: Option<bool>,
        /// What is said of it.
        pub text: Option<Text>,
    }

    /// A way of living: smoking, drinking, a profession (生活習慣).
    pub struct SocialHistory {
        /// What it is about.
        pub code: CodeableConcept,
        /// When.
        pub period: Option<Period>,
        /// The answer, as a code.
        pub value: Option<CodeableConcept>,
        /// The answer, as a quantity.
        pub quantity: Option<Quantity>,
        /// What is said of it.
        pub text: Option<Text>,
    }

    /// A vaccination (予防接種).
    pub struct Immunization {
        /// The identifiers.
        pub identifiers: Vec<Identifier>,
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
        /// Who gave it.
        pub performers: Vec<Practitioner>,
        /// Whether it was not given after all.
        pub refused: bool,
    }

    /// A statement of a kind that has no type of its own.
    pub struct Statement {
        /// The kind, in the words of the format: `act`, `supply`.
        pub kind: Option<Text>,
        /// The identifiers.
        pub identifiers: Vec<Identifier>,
        /// What it is about.
        pub code: CodeableConcept,
        /// When.
        pub period: Option<Period>,
        /// How far it has come.
        pub status: Option<Text>,
        /// What it says.
        pub text: Option<Text>,
        /// Statements within.
        pub entries: Vec<Entry>,
    }

    /// A file that travels inside a document.
    pub struct DocumentAttachment {
        /// The identifier by which the text refers to it.
        pub id: Option<Text>,
        /// What it is.
        pub title: Option<Text>,
        /// The file.
        pub content: Attachment,
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
    }
}

/// What a section says, in the same types as messages use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Entry {
    /// A disease.
    Condition(Box<Condition>),
    /// An allergy.
    Allergy(Box<Allergy>),
    /// A medicine.
    Medication(Box<MedicationLine>),
    /// A result or finding.
    Observation(Box<Observation>),
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
    Encounter(Box<Encounter>),
    /// A file that travels inside.
    Attachment(Box<DocumentAttachment>),
    /// A file that lies beside.
    Reference(Box<ExternalReference>),
    /// Anything else.
    Other(Box<Statement>),
}

impl Document {
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
