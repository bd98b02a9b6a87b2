//! The patient, and the people around the patient.

mod profile;

pub use profile::{AboGroup, BloodGroup, Infection, RhFactor};

use crate::allergy::Allergy;
use crate::condition::Diagnosis;
use crate::coverage::{Coverage, Guarantor};
use crate::observation::{Note, Observation};
use crate::organization::Organization;
use crate::practitioner::{Job, Practitioner, Role};
use crate::value::{
    Address, CodeableConcept, DateTime, Decimal, Designator, Field, HumanName, Identifier, Location, Period,
    Representation, Telecom, Text,
};

record! {
    /// A patient (患者).
    pub struct Patient {
        /// The number of the entry; `0001`.
        pub set_id: Field<Text>,
        /// The identifiers (患者ID).
        pub identifiers: Vec<Identifier>,
        /// The name, in kanji and in kana (患者氏名).
        pub names: Vec<HumanName>,
        /// When the patient was born (生年月日).
        pub birth_date: Field<DateTime>,
        /// The sex (性別), HL7 table 0001: `M`, `F`, `O`, `U`.
        pub sex: Field<Text>,
        /// The addresses.
        pub addresses: Vec<Address>,
        /// Telephone numbers at home; an emergency number too.
        pub home_telecoms: Vec<Telecom>,
        /// Telephone numbers at work.
        pub work_telecoms: Vec<Telecom>,
        /// Whether the patient is married, HL7 table 0002.
        pub marital_status: Field<CodeableConcept>,
        /// When the patient died.
        pub died_at: Field<DateTime>,
        /// Whether the patient died, `Y` or `N`.
        pub deceased: Field<Text>,
        /// When the entry was last updated.
        pub updated_at: Field<DateTime>,
        /// The facility that last updated it.
        pub updated_by: Field<Designator>,
        /// What is seldom sent.
        pub details: Option<Box<PatientDetails>>,
        /// What is known beyond the person: family doctor, way of living.
        pub care: Option<Box<PatientCare>>,
        /// The people around the patient (近親者・関係者).
        pub contacts: Vec<Contact>,
        /// Who pays.
        pub coverages: Vec<Coverage>,
        /// Who answers for the bill.
        pub guarantors: Vec<Guarantor>,
        /// Height, weight, blood group and the like.
        pub observations: Vec<Observation>,
        /// Disabilities (障害情報).
        pub disabilities: Vec<Disability>,
        /// Allergies that come with the patient.
        pub allergies: Vec<Allergy>,
        /// Diagnoses that come with the patient.
        pub diagnoses: Vec<Diagnosis>,
        /// Who has a role towards the patient.
        pub roles: Vec<Role>,
        /// How the patient died (死亡・剖検).
        pub death: Option<Box<Death>>,
        /// Notes.
        pub notes: Vec<Note>,
    }

    /// The seldom sent parts of a patient.
    pub struct PatientDetails {
        /// An identifier in the place that older messages use.
        pub legacy_identifier: Field<Identifier>,
        /// Alternate identifiers.
        pub alternate_identifiers: Vec<Identifier>,
        /// The mother's maiden name.
        pub mothers_maiden_names: Vec<HumanName>,
        /// Other names.
        pub aliases: Vec<HumanName>,
        /// Race.
        pub races: Vec<CodeableConcept>,
        /// The county.
        pub county: Field<Text>,
        /// The language.
        pub language: Field<CodeableConcept>,
        /// Religion.
        pub religion: Field<CodeableConcept>,
        /// The number of the account (患者会計番号).
        pub account: Field<Identifier>,
        /// The number of an American or other social insurance; never My Number (個人番号), which is not kept.
        pub social_insurance_number: Field<Text>,
        /// The driver's licence.
        pub drivers_license: Field<DriversLicense>,
        /// The mother's identifiers.
        pub mother_identifiers: Vec<Identifier>,
        /// Ethnic groups.
        pub ethnic_groups: Vec<CodeableConcept>,
        /// Where the patient was born.
        pub birth_place: Field<Text>,
        /// Whether one of several children of a birth, `Y` or `N`.
        pub multiple_birth: Field<Text>,
        /// Which one of them.
        pub birth_order: Field<Decimal>,
        /// Citizenship.
        pub citizenships: Vec<CodeableConcept>,
        /// Whether a veteran.
        pub veteran_status: Field<CodeableConcept>,
        /// Nationality.
        pub nationality: Field<CodeableConcept>,
        /// Whether nobody knows who it is, `Y` or `N`.
        pub identity_unknown: Field<Text>,
        /// How reliable the identity is, HL7 table 0445.
        pub identity_reliability: Vec<Text>,
        /// The species, of an animal.
        pub species: Field<CodeableConcept>,
        /// The breed.
        pub breed: Field<CodeableConcept>,
        /// The strain.
        pub strain: Field<Text>,
        /// What the animal is kept for.
        pub production_class: Field<CodeableConcept>,
        /// Tribes.
        pub tribes: Vec<CodeableConcept>,
    }

