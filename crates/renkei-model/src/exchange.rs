//! One message or document: who sends it, whom it concerns, what it says.

use serde::{Deserialize, Serialize};

use crate::allergy::Allergies;
use crate::condition::Conditions;
use crate::diet::DietOrder;
use crate::document::Document;
use crate::encounter::{Encounter, Visit};
use crate::imaging::{ImagingOrder, ImagingPerformed};
use crate::medication::{MedicationAdministration, MedicationDispense, MedicationOrder};
use crate::observation::{Note, ObservationReport};
use crate::organization::Organization;
use crate::patient::Patient;
use crate::practitioner::Practitioner;
use crate::specimen::{LabOrder, LabReport};
use crate::value::{
    CodeableConcept, Coding, DateTime, Decimal, Designator, Field, Identifier, KnownSystem, Telecom, Text,
};

/// One message or document, whatever its format was.
///
/// # Examples
///
/// ```
/// use renkei_model::{Content, Exchange, patient::Patient, value::{HumanName, Representation}};
///
/// let exchange = Exchange {
///     patient: Patient {
///         names: vec![HumanName::new("山田", "太郎", Representation::Ideographic)],
///         sex: "M".into(),
///         ..Default::default()
///     },
///     content: Content::PatientUpdate,
///     ..Default::default()
/// };
/// let json = serde_json::to_value(&exchange)?;
/// assert_eq!(json["patient"]["names"][0]["family"], "山田");
/// assert_eq!(json["content"]["type"], "patient_update");
/// assert_eq!(serde_json::from_value::<Exchange>(json)?, exchange);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Exchange {
    /// Who sends it, when, and as what.
    pub header: Header,
    /// Whom it concerns.
    pub patient: Patient,
    /// The visit or stay during which it was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encounter: Option<Encounter>,
    /// What it says.
    pub content: Content,
    /// Whatever else was sent: nothing needs a second look at the source.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unmapped: Vec<Unmapped>,
}

impl Exchange {
    /// Returns the facility that sends, which local codes and identifiers without an issuer belong to.
    pub fn facility(&self) -> Option<&Designator> {
        self.header.sending_facility.value()
    }

    /// Returns the facility that a code is local to; `None` for a code of a system that is known everywhere.
    ///
    /// The same `99XY1` means another table in every hospital: two local codes are the same only where both the code and
    /// the facility are.
    ///
    /// ```
    /// use renkei_model::Exchange;
    /// use renkei_model::value::{Coding, Designator, Field};
    ///
    /// let mut exchange = Exchange::default();
    /// exchange.header.sending_facility = Field::Value(Designator::new("1319999999"));
    /// let local = exchange.owner_of(&Coding::new("01", "内科", "99XY1"));
    /// assert_eq!(local.and_then(|facility| facility.namespace.as_deref()), Some("1319999999"));
    /// assert_eq!(exchange.owner_of(&Coding::new("023", "血清", "JC10")), None);
    /// ```
    pub fn owner_of(&self, coding: &Coding) -> Option<&Designator> {
        let local = matches!(coding.known_system(), KnownSystem::Local | KnownSystem::Unnamed);
        self.facility().filter(|_| local)
    }
}

/// What an exchange says, one variant for each purpose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Content {
    /// The patient as the sender now knows the patient (患者基本情報の更新).
    PatientUpdate,
    /// The patient is to be removed (患者基本情報の削除).
    PatientDelete,
    /// Something happened to a visit or stay.
    Visit(Visit),
    /// The allergies of the patient.
    Allergies(Allergies),
    /// The diseases of the patient.
    Conditions(Conditions),
    /// A prescription or injection was ordered.
    MedicationOrder(Box<MedicationOrder>),
    /// Medicines were given.
    MedicationAdministration(Box<MedicationAdministration>),
    /// Medicines were dispensed.
    MedicationDispense(Box<MedicationDispense>),
    /// Laboratory tests were ordered.
    LabOrder(Box<LabOrder>),
    /// Laboratory results.
    LabReport(Box<LabReport>),
    /// An examination was ordered: radiology, endoscopy, physiology.
    ImagingOrder(Box<ImagingOrder>),
    /// An examination was done.
    ImagingPerformed(Box<ImagingPerformed>),
    /// Results of physiology, vital signs, readings.
    ObservationReport(Box<ObservationReport>),
    /// Meals were ordered.
    DietOrder(Box<DietOrder>),
    /// A document: a referral, a discharge summary.
    Document(Box<Document>),
    /// An answer to a message.
    Acknowledgement(Box<Acknowledgement>),
    /// Something that this model has no place for; all of it is unmapped.
    #[default]
    Other,
}

