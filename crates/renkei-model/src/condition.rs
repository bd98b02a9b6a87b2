//! Diseases (病名) and diagnoses.

mod reading;

pub use reading::{EntryKind, Outcome};

use crate::coverage::Coverage;
use crate::observation::{Note, Observation};
use crate::order::{LineKey, OrderHeader, OrderIdentity};
use crate::practitioner::{Practitioner, Role};
use crate::value::{CodeableConcept, DateTime, Decimal, Field, Identifier, Text};

record! {
    /// The diseases of a patient; each message carries the whole list of its moment.
    pub struct Conditions {
        /// The entries, in the order sent.
        pub entries: Vec<Condition>,
    }

    /// A disease (病名).
    pub struct Condition {
        /// What to do with the entry, HL7 table 0287: `AD` add, `UP` update, `DE` delete.
        pub action: Field<Text>,
        /// When the entry was made; the newest wins.
        pub action_at: Field<DateTime>,
        /// The disease (病名管理番号), MDCDX2; its name stands whole in [`name`](Self::name).
        pub code: Field<CodeableConcept>,
        /// The identifier of the entry, the same in every update.
        pub id: Field<Identifier>,
        /// The identifier of the episode of care.
        pub episode: Field<Identifier>,
        /// The place in the list.
        pub priority: Field<Decimal>,
        /// When insured care began (診療開始日); not an onset.
        pub established_at: Field<DateTime>,
        /// When it is expected to end.
        pub expected_end_at: Field<DateTime>,
        /// When it ended (転帰日).
        pub ended_at: Field<DateTime>,
        /// The ICD-10 code, and beside it the kind of entry, JHSD0004: `O` outpatient.
        pub classification: Field<CodeableConcept>,
        /// The departments or professions.
        pub disciplines: Vec<CodeableConcept>,
        /// Whether it is lasting.
        pub persistence: Field<CodeableConcept>,
        /// How sure it is, JHSD0005: `1` 疑いあり.
        pub confirmation: Field<CodeableConcept>,
        /// The outcome (転帰), HL7 table 0241.
        pub outcome: Field<CodeableConcept>,
        /// When the outcome was judged.
        pub outcome_at: Field<DateTime>,
        /// When it began (発症日).
        pub onset_at: Field<DateTime>,
        /// The name with its modifiers, as one text: `急性胃炎の疑い`.
        pub name: Field<Text>,
        /// Whether it is the main disease (主診断), JHSD0007.
        pub ranking: Field<CodeableConcept>,
        /// The name in parts.
        pub name_parts: Option<Box<ConditionName>>,
        /// The teeth it concerns (歯式).
        pub teeth: Vec<DentalFormula>,
        /// What is seldom sent.
        pub details: Option<Box<ConditionDetails>>,
        /// Notes.
        pub notes: Vec<Note>,
        /// Who has to do with it.
        pub roles: Vec<Role>,
        /// Who pays for it.
        pub coverages: Vec<Coverage>,
        /// Observations.
        pub observations: Vec<Observation>,
        /// The orders through which it was entered.
        pub orders: Vec<ConditionOrder>,
    }

    /// The name of a disease in parts (病名の修飾語分解).
    pub struct ConditionName {
        /// What precedes the name, by management number (修飾語管理番号, 接頭語).
        pub prefixes: Vec<CodeableConcept>,
        /// The disease, by management number (病名管理番号).
        pub disease: Field<CodeableConcept>,
        /// What follows the name, by management number (接尾語): 疑い.
        pub suffixes: Vec<CodeableConcept>,
        /// What precedes the name, by exchange code (修飾語交換用コード).
        pub exchange_prefixes: Vec<CodeableConcept>,
        /// The disease, by exchange code (病名交換用コード).
        pub exchange_disease: Field<CodeableConcept>,
        /// What follows the name, by exchange code.
        pub exchange_suffixes: Vec<CodeableConcept>,
        /// A comment.
        pub comment: Field<Text>,
    }

    /// The teeth that a dental disease concerns (歯式).
    pub struct DentalFormula {
        /// The number of the entry.
        pub set_id: Field<Text>,
        /// The teeth (歯式情報).
        pub formula: Field<CodeableConcept>,
    }

    /// The seldom sent parts of a disease.
    pub struct ConditionDetails {
        /// How certain it is.
        pub certainty: Field<CodeableConcept>,
        /// How probable it is, 0 to 1.
        pub probability: Field<Decimal>,
        /// Whether the patient knows of it.
        pub patient_awareness: Field<CodeableConcept>,
        /// The prognosis.
        pub prognosis: Field<CodeableConcept>,
        /// Whether the patient knows of the prognosis.
        pub prognosis_awareness: Field<CodeableConcept>,
        /// What the family knows.
        pub family_awareness: Field<Text>,
        /// Who may know of it, HL7 table 0177.
        pub confidentiality: Field<CodeableConcept>,
    }

    /// The order through which a disease was entered.
    pub struct ConditionOrder {
        /// What happens, and its numbers.
        pub identity: OrderIdentity,
        /// The number of the group.
        pub key: Field<LineKey>,
        /// Who, when, where.
        pub header: OrderHeader,
    }

    /// A diagnosis that comes with a stay or an order (診断).
    pub struct Diagnosis {
        /// The number of the entry.
        pub set_id: Field<Text>,
        /// How it is coded, HL7 table 0053.
        pub coding_method: Field<Text>,
        /// The diagnosis.
        pub code: Field<CodeableConcept>,
        /// The diagnosis in words.
        pub description: Field<Text>,
        /// When it was made.
        pub diagnosed_at: Field<DateTime>,
        /// The kind: admitting, working, final; HL7 table 0052.
        pub kind: Field<Text>,
        /// Its rank, HL7 table 0359.
        pub priority: Field<Text>,
        /// Who made it.
        pub diagnosed_by: Vec<Practitioner>,
        /// Its class, HL7 table 0228.
        pub classification: Field<Text>,
        /// Its identifier.
        pub id: Field<Identifier>,
        /// What to do with the entry, HL7 table 0206.
        pub action: Field<Text>,
    }
}
