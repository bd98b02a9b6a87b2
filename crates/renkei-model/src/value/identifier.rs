use super::{CodeableConcept, DateTime, Text};

record! {
    /// An identifier with whoever issued it (識別番号).
    ///
    /// One without an issuer means something only inside the facility of the header.
    pub struct Identifier {
        /// The identifier, never turned into a number: `0000012345`.
        pub value: Option<Text>,
        /// Who assigns it (付与機関).
        pub assigner: Option<Box<Designator>>,
        /// What kind of identifier it is, HL7 table 0203: `PI`.
        pub kind: Option<Text>,
        /// What is seldom sent.
        pub details: Option<Box<IdentifierDetails>>,
    }

    /// The seldom sent parts of an identifier.
    pub struct IdentifierDetails {
        /// The check digit.
        pub check_digit: Option<Text>,
        /// How the check digit is computed, HL7 table 0061.
        pub check_digit_scheme: Option<Text>,
        /// The facility that issued it (付与施設).
        pub facility: Option<Box<Designator>>,
        /// Since when it is valid.
        pub valid_from: Option<DateTime>,
        /// Until when it is valid.
        pub valid_until: Option<DateTime>,
        /// The jurisdiction that issued it.
        pub jurisdiction: CodeableConcept,
        /// The agency or department that issued it.
        pub department: CodeableConcept,
    }

    /// A name for an authority, facility or application.
    pub struct Designator {
        /// The local name.
        pub namespace: Option<Text>,
        /// The identifier that is unique in the world: an object identifier, a domain name.
        pub universal_id: Option<Text>,
        /// The kind of the universal identifier: `ISO`, `DNS`.
        pub universal_id_kind: Option<Text>,
    }

    /// The numbers that both sides gave to one thing.
    pub struct IdentifierPair {
        /// The number of the one who orders (依頼者).
        pub placer: Identifier,
        /// The number of the one who performs (実施者).
        pub filler: Identifier,
    }
}

impl Identifier {
    /// Makes an identifier without an issuer.
    pub fn new(value: impl Into<Text>) -> Self {
        Self { value: Some(value.into()), ..Self::default() }
    }

    /// Returns the identifier itself.
    pub fn as_str(&self) -> Option<&str> {
        self.value.as_deref()
    }
}

impl From<&str> for Identifier {
    fn from(value: &str) -> Self {
        Self::new(value)
    }
}

impl Designator {
    /// Makes a designator of a local name.
    pub fn new(namespace: impl Into<Text>) -> Self {
        Self { namespace: Some(namespace.into()), ..Self::default() }
    }
}