impl Content {
    /// Returns the name under which the content stands in JSON.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::PatientUpdate => "patient_update",
            Self::PatientDelete => "patient_delete",
            Self::Visit(_) => "visit",
            Self::Allergies(_) => "allergies",
            Self::Conditions(_) => "conditions",
            Self::MedicationOrder(_) => "medication_order",
            Self::MedicationAdministration(_) => "medication_administration",
            Self::MedicationDispense(_) => "medication_dispense",
            Self::LabOrder(_) => "lab_order",
            Self::LabReport(_) => "lab_report",
            Self::ImagingOrder(_) => "imaging_order",
            Self::ImagingPerformed(_) => "imaging_performed",
            Self::ObservationReport(_) => "observation_report",
            Self::DietOrder(_) => "diet_order",
            Self::Document(_) => "document",
            Self::Acknowledgement(_) => "acknowledgement",
            Self::Other => "other",
        }
    }
}

/// Something that was sent and has no place in the model.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Unmapped {
    /// Where it stood, in the terms of its format: `PID-39.2`.
    pub path: String,
    /// The bytes it took up, from and to, counted from zero at the start of the message.
    pub span: [u32; 2],
    /// The text.
    pub text: Text,
    /// The bytes in hexadecimal, only when the text could not be read from them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<Text>,
}

record! {
    /// Who sends, when, and as what.
    pub struct Header {
        /// The application that sends.
        pub sending_application: Field<Designator>,
        /// The facility that sends.
        pub sending_facility: Field<Designator>,
        /// The application that receives.
        pub receiving_application: Field<Designator>,
        /// The facility that receives.
        pub receiving_facility: Field<Designator>,
        /// When the message was made; not when anything happened to the patient.
        pub sent_at: Field<DateTime>,
        /// What the message is.
        pub message_type: Field<MessageType>,
        /// The identifier of the message.
        pub control_id: Field<Text>,
        /// Production, training or debugging.
        pub processing: Field<Processing>,
        /// The version of the standard.
        pub version: Field<Version>,
        /// The character sets, as declared; each place counts, also an empty one.
        pub charsets: Vec<Text>,
        /// How character sets are switched, as declared.
        pub charset_handling: Field<Text>,
        /// The profiles that the message claims to follow.
        pub profiles: Vec<Identifier>,
        /// What is seldom sent.
        pub details: Option<Box<HeaderDetails>>,
        /// What happened, and who says so.
        pub event: Event,
        /// The software that made the message.
        pub software: Vec<Software>,
        /// Notes on the message.
        pub notes: Vec<Note>,
    }

    /// What a message is: `OUL^R22^OUL_R22`.
    pub struct MessageType {
        /// The kind of message.
        pub code: Option<Text>,
        /// The event.
        pub event: Option<Text>,
        /// The structure.
        pub structure: Option<Text>,
    }

    /// What a message is for.
    pub struct Processing {
        /// `P` production, `T` training, `D` debugging.
        pub id: Option<Text>,
        /// The mode, HL7 table 0207.
        pub mode: Option<Text>,
    }

    /// A version of the standard.
    pub struct Version {
        /// The version: `2.5`.
        pub id: Option<Text>,
        /// The country whose version it is.
        pub country: Option<Box<CodeableConcept>>,
        /// The version of that country.
        pub country_version: Option<Box<CodeableConcept>>,
    }

