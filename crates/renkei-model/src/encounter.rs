//! Visits and stays.

use serde::{Deserialize, Serialize};

use crate::coverage::Billing;
use crate::practitioner::{Practitioner, Role};
use crate::value::{CodeableConcept, DateTime, Decimal, Field, Identifier, Location, Text};

/// What happened to a patient's visit or stay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum VisitEvent {
    /// An outpatient came (外来受付).
    #[default]
    Reception,
    /// An admission is planned (入院予定).
    AdmissionPlanned,
    /// The patient was admitted (入院).
    Admitted,
    /// The patient left for a time (外出泊).
    LeaveStarted,
    /// The patient came back (外出泊帰院).
    Returned,
    /// A transfer is planned (転科・転棟予定).
    TransferPlanned,
    /// The patient was transferred (転科・転棟).
    Transferred,
    /// A discharge is planned (退院予定).
    DischargePlanned,
    /// The patient was discharged (退院).
    Discharged,
    /// Another doctor attends (担当医変更).
    AttendingChanged,
}

/// What happened, or what did not happen after all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Visit {
    /// The event.
    pub event: VisitEvent,
    /// Whether the event is taken back (取消).
    pub cancelled: bool,
}

record! {
    /// A visit or stay (来院情報).
    pub struct Encounter {
        /// The number of the entry; `0001`.
        pub set_id: Field<Text>,
        /// `I` inpatient, `O` outpatient (患者区分), HL7 table 0004.
        pub class: Field<Text>,
        /// Where the patient is (患者所在場所).
        pub location: Field<Location>,
        /// Where the patient was before.
        pub prior_location: Field<Location>,
        /// The attending doctor (主治医).
        pub attending: Vec<Practitioner>,
        /// The doctor who sent the patient (紹介医).
        pub referring: Vec<Practitioner>,
        /// Doctors who are asked.
        pub consulting: Vec<Practitioner>,
        /// The doctor who admitted the patient (入院時医師).
        pub admitting: Vec<Practitioner>,
        /// The department (診療部門), HL7 table 0069.
        pub department: Field<Text>,
        /// When admitted; for an outpatient, when the visit began.
        pub admitted_at: Field<DateTime>,
        /// When discharged.
        pub discharged_at: Vec<DateTime>,
        /// How discharged (退院区分), HL7 table 0112.
        pub disposition: Field<Text>,
        /// The number of the visit (来院番号).
        pub visit_number: Field<Identifier>,
        /// What is seldom sent.
        pub details: Option<Box<EncounterDetails>>,
        /// What is planned, and what is said beyond the visit itself (来院補足情報).
        pub plan: Option<Box<EncounterPlan>>,
        /// What American accounting sends.
        pub billing: Option<Box<Billing>>,
        /// Who has a role in it.
        pub roles: Vec<Role>,
    }

    /// The seldom sent parts of a visit or stay.
    pub struct EncounterDetails {
        /// The kind of admission, HL7 table 0007.
        pub admission_kind: Field<Text>,
        /// The number before admission.
        pub preadmission_number: Field<Identifier>,
        /// Where the patient is for the moment.
        pub temporary_location: Field<Location>,
        /// Whether tests precede admission, HL7 table 0087.
        pub preadmission_test: Field<Text>,
        /// Whether admitted again, HL7 table 0092.
        pub readmission: Field<Text>,
        /// Where the patient comes from (紹介元), HL7 table 0023.
        pub admit_source: Field<Text>,
        /// How the patient walks, HL7 table 0009.
        pub ambulatory_statuses: Vec<Text>,
        /// Whether to be treated with special care, HL7 table 0099.
        pub vip: Field<Text>,
        /// The kind of patient, HL7 table 0018.
        pub patient_kind: Field<Text>,
        /// Where discharged to.
        pub discharged_to: Field<DischargeLocation>,
        /// The diet, HL7 table 0114.
        pub diet: Field<CodeableConcept>,
        /// The facility that serves, HL7 table 0115.
        pub servicing_facility: Field<Text>,
        /// The state of the bed, HL7 table 0116.
        pub bed_status: Field<Text>,
        /// The state of the account, HL7 table 0117.
        pub account_status: Field<Text>,
        /// Where the patient is to go.
        pub pending_location: Field<Location>,
        /// Where the patient was for a moment before.
        pub prior_temporary_location: Field<Location>,
        /// Another number of the visit.
        pub alternate_visit_number: Field<Identifier>,
        /// Whether a visit or an account, HL7 table 0326.
        pub visit_indicator: Field<Text>,
        /// Others who care for the patient.
        pub other_providers: Vec<Practitioner>,
    }

    /// Where a patient is discharged to.
    pub struct DischargeLocation {
        /// The place, HL7 table 0113.
        pub code: Option<Text>,
        /// When.
        pub effective_at: Option<DateTime>,
    }

    /// What is planned for a stay, and what is said of it beside (来院補足情報).
    pub struct EncounterPlan {
        /// Where the patient was to go, when that is cancelled.
        pub prior_pending_location: Field<Location>,
        /// The accommodation, HL7 table 0129.
        pub accommodation: Field<CodeableConcept>,
        /// Why admitted.
        pub admission_reason: Field<CodeableConcept>,
        /// Why transferred.
        pub transfer_reason: Field<CodeableConcept>,
        /// When admission is expected (予定入院日時).
        pub expected_admission_at: Field<DateTime>,
        /// When discharge is expected (予定退院日時).
        pub expected_discharge_at: Field<DateTime>,
        /// How many days are expected.
        pub expected_days: Field<Decimal>,
        /// How many days it took.
        pub actual_days: Field<Decimal>,
        /// The visit in words.
        pub description: Field<Text>,
        /// Who sent the patient.
        pub referral_sources: Vec<Practitioner>,
        /// The state of the patient, HL7 table 0216.
        pub patient_status: Field<Text>,
        /// How urgent the visit is, HL7 table 0217.
        pub priority: Field<Text>,
        /// The discharge that is expected, HL7 table 0112.
        pub expected_disposition: Field<Text>,
        /// How the patient came, HL7 table 0430.
        pub arrival_mode: Field<CodeableConcept>,
        /// When the patient is expected back from leave (予定帰院日時).
        pub expected_return_at: Field<DateTime>,
    }
}
