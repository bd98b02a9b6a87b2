//! Hospitals, insurers, employers.

use crate::value::{Address, CodeableConcept, Identifier, Telecom, Text};

record! {
    /// An organisation (組織).
    pub struct Organization {
        /// The name.
        pub name: Option<Text>,
        /// The kind of name, HL7 table 0204: `L` legal, `D` display.
        pub name_kind: Option<Text>,
        /// The identifier, in the place that is a number in HL7 v2.5.
        pub identifier: Identifier,
        /// The script of the name, HL7 table 0465.
        pub representation: Option<Text>,
        /// The identifier, in the place that takes any text.
        pub code: Option<Text>,
        /// Addresses and telephone numbers, where they belong to the organisation itself.
        pub contact: Option<Box<OrganizationContact>>,
    }

    /// How to reach an organisation, and what else is said of it.
    pub struct OrganizationContact {
        /// Further identifiers: the parts of the number of a medical institution.
        pub identifiers: Vec<Identifier>,
        /// The department.
        pub department: Option<CodeableConcept>,
        /// Addresses.
        pub addresses: Vec<Address>,
        /// Telephone numbers.
        pub telecoms: Vec<Telecom>,
        /// The organisation of which it is a part: the hospital of a department.
        pub part_of: Option<Box<Organization>>,
    }
}

impl Organization {
    /// Makes an organisation of which the name is known.
    pub fn new(name: impl Into<Text>) -> Self {
        Self { name: Some(name.into()), ..Self::default() }
    }
}