    /// A driver's licence.
    pub struct DriversLicense {
        /// Its number.
        pub number: Option<Text>,
        /// Who issued it.
        pub issuer: Option<Text>,
        /// Until when it is valid.
        pub expires_on: Option<DateTime>,
    }

    /// What is known of a patient beyond the person (患者追加基本情報).
    pub struct PatientCare {
        /// On whom the patient depends, HL7 table 0223.
        pub living_dependencies: Vec<Text>,
        /// How the patient lives, HL7 table 0220.
        pub living_arrangement: Field<Text>,
        /// The facility of the family doctor.
        pub primary_facilities: Vec<Organization>,
        /// The family doctor (かかりつけ医).
        pub general_practitioners: Vec<Practitioner>,
        /// Whether a student, HL7 table 0231.
        pub student: Field<Text>,
        /// A handicap, HL7 table 0295.
        pub handicap: Field<Text>,
        /// A living will, HL7 table 0315.
        pub living_will: Field<Text>,
        /// Organ donation, HL7 table 0316.
        pub organ_donor: Field<Text>,
        /// Whether billed separately, `Y` or `N`.
        pub separate_bill: Field<Text>,
        /// Identifiers of entries for the same patient.
        pub duplicates: Vec<Identifier>,
        /// Who may be told, HL7 table 0215.
        pub publicity: Field<CodeableConcept>,
        /// Whether protected, `Y` or `N`.
        pub protection: Field<Text>,
        /// Since when protected.
        pub protection_from: Field<DateTime>,
        /// The place of worship.
        pub places_of_worship: Vec<Organization>,
        /// Advance directives, HL7 table 0435.
        pub advance_directives: Vec<CodeableConcept>,
        /// The state in a register of immunizations, HL7 table 0441.
        pub immunization_registry: Field<Text>,
        /// Since when that state.
        pub immunization_registry_from: Field<DateTime>,
        /// Since when the publicity code.
        pub publicity_from: Field<DateTime>,
        /// The branch of a military service.
        pub military_branch: Field<Text>,
        /// The rank.
        pub military_rank: Field<Text>,
        /// The state of service.
        pub military_status: Field<Text>,
    }

    /// Somebody near the patient (近親者・関係者); the patient too, with the workplace.
    pub struct Contact {
        /// The number of the entry.
        pub set_id: Field<Text>,
        /// The name, in kanji and in kana.
        pub names: Vec<HumanName>,
        /// What the person is to the patient (続柄), HL7 table 0063: `SEL` 本人.
        pub relationship: Field<CodeableConcept>,
        /// Addresses.
        pub addresses: Vec<Address>,
        /// Telephone numbers at home.
        pub home_telecoms: Vec<Telecom>,
        /// Telephone numbers at work.
        pub work_telecoms: Vec<Telecom>,
        /// The organisation: the employer.
        pub organizations: Vec<Organization>,
        /// What is seldom sent.
        pub details: Option<Box<ContactDetails>>,
    }

