//! What was ordered of a department that examines (検査依頼).

use crate::condition::Diagnosis;
use crate::order::LegacyTiming;
use crate::practitioner::{Participation, Practitioner};
use crate::value::{
    Charge, CodeableConcept, DateTime, Decimal, Field, Identifier, IdentifierPair, Quantity, Telecom, Text,
};

record! {
    /// A request to examine, and how far it has come (検査依頼).
    pub struct Request {
        /// The number of the entry.
        pub set_id: Field<Text>,
        /// The number of the one who orders.
        pub placer_number: Field<Identifier>,
        /// The number of the one who performs.
        pub filler_number: Field<Identifier>,
        /// What is asked for (検査項目): a group of laboratory items, a JJ1017, LENDO or JLAC10 code.
        pub code: Field<CodeableConcept>,
        /// When it was done or the specimen taken (検査/採取日時).
        pub started_at: Field<DateTime>,
        /// When it ended.
        pub ended_at: Field<DateTime>,
        /// What to beware of (危険コード): infection.
        pub danger: Field<CodeableConcept>,
        /// Clinical information in words (関連臨床情報).
        pub clinical_info: Field<Text>,
        /// Who ordered it.
        pub ordered_by: Vec<Practitioner>,
        /// When it was reported or its state changed (結果報告/状態変更日時).
        pub reported_at: Field<DateTime>,
        /// The section, HL7 table 0074: `MB` microbiology.
        pub section: Field<Text>,
        /// The state of the result, HL7 table 0123.
        pub status: Field<Text>,
        /// The result on which this one builds: the organism of a susceptibility test.
        pub parent_result: Option<Box<ParentResult>>,
        /// Who gets a copy.
        pub copies_to: Vec<Practitioner>,
        /// The order of which this is a part (親番号).
        pub parent: Field<IdentifierPair>,
        /// When it is planned (予定日時).
        pub scheduled_at: Field<DateTime>,
        /// Diagnoses.
        pub diagnoses: Vec<Diagnosis>,
        /// What is seldom sent.
        pub details: Option<Box<RequestDetails>>,
    }

    /// A link to the result on which another builds (親結果).
    pub struct ParentResult {
        /// What was observed.
        pub code: CodeableConcept,
        /// Its sub-identifier.
        pub sub_id: Option<Text>,
        /// Its value in words: `Escherichia coli`.
        pub value: Option<Text>,
    }

    /// The seldom sent parts of a request.
    pub struct RequestDetails {
        /// How urgent it is, in the place that older messages use.
        pub priority: Field<Text>,
        /// When it is wanted.
        pub requested_at: Field<DateTime>,
        /// How much was taken.
        pub collection_volume: Field<Quantity>,
        /// Who took it.
        pub collectors: Vec<Practitioner>,
        /// What to do with the specimen, HL7 table 0065.
        pub specimen_action: Field<Text>,
        /// When the specimen was received.
        pub received_at: Field<DateTime>,
        /// The specimen, in the place that older messages use.
        pub specimen_source: Option<Box<LegacySpecimen>>,
        /// Where to call back.
        pub callback: Vec<Telecom>,
        /// A field of the one who orders.
        pub placer_field_1: Field<Text>,
        /// Another field of the one who orders.
        pub placer_field_2: Field<Text>,
        /// A field of the one who performs.
        pub filler_field_1: Field<Text>,
        /// Another field of the one who performs.
        pub filler_field_2: Field<Text>,
        /// What it costs (課金).
        pub charge: Field<Charge>,
        /// Quantity and timing in the withdrawn form.
        pub legacy_timings: Vec<LegacyTiming>,
        /// How the patient is brought, HL7 table 0124.
        pub transport_mode: Field<Text>,
        /// Why it is done.
        pub reasons: Vec<CodeableConcept>,
        /// Who answers for the reading.
        pub interpreter: Field<Participation>,
        /// Who helped with the reading.
        pub assistants: Vec<Participation>,
        /// Technicians.
        pub technicians: Vec<Participation>,
        /// Who wrote it down.
        pub transcriptionists: Vec<Participation>,
        /// How many containers.
        pub container_count: Field<Decimal>,
        /// How specimens travel.
        pub specimen_transport: Vec<CodeableConcept>,
        /// What the one who took it says.
        pub collector_comments: Vec<CodeableConcept>,
        /// Who arranges transport.
        pub transport_responsibility: Field<CodeableConcept>,
        /// Whether transport is arranged, HL7 table 0224.
        pub transport_arranged: Field<Text>,
        /// Whether somebody goes along, HL7 table 0225.
        pub escort: Field<Text>,
        /// What is said of the transport.
        pub transport_comments: Vec<CodeableConcept>,
        /// A procedure, HL7 table 0088.
        pub procedure: Field<CodeableConcept>,
        /// What modifies the procedure, HL7 table 0340.
        pub procedure_modifiers: Vec<CodeableConcept>,
        /// What the one who orders adds, HL7 table 0411.
        pub placer_supplements: Vec<CodeableConcept>,
        /// What the one who performs adds, HL7 table 0411.
        pub filler_supplements: Vec<CodeableConcept>,
        /// Why it is done twice, HL7 table 0476.
        pub duplicate_reason: Field<CodeableConcept>,
        /// How to handle the result, HL7 table 0507.
        pub result_handling: Field<Text>,
    }

    /// A specimen, as older messages describe it in the request.
    pub struct LegacySpecimen {
        /// What it is.
        pub source: CodeableConcept,
        /// What was added.
        pub additives: CodeableConcept,
        /// How it was taken.
        pub collection_method: Option<Text>,
        /// From where.
        pub body_site: CodeableConcept,
        /// What modifies the site.
        pub site_modifier: CodeableConcept,
        /// What modifies the method.
        pub method_modifier: CodeableConcept,
        /// Its role, HL7 table 0369.
        pub role: CodeableConcept,
    }
}