    /// The seldom sent parts of a header.
    pub struct HeaderDetails {
        /// Security.
        pub security: Field<Text>,
        /// The number in a sequence.
        pub sequence_number: Field<Decimal>,
        /// Where a broken message goes on.
        pub continuation: Field<Text>,
        /// Whether receipt is to be acknowledged, HL7 table 0155.
        pub accept_acknowledgement: Field<Text>,
        /// Whether the outcome is to be acknowledged, HL7 table 0155.
        pub application_acknowledgement: Field<Text>,
        /// The country.
        pub country: Field<Text>,
        /// The language.
        pub language: Field<CodeableConcept>,
    }

    /// What happened, and who says so (事象).
    pub struct Event {
        /// The event, in the place that older messages use.
        pub code: Field<Text>,
        /// When it was recorded (事象記録日時).
        pub recorded_at: Field<DateTime>,
        /// When it is planned (事象計画日時).
        pub planned_at: Field<DateTime>,
        /// Why it happened, HL7 table 0062.
        pub reason: Field<Text>,
        /// Who recorded it (操作者).
        pub operators: Vec<Practitioner>,
        /// When it happened (事象発生日時).
        pub occurred_at: Field<DateTime>,
        /// Where it happened (事象施設).
        pub facility: Field<Designator>,
    }

    /// Software that made a message.
    pub struct Software {
        /// Who made it.
        pub vendor: Field<Organization>,
        /// Its version.
        pub version: Field<Text>,
        /// Its name.
        pub product: Field<Text>,
        /// The identifier of the binary.
        pub binary_id: Field<Text>,
        /// More about it.
        pub information: Field<Text>,
        /// When it was installed.
        pub installed_at: Field<DateTime>,
    }

    /// An answer to a message (応答).
    pub struct Acknowledgement {
        /// Accepted, in error, rejected; HL7 table 0008: `AA`.
        pub code: Field<Text>,
        /// The identifier of the message that is answered.
        pub control_id: Field<Text>,
        /// The answer in words.
        pub text: Field<Text>,
        /// The number that is expected next.
        pub expected_sequence_number: Field<Decimal>,
        /// The kind of delayed answer.
        pub delayed_kind: Field<Text>,
        /// What is wrong, HL7 table 0357.
        pub condition: Field<CodeableConcept>,
        /// Errors.
        pub errors: Vec<ReportedError>,
        /// The laboratory order as the one who performs has taken it, in an answer to one.
        pub laboratory: Option<Box<LabOrder>>,
    }

    /// An error that a receiver reports (エラー).
    pub struct ReportedError {
        /// Where and what, in the form of HL7 v2.4.
        pub legacy: Vec<LegacyError>,
        /// Where.
        pub locations: Vec<ErrorLocation>,
        /// What, HL7 table 0357.
        pub code: Field<CodeableConcept>,
        /// How severe, HL7 table 0516.
        pub severity: Field<Text>,
        /// What, in the application's own terms.
        pub application_code: Field<CodeableConcept>,
        /// What the application's code varies by.
        pub parameters: Vec<Text>,
        /// What helps to find the cause.
        pub diagnostic: Field<Text>,
        /// What to tell the user.
        pub user_message: Field<Text>,
        /// Whom to inform, HL7 table 0517.
        pub inform: Vec<Text>,
        /// What was overridden, HL7 table 0518.
        pub override_kind: Field<CodeableConcept>,
        /// Why it was overridden, HL7 table 0519.
        pub override_reasons: Vec<CodeableConcept>,
        /// Where to find help.
        pub help_desk: Vec<Telecom>,
    }

    /// Where an error is, in the terms of the message.
    pub struct ErrorLocation {
        /// The name of the line: `PID`.
        pub segment: Option<Text>,
        /// Which of them, counted from one.
        pub sequence: Option<Decimal>,
        /// The field.
        pub field: Option<Decimal>,
        /// Which repetition.
        pub repetition: Option<Decimal>,
        /// The component.
        pub component: Option<Decimal>,
        /// The subcomponent.
        pub subcomponent: Option<Decimal>,
    }

    /// Where and what an error is, in the form of HL7 v2.4.
    pub struct LegacyError {
        /// The name of the line.
        pub segment: Option<Text>,
        /// Which of them.
        pub sequence: Option<Decimal>,
        /// The field.
        pub field: Option<Decimal>,
        /// What is wrong.
        pub code: CodeableConcept,
    }
}