    /// The seldom sent parts of a contact.
    pub struct ContactDetails {
        /// The role, HL7 table 0131.
        pub role: Field<CodeableConcept>,
        /// Since when.
        pub started_on: Field<DateTime>,
        /// Until when.
        pub ended_on: Field<DateTime>,
        /// The title of the job.
        pub job_title: Field<Text>,
        /// The job.
        pub job: Field<Job>,
        /// The number as an employee.
        pub employee_number: Field<Identifier>,
        /// Whether married, HL7 table 0002.
        pub marital_status: Field<CodeableConcept>,
        /// The sex.
        pub sex: Field<Text>,
        /// When born.
        pub birth_date: Field<DateTime>,
        /// On whom the person depends.
        pub living_dependencies: Vec<Text>,
        /// How the person walks or is cared for (介護区分), HL7 table 0009.
        pub ambulatory_statuses: Vec<Text>,
        /// Citizenship.
        pub citizenships: Vec<CodeableConcept>,
        /// The language.
        pub language: Field<CodeableConcept>,
        /// How the person lives.
        pub living_arrangement: Field<Text>,
        /// Who may be told.
        pub publicity: Field<CodeableConcept>,
        /// Whether protected, `Y` or `N`.
        pub protection: Field<Text>,
        /// Whether a student.
        pub student: Field<Text>,
        /// Religion.
        pub religion: Field<CodeableConcept>,
        /// The mother's maiden name.
        pub mothers_maiden_names: Vec<HumanName>,
        /// Nationality.
        pub nationality: Field<CodeableConcept>,
        /// Ethnic groups.
        pub ethnic_groups: Vec<CodeableConcept>,
        /// Why to contact, HL7 table 0222.
        pub reasons: Vec<CodeableConcept>,
        /// Whom to contact in an organisation.
        pub person_names: Vec<HumanName>,
        /// The telephone of that person.
        pub person_telecoms: Vec<Telecom>,
        /// The address of that person.
        pub person_addresses: Vec<Address>,
        /// Identifiers.
        pub identifiers: Vec<Identifier>,
        /// The state of the job, HL7 table 0311.
        pub job_status: Field<Text>,
        /// Race.
        pub races: Vec<CodeableConcept>,
        /// A handicap.
        pub handicap: Field<Text>,
        /// The number of a social insurance.
        pub social_insurance_number: Field<Text>,
        /// Where born.
        pub birth_place: Field<Text>,
        /// Whether to be treated with special care, HL7 table 0099.
        pub vip: Field<Text>,
    }

    /// That somebody is disabled (障害情報); it says only that a disability exists.
    pub struct Disability {
        /// The number of the entry.
        pub set_id: Field<Text>,
        /// Who is disabled, HL7 table 0334: `PT` patient.
        pub person: Field<Text>,
        /// The identifiers of that person.
        pub identifiers: Vec<Identifier>,
        /// Whether disabled, `Y` or `N`.
        pub present: Field<Text>,
        /// Since when.
        pub started_on: Field<DateTime>,
        /// Until when.
        pub ended_on: Field<DateTime>,
        /// When the person goes back to work.
        pub return_to_work_on: Field<DateTime>,
        /// Since when the person can't work.
        pub unable_to_work_on: Field<DateTime>,
    }

    /// How a patient died (死亡・剖検).
    pub struct Death {
        /// The causes.
        pub causes: Vec<CodeableConcept>,
        /// Where.
        pub location: Field<Location>,
        /// Whether certified, `Y` or `N`.
        pub certified: Field<Text>,
        /// When the certificate was signed.
        pub certificate_signed_at: Field<DateTime>,
        /// Who certified it.
        pub certified_by: Field<Practitioner>,
        /// Whether there was an autopsy, `Y` or `N`.
        pub autopsy: Field<Text>,
        /// When the autopsy began and ended.
        pub autopsy_period: Field<Period>,
        /// Who did the autopsy.
        pub autopsy_by: Field<Practitioner>,
        /// Whether there was an inquest, `Y` or `N`.
        pub coroner: Field<Text>,
    }
}

impl Patient {
    /// Returns the first name in a script.
    ///
    /// ```
    /// use renkei_model::patient::Patient;
    /// use renkei_model::value::{HumanName, Representation};
    ///
    /// let patient = Patient {
    ///     names: vec![
    ///         HumanName::new("山田", "太郎", Representation::Ideographic),
    ///         HumanName::new("ヤマダ", "タロウ", Representation::Phonetic),
    ///     ],
    ///     ..Default::default()
    /// };
    /// let kana = patient.name(Representation::Phonetic).unwrap();
    /// assert_eq!(kana.family.as_deref(), Some("ヤマダ"));
    /// ```
    pub fn name(&self, representation: Representation) -> Option<&HumanName> {
        self.names.iter().find(|name| name.representation() == representation)
    }

    /// Returns the first identifier, the one by which the sender files the patient.
    pub fn id(&self) -> Option<&str> {
        self.identifiers.first().and_then(Identifier::as_str)
    }
}
