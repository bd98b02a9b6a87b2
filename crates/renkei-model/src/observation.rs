//! Observations: laboratory results, measurements, findings (検査結果).

mod observed_value;
mod reference_range;
mod understood;

pub use observed_value::ObservedValue;
pub use reference_range::ReferenceRange;
pub(crate) use understood::plain;
pub use understood::{Comparator, ItemUsed, Qualitative, Understood};

use crate::order::{LineKey, OrderHeader, OrderIdentity, Timing, Trial};
use crate::practitioner::Practitioner;
use crate::request::Request;
use crate::specimen::DescribedSpecimen;
use crate::value::{CodeableConcept, DateTime, Decimal, Field, Identifier, Text};

/// What a report is of.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ReportKind {
    /// Not known: the message alone does not say.
    #[default]
    Unknown,
    /// Physiology (生理検査): electrocardiogram, lung function.
    Physiology,
    /// Radiology (放射線): a reading of images (読影レポート).
    Radiology,
    /// Endoscopy (内視鏡).
    Endoscopy,
    /// The laboratory (検体検査), by request and not by specimen.
    Laboratory,
    /// Vital signs (バイタル).
    VitalSigns,
}

impl crate::value::Blank for ReportKind {
    fn is_blank(&self) -> bool {
        *self == Self::Unknown
    }
}

record! {
    /// Something that was observed, or, in an order, is to be observed (検査項目と検査値).
    pub struct Observation {
        /// The number of the entry; not always unique, nor in order.
        pub set_id: Field<Text>,
        /// What is observed (検査項目): a JLAC10 code and the hospital's own.
        pub code: Field<CodeableConcept>,
        /// What groups observations that belong together (検査副ID): organism and amount, drug and MIC.
        pub sub_id: Field<Text>,
        /// The value, as sent and as understood.
        pub value: ObservedValue,
        /// The unit (単位).
        pub unit: Field<CodeableConcept>,
        /// The reference range (基準値範囲).
        pub reference_range: Field<ReferenceRange>,
        /// How the value is judged (異常フラグ), HL7 table 0078: `H`, `L`, `S`, `R`.
        pub interpretations: Vec<Text>,
        /// The state of the result, HL7 table 0085: `F` final, `O` ordered, `X` impossible.
        pub status: Field<Text>,
        /// When it was observed, or the specimen taken.
        pub effective_at: Field<DateTime>,
        /// Who answers for it.
        pub performers: Vec<Practitioner>,
        /// By which method.
        pub methods: Vec<CodeableConcept>,
        /// What is seldom sent.
        pub details: Option<Box<ObservationDetails>>,
        /// Notes.
        pub notes: Vec<Note>,
    }

    /// The seldom sent parts of an observation.
    pub struct ObservationDetails {
        /// How probable it is.
        pub probability: Field<Decimal>,
        /// What the judgement goes by, HL7 table 0080.
        pub abnormality_natures: Vec<Text>,
        /// Since when the reference range applies.
        pub reference_range_from: Field<DateTime>,
        /// Who may see it.
        pub access_checks: Field<Text>,
        /// Who produced it.
        pub producer: Field<CodeableConcept>,
        /// With which equipment.
        pub equipment: Vec<Identifier>,
        /// When it was analysed.
        pub analysed_at: Field<DateTime>,
    }

    /// A note (注釈・コメント).
    pub struct Note {
        /// The number of the entry.
        pub set_id: Field<Text>,
        /// From whom, HL7 table 0105: `L` who performs, `P` who orders.
        pub source: Field<Text>,
        /// The note; line breaks are line feeds.
        pub comments: Vec<Text>,
        /// The kind of note, HL7 table 0364.
        pub kind: Field<CodeableConcept>,
    }

    /// Reports of physiology, vital signs and readings (生理検査結果, 読影レポート), and laboratory results by request.
    pub struct ObservationReport {
        /// What it is of.
        pub kind: ReportKind,
        /// Who ordered, when, where; blank when no group says.
        pub header: OrderHeader,
        /// The groups, in the order sent.
        pub groups: Vec<ObservationGroup>,
    }

    /// What was ordered together, with its observations.
    pub struct ObservationGroup {
        /// What happens to the order, and its numbers.
        pub identity: OrderIdentity,
        /// The number of the group.
        pub key: Field<LineKey>,
        /// The header of this group, where it differs from the common one; blank where the group says none.
        pub header: Option<Box<OrderHeader>>,
        /// Where the order stood in the group.
        pub order_place: OrderPlace,
        /// When.
        pub timings: Vec<Timing>,
        /// What was ordered.
        pub request: Request,
        /// Notes.
        pub notes: Vec<Note>,
        /// The specimens, in messages that go by order: elsewhere the group hangs on its specimen.
        pub specimens: Vec<DescribedSpecimen>,
        /// The observations, in the order sent.
        pub items: Vec<Observation>,
        /// Clinical trials.
        pub trials: Vec<Trial>,
    }
}

/// Where the order stood in a group of results.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrderPlace {
    /// Where the message's structure has it.
    #[default]
    Usual,
    /// Before the request, in a message that has it after.
    Before,
    /// After the request, in a message that has it before.
    After,
    /// Nowhere: the group has no order of its own.
    Missing,
}

impl crate::value::Blank for OrderPlace {
    fn is_blank(&self) -> bool {
        *self == Self::Usual
    }
}

impl Observation {
    /// Makes an observation of a code and a value of a type: `NM`, `ST`.
    pub fn new(code: CodeableConcept, declared_type: &str, value: &str) -> Self {
        Self { code: Field::Value(code), value: ObservedValue::new(declared_type, value), ..Self::default() }
    }
}
