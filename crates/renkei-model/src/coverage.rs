//! Who pays: insurance (保険), public expense (公費) and guarantors (保証人).

use crate::organization::Organization;
use crate::practitioner::{Practitioner, Role};
use crate::value::{
    Address, CodeableConcept, DateTime, Decimal, Field, HumanName, Identifier, Telecom, Text,
};

record! {
    /// An insurance or a public payer (保険・公費).
    pub struct Coverage {
        /// The number of the entry; the main insurance comes first.
        pub set_id: Field<Text>,
        /// The kind of insurance (保険種別), JHSD0001: `06` 組合管掌健康保険.
        pub kind: Field<CodeableConcept>,
        /// The number of the insurer (保険者番号) or public payer (公費負担者番号).
        pub insurer_numbers: Vec<Identifier>,
        /// The name of the insurer.
        pub insurer_names: Vec<Organization>,
        /// The symbol of the card (記号).
        pub symbols: Vec<Identifier>,
        /// The number of the card (番号).
        pub numbers: Vec<Organization>,
        /// Since when it is valid.
        pub valid_from: Field<DateTime>,
        /// Until when it is valid.
        pub valid_until: Field<DateTime>,
        /// The kind of plan (プランタイプ), JHSD0002.
        pub plan_kind: Field<Text>,
        /// What the insured person is to the patient, HL7 table 0063: `SEL` 本人.
        pub relationship: Field<CodeableConcept>,
        /// When the insured person was born.
        pub insured_birth_date: Field<DateTime>,
        /// Where the insured person lives.
        pub insured_addresses: Vec<Address>,
        /// How it goes together with others; in one sample of the disease message the rate of benefit.
        pub coordination: Field<Text>,
        /// Who has a role towards the insurance.
        pub roles: Vec<Role>,
        /// What is seldom sent.
        pub details: Option<Box<CoverageDetails>>,
    }

    /// The seldom sent parts of an insurance.
    pub struct CoverageDetails {
        /// The branch number of the card (枝番), where it is sent by itself.
        pub branch: Field<Text>,
        /// The address of the insurer.
        pub insurer_addresses: Vec<Address>,
        /// Whom to ask at the insurer.
        pub insurer_contacts: Vec<HumanName>,
        /// The telephone of the insurer.
        pub insurer_telecoms: Vec<Telecom>,
        /// The number of the group.
        pub group_number: Field<Text>,
        /// The name of the group.
        pub group_names: Vec<Organization>,
        /// The authorization.
        pub authorization: Field<Authorization>,
        /// The name of the insured person.
        pub insured_names: Vec<HumanName>,
        /// Whether benefits are assigned, HL7 table 0135.
        pub assignment_of_benefits: Field<Text>,
        /// When it was verified.
        pub verified_at: Field<DateTime>,
        /// The number of the policy.
        pub policy_number: Field<Text>,
        /// The employment of the insured person, HL7 table 0066.
        pub insured_employment: Field<CodeableConcept>,
        /// The sex of the insured person.
        pub insured_sex: Field<Text>,
        /// The insurance before this one.
        pub prior_kind: Field<Text>,
        /// What it covers, HL7 table 0309.
        pub extent: Field<Text>,
        /// The identifiers of the insured person.
        pub insured_identifiers: Vec<Identifier>,
        /// The numbers that the insured person has as an employee.
        pub employee_numbers: Vec<Identifier>,
        /// The employer of the insured person, where it is a person.
        pub employers: Vec<Practitioner>,
        /// The identifiers of the payer beside the number of the insurer.
        pub payer_identifiers: Vec<Identifier>,
        /// The identifiers under which the payer knows the insured person.
        pub subscriber_identifiers: Vec<Identifier>,
        /// The number under which the payer knows the patient.
        pub member_number: Field<Identifier>,
        /// The telephone of the insured person at home.
        pub insured_telecoms: Vec<Telecom>,
        /// The telephone of the insured person's employer.
        pub employer_telecoms: Vec<Telecom>,
        /// The organization that is insured, where it is not a person.
        pub insured_organizations: Vec<Organization>,
        /// The organization that employs the insured person.
        pub employer_organizations: Vec<Organization>,
        /// What the patient is to the insured person, HL7 table 0344: `01` 本人.
        pub patient_relationship: Field<CodeableConcept>,
    }

    /// An authorization (認定情報).
    pub struct Authorization {
        /// Its number.
        pub number: Option<Text>,
        /// Its date.
        pub date: Option<DateTime>,
        /// Who gave it.
        pub source: Option<Text>,
    }

    /// A person who answers for the bill (保証人).
    pub struct Guarantor {
        /// The number of the entry.
        pub set_id: Field<Text>,
        /// The guarantor's numbers.
        pub identifiers: Vec<Identifier>,
        /// The name.
        pub names: Vec<HumanName>,
        /// The name of the guarantor's spouse.
        pub spouse_names: Vec<HumanName>,
        /// The address.
        pub addresses: Vec<Address>,
        /// The telephone at home.
        pub home_telecoms: Vec<Telecom>,
        /// The telephone at work.
        pub work_telecoms: Vec<Telecom>,
        /// When the guarantor was born.
        pub birth_date: Field<DateTime>,
        /// The sex.
        pub sex: Field<Text>,
        /// The kind of guarantor, HL7 table 0068.
        pub kind: Field<Text>,
        /// What the guarantor is to the patient, HL7 table 0063.
        pub relationship: Field<CodeableConcept>,
        /// The name of the employer.
        pub employer_names: Vec<HumanName>,
        /// The address of the employer.
        pub employer_addresses: Vec<Address>,
        /// The telephone of the employer.
        pub employer_telecoms: Vec<Telecom>,
    }

    /// The class that says how a stay is paid (保険種別).
    pub struct FinancialClass {
        /// The class, HL7 table 0064.
        pub code: Option<Text>,
        /// Since when.
        pub effective_at: Option<DateTime>,
    }

    /// What American accounting sends with a stay; not used in Japan.
    pub struct Billing {
        /// The financial classes.
        pub financial_classes: Vec<FinancialClass>,
        /// The price schedule.
        pub price_indicator: Field<Text>,
        /// The courtesy code.
        pub courtesy: Field<Text>,
        /// The credit rating.
        pub credit_rating: Field<Text>,
        /// The contracts.
        pub contracts: Vec<Text>,
        /// When each contract takes effect.
        pub contract_dates: Vec<DateTime>,
        /// The sum of each contract.
        pub contract_amounts: Vec<Decimal>,
        /// The length of each contract.
        pub contract_periods: Vec<Decimal>,
        /// The interest.
        pub interest: Field<Text>,
        /// The kind of bad debt.
        pub bad_debt: Field<Text>,
        /// When it became bad debt.
        pub bad_debt_on: Field<DateTime>,
        /// The agency that collects bad debt.
        pub bad_debt_agency: Field<Text>,
        /// The sum of bad debt.
        pub bad_debt_amount: Field<Decimal>,
        /// The sum recovered.
        pub bad_debt_recovered: Field<Decimal>,
        /// Whether the account was deleted.
        pub account_deleted: Field<Text>,
        /// When the account was deleted.
        pub account_deleted_on: Field<DateTime>,
        /// The balance.
        pub balance: Field<Decimal>,
        /// All charges.
        pub total_charges: Field<Decimal>,
        /// All adjustments.
        pub total_adjustments: Field<Decimal>,
        /// All payments.
        pub total_payments: Field<Decimal>,
    }
}
