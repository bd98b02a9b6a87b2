use super::{Decimal, Text};

record! {
    /// A telephone number or other way to reach somebody (連絡先).
    pub struct Telecom {
        /// The number as one text, in the place that is current: `054-000-0000`.
        pub number: Option<Text>,
        /// What it is for, HL7 table 0201: `PRN` home, `WPN` work, `EMR` emergency.
        pub usage: Option<Text>,
        /// What stands at its end, HL7 table 0202: `PH`, `CP` mobile, `FX`.
        pub equipment: Option<Text>,
        /// The address for e-mail.
        pub email: Option<Text>,
        /// What is seldom sent.
        pub details: Option<Box<TelecomDetails>>,
    }

    /// The seldom sent parts of a telephone number.
    pub struct TelecomDetails {
        /// The number as one text, in the place that older messages use.
        pub legacy_number: Option<Text>,
        /// The country code.
        pub country_code: Option<Decimal>,
        /// The area code (市外局番).
        pub area_code: Option<Decimal>,
        /// The local number.
        pub local_number: Option<Decimal>,
        /// The extension (内線).
        pub extension: Option<Decimal>,
        /// Any text.
        pub text: Option<Text>,
        /// What to dial before the extension.
        pub extension_prefix: Option<Text>,
        /// The speed dial code.
        pub speed_dial: Option<Text>,
    }
}

impl Telecom {
    /// Makes a telephone number with its use, HL7 table 0201.
    pub fn phone(number: impl Into<Text>, usage: impl Into<Text>) -> Self {
        Self {
            number: Some(number.into()),
            usage: Some(usage.into()),
            equipment: Some("PH".into()),
            ..Self::default()
        }
    }
}
