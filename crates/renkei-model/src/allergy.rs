//! Allergies and other adverse reactions (アレルギー, 患者有害反応情報).

use crate::organization::Organization;
use crate::practitioner::Practitioner;
use crate::value::{CodeableConcept, DateTime, Field, HumanName, Identifier, Text};

record! {
    /// The allergies of a patient; each message carries the whole list of its moment.
    pub struct Allergies {
        /// The entries, in the order sent.
        pub entries: Vec<Allergy>,
    }

    /// An allergy or other adverse reaction.
    pub struct Allergy {
        /// The number of the entry.
        pub set_id: Field<Text>,
        /// The kind, HL7 table 0127: `DA` drug, `FA` food.
        pub kind: Field<CodeableConcept>,
        /// The substance (アレルゲン).
        pub substance: Field<CodeableConcept>,
        /// How severe it is, HL7 table 0128.
        pub severity: Field<CodeableConcept>,
        /// What happens, in words: `目のかゆみ`.
        pub reactions: Vec<Text>,
        /// When it was found, in patient updates and orders.
        pub identified_at: Field<DateTime>,
        /// What to do with the entry, HL7 table 0323: `A` add.
        pub action: Field<CodeableConcept>,
        /// The identifier of the entry.
        pub id: Field<Identifier>,
        /// Why the entry is added or changed.
        pub action_reason: Field<Text>,
        /// How the patient reacts to the substance, HL7 table 0436.
        pub sensitivity: Field<CodeableConcept>,
        /// The group of substances.
        pub substance_group: Field<CodeableConcept>,
        /// When it began; often a year or month.
        pub onset_at: Field<DateTime>,
        /// When it began, in words: `小学校低学年の頃`.
        pub onset_text: Field<Text>,
        /// When it was reported.
        pub reported_at: Field<DateTime>,
        /// Who reported it.
        pub reported_by: Field<HumanName>,
        /// What the reporter is to the patient, HL7 table 0063.
        pub reporter_relationship: Field<CodeableConcept>,
        /// A device that warns of it, HL7 table 0437.
        pub alert_device: Field<CodeableConcept>,
        /// How sure it is, HL7 table 0438: `C` confirmed, `S` suspect.
        pub status: Field<CodeableConcept>,
        /// Who judged the status.
        pub status_by: Field<Practitioner>,
        /// Which organisation judged the status.
        pub status_organization: Field<Organization>,
        /// When the status was judged.
        pub status_at: Field<DateTime>,
    }
}
