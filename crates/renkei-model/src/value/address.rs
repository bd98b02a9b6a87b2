use super::{DateTime, Period, Text};

record! {
    /// An address (住所).
    ///
    /// Most Japanese senders write it undivided, in [`whole`](Self::whole), with the postal code beside it.
    pub struct Address {
        /// The street address (番地).
        pub street: Option<Text>,
        /// Building, floor, or whatever else belongs to the line.
        pub other: Option<Text>,
        /// The city, ward, town or village (市区町村).
        pub city: Option<Text>,
        /// The prefecture (都道府県).
        pub prefecture: Option<Text>,
        /// The postal code (郵便番号), with or without hyphen.
        pub postal_code: Option<Text>,
        /// The country, three letters: `JPN`.
        pub country: Option<Text>,
        /// The kind of address, HL7 table 0190: `H` home, `B` work.
        pub kind: Option<Text>,
        /// The whole address as one text.
        pub whole: Option<Text>,
        /// What is seldom sent.
        pub details: Option<Box<AddressDetails>>,
    }

    /// The seldom sent parts of an address.
    pub struct AddressDetails {
        /// The name of the street.
        pub street_name: Option<Text>,
        /// The number of the house.
        pub dwelling_number: Option<Text>,
        /// The county (郡).
        pub county: Option<Text>,
        /// The census tract.
        pub census_tract: Option<Text>,
        /// The script, HL7 table 0465.
        pub representation: Option<Text>,
        /// When the address is valid, in the withdrawn form of a range.
        pub validity: Period,
        /// Since when the address is valid.
        pub valid_from: Option<DateTime>,
        /// Until when the address is valid.
        pub valid_until: Option<DateTime>,
    }
}
